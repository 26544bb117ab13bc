#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "read_instance.h"
#include "xml_tree.h"

#define NS_PTV "http://www.xbrl.org/2003/ptv"

/* The suite of XBRL 2.1 writes what an instance means as another instance: its facts with decimals
 * inferred from precision (4.6.6), in their contexts and units, and the period type and balance of
 * their concepts as ptv:periodType and ptv:balance. Contexts and units are compared by what they
 * are, not by id; the order of facts, and the tuples around them, are not compared. */
typedef struct comparer {
    conf_comparison *comparison;
    const ks_xml_element *root;
    ks_names *names;
    ks_io_resolver resolver;
    ks_sink sink;       /* silent */
    ks_report_pair own; /* where it was read here */
    ks_report_pair actual;
    ks_instance *expected;
    conf_lines expected_lines;
    conf_lines actual_lines;
    ks_str line;
} comparer;

static void add_name(ks_str *line, const ks_qname *name)
{
    ks_str_addf(line, "{%s}%s", name->ns, name->local);
}

static void add_context(ks_str *line, const ks_context *context)
{
    ks_str_addf(line, " | %s %s | ", context->scheme, context->identifier);
    if (context->period == KS_PERIOD_DURATION) {
        ks_day_write(line, context->start);
        ks_str_add_char(line, '/');
    }
    if (context->period == KS_PERIOD_NONE) {
        ks_str_add(line, "forever");
    } else {
        ks_day_write(line, context->end);
    }
    ks_str_add(line, context->besides != NULL ? " | " : "");
    ks_str_add(line, context->besides != NULL ? context->besides : "");
}

static int compare_names(const void *a, const void *b)
{
    const ks_qname *x = *(const ks_qname *const *)a;
    const ks_qname *y = *(const ks_qname *const *)b;
    int order = strcmp(x->ns, y->ns);
    return order != 0 ? order : strcmp(x->local, y->local);
}

/* Measures in any order are the same unit (4.10, u-equal). */
static ks_status add_measures(comparer *c, const ks_qname **measures, size_t count)
{
    const ks_qname **sorted = ks_arena_zero(c->comparison->arena, count + 1, sizeof *sorted);
    if (sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(sorted, measures, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < count; i++) {
        ks_str_add(&c->line, i > 0 ? "*" : "");
        add_name(&c->line, sorted[i]);
    }
    return KS_OK;
}

static ks_status add_unit(comparer *c, const ks_unit *unit)
{
    ks_str_add(&c->line, " | ");
    ks_status status = add_measures(c, unit->numerators, unit->numerator_count);
    if (status == KS_OK && unit->denominator_count > 0) {
        ks_str_add(&c->line, "/");
        status = add_measures(c, unit->denominators, unit->denominator_count);
    }
    return status;
}

static void add_value(ks_str *line, const ks_fact *fact)
{
    ks_str_add(line, " | ");
    if (fact->is_nil) {
        ks_str_add(line, "nil");
    } else if (ks_item_kind_is_numeric(fact->concept->kind)) {
        ks_decimal_write(line, &fact->number, 0, "");
    } else {
        ks_str_addf(line, "\"%s\"", fact->lexical);
    }
    if (fact->decimals == KS_DECIMALS_INF) {
        ks_str_add(line, " | decimals INF");
    } else if (fact->decimals != KS_DECIMALS_NONE) {
        ks_str_addf(line, " | decimals %d", fact->decimals);
    }
}

static ks_status add_facts(comparer *c, const ks_instance *instance, conf_lines *lines)
{
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        add_name(&c->line, fact->concept->name);
        if (fact->context != NULL) {
            add_context(&c->line, fact->context);
        }
        if (fact->unit != NULL) {
            status = add_unit(c, fact->unit);
        }
        add_value(&c->line, fact);
        if (status == KS_OK) {
            status = conf_lines_add(lines, c->comparison->arena, &c->line);
        }
    }
    return status;
}

static const char *period_text(const ks_concept *concept)
{
    return concept->period == KS_PERIOD_INSTANT    ? "instant"
           : concept->period == KS_PERIOD_DURATION ? "duration"
                                                   : "none";
}

static const char *balance_text(const ks_concept *concept)
{
    return concept->balance == KS_BALANCE_DEBIT    ? "debit"
           : concept->balance == KS_BALANCE_CREDIT ? "credit"
                                                   : "none";
}

static ks_status add_attribute(comparer *c, const ks_xml_element *element, const char *name,
                               const char *actual)
{
    const char *expected = ks_xml_get_ns(element, NS_PTV, name);
    if (expected == NULL || strcmp(expected, actual) == 0) {
        return KS_OK;
    }
    ks_str_addf(&c->line, "%s %s of %s", name, expected, element->name->local);
    ks_status status = conf_lines_add(&c->expected_lines, c->comparison->arena, &c->line);
    if (status == KS_OK) {
        ks_str_addf(&c->line, "%s %s of %s", name, actual, element->name->local);
        status = conf_lines_add(&c->actual_lines, c->comparison->arena, &c->line);
    }
    return status;
}

/* What the elements below `parent` say of their concepts, where the taxonomy says otherwise. */
static ks_status add_attributes(comparer *c, const ks_xml_element *parent)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *child = parent->first_child; status == KS_OK && child != NULL;
         child = child->next) {
        const ks_concept *concept = ks_taxonomy_find(c->actual.taxonomy, child->name);
        if (concept != NULL) {
            status = add_attribute(c, child, "periodType", period_text(concept));
        }
        if (status == KS_OK && concept != NULL) {
            status = add_attribute(c, child, "balance", balance_text(concept));
        }
        if (status == KS_OK) {
            status = add_attributes(c, child);
        }
    }
    return status;
}

/* A document that is not read is the difference. */
static ks_status settle_read(comparer *c, const char *path, ks_status status)
{
    if (status != KS_REFUSED) {
        return status;
    }
    c->comparison->differences =
        ks_arena_format(c->comparison->arena, "    %s is not read as an instance\n", path);
    return c->comparison->differences == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* Both instances, the expected one with the taxonomy of the actual one. */
static ks_status read_both(comparer *c)
{
    const char *path = c->comparison->variation->entries.items[0];
    ks_status status = KS_OK;
    if (c->comparison->actual == NULL) {
        status =
            settle_read(c, path, ks_read_report(path, c->names, &c->resolver, &c->sink, &c->own));
    }
    if (status != KS_OK || c->comparison->differences != NULL) {
        return status;
    }
    c->actual = c->comparison->actual != NULL ? *c->comparison->actual : c->own;
    path = c->comparison->variation->output;
    return settle_read(c, path,
                       ks_read_instance(path, c->names, &c->resolver, c->actual.taxonomy, true,
                                        &c->sink, &c->expected));
}

static ks_status compare(comparer *c)
{
    ks_status status = read_both(c);
    if (status != KS_OK || c->comparison->differences != NULL) {
        return status;
    }
    status = add_facts(c, c->actual.instance, &c->actual_lines);
    if (status == KS_OK) {
        status = add_facts(c, c->expected, &c->expected_lines);
    }
    if (status == KS_OK) {
        status = add_attributes(c, c->root);
    }
    return status != KS_OK
               ? status
               : conf_lines_compare(&c->expected_lines, &c->actual_lines, c->comparison);
}

ks_status conf_compare_instance(conf_comparison *comparison, const ks_xml_element *expected,
                                ks_names *names)
{
    comparer c = {.comparison = comparison, .root = expected, .names = names};
    ks_io_resolver_init(&c.resolver, comparison->settings->mirrors,
                        comparison->settings->mirror_count);
    ks_sink_init(&c.sink, NULL, NULL, KS_LANG_EN);
    ks_str_init(&c.line);
    ks_status status = compare(&c);
    ks_str_release(&c.line);
    conf_lines_release(&c.expected_lines);
    conf_lines_release(&c.actual_lines);
    ks_instance_free(c.expected);
    ks_report_pair_release(&c.own);
    ks_io_resolver_release(&c.resolver);
    return status;
}

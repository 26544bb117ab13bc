#include <stdlib.h>
#include <string.h>

#include "api_session.h"
#include "api_sources.h"
#include "output.h"
#include "output_markup.h"
#include "output_revised.h"
#include "read_inline.h"
#include "read_instance.h"
#include "read_oim.h"
#include "xml_tree.h"

#define NS_PTV "http://www.xbrl.org/2003/ptv"

/* The suite of XBRL 2.1 writes what an instance means as another instance: its facts with decimals
 * inferred from precision (4.6.6), in their contexts and units, and the period type and balance of
 * their concepts as ptv:periodType and ptv:balance. Contexts and units are compared by what they
 * are, not by id; the order of facts, and the tuples around them, are not compared. A report in
 * xBRL-JSON or xBRL-CSV is compared as the instance that it stands for, by the aspects of the Open
 * Information Model: languages too, and dimensions in whichever container. */
typedef struct comparer {
    conf_comparison *comparison;
    const ks_xml_element *root; /* NULL: it is expected in another format than XML */
    ks_names *names;
    ks_io_resolver *resolver;
    ks_sink sink;       /* silent */
    ks_report_pair own; /* where it was read here */
    ks_report_pair actual;
    ks_instance *expected;
    ks_inline *documents;      /* or NULL */
    ks_oim_report *reports[2]; /* actual and expected, where they are no XML, or NULL */
    conf_revised revised;      /* where the dialect has expected outputs that are older */
    bool is_revised;
    conf_lines expected_lines;
    conf_lines actual_lines;
    ks_str line;
} comparer;

static void add_name(ks_str *line, const ks_qname *name)
{
    ks_str_addf(line, "{%s}%s", name->ns, name->local);
}

static int compare_names(const void *a, const void *b)
{
    const ks_qname *x = *(const ks_qname *const *)a;
    const ks_qname *y = *(const ks_qname *const *)b;
    int order = strcmp(x->ns, y->ns);
    return order != 0 ? order : strcmp(x->local, y->local);
}

static int compare_dimensions(const void *a, const void *b)
{
    const ks_dimension *const *x = a;
    const ks_dimension *const *y = b;
    return compare_names(&(*x)->dimension, &(*y)->dimension);
}

static void add_dimension(ks_str *line, const ks_dimension *dimension)
{
    ks_str_add(line, " | ");
    add_name(line, dimension->dimension);
    ks_str_add_char(line, '=');
    if (dimension->member != NULL) {
        add_name(line, dimension->member);
    } else {
        ks_str_add(line, dimension->is_nil ? "nil" : dimension->text);
    }
}

static ks_status add_dimensions(comparer *c, const ks_context *context)
{
    const ks_dimension **sorted =
        ks_arena_zero(c->comparison->arena, context->dimension_count + 1, sizeof *sorted);
    if (sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < context->dimension_count; i++) {
        sorted[i] = &context->dimensions[i];
    }
    qsort(sorted, context->dimension_count, sizeof *sorted, compare_dimensions);
    for (size_t i = 0; i < context->dimension_count; i++) {
        add_dimension(&c->line, sorted[i]);
    }
    return KS_OK;
}

static ks_status add_context(comparer *c, const ks_context *context)
{
    ks_str *line = &c->line;
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
    if (c->root == NULL) {
        return add_dimensions(c, context);
    }
    ks_str_add(line, context->besides != NULL ? " | " : "");
    ks_str_add(line, context->besides != NULL ? context->besides : "");
    return KS_OK;
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
        ks_str_add_char(line, '"');
        conf_add_markup(line, fact->lexical);
        ks_str_add_char(line, '"');
    }
    if (fact->decimals == KS_DECIMALS_INF) {
        ks_str_add(line, " | decimals INF");
    } else if (fact->decimals != KS_DECIMALS_NONE) {
        ks_str_addf(line, " | decimals %d", fact->decimals);
    }
}

/* White space as documents are laid out by has no part in expected outputs that are older. */
static void add_text(comparer *c, const ks_fact *fact)
{
    ks_sv rest = ks_sv_from(fact->lexical);
    const char *gap = "";
    ks_str_add(&c->line, " | \"");
    for (ks_sv word = ks_sv_next_token(&rest); word.len > 0; word = ks_sv_next_token(&rest)) {
        ks_str_add(&c->line, gap);
        ks_str_add_sv(&c->line, word);
        gap = " ";
    }
    ks_str_add_char(&c->line, '"');
}

static bool is_compared(comparer *c, const ks_fact *fact, bool is_expected)
{
    return !c->is_revised || (is_expected ? conf_revised_expects(&c->revised, fact)
                                          : conf_revised_compares(&c->revised, fact));
}

static ks_status add_facts(comparer *c, const ks_instance *instance, conf_lines *lines)
{
    const bool is_expected = instance == c->expected;
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        if (!is_compared(c, fact, is_expected)) {
            continue;
        }
        add_name(&c->line, fact->concept->name);
        if (fact->context != NULL) {
            status = add_context(c, fact->context);
        }
        if (status == KS_OK && fact->unit != NULL) {
            status = add_unit(c, fact->unit);
        }
        if (c->is_revised && !fact->is_nil && !ks_item_kind_is_numeric(fact->concept->kind)) {
            add_text(c, fact);
        } else {
            add_value(&c->line, fact);
        }
        if (c->root == NULL && fact->lang != NULL) {
            ks_str_addf(&c->line, " | %s", fact->lang);
        }
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

static const char *const PAGES[] = {".htm", ".html", ".xhtml"};

bool conf_is_page(const char *path)
{
    bool is_page = false;
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        is_page = is_page || ks_sv_ends(ks_sv_from(path), ks_sv_from(PAGES[i]));
    }
    return is_page;
}

/* What is read first, or where the instance stands that inline documents stand for. */
static ks_status find_instance(comparer *c, const char **path)
{
    const conf_variation *variation = c->comparison->variation;
    const char *target = c->comparison->output->target;
    if (!conf_is_page(*path)) {
        return KS_OK;
    }
    ks_status status = ks_inline_read(variation->entries.items, variation->entries.count, c->names,
                                      c->resolver, &c->sink, &c->documents);
    if (status != KS_OK) {
        return status;
    }
    status = ks_inline_put(c->documents, target != NULL ? target : "", c->resolver, path);
    if (status == KS_ERR_NOT_FOUND) {
        c->comparison->differences = ks_arena_format(
            c->comparison->arena, "    there is no target \"%s\"\n", target != NULL ? target : "");
        status = c->comparison->differences == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status;
}

/* Where the instance stands that a report in xBRL-JSON or xBRL-CSV stands for; the path itself of
 * any other document, and of none. */
static ks_status find_report(comparer *c, ks_oim_report **report, const char **path)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(c->resolver, *path, KS_NOWHERE, &c->sink, &document);
    if (status != KS_OK || !ks_oim_is(document->text)) {
        return status == KS_ERR_NOT_FOUND ? KS_OK : status;
    }
    status = ks_oim_read(*path, c->names, c->resolver, &c->sink, report);
    return status != KS_OK ? status : ks_oim_put(*report, c->resolver, path);
}

/* The namespace of the actual facts that begins with `start`, or NULL. */
static const char *find_namespace(const ks_instance *instance, const char *start)
{
    for (size_t i = 0; i < instance->facts.count; i++) {
        const char *ns = instance->facts.items[i]->concept->name->ns;
        if (ks_sv_starts(ks_sv_from(ns), ks_sv_from(start))) {
            return ns;
        }
    }
    return NULL;
}

/* Replaces namespaces that begin with `start` by the one that the actual facts have. */
static void move_namespace(const ks_instance *actual, const char *start, ks_sv text, ks_str *out)
{
    const char *ns = find_namespace(actual, start);
    const char *end = text.ptr + text.len;
    for (const char *at = ns == NULL ? NULL : strstr(text.ptr, start); at != NULL;
         at = strstr(text.ptr, start)) {
        ks_str_add_sv(out, (ks_sv){text.ptr, (size_t)(at - text.ptr)});
        ks_str_add(out, ns);
        text.ptr = at + strcspn(at, "\"");
    }
    ks_str_add_sv(out, (ks_sv){text.ptr, (size_t)(end - text.ptr)});
}

static ks_status collect_documents(comparer *c)
{
    const conf_variation *variation = c->comparison->variation;
    const ks_io_document *document = NULL;
    ks_status status = KS_OK;
    for (size_t i = 0; i < variation->entries.count && status == KS_OK; i++) {
        status = ks_io_resolve(c->resolver, variation->entries.items[i], KS_NOWHERE, &c->sink,
                               &document);
        ks_str_add_sv(&c->revised.text, status == KS_OK ? document->text : KS_SV(""));
    }
    return status;
}

/* Where the expected output stands with its namespaces moved to those of the actual one. */
static ks_status revise_expected(comparer *c, const char **path)
{
    const char *const *starts = c->comparison->variation->dialect->moving_ns;
    const ks_io_document *document = NULL;
    if (starts[0] == NULL) {
        return KS_OK;
    }
    c->is_revised = true;
    c->revised.cover = starts[0];
    ks_status status = collect_documents(c);
    if (status == KS_OK) {
        status = ks_io_resolve(c->resolver, *path, KS_NOWHERE, &c->sink, &document);
    }
    const char *moved = ks_arena_format(c->comparison->arena, "%s?moved", *path);
    if (status != KS_OK || moved == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    ks_str texts[2];
    ks_str_init(&texts[0]);
    ks_str_init(&texts[1]);
    ks_str_add_sv(&texts[0], document->text);
    size_t from = 0;
    for (size_t i = 0; starts[i] != NULL; i++, from = 1 - from) {
        ks_str_clear(&texts[1 - from]);
        move_namespace(c->actual.instance, starts[i], ks_str_view(&texts[from]), &texts[1 - from]);
    }
    status = ks_str_status(&texts[from]);
    if (status == KS_OK) {
        status = ks_io_resolver_put(c->resolver, moved, ks_str_view(&texts[from]));
    }
    ks_str_release(&texts[0]);
    ks_str_release(&texts[1]);
    *path = moved;
    return status;
}

/* Both instances, the expected one with the taxonomy of the actual one. */
static ks_status read_both(comparer *c)
{
    const char *path = c->comparison->variation->entries.items[0];
    ks_status status = KS_OK;
    if (c->comparison->actual == NULL) {
        status = find_instance(c, &path);
        if (status == KS_OK && c->documents == NULL) {
            status = find_report(c, &c->reports[0], &path);
        }
        status = settle_read(c, path, status);
        if (status == KS_OK && c->comparison->differences == NULL) {
            status = settle_read(c, path,
                                 ks_read_report(path, c->names, c->resolver, &c->sink, &c->own));
        }
    }
    if (status != KS_OK || c->comparison->differences != NULL) {
        return status;
    }
    c->actual = c->comparison->actual != NULL ? *c->comparison->actual : c->own;
    path = c->comparison->output->path;
    status = c->root != NULL ? revise_expected(c, &path)
                             : settle_read(c, path, find_report(c, &c->reports[1], &path));
    if (status != KS_OK || c->comparison->differences != NULL) {
        return status;
    }
    return settle_read(c, path,
                       ks_read_instance(path, c->names, c->resolver, c->actual.taxonomy, true,
                                        &c->sink, &c->expected));
}

static ks_status compare(comparer *c)
{
    ks_status status = read_both(c);
    if (status != KS_OK || c->comparison->differences != NULL) {
        return status;
    }
    status = add_facts(c, c->expected, &c->expected_lines);
    if (status == KS_OK) {
        status = add_facts(c, c->actual.instance, &c->actual_lines);
    }
    if (c->revised.is_failed) {
        status = KS_ERR_MEMORY;
    }
    if (status == KS_OK && c->root != NULL) {
        status = add_attributes(c, c->root);
    }
    return status != KS_OK
               ? status
               : conf_lines_compare(&c->expected_lines, &c->actual_lines, c->comparison);
}

/* The mirrors and packages that the variation was run with. */
static ks_status open_sources(conf_comparison *comparison, ks_session **out_session,
                              ks_api_sources *sources)
{
    const conf_settings *settings = comparison->settings;
    ks_options options = KS_OPTIONS_INIT;
    options.mirrors = settings->mirrors;
    options.mirror_count = settings->mirror_count;
    options.packages = conf_all_packages(comparison->variation, settings, comparison->arena);
    options.package_count = settings->package_count + comparison->variation->packages.count;
    ks_status status =
        options.packages == NULL ? KS_ERR_MEMORY : ks_session_new(&options, out_session);
    if (status == KS_OK) {
        status = ks_api_sources_open(*out_session, sources);
    }
    return status == KS_REFUSED ? KS_OK : status;
}

ks_status conf_compare_instance(conf_comparison *comparison, const ks_xml_element *expected,
                                ks_names *names)
{
    comparer c = {.comparison = comparison, .root = expected, .names = names};
    ks_session *session = NULL;
    ks_api_sources sources;
    ks_status status = open_sources(comparison, &session, &sources);
    c.resolver = &sources.resolver;
    ks_sink_init(&c.sink, NULL, NULL, KS_LANG_EN);
    ks_str_init(&c.line);
    conf_revised_init(&c.revised, NULL);
    if (status == KS_OK) {
        status = compare(&c);
    }
    ks_str_release(&c.line);
    conf_revised_release(&c.revised);
    conf_lines_release(&c.expected_lines);
    conf_lines_release(&c.actual_lines);
    ks_instance_free(c.expected);
    ks_report_pair_release(&c.own);
    ks_inline_free(c.documents);
    ks_oim_free(c.reports[0]);
    ks_oim_free(c.reports[1]);
    if (session != NULL) {
        ks_api_sources_release(&sources);
    }
    ks_session_free(session);
    return status;
}

#include <string.h>

#include "output.h"
#include "read_taxonomy.h"
#include "xml_tree.h"

/* The suite of XBRL 2.1 writes what is left of the relationships after equivalence, prohibition and
 * overriding (3.5.3.9.7) as a list of arcs: the kind of link, roles, the ends as
 * "namespace#id", order, weight, preferred label; of a label its language, role and text, of a
 * reference its role and parts. */
typedef struct comparer {
    conf_comparison *comparison;
    const ks_xml_element *root;
    ks_names *names;
    ks_io_resolver resolver;
    ks_sink sink; /* silent */
    ks_taxonomy *taxonomy;
    conf_lines expected_lines;
    conf_lines actual_lines;
    ks_str line;
} comparer;

static const char *attr(const ks_xml_element *element, const char *name)
{
    const char *value = ks_xml_get(element, name);
    return value != NULL ? value : "";
}

/* A number however it is written, "1.0" like "1". */
static ks_status add_number(comparer *c, const char *name, const char *text)
{
    ks_decimal number = KS_DECIMAL_ZERO;
    bool is_valid = false;
    ks_status status =
        ks_decimal_parse(c->comparison->arena, ks_sv_from(text), false, &is_valid, &number);
    ks_str_addf(&c->line, " | %s ", name);
    if (status == KS_OK && is_valid) {
        ks_decimal_write(&c->line, &number, 0, "");
    } else {
        ks_str_add(&c->line, text);
    }
    return status == KS_ERR_LIMIT ? KS_OK : status;
}

static ks_status add_expected_arc(comparer *c, const ks_xml_element *arc)
{
    ks_str_addf(&c->line, "%s | %s | %s -> %s", attr(arc, "extRole"), attr(arc, "arcRole"),
                attr(arc, "fromPath"), attr(arc, "toPath"));
    ks_status status = add_number(c, "order", attr(arc, "order"));
    if (status == KS_OK && ks_xml_get(arc, "weight") != NULL) {
        status = add_number(c, "weight", attr(arc, "weight"));
    }
    if (ks_xml_get(arc, "preferredLabel") != NULL) {
        ks_str_addf(&c->line, " | %s", attr(arc, "preferredLabel"));
    }
    return status;
}

static void add_label(comparer *c, const char *role, const char *lang, const char *text)
{
    const ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    ks_str_addf(&c->line, " | label %s | %s | %.*s", role, lang, KS_SV_ARG(trimmed));
}

static void add_part(comparer *c, const char *ns, const char *local, const char *text)
{
    const ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    ks_str_addf(&c->line, " | {%s}%s %.*s", ns, local, KS_SV_ARG(trimmed));
}

static ks_status add_expected_resource(comparer *c, const ks_xml_element *arc)
{
    ks_str_addf(&c->line, "%s | %s", attr(arc, "extRole"), attr(arc, "fromPath"));
    ks_status status = add_number(c, "order", attr(arc, "order"));
    if (strcmp(attr(arc, "linkType"), "label") == 0) {
        add_label(c, attr(arc, "resRole"), attr(arc, "labelLang"), arc->text);
        return status;
    }
    ks_str_addf(&c->line, " | reference %s", attr(arc, "resRole"));
    for (const ks_xml_element *part = arc->first_child; part != NULL; part = part->next) {
        add_part(c, part->name->ns, part->name->local, part->text);
    }
    return status;
}

static ks_status add_expected(comparer *c)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *arc = c->root->first_child; status == KS_OK && arc != NULL;
         arc = arc->next) {
        bool is_resource = strcmp(attr(arc, "linkType"), "reference") == 0 ||
                           strcmp(attr(arc, "linkType"), "label") == 0;
        status = is_resource ? add_expected_resource(c, arc) : add_expected_arc(c, arc);
        if (status == KS_OK) {
            status = conf_lines_add(&c->expected_lines, c->comparison->arena, &c->line);
        }
    }
    return status;
}

static const char *path_of(comparer *c, const ks_concept *concept)
{
    return ks_arena_format(c->comparison->arena, "%s#%s", concept->name->ns,
                           concept->id != NULL ? concept->id : concept->name->local);
}

static ks_status add_actual_arc(comparer *c, const ks_arc *arc)
{
    const char *from = path_of(c, arc->from);
    const char *to = path_of(c, arc->to);
    if (from == NULL || to == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str_addf(&c->line, "%s | %s | %s -> %s | order ", arc->role, arc->arcrole, from, to);
    ks_decimal_write(&c->line, &arc->order, 0, "");
    if (strcmp(arc->arcrole, KS_ARCROLE_SUMMATION) == 0) {
        ks_str_add(&c->line, " | weight ");
        ks_decimal_write(&c->line, &arc->weight, 0, "");
    }
    if (arc->preferred_label != NULL) {
        ks_str_addf(&c->line, " | %s", arc->preferred_label);
    }
    return conf_lines_add(&c->actual_lines, c->comparison->arena, &c->line);
}

static ks_status add_actual_arcs(comparer *c)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < c->taxonomy->network_count; i++) {
        const ks_network *network = &c->taxonomy->networks[i];
        for (size_t j = 0; status == KS_OK && j < network->arc_count; j++) {
            status = add_actual_arc(c, network->arcs[j]);
        }
    }
    return status;
}

static ks_status begin_resource(comparer *c, const ks_concept *concept, const char *link_role,
                                const ks_decimal *order)
{
    const char *from = path_of(c, concept);
    if (from == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str_addf(&c->line, "%s | %s | order ", link_role, from);
    ks_decimal_write(&c->line, order, 0, "");
    return KS_OK;
}

static ks_status add_actual_labels(comparer *c)
{
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < c->taxonomy->labels.count; i++) {
        const ks_label *label = &c->taxonomy->labels.items[i];
        status = begin_resource(c, label->concept, label->link_role, &label->order);
        if (status == KS_OK) {
            add_label(c, label->role, label->lang, label->text);
            status = conf_lines_add(&c->actual_lines, c->comparison->arena, &c->line);
        }
    }
    return status;
}

static ks_status add_actual_references(comparer *c)
{
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < c->taxonomy->references.count; i++) {
        const ks_reference *reference = &c->taxonomy->references.items[i];
        status = begin_resource(c, reference->concept, reference->link_role, &reference->order);
        ks_str_addf(&c->line, " | reference %s", reference->role);
        for (size_t k = 0; k < reference->part_count; k++) {
            const ks_named_text *part = &reference->parts[k];
            add_part(c, part->name->ns, part->name->local, part->text);
        }
        if (status == KS_OK) {
            status = conf_lines_add(&c->actual_lines, c->comparison->arena, &c->line);
        }
    }
    return status;
}

static ks_status read_actual(comparer *c)
{
    const conf_variation *variation = c->comparison->variation;
    ks_taxonomy_entry *entries =
        ks_arena_zero(c->comparison->arena, variation->entries.count, sizeof *entries);
    if (entries == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < variation->entries.count; i++) {
        entries[i] = (ks_taxonomy_entry){.url = variation->entries.items[i], .place = KS_NOWHERE};
    }
    return ks_read_taxonomy(entries, variation->entries.count, c->names, &c->resolver, &c->sink,
                            &c->taxonomy);
}

static ks_status compare(comparer *c)
{
    ks_status status = read_actual(c);
    if (status == KS_REFUSED) {
        c->comparison->differences = "    the taxonomy cannot be read\n";
        return KS_OK;
    }
    if (status == KS_OK) {
        status = add_expected(c);
    }
    if (status == KS_OK) {
        status = add_actual_arcs(c);
    }
    if (status == KS_OK) {
        status = add_actual_labels(c);
    }
    if (status == KS_OK) {
        status = add_actual_references(c);
    }
    return status != KS_OK
               ? status
               : conf_lines_compare(&c->expected_lines, &c->actual_lines, c->comparison);
}

ks_status conf_compare_relations(conf_comparison *comparison, const ks_xml_element *expected,
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
    ks_taxonomy_free(c.taxonomy);
    ks_io_resolver_release(&c.resolver);
    return status;
}

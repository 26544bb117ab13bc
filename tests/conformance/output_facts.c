#include <stdlib.h>
#include <string.h>

#include "model_dimensions.h"
#include "output.h"
#include "read_instance.h"
#include "xml_tree.h"

/* The suite of Dimensions 1.0 writes what an instance means as a list of its items: the name, the
 * place as a sequence of child numbers, and each dimension with whether its value is its default.
 * Names are compared without namespaces, which the tree of the expected document does not keep. */
typedef struct comparer {
    conf_comparison *comparison;
    const ks_xml_element *root;
    ks_names *names;
    ks_io_resolver resolver;
    ks_sink sink;       /* silent */
    ks_report_pair own; /* where it was read here */
    ks_report_pair actual;
    conf_lines expected_lines;
    conf_lines actual_lines;
    ks_str line;
    KS_VEC(const char *) members; /* of the item at hand */
} comparer;

static ks_status add_member(comparer *c, const char *name, bool is_default)
{
    const char **slot = ks_vec_add(&c->members);
    const char *text =
        ks_arena_format(c->comparison->arena, " | %s%s", name, is_default ? " by default" : "");
    if (slot == NULL || text == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = text;
    return KS_OK;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The line that was begun, with its members in any order; each of them once. */
static ks_status end_line(comparer *c, conf_lines *lines)
{
    if (c->members.count > 1) {
        qsort(c->members.items, c->members.count, sizeof *c->members.items, compare_texts);
    }
    for (size_t i = 0; i < c->members.count; i++) {
        if (i == 0 || strcmp(c->members.items[i], c->members.items[i - 1]) != 0) {
            ks_str_add(&c->line, c->members.items[i]);
        }
    }
    c->members.count = 0;
    return conf_lines_add(lines, c->comparison->arena, &c->line);
}

/* ---- what is expected ------------------------------------------------------------------------ */

static const char *text_of(const ks_xml_element *parent, const char *name)
{
    const ks_xml_element *child = ks_xml_child(parent, "", name);
    return child != NULL ? child->text : "";
}

static ks_sv local_of(const char *qname)
{
    const char *colon = strchr(qname, ':');
    return ks_sv_trim(ks_sv_from(colon != NULL ? colon + 1 : qname));
}

static ks_status add_expected_member(comparer *c, const ks_xml_element *member)
{
    const ks_sv local = local_of(text_of(member, "qnDimension"));
    const ks_sv is_default = ks_sv_trim(ks_sv_from(text_of(member, "bDefaulted")));
    const char *name = ks_arena_text(c->comparison->arena, local);
    return name == NULL
               ? KS_ERR_MEMORY
               : add_member(c, name, ks_sv_is(is_default, "true") || ks_sv_is(is_default, "1"));
}

static ks_status add_expected(comparer *c)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *item = ks_xml_child(c->root, "", "item");
         item != NULL && status == KS_OK; item = ks_xml_sibling(item, "", "item")) {
        const ks_sv name = local_of(text_of(item, "qnElement"));
        const ks_sv pointer = ks_sv_trim(ks_sv_from(text_of(item, "sPointer")));
        ks_str_addf(&c->line, "%.*s at %.*s", KS_SV_ARG(name), KS_SV_ARG(pointer));
        for (const ks_xml_element *member = ks_xml_child(item, "", "member");
             member != NULL && status == KS_OK; member = ks_xml_sibling(member, "", "member")) {
            status = add_expected_member(c, member);
        }
        if (status == KS_OK) {
            status = end_line(c, &c->expected_lines);
        }
    }
    return status;
}

/* ---- what was read --------------------------------------------------------------------------- */

static bool is_given(const ks_context *context, const ks_concept *dimension)
{
    for (size_t i = 0; i < context->dimension_count; i++) {
        if (context->dimensions[i].dimension == dimension->name) {
            return true;
        }
    }
    return false;
}

/* 2.7.1: a default holds for every item whose context does not have the dimension. */
static ks_status add_actual_members(comparer *c, const ks_fact *fact)
{
    const ks_taxonomy *taxonomy = c->actual.taxonomy;
    ks_status status = KS_OK;
    for (size_t i = 0; i < fact->context->dimension_count && status == KS_OK; i++) {
        status = add_member(c, fact->context->dimensions[i].dimension->local, false);
    }
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (ks_dimensions_default(taxonomy->dimensions, concept) != NULL &&
            !is_given(fact->context, concept)) {
            status = add_member(c, concept->name->local, true);
        }
    }
    return status;
}

static void add_pointer(ks_str *line, const ks_tuple *tuple)
{
    if (tuple != NULL) {
        add_pointer(line, tuple->parent);
        ks_str_addf(line, "%u/", tuple->position);
    }
}

static ks_status add_actual(comparer *c)
{
    const ks_instance *instance = c->actual.instance;
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = instance->facts.items[i];
        ks_str_addf(&c->line, "%s at ", fact->concept->name->local);
        add_pointer(&c->line, fact->tuple);
        ks_str_addf(&c->line, "%u", fact->position);
        status = add_actual_members(c, fact);
        if (status == KS_OK) {
            status = end_line(c, &c->actual_lines);
        }
    }
    return status;
}

static ks_status compare(comparer *c)
{
    const char *path = c->comparison->variation->entries.items[0];
    ks_status status = KS_OK;
    if (c->comparison->actual == NULL) {
        status = ks_read_report(path, c->names, &c->resolver, &c->sink, &c->own);
    }
    if (status == KS_REFUSED) {
        c->comparison->differences =
            ks_arena_format(c->comparison->arena, "    %s is not read as an instance\n", path);
        return c->comparison->differences == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    c->actual = c->comparison->actual != NULL ? *c->comparison->actual : c->own;
    if (status == KS_OK) {
        status = add_expected(c);
    }
    if (status == KS_OK) {
        status = add_actual(c);
    }
    return status != KS_OK
               ? status
               : conf_lines_compare(&c->expected_lines, &c->actual_lines, c->comparison);
}

ks_status conf_compare_facts(conf_comparison *comparison, const ks_xml_element *expected,
                             ks_names *names)
{
    comparer c = {.comparison = comparison, .root = expected, .names = names};
    ks_io_resolver_init(&c.resolver, comparison->settings->mirrors,
                        comparison->settings->mirror_count);
    ks_sink_init(&c.sink, NULL, NULL, KS_LANG_EN);
    ks_str_init(&c.line);
    ks_status status = compare(&c);
    ks_str_release(&c.line);
    ks_vec_release(&c.members);
    conf_lines_release(&c.expected_lines);
    conf_lines_release(&c.actual_lines);
    ks_report_pair_release(&c.own);
    ks_io_resolver_release(&c.resolver);
    return status;
}

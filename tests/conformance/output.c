#include "output.h"

#include <stdlib.h>
#include <string.h>

#include "model_taxonomy.h"
#include "read_instance.h"
#include "xml_tree.h"

#define NS_PTV        "http://www.xbrl.org/2003/ptv"
#define LINES_AT_MOST 6

typedef struct output_kind {
    const char *ns;
    const char *root;
    conf_compare_fn compare;
} output_kind;

static const output_kind KINDS[] = {
    {KS_NS_XBRLI, "xbrl", conf_compare_instance},
    {NS_PTV, "ptvl", conf_compare_relations},
    /* Dimensions 1.0: each item with its dimensions and which of them are defaults */
    {"", "facts", conf_compare_facts},
};

ks_status conf_lines_add(conf_lines *lines, ks_arena *arena, ks_str *line)
{
    const char *text =
        ks_str_status(line) != KS_OK ? NULL : ks_arena_text(arena, ks_str_view(line));
    const char **slot = text == NULL ? NULL : ks_vec_add(&lines->list);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = text;
    ks_str_clear(line);
    return KS_OK;
}

void conf_lines_release(conf_lines *lines)
{
    ks_vec_release(&lines->list);
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_lines(conf_lines *lines)
{
    if (lines->list.count > 1) {
        qsort(lines->list.items, lines->list.count, sizeof *lines->list.items, compare_lines);
    }
}

ks_status conf_lines_compare(conf_lines *expected, conf_lines *actual, conf_comparison *comparison)
{
    sort_lines(expected);
    sort_lines(actual);
    ks_str text;
    ks_str_init(&text);
    size_t count = 0;
    for (size_t e = 0, a = 0; e < expected->list.count || a < actual->list.count;) {
        int order = e == expected->list.count ? 1
                    : a == actual->list.count
                        ? -1
                        : strcmp(expected->list.items[e], actual->list.items[a]);
        if (order != 0 && count++ < LINES_AT_MOST) {
            ks_str_addf(&text, "    %s %s\n", order < 0 ? "missing:" : "not expected:",
                        order < 0 ? expected->list.items[e] : actual->list.items[a]);
        }
        e += order <= 0 ? 1 : 0;
        a += order >= 0 ? 1 : 0;
    }
    if (count > LINES_AT_MOST) {
        ks_str_addf(&text, "    and %zu more\n", count - LINES_AT_MOST);
    }
    ks_status status = ks_str_status(&text);
    if (status == KS_OK && count > 0) {
        comparison->differences = ks_arena_text(comparison->arena, ks_str_view(&text));
        status = comparison->differences == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_str_release(&text);
    return status;
}

static const output_kind *find_kind(const ks_xml_element *root)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (ks_xml_is(root, KINDS[i].ns, KINDS[i].root)) {
            return &KINDS[i];
        }
    }
    return NULL;
}

static ks_status compare_document(conf_comparison *comparison, const ks_xml_element *root,
                                  ks_names *names)
{
    const output_kind *kind = find_kind(root);
    if (kind == NULL) {
        comparison->uncompared = ks_arena_format(
            comparison->arena, "outputs with the root \"%s\" are not known", root->name->local);
        return comparison->uncompared == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return kind->compare(comparison, root, names);
}

static ks_status compare_file(conf_comparison *comparison, ks_names *names)
{
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_xml_element *root = NULL;
    ks_status status =
        conf_read_tree(comparison->output->path, comparison->arena, names, &sink, &root);
    if (status == KS_REFUSED) {
        comparison->differences =
            ks_arena_format(comparison->arena, "    the expected output %s cannot be read\n",
                            comparison->output->path);
        status = comparison->differences == NULL ? KS_ERR_MEMORY : KS_OK;
    } else if (status == KS_OK) {
        status = compare_document(comparison, root, names);
    }
    return status;
}

ks_status conf_compare_output(conf_comparison *comparison)
{
    ks_names own;
    ks_names_init(&own);
    const ks_report_pair *actual = comparison->actual;
    ks_names *names = actual != NULL ? actual->taxonomy->names : &own;
    const bool is_report = ks_sv_ends(ks_sv_from(comparison->output->path), KS_SV(".json"));
    ks_status status = is_report ? conf_compare_instance(comparison, NULL, names)
                                 : compare_file(comparison, names);
    ks_names_release(&own);
    return status;
}

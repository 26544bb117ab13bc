#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "base_vec.h"
#include "write_listing.h"

/* Deeper levels are told by a number: a chain of a million concepts stays a million short lines. */
#define MAX_INDENT 40

/* A list of children that is being shown. */
typedef struct level {
    ks_arc_list children;
    size_t next;
} level;

typedef struct tree {
    const ks_taxonomy *taxonomy;
    const char *lang;
    ks_write_out *out;
    ks_prefixes prefixes;
    size_t *opened; /* by concept: the network, from 1, in which its children were shown */
    KS_VEC(level) levels;
} tree;

/* Whether `uri` is asked for: the whole of it, or what stands behind its last separator. */
static bool is_meant(const char *uri, const char *asked, bool is_whole)
{
    if (is_whole) {
        return strcmp(uri, asked) == 0;
    }
    size_t length = strlen(uri);
    size_t asked_length = strlen(asked);
    return asked_length > 0 && length > asked_length &&
           strcmp(uri + length - asked_length, asked) == 0 &&
           strchr("/#:", uri[length - asked_length - 1]) != NULL;
}

static void write_indent(ks_str *out, size_t depth)
{
    ks_str_addf(out, "%*s", (int)(2 * (depth < MAX_INDENT ? depth : MAX_INDENT)), "");
    if (depth > MAX_INDENT) {
        ks_str_addf(out, "(%zu) ", depth);
    }
}

/* What stands behind the last separator of a URI. */
static const char *short_name(const char *uri)
{
    const char *slash = strrchr(uri, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : uri;
}

static void write_arc_details(const tree *t, const ks_arc *arc)
{
    ks_str *out = &t->out->text;
    if (ks_arcrole_is_summation(arc->arcrole)) {
        ks_str_add(out, "  weight ");
        ks_decimal_write(out, &arc->weight, 0, "");
        ks_str_add(out, ", order ");
        ks_decimal_write(out, &arc->order, 0, "");
    }
    if (arc->preferred_label != NULL) {
        ks_str_addf(out, "  [%s]", short_name(arc->preferred_label));
    }
    for (size_t i = 0; i < arc->attr_count; i++) {
        ks_str_addf(out, "  %s=%s", arc->attrs[i].name->local, arc->attrs[i].text);
    }
}

/* A line: "label  name", and what the arc that leads here says; NULL at a root. */
static ks_status write_node(tree *t, const ks_concept *concept, const ks_arc *arc, size_t depth,
                            bool is_repeated)
{
    ks_str *out = &t->out->text;
    const char *role =
        arc != NULL && arc->preferred_label != NULL ? arc->preferred_label : KS_ROLE_LABEL;
    write_indent(out, depth);
    ks_write_line(out, ks_taxonomy_label_best(t->taxonomy, concept, role, t->lang, NULL));
    ks_str_add(out, "  ");
    ks_status status = ks_prefixes_write_name(&t->prefixes, concept->name, out);
    if (arc != NULL) {
        write_arc_details(t, arc);
    }
    ks_str_add(out, is_repeated ? "  ...\n" : "\n");
    return status == KS_OK ? ks_write_out_step(t->out) : status;
}

/* Writes the concept and goes to its children, if they were not shown yet. */
static ks_status visit(tree *t, const ks_network *network, size_t number, const ks_concept *concept,
                       const ks_arc *arc)
{
    ks_arc_list children = ks_network_children(network, concept);
    bool is_repeated = children.count > 0 && t->opened[concept->index] == number;
    ks_status status = write_node(t, concept, arc, t->levels.count + 1, is_repeated);
    if (status != KS_OK || children.count == 0 || is_repeated) {
        return status;
    }
    t->opened[concept->index] = number;
    level *slot = ks_vec_add(&t->levels);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (level){children, 0};
    return KS_OK;
}

static ks_status write_root(tree *t, const ks_network *network, size_t number,
                            const ks_concept *root)
{
    ks_status status = visit(t, network, number, root, NULL);
    while (status == KS_OK && t->levels.count > 0) {
        level *top = &t->levels.items[t->levels.count - 1];
        if (top->next == top->children.count) {
            t->levels.count--;
            continue;
        }
        const ks_arc *arc = top->children.arcs[top->next++];
        status = visit(t, network, number, arc->to, arc);
    }
    return status;
}

static void write_heading(const tree *t, const char *role, const char *arcrole)
{
    ks_str *out = &t->out->text;
    const ks_role *declared = ks_taxonomy_find_role(t->taxonomy, role);
    ks_str_addf(out, "%s\n", role);
    if (declared != NULL && declared->definition != NULL) {
        ks_write_line(out, declared->definition);
        ks_str_add_char(out, '\n');
    }
    ks_str_addf(out, "%s\n", arcrole);
}

static ks_status write_network(tree *t, const ks_network *network, size_t number)
{
    ks_status status = KS_OK;
    write_heading(t, network->role, network->arcrole);
    for (size_t i = 0; i < network->root_count && status == KS_OK; i++) {
        status = write_root(t, network, number, network->roots[i]);
    }
    /* Concepts that lead round in a circle have no root. */
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        if (t->opened[network->arcs[i]->from->index] != number) {
            status = write_root(t, network, number, network->arcs[i]->from);
        }
    }
    return status;
}

static void write_end(tree *t, const ks_end *end, ks_status *status)
{
    ks_str *out = &t->out->text;
    const ks_qname *name = end->concept != NULL ? end->concept->name : end->name;
    if (end->text != NULL) {
        ks_write_line(out, end->text);
        ks_str_add(out, "  ");
    }
    if (name != NULL && *status == KS_OK) {
        *status = ks_prefixes_write_name(&t->prefixes, name, out);
    }
    if (end->id != NULL) {
        ks_str_addf(out, "  id=%s", end->id);
    }
    if (end->lang != NULL) {
        ks_str_addf(out, "  lang=%s", end->lang);
    }
    if (end->role != NULL) {
        ks_str_addf(out, "  [%s]", short_name(end->role));
    }
    ks_str_add_char(out, '\n');
}

/* Generic relationships lead from and to what need not be a concept: a list of pairs. */
static ks_status write_relation(tree *t, const ks_relation *relation)
{
    ks_status status = KS_OK;
    write_indent(&t->out->text, 1);
    write_end(t, &relation->from, &status);
    write_indent(&t->out->text, 2);
    write_end(t, &relation->to, &status);
    return status == KS_OK ? ks_write_out_step(t->out) : status;
}

static ks_status write_relations(tree *t, const char *asked, bool is_whole, bool *out_found)
{
    ks_status status = KS_OK;
    const ks_relation *last = NULL;
    for (size_t i = 0; i < t->taxonomy->relations.count && status == KS_OK; i++) {
        const ks_relation *relation = &t->taxonomy->relations.items[i];
        if (!is_meant(relation->role, asked, is_whole) &&
            !is_meant(relation->arcrole, asked, is_whole)) {
            continue;
        }
        if (last == NULL || last->role != relation->role || last->arcrole != relation->arcrole) {
            ks_str_add(&t->out->text, *out_found ? "\n" : "");
            write_heading(t, relation->role, relation->arcrole);
        }
        *out_found = true;
        last = relation;
        status = write_relation(t, relation);
    }
    return status;
}

static ks_status write_meant(tree *t, const char *asked, bool is_whole, bool *out_found)
{
    ks_status status = KS_OK;
    bool is_found = false;
    for (size_t i = 0; i < t->taxonomy->network_count && status == KS_OK; i++) {
        const ks_network *network = &t->taxonomy->networks[i];
        if (is_meant(network->role, asked, is_whole) ||
            is_meant(network->arcrole, asked, is_whole)) {
            ks_str_add(&t->out->text, is_found ? "\n" : "");
            status = write_network(t, network, i + 1);
            is_found = true;
        }
    }
    if (status == KS_OK) {
        status = write_relations(t, asked, is_whole, &is_found);
    }
    *out_found = is_found;
    return status;
}

ks_status ks_write_networks(const ks_taxonomy *taxonomy, const char *uri, const char *lang,
                            ks_write_out *out, bool *out_found)
{
    tree t = {.taxonomy = taxonomy, .lang = lang, .out = out};
    ks_prefixes_init(&t.prefixes);
    t.opened = ks_alloc_zero(taxonomy->concepts.count + 1, sizeof *t.opened);
    ks_status status = t.opened == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK) {
        status = ks_prefixes_add_taxonomy(&t.prefixes, taxonomy);
    }
    if (status == KS_OK) {
        status = write_meant(&t, uri, true, out_found);
    }
    if (status == KS_OK && !*out_found) {
        status = write_meant(&t, uri, false, out_found);
    }
    ks_alloc_free(t.opened);
    ks_vec_release(&t.levels);
    ks_prefixes_release(&t.prefixes);
    return status;
}

/* Adds a URI to those that may have been meant, as long as what was asked for. */
static void add_candidate(ks_sv *candidates, size_t *count, const char *asked, const char *uri)
{
    const char *text = strchr(asked, '/') != NULL ? uri : short_name(uri);
    if (*count < 2 || candidates[*count - 2].ptr != text) {
        candidates[(*count)++] = ks_sv_from(text);
    }
}

ks_status ks_write_nearest_network(const ks_taxonomy *taxonomy, const char *uri, const char **out)
{
    size_t count = 0;
    size_t limit = 2 * (taxonomy->network_count + taxonomy->relations.count);
    ks_sv *candidates = ks_alloc_zero(limit + 1, sizeof *candidates);
    if (candidates == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        add_candidate(candidates, &count, uri, taxonomy->networks[i].role);
        add_candidate(candidates, &count, uri, taxonomy->networks[i].arcrole);
    }
    for (size_t i = 0; i < taxonomy->relations.count; i++) {
        add_candidate(candidates, &count, uri, taxonomy->relations.items[i].role);
        add_candidate(candidates, &count, uri, taxonomy->relations.items[i].arcrole);
    }
    size_t nearest = ks_text_nearest(ks_sv_from(uri), candidates, count);
    *out = nearest < count ? candidates[nearest].ptr : NULL;
    ks_alloc_free(candidates);
    return KS_OK;
}

/* Dimensions 1.0 2.4: the relationships that define one domain have no directed cycle, also where
 * xbrldt:targetRole joins roles, and a hypercube has each dimension, a dimension each domain, once.
 */
#include <string.h>

#include "check_dimensions_taxonomy.h"
#include "model_dimensions.h"

typedef struct step {
    const ks_concept *concept;
    const ks_drs_role *role;
} step;

typedef struct edge {
    size_t from;
    size_t to;
    const ks_arc *arc;
    size_t next; /* number, from 1, of the next edge of the same `from` */
} edge;

typedef enum color { WHITE, GREY, BLACK } color;

typedef struct node {
    size_t edges; /* number, from 1, of the first; while it is grey, of the next to follow */
    color color;
} node;

typedef struct walker {
    const ks_dimensions *dimensions;
    ks_sink *sink;
    ks_map seen;    /* step -> anything */
    ks_map node_of; /* address of the concept -> number of its node, from 1 */
    ks_map checked; /* address of a tree -> anything */
    KS_VEC(step) open;
    KS_VEC(edge) edges;
    KS_VEC(node) nodes;
    KS_VEC(size_t) path;
} walker;

static ks_status open_step(walker *w, const ks_concept *concept, const ks_drs_role *role)
{
    step next = {concept, role};
    ks_sv key = {(const char *)&next, sizeof next};
    if (role == NULL || ks_map_get(&w->seen, key) != NULL) {
        return KS_OK;
    }
    step *slot = ks_vec_add(&w->open);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = next;
    return ks_map_set(&w->seen, key, w);
}

static ks_status get_node(walker *w, const ks_concept *concept, size_t *out)
{
    size_t number = (size_t)(uintptr_t)ks_map_get_ptr(&w->node_of, concept);
    if (number == 0) {
        number = ks_vec_add(&w->nodes) == NULL ? 0 : w->nodes.count;
        if (number == 0 ||
            ks_map_set_ptr(&w->node_of, concept, (void *)(uintptr_t)number) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    *out = number - 1;
    return KS_OK;
}

static ks_status add_edge(walker *w, const ks_arc *arc)
{
    edge added = {.arc = arc};
    ks_status status = get_node(w, arc->from, &added.from);
    if (status == KS_OK) {
        status = get_node(w, arc->to, &added.to);
    }
    edge *slot = status == KS_OK ? ks_vec_add(&w->edges) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    added.next = w->nodes.items[added.from].edges;
    w->nodes.items[added.from].edges = w->edges.count;
    *slot = added;
    return KS_OK;
}

/* All relationships that can be reached from the open steps. */
static ks_status collect_edges(walker *w)
{
    ks_status status = KS_OK;
    while (status == KS_OK && w->open.count > 0) {
        step at = w->open.items[--w->open.count];
        ks_drs_cursor cursor = ks_drs_start(at.role, KS_DIM_DOMAIN_MEMBER, at.concept);
        const ks_arc *arc;
        while (status == KS_OK && (arc = ks_drs_next(&cursor)) != NULL) {
            status = add_edge(w, arc);
            if (status == KS_OK) {
                status = open_step(w, arc->to, ks_drs_follow(w->dimensions, at.role, arc));
            }
        }
    }
    return status;
}

static ks_status enter(walker *w, size_t number)
{
    size_t *slot = ks_vec_add(&w->path);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = number;
    w->nodes.items[number].color = GREY;
    return KS_OK;
}

/* Depth first from one node; *out is the edge that leads back onto the path, or stays NULL. */
static ks_status follow_paths(walker *w, size_t start, const ks_arc **out)
{
    ks_status status = enter(w, start);
    while (status == KS_OK && w->path.count > 0 && *out == NULL) {
        node *at = &w->nodes.items[w->path.items[w->path.count - 1]];
        if (at->edges == 0) {
            at->color = BLACK;
            w->path.count--;
            continue;
        }
        const edge *e = &w->edges.items[at->edges - 1];
        at->edges = e->next;
        color met = w->nodes.items[e->to].color;
        if (met == GREY) {
            *out = e->arc;
        } else if (met == WHITE) {
            status = enter(w, e->to);
        }
    }
    return status;
}

static void forget(walker *w)
{
    ks_map_release(&w->seen);
    ks_map_release(&w->node_of);
    ks_map_init(&w->seen);
    ks_map_init(&w->node_of);
    w->open.count = 0;
    w->edges.count = 0;
    w->nodes.count = 0;
    w->path.count = 0;
}

/* Whether what the open steps lead to has a cycle; tells of one. */
static ks_status check_reached(walker *w, const ks_domain *domain)
{
    const ks_arc *back = NULL;
    ks_status status = collect_edges(w);
    for (size_t i = 0; i < w->nodes.count && status == KS_OK && back == NULL; i++) {
        if (w->nodes.items[i].color == WHITE) {
            status = follow_paths(w, i, &back);
        }
    }
    if (status == KS_OK && back != NULL) {
        KS_REPORT(w->sink, KS_F_DIMENSION_MEMBER_CYCLE, back->place, domain->dimension->name->local,
                  back->from->name->local, back->to->name->local);
    }
    forget(w);
    return status;
}

/* Whether cycles can only lie in one of the parts. */
static bool has_simple_parts(const ks_domain *domain)
{
    for (size_t i = 0; i < domain->part_count; i++) {
        const ks_member_tree *tree = domain->parts[i].tree;
        if (domain->part_count > 1 &&
            (tree->has_roles || tree->role != domain->parts[0].tree->role)) {
            return false;
        }
    }
    return true;
}

static ks_status check_part(walker *w, const ks_domain *domain, const ks_member_tree *tree)
{
    if (tree->count == 0 || ks_map_get_ptr(&w->checked, tree) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_ptr(&w->checked, tree, w);
    if (status == KS_OK) {
        status = open_step(w, tree->top, tree->role);
    }
    return status == KS_OK ? check_reached(w, domain) : status;
}

static ks_status check_domain(walker *w, const ks_domain *domain)
{
    ks_status status = KS_OK;
    bool is_simple = has_simple_parts(domain);
    for (size_t i = 0; i < domain->part_count && status == KS_OK; i++) {
        const ks_member_tree *tree = domain->parts[i].tree;
        status = is_simple ? check_part(w, domain, tree) : open_step(w, tree->top, tree->role);
    }
    return status == KS_OK && !is_simple ? check_reached(w, domain) : status;
}

/* Two relationships with the same ends in one base set. */
static ks_status check_twice(walker *w, const ks_network *network)
{
    ks_dimension_arcrole arcrole = ks_dimension_arcrole_of(network->arcrole);
    ks_status status = KS_OK;
    if (arcrole != KS_DIM_HYPERCUBE_DIMENSION && arcrole != KS_DIM_DIMENSION_DOMAIN) {
        return KS_OK;
    }
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        const ks_arc *arc = network->arcs[i];
        const void *const ends[] = {arc->from, arc->to};
        ks_sv key = {(const char *)ends, sizeof ends};
        uintptr_t first = (uintptr_t)ks_map_get(&w->seen, key);
        if (first == 0) {
            status = ks_map_set(&w->seen, key, (void *)(i + 1));
            continue;
        }
        ks_related related = {network->arcs[first - 1]->place, arc->to->name->local};
        KS_REPORT_RELATED(w->sink, KS_F_DIMENSION_TWICE, arc->place, &related, 1,
                          arc->from->name->local, arc->to->name->local);
    }
    forget(w);
    return status;
}

ks_status ks_check_dimension_cycles(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    const ks_dimensions *dimensions = taxonomy->dimensions;
    walker w = {.dimensions = dimensions, .sink = sink};
    ks_status status = KS_OK;
    ks_map_init(&w.seen);
    ks_map_init(&w.node_of);
    ks_map_init(&w.checked);
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        status = check_twice(&w, &taxonomy->networks[i]);
    }
    for (size_t i = 0; i < dimensions->domains.count && status == KS_OK; i++) {
        status = check_domain(&w, dimensions->domains.items[i]);
    }
    forget(&w);
    ks_map_release(&w.seen);
    ks_map_release(&w.node_of);
    ks_map_release(&w.checked);
    ks_vec_release(&w.open);
    ks_vec_release(&w.edges);
    ks_vec_release(&w.nodes);
    ks_vec_release(&w.path);
    return status;
}

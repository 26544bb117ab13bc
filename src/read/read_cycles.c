/* Cycles in networks (XBRL 2.1 3.5.3.9.7.6, 5.1.4.3): a directed one follows the arcs, an
 * undirected one may run against them. Several relationships from one thing to another are one
 * edge. */
#include <string.h>

#include "base_alloc.h"
#include "read_dts.h"

enum { NAMES_SHOWN = 8 };

/* The edges of one base set, as a graph whose vertices are numbered. */
typedef struct graph {
    ks_dts *dts;
    const ks_dts_edge *edges; /* those of the set */
    size_t edge_count;
    size_t vertex_count;
    ks_dts_node **nodes; /* by number */
    size_t *starts;      /* of the edges out of each vertex; one more at the end */
    size_t *out_edges;   /* numbers of edges */
    size_t *parents;     /* in the forest of what hangs together */
    size_t *next;        /* the next edge to follow, of each vertex */
    size_t *path;        /* vertices on the way down */
    unsigned char *states;
    size_t *edge_in; /* the edge by which each vertex was reached */
} graph;

static size_t vertex_of(graph *g, ks_dts_node *node, size_t set)
{
    if (node->vertex_set != set) {
        node->vertex_set = set;
        node->vertex = g->vertex_count;
        g->nodes[g->vertex_count++] = node;
    }
    return node->vertex;
}

/* All of a graph in one block. */
static ks_status init_graph(graph *g, ks_arena *arena)
{
    const size_t vertices = 2 * g->edge_count + 2;
    g->nodes = ks_arena_zero(arena, vertices, sizeof(ks_dts_node *));
    g->starts = ks_arena_zero(arena, vertices + 1, sizeof *g->starts);
    g->out_edges = ks_arena_zero(arena, g->edge_count + 1, sizeof *g->out_edges);
    g->parents = ks_arena_zero(arena, vertices, sizeof *g->parents);
    g->next = ks_arena_zero(arena, vertices, sizeof *g->next);
    g->path = ks_arena_zero(arena, vertices, sizeof *g->path);
    g->states = ks_arena_zero(arena, vertices, sizeof *g->states);
    g->edge_in = ks_arena_zero(arena, vertices, sizeof *g->edge_in);
    bool is_whole = g->nodes != NULL && g->starts != NULL && g->out_edges != NULL &&
                    g->parents != NULL && g->next != NULL && g->path != NULL && g->states != NULL &&
                    g->edge_in != NULL;
    if (!is_whole) {
        return KS_ERR_MEMORY;
    }
    for (size_t e = 0; e < g->edge_count; e++) {
        g->starts[vertex_of(g, g->edges[e].from, g->edges[e].set) + 2]++;
        (void)vertex_of(g, g->edges[e].to, g->edges[e].set);
    }
    for (size_t v = 2; v < vertices + 1; v++) {
        g->starts[v] += g->starts[v - 1];
    }
    for (size_t e = 0; e < g->edge_count; e++) {
        g->out_edges[g->starts[g->edges[e].from->vertex + 1]++] = e;
    }
    return KS_OK;
}

static const char *name_of(const ks_dts_node *node)
{
    return node->name != NULL ? node->name->local : node->id != NULL ? node->id : "?";
}

/* Other arcs than those of the standard are watched where they are generic ones. */
static bool is_generic(const ks_dts_edge *edge)
{
    return edge->arc->tag == KS_TAG_OTHER;
}

static ks_status report(graph *g, ks_finding_id id, const ks_dts_edge *edge, const ks_str *path)
{
    ks_status status = ks_str_status(path);
    if (status == KS_OK) {
        KS_REPORT(g->dts->sink, id, edge->arc->place, path->ptr, edge->arc->arcrole, edge->role);
    }
    return status;
}

/* The way from `first` down the path to its end, and back. */
static ks_status report_directed(graph *g, const ks_dts_edge *edge, size_t depth)
{
    size_t begin = depth;
    size_t shown = 0;
    ks_str path;
    ks_str_init(&path);
    while (g->path[begin] != edge->to->vertex) {
        begin--;
    }
    for (size_t i = begin; i <= depth; i++, shown++) {
        if (shown == NAMES_SHOWN && i < depth) {
            ks_str_add(&path, "... \xE2\x86\x92 ");
            i = depth;
        }
        ks_str_addf(&path, "%s \xE2\x86\x92 ", name_of(g->nodes[g->path[i]]));
    }
    ks_str_add(&path, name_of(edge->to));
    ks_status status =
        report(g, is_generic(edge) ? KS_F_GENERIC_DIRECTED_CYCLE : KS_F_TAXONOMY_DIRECTED_CYCLE,
               edge, &path);
    ks_str_release(&path);
    return status;
}

/* Down the edges from one vertex; the first edge that leads back to the way is a cycle. */
static ks_status follow(graph *g, size_t root, bool *out_found)
{
    enum { NEW, OPEN, DONE };
    size_t depth = 0;
    g->path[0] = root;
    g->states[root] = OPEN;
    g->next[root] = g->starts[root];
    for (;;) {
        size_t at = g->path[depth];
        if (g->next[at] == g->starts[at + 1]) {
            g->states[at] = DONE;
            if (depth-- == 0) {
                return KS_OK;
            }
            continue;
        }
        const ks_dts_edge *edge = &g->edges[g->out_edges[g->next[at]++]];
        size_t to = edge->to->vertex;
        if (g->states[to] == OPEN) {
            *out_found = true;
            return report_directed(g, edge, depth);
        }
        if (g->states[to] == NEW) {
            g->states[to] = OPEN;
            g->next[to] = g->starts[to];
            g->path[++depth] = to;
        }
    }
}

static size_t root_of(graph *g, size_t vertex)
{
    while (g->parents[vertex] != vertex) {
        g->parents[vertex] = g->parents[g->parents[vertex]];
        vertex = g->parents[vertex];
    }
    return vertex;
}

/* An edge within what hangs together already closes a cycle; one that repeats another does not. */
static ks_status find_undirected(graph *g, bool *out_found)
{
    ks_map seen;
    ks_status status = KS_OK;
    ks_map_init(&seen);
    for (size_t v = 0; v < g->vertex_count; v++) {
        g->parents[v] = v;
    }
    for (size_t e = 0; e < g->edge_count && status == KS_OK && !*out_found; e++) {
        const ks_dts_edge *edge = &g->edges[e];
        const size_t pair[] = {edge->from->vertex, edge->to->vertex};
        ks_sv key = {(const char *)pair, sizeof pair};
        if (ks_map_get(&seen, key) != NULL) {
            continue;
        }
        status = ks_map_set(&seen, key, g);
        size_t from = root_of(g, pair[0]);
        size_t to = root_of(g, pair[1]);
        if (status == KS_OK && from == to) {
            ks_str path;
            ks_str_init(&path);
            ks_str_addf(&path, "%s \xE2\x80\x93 %s", name_of(edge->from), name_of(edge->to));
            status = report(g,
                            is_generic(edge) ? KS_F_GENERIC_UNDIRECTED_CYCLE
                                             : KS_F_TAXONOMY_UNDIRECTED_CYCLE,
                            edge, &path);
            ks_str_release(&path);
            *out_found = true;
        }
        g->parents[from] = to;
    }
    ks_map_release(&seen);
    return status;
}

static ks_status check_set(ks_dts *dts, const ks_dts_edge *edges, size_t count)
{
    graph g = {.dts = dts, .edges = edges, .edge_count = count};
    ks_arena arena;
    bool is_found = false;
    ks_arena_init(&arena);
    ks_status status = init_graph(&g, &arena);
    for (size_t v = 0; v < g.vertex_count && status == KS_OK && !is_found; v++) {
        if (g.states[v] == 0) {
            status = follow(&g, v, &is_found);
        }
    }
    if (status == KS_OK && !is_found &&
        ks_dts_cycles(dts, edges[0].arc->arcrole) == KS_CYCLES_NONE) {
        status = find_undirected(&g, &is_found);
    }
    ks_arena_release(&arena);
    return status;
}

ks_status ks_dts_check_cycles(ks_dts *dts, const ks_dts_edge *edges, size_t count)
{
    ks_status status = KS_OK;
    for (size_t begin = 0; begin < count && status == KS_OK;) {
        size_t end = begin + 1;
        while (end < count && edges[end].set == edges[begin].set) {
            end++;
        }
        status = check_set(dts, edges + begin, end - begin);
        begin = end;
    }
    return status;
}

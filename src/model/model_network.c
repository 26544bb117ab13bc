#include "model_network.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"

/* What grouping needs while it runs; arrays by arc, or by concept. */
typedef struct workspace {
    size_t *network_of;   /* the number of each arc's network, from 1 */
    ks_arc_list **parent; /* the list of each concept's arcs in the network at hand */
    size_t *seen;         /* the network, from 1, in which a concept was last met */
    size_t *reached;      /* the same, as the target of an arc */
} workspace;

static void release_workspace(workspace *space)
{
    ks_alloc_free(space->network_of);
    ks_alloc_free(space->parent);
    ks_alloc_free(space->seen);
    ks_alloc_free(space->reached);
}

static ks_status init_workspace(workspace *space, const ks_taxonomy *taxonomy)
{
    size_t arcs = taxonomy->arcs.count + 1;
    size_t concepts = taxonomy->concepts.count + 1;
    *space = (workspace){ks_alloc_zero(arcs, sizeof *space->network_of),
                         ks_alloc_zero(concepts, sizeof *space->parent),
                         ks_alloc_zero(concepts, sizeof *space->seen),
                         ks_alloc_zero(concepts, sizeof *space->reached)};
    bool is_whole = space->network_of != NULL && space->parent != NULL && space->seen != NULL &&
                    space->reached != NULL;
    return is_whole ? KS_OK : KS_ERR_MEMORY;
}

/* Numbers the networks in order of discovery and notes the number of each arc. */
static ks_status number_networks(const ks_taxonomy *taxonomy, workspace *space, size_t *out_count)
{
    ks_status status = KS_OK;
    size_t count = 0;
    ks_map numbers;
    ks_map_init(&numbers);
    for (size_t i = 0; i < taxonomy->arcs.count && status == KS_OK; i++) {
        const ks_arc *arc = taxonomy->arcs.items[i];
        const void *const parts[] = {arc->role, arc->arcrole, arc->link, arc->arc};
        ks_sv key = {(const char *)parts, sizeof parts};
        uintptr_t number = (uintptr_t)ks_map_get(&numbers, key);
        if (number == 0) {
            number = ++count;
            status = ks_map_set(&numbers, key, (void *)number);
        }
        space->network_of[i] = number;
    }
    ks_map_release(&numbers);
    *out_count = count;
    return status;
}

/* A network is found by its role, then along the few arcroles of that role. */
static ks_status link_network(ks_taxonomy *taxonomy, ks_network *network)
{
    ks_sv role = ks_sv_from(network->role);
    ks_network *first = ks_map_get(&taxonomy->network_by_role, role);
    if (first == NULL) {
        return ks_map_set(&taxonomy->network_by_role, role, network);
    }
    while (first->next_of_role != NULL) {
        first = first->next_of_role;
    }
    first->next_of_role = network;
    return KS_OK;
}

/* Hands every network its arcs, in the taxonomy's order. */
static ks_status deal_arcs(ks_taxonomy *taxonomy, const workspace *space)
{
    for (size_t i = 0; i < taxonomy->arcs.count; i++) {
        taxonomy->networks[space->network_of[i] - 1].arc_count++;
    }
    for (size_t n = 0; n < taxonomy->network_count; n++) {
        ks_network *network = &taxonomy->networks[n];
        network->arcs = ks_arena_zero(&taxonomy->arena, network->arc_count, sizeof *network->arcs);
        if (network->arcs == NULL) {
            return KS_ERR_MEMORY;
        }
        network->arc_count = 0;
    }
    for (size_t i = 0; i < taxonomy->arcs.count; i++) {
        ks_network *network = &taxonomy->networks[space->network_of[i] - 1];
        const ks_arc *arc = taxonomy->arcs.items[i];
        if (network->arc_count == 0) {
            network->role = arc->role;
            network->arcrole = arc->arcrole;
            network->link = arc->link;
            network->arc = arc->arc;
        }
        network->arcs[network->arc_count++] = arc;
    }
    return KS_OK;
}

static int compare_arcs(const void *a, const void *b)
{
    const ks_arc *left = *(const ks_arc *const *)a;
    const ks_arc *right = *(const ks_arc *const *)b;
    int order = ks_decimal_compare(&left->order, &right->order);
    if (order != 0) {
        return order;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

/* Makes the list of each parent, in order of discovery, with the number of its arcs. */
static ks_status count_children(ks_arena *arena, ks_network *network, size_t number,
                                workspace *space, const ks_concept **parents, size_t *out_count)
{
    size_t count = 0;
    for (size_t i = 0; i < network->arc_count; i++) {
        const ks_concept *from = network->arcs[i]->from;
        space->reached[network->arcs[i]->to->index] = number;
        if (space->seen[from->index] != number) {
            ks_arc_list *list = ks_arena_zero(arena, 1, sizeof *list);
            if (list == NULL || ks_map_set_ptr(&network->children, from, list) != KS_OK) {
                return KS_ERR_MEMORY;
            }
            space->seen[from->index] = number;
            space->parent[from->index] = list;
            parents[count++] = from;
        }
        space->parent[from->index]->count++;
    }
    *out_count = count;
    return KS_OK;
}

/* Groups the network's arcs by parent; `sorted` becomes the network's array. */
static void sort_arcs(ks_network *network, const workspace *space, const ks_concept **parents,
                      size_t parent_count, const ks_arc **sorted)
{
    const ks_arc **cursor = sorted;
    for (size_t i = 0; i < parent_count; i++) {
        ks_arc_list *list = space->parent[parents[i]->index];
        list->arcs = cursor;
        cursor += list->count;
        list->count = 0;
    }
    for (size_t i = 0; i < network->arc_count; i++) {
        ks_arc_list *list = space->parent[network->arcs[i]->from->index];
        list->arcs[list->count++] = network->arcs[i];
    }
    for (size_t i = 0; i < parent_count; i++) {
        ks_arc_list *list = space->parent[parents[i]->index];
        qsort(list->arcs, list->count, sizeof *list->arcs, compare_arcs);
    }
    network->arcs = sorted;
}

static ks_status shape_network(ks_arena *arena, ks_network *network, size_t number,
                               workspace *space)
{
    size_t parent_count = 0;
    const ks_concept **parents = ks_arena_zero(arena, network->arc_count, sizeof *parents);
    const ks_arc **sorted = ks_arena_zero(arena, network->arc_count, sizeof *sorted);
    if (parents == NULL || sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = count_children(arena, network, number, space, parents, &parent_count);
    if (status != KS_OK) {
        return status;
    }
    sort_arcs(network, space, parents, parent_count, sorted);
    network->roots = parents;
    for (size_t i = 0; i < parent_count; i++) {
        if (space->reached[parents[i]->index] != number) {
            network->roots[network->root_count++] = parents[i];
        }
    }
    return KS_OK;
}

ks_status ks_taxonomy_make_networks(ks_taxonomy *taxonomy)
{
    workspace space;
    size_t count = 0;
    ks_status status = init_workspace(&space, taxonomy);
    if (status == KS_OK) {
        status = number_networks(taxonomy, &space, &count);
    }
    if (status == KS_OK && count > 0) {
        taxonomy->networks = ks_arena_zero(&taxonomy->arena, count, sizeof *taxonomy->networks);
        status = taxonomy->networks == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (status != KS_OK) {
        goto done;
    }
    taxonomy->network_count = count;
    for (size_t n = 0; n < count; n++) {
        ks_map_init(&taxonomy->networks[n].children);
    }
    status = deal_arcs(taxonomy, &space);
    for (size_t n = 0; n < count && status == KS_OK; n++) {
        status = link_network(taxonomy, &taxonomy->networks[n]);
        if (status == KS_OK) {
            status = shape_network(&taxonomy->arena, &taxonomy->networks[n], n + 1, &space);
        }
    }
done:
    release_workspace(&space);
    return status;
}

const ks_network *ks_taxonomy_find_network(const ks_taxonomy *taxonomy, const char *role,
                                           const char *arcrole)
{
    const ks_network *network = ks_map_get(&taxonomy->network_by_role, ks_sv_from(role));
    while (network != NULL && network->arcrole != arcrole &&
           strcmp(network->arcrole, arcrole) != 0) {
        network = network->next_of_role;
    }
    return network;
}

ks_arc_list ks_network_children(const ks_network *network, const ks_concept *parent)
{
    const ks_arc_list *list = ks_map_get_ptr(&network->children, parent);
    return list == NULL ? (ks_arc_list){NULL, 0} : *list;
}

#include "check_summation.h"

#include <string.h>

#include "base_alloc.h"

static bool is_summing(const ks_network *network, bool *out_is_11)
{
    if (network->arcrole == NULL) {
        return false;
    }
    *out_is_11 = strcmp(network->arcrole, KS_ARCROLE_SUMMATION_11) == 0;
    return *out_is_11 || strcmp(network->arcrole, KS_ARCROLE_SUMMATION) == 0;
}

/* By index of a concept: numbers of calculations, from 1. */
typedef struct numbers {
    size_t *last; /* the last one of that total */
    size_t *met;  /* the last one that it is an item of */
} numbers;

static bool mark_items(const ks_arc_list *items, size_t number, size_t *met)
{
    bool is_twice = false;
    for (size_t i = 0; i < items->count; i++) {
        size_t *slot = &met[items->arcs[i]->to->index];
        is_twice = is_twice || *slot == number;
        *slot = number;
    }
    return is_twice;
}

/* A network's arcs stand together by the concept they start from. */
static ks_status add_network(ks_summations *summations, const ks_network *network, bool is_11,
                             numbers *known)
{
    size_t *last = known->last;
    const ks_scope *scope = ks_scope_of(network->role);
    for (size_t at = 0; at < network->arc_count;) {
        const ks_concept *total = network->arcs[at]->from;
        const ks_arc_list items = ks_network_children(network, total);
        ks_summation *added = ks_vec_add(&summations->list);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        const size_t number = summations->list.count;
        *added = (ks_summation){network, scope, total, items.arcs, items.count, is_11, false, 0};
        added->is_twice = mark_items(&items, number, known->met);
        if (last[total->index] == 0) {
            summations->first[total->index] = number;
        } else {
            summations->list.items[last[total->index] - 1].next = number;
        }
        last[total->index] = number;
        at += items.count;
    }
    return KS_OK;
}

ks_status ks_summations_init(ks_summations *summations, const ks_taxonomy *taxonomy)
{
    const size_t concepts = taxonomy->concepts.count + 1;
    *summations = (ks_summations){.first = ks_alloc_zero(concepts, sizeof(size_t))};
    numbers known = {ks_alloc_zero(concepts, sizeof(size_t)),
                     ks_alloc_zero(concepts, sizeof(size_t))};
    ks_status status = summations->first != NULL && known.last != NULL && known.met != NULL
                           ? KS_OK
                           : KS_ERR_MEMORY;
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        bool is_11;
        if (is_summing(&taxonomy->networks[i], &is_11)) {
            status = add_network(summations, &taxonomy->networks[i], is_11, &known);
        }
    }
    ks_alloc_free(known.last);
    ks_alloc_free(known.met);
    return status;
}

void ks_summations_release(ks_summations *summations)
{
    ks_vec_release(&summations->list);
    ks_alloc_free(summations->first);
    summations->first = NULL;
}

const ks_summation *ks_summations_first(const ks_summations *summations, const ks_concept *total)
{
    const size_t number = summations->first[total->index];
    return number == 0 ? NULL : &summations->list.items[number - 1];
}

const ks_summation *ks_summations_next(const ks_summations *summations, const ks_summation *after)
{
    return after->next == 0 ? NULL : &summations->list.items[after->next - 1];
}

bool ks_items_are_doubted(const ks_instance *instance, const ks_arc *const *items, size_t count,
                          const ks_context *context)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_instance_is_doubted(instance, items[i]->to, context)) {
            return true;
        }
    }
    return false;
}

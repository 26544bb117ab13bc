#include "check_calculation11_links.h"

#include <string.h>

#include "base_alloc.h"

typedef struct checker {
    ks_sink *sink;
    const ks_concept **total_of; /* of an item's index: the last total it was met under */
} checker;

bool ks_concept_is_decimal(const ks_concept *concept)
{
    return concept->is_item && ks_item_kind_is_numeric(concept->kind) &&
           concept->kind != KS_ITEM_DOUBLE && concept->kind != KS_ITEM_FRACTION;
}

/* Where a schema is missing, a type may not be known. */
static bool is_wrong(const ks_concept *concept)
{
    return !ks_concept_is_decimal(concept) && (!concept->is_item || concept->item_type != NULL);
}

static void check_arc(checker *c, const ks_arc *arc)
{
    const ks_concept *wrong = is_wrong(arc->from) ? arc->from : arc->to;
    if (is_wrong(wrong)) {
        KS_REPORT(c->sink, KS_F_CALC11_NOT_DECIMAL, arc->place, wrong->name->local,
                  arc->from->name->local, arc->to->name->local, arc->role);
    }
    if (c->total_of[arc->to->index] == arc->from) {
        KS_REPORT(c->sink, KS_F_CALC11_RELATED_TWICE, arc->place, arc->from->name->local,
                  arc->to->name->local, arc->role);
    }
    c->total_of[arc->to->index] = arc->from;
}

/* A network's arcs stand together by the concept they start from. */
static void check_network(checker *c, const ks_network *network)
{
    for (size_t i = 0; i < network->arc_count; i++) {
        check_arc(c, network->arcs[i]);
    }
    for (size_t i = 0; i < network->arc_count; i++) {
        c->total_of[network->arcs[i]->to->index] = NULL;
    }
}

ks_status ks_check_calculation11_links(const ks_taxonomy *taxonomy, const char *arcrole,
                                       ks_sink *sink)
{
    checker c = {.sink = sink};
    c.total_of = ks_alloc_zero(taxonomy->concepts.count + 1, sizeof *c.total_of);
    if (c.total_of == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        const ks_network *network = &taxonomy->networks[i];
        if (network->arcrole != NULL && strcmp(network->arcrole, arcrole) == 0) {
            check_network(&c, network);
        }
    }
    ks_alloc_free((void *)c.total_of);
    return KS_OK;
}

#include "check_dimensions_taxonomy.h"

#include <string.h>

#include "base_alloc.h"
#include "model_dimensions.h"

/* What may stand at the ends of a relationship, as bits of ks_concept_use. */
#define USE(use) (1u << (use))
#define ITEM     USE(KS_USE_ITEM)
#define CUBE     USE(KS_USE_HYPERCUBE)
#define EXPLICIT USE(KS_USE_EXPLICIT_DIMENSION)
#define AXIS     (EXPLICIT | USE(KS_USE_TYPED_DIMENSION))

static const struct {
    unsigned from;
    unsigned to;
    ks_finding_id wrong_from;
    ks_finding_id wrong_to;
    bool goes_on; /* xbrldt:targetRole has a meaning (2.4.3) */
} ENDS[KS_DIM_NONE] = {
    [KS_DIM_ALL] = {ITEM, CUBE, KS_F_DIMENSION_CUBE_OF_NO_ITEM, KS_F_DIMENSION_NO_CUBE_OF_ITEM,
                    true},
    [KS_DIM_NOT_ALL] = {ITEM, CUBE, KS_F_DIMENSION_CUBE_OF_NO_ITEM, KS_F_DIMENSION_NO_CUBE_OF_ITEM,
                        true},
    [KS_DIM_HYPERCUBE_DIMENSION] = {CUBE, AXIS, KS_F_DIMENSION_AXIS_OF_NO_HYPERCUBE,
                                    KS_F_DIMENSION_NO_AXIS_IN_HYPERCUBE, true},
    [KS_DIM_DIMENSION_DOMAIN] = {EXPLICIT, ITEM, KS_F_DIMENSION_DOMAIN_OF_NO_AXIS,
                                 KS_F_DIMENSION_NO_DOMAIN_OF_AXIS, true},
    [KS_DIM_DOMAIN_MEMBER] = {ITEM, ITEM, KS_F_DIMENSION_MEMBER_OF_NO_ITEM,
                              KS_F_DIMENSION_NO_MEMBER_OF_ITEM, true},
    [KS_DIM_DIMENSION_DEFAULT] = {EXPLICIT, ITEM, KS_F_DIMENSION_DEFAULT_OF_NO_AXIS,
                                  KS_F_DIMENSION_NO_DEFAULT_OF_AXIS, false},
};

typedef struct checker {
    const ks_taxonomy *taxonomy;
    const ks_dimensions *dimensions;
    ks_sink *sink;
} checker;

static void check_concept(checker *c, const ks_concept *concept)
{
    ks_concept_use use = ks_dimensions_use(c->dimensions, concept);
    if (concept->is_abstract) {
        return;
    }
    if (use == KS_USE_HYPERCUBE) {
        KS_REPORT(c->sink, KS_F_DIMENSION_HYPERCUBE_NOT_ABSTRACT, concept->place,
                  concept->name->local);
    } else if (ks_concept_use_is_dimension(use)) {
        KS_REPORT(c->sink, KS_F_DIMENSION_AXIS_NOT_ABSTRACT, concept->place, concept->name->local);
    }
}

/* 2.5.2.1.1 */
static void check_typed_ref(checker *c, const ks_typed_domain_ref *ref)
{
    ks_finding_id id;
    if (ref->concept == NULL ||
        !ks_concept_use_is_dimension(ks_dimensions_use(c->dimensions, ref->concept))) {
        id = KS_F_DIMENSION_TYPED_REF_MISPLACED;
    } else if (!ref->has_fragment) {
        id = KS_F_DIMENSION_TYPED_REF_NO_FRAGMENT;
    } else if (ref->is_outside) {
        id = KS_F_DIMENSION_TYPED_REF_OUTSIDE;
    } else if (ref->domain == NULL || ref->is_abstract) {
        id = KS_F_DIMENSION_TYPED_REF_NO_ELEMENT;
    } else {
        return;
    }
    KS_REPORT(c->sink, id, ref->place, ref->element->local, ref->href);
}

static bool suits(const checker *c, const ks_concept *concept, unsigned uses)
{
    return (USE(ks_dimensions_use(c->dimensions, concept)) & uses) != 0;
}

static void check_arc(checker *c, const ks_arc *arc, ks_dimension_arcrole arcrole)
{
    const char *from = arc->from->name->local;
    const char *to = arc->to->name->local;
    if (!suits(c, arc->from, ENDS[arcrole].from)) {
        KS_REPORT(c->sink, ENDS[arcrole].wrong_from, arc->place, from, to);
    }
    if (!suits(c, arc->to, ENDS[arcrole].to)) {
        KS_REPORT(c->sink, ENDS[arcrole].wrong_to, arc->place, from, to);
    }
    if ((arcrole == KS_DIM_ALL || arcrole == KS_DIM_NOT_ALL) &&
        ks_drs_attr(arc, "contextElement") == NULL) {
        KS_REPORT(c->sink, KS_F_DIMENSION_NO_CONTEXT_ELEMENT, arc->place, from, to);
    }
    if (ENDS[arcrole].goes_on && arc->is_target_unknown) {
        KS_REPORT(c->sink, KS_F_DIMENSION_TARGET_ROLE_UNKNOWN, arc->place, from, to,
                  ks_drs_attr(arc, "targetRole"));
    }
}

static void check_network(checker *c, const ks_network *network)
{
    ks_dimension_arcrole arcrole = ks_dimension_arcrole_of(network->arcrole);
    for (size_t i = 0; arcrole != KS_DIM_NONE && i < network->arc_count; i++) {
        check_arc(c, network->arcs[i], arcrole);
    }
}

static const char *name_end(const ks_end *end)
{
    return end->concept != NULL ? end->concept->name->local
           : end->name != NULL  ? end->name->local
                                : end->id;
}

/* A relationship of dimensions with an end that is no concept at all. */
static void check_relation(checker *c, const ks_relation *relation)
{
    ks_dimension_arcrole arcrole = ks_dimension_arcrole_of(relation->arcrole);
    if (arcrole == KS_DIM_NONE) {
        return;
    }
    const char *from = name_end(&relation->from);
    const char *to = name_end(&relation->to);
    if (relation->from.concept == NULL) {
        KS_REPORT(c->sink, ENDS[arcrole].wrong_from, relation->place, from, to);
    }
    if (relation->to.concept == NULL) {
        KS_REPORT(c->sink, ENDS[arcrole].wrong_to, relation->place, from, to);
    }
}

/* 2.7.1.1.3: one default for a dimension, in whatever roles; the same one may be said again. */
static void check_defaults(checker *c, const ks_network *network)
{
    if (ks_dimension_arcrole_of(network->arcrole) != KS_DIM_DIMENSION_DEFAULT) {
        return;
    }
    for (size_t i = 0; i < network->arc_count; i++) {
        const ks_arc *arc = network->arcs[i];
        const ks_concept *first = ks_dimensions_default(c->dimensions, arc->from);
        if (first != arc->to) {
            KS_REPORT(c->sink, KS_F_DIMENSION_TWO_DEFAULTS, arc->place, arc->from->name->local,
                      first->name->local, arc->to->name->local);
        }
    }
}

/* By number of the concept: whether it is a usable member of any domain. */
static void mark_members(const ks_dimensions *dimensions, bool *is_member)
{
    for (size_t i = 0; i < dimensions->domains.count; i++) {
        const ks_domain *domain = dimensions->domains.items[i];
        for (size_t k = 0; k < domain->part_count; k++) {
            is_member[domain->parts[k].arc->to->index] = true;
        }
    }
    for (size_t i = 0; i < dimensions->trees.count; i++) {
        const ks_member_tree *tree = dimensions->trees.items[i];
        bool is_domain = is_member[tree->top->index];
        for (size_t k = 0; is_domain && k < tree->count; k++) {
            is_member[tree->members[k].concept->index] = true;
        }
    }
}

static bool report_mixed(checker *c, const ks_cube *cube, const ks_concept *item)
{
    for (size_t i = 0; i < cube->axes->count; i++) {
        const ks_axis *axis = &cube->axes->items[i];
        if (!axis->is_typed && ks_domain_ask(axis->domain, item) == KS_MEMBER_USABLE) {
            KS_REPORT(c->sink, KS_F_DIMENSION_ITEM_IS_MEMBER, cube->arc->place, item->name->local,
                      cube->axes->hypercube->name->local, axis->dimension->name->local);
            return true;
        }
    }
    return false;
}

/* 2.5.3.2.1: no item of a hypercube is a member of its dimensions; one that is told of is enough.
 */
static void check_group(checker *c, const ks_cube_group *group, const bool *is_member)
{
    for (size_t k = 0; k < group->count; k++) {
        bool is_told =
            is_member[group->source->index] && report_mixed(c, &group->cubes[k], group->source);
        for (size_t i = 0; !is_told && i < group->heirs->count; i++) {
            const ks_concept *item = group->heirs->members[i].concept;
            is_told = is_member[item->index] && report_mixed(c, &group->cubes[k], item);
        }
    }
}

static ks_status check_groups(checker *c)
{
    bool *is_member = ks_alloc_zero(c->taxonomy->concepts.count + 1, sizeof *is_member);
    if (is_member == NULL) {
        return KS_ERR_MEMORY;
    }
    mark_members(c->dimensions, is_member);
    for (size_t i = 0; i < c->dimensions->groups.count; i++) {
        check_group(c, c->dimensions->groups.items[i], is_member);
    }
    ks_alloc_free(is_member);
    return KS_OK;
}

ks_status ks_check_dimensions_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    checker c = {.taxonomy = taxonomy, .dimensions = taxonomy->dimensions, .sink = sink};
    for (size_t i = 0; i < taxonomy->concepts.count; i++) {
        check_concept(&c, taxonomy->concepts.items[i]);
    }
    for (size_t i = 0; i < taxonomy->typed_domain_refs.count; i++) {
        check_typed_ref(&c, &taxonomy->typed_domain_refs.items[i]);
    }
    for (size_t i = 0; i < taxonomy->relations.count; i++) {
        check_relation(&c, &taxonomy->relations.items[i]);
    }
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        check_network(&c, &taxonomy->networks[i]);
    }
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        check_defaults(&c, &taxonomy->networks[i]);
    }
    ks_status status = check_groups(&c);
    return status == KS_OK ? ks_check_dimension_cycles(taxonomy, sink) : status;
}

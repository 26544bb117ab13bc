/* Facts by their aspects: those that tell the same thing (concept, period, entity, unit, the values
 * of all dimensions, the tuple they stand in, their language) are a set. Made once for all checks
 * of an instance. Belongs to one thread; in linear time, by sorting numbers, without a table of
 * hashes: those of a large report do not fit into a cache. */
#ifndef KS_CHECK_ASPECTS_H
#define KS_CHECK_ASPECTS_H

#include "check_classes.h"

#define KS_NO_FACT UINT32_MAX
#define KS_NO_KIND UINT32_MAX
#define KS_NO_UNIT UINT32_MAX

/* A concept with a unit (or KS_NO_UNIT), by their indexes. */
typedef struct ks_kind {
    uint32_t concept;
    uint32_t unit;
} ks_kind;

typedef struct ks_aspects {
    const ks_instance *instance; /* borrowed */
    ks_classes classes;          /* of contexts; facts without one are a class behind the last */
    ks_kind *kinds;              /* those that are filed, by concept and unit */
    size_t kind_count;
    uint32_t *kind_starts;  /* of a concept's index: its first kind; one more at the end */
    uint32_t *class_of;     /* of a fact's index: the number of its context's class */
    uint32_t *kind_of;      /* of a fact's index */
    uint32_t *order;        /* indexes of facts, by class, kind, tuple, language and document */
    uint32_t *class_starts; /* of a class: where its facts begin in `order`; one more at the end */
    uint32_t *next;         /* of a fact's index: the next of its set, or KS_NO_FACT */
    bool *is_later;         /* of a fact's index: another one of its set stands in front of it */
    bool *is_told;          /* of the first of a set: a finding says that its values differ */
} ks_aspects;

/* Some facts that follow each other in `order`. */
typedef struct ks_fact_run {
    const uint32_t *facts;
    size_t count;
} ks_fact_run;

/* KS_ERR_MEMORY, KS_ERR_LIMIT (4,294,967,294 facts); release it in any case. */
KS_MUST_USE ks_status ks_aspects_init(ks_aspects *aspects, const ks_instance *instance,
                                      ks_class_rule rule);
void ks_aspects_release(ks_aspects *aspects);

/* The first number of `concept` that has all other aspects of the number `like`, or KS_NO_FACT. */
uint32_t ks_aspects_find(const ks_aspects *aspects, const ks_concept *concept, const ks_fact *like);
/* All numbers of `concept` that have class and unit of the number `like`, and stand in its tuple,
 * or in the root where it stands there, at any depth (XBRL 2.1 5.2.5.2). */
ks_fact_run ks_aspects_near(const ks_aspects *aspects, const ks_concept *concept,
                            const ks_fact *like);
/* The kind of that concept and unit, or KS_NO_KIND. */
uint32_t ks_aspects_kind(const ks_aspects *aspects, uint32_t concept, uint32_t unit);

static inline const ks_fact *ks_aspects_fact(const ks_aspects *aspects, uint32_t index)
{
    return aspects->instance->facts.items[index];
}

static inline bool ks_aspects_is_first(const ks_aspects *aspects, uint32_t index)
{
    return !aspects->is_later[index];
}

/* Whether it is the only one of its set. */
static inline bool ks_aspects_is_alone(const ks_aspects *aspects, uint32_t index)
{
    return !aspects->is_later[index] && aspects->next[index] == KS_NO_FACT;
}

#endif

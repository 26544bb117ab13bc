/* Facts by their aspects: those that tell the same thing (concept, period, entity, unit, the values
 * of all dimensions, the tuple they stand in, their language) are a set. Contexts count as one
 * where their aspects are equal, in whatever order and in whichever of segment and scenario the
 * dimensions stand (Dimensions 1.0 3.1.4.3). Made once for all checks of an instance. Belongs to
 * one thread; in linear time. */
#ifndef KS_CHECK_ASPECTS_H
#define KS_CHECK_ASPECTS_H

#include "model_instance.h"

#define KS_NO_FACT UINT32_MAX

typedef struct ks_aspects {
    const ks_instance *instance; /* borrowed */
    uint32_t *context_class;     /* of a context's index: the index of the first equal one */
    uint32_t *series_class;      /* the same, whatever the period */
    uint32_t *first;             /* of a fact's index: that of the first of its set */
    uint32_t *next;              /* that of the next of its set, or KS_NO_FACT */
    bool *is_told;               /* of the first of a set: a finding says that its values differ */
    struct ks_aspects_slot *slots;
    size_t slot_mask;
} ks_aspects;

/* KS_ERR_MEMORY, KS_ERR_LIMIT (4,294,967,294 facts); release it in any case. */
KS_MUST_USE ks_status ks_aspects_init(ks_aspects *aspects, const ks_instance *instance);
void ks_aspects_release(ks_aspects *aspects);

/* The first number of `concept` that has all other aspects of the number `like`, or KS_NO_FACT. */
uint32_t ks_aspects_find(const ks_aspects *aspects, const ks_concept *concept, const ks_fact *like);

static inline const ks_fact *ks_aspects_fact(const ks_aspects *aspects, uint32_t index)
{
    return aspects->instance->facts.items[index];
}

static inline bool ks_aspects_is_first(const ks_aspects *aspects, uint32_t index)
{
    return aspects->first[index] == index;
}

#endif

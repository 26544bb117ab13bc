/* Facts by what they say something about: concept, context and unit as XBRL 2.1 4.10 has them equal
 * (c-equal, u-equal). For the room's own use. */
#ifndef KS_CHECK_FACT_GROUPS_H
#define KS_CHECK_FACT_GROUPS_H

#include "model_instance.h"

typedef struct ks_fact_group {
    const ks_fact **facts; /* in the order of the instance */
    size_t count;
} ks_fact_group;

typedef struct ks_fact_groups {
    ks_arena arena;
    ks_map by_key; /* to ks_fact_group */
    const ks_fact **facts;
    bool *is_duplicate; /* by the fact's index: another one of the group has the same parent */
} ks_fact_groups;

/* Groups the facts whose concepts `is_wanted` (by the concept's index). KS_ERR_MEMORY; release it
 * also after a failure. */
KS_MUST_USE ks_status ks_fact_groups_init(ks_fact_groups *groups, const ks_instance *instance,
                                          const bool *is_wanted);
void ks_fact_groups_release(ks_fact_groups *groups);

/* All facts of that concept that are c-equal and u-equal to *fact and stand in the tuple of *fact,
 * or in the root where it stands there, at any depth (5.2.5.2). Borrowed. */
ks_fact_group ks_fact_groups_near(const ks_fact_groups *groups, const ks_concept *concept,
                                  const ks_fact *fact);

#endif

/* All calculations of a taxonomy, found by their total: of each summation-item network and each
 * concept in it, the items that add up to it (XBRL 2.1 5.2.5.2, Calculations 1.1 4). */
#ifndef KS_CHECK_SUMMATION_H
#define KS_CHECK_SUMMATION_H

#include "base_vec.h"
#include "check_calculation_scope.h"
#include "model_instance.h"
#include "model_taxonomy.h"

typedef struct ks_summation {
    const ks_network *network;
    const ks_scope *scope; /* contexts it speaks of; NULL: all */
    const ks_concept *total;
    const ks_arc *const *items;
    size_t count;
    bool is_11;    /* by Calculations 1.1's own arcrole */
    bool is_twice; /* an item adds to the total by two relationships */
    size_t next;   /* the next of the same total, from 1; 0 at the end */
} ks_summation;

typedef struct ks_summations {
    KS_VEC(ks_summation) list; /* in the taxonomy's order */
    size_t *first;             /* by index of the concept, from 1; 0: it is no total */
} ks_summations;

/* KS_ERR_MEMORY; release it in any case. The taxonomy must outlive it. */
KS_MUST_USE ks_status ks_summations_init(ks_summations *summations, const ks_taxonomy *taxonomy);
void ks_summations_release(ks_summations *summations);

/* The first calculation of `total`, then `after` that, or NULL. */
const ks_summation *ks_summations_first(const ks_summations *summations, const ks_concept *total);
const ks_summation *ks_summations_next(const ks_summations *summations, const ks_summation *after);

/* Whether a fact that one of the items would be in `context` was told to be wrong: then the sum
 * says nothing new. */
bool ks_items_are_doubted(const ks_instance *instance, const ks_arc *const *items, size_t count,
                          const ks_context *context);

#endif

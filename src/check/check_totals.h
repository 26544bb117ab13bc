/* Totals that need a closer look: a sum whose items come to the total exactly, with nothing odd
 * about any number in it, is right by the rules of XBRL 2.1, by those of Calculations 1.1 and as to
 * its scale. All others are listed, once for all checks; some of them are right but for rounding.
 */
#ifndef KS_CHECK_TOTALS_H
#define KS_CHECK_TOTALS_H

#include "check_aspects.h"
#include "check_summation.h"

/* A fact as the total of a calculation: several of a set are one each. */
typedef struct ks_total {
    uint32_t fact;
    uint32_t summation; /* its number in the list, from 0 */
    bool is_rounded;    /* rounding explains the difference (Calculations 1.1 5.2.3) */
    bool is_hinted;     /* a finding on the sum says what its scale should be, if anything */
} ks_total;

typedef struct ks_totals {
    ks_aspects *aspects; /* borrowed */
    ks_summations summations;
    KS_VEC(ks_total) list; /* by fact, then in the taxonomy's order */
    bool *is_scaled;       /* of a fact's index: its scale is told to be wrong. Borrowed; NULL where
                              scales are not asked */
} ks_totals;

/* KS_ERR_MEMORY; release it in any case. The aspects must outlive it. Linear in the facts and the
 * arcs between reported concepts; n log n in the totals that are listed. */
KS_MUST_USE ks_status ks_totals_init(ks_totals *totals, ks_aspects *aspects);
void ks_totals_release(ks_totals *totals);

static inline const ks_summation *ks_total_summation(const ks_totals *totals, const ks_total *total)
{
    return &totals->summations.list.items[total->summation];
}

#endif

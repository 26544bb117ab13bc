/* Calculations 1.1 (Recommendation of 2023-02-22): a total and the sum of its items agree where the
 * numbers that both may have been before rounding have one in common. */
#ifndef KS_CHECK_CALCULATION11_H
#define KS_CHECK_CALCULATION11_H

#include "check_interval.h"
#include "check_totals.h"
#include "diag.h"

/* Asks the networks of https://xbrl.org/2023/arcrole/summation-item and, `with_21`, those of XBRL
 * 2.1's summation-item by the same rules; each in the contexts that it speaks of
 * (check_calculation_scope.def). Facts of equal aspects count as one where they are consistent:
 * what they have in common; where not, they are a finding, are marked in the aspects as told, and
 * the sums with them are not asked. Nil items and missing ones add nothing; nil totals, and totals
 * none of whose items is reported, are not asked; facts in tuples neither. Linear in the facts and
 * the arcs between reported concepts. KS_ERR_MEMORY, KS_ERR_LIMIT. Any thread, with a sink of its
 * own. */
KS_MUST_USE ks_status ks_check_calculation11(ks_totals *totals, ks_cut cut, bool with_21,
                                             ks_sink *sink);

#endif

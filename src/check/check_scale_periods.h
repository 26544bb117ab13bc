/* Amounts that are about 1,000 or 1,000,000 times those of the next period. For the room's own use.
 */
#ifndef KS_CHECK_SCALE_PERIODS_H
#define KS_CHECK_SCALE_PERIODS_H

#include "check_totals.h"
#include "diag.h"

/* The warning scale.neighbour for each such pair, neither of which is told already (`is_scaled`),
 * in the order of the instance. n log n in the pairs that are far apart, else linear in the facts.
 */
KS_MUST_USE ks_status ks_check_scale_periods(const ks_totals *totals, ks_sink *sink);

#endif

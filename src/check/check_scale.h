/* The two classic errors of scale: an amount in thousands or millions filed as one in units, or the
 * other way round. No standard has these rules; they find what is very likely wrong. */
#ifndef KS_CHECK_SCALE_H
#define KS_CHECK_SCALE_H

#include "check_totals.h"
#include "diag.h"

/* Warnings, one a fact at most:
 * - a total that disagrees with its items, and would not if it, or one of them, were 1,000 or
 *   1,000,000 times as large or as small;
 * - an amount of money or a number of shares that is about 1,000 or 1,000,000 times the one of the
 *   next period (of the same entity, dimensions and unit, and as long).
 * What a finding on a sum tells of already (`is_scaled`, which must be there) is not told again.
 * n log n in the facts. KS_ERR_MEMORY, KS_ERR_LIMIT. Any thread, with a sink of its own. */
KS_MUST_USE ks_status ks_check_scale(ks_totals *totals, ks_sink *sink);

#endif

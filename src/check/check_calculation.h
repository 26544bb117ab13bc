/* Calculations (XBRL 2.1 5.2.5.2): in each summation-item network, a total agrees with the weighted
 * sum of its items, context by context and unit by unit, at the total's decimals. */
#ifndef KS_CHECK_CALCULATION_H
#define KS_CHECK_CALCULATION_H

#include "check_totals.h"
#include "diag.h"

/* A total that does not agree is the finding calculation.inconsistent at the total, with each
 * contributing item as a related place: items in the same tuple or below, c-equal and u-equal, each
 * rounded to its decimals, given or inferred, and weighted. Items that are nil do not contribute; a
 * total or an item that is reported more than once binds nothing; one whose precision is 0 is
 * calculation.unknown-accuracy. Linear in the facts and the arcs that bind. KS_ERR_MEMORY. Any
 * thread, with a sink of its own. */
KS_MUST_USE ks_status ks_check_calculation(ks_totals *totals, ks_sink *sink);

#endif

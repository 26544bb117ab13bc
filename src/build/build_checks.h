/* Printed figures that follow from others: recomputed exactly, compared at the printed precision.
 *
 * Percentages (100 x cell / base), changes ((new - old) / old x 100), translations (amount / rate),
 * all within one print. One off in the last digit is a note (printers round so that columns add
 * up), more is a warning. Of a figure with a reported mistake nothing is computed. */
#ifndef KS_BUILD_CHECKS_H
#define KS_BUILD_CHECKS_H

#include "build_filing.h"

/* After the cells are tied and the sums checked. KS_ERR_MEMORY, KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_build_check_derived(ks_filing *filing);

#endif

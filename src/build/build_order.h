/* Whether the rows of a print stand in the order of the plan. */
#ifndef KS_BUILD_ORDER_H
#define KS_BUILD_ORDER_H

#include "build_filing.h"

/* Two rows that changed places are one finding; of the others, those outside the longest run that
 * is in order. Rows out of order are used all the same. */
KS_MUST_USE ks_status ks_build_check_order(ks_filing *filing, const ks_build_print *print);

#endif

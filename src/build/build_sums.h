/* Whether the items of every total add up to it, in each column of each print. */
#ifndef KS_BUILD_SUMS_H
#define KS_BUILD_SUMS_H

#include "build_filing.h"

/* Exact is silent; apart by no more than the rounding of items and total allows (half a unit of the
 * decimals of each) is a note; more is an error, and the total then counts as flawed. A sum of
 * which a cell is flawed, set aside or missing is not judged; the same sum of the same facts in
 * another print is judged once. KS_ERR_MEMORY, KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_build_check_sums(ks_filing *filing);

#endif

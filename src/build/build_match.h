/* Which row of a print is which line of the plan.
 *
 * A row is found by its label within its section (the latest heading above it); where a label
 * stands several times in a section, the k-th row is the k-th line. What is then left is looked for
 * without its section, so that a heading that is missing or renamed does not take its rows with it.
 * The order of the rows is judged last: pairs that changed places, then rows outside the longest
 * run that is in order. Each departure from the plan is one finding with both places. n log n. */
#ifndef KS_BUILD_MATCH_H
#define KS_BUILD_MATCH_H

#include "build_filing.h"

/* Sets `entry` of the rows and `row` of the entries, and is_reported of rows that cannot be used.
 * Cells get their columns. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_match_rows(ks_filing *filing, ks_build_print *print);

#endif

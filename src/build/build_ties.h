/* A figure printed in several places is one fact.
 *
 * Cells of the same concept, context and unit agree when the finer one, rounded to the decimals of
 * the coarser one, gives it. Filed is the finest of those that agree with the most others, of
 * several the first; the others are tied to it. A cell that disagrees is a finding with both cells;
 * where neither side has more cells than the other, neither is trusted in what is computed. */
#ifndef KS_BUILD_TIES_H
#define KS_BUILD_TIES_H

#include "build_filing.h"

/* Sets `filed` of every group and the state of its cells. KS_ERR_MEMORY. n log n. */
KS_MUST_USE ks_status ks_build_tie_cells(ks_filing *filing);

#endif

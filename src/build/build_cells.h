/* The cells of a print read as figures and, where they are to be filed, as values of concepts:
 * unit, period, scale and decimals by the cascade of the plan. */
#ifndef KS_BUILD_CELLS_H
#define KS_BUILD_CELLS_H

#include "build_filing.h"

/* After the rows are matched. Puts every cell that holds a fact into the group of its aspects.
 * Figures that are none, units and periods that are missing: findings. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_read_cells(ks_filing *filing, ks_build_print *print);

/* The cells that print the fact of a number, or NULL: none does. */
KS_MUST_USE ks_status ks_build_find_group(ks_filing *filing, const ks_plan_concept *concept,
                                          ks_build_context *context, ks_build_unit *unit,
                                          ks_build_group **out);

#endif

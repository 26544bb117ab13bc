/* Contexts and units: found while the cells are read, made once each when all are known.
 *
 * Their order is the plan's, whichever cell used them first; behind the plan's periods come the
 * moments that they begin and end with, and those with members. */
#ifndef KS_BUILD_CONTEXTS_H
#define KS_BUILD_CONTEXTS_H

#include "build_filing.h"

/* Lists what the plan declares. Called once, first. */
KS_MUST_USE ks_status ks_build_begin_contexts(ks_filing *filing);

/* What a fact of `line` with those dimensions in a column of `period` is about, marked as used.
 * *out is NULL where the concept wants a duration and the period is an instant. An instant in a
 * column that is a duration is its last day, or, at the start, the day before its first
 * (XBRL 2.1 4.7.2: an instant is the end of its day). */
KS_MUST_USE ks_status ks_build_use_context(ks_filing *filing, const ks_plan_line *line,
                                           const ks_plan_period *period,
                                           const ks_build_dimensions *dimensions,
                                           ks_build_context **out);
/* The context of the period of `like` with those dimensions, or NULL: no fact is about them. */
KS_MUST_USE ks_status ks_build_find_context(ks_filing *filing, const ks_build_context *like,
                                            const ks_build_dimensions *dimensions,
                                            ks_build_context **out);
/* The same for a unit, which must be of the plan; never NULL. */
ks_build_unit *ks_build_use_unit(ks_filing *filing, const ks_plan_unit *unit);

/* Makes the contexts and units that were used, in the instance. */
KS_MUST_USE ks_status ks_build_make_contexts(ks_filing *filing);

#endif

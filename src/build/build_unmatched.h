/* Rows that are no line of the plan, and lines of the plan that have no row. */
#ifndef KS_BUILD_UNMATCHED_H
#define KS_BUILD_UNMATCHED_H

#include "build_filing.h"

/* A row and a line that stand in the same gap between matched ones are one finding: renamed. */
KS_MUST_USE ks_status ks_build_report_unmatched(ks_filing *filing, ks_build_print *print);

#endif

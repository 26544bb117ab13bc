/* Rules of XBRL Dimensions 1.0 chapter 2 on taxonomies: the errors of the xbrldte namespace. */
#ifndef KS_CHECK_DIMENSIONS_TAXONOMY_H
#define KS_CHECK_DIMENSIONS_TAXONOMY_H

#include "diag.h"
#include "model_taxonomy.h"

/* `taxonomy` is finished. Linear in its relationships. KS_ERR_MEMORY only. Any thread, with a sink
 * of its own. */
KS_MUST_USE ks_status ks_check_dimensions_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink);

/* Relationship sets that lead back to themselves (2.4), a step of the former. */
KS_MUST_USE ks_status ks_check_dimension_cycles(const ks_taxonomy *taxonomy, ks_sink *sink);

#endif

/* Rules of XBRL 2.1 chapter 5 on taxonomies that no schema can say. */
#ifndef KS_CHECK_TAXONOMY_H
#define KS_CHECK_TAXONOMY_H

#include "diag.h"
#include "model_taxonomy.h"

/* `taxonomy` is finished. Calculations of XBRL 2.1's arcrole are held against the rules of
 * Calculations 1.1 as well if `as_11`. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_check_taxonomy(const ks_taxonomy *taxonomy, bool as_11, ks_sink *sink);

#endif

/* What Calculations 1.1 demands of calculation relationships (4). For the room's own use. */
#ifndef KS_CHECK_CALCULATION11_LINKS_H
#define KS_CHECK_CALCULATION11_LINKS_H

#include "diag.h"
#include "model_taxonomy.h"

/* An item whose type is derived from xs:decimal. */
bool ks_concept_is_decimal(const ks_concept *concept);

/* Of the networks of `arcrole`: totals and items are decimal, and joined by one relationship.
 * KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_check_calculation11_links(const ks_taxonomy *taxonomy, const char *arcrole,
                                                   ks_sink *sink);

#endif

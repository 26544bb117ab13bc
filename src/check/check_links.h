/* What XBRL 2.1 demands of relationships between concepts, beyond what is checked as they are read:
 * sums (5.2.5.2), definitions (5.2.6.2), preferred labels (5.2.4.2.1). */
#ifndef KS_CHECK_LINKS_H
#define KS_CHECK_LINKS_H

#include "diag.h"
#include "model_taxonomy.h"

/* That sums are of numbers is left to the rules of Calculations 1.1, which ask for more, if
 * `as_11`. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_check_links(const ks_taxonomy *taxonomy, bool as_11, ks_sink *sink);

#endif

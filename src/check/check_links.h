/* What XBRL 2.1 demands of relationships between concepts, beyond what is checked as they are read:
 * sums (5.2.5.2), definitions (5.2.6.2), preferred labels (5.2.4.2.1). */
#ifndef KS_CHECK_LINKS_H
#define KS_CHECK_LINKS_H

#include "diag.h"
#include "model_taxonomy.h"

KS_MUST_USE ks_status ks_check_links(const ks_taxonomy *taxonomy, ks_sink *sink);

#endif

/* What XBRL 2.1 4.9 demands of the types of tuples: no text among the elements, no attributes of
 * the standard, and no elements but items and tuples that are declared at the top of a schema. */
#ifndef KS_CHECK_TUPLES_H
#define KS_CHECK_TUPLES_H

#include "diag.h"
#include "model_taxonomy.h"

void ks_check_tuples(const ks_taxonomy *taxonomy, ks_sink *sink);

#endif

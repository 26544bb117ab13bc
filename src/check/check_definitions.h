/* What relationships of definition links ask of an instance (XBRL 2.1 5.2.6.2). */
#ifndef KS_CHECK_DEFINITIONS_H
#define KS_CHECK_DEFINITIONS_H

#include "diag.h"
#include "model_instance.h"

/* An essence and its alias have one value and one unit where they are reported of the same context
 * and in the same tuple (5.2.6.2.2); what requires an element comes along with it (5.2.6.2.4).
 * KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_check_definitions(const ks_instance *instance, ks_sink *sink);

#endif

/* Units of facts against the registry that the session's options name. */
#ifndef KS_API_UNITS_H
#define KS_API_UNITS_H

#include <kessan/kessan.h>

#include "model_instance.h"

/* The registry is read the first time, for the whole session. One that cannot be used is told then,
 * and units are checked without. */
KS_MUST_USE ks_status ks_api_check_units(ks_session *session, const ks_instance *instance);

/* Reads the registry now. */
KS_MUST_USE ks_status ks_api_read_units(ks_session *session);

#endif

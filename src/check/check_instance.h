/* Rules of XBRL 2.1 chapter 4 on facts, contexts and units that no schema can say. */
#ifndef KS_CHECK_INSTANCE_H
#define KS_CHECK_INSTANCE_H

#include "diag.h"
#include "model_instance.h"

/* Findings stand at the fact, with its cells as related places. `is_validated`: the schemas have
 * been asked, and what they tell (a missing unit) is not told again. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_check_instance(const ks_instance *instance, bool is_validated,
                                        ks_sink *sink);

#endif

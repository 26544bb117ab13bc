/* Rules of XBRL Dimensions 1.0 chapter 3 on instances: the errors of the xbrldie namespace. */
#ifndef KS_CHECK_DIMENSIONS_H
#define KS_CHECK_DIMENSIONS_H

#include "diag.h"
#include "model_instance.h"

/* Every context by itself, then every fact against the hypercubes of its item. What is decided once
 * for an item and the dimensions of a context holds for all facts of both: linear in facts. A fact
 * whose context is wrong by itself is not judged. KS_ERR_MEMORY only. Any thread, with a sink of
 * its own. */
KS_MUST_USE ks_status ks_check_dimensions(const ks_instance *instance, ks_sink *sink);

#endif

/* The units registry that a suite brings with it. */
#ifndef CONF_REGISTRY_H
#define CONF_REGISTRY_H

#include "suite.h"

/* A file utr*.xml beside the index that is a units registry; NULL where there is none. *out lives
 * in the suite. */
KS_MUST_USE ks_status conf_find_registry(conf_suite *suite, const char *index, const char **out);

#endif

/* Extensible Enumerations 1.0 (2014-10-29) and 2.0 (2020-02-12): concepts whose values are members
 * of a domain. */
#ifndef KS_CHECK_ENUMERATIONS_H
#define KS_CHECK_ENUMERATIONS_H

#include "diag.h"
#include "model_instance.h"

/* 1.0 2, 2.0 4: each enumeration says which domain is its own. Any thread. */
void ks_check_enumerations_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink);

/* 1.0 3, 2.0 6.1: each value is a usable member of the domain; sets are sorted, and have nothing
 * twice. Linear in the facts, and n log n in the members of a set. KS_ERR_MEMORY. Any thread, with
 * a sink of its own. */
KS_MUST_USE ks_status ks_check_enumerations(const ks_instance *instance, ks_sink *sink);

#endif

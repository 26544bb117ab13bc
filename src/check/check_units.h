/* Units of facts: what the units registry says of them (Units Registry 1.0), and what catches the
 * eye without it. What XBRL 2.1 says of units is in check_instance.h. */
#ifndef KS_CHECK_UNITS_H
#define KS_CHECK_UNITS_H

#include "diag.h"
#include "model_instance.h"
#include "model_units.h"

/* Checks the unit of each numeric fact by its type, or by the nearest type it is derived from that
 * the registry knows; `units` may be NULL: then only what needs no registry is told. Facts of one
 * concept in one unit make one finding, at the first of them. Linear in the facts. KS_ERR_MEMORY
 * only. Any thread, with a sink of its own. */
KS_MUST_USE ks_status ks_check_units(const ks_instance *instance, const ks_units *units,
                                     ks_sink *sink);

#endif

/* When facts are equal (XBRL 2.1 4.10). For the room's own use. */
#ifndef KS_CHECK_EQUALITY_H
#define KS_CHECK_EQUALITY_H

#include "model_instance.h"

bool ks_facts_u_equal(const ks_fact *a, const ks_fact *b); /* of s-equal units, or without any */
/* The same value: numbers as exact as the less exact of them, others by their type. Neither is nil;
 * contexts and units are not looked at. `arena` is for numbers on the way. */
KS_MUST_USE ks_status ks_facts_same_value(ks_arena *arena, const ks_fact *a, const ks_fact *b,
                                          bool *out);

#endif

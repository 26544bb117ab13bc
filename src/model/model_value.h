/* Lexical forms and order of atomic values (XML Schema part 2, chapter 3). For the room's own use.
 * Texts come without white space at their ends. */
#ifndef KS_MODEL_VALUE_H
#define KS_MODEL_VALUE_H

#include "model_type.h"

typedef enum ks_order {
    KS_ORDER_LESS,
    KS_ORDER_EQUAL,
    KS_ORDER_GREATER,
    KS_ORDER_NONE /* the values cannot be compared */
} ks_order;

bool ks_value_is_decimal(ks_sv text, bool is_integer);
bool ks_value_is_float(ks_sv text);
bool ks_value_is_boolean(ks_sv text);
bool ks_value_is_nmtoken(ks_sv text);
bool ks_value_is_name(ks_sv text);
bool ks_value_is_hex(ks_sv text);
bool ks_value_is_base64(ks_sv text, uint64_t *out_octets);
bool ks_value_is_uri(ks_sv text);
/* A date or time of that form, or a duration. */
bool ks_value_is_time(ks_value_form form, ks_sv text);

ks_order ks_value_compare_decimals(ks_sv a, ks_sv b);
ks_order ks_value_compare_floats(ks_sv a, ks_sv b);
ks_order ks_value_compare_times(ks_value_form form, ks_sv a, ks_sv b);
/* Digits of a decimal, without needless zeros: all of them, and those behind the point. */
void ks_value_digits(ks_sv text, uint64_t *out_total, uint64_t *out_fraction);

#endif

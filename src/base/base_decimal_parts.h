/* What the two halves of decimals share: computing (base_decimal.c) and text
 * (base_decimal_text.c). For them alone. */
#ifndef KS_BASE_DECIMAL_PARTS_H
#define KS_BASE_DECIMAL_PARTS_H

#include "base_decimal.h"
#include "base_natural.h"

/* 4080 digits: a coefficient, and the few digits by which two aligned ones may differ. */
#define KS_DECIMAL_LIMBS 212

ks_digits ks_decimal_digits(const ks_decimal *a);

/* Makes coefficient * 10^exponent a decimal: normalizes the coefficient in place and checks the
 * limits. */
KS_MUST_USE ks_status ks_decimal_make(ks_arena *arena, ks_natural coefficient, int64_t exponent,
                                      bool is_negative, ks_decimal *out);

#endif

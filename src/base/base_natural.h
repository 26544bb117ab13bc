/* Natural numbers on storage of the caller: what decimals are made of. The only door to GMP, and
 * only to its mpn functions. Nothing here allocates or fails; the caller sees to it that results
 * fit. */
#ifndef KS_BASE_NATURAL_H
#define KS_BASE_NATURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KS_CHUNK_DIGITS 19 /* the most that fit in a limb */

/* Least limb first, the last limb not 0; no limbs are 0. */
typedef struct ks_natural {
    uint64_t *limbs;
    size_t size;
} ks_natural;

/* The same to read from. */
typedef struct ks_digits {
    const uint64_t *limbs;
    size_t size;
} ks_digits;

uint64_t ks_power_of_ten(int64_t power); /* 0 to KS_CHUNK_DIGITS */

ks_digits ks_natural_view(ks_natural a);
size_t ks_natural_bits(ks_digits a);
/* Bounds of the number of decimal digits: hardly apart, and cheap. */
int64_t ks_natural_digits_min(ks_digits a);
int64_t ks_natural_digits_max(ks_digits a);
int ks_natural_compare(ks_digits a, ks_digits b); /* -1, 0, 1 */

/* a * 10^power in `storage`. */
ks_natural ks_natural_scale(ks_digits a, int64_t power, uint64_t *storage);
/* a * factor + addend, and a / divisor with the remainder returned, in place. */
void ks_natural_append(ks_natural *a, uint64_t factor, uint64_t addend);
uint64_t ks_natural_cut(ks_natural *a, uint64_t divisor);
/* Divides a number that is not 0 by ten while it comes out even; returns how often. */
int64_t ks_natural_strip_zeros(ks_natural *a);

void ks_natural_add(ks_natural *a, ks_digits b);      /* a + b in place */
bool ks_natural_subtract(ks_natural *a, ks_digits b); /* |a - b| in place; true where a < b */
/* Neither is 0; `storage` has room for all limbs of both. */
ks_natural ks_natural_multiply(ks_digits a, ks_digits b, uint64_t *storage);
/* Neither is 0. `quotient` has room for a.size - b.size + 2 limbs (two where a is the shorter), the
 * remainder for b.size. */
void ks_natural_divide(ks_digits a, ks_digits b, ks_natural *quotient, ks_natural *remainder);

#endif

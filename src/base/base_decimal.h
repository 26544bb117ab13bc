/* Exact decimals of any size: an integer (GMP limbs) and a power of ten.
 *
 * Only GMP's mpn functions are used: they work on storage of ours and never abort when memory is
 * short. Coefficients have at most KS_DECIMAL_DIGITS digits; what would be longer is KS_ERR_LIMIT.
 * Values are immutable and normalized: no trailing zero digits in the coefficient, zero is +0e0, so
 * equal values are equal member by member. A value of up to 38 digits lives in the struct, a larger
 * one borrows from the arena it was made in. `out` may be one of the operands. */
#ifndef KS_BASE_DECIMAL_H
#define KS_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base_arena.h"
#include "base_str.h"

#define KS_DECIMAL_DIGITS 4000
#define KS_DECIMAL_INLINE 2

typedef struct ks_decimal {
    union {
        uint64_t small[KS_DECIMAL_INLINE];
        const uint64_t *large;
    } limbs; /* least significant first; `large` where size > KS_DECIMAL_INLINE */
    int32_t exponent;
    int16_t size; /* number of limbs; 0 for zero */
    bool is_negative;
} ks_decimal;

extern const ks_decimal KS_DECIMAL_ZERO;

/* Reads the lexical form of xs:decimal (sign, digits, point), or with `allow_exponent` that of a
 * finite xs:double. The text must be trimmed. Sets *out_is_valid; *out only where it is true. */
KS_MUST_USE ks_status ks_decimal_parse(ks_arena *arena, ks_sv text, bool allow_exponent,
                                       bool *out_is_valid, ks_decimal *out);
ks_decimal ks_decimal_from_i64(int64_t number);

KS_MUST_USE ks_status ks_decimal_add(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                     ks_decimal *out);
KS_MUST_USE ks_status ks_decimal_subtract(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                          ks_decimal *out);
KS_MUST_USE ks_status ks_decimal_multiply(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                          ks_decimal *out);
/* a / b rounded half away from zero to `places` digits behind the point (negative: in front of it,
 * as XBRL's decimals). b must not be zero: KS_ERR_MISUSE. */
KS_MUST_USE ks_status ks_decimal_divide(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                        int32_t places, ks_decimal *out);
typedef enum ks_rounding { KS_ROUND_HALF_UP, KS_ROUND_HALF_EVEN, KS_ROUND_DOWN } ks_rounding;
/* Half up is half away from zero; down is towards zero. */
KS_MUST_USE ks_status ks_decimal_round(ks_arena *arena, const ks_decimal *a, int32_t places,
                                       ks_rounding rounding, ks_decimal *out);

ks_decimal ks_decimal_shift(const ks_decimal *a, int32_t power); /* a * 10^power */
ks_decimal ks_decimal_negate(const ks_decimal *a);
ks_decimal ks_decimal_abs(const ks_decimal *a);
int ks_decimal_compare(const ks_decimal *a, const ks_decimal *b); /* -1, 0, 1 */
bool ks_decimal_equal(const ks_decimal *a, const ks_decimal *b);
bool ks_decimal_is_zero(const ks_decimal *a);
/* Digits behind the point that the value needs: 0 for integers. */
int32_t ks_decimal_places(const ks_decimal *a);
/* m where 10^(m-1) <= |a| < 10^m. False for zero and where that takes more than a look: of more
 * than 19 significant digits. */
bool ks_decimal_magnitude(const ks_decimal *a, int64_t *out);

/* Appends the value without exponent, "-464155000", "57.72"; with at least `min_places` digits
 * behind the point; `group` ("," or "" ) between groups of three digits in front of it. A text of
 * more than about a million characters ("1e2000000") is not written: `out` fails. */
void ks_decimal_write(ks_str *out, const ks_decimal *a, int32_t min_places, const char *group);

#endif

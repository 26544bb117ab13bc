#include "base_decimal.h"

#include <assert.h>
#include <string.h>

#include "base_decimal_parts.h"

enum {
    QUOTIENT_DIGITS = 2 * KS_DECIMAL_DIGITS + 10, /* shift_for_division() says why */
    DIVIDEND_LIMBS = 640,
    LIMIT_BITS = 13288 /* of 10^KS_DECIMAL_DIGITS */
};

const ks_decimal KS_DECIMAL_ZERO = {0};

ks_digits ks_decimal_digits(const ks_decimal *a)
{
    const uint64_t *limbs = a->size > KS_DECIMAL_INLINE ? a->limbs.large : a->limbs.small;
    return (ks_digits){limbs, (size_t)a->size};
}

static bool is_too_long(ks_digits a)
{
    size_t bits = ks_natural_bits(a);
    if (bits != LIMIT_BITS) {
        return bits > LIMIT_BITS;
    }
    static const uint64_t ONE = 1;
    uint64_t storage[KS_DECIMAL_LIMBS];
    ks_natural limit = ks_natural_scale((ks_digits){&ONE, 1}, KS_DECIMAL_DIGITS, storage);
    return ks_natural_compare(a, ks_natural_view(limit)) >= 0;
}

static ks_status store(ks_arena *arena, ks_digits a, ks_decimal *out)
{
    ks_decimal stored = {.size = (int16_t)a.size};
    size_t bytes = a.size * sizeof *a.limbs;
    if (a.size <= KS_DECIMAL_INLINE) {
        memcpy(stored.limbs.small, a.limbs, bytes);
    } else {
        uint64_t *large = ks_arena_alloc(arena, bytes);
        if (large == NULL) {
            return KS_ERR_MEMORY;
        }
        memcpy(large, a.limbs, bytes);
        stored.limbs.large = large;
    }
    *out = stored;
    return KS_OK;
}

ks_status ks_decimal_make(ks_arena *arena, ks_natural a, int64_t exponent, bool is_negative,
                          ks_decimal *out)
{
    if (a.size == 0) {
        *out = KS_DECIMAL_ZERO;
        return KS_OK;
    }
    exponent += ks_natural_strip_zeros(&a);
    ks_digits coefficient = ks_natural_view(a);
    const bool is_long = a.size > KS_DECIMAL_INLINE && is_too_long(coefficient);
    if (exponent < INT32_MIN || exponent > INT32_MAX || is_long) {
        return KS_ERR_LIMIT;
    }
    ks_status status = store(arena, coefficient, out);
    if (status == KS_OK) {
        out->exponent = (int32_t)exponent;
        out->is_negative = is_negative;
    }
    return status;
}

static ks_status finish_small(uint64_t number, int64_t exponent, bool is_negative, ks_decimal *out)
{
    uint64_t limb = number;
    return ks_decimal_make(NULL, (ks_natural){&limb, limb != 0}, exponent, is_negative, out);
}

ks_decimal ks_decimal_from_i64(int64_t number)
{
    if (number > 0 && number < 10) {
        return (ks_decimal){.limbs.small = {(uint64_t)number}, .size = 1};
    }
    ks_decimal out = KS_DECIMAL_ZERO;
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    ks_status status = finish_small(magnitude, 0, number < 0, &out);
    assert(status == KS_OK);
    (void)status;
    return out;
}

bool ks_decimal_is_zero(const ks_decimal *a)
{
    return a->size == 0;
}

ks_decimal ks_decimal_negate(const ks_decimal *a)
{
    ks_decimal out = *a;
    out.is_negative = a->size > 0 && !a->is_negative;
    return out;
}

ks_decimal ks_decimal_abs(const ks_decimal *a)
{
    ks_decimal out = *a;
    out.is_negative = false;
    return out;
}

ks_decimal ks_decimal_shift(const ks_decimal *a, int32_t power)
{
    ks_decimal out = *a;
    if (a->size > 0 && __builtin_add_overflow(a->exponent, power, &out.exponent)) {
        out.exponent = power < 0 ? INT32_MIN : INT32_MAX;
    }
    return out;
}

int32_t ks_decimal_places(const ks_decimal *a)
{
    if (a->exponent >= 0) {
        return 0;
    }
    return a->exponent > INT32_MIN ? -a->exponent : INT32_MAX;
}

bool ks_decimal_magnitude(const ks_decimal *a, int64_t *out)
{
    if (a->size != 1) {
        return false;
    }
    const uint64_t number = a->limbs.small[0];
    int64_t digits = 1;
    while (digits < KS_CHUNK_DIGITS + 1 && number >= ks_power_of_ten(digits)) {
        digits++;
    }
    *out = digits + a->exponent;
    return digits <= KS_CHUNK_DIGITS;
}

bool ks_decimal_equal(const ks_decimal *a, const ks_decimal *b)
{
    return a->size == b->size && a->exponent == b->exponent && a->is_negative == b->is_negative &&
           ks_natural_compare(ks_decimal_digits(a), ks_decimal_digits(b)) == 0;
}

/* Compares a * 10^shift with b, shift not negative; neither is 0. Where the numbers of digits tell,
 * nothing is multiplied, and otherwise the product has hardly more digits than b. */
static int compare_shifted(ks_digits a, int64_t shift, ks_digits b)
{
    if (ks_natural_digits_min(a) + shift > ks_natural_digits_max(b)) {
        return 1;
    }
    if (ks_natural_digits_max(a) + shift < ks_natural_digits_min(b)) {
        return -1;
    }
    uint64_t storage[KS_DECIMAL_LIMBS];
    ks_natural scaled = ks_natural_scale(a, shift, storage);
    return ks_natural_compare(ks_natural_view(scaled), b);
}

static int compare_magnitudes(const ks_decimal *a, const ks_decimal *b)
{
    int64_t shift = (int64_t)a->exponent - b->exponent;
    return shift >= 0 ? compare_shifted(ks_decimal_digits(a), shift, ks_decimal_digits(b))
                      : -compare_shifted(ks_decimal_digits(b), -shift, ks_decimal_digits(a));
}

static int sign_of(const ks_decimal *a)
{
    return a->size == 0 ? 0 : a->is_negative ? -1 : 1;
}

int ks_decimal_compare(const ks_decimal *a, const ks_decimal *b)
{
    int sign = sign_of(a);
    if (sign != sign_of(b)) {
        return sign < sign_of(b) ? -1 : 1;
    }
    return sign == 0 ? 0 : sign * compare_magnitudes(a, b);
}

/* The whole of a sum of one-limb numbers; false where it needs more than 64 bits. */
static bool add_in_one_limb(const ks_decimal *high, const ks_decimal *low, int64_t shift,
                            uint64_t *out, bool *out_is_negative)
{
    uint64_t a;
    if (high->size > 1 || low->size > 1 || shift > KS_CHUNK_DIGITS ||
        __builtin_mul_overflow(high->limbs.small[0], ks_power_of_ten(shift), &a)) {
        return false;
    }
    uint64_t b = low->limbs.small[0];
    if (high->is_negative == low->is_negative) {
        *out_is_negative = high->is_negative;
        return !__builtin_add_overflow(a, b, out);
    }
    *out_is_negative = a > b ? high->is_negative : low->is_negative;
    *out = a > b ? a - b : b - a;
    return true;
}

/* `high` has the higher exponent or the same; neither is 0. */
static ks_status add_aligned(ks_arena *arena, const ks_decimal *high, const ks_decimal *low,
                             ks_decimal *out)
{
    int64_t shift = (int64_t)high->exponent - low->exponent;
    uint64_t sum;
    bool is_negative;
    if (add_in_one_limb(high, low, shift, &sum, &is_negative)) {
        return finish_small(sum, low->exponent, is_negative, out);
    }
    /* The last digit of `low` is not 0 and stays; so what is much longer than the limit here will
     * be longer in the end. */
    if (ks_natural_digits_min(ks_decimal_digits(high)) + shift > KS_DECIMAL_DIGITS + 2) {
        return KS_ERR_LIMIT;
    }
    uint64_t storage[KS_DECIMAL_LIMBS + 1];
    ks_natural total = ks_natural_scale(ks_decimal_digits(high), shift, storage);
    is_negative = high->is_negative;
    if (high->is_negative == low->is_negative) {
        ks_natural_add(&total, ks_decimal_digits(low));
    } else if (ks_natural_subtract(&total, ks_decimal_digits(low))) {
        is_negative = low->is_negative;
    }
    return ks_decimal_make(arena, total, low->exponent, is_negative, out);
}

ks_status ks_decimal_add(ks_arena *arena, const ks_decimal *a, const ks_decimal *b, ks_decimal *out)
{
    if (a->size == 0 || b->size == 0) {
        *out = a->size == 0 ? *b : *a;
        return KS_OK;
    }
    return a->exponent >= b->exponent ? add_aligned(arena, a, b, out)
                                      : add_aligned(arena, b, a, out);
}

ks_status ks_decimal_subtract(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                              ks_decimal *out)
{
    ks_decimal negative = ks_decimal_negate(b);
    return ks_decimal_add(arena, a, &negative, out);
}

static bool is_power_of_ten(const ks_decimal *a)
{
    return a->size == 1 && a->limbs.small[0] == 1;
}

/* a * 10^exponent, or its opposite: the weights of most sums are 1 and -1. */
static ks_status multiply_by_power(const ks_decimal *a, const ks_decimal *power, ks_decimal *out)
{
    ks_decimal product = *a;
    if (__builtin_add_overflow(a->exponent, power->exponent, &product.exponent)) {
        return KS_ERR_LIMIT;
    }
    product.is_negative = a->is_negative != power->is_negative;
    *out = product;
    return KS_OK;
}

ks_status ks_decimal_multiply(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                              ks_decimal *out)
{
    if (a->size == 0 || b->size == 0) {
        *out = KS_DECIMAL_ZERO;
        return KS_OK;
    }
    if (is_power_of_ten(b)) {
        return multiply_by_power(a, b, out);
    }
    int64_t exponent = (int64_t)a->exponent + b->exponent;
    bool is_negative = a->is_negative != b->is_negative;
    uint64_t small;
    if (a->size == 1 && b->size == 1 &&
        !__builtin_mul_overflow(a->limbs.small[0], b->limbs.small[0], &small)) {
        return finish_small(small, exponent, is_negative, out);
    }
    uint64_t storage[2 * KS_DECIMAL_LIMBS];
    ks_natural product = ks_natural_multiply(ks_decimal_digits(a), ks_decimal_digits(b), storage);
    return ks_decimal_make(arena, product, exponent, is_negative, out);
}

/* Whether a quotient is rounded away from zero: `twice` is the order of twice the remainder and the
 * divisor. */
static bool is_rounded_away(ks_rounding rounding, int twice, bool is_odd)
{
    switch (rounding) {
    case KS_ROUND_HALF_UP:
        return twice >= 0;
    case KS_ROUND_HALF_EVEN:
        return twice > 0 || (twice == 0 && is_odd);
    case KS_ROUND_DOWN:
    default:
        return false;
    }
}

/* num / den rounded to a natural number. True where it is exact. */
static bool divide_rounded(ks_digits num, ks_digits den, ks_rounding rounding, ks_natural *quotient)
{
    uint64_t storage[KS_DECIMAL_LIMBS + 1];
    ks_natural remainder = {storage, 0};
    ks_natural_divide(num, den, quotient, &remainder);
    if (remainder.size == 0) {
        return true;
    }
    bool is_odd = quotient->size > 0 && (quotient->limbs[0] & 1) != 0;
    ks_natural_append(&remainder, 2, 0);
    if (is_rounded_away(rounding, ks_natural_compare(ks_natural_view(remainder), den), is_odd)) {
        ks_natural_append(quotient, 1, 1);
    }
    return false;
}

/* How far a dividend is scaled up for `wanted` more digits. Behind about 8000 digits of quotient
 * more digits tell nothing new: either the division came out even, or the quotient differs so much
 * from every number of 4000 digits that the rounded result has more. */
static int64_t shift_for_division(ks_digits num, ks_digits den, int64_t wanted)
{
    int64_t enough = QUOTIENT_DIGITS + ks_natural_digits_max(den) - ks_natural_digits_min(num);
    return wanted > enough ? enough : wanted;
}

static ks_status divide_scaling_up(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                   int64_t shift, int32_t places, ks_decimal *out)
{
    uint64_t num_storage[DIVIDEND_LIMBS], quotient_storage[DIVIDEND_LIMBS + 2];
    ks_digits den = ks_decimal_digits(b);
    int64_t done = shift_for_division(ks_decimal_digits(a), den, shift);
    ks_natural num = ks_natural_scale(ks_decimal_digits(a), done, num_storage);
    ks_natural quotient = {quotient_storage, 0};
    bool is_exact = divide_rounded(ks_natural_view(num), den, KS_ROUND_HALF_UP, &quotient);
    if (done < shift && !is_exact) {
        return KS_ERR_LIMIT;
    }
    int64_t exponent = -(int64_t)places + (shift - done);
    return ks_decimal_make(arena, quotient, exponent, a->is_negative != b->is_negative, out);
}

/* a / (b * 10^shift), shift not negative, to a natural number and `places`. */
static ks_status divide_scaling_down(ks_arena *arena, const ks_decimal *a, ks_digits b,
                                     bool is_negative, int64_t shift, int32_t places,
                                     ks_rounding rounding, ks_decimal *out)
{
    ks_digits num = ks_decimal_digits(a);
    if (ks_natural_digits_min(b) + shift > ks_natural_digits_max(num) + 1) {
        *out = KS_DECIMAL_ZERO; /* less than a tenth */
        return KS_OK;
    }
    uint64_t den_storage[KS_DECIMAL_LIMBS], quotient_storage[KS_DECIMAL_LIMBS + 2];
    ks_natural den = ks_natural_scale(b, shift, den_storage);
    ks_natural quotient = {quotient_storage, 0};
    divide_rounded(num, ks_natural_view(den), rounding, &quotient);
    return ks_decimal_make(arena, quotient, -(int64_t)places, is_negative, out);
}

ks_status ks_decimal_divide(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                            int32_t places, ks_decimal *out)
{
    if (b->size == 0) {
        return KS_ERR_MISUSE;
    }
    if (a->size == 0) {
        *out = KS_DECIMAL_ZERO;
        return KS_OK;
    }
    int64_t shift = (int64_t)a->exponent - b->exponent + places;
    if (shift >= 0) {
        return divide_scaling_up(arena, a, b, shift, places, out);
    }
    return divide_scaling_down(arena, a, ks_decimal_digits(b), a->is_negative != b->is_negative,
                               -shift, places, KS_ROUND_HALF_UP, out);
}

ks_status ks_decimal_round(ks_arena *arena, const ks_decimal *a, int32_t places,
                           ks_rounding rounding, ks_decimal *out)
{
    int64_t dropped = -((int64_t)a->exponent + places);
    if (a->size == 0 || dropped <= 0) {
        *out = *a;
        return KS_OK;
    }
    static const uint64_t ONE = 1;
    return divide_scaling_down(arena, a, (ks_digits){&ONE, 1}, a->is_negative, dropped, places,
                               rounding, out);
}

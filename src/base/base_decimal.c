#include "base_decimal.h"

#include <assert.h>
#include <gmp.h>
#include <string.h>

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NUMB_BITS == 64,
              "limbs are 64 bits without nails");

/* Storage on the stack. 212 limbs hold 4080 digits: a coefficient and the few digits by which two
 * aligned ones may differ. The quotient's digits are counted at shift_for_division(). */
enum {
    CHUNK_DIGITS = 19, /* the most that fit in a limb */
    LIMBS = 212,
    PRODUCT_LIMBS = 2 * LIMBS,
    QUOTIENT_DIGITS = 2 * KS_DECIMAL_DIGITS + 10,
    DIVIDEND_LIMBS = 640,
    LIMIT_BITS = 13288, /* of 10^KS_DECIMAL_DIGITS */
    TEXT_MAX = 1000000
};

#define CHUNK UINT64_C(10000000000000000000)

static const uint64_t POWERS[CHUNK_DIGITS + 1] = {1,
                                                  10,
                                                  100,
                                                  1000,
                                                  10000,
                                                  100000,
                                                  1000000,
                                                  10000000,
                                                  100000000,
                                                  1000000000,
                                                  10000000000,
                                                  100000000000,
                                                  1000000000000,
                                                  10000000000000,
                                                  100000000000000,
                                                  1000000000000000,
                                                  10000000000000000,
                                                  100000000000000000,
                                                  1000000000000000000,
                                                  CHUNK};

const ks_decimal KS_DECIMAL_ZERO = {0};

/* A natural number on someone's stack, least limb first, the last limb not 0. */
typedef struct natural {
    mp_limb_t *limbs;
    mp_size_t size;
} natural;

/* A natural number nobody writes to. */
typedef struct view {
    const mp_limb_t *limbs;
    mp_size_t size;
} view;

static view view_of(const ks_decimal *a)
{
    const uint64_t *limbs = a->size > KS_DECIMAL_INLINE ? a->limbs.large : a->limbs.small;
    return (view){(const mp_limb_t *)limbs, a->size};
}

static mp_size_t trimmed(const mp_limb_t *limbs, mp_size_t size)
{
    while (size > 0 && limbs[size - 1] == 0) {
        size--;
    }
    return size;
}

static int64_t bit_count(view a)
{
    return a.size == 0 ? 0 : a.size * 64 - __builtin_clzll(a.limbs[a.size - 1]);
}

/* Bounds of the number of digits, one apart: 0.30102 < log 2 < 0.30104. */
static int64_t digits_at_least(view a)
{
    return a.size == 0 ? 0 : (bit_count(a) - 1) * 30102 / 100000 + 1;
}

static int64_t digits_at_most(view a)
{
    return bit_count(a) * 30104 / 100000 + 1;
}

static void multiply_small(natural *a, mp_limb_t factor)
{
    if (a->size > 0) {
        mp_limb_t carry = mpn_mul_1(a->limbs, a->limbs, a->size, factor);
        if (carry != 0) {
            a->limbs[a->size++] = carry;
        }
    }
}

static void add_small(natural *a, mp_limb_t number)
{
    mp_limb_t carry = a->size > 0 ? mpn_add_1(a->limbs, a->limbs, a->size, number) : number;
    if (carry != 0) {
        a->limbs[a->size++] = carry;
    }
}

/* The caller has seen to it that the product fits. */
static void scale_up(natural *a, int64_t power)
{
    for (; power >= CHUNK_DIGITS; power -= CHUNK_DIGITS) {
        multiply_small(a, CHUNK);
    }
    if (power > 0) {
        multiply_small(a, POWERS[power]);
    }
}

static natural copy_scaled(view a, int64_t power, mp_limb_t *storage)
{
    natural copy = {storage, a.size};
    if (a.size > 0) {
        mpn_copyi(storage, a.limbs, a.size);
    }
    scale_up(&copy, power);
    return copy;
}

static void divide_small(natural *a, mp_limb_t divisor)
{
    mpn_divrem_1(a->limbs, 0, a->limbs, a->size, divisor);
    a->size = trimmed(a->limbs, a->size);
}

static int trailing_zeros(mp_limb_t number)
{
    int count = 0;
    while (number % 10 == 0) {
        number /= 10;
        count++;
    }
    return count;
}

/* Moves trailing zero digits of a number that is not 0 into the exponent. */
static void strip_zeros(natural *a, int64_t *exponent)
{
    while ((a->limbs[0] & 1) == 0) {
        mp_limb_t chunk = mpn_mod_1(a->limbs, a->size, CHUNK);
        if (chunk != 0) {
            int count = trailing_zeros(chunk);
            if (count > 0) {
                divide_small(a, POWERS[count]);
                *exponent += count;
            }
            return;
        }
        divide_small(a, CHUNK);
        *exponent += CHUNK_DIGITS;
    }
}

static bool is_too_long(view a)
{
    int64_t bits = bit_count(a);
    if (bits != LIMIT_BITS) {
        return bits > LIMIT_BITS;
    }
    mp_limb_t storage[LIMBS] = {1};
    natural limit = {storage, 1};
    scale_up(&limit, KS_DECIMAL_DIGITS);
    return mpn_cmp(a.limbs, limit.limbs, limit.size) >= 0;
}

static ks_status store(ks_arena *arena, view a, ks_decimal *out)
{
    ks_decimal stored = {.size = (int16_t)a.size};
    size_t bytes = (size_t)a.size * sizeof *a.limbs;
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

/* Every result passes here: normalizes `a`, which it may change, and checks the limits. */
static ks_status finish(ks_arena *arena, natural a, int64_t exponent, bool is_negative,
                        ks_decimal *out)
{
    if (a.size == 0) {
        *out = KS_DECIMAL_ZERO;
        return KS_OK;
    }
    strip_zeros(&a, &exponent);
    view coefficient = {a.limbs, a.size};
    if (exponent < INT32_MIN || exponent > INT32_MAX || is_too_long(coefficient)) {
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
    mp_limb_t limb = number;
    return finish(NULL, (natural){&limb, limb != 0}, exponent, is_negative, out);
}

ks_decimal ks_decimal_from_i64(int64_t number)
{
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

bool ks_decimal_equal(const ks_decimal *a, const ks_decimal *b)
{
    return a->size == b->size && a->exponent == b->exponent && a->is_negative == b->is_negative &&
           (a->size == 0 || mpn_cmp(view_of(a).limbs, view_of(b).limbs, a->size) == 0);
}

static int compare_naturals(view a, view b)
{
    if (a.size != b.size) {
        return a.size < b.size ? -1 : 1;
    }
    int order = a.size > 0 ? mpn_cmp(a.limbs, b.limbs, a.size) : 0;
    return (order > 0) - (order < 0);
}

/* Compares a * 10^shift with b, shift not negative; neither is 0. Where the numbers of digits tell,
 * nothing is multiplied, and otherwise the product has hardly more digits than b. */
static int compare_shifted(view a, int64_t shift, view b)
{
    if (digits_at_least(a) + shift > digits_at_most(b)) {
        return 1;
    }
    if (digits_at_most(a) + shift < digits_at_least(b)) {
        return -1;
    }
    mp_limb_t storage[LIMBS];
    natural scaled = copy_scaled(a, shift, storage);
    return compare_naturals((view){scaled.limbs, scaled.size}, b);
}

static int compare_magnitudes(const ks_decimal *a, const ks_decimal *b)
{
    int64_t shift = (int64_t)a->exponent - b->exponent;
    return shift >= 0 ? compare_shifted(view_of(a), shift, view_of(b))
                      : -compare_shifted(view_of(b), -shift, view_of(a));
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
    if (high->size > 1 || low->size > 1 || shift > CHUNK_DIGITS ||
        __builtin_mul_overflow(high->limbs.small[0], POWERS[shift], &a)) {
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

/* a + b in place of a, which has room for a limb more. */
static void add_naturals(natural *a, view b)
{
    mp_limb_t carry = a->size >= b.size ? mpn_add(a->limbs, a->limbs, a->size, b.limbs, b.size)
                                        : mpn_add(a->limbs, b.limbs, b.size, a->limbs, a->size);
    a->size = a->size >= b.size ? a->size : b.size;
    if (carry != 0) {
        a->limbs[a->size++] = carry;
    }
}

/* |a - b| in place of a; true where b is the larger. */
static bool subtract_naturals(natural *a, view b)
{
    bool is_less = compare_naturals((view){a->limbs, a->size}, b) < 0;
    if (is_less) {
        mpn_sub(a->limbs, b.limbs, b.size, a->limbs, a->size);
        a->size = b.size;
    } else {
        mpn_sub(a->limbs, a->limbs, a->size, b.limbs, b.size);
    }
    a->size = trimmed(a->limbs, a->size);
    return is_less;
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
    if (digits_at_least(view_of(high)) + shift > KS_DECIMAL_DIGITS + 2) {
        return KS_ERR_LIMIT;
    }
    mp_limb_t storage[LIMBS + 1];
    natural total = copy_scaled(view_of(high), shift, storage);
    is_negative = high->is_negative;
    if (high->is_negative == low->is_negative) {
        add_naturals(&total, view_of(low));
    } else if (subtract_naturals(&total, view_of(low))) {
        is_negative = low->is_negative;
    }
    return finish(arena, total, low->exponent, is_negative, out);
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

ks_status ks_decimal_multiply(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                              ks_decimal *out)
{
    if (a->size == 0 || b->size == 0) {
        *out = KS_DECIMAL_ZERO;
        return KS_OK;
    }
    int64_t exponent = (int64_t)a->exponent + b->exponent;
    bool is_negative = a->is_negative != b->is_negative;
    uint64_t small;
    if (a->size == 1 && b->size == 1 &&
        !__builtin_mul_overflow(a->limbs.small[0], b->limbs.small[0], &small)) {
        return finish_small(small, exponent, is_negative, out);
    }
    view x = a->size >= b->size ? view_of(a) : view_of(b);
    view y = a->size >= b->size ? view_of(b) : view_of(a);
    mp_limb_t storage[PRODUCT_LIMBS];
    mpn_mul(storage, x.limbs, x.size, y.limbs, y.size);
    natural product = {storage, trimmed(storage, x.size + y.size)};
    return finish(arena, product, exponent, is_negative, out);
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

static int compare_twice(natural *remainder, view divisor)
{
    multiply_small(remainder, 2);
    return compare_naturals((view){remainder->limbs, remainder->size}, divisor);
}

/* num / den rounded to a natural number, which `quotient` has the room for (num.size - den.size + 2
 * limbs). True where it is exact. */
static bool divide_naturals(view num, view den, ks_rounding rounding, natural *quotient)
{
    mp_limb_t storage[LIMBS + 1];
    natural remainder = {storage, 0};
    quotient->size = 0;
    if (num.size >= den.size) {
        mpn_tdiv_qr(quotient->limbs, storage, 0, num.limbs, num.size, den.limbs, den.size);
        quotient->size = trimmed(quotient->limbs, num.size - den.size + 1);
        remainder.size = trimmed(storage, den.size);
    } else {
        mpn_copyi(storage, num.limbs, num.size);
        remainder.size = num.size;
    }
    if (remainder.size == 0) {
        return true;
    }
    bool is_odd = quotient->size > 0 && (quotient->limbs[0] & 1) != 0;
    if (is_rounded_away(rounding, compare_twice(&remainder, den), is_odd)) {
        add_small(quotient, 1);
    }
    return false;
}

/* How far a dividend is scaled up for `wanted` more digits. Behind about 8000 digits of quotient
 * more digits tell nothing new: either the division came out even, or the quotient differs so much
 * from every number of 4000 digits that the rounded result has more. */
static int64_t shift_for_division(view num, view den, int64_t wanted)
{
    int64_t enough = QUOTIENT_DIGITS + digits_at_most(den) - digits_at_least(num);
    return wanted > enough ? enough : wanted;
}

static ks_status divide_scaling_up(ks_arena *arena, const ks_decimal *a, const ks_decimal *b,
                                   int64_t shift, int32_t places, ks_decimal *out)
{
    mp_limb_t num_storage[DIVIDEND_LIMBS], quotient_storage[DIVIDEND_LIMBS + 2];
    view den = view_of(b);
    int64_t done = shift_for_division(view_of(a), den, shift);
    natural num = copy_scaled(view_of(a), done, num_storage);
    natural quotient = {quotient_storage, 0};
    bool is_exact = divide_naturals((view){num.limbs, num.size}, den, KS_ROUND_HALF_UP, &quotient);
    if (done < shift && !is_exact) {
        return KS_ERR_LIMIT;
    }
    int64_t exponent = -(int64_t)places + (shift - done);
    return finish(arena, quotient, exponent, a->is_negative != b->is_negative, out);
}

/* a / (b * 10^shift), shift not negative, to a natural number and `places`. */
static ks_status divide_scaling_down(ks_arena *arena, const ks_decimal *a, view b, bool is_negative,
                                     int64_t shift, int32_t places, ks_rounding rounding,
                                     ks_decimal *out)
{
    view num = view_of(a);
    if (digits_at_least(b) + shift > digits_at_most(num) + 1) {
        *out = KS_DECIMAL_ZERO; /* less than a tenth */
        return KS_OK;
    }
    mp_limb_t den_storage[LIMBS], quotient_storage[LIMBS + 2];
    natural den = copy_scaled(b, shift, den_storage);
    natural quotient = {quotient_storage, 0};
    divide_naturals(num, (view){den.limbs, den.size}, rounding, &quotient);
    return finish(arena, quotient, -(int64_t)places, is_negative, out);
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
    return divide_scaling_down(arena, a, view_of(b), a->is_negative != b->is_negative, -shift,
                               places, KS_ROUND_HALF_UP, out);
}

ks_status ks_decimal_round(ks_arena *arena, const ks_decimal *a, int32_t places,
                           ks_rounding rounding, ks_decimal *out)
{
    int64_t dropped = -((int64_t)a->exponent + places);
    if (a->size == 0 || dropped <= 0) {
        *out = *a;
        return KS_OK;
    }
    static const mp_limb_t ONE = 1;
    return divide_scaling_down(arena, a, (view){&ONE, 1}, a->is_negative, dropped, places, rounding,
                               out);
}

/* The parts of a lexical form: the digits with the point among them, and the exponent. */
typedef struct lexical {
    ks_sv digits;
    size_t count;    /* of digits */
    size_t fraction; /* of them behind the point */
    bool is_negative;
    int64_t exponent; /* far out of range where it is longer than an int64 */
} lexical;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static ks_sv skip(ks_sv text, size_t len)
{
    return (ks_sv){text.ptr + len, text.len - len};
}

static bool take_sign(ks_sv *text)
{
    bool is_negative = text->len > 0 && text->ptr[0] == '-';
    if (is_negative || (text->len > 0 && text->ptr[0] == '+')) {
        *text = skip(*text, 1);
    }
    return is_negative;
}

static bool take_mantissa(ks_sv *text, lexical *form)
{
    size_t len = 0;
    bool has_point = false;
    form->is_negative = take_sign(text);
    for (; len < text->len; len++) {
        char c = text->ptr[len];
        if (is_digit(c)) {
            form->count++;
            form->fraction += has_point;
        } else if (c == '.' && !has_point) {
            has_point = true;
        } else {
            break;
        }
    }
    form->digits = (ks_sv){text->ptr, len};
    *text = (ks_sv){len > 0 ? text->ptr + len : text->ptr, text->len - len};
    return form->count > 0;
}

static bool take_exponent(ks_sv *text, lexical *form)
{
    if (text->len == 0) {
        return true;
    }
    if (text->ptr[0] != 'e' && text->ptr[0] != 'E') {
        return false;
    }
    *text = skip(*text, 1);
    bool is_negative = take_sign(text);
    if (text->len == 0) {
        return false;
    }
    for (; text->len > 0 && is_digit(text->ptr[0]); *text = skip(*text, 1)) {
        if (form->exponent < INT64_MAX / 100) {
            form->exponent = form->exponent * 10 + (text->ptr[0] - '0');
        }
    }
    form->exponent = is_negative ? -form->exponent : form->exponent;
    return text->len == 0;
}

/* At most KS_DECIMAL_DIGITS digits. */
static natural read_digits(ks_sv digits, mp_limb_t *storage)
{
    natural number = {storage, 0};
    uint64_t chunk = 0;
    size_t count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] == '.') {
            continue;
        }
        chunk = chunk * 10 + (uint64_t)(digits.ptr[i] - '0');
        if (++count == CHUNK_DIGITS) {
            multiply_small(&number, CHUNK);
            add_small(&number, chunk);
            chunk = count = 0;
        }
    }
    if (count > 0) {
        multiply_small(&number, POWERS[count]);
        add_small(&number, chunk);
    }
    return number;
}

ks_status ks_decimal_parse(ks_arena *arena, ks_sv text, bool allow_exponent, bool *out_is_valid,
                           ks_decimal *out)
{
    lexical form = {0};
    bool is_valid = take_mantissa(&text, &form) &&
                    (!allow_exponent || take_exponent(&text, &form)) && text.len == 0;
    if (!is_valid) {
        *out_is_valid = false;
        return KS_OK;
    }
    if (form.count > KS_DECIMAL_DIGITS || form.exponent < INT32_MIN || form.exponent > INT32_MAX) {
        return KS_ERR_LIMIT;
    }
    mp_limb_t storage[LIMBS];
    natural number = read_digits(form.digits, storage);
    ks_status status =
        finish(arena, number, form.exponent - (int64_t)form.fraction, form.is_negative, out);
    if (status == KS_OK) {
        *out_is_valid = true;
    }
    return status;
}

/* Writes the digits at the end of `buffer`; returns where they start. 0 has no digits. */
static size_t write_digits(view a, char *buffer, size_t size)
{
    mp_limb_t storage[LIMBS];
    natural rest = copy_scaled(a, 0, storage);
    size_t at = size;
    while (rest.size > 0) {
        uint64_t chunk = mpn_divrem_1(rest.limbs, 0, rest.limbs, rest.size, CHUNK);
        rest.size = trimmed(rest.limbs, rest.size);
        for (int i = 0; i < CHUNK_DIGITS && (chunk > 0 || rest.size > 0); i++) {
            buffer[--at] = (char)('0' + chunk % 10);
            chunk /= 10;
        }
    }
    return at;
}

static void add_zeros(ks_str *out, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        ks_str_add_char(out, '0');
    }
}

/* The digit at a power of ten: from the coefficient, or 0 on either side of it. */
static char digit_at(ks_sv digits, int64_t exponent, int64_t power)
{
    int64_t from_end = power - exponent;
    if (from_end < 0 || from_end >= (int64_t)digits.len) {
        return '0';
    }
    return digits.ptr[digits.len - 1 - (size_t)from_end];
}

static void write_integer(ks_str *out, ks_sv digits, int64_t exponent, ks_sv group)
{
    int64_t highest = (int64_t)digits.len + exponent - 1;
    if (digits.len == 0 || highest < 0) {
        ks_str_add_char(out, '0');
        return;
    }
    for (int64_t power = highest; power >= 0; power--) {
        ks_str_add_char(out, digit_at(digits, exponent, power));
        if (power > 0 && power % 3 == 0) {
            ks_str_add_sv(out, group);
        }
    }
}

static void write_fraction(ks_str *out, ks_sv digits, int64_t exponent, int64_t min_places)
{
    int64_t places = exponent < 0 ? -exponent : 0;
    if (places == 0 && min_places <= 0) {
        return;
    }
    ks_str_add_char(out, '.');
    for (int64_t power = -1; power >= -places; power--) {
        ks_str_add_char(out, digit_at(digits, exponent, power));
    }
    add_zeros(out, min_places - places);
}

void ks_decimal_write(ks_str *out, const ks_decimal *a, int32_t min_places, const char *group)
{
    if (a->exponent > TEXT_MAX || a->exponent < -TEXT_MAX || min_places > TEXT_MAX) {
        out->is_failed = true;
        return;
    }
    char buffer[KS_DECIMAL_DIGITS];
    size_t at = write_digits(view_of(a), buffer, sizeof buffer);
    ks_sv digits = {buffer + at, sizeof buffer - at};
    if (a->is_negative) {
        ks_str_add_char(out, '-');
    }
    write_integer(out, digits, a->exponent, ks_sv_from(group));
    write_fraction(out, digits, a->exponent, min_places);
}

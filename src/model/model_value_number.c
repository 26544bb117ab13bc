/* The order of numbers, by their texts: of any length, and exact (XML Schema part 2, 3.2.3). */
#include "model_value.h"

#include <string.h>

/* A decimal as digits around a point, no needless zeros. */
typedef struct digits {
    ks_sv whole;
    ks_sv fraction;
    bool is_negative; /* never for zero */
} digits;

static ks_sv strip_front(ks_sv text)
{
    while (text.len > 0 && *text.ptr == '0') {
        text.ptr++;
        text.len--;
    }
    return text;
}

static ks_sv strip_back(ks_sv text)
{
    while (text.len > 0 && text.ptr[text.len - 1] == '0') {
        text.len--;
    }
    return text;
}

static digits take_digits(ks_sv text)
{
    digits d = {.is_negative = text.len > 0 && *text.ptr == '-'};
    if (text.len > 0 && (*text.ptr == '-' || *text.ptr == '+')) {
        text.ptr++;
        text.len--;
    }
    d.whole = strip_front(ks_sv_cut(&text, '.'));
    d.fraction = strip_back(text.ptr == NULL ? KS_SV("") : text);
    d.is_negative = d.is_negative && d.whole.len + d.fraction.len > 0;
    return d;
}

static int compare_sizes(const digits *a, const digits *b)
{
    if (a->whole.len != b->whole.len) {
        return a->whole.len < b->whole.len ? -1 : 1;
    }
    int order = ks_sv_compare(a->whole, b->whole);
    return order != 0 ? order : ks_sv_compare(a->fraction, b->fraction);
}

static ks_order order_of(int comparison)
{
    return comparison < 0 ? KS_ORDER_LESS : comparison > 0 ? KS_ORDER_GREATER : KS_ORDER_EQUAL;
}

ks_order ks_value_compare_decimals(ks_sv a, ks_sv b)
{
    digits first = take_digits(a);
    digits second = take_digits(b);
    if (first.is_negative != second.is_negative) {
        return first.is_negative ? KS_ORDER_LESS : KS_ORDER_GREATER;
    }
    return order_of(first.is_negative ? compare_sizes(&second, &first)
                                      : compare_sizes(&first, &second));
}

void ks_value_digits(ks_sv text, uint64_t *out_total, uint64_t *out_fraction)
{
    digits d = take_digits(text);
    *out_total = d.whole.len + d.fraction.len;
    *out_fraction = d.fraction.len;
    if (d.whole.len == 0 && d.fraction.len == 0) {
        *out_total = 1;
    }
}

/* A float as significant digits and the power of ten of the first of them. */
typedef struct scientific {
    ks_sv head; /* digits in front of the point, and behind it */
    ks_sv tail;
    int64_t power;
    int rank; /* -2 -INF, -1 negative, 0 zero, 1 positive, 2 INF */
} scientific;

enum { POWER_LIMIT = 1000000 };

static int64_t take_exponent(ks_sv text)
{
    int64_t power = 0;
    bool is_negative = *text.ptr == '-';
    for (size_t i = *text.ptr == '-' || *text.ptr == '+' ? 1 : 0; i < text.len; i++) {
        power = power > POWER_LIMIT ? power : power * 10 + (text.ptr[i] - '0');
    }
    return is_negative ? -power : power;
}

static scientific take_float(ks_sv text)
{
    scientific s = {.rank = ks_sv_is(text, "INF") ? 2 : ks_sv_is(text, "-INF") ? -2 : 0};
    size_t mantissa = 0;
    if (s.rank != 0) {
        return s;
    }
    while (mantissa < text.len && text.ptr[mantissa] != 'e' && text.ptr[mantissa] != 'E') {
        mantissa++;
    }
    digits d = take_digits((ks_sv){text.ptr, mantissa});
    s.head = d.whole;
    s.tail = d.fraction;
    if (d.whole.len + d.fraction.len == 0) {
        return s;
    }
    s.rank = d.is_negative ? -1 : 1;
    s.power = (int64_t)d.whole.len;
    if (d.whole.len == 0) {
        s.tail = strip_front(d.fraction);
        s.power = -(int64_t)(d.fraction.len - s.tail.len);
    }
    if (mantissa < text.len) {
        s.power += take_exponent((ks_sv){text.ptr + mantissa + 1, text.len - mantissa - 1});
    }
    return s;
}

static char digit_at(const scientific *s, size_t i)
{
    if (i < s->head.len) {
        return s->head.ptr[i];
    }
    i -= s->head.len;
    return i < s->tail.len ? s->tail.ptr[i] : '0';
}

static int compare_magnitudes(const scientific *a, const scientific *b)
{
    if (a->power != b->power) {
        return a->power < b->power ? -1 : 1;
    }
    size_t first = a->head.len + a->tail.len;
    size_t second = b->head.len + b->tail.len;
    for (size_t i = 0; i < (first > second ? first : second); i++) {
        if (digit_at(a, i) != digit_at(b, i)) {
            return digit_at(a, i) < digit_at(b, i) ? -1 : 1;
        }
    }
    return 0;
}

/* 3.2.4.1: NaN equals itself and is comparable with nothing else. */
ks_order ks_value_compare_floats(ks_sv a, ks_sv b)
{
    bool is_first_nan = ks_sv_is(a, "NaN");
    if (is_first_nan || ks_sv_is(b, "NaN")) {
        return is_first_nan && ks_sv_is(b, "NaN") ? KS_ORDER_EQUAL : KS_ORDER_NONE;
    }
    scientific first = take_float(a);
    scientific second = take_float(b);
    if (first.rank != second.rank) {
        return order_of(first.rank - second.rank);
    }
    if (first.rank != 1 && first.rank != -1) {
        return KS_ORDER_EQUAL;
    }
    int order = compare_magnitudes(&first, &second);
    return order_of(first.rank < 0 ? -order : order);
}

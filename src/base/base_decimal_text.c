#include "base_decimal_parts.h"

enum { TEXT_MAX = 1000000 };

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
static ks_natural read_digits(ks_sv digits, uint64_t *storage)
{
    ks_natural number = {storage, 0};
    uint64_t chunk = 0;
    int64_t count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] == '.') {
            continue;
        }
        chunk = chunk * 10 + (uint64_t)(digits.ptr[i] - '0');
        if (++count == KS_CHUNK_DIGITS) {
            ks_natural_append(&number, ks_power_of_ten(KS_CHUNK_DIGITS), chunk);
            chunk = 0;
            count = 0;
        }
    }
    if (count > 0) {
        ks_natural_append(&number, ks_power_of_ten(count), chunk);
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
    uint64_t storage[KS_DECIMAL_LIMBS];
    ks_natural number = read_digits(form.digits, storage);
    ks_status status = ks_decimal_make(arena, number, form.exponent - (int64_t)form.fraction,
                                       form.is_negative, out);
    if (status == KS_OK) {
        *out_is_valid = true;
    }
    return status;
}

/* Writes the digits at the end of `buffer`; returns where they start. 0 has no digits. */
static size_t write_digits(ks_digits a, char *buffer, size_t size)
{
    uint64_t storage[KS_DECIMAL_LIMBS];
    ks_natural rest = ks_natural_scale(a, 0, storage);
    size_t at = size;
    while (rest.size > 0) {
        uint64_t chunk = ks_natural_cut(&rest, ks_power_of_ten(KS_CHUNK_DIGITS));
        for (int i = 0; i < KS_CHUNK_DIGITS && (chunk > 0 || rest.size > 0); i++) {
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
    size_t at = write_digits(ks_decimal_digits(a), buffer, sizeof buffer);
    ks_sv digits = {buffer + at, sizeof buffer - at};
    if (a->is_negative) {
        ks_str_add_char(out, '-');
    }
    write_integer(out, digits, a->exponent, ks_sv_from(group));
    write_fraction(out, digits, a->exponent, min_places);
}

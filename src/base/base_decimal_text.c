#include "base_decimal_parts.h"

enum { TEXT_MAX = 1000000 };

/* The parts of a lexical form. The digits run from the first to the last that is not 0, with the
 * point perhaps among them, so that zeros at either end cost nothing. */
typedef struct lexical {
    ks_sv digits;
    size_t significant; /* of them */
    int64_t exponent;   /* of the last of them */
    bool is_negative;
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

/* `zeros` are those behind the last digit that is not 0: they count when another follows. */
static void count_digit(lexical *form, const char *digit, bool is_fraction, size_t *zeros)
{
    form->exponent -= is_fraction;
    if (*digit == '0') {
        *zeros += form->significant > 0;
        return;
    }
    if (form->significant == 0) {
        form->digits.ptr = digit;
    }
    form->digits.len = (size_t)(digit + 1 - form->digits.ptr);
    form->significant += *zeros + 1;
    *zeros = 0;
}

static bool take_mantissa(ks_sv *text, lexical *form)
{
    size_t zeros = 0;
    bool has_point = false, has_digit = false;
    form->is_negative = take_sign(text);
    for (; text->len > 0; *text = skip(*text, 1)) {
        char c = text->ptr[0];
        if (is_digit(c)) {
            count_digit(form, text->ptr, has_point, &zeros);
            has_digit = true;
        } else if (c == '.' && !has_point) {
            has_point = true;
        } else {
            break;
        }
    }
    form->exponent += (int64_t)zeros;
    return has_digit;
}

/* Adds it to that of the form; one of too many digits ends up far out of range. */
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
    int64_t exponent = 0;
    for (; text->len > 0 && is_digit(text->ptr[0]); *text = skip(*text, 1)) {
        if (exponent < INT64_MAX / 100) {
            exponent = exponent * 10 + (text->ptr[0] - '0');
        }
    }
    form->exponent += is_negative ? -exponent : exponent;
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
    if (form.significant > KS_DECIMAL_DIGITS) {
        return KS_ERR_LIMIT;
    }
    uint64_t storage[KS_DECIMAL_LIMBS];
    ks_natural number = read_digits(form.digits, storage);
    ks_status status = ks_decimal_make(arena, number, form.exponent, form.is_negative, out);
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

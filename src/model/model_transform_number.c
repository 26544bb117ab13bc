#include <string.h>

#include "base_text.h"
#include "model_transform_parts.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How many of the characters at the start of `text` are digits, at most `most`. */
static size_t count_digits(ks_sv text, size_t most)
{
    size_t count = 0;
    while (count < text.len && count < most && is_digit(text.ptr[count])) {
        count++;
    }
    return count;
}

static ks_sv skip(ks_sv text, size_t count)
{
    return (ks_sv){text.ptr + count, text.len - count};
}

/* The length of the character at the start of `text` where it is one of `set`, else 0. */
static size_t match_set(ks_sv text, const char *set)
{
    const char *end = set + strlen(set);
    while (set < end) {
        const char *start = set;
        ks_utf8_next(&set, end);
        size_t length = (size_t)(set - start);
        if (length <= text.len && memcmp(start, text.ptr, length) == 0) {
            return length;
        }
    }
    return 0;
}

void ks_transform_write_shortest(ks_str *out, ks_sv integer, ks_sv fraction)
{
    while (integer.len > 0 && integer.ptr[0] == '0') {
        integer = skip(integer, 1);
    }
    while (fraction.len > 0 && fraction.ptr[fraction.len - 1] == '0') {
        fraction.len--;
    }
    if (integer.len == 0) {
        ks_str_add_char(out, '0');
    }
    ks_str_add_sv(out, integer);
    if (fraction.len > 0) {
        ks_str_add_char(out, '.');
        ks_str_add_sv(out, fraction);
    }
}

void ks_transform_fold_digits(ks_str *out, ks_sv text, unsigned digits)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    while (at < end) {
        const char *start = at;
        uint32_t c = ks_utf8_next(&at, end);
        if ((digits & TRANSFORM_FULL_WIDTH) != 0 && c >= 0xFF10 && c <= 0xFF19) {
            ks_str_add_char(out, (char)('0' + (c - 0xFF10)));
        } else if ((digits & TRANSFORM_DEVANAGARI) != 0 && c >= 0x966 && c <= 0x96F) {
            ks_str_add_char(out, (char)('0' + (c - 0x966)));
        } else {
            ks_str_add_sv(out, (ks_sv){start, (size_t)(at - start)});
        }
    }
}

/* Adds the digits of a run of digits and `separators`; returns what is left. */
static ks_sv take_free(ks_sv text, const char *separators, ks_str *digits)
{
    while (text.len > 0) {
        size_t length = match_set(text, separators);
        if (is_digit(text.ptr[0])) {
            ks_str_add_char(digits, text.ptr[0]);
            length = 1;
        } else if (length == 0) {
            break;
        }
        text = skip(text, length);
    }
    return text;
}

/* Adds digits in groups of three, of which only the first may be shorter; where groups are loose,
 * separators between them may be missing. False where no digit is there. */
static bool take_groups(ks_sv *text, const char *separators, bool is_loose, ks_str *digits)
{
    size_t count = count_digits(*text, SIZE_MAX);
    if (count == 0 || (!is_loose && count > 3)) {
        return false;
    }
    size_t separator = 0;
    do {
        *text = skip(*text, separator);
        ks_str_add_sv(digits, (ks_sv){text->ptr, count});
        *text = skip(*text, count);
        separator = match_set(*text, separators);
        count = count_digits(skip(*text, separator), SIZE_MAX);
    } while (separator > 0 && count > 0 && (is_loose ? count % 3 == 0 : count == 3));
    return true;
}

static bool take_integer(const ks_transform *transform, ks_sv *text, ks_str *digits)
{
    const char *separators = transform->program + 1;
    size_t count;
    switch ((transform_groups)transform->kind) {
    case TRANSFORM_GROUPS_OF_3:
        return take_groups(text, separators, false, digits);
    case TRANSFORM_GROUPS_OF_3_LOOSE:
        return take_groups(text, separators, true, digits);
    case TRANSFORM_NO_GROUPS:
        count = count_digits(*text, SIZE_MAX);
        ks_str_add_sv(digits, (ks_sv){text->ptr, count});
        *text = skip(*text, count);
        return count > 0;
    case TRANSFORM_FREE:
        *text = take_free(*text, separators, digits);
        return true;
    }
    return false;
}

/* Adds the digits behind the decimal mark, if it is there; false where there are none. */
static bool take_fraction(const ks_transform *transform, ks_sv *text, ks_str *digits)
{
    if (text->len == 0 || text->ptr[0] != transform->program[0]) {
        return true;
    }
    *text = skip(*text, 1);
    size_t before = digits->len;
    bool is_free = transform->kind == TRANSFORM_FREE;
    *text = take_free(*text, is_free ? " \u00A0" : "", digits);
    return digits->len > before || digits->is_failed;
}

ks_status ks_transform_number(const ks_transform *transform, ks_sv in, ks_str *out)
{
    ks_str integer, fraction;
    ks_str_init(&integer);
    ks_str_init(&fraction);
    ks_status status = KS_REFUSED;
    if (take_integer(transform, &in, &integer) && take_fraction(transform, &in, &fraction) &&
        in.len == 0 && integer.len + fraction.len > 0) {
        status = KS_OK;
        if (transform->kind == TRANSFORM_FREE) {
            ks_transform_write_shortest(out, ks_str_view(&integer), ks_str_view(&fraction));
        } else {
            ks_str_add_sv(out, ks_str_view(&integer));
            ks_str_add(out, fraction.len > 0 ? "." : "");
            ks_str_add_sv(out, ks_str_view(&fraction));
        }
    }
    if (integer.is_failed || fraction.is_failed) {
        status = KS_ERR_MEMORY;
    }
    ks_str_release(&integer);
    ks_str_release(&fraction);
    return status;
}

ks_status ks_transform_dash(const ks_transform *transform, ks_sv in, ks_str *out)
{
    size_t length = match_set(in, transform->program);
    if (length == 0 || length != in.len) {
        return KS_REFUSED;
    }
    ks_str_add_char(out, '0');
    return KS_OK;
}

/* Splits "3,000 euro 5 cent" behind its first number: *out_minor has the one or two digits of the
 * second. `marks` must not stand in the words. */
static bool take_minor(ks_sv text, const char *marks, bool marks_may_follow, ks_sv *out_minor)
{
    size_t at = 0;
    while (at < text.len && !is_digit(text.ptr[at])) {
        if (match_set(skip(text, at), marks) != 0 && (at == 0 || !marks_may_follow)) {
            return false;
        }
        at++;
    }
    size_t count = count_digits(skip(text, at), SIZE_MAX);
    if (at == 0 || count == 0 || count > 2) {
        return false;
    }
    *out_minor = (ks_sv){text.ptr + at, count};
    for (at += count; at < text.len; at++) {
        if (is_digit(text.ptr[at]) ||
            (!marks_may_follow && match_set(skip(text, at), marks) != 0)) {
            return false;
        }
    }
    return true;
}

/* The minor unit is in hundredths: 5 is 05. */
static void write_units(ks_str *out, ks_sv major, ks_sv minor, bool is_shortest)
{
    const char digits[2] = {minor.len == 1 ? '0' : minor.ptr[0], minor.ptr[minor.len - 1]};
    if (is_shortest) {
        ks_transform_write_shortest(out, major, (ks_sv){digits, 2});
        return;
    }
    ks_str_add_sv(out, major);
    ks_str_add_char(out, '.');
    ks_str_add_sv(out, (ks_sv){digits, 2});
}

/* "0" or a number that does not begin with it. */
static bool take_major(ks_sv *text, const char *separators, ks_str *digits)
{
    if (text->len > 0 && text->ptr[0] == '0') {
        ks_str_add_char(digits, '0');
        *text = skip(*text, 1);
        return true;
    }
    return take_groups(text, separators, true, digits);
}

ks_status ks_transform_units(const ks_transform *transform, ks_sv in, ks_str *out)
{
    const bool is_free = transform->kind == TRANSFORM_FREE;
    const char *marks = transform->program;
    ks_str folded, major;
    ks_sv minor = {0};
    ks_str_init(&folded);
    ks_str_init(&major);
    ks_transform_fold_digits(&folded, in, TRANSFORM_FULL_WIDTH);
    ks_sv text = ks_str_view(&folded);
    bool is_good = true;
    if (is_free) {
        text = take_free(text, marks, &major);
    } else {
        is_good = take_major(&text, marks, &major);
    }
    ks_status status = KS_REFUSED;
    if (folded.is_failed || major.is_failed) {
        status = KS_ERR_MEMORY;
    } else if (is_good && major.len > 0 && take_minor(text, marks, is_free, &minor)) {
        write_units(out, ks_str_view(&major), minor, is_free);
        status = KS_OK;
    }
    ks_str_release(&folded);
    ks_str_release(&major);
    return status;
}

/* Digits grouped as in India (1,23,45,678) or not at all; false where they are neither. */
static bool take_indian(ks_sv *text, ks_str *digits)
{
    static const char separators[] = ", \u00A0";
    size_t count = count_digits(*text, SIZE_MAX);
    size_t separator = match_set(skip(*text, count), separators);
    if (count == 0) {
        return false;
    }
    ks_str_add_sv(digits, (ks_sv){text->ptr, count});
    *text = skip(*text, count);
    if (separator == 0 || count > 2 || count_digits(skip(*text, separator), SIZE_MAX) == 0) {
        return true;
    }
    do {
        *text = skip(*text, separator);
        count = count_digits(*text, SIZE_MAX);
        if (count != 2 && count != 3) {
            return false;
        }
        ks_str_add_sv(digits, (ks_sv){text->ptr, count});
        *text = skip(*text, count);
        separator = match_set(*text, separators);
    } while (count == 2 && separator != 0);
    return count == 3;
}

ks_status ks_transform_indian_number(const ks_transform *transform, ks_sv in, ks_str *out)
{
    ks_str integer;
    ks_str_init(&integer);
    ks_status status = KS_REFUSED;
    if (take_indian(&in, &integer)) {
        size_t count = in.len > 1 && in.ptr[0] == '.' ? count_digits(skip(in, 1), SIZE_MAX) : 0;
        if (count + (count > 0) == in.len) {
            ks_str_add_sv(out, ks_str_view(&integer));
            ks_str_add_sv(out, in);
            status = KS_OK;
        }
    }
    (void)transform;
    status = integer.is_failed ? KS_ERR_MEMORY : status;
    ks_str_release(&integer);
    return status;
}

ks_status ks_transform_indian_units(const ks_transform *transform, ks_sv in, ks_str *out)
{
    ks_str major;
    ks_sv minor = {0};
    ks_str_init(&major);
    ks_status status = KS_REFUSED;
    if (take_indian(&in, &major) && take_minor(in, "", true, &minor)) {
        write_units(out, ks_str_view(&major), minor, false);
        status = KS_OK;
    }
    (void)transform;
    status = major.is_failed ? KS_ERR_MEMORY : status;
    ks_str_release(&major);
    return status;
}

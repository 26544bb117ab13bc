/* The value of a fact: its text, transformed, scaled and signed (10.2.3, 11.2.3, 7.2.3). */
#include <string.h>

#include "base_decimal.h"
#include "read_inline_parts.h"

static const char *name_of(const ks_ix *element)
{
    while (element->name == NULL && element->parent != NULL) {
        element = element->parent;
    }
    return element->name == NULL ? element->values[KS_IX_NAME] : element->name->local;
}

/* Digits, with a point among them or in front. */
static bool is_number(ks_sv text)
{
    size_t digits = 0;
    size_t points = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            points++;
        } else if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            digits++;
        } else {
            return false;
        }
    }
    return digits > 0 && points <= 1;
}

/* Adds the digit that stands `place` places in front of the point, or behind it. */
static char digit_at(ks_sv whole, ks_sv fraction, int64_t place)
{
    if (place >= 0) {
        return (size_t)place < whole.len ? whole.ptr[whole.len - 1 - (size_t)place] : '0';
    }
    return (size_t)(-place - 1) < fraction.len ? fraction.ptr[-place - 1] : '0';
}

/* Moves the point: the digits stay as they are written, zeros at the end too. */
static void add_scaled(ks_str *out, ks_sv number, int64_t scale)
{
    ks_sv fraction = number;
    ks_sv whole = ks_sv_cut(&fraction, '.');
    const int64_t lowest = -(int64_t)fraction.len;
    int64_t highest = (int64_t)whole.len - 1;
    bool has_digits = false;
    for (int64_t place = highest + scale > 0 ? highest + scale : 0; place >= 0; place--) {
        const char digit = digit_at(whole, fraction, place - scale);
        has_digits = has_digits || digit != '0' || place == 0;
        if (has_digits) {
            ks_str_add_char(out, digit);
        }
    }
    if (lowest + scale >= 0) {
        return;
    }
    ks_str_add_char(out, '.');
    for (int64_t place = -1; place >= lowest + scale; place--) {
        ks_str_add_char(out, digit_at(whole, fraction, place - scale));
    }
}

static const char *show(ks_arena *arena, ks_sv text)
{
    enum { LONGEST = 60 };
    ks_sv shown = ks_sv_trim(text);
    if (shown.len <= LONGEST) {
        return ks_arena_text(arena, shown);
    }
    size_t size = LONGEST;
    while (size > 0 && ((unsigned char)shown.ptr[size] & 0xC0) == 0x80) {
        size--;
    }
    return ks_arena_format(arena, "%.*s...", (int)size, shown.ptr);
}

static ks_status report_value(const ks_inline *set, const ks_ix *element, ks_sv text)
{
    ks_arena arena;
    if (ks_map_get_ptr(set->told, element) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_ptr(set->told, element, set->told);
    ks_arena_init(&arena);
    const char *shown = show(&arena, text);
    const char *format = element->values[KS_IX_FORMAT];
    if (element->transform != NULL) {
        KS_REPORT(set->sink, KS_F_INLINE_TRANSFORM_VALUE, element->place, name_of(element), shown,
                  format, ks_transform_example(element->transform));
    } else {
        KS_REPORT(set->sink, KS_F_INLINE_NOT_A_NUMBER, element->place, name_of(element), shown);
    }
    ks_arena_release(&arena);
    return shown == NULL ? KS_ERR_MEMORY : status;
}

/* The text in *in transformed, in *out. */
static ks_status transform(const ks_inline *set, const ks_ix *element, ks_sv in, ks_str *out,
                           bool *out_is_valid)
{
    *out_is_valid = !element->has_bad_format;
    if (element->transform == NULL) {
        ks_str_add_sv(out, in);
        return ks_str_status(out);
    }
    ks_status status = ks_transform_apply(element->transform, in, out);
    if (status == KS_REFUSED) {
        *out_is_valid = false;
        return report_value(set, element, in);
    }
    return status == KS_OK ? ks_str_status(out) : status;
}

/* 10.2.3: a number without a sign, times ten to the power of scale, with the sign in front. */
static ks_status add_number(const ks_inline *set, const ks_ix *element, ks_sv text, ks_str *out,
                            bool *out_is_valid)
{
    ks_str plain;
    int64_t scale = 0;
    const char *written = element->values[KS_IX_SCALE];
    ks_str_init(&plain);
    ks_status status = transform(set, element, text, &plain, out_is_valid);
    ks_sv number = ks_sv_trim(ks_str_view(&plain));
    if (written != NULL && !ks_sv_to_i64(ks_sv_from(written), &scale)) {
        *out_is_valid = false;
    }
    if (status == KS_OK && *out_is_valid && !is_number(number)) {
        *out_is_valid = false;
        status = report_value(set, element, text);
    }
    if (status == KS_OK && *out_is_valid &&
        (scale > KS_DECIMAL_DIGITS || scale < -KS_DECIMAL_DIGITS)) {
        *out_is_valid = false;
        KS_REPORT(set->sink, KS_F_INLINE_NUMBER_TOO_LARGE, element->place, name_of(element),
                  written);
    }
    if (status == KS_OK && *out_is_valid) {
        if (element->values[KS_IX_SIGN] != NULL) {
            ks_str_add_char(out, '-');
        }
        if (scale == 0) {
            ks_str_add_sv(out, number);
        } else {
            add_scaled(out, number, scale);
        }
        status = ks_str_status(out);
    }
    ks_str_release(&plain);
    return status;
}

static bool is_escaped(const ks_ix *element)
{
    const char *escape = element->values[KS_IX_ESCAPE];
    return escape != NULL && (strcmp(escape, "true") == 0 || strcmp(escape, "1") == 0);
}

ks_status ks_ix_value(const ks_inline *set, const ks_ix *element, ks_str *out, bool *out_is_valid)
{
    const bool is_text = ks_ix_is(element, KS_IX_BIT(KS_IX_NON_NUMERIC));
    ks_str content;
    *out_is_valid = true;
    if (element->is_nil) {
        return KS_OK;
    }
    if (is_text && element->transform == NULL && !element->has_bad_format) {
        return is_escaped(element) ? ks_ix_add_markup(set, element, out)
                                   : ks_ix_add_text(set, element, out);
    }
    ks_str_init(&content);
    ks_status status = is_text && is_escaped(element) ? ks_ix_add_markup(set, element, &content)
                                                      : ks_ix_add_text(set, element, &content);
    if (status == KS_OK) {
        status = is_text ? transform(set, element, ks_str_view(&content), out, out_is_valid)
                         : add_number(set, element, ks_str_view(&content), out, out_is_valid);
    }
    ks_str_release(&content);
    return status;
}

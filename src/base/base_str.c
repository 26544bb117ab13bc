#include "base_str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base_alloc.h"

/* What every empty builder points to; never written. */
static char empty_text[1];

static bool is_xml_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

ks_sv ks_sv_from(const char *text)
{
    return text != NULL ? (ks_sv){text, strlen(text)} : (ks_sv){"", 0};
}

bool ks_sv_equal(ks_sv a, ks_sv b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool ks_sv_is(ks_sv a, const char *text)
{
    return ks_sv_equal(a, ks_sv_from(text));
}

bool ks_sv_starts(ks_sv text, ks_sv prefix)
{
    return text.len >= prefix.len && ks_sv_equal((ks_sv){text.ptr, prefix.len}, prefix);
}

bool ks_sv_ends(ks_sv text, ks_sv suffix)
{
    if (suffix.len == 0) {
        return true;
    }
    return text.len >= suffix.len &&
           memcmp(text.ptr + (text.len - suffix.len), suffix.ptr, suffix.len) == 0;
}

int ks_sv_compare(ks_sv a, ks_sv b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

ks_sv ks_sv_trim(ks_sv text)
{
    while (text.len > 0 && is_xml_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_xml_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

ks_sv ks_sv_cut(ks_sv *rest, char separator)
{
    ks_sv text = *rest;
    const char *found = text.len > 0 ? memchr(text.ptr, separator, text.len) : NULL;
    if (found == NULL) {
        *rest = (ks_sv){NULL, 0};
        return text;
    }
    size_t before = (size_t)(found - text.ptr);
    *rest = (ks_sv){found + 1, text.len - before - 1};
    return (ks_sv){text.ptr, before};
}

ks_sv ks_sv_next_token(ks_sv *rest)
{
    ks_sv text = *rest;
    while (text.len > 0 && is_xml_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    size_t len = 0;
    while (len < text.len && !is_xml_space(text.ptr[len])) {
        len++;
    }
    if (len == 0) {
        *rest = text;
        return text;
    }
    *rest = (ks_sv){text.ptr + len, text.len - len};
    return (ks_sv){text.ptr, len};
}

static bool read_digits(ks_sv text, uint64_t *out)
{
    uint64_t number = 0;
    if (text.len == 0) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c < '0' || c > '9' || __builtin_mul_overflow(number, (uint64_t)10, &number) ||
            __builtin_add_overflow(number, (uint64_t)(c - '0'), &number)) {
            return false;
        }
    }
    *out = number;
    return true;
}

bool ks_sv_to_u32(ks_sv text, uint32_t *out)
{
    uint64_t number;
    if (!read_digits(text, &number) || number > UINT32_MAX) {
        return false;
    }
    *out = (uint32_t)number;
    return true;
}

bool ks_sv_to_i64(ks_sv text, int64_t *out)
{
    bool is_negative = text.len > 0 && text.ptr[0] == '-';
    if (is_negative || (text.len > 0 && text.ptr[0] == '+')) {
        text.ptr++;
        text.len--;
    }
    uint64_t number;
    if (!read_digits(text, &number) || number > (uint64_t)INT64_MAX + is_negative) {
        return false;
    }
    *out = is_negative ? (int64_t)(0 - number) : (int64_t)number;
    return true;
}

void ks_str_init(ks_str *str)
{
    *str = (ks_str){.ptr = empty_text};
}

void ks_str_release(ks_str *str)
{
    if (str->capacity > 0) {
        ks_alloc_free(str->ptr);
    }
    ks_str_init(str);
}

void ks_str_clear(ks_str *str)
{
    str->len = 0;
    str->is_failed = false;
    if (str->capacity > 0) {
        str->ptr[0] = '\0';
    }
}

ks_status ks_str_status(const ks_str *str)
{
    return str->is_failed ? KS_ERR_MEMORY : KS_OK;
}

ks_sv ks_str_view(const ks_str *str)
{
    return (ks_sv){str->ptr, str->len};
}

/* Makes room for `more` bytes and the NUL. */
static bool reserve(ks_str *str, size_t more)
{
    size_t wanted;
    if (str->is_failed) {
        return false;
    }
    if (__builtin_add_overflow(str->len, more, &wanted) || wanted == SIZE_MAX) {
        str->is_failed = true;
        return false;
    }
    if (wanted < str->capacity) {
        return true;
    }
    size_t grown = str->capacity < SIZE_MAX / 2 ? str->capacity * 2 : 0;
    if (grown < wanted + 1) {
        grown = wanted < 31 ? 32 : wanted + 1;
    }
    char *ptr = ks_alloc_resize(str->capacity > 0 ? str->ptr : NULL, grown);
    if (ptr == NULL) {
        str->is_failed = true;
        return false;
    }
    str->ptr = ptr;
    str->capacity = grown;
    return true;
}

char *ks_str_take(ks_str *str)
{
    if (!reserve(str, 0)) {
        ks_str_release(str);
        return NULL;
    }
    char *text = str->ptr;
    text[str->len] = '\0';
    ks_str_init(str);
    return text;
}

void ks_str_add_sv(ks_str *str, ks_sv text)
{
    if (text.len == 0 || !reserve(str, text.len)) {
        return;
    }
    memcpy(str->ptr + str->len, text.ptr, text.len);
    str->len += text.len;
    str->ptr[str->len] = '\0';
}

void ks_str_add(ks_str *str, const char *text)
{
    ks_str_add_sv(str, ks_sv_from(text));
}

void ks_str_add_char(ks_str *str, char c)
{
    if (reserve(str, 1)) {
        str->ptr[str->len++] = c;
        str->ptr[str->len] = '\0';
    }
}

static size_t encode_utf8(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void ks_str_add_codepoint(ks_str *str, uint32_t codepoint)
{
    if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF)) {
        codepoint = 0xFFFD;
    }
    char bytes[4];
    ks_str_add_sv(str, (ks_sv){bytes, encode_utf8(codepoint, bytes)});
}

void ks_str_add_u64(ks_str *str, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    ks_str_add_sv(str, (ks_sv){digits + at, sizeof digits - at});
}

void ks_str_add_i64(ks_str *str, int64_t number)
{
    if (number < 0) {
        ks_str_add_char(str, '-');
    }
    ks_str_add_u64(str, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

/* Formats into what is there; what it returns may be more than the room. */
__attribute__((format(printf, 2, 0))) static int format_into(ks_str *str, const char *format,
                                                             va_list args)
{
    size_t room = str->capacity - str->len;
    return vsnprintf(room > 0 ? str->ptr + str->len : NULL, room, format, args);
}

void ks_str_addf(ks_str *str, const char *format, ...)
{
    if (str->is_failed) {
        return;
    }
    va_list args;
    va_start(args, format);
    int length = format_into(str, format, args);
    va_end(args);
    size_t room = str->capacity - str->len;
    if (length >= 0 && (size_t)length < room) {
        str->len += (size_t)length;
        return;
    }
    if (str->capacity > 0) {
        str->ptr[str->len] = '\0';
    }
    if (length < 0 || !reserve(str, (size_t)length)) {
        str->is_failed = true;
        return;
    }
    va_start(args, format);
    format_into(str, format, args);
    va_end(args);
    str->len += (size_t)length;
}

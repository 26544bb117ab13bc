/* Lexical forms of what is neither a date nor a decimal with bounds (XML Schema part 2, 3.2, 3.3).
 */
#include "model_value.h"

#include <string.h>

#include "base_text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t count_digits(ks_sv text)
{
    size_t count = 0;
    while (count < text.len && is_digit(text.ptr[count])) {
        count++;
    }
    return count;
}

static ks_sv behind(ks_sv text, size_t count)
{
    return (ks_sv){text.ptr + count, text.len - count};
}

static ks_sv skip_sign(ks_sv text)
{
    return text.len > 0 && (*text.ptr == '+' || *text.ptr == '-') ? behind(text, 1) : text;
}

bool ks_value_is_decimal(ks_sv text, bool is_integer)
{
    text = skip_sign(text);
    size_t whole = count_digits(text);
    text = behind(text, whole);
    if (text.len == 0 || is_integer) {
        return whole > 0 && text.len == 0;
    }
    size_t fraction = *text.ptr == '.' ? count_digits(behind(text, 1)) : 0;
    return whole + fraction > 0 && *text.ptr == '.' && text.len == fraction + 1;
}

/* 3.2.4: a decimal, then perhaps an exponent; no "+INF". */
bool ks_value_is_float(ks_sv text)
{
    if (ks_sv_is(text, "INF") || ks_sv_is(text, "-INF") || ks_sv_is(text, "NaN")) {
        return true;
    }
    const char *e = text.len == 0 ? NULL : memchr(text.ptr, 'e', text.len);
    if (e == NULL && text.len > 0) {
        e = memchr(text.ptr, 'E', text.len);
    }
    if (e == NULL) {
        return ks_value_is_decimal(text, false);
    }
    size_t mantissa = (size_t)(e - text.ptr);
    return ks_value_is_decimal((ks_sv){text.ptr, mantissa}, false) &&
           ks_value_is_decimal(behind(text, mantissa + 1), true);
}

bool ks_value_is_boolean(ks_sv text)
{
    return ks_sv_is(text, "true") || ks_sv_is(text, "false") || ks_sv_is(text, "1") ||
           ks_sv_is(text, "0");
}

/* A name without colons becomes an NCName by a letter in front. */
static bool is_name_with(ks_sv text, bool needs_start)
{
    const char *end = text.ptr + text.len;
    const char *at = text.ptr;
    if (text.len == 0) {
        return false;
    }
    while (at < end) {
        char buffer[8] = "a";
        const char *from = at;
        if (ks_utf8_next(&at, end) == UINT32_MAX) {
            return false;
        }
        size_t size = (size_t)(at - from);
        memcpy(buffer + 1, from, size);
        bool is_start = needs_start && from == text.ptr;
        ks_sv piece = is_start ? (ks_sv){buffer + 1, size} : (ks_sv){buffer, size + 1};
        if (*from != ':' && !ks_text_is_ncname(piece)) {
            return false;
        }
    }
    return true;
}

bool ks_value_is_nmtoken(ks_sv text)
{
    return is_name_with(text, false);
}

bool ks_value_is_name(ks_sv text)
{
    return is_name_with(text, true);
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool ks_value_is_hex(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_hex(text.ptr[i])) {
            return false;
        }
    }
    return text.len % 2 == 0;
}

static int sextet(char c)
{
    static const char ALPHABET[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(ALPHABET, c);
    return at == NULL ? -1 : (int)(at - ALPHABET);
}

/* 3.2.16: groups of four characters, spaces between any of them; the last group may end in "=",
 * and its last character then has no bits to spare. */
bool ks_value_is_base64(ks_sv text, uint64_t *out_octets)
{
    uint64_t count = 0;
    int padding = 0;
    int last = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            continue;
        }
        if (c == '=') {
            padding++;
            continue;
        }
        last = sextet(c);
        if (last < 0 || padding > 0) {
            return false;
        }
        count++;
    }
    *out_octets = count * 6 / 8;
    if (padding > 2 || (count + (uint64_t)padding) % 4 != 0 || (count == 0 && padding > 0)) {
        return false;
    }
    return padding == 0 || (padding == 1 ? (last & 3) == 0 : (last & 15) == 0);
}

/* Up to the first of `ends`, which *rest then begins with. */
static ks_sv cut_before(ks_sv *rest, const char *ends)
{
    size_t len = 0;
    while (len < rest->len && strchr(ends, rest->ptr[len]) == NULL) {
        len++;
    }
    ks_sv cut = {rest->ptr, len};
    *rest = behind(*rest, len);
    return cut;
}

static bool has_any(ks_sv text, const char *of)
{
    ks_sv rest = text;
    return cut_before(&rest, of).len < text.len;
}

static bool is_scheme(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_letter(c) && (i == 0 || (!is_digit(c) && c != '+' && c != '-' && c != '.'))) {
            return false;
        }
    }
    return text.len > 0;
}

/* RFC 3986 3.2: [user "@"] host [":" port], the host a name or an address in brackets. */
static bool is_authority(ks_sv text)
{
    const char *at = text.len == 0 ? NULL : memchr(text.ptr, '@', text.len);
    if (at != NULL) {
        if (has_any((ks_sv){text.ptr, (size_t)(at - text.ptr)}, "[]")) {
            return false;
        }
        text = behind(text, (size_t)(at - text.ptr) + 1);
    }
    if (text.len > 0 && *text.ptr == '[') {
        cut_before(&text, "]");
        if (text.len == 0) {
            return false;
        }
        text = behind(text, 1);
    } else if (has_any(cut_before(&text, ":"), "[]")) {
        return false;
    }
    return text.len == 0 || (*text.ptr == ':' && count_digits(behind(text, 1)) == text.len - 1);
}

static bool has_broken_escape(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '%' &&
            (i + 2 >= text.len || !is_hex(text.ptr[i + 1]) || !is_hex(text.ptr[i + 2]))) {
            return true;
        }
    }
    return false;
}

/* Most are "http://", a host, a path: nothing to look into. */
static bool is_plain_uri(ks_sv text)
{
    static const ks_sv HTTP = {"http://", 7};
    size_t i = ks_sv_starts(text, HTTP) ? HTTP.len : 0;
    while (i < text.len) {
        char c = text.ptr[i];
        if (!is_letter(c) && !is_digit(c) && c != '/' && c != '.' && c != '-' && c != '_') {
            return false;
        }
        i++;
    }
    return true;
}

/* 3.2.17: characters that a URI must escape may stand as they are (XLink 1.0 5.4); the rest is the
 * syntax of RFC 3986. */
bool ks_value_is_uri(ks_sv text)
{
    if (is_plain_uri(text)) {
        return true;
    }
    if (has_broken_escape(text)) {
        return false;
    }
    ks_sv rest = text;
    ks_sv scheme = cut_before(&rest, ":/?#");
    if (rest.len > 0 && *rest.ptr == ':') {
        if (!is_scheme(scheme)) {
            return false;
        }
        rest = behind(rest, 1);
    } else {
        rest = text;
    }
    if (ks_sv_starts(rest, KS_SV("//"))) {
        rest = behind(rest, 2);
        if (!is_authority(cut_before(&rest, "/?#"))) {
            return false;
        }
    }
    ks_sv path_and_query = cut_before(&rest, "#");
    return !has_any(path_and_query, "[]") && (rest.len == 0 || !has_any(behind(rest, 1), "#"));
}

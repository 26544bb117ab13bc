/* The values of attributes in linkbases, held against the types that the schemas of XBRL give them.
 */
#include <string.h>

#include "base_text.h"
#include "read_dts.h"

/* RFC 3986, where anything but ASCII, and what a browser would escape, stands for itself. */
static bool is_uri(ks_sv text)
{
    size_t fragments = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            static const char HEX[] = "0123456789abcdefABCDEF";
            if (i + 2 >= text.len || strchr(HEX, text.ptr[i + 1]) == NULL ||
                strchr(HEX, text.ptr[i + 2]) == NULL) {
                return false;
            }
        }
        fragments += c == '#';
    }
    if (fragments > 1) {
        return false;
    }
    /* What stands in front of the first colon is a scheme, or there is a slash in front of it. */
    size_t end = 0;
    while (end < text.len && text.ptr[end] != ':' && text.ptr[end] != '/' && text.ptr[end] != '?' &&
           text.ptr[end] != '#') {
        end++;
    }
    if (end == text.len || text.ptr[end] != ':') {
        return true;
    }
    bool begins = end > 0 && ((text.ptr[0] >= 'a' && text.ptr[0] <= 'z') ||
                              (text.ptr[0] >= 'A' && text.ptr[0] <= 'Z'));
    for (size_t i = 1; i < end && begins; i++) {
        char c = text.ptr[i];
        begins = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '+' || c == '-' || c == '.';
    }
    return begins;
}

/* As ks_text_is_ncname, at once for names in ASCII. */
static bool is_name(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool is_other = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (c >= 0x80) {
            return ks_text_is_ncname(text);
        }
        if (!is_letter && (!is_other || i == 0)) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_digits(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

static ks_sv skip_sign(ks_sv text)
{
    bool has_sign = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    return has_sign ? (ks_sv){text.ptr + 1, text.len - 1} : text;
}

static bool is_integer(ks_sv text)
{
    text = skip_sign(text);
    return text.len > 0 && is_digits(text);
}

static bool is_decimal(ks_sv text)
{
    ks_sv rest = skip_sign(text);
    ks_sv whole = ks_sv_cut(&rest, '.');
    return whole.len + rest.len > 0 && is_digits(whole) && is_digits(rest);
}

static bool is_language(ks_sv text)
{
    bool is_first = true;
    ks_sv rest = text;
    while (rest.ptr != NULL) {
        ks_sv part = ks_sv_cut(&rest, '-');
        for (size_t i = 0; i < part.len; i++) {
            char c = part.ptr[i];
            bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!is_letter && (is_first || c < '0' || c > '9')) {
                return false;
            }
        }
        if (part.len == 0 || part.len > 8) {
            return false;
        }
        is_first = false;
    }
    return true;
}

/* Whether `text` is one of the words, which are separated by ", ". */
static bool is_one_of(ks_sv text, const char *words)
{
    ks_sv rest = ks_sv_from(words);
    while (rest.ptr != NULL) {
        if (ks_sv_equal(ks_sv_trim(ks_sv_cut(&rest, ',')), text)) {
            return true;
        }
    }
    return false;
}

const char *ks_dts_check_value(ks_dts_attr attr, ks_sv raw)
{
    static const char SHOW[] = "embed, new, none, other, replace";
    static const char ACTUATE[] = "none, onLoad, onRequest, other";
    ks_sv value = ks_sv_trim(raw);
    switch (attr) {
    case KS_A_HREF:
    case KS_A_BASE:
    case KS_A_TARGET_ROLE:
        return is_uri(value) ? NULL : "URI";
    case KS_A_ROLE:
    case KS_A_ARCROLE:
    case KS_A_PREFERRED_LABEL:
    case KS_A_ROLE_URI:
    case KS_A_ARCROLE_URI:
        return value.len > 0 && is_uri(value) ? NULL : "URI";
    case KS_A_LABEL:
    case KS_A_FROM:
    case KS_A_TO:
    case KS_A_ID:
        return is_name(value) ? NULL : "NCName";
    case KS_A_SHOW:
        return is_one_of(raw, SHOW) ? NULL : SHOW;
    case KS_A_ACTUATE:
        return is_one_of(raw, ACTUATE) ? NULL : ACTUATE;
    case KS_A_LANG:
        return raw.len == 0 || is_language(value) ? NULL : "language";
    case KS_A_SPACE:
        return is_one_of(value, "default, preserve") ? NULL : "default, preserve";
    case KS_A_ORDER:
    case KS_A_WEIGHT:
        return is_decimal(value) ? NULL : "decimal";
    case KS_A_PRIORITY:
        return is_integer(value) ? NULL : "integer";
    case KS_A_USE:
        return is_one_of(value, "prohibited, optional") ? NULL : "prohibited, optional";
    case KS_A_CYCLES:
        return is_one_of(value, "none, undirected, any") ? NULL : "none, undirected, any";
    case KS_A_CONTEXT_ELEMENT:
        return is_one_of(value, "segment, scenario") ? NULL : "segment, scenario";
    case KS_A_CLOSED:
    case KS_A_USABLE:
        return is_one_of(value, "true, false, 1, 0") ? NULL : "true, false";
    default:
        return NULL;
    }
}

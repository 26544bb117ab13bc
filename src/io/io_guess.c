/* What encoding a text has that is not in the one it is said to be in. */
#include "io_charset.h"

#include <string.h>

#include "base_text.h"

#define WIDE_SAMPLE   ((size_t)4096)
#define ODDNESS_LIMIT ((size_t)400)

const char *ks_charset_guess_wide(ks_sv bytes)
{
    size_t zeros[4] = {0, 0, 0, 0};
    size_t size = bytes.len < WIDE_SAMPLE ? bytes.len : WIDE_SAMPLE;
    for (size_t i = 0; i < size; i++) {
        zeros[i % 4] += bytes.ptr[i] == '\0';
    }
    /* Line ends, digits and separators are ASCII in any table: an eighth of it is zero bytes. */
    size_t many = size / 32;
    size_t even = zeros[0] + zeros[2];
    size_t odd = zeros[1] + zeros[3];
    if (size < 4 || even + odd <= many) {
        return NULL;
    }
    if (zeros[1] > many && zeros[2] > many) {
        return zeros[0] > zeros[3] ? "UTF-32BE" : "UTF-32LE";
    }
    if (even == 0 || odd == 0) {
        return even == 0 ? "UTF-16LE" : "UTF-16BE";
    }
    return NULL;
}

/* Characters that a text in the right encoding hardly has, but one in the wrong encoding has many
 * of: half-width katakana, private use, C1 controls. */
static bool is_odd(uint32_t c)
{
    return (c >= 0xFF61 && c <= 0xFF9F) || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x80 && c < 0xA0);
}

/* How odd the text looks in an encoding, in per mille of its characters that are not ASCII; over
 * 1000 where it is none. */
static size_t oddness(ks_sv bytes, const char *name)
{
    const ks_charset *charset = ks_charset_find(ks_sv_from(name));
    ks_bytes text = {NULL, 0};
    size_t stop = 0;
    size_t result = SIZE_MAX;
    bool is_cut = false;
    ks_status status = ks_charset_convert("UTF-8", charset->iconv, bytes, &text, &stop, &is_cut);
    if (status == KS_OK && stop == bytes.len) {
        size_t odd = 0;
        size_t wide = 0;
        const char *end = text.data + text.size;
        for (const char *cursor = text.data; cursor < end;) {
            uint32_t c = ks_utf8_next(&cursor, end);
            wide += c >= 0x80;
            odd += is_odd(c) || !ks_char_is_xml(c);
        }
        result = wide > 0 ? odd * 1000 / wide : SIZE_MAX;
    }
    ks_bytes_release(&text);
    return result;
}

static bool has_escapes(ks_sv bytes)
{
    for (size_t i = 0; i + 1 < bytes.len; i++) {
        if (bytes.ptr[i] == '\x1b' && (bytes.ptr[i + 1] == '$' || bytes.ptr[i + 1] == '(')) {
            return true;
        }
    }
    return false;
}

static size_t count_high(ks_sv bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        count += (unsigned char)bytes.ptr[i] >= 0x80;
    }
    return count;
}

/* Which of the Japanese encodings it is, or NULL. */
static const char *guess_japanese(ks_sv bytes, const ks_charset *except)
{
    static const char *const candidates[] = {"Shift_JIS", "EUC-JP"};
    const char *best = NULL;
    size_t least = ODDNESS_LIMIT;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        if (strcmp(candidates[i], except->name) != 0) {
            size_t found = oddness(bytes, candidates[i]);
            if (found < least) {
                best = candidates[i];
                least = found;
            }
        }
    }
    return best;
}

const char *ks_charset_guess(ks_sv bytes, const ks_charset *except)
{
    const char *wide = ks_charset_guess_wide(bytes);
    if (wide != NULL) {
        return wide;
    }
    size_t high = count_high(bytes);
    if (high == 0) {
        return has_escapes(bytes) ? "ISO-2022-JP" : NULL;
    }
    if (ks_utf8_check(bytes) == bytes.len) {
        return "UTF-8";
    }
    const char *japanese = guess_japanese(bytes, except);
    if (japanese != NULL) {
        return japanese;
    }
    /* A few accents and quotation marks in much English: what Windows writes. */
    bool is_western = except->form == KS_FORM_UTF8 && high <= bytes.len / 10;
    return is_western && oddness(bytes, "windows-1252") == 0 ? "windows-1252" : NULL;
}

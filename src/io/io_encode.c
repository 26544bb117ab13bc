/* Writing in an encoding, with references for what it lacks. */
#include "io_encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "io_charset.h"

#define PLANE_SIZE     0x10000u
#define SEQUENCE_SIZE  16
#define FINDINGS_LIMIT 20u

typedef enum verdict { VERDICT_UNKNOWN, VERDICT_NATIVE, VERDICT_LACKING } verdict;

/* Tells which characters can be written as they are. */
typedef struct judge {
    const ks_charset *charset;
    iconv_t writer;
    iconv_t reader;
    iconv_t strict_reader; /* (iconv_t)-1 where the charset has no second table */
    uint8_t *verdicts;     /* of the basic plane, as far as asked */
} judge;

static const iconv_t NO_CONVERTER = (iconv_t)-1;

static void close_converter(iconv_t converter)
{
    if (converter != NO_CONVERTER) {
        iconv_close(converter);
    }
}

static void release_judge(judge *j)
{
    close_converter(j->writer);
    close_converter(j->reader);
    close_converter(j->strict_reader);
    ks_alloc_free(j->verdicts);
}

static ks_status open_judge(judge *j, const ks_charset *charset)
{
    *j = (judge){charset, NO_CONVERTER, NO_CONVERTER, NO_CONVERTER, NULL};
    j->verdicts = ks_alloc_zero(PLANE_SIZE, 1);
    if (j->verdicts == NULL) {
        return KS_ERR_MEMORY;
    }
    j->writer = iconv_open(charset->iconv, "UTF-8");
    j->reader = iconv_open("UTF-8", charset->iconv);
    if (charset->strict != NULL) {
        j->strict_reader = iconv_open("UTF-8", charset->strict);
    }
    bool is_strict_missing = charset->strict != NULL && j->strict_reader == NO_CONVERTER;
    if (j->writer == NO_CONVERTER || j->reader == NO_CONVERTER || is_strict_missing) {
        return errno == ENOMEM ? KS_ERR_MEMORY : KS_ERR_NOT_FOUND;
    }
    return KS_OK;
}

/* Converts one short text whole; false where it cannot. */
static bool convert_whole(iconv_t converter, ks_sv in, char *out, size_t *out_size)
{
    char *from = (char *)(uintptr_t)in.ptr; /* iconv does not write through it */
    size_t from_left = in.len;
    size_t left = SEQUENCE_SIZE;
    iconv(converter, NULL, NULL, NULL, NULL);
    bool is_converted = iconv(converter, &from, &from_left, &out, &left) == 0 &&
                        iconv(converter, NULL, NULL, &out, &left) != (size_t)-1;
    *out_size = SEQUENCE_SIZE - left;
    return is_converted;
}

static bool reads_back(iconv_t reader, ks_sv encoded, ks_sv character)
{
    char back[SEQUENCE_SIZE];
    size_t size = 0;
    return convert_whole(reader, encoded, back, &size) &&
           ks_sv_equal((ks_sv){back, size}, character);
}

static verdict examine(const judge *j, ks_sv character)
{
    char encoded[SEQUENCE_SIZE];
    size_t size = 0;
    if (!convert_whole(j->writer, character, encoded, &size)) {
        return VERDICT_LACKING;
    }
    ks_sv bytes = {encoded, size};
    bool is_safe =
        reads_back(j->reader, bytes, character) &&
        (j->strict_reader == NO_CONVERTER || reads_back(j->strict_reader, bytes, character));
    return is_safe ? VERDICT_NATIVE : VERDICT_LACKING;
}

static bool is_native(const judge *j, uint32_t c, ks_sv character)
{
    if (c < 0x80 && j->strict_reader == NO_CONVERTER && j->charset->form == KS_FORM_BYTES) {
        return true;
    }
    if (c >= PLANE_SIZE) {
        return examine(j, character) == VERDICT_NATIVE;
    }
    if (j->verdicts[c] == VERDICT_UNKNOWN) {
        j->verdicts[c] = (uint8_t)examine(j, character);
    }
    return j->verdicts[c] == VERDICT_NATIVE;
}

static ks_status report_lacking(const judge *j, ks_sv character, uint32_t c, ks_place place,
                                ks_sink *sink)
{
    char code[16];
    char text[8] = "";
    snprintf(code, sizeof code, "%04X", (unsigned)c);
    memcpy(text, character.ptr, character.len < sizeof text ? character.len : sizeof text - 1);
    KS_REPORT(sink, KS_F_IO_UNENCODABLE, place, text, code, j->charset->name);
    return KS_REFUSED;
}

/* The text with "&#N;" for each character that is not native. */
static ks_status write_references(const judge *j, ks_sv text, ks_str *out)
{
    const char *end = text.ptr + text.len;
    const char *copied = text.ptr;
    for (const char *cursor = text.ptr; cursor < end;) {
        const char *start = cursor;
        uint32_t c = ks_utf8_next(&cursor, end);
        if (c == UINT32_MAX) {
            return KS_ERR_MISUSE;
        }
        if (!is_native(j, c, (ks_sv){start, (size_t)(cursor - start)})) {
            ks_str_add_sv(out, (ks_sv){copied, (size_t)(start - copied)});
            ks_str_addf(out, "&#%u;", (unsigned)c);
            copied = cursor;
        }
    }
    ks_str_add_sv(out, (ks_sv){copied, (size_t)(end - copied)});
    return ks_str_status(out);
}

/* Reports each character, once, that is not native. */
static ks_status refuse_lacking(judge *j, ks_sv text, ks_place place, ks_sink *sink)
{
    ks_status status = KS_OK;
    uint32_t reported = 0;
    const char *end = text.ptr + text.len;
    for (const char *cursor = text.ptr; cursor < end && reported < FINDINGS_LIMIT;) {
        const char *start = cursor;
        uint32_t c = ks_utf8_next(&cursor, end);
        if (c == UINT32_MAX) {
            return KS_ERR_MISUSE;
        }
        ks_sv character = {start, (size_t)(cursor - start)};
        if (!is_native(j, c, character)) {
            status = report_lacking(j, character, c, place, sink);
            reported++;
            if (c < PLANE_SIZE) {
                j->verdicts[c] = VERDICT_NATIVE; /* said once */
            }
        }
    }
    return status;
}

static ks_status convert_text(const char *iconv_name, ks_sv text, ks_bytes *out)
{
    size_t stop = 0;
    bool is_cut = false;
    ks_bytes bytes = {NULL, 0};
    ks_status status = ks_charset_convert(iconv_name, "UTF-8", text, &bytes, &stop, &is_cut);
    if (status != KS_OK) {
        return status;
    }
    if (stop < text.len) {
        ks_bytes_release(&bytes);
        return KS_ERR_MISUSE;
    }
    *out = bytes;
    return KS_OK;
}

/* Every character is native here. UTF-16 and UTF-32 say their order by a mark. */
static ks_status encode_unicode(const ks_charset *charset, ks_sv text, ks_bytes *out)
{
    bool is_marked = strcmp(charset->name, "UTF-16") == 0 || strcmp(charset->name, "UTF-32") == 0;
    if (!is_marked) {
        return convert_text(charset->iconv, text, out);
    }
    ks_str marked;
    ks_str_init(&marked);
    ks_str_add_codepoint(&marked, 0xFEFF);
    ks_str_add_sv(&marked, text);
    ks_status status = ks_str_status(&marked);
    if (status == KS_OK) {
        status = convert_text(charset->form == KS_FORM_UTF16 ? "UTF-16BE" : "UTF-32BE",
                              ks_str_view(&marked), out);
    }
    ks_str_release(&marked);
    return status;
}

static ks_status encode_bytes(const ks_charset *charset, ks_sv text, bool as_references,
                              ks_place place, ks_sink *sink, ks_bytes *out)
{
    judge j;
    ks_str replaced;
    ks_str_init(&replaced);
    ks_status status = open_judge(&j, charset);
    if (status == KS_OK && as_references) {
        status = write_references(&j, text, &replaced);
        text = ks_str_view(&replaced);
    } else if (status == KS_OK) {
        status = refuse_lacking(&j, text, place, sink);
    }
    if (status == KS_OK) {
        status = convert_text(charset->iconv, text, out);
    }
    release_judge(&j);
    ks_str_release(&replaced);
    return status;
}

ks_status ks_io_encode(ks_sv text, const char *encoding, bool as_references, ks_place place,
                       ks_sink *sink, ks_bytes *out)
{
    const ks_charset *charset = ks_charset_find(ks_sv_from(encoding));
    if (charset == NULL) {
        KS_REPORT(sink, KS_F_IO_UNKNOWN_ENCODING, place, encoding, ks_encoding_nearest(encoding));
        return KS_REFUSED;
    }
    bool is_unicode = charset->form == KS_FORM_UTF8 || charset->form == KS_FORM_UTF16 ||
                      charset->form == KS_FORM_UTF32;
    ks_status status = is_unicode ? encode_unicode(charset, text, out)
                                  : encode_bytes(charset, text, as_references, place, sink, out);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(sink, KS_F_IO_ENCODING_NOT_INSTALLED, place, charset->name);
        return KS_REFUSED;
    }
    return status;
}

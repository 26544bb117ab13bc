#include "io_encoding.h"

#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "io_charset.h"

#define BYTES_SHOWN   ((size_t)3)
#define CONTROL_LIMIT 20u
#define DOUBTFUL      ((size_t)3)    /* characters that are UTF-8 by chance: hardly */
#define SURE          ((size_t)8)    /* never */
#define HEAD_SIZE     ((size_t)1024) /* an XML declaration is within it */

/* A text being decoded. */
typedef struct decoder {
    const char *file;
    ks_sv bytes; /* all of them */
    const ks_charset *charset;
    ks_sink *sink;
    bool is_xml; /* it declares its encoding itself */
} decoder;

typedef struct byte_mark {
    const char *bytes;
    size_t size;
    const char *encoding;
    ks_charset_form form;
} byte_mark;

/* UTF-32LE begins like UTF-16LE, so the longer come first. */
static const byte_mark MARKS[] = {
    {"\xff\xfe\0\0", 4, "UTF-32LE", KS_FORM_UTF32}, {"\0\0\xfe\xff", 4, "UTF-32BE", KS_FORM_UTF32},
    {"\xef\xbb\xbf", 3, "UTF-8", KS_FORM_UTF8},     {"\xff\xfe", 2, "UTF-16LE", KS_FORM_UTF16},
    {"\xfe\xff", 2, "UTF-16BE", KS_FORM_UTF16},
};

/* How "<?xml" begins where the bytes are not ASCII's and there is no mark (XML 1.0 appendix F). */
static const byte_mark STARTS[] = {
    {"\0\0\0<", 4, "UTF-32BE", KS_FORM_UTF32},         {"<\0\0\0", 4, "UTF-32LE", KS_FORM_UTF32},
    {"\0<\0?", 4, "UTF-16BE", KS_FORM_UTF16},          {"<\0?\0", 4, "UTF-16LE", KS_FORM_UTF16},
    {"\x4c\x6f\xa7\x94", 4, "IBM037", KS_FORM_EBCDIC},
};

static const byte_mark *find_mark(const byte_mark *marks, size_t count, ks_sv bytes)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_sv_starts(bytes, (ks_sv){marks[i].bytes, marks[i].size})) {
            return &marks[i];
        }
    }
    return NULL;
}

static const byte_mark *find_byte_order_mark(ks_sv bytes)
{
    return find_mark(MARKS, sizeof MARKS / sizeof *MARKS, bytes);
}

/* The place behind `text`, which begins the file. */
static ks_place place_behind(const char *file, ks_sv text)
{
    ks_place place = {file, 1, 1};
    const char *end = text.ptr + text.len;
    for (const char *cursor = text.ptr; cursor < end;) {
        uint32_t c = ks_utf8_next(&cursor, end);
        bool is_pair = c == '\r' && cursor < end && *cursor == '\n';
        if (c == '\n' || (c == '\r' && !is_pair)) {
            place.line++;
            place.column = 1;
        } else {
            place.column++;
        }
    }
    return place;
}

static void write_bytes(char *out, size_t size, ks_sv bytes)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < bytes.len && i < BYTES_SHOWN; i++) {
        unsigned byte = (unsigned char)bytes.ptr[i];
        if (i > 0 && byte < 0x20) {
            break;
        }
        length += (size_t)snprintf(out + length, size - length, i > 0 ? " %02X" : "%02X", byte);
    }
}

/* What the bytes are: a file that is no text at all, or text of another encoding; or NULL. */
static const char *guess_likeness(const decoder *d)
{
    static const struct {
        const char *begin;
        const char *name;
    } KINDS[] = {{"%PDF-", "PDF"}, {"PK\x03\x04", "ZIP/XLSX"}, {"\xD0\xCF\x11\xE0", "XLS/DOC"}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (ks_sv_starts(d->bytes, ks_sv_from(KINDS[i].begin))) {
            return KINDS[i].name;
        }
    }
    return ks_charset_guess(d->bytes, d->charset);
}

static ks_status report_broken(const decoder *d, ks_sv decoded, size_t offset, bool is_cut)
{
    char hex[BYTES_SHOWN * 3 + 1];
    char number[24];
    write_bytes(hex, sizeof hex, (ks_sv){d->bytes.ptr + offset, d->bytes.len - offset});
    snprintf(number, sizeof number, "%zu", offset);
    KS_REPORT(d->sink, is_cut ? KS_F_IO_CUT_SEQUENCE : KS_F_IO_BROKEN_SEQUENCE,
              place_behind(d->file, decoded), hex, number, d->charset->name, guess_likeness(d));
    return KS_REFUSED;
}

/* UTF-8 needs no converter: what is well-formed is taken as it is. */
static ks_status take_utf8(const decoder *d, ks_sv bytes, ks_bytes *out)
{
    size_t good = ks_utf8_check(bytes);
    if (good < bytes.len) {
        return report_broken(d, (ks_sv){bytes.ptr, good}, d->bytes.len - bytes.len + good, false);
    }
    char *data = ks_alloc_text(bytes.ptr, bytes.len);
    if (data == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = (ks_bytes){data, bytes.len};
    return KS_OK;
}

static ks_status convert(const decoder *d, const char *iconv_name, ks_sv bytes, ks_bytes *out)
{
    size_t stop = 0;
    bool is_cut = false;
    ks_bytes text = {NULL, 0};
    ks_status status = ks_charset_convert("UTF-8", iconv_name, bytes, &text, &stop, &is_cut);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(d->sink, KS_F_IO_ENCODING_NOT_INSTALLED, ((ks_place){d->file, 0, 0}),
                  d->charset->name);
        return KS_REFUSED;
    }
    if (status == KS_OK && stop < bytes.len) {
        status = report_broken(d, (ks_sv){text.data, text.size}, d->bytes.len - bytes.len + stop,
                               is_cut);
        ks_bytes_release(&text);
    }
    if (status == KS_OK) {
        *out = text;
    }
    return status;
}

static void report_more_controls(const decoder *d, ks_place place, size_t count)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", count);
    KS_REPORT(d->sink, KS_F_IO_MORE_CONTROL_CHARACTERS, place, number);
}

/* The bytes of U+FFFE and U+FFFF, and the control characters: what UTF-8 has and XML has not. */
static bool is_suspect(const char *at, const char *end)
{
    const unsigned char *c = (const unsigned char *)at;
    if (*c < 0x20) {
        return *c != '\t' && *c != '\n' && *c != '\r';
    }
    return *c == 0xEF && end - at >= 3 && c[1] == 0xBF && c[2] >= 0xBE;
}

/* Whether one of eight bytes is below 0x20 or is 0xEF; a byte above one that is may count too. */
static bool may_be_suspect(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t lead = word ^ ones * 0xEF;
    return ((((word - ones * 0x20) & ~word) | ((lead - ones) & ~lead)) & ones * 0x80) != 0;
}

static bool has_suspect(const char *at, size_t count, const char *end)
{
    for (size_t i = 0; i < count; i++) {
        if (is_suspect(at + i, end)) {
            return true;
        }
    }
    return false;
}

/* Nearly every document is clean, and is gone through once, eight bytes at a time. */
static bool is_clean(ks_sv text)
{
    const size_t word = sizeof(uint64_t);
    const char *end = text.ptr + text.len;
    const char *at = text.ptr;
    for (; (size_t)(end - at) >= word; at += word) {
        if (may_be_suspect(at) && has_suspect(at, word, end)) {
            return false;
        }
    }
    return !has_suspect(at, (size_t)(end - at), end);
}

/* XML 1.0 2.2: reports what is no character of a document. */
static bool has_controls(const decoder *d, ks_sv text)
{
    if (text.len == 0 || is_clean(text)) {
        return false;
    }
    ks_place place = {d->file, 1, 1};
    ks_place last = place;
    size_t count = 0;
    const char *end = text.ptr + text.len;
    for (const char *cursor = text.ptr; cursor < end;) {
        uint32_t c = ks_utf8_next(&cursor, end);
        if (!ks_char_is_xml(c) && ++count <= CONTROL_LIMIT) {
            char code[16];
            snprintf(code, sizeof code, "%04X", (unsigned)c);
            KS_REPORT(d->sink, KS_F_IO_CONTROL_CHARACTER, place, code);
            last = place;
        }
        bool is_end = c == '\n' || (c == '\r' && (cursor == end || *cursor != '\n'));
        place.line += is_end;
        place.column = is_end ? 1 : place.column + 1;
    }
    if (count > CONTROL_LIMIT) {
        report_more_controls(d, last, count - CONTROL_LIMIT);
    }
    return count > 0;
}

static ks_status report_wrong(const decoder *d, ks_finding_id id, const char *actual)
{
    KS_REPORT(d->sink, id, ((ks_place){d->file, 1, 1}), d->charset->name, actual);
    return KS_REFUSED;
}

/* Characters of more than a byte. */
static size_t count_wide(ks_sv text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += (unsigned char)text.ptr[i] >= 0xC0;
    }
    return count;
}

/* UTF-8 reads as Shift_JIS or Latin-1 too, as the wrong characters. What is UTF-8 throughout was
 * meant so, but XML 1.0 4.3.3 takes a document at its word. */
static ks_status doubt(const decoder *d)
{
    if (d->charset->form != KS_FORM_BYTES || ks_utf8_check(d->bytes) < d->bytes.len) {
        return KS_OK;
    }
    size_t count = count_wide(d->bytes);
    if (count >= SURE && !d->is_xml) {
        return report_wrong(d, KS_F_IO_WRONG_ENCODING, "UTF-8");
    }
    if (count >= DOUBTFUL) {
        KS_REPORT(d->sink, KS_F_IO_DOUBTFUL_ENCODING, ((ks_place){d->file, 0, 0}), d->charset->name,
                  "UTF-8");
    }
    return KS_OK;
}

/* "UTF-16" and "UTF-32" leave the order of the bytes open. */
static bool is_order_open(const ks_charset *charset)
{
    return strcmp(charset->name, "UTF-16") == 0 || strcmp(charset->name, "UTF-32") == 0;
}

/* The byte order of UTF-16 and UTF-32 where the name leaves it open: the mark's, else the
 * content's, else big-endian (RFC 2781 4.3). */
static const char *resolve_order(const decoder *d, const byte_mark *mark)
{
    if (!is_order_open(d->charset)) {
        return d->charset->iconv;
    }
    const char *guess = mark != NULL ? mark->encoding : ks_charset_guess_wide(d->bytes);
    bool is_little = guess != NULL && ks_sv_ends(ks_sv_from(guess), KS_SV("LE"));
    if (d->charset->form == KS_FORM_UTF16) {
        return is_little ? "UTF-16LE" : "UTF-16BE";
    }
    return is_little ? "UTF-32LE" : "UTF-32BE";
}

static bool agrees(const ks_charset *charset, const byte_mark *mark)
{
    size_t length = strlen(charset->name);
    return charset->form == mark->form && strncmp(charset->name, mark->encoding, length) == 0;
}

static ks_status decode(const decoder *d, ks_bytes *out)
{
    const byte_mark *mark = find_byte_order_mark(d->bytes);
    if (mark == &MARKS[0] && d->charset->form == KS_FORM_UTF16) {
        mark = &MARKS[3]; /* UTF-16LE whose first character is U+0000 */
    }
    if (mark != NULL && !agrees(d->charset, mark)) {
        return report_wrong(d, KS_F_IO_WRONG_MARK, mark->encoding);
    }
    bool is_wide = d->charset->form == KS_FORM_UTF16 || d->charset->form == KS_FORM_UTF32;
    const char *wide = is_wide ? NULL : ks_charset_guess_wide(d->bytes);
    if (wide != NULL) {
        return report_wrong(d, KS_F_IO_WRONG_ENCODING, wide);
    }
    size_t skipped = mark != NULL ? mark->size : 0;
    ks_sv bytes = {d->bytes.ptr + skipped, d->bytes.len - skipped};
    ks_bytes text = {NULL, 0};
    ks_status status = d->charset->form == KS_FORM_UTF8
                           ? take_utf8(d, bytes, &text)
                           : convert(d, resolve_order(d, mark), bytes, &text);
    if (status != KS_OK) {
        return status;
    }
    status = doubt(d);
    if (status != KS_OK || has_controls(d, (ks_sv){text.data, text.size})) {
        ks_bytes_release(&text);
        return KS_REFUSED;
    }
    *out = text;
    return KS_OK;
}

static ks_status report_unknown(const char *encoding, ks_place place, ks_sink *sink)
{
    KS_REPORT(sink, KS_F_IO_UNKNOWN_ENCODING, place, encoding, ks_encoding_nearest(encoding));
    return KS_REFUSED;
}

ks_status ks_io_decode(const char *file, ks_sv bytes, const char *encoding, ks_place declared_at,
                       ks_sink *sink, ks_bytes *out)
{
    const ks_charset *charset = ks_charset_find(ks_sv_from(encoding));
    if (charset == NULL) {
        return report_unknown(encoding, declared_at, sink);
    }
    return decode(&(decoder){file, bytes, charset, sink, false}, out);
}

static ks_sv skip_space(ks_sv text)
{
    while (text.len > 0 && strchr(" \t\r\n", *text.ptr) != NULL && *text.ptr != '\0') {
        text.ptr++;
        text.len--;
    }
    return text;
}

/* The value of the encoding declaration in a text that begins with an XML declaration (XML 1.0
 * production [80]); a NULL pointer where it has none. */
static ks_sv find_declared(ks_sv text)
{
    const ks_sv none = {NULL, 0};
    if (!ks_sv_starts(text, KS_SV("<?xml"))) {
        return none;
    }
    const char *end = memmem(text.ptr, text.len, "?>", 2);
    const char *word =
        end != NULL ? memmem(text.ptr, (size_t)(end - text.ptr), "encoding", 8) : NULL;
    if (word == NULL) {
        return none;
    }
    ks_sv rest = skip_space((ks_sv){word + 8, (size_t)(end - word) - 8});
    if (rest.len == 0 || *rest.ptr != '=') {
        return none;
    }
    rest = skip_space((ks_sv){rest.ptr + 1, rest.len - 1});
    if (rest.len == 0 || (*rest.ptr != '"' && *rest.ptr != '\'')) {
        return none;
    }
    char quote = *rest.ptr;
    rest = (ks_sv){rest.ptr + 1, rest.len - 1};
    const char *close = memchr(rest.ptr, quote, rest.len);
    return close != NULL ? (ks_sv){rest.ptr, (size_t)(close - rest.ptr)} : none;
}

/* What the bytes themselves say: their mark or their first characters; NULL: ASCII or like it. */
static const ks_charset *sniff(ks_sv bytes)
{
    const byte_mark *found = find_byte_order_mark(bytes);
    if (found == NULL) {
        found = find_mark(STARTS, sizeof STARTS / sizeof *STARTS, bytes);
    }
    return found != NULL ? ks_charset_find(ks_sv_from(found->encoding)) : NULL;
}

/* The head of the document as text in which ASCII can be read. */
static ks_status read_head(const ks_charset *sniffed, ks_sv bytes, ks_bytes *out)
{
    ks_sv head = {bytes.ptr, bytes.len < HEAD_SIZE ? bytes.len : HEAD_SIZE};
    const byte_mark *mark = find_byte_order_mark(head);
    if (mark != NULL) {
        head = (ks_sv){head.ptr + mark->size, head.len - mark->size};
    }
    size_t stop = 0;
    bool is_cut = false;
    if (sniffed != NULL && sniffed->form != KS_FORM_UTF8) {
        return ks_charset_convert("UTF-8", sniffed->iconv, head, out, &stop, &is_cut);
    }
    char *data = ks_alloc_text(head.ptr, head.len);
    *out = (ks_bytes){data, head.len};
    return data != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* Which charset to decode with, from the name declared in the head (at `declared`) and from the
 * bytes. XML 1.0 4.3.3: to contradict each other is an error. */
static ks_status choose(decoder *d, const ks_charset *sniffed, ks_bytes head)
{
    d->charset = sniffed != NULL ? sniffed : ks_charset_find(KS_SV("UTF-8"));
    ks_sv declared = find_declared((ks_sv){head.data, head.size});
    if (declared.ptr == NULL) {
        return KS_OK;
    }
    const ks_charset *named = ks_charset_find(declared);
    ks_place place = place_behind(d->file, (ks_sv){head.data, (size_t)(declared.ptr - head.data)});
    if (named == NULL) {
        char *name = ks_alloc_text(declared.ptr, declared.len);
        ks_status status = name != NULL ? report_unknown(name, place, d->sink) : KS_ERR_MEMORY;
        ks_alloc_free(name);
        return status;
    }
    const ks_charset *actual = d->charset;
    d->charset = named;
    bool is_plain = named->form == KS_FORM_UTF8 || named->form == KS_FORM_BYTES;
    bool fits = sniffed != NULL ? sniffed->form == named->form : is_plain;
    if (!fits) {
        KS_REPORT(d->sink, KS_F_IO_WRONG_ENCODING, place, named->name, actual->name);
        return KS_REFUSED;
    }
    if (is_order_open(named)) {
        d->charset = actual;
    }
    return KS_OK;
}

ks_status ks_io_decode_xml(const char *file, ks_sv bytes, ks_sink *sink, ks_bytes *out)
{
    decoder d = {file, bytes, NULL, sink, true};
    const ks_charset *sniffed = sniff(bytes);
    ks_bytes head = {NULL, 0};
    ks_status status = read_head(sniffed, bytes, &head);
    if (status == KS_OK) {
        status = choose(&d, sniffed, head);
    }
    ks_bytes_release(&head);
    return status == KS_OK ? decode(&d, out) : status;
}

ks_status ks_io_read_xml(const char *path, ks_place asked_from, ks_sink *sink, ks_bytes *out)
{
    ks_bytes raw = {NULL, 0};
    ks_status status = ks_io_read_file(path, asked_from, sink, &raw);
    if (status == KS_OK) {
        status = ks_io_decode_xml(path, (ks_sv){raw.data, raw.size}, sink, out);
    }
    ks_bytes_release(&raw);
    return status;
}

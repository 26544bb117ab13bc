#include "io_charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"

#define NAME_SIZE  40
#define NAME_LIMIT 256

/* Shift_JIS and EUC-JP are read as Windows writes them: the circled digits, the Roman numerals and
 * the IBM kanji of printed reports are in no narrower table. */
static const ks_charset CHARSETS[] = {
    {"UTF-8", "UTF-8", NULL, KS_FORM_UTF8, "UTF8 unicode-1-1-utf-8 csUTF8"},
    {"UTF-16", "UTF-16", NULL, KS_FORM_UTF16, "csUTF16 unicode"},
    {"UTF-16LE", "UTF-16LE", NULL, KS_FORM_UTF16, "csUTF16LE"},
    {"UTF-16BE", "UTF-16BE", NULL, KS_FORM_UTF16, "csUTF16BE"},
    {"UTF-32", "UTF-32", NULL, KS_FORM_UTF32, "csUTF32"},
    {"UTF-32LE", "UTF-32LE", NULL, KS_FORM_UTF32, "csUTF32LE"},
    {"UTF-32BE", "UTF-32BE", NULL, KS_FORM_UTF32, "csUTF32BE"},
    {"US-ASCII", "ASCII", NULL, KS_FORM_BYTES, "ASCII ANSI_X3.4-1968 ISO646-US us csASCII"},
    {"Shift_JIS", "CP932", "SHIFT_JIS", KS_FORM_BYTES,
     "SJIS x-sjis MS_Kanji csShiftJIS Windows-31J csWindows31J CP932 MS932"},
    {"EUC-JP", "EUC-JP-MS", "EUC-JP", KS_FORM_BYTES,
     "eucJP x-euc-jp eucJP-ms eucJP-win csEUCPkdFmtJapanese CP51932"},
    {"ISO-2022-JP", "ISO-2022-JP", NULL, KS_FORM_BYTES, "csISO2022JP JIS"},
    {"ISO-2022-JP-2", "ISO-2022-JP-2", NULL, KS_FORM_BYTES, "csISO2022JP2"},
    {"ISO-8859-1", "ISO-8859-1", NULL, KS_FORM_BYTES, "Latin1 L1 ISO_8859-1 csISOLatin1"},
    {"ISO-8859-2", "ISO-8859-2", NULL, KS_FORM_BYTES, "Latin2 L2 csISOLatin2"},
    {"ISO-8859-3", "ISO-8859-3", NULL, KS_FORM_BYTES, "Latin3 L3 csISOLatin3"},
    {"ISO-8859-4", "ISO-8859-4", NULL, KS_FORM_BYTES, "Latin4 L4 csISOLatin4"},
    {"ISO-8859-5", "ISO-8859-5", NULL, KS_FORM_BYTES, "cyrillic csISOLatinCyrillic"},
    {"ISO-8859-6", "ISO-8859-6", NULL, KS_FORM_BYTES, "arabic csISOLatinArabic"},
    {"ISO-8859-7", "ISO-8859-7", NULL, KS_FORM_BYTES, "greek csISOLatinGreek"},
    {"ISO-8859-8", "ISO-8859-8", NULL, KS_FORM_BYTES, "hebrew csISOLatinHebrew"},
    {"ISO-8859-9", "ISO-8859-9", NULL, KS_FORM_BYTES, "Latin5 L5 csISOLatin5"},
    {"ISO-8859-10", "ISO-8859-10", NULL, KS_FORM_BYTES, "Latin6 L6 csISOLatin6"},
    {"ISO-8859-13", "ISO-8859-13", NULL, KS_FORM_BYTES, "Latin7 csISO885913"},
    {"ISO-8859-14", "ISO-8859-14", NULL, KS_FORM_BYTES, "Latin8 csISO885914"},
    {"ISO-8859-15", "ISO-8859-15", NULL, KS_FORM_BYTES, "Latin-9 csISO885915"},
    {"ISO-8859-16", "ISO-8859-16", NULL, KS_FORM_BYTES, "Latin10 csISO885916"},
    {"windows-1250", "CP1250", NULL, KS_FORM_BYTES, "CP1250 x-cp1250 cswindows1250"},
    {"windows-1251", "CP1251", NULL, KS_FORM_BYTES, "CP1251 x-cp1251 cswindows1251"},
    {"windows-1252", "CP1252", NULL, KS_FORM_BYTES, "CP1252 x-cp1252 cswindows1252"},
    {"windows-1253", "CP1253", NULL, KS_FORM_BYTES, "CP1253 x-cp1253 cswindows1253"},
    {"windows-1254", "CP1254", NULL, KS_FORM_BYTES, "CP1254 x-cp1254 cswindows1254"},
    {"windows-1255", "CP1255", NULL, KS_FORM_BYTES, "CP1255 x-cp1255 cswindows1255"},
    {"windows-1256", "CP1256", NULL, KS_FORM_BYTES, "CP1256 x-cp1256 cswindows1256"},
    {"windows-1257", "CP1257", NULL, KS_FORM_BYTES, "CP1257 x-cp1257 cswindows1257"},
    {"windows-1258", "CP1258", NULL, KS_FORM_BYTES, "CP1258 x-cp1258 cswindows1258"},
    {"windows-874", "CP874", NULL, KS_FORM_BYTES, "CP874 x-windows-874 cswindows874"},
    {"TIS-620", "TIS-620", NULL, KS_FORM_BYTES, "csTIS620 ISO-8859-11"},
    {"KOI8-R", "KOI8-R", NULL, KS_FORM_BYTES, "csKOI8R KOI8"},
    {"KOI8-U", "KOI8-U", NULL, KS_FORM_BYTES, "csKOI8U"},
    {"macintosh", "MACINTOSH", NULL, KS_FORM_BYTES, "mac csMacintosh"},
    {"GB18030", "GB18030", NULL, KS_FORM_BYTES, "csGB18030"},
    {"GBK", "GBK", NULL, KS_FORM_BYTES, "CP936 MS936 windows-936 csGBK"},
    {"GB2312", "GBK", NULL, KS_FORM_BYTES, "EUC-CN csGB2312 x-euc-cn GB_2312-80"},
    {"Big5", "BIG5", NULL, KS_FORM_BYTES, "csBig5 CN-Big5 x-x-big5"},
    {"Big5-HKSCS", "BIG5-HKSCS", NULL, KS_FORM_BYTES, "csBig5HKSCS"},
    {"EUC-TW", "EUC-TW", NULL, KS_FORM_BYTES, "x-euc-tw"},
    {"EUC-KR", "CP949", NULL, KS_FORM_BYTES,
     "csEUCKR KS_C_5601-1987 windows-949 CP949 UHC x-windows-949"},
    {"ISO-2022-KR", "ISO-2022-KR", NULL, KS_FORM_BYTES, "csISO2022KR"},
    {"VISCII", "VISCII", NULL, KS_FORM_BYTES, "csVISCII"},
    {"IBM037", "IBM037", NULL, KS_FORM_EBCDIC, "cp037 ebcdic-cp-us csIBM037"},
    {"IBM500", "IBM500", NULL, KS_FORM_EBCDIC, "cp500 ebcdic-cp-be csIBM500"},
    {"IBM1047", "IBM1047", NULL, KS_FORM_EBCDIC, "cp1047 csIBM1047"},
    {"IBM01140", "IBM1140", NULL, KS_FORM_EBCDIC, "IBM1140 cp1140 csIBM01140"},
    {"IBM930", "IBM930", NULL, KS_FORM_EBCDIC, "cp930 x-IBM930"},
    {"IBM939", "IBM939", NULL, KS_FORM_EBCDIC, "cp939 x-IBM939"},
};

#define CHARSET_COUNT (sizeof CHARSETS / sizeof *CHARSETS)

/* The letters and digits of a name, small; the length, or 0 where it does not fit. */
static size_t fold_name(ks_sv name, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '-' || c == '_') {
            continue;
        }
        if (length + 1 >= NAME_SIZE || c == '\0') {
            return 0;
        }
        out[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out[length] = '\0';
    return length;
}

static bool is_same_name(ks_sv name, const char *folded)
{
    char other[NAME_SIZE];
    return fold_name(name, other) > 0 && strcmp(folded, other) == 0;
}

const ks_charset *ks_charset_find(ks_sv name)
{
    char folded[NAME_SIZE];
    if (fold_name(name, folded) == 0) {
        return NULL;
    }
    for (size_t i = 0; i < CHARSET_COUNT; i++) {
        if (is_same_name(ks_sv_from(CHARSETS[i].name), folded)) {
            return &CHARSETS[i];
        }
        ks_sv rest = ks_sv_from(CHARSETS[i].aliases);
        for (ks_sv alias = ks_sv_next_token(&rest); alias.len > 0;
             alias = ks_sv_next_token(&rest)) {
            if (is_same_name(alias, folded)) {
                return &CHARSETS[i];
            }
        }
    }
    return NULL;
}

bool ks_encoding_is_known(const char *name)
{
    return ks_charset_find(ks_sv_from(name)) != NULL;
}

const char *ks_encoding_name(const char *name)
{
    const ks_charset *charset = ks_charset_find(ks_sv_from(name));
    return charset != NULL ? charset->name : NULL;
}

typedef struct name_list {
    char texts[NAME_LIMIT][NAME_SIZE];
    ks_sv names[NAME_LIMIT];
    const ks_charset *charsets[NAME_LIMIT];
    size_t count;
} name_list;

static void list_name(name_list *list, ks_sv name, const ks_charset *charset)
{
    if (list->count < NAME_LIMIT) {
        size_t length = fold_name(name, list->texts[list->count]);
        list->names[list->count] = (ks_sv){list->texts[list->count], length};
        list->charsets[list->count++] = charset;
    }
}

const char *ks_encoding_nearest(const char *name)
{
    char folded[NAME_SIZE];
    size_t length = fold_name(ks_sv_from(name), folded);
    if (length == 0) {
        return NULL;
    }
    name_list list = {.count = 0};
    for (size_t i = 0; i < CHARSET_COUNT; i++) {
        list_name(&list, ks_sv_from(CHARSETS[i].name), &CHARSETS[i]);
        ks_sv rest = ks_sv_from(CHARSETS[i].aliases);
        for (ks_sv alias = ks_sv_next_token(&rest); alias.len > 0;
             alias = ks_sv_next_token(&rest)) {
            list_name(&list, alias, &CHARSETS[i]);
        }
    }
    size_t nearest = ks_text_nearest((ks_sv){folded, length}, list.names, list.count);
    return nearest != SIZE_MAX ? list.charsets[nearest]->name : NULL;
}

/* A conversion under way: iconv's cursors into the input and into our growing buffer. */
typedef struct conversion {
    iconv_t handle;
    char *in;
    size_t in_left;
    ks_bytes out; /* out.size is what is filled */
    size_t capacity;
} conversion;

static bool make_room(conversion *c)
{
    size_t wanted = c->capacity + c->capacity / 2 + 64;
    char *data = ks_alloc_resize(c->out.data, wanted + 1);
    if (data == NULL) {
        return false;
    }
    c->out.data = data;
    c->capacity = wanted;
    return true;
}

/* One call of iconv; without input it writes what ends a shift state. */
static int step(conversion *c, bool is_last)
{
    char *cursor = c->out.data + c->out.size;
    size_t left = c->capacity - c->out.size;
    size_t result = is_last ? iconv(c->handle, NULL, NULL, &cursor, &left)
                            : iconv(c->handle, &c->in, &c->in_left, &cursor, &left);
    int error = result == (size_t)-1 ? errno : 0;
    c->out.size = c->capacity - left;
    return error;
}

static ks_status run(conversion *c, bool is_last, int *out_error)
{
    for (;;) {
        int error = step(c, is_last);
        if (error != E2BIG) {
            *out_error = error;
            return KS_OK;
        }
        if (!make_room(c)) {
            return KS_ERR_MEMORY;
        }
    }
}

ks_status ks_charset_convert(const char *to, const char *from, ks_sv in, ks_bytes *out,
                             size_t *out_stop, bool *out_is_cut)
{
    conversion c = {.handle = iconv_open(to, from), .in_left = in.len, .capacity = in.len};
    if (c.handle == (iconv_t)-1) {
        return errno == ENOMEM ? KS_ERR_MEMORY : KS_ERR_NOT_FOUND;
    }
    c.in = (char *)(uintptr_t)in.ptr; /* iconv does not write through it */
    int error = 0;
    int last_error = 0;
    ks_status status = make_room(&c) ? run(&c, false, &error) : KS_ERR_MEMORY;
    if (status == KS_OK) {
        status = run(&c, true, &last_error);
    }
    iconv_close(c.handle);
    if (status != KS_OK) {
        ks_bytes_release(&c.out);
        return status;
    }
    c.out.data[c.out.size] = '\0';
    *out = c.out;
    *out_stop = in.len - c.in_left;
    *out_is_cut = error == EINVAL;
    return KS_OK;
}

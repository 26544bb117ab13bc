/* The encodings kessan knows, and converting between them. Private to the room. */
#ifndef KS_IO_CHARSET_H
#define KS_IO_CHARSET_H

#include "io_encoding.h"

typedef enum ks_charset_form {
    KS_FORM_UTF8,
    KS_FORM_UTF16,
    KS_FORM_UTF32,
    KS_FORM_BYTES, /* ASCII bytes mean ASCII, at least at the beginning of a text */
    KS_FORM_EBCDIC
} ks_charset_form;

typedef struct ks_charset {
    const char *name;   /* as IANA prefers it */
    const char *iconv;  /* what iconv calls what we mean by it */
    const char *strict; /* a second reader of the same name whose table differs, or NULL */
    ks_charset_form form;
    const char *aliases; /* separated by spaces */
} ks_charset;

/* By name or alias; case, hyphens and underscores make no difference. NULL where there is none. */
const ks_charset *ks_charset_find(ks_sv name);

/* Converts as far as it goes. *out_stop is the offset of the sequence it could not convert, or
 * in.len; *out_is_cut says that it stopped because the text ends within a character. `out` is
 * written on KS_OK, and holds what was converted. KS_ERR_NOT_FOUND: no such converter here. */
KS_MUST_USE ks_status ks_charset_convert(const char *to, const char *from, ks_sv in, ks_bytes *out,
                                         size_t *out_stop, bool *out_is_cut);

/* UTF-16 or UTF-32 without a byte order mark, told by where its zero bytes are; or NULL. */
const char *ks_charset_guess_wide(ks_sv bytes);
/* The encoding that `bytes`, which are not in `except`, look like; NULL where nothing fits. A
 * failure counts as nothing. */
const char *ks_charset_guess(ks_sv bytes, const ks_charset *except);

#endif

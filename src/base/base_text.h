/* UTF-8, XML characters, likeness of names. */
#ifndef KS_BASE_TEXT_H
#define KS_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base_str.h"

/* Decodes the character at *cursor (before end) and moves behind it; UINT32_MAX, and one byte on,
 * where the bytes are no UTF-8 (overlong and surrogates are none). */
uint32_t ks_utf8_next(const char **cursor, const char *end);
/* The offset of the first byte that is no UTF-8; text.len where all is well. */
size_t ks_utf8_check(ks_sv text);
size_t ks_utf8_count(ks_sv text);  /* characters */
bool ks_char_is_xml(uint32_t c);   /* XML 1.0 production [2] */
bool ks_char_is_space(uint32_t c); /* XML white space, NBSP, ideographic space and the like */
/* What stands for & < > and " in XML: "&lt;" and so on; NULL for other characters. */
static inline const char *ks_char_escape(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* The text with & < and > so escaped, and quotes too if `with_quotes`; nothing else is looked at.
 */
void ks_text_add_escaped(ks_str *out, ks_sv text, bool with_quotes);
bool ks_text_is_ncname(ks_sv text);
bool ks_text_is_prefixed(ks_sv text); /* "prefix:name", both of them NCNames */
bool ks_text_is_language(ks_sv text); /* xs:language (XML Schema part 2 3.3.3) */
/* The text with every run of white space (ks_char_is_space) made one space, none at the ends, and
 * full-width ASCII (U+FF01-FF5E) made half-width: how labels are compared. Appends to out. */
void ks_text_fold(ks_str *out, ks_sv text);
/* The text in a message: what is longer than a hundred bytes ends in "…". */
void ks_text_add_shown(ks_str *out, ks_sv text);
/* Damerau-Levenshtein distance in characters, at most `limit` + 1; SIZE_MAX when memory is short.
 */
size_t ks_text_distance(ks_sv a, ks_sv b, size_t limit);
/* The candidate most like `text`, or SIZE_MAX where none is near (distance over a third of it). */
size_t ks_text_nearest(ks_sv text, const ks_sv *candidates, size_t count);

#endif

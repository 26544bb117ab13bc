/* Phrases of ours in the place of what libxml2 says, and what they are filled with: the names and
 * values that stand in its messages in quotes. Inside the room only. */
#ifndef KS_XML_PHRASE_H
#define KS_XML_PHRASE_H

#include "base_str.h"
#include "diag.h"
#include "xml_compat.h"

/* A phrase for a code of libxml2 (0: for any); {0} to {3} are filled in. Where one code stands for
 * several messages, `sign` is what the message has. */
typedef struct ks_xml_phrase {
    int code;
    const char *text[KS_LANG_COUNT];
    const char *sign; /* or NULL */
} ks_xml_phrase;

#define KS_XML_PHRASE(code, en, ja)                                                                \
    {                                                                                              \
        code, {en, ja}, NULL                                                                       \
    }
#define KS_XML_PHRASE_IF(code, sign, en, ja)                                                       \
    {                                                                                              \
        code, {en, ja}, sign                                                                       \
    }

/* The first that fits, or NULL. */
const ks_xml_phrase *ks_xml_find_phrase(const ks_xml_phrase *phrases, size_t count,
                                        ks_xml_error_ptr error);
void ks_xml_fill(ks_str *out, const char *form, const ks_sv *slots, size_t count);

ks_lang ks_xml_lang(const ks_sink *sink);
ks_sv ks_xml_message(ks_xml_error_ptr error);
/* "{namespace}name" without its namespace. */
ks_sv ks_xml_local_part(ks_sv name);
/* What stands in quotes behind `opening`, which itself ends in the quote; empty where nothing. */
ks_sv ks_xml_quoted_after(ks_sv text, ks_sv opening);
/* The last text in quotes. */
ks_sv ks_xml_last_quoted(ks_sv text);
/* Each text in quotes, to `limit`. */
size_t ks_xml_all_quoted(ks_sv text, ks_sv *out, size_t limit);
/* Releases; memory that ran short while a message was made is the sink's to tell. */
void ks_xml_settle(ks_sink *sink, ks_str *str);

#endif

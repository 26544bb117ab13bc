/* What libxml2 has to say, as findings in plain words: of text that is no XML (xml_malformed.c), of
 * documents that do not agree with their schema (xml_error.c), of schemas (xml_broken.c). None of
 * its own words are handed on: they are of no language of ours, and change between versions. */
#ifndef KS_XML_ERROR_H
#define KS_XML_ERROR_H

#include "base_str.h"
#include "diag.h"
#include "xml_compat.h"
#include "xml_schema.h"

/* What is wrong with the markup. */
void ks_xml_add_malformed(ks_str *out, ks_lang lang, ks_xml_error_ptr error);
/* Whether the parser met its own limit of lengths, which is wider than ours. */
bool ks_xml_error_is_length(ks_xml_error_ptr error);
/* xml.malformed at `place`; `open` is where the innermost open element begins, or KS_NOWHERE. */
void ks_xml_report_malformed(ks_sink *sink, ks_place place, ks_place open, ks_xml_error_ptr error);
/* One record of the validator about the element at `place`. `suggest` may be NULL, and `meant`, the
 * attribute that an unknown one may stand for. */
void ks_xml_report_invalid(ks_sink *sink, ks_place place, ks_xml_error_ptr error,
                           ks_xml_suggest_fn suggest, void *suggest_user, const char *meant);
/* Whether the record is the finding `id`, about an attribute; which one, and of what element. Both
 * are views into the record. */
bool ks_xml_error_is_attribute(ks_xml_error_ptr error, ks_finding_id id, ks_sv *out_element,
                               ks_sv *out_attribute);
/* xml.schema-broken: one record about a schema that is compiled. */
void ks_xml_report_broken(ks_sink *sink, ks_place place, ks_xml_error_ptr error);
/* What a type of XML Schema holds, in words; "a value of type {0}" for others. `type` is as in the
 * messages: "xs:date", "{namespace}local". */
void ks_xml_add_type(ks_str *out, ks_lang lang, ks_sv type);
/* Whether the validator is wrong: a number of many digits, before 2.13 (libxml2.md T9). */
bool ks_xml_error_is_long_decimal(ks_xml_error_ptr error);

#endif

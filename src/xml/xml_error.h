/* What libxml2 has to say, as findings in plain words. Where we have no better words its own stand.
 */
#ifndef KS_XML_ERROR_H
#define KS_XML_ERROR_H

#include "diag.h"
#include "xml_compat.h"
#include "xml_schema.h"

/* xml.malformed at `place`; `open` is where the innermost open element begins, or KS_NOWHERE. */
void ks_xml_report_malformed(ks_sink *sink, ks_place place, ks_place open, ks_xml_error_ptr error);
/* One record of the validator about the element at `place`. `suggest` may be NULL. */
void ks_xml_report_invalid(ks_sink *sink, ks_place place, ks_xml_error_ptr error,
                           ks_xml_suggest_fn suggest, void *suggest_user);
/* Whether the validator is wrong: a number of many digits, before 2.13 (libxml2.md T9). */
bool ks_xml_error_is_long_decimal(ks_xml_error_ptr error);

#endif

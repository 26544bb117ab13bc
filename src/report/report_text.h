/* Findings as lines of text, for terminals and logs. */
#ifndef KS_REPORT_TEXT_H
#define KS_REPORT_TEXT_H

#include "base_str.h"
#include "diag.h"

/* Appends "file:line:column: severity: message [id]" and a line for each related place, indented:
 * of one in the same file only "line:column: ", and texts stand under each other. What is not known
 * of a place is left out. Control characters become spaces, so that nothing in a document can play
 * tricks on a terminal. */
void ks_report_text_finding(ks_str *out, const ks_finding *finding, ks_lang lang);

/* Appends "2 errors, 1 warning, 3 notes", without newline and without the kinds that there are none
 * of; nothing at all is "no findings". `counts` is by ks_severity, as in ks_sink; `known` findings
 * of a baseline follow. */
void ks_report_text_counts(ks_str *out, const size_t counts[3], size_t known, ks_lang lang);

#endif

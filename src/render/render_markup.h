/* Text that filers marked up as HTML, made safe to show: what is known to be harmless stays, all
 * else goes. Elements, attributes and words of style come from lists; there is no script, no form,
 * no frame, and nothing that a browser would fetch. What comes out nests rightly and is well-formed
 * as XML whatever came in: end tags are added where they lack, those without a start go, and what
 * is no tag is text. Linear in the length of the text. */
#ifndef KS_RENDER_MARKUP_H
#define KS_RENDER_MARKUP_H

#include "base_str.h"

/* Appends the text as HTML; one without any tag is one paragraph in which line breaks count. */
void ks_markup_to_html(ks_sv text, ks_str *out);
/* Whether the text is marked up. */
bool ks_markup_has_tag(ks_sv text);
/* Appends the text, as text. */
void ks_markup_add_plain(ks_sv text, ks_str *out);
/* Appends text that is markup, as it stands, and returns true, where it is safe to show so and an
 * XML parser and inline XBRL's rules for escaped text give back the same text: well-formed, nothing
 * unknown in it, nothing that would be fetched, no id. Else *out is left as it is. Its looks are
 * for the style sheet to tame. */
bool ks_markup_add_verbatim(ks_sv text, ks_str *out);
/* Appends the text without tags, with line breaks between blocks and tabs between cells. */
void ks_markup_to_text(ks_sv text, ks_str *out);

#endif

/* What XHTML 1.1 with inline XBRL allows: which element stands in which, and with which attributes.
 * A page of HTML is made to fit; a text that was filed fits or does not. For the room's own use. */
#ifndef KS_RENDER_XHTML_H
#define KS_RENDER_XHTML_H

#include <libxml/tree.h>

#include "base_str.h"

/* Makes the element and all that is in it fit. What has no place becomes a div or a span, whose
 * class says what it was; attributes that are not known go, `lang` becomes xml:lang of the parts
 * without tags. *out_changed, unless NULL, says whether anything was to do. */
KS_MUST_USE ks_status ks_xhtml_fit(xmlNode *root, bool *out_changed);

/* The same of a piece of well-formed markup that stands in a div. `names` are declarations of
 * prefixes, each with a space in front. */
KS_MUST_USE ks_status ks_xhtml_fit_markup(ks_str *markup, ks_sv names, bool *out_changed);
/* Whether such a piece, without prefixes, fits as it is. */
KS_MUST_USE ks_status ks_xhtml_is_fit(ks_sv markup, bool *out);

#endif

/* The readable filing as an inline XBRL document: figures, words and notes of a view are tagged
 * before a stylesheet lays the view out, and ids are made unique after that. For the room's own
 * use. */
#ifndef KS_RENDER_INLINE_H
#define KS_RENDER_INLINE_H

#include <libxml/tree.h>

#include "base_str.h"

/* Puts the ix:header `header` (write_inline.h) last into the root of the view, and moves from its
 * hidden part what the view shows into the texts that show it, once each: a figure of which scale
 * and sign make the value as it is filed, words that are the value, a note. `languages` are those
 * that are shown, with spaces between them. */
KS_MUST_USE ks_status ks_render_inline_tag(xmlDoc *view, ks_sv header, const char *languages);

/* Takes the document type away, and gives the elements of HTML and SVG whose id is that of a fact,
 * context, unit or note of the report another one, and what refers to them as well. */
KS_MUST_USE ks_status ks_render_inline_settle(xmlDoc *page);

#endif

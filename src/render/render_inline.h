/* The readable filing as an inline XBRL document. What a view shows of an instance is marked before
 * a stylesheet lays the view out, ids are made unique after that, and last the marks become tags:
 * what no mark of the page speaks of goes to the hidden part, once. For the room's own use. */
#ifndef KS_RENDER_INLINE_H
#define KS_RENDER_INLINE_H

#include <libxml/tree.h>

#include "render_inline_tags.h"

/* Marks, by processing instructions, what gives back a fact or a note as it is filed: a figure that
 * says its scale, words, a dash for what is nil, long texts. The long texts become HTML, as the
 * stylesheet wants them. `languages` are those that are shown, with spaces between them. */
KS_MUST_USE ks_status ks_render_inline_mark(xmlDoc *view, ks_tags *tags, const char *languages);

/* Takes the document type away, makes HTML fit XHTML 1.1, and gives the elements whose id the
 * report has as well another one, and what refers to them too. `user` is a ks_tags. */
KS_MUST_USE ks_status ks_render_inline_settle(xmlDoc *page, void *user);

/* Appends the page with its tags and its header to *out. */
KS_MUST_USE ks_status ks_render_inline_fill(ks_sv page, ks_tags *tags, ks_str *out);

#endif

/* The readable filing: a statement view (xsd/kessan/view.xsd) laid out by a stylesheet of xslt/.
 *
 * Styles are "html" (one file of HTML without script, well-formed as XML), "text", "csv", and
 * "inline", an inline XBRL document that says all that the instance says. The
 * stylesheets are compiled in; nothing is read from disk or network, and a stylesheet may neither
 * read nor write. May be called from any number of threads at once, each with a sink of its own. */
#ifndef KS_RENDER_VIEW_H
#define KS_RENDER_VIEW_H

#include "base_str.h"
#include "diag.h"
#include "io_file.h"

typedef struct ks_render_request {
    const char *file;      /* the view's name in findings; must outlive the sink */
    ks_sv view;            /* UTF-8 XML */
    const char *style;     /* "html", "text", "csv", "inline" */
    const char *languages; /* tags with spaces or commas between them, the main one first; NULL: all
                            */
    /* For "inline": the instance that the view was made from, and where relative URLs in it lead
     * from, and from where they are to lead (files; NULL both where that is the same). */
    const struct ks_xml_source *instance;
    const char *from;
    const char *to;
} ks_render_request;

/* *out is UTF-8; release it with ks_bytes_release. An unknown style or language, and a view that is
 * not well-formed or does not agree with its schema, are findings and KS_REFUSED. */
KS_MUST_USE ks_status ks_render_view(const ks_render_request *request, ks_sink *sink,
                                     ks_bytes *out);

/* The same for many views that were made by write_view and need no check: pages of one filing. The
 * style is compiled once. Belongs to one thread. */
typedef struct ks_render_press ks_render_press;
KS_MUST_USE ks_status ks_render_press_new(const char *style, ks_sink *sink, ks_render_press **out);
void ks_render_press_free(ks_render_press *press);
/* The request's languages are those of the view, with spaces between them, and its style is that of
 * the press. */
KS_MUST_USE ks_status ks_render_press_run(const ks_render_press *press,
                                          const ks_render_request *request, ks_sink *sink,
                                          ks_bytes *out);
/* Makes the list of `contents`, a view that lists the pages, and puts it into each page from now
 * on, in styles that have a place for it. */
KS_MUST_USE ks_status ks_render_press_menu(ks_render_press *press,
                                           const ks_render_request *contents, ks_sink *sink);
/* The ending of files in the style: "html", "txt", "csv", "xhtml"; NULL where there is no such
 * style. */
const char *ks_render_ending(const char *style);

#endif

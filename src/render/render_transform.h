/* One run of a built-in stylesheet over a document, by libxslt, with contexts of its own: nothing
 * of the process is changed, and the stylesheet may touch neither files nor the network. */
#ifndef KS_RENDER_TRANSFORM_H
#define KS_RENDER_TRANSFORM_H

#include <libxml/tree.h>

#include "base_str.h"
#include "diag.h"
#include "io_file.h"

/* A text parameter of the stylesheet. */
typedef struct ks_render_param {
    const char *name;
    const char *value; /* any text; never read as an expression */
} ks_render_param;

/* A stylesheet, compiled: a built-in file, such as "xslt/html.xsl"; what it includes is built in as
 * well. */
typedef struct ks_render_sheet ks_render_sheet;
KS_MUST_USE ks_status ks_render_sheet_new(const char *path, ks_render_sheet **out);
/* What is to be done with each result before it is written; NULL, as at first: nothing. */
typedef ks_status (*ks_render_finish)(xmlDoc *result);
void ks_render_sheet_finish(ks_render_sheet *sheet, ks_render_finish finish);
void ks_render_sheet_free(ks_render_sheet *sheet);

/* A run that fails is the finding render.failed at `place`, and KS_REFUSED. */
KS_MUST_USE ks_status ks_render_transform(const ks_render_sheet *sheet, xmlDoc *document,
                                          const ks_render_param *params, size_t param_count,
                                          ks_place place, ks_sink *sink, ks_bytes *out);

#endif

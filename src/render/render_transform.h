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
void ks_render_sheet_free(ks_render_sheet *sheet);

typedef struct ks_render_run {
    const ks_render_param *params;
    size_t param_count;
    /* What is to be done with the result before it is written; or NULL. */
    ks_status (*finish)(xmlDoc *result, void *user);
    void *user;
    ks_place place; /* of findings */
} ks_render_run;

/* A run that fails is the finding render.failed, and KS_REFUSED. */
KS_MUST_USE ks_status ks_render_transform(const ks_render_sheet *sheet, xmlDoc *document,
                                          const ks_render_run *run, ks_sink *sink, ks_bytes *out);

/* HTML reads <td/> as an open tag: an empty text makes it <td></td>. */
KS_MUST_USE ks_status ks_render_open_empty(xmlDoc *document);

/* The next node in document order, without recursion; NULL past the last. */
xmlNode *ks_render_walk(xmlNode *node);

#endif

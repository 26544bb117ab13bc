/* Where a long text goes while it is made: pieces are gathered and handed on as they fill, so that
 * a list of a million facts takes no more memory than a short one. */
#ifndef KS_WRITE_OUT_H
#define KS_WRITE_OUT_H

#include "base_str.h"

/* Takes a piece; any status but KS_OK ends the writing and is what the writer returns. */
typedef ks_status (*ks_write_put)(ks_sv piece, void *user);

typedef struct ks_write_out {
    ks_str text; /* what was not handed on yet: append here */
    ks_write_put put;
    void *user;
} ks_write_out;

void ks_write_out_init(ks_write_out *out, ks_write_put put, void *user);
void ks_write_out_release(ks_write_out *out); /* what was not handed on is lost */
/* Hands on what there is where it is much. Call it between two lines. */
KS_MUST_USE ks_status ks_write_out_step(ks_write_out *out);
/* Hands on all that there is. */
KS_MUST_USE ks_status ks_write_out_finish(ks_write_out *out);

/* Appends `text` as one line: every run of XML white space becomes one space, none at the ends. */
void ks_write_line(ks_str *out, const char *text);

#endif

/* Where the text of a listing or of a readable filing goes: a file, whole or not at all, or the
 * caller's function. */
#ifndef KS_API_OUTPUT_H
#define KS_API_OUTPUT_H

#include "api_session.h"
#include "io_output.h"
#include "write_out.h"

typedef struct ks_api_output {
    ks_session *session;
    const char *path;  /* of a file; NULL or "-": `write` */
    ks_write_fn write; /* or NULL: nobody listens */
    void *user;
    const char *beside;    /* a second file of the same folder that appears with it, or NULL */
    const ks_str *besides; /* its text, by the time of the commit */
    ks_output_set *set;    /* starts as NULL */
} ks_api_output;

/* Makes the file's folder. What is wrong with the place is a finding and KS_REFUSED. */
KS_MUST_USE ks_status ks_api_output_open(ks_api_output *output);
/* `user` is the ks_api_output. */
KS_MUST_USE ks_status ks_api_output_put(ks_sv piece, void *user);
void ks_api_output_release(ks_api_output *output); /* what was not committed goes */

/* All of it in one call: what `write` writes piece by piece, or one text. */
KS_MUST_USE ks_status ks_api_output_stream(ks_api_output *output,
                                           ks_status (*write)(ks_write_out *out, void *user),
                                           void *user);
KS_MUST_USE ks_status ks_api_output_text(ks_api_output *output, ks_sv text);

#endif

/* An instance as the text of an XBRL 2.1 document. */
#ifndef KS_API_COPY_H
#define KS_API_COPY_H

#include <kessan/kessan.h>

#include "base_uri.h"
#include "io_resolve.h"
#include "model_taxonomy.h"

/* Appends the document at `url`, read or made, event by event, moved along `way`. `taxonomy` is for
 * what is made of a report of the Open Information Model; NULL for others. */
KS_MUST_USE ks_status ks_api_copy_document(ks_session *session, ks_io_resolver *resolver,
                                           const char *url, const ks_taxonomy *taxonomy,
                                           ks_uri_way way, ks_str *out);

#endif

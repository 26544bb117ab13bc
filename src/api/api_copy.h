/* An instance as the text of an XBRL 2.1 document. */
#ifndef KS_API_COPY_H
#define KS_API_COPY_H

#include <kessan/kessan.h>

#include "base_uri.h"
#include "io_resolve.h"
#include "read_instance.h"

/* Appends the document at `url`, read or made, event by event, moved along `way`. */
KS_MUST_USE ks_status ks_api_copy_document(ks_session *session, ks_io_resolver *resolver,
                                           const char *url, ks_uri_way way, ks_str *out);
/* The same while it is read into *out_report. */
KS_MUST_USE ks_status ks_api_copy_report(ks_session *session, ks_io_resolver *resolver,
                                         const char *url, ks_uri_way way,
                                         ks_report_pair *out_report, ks_str *out);

#endif

/* Instances as readable filings. */
#ifndef KS_API_RENDER_H
#define KS_API_RENDER_H

#include "api_session.h"
#include "io_resolve.h"

/* As ks_render_file, of the instance at `url`, which `file` is or stands for; the style is set. */
KS_MUST_USE ks_status ks_api_render_instance(ks_session *session, ks_io_resolver *resolver,
                                             const char *url, const char *file,
                                             const ks_render_options *options);
/* One text to where the options say. */
KS_MUST_USE ks_status ks_api_render_out(ks_session *session, const ks_render_options *options,
                                        ks_sv text);

#endif

/* Reading and checking for the functions of the public headers. */
#ifndef KS_API_READ_H
#define KS_API_READ_H

#include <kessan/kessan.h>

#include "api_sources.h"
#include "io_resolve.h"
#include "model_taxonomy.h"
#include "write_files.h"

/* Validates the instance that `resolver` has at `url`. */
KS_MUST_USE ks_status ks_api_validate_instance(ks_session *session, ks_io_resolver *resolver,
                                               const char *url);

/* Validates what was written before it goes to its place: the report `documents` (encoded; the
 * instance is the last) as ks_validate does, `view` against its schema. */
KS_MUST_USE ks_status ks_api_validate_written(ks_session *session, const ks_write_files *documents,
                                              const ks_write_file *view);

/* The taxonomy that `file` is, or that it refers to, or whose entry point it names. */
KS_MUST_USE ks_status ks_api_read_taxonomy(ks_session *session, ks_api_sources *sources,
                                           const char *file, ks_taxonomy **out);

#endif

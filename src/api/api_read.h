/* Reading and checking for the functions of the public headers. */
#ifndef KS_API_READ_H
#define KS_API_READ_H

#include <kessan/kessan.h>

#include "io_resolve.h"
#include "write_files.h"

/* Validates the instance that `resolver` has at `url`. */
KS_MUST_USE ks_status ks_api_validate_instance(ks_session *session, ks_io_resolver *resolver,
                                               const char *url);

/* Validates what was written before it goes to its place: the report `documents` (encoded; the
 * instance is the last) as ks_validate does, `view` against its schema. */
KS_MUST_USE ks_status ks_api_validate_written(ks_session *session, const ks_write_files *documents,
                                              const ks_write_file *view);

#endif

/* The checks of a taxonomy and of an instance, in their order. */
#ifndef KS_API_CHECK_H
#define KS_API_CHECK_H

#include "api_session.h"
#include "io_resolve.h"
#include "model_taxonomy.h"

/* A taxonomy that was read, and what its schemas came to. It is not changed any more: several
 * threads may check instances against it. */
typedef struct ks_api_checked {
    ks_taxonomy *taxonomy; /* owned; NULL where it could not be read */
    ks_status schemas;     /* KS_REFUSED where they do not hold together; findings have said so */
    bool is_own;           /* instances are held against our own types */
    bool is_blocked;       /* something could not be read: instances are not looked at */
    bool has_errors;       /* errors of the taxonomy were told */
} ks_api_checked;

/* Checks out->taxonomy: its schemas, then the rules of XBRL 2.1 and Dimensions. Where our own types
 * do not decide, its schemas are asked with each instance. */
KS_MUST_USE ks_status ks_api_check_taxonomy(ks_session *session, ks_io_resolver *resolver,
                                            ks_api_checked *out);
/* Where the instance at `url` stands for a report of the Open Information Model: that its taxonomy
 * is not valid, which is an error of the report too. */
KS_MUST_USE ks_status ks_api_tell_taxonomy(ks_session *session, ks_io_resolver *resolver,
                                           const char *url);
/* Reads the instance at `url` and checks it against that taxonomy. The session's names must be
 * those of the taxonomy, or stand over them. */
KS_MUST_USE ks_status ks_api_check_report(ks_session *session, ks_io_resolver *resolver,
                                          const char *url, const ks_api_checked *checked);

#endif

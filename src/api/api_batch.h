/* Many reports in one run: by several threads, with findings told in the order of the reports. */
#ifndef KS_API_BATCH_H
#define KS_API_BATCH_H

#include "api_inline.h"
#include "api_session.h"

typedef enum ks_api_unit_kind {
    KS_UNIT_INSTANCE, /* its one URL */
    KS_UNIT_INLINE,   /* a document set: all its URLs */
    KS_UNIT_OIM,      /* a report of the Open Information Model */
    KS_UNIT_FOLDER,   /* the document sets in a folder */
    KS_UNIT_PACKAGE   /* a report package, or a taxonomy package */
} ks_api_unit_kind;

/* What is validated by itself. */
typedef struct ks_api_unit {
    ks_api_unit_kind kind;
    const char **urls;
    size_t count;
} ks_api_unit;

/* Validates the units. Findings go to the session's sink in the order of the units, whatever is
 * done first; of units that are done ahead of their turn not more are kept than a few for each
 * job. KS_REFUSED where one of them could not be read or its schemas do not hold together. */
KS_MUST_USE ks_status ks_api_run_units(ks_session *session, const ks_api_unit *units, size_t count);

#endif

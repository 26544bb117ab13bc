/* The report that a user names, read with its taxonomy. */
#ifndef KS_API_OPEN_H
#define KS_API_OPEN_H

#include "api_sources.h"
#include "read_instance.h"

/* Starts as {0}. */
typedef struct ks_api_open {
    ks_api_sources sources;
    const char *url;       /* of the instance: a document of the sources */
    ks_report_pair report; /* its texts stay with the sources */
} ks_api_open;

/* Finds the instance that `file` stands for: an instance, an inline document, a report in xBRL-JSON
 * or xBRL-CSV, or a folder or package with one report. Only out->report is left to be read.
 * KS_REFUSED with findings where there is none. Release *out whatever is returned. */
KS_MUST_USE ks_status ks_api_open_find(ks_session *session, const char *file, ks_api_open *out);
/* The same, and reads it. */
KS_MUST_USE ks_status ks_api_open_report(ks_session *session, const char *file, ks_api_open *out);
void ks_api_open_release(ks_api_open *open);

#endif

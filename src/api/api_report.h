/* The reports of a session, and which findings reach them. */
#ifndef KS_API_REPORT_H
#define KS_API_REPORT_H

#include "api_session.h"

/* For ks_session_new and ks_session_free. */
KS_MUST_USE ks_status ks_api_reports_new(ks_session *session);
void ks_api_reports_free(ks_api_reports *reports); /* NULL is fine; files not ended go */

/* Tells the reports that what is found from here on comes from checking `file`, which a user named:
 * a report may have a part for each of them, also where nothing is found. */
KS_MUST_USE ks_status ks_api_begin_input(ks_session *session, const char *file);

#endif

/* Documents that the program gives instead of files. */
#ifndef KS_API_DOCUMENTS_H
#define KS_API_DOCUMENTS_H

#include <kessan/kessan.h>

#include "io_resolve.h"

/* The resolver asks for the session's documents first. */
void ks_api_documents_mount(ks_session *session, ks_io_resolver *resolver);
void ks_api_documents_release(ks_session *session);

/* Standard input can be read but once: from now on it stands at "-", as a document that the program
 * put there. KS_REFUSED with a finding where it cannot be read. */
KS_MUST_USE ks_status ks_api_documents_keep_input(ks_session *session, ks_io_resolver *resolver);

#endif

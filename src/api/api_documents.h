/* Documents that the program gives instead of files. */
#ifndef KS_API_DOCUMENTS_H
#define KS_API_DOCUMENTS_H

#include <kessan/kessan.h>

#include "io_resolve.h"

/* The resolver asks for the session's documents first. */
void ks_api_documents_mount(ks_session *session, ks_io_resolver *resolver);
void ks_api_documents_release(ks_session *session);

#endif

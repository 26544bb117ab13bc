/* The documents that the taxonomies of a session were made of, and the lock file that they are held
 * against or written to: a line each, "SHA-256 bytes URL", sorted by URL. What is built in is not
 * among them: kessan's version says what that is. Paths are relative to the folder of the lock. */
#ifndef KS_API_LOCK_H
#define KS_API_LOCK_H

#include <kessan/kessan.h>

#include "io_resolve.h"

typedef struct ks_api_lock ks_api_lock;

void ks_api_lock_free(ks_api_lock *lock); /* NULL is fine */

/* Whether the session wants to know what documents are. */
bool ks_api_lock_is_wanted(const ks_session *session);
/* Has the resolver tell what its documents are, where the session wants to know. */
KS_MUST_USE ks_status ks_api_lock_begin(ks_session *session, ks_io_resolver *resolver);
/* Notes the schemas and linkbases that the resolver has read. A failure is told by
 * ks_session_check_lock. */
void ks_api_lock_note(ks_session *session, ks_io_resolver *resolver);

#endif

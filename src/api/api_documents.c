/* Documents that the program gives: what it put in the place of files, what its resolver answers.
 */
#include "api_documents.h"

#include "api_session.h"
#include "base_alloc.h"

ks_status ks_reply_put(ks_reply *reply, const void *data, size_t size)
{
    ks_str_add_sv(&reply->bytes, (ks_sv){data, size});
    return ks_str_status(&reply->bytes);
}

/* The name that a document given by the program is kept by; NULL when memory is short. */
static const char *address_of(ks_session *session, const char *url)
{
    if (session->folder == NULL) {
        session->folder = ks_io_here(&session->names.arena);
    }
    return session->folder == NULL ? NULL
                                   : ks_io_address(&session->names.arena, session->folder, url);
}

ks_status ks_session_put(ks_session *session, const char *url, const void *data, size_t size)
{
    const char *address = address_of(session, url);
    ks_reply *reply = address == NULL ? NULL : ks_map_get(&session->documents, ks_sv_from(address));
    if (address != NULL && reply == NULL) {
        reply = ks_alloc_zero(1, sizeof *reply);
        if (reply != NULL) {
            ks_str_init(&reply->bytes);
        }
        if (reply != NULL && ks_map_set(&session->documents, ks_sv_from(address), reply) != KS_OK) {
            ks_alloc_free(reply);
            reply = NULL;
        }
    }
    if (reply == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str_clear(&reply->bytes);
    return ks_reply_put(reply, data, size);
}

static ks_status find_put(const ks_session *session, const char *url, const ks_reply **out)
{
    ks_arena arena;
    *out = NULL;
    if (session->folder == NULL) { /* nothing was put */
        return KS_OK;
    }
    ks_arena_init(&arena);
    const char *address = ks_io_address(&arena, session->folder, url);
    if (address != NULL) {
        *out = ks_map_get(&session->documents, ks_sv_from(address));
    }
    ks_arena_release(&arena);
    return address == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_api_documents_keep_input(ks_session *session, ks_io_resolver *resolver)
{
    const ks_reply *put = NULL;
    ks_bytes bytes = {NULL, 0};
    ks_status status = find_put(session, "-", &put);
    if (status != KS_OK || put != NULL) {
        return status;
    }
    status = ks_io_read_file("-", KS_NOWHERE, &session->sink, &bytes);
    if (status == KS_OK) {
        status = ks_session_put(session, "-", bytes.data, bytes.size);
        ks_api_documents_mount(session, resolver);
    }
    ks_bytes_release(&bytes);
    return status;
}

static ks_status ask_program(const ks_session *session, const char *url, ks_str *out)
{
    ks_reply reply;
    ks_str_init(&reply.bytes);
    ks_status status = session->options.resolve(url, &reply, session->options.resolve_user);
    ks_str_add_sv(out, ks_str_view(&reply.bytes));
    ks_str_release(&reply.bytes);
    return status;
}

/* What the program put at `url`, then what its resolver answers. */
static ks_status answer(const char *url, ks_str *out, void *user)
{
    const ks_session *session = user;
    const ks_reply *put = NULL;
    ks_status status = find_put(session, url, &put);
    if (status != KS_OK) {
        return status;
    }
    if (put != NULL) {
        ks_str_add_sv(out, ks_str_view(&put->bytes));
        return ks_str_status(out);
    }
    return session->options.resolve != NULL ? ask_program(session, url, out) : KS_ERR_NOT_FOUND;
}

void ks_api_documents_mount(ks_session *session, ks_io_resolver *resolver)
{
    if (session->options.resolve != NULL || ks_map_first(&session->documents) != NULL) {
        resolver->hook = (ks_io_hook){answer, session};
    }
}

void ks_api_documents_release(ks_session *session)
{
    for (ks_map_entry *e = ks_map_first(&session->documents); e != NULL; e = ks_map_next(e)) {
        ks_reply *reply = ks_map_entry_value(e);
        ks_str_release(&reply->bytes);
        ks_alloc_free(reply);
    }
    ks_map_release(&session->documents);
}

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
static const char *address_of(ks_arena *arena, const char *url)
{
    ks_io_resolver here;
    ks_io_resolver_init(&here, NULL, 0);
    const char *address = ks_io_resolver_address(&here, arena, url);
    ks_io_resolver_release(&here);
    return address;
}

ks_status ks_session_put(ks_session *session, const char *url, const void *data, size_t size)
{
    const char *address = address_of(&session->names.arena, url);
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

/* What the program put at `url`, then what its resolver answers. */
static ks_status answer(const char *url, ks_str *out, void *user)
{
    const ks_session *session = user;
    ks_arena arena;
    ks_arena_init(&arena);
    const char *address = address_of(&arena, url);
    const ks_reply *put =
        address == NULL ? NULL : ks_map_get(&session->documents, ks_sv_from(address));
    ks_status status = address == NULL ? KS_ERR_MEMORY : KS_ERR_NOT_FOUND;
    if (put != NULL) {
        ks_str_add_sv(out, ks_str_view(&put->bytes));
        status = ks_str_status(out);
    } else if (status == KS_ERR_NOT_FOUND && session->options.resolve != NULL) {
        ks_reply reply;
        ks_str_init(&reply.bytes);
        status = session->options.resolve(url, &reply, session->options.resolve_user);
        ks_str_add_sv(out, ks_str_view(&reply.bytes));
        ks_str_release(&reply.bytes);
    }
    ks_arena_release(&arena);
    return status;
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

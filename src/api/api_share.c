#include "api_share.h"

#include <string.h>

#include "api_lock.h"
#include "api_units.h"
#include "base_alloc.h"
#include "read_taxonomy.h"

static void free_shared(ks_api_shared *shared)
{
    ks_taxonomy_free(shared->checked.taxonomy);
    ks_api_sources_release(&shared->sources);
    ks_finding_list_release(&shared->findings);
    ks_names_release(&shared->session.names);
    ks_api_lock_free(shared->session.lock);
    ks_alloc_free(shared);
}

/* A session with the same options, whose findings are kept in `findings`. */
static void begin_session(ks_session *session, const ks_session *like, const ks_names *below,
                          ks_finding_list *findings)
{
    *session = (ks_session){
        .options = like->options,
        .documents = like->documents,
        .folder = like->folder,
        .on_report = like->on_report,
    };
    ks_names_init_over(&session->names, below);
    ks_sink_init(&session->sink, ks_finding_list_add, findings, like->sink.lang);
    session->sink.is_cancelled = like->sink.is_cancelled;
    session->sink.cancel_user = like->sink.cancel_user;
}

ks_status ks_api_store_init(ks_api_store *store, ks_session *session, size_t limit)
{
    ks_finding_list findings = {0};
    *store = (ks_api_store){.owner = session, .limit = limit};
    begin_session(&store->base, session, NULL, &findings);
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->is_ready, NULL);
    ks_status status = ks_api_read_units(&store->base);
    ks_finding_list_flush(&findings, &session->sink);
    return status;
}

void ks_api_store_release(ks_api_store *store)
{
    for (size_t i = 0; i < store->list.count; i++) {
        free_shared(store->list.items[i]);
    }
    ks_vec_release(&store->list);
    ks_units_free(store->base.units);
    ks_names_release(&store->base.names);
    pthread_cond_destroy(&store->is_ready);
    pthread_mutex_destroy(&store->lock);
}

void ks_api_store_begin(const ks_api_store *store, const ks_names *below, ks_finding_list *findings,
                        ks_session *out)
{
    begin_session(out, &store->base, below, findings);
    out->units = store->base.units;
    out->has_no_units = store->base.has_no_units;
}

/* What tells one taxonomy from another: where it begins, and as what. */
static ks_status write_key(const ks_report_entries *entries, ks_io_resolver *resolver, ks_str *out)
{
    ks_arena arena;
    ks_arena_init(&arena);
    bool is_short = false;
    for (size_t i = 0; i < entries->list.count; i++) {
        const ks_taxonomy_entry *entry = &entries->list.items[i];
        const char *address = ks_io_resolver_address(resolver, &arena, entry->url);
        is_short = is_short || address == NULL;
        ks_str_addf(out, "%d %s %s\n", (int)entry->kind, address != NULL ? address : "",
                    entry->uri != NULL ? entry->uri : "");
    }
    ks_arena_release(&arena);
    return is_short ? KS_ERR_MEMORY : ks_str_status(out);
}

/* What cannot be shared: what is told of the reports' own files. */
static bool speaks_of(const ks_finding_list *findings, const ks_report_entries *entries)
{
    for (size_t i = 0; i < findings->items.count; i++) {
        const char *file = findings->items.items[i]->place.file;
        for (size_t e = 0; file != NULL && e < entries->list.count; e++) {
            const char *own = entries->list.items[e].place.file;
            if (own != NULL && strcmp(own, file) == 0) {
                return true;
            }
        }
    }
    return false;
}

static ks_status read_entries(ks_session *owner, ks_session *session, ks_api_shared *shared,
                              const ks_report_entries *entries)
{
    ks_io_resolver *resolver = &shared->sources.resolver;
    ks_status status = ks_api_sources_open(session, &shared->sources);
    shared->sources.session = owner;
    ks_finding_list_release(&shared->findings); /* what is wrong with packages has been told */
    for (size_t i = 0; i < entries->list.count && status == KS_OK; i++) {
        const char *file = entries->list.items[i].place.file;
        status = file == NULL ? KS_OK : ks_io_resolver_admit(resolver, file);
    }
    if (status == KS_OK) {
        status = ks_read_taxonomy(entries->list.items, entries->list.count, &session->names,
                                  resolver, &session->sink, &shared->checked.taxonomy);
    }
    return status == KS_OK ? ks_api_check_taxonomy(session, resolver, &shared->checked) : status;
}

static void read_shared(const ks_api_store *store, ks_api_shared *shared,
                        const ks_report_entries *entries)
{
    ks_api_store_begin(store, &store->base.names, &shared->findings, &shared->session);
    shared->status = read_entries(store->owner, &shared->session, shared, entries);
    shared->checked.has_errors = ks_sink_errors(&shared->session.sink) > 0;
}

/* The least recently used that nobody uses, where there are too many of them. */
static void drop_idle(ks_api_store *store)
{
    size_t idle = 0, oldest = SIZE_MAX;
    for (size_t i = 0; i < store->list.count; i++) {
        const ks_api_shared *shared = store->list.items[i];
        if (shared->users == 0) {
            idle++;
            oldest = oldest == SIZE_MAX || shared->last_use < store->list.items[oldest]->last_use
                         ? i
                         : oldest;
        }
    }
    if (idle > store->limit) {
        free_shared(store->list.items[oldest]);
        store->list.items[oldest] = store->list.items[--store->list.count];
    }
}

static ks_api_shared *find(const ks_api_store *store, const char *key)
{
    for (size_t i = 0; i < store->list.count; i++) {
        ks_api_shared *shared = store->list.items[i];
        if (!shared->is_private && strcmp(shared->key, key) == 0) {
            return shared;
        }
    }
    return NULL;
}

static ks_api_shared *add(ks_api_store *store, const ks_str *key)
{
    ks_api_shared *shared = ks_alloc_zero(1, sizeof *shared + key->len + 1);
    ks_api_shared **slot = shared == NULL ? NULL : ks_vec_add(&store->list);
    if (slot == NULL) {
        ks_alloc_free(shared);
        return NULL;
    }
    *slot = shared;
    shared->key = memcpy(shared + 1, key->ptr, key->len + 1);
    shared->users = 1;
    return shared;
}

/* With the lock held: the one that others have read or are reading, or a new one to be read. */
static ks_api_shared *find_or_add(ks_api_store *store, const ks_str *key, bool *out_is_new)
{
    ks_api_shared *shared = find(store, key->ptr);
    *out_is_new = shared == NULL;
    if (shared == NULL) {
        return add(store, key);
    }
    shared->users++;
    while (!shared->is_ready) {
        pthread_cond_wait(&store->is_ready, &store->lock);
    }
    if (shared->is_private) {
        shared->users--;
        *out_is_new = true;
        return add(store, key);
    }
    return shared;
}

ks_status ks_api_store_take(ks_api_store *store, const ks_report_entries *entries,
                            ks_io_resolver *resolver, ks_api_shared **out)
{
    ks_str key;
    ks_str_init(&key);
    bool is_new = false;
    ks_status status = write_key(entries, resolver, &key);
    if (status == KS_OK) {
        pthread_mutex_lock(&store->lock);
        *out = find_or_add(store, &key, &is_new);
        pthread_mutex_unlock(&store->lock);
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (status == KS_OK && is_new) {
        read_shared(store, *out, entries);
        const bool is_private = speaks_of(&(*out)->findings, entries);
        pthread_mutex_lock(&store->lock);
        (*out)->is_private = is_private;
        (*out)->is_ready = true;
        pthread_cond_broadcast(&store->is_ready);
        pthread_mutex_unlock(&store->lock);
    }
    ks_str_release(&key);
    return status;
}

void ks_api_store_give(ks_api_store *store, ks_api_shared *shared)
{
    pthread_mutex_lock(&store->lock);
    shared->users--;
    shared->last_use = ++store->clock;
    drop_idle(store);
    pthread_mutex_unlock(&store->lock);
}

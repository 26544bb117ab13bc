#include "api_batch.h"

#include <pthread.h>
#include <string.h>

#include "api_lock.h"
#include "api_package.h"
#include "api_read.h"
#include "api_report.h"
#include "api_share.h"
#include "base_alloc.h"

enum {
    AHEAD = 4,      /* units that each job may be ahead of what is told */
    REOPENED = 256, /* units after which a lane opens its sources anew, so that they do not grow */
    MAX_JOBS = 256
};

/* The findings of one report of a unit, and the taxonomy that it shares. */
typedef struct part {
    const char *file; /* owned: as reports of findings name it */
    ks_finding_list findings;
    ks_api_shared *shared; /* or NULL */
    struct part *next;
} part;

typedef struct result {
    part *first;
    part **end;
    ks_status status;
    bool is_done;
} result;

typedef struct batch {
    ks_session *session;
    const ks_api_unit *units;
    size_t count;
    result *results;
    ks_api_store store;
    size_t jobs;
    size_t next;  /* unit to be taken */
    size_t told;  /* units whose findings have been told */
    size_t seen;  /* findings that have been told */
    bool is_over; /* a failure: nothing more is taken */
    pthread_mutex_t lock;
    pthread_cond_t moved;
} batch;

/* What one thread works with. */
typedef struct lane {
    batch *batch;
    ks_session session; /* for what stands in front of a taxonomy */
    ks_api_sources sources;
    bool is_open;
    size_t done;
    result *result;
    ks_finding_list findings; /* heard since the last part began */
} lane;

/* ---- parts ----------------------------------------------------------------------------------- */

static void free_part(batch *b, part *p)
{
    if (p->shared != NULL) {
        ks_api_store_give(&b->store, p->shared);
    }
    ks_finding_list_release(&p->findings);
    ks_alloc_free((void *)(uintptr_t)p->file);
    ks_alloc_free(p);
}

/* What has been heard becomes a part of its own. */
static ks_status end_part(lane *l, const char *file, ks_api_shared *shared)
{
    part *p = ks_alloc_zero(1, sizeof *p);
    if (p != NULL) {
        p->file = ks_alloc_text(file, strlen(file));
    }
    if (p == NULL || p->file == NULL) {
        ks_alloc_free(p);
        return KS_ERR_MEMORY;
    }
    p->findings = l->findings;
    p->shared = shared;
    l->findings = (ks_finding_list){0};
    *l->result->end = p;
    l->result->end = &p->next;
    return KS_OK;
}

static bool is_failure(ks_status status)
{
    return status != KS_OK && status != KS_REFUSED;
}

/* ---- one report ------------------------------------------------------------------------------ */

/* The name that reports of findings have for the instance at `url`: of one that is made, the first
 * document that it is made of. */
static const char *name_of(ks_io_resolver *resolver, const char *url)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, NULL, &document);
    return status == KS_OK && document->producer != NULL ? document->file : url;
}

static ks_status check_against(lane *l, const char *url, const ks_api_shared *shared)
{
    ks_session session;
    ks_api_store_begin(&l->batch->store, &shared->session.names, &l->findings, &session);
    ks_status status = ks_api_check_report(&session, &l->sources.resolver, url, &shared->checked);
    if (session.sink.is_failed) {
        status = KS_ERR_MEMORY;
    }
    ks_names_release(&session.names);
    return status;
}

/* A report of a package, with a taxonomy that the package alone may hold. */
static ks_status check_alone(lane *l, const char *url)
{
    ks_status status = ks_api_validate_instance(&l->session, &l->sources.resolver, url);
    ks_status ended = end_part(l, name_of(&l->sources.resolver, url), NULL);
    return ended != KS_OK ? ended : status;
}

static ks_status check_instance(lane *l, const char *url)
{
    if (l->sources.reports.count > 0) {
        return check_alone(l, url);
    }
    ks_report_entries entries;
    ks_api_shared *shared = NULL;
    ks_session *session = &l->session;
    ks_status status = ks_read_report_entries(url, &session->names, &l->sources.resolver,
                                              &session->sink, &entries);
    if (status == KS_OK) {
        status = ks_api_store_take(&l->batch->store, &entries, &l->sources.resolver, &shared);
    }
    ks_report_entries_release(&entries);
    if (status == KS_OK) {
        status = shared->status;
    }
    if (status == KS_OK) {
        status = check_against(l, url, shared);
    } else if (status == KS_REFUSED && shared != NULL) {
        ks_status told = ks_api_tell_taxonomy(session, &l->sources.resolver, url);
        status = told == KS_OK ? status : told;
    }
    ks_status ended = end_part(l, name_of(&l->sources.resolver, url), shared);
    if (ended != KS_OK && shared != NULL) {
        ks_api_store_give(&l->batch->store, shared);
    }
    return ended != KS_OK ? ended : status;
}

static ks_status check_instances(lane *l, const ks_api_urls *urls)
{
    ks_status worst = KS_OK;
    for (size_t i = 0; i < urls->count; i++) {
        ks_status status = check_instance(l, urls->items[i]);
        if (is_failure(status)) {
            return status;
        }
        worst = status == KS_OK ? worst : status;
    }
    return worst;
}

/* ---- one unit -------------------------------------------------------------------------------- */

static ks_status take_unit(lane *l, const ks_api_unit *unit, ks_api_urls *urls,
                           ks_api_entries *entries)
{
    const char **slot;
    switch (unit->kind) {
    case KS_UNIT_INSTANCE:
        slot = ks_vec_add(urls);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = unit->urls[0];
        return KS_OK;
    case KS_UNIT_INLINE:
        return ks_api_take_inline(&l->session, &l->sources, unit->urls, unit->count, urls);
    case KS_UNIT_OIM:
        return ks_api_take_oim(&l->session, &l->sources, unit->urls[0], urls);
    case KS_UNIT_FOLDER:
        return ks_api_take_folder(&l->session, &l->sources, unit->urls[0], urls);
    case KS_UNIT_PACKAGE:
        return ks_api_take_package(&l->session, &l->sources, unit->urls[0], urls, entries);
    }
    return KS_ERR_MISUSE;
}

/* The taxonomy of a package that holds no report. */
static ks_status check_entries(lane *l, const ks_api_entries *entries)
{
    ks_api_checked checked = {0};
    ks_io_resolver *resolver = &l->sources.resolver;
    ks_status status = ks_read_taxonomy(entries->items, entries->count, &l->session.names, resolver,
                                        &l->session.sink, &checked.taxonomy);
    if (status == KS_OK) {
        status = ks_api_check_taxonomy(&l->session, resolver, &checked);
    }
    ks_taxonomy_free(checked.taxonomy);
    return status;
}

static ks_status check_unit(lane *l, const ks_api_unit *unit)
{
    ks_api_urls urls = {0};
    ks_api_entries entries = {0};
    ks_status worst = take_unit(l, unit, &urls, &entries);
    if (!is_failure(worst) && entries.count > 0) {
        ks_status status = check_entries(l, &entries);
        worst = status == KS_OK ? worst : status;
    }
    if (!is_failure(worst) && (l->findings.items.count > 0 || urls.count == 0)) {
        ks_status status = end_part(l, unit->urls[0], NULL);
        worst = status == KS_OK ? worst : status;
    }
    if (!is_failure(worst)) {
        ks_status status = check_instances(l, &urls);
        worst = status == KS_OK ? worst : status;
    }
    ks_vec_release(&urls);
    ks_vec_release(&entries);
    return worst;
}

/* ---- lanes ----------------------------------------------------------------------------------- */

static void close_lane(lane *l)
{
    if (l->is_open) {
        ks_api_sources_release(&l->sources);
        ks_names_release(&l->session.names);
        ks_api_lock_free(l->session.lock);
        l->is_open = false;
    }
}

/* Options that cannot be used have been told before: the lane hears nothing new of them. */
static ks_status open_lane(lane *l)
{
    if (l->is_open && (l->done % REOPENED == 0 || l->sources.inlines.count > 0 ||
                       l->sources.oims.count > 0 || l->sources.reports.count > 0)) {
        close_lane(l);
    }
    if (l->is_open) {
        ks_api_lock_note(l->batch->session, &l->sources.resolver);
        ks_io_resolver_forget(&l->sources.resolver);
        return KS_OK;
    }
    ks_api_store_begin(&l->batch->store, &l->batch->store.base.names, &l->findings, &l->session);
    l->is_open = true;
    ks_status status = ks_api_sources_open(&l->session, &l->sources);
    l->sources.session = l->batch->session;
    ks_finding_list_release(&l->findings);
    return status;
}

static ks_status run_unit(lane *l, size_t number)
{
    l->result = &l->batch->results[number];
    l->result->end = &l->result->first;
    ks_status status = open_lane(l);
    const ks_api_unit *unit = &l->batch->units[number];
    for (size_t i = 0; i < unit->count && status == KS_OK; i++) {
        status = ks_io_resolver_admit(&l->sources.resolver, unit->urls[i]);
        if (status == KS_OK) {
            status = ks_api_sources_open_around(&l->session, &l->sources, unit->urls[i]);
        }
    }
    ks_finding_list_release(&l->findings); /* of packages that units are in: told before */
    if (status == KS_OK) {
        status = check_unit(l, unit);
    }
    if (l->session.sink.is_failed) {
        status = KS_ERR_MEMORY;
    }
    ks_finding_list_release(&l->findings);
    l->done++;
    return status;
}

/* ---- telling --------------------------------------------------------------------------------- */

/* Of a taxonomy that another report has told already, only what was not checked for it. */
static void tell_shared(batch *b, ks_api_shared *shared)
{
    const ks_finding_list *all = &shared->findings;
    for (size_t i = 0; i < all->items.count; i++) {
        const ks_finding *finding = all->items.items[i];
        const bool is_unchecked =
            finding->severity == KS_ERROR && finding->outcome != KS_OUTCOME_INVALID;
        if (!shared->is_told || is_unchecked) {
            ks_sink_hand(&b->session->sink, finding);
        }
    }
    b->session->sink.is_failed |= all->is_failed;
    shared->is_told = true;
}

static ks_status tell_part(batch *b, part *p)
{
    ks_status status = ks_api_begin_input(b->session, p->file);
    if (status == KS_OK && p->shared != NULL) {
        tell_shared(b, p->shared);
    }
    if (status == KS_OK) {
        ks_finding_list_flush(&p->findings, &b->session->sink);
    }
    return status;
}

static void show_progress(const batch *b)
{
    const ks_options *options = &b->session->options;
    const size_t *heard = b->session->sink.heard;
    if (options->on_progress != NULL) {
        const ks_progress progress = {.done = b->told,
                                      .total = b->count,
                                      .findings =
                                          heard[KS_ERROR] + heard[KS_WARNING] + heard[KS_NOTE]};
        options->on_progress(&progress, options->progress_user);
    }
}

/* The findings of the unit whose turn it is. */
static ks_status tell_unit(batch *b)
{
    result *r = &b->results[b->told];
    ks_status status = is_failure(r->status) ? r->status : KS_OK;
    while (r->first != NULL) {
        part *p = r->first;
        r->first = p->next;
        if (status == KS_OK) {
            status = tell_part(b, p);
        }
        free_part(b, p);
    }
    return status;
}

/* ---- threads --------------------------------------------------------------------------------- */

/* The next unit, once it is not too far ahead; `count` where there is none. */
static size_t take_next(batch *b)
{
    pthread_mutex_lock(&b->lock);
    while (!b->is_over && b->next < b->count && b->next >= b->told + b->jobs * AHEAD) {
        pthread_cond_wait(&b->moved, &b->lock);
    }
    size_t number = b->is_over ? b->count : b->next;
    b->next += number < b->count;
    pthread_mutex_unlock(&b->lock);
    return number;
}

static void finish(batch *b, size_t number, ks_status status)
{
    pthread_mutex_lock(&b->lock);
    b->results[number].status = status;
    b->results[number].is_done = true;
    b->is_over = b->is_over || is_failure(status);
    pthread_cond_broadcast(&b->moved);
    pthread_mutex_unlock(&b->lock);
}

static void *work(void *user)
{
    batch *b = user;
    lane l = {.batch = b};
    for (size_t number = take_next(b); number < b->count; number = take_next(b)) {
        finish(b, number, run_unit(&l, number));
    }
    close_lane(&l);
    return NULL;
}

/* Waits for the unit whose turn it is; false where it will not be done. */
static bool wait_for_turn(batch *b)
{
    pthread_mutex_lock(&b->lock);
    while (!b->results[b->told].is_done && !(b->is_over && b->told >= b->next)) {
        pthread_cond_wait(&b->moved, &b->lock);
    }
    const bool is_done = b->results[b->told].is_done;
    pthread_mutex_unlock(&b->lock);
    return is_done;
}

static ks_status tell_in_order(batch *b)
{
    ks_status worst = KS_OK;
    while (b->told < b->count && !is_failure(worst) && wait_for_turn(b)) {
        ks_status status = tell_unit(b);
        worst = is_failure(status)                         ? status
                : b->results[b->told].status == KS_REFUSED ? KS_REFUSED
                                                           : worst;
        pthread_mutex_lock(&b->lock);
        b->told++;
        b->is_over = b->is_over || is_failure(worst);
        pthread_cond_broadcast(&b->moved);
        pthread_mutex_unlock(&b->lock);
        show_progress(b);
    }
    return worst;
}

static ks_status run_alone(batch *b)
{
    lane l = {.batch = b};
    ks_status worst = KS_OK;
    for (size_t i = 0; i < b->count && !is_failure(worst); i++) {
        b->results[i].status = run_unit(&l, i);
        ks_status status = tell_unit(b);
        worst = is_failure(status)                   ? status
                : b->results[i].status == KS_REFUSED ? KS_REFUSED
                                                     : worst;
        b->told++;
        show_progress(b);
    }
    close_lane(&l);
    return worst;
}

/* Where the system gives fewer threads, the others do it; with none, this one. */
static ks_status run_threads(batch *b)
{
    pthread_t threads[MAX_JOBS];
    size_t count = 0;
    while (count < b->jobs && pthread_create(&threads[count], NULL, work, b) == 0) {
        count++;
    }
    ks_status status = count == 0 ? run_alone(b) : tell_in_order(b);
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
    }
    return status;
}

static void release_batch(batch *b)
{
    for (size_t i = 0; i < b->count && b->results != NULL; i++) {
        while (b->results[i].first != NULL) {
            part *p = b->results[i].first;
            b->results[i].first = p->next;
            free_part(b, p);
        }
    }
    ks_alloc_free(b->results);
    ks_api_store_release(&b->store);
    pthread_cond_destroy(&b->moved);
    pthread_mutex_destroy(&b->lock);
}

ks_status ks_api_run_units(ks_session *session, const ks_api_unit *units, size_t count)
{
    const size_t wished = session->options.jobs > 1 ? session->options.jobs : 1;
    batch b = {.session = session, .units = units, .count = count};
    b.jobs = wished < MAX_JOBS ? wished : MAX_JOBS;
    b.jobs = b.jobs < count ? b.jobs : count;
    if (ks_api_lock_is_wanted(session)) {
        b.jobs = 1; /* one list of documents */
    }
    pthread_mutex_init(&b.lock, NULL);
    pthread_cond_init(&b.moved, NULL);
    b.results = ks_alloc_zero(count + 1, sizeof *b.results);
    ks_status status = ks_api_store_init(&b.store, session, b.jobs + 1);
    if (b.results == NULL) {
        status = KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        status = b.jobs > 1 ? run_threads(&b) : run_alone(&b);
    }
    release_batch(&b);
    return status;
}

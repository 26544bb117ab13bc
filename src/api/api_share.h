/* Taxonomies that several reports of one run share: each is read and checked once, by whoever needs
 * it first, and kept as long as others may need it.
 *
 * The findings of reading it are kept with it. Whoever tells the findings of the reports in their
 * order tells those of the taxonomy with the first of them; with the others only what could not be
 * read or resolved, so that no report looks as if it were wholly checked. */
#ifndef KS_API_SHARE_H
#define KS_API_SHARE_H

#include <pthread.h>

#include "api_check.h"
#include "api_sources.h"
#include "diag_list.h"
#include "read_entries.h"

typedef struct ks_api_shared {
    ks_session session; /* that it was read with; its names stand over those of the store, and are
                         * not added to once it is read */
    ks_api_sources sources;
    ks_api_checked checked;
    ks_finding_list findings;
    ks_status status; /* of reading and checking */
    bool is_ready;
    bool is_private; /* findings speak of the report that it was read for: for that one alone */
    bool is_told;    /* for who tells findings */
    size_t users;
    size_t last_use;
    const char *key;
} ks_api_shared;

typedef struct ks_api_store {
    ks_session *owner; /* hears of the documents that are read, where it keeps a lock */
    ks_session base;   /* its names are below those of all taxonomies; not changed any more */
    size_t limit;      /* how many are kept that nobody uses */
    size_t clock;
    KS_VEC(ks_api_shared *) list;
    pthread_mutex_t lock;
    pthread_cond_t is_ready;
} ks_api_store;

/* Findings of the units registry, which is read here, go to the session. */
KS_MUST_USE ks_status ks_api_store_init(ks_api_store *store, ks_session *session, size_t limit);
void ks_api_store_release(ks_api_store *store);

/* Makes *out a session with the run's options and units, whose names stand over `below` and whose
 * findings are kept in `findings`. Release its names. */
void ks_api_store_begin(const ks_api_store *store, const ks_names *below, ks_finding_list *findings,
                        ks_session *out);

/* The taxonomy that begins with `entries`, read where nobody has read it yet, else waited for. Any
 * thread. *out is to be given back; KS_OK even where its own status says that it failed. */
KS_MUST_USE ks_status ks_api_store_take(ks_api_store *store, const ks_report_entries *entries,
                                        ks_io_resolver *resolver, ks_api_shared **out);
void ks_api_store_give(ks_api_store *store, ks_api_shared *shared);

#endif

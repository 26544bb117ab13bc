/* What a session holds, for the functions of the public headers. */
#ifndef KS_API_SESSION_H
#define KS_API_SESSION_H

#include <kessan/kessan.h>

#include "base_map.h"
#include "base_names.h"
#include "base_str.h"
#include "diag.h"
#include "model_units.h"

struct ks_report_pair; /* read_instance.h */

struct ks_reply {
    ks_str bytes;
};

struct ks_api_lock;                           /* api_lock.h */
typedef struct ks_api_reports ks_api_reports; /* api_report.h */

struct ks_session {
    ks_options options;
    ks_names names;
    ks_sink sink;
    ks_map documents;         /* ks_reply by address: what the program put in the place of files */
    const char *folder;       /* where their paths begin; NULL while there are none */
    ks_units *units;          /* the units registry, once it was asked for; or NULL */
    bool has_no_units;        /* there is none to ask for */
    struct ks_api_lock *lock; /* what taxonomies were made of, or NULL */
    ks_api_reports *reports;  /* and what is chosen of findings */
    /* What was read of an instance, when it is checked, with the options' `user`; or NULL. Who
     * compares it with something need not read it again. */
    void (*on_report)(const struct ks_report_pair *report, void *user);
};

static inline ks_lang ks_api_lang(ks_language language)
{
    return language == KS_LANGUAGE_JA ? KS_LANG_JA : KS_LANG_EN;
}

/* `status`, or KS_ERR_MEMORY where the sink lost a finding on the way, or KS_REFUSED where the step
 * since `errors_before` reported errors. */
KS_MUST_USE ks_status ks_api_settle(const ks_session *session, ks_status status,
                                    size_t errors_before);

#endif

/* The one report that a name stands for, where a call takes one: of a folder, of a package, of the
 * targets of an inline document set. */
#ifndef KS_API_PICK_H
#define KS_API_PICK_H

#include "api_inline.h"

/* What a name stands for. Starts as {0}; release `urls`. */
typedef struct ks_api_named {
    ks_api_urls urls; /* the documents of one inline set, or one other document; interned */
    ks_api_kind kind;
    bool is_packaged;
} ks_api_named;

/* `file` is a document, or a folder or package that holds one report; more than one is a finding
 * and KS_REFUSED, and so is none. */
KS_MUST_USE ks_status ks_api_name_report(ks_session *session, ks_api_sources *sources,
                                         const char *file, ks_api_named *out);
/* Puts the target `wanted` of the set where the resolver has it. NULL: the one that the session's
 * options name, or else the default one, or else the first; where there are others, a note tells
 * of them. One that is not there is a finding and KS_REFUSED. `file` is where findings stand. */
KS_MUST_USE ks_status ks_api_pick_target(ks_session *session, ks_api_sources *sources,
                                         const ks_inline *set, const char *wanted, const char *file,
                                         const char **out_url);

/* The instance that `file` stands for: both of these. A document that is not inline is left as it
 * is. */
KS_MUST_USE ks_status ks_api_find_report(ks_session *session, ks_api_sources *sources,
                                         const char *file, const char **out_url);
/* The same of a package that is open. */
KS_MUST_USE ks_status ks_api_enter_report(ks_session *session, ks_api_sources *sources,
                                          const ks_report_package *package, const char **out_url);
/* Tells that a package holds several of what one is wanted of; KS_REFUSED. */
KS_MUST_USE ks_status ks_api_pick(ks_session *session, const char *package, const char *what_en,
                                  const char *what_ja, const char *like);

#endif

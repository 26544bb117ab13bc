/* From what a user names - a file, a folder, a package - to the instances that are read. */
#ifndef KS_API_INLINE_H
#define KS_API_INLINE_H

#include "api_sources.h"
#include "base_vec.h"

typedef KS_VEC(const char *) ks_api_urls;

typedef enum ks_api_kind { KS_API_INSTANCE, KS_API_TAXONOMY, KS_API_INLINE } ks_api_kind;

/* The root element of the document at `url`. */
KS_MUST_USE ks_status ks_api_ask_root(ks_session *session, ks_io_resolver *resolver,
                                      const char *url, const ks_qname **out);
/* What the document at `url` is, by its root. */
KS_MUST_USE ks_status ks_api_ask_kind(ks_session *session, ks_io_resolver *resolver,
                                      const char *url, ks_api_kind *out);

/* Reads the document set `urls`, which `sources` keeps; its targets stand where *out says, to be
 * released whatever is returned. */
KS_MUST_USE ks_status ks_api_take_inline(ks_session *session, ks_api_sources *sources,
                                         const char *const *urls, size_t count, ks_api_urls *out);
/* All document sets of a folder. */
KS_MUST_USE ks_status ks_api_take_folder(ks_session *session, ks_api_sources *sources,
                                         const char *folder, ks_api_urls *out);

/* The one instance that `file` stands for, for calls that take one: a package's or folder's first
 * report, an inline document's first target. A document that is none of these is left as it is. */
KS_MUST_USE ks_status ks_api_find_report(ks_session *session, ks_api_sources *sources,
                                         const char *file, const char **out_url);

/* The one report of a package. More than one is a finding. */
KS_MUST_USE ks_status ks_api_enter_report(ks_session *session, ks_api_sources *sources,
                                          const ks_report_package *package, const char **out_url);
/* Tells that a package holds several of what one is wanted of; KS_REFUSED. */
KS_MUST_USE ks_status ks_api_pick(ks_session *session, const char *package, const char *what_en,
                                  const char *what_ja, const char *like);

#endif

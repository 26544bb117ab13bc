/* From documents and folders of them to the instances that are read. */
#ifndef KS_API_INLINE_H
#define KS_API_INLINE_H

#include "api_sources.h"
#include "base_vec.h"

typedef KS_VEC(const char *) ks_api_urls;
/* Adds each; their strings are borrowed. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_api_add_urls(const char *const *urls, size_t count, ks_api_urls *out);

typedef enum ks_api_kind {
    KS_API_INSTANCE,
    KS_API_TAXONOMY,
    KS_API_INLINE,
    KS_API_OIM /* a report in xBRL-JSON or xBRL-CSV */
} ks_api_kind;

/* The root element of the document at `url`. */
KS_MUST_USE ks_status ks_api_ask_root(ks_session *session, ks_io_resolver *resolver,
                                      const char *url, const ks_qname **out, ks_place *out_place);
/* What the document at `url` is, by its root, or by being JSON. */
KS_MUST_USE ks_status ks_api_ask_kind(ks_session *session, ks_io_resolver *resolver,
                                      const char *url, ks_api_kind *out);

/* Reads the document set `urls`, whose strings outlive `sources`, which keeps *out. */
KS_MUST_USE ks_status ks_api_read_inline(ks_session *session, ks_api_sources *sources,
                                         const char *const *urls, size_t count,
                                         const ks_inline **out);
/* The same where all is wanted that the set stands for: its targets stand where *out says, to be
 * released whatever is returned. */
KS_MUST_USE ks_status ks_api_take_inline(ks_session *session, ks_api_sources *sources,
                                         const char *const *urls, size_t count, ks_api_urls *out);
/* The same for the report of the Open Information Model at `url`. */
KS_MUST_USE ks_status ks_api_take_oim(ks_session *session, ks_api_sources *sources, const char *url,
                                      ks_api_urls *out);
/* All document sets of a folder. */
KS_MUST_USE ks_status ks_api_take_folder(ks_session *session, ks_api_sources *sources,
                                         const char *folder, ks_api_urls *out);

#endif

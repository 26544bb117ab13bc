/* Reads inline XBRL (1.1, 2013-11-18 with errata, and 1.0) into the instances that it stands for.
 *
 * The documents of a set are read in one pass each. A target is then a document that is made, event
 * by event, when it is asked for: where the resolver has it, everything that reads instances reads
 * it, with places in the inline documents, and nothing is written down in between.
 *
 * What is wrong with the inline documents is found here, but for what a taxonomy must be at hand
 * for; a fact that has no value for it is left out. */
#ifndef KS_READ_INLINE_H
#define KS_READ_INLINE_H

#include "io_resolve.h"
#include "xml_stream.h"

typedef struct ks_inline ks_inline;

/* Whether a root element is that of an inline document. */
bool ks_inline_is_root(const ks_qname *name);

/* Reads the document set of `count` documents, in this order. `urls`, the resolver, the sink and
 * `names` must outlive *out. KS_REFUSED where one is missing or malformed, with findings. */
KS_MUST_USE ks_status ks_inline_read(const char *const *urls, size_t count, ks_names *names,
                                     ks_io_resolver *resolver, ks_sink *sink, ks_inline **out);
void ks_inline_free(ks_inline *set);

/* The target documents, in the order they are met; "" is the default one. */
size_t ks_inline_target_count(const ks_inline *set);
const char *ks_inline_target(const ks_inline *set, size_t index);

/* Puts the target where `resolver` has it: at *out_url, beside the first document of the set. The
 * set must outlive the resolver's use of it. KS_ERR_NOT_FOUND where the set has no such target;
 * KS_REFUSED, which was told, where the target refers to no taxonomy. */
KS_MUST_USE ks_status ks_inline_put(const ks_inline *set, const char *target,
                                    ks_io_resolver *resolver, const char **out_url);

#endif

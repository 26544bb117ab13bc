/* Facts that are filed more than once: equal in all aspects, the tuple they stand in included (XBRL
 * 2.1 4.10, Dimensions 1.0 3.1.4.3). */
#ifndef KS_CHECK_DUPLICATES_H
#define KS_CHECK_DUPLICATES_H

#include "check_aspects.h"
#include "diag.h"

/* A set is complete where value and accuracy are the same, consistent where its numbers may be one
 * number rounded to different places, else inconsistent: nil and not nil, different texts, numbers
 * that contradict each other. One finding a set, at its first fact, with all of them as related
 * places; the first two kinds only `with_harmless`. Sets that are told of already are left out.
 * Linear. KS_ERR_MEMORY, KS_ERR_LIMIT. Any thread, with a sink of its own. */
KS_MUST_USE ks_status ks_check_duplicates(const ks_aspects *aspects, bool with_harmless,
                                          ks_sink *sink);

#endif

/* Findings that are kept: copies that own all of their text. */
#ifndef KS_DIAG_LIST_H
#define KS_DIAG_LIST_H

#include "base_vec.h"
#include "diag.h"

/* Findings in their order. Starts as {0}; belongs to one thread at a time. */
typedef struct ks_finding_list {
    KS_VEC(ks_finding *) items;
    bool is_failed; /* memory ran short: one is missing */
} ks_finding_list;

/* Adds a copy: the callback of a sink whose `user` is the list. */
void ks_finding_list_add(const ks_finding *finding, void *list);
/* Hands all of them to the sink and empties the list. Where one is missing the sink fails too. */
void ks_finding_list_flush(ks_finding_list *list, ks_sink *sink);
void ks_finding_list_release(ks_finding_list *list);

#endif

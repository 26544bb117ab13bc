/* A baseline: the findings that are known, so that only new ones count.
 *
 * A JSON document with an entry for each finding, told by its file and fingerprint and with how
 * many of them there are; lines play no part. Belongs to one thread at a time. */
#ifndef KS_REPORT_BASELINE_H
#define KS_REPORT_BASELINE_H

#include "base_map.h"
#include "base_vec.h"
#include "diag.h"

typedef struct ks_baseline_entry {
    const char *input; /* the file whose check found it, or "" */
    const char *file;  /* where it stands, or "" */
    const char *id;
    const char *fingerprint;
    const char *message; /* for who reads the baseline */
    size_t count;
    size_t seen; /* of a baseline in use: how many of them are there again */
} ks_baseline_entry;

typedef struct ks_baseline {
    KS_VEC(ks_baseline_entry *) entries; /* in the order of the file */
    ks_map by_key;
    ks_map inputs; /* files that were checked */
    ks_arena arena;
    const char *root; /* borrowed, or NULL */
    const char *input;
} ks_baseline;

void ks_baseline_init(ks_baseline *baseline, const char *root);
void ks_baseline_release(ks_baseline *baseline);

/* Reads what `text` says. What is no baseline is a finding at `file` and KS_REFUSED. */
KS_MUST_USE ks_status ks_baseline_read(ks_baseline *baseline, const char *file, ks_sv text,
                                       ks_sink *sink);
/* Appends the baseline as its file says it. */
void ks_baseline_write(const ks_baseline *baseline, ks_str *out);

/* What comes next is from checking `file`. */
KS_MUST_USE ks_status ks_baseline_input(ks_baseline *baseline, const char *file);
/* Whether the baseline knows one more of such findings; then that one is used up. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_baseline_take(ks_baseline *baseline, const ks_finding *finding,
                                       bool *out_is_known);
/* Adds the finding to the baseline. */
KS_MUST_USE ks_status ks_baseline_add(ks_baseline *baseline, const ks_finding *finding);
/* Reports a note for each entry of a checked file that was not found as often as it says. */
void ks_baseline_report_stale(const ks_baseline *baseline, ks_sink *sink);

#endif

/* Findings: what is wrong, or worth knowing, in a document.
 *
 * A finding is a row of the catalogue (docs/findings.md) filled with its arguments and its place.
 */
#ifndef KESSAN_FINDING_H
#define KESSAN_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include <kessan/export.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ks_severity { KS_NOTE, KS_WARNING, KS_ERROR } ks_severity;

/* What a finding means for the run as a whole; the command's exit code follows from it. */
typedef enum ks_outcome {
    KS_OUTCOME_INVALID,    /* the document breaks a rule */
    KS_OUTCOME_USAGE,      /* the command, its options or its output place are wrong */
    KS_OUTCOME_UNREADABLE, /* an input could not be read or parsed */
    KS_OUTCOME_UNRESOLVED  /* a document of the taxonomy could not be had offline */
} ks_outcome;

/* A place in a file. Lines and columns count from 1; 0 is unknown. In a table the column is the
 * number of the cell in its row; elsewhere it is the number of the character in its line. */
typedef struct ks_place {
    const char *file; /* as the user named it; NULL where there is none */
    uint32_t line;
    uint32_t column;
} ks_place;

/* Another place that has part in the finding: the other cell, the line of the plan. */
typedef struct ks_related {
    ks_place place;
    const char *text; /* what is there, in the language of the message */
} ks_related;

/* What a baseline (kessan.h) says of a finding. */
typedef enum ks_known {
    KS_KNOWN_UNASKED, /* there is no baseline */
    KS_KNOWN_NEW,
    KS_KNOWN_BEFORE /* it stands in the baseline, and does not count */
} ks_known;

/* All pointers are borrowed and live until the callback returns. */
typedef struct ks_finding {
    const char *id;   /* stable, like "tie.disagree" */
    const char *code; /* the standard's own error code, or "" */
    ks_severity severity;
    ks_outcome outcome;
    ks_place place;
    const char *message;
    const ks_related *related;
    size_t related_count;
    size_t rule;                  /* the number of its row, for ks_rule_get */
    const char *const *arguments; /* what {0}, {1} of the row stand for; none is NULL */
    size_t argument_count;
    ks_known known;
} ks_finding;

/* Receives each finding in a deterministic order. Called on the thread that runs the operation. */
typedef void (*ks_finding_fn)(const ks_finding *finding, void *user);

#ifdef __cplusplus
}
#endif
#endif

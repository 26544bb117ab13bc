/* What a finding speaks of: a concept, a context, a unit, a role. */
#ifndef KS_REPORT_SUBJECT_H
#define KS_REPORT_SUBJECT_H

#include "diag.h"

typedef struct ks_report_subject {
    const char *kind; /* "concept", "context", "unit", "role", "element" */
    const char *name; /* one of the finding's arguments */
} ks_report_subject;

/* The subjects of the finding, up to `limit`, in the order of the catalogue's arguments. */
size_t ks_report_subjects(const ks_finding *finding, ks_report_subject *out, size_t limit);

#endif

/* The formats that findings are told in, a file each: a table of functions that write as findings
 * come in. */
#ifndef KS_REPORT_FORMAT_H
#define KS_REPORT_FORMAT_H

#include "report_reporter.h"

typedef struct ks_report_format {
    const char *name;
    bool is_live; /* each finding is handed out at once: a person reads along */
    size_t state_size;
    /* Each appends to reporter->out; memory that ran short is asked of it. Any may be NULL. */
    void (*begin)(ks_reporter *reporter);
    void (*input)(ks_reporter *reporter, const char *file); /* what follows is of it */
    void (*tell)(ks_reporter *reporter, const ks_finding *finding);
    void (*end)(ks_reporter *reporter, const ks_report_end *end);
    void (*release)(void *state);
} ks_report_format;

struct ks_reporter {
    const ks_report_format *format;
    ks_report_setup setup;
    ks_str out;  /* not handed out yet */
    void *state; /* zeroed; the format's own */
};

/* The words of machines, by ks_severity and by ks_outcome. */
extern const char *const KS_REPORT_SEVERITIES[3];
extern const char *const KS_REPORT_OUTCOMES[4];

extern const ks_report_format KS_REPORT_TEXT, KS_REPORT_JSON, KS_REPORT_SARIF, KS_REPORT_JUNIT,
    KS_REPORT_GITHUB;

#endif

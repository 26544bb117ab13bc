/* Runs a variation: what the library finds in its files. */
#ifndef CONF_RUN_H
#define CONF_RUN_H

#include "suite.h"

typedef struct conf_settings {
    const char *const *mirrors;
    size_t mirror_count;
    const char *const *packages;
    size_t package_count;
    const char *utr; /* a units registry, or NULL: as the library has it */
} conf_settings;

/* A finding that outlives its callback; strings are static or in the arena of the run. */
typedef struct conf_finding {
    const char *id;
    const char *code;
    const char *line; /* as the command prints it, without related places */
    ks_severity severity;
    ks_outcome outcome;
} conf_finding;

typedef struct conf_outcome {
    ks_status status; /* of the library's function */
    KS_VEC(conf_finding) findings;
    size_t report_count; /* how many instances were read, or a package holds */
    bool has_unjudged;   /* the taxonomy has formulas or tables, which are not evaluated */
    /* The output that the variation expects, against what was read; as in conf_comparison */
    bool is_compared;
    const char *differences;
    const char *uncompared;
} conf_outcome;

/* Starts as {0}; release it in any case. KS_ERR_MEMORY only: other failures are the outcome. */
KS_MUST_USE ks_status conf_run(const conf_variation *variation, const conf_settings *settings,
                               ks_arena *arena, conf_outcome *out);
void conf_outcome_release(conf_outcome *outcome);

/* The packages of the settings and those of the variation itself, in `arena`; NULL without memory.
 */
const char **conf_all_packages(const conf_variation *variation, const conf_settings *settings,
                               ks_arena *arena);

#endif

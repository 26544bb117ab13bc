/* What a variation expects against what was found. */
#ifndef CONF_VERDICT_H
#define CONF_VERDICT_H

#include "run.h"

typedef struct conf_verdict {
    bool is_passed;
    const char *actual;      /* in words: "valid", "invalid", "invalid (xbrldie:...)" */
    const char *expected;    /* likewise */
    bool is_unread;          /* passed as invalid, but only because something could not be read */
    bool is_unjudged;        /* passed, but formulas or tables of its taxonomy are not evaluated */
    const char *uncompared;  /* passed, but its output was not compared: why; or NULL */
    const char *differences; /* of the output, a line each; or NULL */
} conf_verdict;

/* Strings of the verdict are static or in `arena`. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status conf_judge(const conf_variation *variation, const conf_outcome *outcome,
                                 const conf_settings *settings, ks_arena *arena, conf_verdict *out);

#endif

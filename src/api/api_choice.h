/* Which findings a user wants to hear of, and how severe they are. */
#ifndef KS_API_CHOICE_H
#define KS_API_CHOICE_H

#include <kessan/kessan.h>

#include "diag.h"

/* Starts as {0}: all of them, as the catalogue has them. */
typedef struct ks_api_choices {
    struct {
        bool is_only;
        bool is_skipped;
        bool has_severity;
        ks_severity severity;
    } rules[KS_FINDING_COUNT];
    bool has_only;
} ks_api_choices;

/* As ks_session_choose. */
KS_MUST_USE ks_status ks_api_choose(ks_api_choices *choices, const char *id, ks_choice choice);
/* Gives the finding its severity; false where nobody is to hear of it. */
bool ks_api_choices_judge(const ks_api_choices *choices, ks_finding *finding);

#endif

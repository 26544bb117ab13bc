#include "api_choice.h"

#include <string.h>

/* "units" and "units.not" are meant by "units.not-allowed", "unit" is not. */
static bool is_meant(const char *id, const char *word)
{
    const size_t length = strlen(word);
    return length > 0 && strncmp(id, word, length) == 0 &&
           (id[length] == '\0' || id[length] == '.' || id[length] == '-' ||
            word[length - 1] == '.');
}

/* It says that something was not checked or not done, which must not look like a clean run. */
static bool must_be_told(ks_severity severity, ks_outcome outcome)
{
    return severity == KS_ERROR && outcome != KS_OUTCOME_INVALID;
}

static void make_choice(ks_api_choices *choices, size_t rule, ks_choice choice)
{
    if (choice == KS_CHOICE_ONLY) {
        choices->rules[rule].is_only = true;
        choices->has_only = true;
    } else if (choice == KS_CHOICE_SKIP) {
        choices->rules[rule].is_skipped = true;
    } else {
        choices->rules[rule].has_severity = true;
        choices->rules[rule].severity = (ks_severity)(choice - KS_CHOICE_NOTE);
    }
}

static bool may_be_made(const ks_finding_info *info, ks_choice choice)
{
    return choice == KS_CHOICE_ONLY || choice == KS_CHOICE_ERROR ||
           !must_be_told(info->severity, info->outcome);
}

ks_status ks_api_choose(ks_api_choices *choices, const char *id, ks_choice choice)
{
    size_t meant = 0, made = 0;
    for (size_t i = 0; i < KS_FINDING_COUNT; i++) {
        const ks_finding_info *info = ks_finding_info_get((ks_finding_id)i);
        if (is_meant(info->id, id)) {
            meant++;
            if (may_be_made(info, choice)) {
                make_choice(choices, i, choice);
                made++;
            }
        }
    }
    return meant == 0 ? KS_ERR_NOT_FOUND : made == 0 ? KS_ERR_MISUSE : KS_OK;
}

bool ks_api_choices_judge(const ks_api_choices *choices, ks_finding *finding)
{
    if (must_be_told(finding->severity, finding->outcome)) {
        return true;
    }
    if (choices->rules[finding->rule].is_skipped ||
        (choices->has_only && !choices->rules[finding->rule].is_only)) {
        return false;
    }
    if (choices->rules[finding->rule].has_severity) {
        finding->severity = choices->rules[finding->rule].severity;
    }
    return true;
}

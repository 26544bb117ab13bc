#include "report_reporter.h"

#include <string.h>

#include "base_alloc.h"
#include "report_format.h"

static const ks_report_format *const FORMATS[] = {
    &KS_REPORT_TEXT, &KS_REPORT_JSON, &KS_REPORT_SARIF, &KS_REPORT_JUNIT, &KS_REPORT_GITHUB,
};

const char *const KS_REPORT_SEVERITIES[3] = {"note", "warning", "error"};
const char *const KS_REPORT_OUTCOMES[4] = {"invalid", "usage", "unreadable", "unresolved"};

#define FORMAT_COUNT (sizeof FORMATS / sizeof *FORMATS)
#define HELD_SIZE    ((size_t)64 << 10)

const char *ks_reporter_name(size_t index)
{
    return index < FORMAT_COUNT ? FORMATS[index]->name : NULL;
}

static const ks_report_format *find_format(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(FORMATS[i]->name, name) == 0) {
            return FORMATS[i];
        }
    }
    return NULL;
}

static ks_status hand_out(ks_reporter *reporter)
{
    ks_status status = ks_str_status(&reporter->out);
    if (status == KS_OK && reporter->out.len > 0) {
        status = reporter->setup.put(ks_str_view(&reporter->out), reporter->setup.put_user);
    }
    ks_str_clear(&reporter->out);
    return status;
}

static ks_status settle(ks_reporter *reporter)
{
    bool is_due = reporter->format->is_live || reporter->out.len >= HELD_SIZE;
    return is_due ? hand_out(reporter) : ks_str_status(&reporter->out);
}

ks_status ks_reporter_new(const char *format, const ks_report_setup *setup, ks_reporter **out)
{
    const ks_report_format *found = find_format(format);
    if (found == NULL) {
        return KS_ERR_NOT_FOUND;
    }
    ks_reporter *reporter = ks_alloc_zero(1, sizeof *reporter);
    void *state = ks_alloc_zero(1, found->state_size + 1);
    if (reporter == NULL || state == NULL) {
        ks_alloc_free(reporter);
        ks_alloc_free(state);
        return KS_ERR_MEMORY;
    }
    reporter->format = found;
    reporter->setup = *setup;
    reporter->state = state;
    ks_str_init(&reporter->out);
    if (found->begin != NULL) {
        found->begin(reporter);
    }
    *out = reporter;
    return KS_OK;
}

ks_status ks_reporter_input(ks_reporter *reporter, const char *file)
{
    if (reporter->format->input == NULL) {
        return KS_OK;
    }
    reporter->format->input(reporter, file);
    return settle(reporter);
}

ks_status ks_reporter_tell(ks_reporter *reporter, const ks_finding *finding)
{
    reporter->format->tell(reporter, finding);
    return settle(reporter);
}

ks_status ks_reporter_end(ks_reporter *reporter, const ks_report_end *end)
{
    reporter->format->end(reporter, end);
    return hand_out(reporter);
}

void ks_reporter_free(ks_reporter *reporter)
{
    if (reporter == NULL) {
        return;
    }
    if (reporter->format->release != NULL) {
        reporter->format->release(reporter->state);
    }
    ks_alloc_free(reporter->state);
    ks_str_release(&reporter->out);
    ks_alloc_free(reporter);
}

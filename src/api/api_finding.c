#include <kessan/kessan.h>

#include "api_session.h"
#include "base_alloc.h"
#include "base_text.h"
#include "report_text.h"

const char *ks_version(void)
{
    return KESSAN_VERSION;
}

size_t ks_rule_count(void)
{
    return KS_FINDING_COUNT;
}

static void fill_rule(const ks_finding_info *info, ks_lang lang, ks_rule *out)
{
    *out = (ks_rule){
        .id = info->id,
        .severity = info->severity,
        .outcome = info->outcome,
        .code = info->code,
        .section = info->section,
        .message = info->message[lang],
        .help = info->help[lang],
    };
}

bool ks_rule_get(size_t index, ks_language language, ks_rule *out)
{
    if (index >= KS_FINDING_COUNT) {
        return false;
    }
    fill_rule(ks_finding_info_get((ks_finding_id)index), ks_api_lang(language), out);
    return true;
}

char *ks_rule_text(size_t index, ks_language language)
{
    if (index >= KS_FINDING_COUNT) {
        return NULL;
    }
    ks_str text;
    ks_str_init(&text);
    ks_finding_info_text(ks_finding_info_get((ks_finding_id)index), ks_api_lang(language), &text);
    return ks_str_take(&text);
}

bool ks_rule_find(const char *id, ks_language language, ks_rule *out)
{
    const ks_finding_info *info = ks_finding_info_find(id);
    if (info == NULL) {
        return false;
    }
    fill_rule(info, ks_api_lang(language), out);
    return true;
}

const char *ks_rule_nearest(const char *id)
{
    ks_sv candidates[KS_FINDING_COUNT];
    for (size_t i = 0; i < KS_FINDING_COUNT; i++) {
        candidates[i] = ks_sv_from(ks_finding_info_get((ks_finding_id)i)->id);
    }
    size_t nearest = ks_text_nearest(ks_sv_from(id), candidates, KS_FINDING_COUNT);
    return nearest < KS_FINDING_COUNT ? candidates[nearest].ptr : NULL;
}

char *ks_finding_text(const ks_finding *finding, ks_language language)
{
    ks_str text;
    ks_str_init(&text);
    ks_report_text_finding(&text, finding, ks_api_lang(language));
    return ks_str_take(&text);
}

char *ks_session_summary(const ks_session *session, ks_language language)
{
    ks_str text;
    ks_str_init(&text);
    ks_report_text_counts(&text, session->sink.heard, ks_session_known(session),
                          ks_api_lang(language));
    return ks_str_take(&text);
}

void ks_text_free(char *text)
{
    ks_alloc_free(text);
}

#include "report_text.h"

/* By ks_severity: one of them, and many. */
static const char *const WORDS[3][KS_LANG_COUNT] = {
    {"note", "注記"}, {"warning", "警告"}, {"error", "エラー"}};
static const char *const MANY[3] = {"notes", "warnings", "errors"};

static void add_clean(ks_str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool is_control = (unsigned char)*text < 0x20 || *text == 0x7f;
        ks_str_add_char(out, is_control ? ' ' : *text);
    }
}

static void add_place(ks_str *out, ks_place place)
{
    if (place.file == NULL) {
        return;
    }
    add_clean(out, place.file);
    if (place.line > 0) {
        ks_str_addf(out, ":%u", (unsigned)place.line);
    }
    if (place.line > 0 && place.column > 0) {
        ks_str_addf(out, ":%u", (unsigned)place.column);
    }
    ks_str_add(out, ": ");
}

void ks_report_text_finding(ks_str *out, const ks_finding *finding, ks_lang lang)
{
    add_place(out, finding->place);
    ks_str_addf(out, "%s: ", WORDS[finding->severity][lang]);
    add_clean(out, finding->message);
    ks_str_addf(out, " [%s]\n", finding->id);
    for (size_t i = 0; i < finding->related_count; i++) {
        ks_str_add(out, "    ");
        add_place(out, finding->related[i].place);
        add_clean(out, finding->related[i].text != NULL ? finding->related[i].text : "");
        ks_str_add_char(out, '\n');
    }
}

static void add_count(ks_str *out, int severity, size_t count, ks_lang lang)
{
    if (lang == KS_LANG_JA) {
        ks_str_addf(out, "%s%zu件", WORDS[severity][lang], count);
    } else {
        ks_str_addf(out, "%zu %s", count, count == 1 ? WORDS[severity][lang] : MANY[severity]);
    }
}

void ks_report_text_counts(ks_str *out, const size_t counts[3], ks_lang lang)
{
    bool is_first = true;
    for (int severity = KS_ERROR; severity >= KS_NOTE; severity--) {
        if (counts[severity] > 0) {
            ks_str_add(out, is_first ? "" : lang == KS_LANG_JA ? "、" : ", ");
            add_count(out, severity, counts[severity], lang);
            is_first = false;
        }
    }
    if (is_first) {
        ks_str_add(out, lang == KS_LANG_JA ? "指摘なし" : "no findings");
    }
}

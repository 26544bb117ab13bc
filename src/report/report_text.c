#include "report_text.h"

#include <string.h>

#include "report_excerpt.h"
#include "report_format.h"

/* By ks_severity: one of them, and many. */
static const char *const WORDS[3][KS_LANG_COUNT] = {
    {"note", "注記"}, {"warning", "警告"}, {"error", "エラー"}};
static const char *const MANY[3] = {"notes", "warnings", "errors"};

/* How a part of a finding looks on a terminal; all empty where it is not coloured. */
typedef struct look {
    const char *place;
    const char *severity[3];
    const char *faint;
    const char *plain;
} look;

static const look PLAIN = {"", {"", "", ""}, "", ""};
static const look COLOURED = {
    "\x1b[1m", {"\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m"}, "\x1b[2m", "\x1b[0m"};

static void add_clean(ks_str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool is_control = (unsigned char)*text < 0x20 || *text == 0x7f;
        ks_str_add_char(out, is_control ? ' ' : *text);
    }
}

/* In the file `near` only line and column are said. */
static void add_place(ks_str *out, ks_place place, const char *near)
{
    if (place.file == NULL) {
        return;
    }
    const char *colon = "";
    if (near == NULL || place.line == 0 || strcmp(place.file, near) != 0) {
        add_clean(out, place.file);
        colon = ":";
    }
    if (place.line > 0) {
        ks_str_addf(out, "%s%u", colon, (unsigned)place.line);
    }
    if (place.line > 0 && place.column > 0) {
        ks_str_addf(out, ":%u", (unsigned)place.column);
    }
    ks_str_add(out, ": ");
}

/* Columns that a text takes, where every character takes one. */
static size_t count_columns(ks_sv text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return count;
}

/* Where the texts behind places begin, so that figures stand under each other; places that are
 * wider than WIDEST stand out. */
static size_t find_column(ks_str *out, const ks_finding *finding)
{
    enum { WIDEST = 48 };
    size_t column = 0;
    ks_str place;
    ks_str_init(&place);
    for (size_t i = 0; i < finding->related_count; i++) {
        ks_str_clear(&place);
        add_place(&place, finding->related[i].place, finding->place.file);
        size_t width = count_columns(ks_str_view(&place));
        column = width > column && width <= WIDEST ? width : column;
        out->is_failed = out->is_failed || place.is_failed;
    }
    ks_str_release(&place);
    return column;
}

static void add_one_related(ks_str *out, const ks_related *related, const char *near, size_t column)
{
    ks_str_add(out, "    ");
    const size_t start = out->len;
    add_place(out, related->place, near);
    const ks_sv place = {out->ptr + start, out->len - start};
    for (size_t width = count_columns(place); width < column; width++) {
        ks_str_add_char(out, ' ');
    }
    add_clean(out, related->text != NULL ? related->text : "");
    ks_str_add_char(out, '\n');
}

static void add_head(ks_str *out, const ks_finding *finding, ks_lang lang, const look *as)
{
    ks_str_add(out, as->place);
    add_place(out, finding->place, NULL);
    ks_str_addf(out, "%s%s%s:%s ", as->plain, as->severity[finding->severity],
                WORDS[finding->severity][lang], as->plain);
    add_clean(out, finding->message);
    ks_str_addf(out, " %s[%s]%s\n", as->faint, finding->id, as->plain);
}

static void add_related(ks_str *out, const ks_finding *finding)
{
    const size_t column = find_column(out, finding);
    for (size_t i = 0; i < finding->related_count; i++) {
        add_one_related(out, &finding->related[i], finding->place.file, column);
    }
}

void ks_report_text_finding(ks_str *out, const ks_finding *finding, ks_lang lang)
{
    add_head(out, finding, lang, &PLAIN);
    add_related(out, finding);
}

static void add_count(ks_str *out, int severity, size_t count, ks_lang lang)
{
    if (lang == KS_LANG_JA) {
        ks_str_addf(out, "%s%zu件", WORDS[severity][lang], count);
    } else {
        ks_str_addf(out, "%zu %s", count, count == 1 ? WORDS[severity][lang] : MANY[severity]);
    }
}

void ks_report_text_counts(ks_str *out, const size_t counts[3], size_t known, ks_lang lang)
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
    if (known > 0) {
        ks_str_addf(out, lang == KS_LANG_JA ? "（既知の指摘%zu件を除く）" : " (and %zu known)",
                    known);
    }
}

/* ---- the reporter ---------------------------------------------------------------------------- */

static void add_excerpt(ks_reporter *reporter, const ks_finding *finding, const look *as)
{
    const ks_report_setup *setup = &reporter->setup;
    ks_report_line line = {{NULL, 0}, false};
    if (setup->has_excerpts && finding->place.line > 0 && setup->find_line != NULL &&
        setup->find_line(finding->place, &line, setup->find_user)) {
        const ks_report_excerpt excerpt = {
            .line = line.text,
            .span = ks_report_span_in(&line, finding->place.column),
            .width = setup->width,
            .colour = as->severity[finding->severity],
            .plain = as->plain,
        };
        ks_report_excerpt_add(&reporter->out, &excerpt);
    }
}

static void tell(ks_reporter *reporter, const ks_finding *finding)
{
    if (finding->known == KS_KNOWN_BEFORE) {
        return;
    }
    const look *as = reporter->setup.is_coloured ? &COLOURED : &PLAIN;
    add_head(&reporter->out, finding, reporter->setup.lang, as);
    add_excerpt(reporter, finding, as);
    add_related(&reporter->out, finding);
}

static void end(ks_reporter *reporter, const ks_report_end *end)
{
    if (end->counts[KS_ERROR] + end->counts[KS_WARNING] + end->counts[KS_NOTE] + end->known > 0) {
        ks_report_text_counts(&reporter->out, end->counts, end->known, reporter->setup.lang);
        ks_str_add_char(&reporter->out, '\n');
    }
}

const ks_report_format KS_REPORT_TEXT = {
    .name = "text",
    .is_live = true,
    .tell = tell,
    .end = end,
};

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
static size_t find_column(const ks_finding *finding)
{
    enum { WIDEST = 48 };
    size_t column = 0;
    ks_str place;
    ks_str_init(&place);
    for (size_t i = 0; i < finding->related_count; i++) {
        ks_str_clear(&place);
        add_place(&place, finding->related[i].place);
        size_t width = count_columns(ks_str_view(&place));
        column = width > column && width <= WIDEST ? width : column;
    }
    ks_str_release(&place);
    return column;
}

static void add_related(ks_str *out, const ks_related *related, size_t column)
{
    ks_str_add(out, "    ");
    const size_t start = out->len;
    add_place(out, related->place);
    const ks_sv place = {out->ptr + start, out->len - start};
    for (size_t width = count_columns(place); width < column; width++) {
        ks_str_add_char(out, ' ');
    }
    add_clean(out, related->text != NULL ? related->text : "");
    ks_str_add_char(out, '\n');
}

void ks_report_text_finding(ks_str *out, const ks_finding *finding, ks_lang lang)
{
    add_place(out, finding->place);
    ks_str_addf(out, "%s: ", WORDS[finding->severity][lang]);
    add_clean(out, finding->message);
    ks_str_addf(out, " [%s]\n", finding->id);
    const size_t column = find_column(finding);
    for (size_t i = 0; i < finding->related_count; i++) {
        add_related(out, &finding->related[i], column);
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

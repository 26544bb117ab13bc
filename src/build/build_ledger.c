#include "build_ledger.h"

#include "base_text.h"

/* A column of the printed ledger: a count, or one of the names in front. */
typedef struct ledger_column {
    const char *head[KS_LANG_COUNT];
    size_t offset; /* of the count in ks_ledger_line */
} ledger_column;

static const ledger_column COLUMNS[] = {
    {{"figures", "数値"}, offsetof(ks_ledger_line, figures)},
    {{"dashes", "該当なし"}, offsetof(ks_ledger_line, dashes)},
    {{"filed", "報告"}, offsetof(ks_ledger_line, filed)},
    {{"tied", "一致"}, offsetof(ks_ledger_line, tied)},
    {{"checked", "検算"}, offsetof(ks_ledger_line, checked)},
    {{"set aside", "除外"}, offsetof(ks_ledger_line, set_aside)},
    {{"left", "残り"}, offsetof(ks_ledger_line, left)},
};
#define COLUMN_COUNT (sizeof COLUMNS / sizeof *COLUMNS)

static const char *const TABLE_HEAD[KS_LANG_COUNT] = {"table", "表"};
static const char *const TOTAL_HEAD[KS_LANG_COUNT] = {"total", "合計"};
static const char *const ASIDE_HEAD[KS_LANG_COUNT] = {"set aside", "除外"};

/* Columns of a terminal: East Asian characters take two. */
static size_t width_of(const char *text)
{
    ks_sv view = ks_sv_from(text);
    const char *cursor = view.ptr;
    const char *end = view.ptr + view.len;
    size_t width = 0;
    while (cursor < end) {
        uint32_t c = ks_utf8_next(&cursor, end);
        bool is_wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                       (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                       (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
                       (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        width += is_wide ? 2 : 1;
    }
    return width;
}

static void pad(ks_str *out, size_t from, size_t to)
{
    for (; from < to; from++) {
        ks_str_add_char(out, ' ');
    }
}

static size_t count_of(const ks_ledger_line *line, const ledger_column *column)
{
    return *(const size_t *)(const void *)((const char *)line + column->offset);
}

static size_t digits_of(size_t number)
{
    size_t digits = 1;
    for (; number >= 10; number /= 10) {
        digits++;
    }
    return digits;
}

static size_t name_width(const ks_ledger_line *line)
{
    return width_of(line->table) + 1 + width_of(line->lang);
}

static void write_counts(const ks_ledger_line *line, const size_t *widths, ks_str *out)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        size_t count = count_of(line, &COLUMNS[i]);
        pad(out, digits_of(count), widths[i] + 2);
        ks_str_add_u64(out, count);
    }
    ks_str_add_char(out, '\n');
}

static void write_reasons(const ks_ledger *ledger, ks_lang lang, ks_str *out)
{
    for (size_t i = 0; i < ledger->reasons.count; i++) {
        const ks_ledger_reason *reason = &ledger->reasons.items[i];
        ks_str_addf(out, "\n%s: %s:%u:%u \"%s\"", ASIDE_HEAD[lang], reason->place.file,
                    reason->place.line, reason->place.column, reason->printed);
        if (reason->count > 1) {
            ks_str_addf(out, lang == KS_LANG_JA ? " ほか%zu件" : " and %zu more",
                        reason->count - 1);
        }
        ks_str_addf(out, "\n  %s\n", reason->reason);
    }
}

void ks_ledger_write(const ks_ledger *ledger, ks_lang lang, ks_str *out)
{
    size_t widths[COLUMN_COUNT];
    size_t names = width_of(TABLE_HEAD[lang]);
    for (size_t i = 0; i < ledger->lines.count; i++) {
        size_t width = name_width(&ledger->lines.items[i]);
        names = width > names ? width : names;
    }
    ks_str_add(out, TABLE_HEAD[lang]);
    pad(out, width_of(TABLE_HEAD[lang]), names);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        size_t head = width_of(COLUMNS[i].head[lang]);
        size_t digits = digits_of(count_of(&ledger->total, &COLUMNS[i]));
        widths[i] = head > digits ? head : digits;
        pad(out, head, widths[i] + 2);
        ks_str_add(out, COLUMNS[i].head[lang]);
    }
    ks_str_add_char(out, '\n');
    for (size_t i = 0; i < ledger->lines.count; i++) {
        const ks_ledger_line *line = &ledger->lines.items[i];
        ks_str_addf(out, "%s %s", line->table, line->lang);
        pad(out, name_width(line), names);
        write_counts(line, widths, out);
    }
    ks_str_add(out, TOTAL_HEAD[lang]);
    pad(out, width_of(TOTAL_HEAD[lang]), names);
    write_counts(&ledger->total, widths, out);
    write_reasons(ledger, lang, out);
}

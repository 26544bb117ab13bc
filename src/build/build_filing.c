#include "build_filing.h"

#include <stdarg.h>

ks_place ks_build_cell_place(const ks_build_cell *cell)
{
    ks_place place = cell->row->place;
    place.column = cell->number;
    return place;
}

const ks_build_entry *ks_build_cell_entry(const ks_build_cell *cell)
{
    return &cell->row->print->entries[cell->row->entry];
}

static ks_build_row *row_of(const ks_build_print *print, const ks_plan_line *line)
{
    const ks_build_entry *entry = ks_map_get_ptr(&print->entry_by_line, line);
    return entry != NULL && entry->row != KS_NO_INDEX ? &print->rows[entry->row] : NULL;
}

ks_build_cell *ks_build_print_cell(const ks_build_print *print, const ks_plan_line *line,
                                   const ks_plan_column *column)
{
    const ks_build_row *row = row_of(print, line);
    size_t number = column->number - 2;
    return row != NULL && number < row->cell_count ? &row->cells[number] : NULL;
}

bool ks_build_line_is_lost(const ks_build_print *print, const ks_plan_line *line)
{
    const ks_build_row *row = row_of(print, line);
    return row == NULL || row->is_reported;
}

bool ks_build_is_said(const ks_filing *filing, const void *a, const void *b, const void *c)
{
    const void *const parts[3] = {a, b, c};
    ks_sv key = {(const char *)parts, sizeof parts};
    return ks_map_get(&filing->reported, key) != NULL;
}

ks_status ks_build_say_once(ks_filing *filing, const void *a, const void *b, const void *c,
                            bool *out)
{
    const void *const parts[3] = {a, b, c};
    ks_sv key = {(const char *)parts, sizeof parts};
    bool is_new = ks_map_get(&filing->reported, key) == NULL;
    ks_status status = is_new ? ks_map_set(&filing->reported, key, filing) : KS_OK;
    if (status == KS_OK) {
        *out = is_new;
    }
    return status;
}

const char *ks_build_view(ks_filing *filing, const ks_str *text)
{
    const char *copy = NULL;
    if (ks_str_status(text) == KS_OK) {
        copy = ks_arena_text(&filing->arena, ks_str_view(text));
    }
    filing->is_short = filing->is_short || copy == NULL;
    return copy != NULL ? copy : "";
}

const char *ks_build_text(ks_filing *filing, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = size < 0 ? NULL : ks_arena_alloc(&filing->arena, (size_t)size + 1);
    if (text == NULL) {
        filing->is_short = true;
        return "";
    }
    va_start(args, format);
    vsnprintf(text, (size_t)size + 1, format, args);
    va_end(args);
    return text;
}

const char *ks_build_decimal(ks_filing *filing, const ks_decimal *number, int32_t places)
{
    ks_str text;
    ks_str_init(&text);
    ks_decimal_write(&text, number, places > 0 ? places : 0, ",");
    const char *copy = ks_build_view(filing, &text);
    ks_str_release(&text);
    return copy;
}

ks_related ks_build_related(const ks_filing *filing, ks_place place, ks_build_say what)
{
    static const char *const texts[KS_SAY_COUNT][KS_LANG_COUNT] = {
        [KS_SAY_PLAN_LINE] = {"the line of the plan", "計画の行"},
        [KS_SAY_PLAN_COLUMN] = {"the column of the plan", "計画の列"},
        [KS_SAY_PLAN_NOTE] = {"the note in the plan", "計画の注記"},
        [KS_SAY_TABLE_ROW] = {"the row in front of it in the table", "表で直前にある行"},
        [KS_SAY_OTHER_CELL] = {"the other cell", "もう一方のセル"},
        [KS_SAY_USED_HERE] = {"it is used here", "使われている箇所"},
        [KS_SAY_PLAN_AXIS] = {"the axis in the plan", "計画の軸"},
        [KS_SAY_PLAN_RANGE] = {"the range in the plan", "計画の範囲 (range)"},
    };
    ks_lang lang = filing->sink != NULL ? filing->sink->lang : KS_LANG_EN;
    return (ks_related){place, texts[what][lang]};
}

const char *ks_build_label(const ks_lang_text *labels, const char *lang)
{
    const char *text = ks_lang_text_find(labels, lang);
    if (text == NULL && labels != NULL) {
        text = labels->text;
    }
    return text != NULL ? text : "";
}

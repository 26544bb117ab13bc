#include "build_rows.h"

#include <string.h>

#include "build_marks.h"

/* Going down the rows of one print. */
typedef struct reader {
    ks_filing *filing;
    ks_build_print *print;
    ks_map labels;       /* key -> the first entry of that label */
    bool is_behind_note; /* the row above is a note or its continuation */
    size_t note;         /* which; KS_NO_INDEX where the table does not declare it */
    ks_str text;         /* of that note */
} reader;

void ks_build_print_release(ks_build_print *print)
{
    if (print == NULL) {
        return;
    }
    for (size_t i = 0; i < print->row_count; i++) {
        ks_vec_release(&print->rows[i].notes);
    }
    ks_map_release(&print->entry_by_line);
    ks_table_free(print->source);
}

static ks_status index_labels(reader *r)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->print->entry_count && status == KS_OK; i++) {
        ks_build_entry *entry = &r->print->entries[i];
        ks_sv key = ks_sv_from(entry->key);
        const ks_build_entry *known = ks_map_get(&r->labels, key);
        if (known == NULL || (entry->is_heading && !known->is_heading)) {
            status = ks_map_set(&r->labels, key, entry);
        }
    }
    return status;
}

static size_t note_number(const ks_plan_table *table, const ks_plan_note *note)
{
    size_t i = 0;
    while (table->notes.items[i] != note) {
        i++;
    }
    return i;
}

/* The note ends here: what was read of it is kept. */
static ks_status end_note(reader *r)
{
    ks_status status = KS_OK;
    if (r->note != KS_NO_INDEX) {
        const char *text = NULL;
        if (ks_str_status(&r->text) == KS_OK) {
            text = ks_arena_text(&r->filing->arena, ks_str_view(&r->text));
        }
        r->print->notes[r->note].text = text;
        status = text != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    r->is_behind_note = false;
    r->note = KS_NO_INDEX;
    return status;
}

static ks_status begin_note(reader *r, const char *mark, ks_sv text, ks_place place)
{
    ks_status status = end_note(r);
    if (status != KS_OK) {
        return status;
    }
    r->is_behind_note = true;
    const ks_plan_note *found = ks_mark_find(r->print->table, mark);
    if (found == NULL) {
        ks_related related = ks_build_related(r->filing, r->print->table->place, KS_SAY_PLAN_NOTE);
        KS_REPORT_RELATED(r->filing->sink, KS_F_NOTE_UNKNOWN, place, &related, 1, mark,
                          r->print->table->id);
        return KS_OK;
    }
    size_t number = note_number(r->print->table, found);
    ks_build_note *note = &r->print->notes[number];
    if (note->text != NULL) {
        ks_related related = ks_build_related(r->filing, note->place, KS_SAY_OTHER_CELL);
        KS_REPORT_RELATED(r->filing->sink, KS_F_NOTE_TWICE, place, &related, 1, mark);
        return KS_OK;
    }
    note->place = place;
    r->note = number;
    ks_str_clear(&r->text);
    ks_str_add_sv(&r->text, text);
    return KS_OK;
}

/* Whether the row, which has text in its first cell only, is a note or goes on with one. */
static ks_status read_note(reader *r, ks_sv label, ks_place place, bool *out_is_note)
{
    char mark[KS_MARK_SIZE];
    ks_sv text;
    *out_is_note = true;
    if (ks_mark_at_start(label, &text, mark)) {
        return begin_note(r, mark, text, place);
    }
    *out_is_note = r->is_behind_note;
    if (r->note != KS_NO_INDEX) {
        ks_str_add_char(&r->text, '\n');
        ks_str_add_sv(&r->text, label);
    }
    return KS_OK;
}

static ks_status add_mark(reader *r, ks_build_row *row, const ks_plan_note *found)
{
    size_t *slot = ks_vec_add(&row->notes);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = note_number(r->print->table, found);
    ks_build_note *note = &r->print->notes[*slot];
    if (!note->is_used) {
        note->is_used = true;
        note->used = row->place;
    }
    return KS_OK;
}

/* Takes marks off the end of the label until it is one that the plan knows, or has no more. */
static ks_status read_label(reader *r, ks_build_row *row, ks_sv label)
{
    const char *key = NULL;
    ks_status status = ks_build_fold(r->filing, label, &key);
    char mark[KS_MARK_SIZE];
    ks_sv shorter;
    while (status == KS_OK && ks_map_get(&r->labels, ks_sv_from(key)) == NULL &&
           ks_mark_at_end(label, &shorter, mark)) {
        const ks_plan_note *note = ks_mark_find(r->print->table, mark);
        const char *shorter_key = NULL;
        status = ks_build_fold(r->filing, shorter, &shorter_key);
        if (status != KS_OK) {
            return status;
        }
        if (note != NULL) {
            status = add_mark(r, row, note);
        } else if (ks_mark_is_typical(mark) &&
                   ks_map_get(&r->labels, ks_sv_from(shorter_key)) != NULL) {
            ks_related related =
                ks_build_related(r->filing, r->print->table->place, KS_SAY_PLAN_NOTE);
            KS_REPORT_RELATED(r->filing->sink, KS_F_NOTE_UNDECLARED, row->place, &related, 1,
                              shorter_key, mark, r->print->table->id);
        } else {
            break;
        }
        label = shorter;
        key = shorter_key;
    }
    if (status == KS_OK) {
        row->key = key;
        row->label = ks_arena_text(&r->filing->arena, label);
        status = row->label != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    return status;
}

static bool is_label_only(const ks_table_row *source)
{
    for (size_t i = 1; i < source->cell_count; i++) {
        if (source->cells[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

/* Empty cells behind the last column, which spreadsheets like to leave, do not count. */
static size_t count_cells(const ks_table_row *source, size_t column_count)
{
    size_t count = source->cell_count > 0 ? source->cell_count - 1 : 0;
    while (count > column_count && source->cells[count][0] == '\0') {
        count--;
    }
    return count;
}

static ks_status make_cells(reader *r, ks_build_row *row, const ks_table_row *source)
{
    row->cell_count = count_cells(source, r->print->table->columns.count);
    row->printed_cells = source->cell_count;
    row->cells = ks_arena_zero(&r->filing->arena, row->cell_count + 1, sizeof *row->cells);
    if (row->cells == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < row->cell_count; i++) {
        row->cells[i].row = row;
        row->cells[i].number = (uint32_t)i + 2;
        row->cells[i].printed = source->cells[i + 1];
    }
    return KS_OK;
}

static ks_status add_row(reader *r, const ks_table_row *source, ks_place place)
{
    ks_build_row *row = &r->print->rows[r->print->row_count++];
    row->print = r->print;
    row->place = place;
    row->is_label_only = is_label_only(source);
    row->entry = KS_NO_INDEX;
    row->section = KS_NO_INDEX;
    ks_status status = end_note(r);
    if (status == KS_OK) {
        status = read_label(r, row, ks_sv_from(source->cells[0]));
    }
    return status == KS_OK ? make_cells(r, row, source) : status;
}

static ks_status read_row(reader *r, const ks_table_row *source)
{
    ks_place place = {r->print->file, source->line, 1};
    if (source->cell_count == 0) {
        return KS_OK;
    }
    if (!is_label_only(source)) {
        return add_row(r, source, place);
    }
    ks_sv label = ks_sv_trim(ks_sv_from(source->cells[0]));
    if (label.len == 0) {
        return KS_OK;
    }
    const char *key = NULL;
    ks_status status = ks_build_fold(r->filing, label, &key);
    bool is_note = false;
    if (status == KS_OK && ks_map_get(&r->labels, ks_sv_from(key)) == NULL) {
        status = read_note(r, label, place, &is_note);
    }
    return status == KS_OK && !is_note ? add_row(r, source, place) : status;
}

static ks_status read_rows(reader *r)
{
    const ks_table *source = r->print->source;
    size_t first = r->print->print->header_rows;
    r->print->rows =
        ks_arena_zero(&r->filing->arena, source->rows.count + 1, sizeof *r->print->rows);
    r->print->notes =
        ks_arena_zero(&r->filing->arena, r->print->table->notes.count + 1, sizeof *r->print->notes);
    if (r->print->rows == NULL || r->print->notes == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < r->print->table->notes.count; i++) {
        r->print->notes[i].note = r->print->table->notes.items[i];
    }
    ks_status status = index_labels(r);
    for (size_t i = first; i < source->rows.count && status == KS_OK; i++) {
        status = read_row(r, &source->rows.items[i]);
    }
    return status == KS_OK ? end_note(r) : status;
}

static ks_status fill_print(ks_filing *filing, ks_build_print *print)
{
    reader r = {.filing = filing, .print = print, .note = KS_NO_INDEX};
    ks_map_init(&r.labels);
    ks_str_init(&r.text);
    ks_status status = ks_build_expect(filing, print);
    if (status == KS_OK) {
        status = read_rows(&r);
    }
    ks_map_release(&r.labels);
    ks_str_release(&r.text);
    return status;
}

static ks_build_print *add_print(ks_filing *filing)
{
    ks_build_print *print = ks_arena_zero(&filing->arena, 1, sizeof *print);
    ks_build_print **slot = print != NULL ? ks_vec_add(&filing->prints) : NULL;
    if (slot == NULL) {
        return NULL;
    }
    ks_map_init(&print->entry_by_line);
    *slot = print;
    return print;
}

ks_status ks_build_read_print(ks_filing *filing, const ks_plan_table *table,
                              const ks_plan_print *plan_print)
{
    ks_table *source = NULL;
    const char *file = ks_names_text(filing->names, ks_sv_from(plan_print->path));
    if (file == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status =
        ks_read_table(file, plan_print->encoding, plan_print->place, filing->sink, &source);
    if (status != KS_OK) {
        return status == KS_REFUSED ? KS_OK : status;
    }
    ks_build_print *print = add_print(filing);
    if (print == NULL) {
        ks_table_free(source);
        return KS_ERR_MEMORY;
    }
    print->table = table;
    print->print = plan_print;
    print->file = file;
    print->source = source;
    return fill_print(filing, print);
}

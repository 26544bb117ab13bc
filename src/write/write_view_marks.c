#include "write_view_statement.h"

#include <stdlib.h>
#include <string.h>

static ks_status add_mark(ks_view_marks *marks, const ks_footnote *note)
{
    const ks_footnote **slot = ks_vec_add(marks);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = note;
    return KS_OK;
}

static int compare_notes(const void *a, const void *b)
{
    const ks_footnote *left = *(const ks_footnote *const *)a;
    const ks_footnote *right = *(const ks_footnote *const *)b;
    return left->index < right->index ? -1 : left->index > right->index;
}

static void sort_marks(ks_view_marks *marks)
{
    if (marks->count > 1) {
        qsort(marks->items, marks->count, sizeof *marks->items, compare_notes);
    }
}

/* The fact that counts for the marks of a column: one in the column's own currency, or any. */
static const ks_fact *get_counted(const ks_view_index *index, const ks_view_statement *statement,
                                  const ks_view_row *row, size_t column)
{
    const ks_fact *fact = ks_view_cell(statement, row, column);
    size_t currency = statement->columns.items[column].currency;
    bool is_counted = fact != NULL && ks_view_currency_of(index, fact) == currency;
    return is_counted ? fact : NULL;
}

static ks_status count_note(ks_view_index *index, const ks_footnote *note, size_t stamp,
                            ks_view_marks *met)
{
    const size_t number = note->index;
    if (index->note_stamp[number] != stamp) {
        index->note_stamp[number] = stamp;
        index->note_count[number] = 0;
        if (add_mark(met, note) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    index->note_count[number]++;
    return KS_OK;
}

/* Counts the facts of the column, and for each footnote those that it covers; the footnotes that
 * cover any are collected in `met`. */
static ks_status count_notes(ks_view_index *index, const ks_view_statement *statement,
                             size_t column, ks_view_marks *met, size_t *out_total)
{
    size_t stamp = ks_view_next_stamp(index);
    size_t total = 0;
    for (size_t r = 0; r < statement->rows.count; r++) {
        const ks_fact *fact = get_counted(index, statement, &statement->rows.items[r], column);
        if (fact == NULL) {
            continue;
        }
        ks_view_notes notes = ks_view_notes_of(index, fact);
        total++;
        for (size_t i = 0; i < notes.count; i++) {
            if (count_note(index, notes.items[i], stamp, met) != KS_OK) {
                return KS_ERR_MEMORY;
            }
        }
    }
    *out_total = total;
    return KS_OK;
}

/* A footnote to all that is in a column's unit stands at the head of the column. */
static ks_status mark_column(ks_view_index *index, ks_view_statement *statement, size_t column)
{
    ks_view_marks met = {0};
    size_t total = 0;
    ks_status status = count_notes(index, statement, column, &met, &total);
    ks_view_marks *marks = &statement->columns.items[column].marks;
    marks->count = 0;
    for (size_t i = 0; i < met.count && status == KS_OK; i++) {
        if (index->note_count[met.items[i]->index] == total) {
            status = add_mark(marks, met.items[i]);
        }
    }
    ks_vec_release(&met);
    sort_marks(marks);
    return status;
}

static bool is_same_mark(const ks_footnote *a, const ks_footnote *b)
{
    return a == b || (a->mark != NULL && b->mark != NULL && strcmp(a->mark, b->mark) == 0);
}

/* Whether the head of the column says it already. So does another footnote with the same mark: a
 * fact that stands in two statements has the footnotes of both, each with a (1) of its own. */
static bool is_on_column(const ks_view_column *column, const ks_footnote *note)
{
    for (size_t i = 0; i < column->marks.count; i++) {
        if (is_same_mark(column->marks.items[i], note)) {
            return true;
        }
    }
    return false;
}

static ks_status mark_row(ks_view_index *index, const ks_view_statement *statement,
                          ks_view_row *row)
{
    size_t stamp = ks_view_next_stamp(index);
    row->marks.count = 0;
    for (size_t c = 0; c < statement->columns.count; c++) {
        const ks_fact *fact = ks_view_cell(statement, row, c);
        ks_view_notes notes =
            fact == NULL ? (ks_view_notes){NULL, 0} : ks_view_notes_of(index, fact);
        for (size_t i = 0; i < notes.count; i++) {
            size_t *mark = &index->note_stamp[notes.items[i]->index];
            if (*mark == stamp || is_on_column(&statement->columns.items[c], notes.items[i])) {
                continue;
            }
            *mark = stamp;
            if (add_mark(&row->marks, notes.items[i]) != KS_OK) {
                return KS_ERR_MEMORY;
            }
        }
    }
    sort_marks(&row->marks);
    return KS_OK;
}

static ks_status collect_notes(ks_view_index *index, ks_view_marks *notes, size_t stamp,
                               const ks_view_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        size_t *mark = &index->note_stamp[marks->items[i]->index];
        if (*mark != stamp) {
            *mark = stamp;
            if (add_mark(notes, marks->items[i]) != KS_OK) {
                return KS_ERR_MEMORY;
            }
        }
    }
    return KS_OK;
}

static ks_status collect_all_notes(ks_view_index *index, ks_view_statement *statement)
{
    ks_status status = KS_OK;
    size_t stamp = ks_view_next_stamp(index);
    for (size_t c = 0; c < statement->columns.count && status == KS_OK; c++) {
        status = collect_notes(index, &statement->notes, stamp, &statement->columns.items[c].marks);
    }
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        status = collect_notes(index, &statement->notes, stamp, &statement->rows.items[r].marks);
    }
    sort_marks(&statement->notes);
    return status;
}

/* Of a list, each row has the marks of its fact. */
static ks_status collect_list_notes(ks_view_index *index, ks_view_statement *statement)
{
    size_t stamp = ks_view_next_stamp(index);
    ks_status status = KS_OK;
    for (size_t i = 0; i < statement->facts.count && status == KS_OK; i++) {
        ks_view_notes notes = ks_view_notes_of(index, statement->facts.items[i]);
        ks_view_marks marks = {.items = notes.items, .count = notes.count};
        status = collect_notes(index, &statement->notes, stamp, &marks);
    }
    sort_marks(&statement->notes);
    return status;
}

ks_status ks_view_make_marks(ks_view_index *index, ks_view_statement *statement)
{
    ks_status status = KS_OK;
    if (index->instance->footnotes.count == 0) {
        return KS_OK;
    }
    statement->notes.count = 0; /* of an earlier time that it was written */
    if (statement->shape == KS_SHAPE_LIST) {
        return collect_list_notes(index, statement);
    }
    for (size_t c = 0; c < statement->columns.count && status == KS_OK; c++) {
        status = mark_column(index, statement, c);
    }
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        status = mark_row(index, statement, &statement->rows.items[r]);
    }
    return status != KS_OK ? status : collect_all_notes(index, statement);
}

#include <stdlib.h>

#include "write_view_job.h"
#include "write_view_words.h"

/* A row of the network, in one period. */
typedef struct record_field {
    const ks_view_row *row;
    const ks_view_row *heading; /* that it stands below, or NULL */
    size_t period;
    size_t period_rank;
    bool is_split; /* the row has several periods */
    const char *id;
} record_field;

/* Records while they are written: what are rows elsewhere are columns here, one for each period. */
typedef struct record_job {
    ks_view_job *view;
    const ks_view_statement *statement;
    KS_VEC(record_field) fields;
    KS_VEC(ks_view_column) records; /* combinations and currencies; of any period */
    bool has_currencies;
    ks_arena arena;
} record_job;

/* The nearest heading above that is further out, unless an item comes first. */
static const ks_view_row *find_heading(const ks_view_statement *statement, const ks_view_row *row)
{
    for (const ks_view_row *above = row; above-- > statement->rows.items;) {
        if (above->level < row->level) {
            return above->kind == KS_ROW_HEADING ? above : NULL;
        }
    }
    return NULL;
}

static ks_status add_field(record_job *job, const ks_view_row *row, const ks_view_column *column)
{
    record_field *last = job->fields.count == 0 ? NULL : &job->fields.items[job->fields.count - 1];
    bool is_same_row = last != NULL && last->row == row;
    if (is_same_row && last->period == column->period) {
        return KS_OK;
    }
    if (is_same_row) {
        last->is_split = true;
    }
    record_field *added = ks_vec_add(&job->fields);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    added->row = row;
    added->heading = is_same_row ? added[-1].heading : find_heading(job->statement, row);
    added->period = column->period;
    added->period_rank = column->period_rank;
    added->is_split = is_same_row;
    added->id = ks_arena_format(&job->arena, "%s-c%zu", job->statement->id, job->fields.count);
    return added->id == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status find_fields(record_job *job)
{
    const ks_view_statement *statement = job->statement;
    ks_status status = KS_OK;
    for (size_t r = 0; r < statement->rows.count; r++) {
        const ks_view_row *row = &statement->rows.items[r];
        for (size_t c = 0; c < statement->columns.count && status == KS_OK; c++) {
            if (ks_view_cell(statement, row, c) != NULL) {
                status = add_field(job, row, &statement->columns.items[c]);
            }
        }
    }
    return status;
}

static int compare_records(const void *a, const void *b)
{
    ks_view_column left = *(const ks_view_column *)a;
    ks_view_column right = *(const ks_view_column *)b;
    left.period_rank = right.period_rank = 0;
    return ks_view_compare_columns(&left, &right);
}

static ks_status find_records(record_job *job)
{
    const ks_view_statement *statement = job->statement;
    size_t count = 0;
    for (size_t c = 0; c < statement->columns.count; c++) {
        ks_view_column *added = ks_vec_add(&job->records);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = statement->columns.items[c];
        job->has_currencies =
            job->has_currencies || added->currency != statement->columns.items[0].currency;
    }
    qsort(job->records.items, job->records.count, sizeof *job->records.items, compare_records);
    for (size_t c = 0; c < job->records.count; c++) {
        ks_view_column *records = job->records.items;
        if (c == 0 || compare_records(&records[c], &records[count - 1]) != 0) {
            records[count++] = records[c];
        }
    }
    job->records.count = count;
    return KS_OK;
}

static void write_field_labels(ks_view_job *view, const record_field *field)
{
    for (size_t i = 0; i < view->options->language_count; i++) {
        const char *lang = view->options->languages[i];
        const ks_view_period *period = &view->index.periods[field->period];
        ks_view_say_label(view, lang, field->row->concept, field->row->role);
        if (field->is_split) {
            ks_str_add(&view->text, ks_words_are_japanese(lang) ? "　" : ", ");
            ks_words_heading(&view->text, lang, period->type, period->start, period->end);
        }
        ks_view_write_built(view, "label", lang);
    }
}

static ks_status write_field(ks_view_job *view, const record_field *field)
{
    ks_xml_write_start(&view->writer, "column");
    ks_xml_write_attr(&view->writer, "id", field->id);
    ks_status status = ks_view_write_name(view, "concept", field->row->concept);
    bool is_text = !ks_item_kind_is_numeric(field->row->concept->kind);
    ks_xml_write_attr(&view->writer, "kind", is_text ? "text" : NULL);
    write_field_labels(view, field);
    ks_xml_write_end(&view->writer);
    return status;
}

/* Fields that stand below one heading stand below one here. */
static ks_status write_fields(record_job *job)
{
    ks_xml_writer *writer = &job->view->writer;
    ks_status status = KS_OK;
    ks_xml_write_start(writer, "columns");
    for (size_t i = 0; i < job->fields.count && status == KS_OK; i++) {
        const record_field *field = &job->fields.items[i];
        if (i == 0 || field->heading != field[-1].heading) {
            if (i > 0) {
                ks_xml_write_end(writer);
            }
            ks_xml_write_start(writer, "group");
            if (field->heading != NULL) {
                ks_view_write_labels(job->view, field->heading->concept, field->heading->role);
            }
        }
        status = write_field(job->view, field);
    }
    if (job->fields.count > 0) {
        ks_xml_write_end(writer);
    }
    ks_xml_write_end(writer);
    return status;
}

static void add_word(ks_str *text, const char **between)
{
    ks_str_add(text, *between);
    *between = " · ";
}

static void write_label(record_job *job, const ks_view_column *record)
{
    ks_view_job *view = job->view;
    const ks_view_combo *combo = &view->index.combos.items[record->combo];
    for (size_t l = 0; l < view->options->language_count; l++) {
        const char *lang = view->options->languages[l];
        const char *between = "";
        ks_str_clear(&view->text);
        for (size_t i = 0; i < combo->count; i++) {
            if (combo->count == 1 || !ks_view_is_shared(view, job->statement, &combo->values[i])) {
                add_word(&view->text, &between);
                ks_view_say_member(view, lang, &combo->values[i]);
            }
        }
        if (view->text.len == 0) {
            ks_view_say_default(view, lang, job->statement);
            between = " · ";
        }
        if (job->has_currencies && record->currency != KS_VIEW_NO_CURRENCY) {
            add_word(&view->text, &between);
            ks_str_add(&view->text,
                       ks_words_currency(lang, view->index.currencies[record->currency].code));
        }
        ks_view_write_built(view, "label", lang);
    }
}

static ks_status write_cell(record_job *job, const ks_view_column *record,
                            const record_field *field)
{
    const ks_view_statement *statement = job->statement;
    ks_view_column key = *record;
    key.period_rank = field->period_rank;
    const ks_fact *fact = NULL;
    size_t low = 0;
    size_t high = statement->columns.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ks_view_compare_columns(&statement->columns.items[middle], &key);
        if (order == 0) {
            fact = ks_view_cell(statement, field->row, middle);
            break;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    ks_view_notes notes = {NULL, 0};
    if (fact != NULL) {
        notes = ks_view_notes_of(&job->view->index, fact);
    }
    const ks_view_marks marks = {.items = notes.items, .count = notes.count};
    return ks_view_write_marked_cell(job->view, field->id, fact, field->row->role, statement->scale,
                                     &marks);
}

static ks_status write_record(record_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_column *record = &job->records.items[number];
    ks_view_start_row(view, job->statement, number + 1, "item", 0);
    write_label(job, record);
    ks_status status = KS_OK;
    for (size_t i = 0; i < job->fields.count && status == KS_OK; i++) {
        status = write_cell(job, record, &job->fields.items[i]);
    }
    ks_xml_write_end(&view->writer);
    return status;
}

ks_status ks_view_write_records(ks_view_job *view, const ks_view_statement *statement)
{
    record_job job = {.view = view, .statement = statement};
    ks_arena_init(&job.arena);
    ks_status status = find_fields(&job);
    if (status == KS_OK) {
        status = find_records(&job);
    }
    if (status == KS_OK) {
        status = write_fields(&job);
    }
    for (size_t c = 0; c < job.records.count && status == KS_OK; c++) {
        status = write_record(&job, c);
    }
    ks_vec_release(&job.fields);
    ks_vec_release(&job.records);
    ks_arena_release(&job.arena);
    return status;
}

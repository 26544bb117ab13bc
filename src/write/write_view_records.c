#include "write_view_job.h"
#include "write_view_words.h"

/* Records while they are written: what are rows elsewhere are columns here. */
typedef struct record_job {
    ks_view_job *view;
    const ks_view_statement *statement;
    KS_VEC(const ks_view_row *) fields; /* the rows with facts */
    const char **ids;                   /* of the fields */
    ks_arena arena;
} record_job;

static ks_status find_fields(record_job *job)
{
    for (size_t r = 0; r < job->statement->rows.count; r++) {
        const ks_view_row *row = &job->statement->rows.items[r];
        if (row->kind == KS_ROW_HEADING) {
            continue;
        }
        const ks_view_row **slot = ks_vec_add(&job->fields);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = row;
    }
    job->ids = ks_arena_zero(&job->arena, job->fields.count + 1, sizeof *job->ids);
    return job->ids == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status write_field(record_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_row *field = job->fields.items[number];
    job->ids[number] = ks_arena_format(&job->arena, "%s-c%zu", job->statement->id, number + 1);
    if (job->ids[number] == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "column");
    ks_xml_write_attr(&view->writer, "id", job->ids[number]);
    ks_status status = ks_view_write_name(view, "concept", field->concept);
    ks_view_write_labels(view, field->concept, field->role);
    if (status == KS_OK) {
        status = ks_view_write_marks(view, &field->marks);
    }
    ks_xml_write_end(&view->writer);
    return status;
}

/* Fields that stand below one heading stand below one here. */
static ks_status write_fields(record_job *job)
{
    ks_xml_writer *writer = &job->view->writer;
    const ks_view_row *rows = job->statement->rows.items;
    ks_status status = KS_OK;
    const ks_view_row *last = NULL;
    ks_xml_write_start(writer, "columns");
    for (size_t i = 0; i < job->fields.count && status == KS_OK; i++) {
        const ks_view_row *heading = NULL;
        for (const ks_view_row *row = job->fields.items[i]; row > rows && heading == NULL; row--) {
            bool is_above = row[-1].kind == KS_ROW_HEADING &&
                            row[-1].level < job->fields.items[i]->level;
            heading = is_above ? &row[-1] : NULL;
            if (row[-1].kind != KS_ROW_HEADING && row[-1].level < job->fields.items[i]->level) {
                break;
            }
        }
        if (i == 0 || heading != last) {
            if (i > 0) {
                ks_xml_write_end(writer);
            }
            ks_xml_write_start(writer, "group");
            if (heading != NULL) {
                ks_view_write_labels(job->view, heading->concept, heading->role);
            }
            last = heading;
        }
        status = write_field(job, i);
    }
    if (job->fields.count > 0) {
        ks_xml_write_end(writer);
    }
    ks_xml_write_end(writer);
    return status;
}

static void write_label(record_job *job, const ks_view_column *column)
{
    ks_view_job *view = job->view;
    const ks_view_combo *combo = &view->index.combos.items[column->combo];
    bool has_currencies = false;
    for (size_t c = 1; c < job->statement->columns.count && !has_currencies; c++) {
        has_currencies =
            job->statement->columns.items[c].currency != job->statement->columns.items[0].currency;
    }
    for (size_t l = 0; l < view->options->language_count; l++) {
        const char *lang = view->options->languages[l];
        bool is_first = true;
        ks_str_clear(&view->text);
        for (size_t i = 0; i < combo->count; i++) {
            if (!ks_view_is_shared(view, job->statement, &combo->values[i]) || combo->count == 1) {
                ks_str_add(&view->text, is_first ? "" : " · ");
                ks_view_say_member(view, lang, &combo->values[i]);
                is_first = false;
            }
        }
        if (has_currencies && column->currency != KS_VIEW_NO_CURRENCY) {
            ks_str_add(&view->text, is_first ? "" : " · ");
            ks_str_add(&view->text,
                       ks_words_currency(lang, view->index.currencies[column->currency].code));
        }
        ks_view_write_built(view, "label", lang);
    }
}

static ks_status write_record(record_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_statement *statement = job->statement;
    const ks_view_column *column = &statement->columns.items[number];
    ks_status status = KS_OK;
    ks_xml_write_start(&view->writer, "row");
    const char *id = ks_arena_format(&job->arena, "%s-r%zu", statement->id, number + 1);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_attr(&view->writer, "id", id);
    ks_xml_write_attr(&view->writer, "kind", "item");
    ks_view_write_number(view, "level", 0);
    write_label(job, column);
    status = ks_view_write_marks(view, &column->marks);
    for (size_t i = 0; i < job->fields.count && status == KS_OK; i++) {
        const ks_view_row *field = job->fields.items[i];
        status = ks_view_write_cell(view, job->ids[i], ks_view_cell(statement, field, number),
                                    field->role, statement->scale);
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
        status = write_fields(&job);
    }
    for (size_t c = 0; c < statement->columns.count && status == KS_OK; c++) {
        status = write_record(&job, c);
    }
    ks_vec_release(&job.fields);
    ks_arena_release(&job.arena);
    return status;
}

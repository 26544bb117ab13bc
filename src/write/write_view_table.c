#include "write_view_format.h"
#include "write_view_job.h"
#include "write_view_words.h"

/* A table while it is written. */
typedef struct table_job {
    ks_view_job *view;
    const ks_view_statement *statement;
    const char **columns; /* their ids */
    const ks_unit *unit;  /* that all figures without currency have, or NULL */
    ks_arena arena;
} table_job;

/* The unit of the figures that have no currency, where it is one. */
static const ks_unit *find_unit(const ks_view_index *index, const ks_view_statement *statement)
{
    const ks_unit *unit = NULL;
    for (size_t i = 0; i < statement->columns.count * statement->cell_rows; i++) {
        const ks_fact *fact = statement->cells[i];
        if (fact == NULL || fact->unit == NULL ||
            ks_view_currency_of(index, fact) != KS_VIEW_NO_CURRENCY) {
            continue;
        }
        if (unit != NULL && unit != fact->unit) {
            return NULL;
        }
        unit = fact->unit;
    }
    return unit;
}

static void write_unit_labels(ks_view_job *view, const ks_unit *unit, const char *code)
{
    for (size_t i = 0; i < view->options->language_count && unit != NULL; i++) {
        const char *lang = view->options->languages[i];
        ks_str_clear(&view->text);
        if (code != NULL && ks_lang_text_find(unit->labels, lang) == NULL) {
            ks_str_add(&view->text, ks_words_currency(lang, code));
        } else {
            ks_words_unit(&view->text, lang, unit);
        }
        ks_view_write_built(view, "label", lang);
    }
}

static ks_status write_column(table_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_column *column = &job->statement->columns.items[number];
    bool has_currency = column->currency != KS_VIEW_NO_CURRENCY;
    const ks_view_currency *currency =
        has_currency ? &view->index.currencies[column->currency] : NULL;
    const ks_unit *unit = has_currency ? currency->unit : job->unit;
    job->columns[number] = ks_arena_format(&job->arena, "%s-c%zu", job->statement->id, number + 1);
    if (job->columns[number] == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "column");
    ks_xml_write_attr(&view->writer, "id", job->columns[number]);
    ks_xml_write_attr(&view->writer, "unit", unit == NULL ? NULL : unit->id);
    ks_status status = ks_view_write_members(view, job->statement, column);
    write_unit_labels(view, unit, has_currency ? currency->code : NULL);
    if (status == KS_OK) {
        status = ks_view_write_marks(view, &column->marks);
    }
    ks_xml_write_end(&view->writer);
    return status;
}

static ks_status write_period(table_job *job, size_t number, size_t period_number)
{
    ks_view_job *view = job->view;
    const ks_view_period *period = &view->index.periods[number];
    const char *id = ks_arena_format(&job->arena, "%s-p%zu", job->statement->id, period_number);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "period");
    ks_xml_write_attr(&view->writer, "id", id);
    ks_view_write_days(view, period->type, period->start, period->end);
    ks_view_write_heading(view, "label", number);
    return KS_OK;
}

static ks_status write_columns(table_job *job)
{
    const ks_view_statement *statement = job->statement;
    ks_xml_writer *writer = &job->view->writer;
    ks_status status = KS_OK;
    size_t periods = 0;
    ks_xml_write_start(writer, "columns");
    for (size_t c = 0; c < statement->columns.count && status == KS_OK; c++) {
        size_t period = statement->columns.items[c].period;
        if (c == 0 || period != statement->columns.items[c - 1].period) {
            if (c > 0) {
                ks_xml_write_end(writer);
            }
            status = write_period(job, period, ++periods);
        }
        if (status == KS_OK) {
            status = write_column(job, c);
        }
    }
    if (statement->columns.count > 0) {
        ks_xml_write_end(writer);
    }
    ks_xml_write_end(writer);
    return status;
}

/* A row of members is called as they are. */
static void write_row_labels(ks_view_job *view, const ks_view_row *row)
{
    const ks_view_combo *combo = &view->index.combos.items[row->combo];
    if (row->combo == 0) {
        ks_view_write_labels(view, row->concept, row->role);
        return;
    }
    for (size_t l = 0; l < view->options->language_count; l++) {
        ks_str_clear(&view->text);
        for (size_t i = 0; i < combo->count; i++) {
            ks_str_add(&view->text, i > 0 ? " · " : "");
            ks_view_say_member(view, view->options->languages[l], &combo->values[i]);
        }
        ks_view_write_built(view, "label", view->options->languages[l]);
    }
}

static ks_status write_row(table_job *job, const ks_view_row *row, size_t number)
{
    static const char *const KINDS[] = {
        [KS_ROW_HEADING] = "heading", [KS_ROW_ITEM] = "item", [KS_ROW_TOTAL] = "total"};
    ks_view_job *view = job->view;
    ks_view_start_row(view, job->statement, number, KINDS[row->kind], row->level);
    ks_status status = ks_view_write_name(view, "concept", row->concept);
    ks_xml_write_attr(&view->writer, "role", row->role);
    write_row_labels(view, row);
    if (status == KS_OK) {
        status = ks_view_write_marks(view, &row->marks);
    }
    for (size_t c = 0; c < job->statement->columns.count && status == KS_OK; c++) {
        if (row->kind != KS_ROW_HEADING) {
            status = ks_view_write_cell(view, job->columns[c], ks_view_cell(job->statement, row, c),
                                        row->role, job->statement->scale);
        }
    }
    ks_xml_write_end(&view->writer);
    return status;
}

ks_status ks_view_write_table(ks_view_job *view, const ks_view_statement *statement)
{
    table_job job = {.view = view, .statement = statement};
    ks_arena_init(&job.arena);
    job.columns = ks_arena_zero(&job.arena, statement->columns.count + 1, sizeof *job.columns);
    job.unit = find_unit(&view->index, statement);
    ks_status status = job.columns == NULL ? KS_ERR_MEMORY : write_columns(&job);
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        status = write_row(&job, &statement->rows.items[r], r + 1);
    }
    ks_arena_release(&job.arena);
    return status;
}

ks_status ks_view_write_marks(ks_view_job *view, const ks_view_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        const char *mark = ks_view_mark(view, marks->items[i]);
        if (mark == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_start(&view->writer, "mark");
        ks_xml_write_attr(&view->writer, "note", marks->items[i]->id);
        ks_xml_write_text(&view->writer, mark);
        ks_xml_write_end(&view->writer);
    }
    return KS_OK;
}

/* The page that the long text of the fact stands on, where that is another. */
static void write_place(ks_view_job *view, const ks_fact *fact)
{
    const ks_view_statement *host =
        &view->statements.items[view->index.block_host[fact->index] - 1];
    if (view->page > 0 && host->number != view->page) {
        ks_xml_write_attr(&view->writer, "page", host[1 - (ptrdiff_t)host->part].id);
    }
}

/* How the value is had from the figure, in the words of inline XBRL. */
static void write_exactness(ks_view_job *view, const ks_fact *fact, const ks_view_figure *figure)
{
    ks_view_write_number(view, "scale", (size_t)figure->scale);
    ks_xml_write_attr(&view->writer, "sign", fact->number.is_negative ? "-" : NULL);
    ks_xml_write_attr(&view->writer, "format", ks_view_figure_format(figure));
}

ks_status ks_view_write_cell(ks_view_job *view, const char *column, const ks_fact *fact,
                             const char *role, int32_t scale)
{
    return ks_view_write_marked_cell(view, column, fact, role, scale, NULL);
}

ks_status ks_view_write_marked_cell(ks_view_job *view, const char *column, const ks_fact *fact,
                                    const char *role, int32_t scale, const ks_view_marks *marks)
{
    static const char *const STATES[] = {
        [KS_VIEW_VALUE] = "value", [KS_VIEW_ZERO] = "zero", [KS_VIEW_NIL] = "nil"};
    ks_view_figure figure;
    ks_xml_write_start(&view->writer, "cell");
    ks_xml_write_attr(&view->writer, "column", column);
    if (fact == NULL) {
        ks_xml_write_attr(&view->writer, "state", "none");
        ks_xml_write_end(&view->writer);
        return KS_OK;
    }
    const char *id = ks_view_fact_id(view, fact);
    ks_status status = ks_view_make_figure(&view->index.arena, fact, role, scale, &figure);
    if (status != KS_OK || id == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    bool is_block = ks_view_is_block(fact);
    ks_xml_write_attr(&view->writer, "state", is_block ? "block" : STATES[figure.state]);
    ks_xml_write_attr(&view->writer, "negative", figure.is_negative ? "true" : NULL);
    ks_xml_write_attr(&view->writer, "fact", id);
    if (figure.is_exact) {
        write_exactness(view, fact, &figure);
    }
    if (is_block) {
        write_place(view, fact);
    } else if (!figure.is_number && figure.state != KS_VIEW_NIL) {
        ks_xml_write_attr(&view->writer, "kind", "text");
    }
    for (size_t i = 0; i < view->options->language_count && !is_block; i++) {
        ks_str_clear(&view->text);
        ks_view_write_figure(&view->text, view->options->languages[i], &figure);
        ks_view_write_built(view, "text", view->options->languages[i]);
    }
    status = marks == NULL ? KS_OK : ks_view_write_marks(view, marks);
    ks_xml_write_end(&view->writer);
    return status;
}

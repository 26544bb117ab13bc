#include "write_view_statement.h"

#include <string.h>

#include "base_text.h"
#include "write_instance.h"
#include "write_view_format.h"
#include "write_view_job.h"
#include "write_view_words.h"

/* What is written of one statement. */
typedef struct statement_job {
    ks_view_job *view;
    ks_view_statement *statement;
    const char *id;
    const char **columns; /* their ids */
    const ks_unit *unit;  /* that all figures without currency have, or NULL */
    ks_arena arena;
} statement_job;

/* The last word of the role where that is fit for an anchor and free, else a number behind it. */
static const char *find_id(ks_view_job *job, ks_arena *arena, const char *role)
{
    const char *end = strrchr(role, '/');
    const char *word = end == NULL ? role : end + 1;
    size_t number = 1;
    if (!ks_text_is_ncname(ks_sv_from(word))) {
        word = "statement";
    }
    const char *id = ks_arena_textz(arena, word);
    while (id != NULL && ks_map_get(&job->statement_ids, ks_sv_from(id)) != NULL) {
        id = ks_arena_format(arena, "%s-%zu", word, ++number);
    }
    if (id == NULL || ks_map_set(&job->statement_ids, ks_sv_from(id), job) != KS_OK) {
        return NULL;
    }
    return id;
}

static void write_titles(const statement_job *job)
{
    const ks_view_statement *statement = job->statement;
    ks_view_job *view = job->view;
    const ks_role *role = ks_taxonomy_find_role(view->instance->taxonomy, statement->role);
    const char *definition = role == NULL ? NULL : role->definition;
    for (size_t i = 0; i < view->options->language_count; i++) {
        const char *lang = view->options->languages[i];
        const char *title = definition != NULL ? definition : job->id;
        if (statement->title != NULL) {
            title = ks_taxonomy_label_best(view->instance->taxonomy, statement->title,
                                           KS_ROLE_LABEL, lang, NULL);
        } else if (statement->network == NULL) {
            title = ks_words_are_japanese(lang) ? "全ての数値" : "All facts";
        }
        ks_view_write_text(view, "title", lang, title);
    }
}

static ks_status write_marks(ks_view_job *view, const ks_view_marks *marks)
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

/* The unit of the figures that have no currency, where it is one. */
static const ks_unit *find_unit(const ks_view_index *index, const ks_view_statement *statement)
{
    const ks_unit *unit = NULL;
    for (size_t i = 0; i < statement->columns.count * statement->rows.count; i++) {
        size_t column = i % statement->columns.count;
        const ks_view_row *row = &statement->rows.items[i / statement->columns.count];
        const ks_fact *fact = ks_view_cell(statement, row, column);
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

static void write_column_labels(const statement_job *job, const ks_unit *unit, const char *code)
{
    ks_view_job *view = job->view;
    for (size_t i = 0; i < view->options->language_count && unit != NULL; i++) {
        const char *lang = view->options->languages[i];
        const char *label = ks_lang_text_find(unit->labels, lang);
        if (label == NULL) {
            label = code == NULL ? unit->id : ks_words_currency(lang, code);
        }
        ks_view_write_text(view, "label", lang, label);
    }
}

static ks_status write_column(statement_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_column *column = &job->statement->columns.items[number];
    bool has_currency = column->currency != KS_VIEW_NO_CURRENCY;
    const ks_view_currency *currency =
        has_currency ? &view->index.currencies[column->currency] : NULL;
    const ks_unit *unit = has_currency ? currency->unit : job->unit;
    job->columns[number] = ks_arena_format(&job->arena, "%s-c%zu", job->id, number + 1);
    if (job->columns[number] == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "column");
    ks_xml_write_attr(&view->writer, "id", job->columns[number]);
    ks_xml_write_attr(&view->writer, "unit", unit == NULL ? NULL : unit->id);
    write_column_labels(job, unit, has_currency ? currency->code : NULL);
    ks_status status = write_marks(view, &column->marks);
    ks_xml_write_end(&view->writer);
    return status;
}

static ks_status write_period(statement_job *job, size_t number, size_t period_number)
{
    ks_view_job *view = job->view;
    const ks_view_period *period = &view->index.periods[number];
    const char *id = ks_arena_format(&job->arena, "%s-p%zu", job->id, period_number);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "period");
    ks_xml_write_attr(&view->writer, "id", id);
    if (period->type == KS_PERIOD_DURATION) {
        ks_view_write_day(view, "start", period->start);
        ks_view_write_day(view, "end", period->end);
    } else if (period->type == KS_PERIOD_INSTANT) {
        ks_view_write_day(view, "instant", period->end);
    }
    ks_view_write_heading(view, number);
    return KS_OK;
}

static ks_status write_columns(statement_job *job)
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

static ks_status write_cell(statement_job *job, const ks_view_row *row, size_t column)
{
    static const char *const STATES[] = {
        [KS_VIEW_VALUE] = "value", [KS_VIEW_ZERO] = "zero", [KS_VIEW_NIL] = "nil"};
    ks_view_job *view = job->view;
    const ks_fact *fact = ks_view_cell(job->statement, row, column);
    ks_xml_write_start(&view->writer, "cell");
    ks_xml_write_attr(&view->writer, "column", job->columns[column]);
    if (fact == NULL) {
        ks_xml_write_attr(&view->writer, "state", "none");
        ks_xml_write_end(&view->writer);
        return KS_OK;
    }
    ks_view_figure figure;
    const char *id = ks_write_fact_id(&job->arena, fact);
    ks_status status =
        ks_view_make_figure(&job->arena, fact, row->role, job->statement->scale, &figure);
    if (status != KS_OK || id == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    ks_xml_write_attr(&view->writer, "state", STATES[figure.state]);
    ks_xml_write_attr(&view->writer, "negative", figure.is_negative ? "true" : NULL);
    ks_xml_write_attr(&view->writer, "fact", id);
    for (size_t i = 0; i < view->options->language_count; i++) {
        ks_str_clear(&view->text);
        ks_view_write_figure(&view->text, view->options->languages[i], &figure);
        ks_view_write_built(view, "text", view->options->languages[i]);
    }
    ks_xml_write_end(&view->writer);
    return KS_OK;
}

static ks_status write_row(statement_job *job, const ks_view_row *row, size_t number)
{
    static const char *const KINDS[] = {
        [KS_ROW_HEADING] = "heading", [KS_ROW_ITEM] = "item", [KS_ROW_TOTAL] = "total"};
    ks_view_job *view = job->view;
    const char *id = ks_arena_format(&job->arena, "%s-r%zu", job->id, number);
    const char *concept = ks_prefixes_name(&view->index.prefixes, &job->arena, row->concept->name);
    if (id == NULL || concept == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "row");
    ks_xml_write_attr(&view->writer, "id", id);
    ks_xml_write_attr(&view->writer, "kind", KINDS[row->kind]);
    ks_view_write_number(view, "level", row->level);
    ks_xml_write_attr(&view->writer, "concept", concept);
    ks_xml_write_attr(&view->writer, "role", row->role);
    ks_view_write_labels(view, row->concept, row->role);
    ks_status status = write_marks(view, &row->marks);
    for (size_t c = 0; c < job->statement->columns.count && status == KS_OK; c++) {
        if (row->kind != KS_ROW_HEADING) {
            status = write_cell(job, row, c);
        }
    }
    ks_xml_write_end(&view->writer);
    return status;
}

static ks_status write_charts(const statement_job *job)
{
    const ks_write_view_options *options = job->view->options;
    ks_status status = KS_OK;
    for (size_t i = 0; i < options->chart_count && status == KS_OK; i++) {
        if (strcmp(options->charts[i].role, job->statement->role) == 0) {
            status = ks_view_write_chart(job->view, job->statement, &options->charts[i]);
        }
    }
    return status;
}

static ks_status write_body(statement_job *job)
{
    ks_view_statement *statement = job->statement;
    ks_xml_writer *writer = &job->view->writer;
    write_titles(job);
    ks_status status = ks_view_write_unit_line(job->view, statement, KS_VIEW_NO_CURRENCY);
    if (status == KS_OK) {
        status = write_columns(job);
    }
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        status = write_row(job, &statement->rows.items[r], r + 1);
    }
    for (size_t i = 0; i < statement->notes.count; i++) {
        ks_xml_write_start(writer, "note");
        ks_xml_write_attr(writer, "ref", statement->notes.items[i]->id);
        ks_xml_write_end(writer);
    }
    return status != KS_OK ? status : write_charts(job);
}

static ks_status write_statement(statement_job *job, size_t number)
{
    ks_view_job *view = job->view;
    const ks_view_statement *statement = job->statement;
    job->id = find_id(view, &job->arena, statement->role);
    job->columns = ks_arena_zero(&job->arena, statement->columns.count + 1, sizeof *job->columns);
    job->unit = find_unit(&view->index, statement);
    if (job->id == NULL || job->columns == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&view->writer, "statement");
    ks_xml_write_attr(&view->writer, "id", job->id);
    ks_xml_write_attr(&view->writer, "role", statement->role);
    ks_view_write_number(view, "number", number);
    ks_status status = write_body(job);
    ks_xml_write_end(&view->writer);
    return status;
}

ks_status ks_view_write_statement(ks_view_job *job, ks_view_statement *statement, size_t number)
{
    statement_job part = {.view = job, .statement = statement};
    ks_arena_init(&part.arena);
    ks_view_settle(&job->index, statement);
    ks_status status = ks_view_make_marks(&job->index, statement);
    if (status == KS_OK) {
        status = write_statement(&part, number);
    }
    ks_arena_release(&part.arena);
    return status;
}

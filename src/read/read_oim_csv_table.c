/* Tables of xBRL-CSV: which columns a file has, and a fact for each cell of a column
 * of facts that is not empty. */
#include <string.h>

#include "base_text.h"
#include "read_oim_csv.h"
#include "read_oim_csv_row.h"

/* ---- header ---------------------------------------------------------------------------------- */

static ks_status tell_unknown(const ks_csv_table *table, size_t at, ks_sv name)
{
    const ks_csv_template *template = table->template;
    const char *kept = NULL;
    const char *nearest = NULL;
    ks_status status = ks_csv_keep(table->job, name, &kept);
    if (status == KS_OK) {
        status = ks_csv_nearest_column(table->job, template, name, &nearest);
    }
    if (status == KS_OK) {
        KS_REPORT(table->job->sink, KS_F_CSV_COLUMN_UNKNOWN, ks_csv_cell_place(table, at), kept,
                  template->name, nearest);
    }
    return status;
}

/* What stands over the column at `at`; *out_is_good: the table can be read with it. */
static ks_status take_head(ks_csv_table *table, size_t at, bool *out_is_good)
{
    const ks_sv name = ks_csv_cell(&table->rows, at);
    const size_t number = (uintptr_t)ks_map_get(&table->template->by_name, name);
    const char *kept = NULL;
    *out_is_good = name.len == 0;
    if (name.len == 0) {
        return KS_OK;
    }
    if (!ks_csv_is_identifier(name)) {
        ks_status status = ks_csv_keep(table->job, name, &kept);
        KS_REPORT(table->job->sink, KS_F_CSV_HEADER, ks_csv_cell_place(table, at), kept);
        return status;
    }
    if (number == 0) {
        return tell_unknown(table, at, name);
    }
    if (table->at_column[number - 1] != KS_CSV_NOWHERE) {
        KS_REPORT(table->job->sink, KS_F_CSV_COLUMN_TWICE, ks_csv_cell_place(table, at),
                  table->template->columns[number - 1].name);
        return KS_OK;
    }
    *out_is_good = true;
    table->at_column[number - 1] = at;
    table->heads[at].column = &table->template->columns[number - 1];
    return KS_OK;
}

static ks_status take_header(ks_csv_table *table, bool *out_is_good)
{
    const size_t count = table->rows.cells.count;
    ks_csv_job *job = table->job;
    ks_status status = KS_OK;
    *out_is_good = true;
    table->head_count = count;
    table->heads = ks_arena_zero(&job->arena, count + 1, sizeof *table->heads);
    table->at_column =
        ks_arena_zero(&job->arena, table->template->column_count + 1, sizeof *table->at_column);
    if (table->heads == NULL || table->at_column == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < table->template->column_count; i++) {
        table->at_column[i] = KS_CSV_NOWHERE;
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        bool is_good = false;
        status = take_head(table, i, &is_good);
        *out_is_good = *out_is_good && is_good;
    }
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static ks_status read_rows(ks_csv_table *table)
{
    bool is_there = false;
    ks_status status = ks_csv_next_row(table->job, table->file, &table->rows, &is_there);
    bool is_good = status == KS_OK && is_there;
    if (is_good) {
        status = take_header(table, &is_good);
    }
    while (status == KS_OK && is_good) {
        status = ks_csv_next_row(table->job, table->file, &table->rows, &is_good);
        table->number++;
        if (status == KS_OK && is_good) {
            status = ks_csv_read_row(table);
        }
        if (status == KS_OK && table->number % 4096 == 0) {
            status = ks_sink_check_cancelled(table->job->sink);
        }
    }
    return status;
}

static ks_status read_file(ks_csv_table *table, const ks_io_document *document)
{
    table->file = document->file;
    ks_csv_rows_init(&table->rows, document->text);
    ks_map_init(&table->row_ids);
    ks_status status = read_rows(table);
    ks_map_release(&table->row_ids);
    ks_csv_rows_release(&table->rows);
    ks_vec_release(&table->said);
    ks_vec_release(&table->uses);
    return status;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static bool is_referred_to(const ks_csv_table *table, ks_sv name)
{
    return ks_map_get(&table->template->references, name) != NULL ||
           ks_map_get(&table->job->report_references, name) != NULL;
}

static ks_status take_parameters(ks_csv_table *table, ks_csv_member member)
{
    const ks_json *parameters = ks_json_get(member.json, "parameters");
    ks_csv_job *job = table->job;
    ks_status status = KS_OK;
    for (const ks_json *p = parameters != NULL ? parameters->first : NULL;
         p != NULL && status == KS_OK; p = p->next) {
        const ks_csv_member own = {p, member.file};
        const char *name = NULL;
        if (!ks_csv_check_identifier(job, own, p->name)) {
            continue;
        }
        status = ks_csv_keep(job, p->name, &name);
        if (status == KS_OK && !is_referred_to(table, p->name)) {
            KS_REPORT(job->sink, KS_F_CSV_PARAMETER_UNUSED, ks_csv_place(own), name);
        } else if (status == KS_OK) {
            status =
                ks_csv_take_parameter(job, &table->parameters, name, p->text, ks_csv_place(own));
        }
    }
    return status;
}

static ks_status find_template(ks_csv_table *table, const ks_csv_templates *templates,
                               ks_csv_member member)
{
    const ks_json *own = ks_json_get(member.json, "template");
    const ks_sv name = own != NULL ? own->text : member.json->name;
    const ks_csv_member said = {own != NULL ? own : member.json, member.file};
    const char *kept = NULL;
    ks_status status = ks_csv_keep(table->job, name, &kept);
    table->template = ks_map_get(&templates->by_name, name);
    if (status == KS_OK && table->template == NULL &&
        (own == NULL || ks_csv_check_identifier(table->job, said, name))) {
        KS_REPORT(table->job->sink, KS_F_CSV_TEMPLATE_UNKNOWN, ks_csv_place(said), kept);
    }
    return status;
}

static ks_status open_file(ks_csv_table *table, ks_csv_member member)
{
    const ks_json *url = ks_json_get(member.json, "url");
    const ks_json *optional = ks_json_get(member.json, "optional");
    const ks_place place = ks_csv_place((ks_csv_member){url, member.file});
    const ks_io_document *document = NULL;
    ks_csv_job *job = table->job;
    const char *full = NULL;
    ks_status status = ks_csv_refer(job, job->report->url, url->text, &full);
    if (status == KS_OK) {
        status = ks_csv_open(job, full, place, &document);
    }
    if (status == KS_REFUSED) {
        return KS_OK;
    }
    if (status == KS_OK && document != NULL) {
        return read_file(table, document);
    }
    if (status == KS_OK && (optional == NULL || optional->kind != KS_JSON_TRUE)) {
        KS_REPORT(job->sink, KS_F_CSV_NO_TABLE, place, full, table->name);
    }
    return status;
}

static ks_status read_table(ks_csv_job *job, const ks_csv_templates *templates,
                            ks_csv_reference *references, size_t number, ks_csv_member member)
{
    ks_csv_table table = {
        .job = job, .templates = templates, .references = references, .table_number = number};
    ks_map_init(&table.parameters);
    (void)ks_csv_check_identifier(job, member, member.json->name);
    ks_status status = ks_csv_keep(job, member.json->name, &table.name);
    if (status == KS_OK) {
        status = find_template(&table, templates, member);
    }
    if (status == KS_OK && table.template != NULL) {
        status = take_parameters(&table, member);
    }
    if (status == KS_OK && table.template != NULL) {
        status = open_file(&table, member);
    }
    ks_map_release(&table.parameters);
    return status;
}

ks_status ks_csv_read_tables(ks_csv_job *job, const ks_csv_templates *templates)
{
    const ks_csv_object *tables = &job->metadata->parts[KS_CSV_TABLES];
    ks_csv_reference *references =
        ks_arena_zero(&job->arena, ks_map_count(&job->references) + 1, sizeof *references);
    ks_status status = references == NULL ? KS_ERR_MEMORY : KS_OK;
    for (size_t i = 0; i < tables->members.count && status == KS_OK; i++) {
        status = read_table(job, templates, references, i + 1, tables->members.items[i]);
    }
    return status;
}

/* Parameters of a report, and the file that may have them (4.7.1). */
#include "read_oim_csv.h"

ks_status ks_csv_take_parameter(ks_csv_job *job, ks_map *parameters, const char *name, ks_sv text,
                                ks_place place)
{
    ks_csv_value *value = ks_arena_zero(&job->arena, 1, sizeof *value);
    ks_status status = value == NULL ? KS_ERR_MEMORY : ks_csv_special(job, text, place, value);
    return status == KS_OK ? ks_map_set_borrowed(parameters, ks_sv_from(name), value) : status;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void tell_row(const ks_csv_job *job, const char *file, const ks_csv_rows *rows,
                     size_t column, const char *en, const char *ja)
{
    const bool is_ja = job->sink->lang == KS_LANG_JA;
    KS_REPORT(job->sink, KS_F_CSV_PARAMETER_FILE,
              ((ks_place){file, rows->line, (uint32_t)column + 1}), is_ja ? ja : en);
}

static bool is_row_empty(const ks_csv_rows *rows, size_t from)
{
    for (size_t i = from; i < rows->cells.count; i++) {
        if (rows->cells.items[i].len > 0) {
            return false;
        }
    }
    return true;
}

static bool check_head(const ks_csv_job *job, const char *file, const ks_csv_rows *rows)
{
    const bool is_good = ks_sv_is(ks_csv_cell(rows, 0), "name") &&
                         ks_sv_is(ks_csv_cell(rows, 1), "value") && is_row_empty(rows, 2);
    if (!is_good) {
        tell_row(job, file, rows, 0, "the first row must be \"name,value\"",
                 "最初の行は「name,value」でなければなりません");
    }
    return is_good;
}

static ks_status take_row(ks_csv_job *job, const char *file, const ks_csv_rows *rows, ks_map *seen)
{
    const ks_sv name = ks_csv_cell(rows, 0);
    const ks_place place = {file, rows->line, 2};
    const char *kept = NULL;
    void *there = NULL;
    if (name.len == 0) {
        if (!is_row_empty(rows, 0)) {
            tell_row(job, file, rows, 0, "the row has no name", "行に名前がありません");
        }
        return KS_OK;
    }
    ks_status status = ks_csv_keep(job, name, &kept);
    if (status != KS_OK) {
        return status;
    }
    if (!ks_csv_is_identifier(name)) {
        KS_REPORT(job->sink, KS_F_CSV_IDENTIFIER, ((ks_place){file, rows->line, 1}), kept);
        return KS_OK;
    }
    if (ks_csv_cell(rows, 1).len == 0) {
        tell_row(job, file, rows, 1, "the parameter has no value (write #empty or #none)",
                 "パラメータに値がありません（#empty または #none と書いてください）");
        return KS_OK;
    }
    if (!is_row_empty(rows, 2)) {
        tell_row(job, file, rows, 2, "something stands behind the value",
                 "値の後ろに余分なセルがあります");
        return KS_OK;
    }
    status = ks_map_add_borrowed(seen, ks_sv_from(kept), job, &there);
    if (status == KS_OK && there != NULL) {
        tell_row(job, file, rows, 0, "the name is there twice", "同じ名前が 2 度あります");
        return KS_OK;
    }
    /* The file goes before what the metadata says. */
    return status == KS_OK
               ? ks_csv_take_parameter(job, &job->parameters, kept, ks_csv_cell(rows, 1), place)
               : status;
}

static ks_status read_rows(ks_csv_job *job, const ks_io_document *document)
{
    ks_csv_rows rows;
    ks_map seen;
    bool is_there = false;
    ks_csv_rows_init(&rows, document->text);
    ks_map_init(&seen);
    ks_status status = ks_csv_next_row(job, document->file, &rows, &is_there);
    bool is_good =
        status == KS_OK && rows.fault == KS_CSV_FINE && check_head(job, document->file, &rows);
    while (status == KS_OK && is_good) {
        status = ks_csv_next_row(job, document->file, &rows, &is_good);
        if (status == KS_OK && is_good) {
            status = take_row(job, document->file, &rows, &seen);
        }
    }
    ks_map_release(&seen);
    ks_csv_rows_release(&rows);
    return status;
}

static ks_status read_file(ks_csv_job *job, ks_csv_member url)
{
    const ks_io_document *document = NULL;
    const ks_place place = ks_csv_place(url);
    const char *full = NULL;
    ks_status status = ks_csv_refer(job, job->report->url, url.json->text, &full);
    if (status == KS_OK) {
        status = ks_csv_open(job, full, place, &document);
    }
    if (status == KS_REFUSED) {
        return KS_OK;
    }
    if (status == KS_OK && document == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_NO_PARAMETERS, place, full);
        return KS_OK;
    }
    return status == KS_OK ? read_rows(job, document) : status;
}

/* ---- of the report --------------------------------------------------------------------------- */

static void check_references(const ks_csv_job *job)
{
    const ks_map_entry *e = ks_map_first(&job->parameters);
    for (; e != NULL; e = ks_map_next(e)) {
        const ks_csv_value *value = ks_map_entry_value(e);
        const ks_sv name = ks_map_entry_key(e);
        const char *kept = NULL;
        if (ks_map_get(&job->references, name) == NULL && ks_csv_keep(job, name, &kept) == KS_OK) {
            KS_REPORT(job->sink, KS_F_CSV_PARAMETER_UNUSED, value->place, kept);
        }
    }
}

ks_status ks_csv_read_parameters(ks_csv_job *job)
{
    const ks_csv_object *object = &job->metadata->parts[KS_CSV_PARAMETERS];
    const ks_csv_member url = job->metadata->singles[KS_CSV_PARAMETER_URL];
    ks_status status = KS_OK;
    for (size_t i = 0; i < object->members.count && status == KS_OK; i++) {
        const ks_csv_member member = object->members.items[i];
        const char *name = NULL;
        if (!ks_csv_check_identifier(job, member, member.json->name)) {
            continue;
        }
        status = ks_csv_keep(job, member.json->name, &name);
        if (status == KS_OK) {
            status = ks_csv_take_parameter(job, &job->parameters, name, member.json->text,
                                           ks_csv_place(member));
        }
    }
    if (status == KS_OK && url.json != NULL) {
        status = read_file(job, url);
    }
    if (status == KS_OK) {
        check_references(job);
    }
    return status;
}

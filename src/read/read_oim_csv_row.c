/* A row of a table: its facts with their dimensions, from the column, its property groups, the
 * template and the report, the first that speaks of one, and cells that nothing uses.
 */
#include "read_oim_csv_row.h"

#include <string.h>

#include "base_text.h"
#include "model_oim.h"
#include "read_oim_parts.h"

/* The fact at hand. */
typedef struct fact_job {
    ks_csv_table *table;
    ks_oim_fact fact;
    size_t number; /* of the fact in the report */
    bool is_wrong; /* which was told */
} fact_job;

/* ---- cells ----------------------------------------------------------------------------------- */

/* What the cell says; most often it is what the cell above it says. */
static ks_status take_cell(ks_csv_table *table, size_t at, ks_csv_value *out)
{
    ks_csv_head *head = &table->heads[at];
    const ks_sv text = ks_csv_cell(&table->rows, at);
    ks_status status = KS_OK;
    if (head->recent.ptr == NULL || !ks_sv_equal(head->recent, text)) {
        status = ks_csv_special(table->job, text, ks_csv_cell_place(table, at), &head->value);
        head->recent = text;
    }
    *out = head->value;
    out->place = ks_csv_cell_place(table, at);
    return status;
}

/* ---- references ------------------------------------------------------------------------------ */

static void find_reference(ks_csv_table *table, const ks_csv_value *value, ks_csv_reference *out)
{
    const ks_sv name = ks_sv_from(value->text);
    const size_t number = (uintptr_t)ks_map_get(&table->template->by_name, name);
    const bool is_column =
        number != 0 && table->template->columns[number - 1].kind != KS_CSV_COLUMN_COMMENT;
    *out = (ks_csv_reference){.table = table->table_number, .at = KS_CSV_NOWHERE};
    if (is_column) {
        out->at = table->at_column[number - 1];
    }
    out->parameter = ks_map_get(&table->parameters, name);
    if (out->parameter == NULL) {
        out->parameter = ks_map_get(&table->job->parameters, name);
    }
    out->is_known = is_column || out->parameter != NULL;
}

static ks_csv_reference *look_up(ks_csv_table *table, const ks_csv_value *value)
{
    ks_csv_reference *reference = &table->references[value->reference];
    if (reference->table != table->table_number) {
        find_reference(table, value, reference);
    }
    return reference;
}

/* The cell of the row, else the parameter of the table, else that of the report. *out_at: the
 * column, or KS_CSV_NOWHERE. */
static ks_status resolve(fact_job *f, const ks_csv_value *value, ks_csv_value *out, size_t *out_at)
{
    ks_csv_table *table = f->table;
    ks_csv_reference *reference = look_up(table, value);
    *out_at = KS_CSV_NOWHERE;
    *out = (ks_csv_value){.kind = KS_CSV_NONE, .place = value->place};
    if (!reference->is_known) {
        if (!reference->is_told) {
            KS_REPORT(table->job->sink, KS_F_CSV_REFERENCE, value->place, value->text, table->name);
        }
        reference->is_told = true;
        f->is_wrong = true;
        return KS_OK;
    }
    if (reference->at != KS_CSV_NOWHERE && ks_csv_cell(&table->rows, reference->at).len > 0) {
        *out_at = reference->at;
        return take_cell(table, reference->at, out);
    }
    if (reference->parameter != NULL) {
        *out = *reference->parameter;
    }
    return KS_OK;
}

/* ---- what uses a cell ------------------------------------------------------------------------ */

/* Units, languages and decimals count where the concept has them, which is not known yet. */
static ks_status use_cell(fact_job *f, size_t at, ks_oim_use_kind kind)
{
    ks_csv_table *table = f->table;
    ks_csv_head *head = &table->heads[at];
    if (kind == KS_OIM_USED) {
        head->used_in = table->number;
        return KS_OK;
    }
    ks_csv_use *slot = ks_vec_add(&table->uses);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_csv_use){at, {.fact = f->number, .kind = kind}, head->first_use};
    head->first_use = table->uses.count;
    return KS_OK;
}

static ks_oim_use_kind use_of(const char *name)
{
    return strcmp(name, "unit") == 0       ? KS_OIM_USED_BY_NUMBER
           : strcmp(name, "language") == 0 ? KS_OIM_USED_BY_TEXT
                                           : KS_OIM_USED;
}

/* ---- dimensions ------------------------------------------------------------------------------ */

static bool is_said(const ks_csv_table *table, const char *name)
{
    for (size_t i = 0; i < table->said.count; i++) {
        if (table->said.items[i].said.name == name) {
            return true;
        }
    }
    return false;
}

static ks_status take_period(fact_job *f, const ks_csv_value *value, const char *specifier,
                             const char **out)
{
    ks_csv_job *job = f->table->job;
    bool is_instant = false;
    const char *text = value->kind == KS_CSV_NIL ? "#nil" : value->text;
    ks_status status = ks_csv_period(job, text, specifier, out, &is_instant);
    if (status == KS_OK && is_instant) {
        KS_REPORT(job->sink, KS_F_CSV_NOT_DURATION, value->place, text, specifier);
    } else if (status == KS_OK && *out == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_PERIOD, value->place, text);
    }
    f->is_wrong = f->is_wrong || is_instant || *out == NULL;
    return status;
}

static ks_status add_dimension(fact_job *f, const char *name, const ks_csv_value *value,
                               const char *specifier)
{
    ks_csv_dimension dimension = {{.name = name, .place = value->place}, false};
    ks_status status = KS_OK;
    if (value->kind == KS_CSV_NONE) {
        dimension.is_none = true;
    } else if (strcmp(name, "period") == 0) {
        status = take_period(f, value, specifier, &dimension.said.value);
    } else if (value->kind == KS_CSV_NIL) {
        /* No core dimension has this value, and whoever reads it says so. */
        dimension.said.value = strchr(name, ':') == NULL ? "#nil" : NULL;
    } else {
        dimension.said.value = value->text;
    }
    ks_csv_dimension *slot = status == KS_OK ? ks_vec_add(&f->table->said) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = dimension;
    return KS_OK;
}

static ks_status take_said(fact_job *f, const ks_csv_said *said)
{
    ks_csv_value value = said->value;
    size_t at = KS_CSV_NOWHERE;
    ks_status status = KS_OK;
    if (is_said(f->table, said->name)) {
        return KS_OK;
    }
    if (said->value.kind == KS_CSV_REFERENCE) {
        status = resolve(f, &said->value, &value, &at);
    } else if (said->value.kind == KS_CSV_ROW_NUMBER) {
        const char *number = ks_arena_format(&f->table->job->arena, "%zu", f->table->number);
        value.kind = KS_CSV_TEXT;
        status = number == NULL ? KS_ERR_MEMORY
                                : ks_csv_keep(f->table->job, ks_sv_from(number), &value.text);
    }
    if (status == KS_OK && at != KS_CSV_NOWHERE) {
        status = use_cell(f, at, use_of(said->name));
    }
    return status == KS_OK ? add_dimension(f, said->name, &value, said->value.specifier) : status;
}

static ks_status take_all(fact_job *f, const ks_csv_properties *properties)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < properties->count && status == KS_OK; i++) {
        status = take_said(f, &properties->said[i]);
    }
    return status;
}

/* ---- property groups ------------------------------------------------------------------------- */

/* The group that the row names in the column; NULL: none. */
static const ks_csv_properties *group_of(const ks_csv_table *table, size_t column)
{
    const size_t at = table->at_column[column];
    const ks_sv name = at == KS_CSV_NOWHERE ? KS_SV("") : ks_csv_cell(&table->rows, at);
    return name.len == 0 ? NULL : ks_map_get(&table->template->columns[column].groups, name);
}

static ks_status take_groups(fact_job *f, const ks_csv_column *column)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < column->from_count && status == KS_OK; i++) {
        const ks_csv_properties *group = group_of(f->table, column->from[i]);
        if (group != NULL) {
            status = use_cell(f, f->table->at_column[column->from[i]], KS_OIM_USED);
            status = status == KS_OK ? take_all(f, group) : status;
        }
    }
    return status;
}

static ks_status tell_group(const ks_csv_table *table, size_t at, ks_sv text)
{
    const ks_csv_job *job = table->job;
    ks_csv_value value;
    const char *kept = NULL;
    ks_status status = ks_csv_keep(job, text, &kept);
    if (status == KS_OK) { /* which tells of what is none */
        status = ks_csv_special(job, text, ks_csv_cell_place(table, at), &value);
    }
    const bool is_none = status == KS_OK && value.kind == KS_CSV_NONE;
    if (status == KS_OK && (!is_none || ks_sv_is(text, "#none"))) {
        KS_REPORT(job->sink, is_none ? KS_F_CSV_NONE_MISPLACED : KS_F_CSV_GROUP_UNKNOWN,
                  ks_csv_cell_place(table, at), table->heads[at].column->name, kept);
    }
    return status;
}

/* Every cell of a column of groups names one, or is empty. */
static ks_status check_groups(ks_csv_table *table, bool *out_is_good)
{
    *out_is_good = true;
    for (size_t at = 0; at < table->head_count; at++) {
        const ks_csv_column *column = table->heads[at].column;
        const ks_sv text = ks_csv_cell(&table->rows, at);
        if (column == NULL || column->kind != KS_CSV_COLUMN_GROUP || text.len == 0 ||
            ks_map_get(&column->groups, text) != NULL) {
            continue;
        }
        *out_is_good = false;
        ks_status status = tell_group(table, at, text);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

/* ---- decimals -------------------------------------------------------------------------------- */

static const ks_csv_value *find_decimals(const ks_csv_table *table, const ks_csv_column *column)
{
    if (column->own.decimals != NULL) {
        return column->own.decimals;
    }
    for (size_t i = 0; i < column->from_count; i++) {
        const ks_csv_properties *group = group_of(table, column->from[i]);
        if (group != NULL && group->decimals != NULL) {
            return group->decimals;
        }
    }
    return table->template->own.decimals != NULL ? table->template->own.decimals
                                                 : table->templates->report.decimals;
}

/* Whether they are an integer, and are there at all, is asked where the fact is a number: a name
 * that stands for nothing stays, with its sign. */
static ks_status take_decimals(fact_job *f, const ks_csv_column *column)
{
    const ks_csv_value *said = find_decimals(f->table, column);
    size_t at = KS_CSV_NOWHERE;
    if (said == NULL) {
        return KS_OK;
    }
    ks_csv_value value = *said;
    ks_status status = KS_OK;
    if (said->kind == KS_CSV_REFERENCE && !look_up(f->table, said)->is_known) {
        const char *lost = ks_arena_format(&f->table->job->arena, "$%s", said->text);
        f->fact.decimals_place = said->place;
        return lost == NULL ? KS_ERR_MEMORY
                            : ks_csv_keep(f->table->job, ks_sv_from(lost), &f->fact.decimals);
    }
    if (said->kind == KS_CSV_REFERENCE) {
        status = resolve(f, said, &value, &at);
    }
    if (status == KS_OK && at != KS_CSV_NOWHERE) {
        status = use_cell(f, at, KS_OIM_USED_BY_DECIMALS);
    }
    f->fact.decimals_place = value.place;
    if (value.kind != KS_CSV_NONE) {
        f->fact.decimals = value.kind == KS_CSV_NIL ? "#nil" : value.text;
    }
    return status;
}

/* ---- facts ----------------------------------------------------------------------------------- */

/* The fact takes what was said, with the id as the noteId of a note. */
static ks_status keep_dimensions(fact_job *f)
{
    ks_csv_table *table = f->table;
    ks_arena *arena = &table->job->report->arena;
    ks_oim_dimension *kept = ks_arena_alloc(arena, (table->said.count + 1) * sizeof *kept);
    size_t count = 0;
    bool is_note = false;
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < table->said.count; i++) {
        const ks_csv_dimension *dimension = &table->said.items[i];
        if (!dimension->is_none) {
            kept[count++] = dimension->said;
            is_note = is_note || (strcmp(dimension->said.name, "concept") == 0 &&
                                  strcmp(dimension->said.value, "xbrl:note") == 0);
        }
    }
    if (is_note) {
        kept[count++] = (ks_oim_dimension){"noteId", f->fact.id, f->fact.place};
    }
    f->fact.dimensions = kept;
    f->fact.dimension_count = count;
    return KS_OK;
}

static ks_status take_dimensions(fact_job *f, const ks_csv_column *column)
{
    f->table->said.count = 0;
    ks_status status = take_all(f, &column->own);
    if (status == KS_OK) {
        status = take_groups(f, column);
    }
    if (status == KS_OK) {
        status = take_all(f, &f->table->template->own);
    }
    if (status == KS_OK) {
        status = take_all(f, &f->table->templates->report);
    }
    return status == KS_OK ? keep_dimensions(f) : status;
}

/* xBRL-CSV has a code of its own for what is no name. */
static void check_concept(fact_job *f)
{
    for (size_t i = 0; i < f->fact.dimension_count; i++) {
        const ks_oim_dimension *said = &f->fact.dimensions[i];
        if (strcmp(said->name, "concept") != 0) {
            continue;
        }
        if (!ks_text_is_prefixed(ks_sv_from(said->value))) {
            KS_REPORT(f->table->job->sink, KS_F_CSV_CONCEPT, said->place, said->value);
            f->is_wrong = true;
        }
        return;
    }
}

static ks_status take_value(fact_job *f, size_t at)
{
    ks_csv_table *table = f->table;
    ks_csv_value value;
    const ks_sv text = ks_csv_cell(&table->rows, at);
    if (text.ptr[0] != '#') {
        f->fact.value = ks_arena_text(&table->job->report->arena, text);
        return f->fact.value == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_status status = ks_csv_special(table->job, text, ks_csv_cell_place(table, at), &value);
    if (status == KS_OK && value.kind == KS_CSV_NONE) {
        f->is_wrong = true;
        if (ks_sv_is(text, "#none")) {
            KS_REPORT(table->job->sink, KS_F_CSV_NONE_MISPLACED, ks_csv_cell_place(table, at),
                      table->heads[at].column->name, "#none");
        }
    }
    f->fact.value = value.kind == KS_CSV_TEXT ? value.text : NULL;
    return status;
}

static ks_status make_fact(ks_csv_table *table, size_t at, const char *row_id, bool *out_is_wrong)
{
    ks_oim_report *report = table->job->report;
    const ks_csv_column *column = table->heads[at].column;
    fact_job f = {.table = table, .number = report->facts.count};
    f.fact.place = ks_csv_cell_place(table, at);
    f.fact.value_place = f.fact.place;
    f.fact.id = ks_arena_format(&report->arena, "%s.%s.%s", table->name, row_id, column->name);
    ks_status status = f.fact.id == NULL ? KS_ERR_MEMORY : take_value(&f, at);
    table->heads[at].used_in = table->number;
    if (status == KS_OK) {
        status = take_dimensions(&f, column);
    }
    if (status == KS_OK) {
        check_concept(&f);
        status = take_decimals(&f, column);
    }
    *out_is_wrong = *out_is_wrong || f.is_wrong;
    if (status != KS_OK || f.is_wrong) {
        return status;
    }
    ks_oim_fact *slot = ks_vec_add(&report->facts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = f.fact;
    return KS_OK;
}

/* ---- row identifiers ------------------------------------------------------------------------- */

static void tell_row_id(ks_csv_table *table, size_t at, const char *text, void *there)
{
    ks_csv_job *job = table->job;
    const ks_place place = ks_csv_cell_place(table, at);
    if (text[0] == '\0') {
        KS_REPORT(job->sink, KS_F_CSV_ROW_ID_MISSING, place, table->heads[at].column->name);
    } else if (there == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_ROW_ID, place, text);
    } else {
        const ks_related related = {{table->file, (uint32_t)(uintptr_t)there, (uint32_t)at + 1},
                                    text};
        KS_REPORT_RELATED(job->sink, KS_F_CSV_ROW_ID_TWICE, place, &related, 1, text);
    }
}

/* "r_" and the cell, or the number of the row. *out is NULL where it is wrong, which was told, or,
 * in a row without facts, not there. */
static ks_status find_row_id(ks_csv_table *table, bool has_facts, const char **out,
                             bool *out_is_wrong)
{
    const size_t column = table->template->row_id;
    const size_t at = column == 0 ? KS_CSV_NOWHERE : table->at_column[column - 1];
    ks_arena *arena = &table->job->arena;
    void *there = NULL;
    *out = NULL;
    if (at == KS_CSV_NOWHERE) {
        *out = has_facts ? ks_arena_format(arena, "r_%zu", table->number) : NULL;
        return has_facts && *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (!has_facts && ks_csv_cell(&table->rows, at).len == 0) {
        return KS_OK;
    }
    const char *text = ks_arena_text(arena, ks_csv_cell(&table->rows, at));
    *out = text == NULL ? NULL : ks_arena_format(arena, "r_%s", text);
    if (*out == NULL) {
        return KS_ERR_MEMORY;
    }
    table->heads[at].used_in = table->number;
    bool is_good = text[0] != '\0' && ks_csv_is_identifier(ks_sv_from(*out));
    if (is_good) {
        ks_status status = ks_map_add_borrowed(&table->row_ids, ks_sv_from(*out),
                                               (void *)(uintptr_t)table->rows.line, &there);
        if (status != KS_OK) {
            return status;
        }
        is_good = there == NULL;
    }
    if (!is_good) {
        tell_row_id(table, at, text, there);
        *out = NULL;
        *out_is_wrong = true;
    }
    return KS_OK;
}

/* ---- cells that nothing uses ----------------------------------------------------------------- */

/* The first of the row, and how many more there are. */
static ks_status tell_unmapped(ks_csv_table *table, size_t at, size_t count)
{
    const ks_csv_column *column = at < table->head_count ? table->heads[at].column : NULL;
    const char *text = NULL;
    ks_str *more = &table->job->text;
    ks_status status = ks_csv_keep(table->job, ks_csv_cell(&table->rows, at), &text);
    ks_str_clear(more);
    if (count > 1) {
        ks_str_add_u64(more, count - 1);
    }
    if (status == KS_OK) {
        KS_REPORT(table->job->sink, KS_F_CSV_UNMAPPED, ks_csv_cell_place(table, at),
                  column != NULL ? column->name : NULL, text, more->ptr);
    }
    return status;
}

/* It is left to whoever knows the concepts. */
static ks_status keep_uses(ks_csv_table *table, size_t at)
{
    ks_oim_report *report = table->job->report;
    ks_oim_cell *cell = ks_vec_add(&report->cells);
    ks_status status = cell == NULL
                           ? KS_ERR_MEMORY
                           : ks_csv_keep(table->job, ks_csv_cell(&table->rows, at), &cell->text);
    if (status != KS_OK) {
        return status;
    }
    cell->column = table->heads[at].column->name;
    cell->place = ks_csv_cell_place(table, at);
    cell->first_use = report->uses.count;
    for (size_t i = table->heads[at].first_use; i != 0; i = table->uses.items[i - 1].next) {
        ks_oim_use *use = ks_vec_add(&report->uses);
        if (use == NULL) {
            return KS_ERR_MEMORY;
        }
        *use = table->uses.items[i - 1].use;
        cell->use_count++;
    }
    return KS_OK;
}

static bool is_cell_used(const ks_csv_table *table, size_t at)
{
    const ks_csv_head *head = at < table->head_count ? &table->heads[at] : NULL;
    const ks_csv_column *column = head != NULL ? head->column : NULL;
    return ks_csv_cell(&table->rows, at).len == 0 ||
           (column != NULL &&
            (column->kind == KS_CSV_COLUMN_COMMENT || head->used_in == table->number));
}

static ks_status check_uses(ks_csv_table *table)
{
    ks_status status = KS_OK;
    size_t first = 0;
    size_t count = 0;
    for (size_t at = 0; at < table->rows.cells.count && status == KS_OK; at++) {
        if (is_cell_used(table, at)) {
            continue;
        }
        if (at < table->head_count && table->heads[at].first_use != 0) {
            status = keep_uses(table, at);
        } else {
            first = count++ == 0 ? at : first;
        }
    }
    return status == KS_OK && count > 0 ? tell_unmapped(table, first, count) : status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static bool has_fact(const ks_csv_table *table, size_t at)
{
    const ks_csv_column *column = table->heads[at].column;
    return column != NULL && column->kind == KS_CSV_COLUMN_FACT &&
           ks_csv_cell(&table->rows, at).len > 0;
}

static ks_status make_facts(ks_csv_table *table, bool *out_is_wrong)
{
    const char *row_id = NULL;
    bool has_facts = false;
    for (size_t at = 0; at < table->head_count; at++) {
        table->heads[at].first_use = 0;
        has_facts = has_facts || has_fact(table, at);
    }
    ks_status status = find_row_id(table, has_facts, &row_id, out_is_wrong);
    for (size_t at = 0; at < table->head_count && row_id != NULL && status == KS_OK; at++) {
        if (has_fact(table, at)) {
            status = make_fact(table, at, row_id, out_is_wrong);
        }
    }
    return status;
}

ks_status ks_csv_read_row(ks_csv_table *table)
{
    bool is_good = false;
    bool is_wrong = false;
    table->uses.count = 0;
    ks_status status = check_groups(table, &is_good);
    if (status == KS_OK && is_good) {
        status = make_facts(table, &is_wrong);
    }
    return status == KS_OK && is_good && !is_wrong ? check_uses(table) : status;
}

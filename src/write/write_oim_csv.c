#include "write_oim_csv.h"

#include <string.h>

#include "base_uri.h"
#include "model_oim_value.h"
#include "write_csv.h"
#include "write_json.h"
#include "write_oim_parts.h"

#define TABLE "facts"

/* The columns around those of the axes. */
static const char *const FIRST[] = {"id", "concept", "entity", "period"};
static const char *const LAST[] = {"unit", "decimals", "language", "value"};
#define FIRST_COUNT (sizeof FIRST / sizeof *FIRST)
#define LAST_COUNT  (sizeof LAST / sizeof *LAST)

typedef struct axis {
    const ks_qname *name;
    const char *column;
} axis;

typedef struct csv_job {
    ks_oim_job job; /* first: the parts get it */
    KS_VEC(axis) axes;
    ks_map by_name;             /* of an axis, to its number, from 1 */
    ks_map columns;             /* names that are taken */
    const ks_dimension **cells; /* of the context at hand, by number of the axis */
} csv_job;

/* ---- axes ----------------------------------------------------------------------------------- */

/* An identifier holds no point. */
static void write_identifier(ks_str *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        ks_str_add_char(out, *c == '.' || *c == ':' ? '_' : *c);
    }
}

/* The local name, then the name with its prefix, then that with numbers behind it. */
static ks_status write_column(csv_job *csv, const ks_qname *name, size_t attempt, ks_str *out)
{
    ks_str *text = &csv->job.text;
    ks_str_clear(out);
    if (attempt == 0) {
        write_identifier(out, name->local);
        return KS_OK;
    }
    ks_str_clear(text);
    ks_status status = ks_oim_write_name(&csv->job, name, text);
    status = status == KS_OK ? ks_str_status(text) : status;
    write_identifier(out, text->ptr);
    if (attempt > 1) {
        ks_str_addf(out, "_%zu", attempt);
    }
    return status;
}

static ks_status name_column(csv_job *csv, const ks_qname *name, const char **out)
{
    ks_str column;
    ks_str_init(&column);
    ks_status status = KS_OK;
    size_t attempt = 0;
    do {
        status = write_column(csv, name, attempt++, &column);
        status = status == KS_OK ? ks_str_status(&column) : status;
    } while (status == KS_OK && ks_map_get(&csv->columns, ks_str_view(&column)) != NULL);
    if (status == KS_OK) {
        *out = ks_arena_text(&csv->job.arena, ks_str_view(&column));
        status = *out == NULL ? KS_ERR_MEMORY
                              : ks_map_set_borrowed(&csv->columns, ks_sv_from(*out), csv);
    }
    ks_str_release(&column);
    return status;
}

static ks_status add_axis(csv_job *csv, const ks_qname *name)
{
    axis found = {.name = name};
    if (ks_map_get_ptr(&csv->by_name, name) != NULL) {
        return KS_OK;
    }
    ks_status status = name_column(csv, name, &found.column);
    axis *slot = status == KS_OK ? ks_vec_add(&csv->axes) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = found;
    return ks_map_set_ptr(&csv->by_name, name, (void *)(uintptr_t)csv->axes.count);
}

/* Those of facts that are written, in the order of the contexts. */
static ks_status find_axes(csv_job *csv)
{
    ks_oim_job *job = &csv->job;
    const ks_instance *instance = job->instance;
    bool *is_used = ks_arena_zero(&job->arena, instance->contexts.count + 1, sizeof *is_used);
    ks_status status = is_used == NULL ? KS_ERR_MEMORY : KS_OK;
    for (size_t i = 0; i < FIRST_COUNT + LAST_COUNT && status == KS_OK; i++) {
        const char *column = i < FIRST_COUNT ? FIRST[i] : LAST[i - FIRST_COUNT];
        status = ks_map_set_borrowed(&csv->columns, ks_sv_from(column), csv);
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (!job->is_left[i]) {
            is_used[instance->facts.items[i]->context->index] = true;
        }
    }
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        const ks_context *context = instance->contexts.items[i];
        for (size_t d = 0; d < context->dimension_count && is_used[i] && status == KS_OK; d++) {
            status = add_axis(csv, context->dimensions[d].dimension);
        }
    }
    csv->cells = status == KS_OK
                     ? ks_arena_zero(&job->arena, csv->axes.count + 1, sizeof *csv->cells)
                     : NULL;
    return status == KS_OK && csv->cells == NULL ? KS_ERR_MEMORY : status;
}

/* ---- cells ---------------------------------------------------------------------------------- */

/* xBRL-CSV 1.0 appendix A: "#empty", and a '#' in front of a text that begins with one. */
static void write_cell(ks_str *out, const char *text)
{
    ks_str_add_char(out, ',');
    if (text[0] == '\0') {
        ks_str_add(out, "#empty");
    } else if (text[0] == '#') {
        ks_write_csv_quoted(out, "#", text);
    } else {
        ks_write_csv_field(out, text);
    }
}

/* "2024-04-01..2025-03-31", "2025-03-31@end", or moments where the hours count. */
static void write_period(const ks_context *context, ks_str *out)
{
    const ks_moment begin = context->begin;
    const ks_moment end = context->finish;
    const bool is_duration = context->period == KS_PERIOD_DURATION;
    const bool are_days =
        ks_moment_is_midnight(end) && (!is_duration || ks_moment_is_midnight(begin));
    if (context->period == KS_PERIOD_NONE) {
        return;
    }
    if (is_duration && are_days) {
        ks_day_write(out, begin.day);
        ks_str_add(out, "..");
        ks_day_write(out, end.day - 1);
    } else if (are_days) {
        ks_day_write(out, end.day - 1);
        ks_str_add(out, "@end");
    } else {
        if (is_duration) {
            ks_moment_write(out, begin);
            ks_str_add_char(out, '/');
        }
        ks_moment_write(out, end);
    }
}

static ks_status write_axes(csv_job *csv, const ks_context *context, ks_str *out)
{
    ks_status status = KS_OK;
    ks_str *text = &csv->job.text;
    memset(csv->cells, 0, csv->axes.count * sizeof *csv->cells);
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        const size_t number = (uintptr_t)ks_map_get_ptr(&csv->by_name, dimension->dimension);
        if (number != 0) {
            csv->cells[number - 1] = dimension;
        }
    }
    for (size_t i = 0; i < csv->axes.count && status == KS_OK; i++) {
        if (csv->cells[i] == NULL) {
            ks_str_add_char(out, ',');
            continue;
        }
        ks_str_clear(text);
        status = ks_oim_write_member(&csv->job, csv->cells[i], text);
        status = status == KS_OK ? ks_str_status(text) : status;
        if (csv->cells[i]->is_nil) {
            ks_str_add(out, ",#nil");
        } else {
            write_cell(out, text->ptr);
        }
    }
    return status;
}

static ks_status write_context(ks_oim_job *job, const ks_context *context, ks_str *out)
{
    ks_str_clear(&job->text);
    ks_status status = ks_oim_write_entity(job, context, &job->text);
    status = status == KS_OK ? ks_str_status(&job->text) : status;
    if (job->text.len > 0) {
        write_cell(out, job->text.ptr);
    } else {
        ks_str_add_char(out, ',');
    }
    ks_str_add_char(out, ',');
    write_period(context, out);
    return status == KS_OK ? write_axes((csv_job *)job, context, out) : status;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static ks_status write_fact(csv_job *csv, const ks_fact *fact, ks_str *out)
{
    ks_oim_job *job = &csv->job;
    ks_str *text = &job->text;
    ks_str_add(out, job->ids[fact->index]);
    ks_str_add_char(out, ',');
    ks_status status = ks_oim_write_name(job, fact->concept->name, out);
    ks_str_add(out, job->contexts[fact->context->index]);
    ks_str_add_char(out, ',');
    ks_str_add(out, ks_oim_has_unit(fact) ? job->units[fact->unit->index] : "");
    ks_str_add_char(out, ',');
    if (ks_oim_has_decimals(fact)) {
        ks_str_add_i64(out, fact->decimals);
    }
    ks_str_add_char(out, ',');
    if (ks_oim_has_language(job, fact)) {
        ks_oim_write_language(fact->lang, out);
    }
    if (fact->is_nil) {
        ks_str_add(out, ",#nil");
    } else if (status == KS_OK) {
        ks_str_clear(text);
        status = ks_oim_write_fact_value(job, fact, text);
        status = status == KS_OK ? ks_str_status(text) : status;
        write_cell(out, text->ptr);
    }
    ks_str_add_char(out, '\n');
    return status;
}

static ks_status write_note(csv_job *csv, const ks_oim_note *note, ks_str *out)
{
    ks_str_addf(out, "%s,xbrl:note,,", note->id);
    for (size_t i = 0; i < csv->axes.count + 3; i++) {
        ks_str_add_char(out, ',');
    }
    ks_oim_write_language(note->text->lang != NULL ? note->text->lang : "", out);
    ks_str_clear(&csv->job.text);
    ks_oim_write_note(note->text, &csv->job.text);
    write_cell(out, csv->job.text.ptr);
    ks_str_add_char(out, '\n');
    return ks_str_status(&csv->job.text);
}

static void write_heads(const csv_job *csv, ks_str *out)
{
    for (size_t i = 0; i < FIRST_COUNT; i++) {
        ks_str_addf(out, "%s%s", i == 0 ? "" : ",", FIRST[i]);
    }
    for (size_t i = 0; i < csv->axes.count; i++) {
        ks_str_addf(out, ",%s", csv->axes.items[i].column);
    }
    for (size_t i = 0; i < LAST_COUNT; i++) {
        ks_str_addf(out, ",%s", LAST[i]);
    }
    ks_str_add_char(out, '\n');
}

static ks_status write_table(csv_job *csv, ks_write_out *out)
{
    const ks_instance *instance = csv->job.instance;
    ks_status status = KS_OK;
    write_heads(csv, &out->text);
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (csv->job.is_left[i]) {
            continue;
        }
        status = write_fact(csv, instance->facts.items[i], &out->text);
        status = status == KS_OK ? ks_write_out_step(out) : status;
    }
    for (size_t i = 0; i < csv->job.notes.count && status == KS_OK; i++) {
        status = write_note(csv, &csv->job.notes.items[i], &out->text);
        status = status == KS_OK ? ks_write_out_step(out) : status;
    }
    return status;
}

/* ---- metadata ------------------------------------------------------------------------------- */

static ks_status write_axis_dimensions(csv_job *csv, ks_str *out)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < csv->axes.count && status == KS_OK; i++) {
        ks_str_clear(&csv->job.text);
        status = ks_oim_write_name(&csv->job, csv->axes.items[i].name, &csv->job.text);
        status = status == KS_OK ? ks_str_status(&csv->job.text) : status;
        ks_str_add(out, ",\n      ");
        ks_write_json_string(out, csv->job.text.ptr);
        ks_str_addf(out, ":\"$%s\"", csv->axes.items[i].column);
    }
    return status;
}

static ks_status write_template(csv_job *csv, ks_str *out)
{
    ks_str_add(out, " \"tableTemplates\":{\"" TABLE "\":{\n  \"rowIdColumn\":\"id\",\n"
                    "  \"columns\":{\n");
    for (size_t i = 0; i < FIRST_COUNT; i++) {
        ks_str_addf(out, "   \"%s\":{},\n", FIRST[i]);
    }
    for (size_t i = 0; i < csv->axes.count; i++) {
        ks_str_addf(out, "   \"%s\":{},\n", csv->axes.items[i].column);
    }
    for (size_t i = 0; i + 1 < LAST_COUNT; i++) {
        ks_str_addf(out, "   \"%s\":{},\n", LAST[i]);
    }
    ks_str_add(out, "   \"value\":{\"decimals\":\"$decimals\",\"dimensions\":{\n"
                    "      \"concept\":\"$concept\",\n      \"entity\":\"$entity\",\n"
                    "      \"period\":\"$period\",\n      \"unit\":\"$unit\",\n"
                    "      \"language\":\"$language\"");
    ks_status status = write_axis_dimensions(csv, out);
    ks_str_add(out, "}}\n  }\n }},\n");
    return status;
}

static void write_fact_id(const char *row, ks_str *out)
{
    ks_str_addf(out, "\"" TABLE ".r_%s.value\"", row);
}

/* The links of one type and group, by fact. */
static void write_group(const ks_oim_job *job, size_t type, size_t group, ks_str *out)
{
    const ks_oim_tie *last = NULL;
    for (size_t i = 0; i < job->ties.count; i++) {
        const ks_oim_tie *tie = &job->ties.items[i];
        if (tie->type != type || tie->group != group) {
            continue;
        }
        const bool is_same = last != NULL && last->fact == tie->fact;
        if (!is_same) {
            ks_str_add(out, last != NULL ? "],\n  " : "\n  ");
            write_fact_id(job->ids[tie->fact], out);
        }
        ks_str_add(out, is_same ? "," : ":[");
        write_fact_id(tie->target, out);
        last = tie;
    }
    ks_str_add(out, last != NULL ? "]\n " : "");
}

static bool has_group(const ks_oim_job *job, size_t type, size_t group)
{
    size_t i = 0;
    while (i < job->ties.count &&
           (job->ties.items[i].type != type || job->ties.items[i].group != group)) {
        i++;
    }
    return i < job->ties.count;
}

static void write_links(const ks_oim_job *job, ks_str *out)
{
    ks_str_add(out, job->ties.count > 0 ? ",\n \"links\":{" : "");
    for (size_t type = 0; type < job->link_types.count; type++) {
        const char *between = "";
        ks_str_addf(out, "%s\"%s\":{", type == 0 ? "" : ",", job->link_types.items[type].alias);
        for (size_t group = 0; group < job->link_groups.count; group++) {
            if (has_group(job, type, group)) {
                ks_str_addf(out, "%s\"%s\":{", between, job->link_groups.items[group].alias);
                write_group(job, type, group, out);
                ks_str_add_char(out, '}');
                between = ",";
            }
        }
        ks_str_add_char(out, '}');
    }
    ks_str_add(out, job->ties.count > 0 ? "}" : "");
}

static ks_status write_metadata(csv_job *csv, const char *table_name, ks_str *out)
{
    const char *url = ks_uri_encode(&csv->job.arena, ks_sv_from(table_name));
    if (url == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str_add(out, "{\n");
    ks_status status = ks_oim_write_info(&csv->job, "xbrl-csv", out);
    if (status == KS_OK) {
        status = write_template(csv, out);
    }
    ks_str_add(out, " \"tables\":{\"" TABLE "\":{\"url\":");
    ks_write_json_string(out, url);
    ks_str_add(out, "}}");
    write_links(&csv->job, out);
    ks_str_add(out, "\n}\n");
    return status == KS_OK ? ks_str_status(out) : status;
}

ks_status ks_write_oim_csv(const ks_instance *instance, ks_uri_way way, const char *table_name,
                           ks_sink *sink, ks_write_out *table, ks_str *metadata)
{
    csv_job csv = {0};
    ks_map_init(&csv.by_name);
    ks_map_init(&csv.columns);
    ks_status status = ks_oim_begin(&csv.job, instance, way, sink, true);
    if (status == KS_OK) {
        status = find_axes(&csv);
    }
    if (status == KS_OK) {
        status = ks_oim_make_parts(&csv.job, write_context, ks_oim_write_unit);
    }
    if (status == KS_OK) {
        status = ks_oim_name_facts(&csv.job);
    }
    if (status == KS_OK) {
        status = write_table(&csv, table);
    }
    if (status == KS_OK) {
        status = write_metadata(&csv, table_name, metadata);
    }
    ks_vec_release(&csv.axes);
    ks_map_release(&csv.columns);
    ks_map_release(&csv.by_name);
    ks_oim_end(&csv.job);
    return status;
}

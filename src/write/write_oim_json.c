#include "write_oim_json.h"

#include "model_oim_value.h"
#include "write_json.h"
#include "write_oim_parts.h"

/* ---- contexts ------------------------------------------------------------------------------- */

static ks_status write_dimension(ks_oim_job *job, const ks_dimension *dimension, ks_str *out)
{
    ks_str_clear(&job->text);
    ks_status status = ks_oim_write_name(job, dimension->dimension, &job->text);
    ks_str_add_char(out, ',');
    ks_write_json_string(out, job->text.ptr);
    ks_str_add_char(out, ':');
    status = status == KS_OK ? ks_str_status(&job->text) : status;
    if (status == KS_OK) {
        ks_str_clear(&job->text);
        status = ks_oim_write_member(job, dimension, &job->text);
    }
    if (dimension->is_nil) {
        ks_str_add(out, "null");
    } else {
        ks_write_json_string(out, job->text.ptr);
    }
    return status == KS_OK ? ks_str_status(&job->text) : status;
}

static void write_period(const ks_context *context, ks_str *out)
{
    if (context->period == KS_PERIOD_NONE) {
        return;
    }
    ks_str_add(out, ",\"period\":\"");
    if (context->period == KS_PERIOD_DURATION) {
        ks_moment_write(out, context->begin);
        ks_str_add_char(out, '/');
    }
    ks_moment_write(out, context->finish);
    ks_str_add_char(out, '"');
}

static ks_status write_context(ks_oim_job *job, const ks_context *context, ks_str *out)
{
    ks_str_clear(&job->text);
    ks_status status = ks_oim_write_entity(job, context, &job->text);
    status = status == KS_OK ? ks_str_status(&job->text) : status;
    if (job->text.len > 0) {
        ks_str_add(out, ",\"entity\":");
        ks_write_json_string(out, job->text.ptr);
    }
    write_period(context, out);
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        status = write_dimension(job, &context->dimensions[i], out);
    }
    return status;
}

static ks_status write_unit(ks_oim_job *job, const ks_unit *unit, ks_str *out)
{
    ks_str_clear(&job->text);
    ks_status status = ks_oim_write_unit(job, unit, &job->text);
    if (ks_str_view(&job->text).len > 0) {
        ks_str_add(out, ",\"unit\":");
        ks_write_json_string(out, job->text.ptr);
    }
    return status == KS_OK ? ks_str_status(&job->text) : status;
}

/* ---- facts ---------------------------------------------------------------------------------- */

static void write_language(const char *lang, ks_str *text, ks_str *out)
{
    ks_str_clear(text);
    ks_oim_write_language(lang, text);
    ks_str_add(out, ",\"language\":");
    ks_write_json_string(out, text->ptr);
}

static void write_links(const ks_oim_job *job, const ks_fact *fact, ks_str *out)
{
    const size_t begin = job->tie_starts[fact->index];
    const size_t end = job->tie_starts[fact->index + 1];
    for (size_t i = begin; i < end; i++) {
        const ks_oim_tie *tie = &job->ties.items[i];
        const bool is_first = i == begin;
        const bool has_type = !is_first && tie->type == tie[-1].type;
        const bool has_group = has_type && tie->group == tie[-1].group;
        if (!has_type) {
            ks_str_addf(out, "%s\"%s\":{", is_first ? ",\"links\":{" : "]},",
                        job->link_types.items[tie->type].alias);
        }
        if (!has_group) {
            ks_str_addf(out, "%s\"%s\":[", has_type ? "]," : "",
                        job->link_groups.items[tie->group].alias);
        }
        ks_str_add(out, has_group ? "," : "");
        ks_write_json_string(out, tie->target);
    }
    ks_str_add(out, begin < end ? "]}}" : "");
}

static ks_status write_fact(ks_oim_job *job, const ks_fact *fact, ks_str *out)
{
    ks_status status = KS_OK;
    ks_str *text = &job->text;
    ks_write_json_string(out, job->ids[fact->index]);
    ks_str_add(out, ":{\"value\":");
    if (fact->is_nil) {
        ks_str_add(out, "null");
    } else {
        ks_str_clear(text);
        status = ks_oim_write_fact_value(job, fact, text);
        status = status == KS_OK ? ks_str_status(text) : status;
        ks_write_json_string(out, text->ptr);
    }
    if (ks_oim_has_decimals(fact)) {
        ks_str_add(out, ",\"decimals\":");
        ks_str_add_i64(out, fact->decimals);
    }
    ks_str_add(out, ",\"dimensions\":{\"concept\":\"");
    status = status == KS_OK ? ks_oim_write_name(job, fact->concept->name, out) : status;
    ks_str_add_char(out, '"');
    ks_str_add(out, job->contexts[fact->context->index]);
    ks_str_add(out, ks_oim_has_unit(fact) ? job->units[fact->unit->index] : "");
    if (ks_oim_has_language(job, fact)) {
        write_language(fact->lang, text, out);
    }
    ks_str_add_char(out, '}');
    write_links(job, fact, out);
    ks_str_add_char(out, '}');
    return status == KS_OK ? ks_str_status(text) : status;
}

static ks_status write_note(ks_oim_job *job, const ks_oim_note *note, ks_str *out)
{
    ks_write_json_string(out, note->id);
    ks_str_add(out, ":{\"value\":");
    ks_str_clear(&job->text);
    ks_oim_write_note(note->text, &job->text);
    ks_status status = ks_str_status(&job->text);
    ks_write_json_string(out, job->text.ptr);
    ks_str_add(out, ",\"dimensions\":{\"concept\":\"xbrl:note\",\"noteId\":");
    ks_write_json_string(out, note->id);
    if (note->text->lang != NULL && note->text->lang[0] != '\0') {
        write_language(note->text->lang, &job->text, out);
    }
    ks_str_add(out, "}}");
    return status == KS_OK ? ks_str_status(&job->text) : status;
}

static ks_status write_report(ks_oim_job *job, ks_write_out *out)
{
    const ks_instance *instance = job->instance;
    const char *between = "\n  ";
    ks_str_add(&out->text, "{\n");
    ks_status status = ks_oim_write_info(job, "xbrl-json", &out->text);
    ks_str_add(&out->text, " \"facts\":{");
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (job->is_left[i]) {
            continue;
        }
        ks_str_add(&out->text, between);
        between = ",\n  ";
        status = write_fact(job, instance->facts.items[i], &out->text);
        status = status == KS_OK ? ks_write_out_step(out) : status;
    }
    for (size_t i = 0; i < job->notes.count && status == KS_OK; i++) {
        ks_str_add(&out->text, between);
        between = ",\n  ";
        status = write_note(job, &job->notes.items[i], &out->text);
        status = status == KS_OK ? ks_write_out_step(out) : status;
    }
    ks_str_add(&out->text, "\n }\n}\n");
    return status;
}

ks_status ks_write_oim_json(const ks_instance *instance, ks_uri_way way, ks_sink *sink,
                            ks_write_out *out)
{
    ks_oim_job job;
    ks_status status = ks_oim_begin(&job, instance, way, sink, false);
    if (status == KS_OK) {
        status = ks_oim_make_parts(&job, write_context, write_unit);
    }
    if (status == KS_OK) {
        status = ks_oim_name_facts(&job);
    }
    if (status == KS_OK) {
        status = write_report(&job, out);
    }
    ks_oim_end(&job);
    return status;
}

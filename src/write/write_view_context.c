#include <string.h>

#include "write_built.h"
#include "write_listing.h"
#include "write_view_job.h"
#include "write_view_words.h"

static void write_entity(ks_view_job *job, const ks_context *context)
{
    ks_entity main = ks_view_entity(job);
    if (strcmp(main.scheme, context->scheme) != 0 ||
        strcmp(main.identifier, context->identifier) != 0) {
        ks_xml_write_attr(&job->writer, "scheme", context->scheme);
        ks_xml_write_attr(&job->writer, "identifier", context->identifier);
    }
}

void ks_view_write_days(ks_view_job *job, ks_period_type type, int64_t start, int64_t end)
{
    if (type == KS_PERIOD_DURATION) {
        ks_view_write_day(job, "start", start);
        ks_view_write_day(job, "end", end);
    } else if (type == KS_PERIOD_INSTANT) {
        ks_view_write_day(job, "instant", end);
    }
}

static void write_ranges(ks_view_job *job, const ks_context *context)
{
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        ks_str_clear(&job->text);
        ks_words_range(&job->text, lang, context->period, context->start, context->end);
        ks_view_write_built(job, "period", lang);
    }
}

static ks_status write_member(ks_view_job *job, const ks_view_value *value)
{
    ks_xml_write_start(&job->writer, "member");
    ks_status status = ks_view_write_member_names(job, value);
    if (value->member == NULL) {
        ks_xml_write_attr(&job->writer, "value", value->text);
    }
    for (size_t l = 0; l < job->options->language_count; l++) {
        ks_view_say_value(job, job->options->languages[l], value);
        ks_view_write_built(job, "label", job->options->languages[l]);
    }
    ks_xml_write_end(&job->writer);
    return status;
}

static ks_status write_members(ks_view_job *job, const ks_fact *fact)
{
    size_t number = ks_view_combo_of(&job->index, fact);
    ks_status status = KS_OK;
    if (number == KS_VIEW_FOREIGN) {
        return KS_OK;
    }
    const ks_view_combo *combo = &job->index.combos.items[number];
    for (size_t i = 0; i < combo->count && status == KS_OK; i++) {
        status = write_member(job, &combo->values[i]);
    }
    return status;
}

ks_status ks_view_write_context(ks_view_job *job, const ks_fact *fact)
{
    const ks_context *context = fact->context;
    ks_xml_write_start(&job->writer, "context");
    ks_xml_write_attr(&job->writer, "id", context->id);
    write_entity(job, context);
    ks_view_write_days(job, context->period, context->start, context->end);
    write_ranges(job, context);
    ks_status status = write_members(job, fact);
    ks_xml_write_end(&job->writer);
    return status;
}

ks_status ks_view_write_unit(ks_view_job *job, const ks_fact *fact)
{
    ks_xml_write_start(&job->writer, "unit");
    ks_xml_write_attr(&job->writer, "id", fact->unit->id);
    ks_str_clear(&job->text);
    ks_status status = ks_prefixes_write_unit(&job->index.prefixes, fact->unit, &job->text);
    ks_write_built_attr(&job->writer, "measure", &job->text);
    ks_xml_write_end(&job->writer);
    return status;
}

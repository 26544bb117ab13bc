/* Contexts of an instance (XBRL 2.1 4.7). */
#include <string.h>

#include "base_date.h"
#include "read_instance_parts.h"

static ks_status begin_context(ks_instance_reader *reader, ks_xml_stream *stream,
                               const ks_xml_attr *attrs, size_t count)
{
    reader->context = (ks_context){
        .scheme = "", .identifier = "", .is_exact = true, .place = ks_xml_place(stream)};
    reader->has_start = false;
    ks_str_clear(&reader->content.text);
    reader->content.depth = 0;
    reader->content.dimensions.count = 0;
    reader->content.open.count = 0;
    reader->is_collecting = false;
    return ks_read_attr(reader, attrs, count, "", "id", &reader->context.id);
}

ks_status ks_read_context_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth == reader->part_depth) {
        return begin_context(reader, stream, attrs, count);
    }
    if (reader->content.depth > 0 || name == reader->names.segment ||
        name == reader->names.scenario) {
        return ks_read_content_start(reader, stream, name, attrs, count);
    }
    ks_str_clear(&reader->text);
    reader->is_collecting = true;
    return name == reader->names.identifier
               ? ks_read_attr(reader, attrs, count, "", "scheme", &reader->context.scheme)
               : KS_OK;
}

static ks_moment move_by(ks_moment moment, int64_t days)
{
    moment.day += days;
    return moment;
}

/* The day as it is written, whatever the time zone. */
static int64_t written_day(ks_sv text, const ks_moment *moment)
{
    ks_moment local;
    bool is_date;
    size_t zone = text.len;
    while (zone > 0 && strchr("0123456789:", text.ptr[zone - 1]) != NULL) {
        zone--;
    }
    bool has_zone = moment->has_offset && zone > 0;
    return has_zone && ks_moment_parse((ks_sv){text.ptr, zone - 1}, &local, &is_date) ? local.day
                                                                                      : moment->day;
}

/* 4.7.2: as a start, a date is the midnight it begins with; as an end, the one it ends with. */
static bool take_moment(ks_instance_reader *reader, bool is_end, ks_moment *out, int64_t *out_day)
{
    ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
    ks_moment moment;
    bool is_date;
    if (!ks_moment_parse(text, &moment, &is_date)) {
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_BAD_PERIOD, reader->context.place,
                  reader->context.id, reader->text.ptr);
        reader->context.has_bad_period = true;
        return false;
    }
    bool is_midnight_after = is_end && !is_date && moment.nanosecond == 0;
    *out_day = written_day(text, &moment) - (is_midnight_after ? 1 : 0);
    *out = is_end && is_date ? move_by(moment, 1) : moment;
    return true;
}

/* Where only one of two moments has a time zone, their order may not be known: the other one may be
 * up to fourteen hours off (XML Schema 1.0, part 2, 3.2.7.4). */
static bool is_later(const ks_moment *finish, const ks_moment *begin)
{
    const int64_t hour = INT64_C(3600000000000);
    ks_moment latest = *finish;
    if (finish->has_offset != begin->has_offset) {
        latest.nanosecond += 14 * hour;
        latest.day += latest.nanosecond / (24 * hour);
        latest.nanosecond %= 24 * hour;
    }
    return ks_moment_compare(latest, *begin) > 0;
}

static void take_end(ks_instance_reader *reader)
{
    ks_context *context = &reader->context;
    if (!take_moment(reader, true, &context->finish, &context->end) || !reader->has_start) {
        return;
    }
    context->period = KS_PERIOD_DURATION;
    if (!is_later(&context->finish, &context->begin)) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_END_BEFORE_START, context->place, context->id,
                  reader->start_text.ptr, reader->text.ptr);
    }
}

static void take_period(ks_instance_reader *reader, const ks_qname *name)
{
    ks_context *context = &reader->context;
    if (name == reader->names.instant) {
        context->period = take_moment(reader, true, &context->finish, &context->end)
                              ? KS_PERIOD_INSTANT
                              : KS_PERIOD_NONE;
    } else if (name == reader->names.start_date) {
        reader->has_start = take_moment(reader, false, &context->begin, &context->start);
        ks_str_clear(&reader->start_text);
        ks_str_add_sv(&reader->start_text, ks_str_view(&reader->text));
    } else if (name == reader->names.end_date) {
        take_end(reader);
    }
}

static ks_status keep_entity(ks_instance *instance, const ks_context *context)
{
    if (instance->contexts.count > 0) {
        return KS_OK;
    }
    instance->entity.scheme = ks_names_text(instance->names, ks_sv_from(context->scheme));
    instance->entity.identifier = ks_names_text(instance->names, ks_sv_from(context->identifier));
    return instance->entity.scheme == NULL || instance->entity.identifier == NULL ? KS_ERR_MEMORY
                                                                                  : KS_OK;
}

static ks_status keep_context(ks_instance_reader *reader)
{
    ks_context *context = &reader->context;
    ks_status status = ks_str_status(&reader->content.text);
    if (status == KS_OK) {
        status = ks_str_status(&reader->start_text);
    }
    /* Without an id nothing can refer to it; its schema asks for one. */
    if (status != KS_OK || context->id == NULL) {
        return status;
    }
    status = ks_read_add_id(reader, ks_sv_from(context->id), true,
                            &(ks_id_target){.place = context->place});
    if (status != KS_OK || ks_instance_context(reader->instance, context->id) != NULL) {
        return status;
    }
    context->besides = reader->content.text.len > 0 ? reader->content.text.ptr : NULL;
    context->dimensions = reader->content.dimensions.items;
    context->dimension_count = reader->content.dimensions.count;
    status = keep_entity(reader->instance, context);
    return status == KS_OK ? ks_instance_add_context(reader->instance, context, NULL) : status;
}

ks_status ks_read_context_end(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_qname *name)
{
    if (reader->depth == reader->part_depth) {
        reader->is_collecting = false;
        return keep_context(reader);
    }
    if (reader->content.depth > 0) {
        return ks_read_content_end(reader, stream);
    }
    if (ks_str_status(&reader->text) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    if (name == reader->names.identifier) {
        ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
        reader->context.identifier = ks_arena_text(&reader->arena, text);
        return reader->context.identifier == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    take_period(reader, name);
    return KS_OK;
}

/* Contexts and units of an instance (XBRL 2.1 4.7, 4.8). */
#include <string.h>

#include "base_date.h"
#include "read_instance_parts.h"

static void add_name(ks_str *out, const ks_qname *name)
{
    ks_str_addf(out, "{%s}%s", name->ns, name->local);
}

/* Names in values count by what their prefix stands for. */
static void add_value(ks_instance_reader *reader, ks_xml_stream *stream, ks_sv value)
{
    const ks_qname *name = NULL;
    if (memchr(value.ptr, ':', value.len) != NULL &&
        ks_xml_resolve_qname(stream, value, &name) == KS_OK) {
        add_name(&reader->besides, name);
    } else {
        ks_str_add_sv(&reader->besides, ks_sv_trim(value));
    }
}

/* An element within segment or scenario, put down so that equal content gives equal text. */
static void open_besides(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                         const ks_xml_attr *attrs, size_t count)
{
    ks_str_add_char(&reader->besides, '<');
    add_name(&reader->besides, name);
    for (size_t i = 0; i < count; i++) {
        ks_str_add_char(&reader->besides, ' ');
        add_name(&reader->besides, attrs[i].name);
        ks_str_add_char(&reader->besides, '=');
        add_value(reader, stream, attrs[i].value);
    }
    ks_str_add_char(&reader->besides, '>');
    ks_str_clear(&reader->text);
    reader->is_collecting = true;
}

static void close_besides(ks_instance_reader *reader, ks_xml_stream *stream)
{
    ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
    if (text.len > 0) {
        add_value(reader, stream, text);
    }
    ks_str_add_char(&reader->besides, '/');
    ks_str_clear(&reader->text);
}

static ks_status begin_context(ks_instance_reader *reader, ks_xml_stream *stream,
                               const ks_xml_attr *attrs, size_t count)
{
    reader->context = (ks_context){.scheme = "", .identifier = "", .place = ks_xml_place(stream)};
    ks_str_clear(&reader->besides);
    reader->besides_depth = 0;
    reader->is_collecting = false;
    return ks_read_attr(reader, attrs, count, "", "id", &reader->context.id);
}

ks_status ks_read_context_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth == reader->part_depth) {
        return begin_context(reader, stream, attrs, count);
    }
    if (reader->besides_depth > 0) {
        open_besides(reader, stream, name, attrs, count);
        return KS_OK;
    }
    if (ks_read_is(name, KS_NS_XBRLI, "segment") || ks_read_is(name, KS_NS_XBRLI, "scenario")) {
        reader->besides_depth = reader->depth;
        open_besides(reader, stream, name, attrs, count);
        return KS_OK;
    }
    if (ks_read_is(name, KS_NS_XBRLI, "forever")) {
        reader->context.period = KS_PERIOD_NONE;
    }
    ks_str_clear(&reader->text);
    reader->is_collecting = true;
    return ks_read_is(name, KS_NS_XBRLI, "identifier")
               ? ks_read_attr(reader, attrs, count, "", "scheme", &reader->context.scheme)
               : KS_OK;
}

/* 4.7.2: a date begins with its midnight as a start, and ends with the next one as an end; a moment
 * at midnight is the end of the day before. */
static bool take_day(ks_instance_reader *reader, bool is_end, int64_t *out)
{
    ks_moment moment;
    bool is_date;
    if (!ks_moment_parse(ks_sv_trim(ks_str_view(&reader->text)), &moment, &is_date)) {
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_BAD_PERIOD, reader->context.place,
                  reader->context.id, reader->text.ptr);
        return false;
    }
    *out = moment.day - (is_end && !is_date && moment.nanosecond == 0 ? 1 : 0);
    return true;
}

static void take_period(ks_instance_reader *reader, const ks_qname *name)
{
    ks_context *context = &reader->context;
    if (ks_read_is(name, KS_NS_XBRLI, "instant")) {
        context->period =
            take_day(reader, true, &context->end) ? KS_PERIOD_INSTANT : KS_PERIOD_NONE;
    } else if (ks_read_is(name, KS_NS_XBRLI, "startDate")) {
        context->period =
            take_day(reader, false, &context->start) ? KS_PERIOD_DURATION : KS_PERIOD_NONE;
    } else if (ks_read_is(name, KS_NS_XBRLI, "endDate") && context->period == KS_PERIOD_DURATION) {
        context->period =
            take_day(reader, true, &context->end) ? KS_PERIOD_DURATION : KS_PERIOD_NONE;
    }
}

static void check_period(ks_instance_reader *reader)
{
    const ks_context *context = &reader->context;
    if (context->period != KS_PERIOD_DURATION || context->start <= context->end) {
        return;
    }
    ks_str text;
    ks_str_init(&text);
    ks_day_write(&text, context->start);
    ks_str_add(&text, " > ");
    ks_day_write(&text, context->end);
    KS_REPORT(reader->sink, KS_F_INSTANCE_BAD_PERIOD, context->place, context->id, text.ptr);
    ks_str_release(&text);
}

static void report_duplicate(const ks_instance_reader *reader, ks_place place, ks_place first,
                             const char *id)
{
    ks_related related = {first, id};
    KS_REPORT_RELATED(reader->sink, KS_F_INSTANCE_DUPLICATE_ID, place, &related, 1, id);
}

static ks_status keep_context(ks_instance_reader *reader)
{
    ks_instance *instance = reader->instance;
    ks_status status = ks_str_status(&reader->besides);
    /* Without an id nothing can refer to it; its schema asks for one. */
    if (status != KS_OK || reader->context.id == NULL) {
        return status;
    }
    const ks_context *other = ks_instance_context(instance, reader->context.id);
    if (other != NULL) {
        report_duplicate(reader, reader->context.place, other->place, other->id);
        return KS_OK;
    }
    check_period(reader);
    if (reader->besides.len > 0) {
        reader->context.besides = ks_names_text(instance->names, ks_str_view(&reader->besides));
        status = reader->context.besides == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (status == KS_OK && instance->contexts.count == 0) {
        instance->entity.scheme =
            ks_names_text(instance->names, ks_sv_from(reader->context.scheme));
        instance->entity.identifier =
            ks_names_text(instance->names, ks_sv_from(reader->context.identifier));
        status = instance->entity.scheme == NULL || instance->entity.identifier == NULL
                     ? KS_ERR_MEMORY
                     : KS_OK;
    }
    return status == KS_OK ? ks_instance_add_context(instance, &reader->context, NULL) : status;
}

ks_status ks_read_context_end(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_qname *name)
{
    if (reader->depth == reader->part_depth) {
        reader->is_collecting = false;
        return keep_context(reader);
    }
    if (reader->besides_depth > 0) {
        close_besides(reader, stream);
        if (reader->depth == reader->besides_depth) {
            reader->besides_depth = 0;
        }
        return KS_OK;
    }
    if (ks_read_is(name, KS_NS_XBRLI, "identifier")) {
        ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
        reader->context.identifier = ks_arena_text(&reader->arena, text);
        return reader->context.identifier == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    take_period(reader, name);
    return KS_OK;
}

ks_status ks_read_unit_start(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth == reader->part_depth) {
        reader->unit = (ks_unit){.place = ks_xml_place(stream)};
        reader->numerators.count = 0;
        reader->denominators.count = 0;
        reader->is_in_denominator = false;
        return ks_read_attr(reader, attrs, count, "", "id", &reader->unit.id);
    }
    if (ks_read_is(name, KS_NS_XBRLI, "unitDenominator")) {
        reader->is_in_denominator = true;
    }
    ks_str_clear(&reader->text);
    reader->is_collecting = true;
    return KS_OK;
}

static ks_status take_measure(ks_instance_reader *reader, ks_xml_stream *stream)
{
    const ks_qname *measure = NULL;
    ks_status status = ks_str_status(&reader->text);
    if (status == KS_OK) {
        status = ks_xml_resolve_qname(stream, ks_str_view(&reader->text), &measure);
    }
    if (status == KS_REFUSED) {
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_BAD_MEASURE, reader->unit.place,
                  reader->unit.id, reader->text.ptr);
        return KS_OK;
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_qname **slot = reader->is_in_denominator ? ks_vec_add(&reader->denominators)
                                                      : ks_vec_add(&reader->numerators);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = measure;
    return KS_OK;
}

static ks_status keep_unit(ks_instance_reader *reader)
{
    if (reader->unit.id == NULL) {
        return KS_OK;
    }
    const ks_unit *other = ks_instance_unit(reader->instance, reader->unit.id);
    if (other != NULL) {
        report_duplicate(reader, reader->unit.place, other->place, other->id);
        return KS_OK;
    }
    reader->unit.numerators = reader->numerators.items;
    reader->unit.numerator_count = reader->numerators.count;
    reader->unit.denominators = reader->denominators.items;
    reader->unit.denominator_count = reader->denominators.count;
    return ks_instance_add_unit(reader->instance, &reader->unit, NULL);
}

ks_status ks_read_unit_end(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    if (reader->depth == reader->part_depth) {
        reader->is_collecting = false;
        return keep_unit(reader);
    }
    if (ks_read_is(name, KS_NS_XBRLI, "unitDenominator")) {
        reader->is_in_denominator = false;
    }
    return ks_read_is(name, KS_NS_XBRLI, "measure") ? take_measure(reader, stream) : KS_OK;
}

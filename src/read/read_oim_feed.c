/* The instance that a report stands for, event by event (xBRL-XML 1.0). */
#include <string.h>

#include "model_taxonomy.h"
#include "read_instance_parts.h"
#include "read_oim_parts.h"

static ks_status feed_schema_refs(ks_oim_maker *maker)
{
    const ks_oim_report *report = maker->report;
    ks_status status = KS_OK;
    for (size_t i = 0; i < report->taxonomy.count && status == KS_OK; i++) {
        const ks_oim_entry *entry = &report->taxonomy.items[i];
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "type", "simple");
        if (status == KS_OK) {
            status = ks_oim_feed_attr(maker, KS_NS_XLINK, "href", entry->url);
        }
        if (status == KS_OK) {
            status = ks_oim_feed_text(maker, entry->place, KS_NS_LINK, "schemaRef", NULL);
        }
    }
    return status;
}

/* ---- contexts ------------------------------------------------------------------------------- */

static ks_status feed_typed(ks_oim_maker *maker, const ks_oim_axis *axis)
{
    const ks_place place = axis->said->place;
    ks_status status = ks_oim_feed_start(maker, place, KS_NS_XBRLDI, "typedMember");
    if (status == KS_OK && axis->said->value == NULL) {
        status = ks_oim_feed_attr(maker, KS_NS_XSI, "nil", "true");
    }
    if (status == KS_OK) {
        status = ks_oim_feed_text(maker, place, axis->domain->ns, axis->domain->local,
                                  axis->said->value);
    }
    return status == KS_OK ? ks_oim_feed_end(maker, place, KS_NS_XBRLDI, "typedMember") : status;
}

static ks_status feed_axes(ks_oim_maker *maker, const ks_oim_context *context,
                           const char *container)
{
    ks_status status = ks_oim_feed_start(maker, context->place, KS_NS_XBRLI, container);
    for (size_t i = 0; i < context->axis_count && status == KS_OK; i++) {
        const ks_oim_axis *axis = &context->axes[i];
        status = ks_oim_feed_attr(maker, "", "dimension", axis->said->name);
        if (status == KS_OK && axis->domain != NULL) {
            status = feed_typed(maker, axis);
        } else if (status == KS_OK) {
            status = ks_oim_feed_text(maker, axis->said->place, KS_NS_XBRLDI, "explicitMember",
                                      axis->said->value);
        }
    }
    return status == KS_OK ? ks_oim_feed_end(maker, context->place, KS_NS_XBRLI, container)
                           : status;
}

static ks_status feed_entity(ks_oim_maker *maker, const ks_oim_context *context)
{
    ks_status status = ks_oim_feed_start(maker, context->place, KS_NS_XBRLI, "entity");
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, "", "scheme", context->scheme);
    }
    if (status == KS_OK) {
        status =
            ks_oim_feed_text(maker, context->place, KS_NS_XBRLI, "identifier", context->identifier);
    }
    if (status == KS_OK && context->is_segment) {
        status = feed_axes(maker, context, "segment");
    }
    return status == KS_OK ? ks_oim_feed_end(maker, context->place, KS_NS_XBRLI, "entity") : status;
}

static ks_status feed_period(ks_oim_maker *maker, const ks_oim_context *context)
{
    const bool is_instant = context->start == NULL && context->end != NULL;
    const struct {
        const char *local;
        const char *text;
        bool is_there;
    } parts[] = {
        {"instant", context->end, is_instant},
        {"startDate", context->start, context->start != NULL},
        {"endDate", context->end, context->start != NULL},
        {"forever", NULL, context->end == NULL},
    };
    ks_status status = ks_oim_feed_start(maker, context->place, KS_NS_XBRLI, "period");
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == KS_OK; i++) {
        if (parts[i].is_there) {
            status =
                ks_oim_feed_text(maker, context->place, KS_NS_XBRLI, parts[i].local, parts[i].text);
        }
    }
    return status == KS_OK ? ks_oim_feed_end(maker, context->place, KS_NS_XBRLI, "period") : status;
}

static ks_status feed_context(ks_oim_maker *maker, const ks_oim_context *context)
{
    ks_status status = ks_oim_feed_attr(maker, "", "id", context->id);
    if (status == KS_OK) {
        status = ks_oim_feed_start(maker, context->place, KS_NS_XBRLI, "context");
    }
    if (status == KS_OK) {
        status = feed_entity(maker, context);
    }
    if (status == KS_OK) {
        status = feed_period(maker, context);
    }
    if (status == KS_OK && context->axis_count > 0 && !context->is_segment) {
        status = feed_axes(maker, context, "scenario");
    }
    return status == KS_OK ? ks_oim_feed_end(maker, context->place, KS_NS_XBRLI, "context")
                           : status;
}

/* ---- units ---------------------------------------------------------------------------------- */

static ks_status feed_measures(ks_oim_maker *maker, const ks_oim_unit *unit, size_t first,
                               size_t end)
{
    ks_status status = KS_OK;
    for (size_t i = first; i < end && status == KS_OK; i++) {
        status = ks_oim_feed_text(maker, unit->place, KS_NS_XBRLI, "measure", unit->measures[i]);
    }
    return status;
}

static ks_status feed_side(ks_oim_maker *maker, const ks_oim_unit *unit, const char *local,
                           size_t first, size_t end)
{
    ks_status status = ks_oim_feed_start(maker, unit->place, KS_NS_XBRLI, local);
    if (status == KS_OK) {
        status = feed_measures(maker, unit, first, end);
    }
    return status == KS_OK ? ks_oim_feed_end(maker, unit->place, KS_NS_XBRLI, local) : status;
}

static ks_status feed_quotient(ks_oim_maker *maker, const ks_oim_unit *unit)
{
    ks_status status = ks_oim_feed_start(maker, unit->place, KS_NS_XBRLI, "divide");
    if (status == KS_OK) {
        status = feed_side(maker, unit, "unitNumerator", 0, unit->numerator_count);
    }
    if (status == KS_OK) {
        status = feed_side(maker, unit, "unitDenominator", unit->numerator_count, unit->count);
    }
    return status == KS_OK ? ks_oim_feed_end(maker, unit->place, KS_NS_XBRLI, "divide") : status;
}

static ks_status feed_unit(ks_oim_maker *maker, const ks_oim_unit *unit)
{
    ks_status status = ks_oim_feed_attr(maker, "", "id", unit->id);
    if (status == KS_OK) {
        status = ks_oim_feed_start(maker, unit->place, KS_NS_XBRLI, "unit");
    }
    if (status == KS_OK) {
        status = unit->count > unit->numerator_count ? feed_quotient(maker, unit)
                                                     : feed_measures(maker, unit, 0, unit->count);
    }
    return status == KS_OK ? ks_oim_feed_end(maker, unit->place, KS_NS_XBRLI, "unit") : status;
}

/* ---- facts ---------------------------------------------------------------------------------- */

enum { FACT_ATTR_COUNT = 6 };

static const char *const FACT_ATTRS[FACT_ATTR_COUNT][2] = {
    {"", "id"},       {"", "contextRef"}, {"", "unitRef"},
    {"", "decimals"}, {KS_NS_XSI, "nil"}, {KS_NS_XML, "lang"},
};

static ks_status feed_fact(ks_oim_maker *maker, const ks_oim_made *made,
                           const ks_qname *const *names)
{
    const char *decimals = made->fact->decimals != NULL ? made->fact->decimals : "INF";
    const char *const values[FACT_ATTR_COUNT] = {
        made->id,
        made->context->id,
        made->unit == NULL ? NULL : made->unit->id,
        made->unit == NULL || made->value == NULL ? NULL : decimals,
        made->value == NULL ? "true" : NULL,
        made->lang,
    };
    ks_status status = KS_OK;
    for (size_t i = 0; i < FACT_ATTR_COUNT && status == KS_OK; i++) {
        if (values[i] != NULL) {
            status = ks_oim_feed_named_attr(maker, names[i], values[i]);
        }
    }
    return status == KS_OK
               ? ks_oim_feed_named(maker, made->fact->place, made->concept->name, made->value)
               : status;
}

static ks_status feed_facts(ks_oim_maker *maker)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < maker->contexts.count && status == KS_OK; i++) {
        status = feed_context(maker, maker->contexts.items[i]);
    }
    for (size_t i = 0; i < maker->units.count && status == KS_OK; i++) {
        status = maker->units.items[i]->is_wrong ? KS_OK : feed_unit(maker, maker->units.items[i]);
    }
    const ks_qname *names[FACT_ATTR_COUNT];
    for (size_t i = 0; i < FACT_ATTR_COUNT && status == KS_OK; i++) {
        names[i] = ks_names_qname(maker->names, ks_sv_from(FACT_ATTRS[i][0]),
                                  ks_sv_from(FACT_ATTRS[i][1]));
        status = names[i] == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    for (size_t i = 0; i < maker->report->facts.count && status == KS_OK; i++) {
        const ks_oim_made *made = &maker->made[i];
        status = made->is_left || made->is_note ? KS_OK : feed_fact(maker, made, names);
    }
    return status == KS_OK ? ks_oim_feed_links(maker) : status;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static ks_status produce(ks_oim_maker *maker)
{
    ks_status status = KS_OK;
    if (maker->taxonomy != NULL) {
        status = ks_oim_make_facts(maker);
        if (status == KS_OK) {
            status = ks_oim_make_links(maker);
        }
    }
    if (status == KS_OK) {
        status = ks_oim_feed_root(maker);
    }
    if (status == KS_OK) {
        status = feed_schema_refs(maker);
    }
    if (status == KS_OK) {
        status = ks_oim_feed_role_refs(maker);
    }
    if (status == KS_OK && maker->taxonomy != NULL) {
        status = feed_facts(maker);
        maker->report->is_told = status == KS_OK;
    }
    return status == KS_OK ? ks_oim_feed_end(maker, maker->report->place, KS_NS_XBRLI, "xbrl")
                           : status;
}

void ks_oim_tell_features(const ks_xml_producer *producer, ks_instance *instance)
{
    if (producer != NULL && producer->produce == ks_oim_produce) {
        const ks_oim_report *report = producer->user;
        instance->allowed_duplicates = report->allowed_duplicates;
    }
}

void ks_oim_tell_taxonomy(const ks_xml_producer *producer, ks_sink *sink)
{
    if (producer != NULL && producer->produce == ks_oim_produce) {
        const ks_oim_report *report = producer->user;
        const ks_place place =
            report->taxonomy.count > 0 ? report->taxonomy.items[0].place : report->place;
        KS_REPORT(sink, KS_F_OIM_TAXONOMY, place, NULL);
    }
}

ks_status ks_oim_produce(ks_xml_stream *stream, const void *user)
{
    const ks_xml_source *source = ks_xml_feed_source(stream);
    ks_oim_report *report = (ks_oim_report *)(uintptr_t)user;
    ks_oim_maker maker = {.report = report,
                          .taxonomy = source->known,
                          .stream = stream,
                          .names = source->names,
                          .sink = report->is_told ? NULL : source->sink};
    ks_map *const maps[] = {&maker.known,          &maker.context_by_key, &maker.unit_by_text,
                            &maker.period_by_text, &maker.made_by_id,     &maker.taken,
                            &maker.wanted,         &maker.numbers,        &maker.lost};
    ks_arena_init(&maker.arena);
    ks_str_init(&maker.text);
    ks_str_init(&maker.key);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        ks_map_init(maps[i]);
    }
    ks_status status = produce(&maker);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        ks_map_release(maps[i]);
    }
    ks_vec_release(&maker.contexts);
    ks_vec_release(&maker.units);
    ks_vec_release(&maker.axes);
    ks_vec_release(&maker.sorted);
    ks_vec_release(&maker.arcs);
    ks_vec_release(&maker.attrs);
    ks_vec_release(&maker.bindings);
    ks_str_release(&maker.text);
    ks_str_release(&maker.key);
    ks_arena_release(&maker.arena);
    return status;
}

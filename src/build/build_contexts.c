#include "build_contexts.h"

static const char *name_context(ks_filing *filing, ks_period_type type, int64_t start, int64_t end)
{
    ks_str name;
    ks_str_init(&name);
    if (type == KS_PERIOD_DURATION) {
        ks_str_add(&name, "Duration_");
        ks_day_write(&name, start);
        ks_str_add(&name, "_");
    } else {
        ks_str_add(&name, "Instant_");
    }
    ks_day_write(&name, end);
    const char *text = NULL;
    if (ks_str_status(&name) == KS_OK) {
        text = ks_arena_text(&filing->arena, ks_str_view(&name));
    }
    ks_str_release(&name);
    return text;
}

static ks_status find_context(ks_filing *filing, ks_period_type type, int64_t start, int64_t end,
                              const ks_plan_period *period, ks_build_context **out)
{
    const char *id = name_context(filing, type, start, end);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_build_context *known = ks_map_get(&filing->context_by_id, ks_sv_from(id));
    if (known != NULL) {
        *out = known;
        return KS_OK;
    }
    ks_build_context *context = ks_arena_zero(&filing->arena, 1, sizeof *context);
    ks_build_context **slot = context != NULL ? ks_vec_add(&filing->contexts) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = context;
    *context =
        (ks_build_context){.id = id, .type = type, .start = start, .end = end, .period = period};
    *out = context;
    return ks_map_set(&filing->context_by_id, ks_sv_from(id), context);
}

static ks_status list_unit(ks_filing *filing, const ks_plan_unit *plan)
{
    ks_build_unit *unit = ks_arena_zero(&filing->arena, 1, sizeof *unit);
    ks_build_unit **slot = unit != NULL ? ks_vec_add(&filing->units) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = unit;
    unit->plan = plan;
    return ks_map_set_ptr(&filing->unit_by_plan, plan, unit);
}

ks_status ks_build_begin_contexts(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->plan->periods.count && status == KS_OK; i++) {
        const ks_plan_period *period = filing->plan->periods.items[i];
        ks_build_context *context = NULL;
        status = find_context(filing, period->type, period->start, period->end, period, &context);
    }
    for (size_t i = 0; i < filing->plan->units.count && status == KS_OK; i++) {
        status = list_unit(filing, filing->plan->units.items[i]);
    }
    return status;
}

ks_status ks_build_use_context(ks_filing *filing, const ks_plan_line *line,
                               const ks_plan_period *period, ks_build_context **out)
{
    ks_period_type wanted = line->concept->period;
    int64_t end = period->end;
    if (wanted == KS_PERIOD_DURATION && period->type != KS_PERIOD_DURATION) {
        *out = NULL;
        return KS_OK;
    }
    if (wanted == KS_PERIOD_INSTANT && period->type == KS_PERIOD_DURATION &&
        line->moment == KS_MOMENT_START) {
        end = period->start - 1;
    }
    ks_build_context *context = NULL;
    ks_status status = find_context(filing, wanted, period->start, end,
                                    wanted == period->type ? period : NULL, &context);
    if (status == KS_OK) {
        context->is_used = true;
        *out = context;
    }
    return status;
}

ks_build_unit *ks_build_use_unit(ks_filing *filing, const ks_plan_unit *unit)
{
    ks_build_unit *used = ks_map_get_ptr(&filing->unit_by_plan, unit);
    used->is_used = true;
    return used;
}

static ks_status make_context(ks_filing *filing, ks_build_context *context)
{
    const ks_entity *entity = &filing->plan->entity;
    ks_context made = {.id = context->id,
                       .scheme = entity->scheme,
                       .identifier = entity->identifier,
                       .period = context->type,
                       .start = context->start,
                       .end = context->end};
    if (context->type == KS_PERIOD_INSTANT) {
        made.start = context->end;
    }
    if (context->period != NULL) {
        made.labels = context->period->labels;
        made.place = context->period->place;
    }
    return ks_instance_add_context(filing->instance, &made, &context->made);
}

static ks_status make_unit(ks_filing *filing, ks_build_unit *unit)
{
    const ks_plan_unit *plan = unit->plan;
    ks_unit made = {.id = plan->id,
                    .numerators = plan->numerators,
                    .numerator_count = plan->numerator_count,
                    .denominators = plan->denominators,
                    .denominator_count = plan->denominator_count,
                    .labels = plan->labels,
                    .place = plan->place};
    return ks_instance_add_unit(filing->instance, &made, &unit->made);
}

ks_status ks_build_make_contexts(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->contexts.count && status == KS_OK; i++) {
        if (filing->contexts.items[i]->is_used) {
            status = make_context(filing, filing->contexts.items[i]);
        }
    }
    for (size_t i = 0; i < filing->units.count && status == KS_OK; i++) {
        if (filing->units.items[i]->is_used) {
            status = make_unit(filing, filing->units.items[i]);
        }
    }
    return status;
}

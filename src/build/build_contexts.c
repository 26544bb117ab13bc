#include "build_contexts.h"

#include <string.h>

#include "base_text.h"

/* "Duration_2002-04-01_2002-06-30_DialUpMember", as EDINET joins period and members. */
static void write_name(ks_str *name, const ks_build_context *context)
{
    if (context->type == KS_PERIOD_DURATION) {
        ks_str_add(name, "Duration_");
        ks_day_write(name, context->start);
        ks_str_add(name, "_");
    } else {
        ks_str_add(name, "Instant_");
    }
    ks_day_write(name, context->end);
    for (size_t i = 0; i < context->dimensions.count; i++) {
        const ks_build_dimension *dimension = &context->dimensions.items[i];
        const char *word = dimension->member != NULL ? dimension->member->name : dimension->value;
        ks_str_add(name, "_");
        ks_str_add(name, ks_text_is_ncname(ks_sv_from(word)) ? word : dimension->axis->name);
    }
}

/* The name, with a number behind it where another context has that one already. */
static const char *name_context(ks_filing *filing, const ks_build_context *context)
{
    ks_str name;
    ks_str_init(&name);
    write_name(&name, context);
    for (size_t n = 2; ks_str_status(&name) == KS_OK &&
                       ks_map_get(&filing->context_by_id, ks_str_view(&name)) != NULL;
         n++) {
        ks_str_clear(&name);
        write_name(&name, context);
        ks_str_addf(&name, "_%zu", n);
    }
    const char *text = NULL;
    if (ks_str_status(&name) == KS_OK) {
        text = ks_arena_text(&filing->arena, ks_str_view(&name));
    }
    ks_str_release(&name);
    return text;
}

/* What is equal for contexts of the same period and dimensions. */
static void write_aspects(ks_str *key, const ks_build_context *context)
{
    int64_t start = context->type == KS_PERIOD_DURATION ? context->start : context->end;
    ks_str_addf(key, "%d %lld %lld", (int)context->type, (long long)start, (long long)context->end);
    for (size_t i = 0; i < context->dimensions.count; i++) {
        const ks_build_dimension *dimension = &context->dimensions.items[i];
        const char *word = dimension->member != NULL ? dimension->member->name : dimension->value;
        ks_str_addf(key, "\n%zu %s", dimension->axis->index, word);
    }
}

static ks_status add_context(ks_filing *filing, const ks_build_context *model, ks_sv key,
                             ks_build_context **out)
{
    ks_build_context *context = ks_arena_zero(&filing->arena, 1, sizeof *context);
    ks_build_context **slot = context != NULL ? ks_vec_add(&filing->contexts) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = context;
    *context = *model;
    context->id = name_context(filing, model);
    size_t size = model->dimensions.count * sizeof *model->dimensions.items;
    context->dimensions.items = ks_arena_alloc(&filing->arena, size + 1);
    if (context->id == NULL || context->dimensions.items == NULL) {
        return KS_ERR_MEMORY;
    }
    if (size > 0) {
        memcpy(context->dimensions.items, model->dimensions.items, size);
    }
    *out = context;
    ks_status status = ks_map_set(&filing->context_by_id, ks_sv_from(context->id), context);
    return status == KS_OK ? ks_map_set(&filing->context_by_aspects, key, context) : status;
}

/* The context that is like `model`; NULL where there is none and none is to be added. */
static ks_status find_context(ks_filing *filing, const ks_build_context *model, bool is_to_add,
                              ks_build_context **out)
{
    ks_str key;
    ks_str_init(&key);
    write_aspects(&key, model);
    ks_status status = ks_str_status(&key);
    if (status == KS_OK) {
        *out = ks_map_get(&filing->context_by_aspects, ks_str_view(&key));
    }
    if (status == KS_OK && *out == NULL && is_to_add) {
        status = add_context(filing, model, ks_str_view(&key), out);
    }
    ks_str_release(&key);
    return status;
}

ks_status ks_build_find_context(ks_filing *filing, const ks_build_context *like,
                                const ks_build_dimensions *dimensions, ks_build_context **out)
{
    ks_build_context model = *like;
    model.dimensions = *dimensions;
    return find_context(filing, &model, false, out);
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
        const ks_build_context model = {
            .type = period->type, .start = period->start, .end = period->end, .period = period};
        ks_build_context *context = NULL;
        status = find_context(filing, &model, true, &context);
    }
    for (size_t i = 0; i < filing->plan->units.count && status == KS_OK; i++) {
        status = list_unit(filing, filing->plan->units.items[i]);
    }
    return status;
}

ks_status ks_build_use_context(ks_filing *filing, const ks_plan_line *line,
                               const ks_plan_period *period, const ks_build_dimensions *dimensions,
                               ks_build_context **out)
{
    ks_period_type wanted = line->concept->period;
    ks_build_context model = {.type = wanted,
                              .start = period->start,
                              .end = period->end,
                              .period = wanted == period->type ? period : NULL,
                              .dimensions = *dimensions};
    if (wanted == KS_PERIOD_DURATION && period->type != KS_PERIOD_DURATION) {
        *out = NULL;
        return KS_OK;
    }
    if (wanted == KS_PERIOD_INSTANT && period->type == KS_PERIOD_DURATION &&
        line->moment == KS_MOMENT_START) {
        model.end = period->start - 1;
    }
    ks_build_context *context = NULL;
    ks_status status = find_context(filing, &model, true, &context);
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

/* XBRL Dimensions 1.0 3.1.4: members by name, values in their element. */
static ks_status make_dimension(ks_filing *filing, const ks_build_dimension *from, ks_dimension *to)
{
    ks_sv ns = ks_sv_from(filing->plan->ns);
    *to =
        (ks_dimension){.dimension = ks_names_qname(filing->names, ns, ks_sv_from(from->axis->name)),
                       .value = from->value,
                       .text = from->value,
                       .is_scenario = true,
                       .place = from->axis->place};
    const char *other = from->member != NULL ? from->member->name : from->axis->domain;
    const ks_qname *name = ks_names_qname(filing->names, ns, ks_sv_from(other));
    *(from->member != NULL ? &to->member : &to->domain) = name;
    return to->dimension != NULL && name != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* What is equal for contexts that are s-equal. */
static const char *list_besides(ks_filing *filing, const ks_build_dimensions *dimensions)
{
    ks_str text;
    ks_str_init(&text);
    for (size_t i = 0; i < dimensions->count; i++) {
        const ks_build_dimension *dimension = &dimensions->items[i];
        const char *word = dimension->member != NULL ? dimension->member->name : dimension->value;
        ks_str_addf(&text, "%s=%s\n", dimension->axis->name, word);
    }
    const char *besides = ks_build_view(filing, &text);
    ks_str_release(&text);
    return besides;
}

static ks_status make_dimensions(ks_filing *filing, const ks_build_context *context,
                                 ks_context *made)
{
    size_t count = context->dimensions.count;
    ks_dimension *items = ks_arena_zero(&filing->arena, count + 1, sizeof *items);
    ks_status status = items != NULL ? KS_OK : KS_ERR_MEMORY;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = make_dimension(filing, &context->dimensions.items[i], &items[i]);
    }
    made->dimensions = items;
    made->dimension_count = count;
    if (count > 0) {
        made->besides = list_besides(filing, &context->dimensions);
    }
    return status;
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
    ks_status status = make_dimensions(filing, context, &made);
    return status == KS_OK ? ks_instance_add_context(filing->instance, &made, &context->made)
                           : status;
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

/* Contexts and units of an instance, and when they are the same (XBRL 2.1 4.10). */
#include <stdlib.h>
#include <string.h>

#include "model_instance.h"
#include "model_keep.h"

/* What makes contexts s-equal; members in an order that leaves no gap between them. */
typedef struct context_key {
    const char *scheme; /* interned, as the next two */
    const char *identifier;
    const char *besides;
    int64_t begin_day;
    int64_t begin_nanosecond;
    int64_t finish_day;
    int64_t finish_nanosecond;
    uint32_t period;
    uint16_t begin_has_offset;
    uint16_t finish_has_offset;
} context_key;

/* A moment without a time zone is no other one's equal that has one. */
static context_key key_of(const ks_context *context)
{
    context_key key = {.scheme = context->scheme,
                       .identifier = context->identifier,
                       .besides = context->besides,
                       .period = (uint32_t)context->period};
    if (context->period == KS_PERIOD_DURATION) {
        key.begin_day = context->begin.day;
        key.begin_nanosecond = context->begin.nanosecond;
        key.begin_has_offset = context->begin.has_offset;
    }
    if (context->period != KS_PERIOD_NONE) {
        key.finish_day = context->finish.day;
        key.finish_nanosecond = context->finish.nanosecond;
        key.finish_has_offset = context->finish.has_offset;
    }
    return key;
}

static ks_status find_same_context(ks_instance *instance, ks_context *context)
{
    context_key value = key_of(context);
    ks_sv key = {(const char *)&value, sizeof value};
    context->same = ks_map_get(&instance->context_by_value, key);
    if (context->same != NULL) {
        return KS_OK;
    }
    context->same = context;
    return ks_map_set(&instance->context_by_value, key, context);
}

static ks_status keep_dimensions(ks_instance *instance, ks_context *context)
{
    if (context->dimension_count == 0) {
        context->dimensions = NULL;
        return KS_OK;
    }
    size_t size = context->dimension_count * sizeof *context->dimensions;
    ks_dimension *copy = ks_arena_alloc(&instance->arena, size);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(copy, context->dimensions, size);
    for (size_t i = 0; i < context->dimension_count; i++) {
        if (ks_keep_name(instance->names, &copy[i].value) != KS_OK ||
            ks_keep_text(&instance->arena, &copy[i].text) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    context->dimensions = copy;
    return KS_OK;
}

/* Contexts have most often the entity of the one before. */
static ks_status keep_entity(ks_instance *instance, ks_context *context)
{
    size_t count = instance->contexts.count;
    const ks_context *last = count == 0 ? NULL : instance->contexts.items[count - 1];
    if (last != NULL && strcmp(last->identifier, context->identifier) == 0 &&
        strcmp(last->scheme, context->scheme) == 0) {
        context->identifier = last->identifier;
        context->scheme = last->scheme;
        return KS_OK;
    }
    ks_status status = ks_keep_name(instance->names, &context->scheme);
    return status == KS_OK ? ks_keep_name(instance->names, &context->identifier) : status;
}

static ks_status keep_context(ks_instance *instance, ks_context *context)
{
    if (ks_keep_text(&instance->arena, &context->id) != KS_OK ||
        keep_entity(instance, context) != KS_OK ||
        ks_keep_name(instance->names, &context->besides) != KS_OK ||
        keep_dimensions(instance, context) != KS_OK ||
        ks_lang_text_copy(&instance->arena, instance->names, context->labels, &context->labels) !=
            KS_OK) {
        return KS_ERR_MEMORY;
    }
    if (!context->is_exact) {
        context->begin = (ks_moment){.day = context->start};
        context->finish = (ks_moment){.day = context->end + 1};
        context->is_exact = true;
    }
    return find_same_context(instance, context);
}

ks_status ks_instance_add_context(ks_instance *instance, const ks_context *context,
                                  ks_context **out)
{
    if (ks_instance_context(instance, context->id) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_context *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *context;
    copy->index = instance->contexts.count;
    ks_context **slot =
        keep_context(instance, copy) == KS_OK ? ks_vec_add(&instance->contexts) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    if (ks_map_set_borrowed(&instance->context_by_id, ks_sv_from(copy->id), copy) != KS_OK) {
        instance->contexts.count--;
        return KS_ERR_MEMORY;
    }
    if (out != NULL) {
        *out = copy;
    }
    return KS_OK;
}

static int compare_pointers(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t) * (const ks_qname *const *)a;
    uintptr_t right = (uintptr_t) * (const ks_qname *const *)b;
    return (left > right) - (left < right);
}

/* 4.10: measures are sets, in any order. The key is all of them sorted, with NULL between. */
static ks_status find_same_unit(ks_instance *instance, ks_unit *unit)
{
    size_t count = unit->numerator_count + 1 + unit->denominator_count;
    const ks_qname **value = ks_arena_zero(&instance->arena, count, sizeof *value);
    if (value == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < unit->numerator_count; i++) {
        value[i] = unit->numerators[i];
    }
    for (size_t i = 0; i < unit->denominator_count; i++) {
        value[unit->numerator_count + 1 + i] = unit->denominators[i];
    }
    qsort(value, unit->numerator_count, sizeof *value, compare_pointers);
    qsort(value + unit->numerator_count + 1, unit->denominator_count, sizeof *value,
          compare_pointers);
    ks_sv key = {(const char *)value, count * sizeof *value};
    unit->same = ks_map_get(&instance->unit_by_value, key);
    if (unit->same != NULL) {
        return KS_OK;
    }
    unit->same = unit;
    return ks_map_set_borrowed(&instance->unit_by_value, key, unit);
}

static ks_status keep_measures(ks_instance *instance, const ks_qname ***measures, size_t count)
{
    if (count == 0) {
        *measures = NULL;
        return KS_OK;
    }
    const ks_qname **copy = ks_arena_alloc(&instance->arena, count * sizeof(const ks_qname *));
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        copy[i] = (*measures)[i];
    }
    *measures = copy;
    return KS_OK;
}

ks_status ks_instance_add_unit(ks_instance *instance, const ks_unit *unit, ks_unit **out)
{
    if (ks_instance_unit(instance, unit->id) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_unit *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *unit;
    copy->index = instance->units.count;
    if (ks_keep_text(&instance->arena, &copy->id) != KS_OK ||
        keep_measures(instance, &copy->numerators, copy->numerator_count) != KS_OK ||
        keep_measures(instance, &copy->denominators, copy->denominator_count) != KS_OK ||
        ks_lang_text_copy(&instance->arena, instance->names, copy->labels, &copy->labels) !=
            KS_OK ||
        find_same_unit(instance, copy) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_unit **slot = ks_vec_add(&instance->units);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    if (ks_map_set_borrowed(&instance->unit_by_id, ks_sv_from(copy->id), copy) != KS_OK) {
        instance->units.count--;
        return KS_ERR_MEMORY;
    }
    if (out != NULL) {
        *out = copy;
    }
    return KS_OK;
}

ks_context *ks_instance_context(const ks_instance *instance, const char *id)
{
    return ks_map_get(&instance->context_by_id, ks_sv_from(id));
}

ks_unit *ks_instance_unit(const ks_instance *instance, const char *id)
{
    return ks_map_get(&instance->unit_by_id, ks_sv_from(id));
}

const char *ks_unit_currency(const ks_unit *unit)
{
    for (size_t i = 0; i < unit->numerator_count; i++) {
        if (strcmp(unit->numerators[i]->ns, KS_NS_ISO4217) == 0) {
            return unit->numerators[i]->local;
        }
    }
    return NULL;
}

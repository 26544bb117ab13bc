#include "check_classes.h"

#include <stdlib.h>

#include "base_alloc.h"

typedef struct classifier {
    const ks_instance *instance;
    ks_classes *classes;
    ks_class_rule rule;
    KS_VEC(const ks_dimension *) dimensions; /* of the context at hand, sorted */
    ks_str key;
    ks_map contexts; /* to the number of the class, from 1 */
    ks_map series;   /* to that of the first context, from 1 */
} classifier;

static void add_pointer(ks_str *key, const void *pointer)
{
    ks_str_add_sv(key, (ks_sv){(const char *)&pointer, sizeof pointer});
}

static void add_number(ks_str *key, int64_t number)
{
    ks_str_add_sv(key, (ks_sv){(const char *)&number, sizeof number});
}

static int compare_dimensions(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)(*(const ks_dimension *const *)a)->dimension;
    uintptr_t right = (uintptr_t)(*(const ks_dimension *const *)b)->dimension;
    return (left > right) - (left < right);
}

static ks_status sort_dimensions(classifier *c, const ks_context *context)
{
    c->dimensions.count = 0;
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension **slot = ks_vec_add(&c->dimensions);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = &context->dimensions[i];
    }
    if (c->dimensions.count > 1) {
        qsort(c->dimensions.items, c->dimensions.count, sizeof *c->dimensions.items,
              compare_dimensions);
    }
    return KS_OK;
}

/* Entity and dimensions. What else stands in segment and scenario is compared as it stands. */
static void write_series(classifier *c, const ks_context *context)
{
    bool has_other = context->has_other_segment || context->has_other_scenario ||
                     (context->besides != NULL && context->dimension_count == 0);
    ks_str_clear(&c->key);
    add_pointer(&c->key, context->scheme);
    add_pointer(&c->key, context->identifier);
    add_pointer(&c->key, has_other ? context->besides : NULL);
    for (size_t i = 0; i < c->dimensions.count; i++) {
        const ks_dimension *dimension = c->dimensions.items[i];
        add_pointer(&c->key, dimension->dimension);
        add_pointer(&c->key, dimension->member);
        add_pointer(&c->key, dimension->value);
    }
}

static void write_moment(ks_str *key, ks_moment moment)
{
    add_number(key, moment.day);
    add_number(key, moment.nanosecond);
    add_number(key, moment.has_offset);
}

static void write_period(classifier *c, const ks_context *context)
{
    add_number(&c->key, context->period);
    if (context->period == KS_PERIOD_DURATION) {
        write_moment(&c->key, context->begin);
    }
    if (context->period != KS_PERIOD_NONE) {
        write_moment(&c->key, context->finish);
    }
}

/* The number that the key leads to; `otherwise` where it is new. */
static ks_status find_number(classifier *c, ks_map *map, size_t otherwise, uint32_t *out)
{
    ks_status status = ks_str_status(&c->key);
    if (status != KS_OK) {
        return status;
    }
    uintptr_t number = (uintptr_t)ks_map_get(map, ks_str_view(&c->key));
    if (number == 0) {
        number = otherwise + 1;
        status = ks_map_set(map, ks_str_view(&c->key), (void *)number);
    }
    *out = (uint32_t)(number - 1);
    return status;
}

static ks_status add_class(classifier *c, const ks_context *context, uint32_t series)
{
    const int64_t days = context->finish.day - context->begin.day;
    ks_class *added = ks_vec_add(&c->classes->list);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added =
        (ks_class){.context = context,
                   .series = series,
                   .months = context->period == KS_PERIOD_INSTANT ? 0 : (days * 12 + 182) / 365,
                   .day = context->finish.day};
    return KS_OK;
}

static ks_status classify_aspects(classifier *c, const ks_context *context)
{
    const size_t next = c->classes->list.count;
    uint32_t *number = &c->classes->number[context->index];
    uint32_t series;
    ks_status status = sort_dimensions(c, context);
    if (status != KS_OK) {
        return status;
    }
    write_series(c, context);
    status = find_number(c, &c->series, context->index, &series);
    if (status == KS_OK) {
        write_period(c, context);
        status = find_number(c, &c->contexts, next, number);
    }
    if (status == KS_OK && *number < next) {
        c->classes->is_s_equal = false;
    }
    return status == KS_OK && *number == next ? add_class(c, context, series) : status;
}

static ks_status classify_context(classifier *c, const ks_context *context)
{
    if (context->same != NULL && context->same != context) {
        c->classes->number[context->index] = c->classes->number[context->same->index];
        return KS_OK;
    }
    if (c->rule == KS_CLASS_ASPECTS) {
        return classify_aspects(c, context);
    }
    c->classes->number[context->index] = (uint32_t)c->classes->list.count;
    return add_class(c, context, (uint32_t)context->index);
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_classes(const void *a, const void *b)
{
    const ks_class *left = a;
    const ks_class *right = b;
    int order = compare(left->series, right->series);
    order = order != 0 ? order : compare(left->months, right->months);
    order = order != 0 ? order : compare(left->day, right->day);
    return order != 0 ? order : (left->context->index > right->context->index ? 1 : -1);
}

/* Sorts the classes, and numbers them anew. */
static ks_status sort_classes(ks_classes *classes, size_t contexts)
{
    uint32_t *moved = ks_alloc_zero(classes->list.count + 1, sizeof *moved);
    if (moved == NULL) {
        return KS_ERR_MEMORY;
    }
    if (classes->list.count > 1) {
        qsort(classes->list.items, classes->list.count, sizeof *classes->list.items,
              compare_classes);
    }
    for (size_t i = 0; i < classes->list.count; i++) {
        moved[classes->number[classes->list.items[i].context->index]] = (uint32_t)i;
    }
    for (size_t i = 0; i < contexts; i++) {
        classes->number[i] = moved[classes->number[i]];
    }
    ks_alloc_free(moved);
    return KS_OK;
}

ks_status ks_classes_init(ks_classes *classes, const ks_instance *instance, ks_class_rule rule)
{
    const size_t contexts = instance->contexts.count;
    classifier c = {.instance = instance, .classes = classes, .rule = rule};
    *classes = (ks_classes){.is_s_equal = true};
    if (contexts >= UINT32_MAX) {
        return KS_ERR_LIMIT;
    }
    ks_str_init(&c.key);
    ks_map_init(&c.contexts);
    ks_map_init(&c.series);
    classes->number = ks_alloc_zero(contexts + 1, sizeof *classes->number);
    ks_status status = classes->number != NULL ? KS_OK : KS_ERR_MEMORY;
    for (size_t i = 0; i < contexts && status == KS_OK; i++) {
        status = classify_context(&c, instance->contexts.items[i]);
    }
    ks_vec_release(&c.dimensions);
    ks_str_release(&c.key);
    ks_map_release(&c.contexts);
    ks_map_release(&c.series);
    return status == KS_OK ? sort_classes(classes, contexts) : status;
}

void ks_classes_release(ks_classes *classes)
{
    ks_vec_release(&classes->list);
    ks_alloc_free(classes->number);
    *classes = (ks_classes){.number = NULL};
}

#include "write_view_index.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "write_view_words.h"

static ks_view_period get_period(const ks_context *context)
{
    bool has_start = context->period == KS_PERIOD_DURATION;
    bool has_end = context->period != KS_PERIOD_NONE;
    return (ks_view_period){context->period, has_start ? context->start : 0,
                            has_end ? context->end : 0, context->labels};
}

static ks_status number_periods(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    size_t count = instance->contexts.count;
    index->periods = ks_arena_zero(&index->arena, count + 1, sizeof *index->periods);
    index->period_of_context = ks_arena_zero(&index->arena, count + 1, sizeof(size_t));
    if (index->periods == NULL || index->period_of_context == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = KS_OK;
    ks_map numbers;
    ks_map_init(&numbers);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_view_period period = get_period(instance->contexts.items[i]);
        const int64_t days[3] = {(int64_t)period.type, period.start, period.end};
        ks_sv key = {(const char *)days, sizeof days};
        uintptr_t number = (uintptr_t)ks_map_get(&numbers, key);
        if (number == 0) {
            index->periods[index->period_count++] = period;
            number = index->period_count;
            status = ks_map_set(&numbers, key, (void *)number);
        } else if (index->periods[number - 1].labels == NULL) {
            index->periods[number - 1].labels = period.labels;
        }
        index->period_of_context[i] = number - 1;
    }
    ks_map_release(&numbers);
    return status;
}

/* A day of a duration and the number of the duration. */
typedef struct day_entry {
    int64_t day;
    size_t number;
} day_entry;

static int compare_days(const void *a, const void *b)
{
    const day_entry *left = a;
    const day_entry *right = b;
    if (left->day != right->day) {
        return left->day < right->day ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

static ks_status sort_durations(ks_view_index *index, bool by_end, size_t **out)
{
    size_t count = 0;
    size_t *numbers = ks_arena_zero(&index->arena, index->period_count + 1, sizeof *numbers);
    day_entry *entries = ks_alloc_zero(index->period_count + 1, sizeof *entries);
    if (numbers == NULL || entries == NULL) {
        ks_alloc_free(entries);
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < index->period_count; i++) {
        const ks_view_period *period = &index->periods[i];
        if (period->type == KS_PERIOD_DURATION) {
            entries[count++] = (day_entry){by_end ? period->end : period->start, i};
        }
    }
    qsort(entries, count, sizeof *entries, compare_days);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = entries[i].number;
    }
    ks_alloc_free(entries);
    index->duration_count = count;
    *out = numbers;
    return KS_OK;
}

/* A period with what it is sorted by. */
typedef struct ranked_period {
    ks_view_period period;
    size_t number;
    bool is_ascending;
} ranked_period;

/* Durations by their length, then what is later last, or first; instants behind them. */
static int compare_periods(const void *a, const void *b)
{
    const ranked_period *left = a;
    const ranked_period *right = b;
    if (left->period.type != right->period.type) {
        return left->period.type > right->period.type ? -1 : 1;
    }
    int64_t lengths[2] = {(left->period.end - left->period.start) / 20,
                          (right->period.end - right->period.start) / 20};
    if (left->period.type == KS_PERIOD_DURATION && lengths[0] != lengths[1]) {
        return lengths[0] < lengths[1] ? -1 : 1;
    }
    if (left->period.end != right->period.end) {
        return (left->period.end < right->period.end) == left->is_ascending ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

static ks_status rank_periods(ks_view_index *index)
{
    size_t count = index->period_count;
    index->period_rank = ks_arena_zero(&index->arena, count + 1, sizeof(size_t));
    ranked_period *ranked = ks_alloc_zero(count + 1, sizeof *ranked);
    if (index->period_rank == NULL || ranked == NULL) {
        ks_alloc_free(ranked);
        return KS_ERR_MEMORY;
    }
    /* Japanese statements show the earlier year first. */
    bool is_ascending = ks_words_are_japanese(index->options->languages[0]);
    for (size_t i = 0; i < count; i++) {
        ranked[i] = (ranked_period){index->periods[i], i, is_ascending};
    }
    if (index->options->sorts_periods) {
        qsort(ranked, count, sizeof *ranked, compare_periods);
    }
    for (size_t i = 0; i < count; i++) {
        index->period_rank[ranked[i].number] = i;
    }
    ks_alloc_free(ranked);
    return KS_OK;
}

ks_status ks_view_index_periods(ks_view_index *index)
{
    ks_status status = number_periods(index);
    if (status == KS_OK) {
        status = sort_durations(index, true, &index->by_end);
    }
    if (status == KS_OK) {
        status = sort_durations(index, false, &index->by_start);
    }
    return status != KS_OK ? status : rank_periods(index);
}

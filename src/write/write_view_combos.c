#include "write_view_index.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"

typedef struct combo_job {
    ks_view_index *index;
    ks_map numbers;         /* values -> number of the combination, from 1 */
    const ks_context *main; /* its entity is the one that tables are about */
} combo_job;

static int compare_values(const void *a, const void *b)
{
    const ks_view_value *left = a;
    const ks_view_value *right = b;
    size_t numbers[2] = {left->dimension->index, right->dimension->index};
    return numbers[0] < numbers[1] ? -1 : numbers[0] > numbers[1];
}

static bool is_foreign(const combo_job *job, const ks_context *context)
{
    return context->has_other_segment || context->has_other_scenario ||
           strcmp(context->scheme, job->main->scheme) != 0 ||
           strcmp(context->identifier, job->main->identifier) != 0;
}

/* False where the taxonomy lacks the dimension or the member. */
static bool get_value(const ks_taxonomy *taxonomy, const ks_dimension *dimension,
                      ks_view_value *out)
{
    *out = (ks_view_value){.dimension = ks_taxonomy_find(taxonomy, dimension->dimension)};
    if (dimension->member != NULL) {
        out->member = ks_taxonomy_find(taxonomy, dimension->member);
        out->key = out->member;
    } else {
        out->text = dimension->text != NULL ? dimension->text : "";
        out->key = dimension->value;
    }
    return out->dimension != NULL && (dimension->member == NULL || out->member != NULL);
}

/* A combination that is there already, or a new one. */
static ks_status find_combo(combo_job *job, const ks_view_value *values, size_t count,
                            size_t *out_number)
{
    size_t size = count * 2 * sizeof(void *);
    const void **key = ks_arena_alloc(&job->index->arena, size + 1);
    if (key == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        key[2 * i] = values[i].dimension;
        key[2 * i + 1] = values[i].key;
    }
    uintptr_t number = (uintptr_t)ks_map_get(&job->numbers, (ks_sv){(const char *)key, size});
    if (number > 0) {
        *out_number = number - 1;
        return KS_OK;
    }
    ks_view_combo *combo = ks_vec_add(&job->index->combos);
    if (combo == NULL) {
        return KS_ERR_MEMORY;
    }
    *combo = (ks_view_combo){.values = values, .count = count};
    for (size_t i = 0; i < count; i++) {
        combo->is_typed = combo->is_typed || values[i].member == NULL;
    }
    number = job->index->combos.count;
    *out_number = number - 1;
    return ks_map_set_borrowed(&job->numbers, (ks_sv){(const char *)key, size}, (void *)number);
}

static ks_status add_context(combo_job *job, const ks_context *context)
{
    size_t *number = &job->index->combo_of_context[context->index];
    *number = KS_VIEW_FOREIGN;
    if (is_foreign(job, context)) {
        return KS_OK;
    }
    ks_view_value *values =
        ks_arena_zero(&job->index->arena, context->dimension_count + 1, sizeof *values);
    if (values == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < context->dimension_count; i++) {
        if (!get_value(job->index->instance->taxonomy, &context->dimensions[i], &values[i])) {
            return KS_OK;
        }
    }
    qsort(values, context->dimension_count, sizeof *values, compare_values);
    return find_combo(job, values, context->dimension_count, number);
}

ks_status ks_view_index_combos(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    combo_job job = {.index = index};
    size_t count = instance->contexts.count;
    size_t number = 0;
    index->combo_of_context = ks_arena_zero(&index->arena, count + 1, sizeof(size_t));
    if (index->combo_of_context == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_map_init(&job.numbers);
    ks_status status = find_combo(&job, NULL, 0, &number);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        job.main = instance->contexts.items[0];
        status = add_context(&job, instance->contexts.items[i]);
    }
    ks_map_release(&job.numbers);
    return status;
}

size_t ks_view_combo_of(const ks_view_index *index, const ks_fact *fact)
{
    return index->combo_of_context[fact->context->index];
}

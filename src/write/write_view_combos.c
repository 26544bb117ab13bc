#include "write_view_index.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"

typedef struct combo_job {
    ks_view_index *index;
    ks_map numbers;  /* values -> number of the combination, from 1 */
    ks_map entities; /* scheme and identifier -> itself */
    ks_str text;
} combo_job;

static int compare_values(const void *a, const void *b)
{
    const ks_view_value *left = a;
    const ks_view_value *right = b;
    size_t numbers[2] = {left->dimension->index, right->dimension->index};
    return numbers[0] < numbers[1] ? -1 : numbers[0] > numbers[1];
}

static bool is_of(const ks_context *context, const ks_context *other)
{
    return strcmp(context->scheme, other->scheme) == 0 &&
           strcmp(context->identifier, other->identifier) == 0;
}

/* The same pointer for contexts of the same entity; NULL when memory is short. */
static const char *find_entity(combo_job *job, const ks_context *context)
{
    ks_str_clear(&job->text);
    ks_str_add(&job->text, context->scheme);
    ks_str_add_char(&job->text, ' ');
    ks_str_add(&job->text, context->identifier);
    const char *known = ks_map_get(&job->entities, ks_str_view(&job->text));
    if (known != NULL || ks_str_status(&job->text) != KS_OK) {
        return known;
    }
    known = ks_arena_text(&job->index->arena, ks_str_view(&job->text));
    bool is_kept = known != NULL &&
                   ks_map_set(&job->entities, ks_sv_from(known), (void *)(uintptr_t)known) == KS_OK;
    return is_kept ? known : NULL;
}

static ks_status add_aspects(combo_job *job, const ks_context *context, ks_view_value *values,
                             size_t *count)
{
    ks_view_index *index = job->index;
    if (!is_of(context, index->main)) {
        values[*count] = (ks_view_value){.dimension = &index->aspects[KS_VIEW_ENTITY],
                                         .text = context->identifier,
                                         .key = find_entity(job, context)};
        if (values[(*count)++].key == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    if ((context->has_other_segment || context->has_other_scenario) && context->besides != NULL) {
        ks_str_clear(&job->text);
        ks_view_say_content(&job->text, context->besides);
        const char *text = ks_arena_text(&index->arena, ks_str_view(&job->text));
        values[(*count)++] = (ks_view_value){
            .dimension = &index->aspects[KS_VIEW_CONTENT], .text = text, .key = context->besides};
        return text == NULL ? KS_ERR_MEMORY : ks_str_status(&job->text);
    }
    return KS_OK;
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
        combo->is_typed = combo->is_typed || (values[i].member == NULL &&
                                              !ks_view_is_aspect(job->index, values[i].dimension));
    }
    number = job->index->combos.count;
    *out_number = number - 1;
    return ks_map_set_borrowed(&job->numbers, (ks_sv){(const char *)key, size}, (void *)number);
}

static ks_status add_context(combo_job *job, const ks_context *context)
{
    size_t *number = &job->index->combo_of_context[context->index];
    *number = KS_VIEW_FOREIGN;
    size_t count = context->dimension_count;
    ks_view_value *values =
        ks_arena_zero(&job->index->arena, count + KS_VIEW_ASPECTS, sizeof *values);
    if (values == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!get_value(job->index->instance->taxonomy, &context->dimensions[i], &values[i])) {
            return KS_OK;
        }
    }
    qsort(values, count, sizeof *values, compare_values);
    ks_status status = add_aspects(job, context, values, &count);
    return status == KS_OK ? find_combo(job, values, count, number) : status;
}

/* The first context of the entity that most facts are of. */
static void find_main(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    const ks_context *first = instance->contexts.count > 0 ? instance->contexts.items[0] : NULL;
    size_t count = 0; /* by the vote of Boyer and Moore: more than half, or else any */
    index->main = first;
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_context *context = instance->facts.items[i]->context;
        if (context == NULL) {
            continue;
        }
        if (count == 0) {
            index->main = context;
        }
        count = is_of(context, index->main) ? count + 1 : count - 1;
    }
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
    find_main(index);
    ks_map_init(&job.numbers);
    ks_map_init(&job.entities);
    ks_str_init(&job.text);
    ks_status status = find_combo(&job, NULL, 0, &number);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = add_context(&job, instance->contexts.items[i]);
    }
    ks_str_release(&job.text);
    ks_map_release(&job.entities);
    ks_map_release(&job.numbers);
    return status;
}

size_t ks_view_combo_of(const ks_view_index *index, const ks_fact *fact)
{
    return index->combo_of_context[fact->context->index];
}

#include "write_view_index.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"

static ks_status index_facts(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    size_t concepts = instance->taxonomy->concepts.count;
    size_t facts = instance->facts.count;
    size_t *starts = ks_arena_zero(&index->arena, concepts + 2, sizeof *starts);
    const ks_fact **order = ks_arena_zero(&index->arena, facts + 1, sizeof *order);
    if (starts == NULL || order == NULL) {
        return KS_ERR_MEMORY;
    }
    /* Counting two places on, and filling one place on, leaves each start where it belongs. */
    for (size_t i = 0; i < facts; i++) {
        starts[instance->facts.items[i]->concept->index + 2]++;
    }
    for (size_t c = 2; c < concepts + 2; c++) {
        starts[c] += starts[c - 1];
    }
    for (size_t i = 0; i < facts; i++) {
        const ks_fact *fact = instance->facts.items[i];
        order[starts[fact->concept->index + 1]++] = fact;
    }
    index->fact_starts = starts;
    index->fact_order = order;
    return KS_OK;
}

/* The footnotes of each fact, in the instance's order. */
static ks_status index_notes(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    size_t facts = instance->facts.count;
    size_t ties = 0;
    size_t *starts = ks_arena_zero(&index->arena, facts + 2, sizeof *starts);
    if (starts == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t n = 0; n < instance->footnotes.count; n++) {
        const ks_footnote *note = instance->footnotes.items[n];
        for (size_t i = 0; i < note->facts.count; i++) {
            starts[note->facts.items[i]->index + 2]++;
        }
        ties += note->facts.count;
    }
    const ks_footnote **order = ks_arena_zero(&index->arena, ties + 1, sizeof *order);
    if (order == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t f = 2; f < facts + 2; f++) {
        starts[f] += starts[f - 1];
    }
    for (size_t n = 0; n < instance->footnotes.count; n++) {
        const ks_footnote *note = instance->footnotes.items[n];
        for (size_t i = 0; i < note->facts.count; i++) {
            order[starts[note->facts.items[i]->index + 1]++] = note;
        }
    }
    index->note_starts = starts;
    index->note_order = order;
    return KS_OK;
}

static ks_status index_currencies(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    size_t count = instance->units.count;
    index->currencies = ks_arena_zero(&index->arena, count + 1, sizeof *index->currencies);
    index->currency_of_unit = ks_arena_zero(&index->arena, count + 1, sizeof(size_t));
    if (index->currencies == NULL || index->currency_of_unit == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = KS_OK;
    ks_map numbers;
    ks_map_init(&numbers);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const ks_unit *unit = instance->units.items[i];
        const char *code = ks_unit_currency(unit);
        index->currency_of_unit[i] = KS_VIEW_NO_CURRENCY;
        if (code == NULL) {
            continue;
        }
        uintptr_t number = (uintptr_t)ks_map_get(&numbers, ks_sv_from(code));
        if (number == 0) {
            index->currencies[index->currency_count++] = (ks_view_currency){code, unit, 0};
            number = index->currency_count;
            status = ks_map_set(&numbers, ks_sv_from(code), (void *)number);
        }
        ks_view_currency *currency = &index->currencies[number - 1];
        bool is_plain = unit->numerator_count == 1 && unit->denominator_count == 0;
        if (is_plain && currency->unit->denominator_count > 0) {
            currency->unit = unit;
        }
        index->currency_of_unit[i] = number - 1;
    }
    ks_map_release(&numbers);
    return status;
}

static void count_currencies(ks_view_index *index)
{
    for (size_t i = 0; i < index->instance->facts.count; i++) {
        size_t currency = ks_view_currency_of(index, index->instance->facts.items[i]);
        if (currency != KS_VIEW_NO_CURRENCY) {
            index->currencies[currency].fact_count++;
        }
    }
}

static ks_status add_prefixes(ks_view_index *index)
{
    ks_status status = KS_OK;
    if (index->options->ns != NULL) {
        status = ks_prefixes_add(&index->prefixes, index->options->prefix, index->options->ns);
    }
    const ks_taxonomy *taxonomy = index->instance->taxonomy;
    const char *last = NULL;
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (concept->name->ns != last) {
            status = ks_prefixes_add_concept(&index->prefixes, concept);
            last = concept->name->ns;
        }
    }
    return status;
}

static ks_status init_marks(ks_view_index *index)
{
    const ks_instance *instance = index->instance;
    ks_arena *arena = &index->arena;
    size_t notes = instance->footnotes.count + 1;
    index->shown = ks_arena_zero(arena, instance->facts.count + 1, sizeof(size_t));
    index->fact_ids = ks_arena_zero(arena, instance->facts.count + 1, sizeof(char *));
    index->block_host = ks_arena_zero(arena, instance->facts.count + 1, sizeof(size_t));
    index->fact_stamp = ks_arena_zero(arena, instance->facts.count + 1, sizeof(size_t));
    index->context_stamp = ks_arena_zero(arena, instance->contexts.count + 1, sizeof(size_t));
    index->unit_stamp = ks_arena_zero(arena, instance->units.count + 1, sizeof(size_t));
    index->period_stamp = ks_arena_zero(arena, index->period_count + 1, sizeof(size_t));
    index->concept_stamp =
        ks_arena_zero(arena, instance->taxonomy->concepts.count + 1, sizeof(size_t));
    index->combo_stamp = ks_arena_zero(arena, index->combos.count + 1, sizeof(size_t));
    index->note_stamp = ks_arena_zero(arena, notes, sizeof(size_t));
    index->note_count = ks_arena_zero(arena, notes, sizeof(size_t));
    bool is_whole = index->shown != NULL && index->fact_ids != NULL && index->block_host != NULL &&
                    index->fact_stamp != NULL && index->context_stamp != NULL &&
                    index->unit_stamp != NULL && index->period_stamp != NULL &&
                    index->concept_stamp != NULL && index->combo_stamp != NULL &&
                    index->note_stamp != NULL && index->note_count != NULL;
    return is_whole ? KS_OK : KS_ERR_MEMORY;
}

ks_status ks_view_index_init(ks_view_index *index, const ks_instance *instance,
                             const ks_write_view_options *options)
{
    memset(index, 0, sizeof *index);
    index->instance = instance;
    index->options = options;
    ks_arena_init(&index->arena);
    ks_prefixes_init(&index->prefixes);
    ks_view_index_aspects(index);
    ks_status status = index_facts(index);
    if (status == KS_OK) {
        status = index_notes(index);
    }
    if (status == KS_OK) {
        status = ks_view_index_periods(index);
    }
    if (status == KS_OK) {
        status = ks_view_index_combos(index);
    }
    if (status == KS_OK) {
        status = index_currencies(index);
    }
    if (status == KS_OK) {
        count_currencies(index);
        status = add_prefixes(index);
    }
    return status != KS_OK ? status : init_marks(index);
}

void ks_view_index_release(ks_view_index *index)
{
    ks_prefixes_release(&index->prefixes);
    ks_vec_release(&index->combos);
    ks_arena_release(&index->arena);
}

ks_view_facts ks_view_facts_of(const ks_view_index *index, const ks_concept *concept)
{
    size_t start = index->fact_starts[concept->index];
    return (ks_view_facts){index->fact_order + start,
                           index->fact_starts[concept->index + 1] - start};
}

ks_view_notes ks_view_notes_of(const ks_view_index *index, const ks_fact *fact)
{
    size_t start = index->note_starts[fact->index];
    return (ks_view_notes){index->note_order + start, index->note_starts[fact->index + 1] - start};
}

static int64_t get_day(const ks_view_index *index, size_t number, bool by_end)
{
    return by_end ? index->periods[number].end : index->periods[number].start;
}

/* Where in the sorted numbers the first duration stands whose day is not before `day`. */
static size_t find_day(const ks_view_index *index, const size_t *numbers, bool by_end, int64_t day)
{
    size_t low = 0;
    size_t high = index->duration_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (get_day(index, numbers[middle], by_end) < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

ks_view_numbers ks_view_durations_to(const ks_view_index *index, int64_t day)
{
    size_t low = find_day(index, index->by_end, true, day);
    size_t high = find_day(index, index->by_end, true, day + 1);
    return (ks_view_numbers){index->by_end + low, high - low};
}

ks_view_numbers ks_view_durations_from(const ks_view_index *index, int64_t day)
{
    size_t low = find_day(index, index->by_start, false, day);
    size_t high = find_day(index, index->by_start, false, day + 1);
    return (ks_view_numbers){index->by_start + low, high - low};
}

size_t ks_view_period_of(const ks_view_index *index, const ks_fact *fact)
{
    return index->period_of_context[fact->context->index];
}

size_t ks_view_currency_of(const ks_view_index *index, const ks_fact *fact)
{
    return fact->unit == NULL ? KS_VIEW_NO_CURRENCY : index->currency_of_unit[fact->unit->index];
}

size_t ks_view_next_stamp(ks_view_index *index)
{
    return ++index->stamp;
}

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "model_dimensions.h"
#include "write_view_layout.h"

static size_t find_member(const ks_view_layout *layout, const ks_view_axis *axis,
                          const ks_concept *member)
{
    const void *const key[2] = {(const void *)axis->list, member};
    return (uintptr_t)ks_map_get(&layout->members, (ks_sv){(const char *)key, sizeof key});
}

/* The dimension of the row's table that takes the value, or NULL. */
static const ks_view_axis *find_axis(const ks_view_layout *layout, size_t row,
                                     const ks_view_value *value)
{
    size_t number = (uintptr_t)ks_map_get_ptr(&layout->axis_by_dimension, value->dimension);
    while (number > 0) {
        const ks_view_axis *axis = &layout->axes.items[number - 1];
        if (row >= axis->first && row < axis->end &&
            (value->member == NULL || axis->member_count == 0 ||
             find_member(layout, axis, value->member) > 0)) {
            return axis;
        }
        number = axis->next;
    }
    return NULL;
}

static bool fits_tables(const ks_view_index *index, const ks_view_layout *layout, size_t row,
                        const ks_view_combo *combo)
{
    const size_t count = ks_view_dimension_count(index, combo);
    size_t met = 0;
    for (size_t i = 0; i < count; i++) {
        const ks_view_axis *axis = find_axis(layout, row, &combo->values[i]);
        if (axis == NULL) {
            return false;
        }
        met += !axis->may_lack;
    }
    return met == layout->rows.items[row].required;
}

static bool fits_axis(const ks_axis *axis, const ks_view_combo *combo, size_t *met)
{
    for (size_t i = 0; i < combo->count; i++) {
        const ks_view_value *value = &combo->values[i];
        if (value->dimension == axis->dimension) {
            *met += 1;
            return value->member == NULL ||
                   (axis->domain != NULL &&
                    ks_domain_ask(axis->domain, value->member) == KS_MEMBER_USABLE);
        }
    }
    return axis->default_member != NULL;
}

static bool fits_cube(const ks_view_index *index, const ks_cube *cube, const ks_view_combo *combo)
{
    size_t met = 0;
    if (cube->is_excluding) {
        return false;
    }
    for (size_t i = 0; i < cube->axes->count; i++) {
        if (!fits_axis(&cube->axes->items[i], combo, &met)) {
            return false;
        }
    }
    return met == ks_view_dimension_count(index, combo);
}

/* Where the presentation lists no dimensions, the hypercubes of the same role have the say. */
static bool fits_cubes(const ks_view_index *index, const ks_view_layout *layout, size_t row,
                       const ks_view_combo *combo)
{
    ks_cube_groups groups =
        ks_dimensions_cubes(index->instance->taxonomy->dimensions, layout->rows.items[row].concept);
    for (size_t g = 0; g < groups.count; g++) {
        const ks_cube_group *group = groups.items[g];
        for (size_t c = 0; c < group->count && strcmp(group->role->uri, layout->role) == 0; c++) {
            if (fits_cube(index, &group->cubes[c], combo)) {
                return true;
            }
        }
    }
    return false;
}

static bool fits(const ks_view_index *index, const ks_view_layout *layout, size_t row,
                 const ks_fact *fact)
{
    size_t number = ks_view_combo_of(index, fact);
    if (number == KS_VIEW_FOREIGN) {
        return false;
    }
    const ks_view_combo *combo = &index->combos.items[number];
    if (layout->axes.count > 0) {
        return fits_tables(index, layout, row, combo);
    }
    return ks_view_dimension_count(index, combo) == 0 || fits_cubes(index, layout, row, combo);
}

ks_status ks_view_make_candidates(ks_view_index *index, ks_view_layout *layout)
{
    for (size_t r = 0; r < layout->rows.count; r++) {
        ks_view_facts facts = ks_view_facts_of(index, layout->rows.items[r].concept);
        for (size_t i = 0; i < facts.count; i++) {
            if (!fits(index, layout, r, facts.items[i])) {
                continue;
            }
            ks_view_candidate *added = ks_vec_add(&layout->candidates);
            if (added == NULL) {
                return KS_ERR_MEMORY;
            }
            *added =
                (ks_view_candidate){r, facts.items[i], ks_view_combo_of(index, facts.items[i])};
        }
    }
    return KS_OK;
}

/* A combination with the places of its members in the order of the tables. */
typedef struct ranked_combo {
    size_t number;
    const size_t *places;
    size_t place_count;
} ranked_combo;

typedef struct rank_job {
    ks_view_index *index;
    ks_view_layout *layout;
    KS_VEC(const ks_concept *) dimensions; /* that are used, in the order of the tables */
    KS_VEC(ranked_combo) combos;
    ks_map seen; /* dimensions -> themselves */
    ks_arena arena;
} rank_job;

static int compare_combos(const void *a, const void *b)
{
    const ranked_combo *left = a;
    const ranked_combo *right = b;
    for (size_t i = 0; i < left->place_count; i++) {
        if (left->places[i] != right->places[i]) {
            return left->places[i] < right->places[i] ? -1 : 1;
        }
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

/* Of what is not listed, in the order of the taxonomy behind what is; of typed values, in that of
 * the document. */
static size_t find_place(const rank_job *job, const ks_concept *dimension,
                         const ks_view_combo *combo)
{
    const ks_concept *member = ks_view_default(job->index, dimension);
    bool has_value = false;
    for (size_t i = 0; i < combo->count && !has_value; i++) {
        has_value = combo->values[i].dimension == dimension;
        member = has_value ? combo->values[i].member : member;
    }
    size_t number = (uintptr_t)ks_map_get_ptr(&job->layout->axis_by_dimension, dimension);
    if (member == NULL) {
        return has_value ? (size_t)(combo - job->index->combos.items) + 1 : 0;
    }
    size_t place = 0;
    if (number > 0) {
        place = find_member(job->layout, &job->layout->axes.items[number - 1], member);
    }
    if (place == 0 && has_value) {
        place = ks_map_count(&job->layout->members) + member->index + 1;
    }
    return place;
}

static ks_status use_dimension(rank_job *job, const ks_concept *dimension)
{
    if (ks_map_get_ptr(&job->seen, dimension) != NULL) {
        return KS_OK;
    }
    const ks_concept **slot = ks_vec_add(&job->dimensions);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = dimension;
    return ks_map_set_ptr(&job->seen, dimension, job);
}

static ks_status use_combo(rank_job *job, size_t number, size_t stamp)
{
    const ks_view_combo *combo = &job->index->combos.items[number];
    ks_status status = KS_OK;
    if (job->index->combo_stamp[number] == stamp) {
        return KS_OK;
    }
    job->index->combo_stamp[number] = stamp;
    for (size_t i = 0; i < combo->count && status == KS_OK; i++) {
        status = use_dimension(job, combo->values[i].dimension);
    }
    ranked_combo *ranked = status == KS_OK ? ks_vec_add(&job->combos) : NULL;
    if (ranked == NULL) {
        return KS_ERR_MEMORY;
    }
    ranked->number = number;
    return KS_OK;
}

static size_t get_axis_number(const rank_job *job, const ks_concept *dimension)
{
    size_t number = (uintptr_t)ks_map_get_ptr(&job->layout->axis_by_dimension, dimension);
    return number == 0 ? SIZE_MAX : job->layout->axes.items[number - 1].list;
}

/* By insertion: there are few. */
static void sort_dimensions(rank_job *job)
{
    for (size_t i = 1; i < job->dimensions.count; i++) {
        const ks_concept *dimension = job->dimensions.items[i];
        size_t number = get_axis_number(job, dimension);
        size_t at = i;
        while (at > 0 && get_axis_number(job, job->dimensions.items[at - 1]) > number) {
            job->dimensions.items[at] = job->dimensions.items[at - 1];
            at--;
        }
        job->dimensions.items[at] = dimension;
    }
}

static ks_status sort_combos(rank_job *job)
{
    size_t count = job->dimensions.count;
    for (size_t c = 0; c < job->combos.count; c++) {
        ranked_combo *ranked = &job->combos.items[c];
        size_t *places = ks_arena_zero(&job->arena, count + 1, sizeof *places);
        if (places == NULL) {
            return KS_ERR_MEMORY;
        }
        for (size_t i = 0; i < count; i++) {
            places[i] = find_place(job, job->dimensions.items[i],
                                   &job->index->combos.items[ranked->number]);
        }
        ranked->places = places;
        ranked->place_count = count;
    }
    qsort(job->combos.items, job->combos.count, sizeof(ranked_combo), compare_combos);
    return KS_OK;
}

static ks_status set_ranks(rank_job *job)
{
    ks_view_layout *layout = job->layout;
    size_t *ranks = ks_alloc_zero(job->index->combos.count + 1, sizeof *ranks);
    if (ranks == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t c = 0; c < job->combos.count; c++) {
        ranks[job->combos.items[c].number] = c;
    }
    for (size_t i = 0; i < layout->placements.count; i++) {
        ks_view_column *column = &layout->placements.items[i].column;
        column->combo_rank = ranks[column->combo];
    }
    ks_alloc_free(ranks);
    return KS_OK;
}

ks_status ks_view_rank_combos(ks_view_index *index, ks_view_layout *layout)
{
    rank_job job = {.index = index, .layout = layout};
    size_t stamp = ks_view_next_stamp(index);
    ks_status status = KS_OK;
    ks_arena_init(&job.arena);
    ks_map_init(&job.seen);
    for (size_t i = 0; i < layout->placements.count && status == KS_OK; i++) {
        status = use_combo(&job, layout->placements.items[i].column.combo, stamp);
    }
    if (status == KS_OK && job.combos.count > 1) {
        sort_dimensions(&job);
        status = sort_combos(&job);
    }
    if (status == KS_OK && job.combos.count > 1) {
        status = set_ranks(&job);
    }
    ks_vec_release(&job.combos);
    ks_vec_release(&job.dimensions);
    ks_map_release(&job.seen);
    ks_arena_release(&job.arena);
    return status;
}

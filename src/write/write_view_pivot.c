/* One line of several members: a row a combination of them, a column a period. */
#include <stdlib.h>

#include "base_alloc.h"
#include "model_dimensions.h"
#include "write_view_layout.h"

typedef struct pivot_job {
    const ks_view_index *index;
    ks_view_statement *statement;
    ks_map parents;                 /* member -> the one that it is a part of */
    ks_map wholes;                  /* members of whose parts there are rows */
    size_t line;                    /* number of the row with cells */
    KS_VEC(ks_view_column) members; /* a column of each combination, by rank */
    KS_VEC(ks_view_column) columns; /* of periods and currencies */
    KS_VEC(ks_view_row) rows;
    const ks_fact **cells;
} pivot_job;

static int compare_members(const void *a, const void *b)
{
    const ks_view_column *left = a;
    const ks_view_column *right = b;
    return left->combo_rank < right->combo_rank ? -1 : left->combo_rank > right->combo_rank;
}

static int compare_columns(const void *a, const void *b)
{
    return ks_view_compare_columns(a, b);
}

/* Sorts what was added and leaves one of each. */
static size_t leave_one(ks_view_column *items, size_t count,
                        int (*compare)(const void *a, const void *b))
{
    size_t kept = 0;
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare(&items[i], &items[kept - 1]) != 0) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

static ks_status collect(pivot_job *job)
{
    for (size_t c = 0; c < job->statement->columns.count; c++) {
        ks_view_column *member = ks_vec_add(&job->members);
        ks_view_column *column = ks_vec_add(&job->columns);
        if (member == NULL || column == NULL) {
            return KS_ERR_MEMORY;
        }
        *member = *column = job->statement->columns.items[c];
        column->combo = 0;
        column->combo_rank = 0;
    }
    job->members.count = leave_one(job->members.items, job->members.count, compare_members);
    job->columns.count = leave_one(job->columns.items, job->columns.count, compare_columns);
    return KS_OK;
}

static ks_status add_row(pivot_job *job, const ks_view_row *model, size_t number, size_t combo)
{
    ks_view_row *row = ks_vec_add(&job->rows);
    if (row == NULL) {
        return KS_ERR_MEMORY;
    }
    *row = *model;
    row->number = number;
    row->combo = combo;
    return KS_OK;
}

static const ks_view_combo *get_combo(const pivot_job *job, size_t number)
{
    return &job->index->combos.items[number];
}

static ks_status find_parents(pivot_job *job)
{
    const ks_network *network = ks_taxonomy_find_network(
        job->index->instance->taxonomy, job->statement->role, KS_ARCROLE_DOMAIN_MEMBER);
    ks_status status = KS_OK;
    for (size_t i = 0; network != NULL && i < network->arc_count && status == KS_OK; i++) {
        const ks_arc *arc = network->arcs[i];
        status = ks_map_set_ptr(&job->parents, arc->to, (void *)(uintptr_t)arc->from);
    }
    return status;
}

/* Up from each member of a row, as far as another one has been. */
static ks_status find_wholes(pivot_job *job)
{
    ks_status status = find_parents(job);
    for (size_t m = 0; m < job->members.count; m++) {
        const ks_view_combo *combo = get_combo(job, job->members.items[m].combo);
        for (size_t i = 0; i < combo->count; i++) {
            const ks_concept *whole = ks_map_get_ptr(&job->parents, combo->values[i].member);
            while (status == KS_OK && whole != NULL &&
                   ks_map_get_ptr(&job->wholes, whole) == NULL) {
                status = ks_map_set_ptr(&job->wholes, whole, job);
                whole = ks_map_get_ptr(&job->parents, whole);
            }
        }
    }
    return status;
}

/* Whether the default of a dimension that other rows have is what they are parts of. */
static bool is_default_whole(const pivot_job *job)
{
    for (size_t m = 0; m < job->members.count; m++) {
        const ks_view_combo *combo = get_combo(job, job->members.items[m].combo);
        for (size_t i = 0; i < combo->count; i++) {
            const ks_concept *member = ks_view_default(job->index, combo->values[i].dimension);
            if (member != NULL && ks_map_get_ptr(&job->wholes, member) != NULL) {
                return true;
            }
        }
    }
    return false;
}

/* A row is a total where others are of parts of what it is about. */
static bool is_total(const pivot_job *job, size_t number)
{
    const ks_view_combo *combo = get_combo(job, number);
    for (size_t i = 0; i < combo->count; i++) {
        if (ks_map_get_ptr(&job->wholes, combo->values[i].member) != NULL) {
            return true;
        }
    }
    return combo->count == 0 && is_default_whole(job);
}

/* The headings stay; the line becomes a row for each combination. */
static ks_status make_rows(pivot_job *job)
{
    const ks_view_statement *statement = job->statement;
    ks_status status = KS_OK;
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        const ks_view_row *row = &statement->rows.items[r];
        if (r != job->line) {
            status = add_row(job, row, row->number, 0);
            continue;
        }
        for (size_t m = 0; m < job->members.count && status == KS_OK; m++) {
            size_t combo = job->members.items[m].combo;
            status = add_row(job, row, m, combo);
            if (status == KS_OK) {
                job->rows.items[job->rows.count - 1].kind =
                    is_total(job, combo) ? KS_ROW_TOTAL : KS_ROW_ITEM;
            }
        }
    }
    return status;
}

static ks_status fill_cells(pivot_job *job)
{
    const ks_view_statement *statement = job->statement;
    size_t columns = job->columns.count;
    job->cells = ks_alloc_zero(job->members.count * columns + 1, sizeof *job->cells);
    if (job->cells == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t c = 0; c < statement->columns.count; c++) {
        ks_view_column key = statement->columns.items[c];
        const ks_view_column *member =
            bsearch(&key, job->members.items, job->members.count, sizeof key, compare_members);
        key.combo_rank = 0;
        const ks_view_column *column =
            bsearch(&key, job->columns.items, columns, sizeof key, compare_columns);
        job->cells[(size_t)(member - job->members.items) * columns +
                   (size_t)(column - job->columns.items)] =
            ks_view_cell(statement, &statement->rows.items[job->line], c);
    }
    return KS_OK;
}

/* Gives the statement what was made, and takes what it had. */
static void swap(pivot_job *job)
{
    ks_view_statement *statement = job->statement;
    ks_view_statement old = *statement;
    statement->has_one_period = false;
    statement->cells = job->cells;
    statement->cell_rows = job->members.count;
    statement->rows.items = job->rows.items;
    statement->rows.count = job->rows.count;
    statement->rows.capacity = job->rows.capacity;
    statement->columns.items = job->columns.items;
    statement->columns.count = job->columns.count;
    statement->columns.capacity = job->columns.capacity;
    job->cells = old.cells;
    job->rows.items = old.rows.items;
    job->columns.items = old.columns.items;
}

ks_status ks_view_pivot(const ks_view_index *index, ks_view_statement *statement)
{
    pivot_job job = {.index = index, .statement = statement};
    ks_map_init(&job.parents);
    ks_map_init(&job.wholes);
    while (statement->rows.items[job.line].number == KS_VIEW_NO_CELLS) {
        job.line++;
    }
    ks_status status = collect(&job);
    if (status == KS_OK) {
        status = find_wholes(&job);
    }
    if (status == KS_OK) {
        status = make_rows(&job);
    }
    if (status == KS_OK) {
        status = fill_cells(&job);
    }
    if (status == KS_OK) {
        swap(&job);
    }
    ks_map_release(&job.parents);
    ks_map_release(&job.wholes);
    ks_vec_release(&job.members);
    ks_vec_release(&job.columns);
    ks_vec_release(&job.rows);
    ks_alloc_free(job.cells);
    return status;
}

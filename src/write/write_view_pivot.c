/* One line by members and periods: a row a member, a column a period. */
#include <stdlib.h>

#include "base_alloc.h"
#include "write_view_layout.h"

typedef struct pivot_job {
    ks_view_statement *statement;
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
            status = add_row(job, row, m, job->members.items[m].combo);
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

ks_status ks_view_pivot(ks_view_statement *statement)
{
    pivot_job job = {.statement = statement};
    while (statement->rows.items[job.line].number == KS_VIEW_NO_CELLS) {
        job.line++;
    }
    ks_status status = collect(&job);
    if (status == KS_OK) {
        status = make_rows(&job);
    }
    if (status == KS_OK) {
        status = fill_cells(&job);
    }
    if (status == KS_OK) {
        swap(&job);
    }
    ks_vec_release(&job.members);
    ks_vec_release(&job.columns);
    ks_vec_release(&job.rows);
    ks_alloc_free(job.cells);
    return status;
}

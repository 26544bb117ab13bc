#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "write_view_format.h"
#include "write_view_layout.h"

enum {
    FEW_COLUMNS = 6,    /* one table is enough for all periods */
    MANY_MEMBERS = 10,  /* too many to stand side by side */
    EMPTY_PER_FACT = 60 /* a table with more empty cells a fact is none */
};

/* What one table, or what all of them, show. */
typedef struct extent {
    size_t columns;
    size_t combos;
    size_t periods;
    size_t rows;
    size_t text_rows;
    bool has_members;
} extent;

typedef struct part_job {
    ks_view_index *index;
    ks_view_layout *layout;
    ks_view_statements *out;
    ks_view_column *columns; /* room for one a placement */
    size_t *row_numbers;     /* by row of the network: of the part's row, from 1; 0: none */
    size_t part_count;
} part_job;

static int compare_columns(const void *a, const void *b)
{
    return ks_view_compare_columns(a, b);
}

static int compare_placements(const void *a, const void *b)
{
    const ks_view_placement *left = a;
    const ks_view_placement *right = b;
    if (left->part != right->part) {
        return left->part < right->part ? -1 : 1;
    }
    if (left->row != right->row) {
        return left->row < right->row ? -1 : 1;
    }
    int order = ks_view_compare_columns(&left->column, &right->column);
    if (order != 0) {
        return order;
    }
    size_t facts[2] = {left->fact->index, right->fact->index};
    return facts[0] < facts[1] ? -1 : facts[0] > facts[1];
}

/* Collects the columns of placements, each once and sorted. */
static size_t collect_columns(part_job *job, const ks_view_placement *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        job->columns[i] = items[i].column;
    }
    qsort(job->columns, count, sizeof *job->columns, compare_columns);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_columns(&job->columns[i], &job->columns[kept - 1]) != 0) {
            job->columns[kept++] = job->columns[i];
        }
    }
    return kept;
}

static void measure_columns(part_job *job, size_t count, extent *out)
{
    size_t stamp = ks_view_next_stamp(job->index);
    out->columns = count;
    for (size_t i = 0; i < count; i++) {
        const ks_view_column *column = &job->columns[i];
        out->periods += i == 0 || column->period != column[-1].period;
        out->has_members = out->has_members || job->index->combos.items[column->combo].count > 0;
        if (job->index->combo_stamp[column->combo] != stamp) {
            job->index->combo_stamp[column->combo] = stamp;
            out->combos++;
        }
    }
}

/* `items` are sorted by row. */
static void measure_rows(const ks_view_placement *items, size_t count, extent *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i].row != items[i - 1].row) {
            out->rows++;
            out->text_rows += !ks_item_kind_is_numeric(items[i].fact->concept->kind);
        }
    }
}

/* Typed members have tables of their own; members of several periods one a period. */
static void number_parts(part_job *job)
{
    ks_view_layout *layout = job->layout;
    extent all = {0};
    size_t periods = job->index->period_count;
    measure_columns(
        job, collect_columns(job, layout->placements.items, layout->placements.count), &all);
    bool splits = all.combos > 1 && all.periods > 1 && all.columns > FEW_COLUMNS;
    for (size_t i = 0; i < layout->placements.count; i++) {
        ks_view_placement *placement = &layout->placements.items[i];
        bool is_typed = job->index->combos.items[placement->column.combo].is_typed;
        placement->part = is_typed || splits ? placement->column.period_rank + 1 : 0;
        placement->part += is_typed ? periods + 1 : 0;
    }
}

static bool is_record(const part_job *job, const ks_view_placement *first, const extent *size)
{
    if (job->index->combos.items[first->column.combo].is_typed) {
        return true;
    }
    bool is_text = 2 * size->text_rows >= size->rows;
    return size->has_members && size->periods == 1 && size->combos > size->rows &&
           size->combos > (is_text ? 2 : MANY_MEMBERS);
}

static ks_status add_row(part_job *job, ks_view_statement *statement, size_t row)
{
    ks_view_row *added = ks_vec_add(&statement->rows);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = job->layout->rows.items[row];
    added->number = KS_VIEW_NO_CELLS;
    job->row_numbers[row] = statement->rows.count;
    return KS_OK;
}

/* Adds the rows above that are not there yet, from the top down. */
static ks_status add_headings(part_job *job, ks_view_statement *statement, size_t row)
{
    const ks_view_row *rows = job->layout->rows.items;
    size_t missing = 0;
    for (size_t above = rows[row].parent; above > 0 && job->row_numbers[above - 1] == 0;
         above = rows[above - 1].parent) {
        missing++;
    }
    for (; missing > 0; missing--) {
        size_t above = row + 1;
        for (size_t i = 0; i < missing; i++) {
            above = rows[above - 1].parent;
        }
        ks_status status = add_row(job, statement, above - 1);
        if (status != KS_OK) {
            return status;
        }
        statement->rows.items[statement->rows.count - 1].kind = KS_ROW_HEADING;
    }
    return KS_OK;
}

static ks_status make_rows(part_job *job, ks_view_statement *statement,
                           const ks_view_placement *items, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (i > 0 && items[i].row == items[i - 1].row) {
            continue;
        }
        status = add_headings(job, statement, items[i].row);
        if (status == KS_OK) {
            status = add_row(job, statement, items[i].row);
        }
        if (status == KS_OK) {
            statement->rows.items[statement->rows.count - 1].number = statement->cell_rows++;
        }
    }
    return status;
}

static ks_status fill_cells(part_job *job, ks_view_statement *statement,
                            const ks_view_placement *items, size_t count)
{
    size_t columns = statement->columns.count;
    statement->cells = ks_alloc_zero(statement->cell_rows * columns + 1, sizeof(ks_fact *));
    if (statement->cells == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const ks_view_column *column = bsearch(&items[i].column, statement->columns.items, columns,
                                               sizeof *column, compare_columns);
        const ks_view_row *row =
            &statement->rows.items[job->row_numbers[items[i].row] - 1];
        const ks_fact **cell =
            &statement->cells[row->number * columns +
                              (size_t)(column - statement->columns.items)];
        if (*cell == NULL) {
            *cell = items[i].fact;
            job->index->shown[items[i].fact->index]++;
        }
    }
    return KS_OK;
}

static ks_status make_columns(const part_job *job, ks_view_statement *statement, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ks_view_column *added = ks_vec_add(&statement->columns);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = job->columns[i];
    }
    return KS_OK;
}

static bool is_text_only(const ks_view_statement *statement)
{
    for (size_t r = 0; r < statement->rows.count; r++) {
        const ks_view_row *row = &statement->rows.items[r];
        for (size_t c = 0; c < statement->columns.count && row->kind != KS_ROW_HEADING; c++) {
            const ks_fact *fact = ks_view_cell(statement, row, c);
            if (fact != NULL && !ks_view_is_block(fact)) {
                return false;
            }
        }
    }
    return true;
}

static void set_shape(const part_job *job, ks_view_statement *statement,
                      const ks_view_placement *items, const extent *size)
{
    statement->has_one_period = size->has_members && size->periods == 1;
    if (is_text_only(statement)) {
        statement->shape = KS_SHAPE_TEXTS;
    } else if (is_record(job, items, size)) {
        statement->shape = KS_SHAPE_RECORDS;
    }
}

/* One table of all placements of one part. */
static ks_status make_part(part_job *job, const ks_view_placement *items, size_t count)
{
    extent size = {0};
    size_t columns = collect_columns(job, items, count);
    measure_columns(job, columns, &size);
    measure_rows(items, count, &size);
    if (size.rows > (count * EMPTY_PER_FACT + 1000) / columns) {
        return KS_OK; /* its facts are listed at the end */
    }
    ks_view_statement *statement = ks_vec_add(job->out);
    if (statement == NULL) {
        return KS_ERR_MEMORY;
    }
    statement->role = job->layout->role;
    statement->network = job->layout->network;
    statement->title = job->layout->title;
    statement->span = job->layout->span;
    statement->host = job->layout->host;
    statement->part = ++job->part_count;
    memset(job->row_numbers, 0, (job->layout->rows.count + 1) * sizeof *job->row_numbers);
    ks_status status = make_columns(job, statement, columns);
    if (status == KS_OK) {
        status = make_rows(job, statement, items, count);
    }
    if (status == KS_OK) {
        status = fill_cells(job, statement, items, count);
    }
    if (status == KS_OK) {
        set_shape(job, statement, items, &size);
    }
    return status;
}

static ks_status make_parts(part_job *job)
{
    ks_view_layout *layout = job->layout;
    ks_status status = KS_OK;
    size_t end;
    number_parts(job);
    qsort(layout->placements.items, layout->placements.count, sizeof *layout->placements.items,
          compare_placements);
    for (size_t i = 0; i < layout->placements.count && status == KS_OK; i = end) {
        const ks_view_placement *first = &layout->placements.items[i];
        for (end = i; end < layout->placements.count; end++) {
            if (layout->placements.items[end].part != first->part) {
                break;
            }
        }
        status = make_part(job, first, end - i);
    }
    return status;
}

ks_status ks_view_make_parts(ks_view_index *index, ks_view_layout *layout, ks_view_statements *out)
{
    part_job job = {.index = index, .layout = layout, .out = out};
    job.columns = ks_alloc_zero(layout->placements.count + 1, sizeof *job.columns);
    job.row_numbers = ks_alloc_zero(layout->rows.count + 1, sizeof *job.row_numbers);
    ks_status status = job.columns == NULL || job.row_numbers == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK && layout->placements.count > 0) {
        status = make_parts(&job);
    }
    ks_alloc_free(job.columns);
    ks_alloc_free(job.row_numbers);
    return status;
}

const ks_fact *ks_view_cell(const ks_view_statement *statement, const ks_view_row *row,
                            size_t column)
{
    return row->number == KS_VIEW_NO_CELLS
               ? NULL
               : statement->cells[row->number * statement->columns.count + column];
}

void ks_view_statement_release(ks_view_statement *statement)
{
    for (size_t r = 0; r < statement->rows.count; r++) {
        ks_vec_release(&statement->rows.items[r].marks);
    }
    for (size_t c = 0; c < statement->columns.count; c++) {
        ks_vec_release(&statement->columns.items[c].marks);
    }
    ks_vec_release(&statement->rows);
    ks_vec_release(&statement->columns);
    ks_vec_release(&statement->facts);
    ks_vec_release(&statement->notes);
    ks_alloc_free(statement->shared);
    ks_alloc_free(statement->cells);
}

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "write_view_format.h"
#include "write_view_layout.h"

enum {
    FEW_COLUMNS = 6,    /* one table is enough for all periods */
    MANY_MEMBERS = 10,  /* too many to stand side by side */
    MANY_PERIODS = 4,   /* too many to stand in one table of records */
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

/* The combination that most periods have, and which periods have others besides. */
typedef struct course {
    size_t combo;
    size_t periods;       /* that have it */
    size_t split_periods; /* that have more than one combination */
    bool *is_split;       /* by rank of the period */
} course;

static ks_status find_course(part_job *job, size_t columns, ks_arena *arena, course *out)
{
    size_t *counts = ks_arena_zero(arena, job->index->combos.count + 1, sizeof *counts);
    out->is_split = ks_arena_zero(arena, job->index->period_count + 1, sizeof *out->is_split);
    if (counts == NULL || out->is_split == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < columns; i++) {
        const ks_view_column *column = &job->columns[i];
        bool is_new = i == 0 || column->period != column[-1].period;
        bool is_same = !is_new && column->combo == column[-1].combo;
        counts[column->combo] += !is_same;
        if (!is_new && !is_same && !out->is_split[column->period_rank]) {
            out->is_split[column->period_rank] = true;
            out->split_periods++;
        }
        if (counts[column->combo] > out->periods) {
            out->periods = counts[column->combo];
            out->combo = column->combo;
        }
    }
    return KS_OK;
}

/* One line of figures, of several members. */
static bool is_pivot(const extent *size)
{
    return size->rows == 1 && size->text_rows == 0 && size->combos > 1;
}

/* Members as rows: typed ones, and those that are too many for columns. */
static bool is_record(const part_job *job, const ks_view_placement *first, const extent *size)
{
    if (job->index->combos.items[first->column.combo].is_typed) {
        return true;
    }
    if (2 * size->text_rows >= size->rows) {
        return size->has_members && size->combos > 2 && 2 * size->combos >= size->rows;
    }
    return size->has_members && size->combos > MANY_MEMBERS && size->combos > 2 * size->rows;
}

/* What is split by period shows the course of the one combination once more. */
static ks_status add_course(ks_view_layout *layout, size_t first, size_t end, const course *trend)
{
    for (size_t i = first; i < end; i++) {
        ks_view_placement copy = layout->placements.items[i];
        if (copy.column.combo != trend->combo || !trend->is_split[copy.column.period_rank]) {
            continue;
        }
        copy.part = 0;
        ks_view_placement *added = ks_vec_add(&layout->placements);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = copy;
    }
    return KS_OK;
}

/* Members of several periods have a table a period, and what has one combination only in most
 * periods, one for the course of that. Records of few periods are one table. */
static ks_status split(part_job *job, size_t first, size_t end, ks_arena *arena)
{
    ks_view_layout *layout = job->layout;
    ks_view_placement *items = layout->placements.items;
    extent size = {0};
    course trend = {0};
    size_t columns = collect_columns(job, items + first, end - first);
    measure_columns(job, columns, &size);
    measure_rows(items + first, end - first, &size);
    if (is_pivot(&size)) {
        return KS_OK;
    }
    ks_status status = find_course(job, columns, arena, &trend);
    bool is_records = is_record(job, &items[first], &size);
    bool splits = is_records ? size.periods > MANY_PERIODS
                             : size.combos > 1 && size.periods > 1 && size.columns > FEW_COLUMNS;
    bool has_course =
        splits && !is_records && trend.periods > 1 && size.periods - trend.split_periods > 1;
    for (size_t i = first; i < end && status == KS_OK && splits; i++) {
        size_t rank = items[i].column.period_rank;
        bool is_alone = has_course && !trend.is_split[rank];
        items[i].part += is_alone ? 0 : rank + 1;
    }
    return status == KS_OK && has_course ? add_course(layout, first, end, &trend) : status;
}

/* Typed members have tables of their own. */
static ks_status number_parts(part_job *job)
{
    ks_view_layout *layout = job->layout;
    ks_view_placement *items = layout->placements.items;
    size_t count = layout->placements.count;
    size_t plain = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_typed = job->index->combos.items[items[i].column.combo].is_typed;
        items[i].part = is_typed ? job->index->period_count + 1 : 0;
        plain += !is_typed;
    }
    qsort(items, count, sizeof *items, compare_placements);
    ks_arena arena;
    ks_arena_init(&arena);
    ks_status status = plain < count ? split(job, plain, count, &arena) : KS_OK;
    if (status == KS_OK && plain > 0) {
        status = split(job, 0, plain, &arena);
    }
    ks_arena_release(&arena);
    return status;
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
        const ks_view_row *row = &statement->rows.items[job->row_numbers[items[i].row] - 1];
        const ks_fact **cell =
            &statement->cells[row->number * columns + (size_t)(column - statement->columns.items)];
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

/* Words alone, and half of them or more long ones: that is prose, and no table. */
static bool is_text_only(const ks_view_statement *statement)
{
    size_t blocks = 0;
    size_t others = 0;
    for (size_t i = 0; i < statement->cell_rows * statement->columns.count; i++) {
        const ks_fact *fact = statement->cells[i];
        if (fact == NULL) {
            continue;
        }
        if (ks_item_kind_is_numeric(fact->concept->kind)) {
            return false;
        }
        bool is_block = ks_view_is_block(fact);
        blocks += is_block;
        others += !is_block;
    }
    return blocks > 0 && blocks >= others;
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
    if (status == KS_OK && statement->shape == KS_SHAPE_TABLE && is_pivot(&size)) {
        status = ks_view_pivot(job->index, statement);
    }
    return status;
}

static ks_status make_parts(part_job *job)
{
    ks_view_layout *layout = job->layout;
    ks_status status = KS_OK;
    size_t end;
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
    job.columns = ks_alloc_zero(2 * layout->placements.count + 1, sizeof *job.columns);
    job.row_numbers = ks_alloc_zero(layout->rows.count + 1, sizeof *job.row_numbers);
    ks_status status = job.columns == NULL || job.row_numbers == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK && layout->placements.count > 0) {
        status = number_parts(&job);
    }
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

#include "base_alloc.h"
#include "write_view_statement.h"

/* A column that is dropped has no period. */
#define DROPPED SIZE_MAX

typedef struct drop_job {
    ks_view_index *index;
    ks_view_statement *statement;
    size_t *row_cells; /* by row number: the cells that show a fact */
} drop_job;

static const ks_fact *get_cell(const drop_job *job, size_t row, size_t column)
{
    return job->statement->cells[row * job->statement->columns.count + column];
}

static size_t count_cells(const drop_job *job, size_t column)
{
    size_t count = 0;
    for (size_t r = 0; r < job->statement->cell_rows; r++) {
        count += get_cell(job, r, column) != NULL;
    }
    return count;
}

/* Takes the column's cells off the counts, or with 1 puts them back; tells whether every fact is
 * still shown and every row still has one. */
static bool count_without(const drop_job *job, size_t column, size_t back)
{
    bool is_shown = true;
    for (size_t r = 0; r < job->statement->cell_rows; r++) {
        const ks_fact *fact = get_cell(job, r, column);
        if (fact != NULL) {
            size_t *shown = &job->index->shown[fact->index];
            *shown = *shown - 1 + 2 * back;
            job->row_cells[r] = job->row_cells[r] - 1 + 2 * back;
            is_shown = is_shown && *shown > 0 && job->row_cells[r] > 0;
        }
    }
    return is_shown;
}

static size_t find_fullest(const drop_job *job)
{
    size_t fullest = 0;
    for (size_t c = 0; c < job->statement->columns.count; c++) {
        size_t count = count_cells(job, c);
        fullest = count > fullest ? count : fullest;
    }
    return fullest;
}

static void close_gaps(ks_view_statement *statement)
{
    size_t old_count = statement->columns.count;
    size_t cell = 0;
    size_t count = 0;
    for (size_t i = 0; i < statement->cell_rows * old_count; i++) {
        if (statement->columns.items[i % old_count].period != DROPPED) {
            statement->cells[cell++] = statement->cells[i];
        }
    }
    for (size_t c = 0; c < old_count; c++) {
        if (statement->columns.items[c].period != DROPPED) {
            statement->columns.items[count++] = statement->columns.items[c];
        }
    }
    statement->columns.count = count;
}

static ks_status drop_columns(ks_view_index *index, ks_view_statement *statement)
{
    drop_job job = {index, statement, ks_alloc_zero(statement->cell_rows + 1, sizeof(size_t))};
    if (job.row_cells == NULL) {
        return KS_ERR_MEMORY;
    }
    size_t columns = statement->columns.count;
    size_t fullest = find_fullest(&job);
    for (size_t i = 0; i < statement->cell_rows * columns; i++) {
        job.row_cells[i / columns] += statement->cells[i] != NULL;
    }
    for (size_t c = 0; c < columns; c++) {
        if (2 * count_cells(&job, c) >= fullest) {
            continue;
        }
        if (count_without(&job, c, 0)) {
            statement->columns.items[c].period = DROPPED;
        } else {
            (void)count_without(&job, c, 1);
        }
    }
    close_gaps(statement);
    ks_alloc_free(job.row_cells);
    return KS_OK;
}

/* What members share a table with is seldom shown in full. */
static bool has_members(const ks_view_statement *statement)
{
    const ks_view_column *columns = statement->columns.items;
    for (size_t c = 1; c < statement->columns.count; c++) {
        if (columns[c].combo != columns[0].combo) {
            return true;
        }
    }
    return false;
}

ks_status ks_view_drop_columns(ks_view_index *index, ks_view_statement *statements, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (statements[i].shape == KS_SHAPE_TABLE && !has_members(&statements[i])) {
            status = drop_columns(index, &statements[i]);
        }
    }
    return status;
}

/* The coarsest scale in which the amounts are exact to their decimals. */
static void find_scale(ks_view_statement *statement)
{
    int32_t least = 0;
    for (size_t i = 0; i < statement->cell_rows * statement->columns.count; i++) {
        const ks_fact *fact = statement->cells[i];
        if (fact != NULL && !fact->is_nil && fact->concept->kind == KS_ITEM_MONETARY &&
            fact->decimals != KS_DECIMALS_NONE && fact->decimals < least) {
            least = fact->decimals;
        }
    }
    least = least < -12 ? -12 : least;
    statement->scale = -least / 3 * 3;
}

void ks_view_settle(ks_view_index *index, ks_view_statement *statement)
{
    find_scale(statement);
    statement->span.stamp = ks_view_next_stamp(index);
    for (size_t c = 0; c < statement->columns.count; c++) {
        index->period_stamp[statement->columns.items[c].period] = statement->span.stamp;
    }
}

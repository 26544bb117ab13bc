#include "write_view_statement.h"

#include <stdlib.h>

#include "base_alloc.h"

static bool is_instant(const ks_fact *fact)
{
    return fact->context->period == KS_PERIOD_INSTANT;
}

static bool is_used(const ks_view_index *index, const ks_view_statement *statement, size_t period)
{
    return index->period_stamp[period] == statement->period_stamp;
}

static ks_view_numbers find_durations(const ks_view_index *index, const char *role,
                                      const ks_fact *fact)
{
    int64_t day = fact->context->end;
    return role != NULL && ks_role_is_period_start(role) ? ks_view_durations_from(index, day + 1)
                                                         : ks_view_durations_to(index, day);
}

static ks_status add_place(ks_view_places *out, size_t period)
{
    size_t *slot = ks_vec_add(out);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = period;
    return KS_OK;
}

ks_status ks_view_find_places(const ks_view_index *index, const ks_view_statement *statement,
                              const char *role, const ks_fact *fact, ks_view_places *out)
{
    size_t own = ks_view_period_of(index, fact);
    ks_status status = is_used(index, statement, own) ? add_place(out, own) : KS_OK;
    if (!is_instant(fact) || !statement->has_durations) {
        return status;
    }
    ks_view_numbers durations = find_durations(index, role, fact);
    for (size_t i = 0; i < durations.count && status == KS_OK; i++) {
        if (is_used(index, statement, durations.items[i])) {
            status = add_place(out, durations.items[i]);
        }
    }
    return status;
}

static void use_durations(ks_view_index *index, ks_view_statement *statement)
{
    for (size_t r = 0; r < statement->rows.count; r++) {
        ks_view_facts facts = ks_view_facts_of(index, statement->rows.items[r].concept);
        for (size_t i = 0; i < facts.count; i++) {
            if (!is_instant(facts.items[i])) {
                index->period_stamp[ks_view_period_of(index, facts.items[i])] =
                    statement->period_stamp;
                statement->has_durations = true;
            }
        }
    }
}

static bool has_duration(const ks_view_index *index, const ks_view_statement *statement,
                         const ks_view_row *row, ks_view_facts facts)
{
    for (size_t i = 0; i < facts.count && statement->has_durations; i++) {
        ks_view_numbers durations = find_durations(index, row->role, facts.items[i]);
        for (size_t d = 0; is_instant(facts.items[i]) && d < durations.count; d++) {
            if (is_used(index, statement, durations.items[d])) {
                return true;
            }
        }
    }
    return false;
}

/* Instants have periods of their own where no duration of the statement can take any of the row. */
static void use_instants(ks_view_index *index, const ks_view_statement *statement)
{
    for (size_t r = 0; r < statement->rows.count; r++) {
        const ks_view_row *row = &statement->rows.items[r];
        ks_view_facts facts = ks_view_facts_of(index, row->concept);
        if (has_duration(index, statement, row, facts)) {
            continue;
        }
        for (size_t i = 0; i < facts.count; i++) {
            if (is_instant(facts.items[i])) {
                index->period_stamp[ks_view_period_of(index, facts.items[i])] =
                    statement->period_stamp;
            }
        }
    }
}

/* What a pass over the facts of all rows does with each place of a fact. */
typedef struct place_pass {
    ks_view_index *index;
    ks_view_statement *statement;
    ks_view_places places;
} place_pass;
typedef ks_status (*place_fn)(place_pass *pass, ks_view_row *row, const ks_fact *fact,
                              size_t period);

static ks_status run_pass(place_pass *pass, place_fn place)
{
    ks_view_statement *statement = pass->statement;
    ks_status status = KS_OK;
    for (size_t r = 0; r < statement->rows.count && status == KS_OK; r++) {
        ks_view_row *row = &statement->rows.items[r];
        ks_view_facts facts = ks_view_facts_of(pass->index, row->concept);
        for (size_t i = 0; i < facts.count && status == KS_OK; i++) {
            pass->places.count = 0;
            status = ks_view_find_places(pass->index, statement, row->role, facts.items[i],
                                         &pass->places);
            for (size_t p = 0; p < pass->places.count && status == KS_OK; p++) {
                status = place(pass, row, facts.items[i], pass->places.items[p]);
            }
        }
    }
    return status;
}

static ks_status add_column(ks_view_statement *statement, size_t period, size_t currency)
{
    ks_view_column *column = ks_vec_add(&statement->columns);
    if (column == NULL) {
        return KS_ERR_MEMORY;
    }
    column->period = period;
    column->currency = currency;
    return KS_OK;
}

static ks_status place_currency(place_pass *pass, ks_view_row *row, const ks_fact *fact,
                                size_t period)
{
    (void)row;
    size_t currency = ks_view_currency_of(pass->index, fact);
    return currency == KS_VIEW_NO_CURRENCY ? KS_OK : add_column(pass->statement, period, currency);
}

static ks_status place_other(place_pass *pass, ks_view_row *row, const ks_fact *fact, size_t period)
{
    (void)row;
    bool has_currency = ks_view_currency_of(pass->index, fact) != KS_VIEW_NO_CURRENCY;
    return has_currency ? KS_OK : add_column(pass->statement, period, pass->statement->host);
}

static int compare_columns(const void *a, const void *b)
{
    const ks_view_column *left = a;
    const ks_view_column *right = b;
    if (left->period != right->period) {
        return left->period < right->period ? -1 : 1;
    }
    return left->currency < right->currency ? -1 : left->currency > right->currency;
}

/* Sorts the columns and leaves one of each. */
static void settle_columns(ks_view_statement *statement)
{
    size_t count = 0;
    if (statement->columns.count == 0) {
        return;
    }
    qsort(statement->columns.items, statement->columns.count, sizeof(ks_view_column),
          compare_columns);
    for (size_t i = 0; i < statement->columns.count; i++) {
        ks_view_column *columns = statement->columns.items;
        if (i == 0 || compare_columns(&columns[i], &columns[count - 1]) != 0) {
            columns[count++] = columns[i];
        }
    }
    statement->columns.count = count;
}

/* The currency of the statement that most facts of the instance have. */
static size_t find_host(const ks_view_index *index, const ks_view_statement *statement)
{
    size_t host = KS_VIEW_NO_CURRENCY;
    for (size_t i = 0; i < statement->columns.count; i++) {
        size_t currency = statement->columns.items[i].currency;
        size_t count = index->currencies[currency].fact_count;
        size_t most = host == KS_VIEW_NO_CURRENCY ? 0 : index->currencies[host].fact_count;
        if (count > most || (count == most && currency < host)) {
            host = currency;
        }
    }
    return host;
}

static ks_status place_cell(place_pass *pass, ks_view_row *row, const ks_fact *fact, size_t period)
{
    ks_view_statement *statement = pass->statement;
    size_t currency = ks_view_currency_of(pass->index, fact);
    ks_view_column key = {.period = period,
                          .currency = currency == KS_VIEW_NO_CURRENCY ? statement->host : currency};
    const ks_view_column *column = bsearch(&key, statement->columns.items, statement->columns.count,
                                           sizeof key, compare_columns);
    size_t number = (size_t)(column - statement->columns.items);
    const ks_fact **cell = &statement->cells[row->number * statement->columns.count + number];
    if (*cell == NULL) {
        *cell = fact;
        pass->index->shown[fact->index]++;
    }
    return KS_OK;
}

static ks_status fill_cells(place_pass *pass)
{
    ks_view_statement *statement = pass->statement;
    if (statement->columns.count > SIZE_MAX / (statement->rows.count + 1)) {
        return KS_ERR_LIMIT;
    }
    statement->cells =
        ks_alloc_zero(statement->rows.count * statement->columns.count, sizeof *statement->cells);
    if (statement->cells == NULL) {
        return KS_ERR_MEMORY;
    }
    statement->cell_rows = statement->rows.count;
    for (size_t r = 0; r < statement->rows.count; r++) {
        statement->rows.items[r].number = r;
    }
    return run_pass(pass, place_cell);
}

static bool has_cell(const ks_view_statement *statement, const ks_view_row *row)
{
    for (size_t c = 0; c < statement->columns.count; c++) {
        if (ks_view_cell(statement, row, c) != NULL) {
            return true;
        }
    }
    return false;
}

/* Drops the rows that have neither facts nor rows with facts below them. From the last row up: a
 * row is above the next one that stays exactly where that one is further in. */
static void drop_rows(ks_view_statement *statement)
{
    ks_view_row *rows = statement->rows.items;
    size_t end = statement->rows.count;
    size_t kept = end; /* the first of those that stay, which are moved to the end */
    for (size_t r = end; r-- > 0;) {
        bool has_facts = has_cell(statement, &rows[r]);
        if (!has_facts && (kept == end || rows[kept].level <= rows[r].level)) {
            continue;
        }
        if (!has_facts) {
            rows[r].kind = KS_ROW_HEADING;
        }
        rows[--kept] = rows[r];
    }
    for (size_t r = kept; r < end; r++) {
        rows[r - kept] = rows[r];
    }
    statement->rows.count = end - kept;
}

ks_status ks_view_make_columns(ks_view_index *index, ks_view_statement *statement)
{
    place_pass pass = {.index = index, .statement = statement};
    statement->period_stamp = ks_view_next_stamp(index);
    use_durations(index, statement);
    use_instants(index, statement);
    ks_status status = run_pass(&pass, place_currency);
    if (status == KS_OK) {
        statement->host = find_host(index, statement);
        status = run_pass(&pass, place_other);
    }
    if (status == KS_OK) {
        settle_columns(statement);
        status = fill_cells(&pass);
    }
    if (status == KS_OK) {
        drop_rows(statement);
    }
    ks_vec_release(&pass.places);
    return status;
}

const ks_fact *ks_view_cell(const ks_view_statement *statement, const ks_view_row *row,
                            size_t column)
{
    return statement->cells[row->number * statement->columns.count + column];
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
    ks_vec_release(&statement->notes);
    ks_alloc_free(statement->cells);
}

#include "build_ties.h"

#include <string.h>

#include "base_alloc.h"

/* A cell with the value that it is compared by. */
typedef struct vote {
    ks_build_cell *cell;
    ks_decimal value;
    size_t number; /* in the order of printing */
} vote;

static bool is_text(const ks_build_cell *cell)
{
    return cell->unit == NULL;
}

static bool is_nil(const ks_build_cell *cell)
{
    return cell->figure.kind == KS_FIGURE_NIL;
}

static ks_status round_to(ks_filing *filing, const ks_build_cell *cell, int32_t decimals,
                          ks_decimal *out)
{
    if (decimals == KS_DECIMALS_INF || is_nil(cell) || is_text(cell)) {
        *out = cell->value;
        return KS_OK;
    }
    return ks_decimal_round(&filing->arena, &cell->value, decimals, KS_ROUND_HALF_UP, out);
}

static int compare_values(const vote *a, const vote *b)
{
    if (is_nil(a->cell) || is_nil(b->cell)) {
        return (int)is_nil(a->cell) - (int)is_nil(b->cell);
    }
    if (is_text(a->cell)) {
        return strcmp(a->cell->printed, b->cell->printed);
    }
    return ks_decimal_compare(&a->value, &b->value);
}

static int compare_votes(const void *left, const void *right)
{
    const vote *a = left;
    const vote *b = right;
    int order = compare_values(a, b);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Sorts the votes and finds the value with the most of them; of several, the one printed first. */
static void find_majority(vote *votes, size_t count, size_t *out_first, size_t *out_count)
{
    qsort(votes, count, sizeof *votes, compare_votes);
    *out_first = 0;
    *out_count = 0;
    for (size_t start = 0; start < count;) {
        size_t end = start + 1;
        while (end < count && compare_values(&votes[start], &votes[end]) == 0) {
            end++;
        }
        if (end - start > *out_count ||
            (end - start == *out_count && votes[start].number < votes[*out_first].number)) {
            *out_first = start;
            *out_count = end - start;
        }
        start = end;
    }
}

static int32_t coarsest_decimals(const ks_build_group *group)
{
    int32_t coarsest = KS_DECIMALS_INF;
    for (const ks_build_cell *cell = group->first; cell != NULL; cell = cell->next_in_group) {
        if (!is_nil(cell) && cell->decimals < coarsest) {
            coarsest = cell->decimals;
        }
    }
    return coarsest;
}

static ks_status cast_votes(ks_filing *filing, const ks_build_group *group, vote *votes)
{
    int32_t coarsest = coarsest_decimals(group);
    size_t number = 0;
    ks_status status = KS_OK;
    for (ks_build_cell *cell = group->first; cell != NULL && status == KS_OK;
         cell = cell->next_in_group) {
        votes[number] = (vote){.cell = cell, .number = number};
        status = round_to(filing, cell, coarsest, &votes[number].value);
        number++;
    }
    return status;
}

/* Of the cells that agree in the coarse, those of the finest decimals, with their exact values. */
static size_t keep_finest(vote *votes, size_t count)
{
    int32_t finest = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        finest = votes[i].cell->decimals > finest ? votes[i].cell->decimals : finest;
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (votes[i].cell->decimals == finest) {
            votes[kept] = votes[i];
            votes[kept].value = votes[i].cell->value;
            kept++;
        }
    }
    return kept;
}

static ks_status agree(ks_filing *filing, const ks_build_cell *a, const ks_build_cell *b, bool *out)
{
    int32_t decimals = a->decimals < b->decimals ? a->decimals : b->decimals;
    vote left = {.cell = NULL};
    vote right = {.cell = NULL};
    ks_status status = round_to(filing, a, decimals, &left.value);
    if (status == KS_OK) {
        status = round_to(filing, b, decimals, &right.value);
    }
    if (status != KS_OK) {
        return status;
    }
    if (is_nil(a) || is_nil(b)) {
        *out = is_nil(a) == is_nil(b);
    } else if (is_text(a)) {
        *out = strcmp(a->printed, b->printed) == 0;
    } else {
        *out = ks_decimal_equal(&left.value, &right.value);
    }
    return KS_OK;
}

static const char *say_amount(ks_filing *filing, const ks_build_cell *cell)
{
    if (is_nil(cell) || is_text(cell)) {
        return cell->printed;
    }
    return ks_build_decimal(filing, &cell->value, ks_decimal_places(&cell->value));
}

static void report_disagreement(ks_filing *filing, const ks_build_cell *cell,
                                const ks_build_cell *other)
{
    ks_place place = ks_build_cell_place(other);
    ks_related related = {place, other->printed};
    KS_REPORT_RELATED(
        filing->sink, KS_F_TIE_DISAGREE, ks_build_cell_place(cell), &related, 1, cell->printed,
        other->printed, ks_build_text(filing, "%s:%u:%u", place.file, place.line, place.column),
        ks_build_cell_entry(cell)->label, say_amount(filing, cell), say_amount(filing, other));
}

static ks_status tie_to(ks_filing *filing, ks_build_group *group, bool is_trusted)
{
    bool is_agreed = true;
    for (ks_build_cell *cell = group->first; cell != NULL; cell = cell->next_in_group) {
        bool agrees = false;
        ks_status status = agree(filing, cell, group->filed, &agrees);
        if (status != KS_OK) {
            return status;
        }
        if (agrees) {
            cell->state = cell == group->filed ? KS_CELL_FILED : KS_CELL_TIED;
        } else {
            report_disagreement(filing, cell, group->filed);
            cell->is_flawed = true;
            is_agreed = false;
        }
    }
    for (ks_build_cell *cell = group->first; cell != NULL; cell = cell->next_in_group) {
        cell->is_flawed = cell->is_flawed || (!is_agreed && !is_trusted);
    }
    return KS_OK;
}

static ks_status tie_group(ks_filing *filing, ks_build_group *group)
{
    vote *votes = ks_alloc_zero(group->count, sizeof *votes);
    if (votes == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = cast_votes(filing, group, votes);
    if (status == KS_OK) {
        size_t first = 0;
        size_t supporters = 0;
        find_majority(votes, group->count, &first, &supporters);
        vote *finest = &votes[first];
        size_t kept = keep_finest(finest, supporters);
        size_t exact = 0;
        size_t exact_count = 0;
        find_majority(finest, kept, &exact, &exact_count);
        group->filed = finest[exact].cell;
        bool is_trusted = supporters > group->count - supporters;
        status = tie_to(filing, group, is_trusted);
    }
    ks_alloc_free(votes);
    return status;
}

static bool is_figure(const ks_build_cell *cell)
{
    return cell != NULL && cell->group != NULL && cell->figure.kind == KS_FIGURE_NUMBER;
}

/* A range and a single figure are facts of different members, so that nothing ties them: that one
 * cell is the one in one language and the other in another is a mistake. */
static void compare_ranges(ks_filing *filing, const ks_build_print *first, ks_build_cell *cell)
{
    if (!is_figure(cell)) {
        return;
    }
    const ks_build_cell *other =
        ks_build_print_cell(first, ks_build_cell_entry(cell)->line, cell->column);
    if (is_figure(other) && (cell->upper == NULL) != (other->upper == NULL)) {
        ks_place place = ks_build_cell_place(other);
        ks_related related = {place, other->printed};
        bool is_range = cell->upper != NULL;
        KS_REPORT_RELATED(filing->sink, KS_F_TIE_RANGE, ks_build_cell_place(cell), &related, 1,
                          is_range ? cell->printed : other->printed,
                          is_range ? other->printed : cell->printed,
                          ks_build_text(filing, "%s:%u:%u", place.file, place.line, place.column));
        cell->is_flawed = true;
    }
}

static void compare_prints(ks_filing *filing)
{
    const ks_build_print *first = NULL;
    for (size_t i = 0; i < filing->prints.count; i++) {
        const ks_build_print *print = filing->prints.items[i];
        if (first == NULL || first->table != print->table) {
            first = print;
            continue;
        }
        for (size_t r = 0; r < print->row_count; r++) {
            for (size_t k = 0; k < print->rows[r].cell_count; k++) {
                compare_ranges(filing, first, &print->rows[r].cells[k]);
            }
        }
    }
}

ks_status ks_build_tie_cells(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->groups.count && status == KS_OK; i++) {
        ks_build_group *group = filing->groups.items[i];
        if (group->count == 1) {
            group->filed = group->first;
            group->first->state = KS_CELL_FILED;
        } else {
            status = tie_group(filing, group);
        }
    }
    compare_prints(filing);
    return status;
}

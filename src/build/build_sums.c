#include "build_sums.h"

#include "build_cells.h"
#include "build_contexts.h"

/* More than these are not shown in a message. */
#define SHOWN_TERMS 40
#define SHOWN_CELLS 16

typedef struct sum_term {
    const ks_plan_line *line;
    ks_decimal weight;
} sum_term;

typedef struct summing {
    ks_filing *filing;
    const ks_build_print *print;
    KS_VEC(sum_term) terms;         /* of the total at hand */
    ks_build_dimensions dimensions; /* of a total that is printed elsewhere */
} summing;

/* One total in one column. Amounts are those of the concepts, whatever sign is printed. */
typedef struct column_sum {
    ks_build_cell *total;
    const ks_plan_column *column; /* of the items */
    ks_decimal value; /* of the total, as exact as the items where it stands elsewhere */
    ks_decimal amount;
    ks_decimal rounding; /* how far rounding can have moved it and its total apart */
    size_t printed;      /* items that are not empty */
    size_t shown;
    ks_str formula;
    ks_related related[SHOWN_CELLS];
    size_t related_count;
} column_sum;

/* Lines in a group count in the sum of the nearest line around it. */
static ks_status collect_terms(summing *s, const ks_plan_line *line)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        if (line->concept == NULL) {
            status = collect_terms(s, line->first_child);
        } else if (!ks_decimal_is_zero(&line->weight)) {
            sum_term *slot = ks_vec_add(&s->terms);
            if (slot == NULL) {
                return KS_ERR_MEMORY;
            }
            *slot = (sum_term){line, line->weight};
        }
    }
    return status;
}

static ks_status add_rounding(summing *s, column_sum *sum, const ks_build_cell *cell,
                              const ks_decimal *weight)
{
    if (cell->decimals == KS_DECIMALS_INF) {
        return KS_OK;
    }
    ks_decimal half = ks_decimal_from_i64(5);
    half = ks_decimal_shift(&half, -cell->decimals - 1);
    ks_decimal size = ks_decimal_abs(weight);
    ks_status status = ks_decimal_multiply(&s->filing->arena, &half, &size, &half);
    if (status == KS_OK) {
        status = ks_decimal_add(&s->filing->arena, &sum->rounding, &half, &sum->rounding);
    }
    return status;
}

/* In units of the total's scale and with its printed sign, as the reader sees the column. */
static ks_decimal as_printed(const column_sum *sum, const ks_decimal *amount)
{
    ks_decimal shown = ks_decimal_shift(amount, -sum->total->scale);
    return ks_build_cell_entry(sum->total)->line->is_reversed ? ks_decimal_negate(&shown) : shown;
}

static void show_term(summing *s, column_sum *sum, const ks_build_cell *cell,
                      const ks_decimal *amount)
{
    if (sum->related_count < SHOWN_CELLS) {
        sum->related[sum->related_count++] = (ks_related){ks_build_cell_place(cell), cell->printed};
    }
    if (sum->shown++ >= SHOWN_TERMS) {
        return;
    }
    ks_decimal shown = as_printed(sum, amount);
    const char *sign = shown.is_negative ? " − " : " + ";
    if (sum->shown == 1) {
        sign = shown.is_negative ? "−" : "";
    }
    shown = ks_decimal_abs(&shown);
    ks_str_add(&sum->formula, sign);
    ks_str_add(&sum->formula, ks_build_decimal(s->filing, &shown, ks_decimal_places(&shown)));
}

static ks_status add_term(summing *s, column_sum *sum, const sum_term *term, bool *out_is_lost)
{
    const ks_build_cell *cell = ks_build_print_cell(s->print, term->line, sum->column);
    *out_is_lost = cell == NULL || ks_build_line_is_lost(s->print, term->line) || cell->is_flawed ||
                   cell->state == KS_CELL_SET_ASIDE;
    if (*out_is_lost || cell->figure.kind == KS_FIGURE_EMPTY) {
        return KS_OK;
    }
    sum->printed++;
    if (cell->figure.kind != KS_FIGURE_NUMBER) {
        return KS_OK;
    }
    *out_is_lost = cell->unit != sum->total->unit || cell->upper != NULL; /* nothing to add up */
    ks_decimal amount;
    ks_status status = ks_decimal_multiply(&s->filing->arena, &cell->value, &term->weight, &amount);
    if (status == KS_OK) {
        status = ks_decimal_add(&s->filing->arena, &sum->amount, &amount, &sum->amount);
    }
    if (status == KS_OK) {
        status = add_rounding(s, sum, cell, &term->weight);
    }
    if (status == KS_OK) {
        show_term(s, sum, cell, &amount);
    }
    return status;
}

static void report(summing *s, column_sum *sum, ks_finding_id id, const ks_decimal *difference)
{
    if (sum->shown > SHOWN_TERMS) {
        ks_str_add(&sum->formula, " + …");
    }
    ks_decimal computed = as_printed(sum, &sum->amount);
    ks_decimal apart = ks_decimal_shift(difference, -sum->total->scale);
    int32_t places = sum->total->figure.places;
    KS_REPORT_RELATED(s->filing->sink, id, ks_build_cell_place(sum->total), sum->related,
                      sum->related_count, ks_build_cell_entry(sum->total)->label,
                      sum->total->printed, ks_build_decimal(s->filing, &computed, places),
                      ks_build_decimal(s->filing, &apart, places),
                      ks_build_view(s->filing, &sum->formula));
}

static ks_status judge(summing *s, column_sum *sum)
{
    ks_decimal difference;
    const ks_decimal one = ks_decimal_from_i64(1);
    ks_status status =
        ks_decimal_subtract(&s->filing->arena, &sum->value, &sum->amount, &difference);
    if (status != KS_OK || ks_decimal_is_zero(&difference)) {
        return status;
    }
    status = add_rounding(s, sum, sum->total, &one);
    if (status != KS_OK) {
        return status;
    }
    difference = ks_decimal_abs(&difference);
    bool is_rounding = ks_decimal_compare(&difference, &sum->rounding) <= 0;
    bool is_new = false;
    status = ks_build_say_once(s->filing, sum->total->group, ks_build_cell_entry(sum->total)->line,
                               NULL, &is_new);
    if (status == KS_OK && is_new) {
        report(s, sum, is_rounding ? KS_F_SUM_ROUNDING : KS_F_SUM_WRONG, &difference);
    }
    sum->total->is_flawed = !is_rounding;
    return status;
}

static ks_status check_total(summing *s, ks_build_cell *total, const ks_plan_column *column,
                             const ks_decimal *value)
{
    column_sum sum = {.total = total,
                      .column = column,
                      .value = *value,
                      .amount = KS_DECIMAL_ZERO,
                      .rounding = KS_DECIMAL_ZERO};
    bool is_lost = false;
    ks_status status = KS_OK;
    ks_str_init(&sum.formula);
    for (size_t i = 0; i < s->terms.count && status == KS_OK && !is_lost; i++) {
        status = add_term(s, &sum, &s->terms.items[i], &is_lost);
    }
    if (status == KS_OK && !is_lost && sum.printed > 0) {
        status = judge(s, &sum);
    }
    ks_str_release(&sum.formula);
    return status;
}

static bool is_judged(const ks_build_cell *cell)
{
    return cell->group != NULL && cell->unit != NULL && cell->upper == NULL && !cell->is_flawed &&
           (cell->state == KS_CELL_FILED || cell->state == KS_CELL_TIED);
}

static ks_status check_line(summing *s, const ks_build_entry *entry)
{
    s->terms.count = 0;
    if (entry->row == KS_NO_INDEX) {
        return KS_OK;
    }
    ks_status status = collect_terms(s, entry->line->first_child);
    ks_build_row *row = &s->print->rows[entry->row];
    for (size_t i = 0; i < row->cell_count && s->terms.count > 0 && status == KS_OK; i++) {
        if (is_judged(&row->cells[i])) {
            status = check_total(s, &row->cells[i], row->cells[i].column, &row->cells[i].value);
        }
    }
    return status;
}

/* Of the items in a column: one of those with a figure, and the coarsest decimals of all. */
static const ks_build_cell *find_item(const summing *s, const ks_plan_column *column,
                                      int32_t *out_decimals)
{
    const ks_build_cell *found = NULL;
    *out_decimals = KS_DECIMALS_INF;
    for (size_t i = 0; i < s->terms.count; i++) {
        const ks_build_cell *cell = ks_build_print_cell(s->print, s->terms.items[i].line, column);
        if (cell != NULL && is_judged(cell)) {
            found = cell;
            *out_decimals = cell->decimals < *out_decimals ? cell->decimals : *out_decimals;
        }
    }
    return found;
}

static void find_dimensions(summing *s, const ks_plan_line *line, const ks_plan_column *column)
{
    const ks_plan *plan = s->filing->plan;
    s->dimensions.count = 0;
    for (size_t i = 0; i < plan->axes.count; i++) {
        const ks_plan_axis *axis = plan->axes.items[i];
        const ks_plan_tie *tie = ks_plan_tie_find(line->ties, axis, false);
        tie = tie != NULL ? tie : ks_plan_tie_find(column->ties, axis, false);
        if (tie != NULL && (tie->value != NULL || tie->member != axis->default_member)) {
            s->dimensions.items[s->dimensions.count++] =
                (ks_build_dimension){axis, tie->member, tie->value};
        }
    }
}

/* The cell that files the total of the items in `column`, in whatever table; or NULL. */
static ks_status find_elsewhere(summing *s, const ks_plan_line *line, const ks_plan_column *column,
                                const ks_build_cell *item, ks_build_cell **out)
{
    ks_build_context *context = NULL;
    ks_build_group *group = NULL;
    find_dimensions(s, line, column);
    ks_status status = ks_build_find_context(s->filing, item->context, &s->dimensions, &context);
    if (status == KS_OK && context != NULL) {
        status = ks_build_find_group(s->filing, line->concept, context, item->unit, &group);
    }
    *out = group != NULL ? group->filed : NULL;
    return status;
}

static ks_status check_elsewhere_column(summing *s, const ks_plan_line *line,
                                        const ks_plan_column *column, bool *is_found)
{
    int32_t decimals = KS_DECIMALS_INF;
    ks_build_cell *total = NULL;
    ks_decimal value;
    const ks_build_cell *item = find_item(s, column, &decimals);
    ks_status status = item != NULL ? find_elsewhere(s, line, column, item, &total) : KS_OK;
    *is_found = *is_found || item == NULL || total != NULL;
    if (status != KS_OK || total == NULL || !is_judged(total) ||
        total->figure.kind != KS_FIGURE_NUMBER) {
        return status;
    }
    value = total->value;
    if (decimals != KS_DECIMALS_INF) {
        status = ks_decimal_round(&s->filing->arena, &value, decimals, KS_ROUND_HALF_UP, &value);
    }
    return status == KS_OK ? check_total(s, total, column, &value) : status;
}

/* A total that the table does not print is the figure that another one does. */
static ks_status check_elsewhere(summing *s, const ks_plan_line *line)
{
    const ks_plan_table *table = s->print->table;
    bool is_found = false;
    bool is_new = false;
    s->terms.count = 0;
    ks_status status = collect_terms(s, line->first_child);
    for (size_t i = 0; i < table->columns.count && s->terms.count > 0 && status == KS_OK; i++) {
        const ks_plan_column *column = table->columns.items[i];
        if (column->kind == KS_COLUMN_FACTS || column->kind == KS_COLUMN_TRANSLATED) {
            status = check_elsewhere_column(s, line, column, &is_found);
        }
    }
    if (status == KS_OK && !is_found && s->terms.count > 0) {
        status = ks_build_say_once(s->filing, line, s, NULL, &is_new);
    }
    if (status == KS_OK && is_new) {
        KS_REPORT(s->filing->sink, KS_F_SUM_NOWHERE, line->place, line->id);
    }
    return status;
}

static ks_status check_lines_elsewhere(summing *s, const ks_plan_line *line)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        if (line->is_elsewhere && line->concept != NULL) {
            status = check_elsewhere(s, line);
        }
        if (status == KS_OK) {
            status = check_lines_elsewhere(s, line->first_child);
        }
    }
    return status;
}

static ks_status check_print(summing *s)
{
    ks_status status = KS_OK;
    for (size_t k = 0; k < s->print->entry_count && status == KS_OK; k++) {
        if (!s->print->entries[k].is_heading) {
            status = check_line(s, &s->print->entries[k]);
        }
    }
    return status == KS_OK ? check_lines_elsewhere(s, s->print->table->statement->first_line)
                           : status;
}

ks_status ks_build_check_sums(ks_filing *filing)
{
    summing s = {.filing = filing};
    s.dimensions.items =
        ks_arena_alloc(&filing->arena, (filing->plan->axes.count + 1) * sizeof *s.dimensions.items);
    ks_status status = s.dimensions.items != NULL ? KS_OK : KS_ERR_MEMORY;
    for (size_t i = 0; i < filing->prints.count && status == KS_OK; i++) {
        s.print = filing->prints.items[i];
        status = check_print(&s);
    }
    ks_vec_release(&s.terms);
    return status;
}

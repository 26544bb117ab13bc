#include "build_checks.h"

/* What a printed figure is computed from. */
typedef enum operand_state {
    OPERAND_NUMBER,
    OPERAND_NOTHING, /* an empty cell, or a dash */
    OPERAND_ASIDE,   /* set aside by the plan */
    OPERAND_LOST     /* a mistake in it has been reported */
} operand_state;

typedef struct check_operand {
    operand_state state;
    const ks_build_cell *cell;
    ks_decimal amount; /* scaled; the sign as printed */
} check_operand;

typedef struct checker {
    ks_filing *filing;
    const ks_build_print *print;
} checker;

typedef struct check_verdict {
    ks_finding_id last_digit;
    ks_finding_id off;
} check_verdict;

static const check_verdict VERDICTS[] = {
    [KS_COLUMN_PERCENT] = {KS_F_PERCENT_LAST_DIGIT, KS_F_PERCENT_OFF},
    [KS_COLUMN_CHANGE] = {KS_F_CHANGE_LAST_DIGIT, KS_F_CHANGE_OFF},
    [KS_COLUMN_TRANSLATED] = {KS_F_TRANSLATION_LAST_DIGIT, KS_F_TRANSLATION_OFF},
};

static bool is_usable(const ks_build_print *print, const ks_plan_line *line,
                      const ks_build_cell *cell)
{
    return cell != NULL && !ks_build_line_is_lost(print, line) && !cell->is_flawed &&
           cell->state != KS_CELL_SET_ASIDE;
}

/* Another print's cell in the place of one that the plan sets aside, or that one itself. */
static const ks_build_cell *stand_in(const checker *c, const ks_plan_line *line,
                                     const ks_plan_column *column, const ks_build_cell *aside)
{
    for (size_t i = 0; i < c->filing->prints.count; i++) {
        const ks_build_print *print = c->filing->prints.items[i];
        if (print != c->print && print->table == c->print->table) {
            const ks_build_cell *cell = ks_build_print_cell(print, line, column);
            if (is_usable(print, line, cell)) {
                return cell;
            }
        }
    }
    return aside;
}

static check_operand read_operand(const checker *c, const ks_plan_line *line,
                                  const ks_plan_column *column)
{
    const ks_build_cell *cell = ks_build_print_cell(c->print, line, column);
    if (cell != NULL && cell->state == KS_CELL_SET_ASIDE) {
        cell = stand_in(c, line, column, cell);
    }
    check_operand operand = {.cell = cell};
    if (cell == NULL || ks_build_line_is_lost(c->print, line) || cell->is_flawed) {
        operand.state = OPERAND_LOST;
    } else if (cell->state == KS_CELL_SET_ASIDE) {
        operand.state = OPERAND_ASIDE;
    } else if (cell->figure.kind != KS_FIGURE_NUMBER || cell->upper != NULL) {
        operand.state = OPERAND_NOTHING;
    } else {
        operand.state = OPERAND_NUMBER;
        operand.amount = ks_decimal_shift(&cell->figure.number, cell->scale);
    }
    return operand;
}

static ks_related say_operand(const check_operand *operand)
{
    return (ks_related){ks_build_cell_place(operand->cell), operand->cell->printed};
}

/* Whether the two can be computed with; else what to make of the cell is decided here. */
static bool can_compute(const checker *c, ks_build_cell *cell, const check_operand *a,
                        const check_operand *b, bool is_b_divisor)
{
    if (a->state == OPERAND_LOST || b->state == OPERAND_LOST) {
        cell->is_flawed = true; /* excused: the mistake has been reported */
        return false;
    }
    if (a->state == OPERAND_ASIDE || b->state == OPERAND_ASIDE) {
        ks_related related = say_operand(a->state == OPERAND_ASIDE ? a : b);
        KS_REPORT_RELATED(c->filing->sink, KS_F_CHECK_ASIDE, ks_build_cell_place(cell), &related, 1,
                          cell->printed);
        cell->is_flawed = true;
        return false;
    }
    bool is_number = a->state == OPERAND_NUMBER && b->state == OPERAND_NUMBER &&
                     !(is_b_divisor && ks_decimal_is_zero(&b->amount));
    if (!is_number && cell->figure.kind == KS_FIGURE_NUMBER) {
        ks_related related = say_operand(a->state == OPERAND_NOTHING ? a : b);
        KS_REPORT_RELATED(c->filing->sink, KS_F_CHECK_IMPOSSIBLE, ks_build_cell_place(cell),
                          &related, 1, cell->printed);
    }
    return is_number;
}

/* The same figure in the same place of another print is said once. */
static ks_status is_to_report(const checker *c, const ks_build_cell *cell, const char *printed,
                              bool *out)
{
    const char *name = ks_names_text(c->filing->names, ks_sv_from(printed));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    return ks_build_say_once(c->filing, ks_build_cell_entry(cell)->line, cell->column, name, out);
}

/* Compares what is printed with what was recomputed, both with `places` digits behind the point. */
static ks_status compare(const checker *c, const ks_build_cell *cell, const ks_decimal *computed,
                         int32_t places, const char *formula, const ks_related related[2],
                         size_t related_count)
{
    ks_decimal difference;
    ks_decimal unit = ks_decimal_from_i64(1);
    ks_status status =
        ks_decimal_subtract(&c->filing->arena, &cell->figure.number, computed, &difference);
    if (status != KS_OK || ks_decimal_is_zero(&difference)) {
        return status;
    }
    unit = ks_decimal_shift(&unit, -places);
    difference = ks_decimal_abs(&difference);
    const check_verdict *verdict = &VERDICTS[cell->column->kind];
    bool is_last_digit = ks_decimal_compare(&difference, &unit) <= 0;
    bool is_new = false;
    status =
        is_to_report(c, cell, ks_build_decimal(c->filing, &cell->figure.number, places), &is_new);
    if (status != KS_OK || !is_new) {
        return status;
    }
    KS_REPORT_RELATED(c->filing->sink, is_last_digit ? verdict->last_digit : verdict->off,
                      ks_build_cell_place(cell), related, related_count, cell->printed,
                      ks_build_decimal(c->filing, computed, places), formula,
                      ks_build_cell_entry(cell)->label);
    return KS_OK;
}

/* A dash where there is something to print: fine only where that comes to zero. */
static ks_status compare_nothing(const checker *c, const ks_build_cell *cell,
                                 const ks_decimal *computed, const char *formula,
                                 const ks_related related[2], size_t related_count)
{
    if (!ks_decimal_is_zero(computed)) {
        KS_REPORT_RELATED(c->filing->sink, KS_F_CHECK_NOTHING, ks_build_cell_place(cell), related,
                          related_count, cell->printed,
                          ks_build_decimal(c->filing, computed, ks_decimal_places(computed)),
                          formula);
    }
    return KS_OK;
}

static ks_status judge(const checker *c, const ks_build_cell *cell, const ks_decimal *dividend,
                       const ks_decimal *divisor, int32_t places, const char *formula,
                       const ks_related *related, size_t related_count)
{
    ks_decimal computed;
    ks_status status = ks_decimal_divide(&c->filing->arena, dividend, divisor, places, &computed);
    if (status != KS_OK) {
        return status;
    }
    return cell->figure.kind == KS_FIGURE_NUMBER
               ? compare(c, cell, &computed, places, formula, related, related_count)
               : compare_nothing(c, cell, &computed, formula, related, related_count);
}

static const char *say_amount(const checker *c, const check_operand *operand)
{
    const ks_figure *figure = &operand->cell->figure;
    return ks_build_decimal(c->filing, &figure->number, figure->places);
}

/* Digits behind the point to compare at: as printed, or one where a dash stands. */
static int32_t places_of(const ks_build_cell *cell)
{
    return cell->figure.kind == KS_FIGURE_NUMBER ? cell->figure.places : 1;
}

static ks_status check_percent(const checker *c, ks_build_cell *cell)
{
    const ks_plan_column *column = cell->column;
    check_operand part = read_operand(c, ks_build_cell_entry(cell)->line, column->of);
    check_operand base = read_operand(c, column->base_line, column->of);
    if (!can_compute(c, cell, &part, &base, true)) {
        return KS_OK;
    }
    const char *formula =
        ks_build_text(c->filing, "100 × %s ÷ %s", say_amount(c, &part), say_amount(c, &base));
    ks_related related[2] = {say_operand(&part), say_operand(&base)};
    ks_decimal dividend = ks_decimal_shift(&part.amount, 2);
    return judge(c, cell, &dividend, &base.amount, places_of(cell), formula, related, 2);
}

static ks_status check_change(const checker *c, ks_build_cell *cell)
{
    const ks_plan_column *column = cell->column;
    const ks_plan_line *line = ks_build_cell_entry(cell)->line;
    check_operand now = read_operand(c, line, column->of);
    check_operand before = read_operand(c, line, column->from);
    if (!can_compute(c, cell, &now, &before, true)) {
        return KS_OK;
    }
    ks_decimal change;
    ks_status status = ks_decimal_subtract(&c->filing->arena, &now.amount, &before.amount, &change);
    if (status != KS_OK) {
        return status;
    }
    const char *old = say_amount(c, &before);
    const char *formula =
        ks_build_text(c->filing, "100 × (%s − %s) ÷ %s", say_amount(c, &now),
                      before.amount.is_negative ? ks_build_text(c->filing, "(%s)", old) : old, old);
    ks_related related[2] = {say_operand(&now), say_operand(&before)};
    change = ks_decimal_shift(&change, 2);
    return judge(c, cell, &change, &before.amount, places_of(cell), formula, related, 2);
}

/* A fact that is printed again, as is what it was translated from, is checked once. */
static ks_status is_to_translate(const checker *c, const ks_build_cell *cell,
                                 const check_operand *from, bool *out)
{
    const ks_plan_translation *translation = cell->column->translation;
    *out = false;
    if (from->state != OPERAND_LOST && from->cell->unit != NULL &&
        from->cell->unit->plan != translation->from) {
        return KS_OK;
    }
    if (cell->group == NULL || from->cell == NULL || from->cell->group == NULL) {
        *out = from->state == OPERAND_NOTHING && cell->figure.kind == KS_FIGURE_NUMBER;
        return KS_OK;
    }
    return ks_build_say_once(c->filing, cell->group, from->cell->group, NULL, out);
}

static ks_status check_amount(const checker *c, ks_build_cell *cell, const check_operand *from)
{
    bool is_to_check = false;
    ks_status status = is_to_translate(c, cell, from, &is_to_check);
    if (status != KS_OK || !is_to_check || from->state == OPERAND_LOST ||
        from->state == OPERAND_ASIDE) {
        return status; /* the cell is a fact all the same */
    }
    check_operand rate = {OPERAND_NUMBER, from->cell, cell->column->translation->rate};
    if (!can_compute(c, cell, from, &rate, true)) {
        return KS_OK;
    }
    const char *formula =
        ks_build_text(c->filing, "%s ÷ %s", say_amount(c, from),
                      ks_build_decimal(c->filing, &rate.amount, ks_decimal_places(&rate.amount)));
    ks_related related = say_operand(from);
    ks_decimal amount = ks_decimal_shift(&from->amount, -cell->scale);
    int32_t places = cell->figure.kind == KS_FIGURE_NUMBER ? cell->figure.places : 0;
    return judge(c, cell, &amount, &rate.amount, places, formula, &related, 1);
}

/* An end of a range, as what it is translated from. */
static check_operand read_end(const ks_build_cell *cell)
{
    return (check_operand){OPERAND_NUMBER, cell,
                           ks_decimal_shift(&cell->figure.number, cell->scale)};
}

/* Of a range both ends; where only one of the two amounts is a range, they have nothing in common.
 */
static ks_status check_translation(const checker *c, ks_build_cell *cell)
{
    const ks_plan_column *column = cell->column;
    check_operand from = read_operand(c, ks_build_cell_entry(cell)->line, column->of);
    const ks_build_cell *other = from.cell != NULL ? from.cell->upper : NULL;
    if (cell->upper == NULL || other == NULL || from.state != OPERAND_NOTHING) {
        return check_amount(c, cell, &from);
    }
    check_operand lower = read_end(from.cell);
    check_operand upper = read_end(other);
    ks_status status = check_amount(c, cell, &lower);
    return status == KS_OK ? check_amount(c, cell->upper, &upper) : status;
}

static ks_status check_cell(const checker *c, ks_build_cell *cell)
{
    if (cell->column == NULL || cell->figure.kind == KS_FIGURE_EMPTY || cell->is_flawed ||
        cell->state == KS_CELL_SET_ASIDE) {
        return KS_OK;
    }
    ks_status status = KS_OK;
    if (cell->column->kind == KS_COLUMN_TRANSLATED) {
        return check_translation(c, cell);
    }
    if (cell->column->kind == KS_COLUMN_PERCENT) {
        status = check_percent(c, cell);
    } else if (cell->column->kind == KS_COLUMN_CHANGE) {
        status = check_change(c, cell);
    } else {
        return KS_OK;
    }
    if (!cell->is_flawed) {
        cell->state = KS_CELL_CHECKED;
    }
    return status;
}

ks_status ks_build_check_derived(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->prints.count; i++) {
        checker c = {filing, filing->prints.items[i]};
        for (size_t row = 0; row < c.print->row_count; row++) {
            ks_build_row *current = &c.print->rows[row];
            for (size_t k = 0; k < current->cell_count && status == KS_OK; k++) {
                status = check_cell(&c, &current->cells[k]);
            }
        }
    }
    return status;
}

#include "build_account.h"

#include <string.h>

typedef struct accountant {
    ks_filing *filing;
    ks_ledger_line *line;
    ks_map reasons; /* of the print: reason -> its number, plus one */
} accountant;

static ks_status add_reason(accountant *a, const ks_build_cell *cell)
{
    ks_ledger *ledger = &a->filing->ledger;
    uintptr_t number = (uintptr_t)ks_map_get(&a->reasons, ks_sv_from(cell->reason));
    if (number != 0) {
        ledger->reasons.items[number - 1].count++;
        return KS_OK;
    }
    ks_ledger_reason *reason = ks_vec_add(&ledger->reasons);
    if (reason == NULL) {
        return KS_ERR_MEMORY;
    }
    *reason = (ks_ledger_reason){ks_build_cell_place(cell), cell->printed, cell->reason, 1};
    return ks_map_set(&a->reasons, ks_sv_from(cell->reason), (void *)ledger->reasons.count);
}

/* A range counts once: left where one of its ends is, tied where both are. */
static ks_cell_state state_of(const ks_build_cell *cell)
{
    const ks_build_cell *upper = cell->upper;
    if (upper == NULL || cell->state == KS_CELL_OPEN || cell->state == KS_CELL_SET_ASIDE) {
        return cell->state;
    }
    bool is_tied = cell->state == KS_CELL_TIED && upper->state == KS_CELL_TIED;
    return upper->state == KS_CELL_OPEN ? KS_CELL_OPEN : is_tied ? KS_CELL_TIED : KS_CELL_FILED;
}

static ks_status count_cell(accountant *a, const ks_build_cell *cell)
{
    if (cell->figure.kind == KS_FIGURE_EMPTY) {
        return KS_OK;
    }
    if (cell->figure.kind == KS_FIGURE_NIL) {
        a->line->dashes++;
    } else {
        a->line->figures++;
    }
    switch (state_of(cell)) {
    case KS_CELL_FILED:
        a->line->filed++;
        break;
    case KS_CELL_TIED:
        a->line->tied++;
        break;
    case KS_CELL_CHECKED:
        a->line->checked++;
        break;
    case KS_CELL_SET_ASIDE:
        a->line->set_aside++;
        return add_reason(a, cell);
    case KS_CELL_OPEN:
        a->line->left++;
        if (!cell->is_flawed && (cell->upper == NULL || !cell->upper->is_flawed)) {
            KS_REPORT(a->filing->sink, KS_F_CELL_LEFT, ks_build_cell_place(cell), cell->printed);
        }
        break;
    }
    return KS_OK;
}

static void add_to_total(ks_ledger_line *total, const ks_ledger_line *line)
{
    total->figures += line->figures;
    total->dashes += line->dashes;
    total->filed += line->filed;
    total->tied += line->tied;
    total->checked += line->checked;
    total->set_aside += line->set_aside;
    total->left += line->left;
}

static ks_status account_print(ks_filing *filing, const ks_build_print *print)
{
    ks_ledger_line *line = ks_vec_add(&filing->ledger.lines);
    if (line == NULL) {
        return KS_ERR_MEMORY;
    }
    line->table = print->table->id;
    line->lang = print->print->lang;
    line->file = print->file;
    accountant a = {.filing = filing, .line = line};
    ks_status status = KS_OK;
    ks_map_init(&a.reasons);
    for (size_t i = 0; i < print->row_count; i++) {
        const ks_build_row *row = &print->rows[i];
        for (size_t k = 0; k < row->cell_count && status == KS_OK; k++) {
            status = count_cell(&a, &row->cells[k]);
        }
    }
    ks_map_release(&a.reasons);
    add_to_total(&filing->ledger.total, line);
    return status;
}

ks_status ks_build_account(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->prints.count && status == KS_OK; i++) {
        status = account_print(filing, filing->prints.items[i]);
    }
    return status;
}

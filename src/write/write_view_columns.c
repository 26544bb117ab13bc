#include <stdlib.h>

#include "base_alloc.h"
#include "write_view_layout.h"

static bool is_instant(const ks_fact *fact)
{
    return fact->context->period == KS_PERIOD_INSTANT;
}

static bool is_used(const ks_view_index *index, const ks_view_span *span, size_t period)
{
    return index->period_stamp[period] == span->stamp;
}

static bool is_any_used(const ks_view_index *index, const ks_view_span *span,
                        ks_view_numbers durations)
{
    for (size_t i = 0; i < durations.count; i++) {
        if (is_used(index, span, durations.items[i])) {
            return true;
        }
    }
    return false;
}

static ks_view_numbers find_durations(const ks_view_index *index, const ks_view_span *span,
                                      ks_view_balance balance, const ks_fact *fact)
{
    int64_t day = fact->context->end;
    ks_view_numbers to = ks_view_durations_to(index, day);
    if (balance == KS_BALANCE_OPENING ||
        (span->has_openings && balance == KS_BALANCE_PLAIN && !is_any_used(index, span, to))) {
        return ks_view_durations_from(index, day + 1);
    }
    return to;
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

ks_status ks_view_find_places(const ks_view_index *index, const ks_view_span *span,
                              ks_view_balance balance, const ks_fact *fact, ks_view_places *out)
{
    size_t own = ks_view_period_of(index, fact);
    ks_status status = is_used(index, span, own) ? add_place(out, own) : KS_OK;
    if (!is_instant(fact) || !span->has_durations ||
        (span->is_of_stocks && balance == KS_BALANCE_PLAIN)) {
        return status;
    }
    ks_view_numbers durations = find_durations(index, span, balance, fact);
    for (size_t i = 0; i < durations.count && status == KS_OK; i++) {
        if (is_used(index, span, durations.items[i])) {
            status = add_place(out, durations.items[i]);
        }
    }
    return status;
}

static void use_period(ks_view_index *index, const ks_view_layout *layout, const ks_fact *fact)
{
    index->period_stamp[ks_view_period_of(index, fact)] = layout->span.stamp;
}

static void use_durations(ks_view_index *index, ks_view_layout *layout)
{
    for (size_t i = 0; i < layout->candidates.count; i++) {
        const ks_fact *fact = layout->candidates.items[i].fact;
        const ks_view_row *row = &layout->rows.items[layout->candidates.items[i].row];
        layout->span.has_openings = layout->span.has_openings || row->balance == KS_BALANCE_OPENING;
        if (!is_instant(fact)) {
            use_period(index, layout, fact);
            layout->span.has_durations = true;
        }
    }
}

static bool has_duration(const ks_view_index *index, const ks_view_layout *layout,
                         const ks_view_candidate *candidate)
{
    ks_view_balance balance = layout->rows.items[candidate->row].balance;
    ks_view_numbers durations = find_durations(index, &layout->span, balance, candidate->fact);
    return layout->span.has_durations && is_any_used(index, &layout->span, durations);
}

/* Whether this is a statement of stocks: instants that no duration can take, and no fewer instants
 * than durations. */
static void find_stocks(const ks_view_index *index, ks_view_layout *layout)
{
    size_t instants = 0;
    size_t durations = 0;
    size_t alone = 0;
    for (size_t i = 0; i < layout->candidates.count; i++) {
        const ks_view_candidate *candidate = &layout->candidates.items[i];
        bool is_plain = layout->rows.items[candidate->row].balance == KS_BALANCE_PLAIN;
        durations += !is_instant(candidate->fact);
        if (is_instant(candidate->fact) && is_plain) {
            instants++;
            alone += !has_duration(index, layout, candidate);
        }
    }
    layout->span.is_of_stocks = alone > 0 && instants >= durations;
}

/* Instants have periods of their own where no duration can take them; in a row of balances, where
 * none can take any of the row. */
static void use_instants(ks_view_index *index, const ks_view_layout *layout)
{
    size_t end;
    for (size_t i = 0; i < layout->candidates.count; i = end) {
        const ks_view_candidate *first = &layout->candidates.items[i];
        bool is_balance = layout->rows.items[first->row].balance != KS_BALANCE_PLAIN;
        bool is_taken = false;
        for (end = i; end < layout->candidates.count; end++) {
            const ks_view_candidate *candidate = &layout->candidates.items[end];
            if (candidate->row != first->row) {
                break;
            }
            is_taken =
                is_taken || (is_instant(candidate->fact) && has_duration(index, layout, candidate));
        }
        if (is_balance && is_taken) {
            continue;
        }
        for (size_t c = i; c < end; c++) {
            const ks_view_candidate *candidate = &layout->candidates.items[c];
            if (is_instant(candidate->fact) &&
                (layout->span.is_of_stocks || !has_duration(index, layout, candidate))) {
                use_period(index, layout, candidate->fact);
            }
        }
    }
}

static ks_status add_placement(const ks_view_index *index, ks_view_layout *layout,
                               const ks_view_candidate *candidate, size_t period)
{
    ks_view_placement *added = ks_vec_add(&layout->placements);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    added->row = candidate->row;
    added->fact = candidate->fact;
    added->column.period = period;
    added->column.period_rank = index->period_rank[period];
    added->column.combo = candidate->combo;
    added->column.currency = ks_view_currency_of(index, candidate->fact);
    return KS_OK;
}

static ks_status place_candidates(const ks_view_index *index, ks_view_layout *layout)
{
    ks_view_places places = {0};
    ks_status status = KS_OK;
    for (size_t i = 0; i < layout->candidates.count && status == KS_OK; i++) {
        const ks_view_candidate *candidate = &layout->candidates.items[i];
        ks_view_balance balance = layout->rows.items[candidate->row].balance;
        places.count = 0;
        status = ks_view_find_places(index, &layout->span, balance, candidate->fact, &places);
        for (size_t p = 0; p < places.count && status == KS_OK; p++) {
            status = add_placement(index, layout, candidate, places.items[p]);
        }
    }
    ks_vec_release(&places);
    return status;
}

/* The currency of the statement that most facts of the instance have; facts without one stand in
 * its columns. */
static void find_host(const ks_view_index *index, ks_view_layout *layout)
{
    size_t host = KS_VIEW_NO_CURRENCY;
    for (size_t i = 0; i < layout->placements.count; i++) {
        size_t currency = layout->placements.items[i].column.currency;
        if (currency == KS_VIEW_NO_CURRENCY) {
            continue;
        }
        size_t count = index->currencies[currency].fact_count;
        size_t most = host == KS_VIEW_NO_CURRENCY ? 0 : index->currencies[host].fact_count;
        if (count > most || (count == most && currency < host)) {
            host = currency;
        }
    }
    layout->host = host;
    for (size_t i = 0; i < layout->placements.count; i++) {
        size_t *currency = &layout->placements.items[i].column.currency;
        *currency = *currency == KS_VIEW_NO_CURRENCY ? host : *currency;
    }
}

ks_status ks_view_make_placements(ks_view_index *index, ks_view_layout *layout)
{
    layout->span.stamp = ks_view_next_stamp(index);
    use_durations(index, layout);
    find_stocks(index, layout);
    use_instants(index, layout);
    ks_status status = place_candidates(index, layout);
    if (status == KS_OK) {
        find_host(index, layout);
    }
    return status;
}

int ks_view_compare_columns(const ks_view_column *a, const ks_view_column *b)
{
    const size_t left[3] = {a->period_rank, a->combo_rank, a->currency};
    const size_t right[3] = {b->period_rank, b->combo_rank, b->currency};
    for (size_t i = 0; i < 3; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

void ks_view_layout_init(ks_view_layout *layout)
{
    *layout = (ks_view_layout){0};
    ks_map_init(&layout->axis_by_dimension);
    ks_map_init(&layout->members);
}

void ks_view_layout_release(ks_view_layout *layout)
{
    ks_vec_release(&layout->rows);
    ks_vec_release(&layout->axes);
    ks_vec_release(&layout->candidates);
    ks_vec_release(&layout->placements);
    ks_map_release(&layout->axis_by_dimension);
    ks_map_release(&layout->members);
}

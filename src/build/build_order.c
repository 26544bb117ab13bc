#include "build_order.h"

/* The matched rows from top to bottom, each with the rank of its line among the matched lines. */
typedef struct order {
    ks_filing *filing;
    const ks_build_print *print;
    size_t count;
    size_t *rows;     /* position -> row */
    size_t *ranks;    /* position -> rank of its line */
    size_t *entries;  /* rank -> entry */
    size_t *lowest;   /* of the search: length -> position whose run of that length ends lowest */
    size_t *before;   /* of the search: position -> the one in front of it in its run */
    bool *is_settled; /* in its place, or reported */
} order;

static ks_status make_order(order *o)
{
    size_t room = o->print->row_count + 1;
    size_t *rank_of_entry =
        ks_arena_zero(&o->filing->arena, o->print->entry_count + 1, sizeof *rank_of_entry);
    size_t *numbers = ks_arena_zero(&o->filing->arena, 5 * room, sizeof *numbers);
    o->is_settled = ks_arena_zero(&o->filing->arena, room, sizeof *o->is_settled);
    if (rank_of_entry == NULL || numbers == NULL || o->is_settled == NULL) {
        return KS_ERR_MEMORY;
    }
    o->rows = numbers;
    o->ranks = numbers + room;
    o->entries = numbers + 2 * room;
    o->lowest = numbers + 3 * room;
    o->before = numbers + 4 * room;
    size_t rank = 0;
    for (size_t i = 0; i < o->print->entry_count; i++) {
        if (o->print->entries[i].row != KS_NO_INDEX) {
            o->entries[rank] = i;
            rank_of_entry[i] = rank++;
        }
    }
    for (size_t i = 0; i < o->print->row_count; i++) {
        size_t entry = o->print->rows[i].entry;
        if (entry != KS_NO_INDEX) {
            o->rows[o->count] = i;
            o->ranks[o->count++] = rank_of_entry[entry];
        }
    }
    return KS_OK;
}

static void report_swapped(const order *o, size_t upper, size_t lower)
{
    const ks_build_row *first = &o->print->rows[o->rows[upper]];
    const ks_build_row *second = &o->print->rows[o->rows[lower]];
    ks_related related[2] = {
        ks_build_related(o->filing, second->place, KS_SAY_OTHER_CELL),
        ks_build_related(o->filing, o->print->entries[first->entry].line->place, KS_SAY_PLAN_LINE)};
    KS_REPORT_RELATED(o->filing->sink, KS_F_ROW_SWAPPED, first->place, related, 2, first->label,
                      second->label);
}

static void settle_swaps(order *o)
{
    for (size_t i = 0; i < o->count; i++) {
        size_t other = o->ranks[i];
        if (other > i && o->ranks[other] == i) {
            report_swapped(o, i, other);
            o->is_settled[i] = o->is_settled[other] = true;
        }
    }
}

/* The longest run of growing ranks among what is not settled (patience sorting); its members are
 * settled then. */
static void settle_run(order *o)
{
    size_t length = 0;
    for (size_t i = 0; i < o->count; i++) {
        if (o->is_settled[i]) {
            continue;
        }
        size_t low = 0;
        size_t high = length;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (o->ranks[o->lowest[middle]] < o->ranks[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        o->before[i] = low > 0 ? o->lowest[low - 1] : KS_NO_INDEX;
        o->lowest[low] = i;
        length = low == length ? length + 1 : length;
    }
    size_t last = length > 0 ? o->lowest[length - 1] : KS_NO_INDEX;
    for (; last != KS_NO_INDEX; last = o->before[last]) {
        o->is_settled[last] = true;
    }
}

static void report_rest(const order *o)
{
    for (size_t i = 0; i < o->count; i++) {
        if (o->is_settled[i]) {
            continue;
        }
        const ks_build_row *row = &o->print->rows[o->rows[i]];
        const char *before = o->ranks[i] > 0 ? o->print->entries[o->entries[o->ranks[i] - 1]].label
                                             : ks_build_label(o->print->table->statement->titles,
                                                              o->print->print->lang);
        ks_related related = ks_build_related(o->filing, o->print->entries[row->entry].line->place,
                                              KS_SAY_PLAN_LINE);
        KS_REPORT_RELATED(o->filing->sink, KS_F_ROW_OUT_OF_ORDER, row->place, &related, 1,
                          row->label, before);
    }
}

ks_status ks_build_check_order(ks_filing *filing, const ks_build_print *print)
{
    order o = {.filing = filing, .print = print};
    ks_status status = make_order(&o);
    if (status == KS_OK) {
        settle_swaps(&o);
        settle_run(&o);
        report_rest(&o);
    }
    return status;
}

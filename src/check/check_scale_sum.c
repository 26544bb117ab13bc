#include "check_scale_sum.h"

#include "check_fact_set.h"

typedef struct checker {
    const ks_aspects *aspects;
    ks_arena *arena;
    ks_sum *sum; /* the items that are filed */
} checker;

static const int32_t POWERS[] = {-3, 3, -6, 6};
enum { POWER_COUNT = sizeof POWERS / sizeof *POWERS };

bool ks_scale_is_amount(const ks_fact *fact)
{
    ks_item_kind kind = fact->concept->kind;
    return (kind == KS_ITEM_MONETARY || kind == KS_ITEM_SHARES) && !fact->is_nil &&
           !fact->is_special && fact->unit != NULL && !ks_fact_is_vague(fact);
}

const char *ks_scale_times(int32_t power)
{
    switch (power) {
    case 3:
        return "1,000";
    case 6:
        return "1,000,000";
    case -3:
        return "1/1,000";
    default:
        return "1/1,000,000";
    }
}

/* The items of a calculation in one context. */
typedef struct binding {
    const ks_fact *total;
    ks_interval reported;
    ks_interval calculated;
    bool is_spoilt;
} binding;

static ks_status add_item(checker *c, binding *b, const ks_arc *arc)
{
    ks_fact_set set;
    uint32_t first = ks_aspects_find(c->aspects, arc->to, b->total);
    if (first == KS_NO_FACT) {
        return KS_OK;
    }
    ks_status status = ks_fact_set_read(c->aspects, first, KS_CUT_ROUND, c->arena, &set);
    if (status != KS_OK || set.state == KS_SET_NIL) {
        return status;
    }
    if (set.state != KS_SET_NUMBER) {
        b->is_spoilt = true;
        return KS_OK;
    }
    status = ks_interval_add(c->arena, &b->calculated, &set.interval, &arc->weight, &b->calculated);
    return status == KS_OK ? ks_sum_add(c->sum, set.exact, &arc->weight) : status;
}

static ks_status add_items(checker *c, binding *b, const ks_summation *summation)
{
    ks_status status = KS_OK;
    ks_sum_clear(c->sum);
    for (size_t i = 0; i < summation->count && status == KS_OK && !b->is_spoilt; i++) {
        status = add_item(c, b, summation->items[i]);
    }
    return status;
}

/* `calculated` with the number of `line` being any of `other`; its own rounding stays in it. */
static ks_status exchange(checker *c, const binding *b, const ks_sum_line *line,
                          const ks_interval *other, ks_interval *out)
{
    ks_interval change;
    ks_status status = ks_decimal_subtract(c->arena, &other->low, &line->fact->number, &change.low);
    if (status == KS_OK) {
        status = ks_decimal_subtract(c->arena, &other->high, &line->fact->number, &change.high);
    }
    change.is_low_open = false;
    change.is_high_open = false;
    return status == KS_OK ? ks_interval_add(c->arena, &b->calculated, &change, line->weight, out)
                           : status;
}

static ks_interval shift_interval(const ks_interval *interval, int32_t power)
{
    return (ks_interval){.low = ks_decimal_shift(&interval->low, power),
                         .high = ks_decimal_shift(&interval->high, power)};
}

/* Whether the sum is right with `line` 10^power times as large. Where it is right without the line
 * too, the line does not belong there, whatever its scale. */
static ks_status is_item_scaled(checker *c, const binding *b, const ks_sum_line *line,
                                int32_t power, bool *out)
{
    const ks_fact *fact = line->fact;
    ks_interval filed, other, without;
    *out = false;
    ks_status status =
        ks_interval_of(c->arena, &fact->number, fact->decimals, KS_CUT_ROUND, &filed);
    if (status == KS_OK) {
        filed = shift_interval(&filed, power);
        status = exchange(c, b, line, &filed, &other);
    }
    if (status == KS_OK) {
        status = exchange(c, b, line, &KS_INTERVAL_ZERO, &without);
    }
    *out = status == KS_OK && ks_interval_overlap(&b->reported, &other) &&
           !ks_interval_overlap(&b->reported, &without);
    return status;
}

bool ks_scale_has_digits(const ks_fact *fact, int32_t count)
{
    const bool is_exact = fact->decimals == KS_DECIMALS_INF || fact->decimals == KS_DECIMALS_NONE;
    ks_decimal one = ks_decimal_from_i64(1);
    ks_decimal least = ks_decimal_shift(&one, count - 1 - (is_exact ? 0 : fact->decimals));
    ks_decimal size = ks_decimal_abs(&fact->number);
    return ks_decimal_compare(&size, &least) >= 0;
}

/* Whether the sum is right with the total 10^power times as large. */
static bool is_total_scaled(const binding *b, int32_t power)
{
    const ks_interval other = shift_interval(&b->reported, power);
    return ks_scale_has_digits(b->total, 3) && ks_interval_overlap(&other, &b->calculated) &&
           !ks_interval_overlap(&KS_INTERVAL_ZERO, &b->calculated);
}

static ks_status try_power(checker *c, const binding *b, int32_t power, ks_scale_guess *out)
{
    ks_status status = KS_OK;
    if (is_total_scaled(b, power)) {
        *out = (ks_scale_guess){b->total, power, b->total};
        return KS_OK;
    }
    for (size_t i = 0; i < c->sum->lines.count && status == KS_OK; i++) {
        const ks_sum_line *line = &c->sum->lines.items[i];
        bool is_found = false;
        if (ks_scale_has_digits(line->fact, 3)) {
            status = is_item_scaled(c, b, line, power, &is_found);
        }
        if (status == KS_OK && is_found) {
            *out = (ks_scale_guess){line->fact, power, b->total};
            return KS_OK;
        }
    }
    return status;
}

static ks_status search(checker *c, const binding *b, ks_scale_guess *out)
{
    ks_scale_guess guess = {.fact = NULL};
    ks_status status = KS_OK;
    for (int p = 0; p < POWER_COUNT && guess.fact == NULL && status == KS_OK; p++) {
        status = try_power(c, b, POWERS[p], &guess);
    }
    if (status == KS_OK) {
        *out = guess;
    }
    return status;
}

ks_status ks_scale_guess_sum(const ks_aspects *aspects, const ks_summation *summation,
                             uint32_t first, ks_arena *arena, ks_sum *sum, ks_scale_guess *out)
{
    checker c = {.aspects = aspects, .arena = arena, .sum = sum};
    ks_fact_set set;
    ks_status status = ks_fact_set_read(aspects, first, KS_CUT_ROUND, arena, &set);
    ks_sum_clear(sum);
    *out = (ks_scale_guess){.fact = NULL};
    if (status != KS_OK || set.state != KS_SET_NUMBER || !ks_scale_is_amount(set.exact) ||
        ks_decimal_is_zero(&set.exact->number)) {
        return status;
    }
    binding b = {.total = set.exact, .reported = set.interval, .calculated = KS_INTERVAL_ZERO};
    status = add_items(&c, &b, summation);
    if (status != KS_OK || b.is_spoilt || sum->lines.count == 0 ||
        ks_interval_overlap(&b.reported, &b.calculated)) {
        return status;
    }
    return search(&c, &b, out);
}

static const char *write_hint(const ks_taxonomy *taxonomy, const ks_scale_guess *guess,
                              ks_lang lang, ks_arena *arena)
{
    const ks_decimal right = ks_decimal_shift(&guess->fact->number, guess->power);
    const char *name = ks_sum_name(taxonomy, guess->fact->concept, lang, arena);
    const char *number = ks_sum_number(&right, arena);
    const char *times = ks_scale_times(guess->power);
    if (name == NULL || number == NULL) {
        return NULL;
    }
    return lang == KS_LANG_JA
               ? ks_arena_format(arena, "%s が %s 倍の %s であれば一致する", name, times, number)
               : ks_arena_format(arena, "right if %s were %s, %s times as much", name, number,
                                 times);
}

ks_status ks_scale_hint(ks_totals *totals, ks_total *total, ks_lang lang, ks_arena *arena,
                        const char **out)
{
    const char *hint = NULL;
    ks_scale_guess guess = {.fact = NULL};
    ks_sum sum = {.lines = {0}};
    ks_status status = KS_OK;
    if (totals->is_scaled != NULL) {
        status = ks_scale_guess_sum(totals->aspects, ks_total_summation(totals, total), total->fact,
                                    arena, &sum, &guess);
    }
    ks_sum_release(&sum);
    total->is_hinted = true;
    status = status == KS_ERR_LIMIT ? KS_OK : status;
    if (status == KS_OK && guess.fact != NULL) {
        totals->is_scaled[guess.fact->index] = true;
        hint = write_hint(totals->aspects->instance->taxonomy, &guess, lang, arena);
        status = hint != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        *out = hint;
    }
    return status;
}

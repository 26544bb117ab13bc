#include "check_interval.h"

const ks_interval KS_INTERVAL_ZERO = {.is_low_open = false};

static bool is_exact(int32_t decimals)
{
    return decimals == KS_DECIMALS_INF || decimals == KS_DECIMALS_NONE;
}

static ks_status spread(ks_arena *arena, const ks_decimal *number, const ks_decimal *below,
                        const ks_decimal *above, ks_interval *out)
{
    ks_status status = ks_decimal_subtract(arena, number, below, &out->low);
    return status == KS_OK ? ks_decimal_add(arena, number, above, &out->high) : status;
}

/* 5.2.4: what was cut off lay away from zero, and was less than one unit of the last place. */
static ks_status uncut(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                       ks_interval *out)
{
    ks_decimal one = ks_decimal_from_i64(1);
    ks_decimal unit = ks_decimal_shift(&one, -decimals);
    bool may_be_less = number->is_negative || ks_decimal_is_zero(number);
    bool may_be_more = !number->is_negative;
    out->is_low_open = may_be_less;
    out->is_high_open = may_be_more;
    return spread(arena, number, may_be_less ? &unit : &KS_DECIMAL_ZERO,
                  may_be_more ? &unit : &KS_DECIMAL_ZERO, out);
}

/* 5.2.3: half a unit of the last place to both sides, the ends included. */
static ks_status unround(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                         ks_interval *out)
{
    ks_decimal five = ks_decimal_from_i64(5);
    ks_decimal half = ks_decimal_shift(&five, -decimals - 1);
    return spread(arena, number, &half, &half, out);
}

ks_status ks_interval_of(ks_arena *arena, const ks_decimal *number, int32_t decimals, ks_cut cut,
                         ks_interval *out)
{
    ks_interval interval = {.low = *number, .high = *number};
    ks_status status = KS_OK;
    if (!is_exact(decimals)) {
        status = cut == KS_CUT_TRUNCATE ? uncut(arena, number, decimals, &interval)
                                        : unround(arena, number, decimals, &interval);
    }
    if (status == KS_OK) {
        *out = interval;
    }
    return status;
}

static ks_status weigh(ks_arena *arena, const ks_interval *part, const ks_decimal *weight,
                       ks_interval *out)
{
    ks_interval weighed = *part;
    if (weight->is_negative) {
        weighed = (ks_interval){part->high, part->low, part->is_high_open, part->is_low_open};
    }
    ks_status status = ks_decimal_multiply(arena, &weighed.low, weight, &weighed.low);
    if (status == KS_OK) {
        status = ks_decimal_multiply(arena, &weighed.high, weight, &weighed.high);
    }
    if (status == KS_OK) {
        *out = weighed;
    }
    return status;
}

ks_status ks_interval_add(ks_arena *arena, const ks_interval *sum, const ks_interval *part,
                          const ks_decimal *weight, ks_interval *out)
{
    ks_interval weighed, total = *sum;
    ks_status status = weigh(arena, part, weight, &weighed);
    if (status == KS_OK) {
        status = ks_decimal_add(arena, &sum->low, &weighed.low, &total.low);
    }
    if (status == KS_OK) {
        status = ks_decimal_add(arena, &sum->high, &weighed.high, &total.high);
    }
    if (status == KS_OK) {
        total.is_low_open = sum->is_low_open || weighed.is_low_open;
        total.is_high_open = sum->is_high_open || weighed.is_high_open;
        *out = total;
    }
    return status;
}

bool ks_interval_meet(const ks_interval *a, const ks_interval *b, ks_interval *out)
{
    int low = ks_decimal_compare(&a->low, &b->low);
    int high = ks_decimal_compare(&a->high, &b->high);
    ks_interval meet = {
        .low = low >= 0 ? a->low : b->low,
        .high = high <= 0 ? a->high : b->high,
        .is_low_open = (low >= 0 && a->is_low_open) || (low <= 0 && b->is_low_open),
        .is_high_open = (high <= 0 && a->is_high_open) || (high >= 0 && b->is_high_open),
    };
    int order = ks_decimal_compare(&meet.low, &meet.high);
    if (order > 0 || (order == 0 && (meet.is_low_open || meet.is_high_open))) {
        return false;
    }
    *out = meet;
    return true;
}

bool ks_interval_overlap(const ks_interval *a, const ks_interval *b)
{
    ks_interval meet;
    return ks_interval_meet(a, b, &meet);
}

ks_status ks_interval_has_excess(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                                 bool *out)
{
    if (is_exact(decimals)) {
        *out = false;
        return KS_OK;
    }
    ks_decimal cut;
    ks_status status = ks_decimal_round(arena, number, decimals, KS_ROUND_DOWN, &cut);
    if (status == KS_OK) {
        *out = !ks_decimal_equal(&cut, number);
    }
    return status;
}

void ks_interval_write(ks_str *out, const ks_interval *interval)
{
    if (ks_decimal_equal(&interval->low, &interval->high)) {
        ks_str_add(out, "x = ");
        ks_decimal_write(out, &interval->low, 0, ",");
        return;
    }
    ks_decimal_write(out, &interval->low, 0, ",");
    ks_str_add(out, interval->is_low_open ? " < x " : " ≤ x ");
    ks_str_add(out, interval->is_high_open ? "< " : "≤ ");
    ks_decimal_write(out, &interval->high, 0, ",");
}

#include "check_fact_set.h"

static int32_t exactness(const ks_fact *fact)
{
    return fact->decimals == KS_DECIMALS_NONE ? KS_DECIMALS_INF : fact->decimals;
}

/* Needless digits go before contradictions, in whatever order the facts stand. */
static ks_status join(const ks_fact *fact, ks_cut cut, ks_arena *arena, ks_fact_set *set)
{
    bool has_excess;
    ks_interval interval;
    ks_status status = ks_interval_has_excess(arena, &fact->number, fact->decimals, &has_excess);
    if (status == KS_OK && has_excess) {
        set->state = KS_SET_EXCESS_DIGITS;
        set->fault = fact;
    }
    if (status != KS_OK || has_excess || set->state == KS_SET_DIFFERS) {
        return status;
    }
    status = ks_interval_of(arena, &fact->number, fact->decimals, cut, &interval);
    if (status != KS_OK) {
        return status;
    }
    if (set->exact == NULL) {
        set->exact = fact;
        set->interval = interval;
    } else if (!ks_interval_meet(&set->interval, &interval, &set->interval)) {
        set->state = KS_SET_DIFFERS;
        set->fault = fact;
    } else if (exactness(fact) > exactness(set->exact)) {
        set->exact = fact;
    }
    return KS_OK;
}

/* Two facts as exact as each other are one number or differ, even where both may come from the one
 * number half-way between them (1 and 2 from 1.5). That number then is all they have in common, and
 * facts that end there are all as exact as each other: where it ends in 5 tells how exact. */
static ks_status part_at_half(const ks_aspects *aspects, uint32_t first, ks_cut cut,
                              ks_arena *arena, ks_fact_set *set)
{
    const ks_decimal half = set->interval.low;
    bool is_above = false;
    bool is_below = false;
    for (uint32_t i = first; i != KS_NO_FACT && set->state == KS_SET_NUMBER; i = aspects->next[i]) {
        const ks_fact *fact = ks_aspects_fact(aspects, i);
        ks_interval interval;
        ks_status status = ks_interval_of(arena, &fact->number, fact->decimals, cut, &interval);
        if (status != KS_OK) {
            return status;
        }
        bool starts = ks_decimal_equal(&interval.low, &half);
        bool ends = ks_decimal_equal(&interval.high, &half);
        is_above = is_above || (starts && !ends);
        is_below = is_below || (ends && !starts);
        if (is_above && is_below) {
            set->state = KS_SET_DIFFERS;
            set->fault = fact;
        }
    }
    return KS_OK;
}

/* Nil and a number contradict each other. */
static void join_nil(const ks_aspects *aspects, uint32_t first, ks_fact_set *set)
{
    bool has_nil = false;
    bool has_value = false;
    for (uint32_t i = first; i != KS_NO_FACT; i = aspects->next[i]) {
        const ks_fact *fact = ks_aspects_fact(aspects, i);
        has_nil = has_nil || fact->is_nil;
        has_value = has_value || !fact->is_nil;
        if (has_nil && has_value && set->fault == NULL) {
            set->fault = fact;
        }
        if (!fact->is_nil && (fact->is_special || ks_fact_is_vague(fact))) {
            set->state = KS_SET_UNKNOWN;
        }
    }
    if (has_nil) {
        set->state = has_value ? KS_SET_DIFFERS : KS_SET_NIL;
    }
}

ks_status ks_fact_set_read(const ks_aspects *aspects, uint32_t first, ks_cut cut, ks_arena *arena,
                           ks_fact_set *out)
{
    ks_fact_set set = {.state = KS_SET_NUMBER};
    ks_status status = KS_OK;
    join_nil(aspects, first, &set);
    const bool is_number = set.state == KS_SET_NUMBER;
    for (uint32_t i = first;
         i != KS_NO_FACT && is_number && set.state != KS_SET_EXCESS_DIGITS && status == KS_OK;
         i = aspects->next[i]) {
        status = join(ks_aspects_fact(aspects, i), cut, arena, &set);
    }
    if (status == KS_OK && set.state == KS_SET_NUMBER && aspects->next[first] != KS_NO_FACT &&
        ks_decimal_equal(&set.interval.low, &set.interval.high)) {
        status = part_at_half(aspects, first, cut, arena, &set);
    }
    if (status == KS_OK) {
        *out = set;
    }
    return status;
}

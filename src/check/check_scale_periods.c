#include "check_scale_periods.h"

#include <stdlib.h>

#include "base_alloc.h"
#include "check_scale_sum.h"
#include "check_sum.h"

/* The last amount of a kind that was met, and how large it is. */
typedef struct trace {
    uint32_t fact;
    uint32_t class; /* from 1; 0: none */
    int64_t magnitude;
} trace;

#define NO_MAGNITUDE INT64_MIN

/* Facts by their indexes, of one series, in periods that follow each other. */
typedef struct pair {
    uint32_t before;
    uint32_t after;
} pair;

typedef struct checker {
    const ks_totals *totals;
    const ks_aspects *aspects;
    ks_sink *sink;
    ks_lang lang;
    trace *traces; /* of a kind */
    KS_VEC(pair) pairs;
    ks_arena arena; /* of the pair at hand */
    ks_sum sum;
} checker;

/* Whether `large` is between 4/5 and 5/4 of 10^power times `small`. Amounts that grow 300-fold from
 * one year to the next are common enough; those that grow 1,000-fold to within a quarter are not.
 */
static ks_status is_about(checker *c, const ks_fact *small, const ks_fact *large, int32_t power,
                          bool *out)
{
    ks_decimal wanted = ks_decimal_shift(&small->number, power);
    ks_decimal four = ks_decimal_from_i64(4);
    ks_decimal five = ks_decimal_from_i64(5);
    ks_decimal products[4];
    ks_status status = ks_decimal_multiply(&c->arena, &wanted, &four, &products[0]);
    if (status == KS_OK) {
        status = ks_decimal_multiply(&c->arena, &large->number, &five, &products[1]);
    }
    if (status == KS_OK) {
        status = ks_decimal_multiply(&c->arena, &wanted, &five, &products[2]);
    }
    if (status == KS_OK) {
        status = ks_decimal_multiply(&c->arena, &large->number, &four, &products[3]);
    }
    if (status == KS_OK) {
        for (int i = 0; i < 4; i++) {
            products[i] = ks_decimal_abs(&products[i]);
        }
        *out = small->number.is_negative == large->number.is_negative &&
               ks_decimal_compare(&products[0], &products[1]) <= 0 &&
               ks_decimal_compare(&products[2], &products[3]) >= 0;
    }
    return status;
}

/* Cheaply: whether `larger`, which is not smaller, could be about 10^power times `smaller`. */
static bool may_be_about(const ks_decimal *smaller, const ks_decimal *larger, int32_t power)
{
    const ks_decimal least = ks_decimal_shift(smaller, power - 1);
    const ks_decimal most = ks_decimal_shift(smaller, power + 1);
    return ks_decimal_compare(&least, larger) <= 0 && ks_decimal_compare(larger, &most) <= 0;
}

static ks_status report_pair(checker *c, const ks_fact *small, const ks_fact *large, int32_t power)
{
    const char *texts[] = {
        ks_sum_name(c->aspects->instance->taxonomy, small->concept, c->lang, &c->arena),
        ks_sum_number(&small->number, &c->arena), ks_sum_number(&large->number, &c->arena)};
    ks_sum_clear(&c->sum);
    ks_status status = ks_sum_add(&c->sum, large, NULL);
    if (status == KS_OK) {
        status = ks_sum_write(&c->sum, c->aspects->instance->taxonomy, c->lang, NULL, &c->arena);
    }
    if (status != KS_OK || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_SCALE_NEIGHBOUR, small->place, c->sum.related.items,
                      c->sum.related.count, texts[0], texts[1], small->context->id, texts[2],
                      large->context->id, ks_scale_times(power));
    return KS_OK;
}

static ks_status check_pair(checker *c, const ks_fact *a, const ks_fact *b)
{
    if (c->totals->is_scaled[a->index] || c->totals->is_scaled[b->index]) {
        return KS_OK;
    }
    ks_decimal first = ks_decimal_abs(&a->number);
    ks_decimal second = ks_decimal_abs(&b->number);
    const bool is_rising = ks_decimal_compare(&first, &second) < 0;
    const ks_fact *small = is_rising ? a : b;
    const ks_fact *large = is_rising ? b : a;
    const ks_decimal *smaller = is_rising ? &first : &second;
    const ks_decimal *larger = is_rising ? &second : &first;
    if (ks_decimal_is_zero(&small->number) || !ks_scale_has_digits(small, 3)) {
        return KS_OK;
    }
    bool is_found = false;
    ks_status status = KS_OK;
    for (int32_t power = 3; power <= 6 && !is_found && status == KS_OK; power += 3) {
        if (may_be_about(smaller, larger, power)) {
            status = is_about(c, small, large, power, &is_found);
        }
        if (status == KS_OK && is_found) {
            status = report_pair(c, small, large, power);
        }
    }
    ks_arena_release(&c->arena);
    return status == KS_ERR_LIMIT ? KS_OK : status;
}

static bool is_amount(const checker *c, uint32_t index)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, index);
    return ks_scale_is_amount(fact) && fact->tuple == NULL &&
           ks_aspects_is_first(c->aspects, index);
}

/* Whether one may be about a thousand times the other, or more. */
static bool may_differ(int64_t a, int64_t b)
{
    return a == NO_MAGNITUDE || b == NO_MAGNITUDE || a - b >= 2 || b - a >= 2;
}

static bool is_neighbour(const ks_class *before, const ks_class *after)
{
    return before->series == after->series && before->months == after->months &&
           before->day != after->day;
}

static ks_status meet(checker *c, uint32_t index, size_t class)
{
    const ks_class *classes = c->aspects->classes.list.items;
    trace *last = &c->traces[c->aspects->kind_of[index]];
    trace met = {index, (uint32_t) class + 1, NO_MAGNITUDE};
    if (!ks_decimal_magnitude(&ks_aspects_fact(c->aspects, index)->number, &met.magnitude)) {
        met.magnitude = NO_MAGNITUDE;
    }
    if (last->class != 0 && is_neighbour(&classes[last->class - 1], &classes[class]) &&
        may_differ(last->magnitude, met.magnitude)) {
        pair *added = ks_vec_add(&c->pairs);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = (pair){last->fact, index};
    }
    *last = met;
    return KS_OK;
}

/* Classes come by their series, and in a series by the length and the end of their periods: what
 * was met last of a kind is what is next to it. */
static ks_status collect_pairs(checker *c)
{
    const ks_aspects *aspects = c->aspects;
    ks_status status = KS_OK;
    for (size_t class = 0; class < aspects->classes.list.count; class ++) {
        const ks_context *context = aspects->classes.list.items[class].context;
        if (context->period == KS_PERIOD_NONE || context->has_bad_period) {
            continue;
        }
        const uint32_t end = aspects->class_starts[class + 1];
        for (uint32_t at = aspects->class_starts[class]; at < end && status == KS_OK; at++) {
            const uint32_t index = aspects->order[at];
            status = is_amount(c, index) ? meet(c, index, class) : KS_OK;
        }
    }
    return status;
}

static int compare_pairs(const void *a, const void *b)
{
    const pair *left = a;
    const pair *right = b;
    int order = (left->after > right->after) - (left->after < right->after);
    return order != 0 ? order : (left->before > right->before) - (left->before < right->before);
}

static ks_status check_pairs(checker *c)
{
    ks_status status = collect_pairs(c);
    if (status == KS_OK && c->pairs.count > 1) {
        qsort(c->pairs.items, c->pairs.count, sizeof *c->pairs.items, compare_pairs);
    }
    for (size_t i = 0; i < c->pairs.count && status == KS_OK; i++) {
        const pair *p = &c->pairs.items[i];
        status = check_pair(c, ks_aspects_fact(c->aspects, p->before),
                            ks_aspects_fact(c->aspects, p->after));
    }
    return status;
}

ks_status ks_check_scale_periods(const ks_totals *totals, ks_sink *sink)
{
    checker c = {.totals = totals,
                 .aspects = totals->aspects,
                 .sink = sink,
                 .lang = sink != NULL ? sink->lang : KS_LANG_EN};
    ks_arena_init(&c.arena);
    c.traces = ks_alloc_zero(c.aspects->kind_count + 1, sizeof *c.traces);
    ks_status status = c.traces != NULL ? check_pairs(&c) : KS_ERR_MEMORY;
    ks_alloc_free(c.traces);
    ks_vec_release(&c.pairs);
    ks_sum_release(&c.sum);
    ks_arena_release(&c.arena);
    return status;
}

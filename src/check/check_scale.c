#include "check_scale.h"

#include <stdlib.h>

#include "base_alloc.h"
#include "check_fact_set.h"
#include "check_sum.h"
#include "check_summation.h"

/* A number in a series: one concept, unit, entity and dimensions, periods as long as each other. */
typedef struct point {
    const ks_fact *fact;
    uint64_t what; /* the number of the concept, and behind it that of the unit */
    uint32_t series;
    int64_t months; /* 0: an instant */
    int64_t day;
    int64_t magnitude; /* of the amount; NO_MAGNITUDE: not known */
    uint32_t index;    /* of the fact */
} point;

#define NO_MAGNITUDE INT64_MIN

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_lang lang;
    const ks_aspects *aspects;
    ks_summations summations;
    bool *is_told; /* of a fact's index */
    point *points;
    size_t point_count;
    ks_arena arena; /* of the total or the pair at hand */
    ks_sum sum;
} checker;

static const int32_t POWERS[] = {-3, 3, -6, 6};
enum { POWER_COUNT = sizeof POWERS / sizeof *POWERS };

static bool is_amount(const ks_fact *fact)
{
    ks_item_kind kind = fact->concept->kind;
    return (kind == KS_ITEM_MONETARY || kind == KS_ITEM_SHARES) && !fact->is_nil &&
           !fact->is_special && fact->unit != NULL && !ks_fact_is_vague(fact);
}

static const char *times(int32_t power)
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

/* ---- totals ---------------------------------------------------------------------------------- */

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
    ks_status status = ks_fact_set_read(c->aspects, first, KS_CUT_ROUND, &c->arena, &set);
    if (status != KS_OK || set.state == KS_SET_NIL) {
        return status;
    }
    if (set.state != KS_SET_NUMBER) {
        b->is_spoilt = true;
        return KS_OK;
    }
    status =
        ks_interval_add(&c->arena, &b->calculated, &set.interval, &arc->weight, &b->calculated);
    return status == KS_OK ? ks_sum_add(&c->sum, set.exact, &arc->weight) : status;
}

static ks_status add_items(checker *c, binding *b, const ks_summation *summation)
{
    ks_status status = KS_OK;
    ks_sum_clear(&c->sum);
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
    ks_status status =
        ks_decimal_subtract(&c->arena, &other->low, &line->fact->number, &change.low);
    if (status == KS_OK) {
        status = ks_decimal_subtract(&c->arena, &other->high, &line->fact->number, &change.high);
    }
    change.is_low_open = false;
    change.is_high_open = false;
    return status == KS_OK ? ks_interval_add(&c->arena, &b->calculated, &change, line->weight, out)
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
        ks_interval_of(&c->arena, &fact->number, fact->decimals, KS_CUT_ROUND, &filed);
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

/* Whether there are that many digits in front of the last place that the accuracy tells of: of an
 * exact amount, in front of the point. */
static bool has_digits(const ks_fact *fact, int32_t count)
{
    const bool is_exact = fact->decimals == KS_DECIMALS_INF || fact->decimals == KS_DECIMALS_NONE;
    ks_decimal one = ks_decimal_from_i64(1);
    ks_decimal least = ks_decimal_shift(&one, count - 1 - (is_exact ? 0 : fact->decimals));
    ks_decimal size = ks_decimal_abs(&fact->number);
    return ks_decimal_compare(&size, &least) >= 0;
}

static ks_status report(checker *c, ks_finding_id id, const ks_fact *fact, int32_t power,
                        const ks_fact *total)
{
    const ks_taxonomy *taxonomy = c->instance->taxonomy;
    ks_decimal right = ks_decimal_shift(&fact->number, power);
    const char *texts[] = {ks_sum_name(taxonomy, fact->concept, c->lang, &c->arena),
                           ks_sum_number(&fact->number, &c->arena),
                           ks_sum_number(&right, &c->arena),
                           ks_sum_name(taxonomy, total->concept, c->lang, &c->arena)};
    ks_status status = ks_sum_add(&c->sum, total, NULL);
    if (status == KS_OK) {
        status = ks_sum_write(&c->sum, taxonomy, c->lang, NULL, &c->arena);
    }
    if (status != KS_OK || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL ||
        texts[3] == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    c->is_told[fact->index] = true;
    KS_REPORT_RELATED(c->sink, id, fact->place, c->sum.related.items, c->sum.related.count,
                      texts[0], texts[1], fact->context->id, texts[2], times(power), texts[3]);
    return KS_OK;
}

/* Whether the sum is right with the total 10^power times as large. */
static ks_status try_total(checker *c, const binding *b, int32_t power, bool *out_found)
{
    ks_interval other = shift_interval(&b->reported, power);
    *out_found = has_digits(b->total, 3) && ks_interval_overlap(&other, &b->calculated) &&
                 !ks_interval_overlap(&KS_INTERVAL_ZERO, &b->calculated);
    return *out_found && !c->is_told[b->total->index]
               ? report(c, KS_F_SCALE_TOTAL, b->total, power, b->total)
               : KS_OK;
}

static ks_status try_item(checker *c, const binding *b, const ks_sum_line *line, int32_t power,
                          bool *out_found)
{
    if (!has_digits(line->fact, 3)) {
        return KS_OK;
    }
    ks_status status = is_item_scaled(c, b, line, power, out_found);
    return *out_found && !c->is_told[line->fact->index]
               ? report(c, KS_F_SCALE_ITEM, line->fact, power, b->total)
               : status;
}

static ks_status search(checker *c, const binding *b)
{
    bool is_found = false;
    ks_status status = KS_OK;
    for (int p = 0; p < POWER_COUNT && !is_found && status == KS_OK; p++) {
        status = try_total(c, b, POWERS[p], &is_found);
        for (size_t i = 0; i < c->sum.lines.count && !is_found && status == KS_OK; i++) {
            const ks_sum_line line = c->sum.lines.items[i];
            status = try_item(c, b, &line, POWERS[p], &is_found);
        }
    }
    return status;
}

static ks_status check_binding(checker *c, const ks_summation *summation, uint32_t first)
{
    ks_fact_set set;
    ks_status status = ks_fact_set_read(c->aspects, first, KS_CUT_ROUND, &c->arena, &set);
    if (status != KS_OK || set.state != KS_SET_NUMBER || !is_amount(set.exact) ||
        ks_decimal_is_zero(&set.exact->number)) {
        return status;
    }
    binding b = {.total = set.exact, .reported = set.interval, .calculated = KS_INTERVAL_ZERO};
    status = add_items(c, &b, summation);
    if (status != KS_OK || b.is_spoilt || c->sum.lines.count == 0 ||
        ks_interval_overlap(&b.reported, &b.calculated)) {
        return status;
    }
    return search(c, &b);
}

static ks_status check_total(checker *c, uint32_t index)
{
    const ks_fact *total = ks_aspects_fact(c->aspects, index);
    ks_status status = KS_OK;
    for (const ks_summation *s = ks_summations_first(&c->summations, total->concept);
         s != NULL && status == KS_OK; s = ks_summations_next(&c->summations, s)) {
        if (ks_scope_covers(s->scope, total->context) &&
            !ks_items_are_doubted(c->instance, s->items, s->count, total->context)) {
            status = check_binding(c, s, index);
            status = status == KS_ERR_LIMIT ? KS_OK : status; /* no figures, and no scale */
        }
    }
    ks_arena_release(&c->arena);
    return status;
}

/* ---- periods --------------------------------------------------------------------------------- */

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static uint32_t unit_of(const ks_fact *fact)
{
    return (uint32_t)(fact->unit->same != NULL ? fact->unit->same : fact->unit)->index;
}

static int compare_series(const point *a, const point *b)
{
    int order = (a->what > b->what) - (a->what < b->what);
    order = order != 0 ? order : compare(a->series, b->series);
    return order != 0 ? order : compare(a->months, b->months);
}

static int compare_points(const void *a, const void *b)
{
    const point *left = a;
    const point *right = b;
    int order = compare_series(left, right);
    order = order != 0 ? order : compare(left->day, right->day);
    return order != 0 ? order : compare(left->index, right->index);
}

static int64_t magnitude_of(const ks_fact *fact)
{
    int64_t magnitude = NO_MAGNITUDE;
    return ks_decimal_magnitude(&fact->number, &magnitude) ? magnitude : NO_MAGNITUDE;
}

/* Whether one may be about a thousand times the other, or more: without a look at the facts, which
 * lie far apart. */
static bool may_differ(const point *a, const point *b)
{
    const int64_t difference = a->magnitude == NO_MAGNITUDE || b->magnitude == NO_MAGNITUDE
                                   ? 3
                                   : a->magnitude - b->magnitude;
    return difference >= 2 || difference <= -2;
}

static bool is_point(const checker *c, uint32_t index)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, index);
    return is_amount(fact) && fact->tuple == NULL && fact->context->period != KS_PERIOD_NONE &&
           !fact->context->has_bad_period && ks_aspects_is_first(c->aspects, index);
}

static point point_of(const checker *c, uint32_t index)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, index);
    const ks_context *context = fact->context;
    const int64_t days = context->finish.day - context->begin.day;
    return (point){.fact = fact,
                   .what = (uint64_t)fact->concept->index << 32 | unit_of(fact),
                   .series = c->aspects->series_class[context->index],
                   .months = context->period == KS_PERIOD_INSTANT ? 0 : (days * 12 + 182) / 365,
                   .day = context->finish.day,
                   .magnitude = magnitude_of(fact),
                   .index = index};
}

/* Where the points of each concept begin. */
static void count_points(const checker *c, size_t *starts)
{
    const size_t concepts = c->instance->taxonomy->concepts.count;
    for (uint32_t i = 0; i < c->instance->facts.count; i++) {
        starts[ks_aspects_fact(c->aspects, i)->concept->index + 1] += is_point(c, i);
    }
    for (size_t i = 1; i <= concepts; i++) {
        starts[i] += starts[i - 1];
    }
}

/* Concept by concept, each with its own sorted. A start moves on to the next of its concept. */
static void deal_points(checker *c, size_t *starts)
{
    const size_t concepts = c->instance->taxonomy->concepts.count;
    for (uint32_t i = 0; i < c->instance->facts.count; i++) {
        if (is_point(c, i)) {
            c->points[starts[ks_aspects_fact(c->aspects, i)->concept->index]++] = point_of(c, i);
        }
    }
    for (size_t i = 0, begin = 0; i < concepts; begin = starts[i++]) {
        if (starts[i] - begin > 1) {
            qsort(&c->points[begin], starts[i] - begin, sizeof *c->points, compare_points);
        }
    }
}

static ks_status collect_points(checker *c)
{
    const size_t concepts = c->instance->taxonomy->concepts.count;
    size_t *starts = ks_alloc_zero(concepts + 1, sizeof *starts);
    if (starts == NULL) {
        return KS_ERR_MEMORY;
    }
    count_points(c, starts);
    c->point_count = starts[concepts];
    c->points = ks_alloc_zero(c->point_count, sizeof *c->points);
    if (c->points != NULL) {
        deal_points(c, starts);
    }
    ks_alloc_free(starts);
    return c->points != NULL ? KS_OK : KS_ERR_MEMORY;
}

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
    const char *texts[] = {ks_sum_name(c->instance->taxonomy, small->concept, c->lang, &c->arena),
                           ks_sum_number(&small->number, &c->arena),
                           ks_sum_number(&large->number, &c->arena)};
    ks_sum_clear(&c->sum);
    ks_status status = ks_sum_add(&c->sum, large, NULL);
    if (status == KS_OK) {
        status = ks_sum_write(&c->sum, c->instance->taxonomy, c->lang, NULL, &c->arena);
    }
    if (status != KS_OK || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_SCALE_NEIGHBOUR, small->place, c->sum.related.items,
                      c->sum.related.count, texts[0], texts[1], small->context->id, texts[2],
                      large->context->id, times(power));
    return KS_OK;
}

static ks_status check_pair(checker *c, const point *a, const point *b)
{
    if (c->is_told[a->index] || c->is_told[b->index]) {
        return KS_OK;
    }
    ks_decimal first = ks_decimal_abs(&a->fact->number);
    ks_decimal second = ks_decimal_abs(&b->fact->number);
    const bool is_rising = ks_decimal_compare(&first, &second) < 0;
    const ks_fact *small = is_rising ? a->fact : b->fact;
    const ks_fact *large = is_rising ? b->fact : a->fact;
    const ks_decimal *smaller = is_rising ? &first : &second;
    const ks_decimal *larger = is_rising ? &second : &first;
    if (ks_decimal_is_zero(&small->number) || !has_digits(small, 3)) {
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

static ks_status check_periods(checker *c)
{
    ks_status status = collect_points(c);
    for (size_t i = 1; i < c->point_count && status == KS_OK; i++) {
        const point *before = &c->points[i - 1];
        const point *after = &c->points[i];
        if (compare_series(before, after) == 0 && before->day != after->day &&
            may_differ(before, after)) {
            status = check_pair(c, before, after);
        }
    }
    return status;
}

static ks_status check_facts(checker *c)
{
    ks_status status = KS_OK;
    for (uint32_t i = 0; i < c->instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = ks_aspects_fact(c->aspects, i);
        if (fact->tuple == NULL && is_amount(fact) && ks_aspects_is_first(c->aspects, i)) {
            status = check_total(c, i);
        }
    }
    return status == KS_OK ? check_periods(c) : status;
}

ks_status ks_check_scale(const ks_aspects *aspects, ks_sink *sink)
{
    const ks_instance *instance = aspects->instance;
    checker c = {.instance = instance,
                 .aspects = aspects,
                 .sink = sink,
                 .lang = sink != NULL ? sink->lang : KS_LANG_EN};
    ks_arena_init(&c.arena);
    c.is_told = ks_alloc_zero(instance->facts.count + 1, sizeof *c.is_told);
    ks_status status = c.is_told == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK) {
        status = ks_summations_init(&c.summations, instance->taxonomy);
    }
    if (status == KS_OK) {
        status = check_facts(&c);
    }
    ks_summations_release(&c.summations);
    ks_alloc_free(c.is_told);
    ks_alloc_free(c.points);
    ks_sum_release(&c.sum);
    ks_arena_release(&c.arena);
    return status;
}

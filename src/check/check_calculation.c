#include "check_calculation.h"

#include "check_scale_sum.h"
#include "check_sum.h"

/* A number that goes into a total. */
typedef struct part {
    const ks_fact *fact;
    const ks_arc *arc;
} part;

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_totals *totals;
    ks_total *listed; /* the total at hand */
    const ks_aspects *aspects;
    ks_arena arena;     /* of the total at hand */
    KS_VEC(part) parts; /* of the binding at hand */
    ks_sum lines;       /* the same as it is told */
} checker;

static ks_lang lang_of(const checker *c)
{
    return c->sink != NULL ? c->sink->lang : KS_LANG_EN;
}

/* Nil facts add nothing, and INF and NaN cannot be added up. */
static bool is_summable(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) &&
           fact->concept->kind != KS_ITEM_FRACTION && !fact->is_nil && !fact->is_special &&
           fact->unit != NULL;
}

/* 4.6.7.2: the value as exact as its decimals say; halves go to the even digit. */
static ks_status round_to(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                          ks_decimal *out)
{
    if (decimals == KS_DECIMALS_INF || decimals == KS_DECIMALS_NONE) {
        *out = *number;
        return KS_OK;
    }
    return ks_decimal_round(arena, number, decimals, KS_ROUND_HALF_EVEN, out);
}

static ks_status add_part(checker *c, const ks_fact *item, const ks_arc *arc)
{
    part *slot = ks_vec_add(&c->parts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (part){item, arc};
    return KS_OK;
}

/* What goes into `total`; *out_binds is false where nothing does, or where a duplicate spoils it.
 */
static ks_status bind(checker *c, const ks_fact *total, const ks_summation *items, bool *out_binds)
{
    *out_binds = false;
    c->parts.count = 0;
    for (size_t i = 0; i < items->count; i++) {
        const ks_arc *arc = items->items[i];
        ks_fact_run found = ks_aspects_near(c->aspects, arc->to, total);
        for (size_t k = 0; k < found.count; k++) {
            const ks_fact *item = ks_aspects_fact(c->aspects, found.facts[k]);
            if (!is_summable(item)) {
                continue;
            }
            if (!ks_aspects_is_alone(c->aspects, found.facts[k])) {
                return KS_OK;
            }
            if (add_part(c, item, arc) != KS_OK) {
                return KS_ERR_MEMORY;
            }
        }
    }
    *out_binds = c->parts.count > 0;
    return KS_OK;
}

/* Each value is rounded first, then weighted. */
static ks_status add_up(checker *c, ks_decimal *out)
{
    ks_decimal total = KS_DECIMAL_ZERO;
    ks_status status = KS_OK;
    for (size_t i = 0; i < c->parts.count && status == KS_OK; i++) {
        const part *p = &c->parts.items[i];
        ks_decimal value;
        status = round_to(&c->arena, &p->fact->number, p->fact->decimals, &value);
        if (status == KS_OK) {
            status = ks_decimal_multiply(&c->arena, &value, &p->arc->weight, &value);
        }
        if (status == KS_OK) {
            status = ks_decimal_add(&c->arena, &total, &value, &total);
        }
    }
    *out = total;
    return status;
}

static ks_status list_missing(checker *c, const ks_fact *total, const ks_summation *items)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < items->count && status == KS_OK; i++) {
        const ks_concept *item = items->items[i]->to;
        if (ks_aspects_near(c->aspects, item, total).count == 0) {
            status = ks_sum_add_missing(&c->lines, item);
        }
    }
    return status;
}

/* The items, what they come to, the total and the difference under each other. */
static ks_status list_sum(checker *c, const ks_fact *total, const ks_summation *items,
                          const ks_sum_result *result)
{
    ks_status status = KS_OK;
    ks_sum_clear(&c->lines);
    for (size_t i = 0; status == KS_OK && i < c->parts.count; i++) {
        status = ks_sum_add(&c->lines, c->parts.items[i].fact, &c->parts.items[i].arc->weight);
    }
    if (status == KS_OK) {
        status = ks_sum_add(&c->lines, total, NULL);
    }
    if (status == KS_OK) {
        status = list_missing(c, total, items);
    }
    return status == KS_OK
               ? ks_sum_write(&c->lines, c->instance->taxonomy, lang_of(c), result, &c->arena)
               : status;
}

static ks_status report_difference(checker *c, const ks_fact *total, const ks_summation *items,
                                   const ks_decimal *reported, const ks_decimal *calculated)
{
    ks_sum_result result = {.comes_to = *calculated};
    ks_status status = ks_decimal_subtract(&c->arena, reported, calculated, &result.difference);
    if (status == KS_OK) {
        status = ks_scale_hint(c->totals, c->listed, lang_of(c), &c->arena, &result.hint);
    }
    if (status == KS_OK) {
        status = list_sum(c, total, items, &result);
    }
    if (status != KS_OK) {
        return status;
    }
    const char *name = ks_sum_name(c->instance->taxonomy, total->concept, lang_of(c), &c->arena);
    const char *texts[] = {ks_sum_number(reported, &c->arena), ks_sum_number(calculated, &c->arena),
                           ks_sum_number(&result.difference, &c->arena)};
    if (name == NULL || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_CALCULATION_INCONSISTENT, total->place, c->lines.related.items,
                      c->lines.related.count, name, total->context->id, total->unit->id, texts[0],
                      texts[1], texts[2], items->network->role);
    return KS_OK;
}

/* A number of which nothing is known, the total or an item; or NULL. */
static const ks_fact *find_vague(const checker *c, const ks_fact *total)
{
    if (ks_fact_is_vague(total)) {
        return total;
    }
    for (size_t i = 0; i < c->parts.count; i++) {
        if (ks_fact_is_vague(c->parts.items[i].fact)) {
            return c->parts.items[i].fact;
        }
    }
    return NULL;
}

static ks_status compare(checker *c, const ks_fact *total, const ks_summation *items)
{
    ks_decimal calculated, reported;
    ks_status status = add_up(c, &calculated);
    if (status == KS_OK) {
        status = round_to(&c->arena, &calculated, total->decimals, &calculated);
    }
    if (status == KS_OK) {
        status = round_to(&c->arena, &total->number, total->decimals, &reported);
    }
    if (status == KS_OK && !ks_decimal_equal(&calculated, &reported)) {
        status = report_difference(c, total, items, &reported, &calculated);
    }
    if (status == KS_ERR_LIMIT) {
        KS_REPORT(c->sink, KS_F_CALCULATION_TOO_LONG, total->place, total->concept->name->local,
                  total->context->id, items->network->role);
        return KS_OK;
    }
    return status;
}

static ks_status check_sum(checker *c, const ks_fact *total, const ks_summation *items)
{
    bool binds = false;
    if (ks_items_are_doubted(c->instance, items->items, items->count, total->context)) {
        return KS_OK;
    }
    ks_status status = bind(c, total, items, &binds);
    if (status != KS_OK || !binds) {
        return status;
    }
    const ks_fact *vague = find_vague(c, total);
    if (vague == NULL) {
        return compare(c, total, items);
    }
    ks_related related = {vague->place, vague->concept->name->local};
    KS_REPORT_RELATED(c->sink, KS_F_CALCULATION_UNKNOWN_ACCURACY, total->place, &related, 1,
                      total->concept->name->local, total->context->id, total->unit->id,
                      vague->concept->name->local, items->network->role);
    return KS_OK;
}

static ks_status check_totals(checker *c)
{
    const ks_totals *totals = c->totals;
    ks_status status = KS_OK;
    for (size_t i = 0; i < totals->list.count && status == KS_OK; i++) {
        ks_total *total = &totals->list.items[i];
        const ks_summation *items = ks_total_summation(totals, total);
        const ks_fact *fact = ks_aspects_fact(c->aspects, total->fact);
        if (!items->is_11 && is_summable(fact) && ks_aspects_is_alone(c->aspects, total->fact) &&
            ks_scope_covers(items->scope, fact->context)) {
            c->listed = total;
            status = check_sum(c, fact, items);
            ks_arena_release(&c->arena);
        }
    }
    return status;
}

static ks_status check(ks_totals *totals, ks_sink *sink)
{
    checker c = {.instance = totals->aspects->instance,
                 .sink = sink,
                 .totals = totals,
                 .aspects = totals->aspects};
    ks_arena_init(&c.arena);
    ks_status status = check_totals(&c);
    ks_vec_release(&c.parts);
    ks_sum_release(&c.lines);
    ks_arena_release(&c.arena);
    return status;
}

/* 4.10 parts contexts that are one by their aspects. */
static ks_status check_s_equal(const ks_totals *totals, ks_sink *sink)
{
    ks_totals parted;
    ks_aspects aspects;
    ks_status status = ks_aspects_init(&aspects, totals->aspects->instance, KS_CLASS_S_EQUAL);
    if (status == KS_OK) {
        status = ks_totals_init(&parted, &aspects);
        parted.is_scaled = totals->is_scaled;
        status = status == KS_OK ? check(&parted, sink) : status;
        ks_totals_release(&parted);
    }
    ks_aspects_release(&aspects);
    return status;
}

ks_status ks_check_calculation(ks_totals *totals, ks_sink *sink)
{
    return totals->aspects->classes.is_s_equal ? check(totals, sink) : check_s_equal(totals, sink);
}

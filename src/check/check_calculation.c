#include "check_calculation.h"

#include <string.h>

#include "check_calculation_scope.h"
#include "check_fact_groups.h"
#include "check_sum.h"
#include "check_summation.h"

/* The items of one total in one network. */
typedef struct sum {
    const ks_arc **arcs;
    size_t count;
    const ks_scope *scope; /* the contexts that the network speaks of */
    struct sum *next;      /* of the same total, in another network */
} sum;

/* A number that goes into a total. */
typedef struct part {
    const ks_fact *fact;
    const ks_arc *arc;
} part;

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_arena arena;
    sum **sums;      /* by the index of the total's concept */
    bool *is_wanted; /* by the index of a concept: it is a total or an item */
    ks_fact_groups groups;
    KS_VEC(part) parts; /* of the binding at hand */
    ks_sum lines;       /* the same as it is told */
} checker;

/* Nil facts add nothing, and INF and NaN cannot be added up. */
static bool is_summable(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) &&
           fact->concept->kind != KS_ITEM_FRACTION && !fact->is_nil && !fact->is_special &&
           fact->unit != NULL;
}

static ks_status add_sum(checker *c, const ks_arc **arcs, size_t count)
{
    sum **first = &c->sums[arcs[0]->from->index];
    sum *added = ks_arena_alloc(&c->arena, sizeof *added);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (sum){arcs, count, ks_scope_of(arcs[0]->role), *first};
    *first = added;
    c->is_wanted[arcs[0]->from->index] = true;
    for (size_t i = 0; i < count; i++) {
        c->is_wanted[arcs[i]->to->index] = true;
    }
    return KS_OK;
}

/* The arcs of a network stand by the concept that they lead from. */
static ks_status add_network(checker *c, const ks_network *network)
{
    ks_status status = KS_OK;
    for (size_t i = 0, count; i < network->arc_count && status == KS_OK; i += count) {
        count = 1;
        while (i + count < network->arc_count &&
               network->arcs[i + count]->from == network->arcs[i]->from) {
            count++;
        }
        status = add_sum(c, &network->arcs[i], count);
    }
    return status;
}

static ks_status index_sums(checker *c)
{
    const ks_taxonomy *taxonomy = c->instance->taxonomy;
    size_t concepts = taxonomy->concepts.count + 1;
    c->sums = ks_arena_zero(&c->arena, concepts, sizeof *c->sums);
    c->is_wanted = ks_arena_zero(&c->arena, concepts, sizeof *c->is_wanted);
    if (c->sums == NULL || c->is_wanted == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = KS_OK;
    /* From the last on, since each goes in front of those of its total. */
    for (size_t i = taxonomy->network_count; i > 0 && status == KS_OK; i--) {
        const ks_network *network = &taxonomy->networks[i - 1];
        if (network->arcrole != NULL && strcmp(network->arcrole, KS_ARCROLE_SUMMATION) == 0) {
            status = add_network(c, network);
        }
    }
    return status;
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
static ks_status bind(checker *c, const ks_fact *total, const sum *items, bool *out_binds)
{
    *out_binds = false;
    c->parts.count = 0;
    for (size_t i = 0; i < items->count; i++) {
        const ks_arc *arc = items->arcs[i];
        ks_fact_group found = ks_fact_groups_near(&c->groups, arc->to, total);
        for (size_t k = 0; k < found.count; k++) {
            const ks_fact *item = found.facts[k];
            if (!is_summable(item)) {
                continue;
            }
            if (c->groups.is_duplicate[item->index]) {
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

static ks_status list_missing(checker *c, const ks_fact *total, const sum *items)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < items->count && status == KS_OK; i++) {
        const ks_concept *item = items->arcs[i]->to;
        if (ks_fact_groups_near(&c->groups, item, total).count == 0) {
            status = ks_sum_add_missing(&c->lines, item);
        }
    }
    return status;
}

/* The items, what they come to, the total and the difference under each other. */
static ks_status list_sum(checker *c, const ks_fact *total, const sum *items,
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
               ? ks_sum_write(&c->lines, c->instance->taxonomy,
                              c->sink != NULL ? c->sink->lang : KS_LANG_EN, result, &c->arena)
               : status;
}

static ks_status report_difference(checker *c, const ks_fact *total, const sum *items,
                                   const ks_decimal *reported, const ks_decimal *calculated)
{
    ks_sum_result result = {.comes_to = *calculated};
    ks_status status = ks_decimal_subtract(&c->arena, reported, calculated, &result.difference);
    if (status == KS_OK) {
        status = list_sum(c, total, items, &result);
    }
    if (status != KS_OK) {
        return status;
    }
    const char *name = ks_sum_name(c->instance->taxonomy, total->concept,
                                   c->sink != NULL ? c->sink->lang : KS_LANG_EN, &c->arena);
    const char *texts[] = {ks_sum_number(reported, &c->arena), ks_sum_number(calculated, &c->arena),
                           ks_sum_number(&result.difference, &c->arena)};
    if (name == NULL || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_CALCULATION_INCONSISTENT, total->place, c->lines.related.items,
                      c->lines.related.count, name, total->context->id, total->unit->id, texts[0],
                      texts[1], texts[2], items->arcs[0]->role);
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

static ks_status compare(checker *c, const ks_fact *total, const sum *items)
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
                  total->context->id, items->arcs[0]->role);
        return KS_OK;
    }
    return status;
}

static ks_status check_sum(checker *c, const ks_fact *total, const sum *items)
{
    bool binds = false;
    if (ks_items_are_doubted(c->instance, items->arcs, items->count, total->context)) {
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
                      vague->concept->name->local, items->arcs[0]->role);
    return KS_OK;
}

/* Facts come in the order of the instance, so findings do too. */
static ks_status check_facts(checker *c)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < c->instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = c->instance->facts.items[i];
        const sum *items = c->sums[fact->concept->index];
        if (items == NULL || !is_summable(fact) || c->groups.is_duplicate[fact->index]) {
            continue;
        }
        for (; items != NULL && status == KS_OK; items = items->next) {
            if (ks_scope_covers(items->scope, fact->context)) {
                status = check_sum(c, fact, items);
            }
        }
    }
    return status;
}

ks_status ks_check_calculation(const ks_instance *instance, ks_sink *sink)
{
    checker c = {.instance = instance, .sink = sink};
    ks_arena_init(&c.arena);
    ks_status status = index_sums(&c);
    if (status == KS_OK) {
        status = ks_fact_groups_init(&c.groups, instance, c.is_wanted);
        if (status == KS_OK) {
            status = check_facts(&c);
        }
        ks_fact_groups_release(&c.groups);
    }
    ks_vec_release(&c.parts);
    ks_sum_release(&c.lines);
    ks_arena_release(&c.arena);
    return status;
}

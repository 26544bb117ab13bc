#include "check_calculation.h"

#include "base_alloc.h"

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_arena arena;
    bool *is_repeated;                /* by index: another fact has the same aspects */
    KS_VEC(const ks_fact *) items;    /* of the binding at hand */
    KS_VEC(const ks_arc *) item_arcs; /* the arc of each */
    KS_VEC(ks_related) related;
} checker;

static bool is_summable(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) &&
           fact->concept->kind != KS_ITEM_FRACTION && !fact->is_nil && fact->unit != NULL;
}

static ks_status mark_repeated(checker *c)
{
    const ks_instance *instance = c->instance;
    c->is_repeated = ks_arena_zero(&c->arena, instance->facts.count + 1, sizeof(bool));
    if (c->is_repeated == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        const ks_fact *first =
            ks_instance_fact(instance, fact->concept, fact->context, fact->unit, fact->lang);
        if (first != NULL && first != fact) {
            c->is_repeated[first->index] = true;
            c->is_repeated[fact->index] = true;
        }
    }
    return KS_OK;
}

/* XBRL 2.1 4.6: the value as exact as its decimals say. */
static ks_status round_to(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                          ks_decimal *out)
{
    if (decimals == KS_DECIMALS_INF || decimals == KS_DECIMALS_NONE) {
        *out = *number;
        return KS_OK;
    }
    return ks_decimal_round(arena, number, decimals, KS_ROUND_HALF_UP, out);
}

static ks_status add_item(checker *c, const ks_fact *item, const ks_arc *arc, ks_decimal *sum)
{
    ks_decimal value;
    ks_status status = round_to(&c->arena, &item->number, item->decimals, &value);
    if (status == KS_OK) {
        status = ks_decimal_multiply(&c->arena, &value, &arc->weight, &value);
    }
    if (status == KS_OK) {
        status = ks_decimal_add(&c->arena, sum, &value, sum);
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_fact **slot = ks_vec_add(&c->items);
    const ks_arc **arc_slot = slot != NULL ? ks_vec_add(&c->item_arcs) : NULL;
    if (arc_slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = item;
    *arc_slot = arc;
    return KS_OK;
}

/* Adds up what contributes to `total`; *out_binds is false where a repeated item spoils it. */
static ks_status add_up(checker *c, const ks_fact *total, const ks_arc_list *children,
                        ks_decimal *sum, bool *out_binds)
{
    *out_binds = true;
    *sum = KS_DECIMAL_ZERO;
    c->items.count = 0;
    c->item_arcs.count = 0;
    for (size_t i = 0; i < children->count; i++) {
        const ks_fact *item =
            ks_instance_fact(c->instance, children->arcs[i]->to, total->context, total->unit, NULL);
        if (item == NULL || !is_summable(item)) {
            continue;
        }
        if (c->is_repeated[item->index]) {
            *out_binds = false;
            return KS_OK;
        }
        ks_status status = add_item(c, item, children->arcs[i], sum);
        if (status != KS_OK) {
            return status;
        }
    }
    *out_binds = c->items.count > 0;
    return KS_OK;
}

static const char *write_number(checker *c, const ks_decimal *number)
{
    ks_str text;
    ks_str_init(&text);
    ks_decimal_write(&text, number, 0, ",");
    const char *copy = ks_arena_text(&c->arena, ks_str_view(&text));
    ks_str_release(&text);
    return copy;
}

static ks_status relate_item(checker *c, const ks_fact *item, const ks_arc *arc)
{
    const char *value = write_number(c, &item->number);
    const char *weight = write_number(c, &arc->weight);
    ks_related *related = value != NULL && weight != NULL ? ks_vec_add(&c->related) : NULL;
    if (related == NULL) {
        return KS_ERR_MEMORY;
    }
    related->place = item->place;
    related->text =
        ks_arena_format(&c->arena, "%s x %s  %s", weight, value, item->concept->name->local);
    return related->text != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status report(checker *c, const ks_fact *total, const ks_arc *arc,
                        const ks_decimal *reported, const ks_decimal *sum)
{
    ks_decimal difference;
    ks_status status = ks_decimal_subtract(&c->arena, reported, sum, &difference);
    c->related.count = 0;
    for (size_t i = 0; status == KS_OK && i < c->items.count; i++) {
        status = relate_item(c, c->items.items[i], c->item_arcs.items[i]);
    }
    if (status != KS_OK) {
        return status;
    }
    const char *texts[] = {write_number(c, reported), write_number(c, sum),
                           write_number(c, &difference)};
    if (texts[0] == NULL || texts[1] == NULL || texts[2] == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_CALCULATION_INCONSISTENT, total->place, c->related.items,
                      c->related.count, total->concept->name->local, total->context->id,
                      total->unit->id, texts[0], texts[1], texts[2], arc->role);
    return KS_OK;
}

static ks_status check_total(checker *c, const ks_fact *total, const ks_arc_list *children)
{
    ks_decimal sum, reported;
    bool binds = false;
    ks_status status = add_up(c, total, children, &sum, &binds);
    if (status != KS_OK || !binds) {
        return status;
    }
    status = round_to(&c->arena, &sum, total->decimals, &sum);
    if (status == KS_OK) {
        status = round_to(&c->arena, &total->number, total->decimals, &reported);
    }
    if (status == KS_OK && !ks_decimal_equal(&sum, &reported)) {
        status = report(c, total, children->arcs[0], &reported, &sum);
    }
    return status;
}

/* Facts come in the order of the instance, so findings do too; a total may stand in many networks.
 */
static ks_status check_fact(checker *c, const ks_fact *fact)
{
    const ks_taxonomy *taxonomy = c->instance->taxonomy;
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        const ks_network *network = &taxonomy->networks[i];
        if (network->arcrole != NULL &&
            ks_sv_is(ks_sv_from(network->arcrole), KS_ARCROLE_SUMMATION)) {
            const ks_arc_list children = ks_network_children(network, fact->concept);
            ks_status status = children.count > 0 ? check_total(c, fact, &children) : KS_OK;
            if (status != KS_OK) {
                return status;
            }
        }
    }
    return KS_OK;
}

ks_status ks_check_calculation(const ks_instance *instance, ks_sink *sink)
{
    checker c = {.instance = instance, .sink = sink};
    ks_arena_init(&c.arena);
    ks_status status = mark_repeated(&c);
    for (size_t i = 0; status == KS_OK && i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        if (is_summable(fact) && !c.is_repeated[i]) {
            status = check_fact(&c, fact);
        }
    }
    ks_vec_release(&c.items);
    ks_vec_release(&c.item_arcs);
    ks_vec_release(&c.related);
    ks_arena_release(&c.arena);
    return status;
}

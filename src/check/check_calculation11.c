#include "check_calculation11.h"

#include <string.h>

#include "base_alloc.h"
#include "check_calculation11_links.h"
#include "check_fact_set.h"
#include "check_scale_sum.h"
#include "check_sum.h"
#include "model_type.h"

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_lang lang;
    ks_cut cut;
    bool with_21;
    ks_totals *totals;
    ks_total *listed; /* the total at hand */
    ks_aspects *aspects;
    bool *is_told;    /* of a fact's index, as the first of its set: its digits are */
    ks_arena arena;   /* of the findings */
    ks_arena numbers; /* of the binding at hand */
    ks_sum sum;
} checker;

/* A typed dimension whose values are more than text. */
static bool has_complex_value(const checker *c, const ks_context *context)
{
    const ks_types *types = c->instance->taxonomy->types;
    for (size_t i = 0; types != NULL && i < context->dimension_count; i++) {
        const ks_qname *domain = context->dimensions[i].domain;
        const ks_element *element = domain == NULL ? NULL : ks_types_element(types, domain);
        if (element != NULL && element->type != NULL &&
            (element->type->content == KS_CONTENT_ELEMENTS ||
             element->type->content == KS_CONTENT_MIXED)) {
            return true;
        }
    }
    return false;
}

/* What keeps a report out of the Open Information Model, on which the rules stand; or NULL. */
static const ks_fact *find_unsuited(const checker *c, const char **out_what)
{
    const ks_context *last = NULL;
    for (size_t i = 0; i < c->instance->facts.count; i++) {
        const ks_fact *fact = c->instance->facts.items[i];
        bool has_other = fact->context->has_other_segment || fact->context->has_other_scenario ||
                         (fact->context != last && has_complex_value(c, fact->context));
        last = fact->context;
        *out_what = fact->concept->kind == KS_ITEM_FRACTION        ? "xbrli:fractionItemType"
                    : has_other                                    ? fact->context->id
                    : fact->unit != NULL && ks_fact_is_vague(fact) ? "precision=\"0\""
                                                                   : NULL;
        if (*out_what != NULL) {
            return fact;
        }
    }
    return NULL;
}

static bool is_suited(checker *c)
{
    const ks_oddity *linkbases = &c->instance->linkbase_refs;
    const char *what = NULL;
    const ks_fact *unsuited = find_unsuited(c, &what);
    if (linkbases->count > 0) {
        KS_REPORT(c->sink, KS_F_CALC11_NOT_SUITED, linkbases->place, "xbrl", "linkbaseRef");
        return false;
    }
    if (unsuited != NULL) {
        KS_REPORT(c->sink, KS_F_CALC11_NOT_SUITED, unsuited->place, unsuited->concept->name->local,
                  what);
    } else if (c->instance->tuples.count > 0) {
        const ks_tuple *tuple = c->instance->tuples.items[0];
        KS_REPORT(c->sink, KS_F_CALC11_TUPLES, tuple->place, tuple->concept->name->local);
    }
    return unsuited == NULL;
}

/* ---- bindings -------------------------------------------------------------------------------- */

static ks_status list_set(const checker *c, uint32_t first, ks_sum *out)
{
    ks_status status = KS_OK;
    for (uint32_t i = first; i != KS_NO_FACT && status == KS_OK; i = c->aspects->next[i]) {
        status = ks_sum_add(out, ks_aspects_fact(c->aspects, i), NULL);
    }
    return status;
}

static ks_status report_excess(checker *c, const ks_fact *fact)
{
    const char *accuracy = ks_sum_accuracy(fact, &c->arena);
    const char *name = ks_sum_name(c->instance->taxonomy, fact->concept, c->lang, &c->arena);
    if (name == NULL || accuracy == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(c->sink, KS_F_CALC11_EXCESS_DIGITS, fact->place, name, fact->lexical, accuracy);
    return KS_OK;
}

static ks_status report_duplicates(checker *c, uint32_t first, const ks_fact *fact)
{
    static const ks_finding_id IDS[] = {
        [KS_CUT_ROUND] = KS_F_CALC11_DUPLICATES_ROUNDING,
        [KS_CUT_TRUNCATE] = KS_F_CALC11_DUPLICATES_TRUNCATION,
    };
    ks_sum listed = {.lines = {0}};
    ks_status status = list_set(c, first, &listed);
    if (status == KS_OK) {
        status = ks_sum_write(&listed, c->instance->taxonomy, c->lang, NULL, &c->arena);
    }
    const char *name = ks_sum_name(c->instance->taxonomy, fact->concept, c->lang, &c->arena);
    if (status == KS_OK && name == NULL) {
        status = KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        KS_REPORT_RELATED(c->sink, IDS[c->cut], fact->place, listed.related.items,
                          listed.related.count, name, fact->context->id);
    }
    ks_sum_release(&listed);
    return status;
}

/* A set that no sum can be made with. It is told once. */
static ks_status report_set(checker *c, uint32_t first, const ks_fact_set *set)
{
    if (set->state == KS_SET_EXCESS_DIGITS && !c->is_told[first]) {
        c->is_told[first] = true;
        return report_excess(c, set->fault);
    }
    if (set->state == KS_SET_DIFFERS && !c->aspects->is_told[first]) {
        c->aspects->is_told[first] = true;
        return report_duplicates(c, first, set->fault);
    }
    return KS_OK;
}

/* The sum of one calculation in one context and unit. */
typedef struct binding {
    const ks_summation *summation;
    uint32_t total; /* the first fact of its set */
    ks_fact_set reported;
    ks_interval calculated;
    ks_decimal comes_to; /* of the items as they were filed */
    size_t item_count;
    bool is_spoilt; /* by a set that no sum can be made with */
} binding;

static ks_status add_item(checker *c, binding *b, const ks_arc *arc, uint32_t first)
{
    ks_fact_set set;
    ks_decimal value;
    ks_status status = ks_fact_set_read(c->aspects, first, c->cut, &c->numbers, &set);
    if (status != KS_OK || set.state == KS_SET_NIL) {
        return status;
    }
    b->item_count++;
    if (set.state != KS_SET_NUMBER) {
        b->is_spoilt = true;
        return report_set(c, first, &set);
    }
    status =
        ks_interval_add(&c->numbers, &b->calculated, &set.interval, &arc->weight, &b->calculated);
    if (status == KS_OK) {
        status = ks_decimal_multiply(&c->numbers, &set.exact->number, &arc->weight, &value);
    }
    if (status == KS_OK) {
        status = ks_decimal_add(&c->numbers, &b->comes_to, &value, &b->comes_to);
    }
    return status == KS_OK ? ks_sum_add(&c->sum, set.exact, &arc->weight) : status;
}

/* All of them, even where one spoils the sum: each fault is told. */
static ks_status add_items(checker *c, binding *b)
{
    const ks_fact *total = ks_aspects_fact(c->aspects, b->total);
    ks_status status = KS_OK;
    ks_sum_clear(&c->sum);
    for (size_t i = 0; i < b->summation->count && status == KS_OK; i++) {
        const ks_arc *arc = b->summation->items[i];
        uint32_t first = ks_aspects_find(c->aspects, arc->to, total);
        if (first != KS_NO_FACT) {
            status = add_item(c, b, arc, first);
        }
    }
    return status;
}

static ks_status list_missing(checker *c, const binding *b)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < b->summation->count && status == KS_OK; i++) {
        const ks_arc *arc = b->summation->items[i];
        if (ks_aspects_find(c->aspects, arc->to, b->reported.exact) == KS_NO_FACT) {
            status = ks_sum_add_missing(&c->sum, arc->to);
        }
    }
    return status;
}

/* As text; *out is NULL where it is one number, which needs no telling. */
static ks_status write_interval(checker *c, const ks_interval *interval, const char **out)
{
    ks_str text;
    *out = NULL;
    if (ks_decimal_equal(&interval->low, &interval->high)) {
        return KS_OK;
    }
    ks_str_init(&text);
    ks_interval_write(&text, interval);
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        *out = ks_arena_text(&c->arena, ks_str_view(&text));
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_str_release(&text);
    return status;
}

/* The lines of the sum: items, what they come to, the total, the difference. */
static ks_status write_sum(checker *c, const binding *b, ks_sum_result *result)
{
    ks_status status = list_set(c, b->total, &c->sum);
    if (status == KS_OK) {
        status = list_missing(c, b);
    }
    result->comes_to = b->comes_to;
    if (status == KS_OK) {
        status = ks_scale_hint(c->totals, c->listed, c->lang, &c->arena, &result->hint);
    }
    if (status == KS_OK) {
        status = write_interval(c, &b->calculated, &result->comes_to_range);
    }
    if (status == KS_OK) {
        status = write_interval(c, &b->reported.interval, &result->total_range);
    }
    return status == KS_OK
               ? ks_sum_write(&c->sum, c->instance->taxonomy, c->lang, result, &c->arena)
               : status;
}

static ks_status report_binding(checker *c, const binding *b)
{
    static const ks_finding_id IDS[] = {
        [KS_CUT_ROUND] = KS_F_CALC11_INCONSISTENT_ROUNDING,
        [KS_CUT_TRUNCATE] = KS_F_CALC11_INCONSISTENT_TRUNCATION,
    };
    const ks_fact *total = b->reported.exact;
    ks_sum_result result = {.hint = NULL};
    ks_status status =
        ks_decimal_subtract(&c->numbers, &total->number, &b->comes_to, &result.difference);
    if (status == KS_OK) {
        status = write_sum(c, b, &result);
    }
    if (status != KS_OK) {
        return status;
    }
    const char *texts[] = {ks_sum_name(c->instance->taxonomy, total->concept, c->lang, &c->arena),
                           ks_sum_number(&total->number, &c->arena),
                           ks_sum_number(&b->comes_to, &c->arena),
                           ks_sum_number(&result.difference, &c->arena)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i] == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    KS_REPORT_RELATED(c->sink, IDS[c->cut], total->place, c->sum.related.items,
                      c->sum.related.count, texts[0], texts[1], total->context->id,
                      total->unit != NULL ? total->unit->id : "", texts[2], texts[3],
                      b->summation->network->role);
    return KS_OK;
}

static ks_status check_binding(checker *c, const ks_summation *summation, uint32_t total)
{
    binding b = {.summation = summation, .total = total, .calculated = KS_INTERVAL_ZERO};
    ks_status status = add_items(c, &b);
    if (status != KS_OK || b.item_count == 0) {
        return status;
    }
    status = ks_fact_set_read(c->aspects, total, c->cut, &c->numbers, &b.reported);
    if (status != KS_OK) {
        return status;
    }
    if (b.reported.state != KS_SET_NUMBER) {
        return report_set(c, total, &b.reported);
    }
    return b.is_spoilt || ks_interval_overlap(&b.reported.interval, &b.calculated)
               ? KS_OK
               : report_binding(c, &b);
}

/* Figures of thousands of digits are no figures; the sum is left alone, and that is told. */
static ks_status settle(checker *c, ks_status status, const ks_fact *total)
{
    if (status == KS_ERR_LIMIT) {
        KS_REPORT(c->sink, KS_F_CALC11_TOO_LONG, total->place, total->concept->name->local);
        return KS_OK;
    }
    return status;
}

static bool is_asked(const checker *c, const ks_summation *summation)
{
    return summation->is_11 || c->with_21;
}

static ks_status check_total(checker *c, const ks_summation *s, uint32_t index)
{
    const ks_fact *total = ks_aspects_fact(c->aspects, index);
    /* A relationship that is there twice is told with the taxonomy. */
    if (!is_asked(c, s) || s->is_twice || total->tuple != NULL ||
        !ks_concept_is_decimal(total->concept) || !ks_aspects_is_first(c->aspects, index) ||
        !ks_scope_covers(s->scope, total->context) ||
        ks_items_are_doubted(c->instance, s->items, s->count, total->context)) {
        return KS_OK;
    }
    ks_status status = settle(c, check_binding(c, s, index), total);
    ks_arena_release(&c->numbers);
    ks_arena_release(&c->arena);
    return status;
}

static bool has_work(const checker *c, const ks_summations *summations)
{
    for (size_t i = 0; i < summations->list.count; i++) {
        if (is_asked(c, &summations->list.items[i])) {
            return true;
        }
    }
    return false;
}

static ks_status check_report(checker *c)
{
    const ks_totals *totals = c->totals;
    if (!is_suited(c)) {
        return KS_OK;
    }
    c->is_told = ks_alloc_zero(c->instance->facts.count + 1, sizeof *c->is_told);
    ks_status status = c->is_told != NULL ? KS_OK : KS_ERR_MEMORY;
    for (size_t i = 0; i < totals->list.count && status == KS_OK; i++) {
        ks_total *total = &totals->list.items[i];
        c->listed = total;
        if (!total->is_rounded || c->cut != KS_CUT_ROUND) {
            status = check_total(c, ks_total_summation(totals, total), total->fact);
        }
    }
    return status;
}

ks_status ks_check_calculation11(ks_totals *totals, ks_cut cut, bool with_21, ks_sink *sink)
{
    const ks_instance *instance = totals->aspects->instance;
    checker c = {.instance = instance,
                 .totals = totals,
                 .aspects = totals->aspects,
                 .sink = sink,
                 .lang = sink != NULL ? sink->lang : KS_LANG_EN,
                 .cut = cut,
                 .with_21 = with_21};
    ks_arena_init(&c.arena);
    ks_arena_init(&c.numbers);
    ks_status status = has_work(&c, &totals->summations) ? check_report(&c) : KS_OK;
    ks_alloc_free(c.is_told);
    ks_sum_release(&c.sum);
    ks_arena_release(&c.arena);
    ks_arena_release(&c.numbers);
    return status;
}

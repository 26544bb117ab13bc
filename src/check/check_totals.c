#include "check_totals.h"

#include <stdlib.h>

#include "base_alloc.h"

/* An item of a calculation that is filed somewhere. */
typedef struct term {
    uint32_t concept;
    int8_t sign; /* 0: another weight than 1 and -1 */
} term;

typedef struct walker {
    ks_totals *totals;
    const ks_aspects *aspects;
    KS_VEC(term) terms;
    size_t *term_starts; /* of a summation's number; one more at the end */
    uint32_t *met;       /* of a kind: where its facts begin in the class at hand, from 1 */
    uint32_t begin;      /* of the class at hand: what was met in front of it is of another one */
    uint32_t end;
} walker;

/* A sum in 64 bits. */
typedef struct figure {
    int64_t digits;
    int32_t exponent;
} figure;

typedef enum look { LOOK_NIL, LOOK_PLAIN, LOOK_ODD } look;

/* A number with the unit of its last place: what it was before rounding is half of that away at
 * most. Zero of an exact one. */
typedef struct rounded {
    figure number;
    figure unit;
} rounded;

typedef enum verdict { SUM_EXACT, SUM_ROUNDED, SUM_OPEN } verdict;

#define MOST INT64_C(1000000000000000000)

/* A number as it is, or nothing; all else is odd: no finite number, of unknown accuracy, with
 * digits behind its last place, in a tuple, without a unit. */
static look look_at(const ks_fact *fact, rounded *out)
{
    const ks_decimal *number = &fact->number;
    const bool is_exact = fact->decimals == KS_DECIMALS_INF || fact->decimals == KS_DECIMALS_NONE;
    if (!ks_item_kind_is_numeric(fact->concept->kind) || fact->unit == NULL ||
        fact->tuple != NULL || fact->concept->kind == KS_ITEM_FRACTION) {
        return LOOK_ODD;
    }
    if (fact->is_nil) {
        return LOOK_NIL;
    }
    if (fact->is_special || ks_fact_is_vague(fact) || number->size > 1 ||
        number->limbs.small[0] > (uint64_t)MOST ||
        (!is_exact && number->size > 0 && number->exponent < -(int64_t)fact->decimals)) {
        return LOOK_ODD;
    }
    const int64_t digits = number->size == 0 ? 0 : (int64_t)number->limbs.small[0];
    out->number = (figure){number->is_negative ? -digits : digits, number->exponent};
    out->unit = is_exact ? (figure){0, number->exponent} : (figure){1, -fact->decimals};
    return LOOK_PLAIN;
}

/* Writes `f` with the exponent, which is not greater than its own; false where that is too long. */
static bool bring_to(figure *f, int32_t exponent)
{
    int64_t left = f->digits == 0 ? 0 : (int64_t)f->exponent - exponent;
    for (; left > 0 && f->digits < MOST / 10 && f->digits > -MOST / 10; left--) {
        f->digits *= 10;
    }
    f->exponent = exponent;
    return left <= 0;
}

static bool align(figure *a, figure *b)
{
    const int32_t exponent = a->exponent < b->exponent ? a->exponent : b->exponent;
    return bring_to(a, exponent) && bring_to(b, exponent);
}

static bool add(figure *sum, figure item, int8_t sign)
{
    if (!align(sum, &item)) {
        return false;
    }
    sum->digits += sign * item.digits;
    return sum->digits <= MOST && sum->digits >= -MOST;
}

static uint32_t find_kind(const ks_aspects *aspects, uint32_t concept, uint32_t unit)
{
    const uint32_t first = aspects->kind_starts[concept];
    return aspects->kinds[first].unit == unit ? first : ks_aspects_kind(aspects, concept, unit);
}

/* The first fact of the kind in the class at hand; *out_is_alone tells whether there are others. */
static uint32_t find_fact(const walker *w, uint32_t kind, bool *out_is_alone)
{
    const uint32_t met = kind == KS_NO_KIND ? 0 : w->met[kind];
    if (met <= w->begin) {
        return KS_NO_FACT;
    }
    *out_is_alone = met >= w->end || w->aspects->kind_of[w->aspects->order[met]] != kind;
    return w->aspects->order[met - 1];
}

/* Adds what is filed of the item, if anything; false where that is beyond a quick look. */
static bool add_term(const walker *w, const term *item, uint32_t unit, rounded *sum, bool *is_empty)
{
    bool is_alone = true;
    rounded value;
    const uint32_t fact = find_fact(w, find_kind(w->aspects, item->concept, unit), &is_alone);
    const look how = fact == KS_NO_FACT ? LOOK_NIL
                     : is_alone         ? look_at(ks_aspects_fact(w->aspects, fact), &value)
                                        : LOOK_ODD;
    if (how != LOOK_PLAIN) {
        return how == LOOK_NIL;
    }
    *is_empty = false;
    return item->sign != 0 && add(&sum->number, value.number, item->sign) &&
           add(&sum->unit, value.unit, 1);
}

/* Half of the units of all last places is what rounding explains. */
static verdict compare(rounded *sum, rounded *total)
{
    figure difference = sum->number;
    if (!align(&difference, &total->number)) {
        return SUM_OPEN;
    }
    difference.digits -= total->number.digits;
    if (difference.digits == 0) {
        return SUM_EXACT;
    }
    if (!add(&sum->unit, total->unit, 1) || !align(&difference, &sum->unit)) {
        return SUM_OPEN;
    }
    const int64_t size = difference.digits < 0 ? -difference.digits : difference.digits;
    return size <= sum->unit.digits / 2 ? SUM_ROUNDED : SUM_OPEN;
}

/* The items that are filed against a total that is seen like that. */
static verdict judge(const walker *w, size_t summation, uint32_t unit, look how, rounded total)
{
    rounded sum = {{0, 0}, {0, 0}};
    bool is_empty = true;
    for (size_t i = w->term_starts[summation]; i < w->term_starts[summation + 1]; i++) {
        if (!add_term(w, &w->terms.items[i], unit, &sum, &is_empty)) {
            return SUM_OPEN;
        }
    }
    if (is_empty || how == LOOK_NIL) {
        return SUM_EXACT;
    }
    return how == LOOK_ODD ? SUM_OPEN : compare(&sum, &total);
}

static ks_status list_total(walker *w, uint32_t fact, size_t summation, verdict seen)
{
    if (seen == SUM_EXACT) {
        return KS_OK;
    }
    ks_total *added = ks_vec_add(&w->totals->list);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (ks_total){fact, (uint32_t)summation, seen == SUM_ROUNDED, false};
    return KS_OK;
}

/* One of the facts of a kind in a class, and whether it is the only one. */
static ks_status ask_total(walker *w, uint32_t index, bool is_alone)
{
    const ks_fact *fact = ks_aspects_fact(w->aspects, index);
    const uint32_t unit = w->aspects->kinds[w->aspects->kind_of[index]].unit;
    rounded total = {{0, 0}, {0, 0}};
    ks_status status = KS_OK;
    const look how = is_alone ? look_at(fact, &total) : LOOK_ODD;
    for (const ks_summation *s = ks_summations_first(&w->totals->summations, fact->concept);
         s != NULL && status == KS_OK; s = ks_summations_next(&w->totals->summations, s)) {
        const size_t number = (size_t)(s - w->totals->summations.list.items);
        status = list_total(w, index, number, judge(w, number, unit, how, total));
    }
    return status;
}

static ks_status ask_class(walker *w)
{
    const ks_aspects *aspects = w->aspects;
    for (uint32_t at = w->end; at > w->begin; at--) {
        w->met[aspects->kind_of[aspects->order[at - 1]]] = at;
    }
    ks_status status = KS_OK;
    for (uint32_t at = w->begin; at < w->end && status == KS_OK; at++) {
        const uint32_t kind = aspects->kind_of[aspects->order[at]];
        if (w->totals->summations.first[aspects->kinds[kind].concept] != 0) {
            bool is_alone = false;
            const uint32_t first = find_fact(w, kind, &is_alone);
            status = ask_total(w, aspects->order[at], is_alone && first == aspects->order[at]);
        }
    }
    return status;
}

static bool is_filed(const ks_aspects *aspects, const ks_concept *concept)
{
    return aspects->kind_starts[concept->index] < aspects->kind_starts[concept->index + 1];
}

static int8_t sign_of(const ks_decimal *weight)
{
    static const int8_t SIGNS[] = {1, -1};
    const bool is_one = weight->size == 1 && weight->limbs.small[0] == 1 && weight->exponent == 0;
    return is_one ? SIGNS[weight->is_negative] : 0;
}

/* Of totals that are filed, those items that are. */
static ks_status collect_terms(walker *w)
{
    const ks_summations *summations = &w->totals->summations;
    for (size_t i = 0; i < summations->list.count; i++) {
        const ks_summation *s = &summations->list.items[i];
        w->term_starts[i] = w->terms.count;
        for (size_t k = 0; k < s->count && is_filed(w->aspects, s->total); k++) {
            if (!is_filed(w->aspects, s->items[k]->to)) {
                continue;
            }
            term *added = ks_vec_add(&w->terms);
            if (added == NULL) {
                return KS_ERR_MEMORY;
            }
            *added = (term){(uint32_t)s->items[k]->to->index, sign_of(&s->items[k]->weight)};
        }
    }
    w->term_starts[summations->list.count] = w->terms.count;
    return KS_OK;
}

static int compare_totals(const void *a, const void *b)
{
    const ks_total *left = a;
    const ks_total *right = b;
    int order = (left->fact > right->fact) - (left->fact < right->fact);
    return order != 0 ? order
                      : (left->summation > right->summation) - (left->summation < right->summation);
}

static ks_status ask_all(walker *w)
{
    const size_t classes = w->aspects->classes.list.count; /* without those of no context */
    ks_status status = collect_terms(w);
    for (size_t c = 0; c < classes && status == KS_OK; c++) {
        w->begin = w->aspects->class_starts[c];
        w->end = w->aspects->class_starts[c + 1];
        status = ask_class(w);
    }
    if (status == KS_OK && w->totals->list.count > 1) {
        qsort(w->totals->list.items, w->totals->list.count, sizeof *w->totals->list.items,
              compare_totals);
    }
    return status;
}

ks_status ks_totals_init(ks_totals *totals, ks_aspects *aspects)
{
    *totals = (ks_totals){.aspects = aspects};
    ks_status status = ks_summations_init(&totals->summations, aspects->instance->taxonomy);
    if (status != KS_OK || totals->summations.list.count == 0) {
        return status;
    }
    walker w = {.totals = totals, .aspects = aspects};
    w.term_starts = ks_alloc_zero(totals->summations.list.count + 1, sizeof *w.term_starts);
    w.met = ks_alloc_zero(aspects->kind_count + 1, sizeof *w.met);
    status = w.term_starts != NULL && w.met != NULL ? ask_all(&w) : KS_ERR_MEMORY;
    ks_vec_release(&w.terms);
    ks_alloc_free(w.term_starts);
    ks_alloc_free(w.met);
    return status;
}

void ks_totals_release(ks_totals *totals)
{
    ks_vec_release(&totals->list);
    ks_summations_release(&totals->summations);
}

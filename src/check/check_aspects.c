#include "check_aspects.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "model_oim_value.h"

/* A fact among others of its class and kind. */
typedef struct peer {
    uint32_t tuple; /* its number from 1; 0: the root */
    uint32_t fact;
    const char *lang;
} peer;

typedef struct sorter {
    ks_aspects *aspects;
    size_t facts;
    uint32_t *unit_of; /* of a fact's index; one more than the unit's, 0 where it has none */
    uint32_t *spare;   /* indexes of facts on the way to their order */
    KS_VEC(peer) peers;
} sorter;

static uint32_t tuple_of(const ks_fact *fact)
{
    return fact->tuple != NULL ? (uint32_t)fact->tuple->index + 1 : 0;
}

static uint32_t unit_of(const ks_fact *fact)
{
    const ks_unit *unit = fact->unit;
    return unit == NULL ? KS_NO_UNIT : (uint32_t)(unit->same != NULL ? unit->same : unit)->index;
}

/* Only a text has a language, whatever xml:lang stands around it; an empty one is none. */
static const char *lang_of(const sorter *s, const ks_fact *fact)
{
    const bool has_lang = fact->lang != NULL && *fact->lang != '\0';
    return has_lang && ks_oim_is_text(s->aspects->instance->taxonomy, fact->concept) ? fact->lang
                                                                                     : NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* BCP 47: tags are equal whatever the case of their letters. No tag comes first. */
static int compare_lang(const char *a, const char *b)
{
    if (a == b || a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

static int compare_peers(const void *a, const void *b)
{
    const peer *left = a;
    const peer *right = b;
    int order = (left->tuple > right->tuple) - (left->tuple < right->tuple);
    order = order != 0 ? order : compare_lang(left->lang, right->lang);
    return order != 0 ? order : (left->fact > right->fact) - (left->fact < right->fact);
}

static void read_facts(sorter *s)
{
    ks_aspects *aspects = s->aspects;
    const uint32_t nowhere = (uint32_t)aspects->classes.list.count;
    for (uint32_t i = 0; i < s->facts; i++) {
        const ks_fact *fact = ks_aspects_fact(aspects, i);
        aspects->class_of[i] =
            fact->context != NULL ? aspects->classes.number[fact->context->index] : nowhere;
        aspects->kind_of[i] = (uint32_t)fact->concept->index;
        s->unit_of[i] = unit_of(fact) + 1;
        aspects->next[i] = KS_NO_FACT;
        s->spare[i] = i;
    }
}

/* Deals `from` out to `to` by the keys of the facts, all of which are less than `keys`; those of
 * one key stay in their order. `starts`, of keys + 1 zeros, becomes where each key begins. */
static void deal(const uint32_t *from, size_t count, const uint32_t *key_of, size_t keys,
                 uint32_t *starts, uint32_t *to)
{
    for (size_t i = 0; i < count; i++) {
        starts[key_of[i]]++;
    }
    for (size_t i = 0, sum = 0; i <= keys; i++) {
        const uint32_t own = starts[i];
        starts[i] = (uint32_t)sum;
        sum += own;
    }
    for (size_t i = 0; i < count; i++) {
        to[starts[key_of[from[i]]]++] = from[i];
    }
    memmove(&starts[1], starts, keys * sizeof *starts);
    starts[0] = 0;
}

static ks_status deal_by_units(sorter *s, uint32_t *to)
{
    const size_t units = s->aspects->instance->units.count + 1;
    uint32_t *starts = ks_alloc_zero(units + 1, sizeof *starts);
    if (starts == NULL) {
        return KS_ERR_MEMORY;
    }
    deal(s->spare, s->facts, s->unit_of, units, starts, to);
    ks_alloc_free(starts);
    return KS_OK;
}

static bool is_new_kind(const sorter *s, size_t at)
{
    const uint32_t *sorted = s->spare;
    return at == 0 || s->aspects->kind_of[sorted[at]] != s->aspects->kind_of[sorted[at - 1]] ||
           s->unit_of[sorted[at]] != s->unit_of[sorted[at - 1]];
}

/* From facts by concept and unit: `kind_of`, which holds their concepts, becomes their kinds. */
static ks_status number_kinds(sorter *s)
{
    ks_aspects *aspects = s->aspects;
    const size_t concepts = aspects->instance->taxonomy->concepts.count;
    size_t count = 0;
    for (size_t i = 0; i < s->facts; i++) {
        count += is_new_kind(s, i);
    }
    aspects->kinds = ks_alloc_zero(count + 1, sizeof *aspects->kinds);
    if (aspects->kinds == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = s->facts; i > 0; i--) { /* backwards: it looks at the concept before */
        const uint32_t fact = s->spare[i - 1];
        const ks_kind kind = {aspects->kind_of[fact], s->unit_of[fact] - 1};
        const bool is_new = is_new_kind(s, i - 1);
        const size_t number = count - 1 - aspects->kind_count;
        aspects->kinds[number] = kind;
        aspects->kind_of[fact] = (uint32_t)number;
        aspects->kind_count += is_new;
    }
    memset(aspects->kind_starts, 0, (concepts + 1) * sizeof *aspects->kind_starts);
    for (size_t i = 0; i < count; i++) {
        aspects->kind_starts[aspects->kinds[i].concept + 1]++;
    }
    for (size_t i = 0; i < concepts; i++) {
        aspects->kind_starts[i + 1] += aspects->kind_starts[i];
    }
    return KS_OK;
}

/* By unit, then by concept, then by class: least significant first. */
static ks_status sort_facts(sorter *s)
{
    ks_aspects *aspects = s->aspects;
    ks_status status = deal_by_units(s, aspects->order);
    if (status != KS_OK) {
        return status;
    }
    deal(aspects->order, s->facts, aspects->kind_of, aspects->instance->taxonomy->concepts.count,
         aspects->kind_starts, s->spare);
    status = number_kinds(s);
    if (status == KS_OK) {
        deal(s->spare, s->facts, aspects->class_of, aspects->classes.list.count + 1,
             aspects->class_starts, aspects->order);
    }
    return status;
}

/* How many facts from `at` on are of one class and kind. */
static size_t count_peers(const ks_aspects *aspects, size_t at, size_t end)
{
    const uint32_t kind = aspects->kind_of[aspects->order[at]];
    size_t count = 1;
    while (at + count < end && aspects->kind_of[aspects->order[at + count]] == kind) {
        count++;
    }
    return count;
}

static ks_status read_peers(sorter *s, const uint32_t *facts, size_t count, bool *out_is_sorted)
{
    s->peers.count = 0;
    *out_is_sorted = true;
    for (size_t i = 0; i < count; i++) {
        const ks_fact *fact = ks_aspects_fact(s->aspects, facts[i]);
        peer *slot = ks_vec_add(&s->peers);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (peer){tuple_of(fact), facts[i], lang_of(s, fact)};
        *out_is_sorted = *out_is_sorted && (i == 0 || compare_peers(slot - 1, slot) < 0);
    }
    return KS_OK;
}

/* Facts of one class and kind: in order, and those that are one set chained. */
static ks_status chain_peers(sorter *s, uint32_t *facts, size_t count)
{
    bool is_sorted;
    ks_status status = read_peers(s, facts, count, &is_sorted);
    if (status != KS_OK) {
        return status;
    }
    const peer *peers = s->peers.items;
    if (!is_sorted) {
        qsort(s->peers.items, count, sizeof *peers, compare_peers);
    }
    for (size_t i = 0; i < count; i++) {
        facts[i] = peers[i].fact;
        if (i > 0 && peers[i].tuple == peers[i - 1].tuple &&
            compare_lang(peers[i].lang, peers[i - 1].lang) == 0) {
            s->aspects->next[facts[i - 1]] = facts[i];
            s->aspects->is_later[facts[i]] = true;
        }
    }
    return KS_OK;
}

static ks_status chain_sets(sorter *s)
{
    const ks_aspects *aspects = s->aspects;
    const size_t classes = aspects->classes.list.count + 1;
    ks_status status = KS_OK;
    for (size_t c = 0; c < classes; c++) {
        const size_t end = aspects->class_starts[c + 1];
        for (size_t at = aspects->class_starts[c], count; at < end && status == KS_OK;
             at += count) {
            count = count_peers(aspects, at, end);
            if (count > 1) {
                status = chain_peers(s, &aspects->order[at], count);
            }
        }
    }
    return status;
}

static ks_status sort_all(ks_aspects *aspects)
{
    sorter s = {.aspects = aspects, .facts = aspects->instance->facts.count};
    s.unit_of = ks_alloc_zero(s.facts + 1, sizeof *s.unit_of);
    s.spare = ks_alloc_zero(s.facts + 1, sizeof *s.spare);
    ks_status status = KS_ERR_MEMORY;
    if (s.unit_of != NULL && s.spare != NULL) {
        read_facts(&s);
        status = sort_facts(&s);
    }
    ks_alloc_free(s.unit_of);
    ks_alloc_free(s.spare);
    if (status == KS_OK) {
        status = chain_sets(&s);
    }
    ks_vec_release(&s.peers);
    return status;
}

ks_status ks_aspects_init(ks_aspects *aspects, const ks_instance *instance, ks_class_rule rule)
{
    const size_t facts = instance->facts.count + 1;
    const size_t concepts = instance->taxonomy->concepts.count + 1;
    *aspects = (ks_aspects){.instance = instance};
    if (facts >= KS_NO_FACT || concepts >= UINT32_MAX || instance->units.count >= KS_NO_UNIT - 1) {
        return KS_ERR_LIMIT;
    }
    ks_status status = ks_classes_init(&aspects->classes, instance, rule);
    if (status != KS_OK) {
        return status;
    }
    aspects->kind_starts = ks_alloc_zero(concepts, sizeof *aspects->kind_starts);
    aspects->class_starts =
        ks_alloc_zero(aspects->classes.list.count + 2, sizeof *aspects->class_starts);
    aspects->class_of = ks_alloc_zero(facts, sizeof *aspects->class_of);
    aspects->kind_of = ks_alloc_zero(facts, sizeof *aspects->kind_of);
    aspects->order = ks_alloc_zero(facts, sizeof *aspects->order);
    aspects->next = ks_alloc_zero(facts, sizeof *aspects->next);
    aspects->is_later = ks_alloc_zero(facts, sizeof *aspects->is_later);
    aspects->is_told = ks_alloc_zero(facts, sizeof *aspects->is_told);
    return aspects->kind_starts != NULL && aspects->class_starts != NULL &&
                   aspects->class_of != NULL && aspects->kind_of != NULL &&
                   aspects->order != NULL && aspects->next != NULL && aspects->is_later != NULL &&
                   aspects->is_told != NULL
               ? sort_all(aspects)
               : KS_ERR_MEMORY;
}

void ks_aspects_release(ks_aspects *aspects)
{
    ks_classes_release(&aspects->classes);
    ks_alloc_free(aspects->kinds);
    ks_alloc_free(aspects->kind_starts);
    ks_alloc_free(aspects->class_starts);
    ks_alloc_free(aspects->class_of);
    ks_alloc_free(aspects->kind_of);
    ks_alloc_free(aspects->order);
    ks_alloc_free(aspects->next);
    ks_alloc_free(aspects->is_later);
    ks_alloc_free(aspects->is_told);
    *aspects = (ks_aspects){.instance = NULL};
}

uint32_t ks_aspects_kind(const ks_aspects *aspects, uint32_t concept, uint32_t unit)
{
    size_t low = aspects->kind_starts[concept];
    size_t high = aspects->kind_starts[concept + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const uint32_t found = aspects->kinds[middle].unit;
        if (found == unit) {
            return (uint32_t)middle;
        }
        /* The kind without a unit comes first. */
        if (found + 1 < unit + 1) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return KS_NO_KIND;
}

/* Where in `order` the facts of a class begin whose kind, then tuple, are not less than these. */
static size_t lower_bound(const ks_aspects *aspects, uint32_t class, uint32_t kind, uint32_t tuple)
{
    size_t low = aspects->class_starts[class];
    size_t high = aspects->class_starts[class + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const uint32_t fact = aspects->order[middle];
        const uint32_t found = aspects->kind_of[fact];
        if (found < kind || (found == kind && tuple_of(ks_aspects_fact(aspects, fact)) < tuple)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t ks_aspects_find(const ks_aspects *aspects, const ks_concept *concept, const ks_fact *like)
{
    const uint32_t kind = ks_aspects_kind(aspects, (uint32_t) concept->index, unit_of(like));
    const uint32_t class = aspects->class_of[like->index];
    if (kind == KS_NO_KIND) {
        return KS_NO_FACT;
    }
    const size_t at = lower_bound(aspects, class, kind, tuple_of(like));
    if (at >= aspects->class_starts[class + 1]) {
        return KS_NO_FACT;
    }
    const uint32_t found = aspects->order[at];
    const ks_fact *fact = ks_aspects_fact(aspects, found);
    return aspects->kind_of[found] == kind && fact->tuple == like->tuple ? found : KS_NO_FACT;
}

/* Tuples are numbered as they begin, so that those in a tuple follow it. */
static uint32_t end_of_tuple(const ks_aspects *aspects, const ks_tuple *tuple)
{
    size_t low = tuple->index + 1;
    size_t high = aspects->instance->tuples.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (aspects->instance->tuples.items[middle]->first < tuple->end) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low + 1;
}

ks_fact_run ks_aspects_near(const ks_aspects *aspects, const ks_concept *concept,
                            const ks_fact *like)
{
    const uint32_t kind = ks_aspects_kind(aspects, (uint32_t) concept->index, unit_of(like));
    const uint32_t class = aspects->class_of[like->index];
    if (kind == KS_NO_KIND) {
        return (ks_fact_run){NULL, 0};
    }
    const size_t begin = lower_bound(aspects, class, kind, tuple_of(like));
    const size_t end = like->tuple == NULL
                           ? lower_bound(aspects, class, kind + 1, 0)
                           : lower_bound(aspects, class, kind, end_of_tuple(aspects, like->tuple));
    return (ks_fact_run){&aspects->order[begin], end - begin};
}

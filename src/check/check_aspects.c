#include "check_aspects.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"

#define NO_PART UINT32_MAX

/* What a fact is told by; numbers, so that equal keys are equal bytes. */
typedef struct fact_key {
    uint32_t concept;
    uint32_t context;
    uint32_t unit;
    uint32_t tuple;
    const char *lang;
} fact_key;

/* With some of the hash, so that other facts are looked at rarely: they lie far apart. */
typedef struct ks_aspects_slot {
    uint32_t first; /* or KS_NO_FACT */
    uint32_t hash;
} ks_aspects_slot;

typedef struct classifier {
    const ks_instance *instance;
    KS_VEC(const ks_dimension *) dimensions; /* of the context at hand, sorted */
    ks_str key;
    ks_map contexts; /* to the number of the class, from 1 */
    ks_map series;
} classifier;

static void add_pointer(ks_str *key, const void *pointer)
{
    ks_str_add_sv(key, (ks_sv){(const char *)&pointer, sizeof pointer});
}

static void add_number(ks_str *key, int64_t number)
{
    ks_str_add_sv(key, (ks_sv){(const char *)&number, sizeof number});
}

static int compare_dimensions(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)(*(const ks_dimension *const *)a)->dimension;
    uintptr_t right = (uintptr_t)(*(const ks_dimension *const *)b)->dimension;
    return (left > right) - (left < right);
}

static ks_status sort_dimensions(classifier *c, const ks_context *context)
{
    c->dimensions.count = 0;
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension **slot = ks_vec_add(&c->dimensions);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = &context->dimensions[i];
    }
    if (c->dimensions.count > 1) {
        qsort(c->dimensions.items, c->dimensions.count, sizeof *c->dimensions.items,
              compare_dimensions);
    }
    return KS_OK;
}

/* Entity and dimensions. What else stands in segment and scenario is compared as it stands. */
static void write_series(classifier *c, const ks_context *context)
{
    bool has_other = context->has_other_segment || context->has_other_scenario ||
                     (context->besides != NULL && context->dimension_count == 0);
    ks_str_clear(&c->key);
    add_pointer(&c->key, context->scheme);
    add_pointer(&c->key, context->identifier);
    add_pointer(&c->key, has_other ? context->besides : NULL);
    for (size_t i = 0; i < c->dimensions.count; i++) {
        const ks_dimension *dimension = c->dimensions.items[i];
        add_pointer(&c->key, dimension->dimension);
        add_pointer(&c->key, dimension->member);
        add_pointer(&c->key, dimension->value);
    }
}

static void write_moment(ks_str *key, ks_moment moment)
{
    add_number(key, moment.day);
    add_number(key, moment.nanosecond);
    add_number(key, moment.has_offset);
}

static void write_period(classifier *c, const ks_context *context)
{
    add_number(&c->key, context->period);
    if (context->period == KS_PERIOD_DURATION) {
        write_moment(&c->key, context->begin);
    }
    if (context->period != KS_PERIOD_NONE) {
        write_moment(&c->key, context->finish);
    }
}

static ks_status find_class(classifier *c, ks_map *map, size_t index, uint32_t *out)
{
    ks_status status = ks_str_status(&c->key);
    if (status != KS_OK) {
        return status;
    }
    uintptr_t number = (uintptr_t)ks_map_get(map, ks_str_view(&c->key));
    if (number == 0) {
        number = index + 1;
        status = ks_map_set(map, ks_str_view(&c->key), (void *)number);
    }
    *out = (uint32_t)(number - 1);
    return status;
}

static ks_status classify_context(classifier *c, ks_aspects *aspects, size_t index)
{
    const ks_context *context = c->instance->contexts.items[index];
    if (context->same != NULL && context->same != context) {
        aspects->context_class[index] = aspects->context_class[context->same->index];
        aspects->series_class[index] = aspects->series_class[context->same->index];
        return KS_OK;
    }
    ks_status status = sort_dimensions(c, context);
    if (status != KS_OK) {
        return status;
    }
    write_series(c, context);
    status = find_class(c, &c->series, index, &aspects->series_class[index]);
    if (status == KS_OK) {
        write_period(c, context);
        status = find_class(c, &c->contexts, index, &aspects->context_class[index]);
    }
    return status;
}

static ks_status classify_contexts(ks_aspects *aspects)
{
    classifier c = {.instance = aspects->instance};
    ks_str_init(&c.key);
    ks_map_init(&c.contexts);
    ks_map_init(&c.series);
    ks_status status = KS_OK;
    for (size_t i = 0; i < c.instance->contexts.count && status == KS_OK; i++) {
        status = classify_context(&c, aspects, i);
    }
    ks_vec_release(&c.dimensions);
    ks_str_release(&c.key);
    ks_map_release(&c.contexts);
    ks_map_release(&c.series);
    return status;
}

static fact_key key_of(const ks_aspects *aspects, const ks_concept *concept, const ks_fact *fact,
                       const char *lang)
{
    const ks_unit *unit =
        fact->unit != NULL && fact->unit->same != NULL ? fact->unit->same : fact->unit;
    return (fact_key){
        .concept = (uint32_t) concept->index,
        .context = fact->context != NULL ? aspects->context_class[fact->context->index] : NO_PART,
        .unit = unit != NULL ? (uint32_t)unit->index : NO_PART,
        .tuple = fact->tuple != NULL ? (uint32_t)fact->tuple->index : NO_PART,
        .lang = lang,
    };
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint64_t mix(uint64_t hash, uint64_t part)
{
    hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 32);
}

enum { NEAR_BITS = 3 }; /* so many concepts side by side share a line of the cache in a context */

static uint64_t hash_key(const fact_key *key)
{
    uint64_t hash = mix(0, (uint64_t)(key->concept >> NEAR_BITS) << 32 | key->context);
    hash = mix(hash, (uint64_t)key->unit << 32 | key->tuple);
    for (const char *c = key->lang; c != NULL && *c != '\0'; c++) {
        hash = mix(hash, (unsigned char)lower(*c));
    }
    return hash;
}

/* BCP 47: tags are equal whatever the case of their letters. */
static bool is_same_lang(const char *a, const char *b)
{
    if (a == b || a == NULL || b == NULL) {
        return a == b;
    }
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool is_same_key(const fact_key *a, const fact_key *b)
{
    return a->concept == b->concept && a->context == b->context && a->unit == b->unit &&
           a->tuple == b->tuple && is_same_lang(a->lang, b->lang);
}

static uint32_t kept_of(const fact_key *key, uint64_t hash)
{
    return (uint32_t)(hash >> 32) ^ key->concept;
}

/* The slot of the key: the number of its first fact, or KS_NO_FACT. */
static ks_aspects_slot *find_slot(const ks_aspects *aspects, const fact_key *key, uint64_t hash)
{
    const uint32_t kept = kept_of(key, hash);
    const size_t near = key->concept & ((1u << NEAR_BITS) - 1);
    for (size_t at = ((size_t)hash << NEAR_BITS) + near;; at++) {
        ks_aspects_slot *slot = &aspects->slots[at & aspects->slot_mask];
        if (slot->first == KS_NO_FACT) {
            return slot;
        }
        if (slot->hash != kept) {
            continue;
        }
        const ks_fact *fact = ks_aspects_fact(aspects, slot->first);
        fact_key other = key_of(aspects, fact->concept, fact, fact->lang);
        if (is_same_key(&other, key)) {
            return slot;
        }
    }
}

static void group_facts(ks_aspects *aspects, uint32_t *last)
{
    for (uint32_t i = 0; i < aspects->instance->facts.count; i++) {
        const ks_fact *fact = ks_aspects_fact(aspects, i);
        fact_key key = key_of(aspects, fact->concept, fact, fact->lang);
        const uint64_t hash = hash_key(&key);
        ks_aspects_slot *slot = find_slot(aspects, &key, hash);
        aspects->next[i] = KS_NO_FACT;
        if (slot->first == KS_NO_FACT) {
            *slot = (ks_aspects_slot){i, kept_of(&key, hash)};
        } else {
            aspects->next[last[slot->first]] = i;
        }
        aspects->first[i] = slot->first;
        last[slot->first] = i;
    }
}

ks_status ks_aspects_init(ks_aspects *aspects, const ks_instance *instance)
{
    const size_t facts = instance->facts.count;
    const size_t contexts = instance->contexts.count + 1;
    *aspects = (ks_aspects){.instance = instance};
    if (facts >= KS_NO_FACT || contexts >= NO_PART) {
        return KS_ERR_LIMIT;
    }
    size_t slots = 16;
    while (slots < 2 * facts) {
        slots *= 2;
    }
    aspects->slot_mask = slots - 1;
    aspects->context_class = ks_alloc_zero(contexts, sizeof *aspects->context_class);
    aspects->series_class = ks_alloc_zero(contexts, sizeof *aspects->series_class);
    aspects->first = ks_alloc_zero(facts + 1, sizeof *aspects->first);
    aspects->next = ks_alloc_zero(facts + 1, sizeof *aspects->next);
    aspects->is_told = ks_alloc_zero(facts + 1, sizeof *aspects->is_told);
    aspects->slots = ks_alloc_zero(slots, sizeof *aspects->slots);
    uint32_t *last = ks_alloc_zero(facts + 1, sizeof *last);
    ks_status status = KS_ERR_MEMORY;
    if (aspects->context_class != NULL && aspects->series_class != NULL && aspects->first != NULL &&
        aspects->next != NULL && aspects->is_told != NULL && aspects->slots != NULL &&
        last != NULL) {
        memset(aspects->slots, 0xff, slots * sizeof *aspects->slots);
        status = classify_contexts(aspects);
    }
    if (status == KS_OK) {
        group_facts(aspects, last);
    }
    ks_alloc_free(last);
    return status;
}

void ks_aspects_release(ks_aspects *aspects)
{
    ks_alloc_free(aspects->context_class);
    ks_alloc_free(aspects->series_class);
    ks_alloc_free(aspects->first);
    ks_alloc_free(aspects->next);
    ks_alloc_free(aspects->is_told);
    ks_alloc_free(aspects->slots);
    *aspects = (ks_aspects){.instance = NULL};
}

uint32_t ks_aspects_find(const ks_aspects *aspects, const ks_concept *concept, const ks_fact *like)
{
    fact_key key = key_of(aspects, concept, like, NULL);
    return find_slot(aspects, &key, hash_key(&key))->first;
}

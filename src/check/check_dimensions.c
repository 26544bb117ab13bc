#include "check_dimensions.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "check_dimension_cubes.h"

enum { GUESS_LIMIT = 20 };

typedef struct checker {
    const ks_instance *instance;
    const ks_taxonomy *taxonomy;
    const ks_dimensions *dimensions;
    ks_sink *sink;
    ks_arena arena;
    const ks_signature **signatures; /* by number of the context; NULL: it is not to be judged */
    ks_map signature_by_value;
    ks_map verdicts;                     /* concept, signature -> ks_cube_verdict */
    const ks_signature **last_signature; /* by number of the concept: the one asked for last */
    const ks_cube_verdict **last_verdict;
    KS_VEC(ks_dimension_value) values; /* of the context at hand */
    size_t guesses;
} checker;

/* The concept of one of the uses (as bits) most like `name`, or NULL. */
static const char *guess(checker *c, const char *name, unsigned uses)
{
    const size_t count = c->taxonomy->concepts.count;
    ks_sv *names =
        c->guesses++ < GUESS_LIMIT ? ks_arena_zero(&c->arena, count + 1, sizeof *names) : NULL;
    size_t kept = 0;
    for (size_t i = 0; names != NULL && i < count; i++) {
        const ks_concept *concept = c->taxonomy->concepts.items[i];
        if ((uses >> ks_dimensions_use(c->dimensions, concept) & 1u) != 0) {
            names[kept++] = ks_sv_from(concept->name->local);
        }
    }
    size_t nearest = kept == 0 ? SIZE_MAX : ks_text_nearest(ks_sv_from(name), names, kept);
    return nearest == SIZE_MAX ? NULL : names[nearest].ptr;
}

/* A schema that should declare it is missing, which was told. */
static bool is_out_of_sight(const checker *c, const ks_qname *name)
{
    return ks_taxonomy_find(c->taxonomy, name) == NULL && ks_taxonomy_lacks(c->taxonomy, name->ns);
}

/* 3.1.4.5: an explicit member is one of an explicit dimension, declared, and not its default. */
static bool check_explicit(checker *c, const ks_context *context, const ks_dimension *value,
                           const ks_concept *axis)
{
    const char *name = value->dimension->local;
    if (axis == NULL || ks_dimensions_use(c->dimensions, axis) != KS_USE_EXPLICIT_DIMENSION) {
        KS_REPORT(c->sink, KS_F_DIMENSION_NOT_EXPLICIT, value->place, context->id, name,
                  axis == NULL ? guess(c, name, 1u << KS_USE_EXPLICIT_DIMENSION) : NULL);
        return false;
    }
    if (value->member != NULL && is_out_of_sight(c, value->member)) {
        return false;
    }
    if (value->member == NULL || !ks_taxonomy_declares(c->taxonomy, value->member)) {
        const char *member = value->member == NULL ? "" : value->member->local;
        KS_REPORT(c->sink, KS_F_DIMENSION_UNKNOWN_MEMBER, value->place, context->id, name, member,
                  guess(c, member, 1u << KS_USE_ITEM));
        return false;
    }
    const ks_concept *preset = ks_dimensions_default(c->dimensions, axis);
    if (preset != NULL && preset->name == value->member) {
        KS_REPORT(c->sink, KS_F_DIMENSION_DEFAULT_USED, value->place, context->id, name,
                  value->member->local);
    }
    return true;
}

/* 3.1.4.4: a typed member holds the element that its dimension names. */
static bool check_typed(checker *c, const ks_context *context, const ks_dimension *value,
                        const ks_concept *axis)
{
    const char *name = value->dimension->local;
    if (axis == NULL || ks_dimensions_use(c->dimensions, axis) != KS_USE_TYPED_DIMENSION) {
        KS_REPORT(c->sink, KS_F_DIMENSION_NOT_TYPED, value->place, context->id, name);
        return false;
    }
    const ks_qname *domain = ks_dimensions_typed_domain(c->dimensions, axis);
    bool is_right = value->domain == domain;
    if (domain == NULL || (is_right && !value->is_invalid)) {
        return true;
    }
    const char *held = is_right ? value->text : value->domain == NULL ? "" : value->domain->local;
    KS_REPORT(c->sink, KS_F_DIMENSION_TYPED_CONTENT, value->place, context->id, name, held,
              domain->local);
    return false;
}

static int compare_values(const void *a, const void *b)
{
    const ks_dimension_value *left = a;
    const ks_dimension_value *right = b;
    if (left->dimension != right->dimension) {
        return left->dimension->index < right->dimension->index ? -1 : 1;
    }
    return (int)left->is_scenario - (int)right->is_scenario;
}

/* 3.1.4.2: segment and scenario together have one value of each dimension. */
static bool check_repeated(checker *c, const ks_context *context)
{
    bool is_good = true;
    for (size_t i = 1; i < c->values.count; i++) {
        const ks_concept *dimension = c->values.items[i].dimension;
        bool is_first = i < 2 || c->values.items[i - 2].dimension != dimension;
        if (dimension == c->values.items[i - 1].dimension) {
            is_good = false;
        }
        if (dimension == c->values.items[i - 1].dimension && is_first) {
            KS_REPORT(c->sink, KS_F_DIMENSION_REPEATED, context->place, context->id,
                      dimension->name->local);
        }
    }
    return is_good;
}

static ks_status take_value(checker *c, const ks_context *context, const ks_dimension *value,
                            bool *is_good)
{
    const ks_concept *axis = ks_taxonomy_find(c->taxonomy, value->dimension);
    const bool is_typed = value->value != NULL;
    const bool is_right =
        !is_out_of_sight(c, value->dimension) &&
        (is_typed ? check_typed(c, context, value, axis) : check_explicit(c, context, value, axis));
    *is_good = *is_good && is_right;
    if (axis == NULL) {
        return KS_OK;
    }
    ks_dimension_value *slot = ks_vec_add(&c->values);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    slot->dimension = axis;
    slot->is_scenario = value->is_scenario;
    slot->member =
        is_typed || value->member == NULL ? NULL : ks_taxonomy_find(c->taxonomy, value->member);
    return KS_OK;
}

/* The signature of the values at hand, new or known. */
static ks_status get_signature(checker *c, const ks_context *context, const ks_signature **out)
{
    const size_t size = c->values.count * sizeof *c->values.items;
    ks_signature made = {.count = c->values.count,
                         .has_other = {context->has_other_segment, context->has_other_scenario}};
    ks_str key;
    ks_str_init(&key);
    ks_str_add_char(&key, (char)('0' + made.has_other[0] + 2 * made.has_other[1]));
    for (size_t i = 0; i < c->values.count; i++) {
        const ks_dimension_value *value = &c->values.items[i];
        made.bits[value->is_scenario] |= ks_dimension_bit(value->dimension);
        const uintptr_t parts[] = {(uintptr_t)value->dimension, (uintptr_t)value->member,
                                   value->is_scenario};
        ks_str_add_sv(&key, (ks_sv){(const char *)parts, sizeof parts});
    }
    ks_status status = ks_str_status(&key);
    ks_signature *known =
        status == KS_OK ? ks_map_get(&c->signature_by_value, ks_str_view(&key)) : NULL;
    if (status == KS_OK && known == NULL) {
        ks_dimension_value *values = ks_arena_alloc(&c->arena, size + 1);
        known = ks_arena_alloc(&c->arena, sizeof *known);
        status = values == NULL || known == NULL
                     ? KS_ERR_MEMORY
                     : ks_map_set(&c->signature_by_value, ks_str_view(&key), known);
        if (status == KS_OK) {
            memcpy(values, c->values.items == NULL ? (void *)values : c->values.items, size);
            made.values = values;
            *known = made;
        }
    }
    ks_str_release(&key);
    *out = known;
    return status;
}

static ks_status take_context(checker *c, const ks_context *context)
{
    bool is_good = !context->has_nameless_member;
    ks_status status = KS_OK;
    c->values.count = 0;
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        status = take_value(c, context, &context->dimensions[i], &is_good);
    }
    if (status != KS_OK) {
        return status;
    }
    if (c->values.count > 1) {
        qsort(c->values.items, c->values.count, sizeof *c->values.items, compare_values);
    }
    is_good = check_repeated(c, context) && is_good;
    return is_good ? get_signature(c, context, &c->signatures[context->index]) : KS_OK;
}

static ks_status get_verdict(checker *c, const ks_fact *fact, const ks_signature *signature,
                             const ks_cube_verdict **out)
{
    const size_t number = fact->concept->index;
    if (c->last_signature[number] == signature) {
        *out = c->last_verdict[number];
        return KS_OK;
    }
    const void *const parts[] = {fact->concept, signature};
    ks_sv key = {(const char *)parts, sizeof parts};
    ks_cube_verdict *verdict = ks_map_get(&c->verdicts, key);
    if (verdict == NULL) {
        verdict = ks_arena_alloc(&c->arena, sizeof *verdict);
        if (verdict == NULL || ks_map_set(&c->verdicts, key, verdict) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        *verdict = ks_cubes_judge(ks_dimensions_cubes(c->dimensions, fact->concept), signature);
    }
    c->last_signature[number] = signature;
    c->last_verdict[number] = verdict;
    *out = verdict;
    return KS_OK;
}

static const ks_finding_id FINDINGS[] = {
    [KS_CUBE_EXCLUDES] = KS_F_DIMENSION_EXCLUDED,
    [KS_CUBE_UNUSABLE_MEMBER] = KS_F_DIMENSION_UNUSABLE_MEMBER,
    [KS_CUBE_NO_MEMBER] = KS_F_DIMENSION_NOT_A_MEMBER,
    [KS_CUBE_ELSEWHERE] = KS_F_DIMENSION_ELSEWHERE,
    [KS_CUBE_MISSING] = KS_F_DIMENSION_MISSING,
    [KS_CUBE_UNEXPECTED] = KS_F_DIMENSION_UNEXPECTED,
    [KS_CUBE_OTHER_CONTENT] = KS_F_DIMENSION_OTHER_CONTENT,
};

/* The value of that dimension in the context, or NULL. */
static const ks_dimension *find_value(const ks_context *context, const ks_concept *dimension)
{
    for (size_t i = 0; dimension != NULL && i < context->dimension_count; i++) {
        if (context->dimensions[i].dimension == dimension->name) {
            return &context->dimensions[i];
        }
    }
    return NULL;
}

static void report(checker *c, const ks_fact *fact, const ks_cube_verdict *verdict)
{
    const ks_cube *cube = verdict->cube;
    const ks_dimension *value = find_value(fact->context, verdict->dimension);
    const char *member = verdict->member != NULL                  ? verdict->member->name->local
                         : value != NULL && value->member != NULL ? value->member->local
                                                                  : "";
    ks_related related[] = {
        {value != NULL ? value->place : fact->context->place, fact->context->id},
        {cube->arc->place, cube->axes->hypercube->name->local},
    };
    KS_REPORT_RELATED(c->sink, FINDINGS[verdict->fault], fact->place, related, 2,
                      fact->concept->name->local,
                      verdict->dimension == NULL ? "" : verdict->dimension->name->local,
                      fact->context->id, cube->is_scenario ? "scenario" : "segment",
                      cube->axes->hypercube->name->local, cube->arc->role, member);
}

static ks_status check_fact(checker *c, const ks_fact *fact)
{
    const ks_cube_verdict *verdict = NULL;
    if (fact->context == NULL || c->signatures[fact->context->index] == NULL ||
        ks_dimensions_cubes(c->dimensions, fact->concept).count == 0) {
        return KS_OK;
    }
    ks_status status = get_verdict(c, fact, c->signatures[fact->context->index], &verdict);
    if (status == KS_OK && verdict->fault != KS_CUBE_FITS) {
        report(c, fact, verdict);
    }
    return status;
}

static ks_status prepare(checker *c)
{
    const size_t contexts = c->instance->contexts.count + 1;
    const size_t concepts = c->taxonomy->concepts.count + 1;
    c->signatures = ks_arena_zero(&c->arena, contexts, sizeof *c->signatures);
    c->last_signature = ks_arena_zero(&c->arena, concepts, sizeof *c->last_signature);
    c->last_verdict = ks_arena_zero(&c->arena, concepts, sizeof *c->last_verdict);
    return c->signatures == NULL || c->last_signature == NULL || c->last_verdict == NULL
               ? KS_ERR_MEMORY
               : KS_OK;
}

ks_status ks_check_dimensions(const ks_instance *instance, ks_sink *sink)
{
    checker c = {.instance = instance,
                 .taxonomy = instance->taxonomy,
                 .dimensions = instance->taxonomy->dimensions,
                 .sink = sink};
    ks_arena_init(&c.arena);
    ks_map_init(&c.signature_by_value);
    ks_map_init(&c.verdicts);
    ks_status status = prepare(&c);
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        status = take_context(&c, instance->contexts.items[i]);
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = check_fact(&c, instance->facts.items[i]);
    }
    ks_vec_release(&c.values);
    ks_map_release(&c.signature_by_value);
    ks_map_release(&c.verdicts);
    ks_arena_release(&c.arena);
    return status;
}

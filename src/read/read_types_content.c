/* Content models (XML Schema part 1, 3.7 to 3.9) as automata: built from the end to the beginning,
 * each part with the step that comes behind it. */
#include <string.h>

#include "read_types_parts.h"

#define NOWHERE UINT32_MAX
enum { STEP_LIMIT = 20000, DEPTH_LIMIT = 100 };

typedef struct builder {
    ks_type_reader *reader;
    KS_VEC(ks_content_step) steps;
    ks_status status;
    bool is_undecided; /* too large, or broken */
    size_t depth;
} builder;

static uint32_t add(builder *b, ks_content_step step)
{
    if (b->status != KS_OK || b->is_undecided) {
        return 0;
    }
    b->is_undecided = b->steps.count >= STEP_LIMIT;
    ks_content_step *slot = ks_vec_add(&b->steps);
    if (slot == NULL) {
        b->status = KS_ERR_MEMORY;
        return 0;
    }
    *slot = step;
    return (uint32_t)(b->steps.count - 1);
}

static uint32_t split(builder *b, uint32_t next, uint32_t other)
{
    return add(b, (ks_content_step){.kind = KS_STEP_SPLIT, .next = next, .other = other});
}

static bool is_particle(const ks_schema_part *part)
{
    switch (part->tag) {
    case KS_XSD_ELEMENT:
    case KS_XSD_ANY:
    case KS_XSD_SEQUENCE:
    case KS_XSD_CHOICE:
    case KS_XSD_ALL:
    case KS_XSD_GROUP:
        return true;
    default:
        return false;
    }
}

const ks_schema_part *ks_part_particle(const ks_schema_part *part)
{
    const ks_schema_part *child = part->first_child;
    while (child != NULL && !is_particle(child)) {
        child = child->next;
    }
    return child;
}

static uint64_t occurrence(const ks_schema_part *part, ks_xsd_key key)
{
    const char *text = ks_part_text_of(part, key);
    int64_t number = 1;
    if (text == NULL) {
        return 1;
    }
    ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    if (ks_sv_is(trimmed, "unbounded")) {
        return KS_UNBOUNDED;
    }
    bool is_known = ks_sv_to_i64(trimmed, &number) && number >= 0;
    return is_known ? (uint64_t)number : STEP_LIMIT + 1;
}

static uint32_t build(builder *b, const ks_schema_part *part, uint32_t next);

static uint32_t build_element(builder *b, const ks_schema_part *part, uint32_t next)
{
    const ks_element *element = NULL;
    if (part->is_ref) {
        b->status = part->type == NULL ? KS_OK : ks_get_element(b->reader, part->type, &element);
    } else if (part->name != NULL) { /* a schema that is wrong may have neither */
        ks_element *local = ks_arena_zero(&b->reader->types->arena, 1, sizeof *local);
        b->status = local == NULL ? KS_ERR_MEMORY : ks_make_element(b->reader, part, local);
        element = local;
    }
    b->is_undecided = b->is_undecided || element == NULL;
    return b->status != KS_OK
               ? 0
               : add(b,
                     (ks_content_step){.kind = KS_STEP_ELEMENT, .next = next, .element = element});
}

static uint32_t build_any(builder *b, const ks_schema_part *part, uint32_t next)
{
    ks_wildcard *any = NULL;
    b->status = ks_make_wildcard(b->reader, part, &any);
    return b->status != KS_OK
               ? 0
               : add(b, (ks_content_step){.kind = KS_STEP_ANY, .next = next, .any = any});
}

static uint32_t build_sequence(builder *b, const ks_schema_part *part, uint32_t next)
{
    KS_VEC(const ks_schema_part *) parts = {0};
    for (const ks_schema_part *child = part->first_child; child != NULL; child = child->next) {
        const ks_schema_part **slot = is_particle(child) ? ks_vec_add(&parts) : NULL;
        if (slot != NULL) {
            *slot = child;
        } else if (is_particle(child)) {
            b->status = KS_ERR_MEMORY;
        }
    }
    for (size_t i = parts.count; i > 0 && b->status == KS_OK; i--) {
        next = build(b, parts.items[i - 1], next);
    }
    ks_vec_release(&parts);
    return next;
}

/* Of no alternatives none can be met: a split that leads to itself. */
static uint32_t build_choice(builder *b, const ks_schema_part *part, uint32_t next)
{
    uint32_t all = NOWHERE;
    for (const ks_schema_part *child = part->first_child; child != NULL && b->status == KS_OK;
         child = child->next) {
        if (is_particle(child)) {
            uint32_t one = build(b, child, next);
            all = all == NOWHERE ? one : split(b, all, one);
        }
    }
    if (all != NOWHERE) {
        return all;
    }
    uint32_t self = (uint32_t)b->steps.count;
    return split(b, self, self);
}

static uint32_t build_group(builder *b, const ks_schema_part *part, uint32_t next)
{
    const ks_schema_part *group =
        part->type == NULL ? NULL : ks_map_get_ptr(&b->reader->groups, part->type);
    const ks_schema_part *inside = group == NULL ? NULL : ks_part_particle(group);
    if (inside == NULL) {
        b->is_undecided = true;
        return 0;
    }
    return build(b, inside, next);
}

static uint32_t build_term(builder *b, const ks_schema_part *part, uint32_t next)
{
    switch (part->tag) {
    case KS_XSD_ELEMENT:
        return build_element(b, part, next);
    case KS_XSD_ANY:
        return build_any(b, part, next);
    case KS_XSD_SEQUENCE:
        return build_sequence(b, part, next);
    case KS_XSD_CHOICE:
        return build_choice(b, part, next);
    case KS_XSD_GROUP:
        return build_group(b, part, next);
    default: /* xs:all stands alone */
        b->is_undecided = true;
        return 0;
    }
}

/* a* is a split to a, which leads back, and to what follows; a{2,} is a a a*. */
static uint32_t build_unbounded(builder *b, const ks_schema_part *part, uint64_t least,
                                uint32_t next)
{
    uint32_t loop = split(b, 0, next);
    uint32_t body = build_term(b, part, loop);
    if (b->status != KS_OK || b->is_undecided) {
        return 0;
    }
    b->steps.items[loop].next = body;
    uint32_t start = least == 0 ? loop : body;
    for (uint64_t i = 1; i < least && b->status == KS_OK && !b->is_undecided; i++) {
        start = build_term(b, part, start);
    }
    return start;
}

/* a{1,3} is a (a (a)?)? */
static uint32_t build_bounded(builder *b, const ks_schema_part *part, uint64_t least, uint64_t most,
                              uint32_t next)
{
    uint32_t start = next;
    for (uint64_t i = least; i < most && b->status == KS_OK && !b->is_undecided; i++) {
        start = split(b, build_term(b, part, start), next);
    }
    for (uint64_t i = 0; i < least && b->status == KS_OK && !b->is_undecided; i++) {
        start = build_term(b, part, start);
    }
    return start;
}

static uint32_t build(builder *b, const ks_schema_part *part, uint32_t next)
{
    uint64_t least = occurrence(part, KS_KEY_MIN);
    uint64_t most = occurrence(part, KS_KEY_MAX);
    if (b->status != KS_OK || b->is_undecided || most == 0) {
        return next;
    }
    if (b->depth == DEPTH_LIMIT) {
        b->is_undecided = true;
        return 0;
    }
    b->depth++;
    uint32_t start = most == KS_UNBOUNDED ? build_unbounded(b, part, least, next)
                                          : build_bounded(b, part, least, most, next);
    b->depth--;
    return start;
}

/* The base's steps, its end led on to `next`. */
static uint32_t build_copy(builder *b, const ks_content_model *model, uint32_t next)
{
    uint32_t offset = (uint32_t)b->steps.count;
    for (uint32_t i = 0; i < model->count; i++) {
        ks_content_step step = model->steps[i];
        step.next += offset;
        step.other += offset;
        if (step.kind == KS_STEP_END) {
            step = (ks_content_step){.kind = KS_STEP_SPLIT, .next = next, .other = next};
        }
        add(b, step);
    }
    return model->start + offset;
}

static ks_status keep(builder *b, ks_type *type, ks_content_model made)
{
    ks_arena *arena = &b->reader->types->arena;
    if (b->status != KS_OK || b->is_undecided) {
        type->is_undecided = type->is_undecided || b->is_undecided;
        return b->status;
    }
    ks_content_model *model = ks_arena_zero(arena, 1, sizeof *model);
    made.steps = ks_arena_zero(arena, b->steps.count, sizeof *made.steps);
    if (model == NULL || made.steps == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(made.steps, b->steps.items, b->steps.count * sizeof *made.steps);
    made.count = (uint32_t)b->steps.count;
    *model = made;
    type->model = model;
    return KS_OK;
}

/* 3.8.2: each at most once, in any order. */
static ks_content_model build_all(builder *b, const ks_schema_part *part)
{
    ks_content_model made = {.is_all = true, .all_may_be_none = occurrence(part, KS_KEY_MIN) == 0};
    for (const ks_schema_part *child = part->first_child; child != NULL && b->status == KS_OK;
         child = child->next) {
        uint64_t least = occurrence(child, KS_KEY_MIN);
        if (child->tag != KS_XSD_ELEMENT || occurrence(child, KS_KEY_MAX) == 0) {
            continue;
        }
        uint32_t step = build_element(b, child, 0);
        b->is_undecided = b->is_undecided || step >= 64;
        made.all_needed |= least > 0 && step < 64 ? UINT64_C(1) << step : 0;
    }
    return made;
}

static bool is_nothing(const ks_schema_part *particle)
{
    return particle == NULL || occurrence(particle, KS_KEY_MAX) == 0 ||
           ((particle->tag == KS_XSD_SEQUENCE || particle->tag == KS_XSD_ALL) &&
            ks_part_particle(particle) == NULL);
}

static const ks_schema_part *find_all(ks_type_reader *reader, const ks_schema_part *particle)
{
    const ks_schema_part *group = particle->tag == KS_XSD_GROUP && particle->type != NULL
                                      ? ks_map_get_ptr(&reader->groups, particle->type)
                                      : NULL;
    const ks_schema_part *inside = group == NULL ? particle : ks_part_particle(group);
    return inside != NULL && inside->tag == KS_XSD_ALL ? inside : NULL;
}

ks_status ks_make_content(ks_type_reader *reader, const ks_schema_part *part, ks_type *type)
{
    const ks_schema_part *particle = ks_part_particle(part);
    const ks_content_model *base =
        type->derived == KS_BY_EXTENSION && type->base != NULL ? type->base->model : NULL;
    builder b = {.reader = reader};
    if (is_nothing(particle)) {
        type->model = base;
        return KS_OK;
    }
    const ks_schema_part *all = find_all(reader, particle);
    ks_content_model made = {0};
    if (all != NULL) {
        made = build_all(&b, all);
        b.is_undecided = b.is_undecided || base != NULL;
    } else {
        uint32_t end = add(&b, (ks_content_step){.kind = KS_STEP_END});
        made.start = build(&b, particle, end);
        if (base != NULL) {
            b.is_undecided = b.is_undecided || base->is_all;
            made.start = build_copy(&b, base, made.start);
        }
    }
    ks_status status = keep(&b, type, made);
    ks_vec_release(&b.steps);
    return status;
}

#include "check_enumerations.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "model_dimensions.h"

enum { GUESS_LIMIT = 20 };

/* ---- the taxonomy ---------------------------------------------------------------------------- */

static const struct {
    ks_finding_id no_domain;
    ks_finding_id wrong_domain;
    ks_finding_id no_role;
} DECLARATIONS[] = {
    [false] = {KS_F_ENUM1_NO_DOMAIN, KS_F_ENUM1_WRONG_DOMAIN, KS_F_ENUM1_NO_LINK_ROLE},
    [true] = {KS_F_ENUM2_NO_DOMAIN, KS_F_ENUM2_WRONG_DOMAIN, KS_F_ENUM2_NO_LINK_ROLE},
};

/* The item whose name is most like that of the head that is wrong, or NULL. */
static const char *guess_head(const ks_taxonomy *taxonomy, const ks_enum_domain *said)
{
    ks_sv *names = ks_alloc_zero(taxonomy->concepts.count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; names != NULL && i < taxonomy->concepts.count; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (ks_dimensions_use(taxonomy->dimensions, concept) == KS_USE_ITEM) {
            names[count++] = ks_sv_from(concept->name->local);
        }
    }
    size_t nearest = count == 0 || said->head == NULL
                         ? SIZE_MAX
                         : ks_text_nearest(ks_sv_from(said->head->local), names, count);
    const char *found = nearest == SIZE_MAX ? NULL : names[nearest].ptr;
    ks_alloc_free(names);
    return found;
}

static void check_declaration(const ks_taxonomy *taxonomy, const ks_enumeration *e, ks_sink *sink)
{
    const bool is_2 = e->kind != KS_ENUM_QNAME;
    const ks_place place = e->concept->place;
    const char *name = e->concept->name->local;
    if (e->said == NULL || e->said->head_text == NULL) {
        KS_REPORT(sink, DECLARATIONS[is_2].no_domain, place, name);
    } else if (e->head == NULL) {
        KS_REPORT(sink, DECLARATIONS[is_2].wrong_domain, place, name, e->said->head_text,
                  guess_head(taxonomy, e->said));
    }
    if (e->said == NULL || e->said->role == NULL) {
        KS_REPORT(sink, DECLARATIONS[is_2].no_role, place, name);
    }
}

void ks_check_enumerations_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    const ks_dimensions *dimensions = taxonomy->dimensions;
    for (size_t i = 0; dimensions != NULL && i < dimensions->enumerations.count; i++) {
        check_declaration(taxonomy, &dimensions->enumerations.items[i], sink);
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

typedef struct checker {
    const ks_taxonomy *taxonomy;
    ks_sink *sink;
    ks_arena arena;
    ks_map concept_by_uri; /* "namespace#name" -> ks_concept, once `has_uris` */
    bool has_uris;
    KS_VEC(ks_sv) values; /* of the set at hand */
    size_t guesses;
} checker;

static ks_status index_concepts(checker *c)
{
    ks_status status = KS_OK;
    ks_str uri;
    ks_str_init(&uri);
    for (size_t i = 0; i < c->taxonomy->concepts.count && status == KS_OK; i++) {
        ks_concept *concept = c->taxonomy->concepts.items[i];
        ks_str_clear(&uri);
        ks_str_addf(&uri, "%s#%s", concept->name->ns, concept->name->local);
        status = ks_str_status(&uri);
        if (status == KS_OK) {
            status = ks_map_set(&c->concept_by_uri, ks_str_view(&uri), concept);
        }
    }
    ks_str_release(&uri);
    c->has_uris = true;
    return status;
}

static void add_choice(const ks_enumeration *e, const ks_concept *member, ks_sv *names,
                       size_t *count)
{
    if (ks_enumeration_ask(e, member) == KS_MEMBER_USABLE) {
        names[(*count)++] = ks_sv_from(member->name->local);
    }
}

/* The usable member whose name is most like that of the value, or NULL. */
static const char *guess(checker *c, const ks_enumeration *e, ks_sv value)
{
    const size_t members = e->tree == NULL ? 0 : e->tree->count;
    const char *end = value.ptr + value.len;
    while (end > value.ptr && end[-1] != '#' && end[-1] != ':') {
        end--;
    }
    const ks_sv local = {end, value.len - (size_t)(end - value.ptr)};
    ks_sv *names =
        c->guesses++ < GUESS_LIMIT ? ks_arena_zero(&c->arena, members + 1, sizeof *names) : NULL;
    size_t count = 0;
    if (names == NULL || e->head == NULL) {
        return NULL;
    }
    add_choice(e, e->head, names, &count);
    for (size_t i = 0; i < members; i++) {
        if (e->tree->members[i].concept != e->head) {
            add_choice(e, e->tree->members[i].concept, names, &count);
        }
    }
    size_t nearest = count == 0 ? SIZE_MAX : ks_text_nearest(local, names, count);
    return nearest == SIZE_MAX ? NULL : names[nearest].ptr;
}

static ks_status check_member(checker *c, const ks_fact *fact, const ks_enumeration *e, ks_sv value,
                              const ks_concept *member)
{
    static const ks_finding_id IDS[] = {
        [KS_ENUM_QNAME] = KS_F_ENUM1_NOT_A_MEMBER,
        [KS_ENUM_URI] = KS_F_ENUM2_NOT_A_MEMBER,
        [KS_ENUM_URIS] = KS_F_ENUM2_NOT_A_MEMBER_OF_SET,
    };
    const ks_membership membership = member == NULL ? KS_MEMBER_NOT : ks_enumeration_ask(e, member);
    if (membership == KS_MEMBER_USABLE) {
        return KS_OK;
    }
    const char *text = ks_arena_text(&c->arena, value);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    const bool is_known = membership == KS_MEMBER_UNUSABLE;
    KS_REPORT(c->sink, IDS[e->kind], fact->place, fact->concept->name->local, text,
              e->head != NULL ? e->head->name->local : "",
              e->said != NULL && e->said->role != NULL ? e->said->role : "", is_known ? "1" : NULL,
              is_known ? NULL : "1", guess(c, e, value));
    return KS_OK;
}

static ks_status check_uri(checker *c, const ks_fact *fact, const ks_enumeration *e, ks_sv uri)
{
    ks_status status = c->has_uris ? KS_OK : index_concepts(c);
    return status == KS_OK ? check_member(c, fact, e, uri, ks_map_get(&c->concept_by_uri, uri))
                           : status;
}

static int compare_values(const void *a, const void *b)
{
    return ks_sv_compare(*(const ks_sv *)a, *(const ks_sv *)b);
}

static ks_status report_pair(checker *c, ks_finding_id id, const ks_fact *fact, ks_sv value,
                             ks_sv before)
{
    const char *texts[] = {ks_arena_text(&c->arena, value), ks_arena_text(&c->arena, before)};
    if (texts[0] == NULL || texts[1] == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(c->sink, id, fact->place, fact->concept->name->local, texts[0], texts[1]);
    return KS_OK;
}

/* The first value that is out of order. */
static ks_status check_order(checker *c, const ks_fact *fact)
{
    for (size_t i = 1; i < c->values.count; i++) {
        const ks_sv value = c->values.items[i];
        const ks_sv before = c->values.items[i - 1];
        if (ks_sv_compare(before, value) > 0) {
            return report_pair(c, KS_F_ENUM2_WRONG_ORDER, fact, value, before);
        }
    }
    return KS_OK;
}

/* Each value that is there more than once. */
static ks_status check_repeated(checker *c, const ks_fact *fact)
{
    ks_status status = KS_OK;
    if (c->values.count > 1) {
        qsort(c->values.items, c->values.count, sizeof *c->values.items, compare_values);
    }
    for (size_t i = 1; i < c->values.count && status == KS_OK; i++) {
        const ks_sv value = c->values.items[i];
        bool is_same = ks_sv_equal(value, c->values.items[i - 1]);
        bool is_told = i > 1 && ks_sv_equal(value, c->values.items[i - 2]);
        if (is_same && !is_told) {
            status = report_pair(c, KS_F_ENUM2_REPEATED, fact, value, value);
        }
    }
    return status;
}

static ks_status check_set(checker *c, const ks_fact *fact, const ks_enumeration *e)
{
    ks_sv rest = ks_sv_from(fact->lexical);
    ks_status status = KS_OK;
    ks_sv value;
    c->values.count = 0;
    while (status == KS_OK && (value = ks_sv_next_token(&rest)).len > 0) {
        ks_sv *slot = ks_vec_add(&c->values);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = value;
        status = check_uri(c, fact, e, value);
    }
    if (status == KS_OK) {
        status = check_order(c, fact);
    }
    return status == KS_OK ? check_repeated(c, fact) : status;
}

static ks_status check_fact(checker *c, const ks_fact *fact)
{
    const ks_enumeration *e = ks_dimensions_enumeration(c->taxonomy->dimensions, fact->concept);
    const ks_sv value = e == NULL ? KS_SV("") : ks_sv_trim(ks_sv_from(fact->lexical));
    if (e == NULL || fact->is_nil) {
        return KS_OK;
    }
    switch (e->kind) {
    case KS_ENUM_QNAME:
        return check_member(c, fact, e, value,
                            fact->named == NULL ? NULL
                                                : ks_taxonomy_find(c->taxonomy, fact->named));
    case KS_ENUM_URI:
        return check_uri(c, fact, e, value);
    default:
        return check_set(c, fact, e);
    }
}

ks_status ks_check_enumerations(const ks_instance *instance, ks_sink *sink)
{
    checker c = {.taxonomy = instance->taxonomy, .sink = sink};
    ks_status status = KS_OK;
    if (c.taxonomy->dimensions == NULL || c.taxonomy->dimensions->enumerations.count == 0) {
        return KS_OK;
    }
    ks_arena_init(&c.arena);
    ks_map_init(&c.concept_by_uri);
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = check_fact(&c, instance->facts.items[i]);
        ks_arena_release(&c.arena);
    }
    ks_vec_release(&c.values);
    ks_map_release(&c.concept_by_uri);
    ks_arena_release(&c.arena);
    return status;
}

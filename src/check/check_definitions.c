#include "check_definitions.h"

#include <string.h>

#include "check_equality.h"

/* Of so many pairs each is compared; of more, each fact with the first one of the other name. */
enum { PAIR_LIMIT = 4096 };

/* The facts of one concept in one context and tuple. */
typedef struct alias_group {
    KS_VEC(const ks_fact *) facts;
} alias_group;

typedef struct group_key {
    const ks_concept *concept;
    const ks_context *context;
    const ks_tuple *tuple;
} group_key;

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_arena arena;
    bool *is_named;          /* by the index of a concept: as essence or alias */
    ks_map groups;           /* group_key -> alias_group */
    const ks_place **places; /* by the index of a concept: where it is first reported */
} checker;

static bool has_arcrole(const ks_network *network, const char *arcrole)
{
    return network->arcrole != NULL && strcmp(network->arcrole, arcrole) == 0;
}

static const ks_network *next_network(const checker *c, const char *arcrole, size_t *at)
{
    const ks_taxonomy *taxonomy = c->instance->taxonomy;
    while (*at < taxonomy->network_count) {
        const ks_network *network = &taxonomy->networks[(*at)++];
        if (has_arcrole(network, arcrole)) {
            return network;
        }
    }
    return NULL;
}

static alias_group *find_group(const checker *c, const ks_concept *concept, const ks_fact *fact)
{
    group_key key = {concept, fact->context->same, fact->tuple};
    return ks_map_get(&c->groups, (ks_sv){(const char *)&key, sizeof key});
}

static ks_status add_to_group(checker *c, const ks_fact *fact)
{
    alias_group *group = find_group(c, fact->concept, fact);
    if (group == NULL) {
        group_key key = {fact->concept, fact->context->same, fact->tuple};
        group = ks_arena_zero(&c->arena, 1, sizeof *group);
        if (group == NULL ||
            ks_map_set(&c->groups, (ks_sv){(const char *)&key, sizeof key}, group) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    const ks_fact **slot = ks_vec_add(&group->facts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = fact;
    return KS_OK;
}

static ks_status group_facts(checker *c)
{
    const ks_network *network;
    ks_status status = KS_OK;
    c->is_named =
        ks_arena_zero(&c->arena, c->instance->taxonomy->concepts.count + 1, sizeof *c->is_named);
    if (c->is_named == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t at = 0; (network = next_network(c, KS_ARCROLE_ESSENCE_ALIAS, &at)) != NULL;) {
        for (size_t i = 0; i < network->arc_count; i++) {
            c->is_named[network->arcs[i]->from->index] = true;
            c->is_named[network->arcs[i]->to->index] = true;
        }
    }
    for (size_t i = 0; i < c->instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = c->instance->facts.items[i];
        if (c->is_named[fact->concept->index] && !fact->is_nil) {
            status = add_to_group(c, fact);
        }
    }
    return status;
}

static const char *value_of(checker *c, const ks_fact *fact)
{
    return fact->unit == NULL ? fact->lexical
                              : ks_arena_format(&c->arena, "%s %s", fact->lexical, fact->unit->id);
}

static ks_status report_alias(checker *c, const ks_fact *essence, const ks_fact *alias)
{
    ks_related related = {essence->place, essence->concept->name->local};
    const char *values[] = {value_of(c, alias), value_of(c, essence)};
    if (values[0] == NULL || values[1] == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT_RELATED(c->sink, KS_F_INSTANCE_ALIAS_DIFFERS, alias->place, &related, 1,
                      alias->concept->name->local, essence->concept->name->local,
                      alias->context->id, values[0], values[1]);
    return KS_OK;
}

static ks_status compare(checker *c, const ks_fact *essence, const ks_fact *alias, bool *out_same)
{
    if (!ks_facts_u_equal(essence, alias)) {
        *out_same = false;
        return KS_OK;
    }
    ks_status status = ks_facts_same_value(&c->arena, essence, alias, out_same);
    /* Numbers of more digits than can be rounded are not the same by chance. */
    return status == KS_ERR_LIMIT ? KS_OK : status;
}

/* One finding is enough for what stands in one place under two names. */
static ks_status check_pairs(checker *c, const alias_group *essences, const alias_group *aliases)
{
    bool is_full = essences->facts.count <= PAIR_LIMIT / aliases->facts.count;
    for (size_t i = 0; i < essences->facts.count; i++) {
        size_t count = is_full || i == 0 ? aliases->facts.count : 1;
        for (size_t k = 0; k < count; k++) {
            bool is_same = true;
            const ks_fact *essence = essences->facts.items[i];
            const ks_fact *alias = aliases->facts.items[k];
            ks_status status = compare(c, essence, alias, &is_same);
            if (status != KS_OK || !is_same) {
                return status == KS_OK ? report_alias(c, essence, alias) : status;
            }
        }
    }
    return KS_OK;
}

/* The aliases that each concept has, one after the other, as lists of arcs. */
typedef struct alias_list {
    const ks_arc *arc;
    struct alias_list *next;
} alias_list;

static ks_status list_aliases(checker *c, alias_list **lists)
{
    const ks_network *network;
    for (size_t at = 0; (network = next_network(c, KS_ARCROLE_ESSENCE_ALIAS, &at)) != NULL;) {
        for (size_t i = 0; i < network->arc_count; i++) {
            alias_list *added = ks_arena_alloc(&c->arena, sizeof *added);
            if (added == NULL) {
                return KS_ERR_MEMORY;
            }
            *added = (alias_list){network->arcs[i], lists[network->arcs[i]->from->index]};
            lists[network->arcs[i]->from->index] = added;
        }
    }
    return KS_OK;
}

/* Each group comes up once, with the first of its facts. */
static ks_status check_group(checker *c, const alias_group *essences, const alias_list *list)
{
    ks_status status = KS_OK;
    for (; list != NULL && status == KS_OK; list = list->next) {
        const alias_group *aliases = find_group(c, list->arc->to, essences->facts.items[0]);
        if (aliases != NULL) {
            status = check_pairs(c, essences, aliases);
        }
    }
    return status;
}

static ks_status check_aliases(checker *c)
{
    alias_list **lists =
        ks_arena_zero(&c->arena, c->instance->taxonomy->concepts.count + 1, sizeof *lists);
    ks_status status = lists == NULL ? KS_ERR_MEMORY : group_facts(c);
    if (status == KS_OK) {
        status = list_aliases(c, lists);
    }
    for (const ks_map_entry *entry = ks_map_first(&c->groups); entry != NULL && status == KS_OK;
         entry = ks_map_next(entry)) {
        const alias_group *group = ks_map_entry_value(entry);
        status = check_group(c, group, lists[group->facts.items[0]->concept->index]);
    }
    return status;
}

static void note_place(checker *c, const ks_concept *concept, const ks_place *place)
{
    if (c->places[concept->index] == NULL) {
        c->places[concept->index] = place;
    }
}

static void check_requirement(const checker *c, const ks_arc *arc)
{
    const ks_place *place = c->places[arc->from->index];
    if (place != NULL && c->places[arc->to->index] == NULL) {
        const ks_related related = {arc->place, arc->role};
        KS_REPORT_RELATED(c->sink, KS_F_INSTANCE_REQUIRED_MISSING, *place, &related, 1,
                          arc->from->name->local, arc->to->name->local);
    }
}

static void check_requirements(const checker *c)
{
    const ks_network *network;
    for (size_t at = 0; (network = next_network(c, KS_ARCROLE_REQUIRES, &at)) != NULL;) {
        for (size_t i = 0; i < network->arc_count; i++) {
            check_requirement(c, network->arcs[i]);
        }
    }
}

static ks_status check_required(checker *c)
{
    size_t at = 0;
    const ks_instance *instance = c->instance;
    if (next_network(c, KS_ARCROLE_REQUIRES, &at) == NULL) {
        return KS_OK;
    }
    c->places = ks_arena_zero(&c->arena, instance->taxonomy->concepts.count + 1, sizeof *c->places);
    if (c->places == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < instance->facts.count; i++) {
        note_place(c, instance->facts.items[i]->concept, &instance->facts.items[i]->place);
    }
    for (size_t i = 0; i < instance->tuples.count; i++) {
        note_place(c, instance->tuples.items[i]->concept, &instance->tuples.items[i]->place);
    }
    check_requirements(c);
    return KS_OK;
}

ks_status ks_check_definitions(const ks_instance *instance, ks_sink *sink)
{
    checker c = {.instance = instance, .sink = sink};
    size_t at = 0;
    ks_arena_init(&c.arena);
    ks_map_init(&c.groups);
    ks_status status =
        next_network(&c, KS_ARCROLE_ESSENCE_ALIAS, &at) == NULL ? KS_OK : check_aliases(&c);
    if (status == KS_OK) {
        status = check_required(&c);
    }
    for (const ks_map_entry *entry = ks_map_first(&c.groups); entry != NULL;
         entry = ks_map_next(entry)) {
        ks_vec_release(&((alias_group *)ks_map_entry_value(entry))->facts);
    }
    ks_map_release(&c.groups);
    ks_arena_release(&c.arena);
    return status;
}

#include "check_fact_groups.h"

/* Pointers only, so that there are no gaps. */
typedef struct group_key {
    const ks_concept *concept;
    const ks_context *context;
    const ks_unit *unit;
} group_key;

/* A group with the key by which it is found. */
typedef struct keyed_group {
    ks_fact_group group;
    group_key key;
} keyed_group;

static group_key key_of(const ks_concept *concept, const ks_fact *fact)
{
    return (group_key){concept, fact->context->same, fact->unit == NULL ? NULL : fact->unit->same};
}

/* Finds or makes the group of each fact and counts its facts. */
static ks_status count_facts(ks_fact_groups *groups, const ks_instance *instance,
                             const bool *is_wanted, ks_fact_group **group_of)
{
    keyed_group *next = NULL;
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        if (!is_wanted[fact->concept->index]) {
            continue;
        }
        next = next != NULL ? next : ks_arena_zero(&groups->arena, 1, sizeof *next);
        if (next == NULL) {
            return KS_ERR_MEMORY;
        }
        next->key = key_of(fact->concept, fact);
        const ks_sv bytes = {(const char *)&next->key, sizeof next->key};
        void *found = NULL;
        ks_status status = ks_map_add_borrowed(&groups->by_key, bytes, next, &found);
        if (status != KS_OK) {
            return status;
        }
        keyed_group *keyed = found != NULL ? found : next;
        next = found != NULL ? next : NULL;
        keyed->group.count++;
        group_of[i] = &keyed->group;
    }
    return KS_OK;
}

static void deal_facts(ks_fact_groups *groups, const ks_instance *instance,
                       ks_fact_group *const *group_of)
{
    const ks_fact **next = groups->facts;
    for (size_t i = 0; i < instance->facts.count; i++) {
        ks_fact_group *group = group_of[i];
        if (group == NULL) {
            continue;
        }
        if (group->facts == NULL) {
            group->facts = next;
            next += group->count;
            group->count = 0;
        }
        group->facts[group->count++] = instance->facts.items[i];
    }
}

static size_t parent_of(const ks_fact *fact)
{
    return fact->tuple == NULL ? 0 : fact->tuple->index + 1;
}

/* 4.10: duplicates have the same parent; neither value nor nil counts. */
static void mark_duplicates(ks_fact_groups *groups, const ks_fact_group *group, size_t number,
                            size_t *last_group, const ks_fact **last_fact)
{
    for (size_t i = 0; i < group->count; i++) {
        size_t parent = parent_of(group->facts[i]);
        if (last_group[parent] == number) {
            groups->is_duplicate[last_fact[parent]->index] = true;
            groups->is_duplicate[group->facts[i]->index] = true;
        }
        last_group[parent] = number;
        last_fact[parent] = group->facts[i];
    }
}

static ks_status find_duplicates(ks_fact_groups *groups, const ks_instance *instance)
{
    size_t parents = instance->tuples.count + 1;
    size_t number = 0;
    size_t *last_group = ks_arena_zero(&groups->arena, parents, sizeof *last_group);
    const ks_fact **last_fact = ks_arena_zero(&groups->arena, parents, sizeof *last_fact);
    if (last_group == NULL || last_fact == NULL) {
        return KS_ERR_MEMORY;
    }
    for (const ks_map_entry *entry = ks_map_first(&groups->by_key); entry != NULL;
         entry = ks_map_next(entry)) {
        const keyed_group *keyed = ks_map_entry_value(entry);
        mark_duplicates(groups, &keyed->group, ++number, last_group, last_fact);
    }
    return KS_OK;
}

ks_status ks_fact_groups_init(ks_fact_groups *groups, const ks_instance *instance,
                              const bool *is_wanted)
{
    size_t count = instance->facts.count + 1;
    *groups = (ks_fact_groups){.facts = NULL};
    ks_arena_init(&groups->arena);
    ks_map_init(&groups->by_key);
    ks_fact_group **group_of = ks_arena_zero(&groups->arena, count, sizeof *group_of);
    groups->facts = ks_arena_zero(&groups->arena, count, sizeof *groups->facts);
    groups->is_duplicate = ks_arena_zero(&groups->arena, count, sizeof *groups->is_duplicate);
    if (group_of == NULL || groups->facts == NULL || groups->is_duplicate == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = count_facts(groups, instance, is_wanted, group_of);
    if (status != KS_OK) {
        return status;
    }
    deal_facts(groups, instance, group_of);
    return find_duplicates(groups, instance);
}

void ks_fact_groups_release(ks_fact_groups *groups)
{
    ks_map_release(&groups->by_key);
    ks_arena_release(&groups->arena);
}

/* How many of the group stand in front of fact number `index` of the instance. */
static size_t count_before(const ks_fact_group *group, size_t index)
{
    size_t low = 0;
    size_t high = group->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (group->facts[middle]->index < index) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

ks_fact_group ks_fact_groups_near(const ks_fact_groups *groups, const ks_concept *concept,
                                  const ks_fact *fact)
{
    group_key key = key_of(concept, fact);
    const keyed_group *keyed = ks_map_get(&groups->by_key, (ks_sv){(const char *)&key, sizeof key});
    const ks_fact_group *group = keyed == NULL ? NULL : &keyed->group;
    if (group == NULL || fact->tuple == NULL) {
        return group == NULL ? (ks_fact_group){NULL, 0} : *group;
    }
    size_t first = count_before(group, fact->tuple->first);
    size_t end = count_before(group, fact->tuple->end);
    return (ks_fact_group){group->facts + first, end - first};
}

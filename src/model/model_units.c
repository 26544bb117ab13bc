#include "model_units.h"

#include "base_alloc.h"

ks_status ks_units_new(ks_units **out)
{
    ks_units *units = ks_alloc_zero(1, sizeof *units);
    if (units == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&units->arena);
    ks_map_init(&units->by_type);
    ks_map_init(&units->by_id);
    *out = units;
    return KS_OK;
}

void ks_units_free(ks_units *units)
{
    if (units == NULL) {
        return;
    }
    ks_map_release(&units->by_id);
    ks_map_release(&units->by_type);
    ks_arena_release(&units->arena);
    ks_alloc_free(units);
}

static ks_status list_of(ks_units *units, ks_map *map, const char *name, ks_units_list **out)
{
    ks_units_list *list = ks_map_get_ptr(map, name);
    if (list != NULL) {
        *out = list;
        return KS_OK;
    }
    list = ks_arena_zero(&units->arena, 1, sizeof *list);
    if (list == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = list;
    return ks_map_set_ptr(map, name, list);
}

static void add_to_type(ks_units_list *list, ks_units_entry *entry)
{
    *(list->first == NULL ? &list->first : &list->last->next_of_type) = entry;
    list->last = entry;
}

static void add_to_id(ks_units_list *list, ks_units_entry *entry)
{
    *(list->first == NULL ? &list->first : &list->last->next_of_id) = entry;
    list->last = entry;
}

ks_status ks_units_add(ks_units *units, const ks_units_entry *entry)
{
    ks_units_list *of_type = NULL;
    ks_units_list *of_id = NULL;
    ks_units_entry *kept = ks_arena_alloc(&units->arena, sizeof *kept);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = *entry;
    kept->next_of_type = NULL;
    kept->next_of_id = NULL;
    ks_status status = list_of(units, &units->by_type, entry->item.local, &of_type);
    if (status == KS_OK && !entry->is_quotient) {
        status = list_of(units, &units->by_id, entry->id, &of_id);
    }
    if (status != KS_OK) {
        return status;
    }
    add_to_type(of_type, kept);
    if (of_id != NULL) {
        add_to_id(of_id, kept);
    }
    return KS_OK;
}

/* A namespace that is not given does not matter. */
static bool is_same_ns(const char *a, const char *b)
{
    return a == NULL || b == NULL || a == b;
}

static const ks_units_entry *skip_to(const ks_units_entry *entry, const char *ns)
{
    while (entry != NULL && !is_same_ns(entry->item.ns, ns)) {
        entry = entry->next_of_type;
    }
    return entry;
}

const ks_units_entry *ks_units_first(const ks_units *units, const ks_units_type *type)
{
    const ks_units_list *list = ks_map_get_ptr(&units->by_type, type->local);
    return list == NULL ? NULL : skip_to(list->first, type->ns);
}

const ks_units_entry *ks_units_next(const ks_units_entry *after, const ks_units_type *type)
{
    return skip_to(after->next_of_type, type->ns);
}

/* Whether it defines a simple unit that is `measure`. */
static bool entry_is(const ks_units_entry *entry, const ks_qname *measure)
{
    return !entry->is_quotient && entry->id == measure->local && is_same_ns(entry->ns, measure->ns);
}

const ks_units_entry *ks_units_measure(const ks_units *units, const ks_qname *measure)
{
    const ks_units_list *list = ks_map_get_ptr(&units->by_id, measure->local);
    const ks_units_entry *entry = list == NULL ? NULL : list->first;
    while (entry != NULL && !entry_is(entry, measure)) {
        entry = entry->next_of_id;
    }
    return entry;
}

/* A part of a quotient: any measure, where the registry has no unit for its type. The types that
 * such a type is derived from do not count. */
static bool suits_part(const ks_units *units, const ks_units_type *type, const ks_qname *measure)
{
    const ks_units_entry *entry = type->local == NULL ? NULL : ks_units_first(units, type);
    if (entry == NULL) {
        return true;
    }
    while (entry != NULL && !entry_is(entry, measure)) {
        entry = ks_units_next(entry, type);
    }
    return entry != NULL;
}

static bool is_match(const ks_units *units, const ks_units_entry *entry, const ks_unit *unit)
{
    if (!entry->is_quotient) {
        return unit->denominator_count == 0 && entry_is(entry, unit->numerators[0]);
    }
    return unit->denominator_count == 1 &&
           suits_part(units, &entry->numerator, unit->numerators[0]) &&
           suits_part(units, &entry->denominator, unit->denominators[0]);
}

const ks_units_entry *ks_units_match(const ks_units *units, const ks_qname *type,
                                     const ks_unit *unit)
{
    const ks_units_type wanted = {type->local, type->ns};
    const ks_units_entry *candidate = NULL;
    if (unit->numerator_count != 1 || unit->denominator_count > 1) {
        return NULL;
    }
    for (const ks_units_entry *e = ks_units_first(units, &wanted); e != NULL;
         e = ks_units_next(e, &wanted)) {
        if (is_match(units, e, unit)) {
            if (!e->is_candidate) {
                return e;
            }
            candidate = candidate == NULL ? e : candidate;
        }
    }
    return candidate;
}

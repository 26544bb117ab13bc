/* A hash map from bytes to a pointer (uthash inside). Keys are copied into the map's own arena.
 * Iteration is in the order of insertion, so that what is made from it is deterministic. */
#ifndef KS_BASE_MAP_H
#define KS_BASE_MAP_H

#include <stddef.h>

#include "base_arena.h"
#include "base_str.h"

typedef struct ks_map_entry ks_map_entry;
typedef struct ks_map {
    ks_map_entry *entries;
    ks_arena arena;
} ks_map;

void ks_map_init(ks_map *map);
void ks_map_release(ks_map *map);
size_t ks_map_count(const ks_map *map);

void *ks_map_get(const ks_map *map, ks_sv key); /* NULL where it is not */
/* Sets, or replaces. The value is borrowed and must not be NULL. */
KS_MUST_USE ks_status ks_map_set(ks_map *map, ks_sv key, void *value);
/* The same for a key that lives at least as long as the map: it is not copied. */
KS_MUST_USE ks_status ks_map_set_borrowed(ks_map *map, ks_sv key, void *value);
/* Sets a key that lives at least as long as the map, unless it is there: then *out is its value.
 * Else *out is NULL. */
KS_MUST_USE ks_status ks_map_add_borrowed(ks_map *map, ks_sv key, void *value, void **out);
/* Get and set with the address itself as the key: for interned things. */
void *ks_map_get_ptr(const ks_map *map, const void *key);
KS_MUST_USE ks_status ks_map_set_ptr(ks_map *map, const void *key, void *value);

/* `for (e = ks_map_first(m); e != NULL; e = ks_map_next(e))` */
ks_map_entry *ks_map_first(const ks_map *map);
ks_map_entry *ks_map_next(const ks_map_entry *entry);
ks_sv ks_map_entry_key(const ks_map_entry *entry);
void *ks_map_entry_value(const ks_map_entry *entry);

#endif

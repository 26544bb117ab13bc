/* A hash map from bytes, or from an address, to a pointer. Copied keys lie in the map's own arena.
 *
 * Entries stand one after the other in the order of insertion, so that what is made from a walk
 * over them is deterministic; beside them is a table of their hashes and numbers, with linear
 * probing, at most two thirds full. Nothing is ever taken out. A failed call leaves the map as it
 * was. */
#ifndef KS_BASE_MAP_H
#define KS_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base_arena.h"
#include "base_str.h"

typedef struct ks_map_entry ks_map_entry;

typedef struct ks_map_slot {
    uint32_t hash;
    uint32_t number; /* of the entry, from 1; 0: free */
} ks_map_slot;

typedef struct ks_map {
    ks_map_entry *entries; /* behind the last of them stands one without a value */
    ks_map_slot *slots;    /* NULL while there are few entries */
    uint32_t count;
    uint32_t capacity;   /* of `entries`, without the one behind the last */
    uint32_t slot_limit; /* how many entries the slots are good for */
    uint8_t slot_bits; /* 2 to the power of this many slots: the upper bits of a hash choose one */
    ks_arena arena;
} ks_map;

void ks_map_init(ks_map *map);
void ks_map_release(ks_map *map);
size_t ks_map_count(const ks_map *map);

void *ks_map_get(const ks_map *map, ks_sv key); /* NULL where it is not */
/* Sets, or replaces. The value is borrowed and must not be NULL. KS_ERR_LIMIT where the key, or
 * the number of keys, is beyond what 32 bits can say. */
KS_MUST_USE ks_status ks_map_set(ks_map *map, ks_sv key, void *value);
/* The same for a key that lives at least as long as the map: it is not copied. */
KS_MUST_USE ks_status ks_map_set_borrowed(ks_map *map, ks_sv key, void *value);
/* Sets a key that lives at least as long as the map, unless it is there: then *out is its value.
 * Else *out is NULL. */
KS_MUST_USE ks_status ks_map_add_borrowed(ks_map *map, ks_sv key, void *value, void **out);
/* Get and set with the address itself as the key: for interned things. Such keys are never equal
 * to bytes. */
void *ks_map_get_ptr(const ks_map *map, const void *key);
KS_MUST_USE ks_status ks_map_set_ptr(ks_map *map, const void *key, void *value);

/* `for (e = ks_map_first(m); e != NULL; e = ks_map_next(e))`, without setting new keys on the way:
 * they move the entries. The key of an entry that is an address is the bytes of the address; it
 * lies in the entry. */
ks_map_entry *ks_map_first(const ks_map *map);
ks_map_entry *ks_map_next(const ks_map_entry *entry);
ks_sv ks_map_entry_key(const ks_map_entry *entry);
void *ks_map_entry_value(const ks_map_entry *entry);

#endif

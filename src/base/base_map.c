#include "base_map.h"

#include <stdint.h>
#include <string.h>

#include "base_alloc.h"

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15) /* 2^64 divided by the golden ratio, odd */

/* So many entries are looked at one after the other, without a table. */
enum { FEW = 8, FIRST_CAPACITY = 5, FIRST_SLOT_BITS = 5, HASH_BITS = 32 };

/* The length of a key that is an address. */
#define IS_ADDRESS UINT32_MAX

struct ks_map_entry {
    void *value;
    const char *key; /* the address itself where `len` is IS_ADDRESS */
    uint32_t len;
    uint32_t hash;
};

typedef struct wanted_key {
    const char *key;
    uint32_t len;
    uint32_t hash;
} wanted_key;

static uint64_t load_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Loses nothing, but what differs in high bits only stays high: the next one brings it down. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * GOLDEN;
    return hash ^ hash >> 32;
}

/* The upper half of a product depends on all bits below; slots are chosen by the uppermost. */
static uint32_t finish(uint64_t hash)
{
    return (uint32_t)((hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9) >> HASH_BITS);
}

/* A word at a time; the last word overlaps the one before it. */
static inline uint32_t hash_bytes(const char *bytes, size_t len)
{
    uint64_t hash = len * GOLDEN;
    if (len < sizeof(uint64_t)) {
        uint64_t word = 0;
        for (size_t i = 0; i < len; i++) {
            word = word << 8 | (unsigned char)bytes[i];
        }
        return finish(mix(hash, word));
    }
    for (size_t i = 0; i + sizeof(uint64_t) < len; i += sizeof(uint64_t)) {
        hash = mix(hash, load_word(bytes + i));
    }
    return finish(mix(hash, load_word(bytes + len - sizeof(uint64_t))));
}

static inline wanted_key bytes_key(ks_sv key)
{
    return (wanted_key){key.ptr, (uint32_t)key.len, hash_bytes(key.ptr, key.len)};
}

/* Mixed twice: one product alone puts things at some distances side by side again. */
static inline wanted_key address_key(const void *address)
{
    return (wanted_key){address, IS_ADDRESS, finish((uint64_t)(uintptr_t)address * GOLDEN)};
}

void ks_map_init(ks_map *map)
{
    *map = (ks_map){.slots = NULL};
    ks_arena_init(&map->arena);
}

void ks_map_release(ks_map *map)
{
    ks_alloc_free(map->entries);
    ks_alloc_free(map->slots);
    ks_arena_release(&map->arena);
    ks_map_init(map);
}

size_t ks_map_count(const ks_map *map)
{
    return map->count;
}

static inline bool is_key(const ks_map_entry *entry, const wanted_key *key)
{
    if (entry->hash != key->hash || entry->len != key->len) {
        return false;
    }
    return entry->key == key->key ||
           (key->len != IS_ADDRESS && key->len > 0 &&
            memcmp(entry->key, key->key, key->len) == 0) ||
           key->len == 0;
}

static ks_map_entry *find_among_few(const ks_map *map, const wanted_key *key)
{
    for (uint32_t i = 0; i < map->count; i++) {
        if (is_key(&map->entries[i], key)) {
            return &map->entries[i];
        }
    }
    return NULL;
}

static inline uint32_t home_of(const ks_map *map, uint32_t hash)
{
    return hash >> (HASH_BITS - map->slot_bits);
}

static inline ks_map_entry *find(const ks_map *map, const wanted_key *key)
{
    if (map->slots == NULL) {
        return find_among_few(map, key);
    }
    const uint32_t mask = (UINT32_C(1) << map->slot_bits) - 1;
    for (uint32_t i = home_of(map, key->hash); map->slots[i].number != 0; i = (i + 1) & mask) {
        if (map->slots[i].hash == key->hash) {
            ks_map_entry *entry = &map->entries[map->slots[i].number - 1];
            if (is_key(entry, key)) {
                return entry;
            }
        }
    }
    return NULL;
}

void *ks_map_get(const ks_map *map, ks_sv key)
{
    if (key.len >= IS_ADDRESS || map->count == 0) {
        return NULL;
    }
    const wanted_key wanted = bytes_key(key);
    const ks_map_entry *entry = find(map, &wanted);
    return entry != NULL ? entry->value : NULL;
}

void *ks_map_get_ptr(const ks_map *map, const void *key)
{
    const wanted_key wanted = address_key(key);
    const ks_map_entry *entry = find(map, &wanted);
    return entry != NULL ? entry->value : NULL;
}

static void fill_slot(ks_map *map, uint32_t hash, uint32_t number)
{
    const uint32_t mask = (UINT32_C(1) << map->slot_bits) - 1;
    uint32_t i = home_of(map, hash);
    while (map->slots[i].number != 0) {
        i = (i + 1) & mask;
    }
    map->slots[i] = (ks_map_slot){hash, number};
}

static ks_status make_slots(ks_map *map, uint8_t bits)
{
    if (bits > HASH_BITS - 1) {
        return KS_ERR_LIMIT;
    }
    const size_t count = (size_t)1 << bits;
    ks_map_slot *slots = ks_alloc_zero(count, sizeof *slots);
    if (slots == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_alloc_free(map->slots);
    map->slots = slots;
    map->slot_bits = bits;
    map->slot_limit = (uint32_t)(count / 3 * 2);
    for (uint32_t i = 0; i < map->count; i++) {
        fill_slot(map, map->entries[i].hash, i + 1);
    }
    return KS_OK;
}

static ks_status grow_entries(ks_map *map)
{
    if (map->capacity > UINT32_MAX / 2) {
        return KS_ERR_LIMIT;
    }
    const uint32_t wanted =
        map->capacity == 0 ? FIRST_CAPACITY : map->capacity + map->capacity / 2 + 1;
    ks_map_entry *grown =
        ks_alloc_resize(map->entries, ((size_t)wanted + 1) * sizeof *map->entries);
    if (grown == NULL) {
        return KS_ERR_MEMORY;
    }
    map->entries = grown;
    map->entries[map->count].value = NULL;
    map->capacity = wanted;
    return KS_OK;
}

static ks_status make_room(ks_map *map)
{
    ks_status status = map->count == map->capacity ? grow_entries(map) : KS_OK;
    if (status == KS_OK && map->slots == NULL && map->count == FEW) {
        return make_slots(map, FIRST_SLOT_BITS);
    }
    if (status == KS_OK && map->slots != NULL && map->count == map->slot_limit) {
        return make_slots(map, map->slot_bits + 1);
    }
    return status;
}

/* For a key that is not in the map. */
static ks_status insert(ks_map *map, const wanted_key *key, void *value, bool is_copied)
{
    const char *kept = key->key;
    ks_status status = make_room(map);
    if (status == KS_OK && is_copied) {
        kept = ks_arena_text(&map->arena, (ks_sv){key->key, key->len});
        status = kept == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (status != KS_OK) {
        return status;
    }
    map->entries[map->count++] = (ks_map_entry){value, kept, key->len, key->hash};
    map->entries[map->count].value = NULL;
    if (map->slots != NULL) {
        fill_slot(map, key->hash, map->count);
    }
    return KS_OK;
}

static ks_status check_entry(ks_sv key, const void *value)
{
    if (value == NULL) {
        return KS_ERR_MISUSE;
    }
    return key.len >= IS_ADDRESS ? KS_ERR_LIMIT : KS_OK;
}

static ks_status set(ks_map *map, const wanted_key *key, void *value, bool is_copied)
{
    ks_map_entry *entry = find(map, key);
    if (entry != NULL) {
        entry->value = value;
        return KS_OK;
    }
    return insert(map, key, value, is_copied);
}

ks_status ks_map_add_borrowed(ks_map *map, ks_sv key, void *value, void **out)
{
    *out = NULL;
    ks_status status = check_entry(key, value);
    if (status != KS_OK) {
        return status;
    }
    const wanted_key wanted = bytes_key(key);
    const ks_map_entry *entry = find(map, &wanted);
    if (entry != NULL) {
        *out = entry->value;
        return KS_OK;
    }
    return insert(map, &wanted, value, false);
}

static ks_status set_bytes(ks_map *map, ks_sv key, void *value, bool is_copied)
{
    ks_status status = check_entry(key, value);
    if (status != KS_OK) {
        return status;
    }
    const wanted_key wanted = bytes_key(key);
    return set(map, &wanted, value, is_copied);
}

ks_status ks_map_set(ks_map *map, ks_sv key, void *value)
{
    return set_bytes(map, key, value, true);
}

ks_status ks_map_set_borrowed(ks_map *map, ks_sv key, void *value)
{
    return set_bytes(map, key, value, false);
}

ks_status ks_map_set_ptr(ks_map *map, const void *key, void *value)
{
    const wanted_key wanted = address_key(key);
    return value == NULL ? KS_ERR_MISUSE : set(map, &wanted, value, false);
}

ks_map_entry *ks_map_first(const ks_map *map)
{
    return map->count > 0 ? map->entries : NULL;
}

ks_map_entry *ks_map_next(const ks_map_entry *entry)
{
    /* The entries are the map's own; only the walk over them looks at them as constant. */
    ks_map_entry *next = (ks_map_entry *)(uintptr_t)(entry + 1);
    return next->value != NULL ? next : NULL;
}

ks_sv ks_map_entry_key(const ks_map_entry *entry)
{
    return entry->len == IS_ADDRESS ? (ks_sv){(const char *)&entry->key, sizeof entry->key}
                                    : (ks_sv){entry->key, entry->len};
}

void *ks_map_entry_value(const ks_map_entry *entry)
{
    return entry->value;
}

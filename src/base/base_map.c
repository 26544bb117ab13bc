#include "base_map.h"

#include <stdint.h>
#include <string.h>

#include "base_alloc.h"

static inline unsigned hash_bytes(const void *key, size_t len);

#define HASH_NONFATAL_OOM             1
#define uthash_malloc(size)           ks_alloc(size)
#define uthash_free(block, size)      ks_alloc_free(block)
#define HASH_FUNCTION(key, len, hash) ((hash) = hash_bytes((key), (len)))
#define HASH_KEYCMP(a, b, len)        ((len) == 0 ? 0 : memcmp((a), (b), (len)))
#include <uthash.h>

struct ks_map_entry {
    void *value;
    UT_hash_handle hh;
    char key[]; /* empty where the key is borrowed */
};

static uint64_t load_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Loses nothing, but what differs in high bits only stays high: finish() brings it down. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
    return hash ^ hash >> 32;
}

/* uthash takes its buckets from the low bits, so each bit of the key must reach them. */
static unsigned finish(uint64_t hash)
{
    hash = (hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return (unsigned)(hash ^ hash >> 32);
}

/* A word at a time; the last word overlaps the one before it. */
static inline unsigned hash_bytes(const void *key, size_t len)
{
    const char *bytes = key;
    uint64_t hash = mix(len, 0);
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

void ks_map_init(ks_map *map)
{
    map->entries = NULL;
    ks_arena_init(&map->arena);
}

void ks_map_release(ks_map *map)
{
    HASH_CLEAR(hh, map->entries);
    ks_arena_release(&map->arena);
}

size_t ks_map_count(const ks_map *map)
{
    return HASH_COUNT(map->entries);
}

static ks_map_entry *find(const ks_map *map, ks_sv key, unsigned hash)
{
    ks_map_entry *entry = NULL;
    if (key.len <= UINT32_MAX) {
        HASH_FIND_BYHASHVALUE(hh, map->entries, key.ptr, (unsigned)key.len, hash, entry);
    }
    return entry;
}

void *ks_map_get(const ks_map *map, ks_sv key)
{
    const ks_map_entry *entry = find(map, key, hash_bytes(key.ptr, key.len));
    return entry != NULL ? entry->value : NULL;
}

/* With room for a copy of the key where `is_copied`. */
static ks_map_entry *make_entry(ks_map *map, ks_sv *key, bool is_copied)
{
    ks_map_entry *entry =
        ks_arena_alloc(&map->arena, sizeof *entry + (is_copied ? key->len + 1 : 0));
    if (entry != NULL && is_copied) {
        if (key->len > 0) {
            memcpy(entry->key, key->ptr, key->len);
        }
        entry->key[key->len] = '\0';
        key->ptr = entry->key;
    }
    return entry;
}

/* For a key that is not in the map. */
static ks_status insert(ks_map *map, ks_sv key, unsigned hash, void *value, bool is_copied)
{
    ks_map_entry *entry = make_entry(map, &key, is_copied);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    entry->value = value;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->entries, key.ptr, key.len, hash, entry);
    /* uthash takes the entry out again where it lacked memory, and says so here. */
    return entry->hh.tbl != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status check_entry(ks_sv key, const void *value)
{
    if (value == NULL) {
        return KS_ERR_MISUSE;
    }
    return key.len > UINT32_MAX ? KS_ERR_LIMIT : KS_OK;
}

static ks_status set(ks_map *map, ks_sv key, void *value, bool is_copied)
{
    ks_status status = check_entry(key, value);
    if (status != KS_OK) {
        return status;
    }
    unsigned hash = hash_bytes(key.ptr, key.len);
    ks_map_entry *entry = find(map, key, hash);
    if (entry != NULL) {
        entry->value = value;
        return KS_OK;
    }
    return insert(map, key, hash, value, is_copied);
}

ks_status ks_map_add_borrowed(ks_map *map, ks_sv key, void *value, void **out)
{
    *out = NULL;
    ks_status status = check_entry(key, value);
    if (status != KS_OK) {
        return status;
    }
    unsigned hash = hash_bytes(key.ptr, key.len);
    const ks_map_entry *entry = find(map, key, hash);
    if (entry != NULL) {
        *out = entry->value;
        return KS_OK;
    }
    return insert(map, key, hash, value, false);
}

ks_status ks_map_set(ks_map *map, ks_sv key, void *value)
{
    return set(map, key, value, true);
}

ks_status ks_map_set_borrowed(ks_map *map, ks_sv key, void *value)
{
    return set(map, key, value, false);
}

void *ks_map_get_ptr(const ks_map *map, const void *key)
{
    return ks_map_get(map, (ks_sv){(const char *)&key, sizeof key});
}

ks_status ks_map_set_ptr(ks_map *map, const void *key, void *value)
{
    return ks_map_set(map, (ks_sv){(const char *)&key, sizeof key}, value);
}

ks_map_entry *ks_map_first(const ks_map *map)
{
    return map->entries;
}

ks_map_entry *ks_map_next(const ks_map_entry *entry)
{
    return entry->hh.next;
}

ks_sv ks_map_entry_key(const ks_map_entry *entry)
{
    return (ks_sv){entry->hh.key, entry->hh.keylen};
}

void *ks_map_entry_value(const ks_map_entry *entry)
{
    return entry->value;
}

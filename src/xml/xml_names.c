#include "xml_names.h"

#include "base_alloc.h"

enum { FIRST_SLOTS = 256 };

void ks_xml_names_init(ks_xml_names *cache, ks_names *names)
{
    *cache = (ks_xml_names){.names = names};
}

void ks_xml_names_release(ks_xml_names *cache)
{
    ks_alloc_free(cache->slots);
    *cache = (ks_xml_names){.names = cache->names};
}

static size_t hash_pair(const void *local, const void *ns)
{
    uint64_t mixed = (uint64_t)(uintptr_t)local * 0x9E3779B97F4A7C15U;

    mixed ^= (uint64_t)(uintptr_t)ns * 0xC2B2AE3D27D4EB4FU;
    return (size_t)(mixed >> 29);
}

static ks_xml_name_slot *find_slot(ks_xml_name_slot *slots, size_t count, const void *local,
                                   const void *ns)
{
    size_t at = hash_pair(local, ns) & (count - 1);

    while (slots[at].name != NULL && (slots[at].local != local || slots[at].ns != ns)) {
        at = (at + 1) & (count - 1);
    }
    return &slots[at];
}

static bool grow(ks_xml_names *cache)
{
    size_t count = cache->slot_count == 0 ? FIRST_SLOTS : cache->slot_count * 2;
    ks_xml_name_slot *slots = ks_alloc_zero(count, sizeof *slots);

    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < cache->slot_count; i++) {
        const ks_xml_name_slot *old = &cache->slots[i];
        if (old->name != NULL) {
            *find_slot(slots, count, old->local, old->ns) = *old;
        }
    }
    ks_alloc_free(cache->slots);
    cache->slots = slots;
    cache->slot_count = count;
    return true;
}

const ks_qname *ks_xml_names_find(ks_xml_names *cache, const char *local, const char *ns)
{
    ks_xml_name_slot *slot;

    if (cache->used * 2 >= cache->slot_count && !grow(cache)) {
        return NULL;
    }
    slot = find_slot(cache->slots, cache->slot_count, local, ns);
    if (slot->name == NULL) {
        slot->name = ks_names_qname(cache->names, ks_sv_from(ns), ks_sv_from(local));
        if (slot->name != NULL) {
            slot->local = local;
            slot->ns = ns;
            cache->used++;
        }
    }
    return slot->name;
}

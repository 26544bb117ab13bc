#include "write_prefix.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base_alloc.h"
#include "base_text.h"

static const struct {
    const char *prefix;
    const char *ns;
} USUAL[] = {
    {"iso4217", KS_NS_ISO4217}, {"link", KS_NS_LINK},   {"num", KS_NS_NUM},
    {"xbrli", KS_NS_XBRLI},     {"xlink", KS_NS_XLINK}, {"xsd", KS_NS_XSD},
    {"xsi", KS_NS_XSI},         {"xml", KS_NS_XML},     {"utr", KS_NS_UTR},
};

void ks_prefixes_init(ks_prefixes *prefixes)
{
    memset(prefixes, 0, sizeof *prefixes);
    ks_map_init(&prefixes->by_ns);
    ks_map_init(&prefixes->by_prefix);
    ks_arena_init(&prefixes->arena);
}

void ks_prefixes_release(ks_prefixes *prefixes)
{
    ks_vec_release(&prefixes->list);
    ks_map_release(&prefixes->by_ns);
    ks_map_release(&prefixes->by_prefix);
    ks_arena_release(&prefixes->arena);
}

static const char *find_usual(const char *ns)
{
    for (size_t i = 0; i < sizeof USUAL / sizeof *USUAL; i++) {
        if (strcmp(USUAL[i].ns, ns) == 0) {
            return USUAL[i].prefix;
        }
    }
    return NULL;
}

static bool is_taken(const ks_prefixes *prefixes, const char *prefix)
{
    return ks_map_get(&prefixes->by_prefix, ks_sv_from(prefix)) != NULL;
}

/* The wish, with the first number behind it that makes it free; ns1, ns2, ... where it is NULL.
 * NULL when memory is short. */
static const char *find_free(ks_prefixes *prefixes, const char *wish)
{
    const char *prefix = wish == NULL ? NULL : ks_arena_textz(&prefixes->arena, wish);
    if (wish != NULL && (prefix == NULL || !is_taken(prefixes, prefix))) {
        return prefix;
    }
    size_t number = 0;
    do {
        number = wish == NULL ? ++prefixes->generated : number + 1;
        prefix = ks_arena_format(&prefixes->arena, "%s%zu", wish == NULL ? "ns" : wish, number);
    } while (prefix != NULL && is_taken(prefixes, prefix));
    return prefix;
}

/* Prefixes that begin with "xml" are reserved (Namespaces in XML 3). */
static bool is_wish(const char *wish)
{
    return wish != NULL && ks_text_is_ncname(ks_sv_from(wish)) && strncasecmp(wish, "xml", 3) != 0;
}

ks_status ks_prefixes_add(ks_prefixes *prefixes, const char *wish, const char *ns)
{
    if (ns[0] == '\0' || ks_prefixes_get(prefixes, ns) != NULL) {
        return KS_OK;
    }
    ks_prefix entry = {0};
    entry.prefix = find_free(prefixes, is_wish(wish) ? wish : find_usual(ns));
    if (entry.prefix == NULL) {
        return KS_ERR_MEMORY;
    }
    entry.ns = ks_arena_textz(&prefixes->arena, ns);
    entry.attr = ks_arena_format(&prefixes->arena, "xmlns:%s", entry.prefix);
    if (entry.ns == NULL || entry.attr == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_prefix *slot = ks_vec_add(&prefixes->list);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = entry;
    void *number = (void *)(uintptr_t)prefixes->list.count;
    ks_status status = ks_map_set(&prefixes->by_ns, ks_sv_from(entry.ns), number);
    return status != KS_OK ? status
                           : ks_map_set(&prefixes->by_prefix, ks_sv_from(entry.prefix), number);
}

ks_status ks_prefixes_add_concept(ks_prefixes *prefixes, const ks_concept *concept)
{
    ks_sv id = ks_sv_from(concept->id);
    ks_sv local = ks_sv_from(concept->name->local);
    const char *wish = NULL;
    if (ks_prefixes_get(prefixes, concept->name->ns) != NULL) {
        return KS_OK;
    }
    if (id.len > local.len + 1 && ks_sv_ends(id, local) && id.ptr[id.len - local.len - 1] == '_') {
        wish = ks_arena_text(&prefixes->arena, (ks_sv){id.ptr, id.len - local.len - 1});
        if (wish == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return ks_prefixes_add(prefixes, wish, concept->name->ns);
}

const char *ks_prefixes_get(const ks_prefixes *prefixes, const char *ns)
{
    uintptr_t number = (uintptr_t)ks_map_get(&prefixes->by_ns, ks_sv_from(ns));
    return number == 0 ? NULL : prefixes->list.items[number - 1].prefix;
}

const char *ks_prefixes_name(const ks_prefixes *prefixes, ks_arena *arena, const ks_qname *name)
{
    const char *prefix = ks_prefixes_get(prefixes, name->ns);
    return prefix == NULL ? ks_arena_textz(arena, name->local)
                          : ks_arena_format(arena, "%s:%s", prefix, name->local);
}

static int compare_prefixes(const void *a, const void *b)
{
    return strcmp(((const ks_prefix *)a)->prefix, ((const ks_prefix *)b)->prefix);
}

ks_status ks_prefixes_write(const ks_prefixes *prefixes, ks_xml_writer *writer)
{
    size_t count = prefixes->list.count;
    if (count == 0) {
        return KS_OK;
    }
    ks_prefix *sorted = ks_alloc(count * sizeof *sorted);
    if (sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(sorted, prefixes->list.items, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_prefixes);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(sorted[i].prefix, "xml") != 0) {
            ks_xml_write_attr(writer, sorted[i].attr, sorted[i].ns);
        }
    }
    ks_alloc_free(sorted);
    return KS_OK;
}

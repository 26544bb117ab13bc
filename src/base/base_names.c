#include "base_names.h"

#include <stdint.h>

void ks_names_init(ks_names *names)
{
    ks_map_init(&names->texts);
    ks_map_init(&names->qnames);
    ks_arena_init(&names->arena);
    names->recent_ns = (ks_sv){NULL, 0};
    names->below = NULL;
}

void ks_names_init_over(ks_names *names, const ks_names *below)
{
    ks_names_init(names);
    names->below = below;
}

void ks_names_release(ks_names *names)
{
    ks_map_release(&names->texts);
    ks_map_release(&names->qnames);
    ks_arena_release(&names->arena);
    names->recent_ns = (ks_sv){NULL, 0};
}

/* Maps hold pointers to anything; nobody writes through these. */
static void *drop_const(const void *pointer)
{
    return (void *)(uintptr_t)pointer;
}

/* The key of a qname is the pair of its interned pointers, byte for byte. */
static ks_sv qname_key(const ks_qname *name)
{
    return (ks_sv){(const char *)name, sizeof *name};
}

static const char *find_text(const ks_names *names, ks_sv text)
{
    const char *name = NULL;
    for (; names != NULL && name == NULL; names = names->below) {
        name = ks_map_get(&names->texts, text);
    }
    return name;
}

static const ks_qname *find_qname(const ks_names *names, const ks_qname *wanted)
{
    const ks_qname *name = NULL;
    for (; names != NULL && name == NULL; names = names->below) {
        name = ks_map_get(&names->qnames, qname_key(wanted));
    }
    return name;
}

const char *ks_names_text(ks_names *names, ks_sv text)
{
    const char *name = find_text(names, text);
    if (name != NULL) {
        return name;
    }
    name = ks_arena_text(&names->arena, text);
    if (name == NULL) {
        return NULL;
    }
    ks_status status =
        ks_map_set_borrowed(&names->texts, (ks_sv){name, text.len}, drop_const(name));
    return status == KS_OK ? name : NULL;
}

static const char *intern_namespace(ks_names *names, ks_sv ns)
{
    if (names->recent_ns.ptr != NULL && ks_sv_equal(names->recent_ns, ns)) {
        return names->recent_ns.ptr;
    }
    const char *name = ks_names_text(names, ns);
    if (name != NULL) {
        names->recent_ns = (ks_sv){name, ns.len};
    }
    return name;
}

const ks_qname *ks_names_qname(ks_names *names, ks_sv ns, ks_sv local)
{
    ks_qname wanted = {intern_namespace(names, ns), ks_names_text(names, local)};
    if (wanted.ns == NULL || wanted.local == NULL) {
        return NULL;
    }
    const ks_qname *found = find_qname(names, &wanted);
    if (found != NULL) {
        return found;
    }
    ks_qname *name = ks_arena_alloc(&names->arena, sizeof *name);
    if (name == NULL) {
        return NULL;
    }
    *name = wanted;
    ks_status status = ks_map_set_borrowed(&names->qnames, qname_key(name), name);
    return status == KS_OK ? name : NULL;
}

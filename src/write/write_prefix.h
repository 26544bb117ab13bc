/* The namespace prefixes of one document. */
#ifndef KS_WRITE_PREFIX_H
#define KS_WRITE_PREFIX_H

#include "base_arena.h"
#include "base_map.h"
#include "base_names.h"
#include "base_vec.h"
#include "model_taxonomy.h"
#include "xml_write.h"

typedef struct ks_prefix {
    const char *prefix;
    const char *ns;
    const char *attr; /* "xmlns:prefix" */
} ks_prefix;

typedef struct ks_prefixes {
    KS_VEC(ks_prefix) list;
    ks_map by_ns;     /* to the number in the list, from 1 */
    ks_map by_prefix; /* the same */
    size_t generated; /* how many prefixes of ours: ns1, ns2, ... */
    ks_arena arena;
} ks_prefixes;

void ks_prefixes_init(ks_prefixes *prefixes);
void ks_prefixes_release(ks_prefixes *prefixes);
/* Gives `ns` a prefix: the one wished for, or the usual one where `wish` is NULL, with a number
 * behind it where another namespace has it. A namespace keeps the first prefix it got. */
KS_MUST_USE ks_status ks_prefixes_add(ks_prefixes *prefixes, const char *wish, const char *ns);
/* The same for the namespace of a concept, with the prefix that its id shows ("us-gaap_Assets"). */
KS_MUST_USE ks_status ks_prefixes_add_concept(ks_prefixes *prefixes, const ks_concept *concept);
const char *ks_prefixes_get(const ks_prefixes *prefixes, const char *ns); /* NULL: it has none */
/* "prefix:local", or the local name alone where the namespace has no prefix. Borrowed from the
 * arena; NULL when memory is short. */
const char *ks_prefixes_name(const ks_prefixes *prefixes, ks_arena *arena, const ks_qname *name);
/* Writes an xmlns attribute for each, sorted by prefix. */
KS_MUST_USE ks_status ks_prefixes_write(const ks_prefixes *prefixes, ks_xml_writer *writer);

#endif

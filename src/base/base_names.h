/* Interned names: equal names are one pointer, so comparing is `==`. A table belongs to one session
 * and one thread; what it hands out lives as long as the table.
 *
 * A table may stand over another one: what that has is found there, what is new is kept here. The
 * one below is only looked at, so tables of several threads may stand over it, as long as nobody
 * adds to it. It must outlive them. */
#ifndef KS_BASE_NAMES_H
#define KS_BASE_NAMES_H

#include "base_map.h"
#include "base_str.h"

/* An expanded name. `ns` and `local` are interned themselves and end in NUL; no namespace is "". */
typedef struct ks_qname {
    const char *ns;
    const char *local;
} ks_qname;

typedef struct ks_names {
    ks_map texts;
    ks_map qnames;
    ks_arena arena;
    ks_sv recent_ns; /* interned: most names come from the namespace of the one before */
    const struct ks_names *below; /* or NULL */
} ks_names;

void ks_names_init(ks_names *names);
void ks_names_init_over(ks_names *names, const ks_names *below);
void ks_names_release(ks_names *names);

/* NULL only when memory is short. */
const char *ks_names_text(ks_names *names, ks_sv text);
const ks_qname *ks_names_qname(ks_names *names, ks_sv ns, ks_sv local);

#endif

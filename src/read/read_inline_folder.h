/* The document sets in a folder: those that EDINET's manifest names, or else all its inline
 * documents as one, by name. */
#ifndef KS_READ_INLINE_FOLDER_H
#define KS_READ_INLINE_FOLDER_H

#include "base_vec.h"
#include "io_resolve.h"
#include "xml_stream.h"

typedef struct ks_inline_group {
    const char *name;        /* what the manifest calls the instance of it, or NULL */
    const char *const *urls; /* paths */
    size_t count;
} ks_inline_group;

typedef struct ks_inline_groups {
    KS_VEC(ks_inline_group) list; /* release it; the rest is interned or in the arena */
} ks_inline_groups;

/* KS_REFUSED with a finding where there is none. */
KS_MUST_USE ks_status ks_inline_find_groups(const char *folder, ks_names *names,
                                            ks_io_resolver *resolver, ks_arena *arena,
                                            ks_sink *sink, ks_inline_groups *out);

#endif

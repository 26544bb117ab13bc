/* From the name of a document to its text: absolute URLs and paths to the schemas that are built
 * in, to the mirrors named by the user, to files. Nothing comes from the network.
 *
 * Each document is read and decoded once, and stays until the resolver is released: several readers
 * and checks look at the same text. Belongs to one thread. */
#ifndef KS_IO_RESOLVE_H
#define KS_IO_RESOLVE_H

#include "base_arena.h"
#include "base_map.h"
#include "base_str.h"
#include "diag.h"

typedef struct ks_io_document {
    const char *url;  /* as it was asked for */
    const char *file; /* its name in findings: a path, or the URL of what is built in */
    ks_sv text;       /* UTF-8 */
    bool is_builtin;
} ks_io_document;

typedef struct ks_io_resolver {
    const char *const *mirrors; /* folders: http(s)://host/path stands at FOLDER/host/path */
    size_t mirror_count;
    ks_map entries; /* by URL */
    ks_arena arena;
} ks_io_resolver;

/* `mirrors` is borrowed. */
void ks_io_resolver_init(ks_io_resolver *resolver, const char *const *mirrors, size_t mirror_count);
void ks_io_resolver_release(ks_io_resolver *resolver);

/* The document at `url`, an absolute URL or a path. KS_ERR_NOT_FOUND, without a finding, where
 * there is none; KS_REFUSED with findings where it is there and cannot be read or decoded (the
 * second time it is asked for, without findings). *out lives as long as the resolver. */
KS_MUST_USE ks_status ks_io_resolve(ks_io_resolver *resolver, const char *url, ks_place asked_from,
                                    ks_sink *sink, const ks_io_document **out);

/* Puts `text` (UTF-8, copied) in the place of what stands at `url`: a document that is not written
 * yet, or one that was not written by name. One that is there already is KS_ERR_MISUSE. */
KS_MUST_USE ks_status ks_io_resolver_put(ks_io_resolver *resolver, const char *url, ks_sv text);

#endif

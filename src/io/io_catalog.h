/* XML Catalogs 1.1 (OASIS): what stands for a URL. Only data; who reads a catalog fills it in.
 *
 * The entries for URIs (uri, rewriteURI, uriSuffix, delegateURI) are asked as 7.2.2 says, and then,
 * since catalogs for schemas are often written with them, those for system identifiers (system,
 * rewriteSystem, systemSuffix, delegateSystem) in the same way; then the next catalogs in order. */
#ifndef KS_IO_CATALOG_H
#define KS_IO_CATALOG_H

#include "base_map.h"
#include "base_vec.h"
#include "io_rewrite.h"

typedef struct ks_io_catalog ks_io_catalog;

/* `text` begins or ends the URL, escaped. */
typedef struct ks_io_catalog_suffix {
    const char *text;
    const char *target;
} ks_io_catalog_suffix;

typedef struct ks_io_catalog_delegate {
    const char *text;
    const ks_io_catalog *catalog;
} ks_io_catalog_delegate;

typedef enum ks_io_catalog_part {
    KS_IO_CATALOG_URI,
    KS_IO_CATALOG_SYSTEM,
    KS_IO_CATALOG_PARTS
} ks_io_catalog_part;

typedef struct ks_io_catalog_table {
    ks_map exact; /* escaped URL -> its target, text */
    ks_io_rewrites rewrites;
    KS_VEC(ks_io_catalog_suffix) suffixes;
    KS_VEC(ks_io_catalog_delegate) delegates;
} ks_io_catalog_table;

/* What it points to is borrowed. */
struct ks_io_catalog {
    ks_io_catalog_table tables[KS_IO_CATALOG_PARTS];
    KS_VEC(const ks_io_catalog *) next;
};

void ks_io_catalog_init(ks_io_catalog *catalog);
void ks_io_catalog_release(ks_io_catalog *catalog); /* not the other catalogs */

/* The path or URL that stands for `url`; *out is NULL where the catalog has none. http: and https:
 * are one. */
KS_MUST_USE ks_status ks_io_catalog_find(const ks_io_catalog *catalog, const char *url,
                                         ks_arena *arena, const char **out);

#endif

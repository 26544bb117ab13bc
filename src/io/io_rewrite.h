/* What stands for a URL, as the rewrites of a catalog say (XML Catalogs 1.1 7.2.2: of the rewrites
 * whose start the URL has, the one with the longest start), and which member of an archive that
 * is. */
#ifndef KS_IO_REWRITE_H
#define KS_IO_REWRITE_H

#include "base_arena.h"
#include "io_zip.h"

/* URLs of members, "member:/TOP/a%20b.xsd", for catalogs to be resolved against. They are never
 * asked for. */
#define KS_IO_MEMBER_SCHEME "member:/"

typedef struct ks_io_rewrite {
    const char *start;  /* what URLs begin with, escaped (ks_uri_escape) */
    const char *prefix; /* what stands in its place, */
    const char *base;   /* relative to this URL */
} ks_io_rewrite;

typedef struct ks_io_rewrite_row {
    ks_io_rewrite rewrite;
    const struct ks_io_rewrite_row *shorter; /* the longest row whose start this start has */
} ks_io_rewrite_row;

/* Rewrites that are easily found. Zeroed, there are none. */
typedef struct ks_io_rewrites {
    ks_io_rewrite_row *rows; /* by start */
    size_t count;
} ks_io_rewrites;

/* `rewrites` have starts that differ; what they point to is borrowed. */
KS_MUST_USE ks_status ks_io_rewrites_init(ks_io_rewrites *rewrites, const ks_io_rewrite *from,
                                          size_t count, ks_arena *arena);
/* What stands for `url`, which is escaped; *out is NULL where no rewrite is for it. */
KS_MUST_USE ks_status ks_io_rewrites_apply(const ks_io_rewrites *rewrites, const char *url,
                                           ks_arena *arena, const char **out);
/* A URL of the web by the other of its two schemes, which are one for us; *out is NULL for others.
 */
KS_MUST_USE ks_status ks_io_other_scheme(const char *url, ks_arena *arena, const char **out);

/* An archive in which documents are looked for. */
typedef struct ks_io_package {
    ks_zip *zip;       /* borrowed */
    const char *file;  /* its path, which is its name in findings; borrowed */
    const char *place; /* the same without dot segments */
    ks_io_rewrites rewrites;
    bool is_last; /* it is asked after all other sources */
} ks_io_package;

/* `rewrites` have starts that differ; what they point to is borrowed. */
KS_MUST_USE ks_status ks_io_package_init(ks_io_package *package, ks_zip *zip, const char *file,
                                         const ks_io_rewrite *rewrites, size_t count,
                                         ks_arena *arena);

/* The member for `url`; *out is NULL where no rewrite is for it or there is no such member. A
 * package for http: answers for https: too, and the other way round. */
KS_MUST_USE ks_status ks_io_package_find(const ks_io_package *package, const char *url,
                                         ks_arena *arena, const ks_zip_member **out);

/* Members have paths too, "a/b.zip/TOP/c.xml", so that relative references between them lead where
 * they should. The path of member `name`, escaped where it could not be read back otherwise; NULL
 * when memory is short. */
const char *ks_io_member_path(ks_arena *arena, const char *file, const char *name);
/* What stands behind the archive's own path in `path`; a NULL pointer where it is another one. */
ks_sv ks_io_package_within(const ks_io_package *package, ks_sv path);

#endif

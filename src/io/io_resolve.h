/* From the name of a document to its text. Nothing comes from the network.
 *
 * A URL is looked for, in this order, among the standard schemas that are built in, where the
 * catalogs say, in the packages, in the mirrors, and in the packages that were added to be last,
 * each in the order they were named. The first that has the document gives it: a package whose
 * catalog speaks of a URL and that lacks the document leaves it to the next. "file:" URLs and paths
 * are files, or members of the packages ("a.zip/TOP/b.xsd"); what a package's member refers to by
 * path is looked for in that package only.
 *
 * Each document is read and decoded once, and stays until the resolver is released: several readers
 * and checks look at the same text. Belongs to one thread. */
#ifndef KS_IO_RESOLVE_H
#define KS_IO_RESOLVE_H

#include "base_arena.h"
#include "base_map.h"
#include "base_sha256.h"
#include "base_str.h"
#include "base_vec.h"
#include "diag.h"
#include "io_address.h"
#include "io_catalog.h"
#include "io_leave.h"
#include "io_rewrite.h"

typedef struct ks_io_document {
    const char *url;  /* as it was asked for */
    const char *file; /* its name in findings: a path, "PACKAGE.zip/its/name", or the URL of what is
                         built in */
    ks_sv text;       /* UTF-8 */
    bool is_builtin;
    bool is_recoded; /* the file is in another encoding than UTF-8 */
    /* Of a document that is made and not read: what makes it (xml_stream.h), and no text. NULL. */
    const struct ks_xml_producer *producer;
    /* of its bytes as they are in the file; empty and 0 unless the resolver is asked to tell */
    char sha256[KS_SHA256_HEX + 1];
    uint64_t size;
} ks_io_document;

/* Asked for each document that is not built in, before all other places. KS_ERR_NOT_FOUND leaves it
 * to those. `url` is as it was asked for. */
typedef struct ks_io_hook {
    ks_status (*open)(const char *url, ks_str *out, void *user); /* or NULL */
    void *user;
} ks_io_hook;

/* Asked for a URL of the web that no source has. KS_OK: it is in a mirror now. KS_ERR_NOT_FOUND: it
 * is not; KS_REFUSED: nor is it, and a finding said why. */
typedef ks_status (*ks_io_fetch_fn)(const char *url, ks_place asked_from, void *user);

typedef struct ks_io_resolver {
    ks_io_hook hook;
    const char *const *mirrors; /* folders: http(s)://host/path stands at FOLDER/host/path */
    size_t mirror_count;
    bool has_digests;     /* documents get their sha256 and size */
    ks_io_fetch_fn fetch; /* or NULL */
    void *fetch_user;
    KS_VEC(const ks_io_catalog *) catalogs;
    KS_VEC(ks_io_package) packages;
    ks_map entries;     /* by URL */
    const char *folder; /* that paths begin in, once it was asked for; "" where it is not known */
    ks_io_leave leave;
    bool is_guarded; /* documents may name what `leave` covers, and no other file */
    ks_arena arena;
} ks_io_resolver;

/* `mirrors` is borrowed. */
void ks_io_resolver_init(ks_io_resolver *resolver, const char *const *mirrors, size_t mirror_count);
void ks_io_resolver_release(ks_io_resolver *resolver);
/* Lets go of all documents; where they are looked for stays. */
void ks_io_resolver_forget(ks_io_resolver *resolver);

/* Documents are looked for where `catalog` says too, which is borrowed. */
KS_MUST_USE ks_status ks_io_resolver_add_catalog(ks_io_resolver *resolver,
                                                 const ks_io_catalog *catalog);
/* Documents are looked for in `zip` too, as `rewrites` say, whose starts differ, and by their paths
 * (ks_io_member_path) in any case. `file` is the archive's path, which names it in findings. All of
 * it is borrowed and must outlive the resolver. */
KS_MUST_USE ks_status ks_io_resolver_add_package(ks_io_resolver *resolver, ks_zip *zip,
                                                 const char *file, const ks_io_rewrite *rewrites,
                                                 size_t count);
/* The same for a package that comes with the report at hand: it cannot stand in for what the user
 * named, so it is asked last. */
KS_MUST_USE ks_status ks_io_resolver_add_last(ks_io_resolver *resolver, ks_zip *zip,
                                              const char *file, const ks_io_rewrite *rewrites,
                                              size_t count);

/* The document at `url`, an absolute URL or a path. KS_ERR_NOT_FOUND, without a finding, where
 * there is none; KS_REFUSED with findings where it is there and cannot be read or decoded (the
 * second time it is asked for, without findings). *out lives as long as the resolver. */
KS_MUST_USE ks_status ks_io_resolve(ks_io_resolver *resolver, const char *url, ks_place asked_from,
                                    ks_sink *sink, const ks_io_document **out);

/* Tells that there is no document at `url`, which stands at `place`. */
void ks_io_report_missing(ks_sink *sink, ks_place place, const char *url);
/* ks_io_resolve for a document that must be there: where there is none, that is a finding at `url`
 * itself and KS_REFUSED. */
KS_MUST_USE ks_status ks_io_require(ks_io_resolver *resolver, const char *url, ks_sink *sink,
                                    const ks_io_document **out);

/* ks_io_address of a path from the folder that the program runs in. */
const char *ks_io_resolver_address(ks_io_resolver *resolver, ks_arena *arena, const char *url);

/* The documents that were read, in the order they were asked for, those left out that could not be.
 * *at is NULL at first; NULL past the last. */
const ks_io_document *ks_io_resolver_document(const ks_io_resolver *resolver, ks_map_entry **at);
/* What a user named: documents may name what stands in its folder (in `url`, where it is a folder),
 * and what else io_leave.h says. Before the first call they may name anything. */
KS_MUST_USE ks_status ks_io_resolver_admit(ks_io_resolver *resolver, const char *url);
/* Whether a document may name `url` (of ks_io_refer). */
KS_MUST_USE ks_status ks_io_resolver_may_follow(ks_io_resolver *resolver, const char *url,
                                                bool *out);

/* Puts `text` (UTF-8, copied) in the place of what stands at `url`: a document that is not written
 * yet, or one that was not written by name. One that is there already is KS_ERR_MISUSE. */
KS_MUST_USE ks_status ks_io_resolver_put(ks_io_resolver *resolver, const char *url, ks_sv text);
/* The same for a document that `producer` makes, which must outlive the resolver. `file` (borrowed)
 * names it in findings. */
KS_MUST_USE ks_status ks_io_resolver_put_made(ks_io_resolver *resolver, const char *url,
                                              const char *file,
                                              const struct ks_xml_producer *producer);

#endif

/* Taxonomy packages 1.0: a ZIP archive with one folder, META-INF/taxonomyPackage.xml in it, which
 * says what the package is, and META-INF/catalog.xml, which says what URLs its files stand for. */
#ifndef KS_READ_PACKAGE_H
#define KS_READ_PACKAGE_H

#include "base_names.h"
#include "diag.h"
#include "io_resolve.h"
#include "io_zip.h"

/* A text in a language ("" where nothing says which). */
typedef struct ks_package_text {
    const char *lang;
    const char *text;
    const struct ks_package_text *next;
} ks_package_text;

typedef struct ks_package_document {
    const char
        *url; /* absolute; or the member's path where it was given relative to the metadata */
    ks_place place;
    const struct ks_package_document *next;
} ks_package_document;

/* 3.2.2.1: a taxonomy that the package offers; its documents are read as one DTS. */
typedef struct ks_package_entry {
    const ks_package_text *names;
    const ks_package_text *descriptions;
    const char *version; /* or NULL */
    const ks_package_document *documents;
    const ks_package_text *languages; /* the text is "" */
    const struct ks_package_entry *next;
} ks_package_entry;

/* Everything is the package's own, in the order of the documents; NULL where it is not said. */
typedef struct ks_package {
    const char *path;
    ks_zip *zip;
    bool owns_zip;
    const char *folder; /* the one at the top, without '/' */
    const char *identifier;
    const char *version;
    const char *license_name;
    const char *license_url;
    const char *publisher_url;
    const char *publisher_country;
    const char *publication_date;
    const ks_package_text *names;
    const ks_package_text *descriptions;
    const ks_package_text *publishers;
    const ks_package_entry *entries;
    ks_io_rewrite *rewrites; /* those that stay within the package; their starts differ */
    size_t rewrite_count;
    ks_arena arena;
} ks_package;

/* The findings of ks_zip_open for taxonomy packages. */
extern const ks_finding_id KS_PACKAGE_FAULTS[KS_ZIP_FAULT_COUNT];
/* And those of ks_zip_find_top. */
extern const ks_finding_id KS_PACKAGE_TOP_FAULTS[KS_ZIP_TOP_FAULT_COUNT];

/* Reads the package at `path`. Where it cannot be used at all (no archive, no single folder, no
 * metadata) findings say so, and KS_REFUSED. What else is wrong with it is told too, and what is
 * right of it can be used: KS_OK. `path`, `names` and what findings name live as long as the sink.
 */
KS_MUST_USE ks_status ks_read_package(const char *path, ks_names *names, ks_sink *sink,
                                      ks_package **out);
/* The same for an archive that is open, which is borrowed and must outlive the package. */
KS_MUST_USE ks_status ks_read_package_in(ks_zip *zip, const char *path, ks_names *names,
                                         ks_sink *sink, ks_package **out);
void ks_package_free(ks_package *package); /* NULL is fine */

/* Lets `resolver` look into the package, which must outlive it. */
KS_MUST_USE ks_status ks_package_mount(const ks_package *package, ks_io_resolver *resolver);

#endif

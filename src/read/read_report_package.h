/* Report packages 1.0: a ZIP archive (.xbri, .xbr, .zip) with one folder, in it the reports in the
 * folder "reports", META-INF/reportPackage.json, which says what kind of package it is, and, where
 * the package brings a taxonomy, what makes it a taxonomy package too. */
#ifndef KS_READ_REPORT_PACKAGE_H
#define KS_READ_REPORT_PACKAGE_H

#include "base_names.h"
#include "diag.h"
#include "io_resolve.h"
#include "io_zip.h"
#include "read_package.h"

typedef enum ks_packaged_kind {
    KS_PACKAGED_INLINE, /* .xhtml, .html, .htm */
    KS_PACKAGED_XML,    /* .xbrl */
    KS_PACKAGED_JSON    /* .json: xBRL-JSON, or xBRL-CSV with its tables */
} ks_packaged_kind;

/* A report: an Inline XBRL document set of one or more documents, or a single document. */
typedef struct ks_packaged_report {
    ks_packaged_kind kind;
    const char *const *urls; /* for ks_io_resolve: paths of members; interned; in order of names */
    size_t url_count;
    const char *name; /* of its first document in the archive */
    const struct ks_packaged_report *next;
} ks_packaged_report;

typedef struct ks_report_package {
    const char *path;
    ks_zip *zip;
    const char *folder;                /* the one at the top, without '/' */
    const ks_packaged_report *reports; /* in order of names; NULL in a taxonomy package */
    size_t report_count;
    ks_package *taxonomy;   /* NULL where the package brings none that can be used */
    bool is_report_package; /* false: a taxonomy package in a .zip, as which it was read */
    ks_arena arena;
} ks_report_package;

/* Whether a file of this name is to be read as a package: its name ends in .xbri, .xbr or .zip, or
 * it begins as ZIP archives do. */
bool ks_report_package_is(const char *path);

/* Reads the package at `path`, not the reports in it. Where it cannot be used at all, findings say
 * why, and KS_REFUSED; what else is wrong with it is told, and what there is can be used: KS_OK.
 * `path`, `names` and what findings name live as long as the sink, which must not be NULL. */
KS_MUST_USE ks_status ks_read_report_package(const char *path, ks_names *names, ks_sink *sink,
                                             ks_report_package **out);
void ks_report_package_free(ks_report_package *package); /* NULL is fine */

/* Lets `resolver` look into the package, after all other sources; it must outlive the resolver. */
KS_MUST_USE ks_status ks_report_package_mount(const ks_report_package *package,
                                              ks_io_resolver *resolver);

#endif

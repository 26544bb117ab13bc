/* What makes a folder of files a taxonomy package (Taxonomy Packages 1.0) and a report package
 * (Report Packages 1.0): the documents of META-INF. */
#ifndef KS_WRITE_PACKAGE_H
#define KS_WRITE_PACKAGE_H

#include "model_instance.h"
#include "write_files.h"

typedef struct ks_write_package_options {
    const char *identifier; /* a URI */
    const char *version;
    const ks_lang_text *names;      /* of the package and of its entry point */
    const ks_lang_text *publishers; /* or NULL */
    /* URLs that begin with `url_start` stand for what begins with `rewrite_prefix`, which is
     * relative to META-INF. NULL: there is no catalog. */
    const char *url_start;
    const char *rewrite_prefix;
    const char *entry; /* the schema's URL, or its path from META-INF */
    const char *const *languages;
    size_t language_count;
    const char *document_type; /* of the report package, in reportPackage.json */
} ks_write_package_options;

/* Adds the documents to *files, in UTF-8: "META-INF/reportPackage.json", ... KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_write_package(const ks_write_package_options *options,
                                       ks_write_files *files);

#endif

/* The reports in a package. */
#ifndef KS_API_PACKAGE_H
#define KS_API_PACKAGE_H

#include "api_entry.h"
#include "api_inline.h"

/* Opens the package at `path`: appends the instances of its reports, targets of inline ones among
 * them, to *urls; of a taxonomy package the documents of its entry points to *entries. */
KS_MUST_USE ks_status ks_api_take_package(ks_session *session, ks_api_sources *sources,
                                          const char *path, ks_api_urls *urls,
                                          ks_api_entries *entries);

#endif

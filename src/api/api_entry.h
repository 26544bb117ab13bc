/* What a file operand stands for where it is no plain document: entry points of taxonomy packages,
 * by name, and packages themselves. */
#ifndef KS_API_ENTRY_H
#define KS_API_ENTRY_H

#include <kessan/kessan.h>

#include "api_sources.h"
#include "base_vec.h"
#include "read_taxonomy.h"

typedef KS_VEC(ks_taxonomy_entry) ks_api_entries;

/* Where `name` is a file or a URL that is at hand, false. Else, where a package among the sources
 * has an entry point of that name in some language, *out_is_entry, and its documents are appended;
 * else the finding that there is none, and KS_REFUSED. Without packages: as if it were a file. */
KS_MUST_USE ks_status ks_api_take_entry(ks_session *session, ks_api_sources *sources,
                                        const char *name, ks_api_entries *entries,
                                        bool *out_is_entry);
/* Appends the documents of all entry points of the package. */
KS_MUST_USE ks_status ks_api_take_entries(const ks_package *package, ks_api_entries *entries);

/* The entry points of the packages among the sources, with the documents of each, as text. */
KS_MUST_USE ks_status ks_api_list_entries(const ks_session *session, const ks_api_sources *sources,
                                          ks_str *out);

#endif

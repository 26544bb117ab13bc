/* Where the documents of one call come from: what the session's options name. */
#ifndef KS_API_SOURCES_H
#define KS_API_SOURCES_H

#include <kessan/kessan.h>

#include "base_uri.h"
#include "base_vec.h"
#include "io_resolve.h"
#include "read_catalog.h"
#include "read_inline.h"
#include "read_oim.h"
#include "read_package.h"
#include "read_report_package.h"

typedef struct ks_api_sources {
    ks_session *session;
    ks_io_resolver resolver;
    KS_VEC(ks_catalog_files *) catalogs;
    KS_VEC(ks_inline *) inlines;         /* document sets whose targets the resolver has */
    KS_VEC(ks_oim_report *) oims;        /* reports whose instances the resolver has */
    KS_VEC(ks_package *) packages;       /* the resolver looks into them, */
    KS_VEC(ks_report_package *) reports; /* and into these, last */
} ks_api_sources;

/* Opens the session's packages. KS_REFUSED where one of them cannot be used: findings say why.
 * `sources` is to be released whatever is returned. */
KS_MUST_USE ks_status ks_api_sources_open(ks_session *session, ks_api_sources *sources);
/* Opens the report package (or the taxonomy package in a .zip) at `path`, a name that lives as long
 * as the session. *out is the sources' own. KS_REFUSED where it cannot be used. */
KS_MUST_USE ks_status ks_api_sources_add_report(ks_session *session, ks_api_sources *sources,
                                                const char *path, const ks_report_package **out);
/* Opens the package that the path `name` (ks_io_name) leads into: "a.zip/TOP/reports/b.xbrl". */
KS_MUST_USE ks_status ks_api_sources_open_around(ks_session *session, ks_api_sources *sources,
                                                 const char *name);
/* The name, interned, by which the documents of a call are read that is given `file`; a path that
 * leads into a package opens that. Documents may
 * name what stands in its folder (io_leave.h). */
KS_MUST_USE ks_status ks_api_sources_name(ks_session *session, ks_api_sources *sources,
                                          const char *file, const char **out);
void ks_api_sources_release(ks_api_sources *sources);

/* The way of the report at `url`, which `file` stands for, to `output`; none where that is no file,
 * or where the report comes from an archive or from elsewhere: nothing leads there. KS_ERR_MEMORY.
 */
KS_MUST_USE ks_status ks_api_sources_find_way(ks_io_resolver *resolver, const char *file,
                                              const char *url, const char *output, ks_uri_way *out);

#endif

/* The report package that make writes: the report, its taxonomy, and what says which they are. */
#ifndef KS_API_PACK_H
#define KS_API_PACK_H

#include "api_output.h"
#include "io_file.h"
#include "read_plan.h"
#include "write_files.h"

/* What a package's name says that it is. */
typedef struct ks_api_pack_kind {
    const char *extension;
    const char *document_type;
    bool is_inline; /* what it holds */
} ks_api_pack_kind;

/* By the ending of `path`; one that is none of a package, or of a package with an inline document
 * where there `has_inline` none, is a finding and KS_REFUSED. */
KS_MUST_USE ks_status ks_api_pack_find_kind(ks_session *session, const char *path, bool has_inline,
                                            const ks_api_pack_kind **out);

/* What the schema is called by the report: a URL below the taxonomy's namespace, which the
 * package's catalog leads to the schema; or, where that is no URL of the web, the path from the
 * report. NULL when memory is short. */
const char *ks_api_pack_schema(const ks_plan *plan, ks_arena *arena);

/* Packs the taxonomy's documents and the report. *out is the caller's. */
KS_MUST_USE ks_status ks_api_pack(const ks_plan *plan, const ks_api_pack_kind *kind,
                                  const ks_write_files *taxonomy, const ks_write_file *report,
                                  ks_bytes *out);

#endif

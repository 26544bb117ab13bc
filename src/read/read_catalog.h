/* XML Catalogs 1.1 (OASIS), with the catalogs that they lead to. */
#ifndef KS_READ_CATALOG_H
#define KS_READ_CATALOG_H

#include "base_names.h"
#include "diag.h"
#include "io_catalog.h"

/* A catalog file and those behind it. */
typedef struct ks_catalog_files ks_catalog_files;

/* Reads the catalog at `path`. One that cannot be read, or is none, is a finding, and KS_REFUSED
 * where it is the first; an entry that lacks an attribute is a finding and left out. Entries of
 * other kinds (public, DOCTYPEs) do not concern us. `path` and `names` outlive the sink. */
KS_MUST_USE ks_status ks_read_catalog(const char *path, ks_names *names, ks_sink *sink,
                                      ks_catalog_files **out);
void ks_catalog_files_free(ks_catalog_files *files); /* NULL is fine */

/* The first of them, as long as `files` is there. */
const ks_io_catalog *ks_catalog_files_first(const ks_catalog_files *files);

#endif

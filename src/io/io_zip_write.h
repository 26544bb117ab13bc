/* A ZIP archive, made in memory. The same members in the same order give the same bytes: they all
 * bear the first time that an archive can tell, and the rights that any file has. */
#ifndef KS_IO_ZIP_WRITE_H
#define KS_IO_ZIP_WRITE_H

#include "diag.h"
#include "io_file.h"

typedef struct ks_zip_text {
    const char *name; /* UTF-8, with '/' between its parts; all names differ */
    ks_sv bytes;
} ks_zip_text;

/* *out is the caller's (ks_bytes_release). KS_ERR_MEMORY; KS_ERR_MISUSE where a name cannot be one.
 */
KS_MUST_USE ks_status ks_zip_write(const ks_zip_text *members, size_t count, ks_bytes *out);

#endif

/* Reading whole files, and the standard schemas that are built in. */
#ifndef KS_IO_FILE_H
#define KS_IO_FILE_H

#include <stddef.h>

#include "base_str.h"
#include "diag.h"

/* Bytes that are ours: free with ks_bytes_release. `data` always ends in a NUL not counted. */
typedef struct ks_bytes {
    char *data;
    size_t size;
} ks_bytes;

void ks_bytes_release(ks_bytes *bytes);

/* Neither a folder nor a pipe or device, from which nothing can be read twice. */
bool ks_io_is_plain_file(const char *path);

#define KS_IO_SIZE_LIMIT ((size_t)4 << 30)

/* Reads file `path` ("-" is standard input) as it is. A missing, unreadable or too large file is a
 * finding at `asked_from` (KS_NOWHERE: at the file itself) and KS_REFUSED. Of devices nothing is
 * read, and of pipes only where a user names them: what documents name is a plain file. */
KS_MUST_USE ks_status ks_io_read_file(const char *path, ks_place asked_from, ks_sink *sink,
                                      ks_bytes *out);

/* One file of xsd/ or xslt/, compiled into the library. `path` is as in the tree:
 * "xsd/www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd". false where there is none. */
bool ks_io_builtin_find(const char *path, ks_sv *out);
/* The built-in file behind an http(s) URL (its host and path stand below xsd/), same contract. */
bool ks_io_builtin_find_url(ks_sv url, ks_sv *out);

#endif

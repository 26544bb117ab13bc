/* A list of documents that were written: a name and its text in UTF-8 each. The XML declaration
 * names the encoding that was asked for; ks_io_encode brings the text into it. */
#ifndef KS_WRITE_FILES_H
#define KS_WRITE_FILES_H

#include "base_str.h"
#include "base_vec.h"

typedef struct ks_write_file {
    char *name; /* owned */
    ks_str text;
} ks_write_file;

/* Starts as {0}. */
typedef struct ks_write_files {
    KS_VEC(ks_write_file) list;
} ks_write_files;

void ks_write_files_release(ks_write_files *files);
/* Takes the text: *text is empty after it, also on failure. */
KS_MUST_USE ks_status ks_write_files_add(ks_write_files *files, const char *name, ks_str *text);

#endif

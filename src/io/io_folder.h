/* What is in a folder. */
#ifndef KS_IO_FOLDER_H
#define KS_IO_FOLDER_H

#include "base_arena.h"
#include "diag.h"

typedef struct ks_io_folder {
    const char *const *names; /* of what is in it, hidden files left out, sorted by bytes */
    size_t count;
} ks_io_folder;

bool ks_io_is_folder(const char *path);
/* KS_REFUSED with a finding where it cannot be read. Names are in `arena`. */
KS_MUST_USE ks_status ks_io_list_folder(const char *path, ks_arena *arena, ks_sink *sink,
                                        ks_io_folder *out);

#endif

/* What members are called. Private to the room. */
#ifndef KS_IO_ZIP_NAME_H
#define KS_IO_ZIP_NAME_H

#include <zip.h>

#include "base_arena.h"
#include "io_zip.h"

/* Names that say no encoding and are no UTF-8 are of code page 437 (APPNOTE D.1), which is what
 * `members` have already; but tools on Japanese Windows write code page 932 without a word. Where
 * all of the names that are in doubt read as that, and one of them shows it by a character whose
 * second byte is no ASCII, they are put right. */
KS_MUST_USE ks_status ks_zip_decode_names(zip_t *archive, ks_zip_member *members, size_t count,
                                          ks_arena *arena);

#endif

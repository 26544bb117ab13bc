/* The one form that all names of a document share: http and https, escapes and what they stand
 * for, a path and a "file:" URL of it, a path from here and one from the root. Two names with the
 * same address are one document. */
#ifndef KS_IO_ADDRESS_H
#define KS_IO_ADDRESS_H

#include "base_arena.h"
#include "base_str.h"

/* `folder` is where paths begin that do not begin at the root; "" where it is not known: then they
 * stay so. Borrowed from the arena; NULL when memory is short. */
const char *ks_io_address(ks_arena *arena, const char *folder, const char *url);
/* Whether `url` is a path or a "file:" URL. */
bool ks_io_is_local(const char *url);

#endif

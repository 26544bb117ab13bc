/* The one form that all names of a document share: http and https, escapes and what they stand
 * for, a path and a "file:" URL of it, a path from here and one from the root. Two names with the
 * same address are one document. */
#ifndef KS_IO_ADDRESS_H
#define KS_IO_ADDRESS_H

#include "base_arena.h"
#include "base_str.h"

/* The folder that the program runs in; "" where it is not known. In the arena; NULL when memory is
 * short. */
const char *ks_io_here(ks_arena *arena);
/* `folder` is where paths begin that do not begin at the root; "" where it is not known: then they
 * stay so. Borrowed from the arena; NULL when memory is short. */
const char *ks_io_address(ks_arena *arena, const char *folder, const char *url);
/* Whether `url` is a path or a "file:" URL. */
bool ks_io_is_local(const char *url);
/* Whether `url` is of http or https. */
bool ks_io_is_of_web(const char *url);
/* The path of what is local: of a "file:" URL without its host where that is this one. NULL where
 * it is another. */
const char *ks_io_path(const char *url);
/* A path as a user gives it, to be resolved like a URL: what would mean something there ("#", "?"
 * and escapes) is escaped. A URL stays as it is, but for one of a file, which becomes a path. NULL
 * when memory is short. */
const char *ks_io_name(ks_arena *arena, const char *path);
/* ks_uri_resolve for a name that a document gives: one that begins at the root of the file system
 * is written as a "file:" URL, so that it can be told from one that was resolved (io_leave.h). */
const char *ks_io_refer(ks_arena *arena, ks_sv base, ks_sv reference);

#endif

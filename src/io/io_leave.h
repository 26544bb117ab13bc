/* Which local files documents may name.
 *
 * A document comes from others, so what it names is not read just because it is there. Leave have
 * the folders of the files that a user named, with all below them, and the mirrors; so have
 * archives among the packages. A relative name ("../taxonomy/a.xsd") may lead out of them, as
 * taxonomies lie beside instances, but not up to the root of the file system and down again, nor
 * into a hidden folder. What counts is how a name is written: a symbolic link is the leave of
 * whoever put it in the folder. */
#ifndef KS_IO_LEAVE_H
#define KS_IO_LEAVE_H

#include "base_arena.h"
#include "base_str.h"
#include "base_vec.h"

typedef struct ks_io_leave {
    KS_VEC(const char *) folders; /* addresses (io_address.h), without a slash at the end */
} ks_io_leave;

void ks_io_leave_release(ks_io_leave *leave);
/* `folder` is borrowed. */
KS_MUST_USE ks_status ks_io_leave_add(ks_io_leave *leave, const char *folder);
/* Whether the file at `address` may be read. */
bool ks_io_leave_covers(const ks_io_leave *leave, const char *address, bool is_relative);

#endif

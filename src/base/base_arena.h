/* An arena: many small allocations freed at once. One arena belongs to one document or run and to
 * one thread at a time. */
#ifndef KS_BASE_ARENA_H
#define KS_BASE_ARENA_H

#include <stddef.h>

#include "base_str.h"

typedef struct ks_arena {
    struct ks_arena_block *blocks;
    char *cursor;
    char *limit;
    size_t used; /* bytes handed out, for the benchmarks */
} ks_arena;

void ks_arena_init(ks_arena *arena);
void ks_arena_release(ks_arena *arena); /* frees everything; the arena is as after init */

/* Uninitialized, or zeroed, storage aligned for any type. NULL when memory is short. */
void *ks_arena_alloc(ks_arena *arena, size_t size);
void *ks_arena_zero(ks_arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `text`; borrowed from the arena. NULL when memory is short. */
const char *ks_arena_text(ks_arena *arena, ks_sv text);
const char *ks_arena_textz(ks_arena *arena, const char *text);

/* Formats like printf (never a float). Borrowed from the arena; NULL when memory is short. */
__attribute__((format(printf, 2, 3))) const char *ks_arena_format(ks_arena *arena,
                                                                  const char *format, ...);

#endif

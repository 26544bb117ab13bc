/* Every byte kessan allocates itself comes through here, so that a test can make the n-th
 * allocation fail and an embedder can bring an allocator of its own. */
#ifndef KS_BASE_ALLOC_H
#define KS_BASE_ALLOC_H

#include <stddef.h>

#include <kessan/memory.h>

/* Replaces the allocator of the process; NULL restores the system's. Not thread-safe: call it
 * before anything else, while nothing is allocated. */
void ks_alloc_use(const ks_allocator *allocator);

void *ks_alloc(size_t size);                    /* NULL on failure; size 0 gives a unique block */
void *ks_alloc_zero(size_t count, size_t size); /* checks count * size for overflow */
void *ks_alloc_resize(void *block, size_t size);
char *ks_alloc_text(const char *text, size_t size); /* a NUL-terminated copy, owned by the caller */
void ks_alloc_free(void *block);                    /* NULL is fine */

#endif

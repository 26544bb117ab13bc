/* An allocator that runs short: the first allocations succeed, all behind them fail. */
#ifndef KS_TEST_SHORT_H
#define KS_TEST_SHORT_H

#include <stdlib.h>

#include "base_alloc.h"

static size_t memory_left; /* how many succeed */

static inline void *short_allocate(size_t size, void *user)
{
    (void)user;
    return memory_left == 0 ? NULL : (memory_left--, malloc(size));
}

static inline void *short_resize(void *block, size_t size, void *user)
{
    (void)user;
    return memory_left == 0 ? NULL : (memory_left--, realloc(block, size));
}

static inline void short_release(void *block, void *user)
{
    (void)user;
    free(block);
}

static const ks_allocator SHORT_OF_MEMORY = {short_allocate, short_resize, short_release, NULL};

#endif

#include "base_alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *system_allocate(size_t size, void *user)
{
    (void)user;
    return malloc(size);
}

static void *system_resize(void *block, size_t size, void *user)
{
    (void)user;
    return realloc(block, size);
}

static void system_release(void *block, void *user)
{
    (void)user;
    free(block);
}

static const ks_allocator SYSTEM = {system_allocate, system_resize, system_release, NULL};
static ks_allocator current = {system_allocate, system_resize, system_release, NULL};

void ks_alloc_use(const ks_allocator *allocator)
{
    current = allocator != NULL ? *allocator : SYSTEM;
}

void ks_use_allocator(const ks_allocator *allocator)
{
    ks_alloc_use(allocator);
}

void *ks_alloc(size_t size)
{
    return current.allocate(size > 0 ? size : 1, current.user);
}

void *ks_alloc_zero(size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        return NULL;
    }
    void *block = ks_alloc(total);
    if (block != NULL) {
        memset(block, 0, total);
    }
    return block;
}

void *ks_alloc_resize(void *block, size_t size)
{
    if (block == NULL) {
        return ks_alloc(size);
    }
    return current.resize(block, size > 0 ? size : 1, current.user);
}

char *ks_alloc_text(const char *text, size_t size)
{
    if (size == SIZE_MAX) {
        return NULL;
    }
    char *copy = ks_alloc(size + 1);
    if (copy == NULL) {
        return NULL;
    }
    if (size > 0) {
        memcpy(copy, text, size);
    }
    copy[size] = '\0';
    return copy;
}

void ks_alloc_free(void *block)
{
    if (block != NULL) {
        current.release(block, current.user);
    }
}

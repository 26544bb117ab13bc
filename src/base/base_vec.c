#include "base_vec.h"

#include <stdint.h>
#include <string.h>

#include "base_alloc.h"

enum { FIRST_CAPACITY = 8 };

void *ks_vec_grow(void **items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity) {
        size_t wanted = *capacity > 0 ? *capacity : FIRST_CAPACITY / 2;
        size_t bytes;
        if (__builtin_mul_overflow(wanted, 2, &wanted) ||
            __builtin_mul_overflow(wanted, size, &bytes)) {
            return NULL;
        }
        void *grown = ks_alloc_resize(*items, bytes);
        if (grown == NULL) {
            return NULL;
        }
        *items = grown;
        *capacity = wanted;
    }
    char *added = (char *)*items + *count * size;
    *count += 1;
    return memset(added, 0, size);
}

void ks_vec_free(void **items)
{
    ks_alloc_free(*items);
    *items = NULL;
}

/* A growing array of any type: `KS_VEC(ks_arc) arcs;` starts as {0}.
 *
 * `ks_vec_add(&v)` returns a pointer to a new zeroed element, or NULL when memory is short (the
 * vector is then unchanged). Pointers into a vector die with the next add. */
#ifndef KS_BASE_VEC_H
#define KS_BASE_VEC_H

#include <stddef.h>

#define KS_VEC(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

#define ks_vec_add(v)                                                                              \
    ((__typeof__((v)->items))ks_vec_grow((void **)&(v)->items, &(v)->count, &(v)->capacity,        \
                                         sizeof *(v)->items))
#define ks_vec_release(v) (ks_vec_free((void **)&(v)->items), (v)->count = 0, (v)->capacity = 0)

void *ks_vec_grow(void **items, size_t *count, size_t *capacity, size_t size);
void ks_vec_free(void **items);

#endif

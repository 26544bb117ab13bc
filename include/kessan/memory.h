/* Memory from the program that kessan is part of. */
#ifndef KESSAN_MEMORY_H
#define KESSAN_MEMORY_H

#include <stddef.h>

#include <kessan/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where memory comes from. All three are called from every thread that uses kessan. `allocate` and
 * `resize` return NULL when memory is short: the call that needed it then returns KS_ERR_MEMORY and
 * leaks nothing. `release` is never given NULL, `resize` neither. */
typedef struct ks_allocator {
    void *(*allocate)(size_t size, void *user);
    void *(*resize)(void *block, size_t size, void *user);
    void (*release)(void *block, void *user);
    void *user;
} ks_allocator;

/* From now on all that kessan allocates itself comes from there; NULL: from malloc again. What
 * the libraries below kessan (XML, XSLT, ZIP, JSON) allocate does not. For the whole process, and
 * not thread-safe: call it before anything else, or when nothing of kessan is left. The allocator
 * is copied. */
KS_PUBLIC void ks_use_allocator(const ks_allocator *allocator);

#ifdef __cplusplus
}
#endif
#endif

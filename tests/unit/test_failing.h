/* Makes the n-th allocation of a job fail, for n = 0, 1, ... until nothing fails any more: once
 * alone, and once with all that follow. The job must tell, and free what it took. Under the
 * sanitizers the later ones are failed in steps, other ones in each of the two passes. */
#ifndef KS_TEST_FAILING_H
#define KS_TEST_FAILING_H

#include <stdbool.h>
#include <stdlib.h>

#include "base_alloc.h"
#include "test.h"

static size_t failing_left;
static bool failing_is_once;
static bool failing_has_failed;
static size_t failing_live;

static inline bool failing_allows(void)
{
    if (failing_left > 0) {
        failing_left--;
        return true;
    }
    if (failing_is_once && failing_has_failed) {
        return true;
    }
    failing_has_failed = true;
    return false;
}

static inline void *failing_allocate(size_t size, void *user)
{
    (void)user;
    void *block = failing_allows() ? malloc(size) : NULL;
    failing_live += block != NULL;
    return block;
}

static inline void *failing_resize(void *block, size_t size, void *user)
{
    (void)user;
    void *moved = failing_allows() ? realloc(block, size) : NULL;
    failing_live += moved != NULL && block == NULL;
    return moved;
}

static inline void failing_release(void *block, void *user)
{
    (void)user;
    failing_live -= block != NULL;
    free(block);
}

#define FAILING_DENSE 128

/* The next one to fail after n. */
static inline size_t failing_after(size_t n, bool is_once)
{
    const size_t skipped = is_once ? n + FAILING_DENSE / 2 : n;
    return n + 1 + (KS_TEST_IS_SANITIZED ? skipped / FAILING_DENSE : 0);
}

/* `job` returns false where something said KS_ERR_MEMORY, and asserts that nothing said worse. */
static inline void fail_each_allocation(bool (*job)(void))
{
    static const ks_allocator FAILING = {failing_allocate, failing_resize, failing_release, NULL};
    for (int once = 0; once < 2; once++) {
        failing_is_once = once == 1;
        for (size_t n = 0;; n = failing_after(n, failing_is_once)) {
            failing_left = n;
            failing_has_failed = false;
            ks_alloc_use(&FAILING);
            bool is_done = job();
            ks_alloc_use(NULL);
            ck_assert_uint_eq(failing_live, 0);
            ck_assert_msg(is_done != failing_has_failed, "failure %zu went unnoticed or was none",
                          n);
            if (is_done) {
                ck_assert_uint_gt(n, 0);
                break;
            }
        }
    }
}

#endif

/* Every allocation of a run fails once, and all behind it: a status, no finding, no leak. */
#include "base_alloc.h"

#include "test_render.h"

static size_t left;

static void *allocate(size_t size, void *user)
{
    (void)user;
    return left == 0 ? NULL : (left--, malloc(size));
}

static void *resize(void *block, size_t size, void *user)
{
    (void)user;
    return left == 0 ? NULL : (left--, realloc(block, size));
}

static void release(void *block, void *user)
{
    (void)user;
    free(block);
}

START_TEST(test_short_memory_is_a_status)
{
    static const ks_allocator FAILING = {allocate, resize, release, NULL};
    ks_bytes view = small_view();
    ks_status status = KS_ERR_MEMORY;
    ks_bytes out = {NULL, 0};
    size_t failures = 0;

    ks_alloc_use(&FAILING);
    for (; status != KS_OK; failures++) {
        const ks_render_request request = {
            .file = "view.xml",
            .view = {view.data, view.size},
            .style = "text",
            .languages = "en",
        };
        ks_sink sink;
        left = failures;
        ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
        status = ks_render_view(&request, &sink, &out);
        ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%zu: %d", failures, status);
        ck_assert_uint_eq(ks_sink_errors(&sink), 0);
    }
    ks_bytes_release(&out);
    ks_alloc_use(NULL);
    ck_assert_uint_gt(failures, 5);
    ks_bytes_release(&view);
}
END_TEST

KS_TEST_MAIN("render_failures", test_short_memory_is_a_status)

/* Every allocation of a run fails once, and all behind it: a status, no finding, no leak. */
#include "test_render.h"
#include "test_short.h"

START_TEST(test_short_memory_is_a_status)
{
    ks_bytes view = small_view();
    ks_status status = KS_ERR_MEMORY;
    ks_bytes out = {NULL, 0};
    size_t failures = 0;

    ks_alloc_use(&SHORT_OF_MEMORY);
    for (; status != KS_OK; failures++) {
        const ks_render_request request = {
            .file = "view.xml",
            .view = {view.data, view.size},
            .style = "text",
            .languages = "en",
        };
        ks_sink sink;
        memory_left = failures;
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

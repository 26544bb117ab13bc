/* The small view rendered, for the tests of the room render. */
#ifndef KS_TEST_RENDER_H
#define KS_TEST_RENDER_H

#include "base_alloc.h"
#include "render_view.h"
#include "test.h"
#include "test_findings.h"

static inline ks_status render(ks_sv view, const char *style, const char *languages,
                               ks_str *findings, ks_bytes *out)
{
    ks_sink sink;
    const ks_render_request request = {
        .file = "view.xml", .view = view, .style = style, .languages = languages};

    ks_sink_init(&sink, note_finding, findings, KS_LANG_EN);
    return ks_render_view(&request, &sink, out);
}

static inline ks_bytes small_view(void)
{
    ks_bytes view = {NULL, 0};
    ck_assert_int_eq(
        ks_io_read_file(KS_SOURCE_DIR "/tests/unit/data/view.xml", KS_NOWHERE, NULL, &view), KS_OK);
    return view;
}

static inline ks_bytes render_small(const char *style, const char *languages)
{
    ks_str findings;
    ks_bytes out = {NULL, 0};
    ks_bytes view = small_view();

    ks_str_init(&findings);
    ks_status status = render((ks_sv){view.data, view.size}, style, languages, &findings, &out);
    ck_assert_msg(status == KS_OK, "status %d: %s", status, findings.ptr);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(strlen(out.data), out.size);
    ks_str_release(&findings);
    ks_bytes_release(&view);
    return out;
}

#endif

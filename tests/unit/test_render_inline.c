/* A view and the instance that it was made from, as one inline document. */
#include <stdio.h>

#include "test_render.h"
#include "test_short.h"
#include "xml_stream.h"

static ks_bytes read_data(const char *name)
{
    ks_bytes out = {NULL, 0};
    char path[256];
    snprintf(path, sizeof path, "%s/tests/unit/data/%s", KS_SOURCE_DIR, name);
    ck_assert_int_eq(ks_io_read_file(path, KS_NOWHERE, NULL, &out), KS_OK);
    return out;
}

static void check_has(ks_bytes page, const char *part)
{
    ck_assert_msg(strstr(page.data, part) != NULL, "lacks %s:\n%s", part,
                  strstr(page.data, "<body"));
}

static ks_status make_inline(ks_bytes view, ks_bytes text, ks_sink *sink, ks_bytes *out)
{
    ks_names names;
    ks_names_init(&names);
    const ks_xml_source instance = {
        .file = "r.xbrl", .text = {text.data, text.size}, .names = &names, .sink = sink};
    const ks_render_request request = {.file = "r.view.xml",
                                       .view = {view.data, view.size},
                                       .style = "inline",
                                       .instance = &instance,
                                       .from = "in/r.xbrl",
                                       .to = "out/deep/r.xhtml"};
    ks_status status = ks_render_view(&request, sink, out);
    ks_names_release(&names);
    return status;
}

static ks_bytes make_page(void)
{
    ks_sink sink;
    ks_str findings;
    ks_bytes out = {NULL, 0};
    ks_bytes view = read_data("inline.view.xml");
    ks_bytes text = read_data("inline.xbrl");
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ck_assert_msg(make_inline(view, text, &sink, &out) == KS_OK, "%s", findings.ptr);
    ck_assert_str_eq(findings.ptr, "");
    ks_str_release(&findings);
    ks_bytes_release(&view);
    ks_bytes_release(&text);
    return out;
}

START_TEST(test_what_is_shown_is_tagged_there_once)
{
    ks_bytes page = make_page();
    check_has(page, "(<ix:nonFraction id=\"f1\" name=\"o:Sales\" contextRef=\"y\" "
                    "unitRef=\"JPY\" decimals=\"-3\" sign=\"-\" scale=\"3\" "
                    "format=\"ixt:num-dot-decimal\">464,155</ix:nonFraction>");
    ck_assert_ptr_eq(strstr(strstr(page.data, "id=\"f1\" name") + 1, "id=\"f1\" name"), NULL);
    check_has(page, "xsi:nil=\"true\"></ix:nonFraction>–");
    check_has(page, "<ix:nonNumeric name=\"o:Day\" contextRef=\"y\">2024-12-31</ix:nonNumeric>");
    check_has(page, "<ix:nonNumeric id=\"b1\" name=\"o:Words\" contextRef=\"y\" xml:lang=\"en\" "
                    "escape=\"true\"><p>It is <b>so</b></p></ix:nonNumeric>");
    check_has(page, ">As filed.</ix:footnote>");
    check_has(page, "<tr id=\"f5-shown\"");
    ks_bytes_release(&page);
}
END_TEST

START_TEST(test_what_is_not_shown_as_it_is_filed_is_hidden)
{
    ks_bytes page = make_page();
    check_has(page, "<ix:hidden>\n<ix:nonFraction id=\"f2\"");
    check_has(page, "decimals=\"0\">1234567</ix:nonFraction>\n");
    check_has(page, "decimals=\"0\">8</ix:nonFraction>\n");
    check_has(page, "&lt;p&gt;It&lt;br&gt;is</ix:nonNumeric>\n");
    ks_bytes_release(&page);
}
END_TEST

START_TEST(test_the_header_has_what_facts_refer_to)
{
    ks_bytes page = make_page();
    check_has(page, "xlink:href=\"../../in/r.xsd\"");
    check_has(page, "<context xmlns=\"http://www.xbrl.org/2003/instance\" id=\"y\">");
    check_has(page, "<measure>o:JPY</measure>");
    check_has(page, "<ix:relationship fromRefs=\"f1\" toRefs=\"footnote-1\"/>");
    ks_bytes_release(&page);
}
END_TEST

START_TEST(test_short_memory_is_a_status)
{
    ks_status status = KS_ERR_MEMORY;
    ks_bytes out = {NULL, 0};
    ks_bytes view = read_data("inline.view.xml");
    ks_bytes text = read_data("inline.xbrl");
    ks_alloc_use(&SHORT_OF_MEMORY);
    for (size_t failures = 0; status != KS_OK; failures++) {
        ks_sink sink;
        memory_left = failures;
        ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
        status = make_inline(view, text, &sink, &out);
        ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%zu: %d", failures, status);
    }
    ks_bytes_release(&out);
    ks_alloc_use(NULL);
    ks_bytes_release(&view);
    ks_bytes_release(&text);
}
END_TEST

KS_TEST_MAIN("render_inline", test_what_is_shown_is_tagged_there_once,
             test_what_is_not_shown_as_it_is_filed_is_hidden,
             test_the_header_has_what_facts_refer_to, test_short_memory_is_a_status)

/* Rendering as its callers see it: styles, languages, what is refused, threads. */
#include "render_view.h"

#include <pthread.h>

#include "test_render.h"

START_TEST(test_plain_text_aligns_columns)
{
    ks_bytes text = render_small("text", "en");
    ck_assert_str_eq(text.data, "O'Brien & \"Sons\" <KK>\n"
                                "First quarter\n"
                                "=============\n"
                                "\n"
                                "Operations\n"
                                "In thousands of yen\n"
                                "\n"
                                "              Three months ended\n"
                                "                    Jun 30, 2002   1Q01\n"
                                "              USD (1)        JPY    JPY\n"
                                "             ---------  ---------  -----\n"
                                "Revenues:\n"
                                "  Sales (2)     3,873    464,155      0\n"
                                "             ---------  ---------  -----\n"
                                "Result                    (1,200)     –\n"
                                "             =========  =========  =====\n"
                                "\n"
                                "(1) At 119.85 yen a dollar.\n"
                                "(2) First paragraph.\n"
                                "    Second paragraph.\n"
                                "\n"
                                "Contracts\n"
                                "\n"
                                "           Jun 30, 2002\n"
                                "              Contracts\n"
                                "           -------------\n"
                                "Contracts         3,978\n"
                                "\n"
                                "(2) First paragraph.\n"
                                "    Second paragraph.\n");
    ks_bytes_release(&text);
}
END_TEST

/* A Japanese character takes two cells, △ one. */
START_TEST(test_plain_text_aligns_japanese)
{
    ks_bytes text = render_small("text", "ja");
    ck_assert_ptr_nonnull(strstr(text.data, "営業収益:\n"
                                            "  売上高 (2)       3,873   464,155      0\n"
                                            "              -----------  --------  -----\n"
                                            "損益                        △1,200     －\n"));
    ks_bytes_release(&text);
}
END_TEST

START_TEST(test_plain_text_has_one_language_after_the_other)
{
    ks_bytes text = render_small("text", "ja en");
    const char *japanese = strstr(text.data, "損益計算書");
    const char *english = strstr(text.data, "Operations");
    ck_assert_ptr_nonnull(japanese);
    ck_assert_ptr_nonnull(english);
    ck_assert(japanese < english);
    ks_bytes_release(&text);
}
END_TEST

static void check_refused(const char *view, const char *style, const char *languages,
                          const char *expected)
{
    ks_bytes out = {NULL, 0};
    ks_str findings;

    ks_str_init(&findings);
    ck_assert_int_eq(render(ks_sv_from(view), style, languages, &findings, &out), KS_REFUSED);
    ck_assert_ptr_null(out.data);
    ck_assert_msg(strncmp(findings.ptr, expected, strlen(expected)) == 0, "%s", findings.ptr);
    ks_str_release(&findings);
}

START_TEST(test_unknown_style_is_named_with_those_there_are)
{
    ks_bytes view = small_view();
    check_refused(view.data, "pdf", NULL,
                  "render.unknown-style -:0:0 there is no style \"pdf\"; there are: html, text");
    ks_bytes_release(&view);
}
END_TEST

START_TEST(test_unknown_language_is_named_with_those_there_are)
{
    ks_bytes view = small_view();
    check_refused(view.data, "html", "en, de",
                  "render.unknown-language view.xml:0:0 the filing has no language \"de\"; it has: "
                  "en ja");
    check_refused(view.data, "html", "en'", "render.unknown-language view.xml:0:0");
    ks_bytes_release(&view);
}
END_TEST

START_TEST(test_what_is_no_view_is_refused)
{
    check_refused("<view>", "html", NULL, "render.not-a-view view.xml:1:1");
    check_refused("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "html", NULL,
                  "render.not-a-view view.xml:1:1 this is no statement view: its root element is "
                  "\"html\"");
    check_refused("", "html", NULL, "xml.malformed view.xml");
    check_refused("<view xmlns=\"urn:kessan:view:1\">", "html", NULL, "xml.");
}
END_TEST

START_TEST(test_view_against_its_schema_is_refused)
{
    check_refused("<view xmlns=\"urn:kessan:view:1\" id=\"x\" instance=\"x\" languages=\"en\">\n"
                  "<statement/></view>",
                  "html", NULL, "xml.unexpected-element view.xml:2:1");
}
END_TEST

START_TEST(test_findings_may_go_nowhere)
{
    ks_bytes out = {NULL, 0};
    const ks_render_request request = {.file = "view.xml", .view = KS_SV("<x/>"), .style = "html"};
    ck_assert_int_eq(ks_render_view(&request, NULL, &out), KS_REFUSED);
}
END_TEST

typedef struct worker {
    pthread_t thread;
    ks_bytes page;
} worker;

static void *work(void *user)
{
    worker *self = user;
    self->page = render_small("html", NULL);
    return NULL;
}

START_TEST(test_threads_render_the_same_bytes)
{
    worker workers[4];
    ks_bytes expected = render_small("html", NULL);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(workers[i].thread, NULL);
        ck_assert_str_eq(workers[i].page.data, expected.data);
        ks_bytes_release(&workers[i].page);
    }
    ks_bytes_release(&expected);
}
END_TEST

KS_TEST_MAIN("render_view", test_plain_text_aligns_columns, test_plain_text_aligns_japanese,
             test_plain_text_has_one_language_after_the_other,
             test_unknown_style_is_named_with_those_there_are,
             test_unknown_language_is_named_with_those_there_are, test_what_is_no_view_is_refused,
             test_view_against_its_schema_is_refused, test_findings_may_go_nowhere,
             test_threads_render_the_same_bytes)

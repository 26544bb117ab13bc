/* What XHTML 1.1 allows, and what becomes of the rest. */
#include "render_xhtml.h"
#include "test.h"
#include "test_short.h"

static const struct {
    const char *markup;
    const char *becomes;
} WRONG[] = {
    {"<u>a</u>", "<span style=\"text-decoration:underline;\" class=\"u\">a</span>"},
    {"<nav aria-label=\"x\" role=\"y\">a</nav>", "<div class=\"nav\">a</div>"},
    {"<p lang=\"ja\" align=\"center\">a</p>",
     "<p class=\"lang-ja\" xml:lang=\"ja\" style=\"text-align:center;\">a</p>"},
    {"<p>a<p>b</p></p>", "<div class=\"p\">a<p>b</p></div>"},
    {"<b><table><tr><td>1</td></tr></table></b>",
     "<div class=\"b\"><table><tr><td>1</td></tr></table></div>"},
    {"<dl><div><dt>a</dt><dd>b</dd></div></dl>",
     "<div class=\"dl\"><div><div class=\"dt\">a</div><div class=\"dd\">b</div></div></div>"},
    {"<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"},
    {"<ul></ul>", ""},
    {"<blockquote>a</blockquote>", "<blockquote><div>a</div></blockquote>"},
    {"<table>1</table>", "<table><tr><td>1</td></tr></table>"},
    {"<table><caption>a</caption></table>",
     "<div class=\"table\"><div class=\"caption\">a</div></div>"},
    {"<table><thead><tr><td/></tr></thead><tr><td/></tr></table>",
     "<table><thead><tr><td></td></tr></thead><tbody><tr><td></td></tr></tbody></table>"},
    {"<table><tbody><tr><td/></tr></tbody><thead><tr><td/></tr></thead></table>",
     "<table><tbody><tr><td></td></tr></tbody><tbody class=\"thead\"><tr><td></td></tr></tbody>"
     "</table>"},
    {"<table><caption>a<p>b</p></caption><tr><td/></tr></table>",
     "<table><caption>ab</caption><tr><td></td></tr></table>"},
    {"<td colspan=\"2\">1</td>", "<div class=\"td\">1</div>"},
    {"<pre>a<sub>b</sub></pre>", "<pre>a<span class=\"sub\">b</span></pre>"},
    {"<a href=\"http://e/a b\">a</a>", "<a>a</a>"},
    {"<p width=\"1\" class=\"\">a</p>", "<p>a</p>"},
    {"<img alt=\"\"/>a", "a"},
};

static ks_status fit(const char *markup, ks_str *text)
{
    ks_str_clear(text);
    ks_str_add(text, markup);
    return ks_xhtml_fit_markup(text, KS_SV(""), NULL);
}

START_TEST(test_what_has_no_place_gets_one)
{
    ks_str text;
    ks_str_init(&text);
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        bool is_fit = true;
        ck_assert_int_eq(ks_xhtml_is_fit(ks_sv_from(WRONG[i].markup), &is_fit), KS_OK);
        ck_assert_msg(!is_fit, "%s", WRONG[i].markup);
        ck_assert_int_eq(fit(WRONG[i].markup, &text), KS_OK);
        ck_assert_str_eq(text.len > 0 ? text.ptr : "", WRONG[i].becomes);
        ck_assert_int_eq(ks_xhtml_is_fit(ks_str_view(&text), &is_fit), KS_OK);
        ck_assert_msg(is_fit, "%s", WRONG[i].becomes);
    }
    ks_str_release(&text);
}
END_TEST

START_TEST(test_what_has_its_place_stays)
{
    static const char *const RIGHT[] = {
        "text &amp; text",
        "<p class=\"x\" style=\"margin:0\">a<br/><b>b</b><sup>1</sup></p>",
        "<table border=\"1\" width=\"100%\"><colgroup><col width=\"10\"/></colgroup><tr "
        "valign=\"top\"><td align=\"right\" colspan=\"2\"><p>1</p></td></tr></table>",
        "<ol><li>a<ul><li>b</li></ul></li></ol>",
        "<del><p>a</p></del><a href=\"http://e/a#b\">c</a><hr/>",
        "<img src=\"data:image/png;base64,AA==\" alt=\"\"/>",
    };
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++) {
        bool is_fit = false;
        ck_assert_int_eq(ks_xhtml_is_fit(ks_sv_from(RIGHT[i]), &is_fit), KS_OK);
        ck_assert_msg(is_fit, "%s", RIGHT[i]);
    }
}
END_TEST

START_TEST(test_short_memory_is_a_status)
{
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        ks_status status = KS_ERR_MEMORY;
        ks_alloc_use(&SHORT_OF_MEMORY);
        for (size_t failures = 0; status != KS_OK; failures++) {
            ks_str text;
            ks_str_init(&text);
            memory_left = failures;
            status = fit(WRONG[i].markup, &text);
            ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%zu: %d", failures, status);
            ks_str_release(&text);
        }
        ks_alloc_use(NULL);
    }
}
END_TEST

KS_TEST_MAIN("render_xhtml", test_what_has_no_place_gets_one, test_what_has_its_place_stays,
             test_short_memory_is_a_status)

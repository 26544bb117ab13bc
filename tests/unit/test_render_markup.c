/* Text that filers marked up, made safe. */
#include "render_markup.h"

#include <libxml/parser.h>

#include "test.h"

static void check_html(const char *text, const char *expected)
{
    ks_str out;
    ks_str_init(&out);
    ks_markup_to_html(ks_sv_from(text), &out);
    ck_assert_str_eq(out.ptr, expected);
    ks_str_release(&out);
}

static void check_text(const char *text, const char *expected)
{
    ks_str out;
    ks_str_init(&out);
    ks_markup_to_text(ks_sv_from(text), &out);
    ck_assert_str_eq(out.ptr, expected);
    ks_str_release(&out);
}

START_TEST(test_harmless_markup_stays)
{
    check_html("<p>Cost &amp; <b>benefit</b><br/></p>", "<p>Cost &amp; <b>benefit</b><br/></p>");
    check_html("<table><tr><td colspan='2' align=\"right\">1</td></tr></table>",
               "<table><tr><td colspan=\"2\" align=\"right\">1</td></tr></table>");
    check_html("<a href=\"https://example.com/?a=1&amp;b=2\">x</a>",
               "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noreferrer noopener\">x</a>");
    check_html("<P STYLE=\"x\">A&nbsp;&#169;&#x3042;</P>", "<p>A\xC2\xA0\xC2\xA9\xE3\x81\x82</p>");
    check_html("<p style=\"text-align: center; border-top: 1px solid #000\">x</p>",
               "<p style=\"text-align:center;border-top:1px solid\">x</p>");
}
END_TEST

START_TEST(test_what_could_do_harm_goes)
{
    check_html("<p onclick=\"bad()\">a<script>bad('</p>')</script>b</p>", "<p>ab</p>");
    check_html("<a href=\"javascript:bad()\">x</a>", "<a>x</a>");
    check_html("<a href=\"&#106;avascript:bad()\">x</a>", "<a>x</a>");
    check_html("<img src=\"http://example.com/x.png\" onerror=\"bad()\"/>", "<img alt=\"\"/>");
    check_html("<img src=\"data:image/svg+xml;base64,AAAA\"/>", "<img alt=\"\"/>");
    check_html("<p style=\"background:url(http://example.com/x)\">x</p>", "<p>x</p>");
    check_html("<p style=\"text-align:expression(bad())\">x</p>", "<p>x</p>");
    check_html("<iframe src=\"http://example.com/\">x</iframe><p>y</p>", "<p>y</p>");
    check_html("<style>p{}</style><svg><p>x</p></svg><p>y</p>", "<p>y</p>");
    check_html("<p id=\"contents\" class=\"vh\">x</p>", "<p>x</p>");
    check_html("<form action=\"http://example.com/\"><input/>x</form>", "x");
}
END_TEST

/* Whatever comes in, what comes out nests rightly. */
START_TEST(test_broken_markup_is_mended)
{
    check_html("<p>a<p>b", "<p>a</p><p>b</p>");
    check_html("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
    check_html("<table><tr><td>a<td>b<tr><td>c</table>d",
               "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d");
    check_html("<b><i>a</b>c</i>", "<b><i>a</i></b>c");
    check_html("<table><tr><td></div>a</td></tr></table>", "<table><tr><td>a</td></tr></table>");
    check_html("</div></div><p>a</p>", "<p>a</p>");
    check_html("<p>1 < 2 &amp 3</p><p class=\"x", "<p>1 &lt; 2 &amp;amp 3</p>&lt;p class=&quot;x");
    check_html("<p>a</p><!-- <p> -->b<![CDATA[c]]>", "<p>a</p>b");
}
END_TEST

START_TEST(test_words_are_no_tags)
{
    check_html("in <words>", "<p class=\"lines\">in &lt;words&gt;</p>");
    check_html("<p>in <words></p>", "<p>in &lt;words&gt;</p>");
    check_html("one\ntwo", "<p class=\"lines\">one\ntwo</p>");
}
END_TEST

START_TEST(test_plain_text_has_lines_and_cells)
{
    check_text("<div><p>a &amp; b</p><p>c<br/>d</p></div>", "a & b\nc\nd");
    check_text("<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>",
               "a\t1\nb\t2");
    check_text("<p>a</p><script>b</script>", "a");
    check_text("no < tags\nhere", "no < tags\nhere");
}
END_TEST

/* Pieces of markup in every order: always well-formed, and in time that does not grow by squares.
 */
START_TEST(test_anything_comes_out_well_formed)
{
    static const char *const PIECES[] = {"<p>",         "</p>",     "<td>",
                                         "</table>",    "<table>",  "<",
                                         ">",           "&",        "&amp;",
                                         "\"",          "<b>",      "</b>",
                                         "<li>",        "</ul>",    "<br>",
                                         "<img src=x>", "a",        "<a href='http://x/\"'>",
                                         "</tr>",       "<tr>",     "<p style=\"text-align:left",
                                         "'",           "<script>", "</script>",
                                         "<!--",        "-->",      "\x01"};
    uint32_t seed = 7;
    ks_str text, out;
    ks_str_init(&text);
    ks_str_init(&out);
    for (size_t round = 0; round < 400; round++) {
        ks_str_clear(&text);
        ks_str_clear(&out);
        for (size_t i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            ks_str_add(&text, PIECES[(seed >> 16) % (sizeof PIECES / sizeof *PIECES)]);
        }
        ks_str_add(&out, "<div>");
        ks_markup_to_html(ks_str_view(&text), &out);
        ks_str_add(&out, "</div>");
        xmlDoc *document = xmlReadMemory(out.ptr, (int)out.len, "x", "UTF-8",
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
        ck_assert_msg(document != NULL, "%s\n%s", text.ptr, out.ptr);
        xmlFreeDoc(document);
    }
    ks_str_clear(&text);
    for (size_t i = 0; i < 200000; i++) {
        ks_str_add(&text, "<b><p>");
    }
    ks_str_clear(&out);
    ks_markup_to_html(ks_str_view(&text), &out);
    ck_assert_int_eq(ks_str_status(&out), KS_OK);
    ks_str_release(&text);
    ks_str_release(&out);
}
END_TEST

KS_TEST_MAIN("render_markup", test_harmless_markup_stays, test_what_could_do_harm_goes,
             test_broken_markup_is_mended, test_words_are_no_tags,
             test_plain_text_has_lines_and_cells, test_anything_comes_out_well_formed)

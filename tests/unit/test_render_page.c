/* The page of HTML, as its readers and their programs see it. */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "test_render.h"

typedef struct html_page {
    ks_bytes text;
    xmlDoc *document;
    xmlXPathContext *context;
} html_page;

static html_page open_page(const char *languages)
{
    html_page page = {render_small("html", languages), NULL, NULL};
    page.document =
        xmlReadMemory(page.text.data, (int)page.text.size, "page", NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(page.document);
    page.context = xmlXPathNewContext(page.document);
    ck_assert_ptr_nonnull(page.context);
    xmlXPathRegisterNs(page.context, (const xmlChar *)"h",
                       (const xmlChar *)"http://www.w3.org/1999/xhtml");
    xmlXPathRegisterNs(page.context, (const xmlChar *)"s",
                       (const xmlChar *)"http://www.w3.org/2000/svg");
    return page;
}

static void close_page(html_page *page)
{
    xmlXPathFreeContext(page->context);
    xmlFreeDoc(page->document);
    ks_bytes_release(&page->text);
}

static bool holds(const html_page *page, const char *expression)
{
    xmlXPathObject *result = xmlXPathEvalExpression((const xmlChar *)expression, page->context);
    ck_assert_msg(result != NULL, "no expression: %s", expression);
    bool is_true = xmlXPathCastToBoolean(result);
    xmlXPathFreeObject(result);
    return is_true;
}

static void check_text(const html_page *page, const char *expression, const char *expected)
{
    xmlXPathObject *result = xmlXPathEvalExpression((const xmlChar *)expression, page->context);
    ck_assert_msg(result != NULL, "no expression: %s", expression);
    xmlChar *text = xmlXPathCastToString(result);
    ck_assert_str_eq((const char *)text, expected);
    xmlFree(text);
    xmlXPathFreeObject(result);
}

#define CHECK_HOLDS(page, expression)                                                              \
    ck_assert_msg(holds((page), (expression)), "not so: %s", (expression))

START_TEST(test_page_stands_alone)
{
    html_page page = open_page(NULL);
    ck_assert_int_eq(strncmp(page.text.data, "<!DOCTYPE html ", 15), 0);
    CHECK_HOLDS(&page, "not(//h:script | //h:link | //h:img | //h:iframe | //@src)");
    CHECK_HOLDS(&page, "not(//@*[starts-with(name(), 'on')])");
    CHECK_HOLDS(&page, "not(//@href[not(starts-with(., '#'))])");
    CHECK_HOLDS(&page, "not(contains(//h:style, 'url(')) and not(contains(//h:style, '@import'))");
    CHECK_HOLDS(&page, "contains(//h:style, '@media print')");
    close_page(&page);
}
END_TEST

/* HTML, unlike XML, takes <td/> for an open tag and reads no "&gt;" within <style>. */
START_TEST(test_page_reads_alike_as_html)
{
    static const char *const MAY_BE_EMPTY[] = {"meta", "input", "col", "rect", "line"};
    html_page page = open_page(NULL);
    for (const char *end = page.text.data; (end = strstr(end, "/>")) != NULL; end++) {
        const char *start = end;
        bool may_be_empty = false;
        while (*start != '<') {
            start--;
        }
        for (size_t i = 0; i < sizeof MAY_BE_EMPTY / sizeof *MAY_BE_EMPTY; i++) {
            may_be_empty |= strncmp(start + 1, MAY_BE_EMPTY[i], strlen(MAY_BE_EMPTY[i])) == 0;
        }
        ck_assert_msg(may_be_empty, "empty: %.40s", start);
    }
    CHECK_HOLDS(&page, "not(//h:style[contains(., '<') or contains(., '>') or contains(., '&')])");
    close_page(&page);
}
END_TEST

START_TEST(test_links_lead_somewhere_and_ids_are_unique)
{
    html_page page = open_page(NULL);
    xmlXPathObject *links = xmlXPathEvalExpression(
        (const xmlChar *)"//@href | //@popovertarget | //@aria-labelledby", page.context);
    ck_assert_int_gt(xmlXPathNodeSetGetLength(links->nodesetval), 30);
    for (int i = 0; i < xmlXPathNodeSetGetLength(links->nodesetval); i++) {
        xmlChar *value = xmlNodeGetContent(links->nodesetval->nodeTab[i]);
        ks_sv rest = ks_sv_from((const char *)value + (value[0] == '#'));
        for (ks_sv id = ks_sv_next_token(&rest); id.len > 0; id = ks_sv_next_token(&rest)) {
            char expression[200];
            snprintf(expression, sizeof expression, "count(//*[@id = '%.*s']) = 1", KS_SV_ARG(id));
            CHECK_HOLDS(&page, expression);
        }
        xmlFree(value);
    }
    xmlXPathFreeObject(links);
    close_page(&page);
}
END_TEST

START_TEST(test_anchors_are_those_of_the_view)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:section[@id = 'operations']/h:h2 = 'Operations'");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r2']");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2'] and //h:figure[@id = 'sales']");
    CHECK_HOLDS(&page, "//*[@id = 'note-sales'] and //*[@id = 'note-loose']");
    CHECK_HOLDS(&page, "//h:nav//h:a[@href = '#contracts'] = 'Contracts'");
    close_page(&page);
}
END_TEST

START_TEST(test_one_language_shows_nothing_of_another)
{
    html_page page = open_page("ja");
    CHECK_HOLDS(&page,
                "/h:html[@lang = 'ja'] and not(//h:fieldset) and not(//h:span[@class = 't'])");
    check_text(&page, "//h:h1", "第1四半期");
    ck_assert_ptr_null(strstr(page.text.data, "Revenues"));
    check_text(&page, "//h:tr[@id = 'operations-r3']//h:button[1]", "マイナス△1,200");
    close_page(&page);
}
END_TEST

START_TEST(test_both_languages_stand_side_by_side_and_can_be_switched)
{
    html_page page = open_page("ja,en");
    CHECK_HOLDS(&page, "/h:html[@lang = 'ja']");
    CHECK_HOLDS(&page, "count(//h:fieldset//h:input[@type = 'radio']) = 3");
    CHECK_HOLDS(&page, "//h:h1/h:span[@lang = 'en'] = 'First quarter'");
    CHECK_HOLDS(&page, "//h:h1/h:span[@lang = 'ja'] = '第1四半期'");
    CHECK_HOLDS(&page, "contains(//h:style, '#show-en:checked')");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r3']//h:span[@lang = 'en'] = '(1,200)'");
    close_page(&page);
}
END_TEST

START_TEST(test_what_is_said_in_one_language_only_is_not_lost)
{
    html_page page = open_page("ja");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:span[@lang = 'en'] = 'What was sold.'");
    close_page(&page);
}
END_TEST

START_TEST(test_text_is_text_whatever_it_looks_like)
{
    html_page page = open_page("en");
    check_text(&page, "//h:p[@class = 'entity']", "O'Brien & \"Sons\" <KK>");
    close_page(&page);
}
END_TEST

START_TEST(test_nil_zero_and_nothing_differ)
{
    html_page page = open_page("en");
    check_text(&page, "//h:tr[@id = 'operations-r2']/h:td[3]", "0");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r2']/h:td[3][contains(@class, 'zero')]");
    check_text(&page, "//h:tr[@id = 'operations-r3']/h:td[3]", "nil–");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r3']/h:td[3]//@title");
    check_text(&page, "//h:tr[@id = 'operations-r3']/h:td[1]", "not reported");
    CHECK_HOLDS(&page, "not(//h:tr[@id = 'operations-r3']/h:td[1]//h:button)");
    close_page(&page);
}
END_TEST

START_TEST(test_closing_parenthesis_hangs)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r3']/h:td[2]//h:span[@class = 'h'] = ')'");
    check_text(&page, "//h:tr[@id = 'operations-r3']/h:td[2]", "minus (1,200)");
    close_page(&page);
}
END_TEST

START_TEST(test_heads_say_what_they_head)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:th[@id = 'operations-p1'][@scope = 'colgroup'][@colspan = 2]");
    CHECK_HOLDS(&page, "//h:th[@id = 'operations-c3'][@scope = 'col'] = 'JPY'");
    CHECK_HOLDS(&page, "not(//h:tbody/h:tr[not(h:th[@scope = 'row'])])");
    CHECK_HOLDS(&page, "//h:table/h:caption[contains(., 'In thousands of yen')]");
    CHECK_HOLDS(&page, "//h:div[@role = 'region'][@tabindex = '0'][@aria-label]/h:table");
    close_page(&page);
}
END_TEST

START_TEST(test_totals_are_ruled_off)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r3'][@class = 'total l0 double']");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r2'][@class = 'item l1']");
    close_page(&page);
}
END_TEST

START_TEST(test_marks_lead_to_notes_and_back)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r2']//h:a[@href = '#operations-note-sales']");
    CHECK_HOLDS(&page, "//h:th[@id = 'operations-c1']/h:a[@href = '#operations-note-rate']");
    CHECK_HOLDS(&page, "//h:li[@id = 'operations-note-sales']//h:a/@href = '#operations-r2'");
    CHECK_HOLDS(&page, "//h:li[@id = 'operations-note-rate']//h:a/@href = '#operations-c1'");
    CHECK_HOLDS(&page, "count(//h:li[@id = 'contracts-note-sales']) = 1");
    close_page(&page);
}
END_TEST

START_TEST(test_a_figure_tells_where_it_comes_from)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//h:tr[@id = 'operations-r2']/h:td[2]//h:button[@popovertarget = 'f2']");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2'][@popover]//h:code = 'iij:Sales'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:code = '464155000'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:code = 'Duration_2002-04-01_2002-06-30'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:code = '-3'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:code = 'operations.ja.tsv:21:3'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f2']//h:a/@href = '#operations-r2'");
    CHECK_HOLDS(&page, "//h:section[@id = 'f5']//h:dd = 'nil'");
    close_page(&page);
}
END_TEST

START_TEST(test_chart_is_drawn_and_described)
{
    html_page page = open_page("en");
    CHECK_HOLDS(&page, "//s:svg[@role = 'img']/s:title = 'Sales'");
    CHECK_HOLDS(&page, "//s:svg/s:desc = '1Q02: 464,155; 1Q01: (232,077)'");
    CHECK_HOLDS(&page, "//s:rect[@class = 's1']/@width = '75%'");
    CHECK_HOLDS(&page, "//s:rect[@class = 's2 negative']/@width = '37.5%'");
    CHECK_HOLDS(&page, "//s:text = '(232,077)'");
    close_page(&page);
}
END_TEST

KS_TEST_MAIN("render_page", test_page_stands_alone, test_page_reads_alike_as_html,
             test_links_lead_somewhere_and_ids_are_unique, test_anchors_are_those_of_the_view,
             test_one_language_shows_nothing_of_another,
             test_both_languages_stand_side_by_side_and_can_be_switched,
             test_what_is_said_in_one_language_only_is_not_lost,
             test_text_is_text_whatever_it_looks_like, test_nil_zero_and_nothing_differ,
             test_closing_parenthesis_hangs, test_heads_say_what_they_head,
             test_totals_are_ruled_off, test_marks_lead_to_notes_and_back,
             test_a_figure_tells_where_it_comes_from, test_chart_is_drawn_and_described)

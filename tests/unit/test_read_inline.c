/* What inline documents come to as an instance. */
#include "test_read_inline.h"
#include "test_failing.h"

typedef struct target_case {
    const char *what;
    const char *document;
    const char *expected; /* stands in the instance */
} target_case;

#define FACT_A "<t:A contextRef=\"c\""
#define FOOTNOTES                                                                                  \
    "<ix:footnote id='n' xml:lang='en' continuedAt='k'>See <b title='x'>this</b>, </ix:footnote>"  \
    "<ix:continuation id='k'>and that<ix:exclude> not this</ix:exclude>.</ix:continuation>"

static const target_case CASES[] = {
    {"text", DOC(TEXT("id='f'", "a &amp; <b>b</b> ")), FACT_A " id=\"f\">a &amp; b </t:A>"},
    {"escaped text", DOC(TEXT("escape='true'", "<p id='q' class='x'>1 &lt; 2<br/></p>")),
     FACT_A ">&lt;p class=\"x\" id=\"q\"&gt;1 &amp;lt; 2&lt;br/&gt;&lt;/p&gt;</t:A>"},
    {"nested text", DOC(TEXT("", "1" TEXT("", "2") "3")),
     FACT_A ">123</t:A>\n  " FACT_A ">2</t:A>"},
    {"left out",
     DOC(TEXT("escape='1'", "a<ix:exclude><i>page 7</i>" TEXT("", "b") "</ix:exclude>c")),
     FACT_A ">ac</t:A>\n  " FACT_A ">b</t:A>"},
    {"continued",
     DOC(TEXT("continuedAt='k1' escape='true'",
              "a") "<p><ix:continuation id='k2'>c</ix:continuation>"
                   "<ix:continuation id='k1' continuedAt='k2'><b>b</b></ix:continuation></p>"),
     FACT_A ">a&lt;b&gt;b&lt;/b&gt;c</t:A>"},
    {"transformed", DOC(TEXT("format='ixt:datedaymonthyearen'", "5 March 2002")),
     FACT_A ">2002-03-05</t:A>"},
    {"language", DOC("<div xml:lang='ja'>" TEXT("", "x") TEXT("xml:lang='en'", "y") "</div>"),
     FACT_A " xml:lang=\"ja\">x</t:A>\n  " FACT_A " xml:lang=\"en\">y</t:A>"},
    {"nil", DOC(TEXT("xsi:nil='true'", "")), FACT_A " xsi:nil=\"true\"/>"},
    {"scaled up", DOC(NUMBER("scale='6' format='ixt:numdotdecimal'", " 1,234.50 ")),
     "decimals=\"0\">1234500000</t:N>"},
    {"scaled down", DOC(NUMBER("scale='-2'", "5.0")), "decimals=\"0\">0.050</t:N>"},
    {"scaled less than it has", DOC(NUMBER("scale='1'", "0.125")), "decimals=\"0\">1.25</t:N>"},
    {"negative", DOC(NUMBER("sign='-' scale='3'", "12")), "decimals=\"0\">-12000</t:N>"},
    {"nested numbers", DOC(NUMBER("", NUMBER("id='n'", "7"))),
     "decimals=\"0\">7</t:N>\n  <t:N contextRef=\"c\" unitRef=\"u\" decimals=\"0\" "
     "id=\"n\">7</t:N>"},
    {"a fraction",
     DOC("<ix:fraction name='t:F' contextRef='c' unitRef='u'><p><ix:numerator scale='1'>1"
         "</ix:numerator>/<ix:denominator sign='-'>3</ix:denominator></p></ix:fraction>"),
     "<t:F contextRef=\"c\" unitRef=\"u\">\n    <xbrli:numerator>10</xbrli:numerator>\n"
     "    <xbrli:denominator>-3</xbrli:denominator>\n  </t:F>"},
    {"a tuple in order",
     DOC("<ix:tuple name='t:T' tupleID='t'>" TEXT("order='2'", "b") "</ix:tuple>" TEXT(
         "tupleRef='t' order='1'", "a") TEXT("tupleRef='t' order='2'", " b")),
     "<t:T>\n    " FACT_A ">a</t:A>\n    " FACT_A ">b</t:A>\n  </t:T>\n</xbrli:xbrl>"},
    {"tuples in tuples",
     DOC("<ix:tuple name='t:T'><ix:tuple name='t:T' order='1'>" TEXT(
         "order='1'", "a") "</ix:tuple><ix:tuple name='t:U' order='2' xsi:nil='true'/></ix:tuple>"),
     "<t:T>\n    <t:T>\n      " FACT_A
     ">a</t:A>\n    </t:T>\n    <t:U xsi:nil=\"true\"/>\n  </t:T>"},
    {"an attribute of another namespace", DOC(TEXT("xmlns:q='urn:q' q:by='me'", "x")),
     "<t:A xmlns:q=\"urn:q\" contextRef=\"c\" q:by=\"me\">x</t:A>"},
    {"references with a base in a base",
     PAGE(HEADER(
              "<ix:references xml:base='http://example.com/a/b'><link:schemaRef "
              "xml:base='../c/' xlink:type='simple' xlink:href='t.xsd'/></ix:references>" RESOURCES(
                  "")),
          ""),
     "<link:schemaRef xlink:href=\"http://example.com/c/t.xsd\" xlink:type=\"simple\"/>"},
    {"a made id where a context has its like",
     HTML10 HEADER(REFS RESOURCES(CONTEXT("fact-1")))
         TEXT("footnoteRefs='n'", "x") "<ix:footnote footnoteID='n' xml:lang='en'>y</ix:footnote>"
                                       "</body></html>",
     FACT_A " id=\"fact-2\">x</t:A>"},
    {"a footnote with the id of a fact",
     DOC10(TEXT("id='n' footnoteRefs='n'",
                "x") "<ix:footnote footnoteID='n' xml:lang='en'>y</ix:footnote>"),
     "xlink:from=\"n\" xlink:to=\"footnote-1\""},
    {"what XML says of a footnote",
     PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='n'/>")),
          TEXT("id='f'", "x") "<ix:footnote id='n' xml:base='http://example.com/' xml:lang='en' "
                              "xml:space='preserve'> y</ix:footnote>"),
     " xml:lang=\"en\" xml:space=\"preserve\"> y</link:footnote>"},
    {"a footnote that goes on",
     PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='n'/>")),
          TEXT("id='f'", "x") FOOTNOTES),
     "xml:lang=\"en\">See <xhtml:b title=\"x\">this</xhtml:b>, and that.</link:footnote>"},
    {"a footnote with markup of others",
     PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='n'/>")),
          TEXT("id='f'", "x") "<ix:footnote id='n' xml:lang='en'><b><svg "
                              "xmlns='http://www.w3.org/2000/svg'><g/></svg></b></ix:footnote>"),
     "<xhtml:b><svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg></xhtml:b>"},
    {"its arc",
     PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='n' order='2'/>")),
          TEXT("id='f'", "x") FOOTNOTES),
     "<link:footnoteArc xlink:type=\"arc\" "
     "xlink:arcrole=\"http://www.xbrl.org/2003/arcrole/fact-footnote\" xlink:from=\"f\" "
     "xlink:to=\"n\" order=\"2\"/>"},
    {"a footnote of version 1.0",
     DOC10(TEXT("footnoteRefs='n'", "x") "<ix:footnote footnoteID='n' xml:lang='en' "
                                         "footnoteRole='urn:r'>y</ix:footnote>"),
     "<link:loc xlink:type=\"locator\" xlink:href=\"#fact-1\" xlink:label=\"fact-1\"/>\n"
     "    <link:footnote xlink:type=\"resource\" xlink:label=\"n\" xlink:role=\"urn:r\" "
     "xml:lang=\"en\">y</link:footnote>"},
    {"a relative URL",
     HTML "<head><base href='http://x.example/a/b.htm'/></head>" HEADER(REFS RESOURCES("")) TEXT(
         "escape='true'", "<a href='../c.htm#d'/><img src='e.png' alt='f.png'/>") "</body></html>",
     "&lt;a href=\"http://x.example/c.htm#d\"/&gt;"
     "&lt;img alt=\"f.png\" src=\"http://x.example/a/e.png\"/&gt;"},
    {"what an object is made of",
     HTML "<head><base href='http://x.example/a/b.htm'/></head>" HEADER(REFS RESOURCES(""))
         TEXT("escape='true'",
              "<object codebase='c/' data='d' archive=' e  f ' usemap='#g'/>") "</body></html>",
     "&lt;object archive=\"http://x.example/a/c/e http://x.example/a/c/f\" "
     "codebase=\"http://x.example/a/c/\" data=\"http://x.example/a/c/d\" "
     "usemap=\"http://x.example/a/b.htm#g\"/&gt;"},
    {"an object without a base",
     DOC(TEXT("escape='true'", "<object codebase='c/' data='d'/><object "
                               "codebase='http://x.example/' data='d'/>")),
     "&lt;object codebase=\"c/\" data=\"d\"/&gt;"
     "&lt;object codebase=\"http://x.example/\" data=\"http://x.example/d\"/&gt;"},
    {"a URL without a base", DOC(TEXT("escape='true'", "<a href='c.htm'/>")),
     "&lt;a href=\"c.htm\"/&gt;"},
    {"the base of references",
     PAGE(HEADER("<ix:references xml:base='http://x.example/a/'>" REF
                 "</ix:references>" RESOURCES("")),
          ""),
     "<link:schemaRef xlink:href=\"http://x.example/a/t.xsd\" xlink:type=\"simple\"/>"},
    {"references that are said twice", PAGE(HEADER(REFS REFS RESOURCES("")), ""),
     "<link:schemaRef xlink:href=\"t.xsd\" xlink:type=\"simple\"/>\n  <xbrli:context id=\"c\">"},
    {"what the references say of themselves",
     PAGE(HEADER("<ix:references id='r' xml:lang='en'>" REF "</ix:references>" RESOURCES("")), ""),
     " xml:lang=\"en\" id=\"r\">\n  <link:schemaRef"},
    {"a context in its own namespace",
     PAGE(HEADER(REFS "<ix:resources><context xmlns='http://www.xbrl.org/2003/instance' "
                      "id='c'><entity/></context></ix:resources>"),
          ""),
     "<context xmlns=\"http://www.xbrl.org/2003/instance\" id=\"c\">\n    <entity/>\n  </context>"},
    {"an entity of XHTML",
     "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' "
     "'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>" DOC(
         TEXT("escape='true'", "<p title='a&eacute;&amp;b'>1&nbsp;&yen;&lt;</p>")),
     "&lt;p title=\"a\xC3\xA9&amp;amp;b\"&gt;1\xC2\xA0\xC2\xA5&amp;lt;&lt;/p&gt;"},
};

START_TEST(test_makes_the_instance)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        inline_bench b;
        bench_init(&b);
        ks_status status = bench_read(&b, &CASES[i].document, 1, "");
        ck_assert_msg(status == KS_OK && b.findings.len == 0, "%s: %s\n%s", CASES[i].what,
                      ks_status_name(status), b.findings.ptr);
        ck_assert_msg(strstr(b.text.ptr, CASES[i].expected) != NULL, "%s: not %s\n%s",
                      CASES[i].what, CASES[i].expected, b.text.ptr);
        bench_release(&b);
    }
}
END_TEST

START_TEST(test_makes_one_of_several_documents)
{
    static const char *const DOCUMENTS[] = {
        DOC(TEXT("id='f' continuedAt='k'", "a")),
        HTML_OF("http://www.xbrl.org/2013/inlineXBRL",
                " xmlns:s='urn:s'") "<body>"
                                    "<ix:continuation id='k'>b</ix:continuation>"
                                    "<ix:nonNumeric name='s:B' "
                                    "contextRef='c'>x</ix:nonNumeric></body></html>",
        PAGE(HEADER("<ix:resources>" CONTEXT("d") "</ix:resources>"),
             "<ix:nonNumeric name='t:A' contextRef='d'>y</ix:nonNumeric>")};
    inline_bench b;
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, DOCUMENTS, 3, ""), KS_OK);
    ck_assert_str_eq(b.findings.ptr, "");
    ck_assert(strstr(b.text.ptr, "<t:A contextRef=\"c\" id=\"f\">ab</t:A>\n"
                                 "  <s:B xmlns:s=\"urn:s\" contextRef=\"c\">x</s:B>\n"
                                 "  <t:A contextRef=\"d\">y</t:A>") != NULL);
    ck_assert(strstr(b.text.ptr, "<xbrli:context id=\"d\">") != NULL);
    bench_release(&b);
}
END_TEST

START_TEST(test_keeps_targets_apart)
{
    static const char *const DOCUMENT = PAGE(
        HEADER(REFS "<ix:references target='z'>" REF "</ix:references>" RESOURCES(
            CONTEXT("d") "<link:roleRef xlink:type='simple' roleURI='urn:r' xlink:href='r.xsd'/>"
                         "<ix:relationship fromRefs='f' toRefs='n' linkRole='urn:r'/>")),
        "<ix:footnote id='n' xml:lang='en'>y</ix:footnote>" TEXT(
            "id='f'", "x") "<ix:nonNumeric name='t:A' contextRef='d' target='z'>y</ix:nonNumeric>");
    inline_bench b;
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, &DOCUMENT, 1, "z"), KS_OK);
    ck_assert_str_eq(b.findings.ptr, "");
    ck_assert(strstr(b.text.ptr, "contextRef=\"d\">y</t:A>") != NULL);
    ck_assert(strstr(b.text.ptr, "context id=\"c\"") == NULL);
    ck_assert(strstr(b.text.ptr, "footnote") == NULL);
    ck_assert(strstr(b.text.ptr, "roleRef") == NULL);
    bench_release(&b);
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, &DOCUMENT, 1, ""), KS_OK);
    ck_assert(strstr(b.text.ptr, "contextRef=\"d\"") == NULL);
    ck_assert(strstr(b.text.ptr, "context id=\"d\"") == NULL);
    ck_assert(strstr(b.text.ptr, "<link:roleRef") != NULL);
    ck_assert(strstr(b.text.ptr, "<link:footnoteLink xlink:type=\"extended\" "
                                 "xlink:role=\"urn:r\">") != NULL);
    bench_release(&b);
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, &DOCUMENT, 1, "y"), KS_ERR_NOT_FOUND);
    bench_release(&b);
}
END_TEST

#define EXPLAINS(from, to)                                                                         \
    "<ix:relationship fromRefs='" from "' toRefs='" to "' arcrole='urn:why'/>"
#define EXPLAINED                                                                                  \
    PAGE(HEADER(REFS "<ix:references target='z'>" REF "</ix:references>" RESOURCES(                \
             CONTEXT("d") EXPLAINS("f", "g t") EXPLAINS("g", "f"))),                               \
         TEXT("id='f'", "x") "<ix:tuple name='t:T' id='t' target='z'>"                             \
                             "<ix:nonNumeric name='t:B' contextRef='d' target='z' id='g' "         \
                             "order='1'>why</ix:nonNumeric></ix:tuple>")

/* 13.1.2: what explains a fact is in the target of the fact too; once, though it is there twice. */
START_TEST(test_copies_what_explains_a_fact)
{
    static const char *const DOCUMENT = EXPLAINED;
    static const char *const COPY = "\">x</t:A>\n  <t:T id=\"t\">\n    <t:B contextRef=\"d\" "
                                    "id=\"g\">why</t:B>\n  </t:T>\n  <link:footnoteLink";
    inline_bench b;
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, &DOCUMENT, 1, ""), KS_OK);
    ck_assert_str_eq(b.findings.ptr, "");
    ck_assert_ptr_nonnull(strstr(b.text.ptr, COPY));
    ck_assert_ptr_nonnull(strstr(b.text.ptr, "context id=\"d\""));
    ck_assert_ptr_nonnull(strstr(b.text.ptr, "xlink:from=\"f\" xlink:to=\"g\""));
    ck_assert_ptr_nonnull(strstr(b.text.ptr, "xlink:from=\"f\" xlink:to=\"t\""));
    ck_assert_ptr_null(strstr(b.text.ptr, "xlink:from=\"g\""));
    bench_release(&b);
    bench_init(&b);
    ck_assert_int_eq(bench_read(&b, &DOCUMENT, 1, "z"), KS_OK);
    ck_assert_ptr_nonnull(strstr(b.text.ptr, "xlink:from=\"g\" xlink:to=\"f\""));
    ck_assert_ptr_nonnull(strstr(b.text.ptr, "  </t:T>\n  <t:A contextRef=\"c\" id=\"f\">x</t:A>"));
    bench_release(&b);
}
END_TEST

/* Seventy thousand parts on one line: linear, or the test would not end in time. */
START_TEST(test_follows_long_chains)
{
    enum { PARTS = 70000 };
    inline_bench b;
    ks_str document;
    bench_init(&b);
    ks_str_init(&document);
    ks_str_add(&document, HTML HEADER(REFS RESOURCES("")) TEXT("continuedAt='k0'", "a"));
    for (int i = 0; i < PARTS; i++) {
        ks_str_addf(&document, "<p><ix:continuation id='k%d'", i);
        if (i + 1 < PARTS) {
            ks_str_addf(&document, " continuedAt='k%d'", i + 1);
        }
        ks_str_add(&document, ">b</ix:continuation></p>");
    }
    ks_str_add(&document, "</body></html>");
    const char *text = document.ptr;
    ck_assert_int_eq(bench_read(&b, &text, 1, ""), KS_OK);
    ck_assert_str_eq(b.findings.ptr, "");
    const char *value = strstr(b.text.ptr, FACT_A ">a");
    ck_assert(value != NULL);
    ck_assert_uint_eq(strspn(value + strlen(FACT_A ">a"), "b"), PARTS);
    ks_str_release(&document);
    bench_release(&b);
}
END_TEST

START_TEST(test_nests_deep)
{
    enum { DEPTH = 3000 };
    inline_bench b;
    ks_str document;
    bench_init(&b);
    ks_str_init(&document);
    ks_str_add(&document, HTML HEADER(REFS RESOURCES("")));
    ks_str_add(&document, "<ix:tuple name='t:T'>");
    for (int i = 1; i < DEPTH; i++) {
        ks_str_addf(&document, "<ix:tuple name='t:T' order='%d'>", i);
    }
    ks_str_add(&document, TEXT("order='1'", "x"));
    for (int i = 0; i < DEPTH; i++) {
        ks_str_add(&document, "</ix:tuple>");
    }
    ks_str_add(&document, "</body></html>");
    const char *text = document.ptr;
    ck_assert_int_eq(bench_read(&b, &text, 1, ""), KS_OK);
    ck_assert_str_eq(b.findings.ptr, "");
    ck_assert(strstr(b.text.ptr, "</t:T>\n</xbrli:xbrl>") != NULL);
    ks_str_release(&document);
    bench_release(&b);
}
END_TEST

/* A part of everything, a line each. */
static const char *const EVERYTHING[] = {
    HTML "<body><div><ix:header><ix:hidden>" TEXT("id='h'", "x") "</ix:hidden>",
    "<ix:references id='r' xml:lang='en'>" REF "</ix:references>",
    "<ix:references target='z'>" REF "</ix:references>",
    RESOURCES(
        "<ix:relationship fromRefs='f h' toRefs='n'/>" EXPLAINS("f", "z")) "</ix:header></div>",
    TEXT("target='z' id='z'", "why"),
    TEXT("id='f' escape='true' continuedAt='k'", "<p a='1'>x<ix:exclude>y</ix:exclude></p>"),
    "<ix:continuation id='k'>z</ix:continuation>",
    "<ix:footnote id='n' xml:lang='en'>See <b>this</b></ix:footnote>",
    "<ix:tuple name='t:T'>",
    TEXT("order='2'", "a"),
    TEXT("order='1'", "b"),
    TEXT("order='1'", "b"),
    "</ix:tuple>",
    NUMBER("format='ixt:numdotdecimal' scale='3'", "1,2"),
    NUMBER("", "1,2"),
    "<ix:fraction name='t:F' contextRef='c' unitRef='u'><ix:numerator>1</ix:numerator>",
    "<ix:denominator>3</ix:denominator></ix:fraction></body></html>",
};

static bool read_everything(void)
{
    ks_str document;
    ks_str_init(&document);
    for (size_t i = 0; i < sizeof EVERYTHING / sizeof *EVERYTHING; i++) {
        ks_str_add(&document, EVERYTHING[i]);
    }
    if (document.is_failed) {
        ks_str_release(&document);
        return false;
    }
    const char *text = document.ptr;
    inline_bench b;
    bench_init(&b);
    ks_status status = bench_read(&b, &text, 1, "");
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    bool is_complete =
        status == KS_OK && ks_str_status(&b.text) == KS_OK && ks_str_status(&b.findings) == KS_OK;
    bench_release(&b);
    ks_str_release(&document);
    return is_complete;
}

START_TEST(test_tells_short_memory)
{
    fail_each_allocation(read_everything);
}
END_TEST

KS_TEST_MAIN("read_inline", test_makes_the_instance, test_makes_one_of_several_documents,
             test_keeps_targets_apart, test_copies_what_explains_a_fact, test_follows_long_chains,
             test_nests_deep, test_tells_short_memory)

/* Every rule of inline XBRL, broken once: one mistake, one finding. */
#include "test_read_inline.h"

/* A document, or two, and the ids of what is found. */
typedef struct rule_case {
    const char *documents[2];
    const char *ids;
} rule_case;

static const rule_case CASES[] = {
    {{DOC(TEXT("", "x"))}, ""},
    {{DOC("<ix:nonsense/>")}, "inline.unknown-element"},
    {{DOC10("<ix:continuation id='k'/>")}, "inline.unknown-element"},
    {{DOC("<old:nonNumeric xmlns:old='http://www.xbrl.org/2008/inlineXBRL' name='t:A' "
          "contextRef='c'>x</old:nonNumeric>" TEXT("", "x"))},
     "inline.mixed-versions"},
    {{DOC(TEXT("foo='1'", "x"))}, "inline.attribute-not-allowed"},
    {{DOC(TEXT("xmlns:q='urn:q' q:foo='1'", "x"))}, ""},
    {{PAGE("<body><div><ix:header xml:lang='en'>" REFS RESOURCES("") "</ix:header></div>", "")},
     "inline.attribute-not-allowed"},
    {{DOC("<ix:nonNumeric name='t:A'>x</ix:nonNumeric>")}, "inline.missing-attribute"},
    {{DOC(NUMBER("sign='+'", "1"))}, "inline.wrong-attribute"},
    {{DOC(NUMBER("scale='1.5'", "1"))}, "inline.wrong-attribute"},
    {{DOC("<ix:nonNumeric name='q:A' contextRef='c'>x</ix:nonNumeric>")}, "inline.unbound-prefix"},
    {{DOC(TEXT("xbrli:foo='1'", "x"))}, "inline.xbrl-attribute"},
    {{DOC("<p xml:base='x'/>")}, "inline.xhtml-attribute"},
    {{DOC("<p><a name='x'/></p>")}, "inline.xhtml-attribute"},
    {{DOC("<p class=' '/>")}, "inline.empty-class"},
    {{DOC("<p class='x'/>")}, ""},
    {{DOC("<p><q:a xmlns:q='urn:q'/></p>")}, "inline.foreign-element"},
    {{DOC("<p><lorem/></p>")}, "inline.foreign-element"},
    {{DOC("<section><font/></section>")}, ""},
    {{DOC("<table>" TEXT("", "<tr><td>x</td></tr>") "</table>")}, "inline.not-in-text"},
    {{HTML "<ix:header>" REFS RESOURCES("") "</ix:header><body/></html>"}, "inline.not-in-text"},
    {{DOC("<ul><li>" TEXT("", "<ul><li>x</li></ul>") "</li></ul>")}, ""},
    {{DOC(TEXT("", "<td>x</td>"))}, "inline.child-not-allowed"},
    {{DOC("<ix:footnote id='n' xml:lang='en'><body/></ix:footnote>")}, "inline.child-not-allowed"},
    {{DOC("<ix:footnote id='n' xml:lang='en' xsi:nil='false'>x</ix:footnote>")},
     "inline.attribute-not-allowed"},
    {{DOC("<p><svg xmlns='http://www.w3.org/2000/svg'><a name='x'/></svg></p>")}, ""},
    {{PAGE(HEADER(REFS "<ix:resources><xbrli:context id='k'><ix:exclude/></xbrli:context>"
                       "</ix:resources>"),
           "")},
     "inline.child-not-allowed inline.exclude-misplaced"},
    {{DOC("<ix:hidden>" TEXT("", "x") "</ix:hidden>")}, "inline.misplaced"},
    {{HTML "<head><ix:header>" REFS RESOURCES("") "</ix:header></head><body/></html>"},
     "inline.header-in-head"},
    {{PAGE(HEADER("<ix:hidden>" TEXT(
               "continuedAt='k'", "<ix:continuation id='k'/>") "</ix:hidden>" REFS RESOURCES("")),
           "")},
     "inline.continuation-in-hidden"},
    {{DOC("<ix:exclude>x</ix:exclude>")}, "inline.exclude-misplaced"},
    {{PAGE(HEADER("<ix:references><p/></ix:references>" REFS RESOURCES("")), "")},
     "inline.child-not-allowed"},
    {{PAGE(HEADER("<ix:hidden><ix:exclude/></ix:hidden>" REFS RESOURCES("")), "")},
     "inline.child-not-allowed inline.exclude-misplaced"},
    {{PAGE(HEADER("text" REFS RESOURCES("")), "")}, "inline.text-not-allowed"},
    {{PAGE(HEADER(RESOURCES("") REFS), "")}, "inline.wrong-order"},
    {{PAGE(HEADER("<ix:hidden></ix:hidden>" REFS RESOURCES("")), "")}, "inline.empty"},
    {{DOC("<p id='c'/>")}, "inline.duplicate-id"},
    {{DOC(TEXT("id='f'", "x")), HTML "<body>" TEXT("id='f'", "y") "</body></html>"},
     "inline.duplicate-set-id"},
    {{DOC(""), PAGE(HEADER(RESOURCES("")), "")},
     "inline.duplicate-resource inline.duplicate-resource"},
    {{PAGE(HEADER(REFS "<ix:resources><xbrli:context/></ix:resources>"), "")},
     "inline.resource-without-id"},
    {{DOC(TEXT("format='ixt:numdotdecimall'", "x"))}, "inline.unknown-transform"},
    {{DOC(TEXT("format='ixt:datedaymonthyearen'", "x"))}, "inline.transform-value"},
    {{DOC(NUMBER("format='ixt:numdotdecimal' xsi:nil='true'", ""))}, "inline.transform-value"},
    {{DOC(NUMBER("", "1,234"))}, "inline.not-a-number"},
    {{DOC(NUMBER("", "-1"))}, "inline.not-a-number"},
    {{DOC(NUMBER("", ""))}, "inline.not-a-number"},
    {{DOC(NUMBER("scale='99999'", "1"))}, "inline.number-too-large"},
    {{DOC(NUMBER("", "<b>1</b>"))}, "inline.non-fraction-children"},
    {{DOC(NUMBER("", "1" NUMBER("", "1")))}, "inline.non-fraction-children"},
    {{DOC(NUMBER("", NUMBER("", "1")))}, ""},
    {{DOC(NUMBER("scale='+2'", NUMBER("scale='02'", "1")))}, ""},
    {{DOC(NUMBER("scale='2'", NUMBER("scale='3'", "1")))}, "inline.nested-properties"},
    {{DOC(NUMBER("scale='0'", NUMBER("", "1")))}, ""},
    {{DOC(NUMBER("", NUMBER("xsi:nil='true'", "")))}, "inline.nested-nil inline.not-a-number"},
    {{DOC(NUMBER("xsi:nil='1'", "1"))}, "inline.nil-with-content"},
    {{DOC("<ix:fraction name='t:F' contextRef='c' unitRef='u'><ix:numerator>1</ix:numerator>"
          "</ix:fraction>")},
     "inline.fraction-children"},
    {{PAGE(HEADER(REFS RESOURCES(UNIT("v"))),
           "<ix:fraction name='t:F' contextRef='c' unitRef='u'><ix:fraction name='t:F' "
           "contextRef='c' unitRef='v'><ix:numerator>1</ix:numerator><ix:denominator>2"
           "</ix:denominator></ix:fraction></ix:fraction>")},
     "inline.nested-fraction"},
    {{DOC("<ix:nonNumeric name='t:A' contextRef='d'>x</ix:nonNumeric>")},
     "inline.dangling-context"},
    {{DOC("<ix:nonFraction name='t:A' contextRef='c' unitRef='v'>1</ix:nonFraction>")},
     "inline.dangling-unit"},
    {{DOC(TEXT("continuedAt='k'", "x"))}, "inline.continuation-missing"},
    {{DOC(TEXT("continuedAt='p'", "x") "<p id='p'/>")}, "inline.continuation-target"},
    {{DOC(TEXT("continuedAt='k'", "x")
              TEXT("continuedAt='k'", "y") "<ix:continuation id='k'>z</ix:continuation>")},
     "inline.continuation-references"},
    {{DOC("<ix:continuation id='k'>z</ix:continuation>")}, "inline.continuation-not-referenced"},
    {{DOC("<ix:continuation id='k' continuedAt='l'>z</ix:continuation>"
          "<ix:continuation id='l' continuedAt='k'>z</ix:continuation>")},
     "inline.continuation-cycle"},
    {{DOC(TEXT("continuedAt='k'", "x<ix:continuation id='k'>z</ix:continuation>"))},
     "inline.continuation-nested"},
    {{HTML "<body/></html>"}, "inline.no-header"},
    {{PAGE(HEADER(REFS), "")}, "inline.no-resources"},
    {{PAGE(HEADER(RESOURCES("")), "")}, "inline.no-references"},
    {{PAGE(HEADER(REFS RESOURCES("")), TEXT("target='z'", "x"))}, "inline.no-references"},
    {{PAGE(HEADER("<ix:references xml:lang='en'>" REF "</ix:references><ix:references "
                  "xml:lang='en'>" REF "</ix:references>" RESOURCES("")),
           "")},
     "inline.references-attribute"},
    {{PAGE(HEADER("<ix:references id='r'>" REF "</ix:references><ix:references id='s'>" REF
                  "</ix:references>" RESOURCES("")),
           "")},
     "inline.references-id"},
    {{PAGE(HEADER("<ix:references>" REF "</ix:references><ix:references xmlns:t='urn:u'>" REF
                  "</ix:references>" RESOURCES("")),
           "")},
     "inline.references-prefix"},
    {{PAGE(HEADER(REFS "<ix:references xmlns:p='urn:p'>" REF
                       "</ix:references><ix:references xmlns:p='urn:q'>" REF
                       "</ix:references>" RESOURCES("")),
           "")},
     "inline.references-prefix"},
    {{PAGE(HEADER(REFS "<ix:references xmlns:p='urn:p'>" REF
                       "</ix:references><ix:references xmlns:p='urn:q' target='z'>" REF
                       "</ix:references>" RESOURCES("")),
           "")},
     ""},
    {{PAGE(HEADER("<ix:references>" REF "</ix:references><ix:references xmlns=''>" REF
                  "</ix:references>" RESOURCES("")),
           "")},
     "inline.references-prefix"},
    {{PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='g'/>")),
           TEXT("id='g'", ""))},
     "inline.from-ref"},
    {{PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='g' toRefs='f'/>")),
           TEXT("id='g'", ""))},
     "inline.to-ref"},
    {{PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='g n'/>")),
           TEXT("id='f'", "")
               TEXT("id='g'", "") "<ix:footnote id='n' xml:lang='en'>x</ix:footnote>")},
     "inline.mixed-refs"},
    {{PAGE(HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='f'/>")),
           TEXT("id='f'", ""))},
     "inline.same-refs"},
    {{DOC("<ix:footnote id='n'>x</ix:footnote>")}, "inline.footnote-lang"},
    {{DOC10(TEXT("footnoteRefs='n'", "x"))}, "inline.dangling-footnote"},
    {{DOC(TEXT("tupleRef='t' order='1'", "x"))}, "inline.tuple-ref"},
    {{DOC("<ix:tuple name='t:T' tupleID='t'>" TEXT(
         "order='1'", "x") "</ix:tuple>"
                           "<ix:tuple name='t:T' tupleID='t'>" TEXT("order='1'",
                                                                    "x") "</ix:tuple>")},
     "inline.tuple-id"},
    {{DOC("<ix:tuple name='t:T' tupleID='t'/>" TEXT("tupleRef='t' order='1'", "x"))}, ""},
    {{DOC("<ix:tuple name='t:T' tupleID='t'>none</ix:tuple>")}, "inline.tuple-empty"},
    {{DOC("<ix:tuple name='t:T' tupleID='t'/>" TEXT("tupleRef='s' order='1'", "x"))},
     "inline.tuple-ref"},
    {{DOC("<ix:tuple name='t:T'>" TEXT(
         "order='1'", "x") "<ix:footnote id='n' xml:lang='en'>x</ix:footnote></ix:tuple>")},
     "inline.child-not-allowed"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1' xmlns:q='urn:q' q:a='1'", "x")
              TEXT("order='1' xmlns:q='urn:q' q:a='2'", "x") "</ix:tuple>")},
     "inline.tuple-same-order"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1' xsi:nil='true'", "")
              TEXT("order='1' xsi:nil='1'", "") "</ix:tuple>")},
     ""},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1' xsi:nil='true'", "")
              TEXT("order='1' xsi:nil='false'", "") "</ix:tuple>")},
     "inline.tuple-same-order"},
    {{DOC(NUMBER("", NUMBER("", "1") " "))}, "inline.non-fraction-children"},
    {{DOC(NUMBER("xsi:nil='true'", " "))}, "inline.nil-with-content"},
    {{DOC("<ix:tuple name='t:T' xsi:nil='true'/>")}, ""},
    {{DOC(TEXT("order='1'", "x"))}, "inline.tuple-none"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1'", TEXT("", "x")) "</ix:tuple>")},
     "inline.tuple-order"},
    {{DOC("<ix:tuple name='t:T'><p><ix:numerator>1</ix:numerator></p>" TEXT("order='1'",
                                                                            "x") "</ix:tuple>")},
     "inline.misplaced"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("", "x") "</ix:tuple>")}, "inline.tuple-order"},
    {{PAGE(HEADER(REFS "<ix:references target='z'>" REF "</ix:references>" RESOURCES("")),
           "<ix:tuple name='t:T'>" TEXT("order='1' target='z'", "x") "</ix:tuple>")},
     "inline.tuple-target"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1'", "x") TEXT("order='1.0'", "y") "</ix:tuple>")},
     "inline.tuple-same-order"},
    {{DOC("<ix:tuple name='t:T'>" TEXT("order='1'", "x") TEXT("order='1'", " x ") "</ix:tuple>")},
     ""},
    {{DOC("<ix:tuple name='t:T' tupleID='a' tupleRef='b' order='1'/>"
          "<ix:tuple name='t:T' tupleID='b' tupleRef='a' order='1'/>")},
     "inline.tuple-cycle"},
};

/* What is right, and what is wrong in other ways than above. */
#define FRACTION(attrs, content)                                                                   \
    "<ix:fraction name='t:F' contextRef='c' unitRef='u' " attrs ">" content "</ix:fraction>"
#define PARTS          "<ix:numerator>1</ix:numerator><ix:denominator>3</ix:denominator>"
#define TUPLE(content) "<ix:tuple name='t:T'>" content "</ix:tuple>"
#define NOTE(id, more) "<ix:footnote id='" id "' xml:lang='en'>" more "</ix:footnote>"
#define TIED(refs, body)                                                                           \
    PAGE(HEADER(REFS RESOURCES("<ix:relationship " refs "/>")), TEXT("id='f'", "x") body)

static const rule_case MORE_CASES[] = {
    {{DOC(FRACTION("", PARTS))}, ""},
    {{DOC(FRACTION("", "<b><ix:numerator>1</ix:numerator></b> of "
                       "<ix:denominator>3</ix:denominator>"))},
     ""},
    {{DOC(FRACTION("", "<p>" FRACTION("", PARTS) "</p>"))}, ""},
    {{DOC(FRACTION("xsi:nil='true'", ""))}, ""},
    {{DOC(FRACTION("", "<ix:numerator xsi:schemaLocation='urn:q q.xsd'>1</ix:numerator>"
                       "<ix:denominator>3</ix:denominator>"))},
     ""},
    {{DOC(FRACTION("", "<ix:numerator xml:lang='en'>1</ix:numerator>"
                       "<ix:denominator>3</ix:denominator>"))},
     "inline.attribute-not-allowed"},
    {{DOC(FRACTION("xsi:nil='true'", PARTS))}, "inline.fraction-children"},
    {{DOC(FRACTION("xsi:nil='true'", FRACTION("", PARTS)))}, "inline.fraction-children"},
    {{DOC(FRACTION("", FRACTION("xsi:nil='true'", "")))}, "inline.nested-nil"},
    {{DOC(FRACTION("", PARTS "<ix:numerator>2</ix:numerator>"))}, "inline.fraction-children"},
    {{DOC(FRACTION("", "<ix:numerator><b>1</b></ix:numerator><ix:denominator>3"
                       "</ix:denominator>"))},
     "inline.child-not-allowed"},
    {{DOC(FRACTION("", "<ix:numerator></ix:numerator><ix:denominator>3</ix:denominator>"))},
     "inline.not-a-number"},
    {{DOC(FRACTION("", "<ix:numerator sign='+'>1</ix:numerator><ix:denominator>3"
                       "</ix:denominator>"))},
     "inline.wrong-attribute"},
    {{DOC(FRACTION("", "<ix:numerator format='ixt:numdotdecimal'>x</ix:numerator>"
                       "<ix:denominator>3</ix:denominator>"))},
     "inline.transform-value"},
    {{DOC(NUMBER("", "1<!-- and -->2<?and more?>3"))}, ""},
    {{DOC(NUMBER("", NUMBER("", "1") NUMBER("", "1")))}, "inline.non-fraction-children"},
    {{DOC(NUMBER("", " 1 "))}, ""},
    {{DOC(NUMBER("format='ixt:numdotdecimal'", "-1"))}, "inline.transform-value"},
    {{DOC(NUMBER("format='ixt:numdotdecimal'", NUMBER("", "1")))}, "inline.nested-properties"},
    {{DOC(TEXT("format='ixt:datedaymonthyearen'", ""))}, "inline.transform-value"},
    {{DOC(TEXT("escape='yes'", "x"))}, "inline.wrong-attribute"},
    {{DOC(TEXT("", "a<ix:exclude>" TEXT("", "b") "</ix:exclude>c"))}, ""},
    {{DOC(TEXT("continuedAt='k'", "x")), HTML "<body><ix:continuation id='k'>y</ix:continuation>"
                                              "</body></html>"},
     ""},
    {{DOC(TEXT("id='s' continuedAt='s'", "x"))}, "inline.continuation-target"},
    {{DOC(NOTE("n", "a") TEXT("", "x"))}, ""},
    {{TIED("fromRefs='f' toRefs='n m'", NOTE("n", "a" NOTE("m", "b")))}, ""},
    {{TIED("fromRefs='f' toRefs='n'", "<ix:footnote id='n' xml:lang='en' foo='1'>a"
                                      "</ix:footnote>")},
     "inline.attribute-not-allowed"},
    {{TIED("fromRefs='f' toRefs='n' foo='1'", NOTE("n", "a"))}, "inline.attribute-not-allowed"},
    {{TIED("fromRefs='f' toRefs='n' xlink:title='1'", NOTE("n", "a"))},
     "inline.attribute-not-allowed"},
    {{TIED("fromRefs='f' toRefs='n' xml:base='http://x.example/'", NOTE("n", "a"))}, ""},
    {{TIED("fromRefs='f' toRefs='n'", "<div xml:lang='en'><ix:footnote id='n'>a</ix:footnote>"
                                      "</div>")},
     ""},
    {{TIED("fromRefs='f' toRefs='n'", NOTE("n", "a" NUMBER("", "1")))}, ""},
    {{DOC(TUPLE(TEXT("order='-1.5'", "x") TEXT("order='+00.5'", "y")))}, ""},
    {{DOC(TUPLE(TEXT("order='x'", "x")))}, "inline.wrong-attribute"},
    {{DOC("<ix:tuple name='t:T' tupleID='a'>" TEXT("order='1' tupleRef='b'", "x")
              TEXT("order='2'", "y") "</ix:tuple><ix:tuple name='t:T' tupleID='b'/>")},
     ""},
    {{DOC("<ix:tuple name='t:T' tupleID='a' xsi:nil='true'/>" TEXT("tupleRef='a' order='1'", "x"))},
     "inline.nil-with-content"},
    {{PAGE(HEADER("<ix:hidden xml:lang='en'>" TEXT("", "x") "</ix:hidden>" REFS RESOURCES("")),
           "")},
     "inline.attribute-not-allowed"},
    {{PAGE(HEADER("<ix:hidden>" TUPLE(TEXT("order='1'", "x")) "</ix:hidden>" REFS RESOURCES("")),
           "")},
     ""},
    {{PAGE(HEADER(REFS), TEXT("", "x")), HTML HEADER(RESOURCES("")) "</body></html>"}, ""},
    {{DOC(TEXT("", "x")), PAGE(HEADER(""), "")}, ""},
    {{DOC10("<ix:nonNumeric name='t:A' contextRef='c' footnoteRefs='n'>x</ix:nonNumeric>"
            "<ix:footnote footnoteID='n' xml:lang='en'>a</ix:footnote>")},
     ""},
    {{DOC10("<ix:footnote footnoteID='n' xml:lang='en'>a</ix:footnote>"
            "<ix:footnote footnoteID='n' xml:lang='en'>b</ix:footnote>")},
     "inline.duplicate-id"},
    {{HTML10 HEADER(REFS RESOURCES("<ix:relationship fromRefs='f' toRefs='g'/>"))
          TEXT("id='f'", "x") "</body></html>"},
     "inline.unknown-element"},
};

static void keep_ids(ks_str *out, const ks_str *findings)
{
    ks_sv rest = ks_str_view(findings);
    while (rest.len > 0) {
        ks_sv line = ks_sv_cut(&rest, '\n');
        ks_str_add(out, out->len > 0 ? " " : "");
        ks_str_add_sv(out, ks_sv_next_token(&line));
    }
}

static void check_cases(const rule_case *cases, size_t case_count)
{
    for (size_t i = 0; i < case_count; i++) {
        inline_bench b;
        ks_str ids;
        bench_init(&b);
        ks_str_init(&ids);
        const size_t count = cases[i].documents[1] == NULL ? 1 : 2;
        ks_status status = bench_read(&b, cases[i].documents, count, "");
        ck_assert_msg(status == KS_OK || status == KS_ERR_NOT_FOUND || status == KS_REFUSED,
                      "case %zu: %s\n%s", i, ks_status_name(status), cases[i].documents[0]);
        keep_ids(&ids, &b.findings);
        ck_assert_msg(strcmp(ids.ptr, cases[i].ids) == 0,
                      "case %zu: \"%s\" instead of \"%s\":\n%s\n%s", i, ids.ptr, cases[i].ids,
                      b.findings.ptr, cases[i].documents[0]);
        ks_str_release(&ids);
        bench_release(&b);
    }
}

START_TEST(test_tells_each_rule_that_is_broken)
{
    check_cases(CASES, sizeof CASES / sizeof *CASES);
}
END_TEST

START_TEST(test_tells_of_what_is_wrong_and_of_nothing_else)
{
    check_cases(MORE_CASES, sizeof MORE_CASES / sizeof *MORE_CASES);
}
END_TEST

START_TEST(test_names_what_is_nearest)
{
    static const struct {
        const char *document;
        const char *said;
    } MESSAGES[] = {
        {PAGE(HEADER(REFS RESOURCES(CONTEXT("year2002"))),
              "<ix:nonNumeric name='t:A' contextRef='year2003'>x</ix:nonNumeric>"),
         "the fact \"A\" refers to context \"year2003\", which is not there; did you mean "
         "\"year2002\"?"},
        {DOC(TEXT("format='ixt:numdotdecimall'", "x")),
         "there is no transformation \"numdotdecimall\"; did you mean \"numdotdecimal\"?"},
        {DOC(TEXT("continuedAt='note2'", "x") TEXT(
             "continuedAt='note1'", "y") "<ix:continuation id='note1'>z</ix:continuation>"),
         "there is no ix:continuation \"note2\"; did you mean \"note1\"?"},
        {DOC(NUMBER("format='ixt:numdotdecimal'", "1.234,5")),
         "\"1.234,5\" of the fact \"N\" is not in the form that \"ixt:numdotdecimal\" takes"},
    };
    for (size_t i = 0; i < sizeof MESSAGES / sizeof *MESSAGES; i++) {
        inline_bench b;
        bench_init(&b);
        ck_assert_int_eq(bench_read(&b, &MESSAGES[i].document, 1, ""), KS_OK);
        ck_assert_msg(strstr(b.findings.ptr, MESSAGES[i].said) != NULL, "%s", b.findings.ptr);
        bench_release(&b);
    }
}
END_TEST

KS_TEST_MAIN("read_inline_rules", test_tells_each_rule_that_is_broken,
             test_tells_of_what_is_wrong_and_of_nothing_else, test_names_what_is_nearest)

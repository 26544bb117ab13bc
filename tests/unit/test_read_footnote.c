/* Footnote links, roles, and tuples. */
#include "test_read_instance.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"                                       \
    " xmlns:link='http://www.xbrl.org/2003/linkbase'"                                              \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' targetNamespace='urn:t'>"                    \
    "<xs:annotation><xs:appinfo><link:roleType roleURI='urn:role:a' id='a'>"                       \
    "<link:usedOn>link:footnoteLink</link:usedOn></link:roleType>"                                 \
    "<link:arcroleType arcroleURI='urn:arcrole:b' id='b' cyclesAllowed='any'>"                     \
    "<link:usedOn>link:footnoteArc</link:usedOn></link:arcroleType>"                               \
    "</xs:appinfo></xs:annotation>"                                                                \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:element name='Cash' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"         \
    " xbrli:periodType='instant'/>"                                                                \
    "<xs:element name='Owner' nillable='true' substitutionGroup='xbrli:tuple'><xs:complexType>"    \
    "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:any/></xs:choice>"                         \
    "<xs:attribute name='id' type='xs:ID'/></xs:complexType></xs:element></xs:schema>"

#define ROLE_A "<link:roleRef xlink:type='simple' xlink:href='t.xsd#a' roleURI='urn:role:a'/>"
#define ARCROLE_B                                                                                  \
    "<link:arcroleRef xlink:type='simple' xlink:href='t.xsd#b' arcroleURI='urn:arcrole:b'/>"
#define CASH(id) "<t:Cash id='" id "' contextRef='end' unitRef='JPY' decimals='0'>7</t:Cash>"
#define LINK(attrs, inside)                                                                        \
    "\n<link:footnoteLink xlink:type='extended' " attrs ">" inside "</link:footnoteLink>"
#define ON_LINK "xlink:role='" KS_ROLE_LINK "'"
#define LOC(label, href)                                                                           \
    "\n<link:loc xlink:type='locator' xlink:href='" href "' xlink:label='" label "'/>"
#define NOTE(label, attrs)                                                                         \
    "\n<link:footnote xlink:type='resource' xlink:label='" label "' " attrs ">x</link:footnote>"
#define ENGLISH "xml:lang='en' xlink:role='" KS_ROLE_FOOTNOTE "'"
#define ARC_OF(arcrole, from, to)                                                                  \
    "\n<link:footnoteArc xlink:type='arc' xlink:arcrole='" arcrole "' xlink:from='" from           \
    "' xlink:to='" to "'/>"
#define ARC(from, to)        ARC_OF(KS_ARCROLE_FACT_FOOTNOTE, from, to)
#define DOCUMENT(refs, rest) ROOT refs AT_END YEN rest "</xbrli:xbrl>"

/* The findings of an instance, one a line. */
static const char *findings_of(const char *text)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(read_text(text), KS_OK);
    return findings.ptr;
}

static void expect_one(const char *text, const char *part)
{
    const char *all = findings_of(text);
    const char *end = strchr(all, '\n');
    ck_assert_msg(strstr(all, part) != NULL && end != NULL && end[1] == '\0', "wanted %s\ngot %s",
                  part, all);
    teardown();
}

static void expect_none(const char *text)
{
    ck_assert_str_eq(findings_of(text), "");
    teardown();
}

START_TEST(test_a_locator_leads_to_a_fact_of_this_instance)
{
    expect_none(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#f") LOC("b", "i.xbrl#f")
                                                         LOC("c", "#element(f)") NOTE("n", ENGLISH)
                                                             ARC("a", "n"))));
    expect_one(DOCUMENT("", LINK(ON_LINK, LOC("a", "#end"))), "instance.dangling-footnote");
    expect_one(DOCUMENT("", LINK(ON_LINK, LOC("a", "#JPY"))), "instance.dangling-footnote");
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "other.xbrl#f"))),
               "instance.footnote-outside");
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK " xml:base='sub/'", LOC("a", "i.xbrl#f"))),
               "instance.footnote-outside");
    expect_one(DOCUMENT("", LINK(ON_LINK, NOTE("n", "id='n' " ENGLISH) LOC("a", "#n"))),
               "instance.dangling-footnote");
}
END_TEST

START_TEST(test_a_locator_may_count_elements)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(DOCUMENT("", CASH("f") "<t:Owner id='o'>" CASH("g") CASH("h") "</t:Owner>" LINK(
                                   ON_LINK, LOC("a", "#element(/1/5/2)") LOC("b", "#element(o/1)")
                                                LOC("c", "#element(/1/4)") NOTE("n", ENGLISH)
                                                    ARC("a", "n") ARC("b", "n") ARC("c", "n")))),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    const ks_footnote *note = report.instance->footnotes.items[0];
    ck_assert_uint_eq(note->facts.count, 3);
    ck_assert_str_eq(note->facts.items[0]->id, "h");
    ck_assert_str_eq(note->facts.items[1]->id, "g");
    ck_assert_str_eq(note->facts.items[2]->id, "f");
    teardown();
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#element(/1/9)"))),
               "instance.dangling-footnote");
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#element(f/1)"))),
               "instance.dangling-footnote");
}
END_TEST

START_TEST(test_arcs_lead_from_facts_to_footnotes)
{
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#f") ARC("a", "n"))),
               "instance.footnote-no-label");
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#f") LOC("b", "#f") ARC("a", "b"))),
               "instance.footnote-to");
    expect_one(DOCUMENT("", LINK(ON_LINK, NOTE("n", ENGLISH) NOTE("m", ENGLISH) ARC("n", "m"))),
               "instance.footnote-from");
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, LOC("a", "#f") NOTE("n", ENGLISH) ARC("a", "n")
                                                        ARC("a", "n"))),
               "instance.footnote-arc-twice");
    expect_none(DOCUMENT(ARCROLE_B, LINK(ON_LINK, NOTE("n", ENGLISH) NOTE("m", ENGLISH)
                                                      ARC_OF("urn:arcrole:b", "n", "m"))));
}
END_TEST

START_TEST(test_a_footnote_has_a_language)
{
    expect_one(DOCUMENT("", LINK(ON_LINK, NOTE("n", ""))), "instance.footnote-no-lang");
    expect_none(DOCUMENT("", LINK(ON_LINK " xml:lang='ja'", NOTE("n", ""))));
}
END_TEST

START_TEST(test_only_loc_locates)
{
    expect_one(DOCUMENT("", CASH("f") LINK(ON_LINK, "<d:loc xlink:type='locator' xlink:href='#f' "
                                                    "xlink:label='a'/>")),
               "instance.footnote-locator");
}
END_TEST

START_TEST(test_roles_are_referred_to_and_suit)
{
    expect_none(DOCUMENT(ROLE_A, LINK("xlink:role='urn:role:a'", NOTE("n", ENGLISH))));
    expect_one(DOCUMENT("", LINK("xlink:role='urn:role:a'", "")), "instance.role-not-referred");
    expect_one(DOCUMENT(ROLE_A, LINK(ON_LINK, NOTE("n", "xml:lang='en' xlink:role='urn:role:a'"))),
               "instance.role-not-for-this");
    expect_one(DOCUMENT("", LINK("xlink:role='" KS_ROLE_FOOTNOTE "'", "")),
               "instance.role-not-for-this");
    expect_one(
        DOCUMENT("", LINK(ON_LINK, NOTE("n", "xml:lang='en' xlink:role='" KS_ROLE_LABEL "'"))),
        "instance.role-not-for-this");
    expect_one(DOCUMENT(ROLE_A ROLE_A, ""), "instance.role-ref-twice");
    expect_one(DOCUMENT(ARCROLE_B ARCROLE_B, ""), "instance.role-ref-twice");
}
END_TEST

START_TEST(test_labels_that_multiply_have_an_end)
{
    ks_str text;
    setup_with(SCHEMA);
    ks_str_init(&text);
    ks_str_add(&text, ROOT AT_END YEN CASH("f") "<link:footnoteLink xlink:type='extended'>");
    for (size_t i = 0; i < 2000; i++) {
        ks_str_add(&text, LOC("a", "#f"));
        ks_str_addf(&text,
                    "<link:footnote xlink:type='resource' xlink:label='n%zu' xml:lang='en'/>"
                    "<link:footnoteArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_FACT_FOOTNOTE
                    "' xlink:from='a' xlink:to='n%zu'/>",
                    i, i);
    }
    ks_str_add(&text, "</link:footnoteLink></xbrli:xbrl>");
    ck_assert_int_eq(read_text(text.ptr), KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "instance.too-many-notes"));
    ck_assert_ptr_null(strchr(strchr(findings.ptr, '\n') + 1, '\n'));
    ks_str_release(&text);
    teardown();
}
END_TEST

START_TEST(test_reads_tuples)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(DOCUMENT("", "<t:Owner id='o'>" CASH("f") "<t:Owner>" CASH(
                                   "g") "</t:Owner></t:Owner><t:Owner xsi:nil='true'/>" CASH("h"))),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    const ks_instance *instance = report.instance;
    ck_assert_uint_eq(instance->tuples.count, 3);
    const ks_tuple *outer = instance->tuples.items[0];
    const ks_tuple *inner = instance->tuples.items[1];
    ck_assert_str_eq(outer->id, "o");
    ck_assert_ptr_eq(inner->parent, outer);
    ck_assert_uint_eq(outer->end - outer->first, 2);
    ck_assert_uint_eq(inner->first, 1);
    ck_assert(instance->tuples.items[2]->is_nil);
    ck_assert_ptr_eq(fact(0)->tuple, outer);
    ck_assert_ptr_eq(fact(1)->tuple, inner);
    ck_assert_ptr_null(fact(2)->tuple);
    teardown();
    expect_one(DOCUMENT("", "<t:Owner xlink:title='x'/>"), "instance.tuple-attribute");
}
END_TEST

KS_TEST_MAIN("read_footnote", test_a_locator_leads_to_a_fact_of_this_instance,
             test_a_locator_may_count_elements, test_arcs_lead_from_facts_to_footnotes,
             test_a_footnote_has_a_language, test_only_loc_locates,
             test_roles_are_referred_to_and_suit, test_labels_that_multiply_have_an_end,
             test_reads_tuples)

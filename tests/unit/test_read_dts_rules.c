/* What XBRL 2.1 demands of taxonomies: each rule broken once, and kept once. */
#include <string.h>

#include "read_taxonomy.h"
#include "test_failing.h"
#include "test_taxonomy.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"
#define ROLE     XBRL_ORG "role/"
#define ARCROLE  XBRL_ORG "arcrole/"

#define SCHEMA_HEAD                                                                                \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t'"                       \
    " xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"                \
    " xmlns:xbrli='" XBRL_ORG "instance'"
#define SCHEMA       SCHEMA_HEAD " targetNamespace='urn:t'>"
#define APPINFO(all) "<xs:annotation><xs:appinfo>" all "</xs:appinfo></xs:annotation>"
#define IMPORT                                                                                     \
    "<xs:import namespace='" XBRL_ORG "instance' schemaLocation='" XBRL_ORG                        \
    "xbrl-instance-2003-12-31.xsd'/>"
#define ITEM(name, type, more)                                                                     \
    "<xs:element name='" name "' id='" name "' type='xbrli:" type                                  \
    "' substitutionGroup='xbrli:item' xbrli:periodType='instant' " more "/>"
#define LINKBASE                                                                                   \
    "<link:linkbase xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'>"
#define LOC(label, href)                                                                           \
    "<link:loc xlink:type='locator' xlink:label='" label "' xlink:href='" href "'/>"
#define LINK(kind, role, all)                                                                      \
    "<link:" kind "Link xlink:type='extended' xlink:role='" role "'>" all "</link:" kind "Link>"
#define ARC(kind, arcrole, from, to, more)                                                         \
    "<link:" kind "Arc xlink:type='arc' xlink:arcrole='" arcrole "' xlink:from='" from             \
    "' xlink:to='" to "' " more "/>"
#define LABEL(label, more)                                                                         \
    "<link:label xlink:type='resource' xlink:label='" label "' xlink:role='" ROLE "label' " more   \
    ">x</link:label>"
#define ROLE_TYPE(id, uri, used)                                                                   \
    "<link:roleType id='" id "' roleURI='" uri "'><link:usedOn>" used                              \
    "</link:usedOn></link:roleType>"
#define ARCROLE_TYPE(id, uri, used, cycles)                                                        \
    "<link:arcroleType id='" id "' arcroleURI='" uri "' cyclesAllowed='" cycles                    \
    "'><link:usedOn>" used "</link:usedOn></link:arcroleType>"
#define ROLE_REF(uri, href)                                                                        \
    "<link:roleRef xlink:type='simple' roleURI='" uri "' xlink:href='" href "'/>"
#define ARCROLE_REF(uri, href)                                                                     \
    "<link:arcroleRef xlink:type='simple' arcroleURI='" uri "' xlink:href='" href "'/>"
#define LINKBASE_REF(href, more)                                                                   \
    "<link:linkbaseRef xlink:type='simple' xlink:href='" href                                      \
    "' xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase' " more "/>"

static const char CONCEPTS[] =
    SCHEMA APPINFO(ROLE_TYPE("r", "urn:t/r", "link:presentationLink")
                       ARCROLE_TYPE("n", "urn:t/n", "link:definitionArc", "none")
                           ARCROLE_TYPE("u", "urn:t/u", "link:definitionArc", "undirected"))
        IMPORT ITEM("A", "monetaryItemType", "xbrli:balance='debit'")
            ITEM("B", "monetaryItemType", "") ITEM("C", "stringItemType", "")
                ITEM("D", "monetaryItemType",
                     "") "<xs:element name='Other' id='Other' type='xs:string'/></xs:schema>";

/* The ids of the findings, separated by spaces. */
static const char *ids(void)
{
    static char text[400];
    size_t length = 0;
    const char *line = findings.ptr;
    while (*line != '\0' && length < 300) {
        size_t size = strcspn(line, " ");
        memcpy(text + length, line, size);
        length += size;
        text[length++] = ' ';
        line += strcspn(line, "\n") + 1;
    }
    text[length > 0 ? length - 1 : 0] = '\0';
    return text;
}

static void expect(const char *linkbase, const char *expected)
{
    setup();
    put("t.xsd", CONCEPTS);
    put("l.xml", linkbase);
    read_from("l.xml");
    ck_assert_msg(strcmp(ids(), expected) == 0, "%s\nin %s\n%s", expected, linkbase, findings.ptr);
    teardown();
}

static void expect_schema(const char *schema, const char *expected)
{
    setup();
    put("t.xsd", schema);
    read_from("t.xsd");
    ck_assert_msg(strcmp(ids(), expected) == 0, "%s\nin %s\n%s", expected, schema, findings.ptr);
    teardown();
}

#define TWO       LOC("a", "t.xsd#A") LOC("b", "t.xsd#B")
#define BODY(all) LINKBASE all "</link:linkbase>"
#define DEFINITION(all)                                                                            \
    BODY(ARCROLE_REF("urn:t/n", "t.xsd#n") ARCROLE_REF("urn:t/u", "t.xsd#u")                       \
             LINK("definition", ROLE "link",                                                       \
                  LOC("a", "t.xsd#A") LOC("b", "t.xsd#B") LOC("d", "t.xsd#D") all))

START_TEST(test_pointers)
{
    expect(BODY(LINK("presentation", ROLE "link",
                     TWO LOC("x", "t.xsd#element(/1/3)")
                         LOC("y", "t.xsd#element(none)element(/1/4)") LOC("z", "t.xsd#%41"))),
           "");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#Aa"))),
           "taxonomy.dangling-locator");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#element(/1/99)"))),
           "taxonomy.dangling-locator");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#xpointer(id(A))"))),
           "taxonomy.wrong-pointer");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#element(A)xmlns(a=b)"))),
           "taxonomy.wrong-pointer");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#element(/1/1/1/1)"))),
           "taxonomy.not-a-concept");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd#Other"))),
           "taxonomy.not-a-concept");
    expect(BODY(LINK("presentation", ROLE "link", LOC("x", "t.xsd"))), "taxonomy.not-a-concept");
}
END_TEST

START_TEST(test_roles)
{
    expect(BODY(ROLE_REF("urn:t/r", "t.xsd#r") LINK("presentation", "urn:t/r", TWO)), "");
    expect(BODY(LOC("a", "t.xsd#A")), "xml.unexpected-element");
    expect(BODY(LINK("presentation", "urn:t/r", TWO)), "taxonomy.no-role-ref");
    expect(BODY(LINK("presentation", "r", TWO)), "taxonomy.relative-role");
    expect(BODY(LINK("presentation", ROLE "label", TWO)), "taxonomy.role-misused");
    expect(BODY(ROLE_REF("urn:t/r", "t.xsd#r") LINK("definition", "urn:t/r", TWO)),
           "taxonomy.role-misused");
    expect(BODY(ROLE_REF("urn:t/r", "t.xsd#r") ROLE_REF("urn:t/r", "t.xsd#r")),
           "taxonomy.duplicate-role-ref");
    expect(BODY(ROLE_REF("urn:t/q", "t.xsd#r")), "taxonomy.wrong-role-ref");
    expect(BODY(ROLE_REF("urn:t/r", "t.xsd#n")), "taxonomy.unknown-role");
    expect(BODY(ARCROLE_REF("urn:t/n", "t.xsd#A")), "taxonomy.unknown-arcrole");
    expect(BODY(ARCROLE_REF("urn:t/n", "t.xsd#n") ARCROLE_REF("urn:t/n", "t.xsd#n")),
           "taxonomy.duplicate-arcrole-ref");
    expect(BODY(LINK("presentation", ROLE "link",
                     TWO ARC("presentation", ARCROLE "summation-item", "a", "b", ""))),
           "taxonomy.arcrole-misused");
    expect(BODY(LINK("definition", ROLE "link", TWO ARC("definition", "urn:t/n", "a", "b", ""))),
           "taxonomy.no-arcrole-ref");
}
END_TEST

START_TEST(test_standard_links)
{
    expect(BODY(LINK("definition", ROLE "link", TWO ARC("definition", "own", "a", "b", ""))),
           "taxonomy.relative-arcrole");
    expect(BODY(LINK("presentation", ROLE "link",
                     "<t:loc xmlns:t='urn:t' xlink:type='locator' xlink:label='a'"
                     " xlink:href='t.xsd#A'/>")),
           "taxonomy.custom-locator xml.unexpected-element");
    expect_schema(SCHEMA "<xs:include schemaLocation='l.xml'/></xs:schema>",
                  "taxonomy.missing-document");
    setup();
    put("t.xsd", SCHEMA "<xs:include schemaLocation='l.xml'/></xs:schema>");
    put("l.xml", BODY(""));
    read_from("t.xsd");
    ck_assert_str_eq(ids(), "taxonomy.not-a-schema");
    teardown();
}
END_TEST

START_TEST(test_role_types)
{
    expect_schema(SCHEMA APPINFO(ROLE_TYPE("r", "urn:r", "link:label")
                                     ROLE_TYPE("s", "urn:r", "link:label")) "</xs:schema>",
                  "taxonomy.duplicate-role");
    expect_schema(
        SCHEMA APPINFO("<link:roleType id='r' roleURI='urn:r' xmlns:l='" XBRL_ORG
                       "linkbase'><link:usedOn>link:label</link:usedOn>"
                       "<link:usedOn>l:label</link:usedOn></link:roleType>") "</xs:schema>",
        "taxonomy.duplicate-used-on");
    expect_schema(SCHEMA APPINFO("<link:roleType id='1' roleURI=''/>") "</xs:schema>",
                  "xml.wrong-attribute xml.wrong-attribute xml.missing-element");
    expect_schema(
        SCHEMA APPINFO("<link:arcroleType arcroleURI='urn:a' cyclesAllowed='some'>"
                       "<link:usedOn>x:y</link:usedOn></link:arcroleType>") "</xs:schema>",
        "xml.wrong-attribute xml.wrong-value");
    setup();
    put("t.xsd",
        SCHEMA APPINFO(ROLE_TYPE(
            "r", "urn:r",
            "link:label")) "<xs:import namespace='urn:u' schemaLocation='u.xsd'/></xs:schema>");
    put("u.xsd", SCHEMA_HEAD " targetNamespace='urn:u'>" APPINFO(ROLE_TYPE(
                     "q", "urn:r", "link:label")) "<xs:import namespace='urn:v'"
                                                  " schemaLocation='v.xsd'/></xs:schema>");
    put("v.xsd", SCHEMA_HEAD " targetNamespace='urn:v'>" APPINFO(
                     ROLE_TYPE("q", "urn:r", "link:reference")) "</xs:schema>");
    read_from("t.xsd");
    ck_assert_str_eq(ids(), "taxonomy.role-differs");
    teardown();
}
END_TEST

START_TEST(test_labels)
{
#define LABEL_LINK(all)     LINK("label", ROLE "link", LOC("a", "t.xsd#A") all)
#define LABEL_ARC(to, more) ARC("label", ARCROLE "concept-label", "a", to, more)
    expect(BODY(LABEL_LINK(LABEL("l", "xml:lang='en'") LABEL_ARC("l", ""))), "");
    expect(BODY(LABEL_LINK(LABEL("l", "") LABEL_ARC("l", ""))), "taxonomy.label-no-lang");
    expect(BODY(LABEL_LINK(LOC("b", "t.xsd#B") LABEL_ARC("b", ""))), "taxonomy.wrong-ends");
    expect(BODY(LABEL_LINK(LABEL("l", "xml:lang='en'") LABEL_ARC("m", ""))),
           "taxonomy.dangling-arc");
    expect(BODY(LABEL_LINK(LABEL("l", "xml:lang='en'") LABEL_ARC("l", "") LABEL_ARC("l", ""))),
           "taxonomy.duplicate-arc");
    expect(BODY(LABEL_LINK(LABEL("l", "xml:lang='en' id='one'"))
                    LABEL_LINK(LOC("r", "#one") LABEL_ARC("r", "use='prohibited'"))),
           "");
    expect(BODY(LABEL_LINK(LABEL("l", "xml:lang='en' id='one'"))
                    LABEL_LINK(LOC("r", "#one") LABEL_ARC("r", ""))),
           "taxonomy.remote-resource");
    expect(
        BODY(LABEL_LINK(LABEL("l", "xml:lang='en' id='one'") LABEL("m", "xml:lang='en' id='one'"))),
        "taxonomy.duplicate-id");
}
END_TEST

START_TEST(test_cycles)
{
#define NONE(from, to, more)  ARC("definition", "urn:t/n", from, to, more)
#define UNDIR(from, to, more) ARC("definition", "urn:t/u", from, to, more)
    expect(DEFINITION(NONE("a", "b", "") NONE("b", "d", "")), "");
    expect(DEFINITION(NONE("a", "b", "") NONE("b", "d", "") NONE("d", "a", "")),
           "taxonomy.directed-cycle");
    expect(DEFINITION(NONE("a", "b", "") NONE("b", "d", "") NONE("a", "d", "")),
           "taxonomy.undirected-cycle");
    expect(DEFINITION(NONE("a", "a", "")), "taxonomy.directed-cycle");
    expect(DEFINITION(UNDIR("a", "b", "") UNDIR("b", "d", "") UNDIR("a", "d", "")), "");
    expect(DEFINITION(UNDIR("a", "b", "") UNDIR("b", "d", "") UNDIR("d", "a", "")),
           "taxonomy.directed-cycle");
    expect(DEFINITION(UNDIR("a", "b", "") UNDIR("b", "d", "") UNDIR("d", "a", "use='prohibited'")),
           "");
    /* Each arcrole is a network of its own. */
    expect(DEFINITION(UNDIR("a", "b", "") NONE("b", "a", "")), "");
}
END_TEST

#define GENERIC(links)                                                                             \
    "<link:linkbase xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"  \
    " xmlns:gen='http://xbrl.org/2008/generic' xmlns:g='urn:g'>" ROLE_REF("urn:g/l", "g.xsd#l")    \
        ROLE_REF("urn:g/r", "g.xsd#r") ARCROLE_REF("urn:g/n", "g.xsd#n")                           \
            ARCROLE_REF("urn:g/d", "g.xsd#d") links "</link:linkbase>"
#define GENERIC_LINK(name, role, all)                                                              \
    "<" name " xlink:type='extended' xlink:role='" role "'>" LOC("a", "t.xsd#A")                   \
        LOC("b", "t.xsd#B") LOC("d", "t.xsd#D") all "</" name ">"
#define GENERIC_ARC(name, arcrole, from, to)                                                       \
    "<" name " xlink:type='arc' xlink:arcrole='" arcrole "' xlink:from='" from "' xlink:to='" to   \
    "'/>"
#define NOTE(role) "<g:note xlink:type='resource' xlink:label='n' xlink:role='" role "'>x</g:note>"
#define GENERIC_ROLES                                                                              \
    APPINFO(ROLE_TYPE("l", "urn:g/l", "gen:link") ROLE_TYPE("r", "urn:g/r", "g:note")              \
                ARCROLE_TYPE("n", "urn:g/n", "gen:arc", "none")                                    \
                    ARCROLE_TYPE("d", "urn:g/d", "link:definitionArc", "any"))

static const char GENERIC_SCHEMA[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:g='urn:g' targetNamespace='urn:g'"
    " xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"
    " xmlns:xl='" XBRL_ORG "XLink' xmlns:gen='http://xbrl.org/2008/generic'>" GENERIC_ROLES
    "<xs:import namespace='http://xbrl.org/2008/generic'"
    " schemaLocation='http://www.xbrl.org/2008/generic-link.xsd'/>"
    "<xs:element name='note' type='xl:resourceType' substitutionGroup='xl:resource'/>"
    "<xs:element name='link' type='gen:linkType' substitutionGroup='gen:link'/>"
    "<xs:element name='arc' type='gen:genericArcType' substitutionGroup='gen:arc'/>"
    "<xs:element name='free' type='xl:extendedType' substitutionGroup='xl:extended'/></xs:schema>";

static void expect_generic(const char *linkbase, const char *expected)
{
    setup();
    put("t.xsd", CONCEPTS);
    put("g.xsd", GENERIC_SCHEMA);
    put("l.xml", linkbase);
    read_from("l.xml");
    ck_assert_msg(strcmp(ids(), expected) == 0, "%s\nin %s\n%s", expected, linkbase, findings.ptr);
    teardown();
}

/* Generic Links 1.0 */
START_TEST(test_generic_links)
{
#define GEN(role, all)   GENERIC(GENERIC_LINK("gen:link", role, all))
#define GEN_N(from, to)  GENERIC_ARC("gen:arc", "urn:g/n", from, to)
#define GEN_ARC(arcrole) GEN("urn:g/l", GENERIC_ARC("gen:arc", arcrole, "a", "b"))
    expect_generic(GEN("urn:g/l", GEN_N("a", "b") NOTE("urn:g/r")), "");
    expect_generic(GEN(ROLE "link", ""), "");
    expect_generic(GEN("l", ""), "generic.relative-link-role");
    expect_generic(GEN("urn:g/m", ""), "generic.no-link-role-ref");
    expect_generic(GEN("urn:g/r", ""), "generic.link-role-misused");
    expect_generic(GENERIC(GENERIC_LINK("g:link", "urn:g/l", "")), "generic.link-role-misused");
    expect_generic(GENERIC(GENERIC_LINK("g:free", "urn:g/m", NOTE("urn:g/m"))), "");
    expect_generic(GEN("urn:g/l", NOTE("r")), "generic.relative-resource-role");
    expect_generic(GEN("urn:g/l", NOTE("urn:g/m")), "generic.no-resource-role-ref");
    expect_generic(GEN("urn:g/l", NOTE("urn:g/l")), "generic.resource-role-misused");
    expect_generic(GEN_ARC("n"), "generic.relative-arcrole");
    expect_generic(GEN_ARC("urn:g/m"), "generic.no-arcrole-ref");
    expect_generic(GEN_ARC("urn:g/d"), "generic.arcrole-misused");
    expect_generic(GEN("urn:g/l", GENERIC_ARC("g:arc", "urn:g/n", "a", "b")),
                   "generic.arcrole-misused");
    expect_generic(GEN("urn:g/l", NOTE(ROLE "label")), "");
    expect_generic(GEN_ARC("http://xbrl.org/arcrole/2008/element-label"),
                   "generic.no-arcrole-ref generic.label-target");
    expect_generic(GEN_ARC("http://xbrl.org/arcrole/2008/element-reference"),
                   "generic.no-arcrole-ref generic.reference-target");
    expect_generic(GEN("urn:g/l", GEN_N("a", "b") GEN_N("b", "a")), "generic.directed-cycle");
    expect_generic(GEN("urn:g/l", GEN_N("a", "b") GEN_N("b", "d") GEN_N("a", "d")),
                   "generic.undirected-cycle");
}
END_TEST

START_TEST(test_concepts)
{
    expect_schema(SCHEMA IMPORT ITEM("A", "stringItemType", "xbrli:balance='debit'") "</xs:schema>",
                  "taxonomy.balance-not-monetary");
    expect_schema(
        SCHEMA IMPORT ITEM("A", "monetaryItemType", "xbrli:balance='left'") "</xs:schema>",
        "xml.wrong-attribute");
    expect_schema(SCHEMA IMPORT "<xs:element name='A' type='xs:string' xbrli:periodType='instant'"
                                " substitutionGroup='xbrli:item'/></xs:schema>",
                  "taxonomy.not-an-item-type");
    expect_schema(SCHEMA IMPORT "<xs:complexType name='c'><xs:sequence/></xs:complexType>"
                                "<xs:element name='A' type='t:c' xbrli:periodType='instant'"
                                " substitutionGroup='xbrli:item'/></xs:schema>",
                  "taxonomy.not-an-item-type");
    expect_schema(SCHEMA IMPORT "<xs:element name='T' xbrli:periodType='instant'"
                                " substitutionGroup='xbrli:tuple'/></xs:schema>",
                  "taxonomy.tuple-attribute");
    expect_schema(SCHEMA_HEAD " targetNamespace=''></xs:schema>", "taxonomy.empty-namespace");
    expect_schema(SCHEMA "<xs:redefine schemaLocation='t.xsd'/></xs:schema>", "taxonomy.redefine");
}
END_TEST

static void expect_ref(const char *ref, const char *expected)
{
    setup();
    ks_str text;
    ks_str_init(&text);
    ks_str_addf(&text, SCHEMA APPINFO("%s") "</xs:schema>", ref);
    put("e.xsd", text.ptr);
    put("t.xsd", CONCEPTS);
    put("labels.xml", BODY(LINK("label", ROLE "link", "")));
    put("d/empty.xml", BODY(""));
    put("html.xml", "<html/>");
    put("embedded.xsd",
        SCHEMA_HEAD " targetNamespace='urn:e'>" APPINFO("<link:linkbase id='one'>" LINK(
            "label", ROLE "link", "") "</link:linkbase>") "</xs:schema>");
    read_from("e.xsd");
    ck_assert_msg(strcmp(ids(), expected) == 0, "%s\nin %s\n%s", expected, ref, findings.ptr);
    ks_str_release(&text);
    teardown();
}

START_TEST(test_references_to_linkbases)
{
    expect_ref(LINKBASE_REF("labels.xml", "xlink:role='" ROLE "labelLinkbaseRef'"), "");
    expect_ref(LINKBASE_REF("labels.xml", ""), "");
    expect_ref(LINKBASE_REF("labels.xml", "xlink:role='" ROLE "referenceLinkbaseRef'"),
               "taxonomy.linkbase-role");
    expect_ref(LINKBASE_REF("t.xsd", ""), "taxonomy.not-a-linkbase");
    expect_ref(LINKBASE_REF("html.xml", ""), "taxonomy.not-a-document");
    expect_ref(LINKBASE_REF("none.xml", ""), "taxonomy.missing-document");
    expect_ref(LINKBASE_REF("embedded.xsd#one", "xlink:role='" ROLE "labelLinkbaseRef'"), "");
    expect_ref(LINKBASE_REF("embedded.xsd#element(/1/1/1/1)", ""), "");
    expect_ref(LINKBASE_REF("embedded.xsd#two", ""), "taxonomy.dangling-locator");
    expect_ref(LINKBASE_REF("empty.xml", "xml:base='d/'"), "");
    expect_ref(LINKBASE_REF("empty.xml", "xml:base='d'"), "taxonomy.missing-document");
    expect_ref("<link:linkbaseRef xlink:type='simple' xlink:href='labels.xml'"
               " xlink:arcrole='urn:x'/>",
               "taxonomy.linkbase-arcrole");
    expect_ref("<link:linkbaseRef xlink:type='simple' xlink:href='labels.xml'/>",
               "xml.missing-attribute");
}
END_TEST

/* 3.2: a linkbase is found in schema/annotation/appinfo, and deeper where a reference leads to it.
 */
START_TEST(test_linkbases_deeper_in_schemas)
{
    static const char *const refs[][2] = {
        {LINKBASE_REF("n.xsd#deep", ""), ""},
        {LINKBASE_REF("n.xsd#deep", "") LINKBASE_REF("n.xsd#deep", ""), LINKBASE_REF("#deep", "")},
        {"", LINKBASE_REF("#deep", "")},
        {"", ""}};
    for (size_t i = 0; i < 4; i++) {
        setup();
        ks_str text;
        ks_str_init(&text);
        ks_str_addf(&text,
                    SCHEMA APPINFO("%s") "<xs:import namespace='urn:n' schemaLocation='n.xsd'/>"
                                         "</xs:schema>",
                    refs[i][0]);
        put("e.xsd", text.ptr);
        ks_str_clear(&text);
        ks_str_addf(
            &text,
            SCHEMA_HEAD
            " targetNamespace='urn:n'>" IMPORT
            "<xs:element name='A' id='A' type='xbrli:stringItemType'"
            " substitutionGroup='xbrli:item' xbrli:periodType='instant'>" APPINFO(
                "<link:linkbase id='deep'>" LINK(
                    "label", ROLE "link",
                    LOC("a", "#A") LABEL("l", "id='l' xml:lang='en'")
                        ARC("label", ARCROLE "concept-label", "a", "l",
                            "")) "</link:linkbase>") "</xs:element>" APPINFO("%s") "</xs:schema>",
            refs[i][1]);
        put("n.xsd", text.ptr);
        read_from("e.xsd");
        ck_assert_str_eq(findings.ptr, "");
        ck_assert_uint_eq(taxonomy->labels.count, i < 3 ? 1 : 0);
        ks_str_release(&text);
        teardown();
    }
}
END_TEST

START_TEST(test_bases_add_up)
{
    setup();
    put("e.xsd", SCHEMA_HEAD
        " targetNamespace='urn:t' xml:base='a/'><xs:annotation xml:base='b/'>"
        "<xs:appinfo>" LINKBASE_REF("l.xml",
                                    "xml:base='./c'") "</xs:appinfo></xs:annotation></xs:schema>");
    put("a/b/l.xml", BODY(""));
    read_from("e.xsd");
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_str_eq(taxonomy->documents.items[1].url, "a/b/l.xml");
    teardown();
}
END_TEST

START_TEST(test_one_document_under_several_names)
{
    setup();
    put("e.xsd", SCHEMA "<xs:import namespace='urn:u' schemaLocation='http://x.org/%75.xsd'/>"
                        "<xs:import namespace='urn:u' schemaLocation='https://x.org/u.xsd'/>"
                        "<xs:import namespace='urn:u' schemaLocation='http://x.org/d/../u.xsd'/>"
                        "</xs:schema>");
    put("http://x.org/%75.xsd",
        SCHEMA_HEAD " targetNamespace='urn:u'>" ITEM("A", "stringItemType", "") "</xs:schema>");
    read_from("e.xsd");
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(taxonomy->documents.count, 2);
    teardown();
}
END_TEST

START_TEST(test_a_schema_without_namespace_takes_that_of_who_includes_it)
{
    setup();
    put("e.xsd", SCHEMA "<xs:include schemaLocation='c.xsd'/>"
                        "<xs:import namespace='urn:u' schemaLocation='u.xsd'/></xs:schema>");
    put("u.xsd", SCHEMA_HEAD " targetNamespace='urn:u'><xs:include schemaLocation='c.xsd'/>"
                             "</xs:schema>");
    put("c.xsd", SCHEMA_HEAD ">" IMPORT ITEM("A", "stringItemType", "") "</xs:schema>");
    read_from("e.xsd");
    ck_assert_str_eq(findings.ptr, "");
    ck_assert(ks_taxonomy_find(taxonomy, ks_names_qname(&names, KS_SV("urn:t"), KS_SV("A"))));
    ck_assert(ks_taxonomy_find(taxonomy, ks_names_qname(&names, KS_SV("urn:u"), KS_SV("A"))));
    teardown();
    setup();
    put("e.xsd", SCHEMA "<xs:include schemaLocation='u.xsd'/>"
                        "<xs:import namespace='urn:x' schemaLocation='u.xsd'/></xs:schema>");
    put("u.xsd", SCHEMA_HEAD " targetNamespace='urn:u'></xs:schema>");
    read_from("e.xsd");
    ck_assert_str_eq(ids(), "taxonomy.include-namespace taxonomy.import-namespace");
    teardown();
}
END_TEST

START_TEST(test_loops_of_documents_end)
{
    setup();
    put("e.xsd",
        SCHEMA APPINFO(LINKBASE_REF(
            "l.xml", "")) "<xs:include schemaLocation='e.xsd'/><xs:include schemaLocation='f.xsd'/>"
                          "</xs:schema>");
    put("f.xsd", SCHEMA "<xs:include schemaLocation='e.xsd'/></xs:schema>");
    put("l.xml", BODY(LINK("presentation", ROLE "link", "")));
    read_from("e.xsd");
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(taxonomy->documents.count, 3);
    teardown();
}
END_TEST

START_TEST(test_references_and_attributes_of_arcs_are_kept)
{
    setup();
    put("t.xsd", CONCEPTS);
    put("p.xsd", SCHEMA_HEAD " targetNamespace='urn:p'><xs:element name='Name' type='xs:string'"
                             " substitutionGroup='link:part'/></xs:schema>");
    put("l.xml",
        "<link:linkbase xmlns:link='" XBRL_ORG "linkbase' xmlns:p='urn:p'"
        " xmlns:xlink='http://www.w3.org/1999/xlink'>" LINK(
            "reference", ROLE "link",
            LOC("a",
                "t.xsd#A") "<link:reference xlink:type='resource' xlink:label='r' xlink:role='" ROLE
                           "reference'><p:Name>Act</p:Name><p:Name>Article "
                           "2</p:Name></link:reference>" ARC(
                               "reference", ARCROLE "concept-reference", "a", "r", ""))
            LINK("presentation", ROLE "link",
                 TWO ARC("presentation", ARCROLE "parent-child", "a", "b",
                         "p:note='n' order='2'")) "</link:linkbase>");
    const ks_taxonomy_entry entries[] = {{.url = "p.xsd"}, {.url = "l.xml"}};
    ck_assert_int_eq(ks_read_taxonomy(entries, 2, &names, &resolver, &sink, &taxonomy), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(taxonomy->references.count, 1);
    ck_assert_uint_eq(taxonomy->references.items[0].part_count, 2);
    ck_assert_str_eq(taxonomy->references.items[0].parts[1].text, "Article 2");
    ck_assert_str_eq(taxonomy->references.items[0].parts[1].name->local, "Name");
    ck_assert_uint_eq(taxonomy->arcs.count, 1);
    ck_assert_uint_eq(taxonomy->arcs.items[0]->attr_count, 1);
    ck_assert_str_eq(taxonomy->arcs.items[0]->attrs[0].text, "n");
    ck_assert_uint_eq(taxonomy->arcroles.count, 2);
    ck_assert_int_eq(ks_taxonomy_find_arcrole(taxonomy, "urn:t/n")->cycles, KS_CYCLES_NONE);
    teardown();
}
END_TEST

START_TEST(test_prohibition_compares_numbers_not_texts)
{
#define SUM(order, more)                                                                           \
    LINK("calculation", ROLE "link",                                                               \
         LOC("b", "t.xsd#B") LOC("d", "t.xsd#D")                                                   \
             ARC("calculation", ARCROLE "summation-item", "b", "d", "order='" order "' " more))
    setup();
    put("t.xsd", CONCEPTS);
    put("l.xml",
        BODY(SUM("1.0", "weight='1'") SUM("1", "weight='1.00' use='prohibited' priority='1'")));
    read_from("l.xml");
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(taxonomy->arcs.count, 0);
    teardown();
    setup();
    put("t.xsd", CONCEPTS);
    put("l.xml",
        BODY(SUM("1.0", "weight='1'") SUM("1", "weight='-1' use='prohibited' priority='1'")));
    read_from("l.xml");
    ck_assert_uint_eq(taxonomy->arcs.count, 1);
    teardown();
}
END_TEST

/* A taxonomy with something of everything; false where memory was short. */
static bool read_short(void)
{
    ks_status statuses[4];
    bool is_well = true;
    sink = (ks_sink){0};
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    taxonomy = NULL;
    statuses[0] = ks_io_resolver_put(&resolver, "t.xsd", ks_sv_from(CONCEPTS));
    statuses[1] = ks_io_resolver_put(
        &resolver, "e.xsd",
        KS_SV(SCHEMA APPINFO(LINKBASE_REF("l.xml", "xml:base='./'") ROLE_TYPE(
            "q", "urn:q", "link:label")) "<xs:include schemaLocation='c.xsd'/></xs:schema>"));
    statuses[2] = ks_io_resolver_put(
        &resolver, "c.xsd", KS_SV(SCHEMA_HEAD ">" ITEM("Z", "stringItemType", "") "</xs:schema>"));
    statuses[3] = ks_io_resolver_put(
        &resolver, "l.xml",
        KS_SV(DEFINITION(NONE("a", "b", "") NONE("b", "d", "order='2'") NONE("d", "a", ""))));
    for (size_t i = 0; i < 4; i++) {
        is_well &= statuses[i] == KS_OK;
    }
    if (is_well) {
        const ks_taxonomy_entry entry = {.url = "e.xsd"};
        ks_status status = ks_read_taxonomy(&entry, 1, &names, &resolver, &sink, &taxonomy);
        ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%d", (int)status);
        is_well = status == KS_OK && ks_sink_status(&sink) == KS_OK;
        ck_assert_uint_eq(is_well ? ks_sink_errors(&sink) : 1, 1);
    }
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    return is_well;
}

START_TEST(test_short_memory_is_told)
{
    fail_each_allocation(read_short);
}
END_TEST

KS_TEST_MAIN("read_dts_rules", test_pointers, test_roles, test_standard_links, test_role_types,
             test_labels, test_cycles, test_generic_links, test_concepts,
             test_references_to_linkbases, test_linkbases_deeper_in_schemas, test_bases_add_up,
             test_one_document_under_several_names,
             test_a_schema_without_namespace_takes_that_of_who_includes_it,
             test_loops_of_documents_end, test_references_and_attributes_of_arcs_are_kept,
             test_prohibition_compares_numbers_not_texts, test_short_memory_is_told)

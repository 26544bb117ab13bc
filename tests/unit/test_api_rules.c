/* What XBRL 2.1 demands, from documents to findings: each rule broken once and kept once.
 *
 * What a case adds to the schema stands on line 2 of t.xsd, what it adds to the linkbase on line 2
 * of l.xml, and what it adds to the instance from line 2 of i.xbrl. */
#include "test.h"

#include <string.h>

#include "check_instance.h"
#include "check_schema.h"
#include "check_taxonomy.h"
#include "io_resolve.h"
#include "read_instance.h"
#include "read_taxonomy.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"
#define ROLE     XBRL_ORG "role/"
#define ARCROLE  XBRL_ORG "arcrole/"
#define SPACES                                                                                     \
    " xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"                \
    " xmlns:xbrli='" XBRL_ORG "instance' xmlns:t='urn:t' xmlns:iso4217='" XBRL_ORG "iso4217'"
#define ITEM(name, type, more)                                                                     \
    "<xs:element name='" name "' id='" name "' type='" type                                        \
    "' substitutionGroup='xbrli:item' xbrli:periodType='instant' nillable='true' " more "/>"
#define MONEY(name, more) ITEM(name, "xbrli:monetaryItemType", more)
#define TUPLE(name, content)                                                                       \
    "<xs:element name='" name "' id='" name                                                        \
    "' substitutionGroup='xbrli:tuple' nillable='true'>" content "</xs:element>"
#define COMPLEX(content) "<xs:complexType>" content "</xs:complexType>"
#define SCHEMA_HEAD                                                                                \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'" SPACES                                \
    " targetNamespace='urn:t' elementFormDefault='qualified'><xs:import namespace='" XBRL_ORG      \
    "instance' schemaLocation='" XBRL_ORG "xbrl-instance-2003-12-31.xsd'/>"
#define MONEYS                                                                                     \
    MONEY("A", "xbrli:balance='debit'")                                                            \
    MONEY("B", "xbrli:balance='debit'") MONEY("C", "xbrli:balance='credit'") MONEY("D", "")
#define TEXTS      ITEM("S", "xbrli:stringItemType", "") ITEM("R", "xbrli:stringItemType", "")
#define ONE_OF_S   "<xs:sequence><xs:element ref='t:S' minOccurs='0'/></xs:sequence>"
#define TUPLES     TUPLE("U", COMPLEX(ONE_OF_S)) TUPLE("W", COMPLEX("<xs:sequence/>"))
#define SCHEMA_END MONEYS TEXTS TUPLES "</xs:schema>"
#define LOC(id)    "<link:loc xlink:type='locator' xlink:label='" id "' xlink:href='t.xsd#" id "'/>"
#define LINK(kind, all)                                                                            \
    "<link:" kind "Link xlink:type='extended' xlink:role='" ROLE "link'>" all "</link:" kind       \
    "Link>\n"
#define ARC(kind, arcrole, from, to, more)                                                         \
    LINK(kind, LOC(from) LOC(to) "<link:" kind "Arc xlink:type='arc' xlink:arcrole='" arcrole      \
                                 "' xlink:from='" from "' xlink:to='" to "' " more "/>")

static ks_str findings; /* "id file:line", separated by ", " */

static void note(const ks_finding *finding, void *user)
{
    ks_str *out = user;
    ks_str_addf(out, "%s%s %s:%u", out->len == 0 ? "" : ", ", finding->id,
                finding->place.file != NULL ? finding->place.file : "-", finding->place.line);
}

typedef struct reader {
    ks_names names;
    ks_io_resolver resolver;
    ks_sink sink;
    ks_report_pair report;
} reader;

static void put(reader *r, const char *url, const char *head, const char *more, const char *end)
{
    ks_str text;
    ks_str_init(&text);
    ks_str_addf(&text, "%s\n%s\n%s", head, more, end);
    ck_assert_int_eq(ks_io_resolver_put(&r->resolver, url, ks_str_view(&text)), KS_OK);
    ks_str_release(&text);
}

/* As `kessan validate` does. */
static void check(reader *r)
{
    ks_report_pair *report = &r->report;
    ck_assert_int_eq(
        ks_read_report_taxonomy("i.xbrl", &r->names, &r->resolver, &r->sink, &report->taxonomy),
        KS_OK);
    ks_status schema = ks_check_schema(NULL, report->taxonomy, &r->resolver, &r->names, &r->sink);
    ck_assert(schema == KS_OK || schema == KS_REFUSED);
    ck_assert_int_eq(ks_read_instance_checked("i.xbrl", &r->names, &r->resolver, report->taxonomy,
                                              NULL, NULL, &r->sink, &report->instance),
                     KS_OK);
    ck_assert_int_eq(ks_check_taxonomy(report->taxonomy, false, &r->sink), KS_OK);
    ck_assert_int_eq(ks_check_instance(report->instance, true, &r->sink), KS_OK);
}

static void expect(const char *schema, const char *linkbase, const char *instance,
                   const char *expected)
{
    reader r = {.report = {NULL, NULL}};
    ks_str_init(&findings);
    ks_names_init(&r.names);
    ks_io_resolver_init(&r.resolver, NULL, 0);
    ks_sink_init(&r.sink, note, &findings, KS_LANG_EN);
    put(&r, "t.xsd", SCHEMA_HEAD, schema, SCHEMA_END);
    put(&r, "l.xml", "<link:linkbase" SPACES ">", linkbase, "</link:linkbase>");
    put(&r, "i.xbrl",
        "<xbrli:xbrl" SPACES "><link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
        "<link:linkbaseRef xlink:type='simple' xlink:href='l.xml'"
        " xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>",
        instance, "</xbrli:xbrl>");
    check(&r);
    ck_assert_msg(strcmp(ks_str_view(&findings).ptr, expected) == 0,
                  "%s\n%s\n%s\nexpected %s\nfound    %s", schema, linkbase, instance, expected,
                  ks_str_view(&findings).ptr);
    ks_report_pair_release(&r.report);
    ks_io_resolver_release(&r.resolver);
    ks_names_release(&r.names);
    ks_str_release(&findings);
}

static void expect_schema(const char *schema, const char *expected)
{
    expect(schema, "", "", expected);
}

static void expect_links(const char *linkbase, const char *expected)
{
    expect("", linkbase, "", expected);
}

/* 4.9: a tuple holds facts that are declared globally, and nothing else. */
START_TEST(test_tuples)
{
    expect_schema(TUPLE("X", COMPLEX("<xs:sequence><xs:element ref='t:A'/><xs:element ref='t:U'/>"
                                     "</xs:sequence>")),
                  "");
    expect_schema(TUPLE("X", COMPLEX("<xs:sequence><xs:element name='own' type='xs:string'/>"
                                     "</xs:sequence>")),
                  "taxonomy.tuple-child t.xsd:2");
    expect_schema("<xs:element name='Y' type='xs:string'/>" TUPLE(
                      "X", COMPLEX("<xs:sequence><xs:element ref='t:Y'/></xs:sequence>")),
                  "taxonomy.tuple-child t.xsd:2");
    expect_schema("<xs:complexType name='y' mixed='true'><xs:sequence><xs:element ref='t:A'/>"
                  "</xs:sequence></xs:complexType><xs:element name='X' id='X' type='t:y'"
                  " substitutionGroup='xbrli:tuple'/>",
                  "taxonomy.tuple-text t.xsd:2");
    expect_schema("<xs:element name='X' id='X' type='xs:string' substitutionGroup='xbrli:tuple'/>",
                  "taxonomy.tuple-text t.xsd:2");
    expect_schema(TUPLE("X", COMPLEX("<xs:sequence/><xs:attribute name='own' type='xs:string'/>")),
                  "");
    expect_schema("<xs:import namespace='http://www.w3.org/1999/xlink' schemaLocation='" XBRL_ORG
                  "xlink-2003-12-31.xsd'/>" TUPLE(
                      "X", COMPLEX("<xs:sequence/><xs:attribute ref='xlink:href'/>")),
                  "taxonomy.tuple-type-attribute t.xsd:2");
}
END_TEST

/* 5.2.5.2 */
START_TEST(test_summation_items)
{
#define SUM(from, to, weight) ARC("calculation", ARCROLE "summation-item", from, to, weight)
    expect_links(SUM("A", "B", "weight='1'"), "");
    expect_links(SUM("A", "C", "weight='-1'"), "");
    expect_links(SUM("A", "D", "weight='-0.5'"), "");
    expect_links(SUM("A", "B", "weight='0'"), "taxonomy.weight-zero l.xml:2");
    expect_links(SUM("A", "B", "weight='-1'"), "taxonomy.weight-against-balance l.xml:2");
    expect_links(SUM("A", "C", "weight='1'"), "taxonomy.weight-against-balance l.xml:2");
    expect_links(SUM("A", "S", "weight='1'"), "taxonomy.calculation-not-numeric l.xml:2");
    expect_links(SUM("U", "A", "weight='1'"), "taxonomy.calculation-not-numeric l.xml:2");
}
END_TEST

/* 5.2.6.2 */
START_TEST(test_definitions)
{
#define DEFINITION(arcrole, from, to) ARC("definition", ARCROLE arcrole, from, to, "")
    expect_links(DEFINITION("essence-alias", "A", "B") DEFINITION("essence-alias", "A", "D"), "");
    expect_links(DEFINITION("essence-alias", "A", "S"), "taxonomy.alias-differs l.xml:2");
    expect_links(DEFINITION("essence-alias", "A", "C"), "taxonomy.alias-differs l.xml:2");
    expect_links(DEFINITION("essence-alias", "U", "A"), "taxonomy.not-an-item l.xml:2");
    expect_links(DEFINITION("general-special", "A", "S"), "");
    expect_links(DEFINITION("general-special", "A", "W"), "taxonomy.not-an-item l.xml:2");
    expect_links(DEFINITION("similar-tuples", "U", "W"), "");
    expect_links(DEFINITION("similar-tuples", "U", "A"), "taxonomy.not-a-tuple l.xml:2");
    expect_links(DEFINITION("requires-element", "U", "A"), "");
}
END_TEST

/* 5.2.4.2.1: in whatever language. */
START_TEST(test_preferred_labels)
{
#define TOTAL_LABEL                                                                                \
    LINK("label", LOC("B") "<link:label xlink:type='resource' xlink:label='l' xml:lang='ja' "      \
                           "xlink:role='" ROLE "totalLabel'>x</link:label><link:labelArc "         \
                           "xlink:type='arc' xlink:arcrole='" ARCROLE                              \
                           "concept-label' xlink:from='B' xlink:to='l'/>")
#define CHILD                                                                                      \
    ARC("presentation", ARCROLE "parent-child", "A", "B", "preferredLabel='" ROLE "totalLabel'")
    expect_links(CHILD TOTAL_LABEL, "");
    expect_links(CHILD, "taxonomy.no-preferred-label l.xml:2");
}
END_TEST

#define UNIT(all)    "<xbrli:unit id='u'>" all "</xbrli:unit>"
#define MEASURE(all) "<xbrli:measure>" all "</xbrli:measure>"
#define AT                                                                                         \
    "<xbrli:context id='c'><xbrli:entity><xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"    \
    "</xbrli:entity><xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period>"        \
    "</xbrli:context>"

/* What the schema of instances tells is not told again. */
START_TEST(test_each_mistake_is_told_once)
{
    expect("", "",
           AT UNIT(MEASURE("iso4217:JPY")) "<t:A contextRef='c' unitRef='u' decimals='0'>1</t:A>",
           "");
    expect("", "", AT "\n" UNIT("") "<t:A contextRef='c' unitRef='u' decimals='0'>1</t:A>",
           "xml.missing-element i.xbrl:3");
    expect(ITEM("F", "xbrli:fractionItemType", ""), "",
           AT UNIT(MEASURE("xbrli:pure")) "\n<t:F contextRef='c' unitRef='u' decimals='0'>"
                                          "<xbrli:numerator>1</xbrli:numerator>"
                                          "<xbrli:denominator>3</xbrli:denominator></t:F>",
           "xml.unknown-attribute i.xbrl:3");
    expect_links(ARC("calculation", ARCROLE "summation-item", "A", "B", ""),
                 "xml.missing-attribute l.xml:2");
    expect_links(ARC("presentation", ARCROLE "parent-child", "A", "B", "preferredLabel=''"),
                 "xml.wrong-attribute l.xml:2");
}
END_TEST

/* 4.3.3 */
START_TEST(test_references_to_linkbases)
{
#define LINKBASE_REF(arcrole)                                                                      \
    "<link:linkbaseRef xlink:type='simple' xlink:href='l.xml' xlink:arcrole='" arcrole "'/>"
    expect("", "", LINKBASE_REF("http://www.w3.org/1999/xlink/properties/linkbase"), "");
    expect("", "", LINKBASE_REF("http://www.w3.org/1999/xlink/properties/links"),
           "taxonomy.linkbase-arcrole i.xbrl:2");
}
END_TEST

/* 4.7.3.2, 4.7.4: by what is declared, at any depth. */
START_TEST(test_segments_and_scenarios)
{
#define CONTEXT(segment, scenario)                                                                 \
    "<xbrli:context id='c'><xbrli:entity><xbrli:identifier "                                       \
    "scheme='urn:s'>1</xbrli:identifier>" segment                                                  \
    "</xbrli:entity><xbrli:period><xbrli:forever/></xbrli:period>" scenario "</xbrli:context>"
#define SEGMENT(all)  CONTEXT("<xbrli:segment>" all "</xbrli:segment>", "")
#define SCENARIO(all) CONTEXT("", "<xbrli:scenario>" all "</xbrli:scenario>")
    expect("", "", SEGMENT("<d:x xmlns:d='urn:d'>1</d:x>"), "");
    expect("", "", SEGMENT("\n<t:S contextRef='c'>x</t:S>"), "instance.xbrl-in-context i.xbrl:3");
    expect("", "", SEGMENT("\n<xbrli:unit id='u'/>"), "xml.unexpected-element i.xbrl:3");
    expect("", "", SEGMENT("<d:x xmlns:d='urn:d'>\n<xbrli:measure>t:m</xbrli:measure></d:x>"),
           "instance.xbrl-in-context i.xbrl:3");
    expect("", "", SCENARIO("<d:x xmlns:d='urn:d'>\n<t:S contextRef='c'>x</t:S></d:x>"),
           "instance.xbrl-in-context i.xbrl:3");
}
END_TEST

KS_TEST_MAIN("api_rules", test_tuples, test_summation_items, test_definitions,
             test_preferred_labels, test_each_mistake_is_told_once, test_references_to_linkbases,
             test_segments_and_scenarios)

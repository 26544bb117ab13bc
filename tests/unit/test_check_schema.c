/* Validation of a report and its taxonomy against XSD, and the children of the root. */
#include "test.h"

#include <string.h>

#include "check_schema.h"
#include "test_findings.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"                                       \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                             \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " targetNamespace='urn:t'>"
#define IMPORT                                                                                     \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
#define CASH                                                                                       \
    "<xs:element name='Cash' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"         \
    " xbrli:periodType='instant'/><xs:element name='Helper' type='xs:string'/>"
#define ROOT                                                                                       \
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                  \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:iso4217='http://www.xbrl.org/2003/iso4217' xmlns:t='urn:t'>\n"
#define SCHEMA_REF "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>\n"
#define CONTEXT                                                                                    \
    "<xbrli:context id='end'><xbrli:entity><xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"  \
    "</xbrli:entity><xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period>"        \
    "</xbrli:context>\n<xbrli:unit id='JPY'><xbrli:measure>iso4217:JPY</xbrli:measure>"            \
    "</xbrli:unit>\n"
#define FACT "<t:Cash contextRef='end' unitRef='JPY' decimals='0'>7</t:Cash>\n"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_io_resolver resolver;
static ks_taxonomy *taxonomy;

static void put(const char *url, const char *text)
{
    ck_assert_int_eq(ks_io_resolver_put(&resolver, url, ks_sv_from(text)), KS_OK);
}

static void setup(const char *schema)
{
    ks_concept concept = {.is_item = true, .kind = KS_ITEM_MONETARY};
    ks_document document = {.url = "t.xsd", .file = "t.xsd", .ns = "urn:t", .needs_schema = true};
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    concept.name = ks_names_qname(&names, KS_SV("urn:t"), KS_SV("Cash"));
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &concept, NULL), KS_OK);
    ck_assert_int_eq(ks_taxonomy_add_document(taxonomy, &document), KS_OK);
    put("t.xsd", schema);
}

static void teardown(void)
{
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static ks_status check(const char *instance)
{
    put("i.xbrl", instance);
    return ks_check_schema("i.xbrl", taxonomy, &resolver, &names, &sink);
}

START_TEST(test_accepts_a_right_report)
{
    setup(SCHEMA IMPORT CASH "</xs:schema>");
    ck_assert_int_eq(check(ROOT SCHEMA_REF CONTEXT FACT "</xbrli:xbrl>"), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_says_what_is_wrong_in_the_instance)
{
    setup(SCHEMA IMPORT CASH "</xs:schema>");
    ck_assert_int_eq(check(ROOT SCHEMA_REF CONTEXT
                           "<t:Cash contextRef='end' decimals='0'>1,000</t:Cash>\n"
                           "<t:Csh contextRef='end' unitRef='JPY' decimals='0'>7</t:Csh>\n"
                           "<t:Helper>x</t:Helper>\n<link:linkbase/>\n</xbrli:xbrl>"),
                     KS_OK);
    ck_assert_str_eq(
        findings.ptr,
        "xml.missing-attribute i.xbrl:5:1 element \"Cash\" needs the attribute "
        "\"unitRef\"\n"
        "xml.wrong-value i.xbrl:5:1 \"1,000\" is no valid value of element \"Cash\"; "
        "expected: a number\n"
        "xml.unknown-element i.xbrl:6:1 element \"Csh\" is declared in no schema; did you "
        "mean \"Cash\"?\n"
        "instance.unexpected-element i.xbrl:7:1 \"Helper\" is neither a fact nor a "
        "context, unit or footnote link\n"
        "instance.unexpected-element i.xbrl:8:1 \"linkbase\" is neither a fact nor a "
        "context, unit or footnote link\n");
    teardown();
}
END_TEST

START_TEST(test_references_come_first_and_in_order)
{
    setup(SCHEMA IMPORT CASH "</xs:schema>");
    ck_assert_int_eq(
        check(ROOT CONTEXT
              "<link:roleRef roleURI='urn:r' xlink:type='simple' xlink:href='t.xsd#r'/>\n"
              "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(
        findings.ptr,
        "instance.wrong-order i.xbrl:4:1 \"roleRef\" must stand in front of \"context\" "
        "[2:1]\n"
        "instance.no-schema-ref i.xbrl:1:1 the instance names no taxonomy schema\n");
    teardown();
}
END_TEST

START_TEST(test_checks_what_xbrl_adds_to_schemas_and_linkbases)
{
    ks_document linkbase = {.url = "l.xml", .file = "l.xml", .needs_schema = true};
    setup(SCHEMA "<xs:annotation><xs:appinfo>\n<link:roleType id='r'/></xs:appinfo></xs:annotation>"
                 "\n" IMPORT CASH "\n<xs:element name='Rent' type='xbrli:monetaryItemType'"
                 " substitutionGroup='xbrli:item' xbrli:periodType='always'/></xs:schema>");
    ck_assert_int_eq(ks_taxonomy_add_document(taxonomy, &linkbase), KS_OK);
    put("l.xml", "<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
                 " xmlns:xlink='http://www.w3.org/1999/xlink'>\n"
                 "<link:labelLink xlink:type='extended'/></link:linkbase>");
    ck_assert_int_eq(check(ROOT SCHEMA_REF CONTEXT FACT "</xbrli:xbrl>"), KS_OK);
    ck_assert(strstr(findings.ptr, "xml.missing-attribute t.xsd:2:1 element \"roleType\" needs the "
                                   "attribute \"roleURI\"\n") != NULL);
    ck_assert(strstr(findings.ptr,
                     "xml.wrong-attribute t.xsd:4:1 \"always\" is no valid value of "
                     "attribute \"periodType\" of element \"element\"; expected: one of "
                     "'duration', 'instant'\n") != NULL);
    ck_assert(strstr(findings.ptr,
                     "xml.missing-attribute l.xml:2:1 element \"labelLink\" needs the "
                     "attribute \"role\"\n") != NULL);
    teardown();
}
END_TEST

START_TEST(test_a_copy_of_the_instance_schema_is_passed_over)
{
    ks_document copy = {.url = "copy.xsd", .file = "copy.xsd", .ns = KS_NS_XBRLI};
    setup(SCHEMA "<xs:import namespace='http://www.xbrl.org/2003/instance'"
                 " schemaLocation='copy.xsd'/>" CASH "</xs:schema>");
    put("copy.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
                    " targetNamespace='http://www.xbrl.org/2003/instance'/>");
    ck_assert_int_eq(ks_taxonomy_add_document(taxonomy, &copy), KS_OK);
    ck_assert_int_eq(check(ROOT SCHEMA_REF CONTEXT FACT "</xbrli:xbrl>"), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_refuses_where_nothing_could_be_validated)
{
    setup(SCHEMA IMPORT "<xs:element name='Cash' type='xbrli:noSuchType'/></xs:schema>");
    ck_assert_int_eq(check(ROOT SCHEMA_REF CONTEXT FACT "</xbrli:xbrl>"), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "xml.schema-broken t.xsd:1:") != NULL);
    teardown();
}
END_TEST

START_TEST(test_validates_one_document_against_one_schema)
{
    setup(SCHEMA "</xs:schema>");
    put("v.xml", "<view xmlns='urn:kessan:view:1'/>");
    ck_assert_int_eq(ks_check_document("v.xml", "urn:kessan:view:1", "xsd/kessan/view.xsd",
                                       &resolver, &names, &sink),
                     KS_OK);
    ck_assert(strstr(findings.ptr, "xml.missing-") != NULL);
    ck_assert_int_eq(ks_check_document("none.xml", "urn:kessan:view:1", "xsd/kessan/view.xsd",
                                       &resolver, &names, &sink),
                     KS_REFUSED);
    teardown();
}
END_TEST

KS_TEST_MAIN("check_schema", test_accepts_a_right_report, test_says_what_is_wrong_in_the_instance,
             test_references_come_first_and_in_order,
             test_checks_what_xbrl_adds_to_schemas_and_linkbases,
             test_a_copy_of_the_instance_schema_is_passed_over,
             test_refuses_where_nothing_could_be_validated,
             test_validates_one_document_against_one_schema)

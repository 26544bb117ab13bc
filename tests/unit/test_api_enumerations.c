/* Extensible Enumerations 1.0 and 2.0, from documents to findings.
 *
 * The concept X that a case declares stands on line 2 of t.xsd, its fact on line 2 of i.xbrl. The
 * domain in the role urn:r: M, then N and (not usable) O below it, and Q below O. */
#include "test.h"

#include <string.h>

#include "check_instance.h"
#include "check_taxonomy.h"
#include "io_resolve.h"
#include "read_instance.h"
#include "test_failing.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"
#define SPACES                                                                                     \
    " xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"                \
    " xmlns:xbrli='" XBRL_ORG "instance' xmlns:t='urn:t'"                                          \
    " xmlns:xbrldt='http://xbrl.org/2005/xbrldt'"                                                  \
    " xmlns:e1='http://xbrl.org/2014/extensible-enumerations'"                                     \
    " xmlns:e2='http://xbrl.org/2020/extensible-enumerations-2.0'"
#define IMPORT(ns, url) "<xs:import namespace='" ns "' schemaLocation='" url "'/>"
#define SCHEMA_HEAD                                                                                \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'" SPACES                                \
    " targetNamespace='urn:t' elementFormDefault='qualified'><xs:annotation><xs:appinfo>"          \
    "<link:roleType id='r' roleURI='urn:r'><link:usedOn>link:definitionLink</link:usedOn>"         \
    "</link:roleType></xs:appinfo></xs:annotation>" IMPORT(XBRL_ORG "instance", XBRL_ORG           \
                                                           "xbrl-instance-2003-12-31.xsd")         \
        IMPORT("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd")          \
            IMPORT("http://xbrl.org/2014/extensible-enumerations",                                 \
                   "http://www.xbrl.org/2014/extensible-enumerations.xsd")                         \
                IMPORT("http://xbrl.org/2020/extensible-enumerations-2.0",                         \
                       "https://www.xbrl.org/2020/extensible-enumerations-2.0.xsd")
#define ITEM(name, type, group, more)                                                              \
    "<xs:element name='" name "' id='" name "' type='" type "' substitutionGroup='" group          \
    "' xbrli:periodType='instant' nillable='true' " more "/>"
#define PLAIN(name) ITEM(name, "xbrli:stringItemType", "xbrli:item", "")
#define MEMBERS     PLAIN("M") PLAIN("N") PLAIN("O") PLAIN("Q")
#define HYPERCUBE   ITEM("H", "xbrli:stringItemType", "xbrldt:hypercubeItem", "abstract='true'")
#define SCHEMA_END  MEMBERS HYPERCUBE "</xs:schema>"
#define LOC(id)     "<link:loc xlink:type='locator' xlink:label='" id "' xlink:href='t.xsd#" id "'/>"
#define MEMBER(from, to, more)                                                                     \
    "<link:definitionArc xlink:type='arc' xlink:from='" from "' xlink:to='" to                     \
    "' xlink:arcrole='http://xbrl.org/int/dim/arcrole/domain-member' " more "/>"

static const char LINKBASE[] =
    "<link:linkbase" SPACES "><link:roleRef xlink:type='simple' roleURI='urn:r'"
    " xlink:href='t.xsd#r'/><link:arcroleRef xlink:type='simple'"
    " arcroleURI='http://xbrl.org/int/dim/arcrole/domain-member'"
    " xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd#domain-member'/>"
    "<link:definitionLink xlink:type='extended' xlink:role='urn:r'>" LOC("M") LOC("N") LOC("O")
        LOC("Q") MEMBER("M", "N", "") MEMBER("M", "O", "xbrldt:usable='false'")
            MEMBER("O", "Q", "") "</link:definitionLink></link:linkbase>";

static const char INSTANCE_HEAD[] =
    "<xbrli:xbrl" SPACES "><link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
    "<link:linkbaseRef xlink:type='simple' xlink:href='l.xml'"
    " xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>"
    "<xbrli:context id='c'><xbrli:entity><xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"
    "</xbrli:entity><xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period>"
    "</xbrli:context>";

static void note(const ks_finding *finding, void *user)
{
    ks_str *out = user;
    ks_str_addf(out, "%s%s %s:%u", out->len == 0 ? "" : ", ", finding->id,
                finding->place.file != NULL ? finding->place.file : "-", finding->place.line);
}

static ks_status put(ks_io_resolver *resolver, const char *url, const char *head, const char *more,
                     const char *end)
{
    ks_str text;
    ks_str_init(&text);
    ks_str_addf(&text, "%s\n%s\n%s", head, more, end);
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        status = ks_io_resolver_put(resolver, url, ks_str_view(&text));
    }
    ks_str_release(&text);
    return status;
}

static ks_status check(const char *schema, const char *instance, ks_sink *sink)
{
    ks_names names;
    ks_io_resolver resolver;
    ks_report_pair report = {NULL, NULL};
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_status status = put(&resolver, "t.xsd", SCHEMA_HEAD, schema, SCHEMA_END);
    if (status == KS_OK) {
        status = put(&resolver, "l.xml", LINKBASE, "", "");
    }
    if (status == KS_OK) {
        status = put(&resolver, "i.xbrl", INSTANCE_HEAD, instance, "</xbrli:xbrl>");
    }
    if (status == KS_OK) {
        status = ks_read_report_taxonomy("i.xbrl", &names, &resolver, sink, &report.taxonomy);
    }
    if (status == KS_OK) {
        status = ks_read_instance_checked("i.xbrl", &names, &resolver, report.taxonomy, NULL, NULL,
                                          sink, &report.instance);
    }
    if (status == KS_OK) {
        status = ks_check_taxonomy(report.taxonomy, false, sink);
    }
    if (status == KS_OK) {
        status = ks_check_instance(report.instance, true, sink);
    }
    ks_report_pair_release(&report);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    return status;
}

static void expect(const char *schema, const char *instance, const char *expected)
{
    ks_str findings;
    ks_sink sink;
    ks_str_init(&findings);
    ks_sink_init(&sink, note, &findings, KS_LANG_EN);
    ck_assert_int_eq(check(schema, instance, &sink), KS_OK);
    ck_assert_msg(strcmp(ks_str_view(&findings).ptr, expected) == 0,
                  "%s\n%s\nexpected %s\nfound    %s", schema, instance, expected,
                  ks_str_view(&findings).ptr);
    ks_str_release(&findings);
}

#define ENUM_1(more)  ITEM("X", "e1:enumerationItemType", "xbrli:item", more)
#define ENUM_2(more)  ITEM("X", "e2:enumerationItemType", "xbrli:item", more)
#define ENUM_2S(more) ITEM("X", "e2:enumerationSetItemType", "xbrli:item", more)
#define ALL_1         "e1:domain='t:M' e1:linkrole='urn:r'"
#define ALL_2         "e2:domain='t:M' e2:linkrole='urn:r'"
#define FACT(value)   "<t:X contextRef='c'>" value "</t:X>"

START_TEST(test_declarations)
{
    expect(ENUM_1(ALL_1), "", "");
    expect(ENUM_1("e1:linkrole='urn:r'"), "", "enum1.no-domain t.xsd:2");
    expect(ENUM_1("e1:domain='t:M'"), "", "enum1.no-link-role t.xsd:2");
    expect(ENUM_1("e1:domain='t:Z' e1:linkrole='urn:r'"), "", "enum1.wrong-domain t.xsd:2");
    expect(ENUM_1(ALL_2), "", "enum1.no-domain t.xsd:2, enum1.no-link-role t.xsd:2");
    expect(ENUM_2(ALL_2), "", "");
    expect(ENUM_2("e2:linkrole='urn:r'"), "", "enum2.no-domain t.xsd:2");
    expect(ENUM_2S("e2:domain='t:M'"), "", "enum2.no-link-role t.xsd:2");
    expect(ENUM_2("e2:domain='t:H' e2:linkrole='urn:r'"), "", "enum2.wrong-domain t.xsd:2");
    expect(ITEM("X", "xbrli:stringItemType", "xbrli:item", ""), "", "");
}
END_TEST

START_TEST(test_names)
{
    expect(ENUM_1(ALL_1), FACT("t:N"), "");
    expect(ENUM_1(ALL_1), "<t:X contextRef='c' xmlns:other='urn:t'> other:Q </t:X>", "");
    expect(ENUM_1(ALL_1), FACT("t:M"), "enum1.not-a-member i.xbrl:2");
    expect(ENUM_1(ALL_1 " e1:headUsable='true'"), FACT("t:M"), "");
    expect(ENUM_1(ALL_1), FACT("t:O"), "enum1.not-a-member i.xbrl:2");
    expect(ENUM_1(ALL_1), FACT("t:Z"), "enum1.not-a-member i.xbrl:2");
    expect(ENUM_1(ALL_1), "<t:X contextRef='c' xmlns:t2='urn:u'>t2:N</t:X>",
           "enum1.not-a-member i.xbrl:2");
    expect(ENUM_1("e1:domain='t:M' e1:linkrole='urn:s'"), FACT("t:N"),
           "enum1.not-a-member i.xbrl:2");
    expect(ENUM_1(ALL_1),
           "<t:X contextRef='c' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
           " xsi:nil='true'/>",
           "");
}
END_TEST

START_TEST(test_uris)
{
    expect(ENUM_2(ALL_2), FACT(" urn:t#N\n"), "");
    expect(ENUM_2(ALL_2), FACT("urn:t#M"), "enum2.not-a-member i.xbrl:2");
    expect(ENUM_2(ALL_2 " e2:headUsable='1'"), FACT("urn:t#M"), "");
    expect(ENUM_2(ALL_2 " e2:headUsable='yes'"), "", "xml.wrong-attribute t.xsd:2");
    expect(ENUM_2(ALL_2), FACT("urn:t#O"), "enum2.not-a-member i.xbrl:2");
    expect(ENUM_2(ALL_2), FACT("urn:u#N"), "enum2.not-a-member i.xbrl:2");
}
END_TEST

START_TEST(test_sets)
{
    expect(ENUM_2S(ALL_2), FACT("urn:t#N  urn:t#Q"), "");
    expect(ENUM_2S(ALL_2), FACT(""), "");
    expect(ENUM_2S(ALL_2), FACT("urn:t#N urn:t#O urn:t#Z"),
           "enum2.not-a-member-of-set i.xbrl:2, enum2.not-a-member-of-set i.xbrl:2");
    expect(ENUM_2S(ALL_2), FACT("urn:t#Q urn:t#N"), "enum2.wrong-order i.xbrl:2");
    expect(ENUM_2S(ALL_2), FACT("urn:t#N urn:t#N urn:t#N urn:t#Q"), "enum2.repeated i.xbrl:2");
    expect(ENUM_2S(ALL_2), FACT("urn:t#N urn:t#Q urn:t#N"),
           "enum2.wrong-order i.xbrl:2, enum2.repeated i.xbrl:2");
}
END_TEST

/* The type may be derived, with a name or without. */
START_TEST(test_derived_types)
{
#define RESTRICTION                                                                                \
    "<xs:simpleContent><xs:restriction base='e2:enumerationItemType'>"                             \
    "<xs:maxLength value='9'/></xs:restriction></xs:simpleContent></xs:complexType>"
    expect("<xs:complexType name='own'>" RESTRICTION ITEM("X", "t:own", "xbrli:item", ALL_2),
           FACT("urn:t#O"), "enum2.not-a-member i.xbrl:2");
    expect("<xs:element name='X' id='X' substitutionGroup='xbrli:item' "
           "xbrli:periodType='instant' " ALL_2 "><xs:complexType>" RESTRICTION "</xs:element>",
           FACT("urn:t#O"), "enum2.not-a-member i.xbrl:2");
}
END_TEST

static bool check_once(void)
{
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    /* Nothing that a guess is made for: without memory there is none, and that is not told. */
    ks_status status = check(ENUM_2S(ALL_2) ITEM("Y", "e1:enumerationItemType", "xbrli:item", ""),
                             FACT("urn:t#Q urn:t#N urn:t#N"), &sink);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    return status == KS_OK && ks_sink_status(&sink) == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    fail_each_allocation(check_once);
}
END_TEST

KS_TEST_MAIN("api_enumerations", test_declarations, test_names, test_uris, test_sets,
             test_derived_types, test_short_memory_is_told)

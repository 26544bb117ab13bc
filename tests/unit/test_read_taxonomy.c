/* Reading taxonomies: concepts and their types, labels, networks, roles, and what leads nowhere. */
#include <string.h>

#include "read_taxonomy.h"
#include "test_taxonomy.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"                                       \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                             \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:num='http://www.xbrl.org/dtr/type/numeric' xmlns:t='urn:t'"                            \
    " targetNamespace='urn:t' elementFormDefault='qualified'>"
#define LINKBASE                                                                                   \
    "<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"                                \
    " xmlns:xlink='http://www.w3.org/1999/xlink'>"
#define STANDARD         "http://www.xbrl.org/2003/"
#define LINKBASE_ARCROLE "http://www.w3.org/1999/xlink/properties/linkbase"

static const char *const SCHEMA_TEXT = SCHEMA
    "<xs:annotation><xs:appinfo>"
    "<link:roleType id='bs' roleURI='urn:t/role/bs'><link:definition> Balance\nsheet "
    "</link:definition><link:usedOn>link:presentationLink</link:usedOn>"
    "<link:usedOn>link:calculationLink</link:usedOn></link:roleType>"
    "<link:linkbaseRef xlink:type='simple' xlink:href='t_lab.xml' xlink:arcrole='" LINKBASE_ARCROLE
    "'/>"
    "<link:linkbaseRef xlink:type='simple' xlink:href='t_pre.xml' xlink:arcrole='" LINKBASE_ARCROLE
    "'/>"
    "</xs:appinfo></xs:annotation>"
    "<xs:import namespace='" STANDARD "instance' schemaLocation='" STANDARD
    "xbrl-instance-2003-12-31.xsd'/>"
    "<xs:import namespace='http://www.xbrl.org/dtr/type/numeric'"
    " schemaLocation='http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd'/>"
    "<xs:complexType name='moneyType'><xs:simpleContent>"
    "<xs:restriction base='xbrli:monetaryItemType'/></xs:simpleContent></xs:complexType>"
    "<xs:element name='Assets' id='t_Assets' type='t:moneyType' substitutionGroup='xbrli:item'"
    " nillable='true' xbrli:periodType='instant' xbrli:balance='debit'/>"
    "<xs:element name='Cash' id='t_Cash' substitutionGroup='t:Assets' xbrli:periodType='instant'/>"
    "<xs:element name='Rate' id='t_Rate' type='num:percentItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='duration'/>"
    "<xs:element name='Eps' id='t_Eps' type='num:perShareItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='duration'/>"
    "<xs:element name='Staff' substitutionGroup='xbrli:item' xbrli:periodType='instant'>"
    "<xs:complexType><xs:simpleContent><xs:restriction base='xbrli:intItemType'>"
    "<xs:minInclusive value='0'/></xs:restriction></xs:simpleContent></xs:complexType></xs:element>"
    "<xs:element name='BsAbstract' id='t_Bs' type='xbrli:stringItemType' abstract='true'"
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"
    "<xs:element name='Group' substitutionGroup='xbrli:tuple' type='xs:anyType'/>"
    "<xs:element name='Helper' type='xs:string'/>"
    "</xs:schema>";

static const char *const LABELS =
    LINKBASE "<link:labelLink xlink:type='extended' xlink:role='" STANDARD "role/link'>"
             "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Cash' xlink:label='cash'/>"
             "<link:label xlink:type='resource' xlink:label='l' xlink:role='" STANDARD "role/label'"
             " xml:lang='en'>Cash</link:label>"
             "<link:label xlink:type='resource' xlink:label='l' xlink:role='" STANDARD "role/label'"
             " xml:lang='ja'>現金</link:label>"
             "<link:labelArc xlink:type='arc' xlink:arcrole='" STANDARD
             "arcrole/concept-label' xlink:from='cash' xlink:to='l'/>"
             "</link:labelLink></link:linkbase>";

static const char *const PRESENTATION = LINKBASE
    "<link:roleRef roleURI='urn:t/role/bs' xlink:type='simple' xlink:href='t.xsd#bs'/>"
    "<link:presentationLink xlink:type='extended' xlink:role='urn:t/role/bs'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Bs' xlink:label='bs'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#element(/1/6)' xlink:label='cash'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#element(t_Assets)' xlink:label='assets'/>"
    "<link:presentationArc xlink:type='arc' xlink:arcrole='" STANDARD "arcrole/parent-child'"
    " xlink:from='bs' xlink:to='assets' order='2' preferredLabel='" STANDARD "role/totalLabel'/>"
    "<link:presentationArc xlink:type='arc' xlink:arcrole='" STANDARD "arcrole/parent-child'"
    " xlink:from='bs' xlink:to='cash' order='1.5'/>"
    "</link:presentationLink>"
    "<link:calculationLink xlink:type='extended' xlink:role='urn:t/role/bs'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Cash' xlink:label='cash'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Assets' xlink:label='assets'/>"
    "<link:calculationArc xlink:type='arc' xlink:arcrole='" STANDARD "arcrole/summation-item'"
    " xlink:from='assets' xlink:to='cash' weight='1' order='1'/>"
    "</link:calculationLink></link:linkbase>";

static const ks_concept *concept(const char *local)
{
    return ks_taxonomy_find(taxonomy, ks_names_qname(&names, KS_SV("urn:t"), ks_sv_from(local)));
}

static void read_whole(void)
{
    put("d/t.xsd", SCHEMA_TEXT);
    put("d/t_lab.xml", LABELS);
    put("d/t_pre.xml", PRESENTATION);
    read_from("d/t.xsd");
    ck_assert_str_eq(findings.ptr, "");
}

START_TEST(test_reads_concepts_with_what_their_types_come_down_to)
{
    setup();
    read_whole();
    const ks_concept *assets = concept("Assets");
    ck_assert_int_eq(assets->kind, KS_ITEM_MONETARY);
    ck_assert_int_eq(assets->balance, KS_BALANCE_DEBIT);
    ck_assert_int_eq(assets->period, KS_PERIOD_INSTANT);
    ck_assert(assets->is_nillable && !assets->is_abstract && assets->is_item);
    ck_assert_str_eq(assets->id, "t_Assets");
    ck_assert_str_eq(assets->type->local, "moneyType");
    ck_assert_str_eq(assets->place.file, "d/t.xsd");
    ck_assert_int_eq(concept("Cash")->kind, KS_ITEM_MONETARY);
    ck_assert_int_eq(concept("Rate")->kind, KS_ITEM_PURE);
    ck_assert_int_eq(concept("Eps")->kind, KS_ITEM_PER_SHARE);
    ck_assert_int_eq(concept("Staff")->kind, KS_ITEM_INTEGER);
    ck_assert(concept("BsAbstract")->is_abstract);
    ck_assert(!concept("Group")->is_item);
    ck_assert(concept("Helper") == NULL);
    ck_assert_uint_eq(taxonomy->concepts.count, 7);
    teardown();
}
END_TEST

START_TEST(test_reads_roles_labels_and_networks)
{
    setup();
    read_whole();
    const ks_role *role = ks_taxonomy_find_role(taxonomy, "urn:t/role/bs");
    ck_assert_str_eq(role->definition, "Balance\nsheet");
    ck_assert_str_eq(role->used_on, "link:presentationLink link:calculationLink");
    ck_assert_str_eq(role->id, "bs");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, concept("Cash"), KS_ROLE_LABEL, "ja"), "現金");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, concept("Cash"), KS_ROLE_LABEL, "en"), "Cash");
    const ks_network *shown =
        ks_taxonomy_find_network(taxonomy, "urn:t/role/bs", KS_ARCROLE_PARENT_CHILD);
    ks_arc_list children = ks_network_children(shown, concept("BsAbstract"));
    ck_assert_uint_eq(children.count, 2);
    ck_assert(children.arcs[0]->to == concept("Cash"));
    ck_assert(children.arcs[1]->to == concept("Assets"));
    ck_assert_str_eq(children.arcs[1]->preferred_label, KS_ROLE_TOTAL);
    const ks_network *sums =
        ks_taxonomy_find_network(taxonomy, "urn:t/role/bs", KS_ARCROLE_SUMMATION);
    children = ks_network_children(sums, concept("Assets"));
    ks_decimal one = ks_decimal_from_i64(1);
    ck_assert_uint_eq(children.count, 1);
    ck_assert(ks_decimal_equal(&children.arcs[0]->weight, &one));
    teardown();
}
END_TEST

START_TEST(test_lists_the_documents_as_they_are_discovered)
{
    setup();
    read_whole();
    ck_assert_uint_eq(taxonomy->documents.count, 5);
    ck_assert_str_eq(taxonomy->documents.items[0].url, "d/t.xsd");
    ck_assert_str_eq(taxonomy->documents.items[0].ns, "urn:t");
    ck_assert_str_eq(taxonomy->documents.items[1].url, "d/t_lab.xml");
    ck_assert(taxonomy->documents.items[1].ns == NULL);
    ck_assert_str_eq(taxonomy->documents.items[3].ns, KS_NS_XBRLI);
    teardown();
}
END_TEST

START_TEST(test_a_missing_document_is_named_with_who_asks)
{
    setup();
    put("d/t.xsd", SCHEMA "<xs:import namespace='urn:u' schemaLocation='http://x.org/u.xsd'/>\n"
                          "<xs:import namespace='urn:v' schemaLocation='../v.xsd'/>\n"
                          "<xs:include schemaLocation='http://x.org/u.xsd'/></xs:schema>");
    read_from("d/t.xsd");
    ck_assert(strstr(findings.ptr, "taxonomy.missing-document d/t.xsd:1:") != NULL);
    ck_assert(strstr(findings.ptr, "the taxonomy document \"http://x.org/u.xsd\" is not at hand; "
                                   "\"kessan fetch\" gets it\n"
                                   "taxonomy.missing-document d/t.xsd:2:1 the taxonomy document "
                                   "\"v.xsd\" is not at hand\n") != NULL);
    ck_assert_uint_eq(sink.error_outcomes[KS_OUTCOME_UNRESOLVED], 2);
    teardown();
}
END_TEST

START_TEST(test_says_what_leads_nowhere)
{
    setup();
    put("d/t.xsd", SCHEMA_TEXT);
    put("d/t_lab.xml", LINKBASE "</link:linkbase>");
    put("d/t_pre.xml", LINKBASE
        "<link:roleRef roleURI='urn:t/role/is' xlink:type='simple' xlink:href='t.xsd#is'/>\n"
        "<link:presentationLink xlink:type='extended' xlink:role='urn:t/role/is'>\n"
        "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Asets' xlink:label='a'/>\n"
        "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Cash' xlink:label='c'/>\n"
        "<link:presentationArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_PARENT_CHILD
        "' xlink:from='a' xlink:to='c'/>\n"
        "<link:presentationArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_PARENT_CHILD
        "' xlink:from='b' xlink:to='c'/>\n"
        "</link:presentationLink></link:linkbase>");
    read_from("d/t.xsd");
    ck_assert(strstr(findings.ptr, "taxonomy.unknown-role d/t_pre.xml:1:") != NULL);
    ck_assert(strstr(findings.ptr, "taxonomy.dangling-locator d/t_pre.xml:3:1 \"d/t.xsd\" has no "
                                   "element with the id \"t_Asets\"; did you mean "
                                   "\"t_Assets\"?\n") != NULL);
    ck_assert(strstr(findings.ptr,
                     "taxonomy.dangling-arc d/t_pre.xml:6:1 no locator or resource of "
                     "this link has the label \"b\"\n") != NULL);
    ck_assert_uint_eq(ks_sink_errors(&sink), 3);
    teardown();
}
END_TEST

START_TEST(test_prohibited_and_repeated_relationships_do_not_count)
{
    setup();
    put("d/t.xsd", SCHEMA_TEXT);
    put("d/t_lab.xml", LINKBASE "</link:linkbase>");
#define LINK(id, more)                                                                             \
    "<link:presentationLink xlink:type='extended' xlink:role='" KS_ROLE_LINK "'>"                  \
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_Bs' xlink:label='b'/>"                     \
    "<link:loc xlink:type='locator' xlink:href='t.xsd#" id "' xlink:label='c'/>"                   \
    "<link:presentationArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_PARENT_CHILD               \
    "' xlink:from='b' xlink:to='c' " more "/></link:presentationLink>"
    put("d/t_pre.xml",
        LINKBASE LINK("t_Cash", "order='1'") LINK("t_Cash", "order='1.0'")
            LINK("t_Rate", "order='2'") LINK("t_Rate", "order='2' use='prohibited'")
                LINK("t_Eps", "order='3' priority='2'")
                    LINK("t_Eps", "order='3' use='prohibited' priority='1'") "</link:linkbase>");
    read_from("d/t.xsd");
    ck_assert_str_eq(findings.ptr, "");
    const ks_network *shown =
        ks_taxonomy_find_network(taxonomy, KS_ROLE_LINK, KS_ARCROLE_PARENT_CHILD);
    ks_arc_list children = ks_network_children(shown, concept("BsAbstract"));
    ck_assert_uint_eq(children.count, 2);
    ck_assert(children.arcs[0]->to == concept("Cash"));
    ck_assert(children.arcs[1]->to == concept("Eps"));
    teardown();
}
END_TEST

START_TEST(test_wrong_documents_are_findings_and_the_rest_is_read)
{
    setup();
    put("d/t.xsd", SCHEMA_TEXT);
    put("d/t_lab.xml", "<html/>");
    put("d/t_pre.xml", "<link:linkbase");
    read_from("d/t.xsd");
    ck_assert(strstr(findings.ptr, "taxonomy.not-a-document d/t_lab.xml:1:1") != NULL);
    ck_assert(strstr(findings.ptr, "xml.malformed d/t_pre.xml:1:") != NULL);
    ck_assert(concept("Cash") != NULL);
    teardown();
}
END_TEST

START_TEST(test_concepts_say_their_period_type_and_are_declared_once)
{
    setup();
    put("d/t.xsd",
        SCHEMA "<xs:element name='A' type='xbrli:stringItemType' substitutionGroup='xbrli:item'/>\n"
               "<xs:element name='A' type='xbrli:stringItemType' substitutionGroup='xbrli:item'"
               " xbrli:periodType='instant'/></xs:schema>");
    read_from("d/t.xsd");
    ck_assert(strstr(findings.ptr, "taxonomy.duplicate-concept d/t.xsd:2:1 the element \"A\" is "
                                   "declared twice [1:") != NULL);
    ck_assert(strstr(findings.ptr, "taxonomy.no-period-type d/t.xsd:1:") != NULL);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_taxonomy", test_reads_concepts_with_what_their_types_come_down_to,
             test_reads_roles_labels_and_networks, test_lists_the_documents_as_they_are_discovered,
             test_a_missing_document_is_named_with_who_asks, test_says_what_leads_nowhere,
             test_prohibited_and_repeated_relationships_do_not_count,
             test_wrong_documents_are_findings_and_the_rest_is_read,
             test_concepts_say_their_period_type_and_are_declared_once)

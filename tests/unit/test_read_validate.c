/* What is said of a document that does not agree with its schemas. */
#include "test_findings.h"
#include "test_read_types.h"

static const char XSD[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns='urn:t'"
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' elementFormDefault='qualified'>"
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
    "<xs:element name='Cash' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'/>"
    "<xs:element name='Kind' substitutionGroup='xbrli:item'><xs:complexType><xs:simpleContent>"
    "<xs:restriction base='xbrli:stringItemType'><xs:enumeration value='a'/><xs:enumeration"
    " value='b'/></xs:restriction></xs:simpleContent></xs:complexType></xs:element>"
    "<xs:element name='Heading' abstract='true' type='xbrli:stringItemType'"
    " substitutionGroup='xbrli:item'/>"
    "<xs:element name='Group' substitutionGroup='xbrli:tuple'><xs:complexType><xs:sequence>"
    "<xs:element ref='Cash' minOccurs='2' maxOccurs='2'/></xs:sequence></xs:complexType>"
    "</xs:element></xs:schema>";

static ks_str said;

static void check(const char *facts, const char *expected)
{
    static schemas s;
    ks_str text;
    ks_str_init(&text);
    ks_str_init(&said);
    ks_str_addf(&text,
                "<xbrli:xbrl xmlns:xbrli='%s' xmlns='urn:t'"
                " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n%s</xbrli:xbrl>",
                KS_NS_XBRLI, facts);
    schemas_init(&s, NULL, 0);
    schemas_put(&s, "http://example.com/t.xsd", XSD);
    ck_assert(schemas_finish(&s));
    ks_sink_init(&s.sink, note_finding, &said, KS_LANG_EN);
    ck_assert_int_eq(own_verdict(&s, ks_str_view(&text)), *expected == '\0' ? VALID : INVALID);
    ck_assert_str_eq(said.ptr, expected);
    schemas_release(&s);
    ks_str_release(&text);
    ks_str_release(&said);
}

START_TEST(test_speaks_of_facts_as_facts)
{
    check("<Cash contextRef='c' unitRef='u' decimals='0'>123</Cash><Kind contextRef='c'>b</Kind>",
          "");
    check("<Cash contextRef='c' unitRef='u' decimals='0'>12,3</Cash>",
          "instance.wrong-value document:2:1 fact \"Cash\" holds \"12,3\", but its type "
          "monetaryItemType demands a number\n");
    check("<Kind contextRef='c'>c</Kind>",
          "instance.wrong-value document:2:1 fact \"Kind\" holds \"c\", but its type "
          "stringItemType demands one of 'a', 'b'\n");
}
END_TEST

START_TEST(test_names_what_is_missing_or_too_much)
{
    check(
        "<Cash contextRef='c' unitRef='u' decimals='half' extra='1'>1</Cash>",
        "xml.wrong-attribute document:2:1 \"half\" is no valid value of attribute \"decimals\" of "
        "element \"Cash\"; expected: a whole number or INF\n"
        "xml.unknown-attribute document:2:1 element \"Cash\" has no attribute \"extra\"\n");
    check("<Cash>1</Cash>",
          "xml.missing-attribute document:2:1 element \"Cash\" needs the attribute \"contextRef\"\n"
          "xml.missing-attribute document:2:1 element \"Cash\" needs the attribute \"unitRef\"\n");
    check("<Cash contextRef='c' unitRef='u' xsi:nil='true'/>",
          "xml.not-nillable document:2:1 element \"Cash\" must have a value: its schema does not "
          "allow nil\n");
    check("<Heading contextRef='c'>x</Heading>",
          "xml.abstract-element document:2:1 element \"Heading\" is abstract and cannot be used "
          "itself\n");
    check("<Lost/>",
          "xml.unknown-element document:2:1 element \"Lost\" is declared in no schema\n");
}
END_TEST

START_TEST(test_names_what_is_expected)
{
    check("<Group><Cash contextRef='c' unitRef='u'>1</Cash></Group>",
          "xml.missing-element document:2:1 element \"Group\" is not complete; expected: Cash\n");
    check("<Group><Kind contextRef='c'>a</Kind></Group>",
          "xml.unexpected-element document:2:8 element \"Kind\" must not stand here; expected: "
          "Cash\n");
    check("<Group>text<Cash contextRef='c' unitRef='u'>1</Cash>"
          "<Cash contextRef='c' unitRef='u'>1</Cash></Group>",
          "xml.text-not-allowed document:2:1 element \"Group\" must contain only elements, and "
          "there is text in it\n");
}
END_TEST

KS_TEST_MAIN("read_validate", test_speaks_of_facts_as_facts, test_names_what_is_missing_or_too_much,
             test_names_what_is_expected)

/* Validation in the pass that reads, with schemas that come from a table. */
#include "test.h"

#include <string.h>

#include "base_alloc.h"
#include "test_findings.h"
#include "xml_schema.h"

typedef struct file {
    const char *url;
    const char *text;
} file;

#define XSD "xmlns:xs='http://www.w3.org/2001/XMLSchema' elementFormDefault='qualified'"

static const file files[] = {
    {"http://x.org/a.xsd",
     "<?xml version='1.0' encoding='Shift_JIS'?>"
     "<xs:schema " XSD " targetNamespace='urn:a' xmlns='urn:a' xmlns:b='urn:b'>"
     "<xs:import namespace='urn:b' schemaLocation='sub/b1.xsd'/>"
     "<xs:simpleType name='size'><xs:restriction base='xs:token'>"
     "<xs:enumeration value='big'/><xs:enumeration value='small'/></xs:restriction></xs:simpleType>"
     "<xs:element name='head' abstract='true'/>"
     "<xs:element name='amount' type='xs:decimal' nillable='true'/>"
     "<xs:element name='count' type='xs:integer'/>"
     "<xs:element name='root'><xs:complexType><xs:sequence>"
     "<xs:element name='when' type='xs:date'/><xs:element name='size' type='size' minOccurs='0'/>"
     "<xs:element ref='b:one' minOccurs='0'/><xs:element ref='b:two' minOccurs='0'/>"
     "<xs:any namespace='urn:a' processContents='strict' minOccurs='0' maxOccurs='unbounded'/>"
     "</xs:sequence><xs:attribute name='id' type='xs:ID' use='required'/>"
     "<xs:attribute name='rank' type='xs:positiveInteger'/></xs:complexType></xs:element>"
     "</xs:schema>"},
    {"http://x.org/sub/b1.xsd", "<xs:schema " XSD " targetNamespace='urn:b'>"
                                "<xs:element name='one' type='xs:string'/></xs:schema>"},
    {"http://x.org/sub/b2.xsd", "<xs:schema " XSD " targetNamespace='urn:b'>"
                                "<xs:element name='two' type='xs:string'/></xs:schema>"},
    {"報告/c d.xsd", "<xs:schema " XSD " targetNamespace='urn:c' xmlns='urn:c'>"
                     "<xs:include schemaLocation='e.xsd'/>"
                     "<xs:element name='c' type='t'/></xs:schema>"},
    {"報告/e.xsd", "<xs:schema " XSD " targetNamespace='urn:c'>"
                   "<xs:simpleType name='t'><xs:restriction base='xs:decimal'/></xs:simpleType>"
                   "</xs:schema>"},
    {"bad.xsd", "<xs:schema " XSD " targetNamespace='urn:bad'>\n"
                "  <xs:element name='x'\n type='nowhere'/></xs:schema>"},
    {"broken.xsd", "<xs:schema " XSD " targetNamespace='urn:bad'>\n<xs:element"},
    {"lost.xsd", "<xs:schema " XSD " targetNamespace='urn:lost'>\n"
                 "<xs:import namespace='urn:b' schemaLocation='/etc/passwd'/></xs:schema>"},
};

static bool load(const char *url, void *user, ks_sv *out)
{
    (void)user;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (strcmp(files[i].url, url) == 0) {
            *out = ks_sv_from(files[i].text);
            return true;
        }
    }
    return false;
}

static ks_str findings;
static ks_sink sink;

static ks_xml_schema *compile(const ks_xml_schema_part *parts, size_t count, ks_status expected)
{
    ks_xml_schema *schema = NULL;
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ck_assert_int_eq(ks_xml_schema_new(parts, count, load, NULL, &sink, &schema), expected);
    return schema;
}

static const char *check(ks_xml_schema *schema, ks_sv text)
{
    ks_names names;
    ks_names_init(&names);
    ks_str_release(&findings);
    ks_xml_source source = {
        .file = "i.xml", .text = text, .names = &names, .schema = schema, .sink = &sink};
    ck_assert_int_eq(ks_xml_parse(&source, &KS_XML_DEAF, NULL), KS_OK);
    ks_names_release(&names);
    return findings.ptr;
}

static const ks_xml_schema_part parts[] = {{.ns = "urn:a", .url = "http://x.org/a.xsd"},
                                           {.ns = "urn:b", .url = "http://x.org/sub/b1.xsd"},
                                           {.ns = "urn:b", .url = "http://x.org/sub/b2.xsd"}};

START_TEST(test_accepts_what_is_valid_again_and_again)
{
    ks_xml_schema *schema = compile(parts, 3, KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    for (int i = 0; i < 3; i++) {
        ck_assert_str_eq(
            check(schema, KS_SV("<root xmlns='urn:a' id='x'><when>2002-06-30</when><size>big</size>"
                                "<one xmlns='urn:b'>a</one><two xmlns='urn:b'>b</two>"
                                "<amount>12.5</amount></root>")),
            "");
    }
    ks_xml_schema_free(schema);
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_says_in_plain_words_what_is_invalid)
{
    static const char *const cases[][2] = {
        {"<root xmlns='urn:a' id='x'>\n <when>yesterday</when></root>",
         "xml.wrong-value i.xml:2:2 \"yesterday\" is no valid value of element \"when\"; expected: "
         "a "
         "date like 2002-06-30\n"},
        {"<root xmlns='urn:a' id='x'><when>2002-06-30</when><size>huge</size></root>",
         "xml.wrong-value i.xml:1:51 \"huge\" is no valid value of element \"size\"; expected: one "
         "of "
         "'big', 'small'\n"},
        {"<root xmlns='urn:a' rank='0' id='x' colour='red'><when>2002-06-30</when></root>",
         "xml.wrong-attribute i.xml:1:1 \"0\" is no valid value of attribute \"rank\" of element "
         "\"root\"; expected: a whole number of 1 or more\n"
         "xml.unknown-attribute i.xml:1:1 element \"root\" has no attribute \"colour\"\n"},
        {"<root xmlns='urn:a'><when>2002-06-30</when></root>",
         "xml.missing-attribute i.xml:1:1 element \"root\" needs the attribute \"id\"\n"},
        {"<root xmlns='urn:a' id='x'/>",
         "xml.missing-element i.xml:1:1 element \"root\" is not complete; expected: when\n"},
        {"<root xmlns='urn:a' id='x'><size>big</size></root>",
         "xml.unexpected-element i.xml:1:28 element \"size\" must not stand here; expected: "
         "when\n"},
        {"<root xmlns='urn:a' id='x'><when>2002-06-30</when>\n<amuont>1</amuont></root>",
         "xml.unknown-element i.xml:2:1 element \"amuont\" is declared in no schema\n"},
        {"<root xmlns='urn:a' id='x'><when>2002-06-30</when><head/></root>",
         "xml.abstract-element i.xml:1:51 element \"head\" is abstract and cannot be used "
         "itself\n"},
        {"<root xmlns='urn:a' id='x'>text<when>2002-06-30</when></root>",
         "xml.text-not-allowed i.xml:1:1 element \"root\" must contain only elements, and there is "
         "text in it\n"},
        {"<root xmlns='urn:a' id='x'><when>2002-06-30<b/></when></root>",
         "xml.child-not-allowed i.xml:1:44 element \"when\" holds a value and must not contain "
         "elements\n"},
        {"<root xmlns='urn:a' id='x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
         "<when>2002-06-30</when><count xsi:nil='true'/></root>",
         "xml.not-nillable i.xml:1:105 element \"count\" must have a value: its schema does not "
         "allow "
         "nil\n"},
        {"<root xmlns='urn:a' id='x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
         "<when>2002-06-30</when><amount xsi:nil='true'>1</amount></root>",
         "xml.nil-with-content i.xml:1:105 element \"amount\" is nil and yet has content\n"},
    };
    ks_xml_schema *schema = compile(parts, 3, KS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_str_eq(check(schema, ks_sv_from(cases[i][0])), cases[i][1]);
    }
    ks_xml_schema_free(schema);
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_knows_long_decimals)
{
    ks_xml_schema *schema = compile(parts, 3, KS_OK);
#define WITH(element) KS_SV("<root xmlns='urn:a' id='x'><when>2002-06-30</when>" element "</root>")
    ck_assert_str_eq(
        check(schema, WITH("<amount>1234567890123456789012345678901234567890.5</amount>"
                           "<count>-1234567890123456789012345678901234567890</count>")),
        "");
    ck_assert(
        strstr(check(schema, WITH("<count>1234567890123456789012345678901234567890.5</count>")),
               "a whole number") != NULL);
    ck_assert(
        strstr(check(schema, WITH("<amount>1234567890123456789012345678901234567890x</amount>")),
               "a number") != NULL);
    ck_assert(
        strstr(check(schema, KS_SV("<root xmlns='urn:a' id='x'>"
                                   "<when>1234567890123456789012345678901234567890</when></root>")),
               "a date") != NULL);
    ks_xml_schema_free(schema);
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_goes_by_any_path)
{
    const ks_xml_schema_part odd[] = {{.ns = "urn:c", .url = "報告/c d.xsd"}};
    ks_xml_schema *schema = compile(odd, 1, KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_str_eq(check(schema, KS_SV("<c xmlns='urn:c'>1</c>")), "");
    ck_assert_str_eq(
        check(schema, KS_SV("<c xmlns='urn:c'>x</c>")),
        "xml.wrong-value i.xml:1:1 \"x\" is no valid value of element \"c\"; expected: a "
        "value of type t\n");
    ks_xml_schema_free(schema);
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_refuses_a_schema_that_lacks_something)
{
    const ks_xml_schema_part lost[] = {{.ns = "urn:lost", .url = "lost.xsd"}};
    const ks_xml_schema_part absent[] = {{.ns = "urn:gone", .url = "http://x.org/gone.xsd"}};
    const ks_xml_schema_part bad[] = {{.ns = "urn:bad", .url = "bad.xsd"}};
    const ks_xml_schema_part broken[] = {{.ns = "urn:bad", .url = "broken.xsd"}};
    ck_assert(compile(lost, 1, KS_REFUSED) == NULL);
    ck_assert_str_eq(findings.ptr,
                     "xml.schema-missing lost.xsd:2:1 the schema \"/etc/passwd\" is not at hand\n");
    ks_str_release(&findings);
    ck_assert(compile(absent, 1, KS_REFUSED) == NULL);
    ck_assert_str_eq(findings.ptr,
                     "xml.schema-missing -:0:0 the schema \"http://x.org/gone.xsd\" is "
                     "not at hand\n");
    ks_str_release(&findings);
    ck_assert(compile(bad, 1, KS_REFUSED) == NULL);
    ck_assert(strncmp(findings.ptr, "xml.schema-broken bad.xsd:2:3 ", 30) == 0);
    ks_str_release(&findings);
    ck_assert(compile(broken, 1, KS_REFUSED) == NULL);
    ck_assert(strstr(findings.ptr, "xml.schema-broken") != NULL);
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_caps_its_records)
{
    ks_xml_schema *schema = compile(parts, 3, KS_OK);
    ks_str text;
    ks_str_init(&text);
    ks_str_add(&text, "<root xmlns='urn:a' id='x'><when>2002-06-30</when>");
    for (int i = 0; i < 1500; i++) {
        ks_str_add(&text, "<amount>x</amount>");
    }
    ks_str_add(&text, "</root>");
    check(schema, ks_str_view(&text));
    ck_assert_uint_eq(sink.counts[KS_ERROR], 1000);
    ck_assert_uint_eq(sink.counts[KS_NOTE], 1);
    ck_assert(strstr(findings.ptr, "xml.more") != NULL);
    ks_str_release(&text);
    ks_xml_schema_free(schema);
    ks_str_release(&findings);
}
END_TEST

KS_TEST_MAIN("xml_schema", test_accepts_what_is_valid_again_and_again,
             test_says_in_plain_words_what_is_invalid, test_knows_long_decimals,
             test_goes_by_any_path, test_refuses_a_schema_that_lacks_something,
             test_caps_its_records)

/* Nothing of what libxml2 says reaches a user in its own words. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "test_findings.h"
#include "xml_schema.h"

#define XSD_NS "http://www.w3.org/2001/XMLSchema"
#define HEAD                                                                                       \
    "<xs:schema xmlns:xs='" XSD_NS "' xmlns:t='urn:t' xmlns:u='urn:u' targetNamespace='urn:t'"     \
    " elementFormDefault='qualified'>"
#define XSI "xmlns='urn:t' xmlns:t='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"

typedef struct wording {
    const char *text;
    const char *said[KS_LANG_COUNT];
} wording;

static ks_str findings;
static ks_sink sink;

static bool load(const char *url, void *user, ks_sv *out)
{
    *out = ks_sv_from(user);
    return strcmp(url, "t.xsd") == 0;
}

static ks_xml_schema *compile(const char *body, ks_lang lang)
{
    static const ks_xml_schema_part part = {.ns = "urn:t", .url = "t.xsd"};
    char text[4000];
    ks_xml_schema *schema = NULL;
    ck_assert_int_lt(snprintf(text, sizeof text, HEAD "%s</xs:schema>", body), (int)sizeof text);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, lang);
    ks_status status = ks_xml_schema_new(&part, 1, load, text, &sink, &schema);
    ck_assert(status == (schema == NULL ? KS_REFUSED : KS_OK));
    return schema;
}

/* The findings end in what is expected, and none has words that only libxml2 has. */
static void expect(const char *expected)
{
    static const char *const foreign[] = {"decl.",  "xs:",          "{urn:",  "definition",
                                          "facet-", "constraint '", "QName ", "atomic"};
    char line[600];
    ck_assert_int_lt(snprintf(line, sizeof line, "%s\n", expected), (int)sizeof line);
    if (!ks_sv_ends(ks_str_view(&findings), ks_sv_from(line))) {
        ck_abort_msg("said: %sexpected: %s", findings.ptr, line);
    }
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        const char *found = strstr(findings.ptr, foreign[i]);
        ck_assert_msg(found == NULL || found[-1] == '<', "foreign: %s", findings.ptr);
    }
    ks_str_release(&findings);
}

START_TEST(test_of_schemas)
{
    static const wording wordings[] = {
        {"<xs:element name='a' type='t:b'/>",
         {"the schema is not valid: no schema declares the type \"b\" (attribute \"type\" of "
          "element \"a\")",
          "スキーマに誤りがあります: "
          "型「b」はどのスキーマにも宣言されていません（要素「a」の属性「type」）。"}},
        {"<xs:element name='a' type='u:b'/>",
         {"the namespace \"urn:u\" is used and not imported (attribute \"type\" of <xs:element>)",
          "名前空間「urn:u」が import されずに使われています（<xs:element>の属性「type」）。"}},
        {"<xs:element name='a' type='x:b'/>",
         {"the prefix of \"x:b\" is not declared (attribute \"type\" of <xs:element>)",
          "「x:b」の接頭辞が宣言されていません（<xs:element>の属性「type」）。"}},
        {"<xs:element name='a' substitutionGroup='t:b'/>",
         {"no schema declares the element \"b\" (attribute \"substitutionGroup\" of element "
          "\"a\")",
          "要素「b」はどのスキーマにも宣言されていません（要素「a」の属性「substitutionGroup」）"
          "。"}},
        {"<xs:element name='a'/><xs:element name='a'/>",
         {"\"a\" is declared twice (<xs:element>)",
          "「a」が二度宣言されています（<xs:element>）。"}},
        {"<xs:element name='a' nilable='true'/>",
         {"there is no attribute \"nilable\" (<xs:element>)",
          "属性「nilable」はありません（<xs:element>）。"}},
        {"<xs:element name='a' nillable='yes'/>",
         {"\"yes\" is no valid value; expected: true or false (attribute \"nillable\" of "
          "<xs:element>)",
          "「yes」は正しい値ではありません。正しい値: true または "
          "false（<xs:element>の属性「nillable」）。"}},
        {"<xs:elemnt name='a'/>",
         {"something stands there that does not belong into a schema, or in the wrong order "
          "(<xs:schema>)",
          "スキーマに置けないものがあるか、順序が誤っています（<xs:schema>）。"}},
        {"<xs:element type='xs:string'/>",
         {"the attribute \"name\" is missing (<xs:element>)",
          "属性「name」がありません（<xs:element>）。"}},
        {"<xs:element name='a b'/>",
         {"\"a b\" is no valid value; expected: a name without \":\" (attribute \"name\" of "
          "<xs:element>)",
          "「a "
          "b」は正しい値ではありません。正しい値: "
          "「:」を含まない名前（<xs:element>の属性「name」）。"}},
        {"<xs:element name='a' substitutionGroup='t:b'/>"
         "<xs:element name='b' substitutionGroup='t:a'/>",
         {"the substitution groups of \"b\" and \"a\" lead back to themselves (element \"b\")",
          "「b」と「a」の substitutionGroup が循環しています（要素「b」）。"}},
        {"<xs:element name='a' type='xs:date' substitutionGroup='t:b'/>"
         "<xs:element name='b' type='xs:int'/>",
         {"its type is not derived from that of the head of its substitution group, \"b\" (element "
          "\"a\")",
          "型が substitutionGroup の要素「b」の型から派生していません（要素「a」）。"}},
        {"<xs:simpleType name='a'><xs:restriction base='xs:int'><xs:length value='3'/>"
         "</xs:restriction></xs:simpleType>",
         {"the facet \"length\" does not fit values of this type (type \"a\")",
          "ファセット「length」はこの型の値には使えません（型「a」）。"}},
        {"<xs:simpleType name='a'><xs:restriction base='xs:int'><xs:minInclusive value='x'/>"
         "</xs:restriction></xs:simpleType>",
         {"\"x\" is no valid value; expected: a whole number (<xs:minInclusive>)",
          "「x」は正しい値ではありません。正しい値: 整数（<xs:minInclusive>）。"}},
        {"<xs:simpleType name='a'><xs:restriction base='xs:string'><xs:pattern value='[a-'/>"
         "</xs:restriction></xs:simpleType>",
         {"\"[a-\" is no pattern of XML Schema (<xs:pattern>)",
          "「[a-」は XML Schema の正規表現として正しくありません（<xs:pattern>）。"}},
        {"<xs:simpleType name='a'><xs:restriction base='t:a'/></xs:simpleType>",
         {"the type is derived from itself (type \"a\")",
          "型が自分自身から派生しています（型「a」）。"}},
        {"<xs:complexType name='a'><xs:attribute name='b' use='maybe'/></xs:complexType>",
         {"\"maybe\" is no valid value; expected: (optional | prohibited | required) (attribute "
          "\"use\" of <xs:attribute>)",
          "「maybe」は正しい値ではありません。正しい値: (optional | prohibited | "
          "required)（<xs:attribute>の属性「use」）。"}},
        {"<xs:complexType name='a'><xs:attribute name='b'/><xs:attribute name='b'/>"
         "</xs:complexType>",
         {"the attribute \"b\" is declared twice (type \"a\")",
          "属性「b」が二度宣言されています（型「a」）。"}},
        {"<xs:complexType name='a'><xs:sequence minOccurs='2'><xs:any/></xs:sequence>"
         "</xs:complexType>",
         {"minOccurs is more than maxOccurs (attribute \"minOccurs\" of <xs:sequence>)",
          "minOccurs が maxOccurs を超えています（<xs:sequence>の属性「minOccurs」）。"}},
        {"<xs:complexType name='a'><xs:choice><xs:element name='b'/><xs:sequence>"
         "<xs:element name='b'/><xs:element name='c'/></xs:sequence></xs:choice></xs:complexType>",
         {"which declaration an element belongs to is left open (type \"a\")",
          "要素がどの宣言に対応するか一意に決まりません（型「a」）。"}},
        {"<xs:group name='a'><xs:sequence><xs:group ref='t:a'/></xs:sequence></xs:group>",
         {"the group \"a\" contains itself (<xs:group>)",
          "グループ「a」が自分自身を含んでいます（<xs:group>）。"}},
        {"<xs:element name='a' type='xs:date' default='x'/>",
         {"\"x\" is no valid value; expected: a date like 2002-06-30 (attribute \"default\" of "
          "<xs:element>)",
          "「x」は正しい値ではありません。正しい値: 2002-06-30 "
          "のような日付（<xs:element>の属性「default」）。"}},
        {"<xs:import namespace='urn:t'/>",
         {"a schema imports its own namespace, \"urn:t\" (<xs:import>)",
          "スキーマが自身の名前空間「urn:t」を import しています（<xs:import>）。"}},
    };
    for (size_t i = 0; i < 2 * sizeof wordings / sizeof *wordings; i++) {
        const ks_lang lang = i % 2 == 0 ? KS_LANG_EN : KS_LANG_JA;
        ck_assert_msg(compile(wordings[i / 2].text, lang) == NULL, "%s", wordings[i / 2].text);
        expect(wordings[i / 2].said[lang]);
    }
}
END_TEST

static void parse(ks_xml_schema *schema, const char *text)
{
    ks_names names;
    ks_names_init(&names);
    const ks_xml_source source = {.file = "i.xml",
                                  .text = ks_sv_from(text),
                                  .names = &names,
                                  .schema = schema,
                                  .sink = &sink};
    ks_status status = ks_xml_parse(&source, &KS_XML_DEAF, NULL);
    ck_assert(status == KS_OK || status == KS_REFUSED);
    ks_names_release(&names);
}

START_TEST(test_of_documents)
{
    static const char schema_text[] =
        "<xs:complexType name='base' abstract='true'><xs:attribute name='v' fixed='1'/>"
        "</xs:complexType><xs:complexType name='other'/>"
        "<xs:element name='fixed' type='xs:string' fixed='yes' nillable='true'/>"
        "<xs:element name='typed' type='t:base'/>"
        "<xs:element name='attr'><xs:complexType><xs:attribute name='v' fixed='1'/>"
        "<xs:anyAttribute namespace='##targetNamespace'/></xs:complexType></xs:element>"
        "<xs:element name='list'><xs:complexType><xs:sequence maxOccurs='unbounded'>"
        "<xs:element name='p'><xs:complexType><xs:attribute name='id'/><xs:attribute name='of'/>"
        "</xs:complexType></xs:element></xs:sequence></xs:complexType>"
        "<xs:key name='k'><xs:selector xpath='t:p'/><xs:field xpath='@id'/></xs:key>"
        "<xs:keyref name='r' refer='t:k'><xs:selector xpath='t:p'/><xs:field xpath='@of'/>"
        "</xs:keyref></xs:element>";
    static const wording wordings[] = {
        {"<list " XSI "><p id='a'/><p id='a'/></list>",
         {"element \"p\": \"a\" is used before; no two may have the same",
          "要素「p」: 「a」はすでに使われています。同じものは二度使えません。"}},
        {"<list " XSI "><p id='a' of='b'/></list>",
         {"element \"p\": \"b\" stands nowhere else",
          "要素「p」: 「b」が参照するものがありません。"}},
        {"<list " XSI "><p/></list>",
         {"element \"p\": what tells it from others is missing",
          "要素「p」: 他と区別するための値がありません。"}},
        {"<fixed " XSI ">no</fixed>",
         {"element \"fixed\": its value is \"no\", and must be \"yes\"",
          "要素「fixed」: 値は「no」ですが、「yes」でなければなりません。"}},
        {"<fixed " XSI " xsi:nil='true'/>",
         {"element \"fixed\": it is nil, and its declaration fixes a value",
          "要素「fixed」: nil ですが、宣言で値が固定されています。"}},
        {"<typed " XSI "/>",
         {"element \"typed\": its type is abstract; xsi:type must name another",
          "要素「typed」: 型が抽象型です。xsi:type で別の型を指定する必要があります。"}},
        {"<typed " XSI " xsi:type='t:none'/>",
         {"element \"typed\": xsi:type names \"none\", a type that no schema declares",
          "要素「typed」: xsi:type の型「none」はどのスキーマにも宣言されていません。"}},
        {"<typed " XSI " xsi:type='t:other'/>",
         {"element \"typed\": the type \"other\" of xsi:type is not derived from the type it is "
          "declared with",
          "要素「typed」: xsi:type の型「other」は、宣言された型から派生していません。"}},
        {"<attr " XSI " v='2'/>",
         {"element \"attr\": the attribute \"v\" is \"2\", and must be \"1\"",
          "要素「attr」: 属性「v」は「2」ですが、「1」でなければなりません。"}},
        {"<attr " XSI " t:w='2'/>",
         {"element \"attr\" has no attribute \"w\"", "要素「attr」に属性「w」はありません。"}},
    };
    for (size_t i = 0; i < 2 * sizeof wordings / sizeof *wordings; i++) {
        const ks_lang lang = i % 2 == 0 ? KS_LANG_EN : KS_LANG_JA;
        ks_xml_schema *schema = compile(schema_text, lang);
        ck_assert_msg(schema != NULL, "%s", findings.ptr);
        parse(schema, wordings[i / 2].text);
        expect(wordings[i / 2].said[lang]);
        ks_xml_schema_free(schema);
    }
}
END_TEST

START_TEST(test_of_markup)
{
    static const wording wordings[] = {
        {"<a b=1/>",
         {"the document is not well-formed XML: the value of an attribute is not in quotes",
          "XML として正しくありません。属性の値が引用符で囲まれていません。"}},
        {"<a><?p </a>",
         {"a processing instruction is not closed with \"?>\"",
          "処理命令が「?>」で閉じられていません。"}},
        {"<a>&#xZ;</a>",
         {"a character reference is not of the form &#x20;",
          "文字参照が &#x20; の形ではありません。"}},
        {"<a xmlns:p=''/>",
         {"a prefix is declared for no namespace", "接頭辞に空の名前空間が宣言されています。"}},
        {"<a><p:b:c xmlns:p='urn:p'/></a>",
         {"a name has more than one \":\", or one at an end",
          "名前の「:」の数または位置に誤りがあります。"}},
        {"<a b='1' c 'x'/>", {"attribute \"c\" has no value", "属性「c」に値がありません。"}},
        {"<!DOCTYPE a [<!BROKEN>]><a/>",
         {"the markup is broken here", "マークアップが壊れています。"}},
    };
    for (size_t i = 0; i < 2 * sizeof wordings / sizeof *wordings; i++) {
        const ks_lang lang = i % 2 == 0 ? KS_LANG_EN : KS_LANG_JA;
        ks_str_init(&findings);
        ks_sink_init(&sink, note_finding, &findings, lang);
        parse(NULL, wordings[i / 2].text);
        expect(wordings[i / 2].said[lang]);
    }
}
END_TEST

START_TEST(test_a_namespace_may_be_any_text)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    parse(NULL, "<a xmlns:b='C:\\a b' xmlns:c='relative'/>");
    ck_assert_str_eq(findings.ptr, "");
    ks_str_release(&findings);
}
END_TEST

KS_TEST_MAIN("xml_words", test_of_schemas, test_of_documents, test_of_markup,
             test_a_namespace_may_be_any_text)

/* The structure of linkbases, as the reader checks it, against the XSD validator: a linkbase with
 * everything in it is changed in one place after the other, and both must come to one verdict. */
#include "test.h"

#include <string.h>

#include "io_file.h"
#include "read_taxonomy.h"
#include "test_findings.h"
#include "xml_schema.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"

static const char BASE[] =
    "<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase' id='lb'"
    " xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:h='http://www.w3.org/1999/xhtml'"
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:p='urn:t' xml:lang='en'>"
    "<link:documentation xml:lang='en'>All of it</link:documentation>"
    "<link:roleRef xlink:type='simple' roleURI='urn:t/r' xlink:href='t.xsd#r' xlink:title='r'/>"
    "<link:arcroleRef xlink:type='simple' arcroleURI='urn:t/a' xlink:href='t.xsd#a'/>"
    "<link:labelLink id='ll' xlink:type='extended' xlink:role='" XBRL_ORG "role/link'"
    " xlink:title='labels' xml:base='.'>"
    "<link:documentation>labels</link:documentation>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='a' xlink:role='urn:x'/>"
    "<link:label id='l1' xlink:type='resource' xlink:label='b' xlink:role='" XBRL_ORG "role/label'"
    " xlink:title='b' xml:lang='en' xml:space='preserve'>One <h:b>bold</h:b> word</link:label>"
    "<link:labelArc xlink:type='arc' xlink:arcrole='" XBRL_ORG "arcrole/concept-label'"
    " xlink:from='a' xlink:to='b' order='1.5' use='optional' priority='-2' xlink:title='arc'"
    " xlink:show='embed' xlink:actuate='onLoad' p:other='x'/>"
    "</link:labelLink>"
    "<link:referenceLink xlink:type='extended' xlink:role='" XBRL_ORG "role/link'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='a'/>"
    "<link:reference xlink:type='resource' xlink:label='b' xlink:role='" XBRL_ORG
    "role/reference'><p:Name>Act</p:Name></link:reference>"
    "<link:referenceArc xlink:type='arc' xlink:arcrole='" XBRL_ORG "arcrole/concept-reference'"
    " xlink:from='a' xlink:to='b'/></link:referenceLink>"
    "<link:presentationLink xlink:type='extended' xlink:role='urn:t/r'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='a'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#B' xlink:label='b'/>"
    "<link:presentationArc xlink:type='arc' xlink:arcrole='" XBRL_ORG "arcrole/parent-child'"
    " xlink:from='a' xlink:to='b' preferredLabel='" XBRL_ORG "role/label'/>"
    "</link:presentationLink>"
    "<link:calculationLink xlink:type='extended' xlink:role='urn:t/r'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='a'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#B' xlink:label='b'/>"
    "<link:calculationArc xlink:type='arc' xlink:arcrole='" XBRL_ORG "arcrole/summation-item'"
    " xlink:from='a' xlink:to='b' weight='1'/></link:calculationLink>"
    "<link:definitionLink xlink:type='extended' xlink:role='urn:t/r'>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='a'/>"
    "<link:loc xlink:type='locator' xlink:href='t.xsd#B' xlink:label='b'/>"
    "<link:definitionArc xlink:type='arc' xlink:arcrole='urn:t/a' xlink:from='a' xlink:to='b'"
    " use='prohibited'/></link:definitionLink>"
    "</link:linkbase>";

static const char SCHEMA_TEXT[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'"
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xbrli='" XBRL_ORG "instance'>"
    "<xs:annotation><xs:appinfo>"
    "<link:roleType id='r' roleURI='urn:t/r'><link:usedOn>link:presentationLink</link:usedOn>"
    "<link:usedOn>link:calculationLink</link:usedOn><link:usedOn>link:definitionLink</link:usedOn>"
    "</link:roleType><link:arcroleType id='a' arcroleURI='urn:t/a' cyclesAllowed='any'>"
    "<link:usedOn>link:definitionArc</link:usedOn></link:arcroleType></xs:appinfo></xs:annotation>"
    "<xs:import namespace='" XBRL_ORG "instance' schemaLocation='" XBRL_ORG
    "xbrl-instance-2003-12-31.xsd'/>"
    "<xs:import namespace='" XBRL_ORG "linkbase' schemaLocation='" XBRL_ORG
    "xbrl-linkbase-2003-12-31.xsd'/>"
    "<xs:element name='Name' type='xs:string' substitutionGroup='link:part'/>"
    "<xs:element name='A' id='A' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='instant'/>"
    "<xs:element name='B' id='B' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='instant'/></xs:schema>";

static ks_names names;
static ks_xml_schema *schema;
#ifdef __SANITIZE_ADDRESS__
enum { STRIDE = 23 };
#else
enum { STRIDE = 1 };
#endif

static size_t change;
static size_t tried;
static size_t invalid;

/* Findings of the structure, and whether the document was read at all. */
typedef struct verdict {
    bool is_invalid;
    bool is_malformed;
    ks_str text;
} verdict;

static void note(const ks_finding *finding, void *user)
{
    verdict *v = user;
    v->is_malformed |= strcmp(finding->id, "xml.malformed") == 0;
    v->is_invalid |= strncmp(finding->id, "xml.", 4) == 0;
    note_finding(finding, &v->text);
}

static bool load(const char *url, void *user, ks_sv *out)
{
    (void)user;
    if (strcmp(url, "t.xsd") == 0) {
        *out = ks_sv_from(SCHEMA_TEXT);
        return true;
    }
    return ks_io_builtin_find_url(ks_sv_from(url), out);
}

static void ask_schema(ks_sv text, verdict *v)
{
    ks_sink sink;
    ks_sink_init(&sink, note, v, KS_LANG_EN);
    ks_xml_source source = {
        .file = "x.xml", .text = text, .names = &names, .schema = schema, .sink = &sink};
    ks_status status = ks_xml_parse(&source, &KS_XML_DEAF, NULL);
    ck_assert(status == KS_OK || status == KS_REFUSED);
}

static void ask_reader(ks_sv text, verdict *v)
{
    ks_io_resolver resolver;
    ks_taxonomy *taxonomy = NULL;
    ks_sink sink;
    ks_sink_init(&sink, note, v, KS_LANG_EN);
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "t.xsd", ks_sv_from(SCHEMA_TEXT)), KS_OK);
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "x.xml", text), KS_OK);
    const ks_taxonomy_entry entries[] = {{.url = "t.xsd"}, {.url = "x.xml"}};
    ck_assert_int_eq(ks_read_taxonomy(entries, 2, &names, &resolver, &sink, &taxonomy), KS_OK);
    /* What the reader leaves to XSD is no difference. */
    for (size_t i = 0; i < taxonomy->documents.count; i++) {
        v->is_malformed |= strcmp(taxonomy->documents.items[i].url, "x.xml") == 0 &&
                           taxonomy->documents.items[i].needs_schema;
    }
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
}

static void compare(ks_sv text)
{
    verdict expected = {0};
    verdict found = {0};
    ks_str_init(&expected.text);
    ks_str_init(&found.text);
    ask_schema(text, &expected);
    if (!expected.is_malformed) {
        ask_reader(text, &found);
    }
    if (!expected.is_malformed && !found.is_malformed) {
        tried++;
        invalid += expected.is_invalid;
        ck_assert_msg(expected.is_invalid == found.is_invalid, "%s%s\nXSD: %s\nreader: %s",
                      "they differ over ", text.ptr, expected.text.ptr, found.text.ptr);
    }
    ks_str_release(&expected.text);
    ks_str_release(&found.text);
}

static void setup(void)
{
    static const ks_xml_schema_part parts[] = {
        {.ns = "http://www.w3.org/XML/1998/namespace", .url = "http://www.w3.org/2001/xml.xsd"},
        {.ns = "http://www.w3.org/1999/xlink", .url = XBRL_ORG "xlink-2003-12-31.xsd"},
        {.ns = XBRL_ORG "XLink", .url = XBRL_ORG "xl-2003-12-31.xsd"},
        {.ns = XBRL_ORG "linkbase", .url = XBRL_ORG "xbrl-linkbase-2003-12-31.xsd"},
        {.ns = XBRL_ORG "instance", .url = XBRL_ORG "xbrl-instance-2003-12-31.xsd"},
        {.ns = "urn:t", .url = "t.xsd"},
    };
    ks_names_init(&names);
    tried = 0;
    invalid = 0;
    ck_assert_int_eq(
        ks_xml_schema_new(parts, sizeof parts / sizeof *parts, load, NULL, NULL, &schema), KS_OK);
}

static void teardown(void)
{
    ks_xml_schema_free(schema);
    ks_names_release(&names);
}

/* BASE with what stands between two offsets replaced. Under the sanitizers one change in many is
 * tried, another one each time. */
static void compare_with(size_t begin, size_t end, const char *replacement)
{
    if (change++ % STRIDE != 0) {
        return;
    }
    ks_str text;
    ks_str_init(&text);
    ks_str_add_sv(&text, (ks_sv){BASE, begin});
    ks_str_add(&text, replacement);
    ks_str_add(&text, BASE + end);
    compare(ks_str_view(&text));
    ks_str_release(&text);
}

/* The next " name='value'" behind `at`: where it begins, where its value does, and where that ends.
 * Names of namespaces are passed over. */
static bool next_attribute(size_t *at, size_t *begin, size_t *value, size_t *end)
{
    const char *equals = BASE + *at;
    while ((equals = strstr(equals, "='")) != NULL) {
        const char *name = equals;
        while (name[-1] != ' ') {
            name--;
        }
        *begin = (size_t)(name - 1 - BASE);
        *value = (size_t)(equals + 2 - BASE);
        *end = *value + strcspn(BASE + *value, "'");
        *at = *end;
        if (strncmp(name, "xmlns", 5) != 0) {
            return true;
        }
        equals = BASE + *end;
    }
    return false;
}

START_TEST(test_both_take_the_linkbase_as_it_is)
{
    setup();
    compare(ks_sv_from(BASE));
    ck_assert_uint_eq(tried, 1);
    ck_assert_uint_eq(invalid, 0);
    teardown();
}
END_TEST

START_TEST(test_attributes_that_are_missing_or_too_many)
{
    static const char *const MORE[] = {
        " id='x1'",
        " id='1x'",
        " xlink:href='u'",
        " xlink:label='u'",
        " xlink:role=''",
        " xlink:arcrole='u'",
        " xlink:from='u'",
        " xlink:show='none'",
        " order='2'",
        " weight='2'",
        " preferredLabel=''",
        " roleURI='u'",
        " xml:lang='1'",
        " xml:space='x'",
        " xml:id='q'",
        " xml:any='q'",
        " other='x'",
        " p:more='x'",
        " xsi:schemaLocation='a b'",
        " xlink:other='x'",
        " link:other='x'",
        " cyclesAllowed='any'",
    };
    size_t at = 0, begin, value, end;
    setup();
    while (next_attribute(&at, &begin, &value, &end)) {
        compare_with(begin, end + 1, "");
        for (size_t i = 0; i < sizeof MORE / sizeof *MORE; i++) {
            compare_with(begin, begin, MORE[i]);
        }
    }
    ck_assert_uint_gt(tried * STRIDE, 1000);
    ck_assert_uint_gt(invalid * STRIDE, 300);
    ck_assert_uint_gt((tried - invalid) * STRIDE, 100);
    teardown();
}
END_TEST

START_TEST(test_values_of_attributes)
{
    static const char *const VALUES[] = {
        "",
        " ",
        "1",
        "-1",
        "+1.50",
        "1e3",
        ".",
        "1.",
        ".5",
        "abc",
        "a b",
        "1abc",
        "a:b",
        "-a",
        "true",
        "optional",
        " none ",
        "embed",
        "other",
        "onLoad",
        "any",
        "prohibited",
        "en-US",
        "toolonglang",
        "x-",
        "preserve",
        "a#b#c",
        "%zz",
        "%20",
        "1a:b",
        "INF",
        "undirected",
        "http://example.com/a?b=c#d",
        "\xE5\x90\x8D",
        "9999999999999999999999",
        "a/b:c",
    };
    size_t at = 0, begin, value, end;
    setup();
    while (next_attribute(&at, &begin, &value, &end)) {
        for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) {
            compare_with(value, end, VALUES[i]);
        }
    }
    ck_assert_uint_gt(tried * STRIDE, 2000);
    ck_assert_uint_gt(invalid * STRIDE, 500);
    teardown();
}
END_TEST

START_TEST(test_xlink_types_that_do_not_suit)
{
    static const char *const TYPES[] = {"simple", "extended", "locator", "resource",
                                        "arc",    "title",    "other"};
    size_t at = 0, begin, value, end, count = 0;
    setup();
    while (next_attribute(&at, &begin, &value, &end)) {
        for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
            ks_sv now = {BASE + value, end - value};
            if (strncmp(BASE + begin, " xlink:type=", 12) != 0 || ks_sv_is(now, TYPES[i])) {
                continue;
            }
            /* libxml2 2.9 does not see it. */
            verdict found = {0};
            ks_str text;
            ks_str_init(&text);
            ks_str_init(&found.text);
            ks_str_add_sv(&text, (ks_sv){BASE, value});
            ks_str_add(&text, TYPES[i]);
            ks_str_add(&text, BASE + end);
            ask_reader(ks_str_view(&text), &found);
            ck_assert_msg(strstr(found.text.ptr, "xml.wrong-attribute") != NULL, "%s: %s", text.ptr,
                          found.text.ptr);
            ks_str_release(&text);
            ks_str_release(&found.text);
            count++;
        }
    }
    ck_assert_uint_gt(count, 100);
    teardown();
}
END_TEST

START_TEST(test_elements_where_they_do_not_belong)
{
    static const char *const MORE[] = {
        "text",
        "<link:documentation/>",
        "<link:loc xlink:type='locator' xlink:href='t.xsd#A' xlink:label='z'/>",
        "<link:label xlink:type='resource' xlink:label='z' xml:lang='en'/>",
        "<link:reference xlink:type='resource' xlink:label='z'/>",
        "<link:labelLink xlink:type='extended' xlink:role='" XBRL_ORG "role/link'/>",
        "<link:footnoteLink xlink:type='extended' xlink:role='" XBRL_ORG "role/link'/>",
        "<link:roleRef xlink:type='simple' roleURI='urn:t/r2' xlink:href='t.xsd#r'/>",
        "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>",
        "<link:linkbaseRef xlink:type='simple' xlink:href='x.xml'"
        " xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>",
        "<link:part>x</link:part>",
        "<link:none/>",
        "<p:Name>x</p:Name>",
        "<p:Unknown/>",
        "<p:A/>",
        "<h:b>x</h:b>",
        "<none/>",
        "<link:linkbase/>",
        "<link:usedOn>link:label</link:usedOn>",
        " <!-- c --> ",
    };
    setup();
    for (const char *at = strchr(BASE, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const size_t offset = (size_t)(at - BASE);
        for (size_t i = 0; offset > 0 && i < sizeof MORE / sizeof *MORE; i++) {
            compare_with(offset, offset, MORE[i]);
        }
    }
    ck_assert_uint_gt(tried * STRIDE, 400);
    ck_assert_uint_gt(invalid * STRIDE, 200);
    teardown();
}
END_TEST

START_TEST(test_elements_under_other_names)
{
    static const char *const NAMES[] = {"loc",       "label",     "labelArc",      "labelLink",
                                        "reference", "linkbase",  "documentation", "roleRef",
                                        "part",      "schemaRef", "definitionArc", "nothing"};
    setup();
    for (const char *at = strstr(BASE, "<link:"); at != NULL; at = strstr(at + 1, "<link:")) {
        const size_t begin = (size_t)(at - BASE) + 6;
        const size_t length = strcspn(BASE + begin, " />");
        const char *close = strchr(at, '>');
        for (size_t i = 0; close[-1] == '/' && i < sizeof NAMES / sizeof *NAMES; i++) {
            compare_with(begin, begin + length, NAMES[i]);
        }
    }
    ck_assert_uint_gt(invalid * STRIDE, 100);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_linkbase_schema", test_both_take_the_linkbase_as_it_is,
             test_attributes_that_are_missing_or_too_many, test_values_of_attributes,
             test_xlink_types_that_do_not_suit, test_elements_where_they_do_not_belong,
             test_elements_under_other_names)

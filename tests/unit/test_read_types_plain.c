/* Schemas that are read as plain, against libxml2: a schema is changed in one place after the
 * other, and where it still counts as plain, libxml2 must compile it. */
#include "test.h"

#include <string.h>

#include "io_file.h"
#include "model_type.h"
#include "read_taxonomy.h"
#include "xml_schema.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"

static const char BASE[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'"
    " elementFormDefault='qualified' attributeFormDefault='unqualified' version='1' id='s'"
    " xml:lang='en' xmlns:t='urn:t' xmlns:u='urn:u' xmlns:xbrli='" XBRL_ORG "instance'"
    " xmlns:link='" XBRL_ORG "linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'>"
    "<xs:annotation id='n1'><xs:appinfo source='urn:x'>some text"
    "<link:roleType id='r' roleURI='urn:t/r'><link:usedOn>link:presentationLink</link:usedOn>"
    "</link:roleType></xs:appinfo>"
    "<xs:documentation xml:lang='en'>All <b>of</b> it</xs:documentation></xs:annotation>"
    "<xs:import id='i1' namespace='" XBRL_ORG "instance' schemaLocation='" XBRL_ORG
    "xbrl-instance-2003-12-31.xsd'/>"
    "<xs:import namespace='urn:u' schemaLocation='u.xsd'/>"
    "<xs:element name='A' id='A' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='instant' xbrli:balance='debit' nillable='true' abstract='false'/>"
    "<xs:element name='B' type='t:codeItemType' substitutionGroup='t:Head'"
    " xbrli:periodType='instant'/>"
    "<xs:element name='Head' type='xbrli:stringItemType' substitutionGroup='xbrli:item'"
    " abstract='1' xbrli:periodType='instant'><xs:annotation><xs:documentation/></xs:annotation>"
    "</xs:element>"
    "<xs:element name='C' substitutionGroup='u:D' xbrli:periodType='instant'><xs:complexType>"
    "<xs:simpleContent><xs:restriction base='xbrli:stringItemType'><xs:enumeration value='a'/>"
    "<xs:enumeration value='b'><xs:annotation/></xs:enumeration></xs:restriction>"
    "</xs:simpleContent></xs:complexType></xs:element>"
    "<xs:element name='E'><xs:simpleType><xs:restriction base='t:code'/></xs:simpleType>"
    "</xs:element>"
    "<xs:complexType name='codeItemType' id='cit'><xs:simpleContent id='sc'>"
    "<xs:restriction id='re' base='xbrli:stringItemType'><xs:minLength value='2'/>"
    "<xs:maxLength id='ml' value='4'/></xs:restriction></xs:simpleContent></xs:complexType>"
    "<xs:simpleType name='code' id='st'><xs:annotation/><xs:restriction base='xs:token'>"
    "<xs:length value='3'/></xs:restriction></xs:simpleType>"
    "<xs:annotation/>"
    "</xs:schema>";

static const char OTHER[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:u'"
    " xmlns:xbrli='" XBRL_ORG "instance' xmlns:t='urn:t'>"
    "<xs:import namespace='" XBRL_ORG "instance' schemaLocation='" XBRL_ORG
    "xbrl-instance-2003-12-31.xsd'/>"
    "<xs:element name='D' type='xbrli:stringItemType' substitutionGroup='xbrli:item'"
    " xbrli:periodType='instant'/>"
    "<xs:simpleType name='word'><xs:restriction base='xs:string'/></xs:simpleType></xs:schema>";

static size_t change;
static size_t plain;
static size_t others;
#ifdef __SANITIZE_ADDRESS__
enum { STRIDE = 23 };
#else
enum { STRIDE = 1 };
#endif

static bool load(const char *url, void *user, ks_sv *out)
{
    if (strcmp(url, "t.xsd") == 0) {
        *out = ks_sv_from(user);
        return true;
    }
    if (strcmp(url, "u.xsd") == 0) {
        *out = ks_sv_from(OTHER);
        return true;
    }
    return ks_io_builtin_find_url(ks_sv_from(url), out);
}

static void keep_first(const ks_finding *finding, void *user)
{
    ks_str *text = user;
    if (text->len == 0) {
        ks_str_add(text, finding->message);
    }
}

static bool compiles(char *text, ks_str *out_why)
{
    static const ks_xml_schema_part PARTS[] = {
        {.ns = "http://www.w3.org/XML/1998/namespace", .url = "http://www.w3.org/2001/xml.xsd"},
        {.ns = "http://www.w3.org/1999/xlink", .url = XBRL_ORG "xlink-2003-12-31.xsd"},
        {.ns = XBRL_ORG "XLink", .url = XBRL_ORG "xl-2003-12-31.xsd"},
        {.ns = XBRL_ORG "linkbase", .url = XBRL_ORG "xbrl-linkbase-2003-12-31.xsd"},
        {.ns = XBRL_ORG "instance", .url = XBRL_ORG "xbrl-instance-2003-12-31.xsd"},
        {.ns = "urn:t", .url = "t.xsd"},
        {.ns = "urn:u", .url = "u.xsd"},
    };
    ks_sink sink;
    ks_xml_schema *schema = NULL;
    ks_sink_init(&sink, keep_first, out_why, KS_LANG_EN);
    ks_status status =
        ks_xml_schema_new(PARTS, sizeof PARTS / sizeof *PARTS, load, text, &sink, &schema);
    ck_assert(status == KS_OK || status == KS_REFUSED);
    ks_xml_schema_free(schema);
    return status == KS_OK;
}

static bool is_read_as_plain(ks_sv text)
{
    ks_names names;
    ks_io_resolver resolver;
    ks_taxonomy *taxonomy = NULL;
    ks_sink sink;
    ks_names_init(&names);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "t.xsd", text), KS_OK);
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "u.xsd", ks_sv_from(OTHER)), KS_OK);
    const ks_taxonomy_entry entries[] = {{.url = "t.xsd"}, {.url = "u.xsd"}};
    ck_assert_int_eq(ks_read_taxonomy(entries, 2, &names, &resolver, &sink, &taxonomy), KS_OK);
    const bool is_plain = taxonomy->types->is_plain;
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    return is_plain;
}

static void compare(ks_str *text)
{
    ks_str why;
    /* Schemas of XBRL itself are always ours, whatever a taxonomy brings. */
    if (strstr(text->ptr, "targetNamespace='" XBRL_ORG) != NULL) {
        return;
    }
    ks_str_init(&why);
    if (is_read_as_plain(ks_str_view(text))) {
        plain++;
        ck_assert_msg(compiles(text->ptr, &why), "plain, says the reader: %s\nbut libxml2: %s",
                      text->ptr, why.ptr);
    } else {
        others++;
    }
    ks_str_release(&why);
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
    compare(&text);
    ks_str_release(&text);
}

/* The next " name='value'" behind `at`, those of namespaces too. */
static bool next_attribute(size_t *at, size_t *begin, size_t *value, size_t *end)
{
    const char *equals = strstr(BASE + *at, "='");
    if (equals == NULL) {
        return false;
    }
    const char *name = equals;
    while (name[-1] != ' ') {
        name--;
    }
    *begin = (size_t)(name - 1 - BASE);
    *value = (size_t)(equals + 2 - BASE);
    *end = *value + strcspn(BASE + *value, "'");
    *at = *end;
    return true;
}

static void check_counts(size_t at_least_plain, size_t at_least_others)
{
    ck_assert_uint_ge((plain + 1) * STRIDE, at_least_plain);
    ck_assert_uint_ge((others + 1) * STRIDE, at_least_others);
    plain = others = 0;
}

START_TEST(test_the_usual_schema_is_plain)
{
    ks_str text;
    ks_str_init(&text);
    ks_str_add(&text, BASE);
    compare(&text);
    ks_str_release(&text);
    ck_assert_uint_eq(plain, 1);
    plain = 0;
}
END_TEST

START_TEST(test_attributes_that_are_missing_or_too_many)
{
    static const char *const MORE[] = {
        " id='x1'",       " id='A'",          " name='N'",          " name='A'",
        " type='t:code'", " base='t:code'",   " ref='t:A'",         " substitutionGroup='t:A'",
        " default='a'",   " fixed='a'",       " final='#all'",      " block='#all'",
        " mixed='true'",  " abstract='true'", " nillable='true'",   " minOccurs='0'",
        " value='7'",     " source='urn:s'",  " xml:lang='1'",      " xml:lang='ja'",
        " form='x'",      " other='x'",       " xlink:other='x'",   " xs:other='x'",
        " version='2'",   " itemType='t:A'",  " namespace='urn:v'", " schemaLocation='u.xsd'",
    };
    size_t at = 0, begin, value, end;
    while (next_attribute(&at, &begin, &value, &end)) {
        compare_with(begin, end + 1, "");
        for (size_t i = 0; i < sizeof MORE / sizeof *MORE; i++) {
            compare_with(begin, begin, MORE[i]);
        }
    }
    check_counts(150, 1000);
}
END_TEST

START_TEST(test_values_of_attributes)
{
    static const char *const VALUES[] = {
        "",
        " ",
        "1",
        "0",
        "-1",
        "3",
        "9999999999999999999999",
        "true",
        " true ",
        "TRUE",
        "qualified",
        "abc",
        "1abc",
        "a b",
        "A",
        "B",
        "D",
        "code",
        "t:A",
        "t:B",
        "t:C",
        "t:Head",
        "t:code",
        "t:codeItemType",
        "t:none",
        "u:D",
        "u:word",
        "v:x",
        "xs:string",
        "xs:decimal",
        "xs:NMTOKENS",
        "xs:anySimpleType",
        "xs:anyType",
        "xs:none",
        "xs:NOTATION",
        "xbrli:item",
        "xbrli:tuple",
        "xbrli:context",
        "xbrli:stringItemType",
        "xbrli:tokenItemType",
        "xbrli:decimalItemType",
        "xbrli:monetary",
        "xbrli:fractionItemType",
        "link:documentation",
        "en-US",
        "urn:t",
        "urn:u",
        "urn:v",
        "http://www.w3.org/2001/XMLSchema",
        XBRL_ORG "instance",
        "http://example.com/a?b=c",
        "a#b#c",
        "%zz",
        "1a:b",
        ":b",
        "http://[",
        "\xE5\x90\x8D",
        "n1",
        "#all",
    };
    size_t at = 0, begin, value, end;
    while (next_attribute(&at, &begin, &value, &end)) {
        /* Of the name of a namespace libxml2 asks that it is a URI, XML does not. */
        const bool is_prefix = strncmp(BASE + begin, " xmlns", 6) == 0;
        for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES && !is_prefix; i++) {
            compare_with(value, end, VALUES[i]);
        }
    }
    check_counts(300, 2000);
}
END_TEST

START_TEST(test_elements_where_they_do_not_belong)
{
    static const char *const MORE[] = {
        "text",
        "<xs:annotation/>",
        "<xs:annotation><xs:documentation>x</xs:documentation></xs:annotation>",
        "<xs:annotation>x</xs:annotation>",
        "<xs:annotation><xs:element name='y'/></xs:annotation>",
        "<xs:appinfo/>",
        "<xs:documentation/>",
        "<xs:import namespace='urn:u' schemaLocation='u.xsd'/>",
        "<xs:include schemaLocation='u.xsd'/>",
        "<xs:element name='Z' type='xs:string'/>",
        "<xs:element name='A' type='xs:string'/>",
        "<xs:element ref='t:A'/>",
        "<xs:attribute name='Z' type='xs:string'/>",
        "<xs:complexType name='Z'/>",
        "<xs:complexType/>",
        "<xs:complexType name='Z'><xs:simpleContent><xs:restriction"
        " base='xbrli:stringItemType'/></xs:simpleContent></xs:complexType>",
        "<xs:simpleType name='Z'><xs:restriction base='xs:string'/></xs:simpleType>",
        "<xs:simpleType><xs:restriction base='xs:string'/></xs:simpleType>",
        "<xs:simpleContent/>",
        "<xs:restriction base='xs:string'/>",
        "<xs:enumeration value='x'/>",
        "<xs:length value='3'/>",
        "<xs:minLength value='3'/>",
        "<xs:maxLength value='1'/>",
        "<xs:pattern value='['/>",
        "<xs:whiteSpace value='collapse'/>",
        "<xs:sequence/>",
        "<xs:none/>",
        "<link:documentation/>",
        " <!-- c --> ",
    };
    for (const char *at = strchr(BASE, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const size_t offset = (size_t)(at - BASE);
        for (size_t i = 0; offset > 0 && i < sizeof MORE / sizeof *MORE; i++) {
            compare_with(offset, offset, MORE[i]);
        }
    }
    check_counts(150, 1000);
}
END_TEST

/* Each element, with all that is in it, left out, repeated, or put behind the next. */
static size_t end_of(size_t begin)
{
    int depth = 0;
    size_t at = begin;
    do {
        const bool is_end = BASE[at + 1] == '/';
        at += strcspn(BASE + at, ">");
        depth += is_end ? -1 : BASE[at - 1] == '/' ? 0 : 1;
        at += 1;
        if (depth > 0) {
            at += strcspn(BASE + at, "<");
        }
    } while (depth > 0);
    return at;
}

START_TEST(test_elements_left_out_and_repeated)
{
    for (const char *at = strchr(BASE + 1, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const size_t begin = (size_t)(at - BASE);
        if (at[1] == '/') {
            continue;
        }
        const size_t end = end_of(begin);
        ks_str twice;
        ks_str_init(&twice);
        ks_str_add_sv(&twice, (ks_sv){at, end - begin});
        compare_with(begin, end, "");
        compare_with(begin, begin, twice.ptr);
        compare_with(end + strcspn(BASE + end, ">") + 1, end + strcspn(BASE + end, ">") + 1,
                     twice.ptr);
        ks_str_release(&twice);
    }
    check_counts(10, 30);
}
END_TEST

KS_TEST_MAIN("read_types_plain", test_the_usual_schema_is_plain,
             test_attributes_that_are_missing_or_too_many, test_values_of_attributes,
             test_elements_where_they_do_not_belong, test_elements_left_out_and_repeated)

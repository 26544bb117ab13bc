/* Types and verdicts when memory is short, and schemas that mean harm. */
#include "test_failing.h"
#include "test_read_types.h"

static const char XSD[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns='urn:t'>"
    "<xs:simpleType name='s'><xs:restriction base='xs:string'><xs:enumeration value='a'/>"
    "<xs:enumeration value='b'/><xs:maxLength value='3'/></xs:restriction></xs:simpleType>"
    "<xs:simpleType name='l'><xs:list itemType='s'/></xs:simpleType>"
    "<xs:simpleType name='u'><xs:union memberTypes='s xs:int'/></xs:simpleType>"
    "<xs:complexType name='c'><xs:sequence><xs:element name='x' type='l' maxOccurs='3'/>"
    "<xs:any namespace='##other' processContents='lax' minOccurs='0'/></xs:sequence>"
    "<xs:attribute name='a' type='u' use='required'/><xs:anyAttribute namespace='##other'/>"
    "</xs:complexType><xs:element name='root' type='c'/></xs:schema>";

static const char DOCUMENT[] = "<t:root xmlns:t='urn:t' a='7'><x> a  b </x><x>c</x><y/></t:root>";

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    return ks_type_reader_start(user, stream, name, attrs, count);
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)name;
    ks_type_reader_end(user);
    return KS_OK;
}

static ks_status read_schema(ks_type_reader *reader, ks_names *names, ks_sink *sink, ks_sv text)
{
    static const ks_xml_handler handler = {on_start, NULL, on_end};
    ks_xml_source source = {.file = "t.xsd", .text = text, .names = names, .sink = sink};
    ks_status status = ks_type_reader_begin(reader, "urn:t", false);
    if (status == KS_OK) {
        status = ks_xml_parse(&source, &handler, reader);
    }
    return status == KS_OK ? ks_type_reader_finish(reader) : status;
}

static ks_status validate(const ks_types *types, ks_names *names, ks_sink *sink)
{
    const ks_validate_options options = {.types = types};
    ks_xml_source source = {.file = "t.xml", .text = KS_SV(DOCUMENT), .names = names, .sink = sink};
    return ks_validate_parse(&source, &options, &KS_XML_DEAF, NULL, NULL);
}

static bool job(void)
{
    ks_names names;
    ks_sink sink;
    ks_types types;
    ks_type_reader reader = {0};
    ks_names_init(&names);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_status status = ks_types_init(&types, &names);
    if (status == KS_OK) {
        status = ks_type_reader_init(&reader, &types, &sink);
        if (status == KS_OK) {
            status = read_schema(&reader, &names, &sink, KS_SV(XSD));
            ks_type_reader_release(&reader);
        }
        if (status == KS_OK) {
            status = validate(&types, &names, &sink);
        }
        ks_types_release(&types);
    }
    if (status == KS_OK) {
        status = ks_sink_status(&sink);
    }
    ck_assert(status != KS_OK || ks_sink_errors(&sink) == 2);
    ks_names_release(&names);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    return status == KS_OK;
}

START_TEST(test_survives_short_memory)
{
    ck_assert(job());
    fail_each_allocation(job);
}
END_TEST

static void add_chain(ks_str *xsd, const char *form, size_t count)
{
    ks_str_add(xsd, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:t'"
                    " targetNamespace='urn:t'>");
    for (size_t i = 1; i <= count; i++) {
        for (const char *at = form; *at != '\0'; at++) {
            if (*at == '#') {
                ks_str_add_u64(xsd, i);
            } else if (*at == '+') {
                ks_str_add_u64(xsd, i % count + 1); /* the last leads back to the first */
            } else {
                ks_str_add_char(xsd, *at);
            }
        }
    }
    ks_str_add(xsd, "</xs:schema>");
}

/* Long chains and rings end, and are left to others. */
START_TEST(test_rings_and_long_chains_end)
{
    static const char *const FORMS[] = {
        "<xs:element name='e#' substitutionGroup='e+'/>",
        "<xs:simpleType name='s#'><xs:restriction base='s+'/></xs:simpleType>",
        "<xs:simpleType name='s#'><xs:union memberTypes='s+'/></xs:simpleType>",
        "<xs:complexType name='c#'><xs:complexContent><xs:extension base='c+'/>"
        "</xs:complexContent></xs:complexType>",
        "<xs:attributeGroup name='g#'><xs:attributeGroup ref='g+'/></xs:attributeGroup>"
        "<xs:complexType name='c#'><xs:attributeGroup ref='g#'/></xs:complexType>",
        "<xs:group name='g#'><xs:sequence><xs:group ref='g+'/></xs:sequence></xs:group>"
        "<xs:complexType name='c#'><xs:group ref='g#'/></xs:complexType>",
    };
    static const size_t COUNTS[] = {1, 2, 3000};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        for (size_t c = 0; c < sizeof COUNTS / sizeof *COUNTS; c++) {
            schemas s;
            ks_str xsd;
            ks_str_init(&xsd);
            add_chain(&xsd, FORMS[i], COUNTS[c]);
            schemas_init(&s, NULL, 0);
            ck_assert_int_eq(read_schema(&s.reader, &s.names, &s.sink, ks_str_view(&xsd)), KS_OK);
            ck_assert_msg(s.types.is_undecided || i == 0, "form %zu of %zu", i, COUNTS[c]);
            schemas_release(&s);
            ks_str_release(&xsd);
        }
    }
}
END_TEST

/* Too many occurrences to write out. */
START_TEST(test_huge_content_is_left_to_others)
{
    static const char HUGE[] =
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'>"
        "<xs:complexType name='c'><xs:sequence maxOccurs='100000'><xs:sequence maxOccurs='100000'>"
        "<xs:element name='x'/></xs:sequence></xs:sequence></xs:complexType></xs:schema>";
    schemas s;
    schemas_init(&s, NULL, 0);
    ck_assert_int_eq(read_schema(&s.reader, &s.names, &s.sink, KS_SV(HUGE)), KS_OK);
    ck_assert(s.types.is_undecided);
    schemas_release(&s);
}
END_TEST

KS_TEST_MAIN("read_types_failures", test_survives_short_memory, test_rings_and_long_chains_end,
             test_huge_content_is_left_to_others)

/* Documents that are made event by event: handlers, validation and copies cannot tell. */
#include "test.h"

#include <string.h>

#include "test_failing.h"
#include "test_findings.h"
#include "xml_copy.h"
#include "xml_feed.h"
#include "xml_schema.h"

#define XSD                                                                                        \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:a' "              \
    "xmlns:a='urn:a' elementFormDefault='qualified'><xs:element name='root'><xs:complexType>"      \
    "<xs:sequence><xs:element name='name' type='xs:QName'/></xs:sequence>"                         \
    "<xs:attribute name='size' type='xs:int'/></xs:complexType></xs:element></xs:schema>"

static ks_names names;
static ks_str findings;
static ks_sink sink;

typedef struct sample {
    const char *size;
    const char *text;
} sample;

/* <root xmlns='urn:a' xmlns:q='urn:q' size=''><name>...</name></root>, each at a place of its own.
 */
static ks_status produce(ks_xml_stream *stream, const void *user)
{
    const sample *s = user;
    const ks_qname *root = ks_names_qname(&names, KS_SV("urn:a"), KS_SV("root"));
    const ks_qname *name = ks_names_qname(&names, KS_SV("urn:a"), KS_SV("name"));
    const ks_qname *size = ks_names_qname(&names, KS_SV(""), KS_SV("size"));
    const ks_xml_binding bindings[] = {
        {ks_names_text(&names, KS_SV("")), ks_names_text(&names, KS_SV("urn:a"))},
        {ks_names_text(&names, KS_SV("q")), ks_names_text(&names, KS_SV("urn:q"))}};
    if (root == NULL || name == NULL || size == NULL || bindings[0].prefix == NULL ||
        bindings[0].ns == NULL || bindings[1].prefix == NULL || bindings[1].ns == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_xml_attr attr = {size, ks_sv_from(s->size)};
    const ks_place at[] = {{"b.htm", 3, 1}, {"c.htm", 5, 2}};
    ks_status status =
        ks_xml_feed_start(stream, &(ks_xml_fed_start){at[0], root, &attr, 1, bindings, 2});
    if (status == KS_OK) {
        status = ks_xml_feed_start(stream, &(ks_xml_fed_start){at[1], name, NULL, 0, NULL, 0});
    }
    if (status == KS_OK) {
        status = ks_xml_feed_text(stream, at[1], ks_sv_from(s->text));
    }
    if (status == KS_OK) {
        status = ks_xml_feed_end(stream, at[1], name);
    }
    return status == KS_OK ? ks_xml_feed_end(stream, at[0], root) : status;
}

static void setup(void)
{
    ks_names_init(&names);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
}

static void teardown(void)
{
    ks_str_release(&findings);
    ks_names_release(&names);
}

static ks_status feed(const sample *s, ks_xml_schema *schema, const ks_xml_handler *handler,
                      void *user)
{
    const ks_xml_producer producer = {produce, s};
    const ks_xml_source source = {
        .file = "made", .names = &names, .schema = schema, .sink = &sink, .producer = &producer};
    return ks_xml_parse(&source, handler, user);
}

typedef struct seen {
    ks_str text;
} seen;

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    seen *s = user;
    const ks_place place = ks_xml_place(stream);
    ks_str_addf(&s->text, "<%s %s:%u:%u", name->local, place.file, place.line, place.column);
    for (size_t i = 0; i < count; i++) {
        ks_str_addf(&s->text, " %s=%.*s", attrs[i].name->local, KS_SV_ARG(attrs[i].value));
    }
    ks_str_add_char(&s->text, '>');
    return KS_OK;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    seen *s = user;
    const ks_qname *name = NULL;
    ks_status status = ks_xml_resolve_qname(stream, text, &name);
    if (status == KS_OK) {
        ks_str_addf(&s->text, "{%s}%s", name->ns, name->local);
    }
    return status;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    seen *s = user;
    const ks_place place = ks_xml_place(stream);
    ks_str_addf(&s->text, "</%s %u>", name->local, place.line);
    return KS_OK;
}

START_TEST(test_hands_on_events_with_their_places)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    seen s;
    setup();
    ks_str_init(&s.text);
    ck_assert_int_eq(feed(&(sample){"7", "q:x"}, NULL, &handler, &s), KS_OK);
    ck_assert_str_eq(s.text.ptr,
                     "<root b.htm:3:1 size=7><name c.htm:5:2>{urn:q}x</name 5></root 3>");
    ks_str_release(&s.text);
    teardown();
}
END_TEST

START_TEST(test_copies_as_text)
{
    ks_str text;
    ks_xml_copy copy;
    setup();
    ks_str_init(&text);
    ks_xml_copy_init(&copy, &text);
    ck_assert_int_eq(feed(&(sample){"\"7\" & 8", "a < b"}, NULL, &KS_XML_COPY_HANDLER, &copy),
                     KS_OK);
    ck_assert_str_eq(text.ptr, "<root xmlns=\"urn:a\" xmlns:q=\"urn:q\" size=\"&quot;7&quot; &amp; "
                               "8\">\n  <name>a &lt; b</name>\n</root>\n");
    ks_xml_copy_release(&copy);
    ks_str_release(&text);
    teardown();
}
END_TEST

static bool load(const char *url, void *user, ks_sv *out)
{
    (void)user;
    *out = KS_SV(XSD);
    return strcmp(url, "http://x.org/a.xsd") == 0;
}

static const char *check(ks_xml_schema *schema, const sample *s)
{
    ks_str text;
    ks_xml_copy copy;
    ks_str_init(&text);
    ks_xml_copy_init(&copy, &text);
    ks_str_clear(&findings);
    ck_assert_int_eq(feed(s, schema, &KS_XML_COPY_HANDLER, &copy), KS_OK);
    ks_xml_copy_release(&copy);
    ks_str_release(&text);
    return findings.ptr;
}

START_TEST(test_validates_what_is_made)
{
    static const ks_xml_schema_part part = {.ns = "urn:a", .url = "http://x.org/a.xsd"};
    ks_xml_schema *schema = NULL;
    setup();
    ck_assert_int_eq(ks_xml_schema_new(&part, 1, load, NULL, &sink, &schema), KS_OK);
    ck_assert_str_eq(check(schema, &(sample){"7", "q:x"}), "");
    ck_assert(strstr(check(schema, &(sample){"seven", "q:x"}), "b.htm:3:1") != NULL);
    ck_assert(strstr(check(schema, &(sample){"7", "r:x"}), "c.htm:5:2") != NULL);
    ks_xml_schema_free(schema);
    teardown();
}
END_TEST

static bool copy_once(void)
{
    ks_str text;
    ks_xml_copy copy;
    setup();
    ks_str_init(&text);
    ks_xml_copy_init(&copy, &text);
    ks_status status = feed(&(sample){"7", "q:x"}, NULL, &KS_XML_COPY_HANDLER, &copy);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_xml_copy_release(&copy);
    ks_str_release(&text);
    teardown();
    return status == KS_OK;
}

START_TEST(test_tells_short_memory)
{
    fail_each_allocation(copy_once);
}
END_TEST

KS_TEST_MAIN("xml_feed", test_hands_on_events_with_their_places, test_copies_as_text,
             test_validates_what_is_made, test_tells_short_memory)

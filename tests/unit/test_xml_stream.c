/* Reading XML: events with their places, namespaces, and what is not well-formed. */
#include "test.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "test_findings.h"
#include "xml_stream.h"

typedef struct journal {
    ks_str text;
    ks_str findings;
    const char *stop_at;
} journal;

static ks_status log_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                           const ks_xml_attr *attrs, size_t count)
{
    journal *l = user;
    ks_place place = ks_xml_place(stream);
    ks_str_addf(&l->text, "<{%s}%s %u:%u", name->ns, name->local, place.line, place.column);
    for (size_t i = 0; i < count; i++) {
        ks_str_addf(&l->text, " %s=%.*s", attrs[i].name->local, KS_SV_ARG(attrs[i].value));
    }
    ks_str_add(&l->text, ">");
    return l->stop_at != NULL && strcmp(l->stop_at, name->local) == 0 ? KS_ERR_NOT_FOUND : KS_OK;
}

static ks_status log_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    journal *l = user;
    (void)stream;
    ks_str_add_sv(&l->text, text);
    return KS_OK;
}

static ks_status log_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    journal *l = user;
    ks_place place = ks_xml_place(stream);
    ks_str_addf(&l->text, "</%s %u:%u>", name->local, place.line, place.column);
    return KS_OK;
}

static const ks_xml_handler log_handler = {log_start, log_text, log_end};

static journal the_log;

static ks_status parse_lang(ks_sv text, const ks_xml_handler *handler, void *user, ks_lang lang)
{
    ks_names names;
    ks_sink sink;
    ks_names_init(&names);
    ks_str_release(&the_log.text);
    ks_str_release(&the_log.findings);
    ks_sink_init(&sink, note_finding, &the_log.findings, lang);
    ks_xml_source source = {.file = "a.xml", .text = text, .names = &names, .sink = &sink};
    ks_status status = ks_xml_parse(&source, handler, user);
    ck_assert_int_eq(ks_sink_status(&sink), KS_OK);
    ks_names_release(&names);
    return status;
}

static ks_status parse(const char *text)
{
    return parse_lang(ks_sv_from(text), &log_handler, &the_log, KS_LANG_EN);
}

static void setup(void)
{
    the_log = (journal){.stop_at = NULL};
    ks_str_init(&the_log.text);
    ks_str_init(&the_log.findings);
}

static void teardown(void)
{
    ks_str_release(&the_log.text);
    ks_str_release(&the_log.findings);
}

START_TEST(test_gives_events_with_line_and_column)
{
    setup();
    ck_assert_int_eq(parse("<?xml version='1.0'?>\n<a>\n  <b x='1'\n y='2'/>t</a>"), KS_OK);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 2:1>\n  <{}b 3:3 x=1 y=2></b 3:3>t</a 4:10>");
    ck_assert_str_eq(the_log.findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_counts_characters_not_bytes)
{
    setup();
    ck_assert_int_eq(parse("<a>当期<b 売='上'/></a>"), KS_OK);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 1:1>当期<{}b 1:6 売=上></b 1:6></a 1:16>");
    teardown();
}
END_TEST

START_TEST(test_passes_over_the_declared_encoding)
{
    setup();
    ck_assert_int_eq(parse("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a>売上</a>"), KS_OK);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 1:43>売上</a 1:48>");
    ck_assert_int_eq(parse("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>売上</a>"), KS_OK);
    ck_assert_int_eq(parse("<?xml version=\"1.0\" encoding=\"no-such\"?><a>売上</a>"), KS_OK);
    ck_assert_str_eq(the_log.findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_gives_attributes_and_text_unescaped)
{
    setup();
    ck_assert_int_eq(
        parse("<a x='A&amp;B &lt; &#38;#38; &#x58;' y='&amp;'>&amp;&lt;<![CDATA[<&]]></a>"), KS_OK);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 1:1 x=A&B < &#38; X y=&>&<<&</a 1:71>");
    teardown();
}
END_TEST

static ks_status look_up(ks_xml_stream *stream, void *user, const ks_qname *name,
                         const ks_xml_attr *attrs, size_t count)
{
    ks_str *out = user;
    const ks_qname *found = NULL;
    (void)attrs;
    (void)count;
    ks_str_addf(out, "%s:", name->local);
    for (const char *const *text =
             (const char *const[]){"p:x", "x", " p:x ", "q:x", "p:", "1", NULL};
         *text != NULL; text++) {
        ks_status status = ks_xml_resolve_qname(stream, ks_sv_from(*text), &found);
        ks_str_addf(out, " %s", status == KS_OK ? found->ns : "-");
        ck_assert(status == KS_OK || status == KS_REFUSED);
    }
    ck_assert(ks_xml_namespace(stream, KS_SV("xml")) != NULL);
    ks_str_add(out, "\n");
    return KS_OK;
}

static ks_status no_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)user;
    (void)name;
    return KS_OK;
}

START_TEST(test_resolves_names_in_scope)
{
    const ks_xml_handler handler = {look_up, NULL, no_end};
    ks_str out;
    setup();
    ks_str_init(&out);
    ck_assert_int_eq(
        parse_lang(KS_SV("<a xmlns='urn:d' xmlns:p='urn:p'><b xmlns='' xmlns:p='urn:q'/>"
                         "<c/></a>"),
                   &handler, &out, KS_LANG_EN),
        KS_OK);
    ck_assert_str_eq(out.ptr, "a: urn:p urn:d urn:p - - -\n"
                              "b: urn:q  urn:q - - -\n"
                              "c: urn:p urn:d urn:p - - -\n");
    ks_str_release(&out);
    teardown();
}
END_TEST

static ks_status compare_names(ks_xml_stream *stream, void *user, const ks_qname *name,
                               const ks_xml_attr *attrs, size_t count)
{
    const ks_qname **last = user;
    (void)stream;
    ck_assert(*last == NULL || *last == name);
    ck_assert(ks_xml_attr_find(attrs, count, "urn:o", "href") == NULL ||
              ks_sv_is(ks_xml_attr_find(attrs, count, "urn:o", "href")->value, "other"));
    ck_assert(ks_sv_is(ks_xml_attr_find(attrs, count, "", "href")->value, "own"));
    *last = name;
    return KS_OK;
}

START_TEST(test_interns_names_and_tells_attributes_by_namespace)
{
    const ks_xml_handler handler = {compare_names, NULL, no_end};
    const ks_qname *last = NULL;
    setup();
    ck_assert_int_eq(parse_lang(KS_SV("<a xmlns='urn:d' xmlns:o='urn:o' o:href='other' href='own'>"
                                      "<p:a xmlns:p='urn:d' href='own'/></a>"),
                                &handler, &last, KS_LANG_EN),
                     KS_OK);
    ck_assert(last != NULL);
    teardown();
}
END_TEST

START_TEST(test_says_what_is_malformed_and_where)
{
    static const char *const cases[][2] = {
        {"", "xml.malformed a.xml:1:1 the document is not well-formed XML: it is empty\n"},
        {"figures", "xml.malformed a.xml:1:1 the document is not well-formed XML: it does not "
                    "begin with a tag\n"},
        {"<a>\n <b>\n</a>", "xml.malformed a.xml:3:5 the document is not well-formed XML: </a> "
                            "stands where </b> is expected [2:2]\n"},
        {"<a>\n  <b>x", "xml.malformed a.xml:2:7 the document is not well-formed XML: the document "
                        "ends before element \"b\" is closed [2:3]\n"},
        {"<a>&nbsp;</a>",
         "xml.malformed a.xml:1:10 the document is not well-formed XML: the entity "
         "\"&nbsp;\" is not defined; write the character itself or &#number;\n"},
        {"<a x='1' x='2'/>",
         "xml.malformed a.xml:1:15 the document is not well-formed XML: attribute "
         "\"x\" stands twice in one tag\n"},
        {"<a><p:b/></a>", "xml.malformed a.xml:1:8 the document is not well-formed XML: the prefix "
                          "\"p\" of \"b\" is not declared\n"},
        {"<a/>x", "xml.malformed a.xml:1:5 the document is not well-formed XML: something stands "
                  "behind the end of the root element\n"},
        {"<a>R & D</a>", "xml.malformed a.xml:1:7 the document is not well-formed XML: a name is "
                         "missing here (a plain \"&\" is written &amp;, a plain \"<\" &lt;)\n"},
    };
    setup();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(parse(cases[i][0]), KS_REFUSED);
        ck_assert_str_eq(the_log.findings.ptr, cases[i][1]);
    }
    teardown();
}
END_TEST

START_TEST(test_speaks_japanese)
{
    setup();
    ck_assert_int_eq(parse_lang(KS_SV("<a></b>"), &log_handler, &the_log, KS_LANG_JA), KS_REFUSED);
    ck_assert_str_eq(the_log.findings.ptr,
                     "xml.malformed a.xml:1:8 XML として正しくありません。</a> "
                     "があるべき箇所に </b> があります。 [1:1]\n");
    teardown();
}
END_TEST

START_TEST(test_loads_and_expands_nothing)
{
    setup();
    ck_assert_int_eq(parse("<!DOCTYPE a [\n<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>"),
                     KS_REFUSED);
    ck_assert_str_eq(
        the_log.findings.ptr,
        "xml.dtd-declaration a.xml:2:1 the document type declaration defines \"x\", which "
        "is not allowed here\n");
    ck_assert_int_eq(parse("<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>"),
                     KS_REFUSED);
    ck_assert_int_eq(parse("<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>"), KS_REFUSED);
    ck_assert_int_eq(parse("<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'>%p;]><a/>"), KS_REFUSED);
    ck_assert_int_eq(parse("<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'><a>t</a>"), KS_OK);
    ck_assert_str_eq(the_log.findings.ptr,
                     "xml.external-dtd a.xml:1:1 the external document type definition "
                     "\"http://example.com/a.dtd\" is not read\n");
    ck_assert_int_eq(parse("<!DOCTYPE a SYSTEM 'http://example.com/a.dtd'><a>&nbsp;</a>"),
                     KS_REFUSED);
    teardown();
}
END_TEST

#define XHTML "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'x.dtd'>"

START_TEST(test_knows_the_entities_of_xhtml)
{
    setup();
    ck_assert_int_eq(parse(XHTML "<a b='&yen;&amp;&nbsp;'>&eacute;&lt;&euro;</a>"), KS_OK);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 1:72 b=\u00a5&\u00a0>\u00e9<\u20ac</a 1:114>");
    ck_assert_str_eq(the_log.findings.ptr, "");
    ck_assert_int_eq(parse(XHTML "<a>&nosuch;</a>"), KS_REFUSED);
    ck_assert_str_eq(the_log.findings.ptr,
                     "xml.unknown-entity a.xml:1:83 XHTML has no entity \"&nosuch;\"\n");
    ck_assert_int_eq(parse("<a>&nbsp;</a>"), KS_REFUSED);
    teardown();
}
END_TEST

START_TEST(test_stops_when_the_callback_says_so)
{
    setup();
    the_log.stop_at = "b";
    ck_assert_int_eq(parse("<a><b/><c/>"), KS_ERR_NOT_FOUND);
    ck_assert_str_eq(the_log.text.ptr, "<{}a 1:1><{}b 1:4>");
    ck_assert_str_eq(the_log.findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_refuses_bottomless_nesting)
{
    ks_str text;
    setup();
    ks_str_init(&text);
    for (int i = 0; i < 10001; i++) {
        ks_str_add(&text, "<a>");
    }
    ck_assert_int_eq(parse(text.ptr), KS_REFUSED);
    ck_assert_str_eq(the_log.findings.ptr,
                     "xml.too-deep a.xml:1:30001 elements are nested more than 10000 deep\n");
    ks_str_release(&text);
    teardown();
}
END_TEST

typedef struct steps {
    uint32_t last;
    size_t wrong;
} steps;

/* Check's assertions are too slow to be asked for each of so many. */
static ks_status count_steps(ks_xml_stream *stream, void *user, const ks_qname *name,
                             const ks_xml_attr *attrs, size_t count)
{
    steps *s = user;
    ks_place place = ks_xml_place(stream);
    (void)name;
    (void)attrs;
    (void)count;
    s->wrong += place.line != 1 || (s->last >= 4 && place.column != s->last + 20);
    s->last = place.column;
    return KS_OK;
}

/* libxml2 counts bytes in an int. Nothing of the text is looked at. */
START_TEST(test_refuses_what_is_too_long_to_count)
{
    setup();
    ck_assert_int_eq(
        parse_lang((ks_sv){"<a/>", (size_t)INT_MAX + 1}, &log_handler, &the_log, KS_LANG_EN),
        KS_REFUSED);
    ck_assert_str_eq(the_log.findings.ptr,
                     "xml.too-large a.xml:0:0 the document has more than 2147483647 bytes\n");
    teardown();
}
END_TEST

/* 4 MB on one line; quadratic work would take minutes. */
START_TEST(test_places_are_right_on_one_huge_line)
{
    const size_t count = 200000;
    char expected[64];
    steps seen = {0, 0};
    ks_str text;
    setup();
    ks_str_init(&text);
    ks_str_add(&text, "<a>");
    for (size_t i = 0; i < count; i++) {
        ks_str_add(&text, "<b x='123'>45</b>\t\t\t");
    }
    ks_str_add(&text, "<c></a>");
    ck_assert_int_eq(parse_lang(ks_str_view(&text), &(ks_xml_handler){count_steps, NULL, no_end},
                                &seen, KS_LANG_EN),
                     KS_REFUSED);
    ck_assert_uint_eq(seen.wrong, 0);
    ck_assert_int_gt(snprintf(expected, sizeof expected, "a.xml:1:%zu ", 4 + 20 * count + 7), 0);
    ck_assert(strstr(the_log.findings.ptr, expected) != NULL);
    ks_str_release(&text);
    teardown();
}
END_TEST

static size_t allocations_left;

static void *scarce_allocate(size_t size, void *user)
{
    (void)user;
    return allocations_left-- == 0 ? NULL : malloc(size);
}

static void *scarce_resize(void *block, size_t size, void *user)
{
    (void)user;
    return allocations_left-- == 0 ? NULL : realloc(block, size);
}

static void scarce_release(void *block, void *user)
{
    (void)user;
    free(block);
}

START_TEST(test_every_allocation_may_fail)
{
    const ks_allocator scarce = {scarce_allocate, scarce_resize, scarce_release, NULL};
    ks_status status = KS_ERR_MEMORY;
    size_t round = 0;
    ks_alloc_use(&scarce);
    for (; status == KS_ERR_MEMORY; round++) {
        ks_names names;
        allocations_left = SIZE_MAX;
        ks_names_init(&names);
        ks_xml_source source = {.file = "a.xml",
                                .text =
                                    KS_SV("<a xmlns:p='urn:p' p:x='a&amp;b'><b y='2'>t</b></a>"),
                                .names = &names};
        allocations_left = round;
        status = ks_xml_parse(&source, &KS_XML_DEAF, NULL);
        allocations_left = SIZE_MAX;
        ks_names_release(&names);
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    }
    ks_alloc_use(NULL);
    ck_assert_uint_gt(round, 3);
}
END_TEST

KS_TEST_MAIN("xml_stream", test_gives_events_with_line_and_column, test_counts_characters_not_bytes,
             test_passes_over_the_declared_encoding, test_gives_attributes_and_text_unescaped,
             test_resolves_names_in_scope, test_interns_names_and_tells_attributes_by_namespace,
             test_says_what_is_malformed_and_where, test_speaks_japanese,
             test_loads_and_expands_nothing, test_knows_the_entities_of_xhtml,
             test_stops_when_the_callback_says_so, test_refuses_bottomless_nesting,
             test_refuses_what_is_too_long_to_count, test_places_are_right_on_one_huge_line,
             test_every_allocation_may_fail)

/* An instance as a document. */
#include "write_instance.h"

#include "io_encoding.h"
#include "test_failing.h"
#include "test_write_check.h"
#include "test_write_sample.h"
#include "write_taxonomy.h"

static const ks_write_instance_options OPTIONS = {SAMPLE_NS, "t", "UTF-8"};

/* The sample's document; the caller releases *out. */
static void write_sample(ks_str *out)
{
    sample s;
    sample_make(&s);
    ks_str_init(out);
    ck_assert_int_eq(ks_write_instance(s.instance, &OPTIONS, out), KS_OK);
    sample_release(&s);
}

START_TEST(test_is_valid_with_its_taxonomy)
{
    static const char *const LANGUAGES[] = {"en", "ja"};
    static const ks_write_taxonomy_options TAXONOMY = {"t-1",     SAMPLE_NS, "t",
                                                       LANGUAGES, 2,         "UTF-8"};
    static const ks_xml_schema_part PARTS[] = {
        {.ns = KS_NS_XBRLI, .url = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"},
        {.ns = KS_NS_LINK, .url = "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"},
        {.ns = SAMPLE_NS, .url = "t-1.xsd"}};
    ks_write_files files = {0};
    ks_str text;
    sample s;
    sample_make(&s);
    ck_assert_int_eq(ks_write_taxonomy(s.taxonomy, &TAXONOMY, &files), KS_OK);
    sample_release(&s);
    write_sample(&text);
    check_valid("t-1.xbrl", ks_str_view(&text), PARTS, 3, &files);
    ks_str_release(&text);
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_root_contexts_units)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr,
                  "<xbrli:xbrl xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" "
                  "xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:t=\"" SAMPLE_NS "\" "
                  "xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" "
                  "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
                  "  <link:schemaRef xlink:type=\"simple\" xlink:href=\"t-1.xsd\"/>\n");
    ck_assert_has(text.ptr, "<xbrli:startDate>2002-04-01</xbrli:startDate>\n"
                            "      <xbrli:endDate>2002-06-30</xbrli:endDate>");
    ck_assert_has(text.ptr, "<xbrli:instant>2002-03-31</xbrli:instant>");
    ck_assert_has(text.ptr, "<xbrli:identifier scheme=\"http://www.sec.gov/CIK\">0001090633<");
    ck_assert_has(text.ptr, "<xbrli:unit id=\"JPY\">\n"
                            "    <xbrli:measure>iso4217:JPY</xbrli:measure>\n");
    ck_assert_has(text.ptr, "<xbrli:divide>\n      <xbrli:unitNumerator>\n"
                            "        <xbrli:measure>iso4217:JPY</xbrli:measure>\n"
                            "      </xbrli:unitNumerator>\n      <xbrli:unitDenominator>\n"
                            "        <xbrli:measure>xbrli:shares</xbrli:measure>\n");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_facts_with_decimals_nil_and_ids)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<t:Services id=\"_fact1\" contextRef=\"D1\" unitRef=\"JPY\" "
                            "decimals=\"-3\">1234567000</t:Services>");
    ck_assert_has(text.ptr, "<t:Services contextRef=\"D0\" unitRef=\"JPY\" xsi:nil=\"true\"/>");
    ck_assert_has(text.ptr, "<t:PerShare contextRef=\"D1\" unitRef=\"JPYPerShare\" "
                            "decimals=\"2\">-57.7</t:PerShare>");
    ck_assert_ptr_nonnull(strstr(text.ptr, "<t:Revenues"));
    ck_assert(strstr(text.ptr, "<t:Services") < strstr(text.ptr, "<t:Revenues"));
    ks_str_release(&text);
}
END_TEST

START_TEST(test_footnotes_in_each_language)
{
    ks_str text;
    write_sample(&text);
    ck_assert_uint_eq(count_in(text.ptr, "<link:footnoteLink "), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<link:footnote "), 5);
    ck_assert_has(text.ptr, "xlink:title=\"(1)\" xml:lang=\"en\">The rate is JPY 119.85 = $1 &amp; "
                            "no more.</link:footnote>");
    ck_assert_has(text.ptr, "xlink:label=\"note_note-rate\" "
                            "xlink:role=\"http://www.xbrl.org/2003/role/footnote\" "
                            "xlink:title=\"(1)\" xml:lang=\"ja\">換算レート</link:footnote>");
    ck_assert_uint_eq(count_in(text.ptr, "<link:footnoteArc "), 8);
    ck_assert_uint_eq(count_in(text.ptr, "xlink:href=\"#_fact2\""), 1); /* of two footnotes */
    ck_assert_uint_eq(count_in(text.ptr, "xlink:from=\"fact__fact2\""), 2);
    ks_str_release(&text);
}
END_TEST

/* What no XML can hold is replaced; the rest arrives as it is. */
START_TEST(test_text_facts_and_forbidden_characters)
{
    sample s;
    ks_str text;
    memset(&s, 0, sizeof s);
    ks_names_init(&s.names);
    ks_str_init(&text);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    sample_add(&s, "Remark", KS_ITEM_STRING, KS_PERIOD_DURATION, KS_BALANCE_NONE, "Remark", NULL);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    s.instance->schema_ref = "a&b.xsd";
    ks_context forever = {.id = "all", .scheme = "http://x", .identifier = "<1>"};
    ck_assert_int_eq(ks_instance_add_context(s.instance, &forever, NULL), KS_OK);
    ks_fact fact = {.concept = sample_concept(&s, "Remark"),
                    .context = ks_instance_context(s.instance, "all"),
                    .id = "r1",
                    .lexical = "a\001b ]]> <c> 日本\nnext",
                    .decimals = KS_DECIMALS_NONE,
                    .lang = "ja"};
    ck_assert_int_eq(ks_instance_add_fact(s.instance, &fact, NULL), KS_OK);
    ks_write_instance_options options = {NULL, NULL, "UTF-8"};
    ck_assert_int_eq(ks_write_instance(s.instance, &options, &text), KS_OK);
    check_valid("remark.xbrl", ks_str_view(&text), NULL, 0, NULL);
    ck_assert_has(text.ptr, "xmlns:ns1=\"" SAMPLE_NS "\"");
    ck_assert_has(text.ptr, "<ns1:Remark id=\"r1\" contextRef=\"all\" xml:lang=\"ja\">a\uFFFDb "
                            "]]&gt; &lt;c&gt; 日本\nnext</ns1:Remark>");
    ck_assert_has(text.ptr, "<xbrli:forever/>");
    ck_assert_has(text.ptr, "xlink:href=\"a&amp;b.xsd\"");
    ck_assert_has(text.ptr, ">&lt;1&gt;</xbrli:identifier>");
    ck_assert_lacks(text.ptr, "footnoteLink");
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

START_TEST(test_a_taken_prefix_gets_a_number)
{
    sample s;
    ks_str text;
    sample_make(&s);
    ks_str_init(&text);
    ks_write_instance_options options = {SAMPLE_NS, "link", "UTF-8"};
    ck_assert_int_eq(ks_write_instance(s.instance, &options, &text), KS_OK);
    ck_assert_has(text.ptr, "xmlns:link1=\"" SAMPLE_NS "\"");
    ck_assert_has(text.ptr, "<link1:Costs ");
    check_valid("t.xbrl", ks_str_view(&text), NULL, 0, NULL);
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

START_TEST(test_reads_back_from_another_encoding)
{
    sample s;
    ks_str text;
    ks_str findings;
    ks_sink sink;
    ks_bytes bytes = {0};
    ks_bytes back = {0};
    sample_make(&s);
    ks_str_init(&text);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_write_instance_options options = {SAMPLE_NS, "t", "Shift_JIS"};
    ck_assert_int_eq(ks_write_instance(s.instance, &options, &text), KS_OK);
    ck_assert_int_eq(ks_io_encode(ks_str_view(&text), "Shift_JIS", true, (ks_place){"t.xbrl", 0, 0},
                                  &sink, &bytes),
                     KS_OK);
    ck_assert_uint_ne(bytes.size, text.len); /* two bytes a character, not three */
    ck_assert_int_eq(ks_io_decode_xml("t.xbrl", (ks_sv){bytes.data, bytes.size}, &sink, &back),
                     KS_OK);
    check_valid("t.xbrl", (ks_sv){back.data, back.size}, NULL, 0, NULL);
    ck_assert_has(back.data, "換算レート");
    ks_bytes_release(&bytes);
    ks_bytes_release(&back);
    ks_str_release(&findings);
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

START_TEST(test_the_same_model_gives_the_same_bytes)
{
    ks_str one;
    ks_str two;
    write_sample(&one);
    write_sample(&two);
    ck_assert_str_eq(one.ptr, two.ptr);
    ks_str_release(&one);
    ks_str_release(&two);
}
END_TEST

static bool write_short(void)
{
    sample s;
    ks_str text;
    ks_str_init(&text);
    sample_make(&s);
    ks_status status = s.status;
    if (status == KS_OK) {
        status = ks_write_instance(s.instance, &OPTIONS, &text);
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
        ck_assert((text.len > 0) == (status == KS_OK));
    }
    ks_str_release(&text);
    sample_release(&s);
    return status == KS_OK;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(write_short);
}
END_TEST

KS_TEST_MAIN("write_instance", test_is_valid_with_its_taxonomy, test_root_contexts_units,
             test_facts_with_decimals_nil_and_ids, test_footnotes_in_each_language,
             test_text_facts_and_forbidden_characters, test_a_taken_prefix_gets_a_number,
             test_reads_back_from_another_encoding, test_the_same_model_gives_the_same_bytes,
             test_memory_may_run_short_anywhere)

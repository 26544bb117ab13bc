/* The statement view. */
#include "write_view.h"

#include <stdio.h>

#include "test_failing.h"
#include "test_write_check.h"
#include "test_write_sample.h"

static const char *const LANGUAGES[] = {"en", "ja"};

static void fill_options(ks_write_view_options *options)
{
    *options = (ks_write_view_options){.id = "t-1",
                                       .instance_file = "t-1.xbrl",
                                       .languages = LANGUAGES,
                                       .language_count = 2,
                                       .ns = SAMPLE_NS,
                                       .prefix = "t"};
}

static ks_status write_charted(sample *s, ks_str *out)
{
    static const ks_lang_text TITLE = {.lang = "en", .text = "Bars"};
    ks_write_view_options options;
    const ks_concept *series[] = {sample_concept(s, "Revenues"), sample_concept(s, "Income"),
                                  sample_concept(s, "Change")};
    ks_view_chart chart = {.id = "bars",
                           .role = SAMPLE_OPS,
                           .titles = &TITLE,
                           .unit = ks_instance_unit(s->instance, "USD"),
                           .series = series,
                           .series_count = 3};
    fill_options(&options);
    options.charts = &chart;
    options.chart_count = 1;
    return ks_write_view(s->instance, &options, out);
}

/* The view of a sample as it is; the caller releases *out. */
static void write_view(sample *s, ks_str *out)
{
    static const ks_xml_schema_part PARTS[] = {
        {.ns = "urn:kessan:view:1", .url = "xsd/kessan/view.xsd"}};
    ks_str_init(out);
    ck_assert_int_eq(write_charted(s, out), KS_OK);
    check_valid("t-1.view.xml", ks_str_view(out), PARTS, 1, NULL);
}

static void write_sample(ks_str *out)
{
    sample s;
    sample_make(&s);
    write_view(&s, out);
    sample_release(&s);
}

/* The n-th row of a statement up to its end, for comparisons; static storage. */
static const char *get_row(const char *text, const char *id)
{
    static char row[4000];
    char begin[100];
    (void)snprintf(begin, sizeof begin, "<row id=\"%s\"", id);
    const char *start = strstr(text, begin);
    ck_assert_msg(start != NULL, "there is no row %s", id);
    const char *end = strstr(start, "</row>");
    ck_assert_ptr_nonnull(end);
    size_t len = (size_t)(end - start);
    ck_assert_uint_lt(len, sizeof row);
    memcpy(row, start, len);
    row[len] = '\0';
    return row;
}

START_TEST(test_heads_of_the_view)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<view xmlns=\"urn:kessan:view:1\" id=\"t-1\" instance=\"t-1.xbrl\" "
                            "languages=\"en ja\">\n"
                            "  <title lang=\"en\">First quarter</title>\n"
                            "  <title lang=\"ja\">2003年3月期 第1四半期</title>\n");
    ck_assert_has(text.ptr, "<entity scheme=\"http://www.sec.gov/CIK\" identifier=\"0001090633\"");
    ck_assert_has(text.ptr, "<statement id=\"operations\" role=\"" SAMPLE_OPS "\" number=\"1\">\n"
                            "    <title lang=\"en\">Statements of Operations</title>\n"
                            "    <title lang=\"ja\">損益計算書</title>\n");
    ck_assert_has(text.ptr, "<statement id=\"cash\" role=\"" SAMPLE_CASH "\" number=\"2\">");
    ck_assert_uint_eq(count_in(text.ptr, "<statement "), 2);
    ks_str_release(&text);
}
END_TEST

START_TEST(test_unit_lines_name_currencies_and_scale)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<unit-line lang=\"en\">In thousands of Japanese yen (JPY) and U.S. "
                            "dollars (USD), unless stated otherwise</unit-line>");
    ck_assert_has(text.ptr, "<unit-line lang=\"ja\">単位：千円、千米ドル（別途記載のあるもの"
                            "を除く）</unit-line>");
    ck_assert_has(text.ptr, "dollars (USD)</unit-line>"); /* the cash statement, and the chart */
    ck_assert_has(text.ptr, "<unit-line lang=\"ja\">単位：千円、千米ドル</unit-line>");
    ks_str_release(&text);
}
END_TEST

/* Periods in the order of the contexts, currencies in that of the units. */
START_TEST(test_columns_by_period_and_currency)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr,
                  "<columns>\n"
                  "      <period id=\"operations-p1\" start=\"2002-04-01\" end=\"2002-06-30\">\n"
                  "        <label lang=\"en\">First quarter 2002</label>\n"
                  "        <label lang=\"ja\">2002年6月30日に終了した3ヶ月間</label>\n"
                  "        <column id=\"operations-c1\" unit=\"JPY\">\n"
                  "          <label lang=\"en\">JPY</label>\n"
                  "          <label lang=\"ja\">円</label>\n"
                  "        </column>\n"
                  "        <column id=\"operations-c2\" unit=\"USD\">\n"
                  "          <label lang=\"en\">USD</label>\n"
                  "          <label lang=\"ja\">米ドル</label>\n"
                  "          <mark note=\"note-rate\">(1)</mark>\n"
                  "        </column>\n"
                  "      </period>\n"
                  "      <period id=\"operations-p2\" start=\"2002-01-01\" end=\"2002-03-31\">\n"
                  "        <label lang=\"en\">Three months ended Mar 31, 2002</label>\n");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_rows_in_presentation_order_with_level_and_kind)
{
    ks_str text;
    write_sample(&text);
    const char *heading = get_row(text.ptr, "operations-r1");
    ck_assert_has(heading, "kind=\"heading\" level=\"0\" concept=\"t:RevenuesAbstract\">");
    ck_assert_has(heading, "<label lang=\"ja\">営業収益:</label>");
    ck_assert_lacks(heading, "<cell");
    const char *item = get_row(text.ptr, "operations-r2");
    ck_assert_has(item, "kind=\"item\" level=\"1\" concept=\"t:Services\">");
    ck_assert_has(item, "<label lang=\"en\">R&amp;D &lt;services&gt; \"new\"</label>");
    const char *total = get_row(text.ptr, "operations-r3");
    ck_assert_has(total, "kind=\"total\" level=\"0\" concept=\"t:Revenues\" "
                         "role=\"http://www.xbrl.org/2003/role/totalLabel\">");
    ck_assert_has(total, "<label lang=\"en\">Total revenues</label>");
    ck_assert_has(get_row(text.ptr, "operations-r5"),
                  "kind=\"total\""); /* a sum, though no total label */
    ks_str_release(&text);
}
END_TEST

START_TEST(test_cells_value_zero_nil_none)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(get_row(text.ptr, "operations-r2"),
                  "<cell column=\"operations-c1\" state=\"value\" fact=\"_fact1\" "
                  "scale=\"3\" format=\"num-dot-decimal\">");
    ck_assert_has(get_row(text.ptr, "operations-r2"), "<text lang=\"en\">1,234,567</text>");
    ck_assert_has(get_row(text.ptr, "operations-r2"),
                  "<cell column=\"operations-c3\" state=\"nil\" fact=\"_fact3\">");
    ck_assert_has(get_row(text.ptr, "operations-r2"), "<text lang=\"en\">–</text>");
    ck_assert_has(get_row(text.ptr, "operations-r2"), "<text lang=\"ja\">－</text>");
    ck_assert_has(get_row(text.ptr, "operations-r3"),
                  "<cell column=\"operations-c3\" state=\"zero\" fact=\"_fact6\" scale=\"3\">");
    ck_assert_has(get_row(text.ptr, "operations-r3"), "<text lang=\"en\">0</text>");
    ck_assert_has(get_row(text.ptr, "operations-r4"),
                  "<cell column=\"operations-c3\" state=\"none\"/>");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_negated_rows_turn_the_sign)
{
    ks_str text;
    write_sample(&text);
    const char *costs = get_row(text.ptr, "operations-r4");
    ck_assert_has(costs, "<label lang=\"en\">Less: costs</label>");
    ck_assert_has(costs, "<cell column=\"operations-c1\" state=\"value\" negative=\"true\" "
                         "fact=\"_fact7\">");
    ck_assert_has(costs, "<text lang=\"en\">(2,000,001)</text>"); /* 2000000.5 thousand */
    ck_assert_has(costs, "<text lang=\"ja\">△2,000,001</text>");
    ck_assert_has(costs, "<cell column=\"operations-c2\" state=\"value\" fact=\"_fact8\" "
                         "scale=\"3\" sign=\"-\" format=\"num-dot-decimal\">");
    ck_assert_has(costs, "<text lang=\"en\">16,688</text>");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_what_is_no_amount_keeps_its_digits)
{
    ks_str text;
    write_sample(&text);
    const char *per_share = get_row(text.ptr, "operations-r6");
    ck_assert_has(per_share, "<text lang=\"en\">(57.70)</text>");
    ck_assert_has(per_share, "<cell column=\"operations-c2\" state=\"none\"/>");
    ck_assert_has(get_row(text.ptr, "operations-r7"), "<text lang=\"en\">44,960,000</text>");
    ks_str_release(&text);
}
END_TEST

/* Cash at the beginning stands in the duration that begins on the day after, at the end in the one
 * that ends on its day. */
START_TEST(test_instants_stand_in_durations)
{
    ks_str text;
    write_sample(&text);
    const char *start = get_row(text.ptr, "cash-r1");
    ck_assert_has(start, "<label lang=\"en\">Cash, beginning</label>");
    ck_assert_has(start, "<text lang=\"en\">11,045,919</text>");
    ck_assert_lacks(start, "6,014,693");
    const char *end = get_row(text.ptr, "cash-r3");
    ck_assert_has(end, "<label lang=\"ja\">期末残高</label>");
    ck_assert_has(end, "<text lang=\"en\">6,014,693</text>");
    ck_assert_uint_eq(count_in(text.ptr, "<period id=\"cash-p"), 1);
    ks_str_release(&text);
}
END_TEST

/* The rate covers the dollar column; the second note one row; the cash statement's note with the
 * same mark, which a fact brings along, is not shown twice. */
START_TEST(test_marks_on_columns_and_rows)
{
    ks_str text;
    write_sample(&text);
    ck_assert_uint_eq(count_in(text.ptr, "<mark note=\"note-rate\">(1)</mark>"), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<mark note=\"note-rate-cash\">(1)</mark>"), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<mark note=\"note-moved\">(2)</mark>"), 1);
    ck_assert_has(get_row(text.ptr, "operations-r2"), "<mark note=\"note-moved\">(2)</mark>");
    ck_assert_has(text.ptr, "    <note ref=\"note-rate\"/>\n    <note ref=\"note-moved\"/>\n");
    ck_assert_uint_eq(count_in(text.ptr, "<note ref=\"note-rate-cash\"/>"), 1);
    ck_assert_has(text.ptr, "<footnote id=\"note-rate\" mark=\"(1)\">\n"
                            "      <text lang=\"en\">The rate is JPY 119.85 = $1 &amp; no more."
                            "</text>\n      <text lang=\"ja\">換算レート</text>\n");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_charts_are_per_mille_of_the_largest)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<chart id=\"bars\">\n      <title lang=\"en\">Bars</title>\n"
                            "      <title lang=\"ja\">Bars</title>\n      <group>\n"
                            "        <label lang=\"en\">First quarter 2002</label>");
    ck_assert_uint_eq(count_in(text.ptr, "<group>"), 1); /* no dollars in the other period */
    ck_assert_has(text.ptr, "<bar series=\"1\" share=\"245\">"); /* 10,301 of 41,980 */
    ck_assert_has(text.ptr, "<bar series=\"2\" share=\"152\" negative=\"true\">");
    ck_assert_has(text.ptr, "<bar series=\"3\" share=\"1000\" negative=\"true\">");
    ck_assert_has(text.ptr, "<text lang=\"ja\">△41,980</text>");
    ck_assert_has(text.ptr, "<unit-line lang=\"ja\">単位：千米ドル</unit-line>\n    </chart>");
    ks_str_release(&text);
}
END_TEST

START_TEST(test_facts_tell_where_they_come_from)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<fact id=\"_fact1\" concept=\"t:Services\" context=\"D1\" "
                            "unit=\"JPY\" decimals=\"-3\" value=\"1234567000\">\n"
                            "      <source file=\"a.tsv\" line=\"5\" cell=\"3\" "
                            "printed=\"1,234,567\"/>\n");
    ck_assert_has(text.ptr, "<fact id=\"_fact3\" concept=\"t:Services\" context=\"D0\" "
                            "unit=\"JPY\" nil=\"true\"/>");
    ck_assert_uint_eq(count_in(text.ptr, "<fact "), 16);
    ks_str_release(&text);
}
END_TEST

/* What facts share is told once. */
START_TEST(test_concepts_contexts_and_units_stand_once)
{
    ks_str text;
    write_sample(&text);
    ck_assert_has(text.ptr, "<documentation lang=\"en\">All revenues.</documentation>");
    ck_assert_has(text.ptr, "<context id=\"D1\" start=\"2002-04-01\" end=\"2002-06-30\">\n"
                            "      <period lang=\"en\">Apr 1, 2002 – Jun 30, 2002</period>\n"
                            "      <period lang=\"ja\">2002年4月1日～2002年6月30日</period>\n"
                            "    </context>\n");
    ck_assert_has(text.ptr, "<period lang=\"en\">Mar 31, 2002</period>");
    ck_assert_has(text.ptr, "<unit id=\"JPY\" measure=\"iso4217:JPY\"/>");
    ck_assert_uint_eq(count_in(text.ptr, "<concept name=\"t:Services\""), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<context id=\"D1\""), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<unit id=\"JPY\""), 1);
    ks_str_release(&text);
}
END_TEST

/* A statement with only instants has a group of columns per instant; without currency the column is
 * in the one unit there is. */
START_TEST(test_instants_alone_and_figures_without_currency)
{
    sample s;
    ks_str text;
    memset(&s, 0, sizeof s);
    ks_names_init(&s.names);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    sample_add(&s, "A", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, "Table", "表");
    sample_add(&s, "Lines", KS_ITEM_INTEGER, KS_PERIOD_INSTANT, KS_BALANCE_NONE, "Lines", "回線");
    sample_add(&s, "Empty", KS_ITEM_INTEGER, KS_PERIOD_INSTANT, KS_BALANCE_NONE, "Empty", NULL);
    sample_add(&s, "EmptyAbstract", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, "None",
               NULL);
    sample_add(&s, "Revenues", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "R", NULL);
    sample_add(&s, "Income", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "I", NULL);
    sample_add(&s, "Change", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "C", NULL);
    sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "A", "EmptyAbstract", 1, NULL);
    sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "EmptyAbstract", "Empty", 1, NULL);
    sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "A", "Lines", 2, NULL);
    sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "Lines", "A", 3, NULL);  /* a cycle */
    sample_arc(&s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "A", "Empty", 1, NULL); /* no facts */
    sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "Change", "A", 3, NULL);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    sample_context(&s, "I1", NULL, "2002-06-30", NULL);
    sample_context(&s, "I0", NULL, "2001-06-30", NULL);
    sample_unit(&s, "USD", KS_NS_ISO4217, "USD", NULL);
    sample_unit(&s, "lines", SAMPLE_NS, "lines", NULL);
    sample_fact(&s, "Lines", "I0", "lines", "90", 0);
    sample_fact(&s, "Lines", "I1", "lines", "108", KS_DECIMALS_INF);
    write_view(&s, &text);
    ck_assert_uint_eq(count_in(text.ptr, "<statement "), 1);
    ck_assert_has(text.ptr, "<title lang=\"en\">t-1.xbrl</title>");
    ck_assert_has(text.ptr,
                  "<title lang=\"en\">operations</title>"); /* no abstract root, no role */
    ck_assert_has(text.ptr, "<unit-line lang=\"en\">Unit: lines</unit-line>");
    ck_assert_has(text.ptr, "<period id=\"operations-p1\" instant=\"2002-06-30\">\n"
                            "        <label lang=\"en\">Jun 30, 2002</label>\n"
                            "        <label lang=\"ja\">2002年6月30日</label>\n"
                            "        <column id=\"operations-c1\" unit=\"lines\">\n");
    ck_assert_uint_eq(count_in(text.ptr, "<row "), 3);
    ck_assert_has(get_row(text.ptr, "operations-r1"),
                  "kind=\"heading\" level=\"0\" concept=\"t:Change\"");
    ck_assert_has(get_row(text.ptr, "operations-r3"), "<label lang=\"ja\">回線</label>");
    ck_assert_has(text.ptr, "decimals=\"INF\" value=\"108\"");
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

START_TEST(test_without_networks_all_facts_are_shown)
{
    sample s;
    ks_str text;
    memset(&s, 0, sizeof s);
    ks_names_init(&s.names);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    sample_add(&s, "Revenues", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "R", NULL);
    sample_add(&s, "Income", KS_ITEM_STRING, KS_PERIOD_DURATION, KS_BALANCE_NONE, "I", NULL);
    sample_add(&s, "Change", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "C", NULL);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    sample_context(&s, "Y", "2001-04-01", "2002-03-31", NULL);
    sample_context(&s, "X", "2001-04-05", "2002-03-30", NULL);
    sample_unit(&s, "XYZ", KS_NS_ISO4217, "XYZ", NULL);
    sample_fact(&s, "Revenues", "Y", "XYZ", "-1500000", -5);
    sample_fact(&s, "Revenues", "X", "XYZ", "12345678901234567890123456789012345678901234567.5", 1);
    sample_fact(&s, "Income", "Y", NULL, "in <words>", KS_DECIMALS_NONE);
    write_view(&s, &text);
    ck_assert_uint_eq(count_in(text.ptr, "<statement "), 1);
    ck_assert_has(text.ptr, "<title lang=\"en\">All facts</title>");
    ck_assert_has(text.ptr, "<label lang=\"en\">Year ended Mar 31, 2002</label>");
    ck_assert_has(text.ptr, "<label lang=\"en\">Apr 5, 2001 – Mar 30, 2002</label>");
    ck_assert_has(text.ptr, "<unit-line lang=\"en\">In thousands of XYZ</unit-line>");
    ck_assert_has(text.ptr, "<text lang=\"en\">(1,500)</text>");
    ck_assert_has(text.ptr,
                  "<text lang=\"en\">12,345,678,901,234,567,890,123,456,789,012,345,678,901,235"
                  "</text>");
    ck_assert_has(text.ptr, "<text lang=\"ja\">in &lt;words&gt;</text>");
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

/* A balance sheet with cash at the beginning of the cash flows too. */
static void make_balance(sample *s, bool has_flows)
{
    memset(s, 0, sizeof *s);
    ks_names_init(&s->names);
    ck_assert_int_eq(ks_taxonomy_new(&s->names, &s->taxonomy), KS_OK);
    sample_add(s, "A", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, "Balance", NULL);
    sample_add(s, "B", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, "Flows", NULL);
    sample_add(s, "Cash", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_NONE, "Cash", NULL);
    sample_add(s, "Revenues", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_NONE, "R", NULL);
    sample_add(s, "Income", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_NONE, "I", NULL);
    sample_add(s, "Change", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "C", NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "A", "Cash", 1, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "A", "Revenues", 2, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "A", "Income", 3, NULL);
    if (has_flows) {
        sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "B", "Cash", 1, KS_ROLE_PERIOD_START);
        sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "B", "Change", 2, NULL);
        sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "B", "Cash", 3, KS_ROLE_PERIOD_END);
    }
    ck_assert_int_eq(ks_taxonomy_finish(s->taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s->names, s->taxonomy, &s->instance), KS_OK);
    sample_context(s, "I0", NULL, "2002-03-31", NULL);
    sample_context(s, "D1", "2002-04-01", "2002-06-30", NULL);
    sample_context(s, "I1", NULL, "2002-06-30", NULL);
    sample_unit(s, "JPY", KS_NS_ISO4217, "JPY", NULL);
    sample_fact(s, "Cash", "I0", "JPY", "11000", -3);
    sample_fact(s, "Cash", "I1", "JPY", "12000", -3);
    sample_fact(s, "Revenues", "I1", "JPY", "13000", -3);
    sample_fact(s, "Income", "I1", "JPY", "14000", -3);
    sample_fact(s, "Change", "D1", "JPY", "1000", -3);
}

START_TEST(test_sparse_columns_of_other_statements_are_dropped)
{
    sample s;
    ks_str text;
    make_balance(&s, true);
    write_view(&s, &text);
    ck_assert_uint_eq(count_in(text.ptr, "<period id=\"operations-p"), 1);
    ck_assert_has(text.ptr, "<period id=\"operations-p1\" instant=\"2002-06-30\">");
    ck_assert_has(get_row(text.ptr, "operations-r1"),
                  "<cell column=\"operations-c1\" state=\"value\" fact=\"_fact2\" scale=");
    ck_assert_has(get_row(text.ptr, "operations-r3"), "<text lang=\"en\">14</text>");
    ck_assert_has(get_row(text.ptr, "cash-r1"), "<text lang=\"en\">11</text>");
    ck_assert_has(text.ptr, "<fact id=\"_fact1\"");
    ks_str_release(&text);
    sample_release(&s);
    /* What is shown nowhere else stays. */
    make_balance(&s, false);
    write_view(&s, &text);
    ck_assert_uint_eq(count_in(text.ptr, "<period id=\"operations-p"), 2);
    ck_assert_has(get_row(text.ptr, "operations-r1"), "<text lang=\"en\">11</text>");
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

START_TEST(test_an_empty_instance_has_a_view)
{
    sample s;
    ks_str text;
    memset(&s, 0, sizeof s);
    ks_names_init(&s.names);
    ks_write_view_options options;
    fill_options(&options);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    ks_str_init(&text);
    ck_assert_int_eq(ks_write_view(s.instance, &options, &text), KS_OK);
    check_valid("t.view.xml", ks_str_view(&text), NULL, 0, NULL);
    ck_assert_has(text.ptr, "<columns/>");
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
        status = write_charted(&s, &text);
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

KS_TEST_MAIN("write_view", test_heads_of_the_view, test_unit_lines_name_currencies_and_scale,
             test_columns_by_period_and_currency,
             test_rows_in_presentation_order_with_level_and_kind, test_cells_value_zero_nil_none,
             test_negated_rows_turn_the_sign, test_what_is_no_amount_keeps_its_digits,
             test_instants_stand_in_durations, test_marks_on_columns_and_rows,
             test_charts_are_per_mille_of_the_largest, test_facts_tell_where_they_come_from,
             test_concepts_contexts_and_units_stand_once,
             test_instants_alone_and_figures_without_currency,
             test_without_networks_all_facts_are_shown,
             test_sparse_columns_of_other_statements_are_dropped, test_an_empty_instance_has_a_view,
             test_the_same_model_gives_the_same_bytes, test_memory_may_run_short_anywhere)

/* Contexts: periods, and when segments and scenarios are the same. */
#include "test_read_instance.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t'"                       \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' targetNamespace='urn:t'"                     \
    " elementFormDefault='qualified'>"                                                             \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:element name='Cash' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"         \
    " xbrli:periodType='instant'/>"                                                                \
    "<xs:element name='num' type='xs:double'/><xs:element name='yes' type='xs:boolean'/>"          \
    "<xs:element name='word' type='xs:token' default='Mars'/>"                                     \
    "<xs:element name='text' type='xs:string'/>"                                                   \
    "<xs:element name='box'><xs:complexType mixed='true'><xs:sequence>"                            \
    "<xs:element name='inner' type='xs:decimal' minOccurs='0' maxOccurs='unbounded'/>"             \
    "<xs:any minOccurs='0' maxOccurs='unbounded' processContents='lax'/></xs:sequence>"            \
    "<xs:attribute name='a' type='xs:decimal' default='7'/><xs:attribute name='b'/>"               \
    "<xs:attribute name='id' type='xs:ID'/></xs:complexType></xs:element></xs:schema>"

#define PERIOD(inside) "<xbrli:period>" inside "</xbrli:period>"
#define AT(date)       PERIOD("<xbrli:instant>" date "</xbrli:instant>")
#define FROM_TO(start, end)                                                                        \
    PERIOD("<xbrli:startDate>" start "</xbrli:startDate><xbrli:endDate>" end "</xbrli:endDate>")
#define CONTEXT(id, period, besides)                                                               \
    "\n<xbrli:context id='" id "'>" ENTITY period besides "</xbrli:context>"
#define SCENARIO(inside) "<xbrli:scenario>" inside "</xbrli:scenario>"

/* Whether the two contexts of `text`, of ids 1 and 2, are the same. */
static bool are_same(const char *one, const char *two)
{
    ks_str text;
    setup_with(SCHEMA);
    ks_str_init(&text);
    ks_str_addf(&text, "%s%s%s</xbrli:xbrl>", ROOT, one, two);
    ck_assert_int_eq(read_text(text.ptr), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    const ks_context *first = ks_instance_context(report.instance, "1");
    const ks_context *second = ks_instance_context(report.instance, "2");
    bool is_same = first->same == second->same;
    ks_str_release(&text);
    teardown();
    return is_same;
}

#define SAME_PERIODS(a, b) are_same(CONTEXT("1", a, ""), CONTEXT("2", b, ""))
#define SAME_SCENARIOS(a, b)                                                                       \
    are_same(CONTEXT("1", AT("2002-06-30"), SCENARIO(a)),                                          \
             CONTEXT("2", AT("2002-06-30"), SCENARIO(b)))

START_TEST(test_a_date_is_the_end_of_its_day)
{
    ck_assert(SAME_PERIODS(AT("2007-12-31"), AT("2008-01-01T00:00:00")));
    ck_assert(SAME_PERIODS(AT("2007-12-31T24:00:00"), AT("2008-01-01T00:00:00")));
    ck_assert(!SAME_PERIODS(AT("2007-12-31"), AT("2007-12-31T00:00:00")));
    ck_assert(!SAME_PERIODS(AT("2007-12-31"), AT("2007-12-31T23:59:59")));
    ck_assert(SAME_PERIODS(FROM_TO("2008-03-01", "2008-03-31"),
                           FROM_TO("2008-02-29T24:00:00", "2008-04-01T00:00:00")));
    ck_assert(!SAME_PERIODS(FROM_TO("2008-02-29", "2008-03-31"),
                            FROM_TO("2008-03-01T00:00:00", "2008-03-31")));
    ck_assert(SAME_PERIODS(PERIOD("<xbrli:forever/>"), PERIOD("<xbrli:forever/>")));
}
END_TEST

START_TEST(test_time_zones_are_one_clock)
{
    ck_assert(SAME_PERIODS(AT("2008-01-01T09:00:00+09:00"), AT("2008-01-01T00:00:00Z")));
    ck_assert(!SAME_PERIODS(AT("2008-01-01T00:00:00"), AT("2008-01-01T00:00:00Z")));
    ck_assert(SAME_PERIODS(AT("2007-12-31+09:00"), AT("2007-12-31T15:00:00Z")));
}
END_TEST

START_TEST(test_days_are_those_that_are_written)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(read_text(ROOT CONTEXT("1", AT("2007-12-31-05:00"), "")
                                   CONTEXT("2", FROM_TO("2007-12-31+09:00", "2008-01-05T00:00:00Z"),
                                           "") "</xbrli:xbrl>"),
                     KS_OK);
    const ks_context *one = ks_instance_context(report.instance, "1");
    const ks_context *two = ks_instance_context(report.instance, "2");
    ck_assert_int_eq(one->end, ks_day_from_civil(2007, 12, 31));
    ck_assert_int_eq(two->start, ks_day_from_civil(2007, 12, 31));
    ck_assert_int_eq(two->end, ks_day_from_civil(2008, 1, 4));
    teardown();
}
END_TEST

START_TEST(test_a_period_is_over_after_it_starts)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(ROOT CONTEXT("a", FROM_TO("2008-01-01", "2008-01-01"), "")
                      CONTEXT("b", FROM_TO("2008-01-02", "2008-01-01"), "")
                          CONTEXT("c", FROM_TO("2008-01-01", "2008-01-01T00:00:00"), "")
                              CONTEXT("d", FROM_TO("2008-01-01T05:00:00", "2008-01-01T00:00:00Z"),
                                      "") "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr,
                     "instance.end-before-start i.xbrl:3:1 the period of context \"b\" starts at "
                     "2008-01-02 and is over at 2008-01-01, not later\n"
                     "instance.end-before-start i.xbrl:4:1 the period of context \"c\" starts at "
                     "2008-01-01 and is over at 2008-01-01T00:00:00, not later\n");
    teardown();
}
END_TEST

START_TEST(test_scenarios_are_compared_as_trees)
{
    ck_assert(
        SAME_SCENARIOS("<d:a x='1' y='2'><d:b/></d:a>", "<d:a y='2' x='1'>\n <d:b/>\n</d:a>"));
    ck_assert(!SAME_SCENARIOS("<d:a/><d:b/>", "<d:b/><d:a/>"));
    ck_assert(!SAME_SCENARIOS("<d:a><d:b/></d:a>", "<d:a/><d:b/>"));
    ck_assert(!SAME_SCENARIOS("<d:a id='x'/>", "<d:a id='y'/>"));
    ck_assert(!SAME_SCENARIOS("<d:a x='1'/>", "<d:a x='1.0'/>")); /* not declared */
    ck_assert(!SAME_SCENARIOS("<d:a>b</d:a>", "<d:a/>b"));
    ck_assert(!are_same(CONTEXT("1", AT("2002-06-30"), ""),
                        CONTEXT("2", AT("2002-06-30"), SCENARIO("<d:a/>"))));
}
END_TEST

START_TEST(test_values_are_compared_by_their_types)
{
    ck_assert(SAME_SCENARIOS("<t:num>1.23E2</t:num>", "<t:num> 123 </t:num>"));
    ck_assert(SAME_SCENARIOS("<t:num>-0</t:num>", "<t:num>0</t:num>"));
    ck_assert(SAME_SCENARIOS("<t:num>INF</t:num>", "<t:num>INF</t:num>"));
    ck_assert(!SAME_SCENARIOS("<t:num>INF</t:num>", "<t:num>-INF</t:num>"));
    ck_assert(!SAME_SCENARIOS("<t:num>NaN</t:num>", "<t:num>NaN</t:num>"));
    ck_assert(SAME_SCENARIOS("<t:yes>1</t:yes>", "<t:yes>true</t:yes>"));
    ck_assert(!SAME_SCENARIOS("<t:yes>1</t:yes>", "<t:yes>false</t:yes>"));
    ck_assert(SAME_SCENARIOS("<t:word> a  b </t:word>", "<t:word>a b</t:word>"));
    ck_assert(!SAME_SCENARIOS("<t:text>a b</t:text>", "<t:text>a  b</t:text>"));
    ck_assert(SAME_SCENARIOS("<t:box><t:inner>1</t:inner></t:box>",
                             "<t:box><t:inner>+1.0</t:inner></t:box>"));
    ck_assert(SAME_SCENARIOS("<t:box a='007'/>", "<t:box a='7.0'/>"));
}
END_TEST

START_TEST(test_defaults_stand_for_what_is_not_there)
{
    ck_assert(SAME_SCENARIOS("<t:word/>", "<t:word><!-- Mars --></t:word>"));
    ck_assert(SAME_SCENARIOS("<t:word/>", "<t:word>Mars</t:word>"));
    ck_assert(SAME_SCENARIOS("<t:box/>", "<t:box a='7'/>"));
    ck_assert(!SAME_SCENARIOS("<t:box/>", "<t:box a='8'/>"));
    ck_assert(!SAME_SCENARIOS("<t:word/>", "<t:text>Mars</t:text>"));
}
END_TEST

START_TEST(test_nothing_of_xbrl_stands_in_a_scenario)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(ROOT CONTEXT("c", AT("2002-06-30"),
                               SCENARIO("<d:a><xbrli:unit/></d:a><t:Cash/>")) "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "the scenario of context \"c\" holds \"unit\""));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "the scenario of context \"c\" holds \"Cash\""));
    teardown();
}
END_TEST

/* Whatever else is wrong with a member, it is told where it stands. */
START_TEST(test_members_name_a_dimension)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(ROOT CONTEXT("1", AT("2002-06-30"),
                               SCENARIO("<m:explicitMember xmlns:m='http://xbrl.org/2006/xbrldi'"
                                        " dimension='none:Axis'>t:M</m:explicitMember>\n"
                                        "<m:typedMember xmlns:m='http://xbrl.org/2006/xbrldi'>"
                                        "<t:num>1</t:num></m:typedMember>")) "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "dimension.not-explicit i.xbrl:2:"));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "\"none:Axis\""));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "xml.missing-attribute i.xbrl:3:"));
    ck_assert(ks_instance_context(report.instance, "1")->has_nameless_member);
    teardown();
}
END_TEST

START_TEST(test_ids_in_a_scenario_are_ids)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(ROOT CONTEXT("c", AT("2002-06-30"),
                               SCENARIO("<t:box id='x'/>\n<t:box id='c'/>")) "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "instance.duplicate-id i.xbrl:2:1 the id \"c\" stands twice "
                                   "[3:1]\n");
    teardown();
}
END_TEST

START_TEST(test_reads_dimensions)
{
    setup_with(SCHEMA);
    ck_assert_int_eq(
        read_text(
            ROOT CONTEXT(
                "c", AT("2002-06-30"),
                SCENARIO(
                    "<di:explicitMember xmlns:di='http://xbrl.org/2006/xbrldi' dimension='d:axis'>"
                    " t:Cash </di:explicitMember><d:other/>"
                    "<di:typedMember xmlns:di='http://xbrl.org/2006/xbrldi' dimension='d:typed'>"
                    "<t:num>010</t:num></di:typedMember>"))
                CONTEXT(
                    "c2", AT("2002-06-30"),
                    SCENARIO(
                        "<di:typedMember xmlns:di='http://xbrl.org/2006/xbrldi' "
                        "dimension='d:typed'><t:num>1E1</t:num></di:typedMember>")) "</"
                                                                                    "xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    const ks_context *context = ks_instance_context(report.instance, "c");
    const ks_dimension *other = ks_instance_context(report.instance, "c2")->dimensions;
    ck_assert_uint_eq(context->dimension_count, 2);
    const ks_dimension *named = &context->dimensions[0];
    const ks_dimension *typed = &context->dimensions[1];
    ck_assert_str_eq(named->dimension->local, "axis");
    ck_assert_str_eq(named->dimension->ns, "urn:d");
    ck_assert_str_eq(named->member->local, "Cash");
    ck_assert(named->is_scenario);
    ck_assert_ptr_null(typed->member);
    ck_assert_str_eq(typed->domain->local, "num");
    ck_assert_str_eq(typed->text, "010");
    ck_assert_ptr_eq(typed->value, other->value);
    ck_assert(context->has_other_scenario);
    ck_assert(!context->has_other_segment);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_context", test_a_date_is_the_end_of_its_day, test_time_zones_are_one_clock,
             test_days_are_those_that_are_written, test_a_period_is_over_after_it_starts,
             test_scenarios_are_compared_as_trees, test_values_are_compared_by_their_types,
             test_defaults_stand_for_what_is_not_there, test_nothing_of_xbrl_stands_in_a_scenario,
             test_members_name_a_dimension, test_ids_in_a_scenario_are_ids, test_reads_dimensions)

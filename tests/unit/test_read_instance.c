/* Reading instances: contexts, units, facts, footnotes, and what cannot be read. */
#include "test_read_instance.h"

#include "base_alloc.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"                                       \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' targetNamespace='urn:t'>"                    \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:element name='Cash' type='xbrli:monetaryItemType' substitutionGroup='xbrli:item'"         \
    " nillable='true' xbrli:periodType='instant'/>"                                                \
    "<xs:element name='Policy' type='xbrli:stringItemType' substitutionGroup='xbrli:item'"         \
    " xbrli:periodType='duration'/>"                                                               \
    "<xs:element name='Ratio' type='xbrli:fractionItemType' substitutionGroup='xbrli:item'"        \
    " xbrli:periodType='duration'/>"                                                               \
    "<xs:element name='Owner' type='xs:anyType' substitutionGroup='xbrli:tuple'/></xs:schema>"

static void setup(void)
{
    setup_with(SCHEMA);
}

START_TEST(test_reads_facts_that_stand_before_their_contexts)
{
    setup();
    ck_assert_int_eq(
        read_text(ROOT
                  "<t:Cash id='f1' contextRef='end' unitRef='JPY' decimals='-3'> -12000 "
                  "</t:Cash>\n<t:Cash contextRef='end' unitRef='JPY' xsi:nil='true'/>"
                  "<t:Cash contextRef='end' unitRef='JPY' precision='4'>1234567</t:Cash>"
                  "<t:Cash contextRef='end' unitRef='JPY' decimals='INF'>0.5</t:Cash>" AT_END YEN
                  "</xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ks_decimal expected = ks_decimal_from_i64(-12000);
    ck_assert(ks_decimal_equal(&fact(0)->number, &expected));
    ck_assert_str_eq(fact(0)->lexical, "-12000");
    ck_assert_str_eq(fact(0)->id, "f1");
    ck_assert_int_eq(fact(0)->decimals, -3);
    ck_assert_str_eq(fact(0)->unit->id, "JPY");
    ck_assert_uint_eq(fact(0)->place.line, 1);
    ck_assert_uint_eq(fact(1)->place.line, 2);
    ck_assert(fact(1)->is_nil);
    ck_assert_int_eq(fact(1)->decimals, KS_DECIMALS_NONE);
    ck_assert_int_eq(fact(2)->decimals, -3);
    ck_assert_int_eq(fact(3)->decimals, KS_DECIMALS_INF);
    ck_assert_str_eq(report.instance->schema_ref, "t.xsd");
    teardown();
}
END_TEST

START_TEST(test_reads_contexts_and_units)
{
    setup();
    ck_assert_int_eq(
        read_text(ROOT AT_END
                  "<xbrli:context id='q'>" ENTITY
                  "<xbrli:period><xbrli:startDate>2002-04-01</xbrli:startDate>"
                  "<xbrli:endDate>2002-07-01T00:00:00</xbrli:endDate></xbrli:period>"
                  "<xbrli:scenario><d:m d:x='t:Cash'>t:Cash</d:m></xbrli:scenario></xbrli:context>"
                  "<xbrli:context id='q2'>" ENTITY "<xbrli:period><xbrli:forever/></xbrli:period>"
                  "<xbrli:scenario><e:m xmlns:e='urn:d' e:x='t:Cash'><!-- -->t:Cash</e:m>\n"
                  "</xbrli:scenario></xbrli:context>"
                  "<xbrli:unit id='EPS'><xbrli:divide><xbrli:unitNumerator>"
                  "<xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator>"
                  "<xbrli:unitDenominator><xbrli:measure> xbrli:shares </xbrli:measure>"
                  "</xbrli:unitDenominator></xbrli:divide></xbrli:unit></xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    const ks_context *end = ks_instance_context(report.instance, "end");
    const ks_context *quarter = ks_instance_context(report.instance, "q");
    const ks_context *always = ks_instance_context(report.instance, "q2");
    ck_assert_int_eq(end->period, KS_PERIOD_INSTANT);
    ck_assert_int_eq(end->end, ks_day_from_civil(2002, 6, 30));
    ck_assert_str_eq(end->identifier, "0001");
    ck_assert_str_eq(end->scheme, "urn:s");
    ck_assert(end->besides == NULL);
    ck_assert_int_eq(quarter->period, KS_PERIOD_DURATION);
    ck_assert_int_eq(quarter->start, ks_day_from_civil(2002, 4, 1));
    ck_assert_int_eq(quarter->end, ks_day_from_civil(2002, 6, 30));
    ck_assert_int_eq(always->period, KS_PERIOD_NONE);
    ck_assert_str_eq(quarter->besides, always->besides);
    const ks_unit *unit = ks_instance_unit(report.instance, "EPS");
    ck_assert_str_eq(unit->numerators[0]->ns, KS_NS_ISO4217);
    ck_assert_str_eq(unit->denominators[0]->local, "shares");
    ck_assert_str_eq(report.instance->entity.identifier, "0001");
    teardown();
}
END_TEST

START_TEST(test_reads_strings_fractions_and_what_tuples_hold)
{
    setup();
    ck_assert_int_eq(
        read_text(
            ROOT AT_END YEN
            "<t:Owner><t:Policy contextRef='end' xml:lang='ja'> a\n&lt;b> </t:Policy>"
            "<t:Owner><t:Cash contextRef='end' unitRef='JPY' decimals='0'>7</t:Cash></t:Owner>"
            "</t:Owner><t:Ratio contextRef='end' unitRef='JPY'>"
            "<xbrli:numerator>1</xbrli:numerator><xbrli:denominator>3</xbrli:denominator>"
            "</t:Ratio></xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(report.instance->facts.count, 3);
    ck_assert_str_eq(fact(0)->lexical, " a\n<b> ");
    ck_assert_str_eq(fact(0)->lang, "ja");
    ck_assert(fact(0)->unit == NULL);
    ck_assert_str_eq(fact(1)->lexical, "7");
    ck_assert_str_eq(fact(2)->lexical, "1/3");
    teardown();
}
END_TEST

START_TEST(test_reads_footnotes_in_several_languages)
{
    setup();
    ck_assert_int_eq(
        read_text(ROOT AT_END YEN
                  "<t:Cash id='f1' contextRef='end' unitRef='JPY' decimals='0'>7</t:Cash>"
                  "<t:Cash id='f2' contextRef='end' unitRef='JPY' decimals='0'>8</t:Cash>"
                  "<link:footnoteLink xlink:type='extended' xlink:role='" KS_ROLE_LINK "'>"
                  "<link:loc xlink:type='locator' xlink:href='#f1' xlink:label='a'/>"
                  "<link:loc xlink:type='locator' xlink:href='#f2' xlink:label='a'/>"
                  "<link:footnote xlink:type='resource' xlink:label='note_rate' "
                  "xlink:role='" KS_ROLE_FOOTNOTE
                  "' xlink:title='(1)' xml:lang='en'>At <b>119.85</b> yen</link:footnote>"
                  "<link:footnote xlink:type='resource' xlink:label='note_rate'"
                  " xml:lang='ja'>1ドル119.85円</link:footnote>"
                  "<link:footnoteArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_FACT_FOOTNOTE
                  "' xlink:from='a' xlink:to='note_rate'/>"
                  "</link:footnoteLink></xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(report.instance->footnotes.count, 1);
    const ks_footnote *note = report.instance->footnotes.items[0];
    ck_assert_str_eq(note->id, "rate");
    ck_assert_str_eq(note->mark, "(1)");
    ck_assert_str_eq(ks_lang_text_find(note->texts, "en"), "At 119.85 yen");
    ck_assert_str_eq(ks_lang_text_find(note->texts, "ja"), "1ドル119.85円");
    ck_assert_uint_eq(note->facts.count, 2);
    ck_assert(note->facts.items[1] == fact(1));
    teardown();
}
END_TEST

START_TEST(test_says_what_dangles_and_what_is_near)
{
    setup();
    ck_assert_int_eq(
        read_text(
            ROOT AT_END YEN
            "\n<t:Cash contextRef='ende' unitRef='JPY' decimals='0'>7</t:Cash>"
            "\n<t:Cash contextRef='end' unitRef='JPN' decimals='0'>7</t:Cash>"
            "\n<t:Cush contextRef='end' unitRef='JPY' decimals='0'>7</t:Cush>"
            "\n<t:Cash contextRef='end' unitRef='JPY' decimals='0'>1,000</t:Cash>"
            "\n<t:Cash id='ok' contextRef='end' unitRef='JPY' decimals='0'>1</t:Cash>"
            "\n<link:footnoteLink xlink:type='extended'>"
            "\n<link:loc xlink:type='locator' xlink:href='#no' xlink:label='a'/>"
            "<link:footnote xlink:type='resource' xlink:label='n' xml:lang='en'>x</link:footnote>"
            "<link:footnoteArc xlink:type='arc' xlink:arcrole='" KS_ARCROLE_FACT_FOOTNOTE
            "' xlink:from='a' xlink:to='n'/></link:footnoteLink></xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(
        findings.ptr,
        "instance.unknown-concept i.xbrl:4:1 the taxonomy has no concept \"Cush\"; did "
        "you mean \"Cash\"?\n"
        "instance.not-a-number i.xbrl:5:1 \"1,000\" is no number, and the fact \"Cash\" "
        "must be one\n"
        "instance.dangling-context i.xbrl:2:1 the fact \"Cash\" refers to context "
        "\"ende\", which is not there; did you mean \"end\"?\n"
        "instance.dangling-unit i.xbrl:3:1 the fact \"Cash\" refers to unit \"JPN\", which "
        "is not there; did you mean \"JPY\"?\n"
        "instance.dangling-footnote i.xbrl:8:1 the footnote link leads to \"#no\", and "
        "there is no such fact\n");
    ck_assert_uint_eq(report.instance->facts.count, 1);
    teardown();
}
END_TEST

START_TEST(test_says_what_is_wrong_with_contexts_and_units)
{
    setup();
    ck_assert_int_eq(
        read_text(ROOT AT_END
                  "\n" AT_END "\n<xbrli:context id='x'>" ENTITY
                  "<xbrli:period><xbrli:startDate>2002-07-01</xbrli:startDate>"
                  "<xbrli:endDate>2002-06-30</xbrli:endDate></xbrli:period></xbrli:context>"
                  "\n<xbrli:context id='y'>" ENTITY
                  "<xbrli:period><xbrli:instant>soon</xbrli:instant></xbrli:period>"
                  "</xbrli:context>\n<xbrli:unit id='u'><xbrli:measure>eur:EUR"
                  "</xbrli:measure></xbrli:unit></xbrli:xbrl>"),
        KS_OK);
    ck_assert_str_eq(
        findings.ptr,
        "instance.duplicate-id i.xbrl:2:1 the id \"end\" stands twice [1:342]\n"
        "instance.end-before-start i.xbrl:3:1 the period of context \"x\" starts at 2002-07-01 and "
        "is over at 2002-06-30, not later\n"
        "instance.bad-period i.xbrl:4:1 the period of context \"y\" is no period: soon\n"
        "instance.bad-measure i.xbrl:5:1 the measure \"eur:EUR\" of unit \"u\" is no name "
        "with a declared prefix\n");
    teardown();
}
END_TEST

START_TEST(test_refuses_what_is_no_instance)
{
    setup();
    ck_assert_int_eq(read_text("<html/>"), KS_REFUSED);
    ck_assert_str_eq(findings.ptr,
                     "instance.not-an-instance i.xbrl:1:1 this is no XBRL instance: its "
                     "root is \"html\" without a namespace, not \"xbrl\" of XBRL 2.1\n");
    ck_assert_int_eq(ks_read_report("none.xbrl", &names, &resolver, &sink, &report), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "io.not-found none.xbrl:0:0") != NULL);
    ck_assert(report.instance == NULL && report.taxonomy == NULL);
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
        allocations_left = SIZE_MAX;
        setup();
        ck_assert_int_eq(
            ks_io_resolver_put(
                &resolver, "i.xbrl",
                KS_SV(ROOT AT_END YEN
                      "<t:Cash id='f' contextRef='end' unitRef='JPY' decimals='0'>7</t:Cash>"
                      "<t:Cush contextRef='end'/>"
                      "<t:Owner id='o'><t:Ratio contextRef='late' unitRef='JPY'><xbrli:numerator>1"
                      "</xbrli:numerator><xbrli:denominator>3</xbrli:denominator></t:Ratio>"
                      "</t:Owner><xbrli:context id='late'>" ENTITY
                      "<xbrli:period><xbrli:startDate>2002-04-01</xbrli:startDate>"
                      "<xbrli:endDate>2002-06-30</xbrli:endDate></xbrli:period><xbrli:scenario>"
                      "<di:typedMember xmlns:di='http://xbrl.org/2006/xbrldi' dimension='d:x'>"
                      "<d:value a='1' b='2'>text</d:value></di:typedMember></xbrli:scenario>"
                      "</xbrli:context>"
                      "<link:footnoteLink xlink:type='extended'>"
                      "<link:loc xlink:type='locator' xlink:href='#f' xlink:label='a'/>"
                      "<link:loc xlink:type='locator' xlink:href='i.xbrl#element(o/1)' "
                      "xlink:label='a'/>"
                      "<link:footnote xlink:type='resource' xlink:label='n' xml:lang='en' "
                      "xlink:role='urn:role'>x"
                      "</link:footnote><link:footnoteArc xlink:type='arc' "
                      "xlink:arcrole='" KS_ARCROLE_FACT_FOOTNOTE
                      "' xlink:from='a' xlink:to='n'/></link:footnoteLink>"
                      "</xbrli:xbrl>")),
            KS_OK);
        allocations_left = round;
        status = ks_read_report("i.xbrl", &names, &resolver, &sink, &report);
        allocations_left = SIZE_MAX;
        if (status == KS_OK && ks_sink_status(&sink) != KS_OK) {
            status = KS_ERR_MEMORY;
        }
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
        teardown();
    }
    ks_alloc_use(NULL);
    ck_assert_uint_gt(round, 20);
}
END_TEST

KS_TEST_MAIN("read_instance", test_reads_facts_that_stand_before_their_contexts,
             test_reads_contexts_and_units, test_reads_strings_fractions_and_what_tuples_hold,
             test_reads_footnotes_in_several_languages, test_says_what_dangles_and_what_is_near,
             test_says_what_is_wrong_with_contexts_and_units, test_refuses_what_is_no_instance,
             test_every_allocation_may_fail)

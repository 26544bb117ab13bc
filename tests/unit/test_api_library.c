/* What a program does with the library beyond the command: documents in memory, facts one by one,
 * instances without a plan. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <kessan/kessan.h>

#include "test.h"
#include "test_failing.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"                                       \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' xmlns:xbrldt='http://xbrl.org/2005/xbrldt'"  \
    " targetNamespace='http://example.com/t'>"                                                     \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:import namespace='http://xbrl.org/2005/xbrldt'"                                           \
    " schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"                                 \
    "<xs:element name='Cash' id='t_Cash' type='xbrli:monetaryItemType' nillable='true'"            \
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"                                 \
    "<xs:element name='Name' id='t_Name' type='xbrli:stringItemType'"                              \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"                                \
    "<xs:element name='Axis' id='t_Axis' type='xbrli:stringItemType' abstract='true'"              \
    " substitutionGroup='xbrldt:dimensionItem' xbrli:periodType='duration'/>"                      \
    "<xs:element name='Member' id='t_Member' type='xbrli:stringItemType' abstract='true'"          \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/></xs:schema>"

static char last[1024];

static void remember(const ks_finding *finding, void *user)
{
    (void)user;
    snprintf(last, sizeof last, "%s", finding->id);
}

static ks_session *begin(void)
{
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    options.on_finding = remember;
    last[0] = '\0';
    ck_assert_int_eq(ks_session_new(&options, &session), KS_OK);
    ck_assert_int_eq(ks_session_put(session, "t.xsd", SCHEMA, strlen(SCHEMA)), KS_OK);
    return session;
}

static const ks_figure CASH = {"t:Cash",
                               "http://example.com/tax",
                               "42",
                               NULL,
                               "2002-12-31",
                               "iso4217:JPY",
                               "-3",
                               "12000",
                               NULL,
                               NULL,
                               0};

static void refuse(ks_builder *builder, const ks_figure *figure, const char *id)
{
    last[0] = '\0';
    ck_assert_int_eq(ks_builder_add(builder, figure), KS_REFUSED);
    ck_assert_str_eq(last, id);
}

START_TEST(test_what_is_wrong_with_a_figure_is_told)
{
    ks_session *session = begin();
    ks_builder *builder = NULL;
    ck_assert_int_eq(ks_builder_new(session, "t.xsd", &builder), KS_OK);
    ks_figure figure = CASH;
    figure.concept_name = "t:Kash";
    refuse(builder, &figure, "builder.unknown-name");
    figure.concept_name = NULL;
    refuse(builder, &figure, "builder.unknown-name");
    figure = CASH;
    figure.value = "12,000";
    refuse(builder, &figure, "builder.bad-number");
    figure = CASH;
    figure.decimals = "three";
    refuse(builder, &figure, "builder.bad-number");
    figure = CASH;
    figure.unit = "yen";
    refuse(builder, &figure, "builder.bad-unit");
    figure.unit = NULL;
    refuse(builder, &figure, "builder.bad-unit");
    figure = CASH;
    figure.end = "2002-02-30";
    refuse(builder, &figure, "builder.bad-date");
    figure.end = "2002-02-20";
    figure.start = "2002-03-01";
    refuse(builder, &figure, "builder.bad-date");
    figure = CASH;
    figure.entity = NULL;
    refuse(builder, &figure, "builder.no-entity");
    const ks_figure_dimension wrong = {"t:Member", "t:Axis"};
    figure = CASH;
    figure.dimensions = &wrong;
    figure.dimension_count = 1;
    refuse(builder, &figure, "builder.no-axis");
    ck_assert_int_eq(ks_builder_add(builder, &CASH), KS_OK);
    ks_builder_free(builder);
    ks_session_free(session);
}
END_TEST

/* A broken report must not replace a good one. */
START_TEST(test_an_invalid_report_is_not_written)
{
    char path[] = "/tmp/kessan-library-XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    ks_session *session = begin();
    ks_builder *builder = NULL;
    ck_assert_int_eq(ks_session_put(session, "http://example.com/t.xsd", SCHEMA, strlen(SCHEMA)),
                     KS_OK);
    ck_assert_int_eq(ks_builder_new(session, "http://example.com/t.xsd", &builder), KS_OK);
    ks_figure figure = CASH;
    figure.start = "2002-01-01"; /* of a concept that is an instant */
    ck_assert_int_eq(ks_builder_add(builder, &figure), KS_OK);
    ck_assert_int_eq(ks_builder_write(builder, path), KS_REFUSED);
    FILE *written = fopen(path, "rb");
    ck_assert_ptr_nonnull(written);
    ck_assert_int_eq(fgetc(written), EOF);
    fclose(written);
    ks_builder_free(builder);
    ks_session_free(session);
    unlink(path);
}
END_TEST

static const char REPORT[] =
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"
    " xmlns:iso4217='http://www.xbrl.org/2003/iso4217' xmlns:t='http://example.com/t'"
    " xmlns:xbrldi='http://xbrl.org/2006/xbrldi'>"
    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
    "<xbrli:context id='c'><xbrli:entity><xbrli:identifier scheme='s'>42</xbrli:identifier>"
    "</xbrli:entity><xbrli:period><xbrli:instant>2002-12-31</xbrli:instant></xbrli:period>"
    "<xbrli:scenario><xbrldi:explicitMember dimension='t:Axis'>t:Member</xbrldi:explicitMember>"
    "</xbrli:scenario></xbrli:context>"
    "<xbrli:unit id='u'><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>"
    "<t:Cash id='f' contextRef='c' unitRef='u' decimals='-3'>12000</t:Cash></xbrli:xbrl>";

START_TEST(test_facts_are_told_one_by_one)
{
    ks_session *session = begin();
    ks_facts *facts = NULL;
    ks_fact_info fact;
    ck_assert_int_eq(ks_session_put(session, "r.xbrl", REPORT, strlen(REPORT)), KS_OK);
    ck_assert_int_eq(ks_facts_open(session, "r.xbrl", NULL, &facts), KS_OK);
    ck_assert_uint_eq(ks_facts_count(facts), 1);
    ck_assert(ks_facts_get(facts, 0, &fact));
    ck_assert(!ks_facts_get(facts, 1, &fact));
    ck_assert_str_eq(fact.concept_ns, "http://example.com/t");
    ck_assert_str_eq(fact.label, "Cash");
    ck_assert_str_eq(fact.value, "12000");
    ck_assert_str_eq(fact.decimals, "-3");
    ck_assert_str_eq(fact.unit, "iso4217:JPY");
    ck_assert_str_eq(fact.entity, "42");
    ck_assert_int_eq(fact.period, KS_INSTANT);
    ck_assert_str_eq(fact.start, "");
    ck_assert_str_eq(fact.end, "2002-12-31");
    ck_assert_uint_eq(fact.dimension_count, 1);
    ck_assert_str_eq(fact.dimensions[0].axis, "Axis");
    ck_assert_str_eq(fact.dimensions[0].member, "Member");
    ck_assert_str_eq(fact.id, "f");
    ks_facts_free(facts);
    ks_session_free(session);
}
END_TEST

/* A document that was given anew counts; its bytes may be in any encoding. */
START_TEST(test_documents_in_memory_can_be_replaced)
{
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?><caf\xE9/>";
    ks_session *session = begin();
    ck_assert_int_eq(ks_session_put(session, "r.xbrl", latin, strlen(latin)), KS_OK);
    ck_assert_int_eq(ks_validate(session, "r.xbrl"), KS_REFUSED);
    ck_assert_int_eq(ks_session_put(session, "./r.xbrl", REPORT, strlen(REPORT)), KS_OK);
    ck_assert_int_eq(ks_validate(session, "r.xbrl"), KS_OK);
    ks_session_free(session);
}
END_TEST

static bool build_and_read(void)
{
    const ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    ks_builder *builder = NULL;
    ks_facts *facts = NULL;
    ks_status status = ks_session_new(&options, &session);
    if (status == KS_OK) {
        status = ks_session_put(session, "t.xsd", SCHEMA, strlen(SCHEMA));
    }
    if (status == KS_OK) {
        status = ks_session_put(session, "r.xbrl", REPORT, strlen(REPORT));
    }
    if (status == KS_OK) {
        status = ks_builder_new(session, "t.xsd", &builder);
    }
    if (status == KS_OK) {
        status = ks_builder_add(builder, &CASH);
    }
    if (status == KS_OK) {
        status = ks_facts_open(session, "r.xbrl", "ja", &facts);
    }
    ks_facts_free(facts);
    ks_builder_free(builder);
    ks_session_free(session);
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    fail_each_allocation(build_and_read);
}
END_TEST

KS_TEST_MAIN("api_library", test_what_is_wrong_with_a_figure_is_told,
             test_an_invalid_report_is_not_written, test_facts_are_told_one_by_one,
             test_documents_in_memory_can_be_replaced, test_short_memory_is_told)

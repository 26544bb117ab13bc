/* Reports of the Open Information Model: what is made of the plain report, and of xBRL-JSON. */
#include <string.h>

#include "model_oim.h"
#include "test_failing.h"
#include "test_read_oim.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'"               \
    " xmlns:t='urn:t' xmlns:xbrli='http://www.xbrl.org/2003/instance'>"                            \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:element name='Cash' id='t_Cash' type='xbrli:monetaryItemType' nillable='true'"            \
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"                                 \
    "</xs:schema>"
#define REPORT                                                                                     \
    "\xEF\xBB\xBF {\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-json\","        \
    "\"namespaces\":{\"t\":\"urn:t\",\"s\":\"urn:s\",\"xbrl\":\"https://xbrl.org/2021\","          \
    "\"iso4217\":\"http://www.xbrl.org/2003/iso4217\"},"                                           \
    "\"linkTypes\":{\"footnote\":\"http://www.xbrl.org/2003/arcrole/fact-footnote\"},"             \
    "\"linkGroups\":{\"_\":\"http://www.xbrl.org/2003/role/link\"},\"taxonomy\":[\"t.xsd\"]},\n"   \
    "\"facts\":{\"at_2025-03-31\":{\"value\":\"7\",\"decimals\":-3,\"dimensions\":{\"concept\":"   \
    "\"t:Cash\","                                                                                  \
    "\"entity\":\"s:1\",\"period\":\"2025-04-01T00:00:00\",\"unit\":\"iso4217:JPY\"},"             \
    "\"links\":{\"footnote\":{\"_\":[\"u1\"]}}},\n"                                                \
    "\"2\":{\"value\":null,\"dimensions\":{\"concept\":\"t:Cash\",\"entity\":\"s:1\","             \
    "\"period\":\"2025-04-01T00:00:00/2025-04-01T00:00:00\",\"unit\":\"iso4217:JPY\"}},\n"         \
    "\"u1\":{\"value\":\"A <b>note</b>\",\"dimensions\":{\"concept\":\"xbrl:note\","               \
    "\"noteId\":\"u1\",\"language\":\"en\"}}}}"

START_TEST(test_a_report_in_json)
{
    setup_with(SCHEMA);
    put("r.json", REPORT);
    ck_assert_int_eq(ks_oim_read("r.json", &names, &resolver, &sink, &oim), KS_OK);
    ck_assert_uint_eq(oim->facts.count, 3);
    ck_assert_str_eq(oim->facts.items[0].decimals, "-3");
    ck_assert_int_eq(read_made(), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(report.instance->facts.count, 2);
    /* Ids of contexts and units are not those of facts; one that XML cannot have is another. */
    ck_assert_str_eq(fact(0)->id, "at_2025-03-31");
    ck_assert_str_eq(fact(0)->context->id, "at_2025-03-31-2");
    ck_assert_str_eq(fact(0)->unit->id, "JPY");
    ck_assert_str_eq(fact(1)->id, "fact-2");
    ck_assert_int_eq(fact(0)->decimals, -3);
    ck_assert_int_eq(fact(0)->place.line, 2);
    ck_assert_int_eq(fact(0)->place.column, 26);
    ck_assert(fact(1)->is_nil);
    /* An instant and a duration without length are the same. */
    ck_assert_ptr_eq(fact(1)->context->same, fact(0)->context);
    ck_assert_uint_eq(report.instance->footnotes.count, 1);
    const ks_footnote *note = report.instance->footnotes.items[0];
    ck_assert_str_eq(note->id, "u1");
    ck_assert_str_eq(note->texts->text, "A note");
    ck_assert_str_eq(note->texts->markup, "A <b>note</b>");
    ck_assert_uint_eq(report.instance->links.count, 1);
    ck_assert_ptr_eq(report.instance->links.items[0].from, fact(0));
    ck_assert_ptr_eq(report.instance->links.items[0].note, note);
    finish();
}
END_TEST

START_TEST(test_what_is_a_report)
{
    ck_assert(ks_oim_is(KS_SV("\xEF\xBB\xBF\n {\"documentInfo\"")));
    ck_assert(ks_oim_is(KS_SV("[1]")));
    ck_assert(!ks_oim_is(KS_SV(" <xbrl/>")));
    ck_assert(!ks_oim_is(KS_SV("")));
}
END_TEST

START_TEST(test_a_plain_report_without_a_concept)
{
    static const ks_oim_dimension ENTITY_ONLY[] = {{.name = "entity", .value = "s:1"}};
    setup_with(SCHEMA);
    ck_assert_int_eq(ks_oim_report_new("r.json", "r.json", &names, &sink, &oim), KS_OK);
    ks_oim_entry *entry = ks_vec_add(&oim->taxonomy);
    ks_oim_fact *plain = ks_vec_add(&oim->facts);
    ck_assert(entry != NULL && plain != NULL);
    entry->url = "t.xsd";
    *plain = (ks_oim_fact){.id = "f",
                           .value = "1",
                           .dimensions = ENTITY_ONLY,
                           .dimension_count = 1,
                           .place = {"r.json", 3, 1}};
    ck_assert_int_eq(ks_oim_settle_aliases(oim), KS_OK);
    ck_assert_int_eq(read_made(), KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, ks_finding_info_get(KS_F_OIM_NO_CONCEPT)->id));
    ck_assert_uint_eq(report.instance->facts.count, 0);
    finish();
}
END_TEST

static bool read_job(void)
{
    static const char *const FILES[][2] = {{"t.xsd", SCHEMA}, {"r.json", REPORT}};
    return read_files(FILES, 2, 2);
}

START_TEST(test_each_allocation_may_fail)
{
    fail_each_allocation(read_job);
}
END_TEST

KS_TEST_MAIN("read_oim", test_a_report_in_json, test_what_is_a_report,
             test_a_plain_report_without_a_concept, test_each_allocation_may_fail)

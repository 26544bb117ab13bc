/* Sums by Calculations 1.1, on models made here. */
#include "check_duplicates.h"
#include "check_taxonomy.h"
#include "test_figures.h"

#include <string.h>

#include "check_calculation11.h"
#include "test_failing.h"

#define ROLE     "urn:role"
#define ALONE    "http://disclosure.edinet-fsa.go.jp/role/jppfs/rol_BalanceSheet"
#define TOGETHER "http://disclosure.edinet-fsa.go.jp/role/jppfs/rol_ConsolidatedBalanceSheet"

static void setup(void)
{
    begin_figures();
    add_calculation(ROLE, KS_ARCROLE_SUMMATION_11);
    begin_facts();
}

static const char *check(ks_cut cut)
{
    ks_str_clear(&findings);
    ks_status status;
    WITH_TOTALS(status, instance, false, ks_check_calculation11(&totals, cut, true, &sink));
    ck_assert_int_eq(status, KS_OK);
    return findings.ptr;
}

static bool finds(ks_cut cut, const char *id)
{
    const char *found = check(cut);
    return strncmp(found, id, strlen(id)) == 0 && found[strlen(id)] == ' ' &&
           strchr(found, '\n') == found + strlen(found) - 1;
}

START_TEST(test_accepts_what_rounding_explains)
{
    setup();
    add_fact("Total", "2001000", -3);
    add_fact("Sales", "1000000", -3);
    add_fact("Other", "1000000", -3);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    ck_assert_str_eq(check(KS_CUT_TRUNCATE), "");
    end_figures();
}
END_TEST

START_TEST(test_writes_the_sum_out)
{
    setup();
    add_fact("Total", "2003000", -3);
    add_fact("Sales", "1000000", -3);
    add_fact("Other", "1001000", -3);
    add_fact("Costs", "1000", KS_DECIMALS_INF);
    ck_assert_str_eq(check(KS_CUT_ROUND),
                     "calc11.inconsistent i.xbrl:1:1 Total is 2,003,000 in now, JPY, but its items "
                     "add up to 2,000,000: a difference of 3,000, more than rounding explains "
                     "(role urn:role) [2:1] [3:1] [4:1] [0:0] [1:1] [0:0]\n");
    end_figures();
}
END_TEST

/* 1,000 and 1,000 and two parts of less than 1,000 that were cut off: at most 3,999. */
START_TEST(test_cutting_off_opens_the_upper_end)
{
    setup();
    ks_fact *total = add_fact("Total", "4000", -3);
    add_fact("Sales", "1000", -3);
    add_fact("Other", "1000", -3);
    ck_assert(finds(KS_CUT_TRUNCATE, "calc11.inconsistent-truncated"));
    total->number = ks_decimal_from_i64(3000);
    total->lexical = "3000";
    ck_assert_str_eq(check(KS_CUT_TRUNCATE), "");
    total->number = ks_decimal_from_i64(1000);
    ck_assert(finds(KS_CUT_TRUNCATE, "calc11.inconsistent-truncated"));
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    end_figures();
}
END_TEST

START_TEST(test_nil_and_missing_items_add_nothing)
{
    setup();
    add_fact("Total", "5", 0);
    add_fact("Sales", NULL, KS_DECIMALS_NONE);
    ck_assert_str_eq(check(KS_CUT_ROUND), ""); /* nothing but nil: there is no sum */
    add_fact("Other", "5", 0);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    instance->facts.items[0]->is_nil = true; /* a nil total is not asked, whatever the items */
    add_fact("Costs", "100", 0);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    instance->facts.items[0]->is_nil = false;
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent"));
    end_figures();
}
END_TEST

/* 1,000 thousand and 1,000,400 are one number; the sum is made with the more exact one. */
START_TEST(test_consistent_duplicates_are_one)
{
    setup();
    add_fact("Total", "1000400", 0);
    add_fact("Sales", "1000000", -3);
    add_fact("Sales", "1000400", 0);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    add_fact("Total", "1000000", -3);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    instance->facts.items[0]->number = ks_decimal_from_i64(1000402);
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent"));
    end_figures();
}
END_TEST

START_TEST(test_contradicting_duplicates_are_told_and_left_out)
{
    setup();
    add_fact("Total", "7", 0);
    add_fact("Sales", "5", 0);
    add_fact("Sales", "6", 0); /* both may come from 5.5, but are equally exact */
    ck_assert_str_eq(check(KS_CUT_ROUND),
                     "calc11.duplicates i.xbrl:3:1 Sales is filed several times in now, and the "
                     "values contradict each other; no sum is checked with it [2:1] [3:1]\n");
    ck_assert(finds(KS_CUT_TRUNCATE, "calc11.duplicates-truncated"));
    end_figures();
}
END_TEST

START_TEST(test_duplicates_that_are_nil_or_exact)
{
    setup();
    add_fact("Total", "5", 0);
    add_fact("Sales", "5", 0);
    add_fact("Sales", "5.5", KS_DECIMALS_INF);
    ck_assert_str_eq(check(KS_CUT_ROUND), ""); /* 5.5 rounds to 5 or to 6 */
    add_fact("Other", NULL, KS_DECIMALS_NONE);
    add_fact("Other", "1", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.duplicates"));
    end_figures();
}
END_TEST

START_TEST(test_digits_behind_the_last_place_stop_the_sum)
{
    setup();
    add_fact("Total", "9", 0);
    add_fact("Sales", "1234", -2);
    ck_assert_str_eq(check(KS_CUT_ROUND),
                     "calc11.excess-digits i.xbrl:2:1 Sales is \"1234\", with more digits than its "
                     "accuracy (decimals -2) tells of; no sum is checked with it\n");
    end_figures();
}
END_TEST

START_TEST(test_networks_of_xbrl_21_on_request_only)
{
    begin_figures();
    add_calculation(ROLE, KS_ARCROLE_SUMMATION);
    begin_facts();
    add_fact("Total", "9", 0);
    add_fact("Sales", "1", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent"));
    ks_str_clear(&findings);
    ks_status status;
    WITH_TOTALS(status, instance, false,
                ks_check_calculation11(&totals, KS_CUT_ROUND, false, &sink));
    ck_assert_int_eq(status, KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    end_figures();
}
END_TEST

START_TEST(test_relationships_of_other_types_and_twice)
{
    begin_figures();
    add_calculation(ROLE, KS_ARCROLE_SUMMATION_11);
    add_arc(ROLE, KS_ARCROLE_SUMMATION_11, "Total", "Sales", 1);
    add_arc("urn:other", KS_ARCROLE_SUMMATION_11, "Total", "Speed", 1);
    begin_facts();
    ck_assert_int_eq(ks_check_taxonomy(taxonomy, false, &sink), KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "calc11.related-twice "));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "calc11.not-decimal "));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "\"Speed\" is no decimal number"));
    ck_assert_uint_eq(sink.counts[KS_ERROR], 2);
    /* Told of the taxonomy, not of each instance, nor as a sum that is off. */
    add_fact("Total", "1", 0);
    add_fact("Sales", "1", 0);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    end_figures();
}
END_TEST

/* The relationships of XBRL 2.1 are held to it where they are asked by its rules. */
START_TEST(test_relationships_of_xbrl21_of_other_types)
{
    begin_figures();
    add_calculation(ROLE, KS_ARCROLE_SUMMATION);
    add_arc(ROLE, KS_ARCROLE_SUMMATION, "Total", "Speed", 1);
    add_arc(ROLE, KS_ARCROLE_SUMMATION, "Total", "Policy", 1);
    begin_facts();
    ck_assert_int_eq(ks_check_taxonomy(taxonomy, true, &sink), KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "\"Speed\" is no decimal number"));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "\"Policy\" is no decimal number"));
    ck_assert_uint_eq(sink.counts[KS_ERROR], 2); /* and not that it is no number at all */
    ks_str_clear(&findings);
    ck_assert_int_eq(ks_check_taxonomy(taxonomy, false, &sink), KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "taxonomy.calculation-not-numeric "));
    ck_assert_ptr_null(strstr(findings.ptr, "calc11."));
    end_figures();
}
END_TEST

/* Every set that spoils a sum is told, once however many sums it spoils, and left to no one else.
 */
START_TEST(test_tells_every_fault_of_a_sum_once)
{
    setup();
    add_calculation("urn:again", KS_ARCROLE_SUMMATION_11);
    add_fact("Total", "9.9", 0);
    add_fact("Sales", "1", 0);
    add_fact("Sales", "2", 0);
    add_fact("Other", "1.5", 0);
    ks_status status;
    ks_str_clear(&findings);
    WITH_TOTALS(status, instance, false,
                ks_check_calculation11(&totals, KS_CUT_ROUND, true, &sink) != KS_OK
                    ? KS_ERR_MEMORY
                    : ks_check_duplicates(&aspects, true, &sink));
    ck_assert_int_eq(status, KS_OK);
    ck_assert_ptr_nonnull(strstr(findings.ptr, "calc11.excess-digits i.xbrl:1:1 "));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "calc11.duplicates i.xbrl:3:1 "));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "calc11.excess-digits i.xbrl:4:1 "));
    ck_assert_uint_eq(sink.counts[KS_WARNING], 3);
    end_figures();
}
END_TEST

/* In whatever order they stand. */
START_TEST(test_needless_digits_go_before_contradictions)
{
    setup();
    add_fact("Total", "9", 0);
    add_fact("Sales", "1", 0);
    add_fact("Sales", "2", 0);
    add_fact("Sales", "1.5", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.excess-digits"));
    ck_assert_ptr_null(strstr(findings.ptr, "calc11.duplicates"));
    end_figures();
}
END_TEST

START_TEST(test_reports_that_the_model_does_not_know)
{
    setup();
    add_fact("Total", "9", 0);
    add_fact("Sales", "1", 0);
    instance->linkbase_refs = (ks_oddity){{"i.xbrl", 7, 1}, "", 1};
    ck_assert(finds(KS_CUT_ROUND, "calc11.not-suited i.xbrl:7:1"));
    ck_assert_ptr_null(strstr(findings.ptr, "calc11.inconsistent"));
    instance->linkbase_refs.count = 0;
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent"));
    add_fact("Ratio", "1", KS_DECIMALS_NONE);
    ck_assert(finds(KS_CUT_ROUND, "calc11.not-suited"));
    end_figures();
}
END_TEST

START_TEST(test_facts_in_tuples_take_no_part)
{
    setup();
    ks_tuple *tuple = NULL;
    ks_tuple wanted = {.concept = concept("Policy"), .place = {"i.xbrl", 9, 1}};
    ck_assert_int_eq(ks_instance_add_tuple(instance, &wanted, &tuple), KS_OK);
    add_fact("Total", "1", 0);
    add_fact("Sales", "1", 0);
    add_fact("Other", "5", 0)->tuple = tuple;
    ck_assert(finds(KS_CUT_ROUND, "calc11.tuples"));
    end_figures();
}
END_TEST

/* Two dimensions of a context in another order, one of them in the scenario. */
START_TEST(test_contexts_of_equal_aspects_are_one)
{
    setup();
    const ks_qname *a = figures_name("urn:t", "A");
    const ks_qname *b = figures_name("urn:t", "B");
    ks_dimension there[] = {{.dimension = a, .member = a}, {.dimension = b, .member = b}};
    ks_dimension back[] = {{.dimension = b, .member = b, .is_scenario = true},
                           {.dimension = a, .member = a}};
    ks_context context = {.id = "there",
                          .scheme = "s",
                          .identifier = "i",
                          .period = KS_PERIOD_DURATION,
                          .end = 9,
                          .besides = "ab",
                          .dimensions = there,
                          .dimension_count = 2};
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_OK);
    context.id = "back";
    context.besides = "ba";
    context.dimensions = back;
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_OK);
    add_fact_in("there", "Total", "9", 0);
    add_fact_in("back", "Sales", "1", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent"));
    add_fact_in("now", "Total", "1", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.inconsistent")); /* the one in "now" has no items */
    end_figures();
}
END_TEST

/* EDINET, EC5611W: both statements have the same concepts, each context one of them. */
START_TEST(test_asks_networks_in_their_contexts_only)
{
    static const char AXIS[] = "ConsolidatedOrNonConsolidatedAxis";
    begin_figures();
    add_arc(TOGETHER, KS_ARCROLE_SUMMATION, "Total", "Sales", 1);
    add_arc(ALONE, KS_ARCROLE_SUMMATION, "Total", "Other", 1);
    begin_facts();
    add_period("alone", 0, 89, AXIS, "NonConsolidatedMember");
    add_fact("Total", "5", 0);
    add_fact("Sales", "5", 0);
    add_fact("Other", "1", 0);
    add_fact_in("alone", "Total", "3", 0);
    add_fact_in("alone", "Sales", "1", 0);
    add_fact_in("alone", "Other", "3", 0);
    ck_assert_str_eq(check(KS_CUT_ROUND), "");
    instance->facts.items[0]->number = ks_decimal_from_i64(1);
    ck_assert_ptr_nonnull(strstr(check(KS_CUT_ROUND), "rol_ConsolidatedBalanceSheet"));
    instance->facts.items[0]->number = ks_decimal_from_i64(5);
    instance->facts.items[3]->number = ks_decimal_from_i64(1);
    ck_assert_ptr_nonnull(strstr(check(KS_CUT_ROUND), "rol_BalanceSheet"));
    end_figures();
}
END_TEST

START_TEST(test_figures_beyond_all_measure)
{
    setup();
    add_fact("Total", "5", 100000);
    add_fact("Sales", "4", 0);
    ck_assert(finds(KS_CUT_ROUND, "calc11.too-long"));
    end_figures();
}
END_TEST

static bool check_short_of_memory(void)
{
    ks_status status;
    WITH_TOTALS(status, instance, false,
                ks_check_calculation11(&totals, KS_CUT_ROUND, true, &sink));
    bool is_done = status == KS_OK && ks_sink_status(&sink) == KS_OK;
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    return is_done;
}

START_TEST(test_every_allocation_may_fail)
{
    setup();
    add_fact("Total", "9", 0);
    add_fact("Sales", "1", 0);
    add_fact("Other", "1", 0);
    add_fact("Other", "2", 0);
    add_fact_in("next", "Total", "9", 0);
    add_fact_in("next", "Sales", "1", 0);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    fail_each_allocation(check_short_of_memory);
    end_figures();
}
END_TEST

KS_TEST_MAIN("check_calculation11", test_accepts_what_rounding_explains, test_writes_the_sum_out,
             test_cutting_off_opens_the_upper_end, test_nil_and_missing_items_add_nothing,
             test_consistent_duplicates_are_one,
             test_contradicting_duplicates_are_told_and_left_out,
             test_duplicates_that_are_nil_or_exact, test_digits_behind_the_last_place_stop_the_sum,
             test_networks_of_xbrl_21_on_request_only, test_relationships_of_other_types_and_twice,
             test_relationships_of_xbrl21_of_other_types, test_tells_every_fault_of_a_sum_once,
             test_needless_digits_go_before_contradictions,
             test_reports_that_the_model_does_not_know, test_facts_in_tuples_take_no_part,
             test_contexts_of_equal_aspects_are_one, test_asks_networks_in_their_contexts_only,
             test_figures_beyond_all_measure, test_every_allocation_may_fail)

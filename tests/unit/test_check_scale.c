/* Amounts a thousand or a million times what they should be, on models made here. */
#include "test_figures.h"

#include <string.h>

#include "check_calculation.h"
#include "check_calculation11.h"
#include "check_scale.h"
#include "test_failing.h"

static void setup(void)
{
    begin_figures();
    add_calculation("urn:role", KS_ARCROLE_SUMMATION);
    begin_facts();
}

static const char *check(void)
{
    ks_str_clear(&findings);
    ks_status status;
    WITH_TOTALS(status, instance, true, ks_check_scale(&totals, &sink));
    ck_assert_int_eq(status, KS_OK);
    return findings.ptr;
}

START_TEST(test_finds_the_item_that_is_too_large)
{
    setup();
    add_fact("Total", "3234", 0);
    add_fact("Sales", "2000", 0);
    add_fact("Other", "1234000", 0);
    ck_assert_str_eq(check(), "scale.item i.xbrl:3:1 Other is 1,234,000 in now; its total Total is "
                              "right if it were 1,234, 1/1,000 times that [2:1] [3:1] [1:1]\n");
    end_figures();
}
END_TEST

START_TEST(test_finds_the_item_that_is_too_small)
{
    setup();
    add_fact("Total", "1999000000", -6);
    add_fact("Sales", "3000000000", -6);
    add_fact("Costs", "1001", 0);
    ck_assert_str_eq(check(),
                     "scale.item i.xbrl:3:1 Costs is 1,001 in now; its total Total is right if it "
                     "were 1,001,000,000, 1,000,000 times that [2:1] [3:1] [1:1]\n");
    end_figures();
}
END_TEST

START_TEST(test_finds_the_total)
{
    setup();
    add_fact("Total", "3234000", -3);
    add_fact("Sales", "2000", 0);
    add_fact("Other", "1234", 0);
    ck_assert_str_eq(check(), "scale.total i.xbrl:1:1 Total is 3,234,000 in now; its items add up "
                              "if it were 3,234, 1/1,000 times that [2:1] [3:1] [1:1]\n");
    end_figures();
}
END_TEST

START_TEST(test_leaves_alone_what_is_wrong_otherwise)
{
    setup();
    add_fact("Total", "3234", 0);
    add_fact("Sales", "2000", 0);
    add_fact("Other", "1334", 0);
    ck_assert_str_eq(check(), "");
    /* Without this item the sum is right: it does not belong there. */
    instance->facts.items[2]->number = ks_decimal_from_i64(1234);
    add_fact("Costs", "400", 0);
    instance->facts.items[0]->decimals = -2;
    instance->facts.items[0]->number = ks_decimal_from_i64(3200);
    ck_assert_str_eq(check(), "");
    end_figures();
}
END_TEST

START_TEST(test_compares_with_the_next_period)
{
    setup();
    add_fact("Sales", "1234000", -3);
    add_fact_in("next", "Sales", "1300", 0);
    add_fact("Other", "1234000", -3);
    add_fact_in("next", "Other", "1300000", -3);
    ck_assert_str_eq(check(), "scale.neighbour i.xbrl:2:1 Sales is 1,300 in next, but 1,234,000 in "
                              "now, about 1,000 times that [1:1]\n");
    end_figures();
}
END_TEST

START_TEST(test_compares_like_with_like_only)
{
    setup();
    add_period("year", 0, 364, NULL, NULL);
    add_period("part", 90, 180, "Axis", "Member");
    add_fact("Sales", "1000", 0);
    add_fact_in("year", "Sales", "1000000", 0); /* not as long */
    add_fact_in("part", "Sales", "1000000", 0); /* other dimensions */
    add_fact("Other", "1", 0);                  /* a digit tells nothing */
    add_fact_in("next", "Other", "1000", 0);
    add_fact("Costs", "-1000", 0); /* another sign */
    add_fact_in("next", "Costs", "1000000", 0);
    ck_assert_str_eq(check(), "");
    end_figures();
}
END_TEST

static bool check_short_of_memory(void)
{
    ks_status status;
    WITH_TOTALS(status, instance, true, ks_check_scale(&totals, &sink));
    bool is_done = status == KS_OK && ks_sink_status(&sink) == KS_OK;
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    return is_done;
}

START_TEST(test_every_allocation_may_fail)
{
    setup();
    add_fact("Total", "3234", 0);
    add_fact("Sales", "2000", 0);
    add_fact("Other", "1234000", 0);
    add_fact_in("next", "Sales", "2000000", 0);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    fail_each_allocation(check_short_of_memory);
    end_figures();
}
END_TEST

static ks_status check_sums_and_scales(ks_totals *totals, bool is_11)
{
    ks_status status = is_11 ? ks_check_calculation11(totals, KS_CUT_ROUND, true, &sink)
                             : ks_check_calculation(totals, &sink);
    return status == KS_OK ? ks_check_scale(totals, &sink) : status;
}

START_TEST(test_a_sum_that_is_off_tells_of_the_scale_itself)
{
    for (int is_11 = 0; is_11 < 2; is_11++) {
        setup();
        add_fact("Total", "3234", 0);
        add_fact("Sales", "2000", 0);
        add_fact("Other", "1234000", 0);
        ks_str_clear(&findings);
        ks_status status;
        WITH_TOTALS(status, instance, true, check_sums_and_scales(&totals, is_11 == 1));
        ck_assert_int_eq(status, KS_OK);
        ck_assert_ptr_nonnull(strstr(findings.ptr, is_11 == 1 ? "calc11.inconsistent "
                                                              : "calculation.inconsistent "));
        ck_assert_ptr_null(strstr(findings.ptr, "scale."));
        ck_assert_uint_eq(sink.counts[KS_WARNING], 1);
        end_figures();
    }
}
END_TEST

static bool check_both_short_of_memory(void)
{
    ks_status status;
    sink.is_failed = false;
    WITH_TOTALS(status, instance, true, check_sums_and_scales(&totals, false));
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    return status == KS_OK && ks_sink_status(&sink) == KS_OK;
}

START_TEST(test_every_allocation_may_fail_where_a_sum_tells_of_the_scale)
{
    setup();
    add_fact("Total", "3234", 0);
    add_fact("Other", "3234000", 0);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    fail_each_allocation(check_both_short_of_memory);
    end_figures();
}
END_TEST

KS_TEST_MAIN("check_scale", test_finds_the_item_that_is_too_large,
             test_finds_the_item_that_is_too_small, test_finds_the_total,
             test_leaves_alone_what_is_wrong_otherwise, test_compares_with_the_next_period,
             test_compares_like_with_like_only, test_every_allocation_may_fail,
             test_a_sum_that_is_off_tells_of_the_scale_itself,
             test_every_allocation_may_fail_where_a_sum_tells_of_the_scale)

/* Facts that are filed more than once, on models made here. */
#include "test_figures.h"

#include <string.h>

#include "check_duplicates.h"
#include "test_failing.h"

static void setup(void)
{
    begin_figures();
    begin_facts();
}

static const char *check(bool with_harmless)
{
    ks_str_clear(&findings);
    ks_status status;
    WITH_TOTALS(status, instance, false, ks_check_duplicates(&aspects, with_harmless, &sink));
    ck_assert_int_eq(status, KS_OK);
    return findings.ptr;
}

static ks_fact *add_text(const char *value, const char *lang)
{
    ks_fact *fact = add_fact("Policy", value, KS_DECIMALS_NONE);
    fact->lang = lang;
    return fact;
}

START_TEST(test_tells_the_kinds_apart)
{
    setup();
    add_fact("Sales", "1000", -3);
    add_fact("Sales", "1000", -3);
    add_fact("Other", "1000", -3);
    add_fact("Other", "1400", -2);
    add_fact("Costs", "1000", -3);
    add_fact("Costs", "2600", -2);
    add_fact("Costs", "1000", -3);
    ck_assert_str_eq(check(true),
                     "duplicate.complete i.xbrl:1:1 Sales is filed 2 times in now with the same "
                     "value [1:1] [2:1]\n"
                     "duplicate.consistent i.xbrl:3:1 Other is filed 2 times in now, more and less "
                     "exactly [3:1] [4:1]\n"
                     "duplicate.inconsistent i.xbrl:5:1 Costs is filed 3 times in now, and the "
                     "values contradict each other [5:1] [6:1] [7:1]\n");
    ck_assert_uint_eq(sink.counts[KS_NOTE], 2);
    ck_assert_uint_eq(sink.counts[KS_WARNING], 1);
    ck_assert_ptr_null(strstr(check(false), "Sales"));
    ck_assert_ptr_null(strstr(findings.ptr, "Other"));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "Costs"));
    end_figures();
}
END_TEST

START_TEST(test_facts_of_other_aspects_are_no_duplicates)
{
    setup();
    add_money("Dollars"); /* the same measure, and so the same unit */
    ks_tuple *tuple = NULL;
    ks_tuple wanted = {.concept = concept("Policy"), .place = {"i.xbrl", 9, 1}};
    ck_assert_int_eq(ks_instance_add_tuple(instance, &wanted, &tuple), KS_OK);
    add_fact("Sales", "1", 0);
    add_fact("Other", "2", 0);
    add_fact_in("next", "Sales", "3", 0);
    add_fact("Sales", "4", 0)->tuple = tuple;
    add_text("a", "en");
    add_text("b", "ja");
    add_text("c", NULL);
    ck_assert_str_eq(check(true), "");
    add_fact("Sales", "5", 0)->unit = ks_instance_unit(instance, "Dollars");
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.inconsistent i.xbrl:1:1 Sales"));
    end_figures();
}
END_TEST

START_TEST(test_texts_agree_or_differ)
{
    setup();
    add_text("A word", "en");
    add_text("A word", "EN");
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.complete"));
    add_text("A  word", "en");
    ck_assert_str_eq(check(false),
                     "duplicate.inconsistent i.xbrl:1:1 Policy is filed 3 times in now, and the "
                     "values contradict each other [1:1] [2:1] [3:1]\n");
    end_figures();
}
END_TEST

START_TEST(test_nil_contradicts_a_value)
{
    setup();
    add_fact("Sales", NULL, KS_DECIMALS_NONE);
    add_fact("Sales", NULL, KS_DECIMALS_NONE);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.complete"));
    add_fact("Sales", "0", 0);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.inconsistent"));
    end_figures();
}
END_TEST

/* 1 and 2 may both come from 1.5, but not where they are as exact as each other. */
START_TEST(test_numbers_as_exact_as_each_other_are_the_same)
{
    setup();
    add_fact("Sales", "1", 0);
    add_fact("Sales", "2", 0);
    add_fact("Sales", "1.5", KS_DECIMALS_INF);
    add_fact("Other", "1", 0);
    add_fact("Other", "1.5", 1);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.inconsistent i.xbrl:1:1"));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "duplicate.consistent i.xbrl:4:1"));
    end_figures();
}
END_TEST

/* Digits behind the last place are not what makes duplicates contradict each other. */
START_TEST(test_numbers_with_needless_digits)
{
    setup();
    add_fact("Sales", "1234", -3);
    add_fact("Sales", "1234", -2);
    add_fact("Other", "1234", -3);
    add_fact("Other", "3234", -3);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.consistent i.xbrl:1:1"));
    ck_assert_ptr_nonnull(strstr(findings.ptr, "duplicate.inconsistent i.xbrl:3:1"));
    end_figures();
}
END_TEST

/* ... but to be as exact as each other and another number is. */
START_TEST(test_numbers_with_needless_digits_as_exact_as_each_other)
{
    setup();
    add_fact("Sales", "1234", -3);
    add_fact("Sales", "1235", KS_DECIMALS_INF);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.consistent i.xbrl:1:1"));
    add_fact("Sales", "1235", -3);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.inconsistent i.xbrl:1:1"));
    end_figures();
}
END_TEST

/* OIM 1.0: a date has no language, and is the same however it is written. */
START_TEST(test_values_as_their_type_has_them)
{
    setup();
    ks_fact *day = add_fact("Day", "2024-01-01", KS_DECIMALS_NONE);
    ks_fact *again = add_fact("Day", " 2024-01-01\n", KS_DECIMALS_NONE);
    day->lang = "en";
    again->lang = "ja";
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.complete i.xbrl:1:1"));
    again->lexical = "2024-01-02";
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.inconsistent i.xbrl:1:1"));
    day->lexical = "2024-01-01T12:00:00+01:00";
    again->lexical = "2024-01-01T11:00:00.0Z";
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.complete i.xbrl:1:1"));
    end_figures();
}
END_TEST

/* xml:lang="" takes back the language of what stands around. */
START_TEST(test_an_empty_language_is_none)
{
    setup();
    add_text("a", "");
    add_text("a", NULL);
    ck_assert_ptr_nonnull(strstr(check(true), "duplicate.complete i.xbrl:1:1"));
    end_figures();
}
END_TEST

/* In linear time: a hundred thousand facts, half of them one set. */
START_TEST(test_many_facts)
{
    enum { SETS = 5000, TIMES = 10 };
    setup();
    for (int i = 0; i < SETS; i++) {
        const char *id = ks_arena_format(&instance->arena, "c%d", i);
        add_period(id, i * 100, i * 100 + 9, NULL, NULL);
        for (int k = 0; k < TIMES; k++) {
            add_fact_in(id, "Sales", k == TIMES - 1 && i == 77 ? "2" : "1", 0);
            add_fact("Other", "1", 0);
        }
    }
    ks_status status;
    WITH_TOTALS(status, instance, false, ks_check_duplicates(&aspects, true, &sink));
    ck_assert_int_eq(status, KS_OK);
    ck_assert_uint_eq(sink.counts[KS_NOTE], SETS);
    ck_assert_uint_eq(sink.counts[KS_WARNING], 1);
    end_figures();
}
END_TEST

static bool check_short_of_memory(void)
{
    ks_status status;
    WITH_TOTALS(status, instance, false, ks_check_duplicates(&aspects, true, &sink));
    bool is_done = status == KS_OK && ks_sink_status(&sink) == KS_OK;
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    return is_done;
}

START_TEST(test_every_allocation_may_fail)
{
    setup();
    add_fact("Sales", "1", 0);
    add_fact("Sales", "2", 0);
    add_text("a", "en");
    add_text("b", "en");
    add_fact("Other", "11", -1);
    add_fact("Other", "12", -1);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_JA);
    fail_each_allocation(check_short_of_memory);
    end_figures();
}
END_TEST

KS_TEST_MAIN("check_duplicates", test_tells_the_kinds_apart,
             test_facts_of_other_aspects_are_no_duplicates, test_texts_agree_or_differ,
             test_nil_contradicts_a_value, test_numbers_as_exact_as_each_other_are_the_same,
             test_numbers_with_needless_digits,
             test_numbers_with_needless_digits_as_exact_as_each_other,
             test_values_as_their_type_has_them, test_an_empty_language_is_none, test_many_facts,
             test_every_allocation_may_fail)

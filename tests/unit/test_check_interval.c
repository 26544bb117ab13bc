/* What filed numbers may have been. */
#include "test.h"

#include "check_interval.h"

static ks_arena arena;

static ks_decimal number(const char *text)
{
    ks_decimal out = KS_DECIMAL_ZERO;
    bool is_valid = false;
    ck_assert_int_eq(ks_decimal_parse(&arena, ks_sv_from(text), false, &is_valid, &out), KS_OK);
    ck_assert(is_valid);
    return out;
}

static ks_interval interval(const char *text, int32_t decimals, ks_cut cut)
{
    ks_interval out;
    ks_decimal value = number(text);
    ck_assert_int_eq(ks_interval_of(&arena, &value, decimals, cut, &out), KS_OK);
    return out;
}

static void expect(ks_interval actual, const char *text)
{
    ks_str out;
    ks_str_init(&out);
    ks_interval_write(&out, &actual);
    ck_assert_str_eq(out.ptr, text);
    ks_str_release(&out);
}

START_TEST(test_rounded_numbers)
{
    expect(interval("2000", 0, KS_CUT_ROUND), "1,999.5 ≤ x ≤ 2,000.5");
    expect(interval("2000", -3, KS_CUT_ROUND), "1,500 ≤ x ≤ 2,500");
    expect(interval("-0.25", 2, KS_CUT_ROUND), "-0.255 ≤ x ≤ -0.245");
    expect(interval("0", -6, KS_CUT_ROUND), "-500,000 ≤ x ≤ 500,000");
    expect(interval("7", KS_DECIMALS_INF, KS_CUT_ROUND), "x = 7");
    expect(interval("7", KS_DECIMALS_NONE, KS_CUT_ROUND), "x = 7");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_numbers_cut_off)
{
    expect(interval("2000", -3, KS_CUT_TRUNCATE), "2,000 ≤ x < 3,000");
    expect(interval("-2000", -3, KS_CUT_TRUNCATE), "-3,000 < x ≤ -2,000");
    expect(interval("0", -3, KS_CUT_TRUNCATE), "-1,000 < x < 1,000");
    expect(interval("7", KS_DECIMALS_INF, KS_CUT_TRUNCATE), "x = 7");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_ends_count_only_where_both_are_closed)
{
    ks_interval low = interval("1", 0, KS_CUT_TRUNCATE);
    ks_interval high = interval("2", 0, KS_CUT_TRUNCATE);
    ks_interval point = interval("2", KS_DECIMALS_INF, KS_CUT_ROUND);
    ck_assert(!ks_interval_overlap(&low, &high));
    ck_assert(!ks_interval_overlap(&low, &point));
    ck_assert(ks_interval_overlap(&high, &point));
    ks_interval one = interval("1", 0, KS_CUT_ROUND);
    ks_interval two = interval("2", 0, KS_CUT_ROUND);
    ks_interval meet;
    ck_assert(ks_interval_meet(&one, &two, &meet));
    expect(meet, "x = 1.5");
    ks_interval zero = interval("0", 0, KS_CUT_TRUNCATE);
    ks_interval wide = interval("0", KS_DECIMALS_INF, KS_CUT_ROUND);
    wide.low = number("-1");
    ck_assert(ks_interval_meet(&zero, &wide, &meet));
    expect(meet, "-1 < x ≤ 0");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_adds_up_with_weights)
{
    ks_interval sum = KS_INTERVAL_ZERO;
    ks_decimal plus = number("1");
    ks_decimal minus = number("-1");
    ks_interval part = interval("2000", -3, KS_CUT_TRUNCATE);
    ck_assert_int_eq(ks_interval_add(&arena, &sum, &part, &plus, &sum), KS_OK);
    expect(sum, "2,000 ≤ x < 3,000");
    ck_assert_int_eq(ks_interval_add(&arena, &sum, &part, &minus, &sum), KS_OK);
    expect(sum, "-1,000 < x < 1,000");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_finds_digits_behind_the_last_place)
{
    static const struct {
        const char *text;
        int32_t decimals;
        bool has_excess;
    } CASES[] = {{"1234", -2, true},
                 {"1200", -2, false},
                 {"1.25", 1, true},
                 {"1.2", 2, false},
                 {"0", -6, false},
                 {"-1234", -2, true},
                 {"1234", KS_DECIMALS_INF, false}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal value = number(CASES[i].text);
        bool has_excess = !CASES[i].has_excess;
        ck_assert_int_eq(ks_interval_has_excess(&arena, &value, CASES[i].decimals, &has_excess),
                         KS_OK);
        ck_assert_msg(has_excess == CASES[i].has_excess, "%s", CASES[i].text);
    }
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("check_interval", test_rounded_numbers, test_numbers_cut_off,
             test_ends_count_only_where_both_are_closed, test_adds_up_with_weights,
             test_finds_digits_behind_the_last_place)

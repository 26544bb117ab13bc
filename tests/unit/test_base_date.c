#include "base_date.h"

#include <string.h>

#include "test.h"

#define HOUR   INT64_C(3600000000000)
#define MINUTE INT64_C(60000000000)
#define SECOND INT64_C(1000000000)

static ks_moment parse(const char *text, bool is_date_expected)
{
    ks_moment moment;
    bool is_date = !is_date_expected;
    ck_assert_msg(ks_moment_parse(ks_sv_from(text), &moment, &is_date), "\"%s\" refused", text);
    ck_assert_int_eq(is_date, is_date_expected);
    return moment;
}

static void assert_written(int64_t day, const char *text)
{
    ks_str str;
    ks_str_init(&str);
    ks_day_write(&str, day);
    ck_assert_str_eq(str.ptr, text);
    ks_str_release(&str);
}

START_TEST(test_known_days)
{
    static const struct {
        const char *text;
        int64_t day;
    } CASES[] = {{"1970-01-01", 0},        {"1969-12-31", -1},       {"2000-02-29", 11016},
                 {"2000-03-01", 11017},    {"2002-06-30", 11868},    {"1900-03-01", -25508},
                 {"1900-02-28", -25509},   {"0001-01-01", -719162},  {"-0001-12-31", -719163},
                 {"-0001-02-29", -719469}, {"9999-12-31", 2932896},  {"10000-01-01", 2932897},
                 {"-0004-12-31", -720259}, {"-0005-02-29", -720930}, {"1600-01-01", -135140}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_moment moment = parse(CASES[i].text, true);
        ck_assert_msg(moment.day == CASES[i].day, "%s is day %lld", CASES[i].text,
                      (long long)moment.day);
        ck_assert_int_eq(moment.nanosecond, 0);
        ck_assert(!moment.has_offset);
        assert_written(CASES[i].day, CASES[i].text);
    }
}
END_TEST

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Counts through the calendar by hand and compares every single day. */
START_TEST(test_every_day_of_two_thousand_years)
{
    static const uint32_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t day = ks_day_from_civil(-401, 1, 1);
    for (int64_t year = -401; year < 2402; year++) {
        for (uint32_t month = 1; month <= 12; month++) {
            uint32_t last = DAYS[month - 1] + (month == 2 && is_leap(year));
            for (uint32_t d = 1; d <= last; d++, day++) {
                int64_t found_year;
                uint32_t found_month, found_day;
                ks_day_to_civil(day, &found_year, &found_month, &found_day);
                bool is_right = found_year == year && found_month == month && found_day == d &&
                                ks_day_from_civil(year, month, d) == day;
                if (!is_right) {
                    ck_abort_msg("%lld-%u-%u", (long long)year, month, d);
                }
            }
        }
    }
    ck_assert_int_eq(ks_day_from_civil(1970, 1, 1), 0);
}
END_TEST

START_TEST(test_times_and_offsets)
{
    static const struct {
        const char *text;
        const char *day;
        int64_t nanosecond;
        bool has_offset;
    } CASES[] = {
        {"2002-06-30T00:00:00", "2002-06-30", 0, false},
        {"2002-06-30T23:59:59", "2002-06-30", 24 * HOUR - SECOND, false},
        {"2002-06-30T24:00:00", "2002-07-01", 0, false},
        {"2002-12-31T24:00:00.000", "2003-01-01", 0, false},
        {"2000-02-28T24:00:00", "2000-02-29", 0, false},
        {"2001-02-28T24:00:00", "2001-03-01", 0, false},
        {"-0001-12-31T24:00:00", "0001-01-01", 0, false},
        {"2002-06-30T01:02:03.5", "2002-06-30", HOUR + 2 * MINUTE + 3 * SECOND + SECOND / 2, false},
        {"2002-06-30T00:00:00.123456789", "2002-06-30", 123456789, false},
        {"2002-06-30T00:00:00.1234567899", "2002-06-30", 123456789, false},
        {"2002-06-30T12:00:00Z", "2002-06-30", 12 * HOUR, true},
        {"2002-07-01T00:00:00+09:00", "2002-06-30", 15 * HOUR, true},
        {"2002-06-30T20:00:00-05:30", "2002-07-01", HOUR + 30 * MINUTE, true},
        {"2002-06-30T24:00:00+14:00", "2002-06-30", 10 * HOUR, true},
        {"2002-01-01T00:00:00-14:00", "2002-01-01", 14 * HOUR, true},
        {"2002-01-01T00:00:00-00:00", "2002-01-01", 0, true},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_moment moment = parse(CASES[i].text, false);
        ck_assert_msg(moment.day == parse(CASES[i].day, true).day, "%s", CASES[i].text);
        ck_assert_int_eq(moment.nanosecond, CASES[i].nanosecond);
        ck_assert_int_eq(moment.has_offset, CASES[i].has_offset);
    }
    ks_moment tokyo = parse("2002-07-01+09:00", true);
    ck_assert_int_eq(tokyo.day, parse("2002-06-30", true).day);
    ck_assert_int_eq(tokyo.nanosecond, 15 * HOUR);
    ck_assert(tokyo.has_offset && parse("2002-07-01Z", true).has_offset);
}
END_TEST

START_TEST(test_refuses)
{
    static const char *const CASES[] = {"",
                                        "2002",
                                        "2002-06",
                                        "2002-6-30",
                                        "02-06-30",
                                        "2002-06-31",
                                        "2002-00-10",
                                        "2002-13-10",
                                        "2002-06-00",
                                        "2001-02-29",
                                        "1900-02-29",
                                        "-0002-02-29",
                                        "0000-01-01",
                                        "-0000-01-01",
                                        "02002-06-30",
                                        "+2002-06-30",
                                        "--2002-06-30",
                                        " 2002-06-30",
                                        "2002-06-30 ",
                                        "2002/06/30",
                                        "2002-06-30T",
                                        "2002-06-30T12:00",
                                        "2002-06-30T12:00:0",
                                        "2002-06-30 12:00:00",
                                        "2002-06-30t12:00:00",
                                        "2002-06-30T24:00:01",
                                        "2002-06-30T24:00:00.1",
                                        "2002-06-30T24:01:00",
                                        "2002-06-30T25:00:00",
                                        "2002-06-30T12:60:00",
                                        "2002-06-30T12:00:60",
                                        "2002-06-30T12:00:00.",
                                        "2002-06-30T12:00:00z",
                                        "2002-06-30T12:00:00+9:00",
                                        "2002-06-30T12:00:00+0900",
                                        "2002-06-30T12:00:00+14:01",
                                        "2002-06-30T12:00:00+15:00",
                                        "2002-06-30T12:00:00+09:60",
                                        "2002-06-30ZZ",
                                        "2002-06-30+",
                                        "1234567890123456-01-01"};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_moment moment = {.day = 7};
        bool is_date = true;
        ck_assert_msg(!ks_moment_parse(ks_sv_from(CASES[i]), &moment, &is_date), "\"%s\" was read",
                      CASES[i]);
        ck_assert(moment.day == 7 && is_date);
    }
}
END_TEST

START_TEST(test_far_years)
{
    static const char *const CASES[] = {"999999999999999-12-31", "-999999999999999-01-01",
                                        "12345-06-07", "-12345-06-07"};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_written(parse(CASES[i], true).day, CASES[i]);
    }
}
END_TEST

START_TEST(test_compares)
{
    /* In rising order, equal within a row. */
    static const char *const CASES[][2] = {
        {"-0002-01-01T00:00:00", "-0003-12-31T24:00:00"},
        {"2002-06-30T14:59:59.999999999Z", "2002-06-30T23:59:59.999999999+09:00"},
        {"2002-06-30T15:00:00Z", "2002-07-01T00:00:00+09:00"},
        {"2002-06-30T15:00:00.000000001Z", "2002-06-30T10:00:00.000000001-05:00"},
        {"2002-07-01T00:00:00", "2002-06-30T24:00:00"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        for (size_t j = 0; j < sizeof CASES / sizeof *CASES; j++) {
            ks_moment a = parse(CASES[i][0], false), b = parse(CASES[j][1], false);
            ck_assert_int_eq(ks_moment_compare(a, b), (i > j) - (i < j));
        }
    }
}
END_TEST

KS_TEST_MAIN("base_date", test_known_days, test_every_day_of_two_thousand_years,
             test_times_and_offsets, test_refuses, test_far_years, test_compares)

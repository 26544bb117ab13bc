#include "base_decimal.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static ks_arena arena;

static ks_decimal read(const char *text)
{
    ks_decimal out;
    bool is_valid = false;
    ck_assert_int_eq(ks_decimal_parse(&arena, ks_sv_from(text), true, &is_valid, &out), KS_OK);
    ck_assert_msg(is_valid, "\"%s\" is no number", text);
    return out;
}

static const char *written_with(const ks_decimal *a, int32_t min_places, const char *group)
{
    ks_str str;
    ks_str_init(&str);
    ks_decimal_write(&str, a, min_places, group);
    ck_assert_int_eq(ks_str_status(&str), KS_OK);
    const char *copy = ks_arena_text(&arena, ks_str_view(&str));
    ks_str_release(&str);
    return copy;
}

static const char *written(const ks_decimal *a)
{
    return written_with(a, 0, "");
}

/* `count` times `digit`, between `before` and `after`. */
static const char *repeat(const char *before, char digit, size_t count, const char *after)
{
    char *text = ks_arena_alloc(&arena, count + 1);
    memset(text, digit, count);
    text[count] = '\0';
    return ks_arena_format(&arena, "%s%s%s", before, text, after);
}

static uint64_t random_state;

static uint64_t random_number(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void start(void)
{
    ks_arena_init(&arena);
    random_state = UINT64_C(88172645463325252);
}

/* A number of up to `digits` digits with a point somewhere; its zeros and nines come in runs. */
static ks_decimal random_decimal(size_t digits)
{
    char text[512];
    size_t count = 1 + random_number() % digits, len = 0;
    size_t point = random_number() % (count + 1);
    if (random_number() % 2 == 0) {
        text[len++] = '-';
    }
    for (size_t i = 0; i < count; i++) {
        if (i == point) {
            text[len++] = '.';
        }
        uint64_t kind = random_number() % 8;
        text[len++] = kind == 0 ? '0' : kind == 1 ? '9' : (char)('0' + random_number() % 10);
    }
    text[len] = '\0';
    if (random_number() % 4 == 0) {
        snprintf(text + len, sizeof text - len, "e%d", (int)(random_number() % 60) - 30);
    }
    return read(text);
}

static ks_decimal add(ks_decimal a, ks_decimal b)
{
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_add(&arena, &a, &b, &out), KS_OK);
    return out;
}

static ks_decimal subtract(ks_decimal a, ks_decimal b)
{
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_subtract(&arena, &a, &b, &out), KS_OK);
    return out;
}

static ks_decimal multiply(ks_decimal a, ks_decimal b)
{
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_multiply(&arena, &a, &b, &out), KS_OK);
    return out;
}

static ks_decimal divide(ks_decimal a, ks_decimal b, int32_t places)
{
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_divide(&arena, &a, &b, places, &out), KS_OK);
    return out;
}

static ks_decimal rounded(ks_decimal a, int32_t places, ks_rounding rounding)
{
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_round(&arena, &a, places, rounding, &out), KS_OK);
    return out;
}

static void assert_equal(ks_decimal a, ks_decimal b)
{
    ck_assert_msg(ks_decimal_equal(&a, &b), "%s is not %s", written(&a), written(&b));
    ck_assert_int_eq(ks_decimal_compare(&a, &b), 0);
}

static void assert_is(ks_decimal a, const char *text)
{
    ck_assert_str_eq(written(&a), text);
    assert_equal(a, read(text));
}

START_TEST(test_reads_and_writes)
{
    static const char *const CASES[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"+0.000", "0"},
        {"1", "1"},
        {"+1", "1"},
        {"-464155000", "-464155000"},
        {"57.72", "57.72"},
        {"57.7200", "57.72"},
        {"000123.4500", "123.45"},
        {".5", "0.5"},
        {"-.5", "-0.5"},
        {"5.", "5"},
        {"0.001", "0.001"},
        {"-0.00100", "-0.001"},
        {"1e3", "1000"},
        {"1E-3", "0.001"},
        {"12.5e+1", "125"},
        {"12.50e1", "125"},
        {"1.e2", "100"},
        {"9999999999999999999", "9999999999999999999"},
        {"18446744073709551615", "18446744073709551615"},
        {"18446744073709551616", "18446744073709551616"},
        {"10000000000000000000000000000000000000", "10000000000000000000000000000000000000"},
        {"340282366920938463463374607431768211455", "340282366920938463463374607431768211455"},
        {"340282366920938463463374607431768211457", "340282366920938463463374607431768211457"},
        {"-0.000000000000000000000000000000000000000000000000000000000000000000001234",
         "-0.000000000000000000000000000000000000000000000000000000000000000000001234"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal number = read(CASES[i][0]);
        ck_assert_str_eq(written(&number), CASES[i][1]);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_refuses_what_is_no_number)
{
    static const char *const CASES[] = {
        "",    "+",   "-",    ".",   "-.",    "1.2.3",        "1,234", " 1",   "1 ",
        "--1", "+-1", "1-",   "e5",  "1e",    "1e+",          "1e5.0", "1e5x", "1ee5",
        "INF", "NaN", "0x10", "1e ", "1_000", "\xEF\xBC\x91", "12a",   "(12)", ".e1",
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bool is_valid = true;
        ks_decimal out;
        ck_assert_int_eq(ks_decimal_parse(&arena, ks_sv_from(CASES[i]), true, &is_valid, &out),
                         KS_OK);
        ck_assert_msg(!is_valid, "\"%s\" was read", CASES[i]);
    }
    bool is_valid = true;
    ks_decimal out;
    ck_assert_int_eq(ks_decimal_parse(&arena, KS_SV("1e5"), false, &is_valid, &out), KS_OK);
    ck_assert(!is_valid);
    ck_assert_int_eq(ks_decimal_parse(&arena, (ks_sv){NULL, 0}, false, &is_valid, &out), KS_OK);
    ck_assert(!is_valid);
    ks_arena_release(&arena);
}
END_TEST

static ks_status parse_status(const char *text)
{
    bool is_valid = false;
    ks_decimal out;
    return ks_decimal_parse(&arena, ks_sv_from(text), true, &is_valid, &out);
}

START_TEST(test_limits_of_reading)
{
    start();
    const char *longest = repeat("-", '7', KS_DECIMAL_DIGITS, "");
    assert_is(read(longest), longest);
    const char *nines = repeat("", '9', KS_DECIMAL_DIGITS, "");
    assert_is(read(nines), nines);
    const char *fraction = repeat("0.", '3', KS_DECIMAL_DIGITS, "");
    assert_is(read(fraction), fraction);
    assert_is(read(repeat("00", '0', KS_DECIMAL_DIGITS, "12.50")), "12.5");
    assert_equal(read(repeat("25", '0', KS_DECIMAL_DIGITS, ".00")), read("25e4000"));
    assert_equal(read(repeat("-0.", '0', KS_DECIMAL_DIGITS, "250")), read("-25e-4002"));
    assert_is(read("0e99999999999999999999999"), "0");
    const char *apart = repeat("1", '0', KS_DECIMAL_DIGITS - 1, "1");
    ck_assert_int_eq(parse_status(apart), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status(repeat("", '7', KS_DECIMAL_DIGITS + 1, "")), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status(repeat("0.", '7', KS_DECIMAL_DIGITS + 1, "")), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("1e2147483647"), KS_OK);
    ck_assert_int_eq(parse_status("1e-2147483648"), KS_OK);
    ck_assert_int_eq(parse_status("1e2147483648"), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("10e2147483647"), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("0.1e-2147483648"), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("1e-2147483649"), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("1e99999999999999999999999999999"), KS_ERR_LIMIT);
    ck_assert_int_eq(parse_status("-1e-99999999999999999999999999999"), KS_ERR_LIMIT);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_outputs_are_untouched_on_failure)
{
    start();
    ks_decimal out = read("42");
    bool is_valid = true;
    ks_status status = ks_decimal_parse(&arena, KS_SV("1e3000000000"), true, &is_valid, &out);
    ck_assert_int_eq(status, KS_ERR_LIMIT);
    status = ks_decimal_parse(&arena, KS_SV("x"), true, &is_valid, &out);
    ck_assert_int_eq(status, KS_OK);
    ck_assert_int_eq(ks_decimal_divide(&arena, &out, &KS_DECIMAL_ZERO, 2, &out), KS_ERR_MISUSE);
    ks_decimal huge = read("1e2000000000"), one = read("1");
    ck_assert_int_eq(ks_decimal_multiply(&arena, &huge, &huge, &out), KS_ERR_LIMIT);
    ck_assert_int_eq(ks_decimal_add(&arena, &huge, &one, &out), KS_ERR_LIMIT);
    assert_is(out, "42");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_from_i64)
{
    static const struct {
        int64_t number;
        const char *text;
    } CASES[] = {{0, "0"},
                 {1, "1"},
                 {-10, "-10"},
                 {464155000, "464155000"},
                 {INT64_MAX, "9223372036854775807"},
                 {INT64_MIN, "-9223372036854775808"}};
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_is(ks_decimal_from_i64(CASES[i].number), CASES[i].text);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_writes_groups_and_places)
{
    static const struct {
        const char *number;
        int32_t places;
        const char *group;
        const char *text;
    } CASES[] = {
        {"0", 0, ",", "0"},
        {"0", 2, ",", "0.00"},
        {"999", 0, ",", "999"},
        {"1000", 0, ",", "1,000"},
        {"-100000", 0, ",", "-100,000"},
        {"1234567.891", 0, ",", "1,234,567.891"},
        {"1234567.891", 5, ",", "1,234,567.89100"},
        {"1e9", 0, ",", "1,000,000,000"},
        {"0.5", 1, ",", "0.5"},
        {"36.3", 2, "", "36.30"},
        {"-0.05", 3, ",", "-0.050"},
        {"1234", 0, "\xE2\x80\xAF",
         "1\xE2\x80\xAF"
         "234"},
        {"12345.6", -3, "", "12345.6"},
        {"1234", 0, NULL, "1234"},
        {"100", 2, "", "100.00"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal number = read(CASES[i].number);
        ck_assert_str_eq(written_with(&number, CASES[i].places, CASES[i].group), CASES[i].text);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_does_not_write_endless_zeros)
{
    static const char *const CASES[] = {"1e2000000000", "1e-2000000000"};
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal number = read(CASES[i]);
        ks_str str;
        ks_str_init(&str);
        ks_decimal_write(&str, &number, 0, "");
        ck_assert_int_eq(ks_str_status(&str), KS_ERR_MEMORY);
        ks_str_release(&str);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_adds_and_subtracts)
{
    static const char *const CASES[][4] = {
        /* a, b, a + b, a - b */
        {"0", "0", "0", "0"},
        {"1", "0", "1", "1"},
        {"0", "-7.5", "-7.5", "7.5"},
        {"0.1", "0.2", "0.3", "-0.1"},
        {"999", "1", "1000", "998"},
        {"-5", "5", "0", "-10"},
        {"18446744073709551615", "1", "18446744073709551616", "18446744073709551614"},
        {"1e30", "1", "1000000000000000000000000000001", "999999999999999999999999999999"},
        {"1", "1e-25", "1.0000000000000000000000001", "0.9999999999999999999999999"},
        {"99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000",
         "99999999999999999999999999999999999998"},
        {"340282366920938463463374607431768211455", "1", "340282366920938463463374607431768211456",
         "340282366920938463463374607431768211454"},
        {"144272510000", "-464155000", "143808355000", "144736665000"},
        {"9007199254740993", "0.5", "9007199254740993.5", "9007199254740992.5"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal a = read(CASES[i][0]), b = read(CASES[i][1]);
        assert_is(add(a, b), CASES[i][2]);
        assert_is(add(b, a), CASES[i][2]);
        assert_is(subtract(a, b), CASES[i][3]);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_limits_of_adding)
{
    start();
    ks_decimal nines = read(repeat("", '9', KS_DECIMAL_DIGITS, "")), one = read("1");
    ks_decimal power = add(nines, one); /* one digit more, but all of them zeros */
    assert_equal(power, read("1e4000"));
    assert_equal(subtract(power, nines), one);
    assert_equal(subtract(power, one), nines);
    ks_decimal out, tenth = read("0.1");
    ck_assert_int_eq(ks_decimal_add(&arena, &power, &one, &out), KS_ERR_LIMIT);
    ck_assert_int_eq(ks_decimal_add(&arena, &nines, &tenth, &out), KS_ERR_LIMIT);
    ks_decimal far = read("1e2147483647"), near = read("1e-2147483648");
    ck_assert_int_eq(ks_decimal_add(&arena, &far, &near, &out), KS_ERR_LIMIT);
    ck_assert_int_eq(ks_decimal_subtract(&arena, &near, &far, &out), KS_ERR_LIMIT);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_multiplies)
{
    static const char *const CASES[][3] = {
        {"0", "5", "0"},
        {"-3", "0", "0"},
        {"12", "-12", "-144"},
        {"-0.5", "-0.5", "0.25"},
        {"2.5", "4", "10"},
        {"1e20", "1e-20", "1"},
        {"464155", "119.85", "55628976.75"},
        {"4294967296", "4294967296", "18446744073709551616"},
        {"123456789012345678901234567890", "987654321098765432109876543210",
         "121932631137021795226185032733622923332237463801111263526900"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal a = read(CASES[i][0]), b = read(CASES[i][1]);
        assert_is(multiply(a, b), CASES[i][2]);
        assert_is(multiply(b, a), CASES[i][2]);
    }
    ks_decimal half = read(repeat("", '3', KS_DECIMAL_DIGITS / 2, "")), out;
    ck_assert_int_eq(ks_decimal_multiply(&arena, &half, &half, &out), KS_OK);
    ks_decimal more = read(repeat("", '3', KS_DECIMAL_DIGITS / 2 + 1, ""));
    ck_assert_int_eq(ks_decimal_multiply(&arena, &more, &more, &out), KS_ERR_LIMIT);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_divides)
{
    static const struct {
        const char *a, *b;
        int32_t places;
        const char *quotient;
    } CASES[] = {
        {"0", "7", 5, "0"},
        {"1", "3", 0, "0"},
        {"1", "3", 4, "0.3333"},
        {"2", "3", 4, "0.6667"},
        {"-2", "3", 4, "-0.6667"},
        {"1", "-8", 2, "-0.13"}, /* 0.125, half away from zero */
        {"1", "8", 2, "0.13"},
        {"1", "8", 3, "0.125"},
        {"3", "8", 2, "0.38"},
        {"5", "10", 0, "1"},
        {"-5", "10", 0, "-1"},
        {"49", "100", 0, "0"},
        {"4999999999999999999999", "1e22", 0, "0"},
        {"5000000000000000000000", "1e22", 0, "1"},
        {"1250", "1", -2, "1300"},
        {"1249", "1", -2, "1200"},
        {"-1250", "1", -2, "-1300"},
        {"499", "1", -3, "0"},
        {"500", "1", -3, "1000"},
        {"10", "1", -9, "0"},
        {"1e9", "1e-9", -18, "1000000000000000000"},
        {"99995", "1", -1, "100000"},
        {"464155000", "119.85", 0, "3872799"},
        {"3163", "8718", 3, "0.363"},
        {"1e-2147483648", "1e2147483647", 0, "0"},
        {"1", "340282366920938463463374607431768211456", 40,
         "0.0000000000000000000000000000000000000029"},
        {"1", "340282366920938463463374607431768211456", 39,
         "0.000000000000000000000000000000000000003"},
        {"3", "340282366920938463463374607431768211456", 39,
         "0.000000000000000000000000000000000000009"},
        {"340282366920938463463374607431768211456", "18446744073709551616", 2,
         "18446744073709551616"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_is(divide(read(CASES[i].a), read(CASES[i].b), CASES[i].places), CASES[i].quotient);
    }
    ks_arena_release(&arena);
}
END_TEST
START_TEST(test_limits_of_dividing)
{
    start();
    const int32_t most = INT32_MAX;
    ks_decimal one = read("1"), three = read("3"), out;
    assert_is(divide(one, three, KS_DECIMAL_DIGITS), repeat("0.", '3', KS_DECIMAL_DIGITS, ""));
    ck_assert_int_eq(ks_decimal_divide(&arena, &one, &three, 4001, &out), KS_ERR_LIMIT);
    ck_assert_int_eq(ks_decimal_divide(&arena, &one, &three, most, &out), KS_ERR_LIMIT);
    assert_is(divide(read("6"), three, most), "2");
    assert_is(divide(read("1"), read("8"), most), "0.125");
    assert_is(
        divide(read("1"), read("340282366920938463463374607431768211456"), most),
        "0.00000000000000000000000000000000000000293873587705571876992184134305561419454666389"
        "193021880377187926569604314863681793212890625");
    assert_equal(divide(read("1e3000"), one, 3000), read("1e3000"));
    ks_decimal far = read("1e2147483647"), near = read("1e-2147483648");
    ck_assert_int_eq(ks_decimal_divide(&arena, &far, &near, INT32_MIN, &out), KS_ERR_LIMIT);
    assert_is(divide(near, far, most), "0");
    ks_decimal nines = read(repeat("", '9', KS_DECIMAL_DIGITS, ""));
    assert_equal(divide(nines, three, most), read(repeat("", '3', KS_DECIMAL_DIGITS, "")));
    /* 1 - 1/b is so near to 1 that its first digit that is no 9 is the 4000th. */
    ks_decimal b = read(repeat("", '7', KS_DECIMAL_DIGITS, "")), a = subtract(b, one);
    assert_is(divide(a, b, KS_DECIMAL_DIGITS - 1), "1");
    assert_is(divide(a, b, KS_DECIMAL_DIGITS), repeat("0.", '9', KS_DECIMAL_DIGITS, ""));
    ck_assert_int_eq(ks_decimal_divide(&arena, &a, &b, 2 * KS_DECIMAL_DIGITS, &out), KS_ERR_LIMIT);
    ck_assert_int_eq(ks_decimal_divide(&arena, &a, &b, most, &out), KS_ERR_LIMIT);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_rounds)
{
    static const struct {
        const char *number;
        int32_t places;
        const char *half_up, *half_even, *down;
    } CASES[] = {
        {"0", 2, "0", "0", "0"},
        {"2.5", 0, "3", "2", "2"},
        {"-2.5", 0, "-3", "-2", "-2"},
        {"3.5", 0, "4", "4", "3"},
        {"0.5", 0, "1", "0", "0"},
        {"0.49", 0, "0", "0", "0"},
        {"0.51", 0, "1", "1", "0"},
        {"-0.049", 1, "0", "0", "0"},
        {"0.05", 1, "0.1", "0", "0"},
        {"0.15", 1, "0.2", "0.2", "0.1"},
        {"9.995", 2, "10", "10", "9.99"},
        {"464155499", -3, "464155000", "464155000", "464155000"},
        {"464155500", -3, "464156000", "464156000", "464155000"},
        {"464154500", -3, "464155000", "464154000", "464154000"},
        {"464154500.1", -3, "464155000", "464155000", "464154000"},
        {"-500", -3, "-1000", "0", "0"},
        {"99", -3, "0", "0", "0"},
        {"500000000000000000000", -21, "1000000000000000000000", "0", "0"},
        {"499999999999999999999", -21, "0", "0", "0"},
        {"1e-2000000000", 5, "0", "0", "0"},
        {"12345678901234567890123456789012345678901234567890.5", 0,
         "12345678901234567890123456789012345678901234567891",
         "12345678901234567890123456789012345678901234567890",
         "12345678901234567890123456789012345678901234567890"},
    };
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal number = read(CASES[i].number);
        assert_is(rounded(number, CASES[i].places, KS_ROUND_HALF_UP), CASES[i].half_up);
        assert_is(rounded(number, CASES[i].places, KS_ROUND_HALF_EVEN), CASES[i].half_even);
        assert_is(rounded(number, CASES[i].places, KS_ROUND_DOWN), CASES[i].down);
        assert_equal(rounded(number, INT32_MAX, KS_ROUND_DOWN), number);
    }
    ks_decimal out, nine = read("9");
    ck_assert_int_eq(ks_decimal_round(&arena, &nine, INT32_MIN, KS_ROUND_HALF_UP, &out), KS_OK);
    assert_is(out, "0");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_compares)
{
    /* In rising order. */
    static const char *const CASES[] = {"-1e2147483647",
                                        "-1e30",
                                        "-18446744073709551616",
                                        "-18446744073709551615",
                                        "-10",
                                        "-9.9",
                                        "-1",
                                        "-0.1",
                                        "-1e-2147483648",
                                        "0",
                                        "1e-2147483648",
                                        "1e-30",
                                        "0.0999999999999999999999",
                                        "0.1",
                                        "0.10000000000000000000000001",
                                        "1",
                                        "9.9",
                                        "10",
                                        "99",
                                        "100",
                                        "101",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "99999999999999999999999999999999999999",
                                        "1e38",
                                        "100000000000000000000000000000000000001",
                                        "1e39",
                                        "9e39",
                                        "1e2147483647"};
    const size_t count = sizeof CASES / sizeof *CASES;
    start();
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            ks_decimal a = read(CASES[i]), b = read(CASES[j]);
            ck_assert_int_eq(ks_decimal_compare(&a, &b), (i > j) - (i < j));
            ck_assert_int_eq(ks_decimal_equal(&a, &b), i == j);
        }
    }
    ks_decimal nines = read(repeat("", '9', KS_DECIMAL_DIGITS, "")), power = read("1e4000");
    ck_assert_int_eq(ks_decimal_compare(&nines, &power), -1);
    ck_assert_int_eq(ks_decimal_compare(&power, &nines), 1);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_equal_values_are_equal_member_by_member)
{
    static const char *const CASES[][2] = {
        {"100", "1e2"}, {"0.50", ".5"}, {"-0", "0.000"}, {"1.0e-3", "0.001"}, {"120e-1", "12"}};
    start();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_decimal a = read(CASES[i][0]), b = read(CASES[i][1]);
        ck_assert_int_eq(a.size, b.size);
        ck_assert_int_eq(a.exponent, b.exponent);
        ck_assert_int_eq(a.is_negative, b.is_negative);
        ck_assert_mem_eq(a.limbs.small, b.limbs.small, sizeof a.limbs.small);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_shift_sign_and_places)
{
    start();
    ks_decimal thousands = read("-464155"), zero = KS_DECIMAL_ZERO;
    assert_is(ks_decimal_shift(&thousands, 3), "-464155000");
    assert_is(ks_decimal_shift(&thousands, -2), "-4641.55");
    assert_is(ks_decimal_shift(&zero, 100), "0");
    ks_decimal far = ks_decimal_shift(&thousands, INT32_MAX);
    far = ks_decimal_shift(&far, INT32_MAX);
    ck_assert_int_eq(far.exponent, INT32_MAX);
    assert_is(ks_decimal_negate(&thousands), "464155");
    assert_is(ks_decimal_abs(&thousands), "464155");
    assert_equal(ks_decimal_negate(&zero), KS_DECIMAL_ZERO);
    ck_assert(ks_decimal_is_zero(&zero) && !ks_decimal_is_zero(&thousands));
    ks_decimal rate = read("119.850"), hundred = read("100");
    ck_assert_int_eq(ks_decimal_places(&rate), 2);
    ck_assert_int_eq(ks_decimal_places(&hundred), 0);
    ck_assert_int_eq(ks_decimal_places(&zero), 0);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_output_may_be_an_operand)
{
    start();
    ks_decimal a = read("12345678901234567890123456789012345678901234567890");
    ks_decimal twice = add(a, a), square = multiply(a, a), x = a;
    ck_assert_int_eq(ks_decimal_add(&arena, &x, &x, &x), KS_OK);
    assert_equal(x, twice);
    ck_assert_int_eq(ks_decimal_subtract(&arena, &x, &a, &x), KS_OK);
    assert_equal(x, a);
    ck_assert_int_eq(ks_decimal_multiply(&arena, &x, &x, &x), KS_OK);
    assert_equal(x, square);
    ck_assert_int_eq(ks_decimal_divide(&arena, &x, &a, 0, &x), KS_OK);
    assert_equal(x, a);
    ck_assert_int_eq(ks_decimal_divide(&arena, &a, &x, 0, &x), KS_OK);
    assert_is(x, "1");
    ks_arena_release(&arena);
}
END_TEST

/* What follows holds for any numbers; these are made to hit carries and the borders of limbs. */

START_TEST(test_parsing_is_horner)
{
    start();
    const ks_decimal ten = read("10");
    for (int round = 0; round < 200; round++) {
        char text[128];
        size_t count = 1 + random_number() % 100;
        ks_decimal sum = KS_DECIMAL_ZERO;
        for (size_t i = 0; i < count; i++) {
            int digit = random_number() % 3 == 0 ? 9 : (int)(random_number() % 10);
            text[i] = (char)('0' + digit);
            sum = add(multiply(sum, ten), ks_decimal_from_i64(digit));
        }
        text[count] = '\0';
        assert_equal(read(text), sum);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_agrees_with_machine_integers)
{
    start();
    for (int round = 0; round < 5000; round++) {
        int64_t a = (int64_t)(random_number() >> (32 + random_number() % 31)) - 1000;
        int64_t b = (int64_t)(random_number() >> (32 + random_number() % 31)) - 1000;
        ks_decimal x = ks_decimal_from_i64(a), y = ks_decimal_from_i64(b);
        assert_equal(add(x, y), ks_decimal_from_i64(a + b));
        assert_equal(subtract(x, y), ks_decimal_from_i64(a - b));
        if (a != 0 && b != 0) {
            int64_t small = a % 1000000000;
            assert_equal(multiply(ks_decimal_from_i64(small), y), ks_decimal_from_i64(small * b));
        }
        ck_assert_int_eq(ks_decimal_compare(&x, &y), (a > b) - (a < b));
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_laws_of_arithmetic)
{
    start();
    for (int round = 0; round < 2000; round++) {
        ks_decimal a = random_decimal(80), b = random_decimal(80), c = random_decimal(40);
        assert_equal(add(a, b), add(b, a));
        assert_equal(add(add(a, b), c), add(a, add(b, c)));
        assert_equal(subtract(add(a, b), b), a);
        assert_equal(multiply(a, b), multiply(b, a));
        assert_equal(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
        assert_equal(multiply(multiply(a, b), c), multiply(a, multiply(b, c)));
        ks_decimal difference = subtract(a, b);
        ck_assert_int_eq(ks_decimal_compare(&a, &b),
                         ks_decimal_compare(&difference, &KS_DECIMAL_ZERO));
        assert_equal(read(written(&a)), a);
    }
    ks_arena_release(&arena);
}
END_TEST

/* That `rounded` is `exact * divisor` rounded half away from zero to `places`: off by at most half
 * a unit, and if by half, away from zero. */
static void assert_nearest(ks_decimal exact, ks_decimal divisor, ks_decimal result, int32_t places)
{
    ks_decimal product = multiply(result, divisor);
    ks_decimal off = subtract(exact, product), unit = ks_decimal_abs(&divisor);
    unit = ks_decimal_shift(&unit, -places);
    off = ks_decimal_abs(&off);
    off = add(off, off);
    int order = ks_decimal_compare(&off, &unit);
    ck_assert_int_le(order, 0);
    if (order == 0) {
        exact = ks_decimal_abs(&exact);
        product = ks_decimal_abs(&product);
        ck_assert_int_gt(ks_decimal_compare(&product, &exact), 0);
    }
    ck_assert(ks_decimal_is_zero(&result) || result.exponent >= -places);
}

START_TEST(test_quotients_are_the_nearest)
{
    start();
    for (int round = 0; round < 3000; round++) {
        ks_decimal a = random_decimal(120), b = random_decimal(1 + random_number() % 100);
        int32_t places = (int32_t)(random_number() % 160) - 80;
        if (ks_decimal_is_zero(&b)) {
            continue;
        }
        assert_nearest(a, b, divide(a, b, places), places);
        assert_equal(divide(multiply(a, b), b, ks_decimal_places(&a)), a);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_halves_of_quotients_go_away_from_zero)
{
    start();
    for (int round = 0; round < 1000; round++) {
        ks_decimal b = random_decimal(60), half = read("0.5");
        int32_t places = (int32_t)(random_number() % 40) - 20;
        ks_decimal whole = ks_decimal_from_i64((int64_t)(random_number() >> 8));
        if (ks_decimal_is_zero(&b)) {
            continue;
        }
        ks_decimal between = add(whole, half);
        between = ks_decimal_shift(&between, -places);
        ks_decimal expected = add(whole, ks_decimal_from_i64(1));
        expected = ks_decimal_shift(&expected, -places);
        assert_equal(divide(multiply(between, b), b, places), expected);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_roundings_are_the_nearest)
{
    start();
    const ks_decimal one = read("1"), two = read("2");
    for (int round = 0; round < 3000; round++) {
        ks_decimal a = random_decimal(100);
        int32_t places = (int32_t)(random_number() % 120) - 60;
        ks_decimal up = rounded(a, places, KS_ROUND_HALF_UP);
        assert_nearest(a, one, up, places);
        ks_decimal down = rounded(a, places, KS_ROUND_DOWN), rest = subtract(a, down);
        ck_assert(ks_decimal_is_zero(&rest) || rest.is_negative == a.is_negative);
        rest = ks_decimal_abs(&rest);
        ks_decimal unit = ks_decimal_shift(&one, -places);
        ck_assert_int_lt(ks_decimal_compare(&rest, &unit), 0);
        ks_decimal even = rounded(a, places, KS_ROUND_HALF_EVEN);
        rest = add(rest, rest);
        if (ks_decimal_compare(&rest, &unit) == 0) {
            ks_decimal count = ks_decimal_shift(&even, places);
            ks_decimal half = divide(count, two, 1);
            ck_assert_int_eq(ks_decimal_places(&half), 0);
        } else {
            assert_equal(even, up);
        }
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_large_numbers)
{
    start();
    for (int round = 0; round < 10; round++) {
        const char digit = (char)('1' + round % 9);
        ks_decimal a = read(repeat("1", digit, 1990 - (size_t)round, "7"));
        ks_decimal b = read(repeat("-", digit, 1900 + (size_t)round, ".5"));
        assert_equal(subtract(add(a, b), b), a);
        ks_decimal product = multiply(a, b);
        assert_equal(divide(product, b, 0), a);
        assert_equal(divide(product, a, 1), b);
        assert_equal(read(written(&product)), product);
        assert_nearest(a, b, divide(a, b, 300), 300);
        assert_nearest(a, b, divide(a, b, -60), -60);
        assert_nearest(b, a, divide(b, a, 1500), 1500);
    }
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("base_decimal", test_reads_and_writes, test_refuses_what_is_no_number,
             test_limits_of_reading, test_outputs_are_untouched_on_failure, test_from_i64,
             test_writes_groups_and_places, test_does_not_write_endless_zeros,
             test_adds_and_subtracts, test_limits_of_adding, test_multiplies, test_divides,
             test_limits_of_dividing, test_rounds, test_compares,
             test_equal_values_are_equal_member_by_member, test_shift_sign_and_places,
             test_output_may_be_an_operand, test_parsing_is_horner,
             test_agrees_with_machine_integers, test_laws_of_arithmetic,
             test_quotients_are_the_nearest, test_halves_of_quotients_go_away_from_zero,
             test_roundings_are_the_nearest, test_large_numbers)

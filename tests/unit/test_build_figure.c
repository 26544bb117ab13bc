#include "test.h"

#include <string.h>

#include "build_figure.h"

static ks_figure read(ks_arena *arena, const char *text)
{
    ks_figure figure;
    ck_assert_int_eq(ks_figure_read(arena, ks_sv_from(text), &figure), KS_OK);
    return figure;
}

static void assert_number(const char *text, const char *expected, int places)
{
    ks_arena arena;
    ks_arena_init(&arena);
    ks_figure figure = read(&arena, text);
    ck_assert_msg(figure.kind == KS_FIGURE_NUMBER, "%s is no number: %d", text, figure.kind);
    ks_str written;
    ks_str_init(&written);
    ks_decimal_write(&written, &figure.number, places, "");
    ck_assert_str_eq(written.ptr, expected);
    ck_assert_int_eq(figure.places, places);
    ks_str_release(&written);
    ks_arena_release(&arena);
}

START_TEST(test_reads_what_tables_print)
{
    static const struct {
        const char *text;
        const char *number;
        int places;
    } cases[] = {
        {"1,234", "1234", 0},
        {"1234", "1234", 0},
        {"(1,234)", "-1234", 0},
        {"△1,234", "-1234", 0},
        {"▲ 1,234", "-1234", 0},
        {"-1,234", "-1234", 0},
        {"−1,234", "-1234", 0},
        {"－１，２３４", "-1234", 0},
        {"１，２３４", "1234", 0},
        {"（１，２３４）", "-1234", 0},
        {"0", "0", 0},
        {"(0)", "0", 0},
        {"0.0%", "0.0", 1},
        {"36.3%", "36.3", 1},
        {"(26.3%)", "-26.3", 1},
        {"(26.3)%", "-26.3", 1},
        {"(26.3)", "-26.3", 1},
        {"(57.72)", "-57.72", 2},
        {"2.0", "2.0", 1},
        {".5", "0.5", 1},
        {"+5", "5", 0},
        {"44,960,000", "44960000", 0},
        {"41,053,152.25", "41053152.25", 2},
        {" 12　", "12", 0},
        {"12345678901234567890123", "12345678901234567890123", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_number(cases[i].text, cases[i].number, cases[i].places);
    }
}
END_TEST

START_TEST(test_tells_nothing_from_zero)
{
    static const char *const nothing[] = {"-",  "－",  "–",   "—",      "―", "−",
                                          "ー", "n/a", "N/A", "ｎ／ａ", "--"};
    ks_arena arena;
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        ck_assert_msg(read(&arena, nothing[i]).kind == KS_FIGURE_NIL, "%s", nothing[i]);
    }
    ck_assert_int_eq(read(&arena, "").kind, KS_FIGURE_EMPTY);
    ck_assert_int_eq(read(&arena, " 　").kind, KS_FIGURE_EMPTY);
    ck_assert_int_eq(read(&arena, "0").kind, KS_FIGURE_NUMBER);
    ck_assert(read(&arena, "0.0%").is_percent);
    ck_assert(read(&arena, "(3.3%)").is_percent);
    ck_assert(!read(&arena, "3.3").is_percent);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_refuses_what_is_no_figure)
{
    static const struct {
        const char *text;
        ks_figure_flaw flaw;
        const char *hint;
    } cases[] = {
        {"12,34,5", KS_FLAW_SEPARATORS, "12,345"},
        {"1,23", KS_FLAW_SEPARATORS, "123"},
        {",123", KS_FLAW_SEPARATORS, "123"},
        {"0,123", KS_FLAW_SEPARATORS, "0,123"},
        {"1234,567", KS_FLAW_SEPARATORS, "1,234,567"},
        {"1,234,", KS_FLAW_SEPARATORS, "1,234"},
        {"1.234,5", KS_FLAW_POINTS, ""},
        {"1.2.3", KS_FLAW_POINTS, ""},
        {"12.", KS_FLAW_POINTS, ""},
        {"(12", KS_FLAW_BRACKETS, "(12)"},
        {"12)", KS_FLAW_BRACKETS, "(12)"},
        {"((12))", KS_FLAW_BRACKETS, "(12)"},
        {"(1,2", KS_FLAW_BRACKETS, "(1,2)"},
        {"(-12)", KS_FLAW_SIGNS, ""},
        {"△△12", KS_FLAW_SIGNS, ""},
        {"5-", KS_FLAW_SIGNS, ""},
        {"--5", KS_FLAW_SIGNS, ""},
        {"12a", KS_FLAW_CHARACTER, "a"},
        {"¥1a", KS_FLAW_CHARACTER, "a"},
        {"¥", KS_FLAW_CHARACTER, "¥"},
        {"JPY", KS_FLAW_CHARACTER, "JPY"},
        {"billion", KS_FLAW_CHARACTER, "b"},
        {"12 billion million", KS_FLAW_CHARACTER, " "},
        {"11.0 - 10.5 billion", KS_FLAW_REVERSED, "10.5 billion - 11.0"},
        {"10.5 billion - 11.0", KS_FLAW_REVERSED, "11.0 - 10.5 billion"},
        {"△300～△500", KS_FLAW_REVERSED, "△500 - △300"},
        {"12,34 - 5", KS_FLAW_SEPARATORS, "1,234"},
        {"5 - 12a", KS_FLAW_CHARACTER, "a"},
        {"1-2-3", KS_FLAW_SIGNS, ""},
        {"1 234", KS_FLAW_CHARACTER, " "},
        {"百", KS_FLAW_CHARACTER, "百"},
        {"()", KS_FLAW_CHARACTER, "()"},
        {"△", KS_FLAW_CHARACTER, "△"},
        {"%", KS_FLAW_CHARACTER, "%"},
        {".", KS_FLAW_CHARACTER, "."},
        {"1^2", KS_FLAW_CHARACTER, "^"},
        {"see note", KS_FLAW_CHARACTER, "s"},
    };
    ks_arena arena;
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ks_figure figure = read(&arena, cases[i].text);
        ck_assert_msg(figure.kind == KS_FIGURE_BROKEN, "%s", cases[i].text);
        ck_assert_msg(figure.flaw == cases[i].flaw, "%s: %d", cases[i].text, figure.flaw);
        ck_assert_str_eq(figure.hint, cases[i].hint);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_reads_words_around_the_digits)
{
    static const struct {
        const char *text;
        const char *number;
        int places;
        int power;
        const char *currency; /* "" for none */
    } cases[] = {
        {"JPY10.5 billion", "10.5", 1, 9, "JPY"},
        {"10.5 billion yen", "10.5", 1, 9, "JPY"},
        {"105億円", "105", 0, 8, "JPY"},
        {"9,849百万円", "9849", 0, 6, "JPY"},
        {"１０５億円", "105", 0, 8, "JPY"},
        {"¥12", "12", 0, 0, "JPY"},
        {"￥1,234", "1234", 0, 0, "JPY"},
        {"$87.6 million", "87.6", 1, 6, ""},
        {"US$ 1.5 bn", "1.5", 1, 9, "USD"},
        {"(JPY464 million)", "-464", 0, 6, "JPY"},
        {"JPY(464) million", "-464", 0, 6, "JPY"},
        {"△1.2兆円", "-1.2", 1, 12, "JPY"},
        {"¥-5", "-5", 0, 0, "JPY"},
        {"-¥5", "-5", 0, 0, "JPY"},
        {"5 千円", "5", 0, 3, "JPY"},
        {"1,234", "1234", 0, 0, ""},
    };
    ks_arena arena;
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_number(cases[i].text, cases[i].number, cases[i].places);
        ks_figure figure = read(&arena, cases[i].text);
        ck_assert_msg(figure.power == cases[i].power, "%s: %d", cases[i].text, figure.power);
        const char *currency = figure.currency != NULL ? figure.currency : "";
        ck_assert_str_eq(currency, cases[i].currency);
    }
    ks_arena_release(&arena);
}
END_TEST

static const char *amount(ks_str *text, const ks_figure *figure)
{
    ks_decimal shifted = ks_decimal_shift(&figure->number, figure->power);
    ks_str_clear(text);
    ks_decimal_write(text, &shifted, 0, "");
    return text->ptr;
}

START_TEST(test_reads_ranges)
{
    static const struct {
        const char *text;
        const char *lower;
        const char *upper;
    } cases[] = {
        {"JPY10.5 - 11.0 billion", "10500000000", "11000000000"},
        {"between JPY10.5 billion and JPY11.0 billion", "10500000000", "11000000000"},
        {"JPY9.0 billion to JPY9.5 billion", "9000000000", "9500000000"},
        {"from 900 million to 1.1 billion", "900000000", "1100000000"},
        {"105-110億円", "10500000000", "11000000000"},
        {"10,500～11,000", "10500", "11000"},
        {"10,500〜11,000", "10500", "11000"},
        {"10,500~11,000", "10500", "11000"},
        {"１０，５００－１１，０００", "10500", "11000"},
        {"10,500 – 11,000", "10500", "11000"},
        {"105億円から110億円", "10500000000", "11000000000"},
        {"(500) - (300)", "-500", "-300"},
        {"△500～△300", "-500", "-300"},
        {"-5 - 3", "-5", "3"},
        {"-5 - -3", "-5", "-3"},
        {"5-5", "5", "5"},
    };
    ks_arena arena;
    ks_str text;
    ks_arena_init(&arena);
    ks_str_init(&text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ks_figure figure = read(&arena, cases[i].text);
        ck_assert_msg(figure.kind == KS_FIGURE_RANGE, "%s: %d", cases[i].text, figure.kind);
        ck_assert_str_eq(amount(&text, &figure), cases[i].lower);
        ck_assert_str_eq(amount(&text, figure.upper), cases[i].upper);
    }
    ks_figure percent = read(&arena, "15 - 20%");
    ck_assert(percent.is_percent && percent.upper->is_percent);
    ks_figure yen = read(&arena, "JPY10.5 - 11.0 billion");
    ck_assert_str_eq(yen.upper->currency, "JPY");
    ks_str_release(&text);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_refuses_endless_digits)
{
    static char digits[KS_DECIMAL_DIGITS + 2];
    memset(digits, '7', KS_DECIMAL_DIGITS + 1);
    ks_arena arena;
    ks_arena_init(&arena);
    ck_assert_int_eq(read(&arena, digits).flaw, KS_FLAW_LENGTH);
    ks_arena_release(&arena);
}
END_TEST

static void remember(const ks_finding *finding, void *user)
{
    ks_str *text = user;
    ks_str_addf(text, "%s %s:%u:%u %s", finding->id, finding->place.file, finding->place.line,
                finding->place.column, finding->message);
}

START_TEST(test_says_what_is_wrong_and_what_is_meant)
{
    ks_arena arena;
    ks_str text;
    ks_sink sink;
    ks_arena_init(&arena);
    ks_str_init(&text);
    ks_sink_init(&sink, remember, &text, KS_LANG_EN);
    ks_figure figure = read(&arena, "12,34,5");
    ks_figure_report(&figure, "12,34,5", (ks_place){"a.tsv", 12, 4}, &sink);
    ck_assert_ptr_nonnull(strstr(text.ptr, "figure.separators a.tsv:12:4"));
    ck_assert_ptr_nonnull(strstr(text.ptr, "\"12,34,5\""));
    ck_assert_ptr_nonnull(strstr(text.ptr, "12,345"));
    ks_figure fine = read(&arena, "12,345");
    ks_figure_report(&fine, "12,345", (ks_place){"a.tsv", 12, 4}, &sink);
    ck_assert_uint_eq(ks_sink_errors(&sink), 1);
    ks_str_release(&text);
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("build_figure", test_reads_what_tables_print, test_tells_nothing_from_zero,
             test_reads_words_around_the_digits, test_reads_ranges, test_refuses_what_is_no_figure,
             test_refuses_endless_digits, test_says_what_is_wrong_and_what_is_meant)

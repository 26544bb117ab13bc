/* The transformation functions, as an inline document asks for them. */
#include "model_transform.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

#define ROOT "http://www.xbrl.org/inlineXBRL/transformation/"
#define TR1  ROOT "2010-04-20"
#define TR2  ROOT "2011-07-31"
#define TR3  ROOT "2015-02-26"
#define TR4  ROOT "2020-02-12"
#define TR5  ROOT "2022-02-16"
#define SEC  "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"

typedef struct example {
    const char *registry;
    const char *name;
    const char *in;
    const char *out; /* NULL: refused */
} example;

static void check(const example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const example *e = &examples[i];
        const ks_transform *t = ks_transform_find(ks_sv_from(e->registry), ks_sv_from(e->name));
        ck_assert_msg(t != NULL, "no %s", e->name);
        ks_str out;
        ks_str_init(&out);
        ks_str_add(&out, "=");
        ks_status status = ks_transform_apply(t, ks_sv_from(e->in), &out);
        ck_assert_msg(status == (e->out != NULL ? KS_OK : KS_REFUSED), "%s(%s): %s", e->name, e->in,
                      ks_status_name(status));
        ck_assert_msg(strcmp(out.ptr + 1, e->out != NULL ? e->out : "") == 0, "%s(%s) = %s",
                      e->name, e->in, out.ptr + 1);
        ks_str_release(&out);
    }
}
#define CHECK(examples) check(examples, sizeof(examples) / sizeof *(examples))

START_TEST(test_numbers)
{
    static const example examples[] = {
        {TR1, "numcommadot", "1,234.50", "1234.50"},
        {TR1, "numcommadot", "1234.50", NULL}, /* the first registry wants its separators */
        {TR1, "numcomma", "1234,5", "1234.5"},
        {TR1, "numspacecomma", "1\u00A0234,5", "1234.5"},
        {TR1, "numdash", "-", "0"},
        {TR3, "numdotdecimal", "1234", "1234"},
        {TR3, "numdotdecimal", "1,234", "1234"},
        {TR3, "numdotdecimal", "1,23", NULL},
        {TR3, "numdotdecimal", " 0.50 ", "0.50"},
        {TR3, "numdotdecimal", "1.", NULL},
        {TR3, "numdotdecimal", "(1)", NULL},
        {TR4, "num-dot-decimal", "1,23,456.70", "123456.7"},
        {TR4, "num-dot-decimal", ".5", "0.5"},
        {TR4, "num-dot-decimal", "000", "0"},
        {TR4, "num-dot-decimal", "", NULL},
        {TR4, "num-dot-decimal", ",", NULL},
        {TR4, "num-dot-decimal", "1.2.3", NULL},
        {TR4, "num-comma-decimal", "1.234.567,80", "1234567.8"},
        {TR5, "num-dot-decimal-apos", "1'234\u2019567.5", "1234567.5"},
        {TR5, "num-comma-decimal-apos", "1'234,5", "1234.5"},
        {TR4, "num-unit-decimal", "１，０００円５銭", "1000.05"},
        {TR5, "num-unit-decimal-apos", "1'000 francs 50", "1000.5"},
        {TR2, "numunitdecimal", "30 euro", NULL},
        {TR3, "numdotdecimalin", "1,00,00,000.25", "10000000.25"},
        {TR3, "zerodash", "\u2014", "0"},
        {TR3, "zerodash", "--", NULL},
        {TR4, "fixed-zero", "nil", "0"},
        {TR4, "fixed-empty", "whatever", ""},
    };
    CHECK(examples);
}
END_TEST

START_TEST(test_dates_by_numbers)
{
    static const example examples[] = {
        {TR1, "datedoteu", "31.12.10", "2010-12-31"},
        {TR1, "dateslashus", "12/31/2010", "2010-12-31"},
        {TR1, "dateslashus", "31/12/2010", NULL},
        {TR4, "date-day-month-year", "29.2.2019", NULL},
        {TR4, "date-day-month-year", "29 . 2 . 2020", "2020-02-29"},
        {TR4, "date-day-month-year", "०१.०२.२०२०", "2020-02-01"},
        {TR4, "date-month-day", "2/29", "--02-29"},
        {TR4, "date-year-month", "２０２０年１２月", "2020-12"},
        {TR4, "date-year-month-day", "2020年12月31日", "2020-12-31"},
        {TR4, "date-month-year", "12/2020", "2020-12"},
        {TR4, "date-month-year", "13/2020", NULL},
        {TR4, "date-month-year", "12/202", NULL},
        {TR4, "date-month-year", "12/0000", NULL}, /* there is no year 0 */
    };
    CHECK(examples);
}
END_TEST

START_TEST(test_dates_in_words)
{
    static const example examples[] = {
        {TR1, "datelongus", "December 31, 2010", "2010-12-31"},
        {TR1, "datelongus", "DECEMBER 31, 2010", NULL},
        {TR1, "dateshortuk", "1 Dec 2010", "2010-12-01"},
        {TR4, "date-day-monthname-year-en", "31st of December, 2020", "2020-12-31"},
        {TR4, "date-monthname-day-year-en", "december 31, 2020", NULL},
        {TR4, "date-day-monthname-de", "31. Dezember", "--12-31"},
        {TR4, "date-day-monthname-year-de", "1. MÄRZ 2020", "2020-03-01"},
        {TR4, "date-day-monthname-year-de", "1. mÄRZ 2020", NULL},
        {TR4, "date-day-monthname-de", "31. Dezemberrrr", NULL}, /* seven letters are too many */
        {TR4, "date-day-monthname-year-bg", "31 декември 2020 г.", "2020-12-31"},
        {TR4, "date-day-monthname-year-cs", "5. července 2020", "2020-07-05"},
        {TR4, "date-monthname-year-cs", "červen 2020", "2020-06"},
        {TR4, "date-monthname-year-cs", "červenec 2020", "2020-07"},
        {TR4, "date-day-monthname-year-el", "31 ΔΕΚΕΜΒΡΙΟΥ 2020", "2020-12-31"},
        {TR4, "date-day-monthname-year-el", "1 Ιουλίου 2020", "2020-07-01"},
        {TR4, "date-day-monthname-fi", "31. joulukuuta", "--12-31"},
        {TR4, "date-day-monthname-year-fr", "1er août 2020", "2020-08-01"},
        {TR4, "date-year-monthname-day-hu", "2020. március 15", "2020-03-15"},
        {TR4, "date-monthname-day-lt", "gruodžio 31 d.", "--12-31"},
        {TR4, "date-year-day-monthname-lv", "2020. gada 31. decembris", "2020-12-31"},
        {TR4, "date-day-monthname-year-pl", "31 grudnia 2020 r.", "2020-12-31"},
        {TR4, "date-day-monthname-year-sv", "31 december 2020", "2020-12-31"},
        {TR4, "date-day-monthroman-year", "31 XII 2020", "2020-12-31"},
        {TR4, "date-day-monthroman", "31 iv", NULL}, /* April has 30 days */
        {TR4, "date-monthroman-year", "IX.2020", "2020-09"},
        {TR4, "date-monthroman-year", "XIII.2020", NULL},
        {TR5, "date-day-monthname-year-cy", "31 Rhagfyr 2020", "2020-12-31"},
        {TR4, "date-jpn-era-year-month-day", "令和元年５月１日", "2019-05-01"},
        {TR4, "date-jpn-era-year-month-day", "明治45年7月30日", "1912-07-30"},
        {TR4, "date-jpn-era-year-month", "昭和64年1月", "1989-01"},
        {TR4, "date-day-monthname-year-hi", "31 दिसंबर 2020", "2020-12-31"},
        {TR4, "date-ind-day-monthname-year-hi", "1 Chaitra 1946", "2024-03-21"},
        {TR4, "date-ind-day-monthname-year-hi", "31 Chaitra 1945", NULL}, /* no leap year */
    };
    CHECK(examples);
}
END_TEST

START_TEST(test_functions_of_the_sec)
{
    static const example examples[] = {
        {SEC, "duryear", "2.5", "P2Y6M"},
        {SEC, "duryear", "-0.25", "-P0Y3M"},
        {SEC, "duryear", "-0", "P0Y"},
        {SEC, "durmonth", "1.5", "P1M15D"},
        {SEC, "durweek", "1.5", "P10D"},
        {SEC, "durday", "0.5", "P0DT12H"},
        {SEC, "durhour", "36", "PT36H"},
        {SEC, "durhour", "x", NULL},
        {SEC, "datequarterend", "First Quarter of 2020", "2020-03-31"},
        {SEC, "datequarterend", "Q4 2019", "2019-12-31"},
        {SEC, "datequarterend", "2020, 2nd quarter", "2020-06-30"},
        {SEC, "numwordsen", "No", "0"},
        {SEC, "numwordsen", "Twenty-five", "25"},
        {SEC, "numwordsen", "eleven hundred and five", "1105"},
        {SEC, "numwordsen", "one million, two hundred thousand and seven", "1200007"},
        {SEC, "numwordsen", "three thousand five hundred", "3500"},
        {SEC, "numwordsen", "twenty thousands", NULL},
        {SEC, "numwordsen", "five two", NULL},
        {SEC, "durwordsen", "two years, six months and 3 days", "P2Y6M3D"},
        {SEC, "durwordsen", "eighteen-month", "P18M"},
        {SEC, "durwordsen", "no years", "P0D"},
        {SEC, "durwordsen", "six days, two years", NULL},
        {SEC, "boolballotbox", "\u2610", "false"},
        {SEC, "boolballotbox", "\u2612", "true"},
        {SEC, "yesnoballotbox", "\u2611", "Yes"},
        {SEC, "countrynameen", "The  People’s Republic of China", "CN"},
        {SEC, "countrynameen", "Atlantis", NULL},
        {SEC, "countrynameen", "U.S.A.", "US"},
        {SEC, "edgarprovcountryen", "Japan", "M0"},
        {SEC, "edgarprovcountryen", "Ontario, Canada", "A6"},
        {SEC, "stateprovnameen", "New York", "NY"},
        {SEC, "exchnameen", "The NASDAQ Global Select Market LLC", "NASDAQ"},
        {SEC, "exchnameen", "New York Stock Exchange", "NYSE"},
        {SEC, "entityfilercategoryen", "Non-Accelerated Filer", "Non-accelerated Filer"},
        {SEC, "numinf", "unlimited", "INF"},
    };
    CHECK(examples);
}
END_TEST

START_TEST(test_a_registry_has_its_own_functions)
{
    ck_assert_ptr_null(ks_transform_find(KS_SV(TR2), KS_SV("datedaymonthdk")));
    ck_assert_ptr_nonnull(ks_transform_find(KS_SV(TR3), KS_SV("datedaymonthdk")));
    ck_assert_ptr_null(ks_transform_find(KS_SV(TR4), KS_SV("num-dot-decimal-apos")));
    ck_assert_ptr_null(ks_transform_find(KS_SV(TR4), KS_SV("numdotdecimal")));
    ck_assert_ptr_null(ks_transform_find(KS_SV("http://example.com"), KS_SV("numdotdecimal")));
    ck_assert(ks_transform_is_registry(KS_SV(SEC)));
    ck_assert(!ks_transform_is_registry(KS_SV("http://example.com")));
    ck_assert_str_eq(ks_transform_nearest(KS_SV(TR4), KS_SV("num-dot-decimals")),
                     "num-dot-decimal");
    ck_assert_ptr_null(ks_transform_nearest(KS_SV(TR4), KS_SV("qwertyuiop")));
}
END_TEST

/* What a message shows as an example must be accepted. */
START_TEST(test_examples_are_accepted)
{
    static const struct {
        const char *registry;
        const char *names;
    } some[] = {
        {TR1, "datedoteu datedotus datelongdaymonthuk datelongmonthdayus datelongmonthyear "
              "datelonguk datelongus datelongyearmonth dateshortdaymonthuk dateshortmonthdayus "
              "dateshortmonthyear dateshortuk dateshortus dateshortyearmonth dateslashdaymontheu "
              "dateslasheu dateslashmonthdayus dateslashus numcomma numcommadot numdash "
              "numdotcomma numspacecomma numspacedot"},
        {TR3, "calindaymonthyear datedaymonth datedaymonthdk datedaymonthyearin "
              "dateerayearmonthdayjp dateyearmonthdaycjk numcommadecimal numdotdecimalin "
              "numunitdecimal numunitdecimalin zerodash"},
        {TR5, "date-day-monthname-year-bg date-day-monthname-cs date-monthname-year-cs "
              "date-day-monthname-da date-monthname-year-de date-day-monthname-el "
              "date-day-monthname-es date-day-monthname-et date-day-monthname-fi "
              "date-day-monthname-fr date-day-monthname-hr date-monthname-day-hu "
              "date-year-monthname-hu date-year-monthname-day-hu date-day-monthname-it "
              "date-monthname-day-lt date-year-monthname-lt date-year-monthname-day-lt "
              "date-day-monthname-lv date-year-monthname-lv date-year-day-monthname-lv "
              "date-day-monthname-nl date-day-monthname-no date-day-monthname-pl "
              "date-day-monthname-pt date-day-monthname-ro date-day-monthname-sk "
              "date-day-monthname-sl date-day-monthname-sv date-day-monthname-cy "
              "date-day-monthname-year-cy date-monthname-year-cy date-ind-day-monthname-year-hi "
              "date-monthname-year-hi date-monthroman-year num-unit-decimal-apos"},
        {SEC, "boolballotbox countrynameen datequarterend durday durwordsen edgarprovcountryen "
              "entityfilercategoryen exchnameen numwordsen stateprovnameen"},
    };
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        ks_sv rest = ks_sv_from(some[i].names);
        for (ks_sv name = ks_sv_next_token(&rest); name.len > 0; name = ks_sv_next_token(&rest)) {
            const ks_transform *t = ks_transform_find(ks_sv_from(some[i].registry), name);
            ck_assert_msg(t != NULL, "no %.*s", KS_SV_ARG(name));
            ks_str out;
            ks_str_init(&out);
            ks_status status = ks_transform_apply(t, ks_sv_from(ks_transform_example(t)), &out);
            ck_assert_msg(status == KS_OK, "%.*s(%s)", KS_SV_ARG(name), ks_transform_example(t));
            ks_str_release(&out);
        }
    }
}
END_TEST

/* A text of names without a year must not cost the square of a document. */
START_TEST(test_long_text_is_refused_at_once)
{
    ks_str text, out;
    ks_str_init(&text);
    ks_str_init(&out);
    ks_str_add(&text, "1 ");
    for (int i = 0; i < 300000; i++) {
        ks_str_add(&text, "Jan ");
    }
    const ks_transform *t = ks_transform_find(KS_SV(TR4), KS_SV("date-day-monthname-year-en"));
    ck_assert_int_eq(ks_transform_apply(t, ks_str_view(&text), &out), KS_REFUSED);
    ks_str_release(&text);
    ks_str_release(&out);
}
END_TEST

KS_TEST_MAIN("model_transform", test_numbers, test_dates_by_numbers, test_dates_in_words,
             test_functions_of_the_sec, test_a_registry_has_its_own_functions,
             test_examples_are_accepted, test_long_text_is_refused_at_once)

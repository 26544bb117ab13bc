#include "test_build.h"

START_TEST(test_one_in_the_last_digit_is_a_note)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "70.0%", "70.1%",
         "percent.last-digit ops.en.tsv:3:4 \"Services\": printed 70.1%, recomputed 70.0% = 100 × "
         "7,000 ÷ 10,000: one apart in the last digit [3:3] [5:3]"},
        {"ops.en.tsv", "(10.7%)", "(10.8%)",
         "change.last-digit ops.en.tsv:11:6 \"Net income\": change printed as (10.8%), recomputed "
         "-10.7% = 100 × (5,000 − 5,600) ÷ 5,600: one apart in the last digit [11:3] [11:5]"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, false);
    static const build_change dollars[] = {
        {"ops.en.tsv", "Rent\t6\t", "Rent\t7\t",
         "sum.rounding ops.en.tsv:10:2 \"Total costs\" is printed as 50, its items add up to 51: 1 "
         "apart, which rounding explains: 42 + 7 + 2 [7:2] [8:2] [9:2]\n"
         "translation.last-digit ops.en.tsv:8:2 \"Rent\": printed 7, at the rate 6 = 600 ÷ 100: "
         "one apart in the last digit [8:3]"},
    };
    assert_changes(dollars, 1, false);
}
END_TEST

START_TEST(test_more_is_a_warning)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "70.0%", "70.2%",
         "percent.off ops.en.tsv:3:4 \"Services\": printed 70.2%, but recomputed 70.0% = "},
        {"ops.en.tsv", "70.0%", "(70.0%)", "percent.off ops.en.tsv:3:4 "},
        {"ops.en.tsv", "108.3", "103.8", "change.off ops.en.tsv:10:6 "},
        {"ops.en.tsv", "Net income\t50\t", "Net income\t48\t", "sum.wrong ops.en.tsv:11:2 "},
        {"ops.en.tsv", "Services\t70\t", "Services\t72\t",
         "sum.wrong ops.en.tsv:5:2 \ntranslation.off ops.en.tsv:3:2 \"Services\": printed 72, but "
         "at "
         "the rate 70 = 7,000 ÷ 100 [3:3]"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, false);
}
END_TEST

START_TEST(test_the_same_figure_in_two_prints_is_said_once)
{
    build_case c;
    begin_case(&c);
    change(&c, "ops.en.tsv", "70.0%", "70.1%");
    change(&c, "ops.ja.tsv", "70.0%", "70.1%");
    change(&c, "ops.ja.tsv", "△10.7%", "△12.0%");
    build(&c);
    assert_findings(&c, "percent.last-digit ops.en.tsv:3:4 \nchange.off ops.ja.tsv:11:6 ");
    end_case(&c);
}
END_TEST

START_TEST(test_nothing_to_compute_with)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "2.0\t-\t", "2.0\t-\t5.0", "check.impossible ops.en.tsv:9:6 \"5.0\" "},
        {"ops.en.tsv", "2.0\t-\t", "2.0\t-\t-", ""},
        {"ops.en.tsv", "2.0\t-\t", "2.0\t0\t5.0", "check.impossible ops.en.tsv:9:6 \"5.0\" "},
        {"ops.en.tsv", "2.0\t-\t", "2.0\t0\tn/a", ""},
        {"ops.en.tsv", "2.0\t-\t", "2.0\t\t5.0", "check.impossible ops.en.tsv:9:6 "},
        {"ops.en.tsv", "70.0%", "-",
         "check.nothing ops.en.tsv:3:4 \"-\" says that there is "
         "nothing, but recomputed it is 70 = 100 × 7,000 ÷ 10,000"},
        {"ops.en.tsv", "70.0%", "", ""},
        {"ops.en.tsv", "3,000\t0.0", "3,000\t-", ""},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, false);
}
END_TEST

START_TEST(test_sums_that_are_wrong_show_their_items)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "3,000\t0.0\nTotal revenues\t100\t10,000\t100.0\t8,000\t25.0",
         "3,000\t0.0\nTotal revenues\t100\t10,000\t100.0\t8,900\t12.4",
         "sum.wrong ops.en.tsv:5:5 \"Total revenues\" is printed as 8,900, but its items add up to "
         "8,000, 900 apart: 5,000 + 3,000 [3:5] [4:5]"},
        {"ops.en.tsv", "5,600\t(10.7%)", "5,700\t(12.3%)",
         "sum.wrong ops.en.tsv:11:5 \"Net income\" is printed as 5,700, but its items add up to "
         "5,600, 100 apart: 8,000 − 2,400 [5:5] [10:5]"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, false);
}
END_TEST

START_TEST(test_the_same_wrong_sum_in_two_prints_is_said_once)
{
    build_case c;
    begin_case(&c);
    change(&c, "ops.en.tsv", "5,600\t(10.7%)", "5,700\t(12.3%)");
    change(&c, "ops.ja.tsv", "5,600\t△10.7%", "5,700\t△12.3%");
    build(&c);
    assert_findings(&c, "sum.wrong ops.en.tsv:11:5 ");
    end_case(&c);
}
END_TEST

START_TEST(test_one_mistake_is_one_finding)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "70\t7,000\t", "70\t7,00,0\t",
         "figure.separators ops.en.tsv:3:3 \"7,00,0\" is no figure"},
        {"ops.en.tsv", "100\t10,000\t", "100\t(10,000\t", "figure.brackets ops.en.tsv:5:3 "},
        {"ops.en.tsv", "70.0%", "7.0.0%", "figure.points ops.en.tsv:3:4 "},
        {"ops.en.tsv", "70\t7,000\t", "7O\t7,000\t",
         "figure.character ops.en.tsv:3:2 \"7O\" is no figure because of \"O\""},
        {"ops.en.tsv", "70\t7,000\t", "70%\t7,000\t",
         "figure.percent ops.en.tsv:3:2 \"70%\" is a percentage, but \"Services\" is no ratio"},
        {"ops.en.tsv", "Services", "Services (3)",
         "note.undeclared ops.en.tsv:3:1 the label \"Services\" bears the mark (3)"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

KS_TEST_MAIN("build_checks", test_one_in_the_last_digit_is_a_note, test_more_is_a_warning,
             test_the_same_figure_in_two_prints_is_said_once, test_nothing_to_compute_with,
             test_sums_that_are_wrong_show_their_items,
             test_the_same_wrong_sum_in_two_prints_is_said_once, test_one_mistake_is_one_finding)

/* Findings as lines of text. */
#include "test.h"

#include "report_text.h"

static ks_finding make_finding(const char *id, ks_severity severity, ks_place place,
                               const char *message)
{
    return (ks_finding){
        .id = id, .code = "", .severity = severity, .place = place, .message = message};
}

static void check_finding(const ks_finding *finding, ks_lang lang, const char *expected)
{
    ks_str out;
    ks_str_init(&out);
    ks_report_text_finding(&out, finding, lang);
    ck_assert_int_eq(ks_str_status(&out), KS_OK);
    ck_assert_str_eq(out.ptr, expected);
    ks_str_release(&out);
}

static void check_counts(size_t notes, size_t warnings, size_t errors, ks_lang lang,
                         const char *expected)
{
    ks_str out;
    ks_str_init(&out);
    ks_report_text_counts(&out, (size_t[3]){notes, warnings, errors}, 0, lang);
    ck_assert_str_eq(out.ptr, expected);
    ks_str_release(&out);
}

START_TEST(test_writes_place_severity_message_and_id)
{
    ks_related related[] = {{{"b.tsv", 12, 3}, "1,235"}, {{NULL, 0, 0}, "recomputed: 1,236"}};
    ks_finding finding =
        make_finding("tie.disagree", KS_WARNING, (ks_place){"a.tsv", 12, 4}, "two prints disagree");
    finding.related = related;
    finding.related_count = 2;
    check_finding(&finding, KS_LANG_EN,
                  "a.tsv:12:4: warning: two prints disagree [tie.disagree]\n"
                  "    b.tsv:12:3: 1,235\n"
                  "                recomputed: 1,236\n");
    check_finding(&finding, KS_LANG_JA,
                  "a.tsv:12:4: 警告: two prints disagree [tie.disagree]\n"
                  "    b.tsv:12:3: 1,235\n"
                  "                recomputed: 1,236\n");
}
END_TEST

START_TEST(test_related_places_of_the_same_file_are_short)
{
    ks_related related[] = {
        {{"a.tsv", 12, 13}, "1"}, {{"a.tsv", 7, 3}, "22"}, {{"a.tsv", 0, 0}, "all of it"}};
    const ks_finding finding = {.id = "sum.off",
                                .code = "",
                                .severity = KS_WARNING,
                                .place = {"a.tsv", 12, 4},
                                .message = "m",
                                .related = related,
                                .related_count = 3};
    check_finding(&finding, KS_LANG_EN,
                  "a.tsv:12:4: warning: m [sum.off]\n"
                  "    12:13: 1\n"
                  "    7:3:   22\n"
                  "    a.tsv: all of it\n");
}
END_TEST

START_TEST(test_leaves_out_what_is_unknown)
{
    ks_finding finding = make_finding("x.y", KS_ERROR, (ks_place){"a.tsv", 7, 0}, "m");
    check_finding(&finding, KS_LANG_EN, "a.tsv:7: error: m [x.y]\n");
    finding.place.line = 0;
    finding.place.column = 9;
    check_finding(&finding, KS_LANG_EN, "a.tsv: error: m [x.y]\n");
    finding.place = KS_NOWHERE;
    finding.severity = KS_NOTE;
    check_finding(&finding, KS_LANG_JA, "注記: m [x.y]\n");
}
END_TEST

START_TEST(test_defuses_control_characters)
{
    ks_finding finding = make_finding("x.y", KS_ERROR, (ks_place){"a\x1b[2J", 1, 1}, "m\nn\x7f");
    check_finding(&finding, KS_LANG_EN, "a [2J:1:1: error: m n  [x.y]\n");
}
END_TEST

START_TEST(test_counts_by_kind)
{
    check_counts(3, 1, 2, KS_LANG_EN, "2 errors, 1 warning, 3 notes");
    check_counts(1, 0, 0, KS_LANG_EN, "1 note");
    check_counts(0, 0, 0, KS_LANG_EN, "no findings");
    check_counts(3, 1, 2, KS_LANG_JA, "エラー2件、警告1件、注記3件");
    check_counts(0, 0, 0, KS_LANG_JA, "指摘なし");
}
END_TEST

KS_TEST_MAIN("report_text", test_writes_place_severity_message_and_id,
             test_related_places_of_the_same_file_are_short, test_leaves_out_what_is_unknown,
             test_defuses_control_characters, test_counts_by_kind)

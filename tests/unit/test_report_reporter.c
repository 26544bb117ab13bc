/* Reports of every format, baselines, fingerprints, excerpts. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base_str.h"
#include "report_baseline.h"
#include "report_excerpt.h"
#include "report_fingerprint.h"
#include "report_reporter.h"
#include "test_failing.h"

static ks_status keep(ks_sv piece, void *user)
{
    ks_str_add_sv(user, piece);
    return ks_str_status(user);
}

static ks_finding make_finding(ks_finding_id id, const char *file, uint32_t line,
                               const char *const *arguments, size_t count)
{
    const ks_finding_info *info = ks_finding_info_get(id);
    return (ks_finding){
        .id = info->id,
        .code = info->code,
        .severity = info->severity,
        .outcome = info->outcome,
        .place = {file, line, 3},
        .message = "100% <wrong>, \"quoted\"\nand longer",
        .rule = id,
        .arguments = arguments,
        .argument_count = count,
    };
}

static const char *const UNIT[] = {"Cash", "JYP", "JPY"};

/* Tells `count` findings of one input in a format. */
static ks_status write_report(const char *format, size_t count, ks_str *out)
{
    const ks_report_setup setup = {.fail_on = KS_ERROR, .put = keep, .put_user = out};
    const size_t counts[3] = {0, 0, count};
    const ks_report_end end = {.counts = counts, .exit_code = 1};
    const ks_related related = {{"b.xbrl", 7, 1}, "there"};
    ks_reporter *reporter = NULL;
    ks_status status = ks_reporter_new(format, &setup, &reporter);
    if (status == KS_OK) {
        status = ks_reporter_input(reporter, "./a b.xbrl");
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_finding finding =
            make_finding(KS_F_INSTANCE_DANGLING_UNIT, "./a b.xbrl", (uint32_t)i + 1, UNIT, 3);
        finding.related = &related;
        finding.related_count = 1;
        status = ks_reporter_tell(reporter, &finding);
    }
    if (status == KS_OK) {
        status = ks_reporter_end(reporter, &end);
    }
    ks_reporter_free(reporter);
    return status;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    while ((text = strstr(text, part)) != NULL) {
        count++;
        text += strlen(part);
    }
    return count;
}

START_TEST(test_escapes_and_caps_annotations)
{
    ks_str out;
    ks_str_init(&out);
    ck_assert_int_eq(write_report("github", 12, &out), KS_OK);
    ck_assert_uint_eq(count_of(out.ptr, "::error "), 10);
    ck_assert_ptr_nonnull(strstr(out.ptr, "::error file=a b.xbrl,line=1,col=3,"
                                          "title=instance.dangling-unit::100%25 <wrong>, "
                                          "\"quoted\"%0Aand longer\n"));
    ck_assert_ptr_nonnull(strstr(out.ptr, "::error title=kessan::and 3 errors more;"));
    ks_str_clear(&out);
    ck_assert_int_eq(write_report("github", 10, &out), KS_OK);
    ck_assert_uint_eq(count_of(out.ptr, "::error file="), 10);
    ks_str_release(&out);
}
END_TEST

START_TEST(test_knows_its_formats)
{
    ks_reporter *reporter = NULL;
    const ks_report_setup setup = {.put = keep};
    ck_assert_int_eq(ks_reporter_new("html", &setup, &reporter), KS_ERR_NOT_FOUND);
    ck_assert_str_eq(ks_reporter_name(0), "text");
    ck_assert_ptr_null(ks_reporter_name(5));
}
END_TEST

START_TEST(test_fingerprint_outlives_lines_and_files)
{
    static const char *const here[] = {"2,000", "income.tsv:7:3"};
    static const char *const there[] = {"2,000", "income.tsv:91:4"};
    static const char *const other[] = {"2,001", "income.tsv:7:3"};
    static const char *const parted[] = {"2,000income.tsv", ""};
    char a[KS_FINGERPRINT_SIZE], b[KS_FINGERPRINT_SIZE];
    ks_finding finding = make_finding(KS_F_TIE_DISAGREE, "a.tsv", 7, here, 2);
    ks_fingerprint(&finding, a);
    ck_assert_uint_eq(strlen(a), 32);
    finding = make_finding(KS_F_TIE_DISAGREE, "b.tsv", 91, there, 2);
    finding.message = "その言語の文";
    ks_fingerprint(&finding, b);
    ck_assert_str_eq(a, b);
    finding.arguments = other;
    ks_fingerprint(&finding, b);
    ck_assert_str_ne(a, b);
    finding.arguments = parted;
    ks_fingerprint(&finding, b);
    ck_assert_str_ne(a, b);
    finding = make_finding(KS_F_SUM_WRONG, "a.tsv", 7, here, 2);
    ks_fingerprint(&finding, b);
    ck_assert_str_ne(a, b);
}
END_TEST

static void check_excerpt(const char *line, uint32_t start, uint32_t end, size_t width,
                          const char *expected)
{
    const ks_report_excerpt excerpt = {ks_sv_from(line), {start, end}, width, "", ""};
    ks_str out;
    ks_str_init(&out);
    ks_report_excerpt_add(&out, &excerpt);
    ck_assert_str_eq(out.ptr, expected);
    ks_str_release(&out);
}

START_TEST(test_caret_stands_below_its_character)
{
    check_excerpt("<a/>", 2, 0, 80, "    <a/>\n     ^\n");
    check_excerpt("売上\t12", 4, 6, 80, "    売上    12\n            ^~\n");
    check_excerpt("売上高", 2, 4, 80, "    売上高\n      ^~~~\n");
    check_excerpt("e\xcc\x81x", 3, 0, 80, "    e\xcc\x81x\n     ^\n");
    check_excerpt("ab", 9, 0, 80, "    ab\n      ^\n");
    check_excerpt("ab\x1b[2J", 0, 0, 80, "    ab [2J\n");
}
END_TEST

START_TEST(test_long_lines_are_cut_around_the_place)
{
    check_excerpt("0123456789abcdefghijklmnopqrstuvwxyz", 1, 0, 24,
                  "    0123456789abcdefghi…\n    ^\n");
    check_excerpt("0123456789abcdefghijklmnopqrstuvwxyz", 36, 0, 24,
                  "    …hijklmnopqrstuvwxyz\n                       ^\n");
    check_excerpt("0123456789abcdefghijklmnopqrstuvwxyz", 19, 0, 24,
                  "    …9abcdefghijklmnopq…\n              ^\n");
}
END_TEST

START_TEST(test_baseline_knows_as_many_as_it_says)
{
    ks_finding finding = make_finding(KS_F_INSTANCE_DANGLING_UNIT, "a.xbrl", 5, UNIT, 3);
    ks_baseline written, read;
    ks_sink sink;
    ks_str text;
    bool is_known = false;
    ks_str_init(&text);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_baseline_init(&written, NULL);
    ks_baseline_init(&read, NULL);
    ck_assert_int_eq(ks_baseline_input(&written, "a.xbrl"), KS_OK);
    ck_assert_int_eq(ks_baseline_add(&written, &finding), KS_OK);
    ck_assert_int_eq(ks_baseline_add(&written, &finding), KS_OK);
    ks_baseline_write(&written, &text);
    ck_assert_int_eq(ks_baseline_read(&read, "known.json", ks_str_view(&text), &sink), KS_OK);
    ck_assert_int_eq(ks_baseline_input(&read, "a.xbrl"), KS_OK);
    finding.place.line = 77;
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(ks_baseline_take(&read, &finding, &is_known), KS_OK);
        ck_assert_int_eq(is_known, i < 2);
    }
    ks_baseline_report_stale(&read, &sink);
    ck_assert_uint_eq(sink.counts[KS_NOTE], 0);
    ks_baseline_release(&read);
    ks_baseline_init(&read, NULL);
    ck_assert_int_eq(ks_baseline_read(&read, "known.json", ks_str_view(&text), &sink), KS_OK);
    ks_baseline_report_stale(&read, &sink); /* its file is not checked */
    ck_assert_uint_eq(sink.counts[KS_NOTE], 0);
    ck_assert_int_eq(ks_baseline_input(&read, "a.xbrl"), KS_OK);
    ks_baseline_report_stale(&read, &sink);
    ck_assert_uint_eq(sink.counts[KS_NOTE], 1);
    ck_assert_int_eq(ks_baseline_read(&read, "known.json", KS_SV("[]"), &sink), KS_REFUSED);
    ks_baseline_release(&written);
    ks_baseline_release(&read);
    ks_str_release(&text);
}
END_TEST

static bool write_all(void)
{
    bool is_done = true;
    for (size_t i = 0; ks_reporter_name(i) != NULL; i++) {
        ks_str out;
        ks_str_init(&out);
        ks_status status = write_report(ks_reporter_name(i), 11, &out);
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
        is_done = is_done && status == KS_OK;
        ks_str_release(&out);
    }
    return is_done;
}

START_TEST(test_tells_short_memory)
{
    fail_each_allocation(write_all);
}
END_TEST

KS_TEST_MAIN("report_reporter", test_escapes_and_caps_annotations, test_knows_its_formats,
             test_fingerprint_outlives_lines_and_files, test_caret_stands_below_its_character,
             test_long_lines_are_cut_around_the_place, test_baseline_knows_as_many_as_it_says,
             test_tells_short_memory)

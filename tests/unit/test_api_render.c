/* An instance read from files and laid out as a view: by statement, by page, with memory short. */
#include "model_instance.h"
#include "read_instance.h"
#include "test_failing.h"
#include "test_findings.h"
#include "write_view.h"

static ks_names names;
static ks_io_resolver resolver;
static ks_report_pair report;
static ks_str findings;

static const char *const LANGUAGES[] = {"ja", "en"};
static ks_write_view_options options;

static void set_up(void)
{
    ks_sink sink;
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    report = (ks_report_pair){NULL, NULL};
    ck_assert_int_eq(ks_read_report(KS_SOURCE_DIR "/tests/golden/bases/render/report.xbrl", &names,
                                    &resolver, &sink, &report),
                     KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    options = (ks_write_view_options){.id = "report",
                                      .instance_file = "report.xbrl",
                                      .languages = LANGUAGES,
                                      .language_count = 2,
                                      .sorts_periods = true};
}

static void tear_down(void)
{
    ks_report_pair_release(&report);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static size_t count_in(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void write_all(ks_str *out)
{
    ks_str_init(out);
    ck_assert_int_eq(ks_write_view(report.instance, &options, out), KS_OK);
}

START_TEST(test_every_fact_is_in_the_view)
{
    ks_str text;
    write_all(&text);
    ck_assert_uint_eq(count_in(text.ptr, "<fact id="), report.instance->facts.count);
    /* Definitions are numbered 0002, 0010, 0011, 0001: in that order, the rest behind them. */
    const char *notes = strstr(text.ptr, "role/Notes\"");
    const char *income = strstr(text.ptr, "role/Income\"");
    const char *equity = strstr(text.ptr, "role/Equity\"");
    const char *others = strstr(text.ptr, "shape=\"list\"");
    ck_assert_ptr_nonnull(notes);
    ck_assert_ptr_nonnull(others);
    ck_assert(notes < income && income < equity && equity < others);
    ck_assert_uint_eq(count_in(others, "concept=\"r:Employees\""), 2); /* row and fact */
    ks_str_release(&text);
}
END_TEST

START_TEST(test_members_stand_behind_what_they_sum_up)
{
    ks_str text;
    options.only = "Changes in equity";
    write_all(&text);
    const char *capital = strstr(text.ptr, "name=\"r:CapitalMember\"");
    const char *retained = strstr(text.ptr, "name=\"r:RetainedMember\"");
    const char *total = strstr(text.ptr, "name=\"r:EquityMember\"");
    ck_assert(capital != NULL && capital < retained && retained < total);
    ck_assert_uint_eq(count_in(text.ptr, "<period id="), 2); /* the first balance has no column */
    ck_assert_ptr_null(strstr(text.ptr, "[Member]"));
    ks_str_release(&text);
}
END_TEST

START_TEST(test_one_statement_is_named_in_many_ways)
{
    static const char *const NAMES[] = {"http://example.com/role/Loans", "Loans",
                                        "0011 - Schedule - Loans"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        ks_str text;
        options.only = NAMES[i];
        write_all(&text);
        ck_assert_uint_eq(count_in(text.ptr, "<statement "), 1);
        ck_assert_uint_eq(count_in(text.ptr, "shape=\"records\""), 1);
        ck_assert_uint_eq(count_in(text.ptr, "<row "), 8); /* one for each lender */
        ks_str_release(&text);
    }
    ks_view_book *book = NULL;
    options.only = "Lones";
    ck_assert_int_eq(ks_view_book_new(report.instance, &options, &book), KS_ERR_NOT_FOUND);
    ck_assert_ptr_null(book);
    ck_assert_str_eq(ks_view_nearest_role(report.instance, "Lones"), "Loans");
}
END_TEST

START_TEST(test_pages_are_the_statements)
{
    ks_view_book *book = NULL;
    ks_str text;
    ks_str_init(&text);
    ck_assert_int_eq(ks_view_book_new(report.instance, &options, &book), KS_OK);
    ck_assert_uint_eq(ks_view_book_page_count(book), 5);
    ck_assert_str_eq(ks_view_book_page_id(book, 0), "index");
    ck_assert_str_eq(ks_view_book_page_id(book, 2), "Income");
    ck_assert_int_eq(ks_view_book_write_page(book, 2, &text), KS_OK);
    ck_assert_uint_eq(count_in(text.ptr, "<statement "), 1);
    ck_assert_uint_eq(count_in(text.ptr, "<fact id="), 8);
    ck_assert_uint_eq(count_in(text.ptr, "<footnote "), 1);
    ck_assert_ptr_nonnull(strstr(text.ptr, "<link relation=\"previous\" page=\"Notes\">"));
    ck_assert_ptr_nonnull(strstr(text.ptr, "<link relation=\"next\" page=\"Equity\">"));
    ks_str_clear(&text);
    ck_assert_int_eq(ks_view_book_write_contents(book, &text), KS_OK);
    ck_assert_uint_eq(count_in(text.ptr, "<entry "), 5);
    ck_assert_uint_eq(count_in(text.ptr, "<footnote "), 0);
    ks_view_book_free(book);
    ks_str_release(&text);
}
END_TEST

static bool write_pages(void)
{
    ks_view_book *book = NULL;
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_view_book_new(report.instance, &options, &book);
    for (size_t i = 1; status == KS_OK && i <= ks_view_book_page_count(book); i++) {
        ks_str_clear(&text);
        status = ks_view_book_write_page(book, i, &text);
    }
    if (status == KS_OK) {
        ks_str_clear(&text);
        status = ks_view_book_write_contents(book, &text);
    }
    ks_view_book_free(book);
    ks_str_release(&text);
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "status %d", status);
    return status == KS_OK;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(write_pages);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("api_render");
    TCase *tests = tcase_create("api_render");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_every_fact_is_in_the_view);
    tcase_add_test(tests, test_members_stand_behind_what_they_sum_up);
    tcase_add_test(tests, test_one_statement_is_named_in_many_ways);
    tcase_add_test(tests, test_pages_are_the_statements);
    tcase_add_test(tests, test_memory_may_run_short_anywhere);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

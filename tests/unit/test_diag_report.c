/* Findings: filled templates, counts, the catalogue. */
#include "test.h"

#include <string.h>

#include "base_alloc.h"
#include "base_str.h"
#include "diag.h"

typedef struct seen {
    char message[400];
    const char *id;
    ks_severity severity;
    ks_place place;
    size_t related_count;
    size_t calls;
} seen;

static void see(const ks_finding *finding, void *user)
{
    seen *s = user;
    ck_assert_uint_lt(strlen(finding->message), sizeof s->message);
    memcpy(s->message, finding->message, strlen(finding->message) + 1);
    s->id = finding->id;
    s->severity = finding->severity;
    s->place = finding->place;
    s->related_count = finding->related_count;
    s->calls++;
}

START_TEST(test_fills_arguments_in_order)
{
    seen s = {.calls = 0};
    ks_sink sink;
    ks_sink_init(&sink, see, &s, KS_LANG_EN);
    ks_place place = {"plan.xml", 3, 14};
    KS_REPORT(&sink, KS_F_IO_CANNOT_READ, place, "a.tsv", "it is a folder");
    ck_assert_str_eq(s.message, "the file \"a.tsv\" cannot be read: it is a folder");
    ck_assert_str_eq(s.id, "io.cannot-read");
    ck_assert_int_eq(s.severity, KS_ERROR);
    ck_assert_uint_eq(s.place.line, 3);
    ck_assert_uint_eq(s.place.column, 14);
    ck_assert_int_eq(ks_sink_status(&sink), KS_OK);
}
END_TEST

START_TEST(test_writes_japanese)
{
    seen s = {.calls = 0};
    ks_sink sink;
    ks_sink_init(&sink, see, &s, KS_LANG_JA);
    KS_REPORT(&sink, KS_F_IO_NOT_FOUND, KS_NOWHERE, "損益.tsv");
    ck_assert_str_eq(s.message, "ファイル「損益.tsv」が見つかりません。");
}
END_TEST

START_TEST(test_leaves_out_a_part_without_argument)
{
    seen s = {.calls = 0};
    ks_sink sink;
    ks_sink_init(&sink, see, &s, KS_LANG_EN);
    KS_REPORT(&sink, KS_F_IO_UNKNOWN_ENCODING, KS_NOWHERE, "SJS", "Shift_JIS");
    ck_assert_str_eq(s.message, "there is no encoding \"SJS\"; did you mean \"Shift_JIS\"?");
    KS_REPORT(&sink, KS_F_IO_UNKNOWN_ENCODING, KS_NOWHERE, "{1}", NULL);
    ck_assert_str_eq(s.message, "there is no encoding \"{1}\"");
    KS_REPORT(&sink, KS_F_IO_UNKNOWN_ENCODING, KS_NOWHERE, NULL);
    ck_assert_str_eq(s.message, "there is no encoding \"\"");
}
END_TEST

START_TEST(test_counts_by_severity_and_outcome)
{
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    KS_REPORT(&sink, KS_F_IO_NOT_FOUND, KS_NOWHERE, "a");
    KS_REPORT(&sink, KS_F_IO_BAD_FOLDER, KS_NOWHERE, "a", "b");
    KS_REPORT(&sink, KS_F_IO_DOUBTFUL_ENCODING, KS_NOWHERE, "a", "b");
    ck_assert_uint_eq(ks_sink_errors(&sink), 2);
    ck_assert_uint_eq(sink.counts[KS_WARNING], 1);
    ck_assert_uint_eq(sink.counts[KS_NOTE], 0);
    ck_assert_uint_eq(sink.error_outcomes[KS_OUTCOME_UNREADABLE], 1);
    ck_assert_uint_eq(sink.error_outcomes[KS_OUTCOME_USAGE], 1);
    KS_REPORT(NULL, KS_F_IO_NOT_FOUND, KS_NOWHERE, "a");
}
END_TEST

START_TEST(test_hands_on_related_places)
{
    seen s = {.calls = 0};
    ks_sink sink;
    ks_sink_init(&sink, see, &s, KS_LANG_EN);
    ks_related related[] = {{{"a.tsv", 1, 2}, "1,234"}, {{"b.tsv", 3, 4}, "1,235"}};
    KS_REPORT_RELATED(&sink, KS_F_IO_NOT_FOUND, KS_NOWHERE, related, 2, "x");
    ck_assert_uint_eq(s.related_count, 2);
}
END_TEST

static void *refuse_memory(size_t size, void *user)
{
    (void)size;
    (void)user;
    return NULL;
}

static void *refuse_growth(void *block, size_t size, void *user)
{
    (void)block;
    (void)size;
    (void)user;
    return NULL;
}

static void release(void *block, void *user)
{
    (void)user;
    free(block);
}

START_TEST(test_counts_what_memory_lost)
{
    static const ks_allocator none = {refuse_memory, refuse_growth, release, NULL};
    seen s = {.calls = 0};
    ks_sink sink;
    ks_sink_init(&sink, see, &s, KS_LANG_EN);
    ks_alloc_use(&none);
    KS_REPORT(&sink, KS_F_IO_NOT_FOUND, KS_NOWHERE, "a");
    ks_alloc_use(NULL);
    ck_assert_uint_eq(s.calls, 0);
    ck_assert_uint_eq(ks_sink_errors(&sink), 1);
    ck_assert_int_eq(ks_sink_status(&sink), KS_ERR_MEMORY);
}
END_TEST

START_TEST(test_catalogue_is_complete)
{
    for (size_t i = 0; i < KS_FINDING_COUNT; i++) {
        const ks_finding_info *info = ks_finding_info_get((ks_finding_id)i);
        ck_assert_ptr_nonnull(strchr(info->id, '.'));
        ck_assert_ptr_eq(ks_finding_info_find(info->id), info); /* so no id stands twice */
        for (int lang = 0; lang < KS_LANG_COUNT; lang++) {
            ck_assert_msg(*info->message[lang] != '\0', "%s has no message", info->id);
            ck_assert_msg(*info->help[lang] != '\0', "%s has no help", info->id);
        }
        for (char digit = '0'; digit <= '9'; digit++) {
            char hole[] = {'{', digit, '}', '\0'};
            ck_assert_msg((strstr(info->message[0], hole) != NULL) ==
                              (strstr(info->message[1], hole) != NULL),
                          "%s: the languages differ in %s", info->id, hole);
        }
    }
    ck_assert_ptr_null(ks_finding_info_find("io.nothing-of-the-kind"));
}
END_TEST

KS_TEST_MAIN("diag_report", test_fills_arguments_in_order, test_writes_japanese,
             test_leaves_out_a_part_without_argument, test_counts_by_severity_and_outcome,
             test_hands_on_related_places, test_counts_what_memory_lost, test_catalogue_is_complete)

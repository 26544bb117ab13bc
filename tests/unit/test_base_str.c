#include "base_str.h"

#include <string.h>

#include "base_alloc.h"
#include "test.h"

START_TEST(test_views_compare)
{
    ck_assert(ks_sv_equal(KS_SV("ab"), (ks_sv){"abc", 2}));
    ck_assert(!ks_sv_equal(KS_SV("ab"), KS_SV("ac")));
    ck_assert(!ks_sv_equal(KS_SV("ab"), KS_SV("abc")));
    ck_assert(ks_sv_equal((ks_sv){NULL, 0}, KS_SV("")));
    ck_assert(ks_sv_is(KS_SV("ab"), "ab") && !ks_sv_is(KS_SV("ab"), "a"));
    ck_assert(ks_sv_is(ks_sv_from(NULL), ""));
    ck_assert_int_eq(ks_sv_compare(KS_SV("a"), KS_SV("b")), -1);
    ck_assert_int_eq(ks_sv_compare(KS_SV("b"), KS_SV("a")), 1);
    ck_assert_int_eq(ks_sv_compare(KS_SV("a"), KS_SV("ab")), -1);
    ck_assert_int_eq(ks_sv_compare(KS_SV("ab"), KS_SV("a")), 1);
    ck_assert_int_eq(ks_sv_compare(KS_SV("a"), KS_SV("a")), 0);
    ck_assert_int_eq(ks_sv_compare((ks_sv){NULL, 0}, KS_SV("a")), -1);
    ck_assert_int_eq(ks_sv_compare(KS_SV("\x80"), KS_SV("a")), 1);
}
END_TEST

START_TEST(test_views_start_and_end)
{
    ck_assert(ks_sv_starts(KS_SV("abc"), KS_SV("ab")));
    ck_assert(ks_sv_starts(KS_SV("abc"), KS_SV("")));
    ck_assert(!ks_sv_starts(KS_SV("abc"), KS_SV("b")));
    ck_assert(!ks_sv_starts(KS_SV("a"), KS_SV("ab")));
    ck_assert(ks_sv_ends(KS_SV("abc"), KS_SV("bc")));
    ck_assert(ks_sv_ends((ks_sv){NULL, 0}, KS_SV("")));
    ck_assert(!ks_sv_ends(KS_SV("abc"), KS_SV("b")));
    ck_assert(!ks_sv_ends(KS_SV("c"), KS_SV("bc")));
}
END_TEST

START_TEST(test_trims_xml_space_only)
{
    ck_assert(ks_sv_is(ks_sv_trim(KS_SV(" \t\r\n a b \n")), "a b"));
    ck_assert(ks_sv_is(ks_sv_trim(KS_SV("  ")), ""));
    ck_assert(ks_sv_is(ks_sv_trim((ks_sv){NULL, 0}), ""));
    ck_assert(ks_sv_is(ks_sv_trim(KS_SV("\xC2\xA0"
                                        "a\v")),
                       "\xC2\xA0"
                       "a\v"));
}
END_TEST

START_TEST(test_cuts)
{
    ks_sv rest = KS_SV("a,,b,");
    ck_assert(ks_sv_is(ks_sv_cut(&rest, ','), "a"));
    ck_assert(ks_sv_is(ks_sv_cut(&rest, ','), "") && rest.ptr != NULL);
    ck_assert(ks_sv_is(ks_sv_cut(&rest, ','), "b") && rest.ptr != NULL);
    ck_assert(ks_sv_is(ks_sv_cut(&rest, ','), "") && rest.ptr == NULL && rest.len == 0);
    ck_assert(ks_sv_is(ks_sv_cut(&rest, ','), "") && rest.ptr == NULL);
}
END_TEST

START_TEST(test_tokens)
{
    ks_sv rest = KS_SV("  one\n two\tthree  ");
    ck_assert(ks_sv_is(ks_sv_next_token(&rest), "one"));
    ck_assert(ks_sv_is(ks_sv_next_token(&rest), "two"));
    ck_assert(ks_sv_is(ks_sv_next_token(&rest), "three"));
    ck_assert_uint_eq(ks_sv_next_token(&rest).len, 0);
    ck_assert_uint_eq(ks_sv_next_token(&rest).len, 0);
    rest = (ks_sv){NULL, 0};
    ck_assert_uint_eq(ks_sv_next_token(&rest).len, 0);
}
END_TEST

START_TEST(test_reads_integers)
{
    static const char *const BAD[] = {"", "-", "+", "1 ", " 1", "1a", "0x1", "--1", "1.0"};
    uint32_t small = 7;
    int64_t large = 7;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        ck_assert(!ks_sv_to_u32(ks_sv_from(BAD[i]), &small));
        ck_assert(!ks_sv_to_i64(ks_sv_from(BAD[i]), &large));
    }
    ck_assert(!ks_sv_to_u32(KS_SV("+1"), &small) && !ks_sv_to_u32(KS_SV("-1"), &small));
    ck_assert(!ks_sv_to_u32(KS_SV("4294967296"), &small));
    ck_assert(!ks_sv_to_u32(KS_SV("18446744073709551617"), &small));
    ck_assert(!ks_sv_to_i64(KS_SV("9223372036854775808"), &large));
    ck_assert(!ks_sv_to_i64(KS_SV("-9223372036854775809"), &large));
    ck_assert(small == 7 && large == 7);
    ck_assert(ks_sv_to_u32(KS_SV("4294967295"), &small) && small == UINT32_MAX);
    ck_assert(ks_sv_to_u32(KS_SV("007"), &small) && small == 7);
    ck_assert(ks_sv_to_i64(KS_SV("9223372036854775807"), &large) && large == INT64_MAX);
    ck_assert(ks_sv_to_i64(KS_SV("-9223372036854775808"), &large) && large == INT64_MIN);
    ck_assert(ks_sv_to_i64(KS_SV("+12"), &large) && large == 12);
}
END_TEST

START_TEST(test_builds)
{
    ks_str str;
    ks_str_init(&str);
    ck_assert_str_eq(str.ptr, "");
    ks_str_add(&str, "net ");
    ks_str_add(&str, NULL);
    ks_str_add_sv(&str, (ks_sv){"losses", 4});
    ks_str_add_sv(&str, (ks_sv){NULL, 0});
    ks_str_add_char(&str, ' ');
    ks_str_add_u64(&str, 0);
    ks_str_add_char(&str, ' ');
    ks_str_add_u64(&str, UINT64_MAX);
    ks_str_add_char(&str, ' ');
    ks_str_add_i64(&str, INT64_MIN);
    ks_str_add_char(&str, ' ');
    ks_str_add_i64(&str, 42);
    ks_str_addf(&str, " %s-%d-%.*s", "x", -5, KS_SV_ARG(KS_SV("view")));
    ck_assert_str_eq(str.ptr, "net loss 0 18446744073709551615 -9223372036854775808 42 x--5-view");
    ck_assert_uint_eq(str.len, strlen(str.ptr));
    ck_assert_int_eq(ks_str_status(&str), KS_OK);
    ks_str_clear(&str);
    ck_assert(str.len == 0 && str.ptr[0] == '\0');
    ks_str_release(&str);
    ck_assert_str_eq(str.ptr, "");
}
END_TEST

START_TEST(test_builds_long_texts)
{
    ks_str str;
    ks_str_init(&str);
    for (int i = 0; i < 1000; i++) {
        ks_str_addf(&str, "%04d", i);
        ck_assert_uint_eq(str.len, 4 * ((size_t)i + 1));
        ck_assert_uint_eq(strlen(str.ptr), str.len);
    }
    ck_assert(memcmp(str.ptr + 4 * 777, "0777", 4) == 0);
    ks_str_addf(&str, "%s", "end");
    ck_assert(ks_sv_ends(ks_str_view(&str), KS_SV("999end")));
    ks_str_release(&str);
}
END_TEST

START_TEST(test_takes)
{
    ks_str str;
    ks_str_init(&str);
    char *empty = ks_str_take(&str);
    ck_assert_str_eq(empty, "");
    ks_alloc_free(empty);
    ks_str_add(&str, "text");
    char *text = ks_str_take(&str);
    ck_assert_str_eq(text, "text");
    ck_assert_str_eq(str.ptr, "");
    ck_assert_uint_eq(str.len, 0);
    ks_alloc_free(text);
    ks_str_add(&str, "again");
    ck_assert_str_eq(str.ptr, "again");
    ks_str_release(&str);
}
END_TEST

START_TEST(test_no_surrogates)
{
    static const uint32_t BAD[] = {0xD800, 0xDFFF, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        ks_str str;
        ks_str_init(&str);
        ks_str_add_codepoint(&str, BAD[i]);
        ck_assert_str_eq(str.ptr, "\xEF\xBF\xBD");
        ks_str_release(&str);
    }
}
END_TEST

static void *refuse(size_t size, void *user)
{
    (void)size;
    (void)user;
    return NULL;
}

static void *refuse_resize(void *block, size_t size, void *user)
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

START_TEST(test_failure_sticks)
{
    static const ks_allocator NOTHING = {refuse, refuse_resize, release, NULL};
    ks_str str;
    ks_str_init(&str);
    ks_str_add(&str, "begin");
    ks_alloc_use(&NOTHING);
    ks_str_addf(&str, "%60d", 1);
    ks_alloc_use(NULL);
    ck_assert_int_eq(ks_str_status(&str), KS_ERR_MEMORY);
    ks_str_add(&str, "x");
    ks_str_add_char(&str, 'x');
    ks_str_add_u64(&str, 1);
    ks_str_addf(&str, "x");
    ck_assert_str_eq(str.ptr, "begin");
    ck_assert_int_eq(ks_str_status(&str), KS_ERR_MEMORY);
    ck_assert_ptr_null(ks_str_take(&str));
    ks_str_clear(&str);
    ks_str_add(&str, "ok");
    ck_assert_int_eq(ks_str_status(&str), KS_OK);
    ck_assert_str_eq(str.ptr, "ok");
    ks_str_release(&str);
}
END_TEST

START_TEST(test_status_names)
{
    ck_assert_str_eq(ks_status_name(KS_OK), "ok");
    ck_assert_str_eq(ks_status_name((ks_status)99), "unknown status");
    for (int i = KS_OK; i <= KS_ERR_INTERNAL; i++) {
        ck_assert_str_ne(ks_status_name((ks_status)i), "unknown status");
        ck_assert_str_ne(ks_status_name((ks_status)i), "");
    }
}
END_TEST

KS_TEST_MAIN("base_str", test_views_compare, test_views_start_and_end, test_trims_xml_space_only,
             test_cuts, test_tokens, test_reads_integers, test_builds, test_builds_long_texts,
             test_takes, test_no_surrogates, test_failure_sticks, test_status_names)

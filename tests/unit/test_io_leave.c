/* Which local files documents may name. */
#include "test.h"

#include <string.h>

#include "io_resolve.h"
#include "test_findings.h"

static ks_arena arena;

START_TEST(test_what_folders_cover)
{
    ks_io_leave leave = {0};
    ck_assert(!ks_io_leave_covers(&leave, "/home/a/x.xsd", true));
    ck_assert_int_eq(ks_io_leave_add(&leave, "/home/a/filing"), KS_OK);
    ck_assert(ks_io_leave_covers(&leave, "/home/a/filing/x.xsd", false));
    ck_assert(ks_io_leave_covers(&leave, "/home/a/filing/b/.c/x.xsd", false));
    ck_assert(!ks_io_leave_covers(&leave, "/home/a/filings/x.xsd", false));
    ck_assert(!ks_io_leave_covers(&leave, "/home/a/taxonomy/x.xsd", false));
    ck_assert(!ks_io_leave_covers(&leave, "/etc/passwd", false));
    /* as "../taxonomy/x.xsd" says it */
    ck_assert(ks_io_leave_covers(&leave, "/home/a/taxonomy/x.xsd", true));
    ck_assert(ks_io_leave_covers(&leave, "/home/a/filings/x.xsd", true));
    ck_assert(ks_io_leave_covers(&leave, "/home/b/x.xsd", true));
    ck_assert(!ks_io_leave_covers(&leave, "/home/a/.ssh/x.xsd", true));
    ck_assert(!ks_io_leave_covers(&leave, "/etc/passwd", true));
    ck_assert(!ks_io_leave_covers(&leave, "/homes/x.xsd", true));
    ck_assert_int_eq(ks_io_leave_add(&leave, "/home/a/.cache/filing"), KS_OK);
    ck_assert(ks_io_leave_covers(&leave, "/home/a/.cache/taxonomy/x.xsd", true));
    ck_assert_int_eq(ks_io_leave_add(&leave, "/home/a/filing/2024"), KS_OK);
    ck_assert_uint_eq(leave.folders.count, 2);
    ks_io_leave_release(&leave);
}
END_TEST

static bool may_follow(ks_io_resolver *resolver, const char *base, const char *reference)
{
    bool may = false;
    const char *url = ks_io_refer(&arena, ks_sv_from(base), ks_sv_from(reference));
    ck_assert(url != NULL);
    ck_assert_int_eq(ks_io_resolver_may_follow(resolver, url, &may), KS_OK);
    return may;
}

START_TEST(test_how_names_are_written)
{
    const char *const mirrors[] = {"/srv/mirror"};
    ks_io_resolver resolver;
    ks_arena_init(&arena);
    ks_io_resolver_init(&resolver, mirrors, 1);
    ck_assert(may_follow(&resolver, "/home/a/i.xbrl", "file:///etc/passwd"));
    ck_assert_int_eq(ks_io_resolver_admit(&resolver, "/home/a/filing/i.xbrl"), KS_OK);
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "t.xsd"));
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "../tax/t.xsd"));
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "http://x.org/t.xsd"));
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "/home/a/filing/t.xsd"));
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "file:///srv/mirror/x.org/t.xsd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "/home/a/tax/t.xsd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "file:///home/a/tax/t.xsd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "file://localhost/home/a/t.xsd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "FILE:/etc/passwd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "../../../etc/passwd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "%2e%2e/%2e%2e/%2e%2e/etc/passwd"));
    /* an xml:base that is written so counts too */
    const char *base = ks_io_refer(&arena, KS_SV("/home/a/filing/i.xbrl"), KS_SV("/home/a/tax/"));
    ck_assert(!may_follow(&resolver, base, "t.xsd"));
    ks_io_resolver_release(&resolver);
    ks_arena_release(&arena);
}
END_TEST

static ks_status answer(const char *url, ks_str *out, void *user)
{
    (void)user;
    ks_str_add(out, "<a/>");
    return strcmp(url, "file:///etc/put.xsd") == 0 ? ks_str_status(out) : KS_ERR_NOT_FOUND;
}

START_TEST(test_what_a_program_answers_is_no_file)
{
    ks_io_resolver resolver;
    ks_arena_init(&arena);
    ks_io_resolver_init(&resolver, NULL, 0);
    resolver.hook = (ks_io_hook){answer, NULL};
    ck_assert_int_eq(ks_io_resolver_admit(&resolver, "/home/a/filing/i.xbrl"), KS_OK);
    ck_assert(may_follow(&resolver, "/home/a/filing/i.xbrl", "/etc/put.xsd"));
    ck_assert(!may_follow(&resolver, "/home/a/filing/i.xbrl", "/etc/passwd"));
    ks_io_resolver_release(&resolver);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_names_of_files_that_users_give)
{
    ks_arena_init(&arena);
    ck_assert_str_eq(ks_io_name(&arena, "a#1/b%20?.xbrl"), "a%231/b%2520%3F.xbrl");
    ck_assert_str_eq(ks_io_name(&arena, "報告 1.xbrl"), "報告 1.xbrl");
    ck_assert_str_eq(ks_io_name(&arena, "http://x.org/a%20b.xsd#c"), "http://x.org/a%20b.xsd#c");
    ck_assert_str_eq(ks_io_name(&arena, "file:///a%20b.xsd"), "/a%20b.xsd");
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("io_leave", test_what_folders_cover, test_how_names_are_written,
             test_what_a_program_answers_is_no_file, test_names_of_files_that_users_give)

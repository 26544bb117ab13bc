#include <kessan/kessan.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "test_failing.h"

#define PLAN KS_SOURCE_DIR "/tests/golden/bases/mini/plan.xml"

static char folder[] = "/tmp/kessan-test-XXXXXX";

static void make_folder(void)
{
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static bool has_file(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static ks_status make(bool is_rendered, ks_made **out)
{
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    ks_status status = ks_session_new(&options, &session);
    if (status == KS_OK) {
        char package[64];
        snprintf(package, sizeof package, "%s/filed/mini.xbr%s", folder, is_rendered ? "i" : "");
        const ks_make_options make_options = {folder, NULL, is_rendered, package};
        status = ks_make(session, PLAN, &make_options, out);
    }
    ks_session_free(session);
    return status;
}

START_TEST(test_makes_every_output_of_the_small_filing)
{
    make_folder();
    ks_made *made = NULL;
    ck_assert_int_eq(make(true, &made), KS_OK);
    ck_assert_uint_eq(ks_made_fact_count(made), 21);
    ck_assert_uint_eq(ks_made_file_count(made), 13);
    for (size_t i = 0; i < ks_made_file_count(made); i++) {
        ck_assert(has_file(ks_made_file(made, i)));
    }
    ck_assert(has_file("filed/mini.xbri"));
    ck_assert_ptr_nonnull(strstr(ks_made_ledger(made), "total"));
    ks_made_free(made);
    remove_folder();
}
END_TEST

static void *make_in_thread(void *data)
{
    char own[64];
    snprintf(own, sizeof own, "%s/%d", folder, *(int *)data);
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    const ks_make_options make_options = {own, NULL, true, NULL};
    ks_made *made = NULL;
    bool is_made = ks_session_new(&options, &session) == KS_OK &&
                   ks_make(session, PLAN, &make_options, &made) == KS_OK;
    ks_made_free(made);
    ks_session_free(session);
    return is_made ? data : NULL;
}

START_TEST(test_sessions_in_threads_do_not_meet)
{
    make_folder();
    pthread_t threads[4];
    int numbers[4] = {0, 1, 2, 3};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, make_in_thread, &numbers[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *result = NULL;
        ck_assert_int_eq(pthread_join(threads[i], &result), 0);
        ck_assert_ptr_eq(result, &numbers[i]);
    }
    remove_folder();
}
END_TEST

/* The n-th allocation and all behind it fail, for more and more n: each run ends with a status and
 * leaves no output and no block behind. The steps grow, since a run has tens of thousands. */
static void fail_through(bool is_rendered, size_t numerator, size_t first_step)
{
    static const ks_allocator FAILING = {failing_allocate, failing_resize, failing_release, NULL};
    failing_is_once = false;
    size_t failed = 0;
    for (size_t n = 0, step = first_step;; n += step, step += 1 + step / numerator) {
        failing_left = n;
        failing_has_failed = false;
        failing_live = 0;
        ks_alloc_use(&FAILING);
        ks_made *made = NULL;
        ks_status status = make(is_rendered, &made);
        ks_made_free(made);
        ks_alloc_use(NULL);
        ck_assert_uint_eq(failing_live, 0);
        if (!failing_has_failed) {
            ck_assert_int_eq(status, KS_OK);
            break;
        }
        ck_assert_msg(status == KS_ERR_MEMORY, "allocation %zu: %s", n, ks_status_name(status));
        ck_assert(!has_file("mini.xbrl"));
        ck_assert(!has_file("filed"));
        failed++;
    }
    ck_assert_uint_gt(failed, 20);
}

START_TEST(test_short_memory_while_building_is_told_and_leaves_nothing)
{
    make_folder();
    fail_through(false, 64, 1);
    remove_folder();
}
END_TEST

START_TEST(test_short_memory_while_rendering_is_told_and_leaves_nothing)
{
    make_folder();
    fail_through(true, 32, 9);
    remove_folder();
}
END_TEST

KS_TEST_MAIN("api_make", test_makes_every_output_of_the_small_filing,
             test_sessions_in_threads_do_not_meet,
             test_short_memory_while_building_is_told_and_leaves_nothing,
             test_short_memory_while_rendering_is_told_and_leaves_nothing)

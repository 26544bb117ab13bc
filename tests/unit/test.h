/* What every unit test needs: Check, and a main of one line.
 *
 *     START_TEST(test_rounds_half_up) { ... } END_TEST
 *     KS_TEST_MAIN("base_decimal", test_rounds_half_up, ...)
 */
#ifndef KS_TEST_H
#define KS_TEST_H

#include <check.h>
#include <stdlib.h>

/* Under the sanitizers, which take ten times as long, a test may do with a sample of its cases. */
#ifdef __SANITIZE_ADDRESS__
enum { KS_TEST_IS_SANITIZED = 1 };
#else
enum { KS_TEST_IS_SANITIZED = 0 };
#endif

#define KS_TEST_MAIN(name, ...)                                                                    \
    int main(void)                                                                                 \
    {                                                                                              \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        Suite *suite = suite_create(name);                                                         \
        TCase *tcase = tcase_create(name);                                                         \
        tcase_set_timeout(tcase, 120);                                                             \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {                                \
            tcase_add_test(tcase, tests[i]);                                                       \
        }                                                                                          \
        suite_add_tcase(suite, tcase);                                                             \
        SRunner *runner = srunner_create(suite);                                                   \
        srunner_run_all(runner, CK_ENV);                                                           \
        int failed = srunner_ntests_failed(runner);                                                \
        srunner_free(runner);                                                                      \
        return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;                                          \
    }

#endif

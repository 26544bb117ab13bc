/* Expectations against findings, without a run. */
#include "verdict.h"

#include "test.h"

static conf_variation variation_of(const char *ns, bool is_invalid)
{
    bool is_known = false;
    conf_variation variation = {
        .dialect = conf_dialect_find(ns, &is_known), .is_invalid = is_invalid, .report_count = -1};
    ck_assert(is_known);
    variation.takes_any_code = variation.dialect->takes_any_code;
    variation.has_foreign_codes = variation.dialect->has_foreign_codes;
    return variation;
}

static void expect_code(conf_variation *variation, const char *text, bool is_warning)
{
    conf_code *code = ks_vec_add(&variation->codes);
    ck_assert_ptr_nonnull(code);
    *code = (conf_code){text, is_warning};
}

static void find(conf_outcome *outcome, const char *id, const char *code, ks_severity severity)
{
    conf_finding *finding = ks_vec_add(&outcome->findings);
    ck_assert_ptr_nonnull(finding);
    *finding = (conf_finding){id, code, "", severity, KS_OUTCOME_INVALID};
}

/* Judges, and releases both. */
static bool passes(conf_variation *variation, conf_outcome *outcome)
{
    const conf_settings settings = {0};
    conf_verdict verdict = {.is_passed = false};
    ks_arena arena;
    ks_arena_init(&arena);
    ck_assert_int_eq(conf_judge(variation, outcome, &settings, &arena, &verdict), KS_OK);
    ks_arena_release(&arena);
    ks_vec_release(&variation->codes);
    conf_outcome_release(outcome);
    return verdict.is_passed;
}

#define NS_2005 "http://xbrl.org/2005/conformance"

START_TEST(test_a_code_matches_by_its_local_name)
{
    conf_variation variation = variation_of(NS_2005, true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "xbrl.utr.utre:error-NumericFactUtrInvalid", false);
    find(&outcome, "unit.unknown", "utre:error-NumericFactUtrInvalid", KS_ERROR);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_every_code_that_is_named_must_be_found)
{
    conf_variation variation = variation_of(NS_2005, true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "a:One", false);
    expect_code(&variation, "a:Two", false);
    find(&outcome, "some.one", "a:One", KS_ERROR);
    find(&outcome, "some.three", "a:Three", KS_ERROR);
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_one_of_several_codes_is_enough_where_suites_say_so)
{
    conf_variation variation = variation_of("http://xbrl.org/2008/conformance", true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "a:One", false);
    expect_code(&variation, "a:Two", false);
    find(&outcome, "some.two", "a:Two", KS_ERROR);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_a_code_that_is_blocked_does_not_count)
{
    conf_variation variation = variation_of("http://xbrl.org/2008/conformance", false);
    conf_outcome outcome = {.status = KS_OK};
    variation.blocked = "a:.*|other";
    find(&outcome, "some.two", "a:Two", KS_ERROR);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_a_sum_that_does_not_hold_is_an_error_of_calculations_11)
{
    conf_variation variation = variation_of("http://xbrl.org/2008/conformance", true);
    conf_outcome outcome = {.status = KS_OK};
    variation.mode = "truncate";
    expect_code(&variation, "calc11e:inconsistentCalculationUsingTruncation", false);
    find(&outcome, "calc11.inconsistent-truncated",
         "calc11e:inconsistentCalculationUsingTruncation", KS_WARNING);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_excess_digits_are_an_error_of_calculations_11_and_its_warnings_are_none)
{
    conf_variation variation = variation_of("http://xbrl.org/2008/conformance", true);
    conf_outcome outcome = {.status = KS_OK};
    variation.mode = "round-to-nearest";
    expect_code(&variation, "calc11e:excessDigits", false);
    find(&outcome, "calc11.not-suited", "calc11e:oimIncompatibleReportWarning", KS_WARNING);
    ck_assert(!passes(&variation, &outcome));
    find(&outcome, "calc11.excess-digits", "calc11e:excessDigits", KS_WARNING);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_a_package_with_other_reports_fails)
{
    conf_variation variation = variation_of("http://xbrl.org/2008/conformance", false);
    conf_outcome outcome = {.status = KS_OK, .report_count = 1};
    variation.report_count = 2;
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_a_warning_is_not_the_error_that_is_named)
{
    conf_variation variation = variation_of(NS_2005, true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "a:One", false);
    find(&outcome, "some.one", "a:One", KS_WARNING);
    find(&outcome, "some.two", "", KS_ERROR);
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_a_warning_that_is_named_leaves_it_valid)
{
    conf_variation variation = variation_of(NS_2005, false);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "a:One", true);
    find(&outcome, "some.one", "a:One", KS_WARNING);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_an_error_of_another_specification_is_none_of_schemas)
{
    conf_variation variation = variation_of(NS_2005, true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "sche:XmlSchemaError", false);
    find(&outcome, "dimension.some", "xbrldte:TargetRoleNotResolvedError", KS_ERROR);
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_codes_of_another_processor_do_not_matter)
{
    conf_variation variation = variation_of("http://edgar/2009/conformance", true);
    conf_outcome outcome = {.status = KS_OK};
    expect_code(&variation, "other:One", false);
    find(&outcome, "some.one", "ixe:Another", KS_ERROR);
    ck_assert(passes(&variation, &outcome));
}
END_TEST

START_TEST(test_an_inconsistent_calculation_is_invalid_for_xbrl_21_alone)
{
    conf_variation base = variation_of("", true);
    conf_outcome found = {.status = KS_OK};
    find(&found, "calculation.inconsistent", "", KS_WARNING);
    ck_assert(passes(&base, &found));
    conf_variation other = variation_of(NS_2005, true);
    conf_outcome again = {.status = KS_OK};
    find(&again, "calculation.inconsistent", "", KS_WARNING);
    ck_assert(!passes(&other, &again));
}
END_TEST

START_TEST(test_refusing_without_a_finding_is_a_failure)
{
    conf_variation variation = variation_of("", true);
    conf_outcome outcome = {.status = KS_REFUSED};
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_an_operation_that_failed_is_a_failure)
{
    conf_variation variation = variation_of("", true);
    conf_outcome outcome = {.status = KS_ERR_INTERNAL};
    find(&outcome, "some.one", "", KS_ERROR);
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

KS_TEST_MAIN("conformance_verdict", test_a_code_matches_by_its_local_name,
             test_every_code_that_is_named_must_be_found,
             test_one_of_several_codes_is_enough_where_suites_say_so,
             test_a_code_that_is_blocked_does_not_count,
             test_a_sum_that_does_not_hold_is_an_error_of_calculations_11,
             test_excess_digits_are_an_error_of_calculations_11_and_its_warnings_are_none,
             test_a_package_with_other_reports_fails, test_a_warning_is_not_the_error_that_is_named,
             test_a_warning_that_is_named_leaves_it_valid,
             test_an_error_of_another_specification_is_none_of_schemas,
             test_codes_of_another_processor_do_not_matter,
             test_an_inconsistent_calculation_is_invalid_for_xbrl_21_alone,
             test_refusing_without_a_finding_is_a_failure,
             test_an_operation_that_failed_is_a_failure)

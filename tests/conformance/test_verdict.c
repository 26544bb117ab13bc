/* Expectations against findings, without a run. */
#include "verdict.h"

#include "test.h"

#define BASE  ""
#define SUITE "http://xbrl.org/2005/conformance"
#define LATER "http://xbrl.org/2008/conformance"
#define EDGAR "http://edgar/2009/conformance"

/* What a variation asks for, what was found, and whether it passes. */
static const struct verdict_case {
    const char *what;
    const char *ns; /* of the dialect */
    bool is_invalid;
    bool passes;
    conf_code codes[2];
    struct {
        const char *id;
        const char *code;
        ks_severity severity;
    } found[2];
    const char *mode;
    const char *blocked;
} CASES[] = {
    {.what = "a code matches by its local name",
     .ns = SUITE,
     .is_invalid = true,
     .passes = true,
     .codes = {{"xbrl.utr.utre:error-NumericFactUtrInvalid", false}},
     .found = {{"unit.unknown", "utre:error-NumericFactUtrInvalid", KS_ERROR}}},
    {.what = "every code that is named must be found",
     .ns = SUITE,
     .is_invalid = true,
     .codes = {{"a:One", false}, {"a:Two", false}},
     .found = {{"some.one", "a:One", KS_ERROR}, {"some.three", "a:Three", KS_ERROR}}},
    {.what = "one of several codes is enough where suites say so",
     .ns = LATER,
     .is_invalid = true,
     .passes = true,
     .codes = {{"a:One", false}, {"a:Two", false}},
     .found = {{"some.two", "a:Two", KS_ERROR}}},
    {.what = "a code that is blocked does not count",
     .ns = LATER,
     .passes = true,
     .found = {{"some.two", "a:Two", KS_ERROR}},
     .blocked = "a:.*|other"},
    {.what = "a sum that does not hold is an error of Calculations 1.1",
     .ns = LATER,
     .is_invalid = true,
     .passes = true,
     .codes = {{"calc11e:inconsistentCalculationUsingTruncation", false}},
     .found = {{"calc11.inconsistent-truncated", "calc11e:inconsistentCalculationUsingTruncation",
                KS_WARNING}},
     .mode = "truncate"},
    {.what = "so are excess digits",
     .ns = LATER,
     .is_invalid = true,
     .passes = true,
     .codes = {{"calc11e:excessDigits", false}},
     .found = {{"calc11.excess-digits", "calc11e:excessDigits", KS_WARNING}},
     .mode = "round-to-nearest"},
    {.what = "its warnings are none",
     .ns = LATER,
     .is_invalid = true,
     .codes = {{"calc11e:excessDigits", false}},
     .found = {{"calc11.not-suited", "calc11e:oimIncompatibleReportWarning", KS_WARNING}},
     .mode = "round-to-nearest"},
    {.what = "a warning is not the error that is named",
     .ns = SUITE,
     .is_invalid = true,
     .codes = {{"a:One", false}},
     .found = {{"some.one", "a:One", KS_WARNING}, {"some.two", "", KS_ERROR}}},
    {.what = "a warning that is named leaves it valid",
     .ns = SUITE,
     .passes = true,
     .codes = {{"a:One", true}},
     .found = {{"some.one", "a:One", KS_WARNING}}},
    {.what = "an error of another specification is none of schemas",
     .ns = SUITE,
     .is_invalid = true,
     .codes = {{"sche:XmlSchemaError", false}},
     .found = {{"dimension.some", "xbrldte:TargetRoleNotResolvedError", KS_ERROR}}},
    {.what = "codes of another processor do not matter",
     .ns = EDGAR,
     .is_invalid = true,
     .passes = true,
     .codes = {{"other:One", false}},
     .found = {{"some.one", "ixe:Another", KS_ERROR}}},
    {.what = "an inconsistent calculation is invalid for XBRL 2.1",
     .ns = BASE,
     .is_invalid = true,
     .passes = true,
     .found = {{"calculation.inconsistent", "", KS_WARNING}}},
    {.what = "and for no other",
     .ns = SUITE,
     .is_invalid = true,
     .found = {{"calculation.inconsistent", "", KS_WARNING}}},
};

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

static void check_case(const struct verdict_case *c)
{
    conf_variation variation = variation_of(c->ns, c->is_invalid);
    conf_outcome outcome = {.status = KS_OK};
    variation.mode = c->mode;
    variation.blocked = c->blocked;
    for (size_t i = 0; i < 2 && c->codes[i].text != NULL; i++) {
        conf_code *code = ks_vec_add(&variation.codes);
        ck_assert_ptr_nonnull(code);
        *code = c->codes[i];
    }
    for (size_t i = 0; i < 2 && c->found[i].id != NULL; i++) {
        find(&outcome, c->found[i].id, c->found[i].code, c->found[i].severity);
    }
    ck_assert_msg(passes(&variation, &outcome) == c->passes, "%s", c->what);
}

START_TEST(test_codes_that_are_named_and_found)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        check_case(&CASES[i]);
    }
}
END_TEST

START_TEST(test_a_package_with_other_reports_fails)
{
    conf_variation variation = variation_of(LATER, false);
    conf_outcome outcome = {.status = KS_OK, .report_count = 1};
    variation.report_count = 2;
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_refusing_without_a_finding_is_a_failure)
{
    conf_variation variation = variation_of(BASE, true);
    conf_outcome outcome = {.status = KS_REFUSED};
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

START_TEST(test_an_operation_that_failed_is_a_failure)
{
    conf_variation variation = variation_of(BASE, true);
    conf_outcome outcome = {.status = KS_ERR_INTERNAL};
    find(&outcome, "some.one", "", KS_ERROR);
    ck_assert(!passes(&variation, &outcome));
}
END_TEST

KS_TEST_MAIN("conformance_verdict", test_codes_that_are_named_and_found,
             test_a_package_with_other_reports_fails, test_refusing_without_a_finding_is_a_failure,
             test_an_operation_that_failed_is_a_failure)

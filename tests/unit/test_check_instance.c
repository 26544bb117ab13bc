/* The rules on facts and weights, on models made here. */
#include "test.h"

#include <string.h>

#include "check_instance.h"
#include "check_taxonomy.h"
#include "test_findings.h"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_taxonomy *taxonomy;
static ks_instance *instance;

static const ks_qname *qname(const char *ns, const char *local)
{
    return ks_names_qname(&names, ks_sv_from(ns), ks_sv_from(local));
}

static void add_concept(const char *local, ks_item_kind kind, ks_period_type period,
                        ks_balance balance)
{
    ks_concept concept = {.name = qname("urn:t", local),
                          .kind = kind,
                          .period = period,
                          .balance = balance,
                          .is_item = true};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &concept, NULL), KS_OK);
}

static const ks_concept *concept(const char *local)
{
    return ks_taxonomy_find(taxonomy, qname("urn:t", local));
}

static void add_unit(const char *id, const ks_qname *numerator, const ks_qname *denominator)
{
    ks_unit unit = {.id = id,
                    .numerators = &numerator,
                    .numerator_count = 1,
                    .denominators = &denominator,
                    .denominator_count = denominator == NULL ? 0 : 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_OK);
}

static void add_context(const char *id, ks_period_type period)
{
    ks_context context = {.id = id, .scheme = "s", .identifier = "i", .period = period, .end = 1};
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_OK);
}

static void setup(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    add_concept("Cash", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_DEBIT);
    add_concept("Debt", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_CREDIT);
    add_concept("Shares", KS_ITEM_SHARES, KS_PERIOD_INSTANT, KS_BALANCE_NONE);
    add_concept("Rate", KS_ITEM_PURE, KS_PERIOD_DURATION, KS_BALANCE_NONE);
    add_concept("Eps", KS_ITEM_PER_SHARE, KS_PERIOD_DURATION, KS_BALANCE_NONE);
    add_concept("Policy", KS_ITEM_STRING, KS_PERIOD_DURATION, KS_BALANCE_NONE);
    ck_assert_int_eq(ks_instance_new(&names, taxonomy, &instance), KS_OK);
    add_context("end", KS_PERIOD_INSTANT);
    add_context("quarter", KS_PERIOD_DURATION);
    add_context("always", KS_PERIOD_NONE);
    add_unit("JPY", qname(KS_NS_ISO4217, "JPY"), NULL);
    add_unit("yen", qname(KS_NS_ISO4217, "yen"), NULL);
    add_unit("EPS", qname(KS_NS_ISO4217, "JPY"), qname(KS_NS_XBRLI, "shares"));
    add_unit("shares", qname(KS_NS_XBRLI, "shares"), NULL);
    add_unit("pure", qname(KS_NS_XBRLI, "pure"), NULL);
}

static void teardown(void)
{
    ks_instance_free(instance);
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static ks_fact *add_fact(const char *name, const char *context, const char *unit, int32_t decimals)
{
    ks_fact *added = NULL;
    ks_fact fact = {.concept = concept(name),
                    .context = ks_instance_context(instance, context),
                    .unit = unit == NULL ? NULL : ks_instance_unit(instance, unit),
                    .lexical = "1",
                    .number = ks_decimal_from_i64(1),
                    .decimals = decimals,
                    .place = {"i.xbrl", (uint32_t)instance->facts.count + 1, 1}};
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &added), KS_OK);
    return added;
}

static const char *check(bool is_validated)
{
    ks_str_clear(&findings);
    ck_assert_int_eq(ks_check_instance(instance, is_validated, &sink), KS_OK);
    return findings.ptr;
}

START_TEST(test_accepts_what_is_right)
{
    setup();
    add_fact("Cash", "end", "JPY", -3);
    add_fact("Shares", "end", "shares", 0);
    add_fact("Rate", "quarter", "pure", 2);
    add_fact("Eps", "always", "EPS", KS_DECIMALS_INF);
    add_fact("Policy", "quarter", NULL, KS_DECIMALS_NONE);
    add_fact("Cash", "end", "JPY", KS_DECIMALS_NONE)->is_nil = true;
    ck_assert_str_eq(check(false), "");
    teardown();
}
END_TEST

START_TEST(test_units_suit_the_types)
{
    setup();
    add_fact("Cash", "end", "shares", 0);
    add_fact("Cash", "end", "yen", 0);
    add_fact("Cash", "end", "EPS", 0);
    add_fact("Shares", "end", "pure", 0);
    add_fact("Rate", "quarter", "JPY", 0); /* any unit does */
    ck_assert_str_eq(check(true), "instance.not-a-currency i.xbrl:1:1 \"Cash\" is an amount of "
                                  "money, but its unit \"shares\" is "
                                  "no currency\n"
                                  "instance.not-a-currency i.xbrl:2:1 \"Cash\" is an amount of "
                                  "money, but its unit \"yen\" is no "
                                  "currency\n"
                                  "instance.not-a-currency i.xbrl:3:1 \"Cash\" is an amount of "
                                  "money, but its unit \"EPS\" is no "
                                  "currency\n"
                                  "instance.not-shares i.xbrl:4:1 \"Shares\" is a number of "
                                  "shares, but its unit \"pure\" is not "
                                  "xbrli:shares\n");
    teardown();
}
END_TEST

START_TEST(test_units_are_in_their_simplest_form)
{
    setup();
    add_unit("impure", qname(KS_NS_XBRLI, "impure"), NULL);
    add_unit("odd", qname("urn:t", "impure"), NULL);
    add_unit("one", qname("urn:t", "foot"), qname("urn:t", "foot"));
    ck_assert_str_eq(check(true),
                     "instance.unknown-measure -:0:0 the measure \"impure\" of unit \"impure\" is "
                     "none of XBRL; it has \"pure\" and \"shares\"\n"
                     "instance.cancelling-measure -:0:0 the unit \"one\" has \"foot\" both above "
                     "and below the line\n");
    teardown();
}
END_TEST

START_TEST(test_accuracy_is_stated_once_and_only_of_numbers)
{
    setup();
    add_fact("Cash", "end", "JPY", -3)->accuracy = KS_STATED_BOTH;
    add_fact("Cash", "end", "JPY", -3)->is_nil = true;
    ks_fact *vague = add_fact("Cash", "end", "JPY", KS_DECIMALS_NONE);
    vague->accuracy = KS_STATED_PRECISION; /* of 0: that is allowed */
    ck_assert_str_eq(check(true),
                     "instance.both-accuracies i.xbrl:1:1 the number \"Cash\" has both "
                     "decimals and precision\n"
                     "instance.needless-accuracy i.xbrl:2:1 \"Cash\" is nil, so it "
                     "must not say how exact it is\n");
    teardown();
}
END_TEST

START_TEST(test_a_missing_unit_is_told_where_no_schema_told_it)
{
    setup();
    add_fact("Cash", "end", NULL, 0);
    add_fact("Policy", "quarter", "JPY", KS_DECIMALS_NONE);
    ck_assert_str_eq(check(false),
                     "instance.no-unit i.xbrl:1:1 the number \"Cash\" has no unit\n"
                     "instance.needless-unit i.xbrl:2:1 \"Policy\" is no number and has "
                     "a unit\n");
    ck_assert_str_eq(check(true), "");
    teardown();
}
END_TEST

START_TEST(test_periods_and_decimals_with_the_cells_of_a_built_fact)
{
    setup();
    ks_fact *fact = add_fact("Cash", "quarter", "JPY", KS_DECIMALS_NONE);
    ks_place cell = {"balance.tsv", 7, 3};
    ck_assert_int_eq(ks_fact_add_cell(instance, fact, cell, "1"), KS_OK);
    add_fact("Rate", "end", "pure", 0);
    ck_assert_str_eq(
        check(true),
        "instance.wrong-period-type i.xbrl:1:1 \"Cash\" is a concept of an instant, but "
        "context \"quarter\" is of a duration [7:3]\n"
        "instance.no-decimals i.xbrl:1:1 the number \"Cash\" does not say how exact it is "
        "[7:3]\n"
        "instance.wrong-period-type i.xbrl:2:1 \"Rate\" is a concept of a duration, but "
        "context \"end\" is of an instant\n");
    teardown();
}
END_TEST

static void add_sum(const char *from, const char *to, int64_t weight)
{
    ks_arc arc = {.role = "urn:r",
                  .arcrole = KS_ARCROLE_SUMMATION,
                  .from = concept(from),
                  .to = concept(to),
                  .order = ks_decimal_from_i64(1),
                  .weight = ks_decimal_from_i64(weight),
                  .place = {"cal.xml", (uint32_t)taxonomy->arcs.count + 1, 1}};
    ck_assert_int_eq(ks_taxonomy_add_arc(taxonomy, &arc), KS_OK);
}

START_TEST(test_weights_agree_with_balances)
{
    setup();
    add_sum("Cash", "Debt", -1);
    add_sum("Cash", "Debt", 1);
    add_sum("Cash", "Cash", -2);
    add_sum("Cash", "Shares", -1);
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_int_eq(ks_check_taxonomy(taxonomy, false, &sink), KS_OK);
    ck_assert_str_eq(
        findings.ptr,
        "taxonomy.weight-against-balance cal.xml:2:1 the weight 1 from \"Cash\" (debit) "
        "to \"Debt\" (credit) has the wrong sign\n"
        "taxonomy.weight-against-balance cal.xml:3:1 the weight -2 from \"Cash\" (debit) "
        "to \"Cash\" (debit) has the wrong sign\n");
    teardown();
}
END_TEST

KS_TEST_MAIN("check_instance", test_accepts_what_is_right, test_units_suit_the_types,
             test_units_are_in_their_simplest_form,
             test_accuracy_is_stated_once_and_only_of_numbers,
             test_a_missing_unit_is_told_where_no_schema_told_it,
             test_periods_and_decimals_with_the_cells_of_a_built_fact,
             test_weights_agree_with_balances)

/* Units of facts, on models made here: what a registry says of them, and what is seen without. */
#include "test.h"

#include <string.h>

#include "check_units.h"
#include "test_failing.h"
#include "test_findings.h"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_taxonomy *taxonomy;
static ks_instance *instance;
static ks_units *units;

static const ks_qname *qname(const char *ns, const char *local)
{
    return ks_names_qname(&names, ks_sv_from(ns), ks_sv_from(local));
}

static void add_concept(const char *local, ks_item_kind kind, const char *ns, const char *type)
{
    ks_concept concept = {
        .name = qname("urn:t", local), .kind = kind, .type = qname(ns, type), .is_item = true};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &concept, NULL), KS_OK);
}

static void add_unit(const char *id, const ks_qname *numerator, const ks_qname *denominator)
{
    ks_unit unit = {.id = id,
                    .numerators = &numerator,
                    .numerator_count = 1,
                    .denominators = &denominator,
                    .denominator_count = denominator == NULL ? 0 : 1,
                    .place = {"i.xbrl", 1, (uint32_t)instance->units.count + 1}};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_OK);
}

static ks_units_type type(const char *local, const char *ns)
{
    if (local == NULL) {
        return (ks_units_type){NULL, NULL};
    }
    const ks_qname *name = qname(ns == NULL ? "" : ns, local);
    return (ks_units_type){name->local, ns == NULL ? NULL : name->ns};
}

static void add_simple(const char *item, const char *item_ns, const char *ns, const char *id,
                       bool is_candidate)
{
    const ks_qname *measure = qname(ns, id);
    const ks_units_entry entry = {.id = measure->local,
                                  .ns = measure->ns,
                                  .name = measure->local,
                                  .item = type(item, item_ns),
                                  .is_candidate = is_candidate};
    ck_assert_int_eq(ks_units_add(units, &entry), KS_OK);
}

static void add_quotient(const char *item, const char *above, const char *below)
{
    const ks_units_entry entry = {.id = qname("", item)->local,
                                  .name = item,
                                  .item = type(item, NULL),
                                  .numerator = type(above, NULL),
                                  .denominator = type(below, NULL),
                                  .is_quotient = true};
    ck_assert_int_eq(ks_units_add(units, &entry), KS_OK);
}

static void add_registry(void)
{
    ck_assert_int_eq(ks_units_new(&units), KS_OK);
    add_simple("areaItemType", NULL, KS_NS_UTR, "sqm", false);
    add_simple("areaItemType", NULL, KS_NS_UTR, "acre", false);
    add_simple("areaItemType", NULL, KS_NS_UTR, "rood", true);
    add_simple("monetaryItemType", KS_NS_XBRLI, KS_NS_ISO4217, "JPY", false);
    add_simple("monetaryItemType", KS_NS_XBRLI, KS_NS_ISO4217, "USD", false);
    add_simple("sharesItemType", KS_NS_XBRLI, KS_NS_XBRLI, "shares", false);
    add_simple("pureItemType", KS_NS_XBRLI, KS_NS_XBRLI, "pure", false);
    add_quotient("perShareItemType", "monetaryItemType", "sharesItemType");
    add_quotient("perCarItemType", "areaItemType", "carItemType");
}

static void add_units(void)
{
    add_unit("sqm", qname(KS_NS_UTR, "sqm"), NULL);
    add_unit("ours", qname("urn:t", "acre"), NULL);
    add_unit("rood", qname(KS_NS_UTR, "rood"), NULL);
    add_unit("JPY", qname(KS_NS_ISO4217, "JPY"), NULL);
    add_unit("DEM", qname(KS_NS_ISO4217, "DEM"), NULL);
    add_unit("shares", qname(KS_NS_XBRLI, "shares"), NULL);
    add_unit("pure", qname(KS_NS_XBRLI, "pure"), NULL);
    add_unit("EPS", qname(KS_NS_ISO4217, "JPY"), qname(KS_NS_XBRLI, "shares"));
    add_unit("SPE", qname(KS_NS_XBRLI, "shares"), qname(KS_NS_ISO4217, "JPY"));
    add_unit("car", qname(KS_NS_UTR, "sqm"), qname("urn:t", "car"));
    add_unit("yenPerCar", qname(KS_NS_ISO4217, "JPY"), qname("urn:t", "car"));
}

static void setup(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    add_concept("Floor", KS_ITEM_DECIMAL, KS_NS_NUM, "areaItemType");
    add_concept("Garden", KS_ITEM_DECIMAL, "urn:t", "gardenItemType");
    add_concept("Cash", KS_ITEM_MONETARY, KS_NS_XBRLI, "monetaryItemType");
    add_concept("Debt", KS_ITEM_MONETARY, "urn:t", "debtItemType");
    add_concept("Rate", KS_ITEM_PURE, KS_NS_XBRLI, "pureItemType");
    add_concept("Eps", KS_ITEM_PER_SHARE, KS_NS_NUM, "perShareItemType");
    add_concept("DividendPerShare", KS_ITEM_DECIMAL, KS_NS_XBRLI, "decimalItemType");
    add_concept("Space", KS_ITEM_DECIMAL, "urn:t", "perCarItemType");
    add_concept("Free", KS_ITEM_DECIMAL, KS_NS_XBRLI, "decimalItemType");
    const ks_qname *garden = qname("urn:t", "gardenItemType");
    const ks_qname *green = qname("urn:t", "greenItemType");
    const ks_qname *area = qname(KS_NS_NUM, "areaItemType");
    ck_assert_int_eq(ks_taxonomy_add_type(taxonomy, garden, green), KS_OK);
    ck_assert_int_eq(ks_taxonomy_add_type(taxonomy, green, area), KS_OK);
    ck_assert_int_eq(ks_taxonomy_add_type(taxonomy, qname("urn:t", "debtItemType"),
                                          qname(KS_NS_XBRLI, "monetaryItemType")),
                     KS_OK);
    ck_assert_int_eq(ks_instance_new(&names, taxonomy, &instance), KS_OK);
    ks_context context = {.id = "c", .scheme = "s", .identifier = "i", .end = 1};
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_OK);
    add_units();
    add_registry();
}

static void teardown(void)
{
    ks_units_free(units);
    ks_instance_free(instance);
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static void add_fact(const char *name, const char *unit)
{
    ks_fact fact = {.concept = ks_taxonomy_find(taxonomy, qname("urn:t", name)),
                    .context = ks_instance_context(instance, "c"),
                    .unit = ks_instance_unit(instance, unit),
                    .lexical = "1",
                    .number = ks_decimal_from_i64(1),
                    .place = {"i.xbrl", (uint32_t)instance->facts.count + 2, 1}};
    ck_assert_ptr_ne(fact.unit, NULL);
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, NULL), KS_OK);
}

/* What is said of a fact in that unit, without the unit's own place. */
static void expect(const char *name, const char *unit, bool has_registry, const char *expected)
{
    setup();
    add_fact(name, unit);
    ck_assert_int_eq(ks_check_units(instance, has_registry ? units : NULL, &sink), KS_OK);
    /* DEM is in no registry here: it is told once, of the fact or of the unit. */
    const char *end = strstr(findings.ptr, "units.unknown-measure");
    const size_t length = end == NULL ? findings.len : (size_t)(end - findings.ptr);
    ck_assert_msg(strlen(expected) == length && strncmp(findings.ptr, expected, length) == 0,
                  "%s in %s: %s", name, unit, findings.ptr);
    teardown();
}

START_TEST(test_accepts_what_is_listed)
{
    expect("Floor", "sqm", true, "");
    expect("Garden", "sqm", true, "");
    expect("Cash", "JPY", true, "");
    expect("Eps", "EPS", true, "");
    expect("Space", "car", true, "");
    expect("Free", "ours", true, "");
    expect("Free", "SPE", true, "");
}
END_TEST

START_TEST(test_refuses_what_is_not)
{
    expect("Floor", "JPY", true,
           "units.not-allowed i.xbrl:2:1 \"Floor\" is reported in iso4217:JPY, but items of type "
           "areaItemType are reported in utr:sqm, utr:acre, utr:rood [1:4]\n");
    expect("Garden", "ours", true,
           "units.not-allowed i.xbrl:2:1 \"Garden\" is reported in {urn:t}acre, but items of type "
           "areaItemType are reported in utr:sqm, utr:acre, utr:rood; did you mean utr:acre? "
           "[1:2]\n");
    expect("Eps", "SPE", true,
           "units.not-allowed i.xbrl:2:1 \"Eps\" is reported in xbrli:shares / iso4217:JPY, but "
           "items of type perShareItemType are reported in iso4217:* / xbrli:shares [1:9]\n");
    expect("Space", "yenPerCar", true,
           "units.not-allowed i.xbrl:2:1 \"Space\" is reported in iso4217:JPY / {urn:t}car, but "
           "items of type perCarItemType are reported in areaItemType / * [1:11]\n");
}
END_TEST

START_TEST(test_one_finding_for_a_concept_in_a_unit)
{
    setup();
    add_fact("Floor", "sqm");
    add_fact("Floor", "pure");
    add_fact("Floor", "pure");
    add_fact("Floor", "pure");
    ck_assert_int_eq(ks_check_units(instance, units, &sink), KS_OK);
    ck_assert_ptr_ne(strstr(findings.ptr, "units.not-allowed i.xbrl:3:1"), NULL);
    ck_assert_ptr_ne(strstr(findings.ptr, "utr:rood (so are 2 more facts) [1:7]"), NULL);
    ck_assert_ptr_eq(strstr(strstr(findings.ptr, "units.not-allowed") + 1, "units.not-allowed"),
                     NULL);
    teardown();
}
END_TEST

/* XBRL 2.1 lets them pass; what it does not is not told twice. */
START_TEST(test_types_of_xbrl_itself)
{
    expect("Cash", "DEM", true,
           "units.not-listed i.xbrl:2:1 \"Cash\" is reported in iso4217:DEM, which the units "
           "registry does not list for monetaryItemType [1:5]\n");
    expect("Debt", "DEM", true,
           "units.not-listed i.xbrl:2:1 \"Debt\" is reported in iso4217:DEM, which the units "
           "registry does not list for monetaryItemType [1:5]\n");
    expect("Debt", "shares", true, "");
    expect("Rate", "JPY", true,
           "units.not-pure i.xbrl:2:1 \"Rate\" is a ratio, but its unit iso4217:JPY is not "
           "xbrli:pure [1:4]\n");
}
END_TEST

START_TEST(test_candidates)
{
    expect("Floor", "rood", true,
           "units.candidate i.xbrl:2:1 the unit utr:rood of \"Floor\" is a candidate in the units "
           "registry: it is in force, and may still change [1:3]\n");
}
END_TEST

START_TEST(test_without_a_registry)
{
    expect("Floor", "JPY", false, "");
    expect("Cash", "DEM", false, "");
    expect("Rate", "pure", false, "");
    expect("Rate", "JPY", false,
           "units.not-pure i.xbrl:2:1 \"Rate\" is a ratio, but its unit iso4217:JPY is not "
           "xbrli:pure [1:4]\n");
    expect("Eps", "EPS", false, "");
    expect("Eps", "JPY", false,
           "units.not-per-share i.xbrl:2:1 \"Eps\" is an amount per share, but its unit "
           "iso4217:JPY is not divided by shares [1:4]\n");
    expect("DividendPerShare", "JPY", false,
           "units.not-per-share i.xbrl:2:1 \"DividendPerShare\" is an amount per share, but its "
           "unit iso4217:JPY is not divided by shares [1:4]\n");
    expect("DividendPerShare", "EPS", false, "");
    expect("Free", "JPY", false, "");
}
END_TEST

START_TEST(test_measures_that_claim_to_be_listed)
{
    setup();
    add_unit("slip", qname(KS_NS_UTR, "Acre"), NULL);
    ck_assert_int_eq(ks_check_units(instance, units, &sink), KS_OK);
    ck_assert_str_eq(findings.ptr,
                     "units.unknown-measure i.xbrl:1:5 the unit \"DEM\" names the measure "
                     "iso4217:DEM, which the units registry does not have\n"
                     "units.unknown-measure i.xbrl:1:12 the unit \"slip\" names the measure "
                     "utr:Acre, which the units registry does not have; did you mean utr:acre?\n");
    teardown();
}
END_TEST

static bool check_all(void)
{
    ks_status status = ks_check_units(instance, units, NULL);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    return status == KS_OK;
}

START_TEST(test_short_memory)
{
    setup();
    add_fact("Floor", "ours");
    add_fact("Floor", "rood");
    add_fact("Cash", "DEM");
    add_fact("Rate", "JPY");
    add_fact("Eps", "SPE");
    add_fact("Eps", "SPE");
    add_unit("slip", qname(KS_NS_UTR, "Acre"), NULL);
    fail_each_allocation(check_all);
    teardown();
}
END_TEST

KS_TEST_MAIN("check_units", test_accepts_what_is_listed, test_refuses_what_is_not,
             test_one_finding_for_a_concept_in_a_unit, test_types_of_xbrl_itself, test_candidates,
             test_without_a_registry, test_measures_that_claim_to_be_listed, test_short_memory)

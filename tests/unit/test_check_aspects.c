/* Facts as sets of equal aspects, held against a look at each pair; and the totals that are listed
 * for a closer look. */
#include "check_aspects.h"

#include <stdio.h>
#include <string.h>

#include "check_interval.h"
#include "test_figures.h"

enum { ROUNDS = 200, FACTS = 40 };

static uint32_t state;

static uint32_t pick(uint32_t count)
{
    state = state * 1664525 + 1013904223;
    return (state >> 16) % count;
}

static const char *lang_of(uint32_t number)
{
    static const char *const LANGS[] = {NULL, "en", "EN", "ja"};
    return LANGS[number];
}

static void add_any_fact(void)
{
    static const char *const CONCEPTS[] = {"Total", "Sales", "Policy"};
    static const char *const CONTEXTS[] = {"now", "again", "next", "part"};
    static const char *const UNITS[] = {"JPY", "USD", "JPY-2"};
    const char *name = CONCEPTS[pick(3)];
    ks_fact *fact = add_fact_in(CONTEXTS[pick(4)], name, "1", 0);
    if (strcmp(name, "Policy") == 0) {
        fact->lang = lang_of(pick(4));
    } else {
        fact->unit = ks_instance_unit(instance, UNITS[pick(3)]);
    }
}

/* Tuples in one another, with facts in front of, in and behind them. */
static void add_any_facts(void)
{
    ks_tuple like = {.concept = concept("Policy")};
    ks_tuple *open[FACTS];
    size_t depth = 0;
    for (size_t i = 0; i < FACTS; i++) {
        const uint32_t what = pick(8);
        if (what == 0) {
            like.parent = depth > 0 ? open[depth - 1] : NULL;
            ck_assert_int_eq(ks_instance_add_tuple(instance, &like, &open[depth]), KS_OK);
            depth++;
        } else if (what == 1 && depth > 0) {
            ks_instance_end_tuple(instance, open[--depth]);
        }
        add_any_fact();
        ks_fact *fact = instance->facts.items[instance->facts.count - 1];
        fact->tuple = depth > 0 ? open[depth - 1] : NULL;
    }
    while (depth > 0) {
        ks_instance_end_tuple(instance, open[--depth]);
    }
}

static void begin_any(void)
{
    begin_figures();
    begin_facts();
    add_period("again", 0, 89, NULL, NULL);
    add_period("part", 0, 89, "ConsolidatedOrNonConsolidatedAxis", "NonConsolidatedMember");
    const ks_qname *dollar = figures_name(KS_NS_ISO4217, "USD");
    ks_unit unit = {.id = "USD", .numerators = &dollar, .numerator_count = 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_OK);
    add_money("JPY-2");
    add_any_facts();
}

static bool is_same_lang(const char *a, const char *b)
{
    const char *left = a != NULL && strcmp(a, "EN") == 0 ? "en" : a;
    const char *right = b != NULL && strcmp(b, "EN") == 0 ? "en" : b;
    return left == NULL || right == NULL ? left == right : strcmp(left, right) == 0;
}

static bool is_same_unit(const ks_fact *a, const ks_fact *b)
{
    return (a->unit == NULL ? NULL : a->unit->same) == (b->unit == NULL ? NULL : b->unit->same);
}

static bool is_same(const ks_fact *a, const ks_fact *b)
{
    return a->concept == b->concept && a->context->same == b->context->same && is_same_unit(a, b) &&
           a->tuple == b->tuple && is_same_lang(a->lang, b->lang);
}

/* The fact that the chain of the first of the set should lead to next. */
static uint32_t next_by_looking(uint32_t index)
{
    for (uint32_t i = index + 1; i < instance->facts.count; i++) {
        if (is_same(instance->facts.items[index], instance->facts.items[i])) {
            return i;
        }
    }
    return KS_NO_FACT;
}

static bool is_later_by_looking(uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (is_same(instance->facts.items[index], instance->facts.items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_inside(const ks_tuple *tuple, const ks_tuple *outer)
{
    while (tuple != NULL && tuple != outer) {
        tuple = tuple->parent;
    }
    return tuple == outer;
}

static size_t count_near(const ks_concept *what, const ks_fact *like)
{
    size_t count = 0;
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        count += fact->concept == what && fact->context->same == like->context->same &&
                 is_same_unit(fact, like) && is_inside(fact->tuple, like->tuple);
    }
    return count;
}

static void compare_fact(const ks_aspects *aspects, uint32_t index)
{
    const ks_fact *fact = instance->facts.items[index];
    ck_assert_uint_eq(aspects->next[index], next_by_looking(index));
    ck_assert(ks_aspects_is_first(aspects, index) == !is_later_by_looking(index));
    ck_assert_uint_eq(ks_aspects_near(aspects, concept("Sales"), fact).count,
                      count_near(concept("Sales"), fact));
    if (fact->lang == NULL && ks_aspects_is_first(aspects, index)) {
        ck_assert_uint_eq(ks_aspects_find(aspects, fact->concept, fact), index);
    }
}

static void compare_round(void)
{
    ks_aspects aspects;
    begin_any();
    ck_assert_int_eq(ks_aspects_init(&aspects, instance, KS_CLASS_ASPECTS), KS_OK);
    for (uint32_t i = 0; i < instance->facts.count; i++) {
        compare_fact(&aspects, i);
    }
    ks_aspects_release(&aspects);
    end_figures();
}

START_TEST(test_sets_are_those_that_a_look_at_each_pair_finds)
{
    state = 1;
    for (int round = 0; round < ROUNDS; round++) {
        compare_round();
    }
}
END_TEST

START_TEST(test_numbers_have_no_language)
{
    begin_figures();
    begin_facts();
    add_fact("Sales", "1", 0)->lang = "en";
    add_fact("Sales", "2", 0)->lang = "ja";
    add_fact("Policy", "a", 0)->lang = "en";
    add_fact("Policy", "b", 0)->lang = "ja";
    ks_aspects aspects;
    ck_assert_int_eq(ks_aspects_init(&aspects, instance, KS_CLASS_ASPECTS), KS_OK);
    ck_assert_uint_eq(aspects.next[0], 1);
    ck_assert_uint_eq(ks_aspects_find(&aspects, concept("Sales"), instance->facts.items[1]), 0);
    ck_assert(ks_aspects_is_alone(&aspects, 2));
    ks_aspects_release(&aspects);
    end_figures();
}
END_TEST

START_TEST(test_contexts_that_differ_in_the_place_of_a_dimension_are_one_by_their_aspects_only)
{
    begin_figures();
    begin_facts();
    add_period("segment", 0, 89, "ConsolidatedOrNonConsolidatedAxis", "NonConsolidatedMember");
    ks_context *moved =
        add_period("scenario", 0, 89, "ConsolidatedOrNonConsolidatedAxis", "NonConsolidatedMember");
    moved->same = moved; /* s-equality minds the place, 4.7.3.2 */
    add_fact_in("segment", "Sales", "1", 0);
    add_fact_in("scenario", "Sales", "1", 0);
    ks_aspects aspects;
    ck_assert_int_eq(ks_aspects_init(&aspects, instance, KS_CLASS_ASPECTS), KS_OK);
    ck_assert(!aspects.classes.is_s_equal);
    ck_assert_uint_eq(aspects.next[0], 1);
    ks_aspects_release(&aspects);
    ck_assert_int_eq(ks_aspects_init(&aspects, instance, KS_CLASS_S_EQUAL), KS_OK);
    ck_assert(ks_aspects_is_alone(&aspects, 0));
    ck_assert(ks_aspects_is_alone(&aspects, 1));
    ks_aspects_release(&aspects);
    end_figures();
}
END_TEST

static void begin_sum(void)
{
    begin_figures();
    add_calculation("urn:role", KS_ARCROLE_SUMMATION);
    begin_facts();
}

static size_t count_listed(void)
{
    ks_status status;
    size_t count = 0;
    WITH_TOTALS(status, instance, false, (count = totals.list.count, KS_OK));
    ck_assert_int_eq(status, KS_OK);
    end_figures();
    return count;
}

START_TEST(test_a_sum_that_is_right_beyond_doubt_is_not_looked_at_again)
{
    begin_sum();
    add_fact("Total", "1200", -2);
    add_fact("Sales", "1000", -3);
    add_fact("Other", "300.5", 1);
    add_fact("Costs", "100.5", 1);
    ck_assert_uint_eq(count_listed(), 0);
    begin_sum();
    add_fact("Total", "0", -3);
    add_fact("Sales", "0", -3);
    add_fact("Other", NULL, KS_DECIMALS_NONE);
    ck_assert_uint_eq(count_listed(), 0);
    begin_sum();
    add_fact("Total", "5", 0); /* nothing is known of what it is made of */
    ck_assert_uint_eq(count_listed(), 0);
}
END_TEST

START_TEST(test_a_sum_is_looked_at_where_anything_is_odd)
{
    begin_sum(); /* it does not come to the total */
    add_fact("Total", "1201", 0);
    add_fact("Sales", "1200", 0);
    ck_assert_uint_eq(count_listed(), 1);
    begin_sum(); /* an item is there twice */
    add_fact("Total", "1200", 0);
    add_fact("Sales", "1200", 0);
    add_fact("Sales", "1200", 0);
    ck_assert_uint_eq(count_listed(), 1);
    begin_sum(); /* an item has digits behind its last place */
    add_fact("Total", "1234", 0);
    add_fact("Sales", "1234", -2);
    ck_assert_uint_eq(count_listed(), 1);
    begin_sum(); /* beyond 64 bits */
    add_fact("Total", "10000000000000000000000001", 0);
    add_fact("Sales", "10000000000000000000000000", 0);
    add_fact("Other", "1", 0);
    ck_assert_uint_eq(count_listed(), 1);
    begin_sum(); /* far apart */
    add_fact("Total", "0.000000001", 9);
    add_fact("Sales", "1000000000000000000", 0);
    ck_assert_uint_eq(count_listed(), 1);
}
END_TEST

/* The same by the intervals of check_interval.h. */
static void sum_by_intervals(ks_interval *reported, ks_interval *calculated, ks_decimal *difference)
{
    static const char *const ITEMS[] = {"Sales", "Other", "Costs"};
    const ks_decimal weights[] = {ks_decimal_from_i64(1), ks_decimal_from_i64(1),
                                  ks_decimal_from_i64(-1)};
    ks_arena *arena = &instance->arena;
    *calculated = KS_INTERVAL_ZERO;
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        ks_interval own;
        ck_assert_int_eq(ks_interval_of(arena, &fact->number, fact->decimals, KS_CUT_ROUND, &own),
                         KS_OK);
        if (fact->concept == concept("Total")) {
            *reported = own;
            *difference = fact->number;
        }
        for (int k = 0; k < 3; k++) {
            if (fact->concept == concept(ITEMS[k])) {
                ck_assert_int_eq(ks_interval_add(arena, calculated, &own, &weights[k], calculated),
                                 KS_OK);
            }
        }
    }
    /* Ends lie as far apart on both sides: the middles differ by what the numbers do. */
    ks_decimal ends[2];
    ck_assert_int_eq(ks_decimal_add(arena, &reported->low, &reported->high, &ends[0]), KS_OK);
    ck_assert_int_eq(ks_decimal_add(arena, &calculated->low, &calculated->high, &ends[1]), KS_OK);
    ck_assert_int_eq(ks_decimal_subtract(arena, &ends[0], &ends[1], difference), KS_OK);
}

static void add_rounded(const char *name)
{
    static const int32_t DECIMALS[] = {-1, 0, 1, KS_DECIMALS_INF};
    const uint32_t how = pick(4);
    char text[32];
    const char *sign = pick(3) == 0 ? "-" : "";
    const uint32_t whole = pick(how == 0 ? 2 : 12);
    const uint32_t tenth = pick(10);
    switch (how) {
    case 0:
        snprintf(text, sizeof text, "%s%u0", sign, whole);
        break;
    case 1:
        snprintf(text, sizeof text, "%s%u", sign, whole);
        break;
    case 2:
        snprintf(text, sizeof text, "%s%u.%u", sign, whole, tenth);
        break;
    default:
        snprintf(text, sizeof text, "%s%u.%u5", sign, whole, tenth);
    }
    add_fact(name, text, DECIMALS[how]);
}

static void compare_sum(void)
{
    ks_status status;
    size_t listed = 0;
    bool is_rounded = false;
    ks_interval reported, calculated;
    ks_decimal difference;
    begin_sum();
    add_rounded("Total");
    add_rounded("Sales");
    add_rounded("Other");
    add_rounded("Costs");
    WITH_TOTALS(status, instance, false,
                (listed = totals.list.count,
                 is_rounded = listed > 0 && totals.list.items[0].is_rounded, KS_OK));
    ck_assert_int_eq(status, KS_OK);
    sum_by_intervals(&reported, &calculated, &difference);
    ck_assert_uint_eq(listed, ks_decimal_is_zero(&difference) ? 0 : 1);
    ck_assert(ks_interval_overlap(&reported, &calculated) == (listed == 0 || is_rounded));
    end_figures();
}

START_TEST(test_what_rounding_explains_is_what_intervals_say)
{
    state = 7;
    for (int round = 0; round < 3000; round++) {
        compare_sum();
    }
}
END_TEST

START_TEST(test_places_far_apart_take_no_time)
{
    begin_sum();
    add_fact("Total", "1", 2000000000);
    add_fact("Sales", "0", -2000000000);
    add_fact("Other", "2", KS_DECIMALS_INF);
    ck_assert_uint_eq(count_listed(), 1);
}
END_TEST

KS_TEST_MAIN("check_aspects", test_numbers_have_no_language,
             test_what_rounding_explains_is_what_intervals_say, test_places_far_apart_take_no_time,
             test_sets_are_those_that_a_look_at_each_pair_finds,
             test_contexts_that_differ_in_the_place_of_a_dimension_are_one_by_their_aspects_only,
             test_a_sum_that_is_right_beyond_doubt_is_not_looked_at_again,
             test_a_sum_is_looked_at_where_anything_is_odd)

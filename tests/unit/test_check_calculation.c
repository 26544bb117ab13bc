/* Calculations, aliases and required facts, on models made here. */
#include "check_calculation.h"

#include <string.h>

#include "check_definitions.h"
#include "check_equality.h"
#include "test.h"
#include "test_failing.h"
#include "test_findings.h"
#include "test_totals.h"

#define ROLE "urn:r"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_taxonomy *taxonomy;
static ks_instance *instance;
static ks_arena arena;

static const ks_qname *qname(const char *local)
{
    return ks_names_qname(&names, KS_SV("urn:t"), ks_sv_from(local));
}

static const ks_concept *concept(const char *local)
{
    return ks_taxonomy_find(taxonomy, qname(local));
}

static void add_concept(const char *local, ks_item_kind kind, const char *item_type)
{
    ks_concept added = {.name = qname(local),
                        .kind = kind,
                        .is_item = kind != KS_ITEM_OTHER || item_type != NULL,
                        .item_type = item_type == NULL ? NULL : qname(item_type)};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &added, NULL), KS_OK);
}

static void add_arc(const char *arcrole, const char *from, const char *to, const char *weight)
{
    bool is_valid = false;
    ks_arc arc = {.role = ROLE,
                  .arcrole = arcrole,
                  .from = concept(from),
                  .to = concept(to),
                  .order = ks_decimal_from_i64((int64_t)taxonomy->arcs.count)};
    ck_assert_int_eq(
        ks_decimal_parse(&taxonomy->arena, ks_sv_from(weight), false, &is_valid, &arc.weight),
        KS_OK);
    ck_assert_int_eq(ks_taxonomy_add_arc(taxonomy, &arc), KS_OK);
}

static void begin(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_arena_init(&arena);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    add_concept("A", KS_ITEM_MONETARY, NULL);
    add_concept("B", KS_ITEM_MONETARY, NULL);
    add_concept("C", KS_ITEM_MONETARY, NULL);
    add_concept("D", KS_ITEM_MONETARY, NULL);
    add_concept("S", KS_ITEM_STRING, "stringItemType");
    add_concept("T", KS_ITEM_STRING, "stringItemType");
    add_concept("Flag", KS_ITEM_OTHER, "booleanItemType");
    add_concept("Group", KS_ITEM_OTHER, NULL);
}

static void add_context(const char *id, const char *identifier)
{
    ks_context context = {
        .id = id, .scheme = "s", .identifier = identifier, .period = KS_PERIOD_INSTANT};
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_OK);
}

static void add_unit(const char *id, const char *local)
{
    const ks_qname *measure = ks_names_qname(&names, KS_SV(KS_NS_ISO4217), ks_sv_from(local));
    ks_unit unit = {.id = id, .numerators = &measure, .numerator_count = 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_OK);
}

/* The arcs are all there. */
static void begin_instance(void)
{
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&names, taxonomy, &instance), KS_OK);
    add_context("c", "i");
    add_context("same", "i");
    add_context("other", "j");
    add_unit("u", "JPY");
    add_unit("same", "JPY");
    add_unit("other", "USD");
}

/* A = B + 2 C, and D = A. */
static void begin_sums(void)
{
    begin();
    add_arc(KS_ARCROLE_SUMMATION, "A", "B", "1");
    add_arc(KS_ARCROLE_SUMMATION, "A", "C", "2");
    add_arc(KS_ARCROLE_SUMMATION, "D", "A", "1");
    begin_instance();
}

static void end(void)
{
    ks_instance_free(instance);
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
    ks_arena_release(&arena);
    ks_str_release(&findings);
}

static ks_fact *add_in(const ks_tuple *tuple, const char *name, const char *context,
                       const char *unit, const char *text, int32_t decimals)
{
    bool is_valid = false;
    ks_fact *added = NULL;
    ks_fact fact = {.concept = concept(name),
                    .tuple = tuple,
                    .context = ks_instance_context(instance, context),
                    .unit = unit == NULL ? NULL : ks_instance_unit(instance, unit),
                    .lexical = text,
                    .decimals = decimals,
                    .place = {"i", (uint32_t)instance->facts.count + 1, 1}};
    if (unit != NULL) {
        ck_assert_int_eq(ks_decimal_parse(&arena, ks_sv_from(text), false, &is_valid, &fact.number),
                         KS_OK);
        ck_assert(is_valid);
    }
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &added), KS_OK);
    return added;
}

static ks_fact *add(const char *name, const char *text, int32_t decimals)
{
    return add_in(NULL, name, "c", "u", text, decimals);
}

static ks_tuple *open_tuple(const ks_tuple *parent)
{
    ks_tuple *added = NULL;
    ks_tuple tuple = {.concept = concept("Group"), .parent = parent};
    ck_assert_int_eq(ks_instance_add_tuple(instance, &tuple, &added), KS_OK);
    return added;
}

/* How many findings there are of that id, and that there are no others. */
static size_t count(const char *id)
{
    size_t found = 0;
    ks_sv rest = ks_str_view(&findings);
    while (rest.len > 0) {
        ks_sv line = ks_sv_cut(&rest, '\n');
        ck_assert_msg(ks_sv_starts(line, ks_sv_from(id)), "%s", findings.ptr);
        found++;
    }
    return found;
}

static ks_status check_sums(void)
{
    ks_status status;
    WITH_TOTALS(status, instance, false, ks_check_calculation(&totals, &sink));
    return status;
}

static size_t inconsistencies(void)
{
    ks_str_clear(&findings);
    ck_assert_int_eq(check_sums(), KS_OK);
    return count("calculation.inconsistent ");
}

START_TEST(test_says_what_does_not_add_up)
{
    begin_sums();
    add("A", "100", 0);
    add("B", "40", 0);
    add_in(NULL, "C", "same", "same", "29", 0);
    ck_assert_uint_eq(inconsistencies(), 1);
    ck_assert_ptr_nonnull(strstr(findings.ptr,
                                 "i:1:1 A is 100 in c, u, but its items add up to 98: "
                                 "a difference of 2 (role urn:r) [2:1] [3:1]"));
    end();
}
END_TEST

START_TEST(test_other_contexts_units_and_nil_facts_add_nothing)
{
    begin_sums();
    add("A", "100", 0);
    add_in(NULL, "B", "other", "u", "1", 0);
    add_in(NULL, "C", "c", "other", "1", 0);
    add("B", "0", 0)->is_nil = true;
    ck_assert_uint_eq(inconsistencies(), 0); /* nothing contributes */
    add("C", "50", 0);
    ck_assert_uint_eq(inconsistencies(), 0);
    end();
}
END_TEST

START_TEST(test_duplicates_bind_nothing)
{
    begin_sums();
    add("A", "100", 0);
    add("B", "1", 0);
    ck_assert_uint_eq(inconsistencies(), 1);
    add("C", "7", 0);
    ks_fact *again = add_in(NULL, "C", "same", "same", "7", 0);
    ck_assert_uint_eq(inconsistencies(), 0);
    again->context = ks_instance_context(instance, "other");
    ck_assert_uint_eq(inconsistencies(), 1);
    add("A", "0", 0)->is_nil = true;
    ck_assert_uint_eq(inconsistencies(), 0);
    end();
}
END_TEST

START_TEST(test_rounds_each_item_then_weights_it)
{
    begin_sums();
    add("A", "4.0", 1);
    add("B", "1.25", 1);  /* 1.2 */
    add("C", "1.351", 1); /* 1.4 */
    ck_assert_uint_eq(inconsistencies(), 0);
    end();
}
END_TEST

START_TEST(test_rounds_sum_and_total_alike)
{
    begin_sums();
    add("A", "-26.5", 0); /* to the even -26 */
    add("B", "-24", KS_DECIMALS_INF);
    add("C", "-1.2", KS_DECIMALS_INF); /* -26.4 */
    ck_assert_uint_eq(inconsistencies(), 0);
    add_in(NULL, "A", "other", "u", "-27.5", 0);
    add_in(NULL, "B", "other", "u", "-27", KS_DECIMALS_INF);
    ck_assert_uint_eq(inconsistencies(), 1); /* -28 is not -27 */
    end();
}
END_TEST

START_TEST(test_nothing_is_known_where_precision_is_zero)
{
    begin_sums();
    add("A", "3", 0);
    ks_fact *vague = add("B", "3", KS_DECIMALS_NONE);
    vague->accuracy = KS_STATED_PRECISION;
    ks_str_clear(&findings);
    ck_assert_int_eq(check_sums(), KS_OK);
    ck_assert_str_eq(findings.ptr,
                     "calculation.unknown-accuracy i:1:1 whether A agrees with its items in c, u, "
                     "cannot be told: nothing is known of how exact B is (role urn:r) [2:1]\n");
    end();
}
END_TEST

START_TEST(test_binds_within_the_tuple_of_the_total_and_below)
{
    begin_sums();
    ks_tuple *outer = open_tuple(NULL);
    add_in(outer, "A", "c", "u", "10", 0);
    add_in(outer, "B", "c", "u", "3", 0);
    ks_tuple *inner = open_tuple(outer);
    add_in(inner, "B", "c", "u", "7", 0); /* no duplicate: it has another parent */
    ks_instance_end_tuple(instance, inner);
    ks_instance_end_tuple(instance, outer);
    ks_tuple *beside = open_tuple(NULL);
    add_in(beside, "C", "c", "u", "1000", 0);
    ks_instance_end_tuple(instance, beside);
    ck_assert_uint_eq(inconsistencies(), 0);
    add("D", "10", 0); /* all tuples stand below the root */
    ck_assert_uint_eq(inconsistencies(), 0);
    add_in(NULL, "A", "c", "u", "1", 0);
    /* 1 is not 1000 x 2 + 3 + 7, nor 10 the A in the root and the one in the tuple. */
    ck_assert_uint_eq(inconsistencies(), 2);
    end();
}
END_TEST

START_TEST(test_numbers_too_far_apart_are_said_to_be)
{
    begin_sums();
    ks_fact *total = add("A", "1", KS_DECIMALS_INF);
    total->number = ks_decimal_shift(&total->number, 100000);
    add("B", "1", KS_DECIMALS_INF);
    add("C", "1", KS_DECIMALS_INF)->number = total->number;
    ks_str_clear(&findings);
    ck_assert_int_eq(check_sums(), KS_OK);
    ck_assert_uint_eq(count("calculation.too-long "), 1);
    end();
}
END_TEST

/* B is another name for A, T for S. */
static void begin_aliases(void)
{
    begin();
    add_arc(KS_ARCROLE_ESSENCE_ALIAS, "A", "B", "0");
    add_arc(KS_ARCROLE_ESSENCE_ALIAS, "S", "T", "0");
    add_arc(KS_ARCROLE_REQUIRES, "C", "D", "0");
    add_arc(KS_ARCROLE_REQUIRES, "Group", "D", "0");
    begin_instance();
}

static size_t definitions(const char *id)
{
    ks_str_clear(&findings);
    ck_assert_int_eq(ks_check_definitions(instance, &sink), KS_OK);
    return count(id);
}

START_TEST(test_an_alias_has_the_value_and_the_unit_of_its_essence)
{
    begin_aliases();
    add("A", "100", 0);
    ks_fact *alias = add_in(NULL, "B", "same", "same", "104", -1);
    ck_assert_uint_eq(definitions("instance.alias-differs "), 0); /* 100, as exact as it is */
    alias->decimals = 0;
    ck_assert_uint_eq(definitions("instance.alias-differs "), 1);
    ck_assert_str_eq(findings.ptr, "instance.alias-differs i:2:1 \"B\" is another name for \"A\", "
                                   "but in context \"same\" they are \"104 same\" and \"100 u\" "
                                   "[1:1]\n");
    alias->number = instance->facts.items[0]->number;
    ck_assert_uint_eq(definitions("instance.alias-differs "), 0);
    alias->unit = ks_instance_unit(instance, "other");
    ck_assert_uint_eq(definitions("instance.alias-differs "), 1);
    alias->is_nil = true;
    ck_assert_uint_eq(definitions("instance.alias-differs "), 0);
    end();
}
END_TEST

START_TEST(test_aliases_elsewhere_are_not_compared)
{
    begin_aliases();
    add_in(NULL, "S", "c", NULL, "100", KS_DECIMALS_NONE);
    add_in(NULL, "T", "other", NULL, "1", KS_DECIMALS_NONE);
    ks_tuple *tuple = open_tuple(NULL);
    add_in(tuple, "T", "c", NULL, "2", KS_DECIMALS_NONE);
    add_in(tuple, "D", "c", "u", "2", 0);
    ks_instance_end_tuple(instance, tuple);
    ck_assert_uint_eq(definitions("instance.alias-differs "), 0);
    add_in(NULL, "T", "same", NULL, "100.0", KS_DECIMALS_NONE);
    ck_assert_uint_eq(definitions("instance.alias-differs "), 1);
    end();
}
END_TEST

START_TEST(test_says_what_is_required)
{
    begin_aliases();
    add("C", "1", 0);
    ck_assert_uint_eq(definitions("instance.required-missing "), 1);
    ks_tuple *tuple = open_tuple(NULL);
    ks_instance_end_tuple(instance, tuple);
    ck_assert_uint_eq(definitions("instance.required-missing "), 2);
    add_in(NULL, "D", "other", "other", "1", 0);
    ck_assert_uint_eq(definitions("instance.required-missing "), 0);
    end();
}
END_TEST

static bool are_same(const ks_fact *a, const ks_fact *b)
{
    bool is_same = false;
    ck_assert_int_eq(ks_facts_same_value(&arena, a, b, &is_same), KS_OK);
    return is_same;
}

START_TEST(test_values_are_compared_by_type)
{
    begin();
    begin_instance();
    const ks_fact *yes = add_in(NULL, "Flag", "c", NULL, " true", KS_DECIMALS_NONE);
    const ks_fact *one = add_in(NULL, "Flag", "c", NULL, "1", KS_DECIMALS_NONE);
    const ks_fact *no = add_in(NULL, "Flag", "c", NULL, "false", KS_DECIMALS_NONE);
    ck_assert(are_same(yes, one));
    ck_assert(!are_same(yes, no));
    const ks_fact *word = add_in(NULL, "S", "c", NULL, "a b", KS_DECIMALS_NONE);
    const ks_fact *spaced = add_in(NULL, "S", "c", NULL, "a  b", KS_DECIMALS_NONE);
    ck_assert(are_same(word, word));
    ck_assert(!are_same(word, spaced));
    ks_fact *special = add("A", "0", KS_DECIMALS_INF);
    special->is_special = true;
    special->lexical = "INF";
    ck_assert(are_same(special, special));
    special->lexical = "NaN";
    ck_assert(!are_same(special, special));
    end();
}
END_TEST

static bool check_all(void)
{
    ks_status status = check_sums();
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    if (status == KS_OK) {
        status = ks_check_definitions(instance, &sink);
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    }
    return status == KS_OK && ks_sink_status(&sink) == KS_OK;
}

static bool check_again(void)
{
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    return check_all();
}

START_TEST(test_memory_may_run_short_anywhere)
{
    begin();
    add_arc(KS_ARCROLE_SUMMATION, "A", "B", "1");
    add_arc(KS_ARCROLE_ESSENCE_ALIAS, "A", "C", "0");
    add_arc(KS_ARCROLE_REQUIRES, "A", "D", "0");
    begin_instance();
    add("A", "100", 0);
    add("B", "1", 0);
    add("C", "1", 0);
    fail_each_allocation(check_again);
    end();
}
END_TEST

KS_TEST_MAIN("check_calculation", test_says_what_does_not_add_up,
             test_other_contexts_units_and_nil_facts_add_nothing, test_duplicates_bind_nothing,
             test_rounds_each_item_then_weights_it, test_rounds_sum_and_total_alike,
             test_nothing_is_known_where_precision_is_zero,
             test_binds_within_the_tuple_of_the_total_and_below,
             test_numbers_too_far_apart_are_said_to_be,
             test_an_alias_has_the_value_and_the_unit_of_its_essence,
             test_aliases_elsewhere_are_not_compared, test_says_what_is_required,
             test_values_are_compared_by_type, test_memory_may_run_short_anywhere)

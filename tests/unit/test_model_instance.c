/* Instances as data: contexts, units, facts, footnotes. */
#include "model_instance.h"

#include <stdio.h>
#include <string.h>

#include "test.h"
#include "test_failing.h"

#define NS "http://example.com/t"

static ks_names names;
static ks_taxonomy *taxonomy;
static ks_instance *instance;
static const ks_concept *cash;

static void begin(void)
{
    ks_names_init(&names);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    ks_concept concept = {.name = ks_names_qname(&names, KS_SV(NS), KS_SV("Cash"))};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &concept, &cash), KS_OK);
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&names, taxonomy, &instance), KS_OK);
}

static void end(void)
{
    ks_instance_free(instance);
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
}

static ks_context *add_context(const char *id)
{
    ks_context *out = NULL;
    ks_context context = {.id = id, .scheme = "s", .identifier = "i", .period = KS_PERIOD_INSTANT};
    ck_assert_int_eq(ks_instance_add_context(instance, &context, &out), KS_OK);
    return out;
}

START_TEST(test_contexts_and_units_are_found_by_id)
{
    begin();
    char id[] = "C1";
    char text[] = "Heading";
    ks_lang_text labels = {.lang = "en", .text = text};
    ks_context context = {.id = id, .scheme = "s", .identifier = "i", .labels = &labels};
    ks_context *added = NULL;
    ck_assert_int_eq(ks_instance_add_context(instance, &context, &added), KS_OK);
    ck_assert_int_eq(ks_instance_add_context(instance, &context, NULL), KS_ERR_MISUSE);
    memset(id, 'x', 2);
    memset(text, 'x', 7);
    ck_assert_ptr_eq(ks_instance_context(instance, "C1"), added);
    ck_assert_str_eq(ks_lang_text_find(added->labels, "en"), "Heading");
    ck_assert_ptr_null(ks_lang_text_find(added->labels, "ja"));
    ck_assert_ptr_null(ks_instance_context(instance, "C2"));
    ck_assert_uint_eq(add_context("C2")->index, 1);
    const ks_qname *yen = ks_names_qname(&names, KS_SV(KS_NS_ISO4217), KS_SV("JPY"));
    const ks_qname *shares = ks_names_qname(&names, KS_SV(KS_NS_XBRLI), KS_SV("shares"));
    const ks_qname *numerators[] = {yen};
    const ks_qname *denominators[] = {shares};
    ks_unit unit = {.id = "JPYPerShare",
                    .numerators = numerators,
                    .numerator_count = 1,
                    .denominators = denominators,
                    .denominator_count = 1};
    ks_unit *added_unit = NULL;
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, &added_unit), KS_OK);
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_ERR_MISUSE);
    numerators[0] = NULL;
    ck_assert_ptr_eq(ks_instance_unit(instance, "JPYPerShare"), added_unit);
    ck_assert_str_eq(ks_unit_currency(added_unit), "JPY");
    ks_unit of_shares = {.id = "s", .numerators = denominators, .numerator_count = 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &of_shares, &added_unit), KS_OK);
    ck_assert_ptr_null(ks_unit_currency(added_unit));
    end();
}
END_TEST

static ks_context *add_from(const char *id, const char *besides, const ks_moment *finish)
{
    ks_context *out = NULL;
    ks_context context = {.id = id,
                          .scheme = "s",
                          .identifier = "i",
                          .besides = besides,
                          .period = KS_PERIOD_INSTANT,
                          .end = 10};
    if (finish != NULL) {
        context.is_exact = true;
        context.finish = *finish;
    }
    ck_assert_int_eq(ks_instance_add_context(instance, &context, &out), KS_OK);
    return out;
}

START_TEST(test_equal_contexts_have_one_that_stands_for_them)
{
    begin();
    const ks_moment midnight = {.day = 11};
    const ks_moment later = {.day = 11, .nanosecond = 1};
    const ks_moment in_utc = {.day = 11, .has_offset = true};
    const ks_context *first = add_from("C1", NULL, NULL);
    ck_assert_ptr_eq(first->same, first);
    ck_assert_ptr_eq(add_from("C2", NULL, NULL)->same, first);
    ck_assert_ptr_eq(add_from("C3", NULL, &midnight)->same, first);
    ck_assert_ptr_ne(add_from("C4", NULL, &later)->same, first);
    ck_assert_ptr_ne(add_from("C5", NULL, &in_utc)->same, first);
    const ks_context *segmented = add_from("C6", "<m>", NULL);
    ck_assert_ptr_ne(segmented->same, first);
    ck_assert_ptr_eq(add_from("C7", "<m>", NULL)->same, segmented);
    end();
}
END_TEST

static ks_unit *add_unit(const char *id, const char *one, const char *two, const char *below)
{
    ks_unit *out = NULL;
    const ks_qname *above[] = {ks_names_qname(&names, KS_SV(NS), ks_sv_from(one)),
                               ks_names_qname(&names, KS_SV(NS), ks_sv_from(two))};
    const ks_qname *under[] = {ks_names_qname(&names, KS_SV(NS), ks_sv_from(below))};
    ks_unit unit = {.id = id,
                    .numerators = above,
                    .numerator_count = 2,
                    .denominators = under,
                    .denominator_count = below == NULL ? 0 : 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, &out), KS_OK);
    return out;
}

START_TEST(test_equal_units_have_one_that_stands_for_them)
{
    begin();
    const ks_unit *first = add_unit("U1", "foot", "pound", NULL);
    ck_assert_ptr_eq(add_unit("U2", "pound", "foot", NULL)->same, first);
    ck_assert_ptr_ne(add_unit("U3", "foot", "foot", NULL)->same, first);
    const ks_unit *ratio = add_unit("U4", "foot", "pound", "second");
    ck_assert_ptr_eq(ratio->same, ratio);
    ck_assert_ptr_eq(add_unit("U5", "pound", "foot", "second")->same, ratio);
    ck_assert_ptr_ne(add_unit("U6", "pound", "second", "foot")->same, ratio);
    end();
}
END_TEST

static ks_fact *add_cash(const ks_context *context)
{
    ks_fact *out = NULL;
    ks_fact fact = {.concept = cash, .context = context, .lexical = "1"};
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &out), KS_OK);
    return out;
}

START_TEST(test_tuples_know_their_facts_also_when_some_are_dropped)
{
    begin();
    ks_context *context = add_context("C1");
    ks_tuple *outer = NULL;
    ks_tuple *inner = NULL;
    add_cash(NULL);
    ck_assert_int_eq(ks_instance_add_tuple(instance, &(ks_tuple){.concept = cash}, &outer), KS_OK);
    add_cash(context);
    ck_assert_int_eq(
        ks_instance_add_tuple(instance, &(ks_tuple){.concept = cash, .parent = outer}, &inner),
        KS_OK);
    add_cash(NULL);
    const ks_fact *last = add_cash(context);
    ks_instance_end_tuple(instance, inner);
    ks_instance_end_tuple(instance, outer);
    add_cash(context);
    ks_instance_drop_facts(instance);
    ck_assert_uint_eq(instance->facts.count, 3);
    ck_assert_uint_eq(outer->first, 0);
    ck_assert_uint_eq(outer->end, 2);
    ck_assert_uint_eq(inner->first, 1);
    ck_assert_uint_eq(inner->end, 2);
    ck_assert_ptr_eq(instance->facts.items[1], last);
    ck_assert_uint_eq(last->index, 1);
    end();
}
END_TEST

START_TEST(test_a_fact_keeps_its_cells_in_order)
{
    begin();
    char printed[] = "1";
    ks_cell_ref cell = {.place = {"a.tsv", 1, 2}, .printed = printed};
    ks_fact *fact = NULL;
    ks_fact given = {.concept = cash, .context = add_context("C"), .lexical = "1", .cells = &cell};
    ck_assert_int_eq(ks_instance_add_fact(instance, &given, &fact), KS_OK);
    ck_assert_int_eq(ks_fact_add_cell(instance, fact, (ks_place){"b.tsv", 3, 4}, "(2)"), KS_OK);
    ck_assert_int_eq(ks_fact_add_cell(instance, fact, (ks_place){"c.tsv", 5, 6}, "3"), KS_OK);
    printed[0] = 'x';
    ck_assert_str_eq(fact->cells->printed, "1");
    ck_assert_str_eq(fact->cells->next->place.file, "b.tsv");
    ck_assert_uint_eq(fact->cells->next->next->place.column, 6);
    ck_assert_ptr_null(fact->cells->next->next->next);
    ck_assert_ptr_null(cell.next);
    end();
}
END_TEST

START_TEST(test_a_footnote_names_a_fact_once)
{
    begin();
    ks_fact *one = NULL;
    ks_fact *two = NULL;
    ks_footnote *note = NULL;
    ks_fact fact = {.concept = cash, .context = add_context("C"), .lexical = "1"};
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &one), KS_OK);
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &two), KS_OK);
    ks_lang_text text = {.lang = "en", .text = "A note."};
    ks_footnote given = {.id = "n1", .mark = "(1)", .role = KS_ROLE_FOOTNOTE, .texts = &text};
    ck_assert_int_eq(ks_instance_add_footnote(instance, &given, &note), KS_OK);
    ck_assert_int_eq(ks_footnote_add_fact(instance, note, two), KS_OK);
    ck_assert_int_eq(ks_footnote_add_fact(instance, note, one), KS_OK);
    ck_assert_int_eq(ks_footnote_add_fact(instance, note, two), KS_OK);
    ck_assert_uint_eq(note->facts.count, 2);
    ck_assert_ptr_eq(note->facts.items[0], two);
    ck_assert_ptr_eq(note->facts.items[1], one);
    ck_assert_str_eq(ks_lang_text_find(note->texts, "en"), "A note.");
    end();
}
END_TEST

static bool is_short; /* of memory */

static bool note_status(ks_status status)
{
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    is_short = is_short || status == KS_ERR_MEMORY;
    return status == KS_OK;
}

static void fill_instance(ks_instance *i, const ks_concept *concept)
{
    static const ks_lang_text TEXT = {.lang = "en", .text = "text"};
    const ks_qname *measure = ks_names_qname(&names, KS_SV(KS_NS_ISO4217), KS_SV("JPY"));
    const ks_qname *measures[] = {measure};
    ks_context *context = NULL;
    ks_unit *unit = NULL;
    ks_fact *fact = NULL;
    ks_footnote *footnote = NULL;
    is_short = is_short || measure == NULL;
    if (is_short ||
        !note_status(ks_instance_add_context(
            i, &(ks_context){.id = "c", .scheme = "s", .identifier = "e", .labels = &TEXT},
            &context)) ||
        !note_status(ks_instance_add_unit(
            i, &(ks_unit){.id = "u", .numerators = measures, .numerator_count = 1}, &unit)) ||
        !note_status(ks_instance_add_fact(
            i, &(ks_fact){.concept = concept, .context = context, .unit = unit, .lexical = "1"},
            &fact)) ||
        !note_status(ks_fact_add_cell(i, fact, (ks_place){"f", 1, 1}, "1")) ||
        !note_status(
            ks_instance_add_footnote(i, &(ks_footnote){.id = "n", .texts = &TEXT}, &footnote)) ||
        !note_status(ks_footnote_add_fact(i, footnote, fact))) {
        return;
    }
    ck_assert_ptr_eq(i->facts.items[0], fact);
}

static bool fill(void)
{
    ks_taxonomy *t = NULL;
    ks_instance *i = NULL;
    const ks_concept *concept = NULL;
    is_short = false;
    ks_names_init(&names);
    const ks_qname *name = ks_names_qname(&names, KS_SV(NS), KS_SV("Cash"));
    is_short = name == NULL;
    if (!is_short && note_status(ks_taxonomy_new(&names, &t)) &&
        note_status(ks_taxonomy_add_concept(t, &(ks_concept){.name = name}, &concept)) &&
        note_status(ks_taxonomy_finish(t)) && note_status(ks_instance_new(&names, t, &i))) {
        fill_instance(i, concept);
    }
    ks_instance_free(i);
    ks_taxonomy_free(t);
    ks_names_release(&names);
    return !is_short;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(fill);
}
END_TEST

KS_TEST_MAIN("model_instance", test_contexts_and_units_are_found_by_id,
             test_equal_contexts_have_one_that_stands_for_them,
             test_equal_units_have_one_that_stands_for_them,
             test_tuples_know_their_facts_also_when_some_are_dropped,
             test_a_fact_keeps_its_cells_in_order, test_a_footnote_names_a_fact_once,
             test_memory_may_run_short_anywhere)

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

START_TEST(test_facts_are_found_by_their_aspects)
{
    begin();
    ks_context *one = add_context("C1");
    ks_context *two = add_context("C2");
    ks_fact *english = NULL;
    ks_fact *japanese = NULL;
    ks_fact *first = NULL;
    ks_fact fact = {.concept = cash, .context = one, .lexical = "x", .lang = "en"};
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &english), KS_OK);
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, NULL), KS_OK);
    fact.lang = "ja";
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &japanese), KS_OK);
    fact.lang = NULL;
    fact.context = two;
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &first), KS_OK);
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, NULL), KS_OK);
    ck_assert_ptr_eq(ks_instance_fact(instance, cash, one, NULL, "en"), english);
    ck_assert_ptr_eq(ks_instance_fact(instance, cash, one, NULL, "ja"), japanese);
    ck_assert_ptr_null(ks_instance_fact(instance, cash, one, NULL, NULL));
    ck_assert_ptr_null(ks_instance_fact(instance, cash, one, NULL, "fr"));
    ck_assert_ptr_eq(ks_instance_fact(instance, cash, two, NULL, NULL), first);
    ck_assert_uint_eq(instance->facts.count, 5);
    ck_assert_uint_eq(first->index, 3);
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
    ck_assert_ptr_eq(ks_instance_fact(i, concept, context, unit, NULL), fact);
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
             test_facts_are_found_by_their_aspects, test_a_fact_keeps_its_cells_in_order,
             test_a_footnote_names_a_fact_once, test_memory_may_run_short_anywhere)

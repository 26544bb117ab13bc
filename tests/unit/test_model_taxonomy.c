/* Taxonomies as data: labels, roles, networks. */
#include "model_taxonomy.h"

#include <stdio.h>
#include <string.h>

#include "test.h"
#include "test_failing.h"

#define NS     "http://example.com/t"
#define ROLE_A "http://example.com/role/a"
#define ROLE_B "http://example.com/role/b"

static ks_names names;
static ks_taxonomy *taxonomy;

static void begin(void)
{
    ks_names_init(&names);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
}

static void end(void)
{
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
}

static const ks_concept *add_concept(const char *local)
{
    const ks_concept *out = NULL;
    ks_concept concept = {.name = ks_names_qname(&names, KS_SV(NS), ks_sv_from(local)),
                          .is_item = true};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &concept, &out), KS_OK);
    return out;
}

static void add_label(const ks_concept *concept, const char *role, const char *lang,
                      const char *text)
{
    ks_label label = {.concept = concept, .role = role, .lang = lang, .text = text};
    ck_assert_int_eq(ks_taxonomy_add_label(taxonomy, &label), KS_OK);
}

static void add_arc(const char *role, const char *arcrole, const ks_concept *from,
                    const ks_concept *to, int64_t order)
{
    ks_arc arc = {.role = role,
                  .arcrole = arcrole,
                  .from = from,
                  .to = to,
                  .order = ks_decimal_from_i64(order),
                  .weight = ks_decimal_from_i64(1)};
    ck_assert_int_eq(ks_taxonomy_add_arc(taxonomy, &arc), KS_OK);
}

START_TEST(test_label_by_role_and_language)
{
    begin();
    const ks_concept *cash = add_concept("Cash");
    const ks_concept *bare = add_concept("Bare");
    add_label(cash, KS_ROLE_LABEL, "en-US", "Cash (US)");
    add_label(cash, KS_ROLE_LABEL, "ja", "現金");
    add_label(cash, KS_ROLE_TOTAL, "en", "Total cash");
    add_label(cash, KS_ROLE_LABEL, "enx", "not English");
    add_label(cash, KS_ROLE_LABEL, "ja", "second of the same");
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, cash, KS_ROLE_LABEL, "en"), "Cash (US)");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, cash, KS_ROLE_LABEL, "EN-us"), "Cash (US)");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, cash, KS_ROLE_LABEL, "ja"), "現金");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, cash, KS_ROLE_TOTAL, "en"), "Total cash");
    ck_assert_ptr_null(ks_taxonomy_label(taxonomy, cash, KS_ROLE_TOTAL, "ja"));
    ck_assert_ptr_null(ks_taxonomy_label(taxonomy, cash, KS_ROLE_LABEL, "e"));
    ck_assert_ptr_null(ks_taxonomy_label(taxonomy, cash, KS_ROLE_LABEL, "fr"));
    ck_assert_ptr_null(ks_taxonomy_label(taxonomy, bare, KS_ROLE_LABEL, "en"));
    end();
}
END_TEST

START_TEST(test_best_label_falls_back)
{
    begin();
    const ks_concept *cash = add_concept("Cash");
    const ks_concept *costs = add_concept("Costs");
    const ks_concept *bare = add_concept("Bare");
    const char *lang = NULL;
    add_label(cash, KS_ROLE_LABEL, "ja", "現金");
    add_label(cash, KS_ROLE_LABEL, "fr", "Caisse");
    add_label(costs, KS_ROLE_LABEL, "en", "Costs");
    add_label(costs, KS_ROLE_TOTAL, "en", "Total costs");
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_str_eq(ks_taxonomy_label_best(taxonomy, costs, KS_ROLE_NEGATED_TOTAL, "en", &lang),
                     "Total costs");
    ck_assert_str_eq(ks_taxonomy_label_best(taxonomy, costs, KS_ROLE_PERIOD_END, "en", &lang),
                     "Costs");
    ck_assert_str_eq(lang, "en");
    /* Another language: the one added first, not the first by name. */
    ck_assert_str_eq(ks_taxonomy_label_best(taxonomy, cash, KS_ROLE_LABEL, "en", &lang), "現金");
    ck_assert_str_eq(lang, "ja");
    ck_assert_str_eq(ks_taxonomy_label_best(taxonomy, bare, KS_ROLE_LABEL, "en", NULL), "Bare");
    end();
}
END_TEST

START_TEST(test_what_is_added_is_copied)
{
    begin();
    char role[] = ROLE_A;
    char text[] = "Cash";
    char uri[] = ROLE_B;
    char word[] = "A word";
    const ks_concept *cash = add_concept("Cash");
    add_label(cash, role, "en", text);
    ks_role declared = {.uri = uri, .id = word, .definition = word, .used_on = word};
    ck_assert_int_eq(ks_taxonomy_add_role(taxonomy, &declared), KS_OK);
    ck_assert_int_eq(ks_taxonomy_add_role(taxonomy, &declared), KS_ERR_MISUSE);
    memset(role, 'x', sizeof role - 1);
    memset(text, 'x', sizeof text - 1);
    memset(uri, 'x', sizeof uri - 1);
    memset(word, 'x', sizeof word - 1);
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, cash, ROLE_A, "en"), "Cash");
    ck_assert_ptr_nonnull(ks_taxonomy_find_role(taxonomy, ROLE_B));
    ck_assert_str_eq(ks_taxonomy_find_role(taxonomy, ROLE_B)->definition, "A word");
    ck_assert_ptr_null(ks_taxonomy_find_role(taxonomy, ROLE_A));
    end();
}
END_TEST

START_TEST(test_concepts_are_found_by_name_and_once)
{
    begin();
    const ks_concept *cash = add_concept("Cash");
    ks_concept again = {.name = cash->name};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &again, NULL), KS_ERR_MISUSE);
    ck_assert_uint_eq(taxonomy->concepts.count, 1);
    ck_assert_ptr_eq(ks_taxonomy_find(taxonomy, cash->name), cash);
    ck_assert_ptr_null(
        ks_taxonomy_find(taxonomy, ks_names_qname(&names, KS_SV(NS), KS_SV("Other"))));
    ck_assert_uint_eq(add_concept("Other")->index, 1);
    end();
}
END_TEST

START_TEST(test_networks_by_role_in_order)
{
    begin();
    const ks_concept *root = add_concept("Root");
    const ks_concept *first = add_concept("First");
    const ks_concept *second = add_concept("Second");
    const ks_concept *leaf = add_concept("Leaf");
    const ks_concept *late = add_concept("LateRoot");
    add_arc(ROLE_B, KS_ARCROLE_PARENT_CHILD, first, leaf, 1);
    add_arc(ROLE_B, KS_ARCROLE_PARENT_CHILD, root, second, 2);
    add_arc(ROLE_A, KS_ARCROLE_PARENT_CHILD, second, root, 1);
    add_arc(ROLE_B, KS_ARCROLE_PARENT_CHILD, root, first, 1);
    add_arc(ROLE_B, KS_ARCROLE_PARENT_CHILD, root, leaf, 2);
    add_arc(ROLE_B, KS_ARCROLE_SUMMATION, root, leaf, 1);
    add_arc(ROLE_B, KS_ARCROLE_PARENT_CHILD, late, leaf, 1);
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_uint_eq(taxonomy->network_count, 3);
    ck_assert_str_eq(taxonomy->networks[0].role, ROLE_B);
    ck_assert_str_eq(taxonomy->networks[1].role, ROLE_A);
    ck_assert_str_eq(taxonomy->networks[2].arcrole, KS_ARCROLE_SUMMATION);
    const ks_network *b = ks_taxonomy_find_network(taxonomy, ROLE_B, KS_ARCROLE_PARENT_CHILD);
    ck_assert_ptr_eq(b, &taxonomy->networks[0]);
    ck_assert_ptr_eq(ks_taxonomy_find_network(taxonomy, ROLE_B, KS_ARCROLE_SUMMATION),
                     &taxonomy->networks[2]);
    ck_assert_ptr_null(ks_taxonomy_find_network(taxonomy, ROLE_A, KS_ARCROLE_SUMMATION));
    ck_assert_ptr_null(ks_taxonomy_find_network(taxonomy, "none", KS_ARCROLE_SUMMATION));
    ck_assert_uint_eq(b->root_count, 2);
    ck_assert_ptr_eq(b->roots[0], root);
    ck_assert_ptr_eq(b->roots[1], late);
    ks_arc_list children = ks_network_children(b, root);
    ck_assert_uint_eq(children.count, 3);
    ck_assert_ptr_eq(children.arcs[0]->to, first);
    ck_assert_ptr_eq(children.arcs[1]->to, second); /* of equal orders, the one added first */
    ck_assert_ptr_eq(children.arcs[2]->to, leaf);
    ck_assert_uint_eq(ks_network_children(b, leaf).count, 0);
    ck_assert_uint_eq(b->arc_count, 5);
    ck_assert_ptr_eq(b->arcs[0]->from, first);
    ck_assert_ptr_eq(b->arcs[1]->from, root);
    ck_assert_ptr_eq(b->arcs[4]->from, late);
    end();
}
END_TEST

START_TEST(test_a_cycle_has_no_root)
{
    begin();
    const ks_concept *a = add_concept("A");
    const ks_concept *b = add_concept("B");
    add_arc(ROLE_A, KS_ARCROLE_PARENT_CHILD, a, b, 1);
    add_arc(ROLE_A, KS_ARCROLE_PARENT_CHILD, b, a, 1);
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_uint_eq(taxonomy->networks[0].root_count, 0);
    ck_assert_uint_eq(ks_network_children(&taxonomy->networks[0], a).count, 1);
    end();
}
END_TEST

START_TEST(test_large_orders_outlive_their_arena)
{
    begin();
    ks_arena arena;
    bool is_valid = false;
    ks_arena_init(&arena);
    const ks_concept *a = add_concept("A");
    const ks_concept *b = add_concept("B");
    ks_arc arc = {.role = ROLE_A, .arcrole = KS_ARCROLE_SUMMATION, .from = a, .to = b};
    const char *text = "1234567890123456789012345678901234567890123456789012345678901";
    ck_assert_int_eq(ks_decimal_parse(&arena, ks_sv_from(text), false, &is_valid, &arc.order),
                     KS_OK);
    arc.weight = arc.order;
    ck_assert_int_eq(ks_taxonomy_add_arc(taxonomy, &arc), KS_OK);
    ks_arena_release(&arena);
    ks_str out;
    ks_str_init(&out);
    ks_decimal_write(&out, &taxonomy->arcs.items[0]->weight, 0, "");
    ck_assert_str_eq(out.ptr, text);
    ks_str_release(&out);
    end();
}
END_TEST

START_TEST(test_roles_tell_what_they_do)
{
    static const char *const NEGATED[] = {
        "http://www.xbrl.org/2009/role/negatedLabel",
        "http://www.xbrl.org/2009/role/negatedTotalLabel",
        "http://www.xbrl.org/2009/role/negatedPeriodStartLabel",
        "http://www.xbrl.org/2009/role/negatedPeriodEndLabel",
        "http://www.xbrl.org/2009/role/negatedTerseLabel",
        "http://www.xbrl.org/2009/role/negatedNetLabel",
        "http://xbrl.us/us-gaap/role/label/negated",
        "http://xbrl.us/us-gaap/role/label/negatedTotal",
        "http://xbrl.us/us-gaap/role/label/negatedPeriodStart",
        "http://xbrl.us/us-gaap/role/label/negatedPeriodEnd",
    };
    for (size_t i = 0; i < sizeof NEGATED / sizeof *NEGATED; i++) {
        ck_assert_msg(ks_role_is_negated(NEGATED[i]), "%s", NEGATED[i]);
        ck_assert_msg(!ks_role_is_negated(ks_role_plain(NEGATED[i])), "%s", NEGATED[i]);
    }
    ck_assert(!ks_role_is_negated(KS_ROLE_LABEL));
    ck_assert(!ks_role_is_negated(NULL));
    ck_assert(!ks_role_is_negated("http://www.xbrl.org/2009/role/negative"));
    ck_assert(ks_role_is_total(KS_ROLE_TOTAL) && ks_role_is_total(KS_ROLE_NEGATED_TOTAL));
    ck_assert(!ks_role_is_total(KS_ROLE_NEGATED));
    ck_assert(ks_role_is_period_start(KS_ROLE_PERIOD_START) && ks_role_is_period_start(NEGATED[2]));
    ck_assert(ks_role_is_period_end(KS_ROLE_PERIOD_END) && ks_role_is_period_end(NEGATED[9]));
    ck_assert(!ks_role_is_period_end(KS_ROLE_PERIOD_START));
    ck_assert_str_eq(ks_role_plain(KS_ROLE_NEGATED_TOTAL), KS_ROLE_TOTAL);
    ck_assert_str_eq(ks_role_plain(ROLE_A), ROLE_A);
}
END_TEST

/* A wide network and many networks: where a step costs the square, this takes minutes. */
START_TEST(test_large_taxonomies_cost_what_they_hold)
{
    enum { COUNT = 20000 };
    begin();
    const ks_concept *root = add_concept("Root");
    char text[40];
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(text, sizeof text, "C%d", i);
        const ks_concept *concept = add_concept(text);
        add_label(concept, KS_ROLE_LABEL, "en", text);
        add_arc(ROLE_A, KS_ARCROLE_PARENT_CHILD, root, concept, COUNT - i);
        (void)snprintf(text, sizeof text, "http://example.com/%d", i);
        add_arc(text, KS_ARCROLE_PARENT_CHILD, concept, root, 1);
    }
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_uint_eq(taxonomy->network_count, COUNT + 1);
    const ks_network *wide = ks_taxonomy_find_network(taxonomy, ROLE_A, KS_ARCROLE_PARENT_CHILD);
    ks_arc_list children = ks_network_children(wide, root);
    ck_assert_uint_eq(children.count, COUNT);
    ck_assert_str_eq(children.arcs[0]->to->name->local, "C19999");
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(text, sizeof text, "http://example.com/%d", i);
        ck_assert_ptr_nonnull(ks_taxonomy_find_network(taxonomy, text, KS_ARCROLE_PARENT_CHILD));
    }
    end();
}
END_TEST

static bool is_short; /* of memory */

static bool note(ks_status status)
{
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    is_short = is_short || status == KS_ERR_MEMORY;
    return status == KS_OK;
}

static void fill_short(ks_taxonomy *t)
{
    const ks_qname *one = ks_names_qname(&names, KS_SV(NS), KS_SV("One"));
    const ks_qname *two = ks_names_qname(&names, KS_SV(NS), KS_SV("Two"));
    const ks_concept *from = NULL;
    const ks_concept *to = NULL;
    is_short = is_short || one == NULL || two == NULL;
    if (is_short ||
        !note(ks_taxonomy_add_concept(t, &(ks_concept){.name = one, .id = "a"}, &from)) ||
        !note(ks_taxonomy_add_concept(t, &(ks_concept){.name = two}, &to)) ||
        !note(ks_taxonomy_add_role(t, &(ks_role){.uri = ROLE_A, .id = "a", .definition = "b"})) ||
        !note(ks_taxonomy_add_label(
            t, &(ks_label){.concept = from, .role = KS_ROLE_LABEL, .lang = "en", .text = "One"})) ||
        !note(ks_taxonomy_add_document(
            t, &(ks_document){.url = "a.xsd", .file = "a.xsd", .ns = NS})) ||
        !note(ks_taxonomy_add_arc(
            t,
            &(ks_arc){.role = ROLE_A, .arcrole = KS_ARCROLE_SUMMATION, .from = from, .to = to})) ||
        !note(ks_taxonomy_finish(t))) {
        return;
    }
    ck_assert_str_eq(ks_taxonomy_label(t, from, KS_ROLE_LABEL, "en"), "One");
    ck_assert_uint_eq(t->networks[0].root_count, 1);
}

static bool fill(void)
{
    ks_taxonomy *t = NULL;
    is_short = false;
    ks_names_init(&names);
    if (note(ks_taxonomy_new(&names, &t))) {
        fill_short(t);
    }
    ks_taxonomy_free(t);
    ks_names_release(&names);
    return !is_short;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(fill);
}
END_TEST

KS_TEST_MAIN("model_taxonomy", test_label_by_role_and_language, test_best_label_falls_back,
             test_what_is_added_is_copied, test_concepts_are_found_by_name_and_once,
             test_networks_by_role_in_order, test_a_cycle_has_no_root,
             test_large_orders_outlive_their_arena, test_roles_tell_what_they_do,
             test_large_taxonomies_cost_what_they_hold, test_memory_may_run_short_anywhere)

/* What a taxonomy holds, as text. */
#include "write_listing.h"

#include <stdio.h>
#include <string.h>

#include "test_failing.h"
#include "test_write_sample.h"

static ks_str text;

static ks_status take(ks_sv piece, void *user)
{
    (void)user;
    ks_str_add_sv(&text, piece);
    return ks_str_status(&text);
}

/* Writes the networks of `uri` to `text`; whether there are some. */
static bool write_networks(const ks_taxonomy *taxonomy, const char *uri, const char *lang)
{
    bool is_found = false;
    ks_write_out out;
    ks_str_clear(&text);
    ks_write_out_init(&out, take, NULL);
    ck_assert_int_eq(ks_write_networks(taxonomy, uri, lang, &out, &is_found), KS_OK);
    ck_assert_int_eq(ks_write_out_finish(&out), KS_OK);
    ks_write_out_release(&out);
    return is_found;
}

static void begin(sample *s)
{
    *s = (sample){0};
    ks_str_init(&text);
    ks_names_init(&s->names);
    ck_assert_int_eq(ks_taxonomy_new(&s->names, &s->taxonomy), KS_OK);
}

static void end(sample *s)
{
    sample_release(s);
    ks_str_release(&text);
}

START_TEST(test_a_role_with_all_its_arcroles)
{
    sample s;
    ks_str_init(&text);
    sample_make(&s);
    ck_assert(write_networks(s.taxonomy, SAMPLE_OPS, "en"));
    ck_assert_str_eq(text.ptr, SAMPLE_OPS "\nOperations\n" KS_ARCROLE_PARENT_CHILD "\n"
                                          "  Statements of Operations  ns1:OperationsAbstract\n"
                                          "    Revenues:  ns1:RevenuesAbstract\n"
                                          "      R&D <services> \"new\"  ns1:Services\n"
                                          "    Total revenues  ns1:Revenues  [totalLabel]\n"
                                          "    Less: costs  ns1:Costs  [negatedLabel]\n"
                                          "    Income  ns1:Income\n"
                                          "    Per share  ns1:PerShare\n"
                                          "    Shares  ns1:Shares\n"
                                          "\n" SAMPLE_OPS "\nOperations\n" KS_ARCROLE_SUMMATION "\n"
                                          "  Income  ns1:Income\n"
                                          "    Revenues  ns1:Revenues  weight 1, order 1\n"
                                          "    Costs  ns1:Costs  weight -1, order 1\n");
    end(&s);
}
END_TEST

START_TEST(test_an_arcrole_by_its_last_part_in_another_language)
{
    sample s;
    ks_str_init(&text);
    sample_make(&s);
    ck_assert(write_networks(s.taxonomy, "parent-child", "ja"));
    ck_assert_ptr_nonnull(strstr(text.ptr, "\n\n" SAMPLE_CASH "\nCash & more\n"));
    ck_assert_ptr_nonnull(strstr(text.ptr, "  現金  ns1:CashAbstract\n"
                                           "    期首残高  ns1:Cash  [periodStartLabel]\n"
                                           "    増減  ns1:Change\n"
                                           "    期末残高  ns1:Cash  [periodEndLabel]\n"));
    ck_assert(!write_networks(s.taxonomy, "child", "en"));
    ck_assert(!write_networks(s.taxonomy, "", "en"));
    ck_assert_str_eq(text.ptr, "");
    end(&s);
}
END_TEST

START_TEST(test_names_the_nearest)
{
    sample s;
    const char *nearest = NULL;
    ks_str_init(&text);
    sample_make(&s);
    ck_assert_int_eq(ks_write_nearest_network(s.taxonomy, "parent-chidl", &nearest), KS_OK);
    ck_assert_str_eq(nearest, "parent-child");
    ck_assert_int_eq(ks_write_nearest_network(s.taxonomy, SAMPLE_NS "/role/cahs", &nearest), KS_OK);
    ck_assert_str_eq(nearest, SAMPLE_CASH);
    ck_assert_int_eq(ks_write_nearest_network(s.taxonomy, "zzzzzzzzzz", &nearest), KS_OK);
    ck_assert_ptr_null(nearest);
    end(&s);
}
END_TEST

START_TEST(test_circles_and_shared_children_end)
{
    sample s;
    begin(&s);
    static const char *const names[] = {"A", "B", "C", "D"};
    for (size_t i = 0; i < 4; i++) {
        sample_add(&s, names[i], KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, NULL, NULL);
    }
    sample_arc(&s, "urn:circle", "urn:a", "A", "B", 1, NULL);
    sample_arc(&s, "urn:circle", "urn:a", "B", "A", 1, NULL);
    sample_arc(&s, "urn:shared", "urn:a", "A", "B", 1, NULL);
    sample_arc(&s, "urn:shared", "urn:a", "A", "C", 2, NULL);
    sample_arc(&s, "urn:shared", "urn:a", "C", "B", 1, NULL);
    sample_arc(&s, "urn:shared", "urn:a", "B", "D", 1, NULL);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert(write_networks(s.taxonomy, "urn:circle", "en"));
    ck_assert_str_eq(text.ptr,
                     "urn:circle\nurn:a\n  A  ns1:A\n    B  ns1:B\n      A  ns1:A  ...\n");
    ck_assert(write_networks(s.taxonomy, "urn:shared", "en"));
    ck_assert_str_eq(text.ptr, "urn:shared\nurn:a\n  A  ns1:A\n    B  ns1:B\n      D  ns1:D\n"
                               "    C  ns1:C\n      B  ns1:B  ...\n");
    end(&s);
}
END_TEST

/* Neither the stack nor the indentation grows with the depth. */
START_TEST(test_a_long_chain)
{
    sample s;
    begin(&s);
    char name[32];
    char next[32];
    const int count = 20000;
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "C%d", i);
        sample_add(&s, name, KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, NULL, NULL);
    }
    for (int i = 0; i + 1 < count; i++) {
        snprintf(name, sizeof name, "C%d", i);
        snprintf(next, sizeof next, "C%d", i + 1);
        sample_arc(&s, "urn:chain", "urn:a", name, next, 1, NULL);
    }
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert(write_networks(s.taxonomy, "urn:chain", "en"));
    ck_assert_ptr_nonnull(strstr(text.ptr, " (20000) C19999  ns1:C19999\n"));
    ck_assert_uint_lt(text.len, (size_t)count * 120);
    end(&s);
}
END_TEST

START_TEST(test_generic_relations)
{
    sample s;
    begin(&s);
    sample_add(&s, "A", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, NULL, NULL);
    ks_relation relation = {.role = "urn:r",
                            .arcrole = "http://xbrl.org/arcrole/2008/element-label",
                            .from = {.concept = sample_concept(&s, "A")},
                            .to = {.name = sample_name(&s, "http://xbrl.org/2008/label", "label"),
                                   .id = "l1",
                                   .role = "http://www.xbrl.org/2008/role/label",
                                   .lang = "en",
                                   .text = "A\n  label"}};
    ck_assert_int_eq(ks_taxonomy_add_relation(s.taxonomy, &relation), KS_OK);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert(write_networks(s.taxonomy, "element-label", "en"));
    ck_assert_str_eq(text.ptr, "urn:r\nhttp://xbrl.org/arcrole/2008/element-label\n  ns1:A\n"
                               "    A label  ns2:label  id=l1  lang=en  [label]\n");
    end(&s);
}
END_TEST

START_TEST(test_concepts)
{
    sample s;
    ks_write_out out;
    ks_str_init(&text);
    sample_make(&s);
    ks_write_out_init(&out, take, NULL);
    ck_assert_int_eq(ks_write_concepts(s.taxonomy, "ja", &out), KS_OK);
    ck_assert_int_eq(ks_write_out_finish(&out), KS_OK);
    ks_write_out_release(&out);
    ck_assert(
        ks_sv_starts(ks_str_view(&text),
                     KS_SV("name\ttype\tperiod\tbalance\tabstract\tsubstitution\tlabel\n"
                           "ns1:OperationsAbstract\t\tduration\t\tabstract\t\t損益計算書\n")));
    ck_assert_ptr_nonnull(strstr(text.ptr, "\nns1:Cash\t\tinstant\tdebit\t\t\t現金\n"));
    end(&s);
}
END_TEST

static sample failing;

static bool list_all(void)
{
    ks_write_out out;
    bool is_found = false;
    const char *nearest = NULL;
    ks_str_init(&text);
    ks_write_out_init(&out, take, NULL);
    ks_status status = ks_write_summary(failing.taxonomy, KS_LANG_JA, &out);
    if (status == KS_OK) {
        status = ks_write_concepts(failing.taxonomy, "en", &out);
    }
    if (status == KS_OK) {
        status = ks_write_networks(failing.taxonomy, "parent-child", "en", &out, &is_found);
    }
    if (status == KS_OK) {
        status = ks_write_nearest_network(failing.taxonomy, "x", &nearest);
    }
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_write_out_release(&out);
    ks_str_release(&text);
    return status == KS_OK;
}

START_TEST(test_short_of_memory)
{
    sample_make(&failing);
    fail_each_allocation(list_all);
    sample_release(&failing);
}
END_TEST

KS_TEST_MAIN("write_listing", test_a_role_with_all_its_arcroles,
             test_an_arcrole_by_its_last_part_in_another_language, test_names_the_nearest,
             test_circles_and_shared_children_end, test_a_long_chain, test_generic_relations,
             test_concepts, test_short_of_memory)

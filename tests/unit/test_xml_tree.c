/* The small tree. */
#include "test.h"

#include <string.h>

#include "xml_tree.h"

START_TEST(test_builds_a_tree_that_outlives_the_parse)
{
    ks_names names;
    ks_arena arena;
    ks_xml_element *root = NULL;
    ks_names_init(&names);
    ks_arena_init(&arena);
    ks_xml_source source = {.file = "p.xml",
                            .text = KS_SV("<p xmlns='urn:p' xmlns:o='urn:o' id='1' o:id='2'>\n"
                                          " a<q>one</q>b<r/><q k='v'>two</q></p>"),
                            .names = &names};
    ck_assert_int_eq(ks_xml_tree_read(&source, &arena, &root), KS_OK);
    ck_assert(ks_xml_is(root, "urn:p", "p"));
    ck_assert(!ks_xml_is(root, "", "p"));
    ck_assert_str_eq(ks_xml_get(root, "id"), "1");
    ck_assert_str_eq(ks_xml_get_ns(root, "urn:o", "id"), "2");
    ck_assert(ks_xml_get(root, "k") == NULL);
    ck_assert_str_eq(root->text, "\n ab");
    ks_xml_element *first = ks_xml_child(root, "urn:p", "q");
    ks_xml_element *second = ks_xml_sibling(first, "urn:p", "q");
    ck_assert_str_eq(first->text, "one");
    ck_assert_str_eq(second->text, "two");
    ck_assert_str_eq(ks_xml_get(second, "k"), "v");
    ck_assert_uint_eq(second->place.line, 2);
    ck_assert_uint_eq(second->place.column, 18);
    ck_assert(second->parent == root);
    ck_assert(ks_xml_sibling(second, "urn:p", "q") == NULL);
    ck_assert_str_eq(ks_xml_child(root, "urn:p", "r")->text, "");
    ks_arena_release(&arena);
    ks_names_release(&names);
}
END_TEST

START_TEST(test_gives_no_tree_of_what_is_malformed)
{
    ks_names names;
    ks_arena arena;
    ks_xml_element *root = NULL;
    ks_sink sink;
    ks_names_init(&names);
    ks_arena_init(&arena);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_xml_source source = {
        .file = "p.xml", .text = KS_SV("<p><q>x</p>"), .names = &names, .sink = &sink};
    ck_assert_int_eq(ks_xml_tree_read(&source, &arena, &root), KS_REFUSED);
    ck_assert(root == NULL);
    ck_assert_uint_eq(ks_sink_errors(&sink), 1);
    ks_arena_release(&arena);
    ks_names_release(&names);
}
END_TEST

KS_TEST_MAIN("xml_tree", test_builds_a_tree_that_outlives_the_parse,
             test_gives_no_tree_of_what_is_malformed)

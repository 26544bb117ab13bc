/* An extension taxonomy as files. */
#include "write_taxonomy.h"

#include "test_failing.h"
#include "test_write_check.h"
#include "test_write_sample.h"

static const char *const LANGUAGES[] = {"en", "ja", "fr"};
static const ks_write_taxonomy_options OPTIONS = {
    .base_name = "t-1",
    .ns = SAMPLE_NS,
    .prefix = "t",
    .languages = LANGUAGES,
    .language_count = 3,
    .encoding = "UTF-8",
};

static const char *get_text(const ks_write_files *files, const char *name)
{
    for (size_t i = 0; i < files->list.count; i++) {
        if (strcmp(files->list.items[i].name, name) == 0) {
            return files->list.items[i].text.ptr;
        }
    }
    ck_abort_msg("there is no file %s", name);
    return "";
}

static void write_sample(ks_write_files *files)
{
    sample s;
    sample_make(&s);
    ck_assert_int_eq(ks_write_taxonomy(s.taxonomy, &OPTIONS, files), KS_OK);
    sample_release(&s);
}

START_TEST(test_writes_the_schema_first_and_only_what_has_content)
{
    ks_write_files files = {0};
    write_sample(&files);
    ck_assert_uint_eq(files.list.count, 5);
    ck_assert_str_eq(files.list.items[0].name, "t-1.xsd");
    ck_assert_str_eq(files.list.items[1].name, "t-1_lab-en.xml");
    ck_assert_str_eq(files.list.items[2].name, "t-1_lab-ja.xml");
    ck_assert_str_eq(files.list.items[3].name, "t-1_pre.xml");
    ck_assert_str_eq(files.list.items[4].name, "t-1_cal.xml");
    ck_assert_uint_eq(count_in(files.list.items[0].text.ptr, "<link:linkbaseRef"), 4);
    ck_assert_has(files.list.items[0].text.ptr,
                  "xlink:href=\"t-1_cal.xml\" "
                  "xlink:role=\"http://www.xbrl.org/2003/role/calculationLinkbaseRef\"");
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_all_documents_are_valid)
{
    static const ks_xml_schema_part LINKBASE[] = {
        {.ns = KS_NS_LINK, .url = "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"}};
    static const ks_xml_schema_part SCHEMA[] = {{.ns = SAMPLE_NS, .url = "t-1.xsd"}};
    ks_write_files files = {0};
    write_sample(&files);
    for (size_t i = 1; i < files.list.count; i++) {
        check_valid(files.list.items[i].name, ks_str_view(&files.list.items[i].text), LINKBASE, 1,
                    &files);
    }
    check_valid("t-1.xsd", ks_str_view(&files.list.items[0].text), NULL, 0, &files);
    check_valid("fact.xml",
                KS_SV("<Costs xmlns='" SAMPLE_NS "' contextRef='c' unitRef='u' decimals='0'>1"
                      "</Costs>"),
                SCHEMA, 1, &files);
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_declares_concepts_as_the_model_has_them)
{
    ks_write_files files = {0};
    write_sample(&files);
    const char *text = get_text(&files, "t-1.xsd");
    ck_assert_has(text, "targetNamespace=\"" SAMPLE_NS "\"");
    ck_assert_has(text, "<xsd:element name=\"Costs\" id=\"t_Costs\" "
                        "type=\"xbrli:monetaryItemType\" substitutionGroup=\"xbrli:item\" "
                        "nillable=\"true\" xbrli:periodType=\"duration\" "
                        "xbrli:balance=\"debit\"/>");
    ck_assert_has(text, "name=\"Cash\" id=\"t_Cash\" type=\"xbrli:monetaryItemType\" "
                        "substitutionGroup=\"xbrli:item\" nillable=\"true\" "
                        "xbrli:periodType=\"instant\"");
    ck_assert_has(text, "name=\"CashAbstract\" id=\"t_CashAbstract\" "
                        "type=\"xbrli:stringItemType\" substitutionGroup=\"xbrli:item\" "
                        "abstract=\"true\"");
    ck_assert_has(text, "type=\"num:perShareItemType\"");
    ck_assert_has(text, "schemaLocation=\"http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd\"");
    ck_assert_uint_eq(count_in(text, "<xsd:element "), 11);
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_declares_roles_with_what_they_are_used_on)
{
    ks_write_files files = {0};
    write_sample(&files);
    const char *text = get_text(&files, "t-1.xsd");
    ck_assert_uint_eq(count_in(text, "<link:roleType"), 2);
    ck_assert_has(text, "<link:roleType roleURI=\"" SAMPLE_OPS "\" id=\"operations\">\n"
                        "        <link:definition>Operations</link:definition>\n"
                        "        <link:usedOn>link:presentationLink</link:usedOn>\n"
                        "        <link:usedOn>link:calculationLink</link:usedOn>\n");
    ck_assert_has(text, "<link:definition>Cash &amp; more</link:definition>\n"
                        "        <link:usedOn>link:presentationLink</link:usedOn>\n"
                        "      </link:roleType>");
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_labels_are_escaped_and_tied_by_one_arc)
{
    ks_write_files files = {0};
    write_sample(&files);
    const char *english = get_text(&files, "t-1_lab-en.xml");
    const char *japanese = get_text(&files, "t-1_lab-ja.xml");
    ck_assert_has(english, "xml:lang=\"en\">R&amp;D &lt;services&gt; \"new\"</link:label>");
    ck_assert_has(english, "xlink:label=\"lab_t_Revenues\" "
                           "xlink:role=\"http://www.xbrl.org/2003/role/documentation\"");
    ck_assert_uint_eq(count_in(english, "xlink:from=\"loc_t_Revenues\""), 1);
    ck_assert_lacks(english, "営業収益");
    ck_assert_has(japanese, "xml:lang=\"ja\">営業収益合計</link:label>");
    ck_assert_lacks(japanese, "documentation");
    ck_assert_has(japanese, "<link:roleRef roleURI=\"http://www.xbrl.org/2009/role/negatedLabel\" "
                            "xlink:type=\"simple\" "
                            "xlink:href=\"http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"
                            "#negatedLabel\"/>");
    ck_assert_uint_eq(count_in(japanese, "<link:roleRef"), 1);
    ks_write_files_release(&files);
}
END_TEST

/* XLink 5.1.3: no two arcs between the same pair of labels. */
START_TEST(test_a_concept_that_stands_twice_has_two_locators)
{
    ks_write_files files = {0};
    write_sample(&files);
    const char *text = get_text(&files, "t-1_pre.xml");
    ck_assert_uint_eq(count_in(text, "xlink:href=\"t-1.xsd#t_Cash\""), 2);
    ck_assert_has(text, "xlink:from=\"loc_t_CashAbstract\" xlink:to=\"loc_t_Cash\" order=\"1\" "
                        "preferredLabel=\"http://www.xbrl.org/2003/role/periodStartLabel\"");
    ck_assert_has(text, "xlink:from=\"loc_t_CashAbstract\" xlink:to=\"loc2_t_Cash\" order=\"3\" "
                        "preferredLabel=\"http://www.xbrl.org/2003/role/periodEndLabel\"");
    ck_assert_uint_eq(count_in(text, "xlink:href=\"t-1.xsd#t_OperationsAbstract\""), 1);
    ck_assert_has(text, "<link:roleRef roleURI=\"" SAMPLE_CASH "\" xlink:type=\"simple\" "
                        "xlink:href=\"t-1.xsd#cash\"/>");
    ck_assert_has(text, "#negatedLabel\"/>");
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_calculation_has_weights)
{
    ks_write_files files = {0};
    write_sample(&files);
    const char *text = get_text(&files, "t-1_cal.xml");
    ck_assert_has(text, "xlink:from=\"loc_t_Income\" xlink:to=\"loc_t_Costs\" order=\"1\" "
                        "weight=\"-1\"/>");
    ck_assert_uint_eq(count_in(text, "<link:calculationLink "), 1);
    ck_assert_lacks(text, "preferredLabel");
    ck_assert_lacks(get_text(&files, "t-1_pre.xml"), "weight");
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_a_network_of_an_undeclared_role_is_declared)
{
    ks_write_files files = {0};
    sample s;
    memset(&s, 0, sizeof s);
    ks_names_init(&s.names);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    sample_add(&s, "A", KS_ITEM_OTHER, KS_PERIOD_DURATION, KS_BALANCE_NONE, "A", NULL);
    sample_add(&s, "B", KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, "B", NULL);
    sample_label(&s, "B", "http://example.com/role/shortLabel", "b", NULL);
    sample_arc(&s, "http://example.com/role/1 st", KS_ARCROLE_PARENT_CHILD, "A", "B", 1,
               "http://example.com/role/shortLabel");
    sample_arc(&s, KS_ROLE_LINK, KS_ARCROLE_SUMMATION, "A", "B", 1, NULL);
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_write_taxonomy(s.taxonomy, &OPTIONS, &files), KS_OK);
    const char *schema = get_text(&files, "t-1.xsd");
    ck_assert_uint_eq(count_in(schema, "<link:roleType"), 2);
    ck_assert_has(schema, "id=\"role_shortLabel\">\n"
                          "        <link:usedOn>link:label</link:usedOn>");
    ck_assert_has(schema, "roleURI=\"http://example.com/role/1 st\" id=\"role_2\"");
    ck_assert_has(get_text(&files, "t-1_lab-en.xml"), "xlink:href=\"t-1.xsd#role_shortLabel\"");
    ck_assert_lacks(get_text(&files, "t-1_cal.xml"), "roleRef");
    ck_assert_lacks(schema, "numeric-2009");
    ks_write_files_release(&files);
    sample_release(&s);
}
END_TEST

START_TEST(test_another_taxonomys_concept_is_misuse)
{
    ks_write_files files = {0};
    sample s;
    sample_make(&s);
    ks_write_taxonomy_options options = OPTIONS;
    options.ns = "http://example.com/other";
    ck_assert_int_eq(ks_write_taxonomy(s.taxonomy, &options, &files), KS_ERR_MISUSE);
    ck_assert_uint_eq(files.list.count, 0);
    sample_release(&s);
    ks_write_files_release(&files);
}
END_TEST

START_TEST(test_the_same_model_gives_the_same_bytes)
{
    ks_write_files one = {0};
    ks_write_files two = {0};
    write_sample(&one);
    write_sample(&two);
    ck_assert_uint_eq(one.list.count, two.list.count);
    for (size_t i = 0; i < one.list.count; i++) {
        ck_assert_str_eq(one.list.items[i].name, two.list.items[i].name);
        ck_assert_str_eq(one.list.items[i].text.ptr, two.list.items[i].text.ptr);
    }
    ks_write_files_release(&one);
    ks_write_files_release(&two);
}
END_TEST

START_TEST(test_the_declaration_names_the_encoding)
{
    ks_write_files files = {0};
    sample s;
    sample_make(&s);
    ks_write_taxonomy_options options = OPTIONS;
    options.encoding = "Shift_JIS";
    ck_assert_int_eq(ks_write_taxonomy(s.taxonomy, &options, &files), KS_OK);
    for (size_t i = 0; i < files.list.count; i++) {
        ck_assert_int_eq(strncmp(files.list.items[i].text.ptr,
                                 "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n", 43),
                         0);
    }
    ck_assert_has(get_text(&files, "t-1_lab-ja.xml"), "営業収益"); /* still UTF-8 */
    ks_write_files_release(&files);
    sample_release(&s);
}
END_TEST

static bool write_short(void)
{
    ks_write_files files = {0};
    sample s;
    sample_make(&s);
    ks_status status = s.status;
    if (status == KS_OK) {
        status = ks_write_taxonomy(s.taxonomy, &OPTIONS, &files);
        ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
        ck_assert_uint_eq(files.list.count, status == KS_OK ? 5 : 0);
    }
    ks_write_files_release(&files);
    sample_release(&s);
    return status == KS_OK;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(write_short);
}
END_TEST

KS_TEST_MAIN("write_taxonomy", test_writes_the_schema_first_and_only_what_has_content,
             test_all_documents_are_valid, test_declares_concepts_as_the_model_has_them,
             test_declares_roles_with_what_they_are_used_on,
             test_labels_are_escaped_and_tied_by_one_arc,
             test_a_concept_that_stands_twice_has_two_locators, test_calculation_has_weights,
             test_a_network_of_an_undeclared_role_is_declared,
             test_another_taxonomys_concept_is_misuse, test_the_same_model_gives_the_same_bytes,
             test_the_declaration_names_the_encoding, test_memory_may_run_short_anywhere)

/* Hypercubes, dimensions and members as they are written, and contexts that have them. */
#include "test.h"

#include "model_dimensions.h"
#include "test_failing.h"
#include "test_write_check.h"
#include "test_write_sample.h"
#include "write_instance.h"
#include "write_taxonomy.h"
#include "write_view.h"

#define ROLE_SALES SAMPLE_NS "/role/sales"

static const ks_qname *xbrldt(sample *s, const char *local)
{
    return sample_name(s, KS_NS_XBRLDT, local);
}

static void add_concept(sample *s, const char *local, const char *group)
{
    ks_concept concept = {.name = sample_name(s, SAMPLE_NS, local),
                          .kind = group == NULL ? KS_ITEM_MONETARY : KS_ITEM_STRING,
                          .period = KS_PERIOD_DURATION,
                          .is_abstract = group != NULL,
                          .is_item = true};
    if (group != NULL && *group != '\0') {
        concept.group = xbrldt(s, group);
    } else if (group != NULL) {
        concept.type = sample_name(s, "http://www.xbrl.org/dtr/type/non-numeric", "domainItemType");
    }
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_add_concept(s->taxonomy, &concept, NULL));
    }
}

static void add_arc(sample *s, const char *arcrole, const char *from, const char *to,
                    const ks_named_text *attrs, size_t count)
{
    ks_arc arc = {.role = ROLE_SALES,
                  .arcrole = arcrole,
                  .from = sample_concept(s, from),
                  .to = sample_concept(s, to),
                  .order = ks_decimal_from_i64(1),
                  .attrs = attrs,
                  .attr_count = count};
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_add_arc(s->taxonomy, &arc));
    }
}

static void add_typed_domain(sample *s)
{
    ks_typed_domain_ref ref = {.element = sample_name(s, SAMPLE_NS, "ContractAxis"),
                               .domain = sample_name(s, SAMPLE_NS, "ContractDomain"),
                               .href = "#t_ContractDomain",
                               .type = "integer",
                               .has_fragment = true};
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_add_typed_domain_ref(s->taxonomy, &ref));
    }
}

static void make_taxonomy(sample *s)
{
    const ks_named_text has[] = {{xbrldt(s, "closed"), "true"},
                                 {xbrldt(s, "contextElement"), "scenario"}};
    const ks_named_text usable[] = {{xbrldt(s, "usable"), "false"}};
    if (s->status != KS_OK || !sample_note(s, ks_taxonomy_new(&s->names, &s->taxonomy))) {
        return;
    }
    add_concept(s, "SalesAbstract", "");
    add_concept(s, "Sales", NULL);
    add_concept(s, "SalesTable", "hypercubeItem");
    add_concept(s, "ServiceAxis", "dimensionItem");
    add_concept(s, "ContractAxis", "dimensionItem");
    add_concept(s, "ServiceDomain", "");
    add_concept(s, "LinesMember", "");
    add_concept(s, "FastMember", "");
    add_typed_domain(s);
    add_arc(s, KS_ARCROLE_ALL, "Sales", "SalesTable", has, 2);
    add_arc(s, KS_ARCROLE_HYPERCUBE_DIMENSION, "SalesTable", "ServiceAxis", NULL, 0);
    add_arc(s, KS_ARCROLE_HYPERCUBE_DIMENSION, "SalesTable", "ContractAxis", NULL, 0);
    add_arc(s, KS_ARCROLE_DIMENSION_DOMAIN, "ServiceAxis", "ServiceDomain", usable, 1);
    add_arc(s, KS_ARCROLE_DOMAIN_MEMBER, "ServiceDomain", "LinesMember", NULL, 0);
    add_arc(s, KS_ARCROLE_DOMAIN_MEMBER, "LinesMember", "FastMember", NULL, 0);
    add_arc(s, KS_ARCROLE_PARENT_CHILD, "SalesAbstract", "Sales", NULL, 0);
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_finish(s->taxonomy));
    }
}

/* A fact of a member and of a value; `id` is that of the context. */
static void add_fact(sample *s, const char *id, const char *member, const char *text,
                     bool is_scenario, const char *value)
{
    const ks_dimension dimensions[] = {{.dimension = sample_name(s, SAMPLE_NS, "ServiceAxis"),
                                        .member = sample_name(s, SAMPLE_NS, member),
                                        .is_scenario = is_scenario},
                                       {.dimension = sample_name(s, SAMPLE_NS, "ContractAxis"),
                                        .domain = sample_name(s, SAMPLE_NS, "ContractDomain"),
                                        .text = text,
                                        .value = text,
                                        .is_scenario = true}};
    ks_context context = {.id = id,
                          .scheme = "http://www.sec.gov/CIK",
                          .identifier = "1",
                          .period = KS_PERIOD_DURATION,
                          .end = 90,
                          .dimensions = dimensions,
                          .dimension_count = 2};
    if (s->status == KS_OK &&
        sample_note(s, ks_instance_add_context(s->instance, &context, NULL))) {
        sample_fact(s, "Sales", id, "JPY", value, 0);
    }
}

/* Members and values in the scenario, or the members in the segment. */
static void make_instance(sample *s, bool is_scenario)
{
    if (s->status != KS_OK ||
        !sample_note(s, ks_instance_new(&s->names, s->taxonomy, &s->instance))) {
        return;
    }
    s->instance->schema_ref = "t.xsd";
    sample_unit(s, "JPY", KS_NS_ISO4217, "JPY", NULL);
    add_fact(s, "c", "LinesMember", "1 < 2", is_scenario, "5");
    add_fact(s, "d", "FastMember", "1 < 2", is_scenario, "3");
}

static void write_view(sample *s, ks_write_files *files)
{
    static const char *const LANGUAGES[] = {"en"};
    const ks_write_view_options options = {
        .id = "t", .instance_file = "t.xbrl", .languages = LANGUAGES, .language_count = 1};
    ks_str text;
    ks_str_init(&text);
    if (sample_note(s, ks_write_view(s->instance, &options, &text))) {
        sample_note(s, ks_write_files_add(files, "t.view.xml", &text));
    }
    ks_str_release(&text);
}

/* The taxonomy's files, then the instance and its view. */
static void write_all(sample *s, ks_write_files *files, bool is_scenario)
{
    const ks_write_taxonomy_options options = {
        .base_name = "t", .ns = SAMPLE_NS, .prefix = "t", .encoding = "UTF-8"};
    const ks_write_instance_options instance = {SAMPLE_NS, "t", "UTF-8"};
    ks_str text;
    ks_str_init(&text);
    memset(s, 0, sizeof *s);
    ks_names_init(&s->names);
    make_taxonomy(s);
    make_instance(s, is_scenario);
    if (s->status == KS_OK) {
        sample_note(s, ks_write_taxonomy(s->taxonomy, &options, files));
    }
    if (s->status == KS_OK && sample_note(s, ks_write_instance(s->instance, &instance, &text))) {
        sample_note(s, ks_write_files_add(files, "t.xbrl", &text));
    }
    ks_str_release(&text);
    if (s->status == KS_OK) {
        write_view(s, files);
    }
}

static void release(sample *s, ks_write_files *files)
{
    ks_instance_free(s->instance);
    ks_taxonomy_free(s->taxonomy);
    ks_names_release(&s->names);
    ks_write_files_release(files);
}

static void assert_holds(const ks_write_files *files, const char *name, const char *part)
{
    for (size_t i = 0; i < files->list.count; i++) {
        if (strcmp(files->list.items[i].name, name) == 0) {
            ck_assert_msg(strstr(files->list.items[i].text.ptr, part) != NULL, "%s lacks %s:\n%s",
                          name, part, files->list.items[i].text.ptr);
            return;
        }
    }
    ck_abort_msg("no file %s", name);
}

START_TEST(test_the_schema_declares_dimensions)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, true);
    ck_assert_int_eq(s.status, KS_OK);
    assert_holds(&files, "t.xsd", "substitutionGroup=\"xbrldt:hypercubeItem\"");
    assert_holds(&files, "t.xsd", "substitutionGroup=\"xbrldt:dimensionItem\"");
    assert_holds(&files, "t.xsd", "xbrldt:typedDomainRef=\"#t_ContractDomain\"");
    assert_holds(&files, "t.xsd",
                 "<xsd:element name=\"ContractDomain\" id=\"t_ContractDomain\" "
                 "type=\"xsd:integer\"/>");
    assert_holds(&files, "t.xsd", "type=\"nonnum:domainItemType\"");
    assert_holds(&files, "t.xsd", "schemaLocation=\"http://www.xbrl.org/2005/xbrldt-2005.xsd\"");
    assert_holds(&files, "t.xsd", "<link:usedOn>link:definitionLink</link:usedOn>");
    release(&s, &files);
}
END_TEST

START_TEST(test_definitions_have_arcroles_and_attributes)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, true);
    assert_holds(&files, "t.xsd", "xlink:href=\"t_def.xml\"");
    assert_holds(&files, "t_def.xml",
                 "<link:arcroleRef arcroleURI=\"http://xbrl.org/int/dim/arcrole/all\"");
    assert_holds(&files, "t_def.xml",
                 "xlink:from=\"loc_t_Sales\" xlink:to=\"loc_t_SalesTable\" order=\"1\" "
                 "xbrldt:closed=\"true\" xbrldt:contextElement=\"scenario\"/>");
    assert_holds(&files, "t_def.xml", "xbrldt:usable=\"false\"");
    release(&s, &files);
}
END_TEST

START_TEST(test_contexts_have_members_and_values)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, true);
    assert_holds(&files, "t.xbrl",
                 "<xbrldi:explicitMember dimension=\"t:ServiceAxis\">t:LinesMember<");
    assert_holds(&files, "t.xbrl", "<t:ContractDomain>1 &lt; 2</t:ContractDomain>");
    assert_holds(&files, "t.xbrl", "xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\"");
    release(&s, &files);
}
END_TEST

START_TEST(test_segment_and_scenario_are_kept_apart)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, false);
    assert_holds(&files, "t.xbrl",
                 "<xbrli:segment>\n        <xbrldi:explicitMember dimension=\"t:ServiceAxis\"");
    assert_holds(&files, "t.xbrl",
                 "<xbrli:scenario>\n      <xbrldi:typedMember dimension=\"t:ContractAxis\"");
    release(&s, &files);
}
END_TEST

START_TEST(test_one_line_has_a_row_for_each_member)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, true);
    assert_holds(&files, "t.view.xml", "<scope lang=\"en\">ContractAxis: 1 &lt; 2</scope>");
    assert_holds(&files, "t.view.xml",
                 "<row id=\"sales-r1\" kind=\"item\" level=\"0\">\n"
                 "      <label lang=\"en\">LinesMember</label>");
    assert_holds(&files, "t.view.xml", "<label lang=\"en\">FastMember</label>");
    release(&s, &files);
}
END_TEST

static bool write_short(void)
{
    ks_write_files files = {0};
    sample s;
    write_all(&s, &files, true);
    bool is_done = s.status == KS_OK;
    release(&s, &files);
    return is_done;
}

START_TEST(test_memory_may_run_short_anywhere)
{
    fail_each_allocation(write_short);
}
END_TEST

KS_TEST_MAIN("write_dimensions", test_the_schema_declares_dimensions,
             test_definitions_have_arcroles_and_attributes, test_contexts_have_members_and_values,
             test_segment_and_scenario_are_kept_apart, test_one_line_has_a_row_for_each_member,
             test_memory_may_run_short_anywhere)

#include "test_build.h"
#include "test_failing.h"

static const ks_arc *find_arc(const build_case *c, const char *arcrole, const char *to, size_t skip)
{
    const ks_taxonomy *taxonomy = ks_filing_taxonomy(c->filing);
    for (size_t i = 0; i < taxonomy->arcs.count; i++) {
        const ks_arc *arc = taxonomy->arcs.items[i];
        if (strcmp(arc->arcrole, arcrole) == 0 && strcmp(arc->to->name->local, to) == 0 &&
            skip-- == 0) {
            return arc;
        }
    }
    return NULL;
}

static const ks_concept *find_concept(const build_case *c, const char *local)
{
    const ks_taxonomy *taxonomy = ks_filing_taxonomy(c->filing);
    for (size_t i = 0; i < taxonomy->concepts.count; i++) {
        if (strcmp(taxonomy->concepts.items[i]->name->local, local) == 0) {
            return taxonomy->concepts.items[i];
        }
    }
    return NULL;
}

static void assert_decimal(const ks_decimal *number, const char *expected)
{
    ks_str text;
    ks_str_init(&text);
    ks_decimal_write(&text, number, 0, "");
    ck_assert_str_eq(text.ptr, expected);
    ks_str_release(&text);
}

START_TEST(test_taxonomy_follows_the_print)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_concept *services = find_concept(&c, "Services");
    ck_assert_str_eq(services->id, "case_Services");
    ck_assert_str_eq(services->type->local, "monetaryItemType");
    ck_assert_int_eq(services->balance, KS_BALANCE_CREDIT);
    ck_assert(find_concept(&c, "RevenuesAbstract")->is_abstract);
    const ks_arc *item = find_arc(&c, KS_ARCROLE_PARENT_CHILD, "Services", 0);
    ck_assert_str_eq(item->from->name->local, "RevenuesAbstract");
    assert_decimal(&item->order, "1");
    const ks_arc *total = find_arc(&c, KS_ARCROLE_PARENT_CHILD, "Revenues", 0);
    ck_assert_str_eq(total->from->name->local, "RevenuesAbstract");
    ck_assert_str_eq(total->preferred_label, KS_ROLE_TOTAL);
    assert_decimal(&total->order, "3");
    const ks_arc *negated = find_arc(&c, KS_ARCROLE_PARENT_CHILD, "Costs", 1);
    ck_assert_str_eq(negated->preferred_label, KS_ROLE_NEGATED);
    const ks_arc *income = find_arc(&c, KS_ARCROLE_PARENT_CHILD, "Income", 0);
    ck_assert_str_eq(income->from->name->local, "OpsAbstract");
    const ks_arc *cost = find_arc(&c, KS_ARCROLE_SUMMATION, "Costs", 0);
    ck_assert_str_eq(cost->from->name->local, "Income");
    assert_decimal(&cost->weight, "-1");
    end_case(&c);
}
END_TEST

START_TEST(test_every_concept_has_a_standard_label)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_taxonomy *taxonomy = ks_filing_taxonomy(c.filing);
    const ks_concept *costs = find_concept(&c, "Costs");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, costs, KS_ROLE_LABEL, "en"), "Total costs");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, costs, KS_ROLE_TOTAL, "ja"), "費用合計");
    ck_assert_str_eq(ks_taxonomy_label(taxonomy, costs, KS_ROLE_NEGATED, "en"), "Costs");
    const ks_role *role = ks_taxonomy_find_role(taxonomy, "http://example.com/case/role/ops");
    ck_assert_ptr_nonnull(role);
    ck_assert_str_eq(role->definition, "Operations");
    ck_assert_str_eq(role->used_on, "link:presentationLink link:calculationLink");
    role = ks_taxonomy_find_role(taxonomy, "http://example.com/case/role/key");
    ck_assert_str_eq(role->used_on, "link:presentationLink");
    end_case(&c);
}
END_TEST

START_TEST(test_contexts_and_units_in_the_plans_order)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_instance *instance = ks_filing_instance(c.filing);
    ck_assert_uint_eq(instance->contexts.count, 2);
    ck_assert_str_eq(instance->contexts.items[0]->id, NOW);
    ck_assert_str_eq(instance->contexts.items[1]->id, BEFORE);
    ck_assert_str_eq(instance->contexts.items[0]->identifier, "7");
    ck_assert_uint_eq(instance->units.count, 3);
    ck_assert_str_eq(instance->units.items[0]->id, "USD");
    ck_assert_str_eq(instance->units.items[1]->id, "JPY");
    ck_assert_str_eq(instance->units.items[2]->id, "pure");
    ck_assert_str_eq(instance->schema_ref, "case.xsd");
    end_case(&c);
}
END_TEST

START_TEST(test_opening_balance_is_the_day_before)
{
    build_case c;
    begin_case(&c);
    change(&c, "plan.xml", "<line concept=\"Remark\" type=\"string\" period=\"duration\">",
           "<line concept=\"Cash\" type=\"monetary\" period=\"instant\" balance=\"debit\""
           " at=\"start\"><label lang=\"en\">Cash, beginning</label></line>"
           "<line concept=\"Cash\" id=\"CashEnd\" at=\"end\"><label lang=\"en\">Cash, end</label>"
           "</line><line concept=\"Remark\" type=\"string\" period=\"duration\">");
    change(&c, "key.en.tsv", "Remark", "Cash, beginning\t3\t2\nCash, end\t4\t3\nRemark");
    build(&c);
    assert_findings(&c, "");
    ck_assert_str_eq(find_fact(&c, "Cash", "Instant_2019-12-31", "JPY")->lexical, "3000000");
    ck_assert_str_eq(find_fact(&c, "Cash", "Instant_2020-03-31", "JPY")->lexical, "4000000");
    ck_assert_str_eq(find_fact(&c, "Cash", "Instant_2018-12-31", "JPY")->lexical, "2000000");
    ck_assert_str_eq(find_fact(&c, "Cash", "Instant_2019-03-31", "JPY")->lexical, "3000000");
    ck_assert_str_eq(ks_filing_instance(c.filing)->contexts.items[0]->id, NOW);
    end_case(&c);
}
END_TEST

START_TEST(test_facts_of_every_kind)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_fact *ratio = find_fact(&c, "Ratio", NOW, "pure");
    ck_assert_str_eq(ratio->lexical, "0.480");
    ck_assert_int_eq(ratio->decimals, 3);
    const ks_fact *nothing = find_fact(&c, "Ratio", BEFORE, "pure");
    ck_assert(nothing->is_nil);
    ck_assert_str_eq(nothing->lexical, "");
    ck_assert_int_eq(nothing->decimals, KS_DECIMALS_NONE);
    const ks_fact *remark = find_fact(&c, "Remark", NOW, "");
    ck_assert_str_eq(remark->lexical, "before audit");
    ck_assert_str_eq(remark->lang, "en");
    ck_assert_str_eq(find_fact(&c, "Services", NOW, "USD")->lexical, "70000");
    end_case(&c);
}
END_TEST

START_TEST(test_settings_cascade_to_the_cell)
{
    build_case c;
    begin_case(&c);
    change(&c, "plan.xml", "<facts id=\"before\" period=\"before\"/>",
           "<facts id=\"before\" period=\"before\"/></columns>"
           "<cell line=\"Ratio\" column=\"now\" scale=\"0\" decimals=\"INF\"/>"
           "<cell line=\"Ratio\" scale=\"1\"/><columns-end/>");
    change(&c, "plan.xml", "<columns-end/>\n      </columns>", "");
    change(&c, "key.en.tsv", "48.0%\tn/a", "0.48\t4.8");
    build(&c);
    assert_findings(&c, "");
    const ks_fact *now = find_fact(&c, "Ratio", NOW, "pure");
    ck_assert_str_eq(now->lexical, "0.48");
    ck_assert_int_eq(now->decimals, KS_DECIMALS_INF);
    const ks_fact *before = find_fact(&c, "Ratio", BEFORE, "pure");
    ck_assert_str_eq(before->lexical, "48");
    ck_assert_int_eq(before->decimals, 0);
    end_case(&c);
}
END_TEST

START_TEST(test_what_a_line_or_column_lacks_is_said_once)
{
    static const build_change changes[] = {
        {"plan.xml", "languages=\"en ja\" unit=\"JPY\"", "languages=\"en ja\"",
         "cell.no-unit plan.xml:"},
        {"plan.xml", "<duration id=\"now\" start=\"2020-01-01\" end=\"2020-03-31\"/>",
         "<instant id=\"now\" date=\"2020-03-31\"/>", "cell.period-type plan.xml:"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        build_case c;
        begin_case(&c);
        change(&c, changes[i].file, changes[i].old, changes[i].new);
        build(&c);
        ck_assert_ptr_nonnull(strstr(c.findings.ptr, changes[i].findings));
        size_t lines = 0;
        for (const char *p = c.findings.ptr; (p = strchr(p, '\n')) != NULL; p++) {
            lines++;
        }
        ck_assert_msg(lines <= 3, "%s", c.findings.ptr);
        end_case(&c);
    }
}
END_TEST

START_TEST(test_notes_are_tied_in_each_language)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_instance *instance = ks_filing_instance(c.filing);
    ck_assert_uint_eq(instance->footnotes.count, 2);
    const ks_footnote *rate = instance->footnotes.items[0];
    ck_assert_str_eq(rate->id, "note-rate");
    ck_assert_str_eq(rate->mark, "(1)");
    ck_assert_uint_eq(rate->facts.count, 8); /* the dollar column */
    const ks_footnote *other = instance->footnotes.items[1];
    ck_assert_uint_eq(other->facts.count, 3);
    ck_assert_str_eq(other->facts.items[0]->concept->name->local, "OtherRevenues");
    ck_assert_str_eq(ks_lang_text_find(other->texts, "en"),
                     "Other revenues are from rents.\nThey were not reported before.");
    ck_assert_str_eq(ks_lang_text_find(other->texts, "ja"), "その他の収益は賃貸によるものです。");
    end_case(&c);
}
END_TEST

START_TEST(test_notes_that_do_not_fit)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Note (1): Translated at JPY 100 to the dollar.\n", "",
         "note.no-text ops.en.tsv:0:0 the note \"rate\", mark 1, has no text in ops.en.tsv"},
        {"ops.en.tsv", "Note (2): Other revenues are from rents.\n", "",
         "note.no-text ops.en.tsv:4:1 "},
        {"ops.en.tsv", "Note (2):", "Note (3):",
         "note.unknown ops.en.tsv:13:1 the note (3) is not declared by the table \"ops\"\n"
         "note.no-text ops.en.tsv:4:1 "},
        {"ops.en.tsv",
         "Note (1):", "Note (2): As below.\nNote (1):", "note.twice ops.en.tsv:14:1 "},
        {"plan.xml", " note=\"rate\"", "",
         "note.unused plan.xml:81:7 no label and no column refers to the note \"rate\""},
        {"plan.xml", "<note id=\"rate\" mark=\"1\"/>",
         "<note id=\"rate\" mark=\"1\"/><note id=\"more\" mark=\"7\"/>", "note.absent plan.xml:"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_ledger_accounts_for_every_cell)
{
    build_case c;
    begin_case(&c);
    change(&c, "ops.en.tsv", "70.0%", "7O.0%");
    change(&c, "plan.xml", "<change id=\"growth\" of=\"jpy\" from=\"old\"/>",
           "<set-aside id=\"growth\" reason=\"Not ours.\"/>");
    build(&c);
    ks_str text;
    ks_str_init(&text);
    ks_ledger_write(ks_filing_ledger(c.filing), KS_LANG_EN, &text);
    const char *expected = "table   figures  dashes  filed  tied  checked  set aside  left\n"
                           "ops en       38       1     24     0        7          7     1\n"
                           "ops ja       38       1      0    24        8          7     0\n"
                           "key en        5       1      4     2        0          0     0\n"
                           "total        81       3     28    26       15         14     1\n";
    ck_assert_msg(strncmp(text.ptr, expected, strlen(expected)) == 0, "%s", text.ptr);
    ck_assert_ptr_nonnull(strstr(text.ptr, "ops.en.tsv:3:6 \"40.0%\" and 6 more\n  Not ours.\n"));
    ks_str_clear(&text);
    ks_ledger_write(ks_filing_ledger(c.filing), KS_LANG_JA, &text);
    ck_assert_ptr_nonnull(strstr(text.ptr, "表      数値  該当なし  報告  一致  検算  除外  残り\n"
                                           "ops en    38         1    24     0     7     7     1"));
    ks_str_release(&text);
    end_case(&c);
}
END_TEST

START_TEST(test_a_table_that_cannot_be_read_leaves_the_others)
{
    build_case c;
    begin_case(&c);
    change(&c, "plan.xml", "file=\"ops.ja.tsv\"", "file=\"none.tsv\"");
    build(&c);
    ck_assert_uint_eq(ks_sink_errors(&c.sink), 1);
    ck_assert_uint_eq(ks_filing_ledger(c.filing)->lines.count, 2);
    ck_assert_uint_eq(ks_filing_ledger(c.filing)->total.left, 0);
    end_case(&c);
}
END_TEST

START_TEST(test_no_sink_is_fine)
{
    build_case c;
    begin_case(&c);
    build(&c);
    ks_filing *filing = NULL;
    ck_assert_int_eq(ks_build_filing(c.plan, NULL, &filing), KS_OK);
    ck_assert_uint_eq(ks_filing_instance(filing)->facts.count,
                      ks_filing_instance(c.filing)->facts.count);
    ks_filing_free(filing);
    ks_filing_free(NULL);
    end_case(&c);
}
END_TEST

static void count_finding(const ks_finding *finding, void *user)
{
    (void)finding;
    ++*(size_t *)user;
}

typedef struct outcome {
    size_t findings;
    size_t facts;
} outcome;

static ks_status build_plan(const char *path, outcome *out)
{
    ks_names names;
    ks_sink sink;
    ks_plan *plan = NULL;
    ks_filing *filing = NULL;
    *out = (outcome){0, 0};
    ks_names_init(&names);
    ks_sink_init(&sink, count_finding, &out->findings, KS_LANG_JA);
    ks_status status = ks_read_plan(path, &names, &sink, &plan);
    if (status == KS_OK) {
        status = ks_build_filing(plan, &sink, &filing);
        out->facts = status == KS_OK ? ks_filing_instance(filing)->facts.count : 0;
    }
    ks_filing_free(filing);
    ks_plan_free(plan);
    ks_names_release(&names);
    return status;
}

/* libcsv asks for less when it cannot have more, so a failure may come to nothing; then nothing may
 * be lost. */
static void fail_allocations(const char *path, bool is_once, outcome expected)
{
    static const ks_allocator failing = {failing_allocate, failing_resize, failing_release, NULL};
    failing_is_once = is_once;
    for (size_t n = 0;; n = failing_after(n, is_once)) {
        outcome found;
        failing_left = n;
        failing_has_failed = false;
        ks_alloc_use(&failing);
        ks_status status = build_plan(path, &found);
        ks_alloc_use(NULL);
        ck_assert_uint_eq(failing_live, 0);
        ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%zu: %d", n, status);
        ck_assert_msg(status != KS_OK || memcmp(&found, &expected, sizeof found) == 0,
                      "failure %zu lost something", n);
        if (!failing_has_failed) {
            ck_assert_int_eq(status, KS_OK);
            return;
        }
    }
}

START_TEST(test_every_allocation_may_fail)
{
    char path[512];
    outcome expected;
    build_case c;
    begin_case(&c);
    change(&c, "ops.en.tsv", "70.0%", "70.2%");
    change(&c, "ops.ja.tsv", "5,600", "5,601");
    change(&c, "key.en.tsv", "(5)", "(4)");
    write_case(&c);
    snprintf(path, sizeof path, "%s/plan.xml", c.folder);
    ck_assert_int_eq(build_plan(path, &expected), KS_OK);
    ck_assert_uint_eq(expected.findings, 3);
    fail_allocations(path, true, expected);
    fail_allocations(path, false, expected);
    end_case(&c);
}
END_TEST

START_TEST(test_every_allocation_may_fail_among_wrong_rows)
{
    char path[512];
    outcome expected;
    build_case c;
    begin_case(&c);
    change(&c, "ops.en.tsv", "Rent\t", "Depreciation\t");
    change(&c, "ops.ja.tsv", "注記(1)", "注記(3)");
    change(&c, "ops.ja.tsv", "費用：\n", "費用：\nその他の費用\t1\t100\t1.0\t\t\n");
    change(&c, "key.en.tsv", "48.0%", "4,8%");
    change(&c, "key.en.tsv", "n/a", "10.0%");
    write_case(&c);
    snprintf(path, sizeof path, "%s/plan.xml", c.folder);
    ck_assert_int_eq(build_plan(path, &expected), KS_OK);
    ck_assert_uint_eq(expected.findings, 5);
    fail_allocations(path, true, expected);
    end_case(&c);
}
END_TEST

KS_TEST_MAIN("build_filing", test_taxonomy_follows_the_print,
             test_every_concept_has_a_standard_label, test_contexts_and_units_in_the_plans_order,
             test_opening_balance_is_the_day_before, test_facts_of_every_kind,
             test_settings_cascade_to_the_cell, test_what_a_line_or_column_lacks_is_said_once,
             test_notes_are_tied_in_each_language, test_notes_that_do_not_fit,
             test_ledger_accounts_for_every_cell,
             test_a_table_that_cannot_be_read_leaves_the_others, test_no_sink_is_fine,
             test_every_allocation_may_fail, test_every_allocation_may_fail_among_wrong_rows)

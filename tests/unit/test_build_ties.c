#include "test_build.h"

static void assert_cells(const ks_fact *fact, const char *expected)
{
    ks_str cells;
    ks_str_init(&cells);
    for (const ks_cell_ref *cell = fact->cells; cell != NULL; cell = cell->next) {
        const char *file = strrchr(cell->place.file, '/');
        ks_str_addf(&cells, "%s:%u:%u %s\n", file + 1, cell->place.line, cell->place.column,
                    cell->printed);
    }
    ck_assert_str_eq(cells.ptr, expected);
    ks_str_release(&cells);
}

START_TEST(test_prints_of_one_figure_are_one_fact)
{
    build_case c;
    begin_case(&c);
    build(&c);
    const ks_fact *costs = find_fact(&c, "Costs", NOW, "JPY");
    ck_assert_str_eq(costs->lexical, "5000000");
    ck_assert_int_eq(costs->decimals, -3);
    /* Two languages, and a table in millions where the sign is turned. */
    assert_cells(costs, "ops.en.tsv:10:3 5,000\nops.ja.tsv:10:3 5,000\nkey.en.tsv:2:2 (5)\n");
    ck_assert_str_eq(costs->place.file, costs->cells->place.file);
    const ks_fact *revenues = find_fact(&c, "Revenues", NOW, "JPY");
    assert_cells(revenues, "ops.en.tsv:5:3 10,000\nops.ja.tsv:5:3 １０，０００\n");
    end_case(&c);
}
END_TEST

START_TEST(test_the_finest_print_is_filed)
{
    build_case c;
    begin_case(&c);
    change(&c, "key.en.tsv", "(5)\t(2)", "(5.000)\t(2.4000)");
    build(&c);
    assert_findings(&c, "");
    const ks_fact *costs = find_fact(&c, "Costs", BEFORE, "JPY");
    ck_assert_int_eq(costs->decimals, -2);
    assert_cells(costs, "key.en.tsv:2:3 (2.4000)\nops.en.tsv:10:5 2,400\nops.ja.tsv:10:5 2,400\n");
    ck_assert_int_eq(find_fact(&c, "Costs", NOW, "JPY")->decimals, -3);
    end_case(&c);
}
END_TEST

START_TEST(test_prints_that_disagree_name_both_cells)
{
    static const build_change changes[] = {
        /* Two prints, and nobody knows which is right: nothing is computed of either. */
        {"ops.ja.tsv", "その他⁽*²⁾\t30\t3,000\t30.0\t3,000", "その他⁽*²⁾\t30\t3,000\t30.0\t3,100",
         "tie.disagree ops.ja.tsv:4:5 \"3,100\" and \"3,000\" in ops.en.tsv:4:5 are the same "
         "figure, \"その他\", but disagree: 3,100,000 and 3,000,000 [4:5]"},
        {"ops.en.tsv", "70\t7,000", "70\t7,001",
         "tie.disagree ops.ja.tsv:3:3 \"7,000\" and \"7,001\" in ops.en.tsv:3:3 "},
        /* Three, of which two agree: the third is wrong. */
        {"ops.en.tsv", "50\t5,000\t50.0\t2,400", "50\t5,900\t50.0\t2,400",
         "tie.disagree ops.en.tsv:10:3 \"5,900\" and \"5,000\" in ops.ja.tsv:10:3 "},
        {"key.en.tsv", "(2)", "(3)",
         "tie.disagree key.en.tsv:2:3 \"(3)\" and \"2,400\" in ops.en.tsv:10:5 are the same "
         "figure, \"Costs\", but disagree: 3,000,000 and 2,400,000"},
        {"key.en.tsv", "(5)", "5", "tie.disagree key.en.tsv:2:2 "},
        /* Zero is not nothing. */
        {"ops.ja.tsv", "－\t", "0\t", "tie.disagree ops.ja.tsv:9:5 \"0\" and \"-\" "},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_a_cell_set_aside_disagrees_with_nothing)
{
    build_case c;
    begin_case(&c);
    change(&c, "ops.ja.tsv", "40.0%\nその他⁽*²⁾\t30\t3,000\t30.0\t3,000\t0.0",
           "40.0%\nその他⁽*²⁾\t30\t3,000\t30.0\t3,100\t0.0");
    change(&c, "plan.xml", "      </columns>\n    </table>",
           "      </columns>\n<cell line=\"OtherRevenues\" column=\"old\" lang=\"ja\""
           " set-aside=\"A misprint.\"/>\n"
           "<cell line=\"OtherRevenues\" column=\"growth\" lang=\"ja\""
           " set-aside=\"Computed from it.\"/></table>");
    build(&c);
    assert_findings(&c, "");
    const ks_ledger_line *japanese = &ks_filing_ledger(c.filing)->lines.items[1];
    ck_assert_uint_eq(japanese->set_aside, 2);
    ck_assert_uint_eq(japanese->left, 0);
    end_case(&c);
}
END_TEST

START_TEST(test_what_a_set_aside_cell_is_needed_for_is_said)
{
    build_case c;
    begin_case(&c);
    change(&c, "plan.xml", "      </columns>\n    </table>",
           "      </columns>\n<cell line=\"Rent\" column=\"old\" set-aside=\"No.\"/></table>");
    build(&c);
    assert_findings(&c, "check.aside ops.en.tsv:8:6 \"100.0\" cannot be recomputed\n"
                        "check.aside ops.ja.tsv:8:6 ");
    ck_assert_uint_eq(ks_filing_ledger(c.filing)->total.left, 2);
    end_case(&c);
}
END_TEST

KS_TEST_MAIN("build_ties", test_prints_of_one_figure_are_one_fact, test_the_finest_print_is_filed,
             test_prints_that_disagree_name_both_cells,
             test_a_cell_set_aside_disagrees_with_nothing,
             test_what_a_set_aside_cell_is_needed_for_is_said)

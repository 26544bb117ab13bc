#include "test_build.h"

static void assert_arranged(const size_t *numbers, const char *findings)
{
    build_case c;
    begin_case(&c);
    arrange(&c, "ops.en.tsv", numbers);
    build(&c);
    assert_findings(&c, findings);
    end_case(&c);
}

START_TEST(test_tables_as_planned_are_silent)
{
    build_case c;
    begin_case(&c);
    build(&c);
    assert_findings(&c, "");
    end_case(&c);
}
END_TEST

START_TEST(test_labels_compare_without_marks_width_and_space)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Services\t", "  Services \t", ""},
        {"ops.en.tsv", "Other (2)\t", "Other⁽²⁾\t", ""},
        {"ops.en.tsv", "Other (2)\t", "Ｏｔｈｅｒ　（２）\t", ""},
        {"ops.en.tsv", "Total revenues\t", "Total  revenues\t", ""},
        {"ops.ja.tsv", "サービス\t", "サービス　(1)(2)\t", ""},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_a_renamed_row_is_one_finding)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Services\t", "Service fees\t",
         "row.renamed ops.en.tsv:3:1 the row \"Service fees\" stands where the plan has "
         "\"Services\" [32:11]"},
        {"ops.en.tsv", "Costs:", "Expenses:",
         "row.renamed ops.en.tsv:6:1 the row \"Expenses:\" stands where the plan has \"Costs:\""},
        {"ops.ja.tsv", "その他⁽*²⁾\t", "雑収入\t", "row.renamed ops.ja.tsv:4:1 "},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_an_added_row_is_one_finding)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Rent\t", "Rents\t1\t100\t1.0\t100\t0.0\nRent\t",
         "row.unknown ops.en.tsv:8:1 the plan has no line \"Rents\" here in the statement \"ops\"; "
         "the nearest is \"Rent\" [49:11]"},
        {"ops.en.tsv", "Rent\t", "Depreciation\t1\t100\t1.0\t100\t0.0\nRent\t",
         "row.unknown ops.en.tsv:8:1 the plan has no line \"Depreciation\" here in the statement "
         "\"ops\" ["},
        {"ops.en.tsv", "Rent\t", "Of which:\nRent\t", "row.unknown ops.en.tsv:8:1 "},
        {"ops.en.tsv", "Other\t2", "Other\t2\t200\t2.0\t-\t\nOther\t2",
         "row.unknown ops.en.tsv:10:1 "},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_a_removed_row_is_one_finding)
{
    static const size_t without_rent[] = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 0};
    assert_arranged(without_rent, "row.missing plan.xml:49:11 the line \"Rent\" has no row in "
                                  "ops.en.tsv [7:1]");
    /* A heading: its rows are found all the same, both named "Other" too. */
    static const size_t without_heading[] = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 0};
    assert_arranged(without_heading, "row.missing plan.xml:");
    static const size_t without_first_other[] = {1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0};
    assert_arranged(without_first_other, "row.missing plan.xml:");
}
END_TEST

START_TEST(test_swapped_rows_are_one_finding)
{
    static const size_t neighbours[] = {1, 2, 3, 4, 5, 6, 8, 7, 9, 10, 11, 12, 13, 14, 0};
    assert_arranged(neighbours, "row.swapped ops.en.tsv:7:1 the rows \"Rent\" and \"Salaries\" "
                                "have changed places against the plan [8:1] [49:11]");
    static const size_t far[] = {1, 2, 10, 4, 5, 6, 7, 8, 9, 3, 11, 12, 13, 14, 0};
    assert_arranged(far, "row.swapped ops.en.tsv:3:1 the rows \"Total costs\" and \"Services\"");
}
END_TEST

START_TEST(test_a_moved_row_is_one_finding)
{
    static const size_t down[] = {1, 2, 4, 5, 6, 7, 8, 9, 3, 10, 11, 12, 13, 14, 0};
    assert_arranged(down, "row.out-of-order ops.en.tsv:9:1 the row \"Services\" is out of order: "
                          "in the plan it follows \"Revenues:\" [32:11]");
    static const size_t up[] = {1, 11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 0};
    assert_arranged(up, "row.out-of-order ops.en.tsv:2:1 the row \"Net income\" is out of order: "
                        "in the plan it follows \"Total costs\"");
}
END_TEST

START_TEST(test_a_cut_table_is_one_finding)
{
    static const size_t cut[] = {1, 2, 3, 4, 5, 6, 7, 13, 12, 0};
    assert_arranged(cut, "row.truncated ops.en.tsv:7:1 the table lacks the last 4 rows of the "
                         "plan, from \"Rent\" on [49:11]");
    build_case c;
    begin_case(&c);
    static const size_t header[] = {1, 0};
    arrange(&c, "key.en.tsv", header);
    build(&c);
    assert_findings(&c, "row.truncated key.en.tsv:0:0 the table lacks the last 3 rows of the plan, "
                        "from \"Costs\" on");
    end_case(&c);
}
END_TEST

START_TEST(test_a_row_has_as_many_cells_as_columns)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Rent\t6\t600\t6.0\t300\t100.0", "Rent\t6\t600\t6.0\t300",
         "row.cells ops.en.tsv:8:1 the row \"Rent\" has 5 cells, the plan 6"},
        {"ops.en.tsv", "Rent\t6", "Rent\t6\t6", "row.cells ops.en.tsv:8:1 the row \"Rent\" has 7"},
        {"ops.en.tsv", "Rent\t6\t600\t6.0\t300\t100.0", "Rent\t6\t600\t6.0\t300\t100.0\t\t", ""},
        {"ops.en.tsv", "Rent\t6\t600\t6.0\t300\t100.0", "Rent", "row.cells ops.en.tsv:8:1 "},
        {"plan.xml", "<change id=\"growth\" of=\"jpy\" from=\"old\"/>", "",
         "row.all-cells ops.en.tsv:3:1 from \"Services\" on, all rows of the table have 6 cells; "
         "the plan has 5\nrow.all-cells ops.ja.tsv:3:1 "},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_a_heading_has_no_figures)
{
    static const build_change changes[] = {
        {"ops.en.tsv", "Costs:", "Costs:\t1\t1\t1\t1\t1",
         "row.heading ops.en.tsv:6:1 the row \"Costs:\" has figures, but is a heading"},
    };
    assert_changes(changes, sizeof changes / sizeof *changes, true);
}
END_TEST

START_TEST(test_a_table_of_another_kind_ends)
{
    build_case c;
    begin_case(&c);
    for (size_t i = 0; i < 2000; i++) {
        ks_str_addf(case_text(&c, "key.en.tsv"), "Row number %zu\t1\t2\n", i * 7 % 2000);
    }
    build(&c);
    ck_assert_uint_eq(ks_sink_errors(&c.sink), 2000);
    end_case(&c);
}
END_TEST

KS_TEST_MAIN("build_match", test_tables_as_planned_are_silent,
             test_labels_compare_without_marks_width_and_space, test_a_renamed_row_is_one_finding,
             test_an_added_row_is_one_finding, test_a_removed_row_is_one_finding,
             test_swapped_rows_are_one_finding, test_a_moved_row_is_one_finding,
             test_a_cut_table_is_one_finding, test_a_row_has_as_many_cells_as_columns,
             test_a_heading_has_no_figures, test_a_table_of_another_kind_ends)

/* Printed tables as cells with their places. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base_alloc.h"
#include "read_table.h"

static char file[64];
static char message[300];
static ks_place seen_at;
static const char *seen_id;
static ks_sink sink;

static void see(const ks_finding *finding, void *user)
{
    (void)user;
    snprintf(message, sizeof message, "%s", finding->message);
    seen_at = finding->place;
    seen_id = finding->id;
}

static void write_table(const char *ending, const char *text)
{
    snprintf(file, sizeof file, "/tmp/kessan-test-XXXXXX%s", ending);
    int fd = mkstemps(file, (int)strlen(ending));
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    message[0] = '\0';
    seen_id = "";
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
}

static ks_table *read_written(const char *ending, const char *text, const char *encoding)
{
    ks_table *table = NULL;
    write_table(ending, text);
    ck_assert_int_eq(ks_read_table(file, encoding, KS_NOWHERE, &sink, &table), KS_OK);
    unlink(file);
    return table;
}

static void check_refused(const char *ending, const char *text, const char *encoding,
                          const char *id)
{
    ks_table *table = NULL;
    write_table(ending, text);
    ck_assert_int_eq(ks_read_table(file, encoding, (ks_place){"plan.xml", 4, 2}, &sink, &table),
                     KS_REFUSED);
    unlink(file);
    ck_assert_ptr_null(table);
    ck_assert_str_eq(seen_id, id);
}

static void check_row(const ks_table *table, size_t index, uint32_t line, const char *cells)
{
    char joined[400] = "";
    ck_assert_uint_lt(index, table->rows.count);
    const ks_table_row *row = &table->rows.items[index];
    size_t length = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        length += (size_t)snprintf(joined + length, sizeof joined - length, "%s%s",
                                   i > 0 ? "|" : "", row->cells[i]);
    }
    ck_assert_str_eq(joined, cells);
    ck_assert_uint_eq(row->line, line);
}

START_TEST(test_reads_tabs)
{
    ks_table *table = read_written(".tsv",
                                   "Revenues:\n\n  Sales \t1,234\t\t(56)\r\n \t \t\r\n"
                                   "　Other\t-\t\xc2\xa0n/a\t",
                                   "UTF-8");
    ck_assert_uint_eq(table->rows.count, 3);
    check_row(table, 0, 1, "Revenues:");
    check_row(table, 1, 3, "Sales|1,234||(56)");
    check_row(table, 2, 5, "Other|-|n/a|");
    ks_table_free(table);
}
END_TEST

START_TEST(test_reads_commas)
{
    ks_table *table = read_written(".CSV", "Sales,\"1,234\",\"say \"\"so\"\"\"\nA\tB,2\n", "UTF-8");
    ck_assert_uint_eq(table->rows.count, 2);
    check_row(table, 0, 1, "Sales|1,234|say \"so\"");
    check_row(table, 1, 2, "A\tB|2");
    ks_table_free(table);
}
END_TEST

START_TEST(test_a_quote_counts_only_where_the_cell_begins_with_it)
{
    ks_table *table = read_written(".tsv", "5\" disks\t12\n\"6\"\" disks\"\t13\n", "UTF-8");
    check_row(table, 0, 1, "5\" disks|12");
    check_row(table, 1, 2, "6\" disks|13");
    ks_table_free(table);
}
END_TEST

START_TEST(test_counts_physical_lines)
{
    ks_table *table = read_written(".tsv", "a\r\n\"two\n\nlines\"\t1\n\nb\rc\n\"x\"\n", "UTF-8");
    ck_assert_uint_eq(table->rows.count, 5);
    check_row(table, 0, 1, "a");
    check_row(table, 1, 2, "two\n\nlines|1");
    check_row(table, 2, 6, "b");
    check_row(table, 3, 7, "c");
    check_row(table, 4, 8, "x");
    ks_table_free(table);
}
END_TEST

START_TEST(test_reads_shift_jis)
{
    ks_table *table = read_written(".tsv", "\x89\x63\x8b\xc6\t\x81\xa2\x31\n", "Shift_JIS");
    check_row(table, 0, 1, "営業|△1");
    ks_table_free(table);
}
END_TEST

START_TEST(test_refuses_with_a_place)
{
    check_refused(".tsv", "", "UTF-8", "table.empty");
    check_refused(".tsv", "\n \t\t\n", "UTF-8", "table.empty");
    check_refused(".tsv", "a\tb\nc\t\"d\te\nf\t1\n", "UTF-8", "table.open-quote");
    ck_assert_uint_eq(seen_at.line, 2);
    ck_assert_uint_eq(seen_at.column, 2);
    check_refused(".tsv", "a\n\x89\x63\n", "UTF-8", "io.broken-sequence");
    ck_assert_uint_eq(seen_at.line, 2);
    check_refused(".tsv", "a\n", "UTF-9", "io.unknown-encoding");
    ck_assert_str_eq(seen_at.file, "plan.xml");
    ks_table *table = NULL;
    ck_assert_int_eq(ks_read_table("/no/such.tsv", "UTF-8", KS_NOWHERE, &sink, &table), KS_REFUSED);
    ck_assert_str_eq(seen_id, "io.not-found");
}
END_TEST

static size_t left;

static bool take_one(void)
{
    if (left == 0) {
        return false;
    }
    left--;
    return true;
}

static void *allocate(size_t size, void *user)
{
    (void)user;
    return take_one() ? malloc(size) : NULL;
}

static void *resize(void *block, size_t size, void *user)
{
    (void)user;
    return take_one() ? realloc(block, size) : NULL;
}

static void release(void *block, void *user)
{
    (void)user;
    free(block);
}

START_TEST(test_every_allocation_may_fail)
{
    static const ks_allocator scarce = {allocate, resize, release, NULL};
    write_table(".tsv",
                "\x89\x63\t1\t2\n\"a long enough cell to grow the parser's buffer for\"\t2\n");
    ks_status status = KS_ERR_MEMORY;
    size_t failures = 0;
    for (; status == KS_ERR_MEMORY; failures++) {
        ck_assert_uint_lt(failures, 200);
        ks_table *table = NULL;
        left = failures;
        ks_alloc_use(&scarce);
        status = ks_read_table(file, "Shift_JIS", KS_NOWHERE, &sink, &table);
        ks_table_free(table);
        ks_alloc_use(NULL);
    }
    unlink(file);
    ck_assert_int_eq(status, KS_OK);
    ck_assert_uint_gt(failures, 5);
}
END_TEST

KS_TEST_MAIN("read_table", test_reads_tabs, test_reads_commas,
             test_a_quote_counts_only_where_the_cell_begins_with_it, test_counts_physical_lines,
             test_reads_shift_jis, test_refuses_with_a_place, test_every_allocation_may_fail)

/* Networks and sums in a database. */
#include "write_sqlite.h"

#include <sqlite3.h>

#include "test_write_sample.h"

static ks_status take(ks_sv piece, void *user)
{
    ks_str_add_sv(user, piece);
    return ks_str_status(user);
}

typedef struct database {
    ks_str bytes;
    sqlite3 *db;
} database;

static void database_make(database *d, const ks_instance *instance)
{
    ks_write_out out;
    ks_str_init(&d->bytes);
    ks_write_out_init(&out, take, &d->bytes);
    ck_assert_int_eq(ks_write_sqlite(instance, "en", &out), KS_OK);
    ks_write_out_release(&out);
    ck_assert_int_eq(sqlite3_open(":memory:", &d->db), SQLITE_OK);
    int code =
        sqlite3_deserialize(d->db, "main", (unsigned char *)d->bytes.ptr, (int64_t)d->bytes.len,
                            (int64_t)d->bytes.len, SQLITE_DESERIALIZE_READONLY);
    ck_assert_int_eq(code, SQLITE_OK);
}

static void database_release(database *d)
{
    sqlite3_close(d->db);
    ks_str_release(&d->bytes);
}

/* The columns of all rows, with '|' between them, and a row a line. */
static void assert_rows(const database *d, const char *sql, const char *expected)
{
    sqlite3_stmt *row = NULL;
    ks_str text;
    ks_str_init(&text);
    ck_assert_int_eq(sqlite3_prepare_v2(d->db, sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            const char *cell = (const char *)sqlite3_column_text(row, i);
            ks_str_addf(&text, "%s%s", i > 0 ? "|" : "", cell != NULL ? cell : "-");
        }
        ks_str_add_char(&text, '\n');
    }
    sqlite3_finalize(row);
    ck_assert_str_eq(text.ptr, expected);
    ks_str_release(&text);
}

START_TEST(test_lines_are_as_they_are_read)
{
    sample s;
    database d;
    sample_make(&s);
    database_make(&d, s.instance);
    assert_rows(&d,
                "SELECT position, depth, last, label FROM statement_lines"
                " WHERE role LIKE '%operations' AND language = 'en' ORDER BY position",
                "1|0|8|Statements of Operations\n2|1|3|Revenues:\n"
                "3|2|3|R&D <services> \"new\"\n4|1|4|Total revenues\n5|1|5|Less: costs\n"
                "6|1|6|Income\n7|1|7|Per share\n8|1|8|Shares\n");
    assert_rows(&d,
                "SELECT position, label FROM statement_lines"
                " WHERE definition = 'Cash & more' AND language = 'ja' ORDER BY position",
                "1|現金\n2|期首残高\n3|増減\n4|期末残高\n");
    assert_rows(&d, "SELECT id, definition FROM roles", "1|Operations\n2|Cash & more\n");
    database_release(&d);
    sample_release(&s);
}
END_TEST

/* More digits than a floating-point number has, and figures that stand twice. */
START_TEST(test_sums_are_exact)
{
    sample s;
    database d;
    sample_make(&s);
    sample_fact(&s, "Revenues", "D0", "USD", "123456789012345678901.25", KS_DECIMALS_INF);
    sample_fact(&s, "Costs", "D0", "USD", "0.3", KS_DECIMALS_INF);
    sample_fact(&s, "Costs", "D0", "USD", "0.30", KS_DECIMALS_INF);
    sample_fact(&s, "Income", "D0", "USD", "123456789012345678901", KS_DECIMALS_INF);
    database_make(&d, s.instance);
    const char *sums = "SELECT f.exact, s.items, s.sum, s.difference FROM sums s"
                       " JOIN facts f ON f.id = s.total_id ORDER BY f.id";
    assert_rows(&d, sums,
                "-765433500|2|-765433500|0\n-6387000|2|26989000|-33376000\n"
                "123456789012345678901|2|123456789012345678900.95|0.05\n");
    assert_rows(
        &d,
        "SELECT c.local_name, r.weight, f.exact FROM sum_items i"
        " JOIN facts f ON f.id = i.item_id JOIN concepts c ON c.id = f.concept_id"
        " JOIN relationships r ON r.id = i.relationship_id WHERE f.exact LIKE '%.%' ORDER BY r.id",
        "Revenues|1|123456789012345678901.25\nCosts|-1|0.3\n");
    database_release(&d);
    sample_fact(&s, "Costs", "D0", "USD", "0.4", KS_DECIMALS_INF);
    sample_fact(&s, "Income", "D1", "JPY", "1", KS_DECIMALS_INF);
    database_make(&d, s.instance);
    assert_rows(&d, sums, "-6387000|2|26989000|-33376000\n");
    database_release(&d);
    sample_release(&s);
}
END_TEST

/* A concept that stands twice is opened once, and a circle without a root ends. */
START_TEST(test_each_relationship_is_one_line)
{
    static const char *const ARCS[][2] = {{"Income", "Revenues"}, {"Income", "Costs"},
                                          {"Costs", "Revenues"},  {"Revenues", "Services"},
                                          {"Shares", "PerShare"}, {"PerShare", "Shares"}};
    static const char *const NAMES[] = {"Income",   "Revenues", "Costs",
                                        "Services", "Shares",   "PerShare"};
    sample s = {0};
    database d;
    ks_names_init(&s.names);
    ck_assert_int_eq(ks_taxonomy_new(&s.names, &s.taxonomy), KS_OK);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        sample_add(&s, NAMES[i], KS_ITEM_MONETARY, KS_PERIOD_DURATION, KS_BALANCE_NONE, NULL, NULL);
    }
    for (size_t i = 0; i < sizeof ARCS / sizeof *ARCS; i++) {
        sample_arc(&s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, ARCS[i][0], ARCS[i][1], (int64_t)i,
                   NULL);
    }
    ck_assert_int_eq(ks_taxonomy_finish(s.taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    database_make(&d, s.instance);
    assert_rows(&d, "SELECT position, depth, last, label FROM statement_lines ORDER BY position",
                "1|0|5|Income\n2|1|3|Revenues\n3|2|3|Services\n4|1|5|Costs\n5|2|5|Revenues\n"
                "6|0|8|Shares\n7|1|8|PerShare\n8|2|8|Shares\n");
    database_release(&d);
    sample_release(&s);
}
END_TEST

KS_TEST_MAIN("write_sqlite", test_lines_are_as_they_are_read, test_sums_are_exact,
             test_each_relationship_is_one_line)

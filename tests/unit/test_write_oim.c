/* The facts of an instance as xBRL-JSON, as xBRL-CSV and as a database. */
#include "write_oim_json.h"

#include <string.h>

#include "base_json.h"
#include "test_failing.h"
#include "test_write_sample.h"
#include "write_oim_csv.h"
#include "write_sqlite.h"

static ks_status take(ks_sv piece, void *user)
{
    ks_str_add_sv(user, piece);
    return ks_str_status(user);
}

static ks_status write_json(const ks_instance *instance, ks_str *text)
{
    ks_write_out out;
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_write_out_init(&out, take, text);
    ks_status status = ks_write_oim_json(instance, (ks_uri_way){NULL, NULL}, &sink, &out);
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    ks_write_out_release(&out);
    return status;
}

static ks_status write_csv(const ks_instance *instance, ks_str *table, ks_str *metadata)
{
    ks_write_out out;
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_write_out_init(&out, take, table);
    ks_status status =
        ks_write_oim_csv(instance, (ks_uri_way){NULL, NULL}, "a table.csv", &sink, &out, metadata);
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    ks_write_out_release(&out);
    return status;
}

static ks_status write_database(const ks_instance *instance, ks_str *text)
{
    ks_write_out out;
    ks_write_out_init(&out, take, text);
    ks_status status = ks_write_sqlite(instance, "ja", &out);
    ks_write_out_release(&out);
    return status;
}

START_TEST(test_every_fact_and_note_is_there)
{
    sample s;
    ks_str text;
    ks_arena arena;
    const ks_json *report = NULL;
    ks_json_error error;
    sample_make(&s);
    ks_str_init(&text);
    ks_arena_init(&arena);
    ck_assert_int_eq(write_json(s.instance, &text), KS_OK);
    ck_assert_int_eq(ks_json_read(ks_str_view(&text), &arena, &report, &error), KS_OK);
    ck_assert_ptr_nonnull(report);
    size_t notes = 0;
    size_t facts = 0;
    for (const ks_json *f = ks_json_get(report, "facts")->first; f != NULL; f = f->next) {
        const ks_json *concept = ks_json_get(ks_json_get(f, "dimensions"), "concept");
        ck_assert_ptr_nonnull(ks_json_get(f, "value"));
        notes += ks_sv_is(concept->text, "xbrl:note");
        facts++;
    }
    size_t texts = 0;
    for (size_t i = 0; i < s.instance->footnotes.count; i++) {
        for (const ks_lang_text *t = s.instance->footnotes.items[i]->texts; t; t = t->next) {
            texts++;
        }
    }
    ck_assert_uint_gt(texts, 0);
    ck_assert_uint_eq(notes, texts);
    ck_assert_uint_eq(facts - notes, s.instance->facts.count);
    ks_arena_release(&arena);
    ks_str_release(&text);
    sample_release(&s);
}
END_TEST

static const ks_json *get_path(const ks_json *from, const char *const *path)
{
    for (; *path != NULL; path++) {
        from = ks_json_get(from, *path);
        ck_assert_msg(from != NULL, "%s is missing", *path);
    }
    return from;
}

/* Every cell of the header is a column of the template, in its order; a fact a row. */
START_TEST(test_the_metadata_tells_the_columns)
{
    sample s;
    ks_str table;
    ks_str text;
    ks_arena arena;
    const ks_json *metadata = NULL;
    ks_json_error error;
    sample_make(&s);
    ks_str_init(&table);
    ks_str_init(&text);
    ks_arena_init(&arena);
    ck_assert_int_eq(write_csv(s.instance, &table, &text), KS_OK);
    ck_assert_int_eq(ks_json_read(ks_str_view(&text), &arena, &metadata, &error), KS_OK);
    ck_assert_ptr_nonnull(metadata);
    ks_sv rest = ks_str_view(&table);
    ks_sv head = ks_sv_cut(&rest, '\n');
    const ks_json *column =
        get_path(metadata, (const char *[]){"tableTemplates", "facts", "columns", NULL})->first;
    for (; head.len > 0; column = column->next) {
        ck_assert_ptr_nonnull(column);
        ck_assert(ks_sv_equal(ks_sv_cut(&head, ','), column->name));
    }
    ck_assert_ptr_null(column);
    size_t rows = 0;
    for (const char *c = rest.ptr; (c = strchr(c, '\n')) != NULL; c++) {
        rows++;
    }
    ck_assert_uint_gt(rows, s.instance->facts.count);
    ck_assert(ks_sv_is(get_path(metadata, (const char *[]){"tables", "facts", "url", NULL})->text,
                       "a%20table.csv"));
    ks_arena_release(&arena);
    ks_str_release(&text);
    ks_str_release(&table);
    sample_release(&s);
}
END_TEST

START_TEST(test_the_same_bytes_each_time)
{
    sample s;
    ks_str one;
    ks_str two;
    sample_make(&s);
    ks_str_init(&one);
    ks_str_init(&two);
    ck_assert_int_eq(write_database(s.instance, &one), KS_OK);
    ck_assert_int_eq(write_database(s.instance, &two), KS_OK);
    ck_assert(ks_sv_starts(ks_str_view(&one), KS_SV("SQLite format 3")));
    ck_assert(ks_sv_equal(ks_str_view(&one), ks_str_view(&two)));
    ks_str_release(&one);
    ks_str_release(&two);
    sample_release(&s);
}
END_TEST

static sample failing;

static bool write_all(void)
{
    ks_str text;
    ks_str metadata;
    ks_str_init(&text);
    ks_str_init(&metadata);
    ks_status status = write_json(failing.instance, &text);
    if (status == KS_OK) {
        status = write_csv(failing.instance, &text, &metadata);
    }
    if (status == KS_OK) {
        status = write_database(failing.instance, &text);
    }
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_str_release(&metadata);
    ks_str_release(&text);
    return status == KS_OK;
}

START_TEST(test_short_of_memory)
{
    sample_make(&failing);
    fail_each_allocation(write_all);
    sample_release(&failing);
}
END_TEST

KS_TEST_MAIN("write_oim", test_every_fact_and_note_is_there, test_the_metadata_tells_the_columns,
             test_the_same_bytes_each_time, test_short_of_memory)

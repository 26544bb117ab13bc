#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base_uri.h"
#include "io_encoding.h"
#include "io_file.h"
#include "read_report_package.h"
#include "suite_reader.h"

/* The columns, by words in their heads; what is read is the first one where no head says so. */
typedef enum column { COLUMN_INPUT, COLUMN_ERRORS, COLUMN_COUNT, COLUMN_TEXT, COLUMNS } column;

static const char *const WORDS[COLUMNS] = {"input", "error", "count", "desc"};

typedef struct table {
    conf_reader *reader;
    const char *cells[COLUMNS]; /* of the row at hand */
    int places[COLUMNS];        /* the columns' numbers, or -1 */
    int cell;
    size_t row;
    ks_status status;
} table;

static void read_head(table *t, const char *text)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (strcasestr(text, WORDS[i]) != NULL && t->places[i] < 0) {
            t->places[i] = t->cell;
            return;
        }
    }
}

static void on_cell(void *bytes, size_t size, void *user)
{
    table *t = user;
    const char *text = ks_arena_text(&t->reader->suite->arena, ks_sv_trim((ks_sv){bytes, size}));
    t->status = text == NULL ? KS_ERR_MEMORY : t->status;
    if (t->status == KS_OK && t->row == 0) {
        read_head(t, text);
    }
    for (int i = 0; t->status == KS_OK && i < COLUMNS; i++) {
        t->cells[i] = t->places[i] == t->cell ? text : t->cells[i];
    }
    t->cell++;
}

static ks_status add_codes(conf_reader *reader, const char *text)
{
    ks_sv rest = ks_sv_from(text);
    ks_status status = KS_OK;
    for (ks_sv word = ks_sv_next_token(&rest); status == KS_OK && word.len > 0;
         word = ks_sv_next_token(&rest)) {
        status = conf_add_code(reader, ks_arena_text(&reader->suite->arena, word), false);
    }
    return status;
}

static ks_status add_row(table *t)
{
    conf_reader *reader = t->reader;
    ks_sv stem = ks_sv_from(t->cells[COLUMN_INPUT]);
    const char *dot = memrchr(stem.ptr, '.', stem.len);
    stem.len = dot != NULL ? (size_t)(dot - stem.ptr) : stem.len;
    ks_status status = conf_add_variation(reader, ks_arena_text(&reader->suite->arena, stem),
                                          t->cells[COLUMN_TEXT]);
    const char *path = ks_uri_resolve(&reader->suite->arena, ks_sv_from(reader->path),
                                      ks_sv_from(t->cells[COLUMN_INPUT]));
    const char **slot =
        status == KS_OK && path != NULL ? ks_vec_add(&reader->variation->entries) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = path;
    reader->variation->is_package = ks_report_package_is(path);
    status = add_codes(reader, t->cells[COLUMN_ERRORS]);
    conf_settle_expectation(reader->variation, NULL);
    if (t->places[COLUMN_COUNT] >= 0 && !reader->variation->is_invalid) {
        reader->variation->report_count = (int)strtol(t->cells[COLUMN_COUNT], NULL, 10);
    }
    return status;
}

static void on_row(int end, void *user)
{
    table *t = user;
    (void)end;
    if (t->row == 0 && t->places[COLUMN_INPUT] < 0) {
        t->places[COLUMN_INPUT] = 0;
    }
    if (t->status == KS_OK && t->row > 0 && t->places[COLUMN_ERRORS] >= 0 &&
        *t->cells[COLUMN_INPUT] != '\0') {
        t->status = add_row(t);
    }
    t->row++;
    t->cell = 0;
    for (int i = 0; i < COLUMNS; i++) {
        t->cells[i] = "";
    }
}

static ks_status parse(table *t, ks_sv text)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_APPEND_NULL) != 0) {
        return KS_ERR_MEMORY;
    }
    const bool is_read = csv_parse(&parser, text.ptr, text.len, on_cell, on_row, t) == text.len &&
                         csv_fini(&parser, on_cell, on_row, t) == 0;
    csv_free(&parser);
    return is_read ? t->status : KS_ERR_MEMORY;
}

/* Without such columns it is a table of something else. */
static ks_status settle(table *t)
{
    if (t->places[COLUMN_ERRORS] >= 0) {
        return KS_OK;
    }
    ks_status status = conf_remark_add(t->reader->suite, (ks_place){t->reader->path, 1, 0},
                                       "the table has no column \"errors\", as an index has");
    return status == KS_OK ? KS_REFUSED : status;
}

ks_status conf_read_table(conf_reader *reader)
{
    ks_bytes bytes = {0};
    ks_bytes text = {0};
    table t = {.reader = reader, .cells = {"", "", "", ""}, .places = {-1, -1, -1, -1}};
    reader->dialect = conf_dialect_find("http://xbrl.org/2008/conformance", &(bool){0});
    ks_status status = ks_io_read_file(reader->path, KS_NOWHERE, reader->sink, &bytes);
    if (status == KS_OK) {
        status = ks_io_decode(reader->path, (ks_sv){bytes.data, bytes.size}, "UTF-8", KS_NOWHERE,
                              reader->sink, &text);
    }
    if (status == KS_OK) {
        status = parse(&t, (ks_sv){text.data, text.size});
    }
    if (status == KS_OK) {
        status = settle(&t);
    }
    ks_bytes_release(&text);
    ks_bytes_release(&bytes);
    return status;
}

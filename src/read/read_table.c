#include "read_table.h"

#include <csv.h>
#include <string.h>
#include <strings.h>

#include "base_alloc.h"
#include "base_text.h"
#include "io_encoding.h"
#include "io_file.h"

/* A table being read. libcsv hands over cells and ends of rows; the lines are counted here, since a
 * quoted cell may go over several. */
typedef struct reader {
    ks_table *table;
    ks_sink *sink;
    ks_status status;
    KS_VEC(const char *) cells; /* of the open row */
    uint32_t line;              /* that is being parsed */
    uint32_t row_line;          /* where the open row began */
    bool is_row_open;
    bool has_text; /* a cell of the open row is not empty */
} reader;

/* Without any white space at its ends, also that of Japanese text. */
static ks_sv trim(ks_sv text)
{
    const char *start = text.ptr;
    const char *end = text.ptr + text.len;
    const char *first = end;
    const char *behind = start;
    for (const char *cursor = start; cursor < end;) {
        const char *here = cursor;
        if (!ks_char_is_space(ks_utf8_next(&cursor, end))) {
            first = first == end ? here : first;
            behind = cursor;
        }
    }
    return first < behind ? (ks_sv){first, (size_t)(behind - first)} : (ks_sv){"", 0};
}

static void on_cell(void *text, size_t size, void *user)
{
    reader *r = user;
    if (r->status != KS_OK) {
        return;
    }
    ks_sv trimmed = trim((ks_sv){text != NULL ? text : "", size});
    const char **cell = ks_vec_add(&r->cells);
    if (cell != NULL) {
        *cell = trimmed.len > 0 ? ks_arena_text(&r->table->arena, trimmed) : "";
        r->has_text = r->has_text || trimmed.len > 0;
    }
    if (cell == NULL || *cell == NULL) {
        r->status = KS_ERR_MEMORY;
    }
}

static ks_status keep_row(reader *r)
{
    const char **cells = ks_arena_alloc(&r->table->arena, r->cells.count * sizeof *cells);
    ks_table_row *row = cells != NULL ? ks_vec_add(&r->table->rows) : NULL;
    if (row == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(cells, r->cells.items, r->cells.count * sizeof *cells);
    *row = (ks_table_row){r->row_line, cells, r->cells.count};
    return KS_OK;
}

static void on_row(int terminator, void *user)
{
    reader *r = user;
    (void)terminator;
    if (r->status == KS_OK && r->has_text) {
        r->status = keep_row(r);
    }
    r->cells.count = 0;
    r->has_text = false;
    r->is_row_open = false;
}

/* Cuts the next line off, with its end: LF, CR LF or CR. */
static ks_sv cut_line(ks_sv *rest)
{
    size_t size = 0;
    while (size < rest->len && rest->ptr[size] != '\n' && rest->ptr[size] != '\r') {
        size++;
    }
    if (size < rest->len) {
        bool is_pair =
            rest->ptr[size] == '\r' && size + 1 < rest->len && rest->ptr[size + 1] == '\n';
        size += is_pair ? 2 : 1;
    }
    ks_sv line = {rest->ptr, size};
    *rest = (ks_sv){rest->ptr + size, rest->len - size};
    return line;
}

static ks_status report_open_quote(const reader *r)
{
    KS_REPORT(r->sink, KS_F_TABLE_OPEN_QUOTE,
              ((ks_place){r->table->file, r->row_line, (uint32_t)r->cells.count + 1}), NULL);
    return KS_REFUSED;
}

static ks_status parser_status(struct csv_parser *parser)
{
    return csv_error(parser) == CSV_ETOOBIG ? KS_ERR_LIMIT : KS_ERR_MEMORY;
}

static ks_status parse_lines(reader *r, struct csv_parser *parser, ks_sv text)
{
    while (text.len > 0 && r->status == KS_OK) {
        ks_sv line = cut_line(&text);
        r->line++;
        if (!r->is_row_open && ks_sv_trim(line).len == 0) {
            continue;
        }
        r->row_line = r->is_row_open ? r->row_line : r->line;
        r->is_row_open = true;
        if (csv_parse(parser, line.ptr, line.len, on_cell, on_row, r) < line.len) {
            return parser_status(parser);
        }
    }
    /* Only now: quotes within cells are text, but the last one must be closed. */
    csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
    if (r->status == KS_OK && csv_fini(parser, on_cell, on_row, r) != 0) {
        return csv_error(parser) == CSV_EPARSE ? report_open_quote(r) : parser_status(parser);
    }
    return r->status;
}

static bool is_comma_separated(const char *file)
{
    size_t length = strlen(file);
    return length >= 4 && strcasecmp(file + length - 4, ".csv") == 0;
}

static ks_status parse(reader *r, ks_sv text)
{
    struct csv_parser parser;
    csv_init(&parser, 0);
    csv_set_delim(&parser, is_comma_separated(r->table->file) ? CSV_COMMA : CSV_TAB);
    csv_set_realloc_func(&parser, ks_alloc_resize);
    csv_set_free_func(&parser, ks_alloc_free);
    ks_status status = parse_lines(r, &parser, text);
    csv_free(&parser);
    if (status == KS_OK && r->table->rows.count == 0) {
        KS_REPORT(r->sink, KS_F_TABLE_EMPTY, ((ks_place){r->table->file, 0, 0}), r->table->file);
        return KS_REFUSED;
    }
    return status;
}

static ks_status read_text(const char *file, const char *encoding, ks_place asked_from,
                           ks_sink *sink, ks_bytes *out)
{
    ks_bytes raw = {NULL, 0};
    ks_status status = ks_io_read_file(file, asked_from, sink, &raw);
    if (status == KS_OK) {
        status = ks_io_decode(file, (ks_sv){raw.data, raw.size}, encoding, asked_from, sink, out);
    }
    ks_bytes_release(&raw);
    return status;
}

static ks_status new_table(const char *file, ks_table **out)
{
    ks_table *table = ks_alloc_zero(1, sizeof *table);
    if (table == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&table->arena);
    table->file = file;
    *out = table;
    return KS_OK;
}

void ks_table_free(ks_table *table)
{
    if (table != NULL) {
        ks_vec_release(&table->rows);
        ks_arena_release(&table->arena);
        ks_alloc_free(table);
    }
}

ks_status ks_read_table(const char *file, const char *encoding, ks_place asked_from, ks_sink *sink,
                        ks_table **out)
{
    reader r = {.sink = sink};
    ks_bytes text = {NULL, 0};
    ks_status status = read_text(file, encoding, asked_from, sink, &text);
    if (status == KS_OK) {
        status = new_table(file, &r.table);
    }
    if (status == KS_OK) {
        status = parse(&r, (ks_sv){text.data, text.size});
    }
    ks_vec_release(&r.cells);
    ks_bytes_release(&text);
    if (status != KS_OK) {
        ks_table_free(r.table);
        return status;
    }
    *out = r.table;
    return KS_OK;
}

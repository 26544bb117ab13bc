#include "read_csv.h"

#include <string.h>

void ks_csv_rows_init(ks_csv_rows *rows, ks_sv text)
{
    *rows = (ks_csv_rows){.rest = text, .next_line = 1};
    if (ks_sv_starts(text, KS_SV("\xEF\xBB\xBF"))) {
        rows->rest = (ks_sv){text.ptr + 3, text.len - 3};
    }
    ks_arena_init(&rows->arena);
}

void ks_csv_rows_release(ks_csv_rows *rows)
{
    ks_vec_release(&rows->cells);
    ks_arena_release(&rows->arena);
}

static void skip(ks_csv_rows *rows, size_t count)
{
    rows->rest = (ks_sv){rows->rest.ptr + count, rows->rest.len - count};
}

static bool is_end_of_line(char c)
{
    return c == '\n' || c == '\r';
}

static void skip_end_of_line(ks_csv_rows *rows)
{
    const char *at = rows->rest.ptr;
    if (rows->rest.len > 0 && is_end_of_line(at[0])) {
        skip(rows, at[0] == '\r' && rows->rest.len > 1 && at[1] == '\n' ? 2 : 1);
        rows->next_line++;
    }
}

/* A cell in which quotes are doubled, with one of each. */
static ks_status unquote(ks_csv_rows *rows, ks_sv inside, ks_sv *out)
{
    char *text = ks_arena_alloc(&rows->arena, inside.len + 1);
    size_t size = 0;
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < inside.len; i++) {
        text[size++] = inside.ptr[i];
        i += inside.ptr[i] == '"' ? 1 : 0;
    }
    text[size] = '\0';
    *out = (ks_sv){text, size};
    return KS_OK;
}

/* The rest begins behind the opening quote. */
static ks_status take_quoted(ks_csv_rows *rows, ks_sv *out)
{
    const ks_sv rest = rows->rest;
    bool has_quotes = false;
    size_t i = 0;
    for (; i < rest.len; i++) {
        if (rest.ptr[i] == '"' && i + 1 < rest.len && rest.ptr[i + 1] == '"') {
            has_quotes = true;
            i++;
        } else if (rest.ptr[i] == '"') {
            break;
        } else if (rest.ptr[i] == '\n' ||
                   (rest.ptr[i] == '\r' && i + 1 < rest.len && rest.ptr[i + 1] != '\n')) {
            rows->next_line++;
        }
    }
    *out = (ks_sv){rest.ptr, i};
    if (i == rest.len) {
        rows->fault = KS_CSV_OPEN_QUOTE;
        return KS_OK;
    }
    skip(rows, i + 1);
    if (rows->rest.len > 0 && rows->rest.ptr[0] != ',' && !is_end_of_line(rows->rest.ptr[0])) {
        rows->fault = KS_CSV_BEHIND_QUOTE;
    }
    return has_quotes ? unquote(rows, *out, out) : KS_OK;
}

static ks_status take_cell(ks_csv_rows *rows)
{
    ks_sv *cell = ks_vec_add(&rows->cells);
    if (cell == NULL) {
        return KS_ERR_MEMORY;
    }
    if (rows->rest.len > 0 && rows->rest.ptr[0] == '"') {
        skip(rows, 1);
        return take_quoted(rows, cell);
    }
    size_t size = 0;
    while (size < rows->rest.len && rows->rest.ptr[size] != ',' &&
           !is_end_of_line(rows->rest.ptr[size])) {
        size++;
    }
    *cell = (ks_sv){rows->rest.ptr, size};
    skip(rows, size);
    return KS_OK;
}

static ks_status take_cells(ks_csv_rows *rows)
{
    ks_status status = take_cell(rows);
    while (status == KS_OK && rows->fault == KS_CSV_FINE && rows->rest.len > 0 &&
           rows->rest.ptr[0] == ',') {
        skip(rows, 1);
        status = take_cell(rows);
    }
    return status;
}

ks_status ks_csv_next(ks_csv_rows *rows, bool *out)
{
    ks_status status = KS_OK;
    *out = false;
    rows->line = rows->next_line;
    rows->cells.count = 0;
    if (rows->rest.len == 0 || rows->fault != KS_CSV_FINE) {
        return KS_OK;
    }
    if (!is_end_of_line(rows->rest.ptr[0])) {
        status = take_cells(rows);
    }
    if (status == KS_OK && rows->fault == KS_CSV_FINE) {
        skip_end_of_line(rows);
        *out = true;
    }
    return status;
}

ks_sv ks_csv_cell(const ks_csv_rows *rows, size_t column)
{
    return column < rows->cells.count ? rows->cells.items[column] : (ks_sv){"", 0};
}

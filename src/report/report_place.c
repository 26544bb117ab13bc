#include "report_place.h"

#include <string.h>

#include "base_text.h"
#include "base_uri.h"

const char *ks_report_file(const char *root, const char *file)
{
    const size_t length = root == NULL ? 0 : strlen(root);
    if (length > 0 && strncmp(file, root, length) == 0 && file[length] == '/') {
        file += length + 1;
    }
    while (file[0] == '.' && file[1] == '/') {
        file += 2;
    }
    return file;
}

const char *ks_report_uri(ks_arena *arena, const char *root, const char *file)
{
    const char *name = ks_report_file(root, file);
    if (ks_uri_is_absolute(ks_sv_from(name))) {
        return ks_uri_escape(arena, ks_sv_from(name));
    }
    const char *encoded = ks_uri_encode(arena, ks_sv_from(name));
    return encoded != NULL && name[0] == '/' ? ks_arena_format(arena, "file://%s", encoded)
                                             : encoded;
}

/* The cells of a table are told apart by tabs; where a line has none, by commas outside quotes. */
typedef struct cell_walk {
    char separator;
    bool is_quoted;
    uint32_t cell;
} cell_walk;

static bool is_separator(cell_walk *walk, uint32_t c)
{
    if (walk->separator == ',' && c == '"') {
        walk->is_quoted = !walk->is_quoted;
    }
    return c == (uint32_t)walk->separator && !walk->is_quoted;
}

static ks_report_span find_cell(ks_sv line, uint32_t number)
{
    const bool has_tabs = memchr(line.ptr, '\t', line.len) != NULL;
    cell_walk walk = {.separator = has_tabs ? '\t' : ',', .cell = 1};
    ks_report_span span = {number == 1 ? 1 : 0, 0};
    uint32_t column = 1;
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end; column++) {
        if (is_separator(&walk, ks_utf8_next(&at, end))) {
            if (walk.cell == number) {
                span.end = column;
                return span;
            }
            walk.cell++;
            span.start = walk.cell == number ? column + 1 : span.start;
        }
    }
    span.end = span.start > 0 ? column : 0;
    return span;
}

ks_report_span ks_report_span_in(const ks_report_line *line, uint32_t column)
{
    if (line->is_table && line->text.len > 0) {
        return find_cell(line->text, column);
    }
    return (ks_report_span){line->is_table ? 0 : column, 0};
}

/* What is surely no table need not be looked into. */
static bool is_markup(const char *file)
{
    static const char *const endings[] = {".xbrl", ".xsd", ".xml", ".xhtml", ".html", ".htm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ks_sv_ends(ks_sv_from(file), ks_sv_from(endings[i]))) {
            return true;
        }
    }
    return false;
}

ks_report_span ks_report_find_span(const ks_report_setup *setup, ks_place place)
{
    ks_report_line line = {{NULL, 0}, false};
    if (place.file == NULL || place.column == 0 || place.line == 0) {
        return (ks_report_span){0, 0};
    }
    if (is_markup(place.file) || setup->find_line == NULL ||
        !setup->find_line(place, &line, setup->find_user)) {
        return (ks_report_span){place.column, 0};
    }
    return ks_report_span_in(&line, place.column);
}

#include "api_lines.h"

#include <string.h>
#include <sys/stat.h>

#include "base_alloc.h"
#include "io_charset.h"
#include "io_encoding.h"

#define SIZE_LIMIT ((off_t)256 << 20) /* no person reads the excerpt of more */

void ks_api_lines_release(ks_api_lines *lines)
{
    ks_alloc_free(lines->file);
    ks_bytes_release(&lines->text);
    ks_vec_release(&lines->starts);
    *lines = (ks_api_lines){0};
}

/* A table says nothing of its encoding: what it looks like is good enough to show it. */
static bool decode(const char *file, ks_sv bytes, ks_bytes *out)
{
    if (ks_io_decode_xml(file, bytes, NULL, out) == KS_OK) {
        return true;
    }
    const char *guess = ks_charset_guess(bytes, ks_charset_find(KS_SV("UTF-8")));
    return guess != NULL && ks_io_decode(file, bytes, guess, KS_NOWHERE, NULL, out) == KS_OK;
}

static bool is_readable(const char *file)
{
    struct stat info;
    return stat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= SIZE_LIMIT;
}

static bool load_text(const char *file, ks_bytes *out)
{
    ks_sv builtin;
    if (ks_io_builtin_find_url(ks_sv_from(file), &builtin)) {
        return decode(file, builtin, out);
    }
    ks_bytes raw = {NULL, 0};
    if (!is_readable(file) || ks_io_read_file(file, KS_NOWHERE, NULL, &raw) != KS_OK) {
        return false;
    }
    bool is_decoded = decode(file, (ks_sv){raw.data, raw.size}, out);
    ks_bytes_release(&raw);
    return is_decoded;
}

static bool find_starts(ks_api_lines *lines)
{
    size_t *start = ks_vec_add(&lines->starts);
    for (size_t i = 0; start != NULL && i < lines->text.size; i++) {
        if (lines->text.data[i] == '\n') {
            start = ks_vec_add(&lines->starts);
            if (start != NULL) {
                *start = i + 1;
            }
        }
    }
    return start != NULL;
}

static void load(ks_api_lines *lines, const char *file)
{
    ks_api_lines_release(lines);
    lines->file = ks_alloc_text(file, strlen(file));
    if (lines->file == NULL || !load_text(file, &lines->text)) {
        return;
    }
    ks_sv text = ks_sv_trim((ks_sv){lines->text.data, lines->text.size});
    lines->is_table = text.len > 0 && text.ptr[0] != '<' && text.ptr[0] != '{';
    lines->is_there = find_starts(lines);
}

bool ks_api_find_line(ks_place place, ks_report_line *out, void *user)
{
    ks_api_lines *lines = user;
    if (place.file == NULL || place.line == 0) {
        return false;
    }
    if (lines->file == NULL || strcmp(lines->file, place.file) != 0) {
        load(lines, place.file);
    }
    if (!lines->is_there || place.line > lines->starts.count) {
        return false;
    }
    size_t start = lines->starts.items[place.line - 1];
    size_t end =
        place.line < lines->starts.count ? lines->starts.items[place.line] - 1 : lines->text.size;
    end -= end > start && lines->text.data[end - 1] == '\r';
    out->text = (ks_sv){lines->text.data + start, end - start};
    out->is_table = lines->is_table;
    return true;
}

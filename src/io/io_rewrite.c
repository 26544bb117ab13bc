#include "io_rewrite.h"

#include <stdlib.h>
#include <string.h>

#include "base_uri.h"

static int compare_rows(const void *a, const void *b)
{
    const ks_io_rewrite_row *first = a;
    const ks_io_rewrite_row *second = b;
    return strcmp(first->rewrite.start, second->rewrite.start);
}

static bool is_start_of(const ks_io_rewrite_row *row, ks_sv text)
{
    return ks_sv_starts(text, ks_sv_from(row->rewrite.start));
}

/* In order of their bytes, what a text begins with comes before the text: the row before, or one of
 * those that the row before begins with. */
static const ks_io_rewrite_row *longest_start(const ks_io_rewrite_row *row, ks_sv text)
{
    while (row != NULL && !is_start_of(row, text)) {
        row = row->shorter;
    }
    return row;
}

ks_status ks_io_rewrites_init(ks_io_rewrites *rewrites, const ks_io_rewrite *from, size_t count,
                              ks_arena *arena)
{
    ks_io_rewrite_row *rows = ks_arena_zero(arena, count + 1, sizeof *rows);
    if (rows == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].rewrite = from[i];
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 1; i < count; i++) {
        rows[i].shorter = longest_start(&rows[i - 1], ks_sv_from(rows[i].rewrite.start));
    }
    *rewrites = (ks_io_rewrites){rows, count};
    return KS_OK;
}

ks_status ks_io_package_init(ks_io_package *package, ks_zip *zip, const char *file,
                             const ks_io_rewrite *rewrites, size_t count, ks_arena *arena)
{
    ks_io_package made = {.zip = zip, .file = file};
    ks_status status = ks_io_rewrites_init(&made.rewrites, rewrites, count, arena);
    made.place = ks_uri_resolve(arena, KS_SV(""), ks_sv_from(file));
    if (status != KS_OK || made.place == NULL) {
        return KS_ERR_MEMORY;
    }
    *package = made;
    return KS_OK;
}

const char *ks_io_member_path(ks_arena *arena, const char *file, const char *name)
{
    const char *path = ks_arena_format(arena, "%s/%s", file, name);
    return path == NULL || strpbrk(path, "#?%") == NULL ? path
                                                        : ks_uri_encode(arena, ks_sv_from(path));
}

static ks_sv behind_file(ks_sv path, const char *file)
{
    const size_t len = strlen(file);
    const bool is_within =
        ks_sv_starts(path, (ks_sv){file, len}) && path.len > len + 1 && path.ptr[len] == '/';
    return is_within ? (ks_sv){path.ptr + len + 1, path.len - len - 1} : (ks_sv){NULL, 0};
}

ks_sv ks_io_package_within(const ks_io_package *package, ks_sv path)
{
    const ks_sv within = behind_file(path, package->file);
    return within.ptr != NULL ? within : behind_file(path, package->place);
}

/* The last row that does not come behind `url`, or NULL. */
static const ks_io_rewrite_row *row_before(const ks_io_rewrites *rewrites, const char *url)
{
    size_t low = 0;
    size_t high = rewrites->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(rewrites->rows[middle].rewrite.start, url) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? &rewrites->rows[low - 1] : NULL;
}

ks_status ks_io_rewrites_apply(const ks_io_rewrites *rewrites, const char *url, ks_arena *arena,
                               const char **out)
{
    const ks_io_rewrite_row *row = longest_start(row_before(rewrites, url), ks_sv_from(url));
    *out = NULL;
    if (row == NULL) {
        return KS_OK;
    }
    const ks_io_rewrite *rewrite = &row->rewrite;
    const char *reference =
        ks_arena_format(arena, "%s%s", rewrite->prefix, url + strlen(rewrite->start));
    *out = reference == NULL
               ? NULL
               : ks_uri_resolve(arena, ks_sv_from(rewrite->base), ks_sv_from(reference));
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* The member at `url`, one of KS_IO_MEMBER_SCHEME: by the name as it stands, or without escapes. */
static ks_status find_member(const ks_zip *zip, const char *url, ks_arena *arena,
                             const ks_zip_member **out)
{
    const ks_sv text = ks_sv_from(url);
    const size_t skip = sizeof KS_IO_MEMBER_SCHEME - 1;
    if (!ks_sv_starts(text, KS_SV(KS_IO_MEMBER_SCHEME))) {
        return KS_OK;
    }
    const ks_sv name = {text.ptr + skip, text.len - skip};
    if (ks_sv_ends(name, KS_SV("/"))) {
        return KS_OK; /* a folder */
    }
    const char *decoded = ks_uri_decode(arena, name);
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = ks_zip_find(zip, name);
    if (*out == NULL) {
        *out = ks_zip_find(zip, ks_sv_from(decoded));
    }
    return KS_OK;
}

/* `url` is escaped. */
static ks_status find_exactly(const ks_io_package *package, const char *url, ks_arena *arena,
                              const ks_zip_member **out)
{
    const char *target = NULL;
    ks_status status = ks_io_rewrites_apply(&package->rewrites, url, arena, &target);
    return status == KS_OK && target != NULL ? find_member(package->zip, target, arena, out)
                                             : status;
}

ks_status ks_io_other_scheme(const char *url, ks_arena *arena, const char **out)
{
    const bool is_http = strncmp(url, "http:", 5) == 0;
    *out = NULL;
    if (!is_http && strncmp(url, "https:", 6) != 0) {
        return KS_OK;
    }
    *out = ks_arena_format(arena, "%s:%s", is_http ? "https" : "http", url + (is_http ? 5 : 6));
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

ks_status ks_io_package_find(const ks_io_package *package, const char *url, ks_arena *arena,
                             const ks_zip_member **out)
{
    const char *other = NULL;
    *out = NULL;
    const char *escaped = ks_uri_escape(arena, ks_sv_from(url));
    if (escaped == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = find_exactly(package, escaped, arena, out);
    if (status == KS_OK && *out == NULL) {
        status = ks_io_other_scheme(escaped, arena, &other);
    }
    return status == KS_OK && other != NULL ? find_exactly(package, other, arena, out) : status;
}

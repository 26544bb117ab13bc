#include "io_address.h"

#include <limits.h>
#include <unistd.h>

#include <string.h>

#include "base_uri.h"

const char *ks_io_here(ks_arena *arena)
{
    char folder[PATH_MAX];
    const bool is_known = getcwd(folder, sizeof folder) != NULL && folder[0] == '/';
    return is_known ? ks_arena_textz(arena, folder) : "";
}

bool ks_io_is_local(const char *url)
{
    ks_sv text = ks_sv_from(url);
    return !ks_uri_is_absolute(text) || ks_uri_has_scheme(text, "file");
}

bool ks_io_is_of_web(const char *url)
{
    const ks_sv text = ks_sv_from(url);
    return ks_uri_has_scheme(text, "http") || ks_uri_has_scheme(text, "https");
}

static const char *take(ks_arena *arena, ks_str *text)
{
    const char *copy =
        ks_str_status(text) == KS_OK ? ks_arena_text(arena, ks_str_view(text)) : NULL;
    ks_str_release(text);
    return copy;
}

/* RFC 8089 2 */
const char *ks_io_path(const char *url)
{
    if (!ks_uri_has_scheme(ks_sv_from(url), "file")) {
        return url;
    }
    const char *path = url + sizeof "file:" - 1;
    if (strncmp(path, "//", 2) != 0) {
        return path;
    }
    path += strncmp(path, "//localhost/", 12) == 0 ? 11 : 2;
    return path[0] == '/' ? path : NULL;
}

const char *ks_io_name(ks_arena *arena, const char *path)
{
    if (ks_uri_is_absolute(ks_sv_from(path))) {
        const char *file = ks_io_path(path);
        return ks_arena_textz(arena, file != NULL ? file : path);
    }
    ks_str out;
    ks_str_init(&out);
    for (const char *at = path; *at != '\0'; at++) {
        const bool is_special = *at == '#' || *at == '?' || *at == '%';
        ks_str_add(&out, is_special ? (*at == '#' ? "%23" : *at == '?' ? "%3F" : "%25") : "");
        ks_str_add_sv(&out, (ks_sv){at, is_special ? 0 : 1});
    }
    return take(arena, &out);
}

const char *ks_io_refer(ks_arena *arena, ks_sv base, ks_sv reference)
{
    const char *url = ks_uri_resolve(arena, base, reference);
    const bool is_rooted = ks_sv_starts(reference, KS_SV("/"));
    if (url == NULL || !is_rooted || ks_uri_is_absolute(ks_sv_from(url))) {
        return url;
    }
    return ks_arena_format(arena, url[1] == '/' ? "file:%s" : "file://%s", url);
}

/* Takes the last segment off what stands behind `floor`; at the floor there is none. */
static void drop_segment(ks_str *out, size_t floor)
{
    while (out->len > floor && out->ptr[out->len - 1] != '/') {
        out->len--;
    }
    out->len -= out->len > floor ? 1 : 0;
    out->ptr[out->len] = '\0';
}

/* Each segment with its slash in front, "." and ".." carried out. */
static void add_segments(ks_str *out, ks_sv path)
{
    const size_t floor = out->len;
    while (path.len > 0 && !out->is_failed) {
        ks_sv segment = ks_sv_cut(&path, '/');
        if (ks_sv_is(segment, "..")) {
            drop_segment(out, floor);
        } else if (segment.len > 0 && !ks_sv_is(segment, ".")) {
            ks_str_add_char(out, '/');
            ks_str_add_sv(out, segment);
        }
    }
}

static const char *local_address(ks_arena *arena, const char *folder, const char *path)
{
    if (path[0] != '/' && (folder[0] == '\0' || ks_uri_is_drive(ks_sv_from(path)))) {
        return path;
    }
    ks_str joined;
    ks_str out;
    ks_str_init(&joined);
    ks_str_init(&out);
    if (path[0] != '/') {
        ks_str_add(&joined, folder);
        ks_str_add_char(&joined, '/');
    }
    ks_str_add(&joined, path);
    add_segments(&out, ks_str_view(&joined));
    out.is_failed |= joined.is_failed;
    ks_str_release(&joined);
    return take(arena, &out);
}

const char *ks_io_address(ks_arena *arena, const char *folder, const char *url)
{
    if (ks_uri_has_scheme(ks_sv_from(url), "https")) {
        url = ks_arena_format(arena, "http:%s", url + sizeof "https:" - 1);
    }
    const bool is_local = url != NULL && ks_io_is_local(url);
    const char *path = is_local ? ks_io_path(url) : url;
    if (path == NULL) { /* short memory, or what is on another host */
        return url;
    }
    const char *decoded = ks_uri_decode(arena, ks_sv_from(path));
    return decoded != NULL && is_local ? local_address(arena, folder, decoded) : decoded;
}

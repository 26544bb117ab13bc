#include "base_uri.h"

#include <string.h>

/* The parts of a reference (RFC 3986 3), with a NULL pointer where there is none. A path has no
 * scheme, so "dir/a.xml" and "C:/dir/a.xml" fit too. */
typedef struct uri_parts {
    ks_sv scheme;
    ks_sv authority;
    ks_sv path;
    ks_sv query;
} uri_parts;

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static ks_sv behind(ks_sv text, size_t len)
{
    return (ks_sv){text.ptr + len, text.len - len};
}

bool ks_uri_has_dot_segment(ks_sv path)
{
    while (path.len > 0) {
        ks_sv segment = ks_sv_cut(&path, '/');
        if (ks_sv_is(segment, ".") || ks_sv_is(segment, "..")) {
            return true;
        }
    }
    return false;
}

/* The length of the scheme, 0 where there is none: a single letter is a drive. */
static size_t scheme_length(ks_sv text)
{
    size_t len = 0;
    while (len < text.len) {
        char c = text.ptr[len];
        if (!is_alpha(c) && (len == 0 || (!is_digit(c) && c != '+' && c != '-' && c != '.'))) {
            break;
        }
        len++;
    }
    return len > 1 && len < text.len && text.ptr[len] == ':' ? len : 0;
}

bool ks_uri_is_drive(ks_sv path)
{
    return path.len > 1 && is_alpha(path.ptr[0]) && path.ptr[1] == ':';
}

void ks_uri_split(ks_sv uri, ks_sv *out_document, ks_sv *out_fragment)
{
    ks_sv rest = uri;
    *out_document = ks_sv_cut(&rest, '#');
    *out_fragment = rest;
}

bool ks_uri_is_absolute(ks_sv uri)
{
    return scheme_length(uri) > 0;
}

static char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_same_word(ks_sv a, ks_sv b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (to_lower(a.ptr[i]) != to_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool ks_uri_has_scheme(ks_sv uri, const char *scheme)
{
    size_t len = scheme_length(uri);
    return len > 0 && is_same_word((ks_sv){uri.ptr, len}, ks_sv_from(scheme));
}

static size_t index_of(ks_sv text, char c)
{
    const char *found = text.len > 0 ? memchr(text.ptr, c, text.len) : NULL;
    return found != NULL ? (size_t)(found - text.ptr) : text.len;
}

/* Without the fragment. */
static uri_parts parse(ks_sv text)
{
    uri_parts parts = {0};
    ks_sv fragment;
    ks_uri_split(text.len > 0 ? text : KS_SV(""), &text, &fragment);
    size_t len = scheme_length(text);
    if (len > 0) {
        parts.scheme = (ks_sv){text.ptr, len};
        text = behind(text, len + 1);
    }
    if (ks_sv_starts(text, KS_SV("//"))) {
        text = behind(text, 2);
        len = index_of(text, '/');
        size_t query = index_of(text, '?');
        len = query < len ? query : len;
        parts.authority = (ks_sv){text.ptr, len};
        text = behind(text, len);
    }
    len = index_of(text, '?');
    parts.path = (ks_sv){text.ptr, len};
    if (len < text.len) {
        parts.query = behind(text, len + 1);
    }
    return parts;
}

static ks_sv folder_of(ks_sv path)
{
    while (path.len > 0 && path.ptr[path.len - 1] != '/') {
        path.len--;
    }
    return path;
}

/* Takes the last segment, and its slash, off what stands behind `floor`. False where there is none
 * to take, or it is a ".." that leads out of a relative path. */
static bool drop_segment(ks_str *path, size_t floor)
{
    size_t len = path->len;
    if (len == floor || (ks_sv_ends(ks_str_view(path), KS_SV("../")) &&
                         (len == floor + 3 || path->ptr[len - 4] == '/'))) {
        return false;
    }
    do {
        len--;
    } while (len > floor && path->ptr[len - 1] != '/');
    path->len = len;
    path->ptr[len] = '\0';
    return true;
}

/* RFC 3986 5.2.4 on a joined path. Out of a path that starts nowhere ("../a.xml") ".." leads on. */
static void add_without_dots(ks_str *out, ks_sv path, bool is_rooted)
{
    if (ks_uri_is_drive(path) && !is_rooted) {
        ks_str_add_sv(out, (ks_sv){path.ptr, 2});
        path = behind(path, 2);
    }
    if (ks_sv_starts(path, KS_SV("/"))) {
        ks_str_add_char(out, '/');
        path = behind(path, 1);
        is_rooted = true;
    }
    size_t floor = out->len;
    while (path.len > 0 && !out->is_failed) {
        size_t len = index_of(path, '/');
        ks_sv segment = {path.ptr, len};
        ks_sv with_slash = {path.ptr, len < path.len ? len + 1 : len};
        path = behind(path, with_slash.len);
        if (ks_sv_is(segment, ".")) {
            continue;
        }
        if (!ks_sv_is(segment, "..")) {
            ks_str_add_sv(out, with_slash);
        } else if (!drop_segment(out, floor) && !is_rooted) {
            ks_str_add(out, "../");
        }
    }
}

/* RFC 3986 5.2.3, then 5.2.4. */
static void add_path(ks_str *out, const uri_parts *target, ks_sv folder)
{
    ks_str joined;
    ks_str_init(&joined);
    size_t start = out->len;
    ks_str_add_sv(&joined, folder);
    ks_str_add_sv(&joined, target->path);
    bool is_rooted = target->scheme.ptr != NULL || target->authority.ptr != NULL;
    add_without_dots(out, ks_str_view(&joined), is_rooted);
    if (target->authority.ptr == NULL && out->len - start >= 2 &&
        memcmp(out->ptr + start, "//", 2) == 0) {
        /* A path may not begin like an authority. */
        ks_sv path = ks_str_view(out);
        ks_str_clear(&joined);
        ks_str_add(&joined, "/.");
        ks_str_add_sv(&joined, behind(path, start));
        out->len = start;
        ks_str_add_sv(out, ks_str_view(&joined));
    }
    out->is_failed |= joined.is_failed;
    ks_str_release(&joined);
}

/* The folder that a relative path of `reference` starts from; empty where it starts at a root. */
static ks_sv base_folder(const uri_parts *base, const uri_parts *reference)
{
    if (reference->path.ptr[0] == '/' || ks_uri_is_drive(reference->path)) {
        return (ks_sv){"", 0};
    }
    return base->authority.ptr != NULL && base->path.len == 0 ? KS_SV("/") : folder_of(base->path);
}

/* RFC 3986 5.2.2. */
static uri_parts choose_parts(const uri_parts *base, const uri_parts *reference, ks_sv *out_folder)
{
    uri_parts target = *reference;
    *out_folder = (ks_sv){"", 0};
    if (reference->scheme.ptr != NULL) {
        return target;
    }
    target.scheme = base->scheme;
    if (reference->authority.ptr != NULL) {
        return target;
    }
    target.authority = base->authority;
    if (reference->path.len > 0) {
        *out_folder = base_folder(base, reference);
        if (ks_uri_is_drive(reference->path)) {
            target.scheme = target.authority = (ks_sv){NULL, 0};
        }
        return target;
    }
    target.path = base->path;
    if (reference->query.ptr == NULL) {
        target.query = base->query;
    }
    return target;
}

static const char *take_text(ks_arena *arena, ks_str *text)
{
    const char *copy = NULL;
    if (ks_str_status(text) == KS_OK) {
        copy = ks_arena_text(arena, ks_str_view(text));
    }
    ks_str_release(text);
    return copy;
}

static void add_root(ks_str *out, const uri_parts *parts)
{
    if (parts->scheme.ptr != NULL) {
        ks_str_add_sv(out, parts->scheme);
        ks_str_add_char(out, ':');
    }
    if (parts->authority.ptr != NULL) {
        ks_str_add(out, "//");
        ks_str_add_sv(out, parts->authority);
    }
}

const char *ks_uri_resolve(ks_arena *arena, ks_sv base, ks_sv reference)
{
    uri_parts base_parts = parse(base);
    uri_parts reference_parts = parse(reference);
    ks_sv folder;
    uri_parts target = choose_parts(&base_parts, &reference_parts, &folder);
    ks_str out;
    ks_str_init(&out);
    add_root(&out, &target);
    add_path(&out, &target, folder);
    if (target.query.ptr != NULL) {
        ks_str_add_char(&out, '?');
        ks_str_add_sv(&out, target.query);
    }
    return take_text(arena, &out);
}

static int hex_value(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of the escape at the start of `text`; 0, which no text of ours may hold, where there is
 * none. */
static char escaped_byte(ks_sv text)
{
    if (text.len < 3 || text.ptr[0] != '%') {
        return '\0';
    }
    int high = hex_value(text.ptr[1]), low = hex_value(text.ptr[2]);
    return high >= 0 && low >= 0 ? (char)(high * 16 + low) : '\0';
}

const char *ks_uri_decode(ks_arena *arena, ks_sv text)
{
    if (text.len == 0 || index_of(text, '%') == text.len) {
        return ks_arena_text(arena, text);
    }
    char *out = ks_arena_alloc(arena, text.len + 1);
    if (out == NULL) {
        return NULL;
    }
    size_t len = 0;
    while (text.len > 0) {
        char byte = escaped_byte(text);
        out[len++] = byte != '\0' ? byte : text.ptr[0];
        text = behind(text, byte != '\0' ? 3 : 1);
    }
    out[len] = '\0';
    return out;
}

/* RFC 3986 3.3: what may stand in a path as it is. */
static bool is_path_char(char c)
{
    return is_alpha(c) || is_digit(c) || (c != '\0' && strchr("-._~!$&'()*+,;=:@/", c) != NULL);
}

static void add_escape(ks_str *out, char c)
{
    static const char HEX[] = "0123456789ABCDEF";
    ks_str_add_char(out, '%');
    ks_str_add_char(out, HEX[(unsigned char)c >> 4]);
    ks_str_add_char(out, HEX[(unsigned char)c & 15]);
}

static void add_encoded(ks_str *out, ks_sv path, bool has_escapes)
{
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (is_path_char(c) || (c == '%' && has_escapes)) {
            ks_str_add_char(out, c);
        } else {
            add_escape(out, c);
        }
    }
}

const char *ks_uri_encode(ks_arena *arena, ks_sv path)
{
    ks_str out;
    ks_str_init(&out);
    add_encoded(&out, path, false);
    return take_text(arena, &out);
}

const char *ks_uri_escape(ks_arena *arena, ks_sv text)
{
    ks_str out;
    ks_str_init(&out);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c <= ' ' || c > '~' || strchr("\"<>\\^`{|}", c) != NULL) {
            add_escape(&out, c);
        } else {
            ks_str_add_char(&out, c);
        }
    }
    return take_text(arena, &out);
}

/* A file path may hold '?' and '%' as they are; only what has a scheme is a URI already. */
static uri_parts parse_file(ks_sv text)
{
    if (ks_uri_is_absolute(text)) {
        return parse(text);
    }
    return (uri_parts){.path = text.len > 0 ? text : KS_SV("")};
}

static size_t common_folder(ks_sv a, ks_sv b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++) {
        if (a.ptr[i] == '/') {
            common = i + 1;
        }
    }
    return common;
}

/* Whether a relative path can lead from one to the other. */
static bool is_reachable(const uri_parts *from, const uri_parts *to, ks_sv from_path, ks_sv to_path)
{
    ks_sv rest = behind(from_path, common_folder(from_path, to_path));
    bool is_same_drive =
        ks_uri_is_drive(from_path) == ks_uri_is_drive(to_path) &&
        (!ks_uri_is_drive(from_path) || to_lower(from_path.ptr[0]) == to_lower(to_path.ptr[0]));
    return is_same_word(from->scheme, to->scheme) && is_same_word(from->authority, to->authority) &&
           ks_sv_starts(from_path, KS_SV("/")) == ks_sv_starts(to_path, KS_SV("/")) &&
           is_same_drive && !ks_sv_starts(rest, KS_SV("../"));
}

static void add_relative(ks_str *out, ks_sv from, ks_sv to, bool has_escapes)
{
    size_t common = common_folder(from, to);
    size_t start = out->len;
    for (size_t i = common; i < from.len; i++) {
        if (from.ptr[i] == '/') {
            ks_str_add(out, "../");
        }
    }
    ks_sv rest = behind(to, common);
    size_t colon = index_of(rest, ':');
    if (out->len == start && (rest.len == 0 || rest.ptr[0] == '/' ||
                              (colon < rest.len && colon < index_of(rest, '/')))) {
        ks_str_add(out, "./"); /* RFC 3986 4.2: or its first segment would read as a scheme */
    }
    add_encoded(out, rest, has_escapes);
}

const char *ks_uri_relative(ks_arena *arena, ks_sv from, ks_sv to)
{
    uri_parts from_parts = parse_file(from), to_parts = parse_file(to);
    ks_str from_path, to_path, out;
    ks_str_init(&from_path);
    ks_str_init(&to_path);
    ks_str_init(&out);
    add_path(&from_path, &from_parts, (ks_sv){"", 0});
    add_path(&to_path, &to_parts, (ks_sv){"", 0});
    bool has_escapes = to_parts.scheme.ptr != NULL;
    if (is_reachable(&from_parts, &to_parts, ks_str_view(&from_path), ks_str_view(&to_path))) {
        add_relative(&out, ks_str_view(&from_path), ks_str_view(&to_path), has_escapes);
    } else {
        add_root(&out, &to_parts);
        add_encoded(&out, ks_str_view(&to_path), has_escapes);
    }
    if (to_parts.query.ptr != NULL) {
        ks_str_add_char(&out, '?');
        ks_str_add_sv(&out, to_parts.query);
    }
    out.is_failed |= from_path.is_failed || to_path.is_failed;
    ks_str_release(&from_path);
    ks_str_release(&to_path);
    return take_text(arena, &out);
}

const char *ks_uri_move(ks_arena *arena, ks_uri_way way, const char *base, ks_sv href)
{
    ks_sv path;
    ks_sv fragment;
    if (base == NULL && way.to == NULL) {
        return ks_arena_text(arena, href);
    }
    ks_uri_split(href, &path, &fragment);
    const char *url = ks_arena_text(arena, path);
    if (url != NULL && base != NULL) {
        url = ks_uri_resolve(arena, ks_sv_from(base), ks_sv_from(url));
    }
    if (url != NULL && way.to != NULL) {
        const char *whole = ks_uri_resolve(arena, ks_sv_from(way.from), ks_sv_from(url));
        if (whole == NULL || strcmp(whole, way.from) == 0) {
            return whole == NULL || fragment.ptr == NULL
                       ? whole
                       : ks_arena_format(arena, "#%.*s", KS_SV_ARG(fragment));
        }
        const char *back = ks_uri_relative(arena, ks_sv_from(way.to), ks_sv_from(way.from));
        url = back != NULL ? ks_uri_resolve(arena, ks_sv_from(back), ks_sv_from(url)) : NULL;
    }
    return url != NULL && fragment.ptr != NULL
               ? ks_arena_format(arena, "%s#%.*s", url, KS_SV_ARG(fragment))
               : url;
}

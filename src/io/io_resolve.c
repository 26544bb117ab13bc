#include "io_resolve.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base_alloc.h"
#include "base_uri.h"
#include "io_encoding.h"
#include "io_file.h"
#include "io_folder.h"

typedef struct entry {
    ks_io_document document;
    ks_bytes text; /* owned; empty for what is built in */
    bool is_refused;
} entry;

void ks_io_resolver_init(ks_io_resolver *resolver, const char *const *mirrors, size_t mirror_count)
{
    *resolver = (ks_io_resolver){.mirrors = mirrors, .mirror_count = mirror_count};
    ks_map_init(&resolver->entries);
    ks_arena_init(&resolver->arena);
}

void ks_io_resolver_forget(ks_io_resolver *resolver)
{
    for (ks_map_entry *e = ks_map_first(&resolver->entries); e != NULL; e = ks_map_next(e)) {
        entry *known = ks_map_entry_value(e);
        ks_bytes_release(&known->text);
    }
    ks_map_release(&resolver->entries);
    ks_map_init(&resolver->entries);
}

void ks_io_resolver_release(ks_io_resolver *resolver)
{
    ks_io_resolver_forget(resolver);
    ks_map_release(&resolver->entries);
    ks_vec_release(&resolver->catalogs);
    ks_vec_release(&resolver->packages);
    ks_io_leave_release(&resolver->leave);
    ks_arena_release(&resolver->arena);
}

ks_status ks_io_resolver_add_catalog(ks_io_resolver *resolver, const ks_io_catalog *catalog)
{
    const ks_io_catalog **added = ks_vec_add(&resolver->catalogs);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = catalog;
    return KS_OK;
}

static ks_status add_package(ks_io_resolver *resolver, ks_io_package package)
{
    ks_io_package *added = ks_vec_add(&resolver->packages);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = package;
    return KS_OK;
}

ks_status ks_io_resolver_add_package(ks_io_resolver *resolver, ks_zip *zip, const char *file,
                                     const ks_io_rewrite *rewrites, size_t count)
{
    ks_io_package package;
    ks_status status = ks_io_package_init(&package, zip, file, rewrites, count, &resolver->arena);
    return status == KS_OK ? add_package(resolver, package) : status;
}

ks_status ks_io_resolver_add_last(ks_io_resolver *resolver, ks_zip *zip, const char *file,
                                  const ks_io_rewrite *rewrites, size_t count)
{
    ks_io_package package;
    ks_status status = ks_io_package_init(&package, zip, file, rewrites, count, &resolver->arena);
    if (status != KS_OK) {
        return status;
    }
    package.is_last = true;
    return add_package(resolver, package);
}

static ks_status add_entry(ks_io_resolver *resolver, const char *url, entry **out)
{
    entry *added = ks_arena_zero(&resolver->arena, 1, sizeof *added);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    added->document.url = ks_arena_textz(&resolver->arena, url);
    if (added->document.url == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_map_set(&resolver->entries, ks_sv_from(url), added);
    if (status == KS_OK) {
        *out = added;
    }
    return status;
}

/* What stands behind "scheme://", or a NULL pointer where the URL is not of the web. */
static ks_sv web_path(ks_sv url)
{
    if (!ks_uri_has_scheme(url, "http") && !ks_uri_has_scheme(url, "https")) {
        return (ks_sv){NULL, 0};
    }
    const char *slashes = memmem(url.ptr, url.len, "://", 3);
    if (slashes == NULL) {
        return (ks_sv){NULL, 0};
    }
    slashes += 3;
    return (ks_sv){slashes, url.len - (size_t)(slashes - url.ptr)};
}

/* Whether a file is there: one that cannot be looked at is told when it is read. */
static bool is_there(const char *path)
{
    return strcmp(path, "-") == 0 || access(path, F_OK) == 0 ||
           (errno != ENOENT && errno != ENOTDIR);
}

/* The path itself, or with its escapes resolved, where such a file is there. */
static ks_status find_file(ks_io_resolver *resolver, const char *path, const char **out)
{
    if (is_there(path)) {
        *out = path;
        return KS_OK;
    }
    const char *decoded = ks_uri_decode(&resolver->arena, ks_sv_from(path));
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = decoded;
    return is_there(decoded) ? KS_OK : KS_ERR_NOT_FOUND;
}

/* A path that leads out of the mirror, by escapes too, is not followed. */
static ks_status find_in_mirrors(ks_io_resolver *resolver, ks_sv path, const char **out)
{
    const char *decoded = ks_uri_decode(&resolver->arena, path);
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    if (ks_uri_has_dot_segment(ks_sv_from(decoded))) {
        return KS_ERR_NOT_FOUND;
    }
    for (size_t i = 0; i < resolver->mirror_count; i++) {
        const char *file =
            ks_arena_format(&resolver->arena, "%s/%.*s", resolver->mirrors[i], KS_SV_ARG(path));
        if (file == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_status status = find_file(resolver, file, out);
        if (status != KS_ERR_NOT_FOUND && !(status == KS_OK && ks_io_is_folder(*out))) {
            return status;
        }
    }
    return KS_ERR_NOT_FOUND;
}

/* Where a document was found. */
typedef struct found {
    const char *file; /* its name in findings */
    bool is_builtin;  /* then `text` is it */
    ks_sv text;
    ks_zip *zip;                 /* it is a member of this archive, */
    const ks_zip_member *member; /* this one; or NULL */
    ks_str answer;               /* the hook's, where has_answer is set */
    bool has_answer;
} found;

static ks_status take_member(ks_io_resolver *resolver, const ks_io_package *package,
                             const ks_zip_member *member, found *out)
{
    out->zip = package->zip;
    out->member = member;
    out->file = ks_arena_format(&resolver->arena, "%s/%s", package->file, member->name);
    return out->file != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status find_in_packages(ks_io_resolver *resolver, const char *url, bool are_last,
                                  found *out)
{
    for (size_t i = 0; i < resolver->packages.count; i++) {
        const ks_io_package *package = &resolver->packages.items[i];
        const ks_zip_member *member = NULL;
        if (package->is_last != are_last) {
            continue;
        }
        ks_status status = ks_io_package_find(package, url, &resolver->arena, &member);
        if (status != KS_OK) {
            return status;
        }
        if (member != NULL) {
            return take_member(resolver, package, member, out);
        }
    }
    return KS_ERR_NOT_FOUND;
}

/* The package that the path leads into, and where in it; NULL where it is none. */
static const ks_io_package *package_around(const ks_io_resolver *resolver, ks_sv path,
                                           ks_sv *out_within)
{
    for (size_t i = 0; i < resolver->packages.count; i++) {
        const ks_io_package *package = &resolver->packages.items[i];
        *out_within = ks_io_package_within(package, path);
        if (out_within->ptr != NULL) {
            return package;
        }
    }
    return NULL;
}

static ks_status find_by_path(ks_io_resolver *resolver, const char *path, found *out)
{
    const char *decoded = ks_uri_decode(&resolver->arena, ks_sv_from(path));
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_sv spellings[] = {ks_sv_from(path), ks_sv_from(decoded)};
    for (size_t i = 0; i < 2; i++) {
        ks_sv within;
        const ks_io_package *package = package_around(resolver, spellings[i], &within);
        const ks_zip_member *member = package == NULL ? NULL : ks_zip_find(package->zip, within);
        if (member != NULL) {
            return take_member(resolver, package, member, out);
        }
    }
    return find_file(resolver, path, &out->file);
}

/* Where nothing stands for `url` but itself. */
static ks_status find_itself(ks_io_resolver *resolver, const char *url, found *out)
{
    if (ks_io_is_local(url)) {
        const char *file = ks_io_path(url);
        return file == NULL ? KS_ERR_NOT_FOUND : find_by_path(resolver, file, out);
    }
    ks_status status = find_in_packages(resolver, url, false, out);
    const ks_sv path = web_path(ks_sv_from(url));
    if (status == KS_ERR_NOT_FOUND && path.ptr != NULL) {
        status = find_in_mirrors(resolver, path, &out->file);
    }
    return status == KS_ERR_NOT_FOUND ? find_in_packages(resolver, url, true, out) : status;
}

static bool find_builtin(const char *url, found *out)
{
    out->is_builtin = ks_io_builtin_find_url(ks_sv_from(url), &out->text);
    return out->is_builtin;
}

static ks_status find_by_catalogs(ks_io_resolver *resolver, const char *url, found *out)
{
    ks_status status = KS_ERR_NOT_FOUND;
    for (size_t i = 0; i < resolver->catalogs.count && status == KS_ERR_NOT_FOUND; i++) {
        const char *target = NULL;
        ks_status asked =
            ks_io_catalog_find(resolver->catalogs.items[i], url, &resolver->arena, &target);
        if (asked != KS_OK) {
            return asked;
        }
        if (target != NULL) {
            status = find_builtin(target, out) ? KS_OK : find_itself(resolver, target, out);
        }
    }
    return status;
}

static ks_status ask_hook(const ks_io_resolver *resolver, const char *url, found *out)
{
    if (resolver->hook.open == NULL) {
        return KS_ERR_NOT_FOUND;
    }
    ks_status status = resolver->hook.open(url, &out->answer, resolver->hook.user);
    out->has_answer = status == KS_OK;
    out->file = url;
    return status == KS_OK ? ks_str_status(&out->answer) : status;
}

static ks_status find(ks_io_resolver *resolver, const char *url, found *out)
{
    if (find_builtin(url, out)) {
        return KS_OK;
    }
    ks_status status = ask_hook(resolver, url, out);
    if (status == KS_ERR_NOT_FOUND && ks_uri_is_absolute(ks_sv_from(url))) {
        status = find_by_catalogs(resolver, url, out);
    }
    return status == KS_ERR_NOT_FOUND ? find_itself(resolver, url, out) : status;
}

/* Whether a member of a package asks for a file that is none of its package. */
static bool leads_out(const ks_io_resolver *resolver, const char *url, ks_place asked_from)
{
    ks_sv within;
    if (resolver->packages.count == 0 || asked_from.file == NULL || !ks_io_is_local(url)) {
        return false;
    }
    const ks_io_package *from = package_around(resolver, ks_sv_from(asked_from.file), &within);
    return from != NULL && package_around(resolver, ks_sv_from(ks_io_path(url)), &within) != from;
}

static ks_status read_bytes(const found *where, const char *file, ks_place asked_from,
                            ks_sink *sink, ks_bytes *out)
{
    return where->member != NULL
               ? ks_zip_read(where->zip, where->member, file, asked_from, sink, out)
               : ks_io_read_file(file, asked_from, sink, out);
}

static ks_status read_text(const ks_io_resolver *resolver, const found *where, ks_place asked_from,
                           ks_sink *sink, entry *out)
{
    ks_io_document *document = &out->document;
    const char *file = document->file;
    ks_bytes bytes = {NULL, 0};
    ks_status status =
        where->has_answer ? KS_OK : read_bytes(where, file, asked_from, sink, &bytes);
    const ks_sv raw =
        where->has_answer ? ks_str_view(&where->answer) : (ks_sv){bytes.data, bytes.size};
    if (status == KS_OK && resolver->has_digests) {
        ks_sha256_hex(raw, document->sha256);
        document->size = raw.len;
    }
    if (status == KS_OK) {
        status = ks_io_decode_xml(file, raw, sink, &out->text);
        /* Without its byte order mark, text in UTF-8 is what it was. */
        document->is_recoded =
            out->text.size + (ks_sv_starts(raw, KS_SV("\xEF\xBB\xBF")) ? 3 : 0) != raw.len;
    }
    ks_bytes_release(&bytes);
    return status;
}

static ks_status find_or_fetch(ks_io_resolver *resolver, const char *url, ks_place asked_from,
                               found *out)
{
    ks_status status = find(resolver, url, out);
    if (status != KS_ERR_NOT_FOUND || resolver->fetch == NULL || ks_io_is_local(url)) {
        return status;
    }
    status = resolver->fetch(url, asked_from, resolver->fetch_user);
    return status == KS_OK ? find(resolver, url, out) : status;
}

/* Reads what was found into a new entry. */
static ks_status fill_entry(ks_io_resolver *resolver, const char *url, const found *where,
                            ks_place asked_from, ks_sink *sink, entry **out)
{
    ks_status status = add_entry(resolver, url, out);
    if (status != KS_OK) {
        return status;
    }
    ks_io_document *document = &(*out)->document;
    if (where->is_builtin) {
        document->file = document->url;
        document->text = where->text;
        document->is_builtin = true;
        return KS_OK;
    }
    document->file = ks_arena_textz(&resolver->arena, where->file);
    (*out)->is_refused = true;
    if (document->file == NULL) {
        return KS_ERR_MEMORY;
    }
    status = read_text(resolver, where, asked_from, sink, *out);
    (*out)->is_refused = status != KS_OK;
    document->text = (ks_sv){(*out)->text.data, (*out)->text.size};
    return status;
}

static ks_status make_entry(ks_io_resolver *resolver, const char *url, ks_place asked_from,
                            ks_sink *sink, entry **out)
{
    found where = {0};
    ks_str_init(&where.answer);
    ks_status status = ks_sink_check_cancelled(sink);
    if (status == KS_OK) {
        status = find_or_fetch(resolver, url, asked_from, &where);
    }
    if (status == KS_OK) {
        status = fill_entry(resolver, url, &where, asked_from, sink, out);
    }
    ks_str_release(&where.answer);
    return status;
}

ks_status ks_io_resolve(ks_io_resolver *resolver, const char *url, ks_place asked_from,
                        ks_sink *sink, const ks_io_document **out)
{
    entry *known = ks_map_get(&resolver->entries, ks_sv_from(url));
    if (leads_out(resolver, url, asked_from)) {
        KS_REPORT(sink, KS_F_PACKAGE_LEADS_OUT, asked_from, url);
        return KS_REFUSED;
    }
    if (known == NULL) {
        ks_status status = make_entry(resolver, url, asked_from, sink, &known);
        if (status != KS_OK) {
            return status;
        }
    }
    if (known->is_refused) {
        return KS_REFUSED;
    }
    *out = &known->document;
    return KS_OK;
}

const ks_io_document *ks_io_resolver_document(const ks_io_resolver *resolver, ks_map_entry **at)
{
    *at = *at == NULL ? ks_map_first(&resolver->entries) : ks_map_next(*at);
    while (*at != NULL) {
        const entry *known = ks_map_entry_value(*at);
        if (!known->is_refused) {
            return &known->document;
        }
        *at = ks_map_next(*at);
    }
    return NULL;
}

void ks_io_report_missing(ks_sink *sink, ks_place place, const char *url)
{
    KS_REPORT(sink, KS_F_TAXONOMY_MISSING_DOCUMENT, place, url,
              ks_io_is_of_web(url) ? "kessan fetch" : NULL);
}

ks_status ks_io_require(ks_io_resolver *resolver, const char *url, ks_sink *sink,
                        const ks_io_document **out)
{
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, sink, out);
    if (status != KS_ERR_NOT_FOUND) {
        return status;
    }
    const ks_place place = {url, 0, 0};
    if (ks_io_is_local(url)) {
        KS_REPORT(sink, KS_F_IO_NOT_FOUND, place, url);
    } else {
        ks_io_report_missing(sink, place, url);
    }
    return KS_REFUSED;
}

const char *ks_io_resolver_address(ks_io_resolver *resolver, ks_arena *arena, const char *url)
{
    if (resolver->folder == NULL) {
        resolver->folder = ks_io_here(&resolver->arena);
    }
    return resolver->folder == NULL ? NULL : ks_io_address(arena, resolver->folder, url);
}

/* The address of the folder that `url` stands in, or is. */
static ks_status admit_folder(ks_io_resolver *resolver, const char *url)
{
    const char *address = ks_io_resolver_address(resolver, &resolver->arena, url);
    if (address == NULL) {
        return KS_ERR_MEMORY;
    }
    size_t len = strlen(address);
    const bool is_file = !ks_io_is_folder(address);
    while (is_file && len > 0 && address[--len] != '/') {
    }
    const char *folder = ks_arena_text(&resolver->arena, (ks_sv){address, len});
    return folder == NULL ? KS_ERR_MEMORY : ks_io_leave_add(&resolver->leave, folder);
}

ks_status ks_io_resolver_admit(ks_io_resolver *resolver, const char *url)
{
    ks_status status = KS_OK;
    for (size_t i = 0; !resolver->is_guarded && i < resolver->mirror_count && status == KS_OK;
         i++) {
        status = admit_folder(resolver, resolver->mirrors[i]);
    }
    resolver->is_guarded = true;
    return status == KS_OK && ks_io_is_local(url) ? admit_folder(resolver, url) : status;
}

/* What a program answers for itself is no file. */
static ks_status is_answered(const ks_io_resolver *resolver, const char *url, bool *out)
{
    found where = {0};
    ks_str_init(&where.answer);
    ks_status status = ask_hook(resolver, url, &where);
    ks_str_release(&where.answer);
    *out = status != KS_ERR_NOT_FOUND;
    return status == KS_ERR_MEMORY ? status : KS_OK;
}

ks_status ks_io_resolver_may_follow(ks_io_resolver *resolver, const char *url, bool *out)
{
    const bool is_relative = !ks_uri_has_scheme(ks_sv_from(url), "file");
    ks_sv within;
    *out = !resolver->is_guarded || !ks_io_is_local(url) || ks_io_path(url) == NULL ||
           ks_map_get(&resolver->entries, ks_sv_from(url)) != NULL ||
           package_around(resolver, ks_sv_from(ks_io_path(url)), &within) != NULL;
    if (*out) {
        return KS_OK;
    }
    const char *address = ks_io_resolver_address(resolver, &resolver->arena, url);
    if (address == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = ks_io_leave_covers(&resolver->leave, address, is_relative);
    return *out ? KS_OK : is_answered(resolver, url, out);
}

ks_status ks_io_resolver_put(ks_io_resolver *resolver, const char *url, ks_sv text)
{
    entry *added = NULL;
    if (ks_map_get(&resolver->entries, ks_sv_from(url)) != NULL) {
        return KS_ERR_MISUSE;
    }
    char *copy = ks_alloc_text(text.ptr, text.len);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = add_entry(resolver, url, &added);
    if (status != KS_OK) {
        ks_alloc_free(copy);
        return status;
    }
    added->text = (ks_bytes){copy, text.len};
    added->document.file = added->document.url;
    added->document.text = (ks_sv){copy, text.len};
    return KS_OK;
}

ks_status ks_io_resolver_put_made(ks_io_resolver *resolver, const char *url, const char *file,
                                  const struct ks_xml_producer *producer)
{
    entry *added = NULL;
    if (ks_map_get(&resolver->entries, ks_sv_from(url)) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_status status = add_entry(resolver, url, &added);
    if (status == KS_OK) {
        added->document.file = file;
        added->document.producer = producer;
    }
    return status;
}

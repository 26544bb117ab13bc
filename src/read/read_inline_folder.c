#include "read_inline_folder.h"

#include <string.h>

#include "io_folder.h"
#include "read_inline.h"
#include "xml_root.h"

#define NS_MANIFEST "http://disclosure.edinet-fsa.go.jp/2013/manifest"

typedef KS_VEC(const char *) paths;

typedef struct finder {
    const char *folder;
    ks_names *names;
    ks_io_resolver *resolver;
    ks_arena *arena;
    ks_sink *sink;
    ks_inline_groups *groups;
    paths found; /* of the group at hand */
    const char *group_name;
    ks_str text;
    bool is_collecting;
} finder;

static const char *path_of(finder *f, ks_sv name)
{
    size_t size = strlen(f->folder);
    const bool has_slash = size > 0 && f->folder[size - 1] == '/';
    const char *path =
        ks_arena_format(f->arena, "%s%s%.*s", f->folder, has_slash ? "" : "/", KS_SV_ARG(name));
    return path == NULL ? NULL : ks_names_text(f->names, ks_sv_from(path));
}

static ks_status add_path(finder *f, ks_sv name)
{
    const char *path = path_of(f, name);
    const char **slot = path == NULL ? NULL : ks_vec_add(&f->found);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = path;
    return KS_OK;
}

static ks_status end_group(finder *f)
{
    const size_t count = f->found.count;
    if (count == 0) {
        return KS_OK;
    }
    const char **urls = ks_arena_alloc(f->arena, count * sizeof *urls);
    ks_inline_group *slot = urls == NULL ? NULL : ks_vec_add(&f->groups->list);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(urls, f->found.items, count * sizeof *urls);
    *slot = (ks_inline_group){f->group_name, urls, count};
    f->found.count = 0;
    return KS_OK;
}

static bool is_manifest_name(const ks_qname *name, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, NS_MANIFEST) == 0;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    finder *f = user;
    (void)stream;
    if (is_manifest_name(name, "instance")) {
        const ks_xml_attr *file = ks_xml_attr_find(attrs, count, "", "preferredFilename");
        f->group_name = file == NULL ? NULL : ks_arena_text(f->arena, ks_sv_trim(file->value));
        f->found.count = 0;
    }
    f->is_collecting = is_manifest_name(name, "ixbrl");
    ks_str_clear(&f->text);
    return KS_OK;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    finder *f = user;
    (void)stream;
    if (f->is_collecting) {
        ks_str_add_sv(&f->text, text);
    }
    return KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    finder *f = user;
    (void)stream;
    f->is_collecting = false;
    if (is_manifest_name(name, "ixbrl")) {
        ks_sv file = ks_sv_trim(ks_str_view(&f->text));
        return f->text.is_failed ? KS_ERR_MEMORY : file.len > 0 ? add_path(f, file) : KS_OK;
    }
    return is_manifest_name(name, "instance") ? end_group(f) : KS_OK;
}

static ks_status open_source(finder *f, const char *path, ks_xml_source *out)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(f->resolver, path, KS_NOWHERE, f->sink, &document);
    if (status == KS_OK) {
        *out = (ks_xml_source){
            .file = document->file, .text = document->text, .names = f->names, .sink = f->sink};
    }
    return status == KS_ERR_NOT_FOUND ? KS_REFUSED : status;
}

/* Whether there was a manifest that names document sets. */
static ks_status read_manifest(finder *f, ks_sv name, bool *out_is_one)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    const char *path = path_of(f, name);
    const ks_qname *root = NULL;
    ks_xml_source source;
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = open_source(f, path, &source);
    if (status == KS_OK) {
        status = ks_xml_root(&source, &root, NULL);
    }
    if (status == KS_OK && is_manifest_name(root, "manifest")) {
        status = ks_xml_parse(&source, &handler, f);
        *out_is_one = f->groups->list.count > 0;
    }
    return status;
}

/* An XHTML document that speaks of inline XBRL; others lie about in folders too. */
static ks_status take_document(finder *f, ks_sv name)
{
    const char *path = path_of(f, name);
    const ks_qname *root = NULL;
    ks_xml_source source;
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_sink *sink = f->sink;
    f->sink = NULL;
    ks_status status = open_source(f, path, &source);
    if (status == KS_OK && memmem(source.text.ptr, source.text.len, "inlineXBRL", 10) != NULL) {
        status = ks_xml_root(&source, &root, NULL);
    }
    f->sink = sink;
    const bool is_one = status == KS_REFUSED || (root != NULL && ks_inline_is_root(root));
    return status != KS_OK && status != KS_REFUSED ? status : is_one ? add_path(f, name) : KS_OK;
}

static bool is_page(ks_sv name)
{
    return ks_sv_ends(name, KS_SV(".htm")) || ks_sv_ends(name, KS_SV(".html")) ||
           ks_sv_ends(name, KS_SV(".xhtml"));
}

static ks_status find_groups(finder *f)
{
    ks_io_folder folder = {NULL, 0};
    bool has_manifest = false;
    ks_status status = ks_io_list_folder(f->folder, f->arena, f->sink, &folder);
    for (size_t i = 0; i < folder.count && status == KS_OK && !has_manifest; i++) {
        ks_sv name = ks_sv_from(folder.names[i]);
        if (ks_sv_starts(name, KS_SV("manifest")) && ks_sv_ends(name, KS_SV(".xml"))) {
            status = read_manifest(f, name, &has_manifest);
        }
    }
    for (size_t i = 0; i < folder.count && status == KS_OK && !has_manifest; i++) {
        if (is_page(ks_sv_from(folder.names[i]))) {
            status = take_document(f, ks_sv_from(folder.names[i]));
        }
    }
    f->group_name = has_manifest ? f->group_name : NULL;
    if (status == KS_OK) {
        status = end_group(f);
    }
    if (status == KS_OK && f->groups->list.count == 0) {
        KS_REPORT(f->sink, KS_F_INLINE_NO_DOCUMENT, ((ks_place){f->folder, 0, 0}), NULL);
        status = KS_REFUSED;
    }
    return status;
}

ks_status ks_inline_find_groups(const char *folder, ks_names *names, ks_io_resolver *resolver,
                                ks_arena *arena, ks_sink *sink, ks_inline_groups *out)
{
    finder f = {.folder = folder,
                .names = names,
                .resolver = resolver,
                .arena = arena,
                .sink = sink,
                .groups = out};
    ks_str_init(&f.text);
    ks_status status = find_groups(&f);
    ks_str_release(&f.text);
    ks_vec_release(&f.found);
    return status;
}

#include "read_catalog.h"

#include <string.h>

#include "base_alloc.h"
#include "base_namespaces.h"
#include "base_uri.h"
#include "io_encoding.h"
#include "io_file.h"
#include "xml_tree.h"

typedef struct catalog_file {
    const char *path;    /* a path or "file:" URL */
    ks_place asked_from; /* KS_NOWHERE for the first */
    ks_io_catalog catalog;
} catalog_file;

struct ks_catalog_files {
    ks_arena arena;
    ks_map by_path;
    KS_VEC(catalog_file *) files; /* in the order they were met; read one after the other */
};

typedef struct reader {
    ks_catalog_files *files;
    ks_names *names;
    ks_sink *sink;
    catalog_file *file; /* at hand */
    KS_VEC(ks_io_rewrite) rewrites[KS_IO_CATALOG_PARTS];
    ks_map starts; /* of this file's rewrites, with the part in front */
} reader;

/* ---- entries --------------------------------------------------------------------------------- */

typedef struct entry {
    ks_xml_element *element;
    ks_io_catalog_part part;
    const char *subject; /* the URL, its start or its end; escaped */
    const char *target;  /* as written */
    const char *base;
} entry;

typedef ks_status (*entry_fn)(reader *r, const entry *e);

static ks_status add_file(reader *r, const char *path, ks_place asked_from, bool *out_is_new,
                          catalog_file **out);

/* *out is NULL when memory is short. */
static const char *resolve_target(reader *r, const entry *e)
{
    return ks_uri_resolve(&r->files->arena, ks_sv_from(e->base), ks_sv_from(e->target));
}

/* 7.2.2: of two entries for one URL the first. */
static ks_status take_exact(reader *r, const entry *e)
{
    ks_map *exact = &r->file->catalog.tables[e->part].exact;
    union {
        const char *in;
        void *out;
    } target = {.in = resolve_target(r, e)};
    if (target.in == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_sv key = ks_sv_from(e->subject);
    return ks_map_get(exact, key) != NULL ? KS_OK : ks_map_set(exact, key, target.out);
}

static ks_status take_rewrite(reader *r, const entry *e)
{
    const char *key = ks_arena_format(&r->files->arena, "%d %s", (int)e->part, e->subject);
    if (key == NULL) {
        return KS_ERR_MEMORY;
    }
    if (ks_map_get(&r->starts, ks_sv_from(key)) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_borrowed(&r->starts, ks_sv_from(key), r);
    if (status != KS_OK) {
        return status;
    }
    ks_io_rewrite *rewrite = ks_vec_add(&r->rewrites[e->part]);
    if (rewrite == NULL) {
        return KS_ERR_MEMORY;
    }
    *rewrite = (ks_io_rewrite){e->subject, e->target, e->base};
    return KS_OK;
}

static ks_status take_suffix(reader *r, const entry *e)
{
    const char *target = resolve_target(r, e);
    ks_io_catalog_suffix *suffix =
        target == NULL ? NULL : ks_vec_add(&r->file->catalog.tables[e->part].suffixes);
    if (suffix == NULL) {
        return KS_ERR_MEMORY;
    }
    *suffix = (ks_io_catalog_suffix){e->subject, target};
    return KS_OK;
}

/* The catalog that the entry leads to. */
static ks_status add_target(reader *r, const entry *e, bool *out_is_new, catalog_file **out)
{
    const char *target = resolve_target(r, e);
    return target == NULL ? KS_ERR_MEMORY : add_file(r, target, e->element->place, out_is_new, out);
}

static ks_status take_delegate(reader *r, const entry *e)
{
    bool is_new = false;
    catalog_file *file = NULL;
    ks_status status = add_target(r, e, &is_new, &file);
    ks_io_catalog_delegate *delegate =
        status == KS_OK ? ks_vec_add(&r->file->catalog.tables[e->part].delegates) : NULL;
    if (delegate == NULL) {
        return KS_ERR_MEMORY;
    }
    *delegate = (ks_io_catalog_delegate){e->subject, &file->catalog};
    return KS_OK;
}

/* One that was met before has been asked by then, and had no answer. */
static ks_status take_next(reader *r, const entry *e)
{
    bool is_new = false;
    catalog_file *file = NULL;
    ks_status status = add_target(r, e, &is_new, &file);
    if (status != KS_OK || !is_new) {
        return status;
    }
    const ks_io_catalog **next = ks_vec_add(&r->file->catalog.next);
    if (next == NULL) {
        return KS_ERR_MEMORY;
    }
    *next = &file->catalog;
    return KS_OK;
}

/* 6: the entries that speak of URLs, and the attributes they need. */
static const struct {
    const char *local;
    ks_io_catalog_part part;
    const char *subject; /* or NULL */
    const char *target;
    entry_fn take;
} ENTRIES[] = {
    {"uri", KS_IO_CATALOG_URI, "name", "uri", take_exact},
    {"rewriteURI", KS_IO_CATALOG_URI, "uriStartString", "rewritePrefix", take_rewrite},
    {"uriSuffix", KS_IO_CATALOG_URI, "uriSuffix", "uri", take_suffix},
    {"delegateURI", KS_IO_CATALOG_URI, "uriStartString", "catalog", take_delegate},
    {"system", KS_IO_CATALOG_SYSTEM, "systemId", "uri", take_exact},
    {"rewriteSystem", KS_IO_CATALOG_SYSTEM, "systemIdStartString", "rewritePrefix", take_rewrite},
    {"systemSuffix", KS_IO_CATALOG_SYSTEM, "systemIdSuffix", "uri", take_suffix},
    {"delegateSystem", KS_IO_CATALOG_SYSTEM, "systemIdStartString", "catalog", take_delegate},
    {"nextCatalog", KS_IO_CATALOG_URI, NULL, "catalog", take_next},
};

/* The attribute; NULL, with a finding, where it is missing. */
static const char *need_attribute(reader *r, const ks_xml_element *element, const char *local)
{
    const char *value = ks_xml_get(element, local);
    if (value == NULL) {
        KS_REPORT(r->sink, KS_F_CATALOG_NO_ATTRIBUTE, element->place, element->name->local, local);
    }
    return value;
}

static ks_status take_entry(reader *r, ks_xml_element *element, size_t row)
{
    entry e = {.element = element, .part = ENTRIES[row].part};
    const char *subject = "";
    if (ENTRIES[row].subject != NULL) {
        subject = need_attribute(r, element, ENTRIES[row].subject);
    }
    e.target = subject != NULL ? need_attribute(r, element, ENTRIES[row].target) : NULL;
    if (subject == NULL || e.target == NULL) {
        return KS_OK;
    }
    e.base = ks_xml_base(element, r->file->path, &r->files->arena);
    e.subject = ks_uri_escape(&r->files->arena, ks_sv_trim(ks_sv_from(subject)));
    return e.base != NULL && e.subject != NULL ? ENTRIES[row].take(r, &e) : KS_ERR_MEMORY;
}

/* 6.5.2: a group lends its xml:base to what is in it. */
static ks_status take_children(reader *r, const ks_xml_element *parent)
{
    ks_status status = KS_OK;
    for (ks_xml_element *e = parent->first_child; e != NULL && status == KS_OK; e = e->next) {
        if (strcmp(e->name->ns, KS_NS_CATALOG) != 0) {
            continue;
        }
        if (strcmp(e->name->local, "group") == 0) {
            status = take_children(r, e);
        }
        for (size_t i = 0; i < sizeof ENTRIES / sizeof *ENTRIES && status == KS_OK; i++) {
            if (strcmp(e->name->local, ENTRIES[i].local) == 0) {
                status = take_entry(r, e, i);
            }
        }
    }
    return status;
}

/* ---- files ----------------------------------------------------------------------------------- */

/* A "file:" URL as a path. */
static const char *path_of(reader *r, const char *url)
{
    if (!ks_uri_has_scheme(ks_sv_from(url), "file")) {
        return url;
    }
    const char *behind = url + sizeof "file:" - 1;
    return ks_uri_decode(&r->files->arena,
                         ks_sv_from(strncmp(behind, "//", 2) == 0 ? behind + 2 : behind));
}

static ks_status add_file(reader *r, const char *path, ks_place asked_from, bool *out_is_new,
                          catalog_file **out)
{
    const ks_sv key = ks_sv_from(path);
    *out = ks_map_get(&r->files->by_path, key);
    *out_is_new = *out == NULL;
    if (*out != NULL) {
        return KS_OK;
    }
    catalog_file *file = ks_arena_zero(&r->files->arena, 1, sizeof *file);
    catalog_file **slot = file != NULL ? ks_vec_add(&r->files->files) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_io_catalog_init(&file->catalog);
    *slot = file;
    file->path = ks_names_text(r->names, key);
    file->asked_from = asked_from;
    *out = file;
    return file->path != NULL ? ks_map_set(&r->files->by_path, key, file) : KS_ERR_MEMORY;
}

static ks_status finish_rewrites(reader *r)
{
    for (size_t i = 0; i < KS_IO_CATALOG_PARTS; i++) {
        ks_status status =
            ks_io_rewrites_init(&r->file->catalog.tables[i].rewrites, r->rewrites[i].items,
                                r->rewrites[i].count, &r->files->arena);
        if (status != KS_OK) {
            return status;
        }
        r->rewrites[i].count = 0;
    }
    ks_map_release(&r->starts);
    return KS_OK;
}

static ks_status read_file(reader *r)
{
    ks_bytes text = {NULL, 0};
    ks_xml_element *root = NULL;
    const char *path = path_of(r, r->file->path);
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_io_read_xml(path, r->file->asked_from, r->sink, &text);
    if (status == KS_OK) {
        const ks_xml_source source = {.file = r->file->path,
                                      .text = (ks_sv){text.data, text.size},
                                      .names = r->names,
                                      .sink = r->sink};
        status = ks_xml_tree_read(&source, &r->files->arena, &root);
    }
    if (status == KS_OK && !ks_xml_is(root, KS_NS_CATALOG, "catalog")) {
        KS_REPORT(r->sink, KS_F_CATALOG_NONE, root->place, r->file->path, root->name->local);
        status = KS_REFUSED;
    }
    if (status == KS_OK) {
        status = take_children(r, root);
    }
    ks_bytes_release(&text);
    return status == KS_OK ? finish_rewrites(r) : status;
}

static ks_status read_files(reader *r, const char *path)
{
    bool is_new = false;
    catalog_file *first = NULL;
    ks_status status = add_file(r, path, KS_NOWHERE, &is_new, &first);
    for (size_t i = 0; status == KS_OK && i < r->files->files.count; i++) {
        r->file = r->files->files.items[i];
        status = read_file(r);
        if (status == KS_REFUSED && i > 0) {
            status = KS_OK; /* told; the others are there */
        }
    }
    return status;
}

void ks_catalog_files_free(ks_catalog_files *files)
{
    if (files == NULL) {
        return;
    }
    for (size_t i = 0; i < files->files.count; i++) {
        ks_io_catalog_release(&files->files.items[i]->catalog);
    }
    ks_vec_release(&files->files);
    ks_map_release(&files->by_path);
    ks_arena_release(&files->arena);
    ks_alloc_free(files);
}

ks_status ks_read_catalog(const char *path, ks_names *names, ks_sink *sink, ks_catalog_files **out)
{
    ks_catalog_files *files = ks_alloc_zero(1, sizeof *files);
    if (files == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&files->arena);
    ks_map_init(&files->by_path);
    reader r = {.files = files, .names = names, .sink = sink};
    ks_map_init(&r.starts);
    ks_status status = read_files(&r, path);
    for (size_t i = 0; i < KS_IO_CATALOG_PARTS; i++) {
        ks_vec_release(&r.rewrites[i]);
    }
    ks_map_release(&r.starts);
    if (status != KS_OK) {
        ks_catalog_files_free(files);
        return status;
    }
    *out = files;
    return KS_OK;
}

const ks_io_catalog *ks_catalog_files_first(const ks_catalog_files *files)
{
    return &files->files.items[0]->catalog;
}

#include "read_package.h"

#include <string.h>
#include <strings.h>

#include "base_alloc.h"
#include "base_namespaces.h"
#include "base_uri.h"
#include "io_encoding.h"
#include "xml_schema.h"
#include "xml_tree.h"

#define SCHEMA_FOLDER "xsd/www.xbrl.org/2016/"

const ks_finding_id KS_PACKAGE_FAULTS[KS_ZIP_FAULT_COUNT] = {
    [KS_ZIP_NO_ARCHIVE] = KS_F_PACKAGE_NO_ARCHIVE,
    [KS_ZIP_BACKSLASH] = KS_F_PACKAGE_BACKSLASH,
    [KS_ZIP_ABSOLUTE_NAME] = KS_F_PACKAGE_ABSOLUTE_NAME,
    [KS_ZIP_DOT_SEGMENTS] = KS_F_PACKAGE_DOT_SEGMENTS,
    [KS_ZIP_EMPTY_SEGMENT] = KS_F_PACKAGE_EMPTY_SEGMENT,
    [KS_ZIP_NAME_TWICE] = KS_F_PACKAGE_NAME_TWICE,
    [KS_ZIP_FILE_AND_FOLDER] = KS_F_PACKAGE_FILE_AND_FOLDER,
    [KS_ZIP_ENCRYPTED] = KS_F_PACKAGE_ENCRYPTED,
};

const ks_finding_id KS_PACKAGE_TOP_FAULTS[KS_ZIP_TOP_FAULT_COUNT] = {
    [KS_ZIP_NO_FOLDER] = KS_F_PACKAGE_EMPTY,
    [KS_ZIP_FILE_AT_TOP] = KS_F_PACKAGE_TOP_LEVEL_FILE,
    [KS_ZIP_SECOND_FOLDER] = KS_F_PACKAGE_SECOND_FOLDER,
};

typedef struct reader {
    ks_package *package;
    ks_names *names;
    ks_sink *sink;
} reader;

/* ---- an XML document of META-INF ------------------------------------------------------------- */

/* What the parser and the validator find is told with the code of the specification. */
typedef struct translated_sink {
    ks_sink sink;
    ks_sink *outer;
    ks_finding_id id;
} translated_sink;

static void translate(const ks_finding *finding, void *user)
{
    const translated_sink *t = user;
    if (finding->severity == KS_ERROR) {
        KS_REPORT(t->outer, t->id, finding->place, finding->message);
    }
}

static bool load_schema(const char *url, void *user, ks_sv *out)
{
    (void)user;
    return ks_io_builtin_find(url, out);
}

/* A document that stands in META-INF, and what it must be. */
typedef struct part {
    const char *name; /* in the archive */
    const char *file; /* in findings */
    const char *base; /* as a URL */
    const ks_xml_schema_part schema;
    const char *root;
    ks_finding_id invalid;
} part;

static ks_status name_part(reader *r, const char *name, part *p)
{
    ks_arena *arena = &r->package->arena;
    p->name = ks_arena_format(arena, "%s/META-INF/%s", r->package->folder, name);
    const char *encoded = p->name == NULL ? NULL : ks_uri_encode(arena, ks_sv_from(p->name));
    if (encoded == NULL) {
        return KS_ERR_MEMORY;
    }
    p->base = ks_arena_format(arena, KS_IO_MEMBER_SCHEME "%s", encoded);
    const char *file = ks_arena_format(arena, "%s/%s", r->package->path, p->name);
    p->file = file == NULL ? NULL : ks_names_text(r->names, ks_sv_from(file));
    return p->base != NULL && p->file != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status parse_part(reader *r, const part *p, ks_sv text, ks_sink *sink,
                            ks_xml_element **out_root)
{
    ks_xml_schema *schema = NULL;
    ks_status status = ks_xml_schema_new(&p->schema, 1, load_schema, NULL, sink, &schema);
    if (status == KS_OK) {
        const ks_xml_source source = {
            .file = p->file, .text = text, .names = r->names, .schema = schema, .sink = sink};
        status = ks_xml_tree_read(&source, &r->package->arena, out_root);
    }
    ks_xml_schema_free(schema);
    return status;
}

/* A schema declares more elements than the one that a document begins with. */
static ks_xml_element *check_root(const part *p, ks_xml_element *root, ks_sink *sink)
{
    if (ks_xml_is(root, p->schema.ns, p->root)) {
        return root;
    }
    if (ks_sink_errors(sink) == 0) {
        KS_REPORT(sink, KS_F_XML_UNEXPECTED_ELEMENT, root->place, root->name->local, p->root);
    }
    return NULL;
}

/* *out_root stays NULL where the document cannot be read or is another one; findings say so. */
static ks_status read_part(reader *r, const part *p, const ks_zip_member *member,
                           ks_xml_element **out_root)
{
    translated_sink inner = {.outer = r->sink, .id = p->invalid};
    ks_sink_init(&inner.sink, translate, &inner, r->sink != NULL ? r->sink->lang : KS_LANG_EN);
    ks_bytes raw = {NULL, 0};
    ks_bytes text = {NULL, 0};
    ks_xml_element *root = NULL;
    ks_status status = ks_zip_read(r->package->zip, member, p->file, KS_NOWHERE, &inner.sink, &raw);
    if (status == KS_OK) {
        status = ks_io_decode_xml(p->file, (ks_sv){raw.data, raw.size}, &inner.sink, &text);
    }
    if (status == KS_OK) {
        status = parse_part(r, p, (ks_sv){text.data, text.size}, &inner.sink, &root);
    }
    if (status == KS_OK) {
        *out_root = check_root(p, root, &inner.sink);
    }
    ks_bytes_release(&raw);
    ks_bytes_release(&text);
    return status == KS_OK || status == KS_REFUSED ? ks_sink_status(&inner.sink) : status;
}

/* ---- taxonomyPackage.xml --------------------------------------------------------------------- */

static ks_xml_element *child(const ks_xml_element *parent, const char *local)
{
    return ks_xml_child(parent, KS_NS_PACKAGE, local);
}

/* The text without white space around it; NULL when memory is short. */
static const char *trimmed(reader *r, const char *text)
{
    return ks_arena_text(&r->package->arena, ks_sv_trim(ks_sv_from(text)));
}

static ks_status read_text_of(reader *r, const ks_xml_element *parent, const char *local,
                              const char **out)
{
    const ks_xml_element *element = child(parent, local);
    if (element != NULL) {
        *out = trimmed(r, element->text);
    }
    return element == NULL || *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* XML 1.0 2.12: what the nearest element around says; NULL where none does. */
static const char *language_of(const ks_xml_element *element)
{
    for (; element != NULL; element = element->parent) {
        const char *lang = ks_xml_get_ns(element, KS_NS_XML, "lang");
        if (lang != NULL) {
            return lang;
        }
    }
    return NULL;
}

/* 3.2: of each name, description and publisher one in each language. */
static ks_status check_language(reader *r, ks_xml_element *element, const char *lang, ks_map *seen)
{
    if (lang == NULL) {
        KS_REPORT(r->sink, KS_F_PACKAGE_NO_LANGUAGE, element->place, element->name->local);
        return KS_OK;
    }
    if (lang[0] == '\0') {
        return KS_OK; /* the schema has told */
    }
    /* BCP 47 2.1.1: capitals and small letters are one. */
    char *key = ks_alloc_text(lang, strlen(lang));
    if (key == NULL) {
        return KS_ERR_MEMORY;
    }
    for (char *c = key; *c != '\0'; c++) {
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    const ks_xml_element *first = ks_map_get(seen, ks_sv_from(key));
    ks_status status = KS_OK;
    if (first != NULL) {
        const ks_related related = {first->place, first->text};
        KS_REPORT_RELATED(r->sink, KS_F_PACKAGE_LANGUAGE_TWICE, element->place, &related, 1,
                          element->name->local, lang);
    } else {
        status = ks_map_set(seen, ks_sv_from(key), element);
    }
    ks_alloc_free(key);
    return status;
}

/* The children `local` of `parent`, which may stand once in each language. */
static ks_status read_texts(reader *r, const ks_xml_element *parent, const char *local,
                            const ks_package_text **out)
{
    ks_status status = KS_OK;
    ks_map seen;
    ks_map_init(&seen);
    for (ks_xml_element *e = child(parent, local); e != NULL && status == KS_OK;
         e = ks_xml_sibling(e, KS_NS_PACKAGE, local)) {
        const char *lang = language_of(e);
        ks_package_text *text = ks_arena_zero(&r->package->arena, 1, sizeof *text);
        if (text == NULL) {
            status = KS_ERR_MEMORY;
            break;
        }
        text->lang = lang != NULL ? lang : "";
        text->text = trimmed(r, e->text);
        status = text->text != NULL ? check_language(r, e, lang, &seen) : KS_ERR_MEMORY;
        *out = text;
        out = &text->next;
    }
    ks_map_release(&seen);
    return status;
}

/* Puts the path of the member in the place of a URL of KS_IO_MEMBER_SCHEME; false when memory is
 * short. */
static bool find_path(reader *r, const char **url)
{
    ks_arena *arena = &r->package->arena;
    if (ks_sv_starts(ks_sv_from(*url), KS_SV(KS_IO_MEMBER_SCHEME))) {
        const char *name = ks_uri_decode(arena, ks_sv_from(*url + sizeof KS_IO_MEMBER_SCHEME - 1));
        *url = name == NULL ? NULL : ks_io_member_path(arena, r->package->path, name);
    }
    return *url != NULL;
}

static ks_status read_documents(reader *r, const part *p, const ks_xml_element *element,
                                const ks_package_document **out)
{
    for (ks_xml_element *e = child(element, "entryPointDocument"); e != NULL;
         e = ks_xml_sibling(e, KS_NS_PACKAGE, "entryPointDocument")) {
        const char *href = ks_xml_get(e, "href");
        if (href == NULL) {
            continue; /* the schema has told */
        }
        const char *base = ks_xml_base(e, p->base, &r->package->arena);
        ks_package_document *document = ks_arena_zero(&r->package->arena, 1, sizeof *document);
        if (base == NULL || document == NULL) {
            return KS_ERR_MEMORY;
        }
        document->place = e->place;
        document->url =
            ks_uri_resolve(&r->package->arena, ks_sv_from(base), ks_sv_trim(ks_sv_from(href)));
        if (document->url == NULL || !find_path(r, &document->url)) {
            return KS_ERR_MEMORY;
        }
        *out = document;
        out = &document->next;
    }
    return KS_OK;
}

static ks_status read_languages(reader *r, const ks_xml_element *parent,
                                const ks_package_text **out)
{
    const ks_xml_element *list = child(parent, "languages");
    for (ks_xml_element *e = list != NULL ? child(list, "language") : NULL; e != NULL;
         e = ks_xml_sibling(e, KS_NS_PACKAGE, "language")) {
        ks_package_text *text = ks_arena_zero(&r->package->arena, 1, sizeof *text);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        *text = (ks_package_text){.lang = trimmed(r, e->text), .text = ""};
        if (text->lang == NULL) {
            return KS_ERR_MEMORY;
        }
        *out = text;
        out = &text->next;
    }
    return KS_OK;
}

static ks_status read_entry(reader *r, const part *p, const ks_xml_element *element,
                            ks_package_entry *entry)
{
    ks_status status = read_texts(r, element, "name", &entry->names);
    if (status == KS_OK) {
        status = read_texts(r, element, "description", &entry->descriptions);
    }
    if (status == KS_OK) {
        status = read_text_of(r, element, "version", &entry->version);
    }
    if (status == KS_OK) {
        status = read_documents(r, p, element, &entry->documents);
    }
    return status == KS_OK ? read_languages(r, element, &entry->languages) : status;
}

static ks_status read_entries(reader *r, const part *p, const ks_xml_element *root)
{
    const ks_xml_element *list = child(root, "entryPoints");
    const ks_package_entry **last = &r->package->entries;
    ks_status status = KS_OK;
    for (ks_xml_element *e = list != NULL ? child(list, "entryPoint") : NULL;
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_PACKAGE, "entryPoint")) {
        ks_package_entry *entry = ks_arena_zero(&r->package->arena, 1, sizeof *entry);
        if (entry == NULL) {
            return KS_ERR_MEMORY;
        }
        status = read_entry(r, p, e, entry);
        *last = entry;
        last = &entry->next;
    }
    return status;
}

static ks_status read_single_texts(reader *r, const ks_xml_element *root)
{
    ks_package *package = r->package;
    const struct {
        const char *local;
        const char **out;
    } texts[] = {
        {"identifier", &package->identifier},
        {"version", &package->version},
        {"publisherURL", &package->publisher_url},
        {"publisherCountry", &package->publisher_country},
        {"publicationDate", &package->publication_date},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ks_status status = read_text_of(r, root, texts[i].local, texts[i].out);
        if (status != KS_OK) {
            return status;
        }
    }
    const ks_xml_element *license = child(root, "license");
    if (license != NULL) {
        package->license_name = ks_xml_get(license, "name");
        package->license_url = ks_xml_get(license, "href");
    }
    return KS_OK;
}

static ks_status read_metadata(reader *r, const part *p, const ks_xml_element *root)
{
    ks_package *package = r->package;
    ks_status status = read_single_texts(r, root);
    if (status == KS_OK) {
        status = read_texts(r, root, "name", &package->names);
    }
    if (status == KS_OK) {
        status = read_texts(r, root, "description", &package->descriptions);
    }
    if (status == KS_OK) {
        status = read_texts(r, root, "publisher", &package->publishers);
    }
    return status == KS_OK ? read_entries(r, p, root) : status;
}

static ks_status find_metadata(reader *r)
{
    ks_package *package = r->package;
    part p = {.schema = {KS_NS_PACKAGE, SCHEMA_FOLDER "taxonomy-package.xsd"},
              .root = "taxonomyPackage",
              .invalid = KS_F_PACKAGE_INVALID_METADATA};
    ks_status status = name_part(r, "taxonomyPackage.xml", &p);
    const char *folder = ks_arena_format(&package->arena, "%s/META-INF/", package->folder);
    if (status != KS_OK || folder == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_zip_member *member = ks_zip_find(package->zip, ks_sv_from(p.name));
    if (member == NULL) {
        KS_REPORT(r->sink,
                  ks_zip_has_folder(package->zip, ks_sv_from(folder)) ? KS_F_PACKAGE_NO_METADATA
                                                                      : KS_F_PACKAGE_NO_META_INF,
                  ((ks_place){package->path, 0, 0}), package->path,
                  ks_zip_has_folder(package->zip, ks_sv_from(folder)) ? p.name : folder);
        return KS_REFUSED;
    }
    ks_xml_element *root = NULL;
    status = read_part(r, &p, member, &root);
    return status == KS_OK && root != NULL ? read_metadata(r, &p, root) : status;
}

/* ---- catalog.xml ----------------------------------------------------------------------------- */

static ks_status add_rewrite(reader *r, const part *p, ks_xml_element *element, ks_map *starts)
{
    ks_arena *arena = &r->package->arena;
    const char *start = ks_xml_get(element, "uriStartString");
    const char *prefix = ks_xml_get(element, "rewritePrefix");
    if (start == NULL || prefix == NULL) {
        return KS_OK; /* the schema has told */
    }
    const char *base = ks_xml_base(element, p->base, &r->package->arena);
    const char *escaped = ks_uri_escape(arena, ks_sv_from(start));
    const char *target =
        base == NULL ? NULL : ks_uri_resolve(arena, ks_sv_from(base), ks_sv_from(prefix));
    if (escaped == NULL || target == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_xml_element *first = ks_map_get(starts, ks_sv_from(escaped));
    if (first != NULL) {
        const ks_related related = {first->place, ks_xml_get(first, "rewritePrefix")};
        KS_REPORT_RELATED(r->sink, KS_F_PACKAGE_START_TWICE, element->place, &related, 1, start);
        return KS_OK;
    }
    if (!ks_sv_starts(ks_sv_from(target), KS_SV(KS_IO_MEMBER_SCHEME))) {
        KS_REPORT(r->sink, KS_F_PACKAGE_REWRITE_OUTSIDE, element->place, start, prefix);
        return KS_OK;
    }
    r->package->rewrites[r->package->rewrite_count++] = (ks_io_rewrite){escaped, prefix, base};
    return ks_map_set(starts, ks_sv_from(escaped), element);
}

static ks_status read_rewrites(reader *r, const part *p, const ks_xml_element *root)
{
    size_t count = 0;
    for (ks_xml_element *e = ks_xml_child(root, KS_NS_CATALOG, "rewriteURI"); e != NULL;
         e = ks_xml_sibling(e, KS_NS_CATALOG, "rewriteURI")) {
        count++;
    }
    r->package->rewrites =
        ks_arena_zero(&r->package->arena, count + 1, sizeof *r->package->rewrites);
    if (r->package->rewrites == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = KS_OK;
    ks_map starts;
    ks_map_init(&starts);
    for (ks_xml_element *e = ks_xml_child(root, KS_NS_CATALOG, "rewriteURI");
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_CATALOG, "rewriteURI")) {
        status = add_rewrite(r, p, e, &starts);
    }
    ks_map_release(&starts);
    return status;
}

/* 3.3: a package may have no catalog. */
static ks_status find_catalog(reader *r)
{
    part p = {.schema = {KS_NS_CATALOG, SCHEMA_FOLDER "taxonomy-package-catalog.xsd"},
              .root = "catalog",
              .invalid = KS_F_PACKAGE_INVALID_CATALOG};
    ks_status status = name_part(r, "catalog.xml", &p);
    if (status != KS_OK) {
        return status;
    }
    const ks_zip_member *member = ks_zip_find(r->package->zip, ks_sv_from(p.name));
    if (member == NULL) {
        return KS_OK;
    }
    ks_xml_element *root = NULL;
    status = read_part(r, &p, member, &root);
    return status == KS_OK && root != NULL ? read_rewrites(r, &p, root) : status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

void ks_package_free(ks_package *package)
{
    if (package == NULL) {
        return;
    }
    if (package->owns_zip) {
        ks_zip_free(package->zip);
    }
    ks_arena_release(&package->arena);
    ks_alloc_free(package);
}

static ks_status read_package(reader *r)
{
    ks_package *package = r->package;
    ks_status status = KS_OK;
    if (package->zip == NULL) {
        package->owns_zip = true;
        status = ks_zip_open(package->path, KS_PACKAGE_FAULTS, r->sink, &package->zip);
    }
    if (status == KS_OK) {
        /* 3.1: everything lies in one folder. */
        status = ks_zip_find_top(package->zip, KS_PACKAGE_TOP_FAULTS, r->sink, &package->folder);
    }
    if (status == KS_OK) {
        status = find_metadata(r);
    }
    return status == KS_OK ? find_catalog(r) : status;
}

ks_status ks_read_package_in(ks_zip *zip, const char *path, ks_names *names, ks_sink *sink,
                             ks_package **out)
{
    ks_package *package = ks_alloc_zero(1, sizeof *package);
    if (package == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&package->arena);
    package->path = path;
    package->zip = zip;
    reader r = {package, names, sink};
    ks_status status = read_package(&r);
    if (status != KS_OK) {
        ks_package_free(package);
        return status;
    }
    *out = package;
    return KS_OK;
}

ks_status ks_read_package(const char *path, ks_names *names, ks_sink *sink, ks_package **out)
{
    return ks_read_package_in(NULL, path, names, sink, out);
}

ks_status ks_package_mount(const ks_package *package, ks_io_resolver *resolver)
{
    return ks_io_resolver_add_package(resolver, package->zip, package->path, package->rewrites,
                                      package->rewrite_count);
}

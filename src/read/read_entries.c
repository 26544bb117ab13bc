/* Where the taxonomy of an instance begins (XBRL 2.1 4.1, 4.2, 4.3). */
#include "read_entries.h"

#include "base_uri.h"
#include "read_instance_parts.h"
#include "read_words.h"
#include "xml_stream.h"

/* Collects where the taxonomy begins. */
typedef struct entry_reader {
    const char *url;  /* of the instance */
    const char *base; /* xml:base of its root, or the same */
    ks_sink *sink;
    ks_report_entries *out;
    size_t reference_count; /* entries that are no hints */
    size_t depth;
    bool is_done;
} entry_reader;

/* What leads into the taxonomy, and the attribute that says what for. */
static const struct {
    const char *local;
    ks_entry_kind kind;
    const char *uri_ns;
    const char *uri;
} REFERENCES[] = {
    {"schemaRef", KS_ENTRY_SCHEMA_REF, "", ""},
    {"linkbaseRef", KS_ENTRY_LINKBASE_REF, KS_NS_XLINK, "role"},
    {"roleRef", KS_ENTRY_ROLE_REF, "", "roleURI"},
    {"arcroleRef", KS_ENTRY_ARCROLE_REF, "", "arcroleURI"},
};
enum { REFERENCE_COUNT = sizeof REFERENCES / sizeof *REFERENCES };

/* REFERENCE_COUNT where it is none. */
static size_t reference_of(const ks_qname *name)
{
    size_t i = 0;
    while (i < REFERENCE_COUNT && !ks_read_is(name, KS_NS_LINK, REFERENCES[i].local)) {
        i++;
    }
    return i;
}

static ks_status take_base(entry_reader *reader, const ks_xml_attr *attrs, size_t count,
                           const char *around, const char **out)
{
    const ks_xml_attr *base = ks_xml_attr_find(attrs, count, KS_NS_XML, "base");
    *out = base == NULL
               ? around
               : ks_io_refer(&reader->out->arena, ks_sv_from(around), ks_sv_trim(base->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* Absolute, with its fragment. */
static ks_status take_url(entry_reader *reader, const char *base, ks_sv href, const char **out)
{
    ks_sv document;
    ks_sv fragment;
    ks_uri_split(href, &document, &fragment);
    const char *url = ks_io_refer(&reader->out->arena, ks_sv_from(base), document);
    if (url != NULL && fragment.ptr != NULL) {
        url = ks_arena_format(&reader->out->arena, "%s#%.*s", url, KS_SV_ARG(fragment));
    }
    *out = url;
    return url == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* 4.3.3; that it is missing, the schema tells. */
static void check_arcrole(const entry_reader *reader, ks_xml_stream *stream,
                          const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *arcrole = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "arcrole");
    if (arcrole != NULL &&
        !ks_sv_is(ks_sv_trim(arcrole->value), "http://www.w3.org/1999/xlink/properties/linkbase")) {
        KS_REPORT(reader->sink, KS_F_TAXONOMY_LINKBASE_ARCROLE, ks_xml_place(stream), NULL);
    }
}

static ks_status add_entry(entry_reader *reader, ks_xml_stream *stream, size_t reference,
                           const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *href = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "href");
    const ks_xml_attr *uri =
        ks_xml_attr_find(attrs, count, REFERENCES[reference].uri_ns, REFERENCES[reference].uri);
    ks_taxonomy_entry entry = {.place = ks_xml_place(stream), .kind = REFERENCES[reference].kind};
    const char *base = NULL;
    if (entry.kind == KS_ENTRY_LINKBASE_REF) {
        check_arcrole(reader, stream, attrs, count);
    }
    if (href == NULL) {
        return KS_OK;
    }
    ks_status status = take_base(reader, attrs, count, reader->base, &base);
    if (status == KS_OK) {
        status = take_url(reader, base, ks_sv_trim(href->value), &entry.url);
    }
    if (status == KS_OK && uri != NULL) {
        entry.uri = ks_arena_text(&reader->out->arena, ks_sv_trim(uri->value));
        status = entry.uri == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_taxonomy_entry *slot = status == KS_OK ? ks_vec_add(&reader->out->list) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = entry;
    return KS_OK;
}

/* The pairs of xsi:schemaLocation on the root. */
static ks_status add_hints(entry_reader *reader, ks_xml_stream *stream, const ks_xml_attr *attrs,
                           size_t count)
{
    const ks_xml_attr *pairs = ks_xml_attr_find(attrs, count, KS_NS_XSI, "schemaLocation");
    ks_sv rest = pairs != NULL ? pairs->value : KS_SV("");
    ks_status status = KS_OK;
    while (status == KS_OK) {
        ks_sv ns = ks_sv_next_token(&rest);
        ks_sv location = ks_sv_next_token(&rest);
        if (location.len == 0) {
            return KS_OK;
        }
        ks_taxonomy_entry entry = {.place = ks_xml_place(stream), .kind = KS_ENTRY_HINT};
        entry.uri = ks_arena_text(&reader->out->arena, ns);
        status = entry.uri == NULL ? KS_ERR_MEMORY
                                   : take_url(reader, reader->base, location, &entry.url);
        ks_taxonomy_entry *slot = status == KS_OK ? ks_vec_add(&reader->out->list) : NULL;
        if (slot == NULL) {
            return status == KS_OK ? KS_ERR_MEMORY : status;
        }
        *slot = entry;
    }
    return status;
}

/* XBRL 2.1 4.1: the references stand in front of all else, so that most of the document need not be
 * looked at. */
static ks_status on_entry_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                                const ks_xml_attr *attrs, size_t count)
{
    entry_reader *reader = user;
    size_t depth = reader->depth++;
    if (depth == 0) {
        ks_status status = ks_read_check_root(reader->sink, stream, name);
        if (status == KS_OK) {
            status = take_base(reader, attrs, count, reader->url, &reader->base);
        }
        return status == KS_OK ? add_hints(reader, stream, attrs, count) : status;
    }
    if (depth > 1) {
        return KS_OK;
    }
    size_t reference = reference_of(name);
    if (reference < REFERENCE_COUNT) {
        reader->reference_count++;
        return add_entry(reader, stream, reference, attrs, count);
    }
    reader->is_done = reader->reference_count > 0;
    return reader->is_done ? KS_REFUSED : KS_OK;
}

static ks_status on_entry_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    entry_reader *reader = user;
    (void)stream;
    (void)name;
    reader->depth--;
    return KS_OK;
}

void ks_report_entries_release(ks_report_entries *entries)
{
    ks_vec_release(&entries->list);
    ks_arena_release(&entries->arena);
}

ks_status ks_read_report_entries(const char *url, ks_names *names, ks_io_resolver *resolver,
                                 ks_sink *sink, ks_report_entries *out)
{
    static const ks_xml_handler handler = {on_entry_start, NULL, on_entry_end};
    entry_reader reader = {.url = url, .sink = sink, .out = out};
    const ks_io_document *document = NULL;
    *out = (ks_report_entries){0};
    ks_arena_init(&out->arena);
    ks_status status = ks_io_require(resolver, url, sink, &document);
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = names,
                                  .sink = sink,
                                  .producer = document->producer};
    status = ks_xml_parse(&source, &handler, &reader);
    return reader.is_done && status == KS_REFUSED ? KS_OK : status;
}

#include "read_instance.h"

#include <string.h>

#include "base_uri.h"
#include "read_instance_parts.h"
#include "read_taxonomy.h"

void ks_report_pair_release(ks_report_pair *report)
{
    ks_instance_free(report->instance);
    ks_taxonomy_free(report->taxonomy);
    *report = (ks_report_pair){NULL, NULL};
}

bool ks_read_is(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0;
}

ks_status ks_read_attr(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count,
                       const char *ns, const char *local, const char **out)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, ns, local);
    if (attr == NULL) {
        return KS_OK;
    }
    *out = ks_arena_text(&reader->arena, ks_sv_trim(attr->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static bool is_link_ref(const ks_qname *name)
{
    return ks_read_is(name, KS_NS_LINK, "schemaRef") ||
           ks_read_is(name, KS_NS_LINK, "linkbaseRef") || ks_read_is(name, KS_NS_LINK, "roleRef") ||
           ks_read_is(name, KS_NS_LINK, "arcroleRef");
}

static ks_status check_root(ks_sink *sink, ks_xml_stream *stream, const ks_qname *name)
{
    if (ks_read_is(name, KS_NS_XBRLI, "xbrl")) {
        return KS_OK;
    }
    KS_REPORT(sink, KS_F_INSTANCE_NOT_AN_INSTANCE, ks_xml_place(stream), name->local, name->ns);
    return KS_REFUSED;
}

static ks_instance_part part_of(const ks_qname *name)
{
    if (ks_read_is(name, KS_NS_XBRLI, "context")) {
        return KS_PART_CONTEXT;
    }
    if (ks_read_is(name, KS_NS_XBRLI, "unit")) {
        return KS_PART_UNIT;
    }
    if (ks_read_is(name, KS_NS_LINK, "footnoteLink")) {
        return KS_PART_FOOTNOTES;
    }
    return strcmp(name->ns, KS_NS_LINK) == 0 ? KS_PART_SKIPPED : KS_PART_FACT;
}

static ks_status take_schema_ref(ks_instance_reader *reader, const ks_qname *name,
                                 const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *href = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "href");
    if (!ks_read_is(name, KS_NS_LINK, "schemaRef") || href == NULL ||
        reader->instance->schema_ref != NULL) {
        return KS_OK;
    }
    reader->instance->schema_ref = ks_arena_text(&reader->instance->arena, href->value);
    return reader->instance->schema_ref == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status begin_or_go_on(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->part == KS_PART_ROOT) {
        reader->part = part_of(name);
        reader->part_depth = reader->depth;
    }
    switch (reader->part) {
    case KS_PART_CONTEXT:
        return ks_read_context_start(reader, stream, name, attrs, count);
    case KS_PART_UNIT:
        return ks_read_unit_start(reader, stream, name, attrs, count);
    case KS_PART_FACT:
        return ks_read_fact_start(reader, stream, name, attrs, count);
    case KS_PART_FOOTNOTES:
        return ks_read_footnote_start(reader, stream, attrs, count);
    default:
        return take_schema_ref(reader, name, attrs, count);
    }
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_instance_reader *reader = user;
    ks_status status = reader->depth == 0 ? check_root(reader->sink, stream, name)
                                          : begin_or_go_on(reader, stream, name, attrs, count);
    reader->depth++;
    return status;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_instance_reader *reader = user;
    (void)stream;
    if (reader->is_collecting) {
        ks_str_add_sv(&reader->text, text);
    }
    return KS_OK;
}

static ks_status end_part(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    switch (reader->part) {
    case KS_PART_CONTEXT:
        return ks_read_context_end(reader, stream, name);
    case KS_PART_UNIT:
        return ks_read_unit_end(reader, stream, name);
    case KS_PART_FACT:
        return ks_read_fact_end(reader);
    case KS_PART_FOOTNOTES:
        return ks_read_footnote_end(reader);
    default:
        return KS_OK;
    }
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_instance_reader *reader = user;
    reader->depth--;
    ks_status status = end_part(reader, stream, name);
    if (reader->part != KS_PART_ROOT && reader->depth == reader->part_depth) {
        reader->part = KS_PART_ROOT;
        reader->is_collecting = false;
    }
    return status;
}

static void release_reader(ks_instance_reader *reader)
{
    for (size_t i = 0; i < reader->links.count; i++) {
        ks_vec_release(&reader->links.items[i]->locators);
        ks_vec_release(&reader->links.items[i]->footnotes);
        ks_vec_release(&reader->links.items[i]->arcs);
    }
    ks_vec_release(&reader->links);
    ks_vec_release(&reader->facts);
    ks_vec_release(&reader->numerators);
    ks_vec_release(&reader->denominators);
    ks_str_release(&reader->text);
    ks_str_release(&reader->besides);
    ks_arena_release(&reader->arena);
}

static ks_status open_document(const char *url, ks_io_resolver *resolver, ks_sink *sink,
                               const ks_io_document **out)
{
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, sink, out);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(sink, KS_F_IO_NOT_FOUND, ((ks_place){url, 0, 0}), url);
        return KS_REFUSED;
    }
    return status;
}

static ks_status fill_instance(const ks_io_document *document, ks_instance *instance,
                               bool is_validated, ks_sink *sink)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    ks_instance_reader reader = {
        .instance = instance, .sink = sink, .value_sink = is_validated ? NULL : sink};
    ks_xml_source source = {document->file, document->text, instance->names, NULL, sink};
    ks_arena_init(&reader.arena);
    ks_str_init(&reader.text);
    ks_str_init(&reader.besides);
    ks_status status = ks_xml_parse(&source, &handler, &reader);
    if (status == KS_OK) {
        status = ks_str_status(&reader.text);
    }
    if (status == KS_OK) {
        status = ks_read_settle_facts(&reader);
    }
    if (status == KS_OK) {
        status = ks_read_settle_footnotes(&reader);
    }
    release_reader(&reader);
    return status;
}

ks_status ks_read_instance(const char *url, ks_names *names, ks_io_resolver *resolver,
                           const ks_taxonomy *taxonomy, bool is_validated, ks_sink *sink,
                           ks_instance **out)
{
    const ks_io_document *document = NULL;
    ks_instance *instance = NULL;
    ks_status status = open_document(url, resolver, sink, &document);
    if (status == KS_OK) {
        status = ks_instance_new(names, taxonomy, &instance);
    }
    if (status == KS_OK) {
        status = fill_instance(document, instance, is_validated, sink);
    }
    if (status != KS_OK) {
        ks_instance_free(instance);
        return status;
    }
    *out = instance;
    return KS_OK;
}

/* Collects where the taxonomy begins. */
typedef struct entry_reader {
    const char *url; /* of the instance */
    ks_sink *sink;
    ks_arena arena;
    KS_VEC(ks_taxonomy_entry) entries;
    size_t depth;
    bool is_done;
} entry_reader;

static ks_status add_entry(entry_reader *reader, ks_xml_stream *stream, const ks_xml_attr *attrs,
                           size_t count)
{
    const ks_xml_attr *href = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "href");
    if (href == NULL) {
        return KS_OK;
    }
    ks_taxonomy_entry *entry = ks_vec_add(&reader->entries);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    entry->place = ks_xml_place(stream);
    entry->url = ks_uri_resolve(&reader->arena, ks_sv_from(reader->url), ks_sv_trim(href->value));
    return entry->url == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* XBRL 2.1 4.1: the references stand in front of all else, so that most of the document need not be
 * looked at. */
static ks_status on_entry_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                                const ks_xml_attr *attrs, size_t count)
{
    entry_reader *reader = user;
    size_t depth = reader->depth++;
    if (depth == 0) {
        return check_root(reader->sink, stream, name);
    }
    if (depth > 1) {
        return KS_OK;
    }
    if (is_link_ref(name)) {
        return add_entry(reader, stream, attrs, count);
    }
    reader->is_done = reader->entries.count > 0;
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

ks_status ks_read_report_taxonomy(const char *url, ks_names *names, ks_io_resolver *resolver,
                                  ks_sink *sink, ks_taxonomy **out)
{
    static const ks_xml_handler handler = {on_entry_start, NULL, on_entry_end};
    entry_reader reader = {.url = url, .sink = sink};
    const ks_io_document *document = NULL;
    ks_status status = open_document(url, resolver, sink, &document);
    if (status != KS_OK) {
        return status;
    }
    ks_arena_init(&reader.arena);
    ks_xml_source source = {document->file, document->text, names, NULL, sink};
    status = ks_xml_parse(&source, &handler, &reader);
    if (reader.is_done && status == KS_REFUSED) {
        status = KS_OK;
    }
    if (status == KS_OK) {
        status = ks_read_taxonomy(reader.entries.items, reader.entries.count, names, resolver, sink,
                                  out);
    }
    ks_vec_release(&reader.entries);
    ks_arena_release(&reader.arena);
    return status;
}

ks_status ks_read_report(const char *url, ks_names *names, ks_io_resolver *resolver, ks_sink *sink,
                         ks_report_pair *out)
{
    ks_report_pair report = {NULL, NULL};
    ks_status status = ks_read_report_taxonomy(url, names, resolver, sink, &report.taxonomy);
    if (status == KS_OK) {
        status =
            ks_read_instance(url, names, resolver, report.taxonomy, false, sink, &report.instance);
    }
    if (status != KS_OK) {
        ks_report_pair_release(&report);
        return status;
    }
    *out = report;
    return KS_OK;
}

#include "read_dts.h"

#include <string.h>

#include "base_uri.h"
#include "read_taxonomy.h"

static const struct {
    const char *ns;
    const char *local;
    ks_dts_tag tag;
} TAGS[] = {
    {KS_NS_XSD, "schema", KS_TAG_SCHEMA},
    {KS_NS_XSD, "import", KS_TAG_IMPORT},
    {KS_NS_XSD, "include", KS_TAG_IMPORT},
    {KS_NS_XSD, "redefine", KS_TAG_IMPORT},
    {KS_NS_XSD, "element", KS_TAG_ELEMENT},
    {KS_NS_XSD, "complexType", KS_TAG_TYPE},
    {KS_NS_XSD, "simpleType", KS_TAG_TYPE},
    {KS_NS_XSD, "restriction", KS_TAG_DERIVATION},
    {KS_NS_XSD, "extension", KS_TAG_DERIVATION},
    {KS_NS_LINK, "linkbaseRef", KS_TAG_LINKBASE_REF},
    {KS_NS_LINK, "roleType", KS_TAG_ROLE_TYPE},
    {KS_NS_LINK, "arcroleType", KS_TAG_ARCROLE_TYPE},
    {KS_NS_LINK, "definition", KS_TAG_DEFINITION},
    {KS_NS_LINK, "usedOn", KS_TAG_USED_ON},
    {KS_NS_LINK, "linkbase", KS_TAG_LINKBASE},
    {KS_NS_LINK, "roleRef", KS_TAG_ROLE_REF},
    {KS_NS_LINK, "arcroleRef", KS_TAG_ARCROLE_REF},
};

ks_sv ks_dts_attr(ks_dts_attrs attrs, const char *ns, const char *local)
{
    const ks_xml_attr *found = ks_xml_attr_find(attrs.list, attrs.count, ns, local);
    return found == NULL ? (ks_sv){NULL, 0} : found->value;
}

static void release_document(ks_dts_document *document)
{
    ks_map_release(&document->by_id);
    ks_vec_release(&document->children);
}

static ks_status add_document(ks_dts *dts, const char *url, ks_dts_document **out)
{
    ks_dts_document *document = ks_arena_zero(&dts->arena, 1, sizeof *document);
    if (document == NULL) {
        return KS_ERR_MEMORY;
    }
    document->url = ks_names_text(dts->names, ks_sv_from(url));
    if (document->url == NULL ||
        ks_map_set(&dts->document_by_url, ks_sv_from(url), document) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_dts_document **slot = ks_vec_add(&dts->documents);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_map_init(&document->by_id);
    *slot = document;
    *out = document;
    return KS_OK;
}

static ks_status fetch(ks_dts *dts, ks_dts_document *document, ks_place place)
{
    ks_status status =
        ks_io_resolve(dts->resolver, document->url, place, dts->sink, &document->source);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_MISSING_DOCUMENT, place, document->url);
    }
    return status == KS_ERR_NOT_FOUND || status == KS_REFUSED ? KS_OK : status;
}

ks_status ks_dts_discover(ks_dts *dts, const char *base, ks_sv href, ks_place place,
                          ks_dts_document **out)
{
    const char *url = ks_uri_resolve(&dts->arena, ks_sv_from(base), href);
    if (url == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_dts_document *document = ks_map_get(&dts->document_by_url, ks_sv_from(url));
    if (document == NULL) {
        ks_status status = add_document(dts, url, &document);
        if (status == KS_OK) {
            status = fetch(dts, document, place);
        }
        if (status != KS_OK) {
            return status;
        }
    }
    *out = document;
    return KS_OK;
}

ks_status ks_dts_add_id(ks_dts_document *document, ks_dts_node *node)
{
    if (node->id == NULL || ks_map_get(&document->by_id, ks_sv_from(node->id)) != NULL) {
        return KS_OK;
    }
    return ks_map_set(&document->by_id, ks_sv_from(node->id), node);
}

/* "/1/n" of the element() scheme: the n-th child of the root. */
static ks_dts_node *find_child(const ks_dts_document *document, ks_sv path)
{
    uint32_t number = 0;
    if (!ks_sv_starts(path, KS_SV("/1/"))) {
        return NULL;
    }
    ks_sv digits = {path.ptr + 3, path.len - 3};
    if (!ks_sv_to_u32(digits, &number) || number == 0 || number > document->children.count) {
        return NULL;
    }
    return document->children.items[number - 1];
}

ks_dts_node *ks_dts_find(const ks_dts_document *document, const char *fragment)
{
    ks_sv rest = ks_sv_from(fragment);
    if (!ks_sv_starts(rest, KS_SV("element("))) {
        return ks_map_get(&document->by_id, rest);
    }
    /* XBRL 2.1 3.5.1.2: the first pointer part that leads somewhere counts. */
    while (ks_sv_starts(rest, KS_SV("element("))) {
        rest = (ks_sv){rest.ptr + 8, rest.len - 8};
        ks_sv inside = ks_sv_cut(&rest, ')');
        ks_dts_node *node = inside.len > 0 && inside.ptr[0] == '/'
                                ? find_child(document, inside)
                                : ks_map_get(&document->by_id, inside);
        if (node != NULL) {
            return node;
        }
    }
    return NULL;
}

static ks_dts_tag tag_of(const ks_dts *dts, const ks_qname *name)
{
    const ks_dts_tag *tag = ks_map_get_ptr(&dts->tags, name);
    return tag == NULL ? KS_TAG_OTHER : *tag;
}

static ks_status check_root(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag,
                            const ks_qname *name)
{
    if (tag == KS_TAG_SCHEMA || tag == KS_TAG_LINKBASE) {
        return KS_OK;
    }
    KS_REPORT(reader->dts->sink, KS_F_TAXONOMY_NOT_A_DOCUMENT, ks_xml_place(stream), name->local);
    return KS_REFUSED;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_dts_reader *reader = user;
    ks_dts_tag tag = tag_of(reader->dts, name);
    ks_dts_attrs list = {attrs, count};
    ks_status status = reader->depth == 0 ? check_root(reader, stream, tag, name) : KS_OK;
    if (status == KS_OK && reader->link == NULL) {
        status = ks_dts_schema_start(reader, stream, tag, list);
    }
    if (status == KS_OK) {
        status = ks_dts_link_start(reader, stream, tag, list);
    }
    reader->depth++;
    return status;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_dts_reader *reader = user;
    (void)stream;
    if (reader->is_collecting) {
        ks_str_add_sv(&reader->text, text);
    }
    return KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_dts_reader *reader = user;
    reader->depth--;
    if (reader->link != NULL) {
        return ks_dts_link_end(reader);
    }
    return ks_dts_schema_end(reader, stream, tag_of(reader->dts, name));
}

static ks_status read_document(ks_dts *dts, ks_dts_document *document)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    ks_dts_reader reader = {.dts = dts, .document = document};
    ks_xml_source source = {document->source->file, document->source->text, dts->names, NULL,
                            dts->sink};
    ks_str_init(&reader.text);
    ks_str_init(&reader.used_on);
    ks_status status = ks_xml_parse(&source, &handler, &reader);
    if (status == KS_OK) {
        status = ks_str_status(&reader.text);
    }
    ks_str_release(&reader.text);
    ks_str_release(&reader.used_on);
    if (status != KS_REFUSED) {
        return status;
    }
    /* A document that cannot be read is a finding; the others are read all the same. */
    if (!reader.is_foundation) {
        document->source = NULL;
    }
    return KS_OK;
}

static ks_status add_tags(ks_dts *dts)
{
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        const ks_qname *name =
            ks_names_qname(dts->names, ks_sv_from(TAGS[i].ns), ks_sv_from(TAGS[i].local));
        ks_dts_tag *tag = ks_arena_zero(&dts->arena, 1, sizeof *tag);
        if (name == NULL || tag == NULL) {
            return KS_ERR_MEMORY;
        }
        *tag = TAGS[i].tag;
        ks_status status = ks_map_set_ptr(&dts->tags, name, tag);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static void init(ks_dts *dts, ks_names *names, ks_io_resolver *resolver, ks_sink *sink)
{
    *dts = (ks_dts){.names = names, .resolver = resolver, .sink = sink};
    ks_arena_init(&dts->arena);
    ks_map_init(&dts->document_by_url);
    ks_map_init(&dts->element_by_name);
    ks_map_init(&dts->type_base);
    ks_map_init(&dts->role_by_uri);
    ks_map_init(&dts->tags);
}

static void release(ks_dts *dts)
{
    for (size_t i = 0; i < dts->documents.count; i++) {
        release_document(dts->documents.items[i]);
    }
    for (size_t i = 0; i < dts->links.count; i++) {
        ks_vec_release(&dts->links.items[i]->ends);
        ks_vec_release(&dts->links.items[i]->arcs);
    }
    ks_vec_release(&dts->documents);
    ks_vec_release(&dts->elements);
    ks_vec_release(&dts->links);
    ks_vec_release(&dts->role_refs);
    ks_map_release(&dts->document_by_url);
    ks_map_release(&dts->element_by_name);
    ks_map_release(&dts->type_base);
    ks_map_release(&dts->role_by_uri);
    ks_map_release(&dts->tags);
    ks_taxonomy_free(dts->taxonomy);
    ks_arena_release(&dts->arena);
}

static ks_status keep_documents(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->documents.count && status == KS_OK; i++) {
        const ks_dts_document *document = dts->documents.items[i];
        if (document->source != NULL) {
            status = ks_taxonomy_add_document(dts->taxonomy,
                                              &(ks_document){.url = document->url,
                                                             .file = document->source->file,
                                                             .ns = document->ns});
        }
    }
    return status;
}

static void check_role_refs(ks_dts *dts)
{
    for (size_t i = 0; i < dts->role_refs.count; i++) {
        const ks_dts_role_ref *ref = &dts->role_refs.items[i];
        if (ks_map_get_ptr(&dts->role_by_uri, ref->uri) == NULL) {
            KS_REPORT(dts->sink, KS_F_TAXONOMY_UNKNOWN_ROLE, ref->place, ref->uri);
        }
    }
}

static ks_status read_all(ks_dts *dts, const ks_taxonomy_entry *entries, size_t entry_count)
{
    ks_dts_document *document = NULL;
    ks_status status = add_tags(dts);
    for (size_t i = 0; i < entry_count && status == KS_OK; i++) {
        status = ks_dts_discover(dts, "", ks_sv_from(entries[i].url), entries[i].place, &document);
    }
    for (size_t i = 0; i < dts->documents.count && status == KS_OK; i++) {
        if (dts->documents.items[i]->source != NULL) {
            status = read_document(dts, dts->documents.items[i]);
        }
    }
    if (status == KS_OK) {
        status = ks_dts_make_concepts(dts);
    }
    if (status == KS_OK) {
        check_role_refs(dts);
        status = ks_dts_make_relations(dts);
    }
    if (status == KS_OK) {
        status = keep_documents(dts);
    }
    return status == KS_OK ? ks_taxonomy_finish(dts->taxonomy) : status;
}

ks_status ks_read_taxonomy(const ks_taxonomy_entry *entries, size_t entry_count, ks_names *names,
                           ks_io_resolver *resolver, ks_sink *sink, ks_taxonomy **out)
{
    ks_dts dts;
    init(&dts, names, resolver, sink);
    ks_status status = ks_taxonomy_new(names, &dts.taxonomy);
    if (status == KS_OK) {
        status = read_all(&dts, entries, entry_count);
    }
    if (status == KS_OK) {
        *out = dts.taxonomy;
        dts.taxonomy = NULL;
    }
    release(&dts);
    return status;
}

/* One document of a taxonomy: its events, dealt out to who reads schemas, roles and linkbases. */
#include <stdlib.h>

#include "read_dts.h"

/* What xml:base and xml:lang say, if any is there. */
static ks_status push_scope(ks_dts_reader *reader, const ks_dts_attrs *attrs)
{
    ks_dts *dts = reader->dts;
    if ((attrs->present & (KS_A_BIT(KS_A_BASE) | KS_A_BIT(KS_A_LANG))) == 0) {
        return KS_OK;
    }
    ks_sv base = ks_sv_trim(ks_dts_get(attrs, KS_A_BASE));
    ks_sv lang = ks_dts_get(attrs, KS_A_LANG);
    ks_dts_scope scope = reader->scopes.items[reader->scopes.count - 1];
    scope.depth = reader->depth;
    if (base.ptr != NULL) {
        const char *url = ks_io_refer(&dts->arena, ks_sv_from(scope.base), base);
        scope.base = url == NULL ? NULL : ks_names_text(dts->names, ks_sv_from(url));
    }
    ks_status status = lang.ptr == NULL ? KS_OK : ks_dts_intern(dts, lang, &scope.lang);
    ks_dts_scope *slot = status == KS_OK && scope.base != NULL ? ks_vec_add(&reader->scopes) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = scope;
    return KS_OK;
}

static void start_document(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    ks_dts_document *document = reader->document;
    document->self->place = ks_xml_place(stream);
    document->self->name = start->name;
    document->kind = start->tag == KS_TAG_SCHEMA     ? KS_DOCUMENT_SCHEMA
                     : start->tag == KS_TAG_LINKBASE ? KS_DOCUMENT_LINKBASE
                                                     : KS_DOCUMENT_OTHER;
}

/* Whatever has an id can be pointed at. */
static ks_status keep_id(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_attrs *attrs)
{
    const ks_dts_document *document = reader->document;
    ks_dts_node *node = NULL;
    if (document->nodes.count > 0 &&
        document->nodes.items[document->nodes.count - 1]->ordinal == reader->ordinal) {
        return KS_OK;
    }
    return ks_dts_add_node(reader, stream, KS_NODE_OTHER, ks_dts_get(attrs, KS_A_ID), &node);
}

/* Of a document that is read again, nothing but that linkbase. */
static ks_status take_start_again(ks_dts_reader *reader, ks_xml_stream *stream,
                                  const ks_dts_start *start)
{
    const bool is_it = reader->ordinal == reader->only->ordinal && start->tag == KS_TAG_LINKBASE;
    ks_status status = push_scope(reader, start->attrs);
    return status == KS_OK && (is_it || reader->linkbase != NULL)
               ? ks_dts_link_start(reader, stream, start)
               : status;
}

static ks_status take_start(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    if (reader->depth == 0) {
        start_document(reader, stream, start);
    }
    ks_status status = push_scope(reader, start->attrs);
    if (status == KS_OK && (start->attrs->present & KS_A_BIT(KS_A_XSI_LOCATION)) != 0) {
        status = ks_dts_take_hints(reader, start->attrs->values[KS_A_XSI_LOCATION]);
    }
    if (status == KS_OK && reader->document->kind == KS_DOCUMENT_SCHEMA &&
        reader->frames.count == 0) {
        status = ks_dts_schema_start(reader, stream, start);
    } else if (status == KS_OK && reader->document->kind != KS_DOCUMENT_OTHER) {
        status = ks_dts_link_start(reader, stream, start);
    }
    if (status == KS_OK && (start->attrs->present & KS_A_BIT(KS_A_ID)) != 0) {
        status = keep_id(reader, stream, start->attrs);
    }
    return status;
}

/* Whether the document's declarations are those of the taxonomy; XBRL 2.1's own are known. */
static bool has_types(const ks_dts_reader *reader)
{
    return reader->document->kind == KS_DOCUMENT_SCHEMA && !reader->is_foundation &&
           reader->only == NULL;
}

static ks_status take_types(ks_dts_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    ks_type_reader *types = &reader->dts->types;
    const ks_dts_document *document = reader->document;
    ks_status status = reader->depth == 0
                           ? ks_type_reader_begin(types, document->ns, document->source->is_builtin)
                           : KS_OK;
    return status == KS_OK ? ks_type_reader_start(types, stream, name, attrs, count) : status;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *list, size_t count)
{
    ks_dts_reader *reader = user;
    ks_status status = KS_OK;
    ks_dts_attrs attrs;
    ks_dts_attrs_take(&attrs, &reader->dts->words, list, count);
    const ks_dts_start start = {name, ks_dts_tag_of(&reader->dts->words, name), &attrs};
    if (reader->only != NULL) {
        status = take_start_again(reader, stream, &start);
    } else if (reader->is_foundation) {
        /* That it can be pointed at is all that counts. */
        bool has_id = (attrs.present & KS_A_BIT(KS_A_ID)) != 0;
        status = has_id ? keep_id(reader, stream, &attrs) : KS_OK;
    } else {
        status = take_start(reader, stream, &start);
    }
    if (status == KS_OK && has_types(reader)) {
        status = take_types(reader, stream, name, list, count);
    }
    reader->depth++;
    reader->ordinal++;
    return status;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_dts_reader *reader = user;
    if (reader->is_collecting) {
        ks_str_add_sv(&reader->text, text);
        if (reader->text.is_failed) {
            return KS_ERR_MEMORY;
        }
    }
    if (has_types(reader)) {
        ks_type_reader_text(&reader->dts->types, text);
    }
    return reader->frames.count > 0 ? ks_dts_check_text(reader, stream, text) : KS_OK;
}

static ks_status take_end(ks_dts_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    ks_dts_tag tag = ks_dts_tag_of(&reader->dts->words, name);
    ks_status status = KS_OK;
    if (reader->linkbase != NULL) {
        status = ks_dts_link_end(reader, name);
    } else if (reader->role_type != NULL) {
        status = ks_dts_role_end(reader, stream, tag);
    } else if (reader->document->kind == KS_DOCUMENT_SCHEMA && reader->only == NULL) {
        status = ks_dts_schema_end(reader, stream, name, tag);
    }
    if (status == KS_OK && reader->frames.count > 0) {
        status = ks_dts_check_end(reader, stream);
    }
    if (reader->scopes.items[reader->scopes.count - 1].depth == reader->depth &&
        reader->scopes.count > 1) {
        reader->scopes.count--;
    }
    return status;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_dts_reader *reader = user;
    reader->depth--;
    if (has_types(reader)) {
        ks_type_reader_end(&reader->dts->types);
    }
    return reader->is_foundation ? KS_OK : take_end(reader, stream, name);
}

static void release_reader(ks_dts_reader *reader)
{
    ks_vec_release(&reader->scopes);
    ks_vec_release(&reader->used_on);
    ks_vec_release(&reader->frames);
    ks_vec_release(&reader->parts);
    ks_str_release(&reader->text);
}

static ks_status read_document(ks_dts *dts, ks_dts_document *document, const ks_dts_node *only)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    ks_dts_reader reader = {
        .dts = dts, .document = document, .only = only, .known = document->nodes.count};
    ks_xml_source source = {.file = document->source->file,
                            .text = document->source->text,
                            .names = dts->names,
                            .sink = document->is_hint ? NULL : dts->sink};
    ks_str_init(&reader.text);
    ks_dts_scope *scope = ks_vec_add(&reader.scopes);
    ks_status status = scope == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK) {
        scope->base = document->url;
        status = ks_xml_parse(&source, &handler, &reader);
    }
    if (status == KS_OK) {
        status = ks_str_status(&reader.text);
    }
    release_reader(&reader);
    /* A document that cannot be read is a finding; the others are read all the same. */
    if (status == KS_REFUSED) {
        document->kind = KS_DOCUMENT_BROKEN;
        return KS_OK;
    }
    return status;
}

ks_status ks_dts_read_document(ks_dts *dts, ks_dts_document *document)
{
    return read_document(dts, document, NULL);
}

static int compare_nodes(const void *a, const void *b)
{
    const uint32_t first = (*(ks_dts_node *const *)a)->ordinal;
    const uint32_t second = (*(ks_dts_node *const *)b)->ordinal;
    return (first > second) - (first < second);
}

/* 3.2: a linkbase is part of the taxonomy where a linkbaseRef leads to it, be it deeper in a schema
 * than those that are found there without being asked for. */
ks_status ks_dts_read_embedded(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (; dts->looked_up < dts->refs.count && status == KS_OK; dts->looked_up++) {
        const ks_dts_ref *ref = &dts->refs.items[dts->looked_up];
        ks_dts_document *document = ref->document;
        const ks_dts_node *node = ref->tag == KS_TAG_LINKBASE_REF && ref->fragment != NULL &&
                                          document->kind == KS_DOCUMENT_SCHEMA
                                      ? ks_map_get(&document->by_id, ks_sv_from(ref->fragment))
                                      : NULL;
        if (node != NULL && node->kind == KS_NODE_OTHER) {
            status = read_document(dts, document, node);
            qsort(document->nodes.items, document->nodes.count, sizeof *document->nodes.items,
                  compare_nodes);
        }
    }
    return status;
}

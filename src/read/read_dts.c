#include "read_dts.h"

#include <string.h>

#include "base_uri.h"

const char *ks_dts_base(const ks_dts_reader *reader)
{
    return reader->scopes.items[reader->scopes.count - 1].base;
}

const char *ks_dts_lang(const ks_dts_reader *reader)
{
    return reader->scopes.items[reader->scopes.count - 1].lang;
}

ks_status ks_dts_intern(ks_dts *dts, ks_sv value, const char **out)
{
    *out = value.ptr == NULL ? NULL : ks_names_text(dts->names, ks_sv_trim(value));
    return value.ptr != NULL && *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_dts_text(ks_dts *dts, ks_sv value, const char **out)
{
    *out = value.ptr == NULL ? NULL : ks_arena_text(&dts->arena, value);
    return value.ptr != NULL && *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_dts_qname(ks_xml_stream *stream, ks_sv value, const ks_qname **out)
{
    *out = NULL;
    if (value.ptr == NULL) {
        return KS_OK;
    }
    ks_status status = ks_xml_resolve_qname(stream, value, out);
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status canonize(ks_dts *dts, const char *url, ks_sv *out)
{
    const char *address = ks_io_resolver_address(dts->resolver, &dts->arena, url);
    *out = ks_sv_from(address);
    return address == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status add_document(ks_dts *dts, const char *url, ks_sv key, ks_dts_document **out)
{
    ks_dts_document *document = ks_arena_zero(&dts->arena, 1, sizeof *document);
    ks_dts_node *self = ks_arena_zero(&dts->arena, 1, sizeof *self);
    if (document == NULL || self == NULL) {
        return KS_ERR_MEMORY;
    }
    document->url = ks_names_text(dts->names, ks_sv_from(url));
    document->self = self;
    self->kind = KS_NODE_OTHER;
    if (document->url == NULL || ks_map_set(&dts->document_by_url, key, document) != KS_OK) {
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

static bool is_of_web(const char *url)
{
    const ks_sv text = ks_sv_from(url);
    return ks_uri_has_scheme(text, "http") || ks_uri_has_scheme(text, "https");
}

static ks_status fetch(ks_dts *dts, ks_dts_document *document, ks_place place)
{
    bool may_follow = false;
    ks_status status = ks_io_resolver_may_follow(dts->resolver, document->url, &may_follow);
    if (status != KS_OK) {
        return status;
    }
    if (!may_follow) {
        if (!document->is_hint) {
            KS_REPORT(dts->sink, KS_F_IO_NO_LEAVE, place, document->url);
        }
        return KS_OK;
    }
    status = ks_io_resolve(dts->resolver, document->url, place, dts->sink, &document->source);
    if (status == KS_ERR_NOT_FOUND && !document->is_hint) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_MISSING_DOCUMENT, place, document->url,
                  is_of_web(document->url) ? "kessan fetch" : NULL);
    }
    return status == KS_ERR_NOT_FOUND || status == KS_REFUSED ? KS_OK : status;
}

static ks_status discover_url(ks_dts *dts, const char *url, ks_place place, ks_dts_document **out)
{
    ks_sv key;
    ks_status status = url == NULL ? KS_ERR_MEMORY : canonize(dts, url, &key);
    if (status != KS_OK) {
        return status;
    }
    ks_dts_document *document = ks_map_get(&dts->document_by_url, key);
    if (document == NULL) {
        status = add_document(dts, url, key, &document);
        if (status == KS_OK) {
            document->is_hint = dts->are_hints_read;
            status = fetch(dts, document, place);
        }
    }
    if (status == KS_OK) {
        *out = document;
    }
    return status;
}

ks_status ks_dts_discover(ks_dts *dts, const char *base, ks_sv href, ks_place place,
                          ks_dts_document **out)
{
    return discover_url(dts, ks_io_refer(&dts->arena, ks_sv_from(base), href), place, out);
}

/* What is resolved already. */
static ks_status discover_resolved(ks_dts *dts, ks_sv url, ks_place place, ks_dts_document **out)
{
    return discover_url(dts, ks_uri_resolve(&dts->arena, KS_SV(""), url), place, out);
}

ks_status ks_dts_known(ks_dts *dts, const char *url, ks_dts_document **out)
{
    ks_sv key;
    ks_status status = canonize(dts, url, &key);
    if (status == KS_OK) {
        *out = ks_map_get(&dts->document_by_url, key);
    }
    return status;
}

/* XML Schema 1.0 4.2.1: a schema without a namespace takes that of each schema that includes it.
 * For the second such namespace it is read once more. */
static ks_status add_alias(ks_dts *dts, ks_dts_document *document, const char *ns)
{
    ks_dts_document *alias = NULL;
    const char *key = ks_arena_format(&dts->arena, "%s %s", document->url, ns);
    if (key == NULL) {
        return KS_ERR_MEMORY;
    }
    if (ks_map_get(&dts->document_by_url, ks_sv_from(key)) != NULL) {
        return KS_OK;
    }
    ks_status status = add_document(dts, document->url, ks_sv_from(key), &alias);
    if (status == KS_OK) {
        alias->source = document->source;
        alias->include_ns = ns;
        alias->is_alias = true;
        alias->is_hint = document->is_hint;
    }
    return status;
}

ks_status ks_dts_include(ks_dts *dts, const char *base, ks_sv href, const char *ns, ks_place place,
                         ks_dts_document **out)
{
    ks_dts_document *document = NULL;
    ks_status status = ks_dts_discover(dts, base, href, place, &document);
    if (status != KS_OK) {
        return status;
    }
    *out = document;
    if (document->kind == KS_DOCUMENT_UNREAD && document->include_ns == NULL) {
        document->include_ns = ns;
    }
    bool is_other = document->include_ns == NULL || document->include_ns != ns;
    bool may_take = document->kind == KS_DOCUMENT_UNREAD || document->is_chameleon;
    return is_other && may_take && document->source != NULL ? add_alias(dts, document, ns) : KS_OK;
}

ks_status ks_dts_take_ref(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                          const char *uri)
{
    ks_dts *dts = reader->dts;
    ks_sv href = ks_sv_trim(ks_dts_get(start->attrs, KS_A_HREF));
    ks_sv path;
    ks_sv fragment;
    if (href.ptr == NULL) {
        return KS_OK;
    }
    ks_dts_ref ref = {.tag = start->tag, .uri = uri, .place = ks_xml_place(stream)};
    ks_uri_split(href, &path, &fragment);
    ks_status status = ks_dts_discover(dts, ks_dts_base(reader), path, ref.place, &ref.document);
    if (status == KS_OK) {
        status = ks_dts_text(dts, fragment, &ref.fragment);
    }
    ks_dts_ref *slot = status == KS_OK ? ks_vec_add(&dts->refs) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = ref;
    return KS_OK;
}

static ks_status push_scope(ks_dts_reader *reader, const ks_dts_attrs *attrs)
{
    ks_dts *dts = reader->dts;
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

static ks_status take_start(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    const uint64_t scope_bits = KS_A_BIT(KS_A_BASE) | KS_A_BIT(KS_A_LANG);
    ks_status status = KS_OK;
    if (reader->depth == 0) {
        start_document(reader, stream, start);
    }
    if ((start->attrs->present & scope_bits) != 0) {
        status = push_scope(reader, start->attrs);
    }
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
    return reader->document->kind == KS_DOCUMENT_SCHEMA && !reader->is_foundation;
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
    if (reader->is_foundation) {
        /* That it can be pointed at is all that counts. */
        bool has_id = (attrs.present & KS_A_BIT(KS_A_ID)) != 0;
        status = has_id ? keep_id(reader, stream, &attrs) : KS_OK;
    } else {
        const ks_dts_start start = {name, ks_dts_tag_of(&reader->dts->words, name), &attrs};
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
    } else if (reader->document->kind == KS_DOCUMENT_SCHEMA) {
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

static ks_status read_document(ks_dts *dts, ks_dts_document *document)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    ks_dts_reader reader = {.dts = dts, .document = document};
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

static ks_status read_documents(ks_dts *dts, size_t *at)
{
    ks_status status = KS_OK;
    for (; *at < dts->documents.count && status == KS_OK; (*at)++) {
        ks_dts_document *document = dts->documents.items[*at];
        if (document->source == NULL) {
            document->kind = KS_DOCUMENT_BROKEN;
        } else {
            status = read_document(dts, document);
        }
    }
    return status;
}

static bool has_schema_of(const ks_dts *dts, const char *ns)
{
    for (size_t i = 0; i < dts->documents.count; i++) {
        const ks_dts_document *document = dts->documents.items[i];
        if (document->ns != NULL && strcmp(document->ns, ns) == 0) {
            return true;
        }
    }
    return false;
}

/* The schemas that the instance itself points to (XML Schema 1.0 part 1, 4.3.2). */
static ks_status read_instance_hints(ks_dts *dts, const ks_taxonomy_entry *entries, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const ks_taxonomy_entry *entry = &entries[i];
        if (entry->kind != KS_ENTRY_HINT || has_schema_of(dts, entry->uri)) {
            continue;
        }
        const ks_schema_hint hint = {ks_names_text(dts->names, ks_sv_from(entry->uri)),
                                     ks_names_text(dts->names, ks_sv_from(entry->url))};
        ks_dts_document *document;
        status = hint.ns == NULL || hint.url == NULL
                     ? KS_ERR_MEMORY
                     : discover_resolved(dts, ks_sv_from(hint.url), KS_NOWHERE, &document);
        if (status == KS_OK) {
            status = ks_taxonomy_add_schema_hint(dts->taxonomy, &hint);
        }
    }
    return status;
}

/* Whether an element or attribute that is used comes from a namespace that no schema of the
 * taxonomy declares anything in, so that it pays to look where xsi:schemaLocation points. */
static ks_status read_hints(ks_dts *dts, const ks_taxonomy_entry *entries, size_t entry_count,
                            size_t *at)
{
    ks_dts_document *document;
    ks_status status = KS_OK;
    dts->are_hints_read = true;
    for (size_t i = 0; i < dts->hints.count && status == KS_OK; i++) {
        const ks_schema_hint *hint = &dts->hints.items[i];
        bool is_wanted = false;
        for (size_t c = 0; c < dts->customs.count && !is_wanted; c++) {
            is_wanted = dts->customs.items[c].name->ns == hint->ns &&
                        ks_dts_find_declaration(dts, dts->customs.items[c].name) == NULL;
        }
        if (is_wanted) {
            status = discover_resolved(dts, ks_sv_from(hint->url), KS_NOWHERE, &document);
        }
        if (status == KS_OK && is_wanted) {
            status = ks_taxonomy_add_schema_hint(dts->taxonomy, hint);
        }
    }
    if (status == KS_OK) {
        status = read_instance_hints(dts, entries, entry_count);
    }
    return status == KS_OK ? read_documents(dts, at) : status;
}

static ks_status begin_types(ks_dts *dts)
{
    ks_types *types = ks_arena_zero(&dts->taxonomy->arena, 1, sizeof *types);
    ks_status status = types == NULL ? KS_ERR_MEMORY : ks_types_init(types, dts->names);
    if (status != KS_OK) {
        return status;
    }
    dts->taxonomy->types = types;
    return ks_type_reader_init(&dts->types, types, dts->sink);
}

static ks_status init(ks_dts *dts, ks_names *names, ks_io_resolver *resolver, ks_sink *sink)
{
    *dts = (ks_dts){.names = names, .resolver = resolver, .sink = sink};
    ks_arena_init(&dts->arena);
    ks_map_init(&dts->document_by_url);
    ks_map_init(&dts->element_by_name);
    ks_map_init(&dts->hint_by_name);
    ks_map_init(&dts->attribute_by_name);
    ks_map_init(&dts->type_base);
    ks_map_init(&dts->role_by_uri);
    ks_map_init(&dts->arcrole_by_uri);
    ks_map_init(&dts->custom_index);
    ks_map_init(&dts->hint_index);
    ks_status status = ks_dts_words_init(&dts->words, names);
    if (status == KS_OK) {
        status = ks_taxonomy_new(names, &dts->taxonomy);
    }
    return status == KS_OK ? begin_types(dts) : status;
}

static void release_documents(ks_dts *dts)
{
    for (size_t i = 0; i < dts->documents.count; i++) {
        ks_dts_document *document = dts->documents.items[i];
        ks_map_release(&document->by_id);
        ks_vec_release(&document->nodes);
        ks_vec_release(&document->held);
        ks_dts_release_tree(document);
    }
    for (size_t i = 0; i < dts->linkbases.count; i++) {
        ks_map_release(&dts->linkbases.items[i]->refs);
        ks_map_release(&dts->linkbases.items[i]->use_index);
        ks_vec_release(&dts->linkbases.items[i]->uses);
    }
    for (size_t i = 0; i < dts->links.count; i++) {
        ks_map_release(&dts->links.items[i]->labels);
        ks_vec_release(&dts->links.items[i]->ends);
        ks_vec_release(&dts->links.items[i]->arcs);
    }
}

static void release(ks_dts *dts)
{
    release_documents(dts);
    ks_vec_release(&dts->documents);
    ks_vec_release(&dts->role_types);
    ks_vec_release(&dts->elements);
    ks_vec_release(&dts->links);
    ks_vec_release(&dts->linkbases);
    ks_vec_release(&dts->refs);
    ks_vec_release(&dts->customs);
    ks_vec_release(&dts->hints);
    ks_map_release(&dts->document_by_url);
    ks_map_release(&dts->element_by_name);
    ks_map_release(&dts->hint_by_name);
    ks_map_release(&dts->attribute_by_name);
    ks_map_release(&dts->type_base);
    ks_map_release(&dts->role_by_uri);
    ks_map_release(&dts->arcrole_by_uri);
    ks_map_release(&dts->custom_index);
    ks_map_release(&dts->hint_index);
    ks_type_reader_release(&dts->types);
    ks_taxonomy_free(dts->taxonomy);
    ks_arena_release(&dts->arena);
}

static ks_status keep_documents(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->documents.count && status == KS_OK; i++) {
        const ks_dts_document *document = dts->documents.items[i];
        dts->taxonomy->is_incomplete |= !document->is_hint && document->kind == KS_DOCUMENT_BROKEN;
        if (document->source != NULL && !document->is_hint && !document->is_alias) {
            status = ks_taxonomy_add_document(
                dts->taxonomy, &(ks_document){.url = document->url,
                                              .file = document->source->file,
                                              .ns = document->ns,
                                              .needs_schema = document->needs_schema,
                                              .is_broken = document->kind == KS_DOCUMENT_BROKEN});
        }
    }
    return status;
}

static ks_status enter(ks_dts *dts, const ks_taxonomy_entry *entry)
{
    static const ks_dts_tag TAGS[] = {
        [KS_ENTRY_ANY] = KS_TAG_OTHER,
        [KS_ENTRY_SCHEMA_REF] = KS_TAG_SCHEMA_REF,
        [KS_ENTRY_LINKBASE_REF] = KS_TAG_LINKBASE_REF,
        [KS_ENTRY_ROLE_REF] = KS_TAG_ROLE_REF,
        [KS_ENTRY_ARCROLE_REF] = KS_TAG_ARCROLE_REF,
        [KS_ENTRY_LOCATOR] = KS_TAG_LOC,
    };
    ks_sv path;
    ks_sv fragment;
    ks_dts_ref ref = {.tag = TAGS[entry->kind], .place = entry->place};
    ks_uri_split(ks_sv_from(entry->url), &path, &fragment);
    ks_status status = discover_resolved(dts, path, entry->place, &ref.document);
    if (status == KS_OK) {
        status = ks_dts_text(dts, fragment, &ref.fragment);
    }
    if (status == KS_OK && entry->uri != NULL) {
        status = ks_dts_intern(dts, ks_sv_from(entry->uri), &ref.uri);
    }
    ks_dts_ref *slot = status == KS_OK ? ks_vec_add(&dts->refs) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = ref;
    return KS_OK;
}

static ks_status finish_types(ks_dts *dts)
{
    return ks_type_reader_finish(&dts->types);
}

/* What needs all documents. */
static ks_status settle(ks_dts *dts)
{
    static ks_status (*const STEPS[])(ks_dts *) = {
        finish_types,         ks_dts_settle_customs, ks_dts_check_refs,     ks_dts_keep_roles,
        ks_dts_make_concepts, ks_dts_check_uses,     ks_dts_make_relations, keep_documents,
    };
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == KS_OK; i++) {
        status = STEPS[i](dts);
    }
    return status == KS_OK ? ks_taxonomy_finish(dts->taxonomy) : status;
}

ks_status ks_read_taxonomy(const ks_taxonomy_entry *entries, size_t entry_count, ks_names *names,
                           ks_io_resolver *resolver, ks_sink *sink, ks_taxonomy **out)
{
    ks_dts dts;
    size_t at = 0;
    const size_t errors = ks_sink_errors(sink);
    ks_status status = init(&dts, names, resolver, sink);
    for (size_t i = 0; i < entry_count && status == KS_OK; i++) {
        status = entries[i].kind == KS_ENTRY_HINT ? KS_OK : enter(&dts, &entries[i]);
    }
    if (status == KS_OK) {
        status = read_documents(&dts, &at);
    }
    if (status == KS_OK) {
        status = read_hints(&dts, entries, entry_count, &at);
    }
    if (status == KS_OK) {
        status = settle(&dts);
    }
    if (status == KS_OK) {
        /* Ids that are there twice, imports that lead elsewhere. */
        dts.taxonomy->types->is_plain &= ks_sink_errors(sink) == errors;
        *out = dts.taxonomy;
        dts.taxonomy = NULL;
    }
    release(&dts);
    return status;
}

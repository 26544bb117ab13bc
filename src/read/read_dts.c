#include "read_dts.h"

#include <string.h>

#include "base_uri.h"

static ks_status read_unread(ks_dts *dts, size_t *at)
{
    ks_status status = KS_OK;
    for (; *at < dts->documents.count && status == KS_OK; (*at)++) {
        ks_dts_document *document = dts->documents.items[*at];
        if (document->source == NULL) {
            document->kind = KS_DOCUMENT_BROKEN;
        } else {
            status = ks_dts_read_document(dts, document);
        }
    }
    return status;
}

static ks_status read_documents(ks_dts *dts, size_t *at)
{
    ks_status status = KS_OK;
    do {
        status = read_unread(dts, at);
        if (status == KS_OK) {
            status = ks_dts_read_embedded(dts);
        }
    } while (status == KS_OK && *at < dts->documents.count);
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
                     : ks_dts_discover_resolved(dts, ks_sv_from(hint.url), KS_NOWHERE, &document);
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
            status = ks_dts_discover_resolved(dts, ks_sv_from(hint->url), KS_NOWHERE, &document);
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
    ks_status status = ks_dts_discover_resolved(dts, path, entry->place, &ref.document);
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

static bool is_role_ref(const ks_taxonomy_entry *entry)
{
    return entry->kind == KS_ENTRY_ROLE_REF || entry->kind == KS_ENTRY_ARCROLE_REF;
}

/* With are_roles_read role references alone, else all others; and what they lead to. */
static ks_status enter_all(ks_dts *dts, const ks_taxonomy_entry *entries, size_t count, size_t *at)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (entries[i].kind != KS_ENTRY_HINT && is_role_ref(&entries[i]) == dts->are_roles_read) {
            status = enter(dts, &entries[i]);
        }
    }
    return status == KS_OK ? read_documents(dts, at) : status;
}

ks_status ks_read_taxonomy(const ks_taxonomy_entry *entries, size_t entry_count, ks_names *names,
                           ks_io_resolver *resolver, ks_sink *sink, ks_taxonomy **out)
{
    ks_dts dts;
    size_t at = 0;
    const size_t errors = ks_sink_errors(sink);
    ks_status status = init(&dts, names, resolver, sink);
    if (status == KS_OK) {
        status = enter_all(&dts, entries, entry_count, &at);
    }
    if (status == KS_OK) {
        dts.are_roles_read = true;
        status = enter_all(&dts, entries, entry_count, &at);
        dts.are_roles_read = false;
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

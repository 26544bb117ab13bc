/* Documents as they are discovered (XBRL 2.1 3.2): by whatever name, each is one document. */
#include <string.h>

#include "base_uri.h"
#include "read_dts.h"

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
        ks_io_report_missing(dts->sink, place, document->url);
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
            document->is_distant = dts->are_roles_read;
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

ks_status ks_dts_discover_resolved(ks_dts *dts, ks_sv url, ks_place place, ks_dts_document **out)
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

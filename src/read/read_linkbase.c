/* The parts of a linkbase (XBRL 2.1 3.5 and 5.2), also of one that stands inside a schema: role
 * references, and extended links with their locators, resources and arcs. */
#include <string.h>

#include "base_uri.h"
#include "read_dts.h"

static ks_status intern(ks_dts *dts, ks_sv value, const char **out)
{
    *out = value.ptr == NULL ? NULL : ks_names_text(dts->names, ks_sv_trim(value));
    return value.ptr != NULL && *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status take_role_ref(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs,
                               bool is_arcrole)
{
    ks_dts *dts = reader->dts;
    ks_dts_document *document;
    ks_place place = ks_xml_place(stream);
    const char *uri = NULL;
    ks_status status =
        intern(dts, ks_dts_attr(attrs, "", is_arcrole ? "arcroleURI" : "roleURI"), &uri);
    if (status == KS_OK) {
        status = ks_dts_discover(dts, reader->document->url,
                                 ks_dts_attr(attrs, KS_NS_XLINK, "href"), place, &document);
    }
    /* Where the document is missing, that has been said. */
    if (status != KS_OK || uri == NULL || document->source == NULL) {
        return status;
    }
    ks_dts_role_ref *ref = ks_vec_add(&dts->role_refs);
    if (ref == NULL) {
        return KS_ERR_MEMORY;
    }
    *ref = (ks_dts_role_ref){uri, place, is_arcrole};
    return KS_OK;
}

static ks_status open_link(ks_dts_reader *reader, ks_dts_attrs attrs)
{
    ks_dts *dts = reader->dts;
    ks_dts_link *link = ks_arena_zero(&dts->arena, 1, sizeof *link);
    if (link == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "role"), &link->role);
    if (status == KS_OK && link->role == NULL) {
        status = intern(dts, KS_SV(KS_ROLE_LINK), &link->role);
    }
    ks_dts_link **slot = status == KS_OK ? ks_vec_add(&dts->links) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = link;
    reader->link = link;
    reader->link_depth = reader->depth;
    return KS_OK;
}

static ks_status add_end(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs,
                         ks_dts_end **out)
{
    ks_dts *dts = reader->dts;
    ks_dts_end *end = ks_arena_zero(&dts->arena, 1, sizeof *end);
    if (end == NULL) {
        return KS_ERR_MEMORY;
    }
    end->place = ks_xml_place(stream);
    ks_status status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "label"), &end->label);
    ks_dts_end **slot = status == KS_OK ? ks_vec_add(&reader->link->ends) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = end;
    *out = end;
    return KS_OK;
}

/* Locators that follow each other mostly lead into one document. */
static ks_status find_document(ks_dts_reader *reader, ks_sv href, ks_place place,
                               ks_dts_document **out)
{
    ks_dts *dts = reader->dts;
    if (reader->last_href == NULL || !ks_sv_is(href, reader->last_href)) {
        ks_status status =
            ks_dts_discover(dts, reader->document->url, href, place, &reader->last_document);
        if (status != KS_OK) {
            return status;
        }
        reader->last_href = ks_arena_text(&dts->arena, href);
        if (reader->last_href == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    *out = reader->last_document;
    return KS_OK;
}

static ks_status take_locator(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs)
{
    ks_sv href = ks_sv_trim(ks_dts_attr(attrs, KS_NS_XLINK, "href"));
    ks_sv document;
    ks_sv fragment;
    ks_dts_end *end = NULL;
    ks_uri_split(href, &document, &fragment);
    ks_status status = add_end(reader, stream, attrs, &end);
    if (status == KS_OK && document.len == 0) {
        end->document = reader->document;
    } else if (status == KS_OK) {
        status = find_document(reader, document, end->place, &end->document);
    }
    if (status == KS_OK && fragment.ptr != NULL) {
        end->fragment = ks_arena_text(&reader->dts->arena, fragment);
        status = end->fragment == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status;
}

static ks_status take_resource(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs)
{
    ks_dts *dts = reader->dts;
    ks_dts_end *end = NULL;
    ks_dts_node *node = ks_arena_zero(&dts->arena, 1, sizeof *node);
    ks_status status = node == NULL ? KS_ERR_MEMORY : add_end(reader, stream, attrs, &end);
    if (status != KS_OK) {
        return status;
    }
    node->kind = KS_NODE_RESOURCE;
    node->place = end->place;
    node->text = "";
    end->node = node;
    end->is_resolved = true;
    ks_sv id = ks_dts_attr(attrs, "", "id");
    node->id = id.ptr == NULL ? NULL : ks_arena_text(&dts->arena, id);
    status = id.ptr != NULL && node->id == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK) {
        status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "role"), &node->role);
    }
    if (status == KS_OK) {
        status = intern(dts, ks_dts_attr(attrs, KS_NS_XML, "lang"), &node->lang);
    }
    if (status == KS_OK) {
        status = ks_dts_add_id(reader->document, node);
    }
    reader->resource = node;
    reader->resource_depth = reader->depth;
    reader->is_collecting = true;
    ks_str_clear(&reader->text);
    return status;
}

/* A number that is none is for the linkbase's schema to tell; it then is as if it were not there.
 */
static ks_status take_number(ks_dts *dts, ks_sv value, ks_decimal *number)
{
    bool is_valid = false;
    if (value.ptr == NULL) {
        return KS_OK;
    }
    return ks_decimal_parse(&dts->arena, ks_sv_trim(value), false, &is_valid, number);
}

static ks_status take_arc(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs)
{
    ks_dts *dts = reader->dts;
    ks_dts_arc *arc = ks_vec_add(&reader->link->arcs);
    if (arc == NULL) {
        return KS_ERR_MEMORY;
    }
    arc->place = ks_xml_place(stream);
    arc->order = ks_decimal_from_i64(1); /* XBRL 2.1 3.5.3.9.5 */
    arc->weight = KS_DECIMAL_ZERO;
    arc->is_prohibited = ks_sv_is(ks_dts_attr(attrs, "", "use"), "prohibited");
    if (!ks_sv_to_i64(ks_sv_trim(ks_dts_attr(attrs, "", "priority")), &arc->priority)) {
        arc->priority = 0;
    }
    ks_status status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "arcrole"), &arc->arcrole);
    if (status == KS_OK) {
        status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "from"), &arc->from);
    }
    if (status == KS_OK) {
        status = intern(dts, ks_dts_attr(attrs, KS_NS_XLINK, "to"), &arc->to);
    }
    if (status == KS_OK) {
        status = intern(dts, ks_dts_attr(attrs, "", "preferredLabel"), &arc->preferred_label);
    }
    if (status == KS_OK) {
        status = take_number(dts, ks_dts_attr(attrs, "", "order"), &arc->order);
    }
    if (status == KS_OK) {
        status = take_number(dts, ks_dts_attr(attrs, "", "weight"), &arc->weight);
    }
    return status;
}

ks_status ks_dts_link_start(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag,
                            ks_dts_attrs attrs)
{
    ks_sv type = ks_dts_attr(attrs, KS_NS_XLINK, "type");
    if (reader->link == NULL) {
        if (tag == KS_TAG_ROLE_REF || tag == KS_TAG_ARCROLE_REF) {
            return take_role_ref(reader, stream, attrs, tag == KS_TAG_ARCROLE_REF);
        }
        return ks_sv_is(type, "extended") ? open_link(reader, attrs) : KS_OK;
    }
    if (reader->depth != reader->link_depth + 1) {
        return KS_OK;
    }
    if (ks_sv_is(type, "locator")) {
        return take_locator(reader, stream, attrs);
    }
    if (ks_sv_is(type, "resource")) {
        return take_resource(reader, stream, attrs);
    }
    return ks_sv_is(type, "arc") ? take_arc(reader, stream, attrs) : KS_OK;
}

ks_status ks_dts_link_end(ks_dts_reader *reader)
{
    if (reader->resource != NULL && reader->depth == reader->resource_depth) {
        reader->resource->text = ks_arena_text(&reader->dts->arena, ks_str_view(&reader->text));
        bool is_lost = reader->resource->text == NULL;
        reader->resource = NULL;
        reader->is_collecting = false;
        return is_lost ? KS_ERR_MEMORY : KS_OK;
    }
    if (reader->depth == reader->link_depth) {
        reader->link = NULL;
    }
    return KS_OK;
}

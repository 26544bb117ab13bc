/* The parts of a taxonomy schema (XBRL 2.1 5.1): element declarations, type derivations, role
 * types, and the references to other documents. */
#include <string.h>

#include "read_dts.h"

/* The schemas that XBRL 2.1 itself is made of declare no concept and no role; their types are known
 * by name. */
static const char *const FOUNDATION[] = {KS_NS_XBRLI, KS_NS_LINK, KS_NS_XL, KS_NS_XLINK, KS_NS_XML};

static bool is_foundation(const char *ns)
{
    for (size_t i = 0; i < sizeof FOUNDATION / sizeof *FOUNDATION; i++) {
        if (strcmp(ns, FOUNDATION[i]) == 0) {
            return true;
        }
    }
    return false;
}

static ks_status start_schema(ks_dts_reader *reader, ks_dts_attrs attrs)
{
    ks_sv ns = ks_dts_attr(attrs, "", "targetNamespace");
    reader->document->ns = ks_names_text(reader->dts->names, ns.ptr == NULL ? KS_SV("") : ns);
    if (reader->document->ns == NULL) {
        return KS_ERR_MEMORY;
    }
    reader->is_foundation = is_foundation(reader->document->ns);
    return reader->is_foundation ? KS_REFUSED : KS_OK;
}

/* The name of an attribute that is a QName; NULL where there is none, or none that is declared,
 * which is for the schema's own validation to tell. */
static ks_status take_qname(ks_xml_stream *stream, ks_sv value, const ks_qname **out)
{
    *out = NULL;
    if (value.ptr == NULL) {
        return KS_OK;
    }
    ks_status status = ks_xml_resolve_qname(stream, value, out);
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status take_text(ks_arena *arena, ks_sv value, const char **out)
{
    *out = value.ptr == NULL ? NULL : ks_arena_text(arena, value);
    return value.ptr != NULL && *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static bool is_true(ks_sv value)
{
    ks_sv text = ks_sv_trim(value);
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

static void take_item_attributes(ks_dts_node *node, ks_dts_attrs attrs)
{
    ks_sv period = ks_sv_trim(ks_dts_attr(attrs, KS_NS_XBRLI, "periodType"));
    ks_sv balance = ks_sv_trim(ks_dts_attr(attrs, KS_NS_XBRLI, "balance"));
    node->period = ks_sv_is(period, "instant")    ? KS_PERIOD_INSTANT
                   : ks_sv_is(period, "duration") ? KS_PERIOD_DURATION
                                                  : KS_PERIOD_NONE;
    node->balance = ks_sv_is(balance, "debit")    ? KS_BALANCE_DEBIT
                    : ks_sv_is(balance, "credit") ? KS_BALANCE_CREDIT
                                                  : KS_BALANCE_NONE;
    node->is_abstract = is_true(ks_dts_attr(attrs, "", "abstract"));
    node->is_nillable = is_true(ks_dts_attr(attrs, "", "nillable"));
}

static ks_status index_element(ks_dts_reader *reader, ks_dts_node *node)
{
    ks_dts *dts = reader->dts;
    ks_dts_node **slot = ks_vec_add(&dts->elements);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = node;
    const ks_dts_node *other = ks_map_get_ptr(&dts->element_by_name, node->name);
    if (other == NULL) {
        return ks_map_set_ptr(&dts->element_by_name, node->name, node);
    }
    ks_related related = {other->place, node->name->local};
    KS_REPORT_RELATED(dts->sink, KS_F_TAXONOMY_DUPLICATE_CONCEPT, node->place, &related, 1,
                      node->name->local);
    return KS_OK;
}

/* A child of the root that is an element declaration. */
static ks_status start_element(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs,
                               ks_dts_node **out)
{
    ks_dts *dts = reader->dts;
    ks_sv name = ks_sv_trim(ks_dts_attr(attrs, "", "name"));
    ks_dts_node *node = ks_arena_zero(&dts->arena, 1, sizeof *node);
    if (node == NULL) {
        return KS_ERR_MEMORY;
    }
    node->kind = KS_NODE_ELEMENT;
    node->place = ks_xml_place(stream);
    node->name = ks_names_qname(dts->names, ks_sv_from(reader->document->ns), name);
    take_item_attributes(node, attrs);
    ks_status status = node->name == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK) {
        status = take_text(&dts->arena, ks_dts_attr(attrs, "", "id"), &node->id);
    }
    if (status == KS_OK) {
        status = take_qname(stream, ks_dts_attr(attrs, "", "type"), &node->type);
    }
    if (status == KS_OK) {
        status = take_qname(stream, ks_dts_attr(attrs, "", "substitutionGroup"), &node->head);
    }
    if (status == KS_OK) {
        status = index_element(reader, node);
    }
    if (status == KS_OK) {
        status = ks_dts_add_id(reader->document, node);
    }
    *out = node;
    return status;
}

/* A child of the root: counted, since a locator may name it by its number. */
static ks_status start_child(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag,
                             ks_dts_attrs attrs)
{
    ks_dts *dts = reader->dts;
    ks_status status = KS_OK;
    reader->element = NULL;
    reader->type = NULL;
    if (tag == KS_TAG_ELEMENT) {
        status = start_element(reader, stream, attrs, &reader->element);
    } else if (tag == KS_TAG_TYPE) {
        ks_sv name = ks_sv_trim(ks_dts_attr(attrs, "", "name"));
        reader->type = ks_names_qname(dts->names, ks_sv_from(reader->document->ns), name);
        status = reader->type == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_dts_node **slot = status == KS_OK ? ks_vec_add(&reader->document->children) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = reader->element;
    return KS_OK;
}

/* restriction or extension: what the type at hand, named or of the element at hand, comes from. */
static ks_status take_base(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs)
{
    ks_dts *dts = reader->dts;
    const ks_qname *base = NULL;
    ks_status status = take_qname(stream, ks_dts_attr(attrs, "", "base"), &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    /* element (1), complexType (2), simpleContent (3), restriction (4) */
    if (reader->element != NULL) {
        if (reader->depth == 4 && reader->element->type == NULL) {
            reader->element->type = base;
        }
        return KS_OK;
    }
    if (reader->type == NULL || reader->depth > 3 ||
        ks_map_get_ptr(&dts->type_base, reader->type) != NULL) {
        return KS_OK;
    }
    ks_dts_type *type = ks_arena_zero(&dts->arena, 1, sizeof *type);
    if (type == NULL) {
        return KS_ERR_MEMORY;
    }
    type->base = base;
    return ks_map_set_ptr(&dts->type_base, reader->type, type);
}

static ks_status discover_attr(ks_dts_reader *reader, ks_xml_stream *stream, ks_sv href)
{
    ks_dts_document *document;
    if (href.ptr == NULL || href.len == 0) {
        return KS_OK;
    }
    return ks_dts_discover(reader->dts, reader->document->url, href, ks_xml_place(stream),
                           &document);
}

static ks_status start_role(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_attrs attrs,
                            const char *uri_name)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *node = ks_arena_zero(&dts->arena, 1, sizeof *node);
    if (node == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_sv uri = ks_sv_trim(ks_dts_attr(attrs, "", uri_name));
    node->kind = KS_NODE_OTHER;
    node->place = ks_xml_place(stream);
    reader->role = (ks_role){.uri = ks_names_text(dts->names, uri), .place = node->place};
    if (reader->role.uri == NULL ||
        take_text(&dts->arena, ks_dts_attr(attrs, "", "id"), &node->id) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    reader->role.id = node->id;
    ks_str_clear(&reader->used_on);
    return ks_dts_add_id(reader->document, node);
}

ks_status ks_dts_schema_start(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag,
                              ks_dts_attrs attrs)
{
    if (reader->depth == 0) {
        return tag == KS_TAG_SCHEMA ? start_schema(reader, attrs) : KS_OK;
    }
    if (reader->depth == 1 && reader->document->ns != NULL) {
        ks_status status = start_child(reader, stream, tag, attrs);
        if (status != KS_OK) {
            return status;
        }
    }
    switch (tag) {
    case KS_TAG_IMPORT:
        return discover_attr(reader, stream, ks_dts_attr(attrs, "", "schemaLocation"));
    case KS_TAG_LINKBASE_REF:
        return discover_attr(reader, stream, ks_dts_attr(attrs, KS_NS_XLINK, "href"));
    case KS_TAG_DERIVATION:
        return take_base(reader, stream, attrs);
    case KS_TAG_ROLE_TYPE:
        return start_role(reader, stream, attrs, "roleURI");
    case KS_TAG_ARCROLE_TYPE:
        return start_role(reader, stream, attrs, "arcroleURI");
    case KS_TAG_DEFINITION:
    case KS_TAG_USED_ON:
        ks_str_clear(&reader->text);
        reader->is_collecting = reader->role.uri != NULL;
        return KS_OK;
    default:
        return KS_OK;
    }
}

/* "link:presentationLink" whatever its prefix in the document is. */
static ks_status add_used_on(ks_dts_reader *reader, ks_xml_stream *stream)
{
    const ks_qname *name = NULL;
    ks_status status = take_qname(stream, ks_str_view(&reader->text), &name);
    if (status != KS_OK || name == NULL) {
        return status;
    }
    if (reader->used_on.len > 0) {
        ks_str_add_char(&reader->used_on, ' ');
    }
    if (strcmp(name->ns, KS_NS_LINK) == 0) {
        ks_str_addf(&reader->used_on, "link:%s", name->local);
    } else {
        ks_str_add_sv(&reader->used_on, ks_sv_trim(ks_str_view(&reader->text)));
    }
    return KS_OK;
}

static ks_status keep_role(ks_dts_reader *reader, bool is_arcrole)
{
    ks_dts *dts = reader->dts;
    ks_role role = reader->role;
    reader->role = (ks_role){.uri = NULL};
    /* XBRL 2.1 5.1.3: declared again in another document, it must say the same. */
    if (ks_map_get_ptr(&dts->role_by_uri, role.uri) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_ptr(&dts->role_by_uri, role.uri, dts);
    if (status == KS_OK) {
        status = ks_str_status(&reader->used_on);
    }
    role.used_on = reader->used_on.ptr;
    return status != KS_OK || is_arcrole ? status : ks_taxonomy_add_role(dts->taxonomy, &role);
}

ks_status ks_dts_schema_end(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag)
{
    bool is_wanted = reader->is_collecting;
    switch (tag) {
    case KS_TAG_DEFINITION:
        reader->is_collecting = false;
        return is_wanted ? take_text(&reader->dts->arena, ks_sv_trim(ks_str_view(&reader->text)),
                                     &reader->role.definition)
                         : KS_OK;
    case KS_TAG_USED_ON:
        reader->is_collecting = false;
        return is_wanted ? add_used_on(reader, stream) : KS_OK;
    case KS_TAG_ROLE_TYPE:
        return keep_role(reader, false);
    case KS_TAG_ARCROLE_TYPE:
        return keep_role(reader, true);
    default:
        return KS_OK;
    }
}

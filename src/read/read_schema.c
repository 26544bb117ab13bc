/* The parts of a taxonomy schema (XBRL 2.1 5.1): element declarations, type derivations, and the
 * references to other documents. What stands in its appinfo is read as in a linkbase. */
#include <string.h>

#include "base_uri.h"
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

static ks_status start_schema(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start)
{
    ks_dts_document *document = reader->document;
    ks_sv ns = ks_dts_get(start->attrs, KS_A_TARGET);
    if (document->is_alias && ns.ptr != NULL) {
        return KS_REFUSED;
    }
    if (ns.ptr != NULL && ks_sv_trim(ns).len == 0) {
        KS_REPORT(reader->dts->sink, KS_F_TAXONOMY_EMPTY_NAMESPACE, ks_xml_place(stream), NULL);
    }
    document->is_chameleon = ns.ptr == NULL;
    document->ns = ns.ptr == NULL && document->include_ns != NULL
                       ? document->include_ns
                       : ks_names_text(reader->dts->names, ns.ptr == NULL ? KS_SV("") : ns);
    if (document->ns == NULL) {
        return KS_ERR_MEMORY;
    }
    reader->is_foundation = is_foundation(document->ns);
    return KS_OK;
}

static bool is_true(ks_sv value)
{
    ks_sv text = ks_sv_trim(value);
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

static ks_status take_item_attributes(ks_dts_reader *reader, ks_xml_stream *stream,
                                      ks_dts_node *node, const ks_dts_attrs *attrs)
{
    ks_sv period = ks_sv_trim(ks_dts_get(attrs, KS_A_PERIOD));
    ks_sv balance = ks_sv_trim(ks_dts_get(attrs, KS_A_BALANCE));
    node->period = ks_sv_is(period, "instant")    ? KS_PERIOD_INSTANT
                   : ks_sv_is(period, "duration") ? KS_PERIOD_DURATION
                                                  : KS_PERIOD_NONE;
    node->balance = ks_sv_is(balance, "debit")    ? KS_BALANCE_DEBIT
                    : ks_sv_is(balance, "credit") ? KS_BALANCE_CREDIT
                                                  : KS_BALANCE_NONE;
    node->is_abstract = is_true(ks_dts_get(attrs, KS_A_ABSTRACT));
    node->is_nillable = is_true(ks_dts_get(attrs, KS_A_NILLABLE));
    ks_status status = ks_dts_text(reader->dts, period, &node->period_text);
    if (status == KS_OK && balance.ptr != NULL && node->balance == KS_BALANCE_NONE) {
        const char *text = NULL;
        status = ks_dts_text(reader->dts, balance, &text);
        KS_REPORT(reader->dts->sink, KS_F_XML_WRONG_ATTRIBUTE, ks_xml_place(stream), text,
                  "element", "debit, credit", "balance");
    }
    return status;
}

static ks_status index_element(ks_dts_reader *reader, ks_dts_node *node)
{
    ks_dts *dts = reader->dts;
    if (reader->document->is_hint) {
        return ks_map_get_ptr(&dts->hint_by_name, node->name) != NULL
                   ? KS_OK
                   : ks_map_set_ptr(&dts->hint_by_name, node->name, node);
    }
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

/* Dimensions 1.0 2.5.2.1.1: it adds no document to the taxonomy. */
static ks_status take_typed_domain(ks_dts_reader *reader, const ks_dts_attrs *attrs,
                                   ks_dts_node *node)
{
    ks_dts *dts = reader->dts;
    ks_sv path;
    ks_sv fragment;
    ks_sv href = ks_sv_trim(ks_dts_get(attrs, KS_A_TYPED_DOMAIN));
    if (href.ptr == NULL) {
        return KS_OK;
    }
    ks_uri_split(href, &path, &fragment);
    node->typed_domain_url = ks_uri_resolve(&dts->arena, ks_sv_from(ks_dts_base(reader)), path);
    if (node->typed_domain_url == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_dts_text(dts, href, &node->typed_domain);
    return status == KS_OK ? ks_dts_text(dts, fragment, &node->typed_domain_fragment) : status;
}

static const struct {
    ks_dts_attr domain;
    ks_dts_attr role;
    ks_dts_attr head;
} ENUMERATIONS[] = {
    {KS_A_ENUM_1_DOMAIN, KS_A_ENUM_1_ROLE, KS_A_ENUM_1_HEAD},
    {KS_A_ENUM_2_DOMAIN, KS_A_ENUM_2_ROLE, KS_A_ENUM_2_HEAD},
};

/* xs:boolean, as the schemas of enumerations have the attribute. */
static ks_status take_head_usable(ks_dts_reader *reader, ks_xml_stream *stream, ks_sv usable,
                                  bool *out)
{
    static const char *const WORDS[] = {"true", "1", "false", "0"};
    const char *text = NULL;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (usable.ptr == NULL || ks_sv_is(usable, WORDS[i])) {
            *out = usable.ptr != NULL && i < 2;
            return KS_OK;
        }
    }
    ks_status status = ks_dts_text(reader->dts, usable, &text);
    if (status == KS_OK) {
        KS_REPORT(reader->dts->sink, KS_F_XML_WRONG_ATTRIBUTE, ks_xml_place(stream), text,
                  "element", "true, false", "headUsable");
    }
    return status;
}

static ks_status take_enumeration(ks_dts_reader *reader, ks_xml_stream *stream,
                                  const ks_dts_attrs *attrs, size_t version, ks_dts_node *node)
{
    ks_dts *dts = reader->dts;
    const ks_sv domain = ks_dts_get(attrs, ENUMERATIONS[version].domain);
    const ks_sv role = ks_dts_get(attrs, ENUMERATIONS[version].role);
    const ks_sv usable = ks_sv_trim(ks_dts_get(attrs, ENUMERATIONS[version].head));
    if (domain.ptr == NULL && role.ptr == NULL && usable.ptr == NULL) {
        return KS_OK;
    }
    ks_enum_domain *said = ks_arena_zero(&dts->arena, 1, sizeof *said);
    if (said == NULL) {
        return KS_ERR_MEMORY;
    }
    said->element = node->name;
    said->is_2 = version == 1;
    node->enumerations[version] = said;
    ks_status status = take_head_usable(reader, stream, usable, &said->is_head_usable);
    if (status == KS_OK) {
        status = ks_dts_qname(stream, domain, &said->head);
    }
    if (status == KS_OK) {
        status = ks_dts_text(dts, domain, &said->head_text);
    }
    return status == KS_OK && role.ptr != NULL ? ks_dts_text(dts, ks_sv_trim(role), &said->role)
                                               : status;
}

/* A child of the root that is an element declaration. */
static ks_status start_element(ks_dts_reader *reader, ks_xml_stream *stream,
                               const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *node = NULL;
    ks_sv name = ks_sv_trim(ks_dts_get(start->attrs, KS_A_NAME));
    ks_status status =
        ks_dts_add_node(reader, stream, KS_NODE_ELEMENT, ks_dts_get(start->attrs, KS_A_ID), &node);
    /* That the name is missing is for XSD to tell. */
    if (status != KS_OK || name.len == 0) {
        return status;
    }
    node->name = ks_names_qname(dts->names, ks_sv_from(reader->document->ns), name);
    status = node->name == NULL ? KS_ERR_MEMORY
                                : take_item_attributes(reader, stream, node, start->attrs);
    if (status == KS_OK) {
        const ks_sv type = ks_dts_get(start->attrs, KS_A_TYPE);
        status = ks_dts_qname(stream, type, &node->type);
        node->has_no_prefix = type.ptr != NULL && node->type == NULL;
    }
    if (status == KS_OK) {
        status = ks_dts_qname(stream, ks_dts_get(start->attrs, KS_A_SUBSTITUTION), &node->head);
    }
    if (status == KS_OK) {
        status = take_typed_domain(reader, start->attrs, node);
    }
    for (size_t i = 0; i < 2 && status == KS_OK; i++) {
        status = take_enumeration(reader, stream, start->attrs, i, node);
    }
    reader->element = node;
    return status == KS_OK ? index_element(reader, node) : status;
}

static ks_status add_type(ks_dts *dts, ks_map *types, const ks_qname *name, const ks_qname *base,
                          bool is_simple)
{
    if (ks_map_get_ptr(types, name) != NULL) {
        return KS_OK;
    }
    ks_dts_type *type = ks_arena_zero(&dts->arena, 1, sizeof *type);
    if (type == NULL) {
        return KS_ERR_MEMORY;
    }
    *type = (ks_dts_type){base, is_simple};
    return ks_map_set_ptr(types, name, type);
}

static ks_status take_name(ks_dts_reader *reader, const ks_dts_start *start, const ks_qname **out)
{
    ks_sv name = ks_sv_trim(ks_dts_get(start->attrs, KS_A_NAME));
    *out = NULL;
    if (name.len == 0) {
        return KS_OK;
    }
    *out = ks_names_qname(reader->dts->names, ks_sv_from(reader->document->ns), name);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status start_attribute(ks_dts_reader *reader, ks_xml_stream *stream,
                                 const ks_dts_start *start)
{
    const ks_qname *type = NULL;
    ks_status status = take_name(reader, start, &reader->attribute);
    if (status == KS_OK) {
        status = ks_dts_qname(stream, ks_dts_get(start->attrs, KS_A_TYPE), &type);
    }
    if (status != KS_OK || reader->attribute == NULL) {
        return status;
    }
    return add_type(reader->dts, &reader->dts->attribute_by_name, reader->attribute, type, true);
}

static ks_status add_ref(ks_dts_reader *reader, ks_dts_tag tag, ks_dts_document *target,
                         const char *ns, ks_place place)
{
    ks_dts_ref *ref = reader->document->is_hint ? NULL : ks_vec_add(&reader->dts->refs);
    if (ref == NULL) {
        return reader->document->is_hint ? KS_OK : KS_ERR_MEMORY;
    }
    *ref = (ks_dts_ref){.tag = tag, .document = target, .uri = ns, .place = place};
    return KS_OK;
}

/* import, include, redefine */
static ks_status start_reference(ks_dts_reader *reader, ks_xml_stream *stream,
                                 const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_document *target = NULL;
    const char *ns = reader->document->ns;
    ks_place place = ks_xml_place(stream);
    ks_sv location = ks_sv_trim(ks_dts_get(start->attrs, KS_A_LOCATION));
    if (start->tag == KS_TAG_REDEFINE && !reader->document->is_hint) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_REDEFINE, place, NULL);
    }
    if (location.len == 0) {
        return KS_OK;
    }
    if (start->tag != KS_TAG_IMPORT) {
        ks_status status = ks_dts_include(dts, ks_dts_base(reader), location, ns, place, &target);
        return status == KS_OK ? add_ref(reader, KS_TAG_INCLUDE, target, ns, place) : status;
    }
    ks_sv declared = ks_dts_get(start->attrs, KS_A_NAMESPACE);
    ks_status status = ks_dts_intern(dts, declared.ptr == NULL ? KS_SV("") : declared, &ns);
    if (status == KS_OK) {
        status = ks_dts_discover(dts, ks_dts_base(reader), location, place, &target);
    }
    return status == KS_OK ? add_ref(reader, KS_TAG_IMPORT, target, ns, place) : status;
}

static ks_status start_child(ks_dts_reader *reader, ks_xml_stream *stream,
                             const ks_dts_start *start)
{
    reader->top = start->tag;
    reader->element = NULL;
    reader->type = NULL;
    reader->attribute = NULL;
    switch (start->tag) {
    case KS_TAG_ELEMENT:
        return start_element(reader, stream, start);
    case KS_TAG_COMPLEX_TYPE:
    case KS_TAG_SIMPLE_TYPE:
        reader->is_simple_content = start->tag == KS_TAG_SIMPLE_TYPE;
        return take_name(reader, start, &reader->type);
    case KS_TAG_ATTRIBUTE:
        return start_attribute(reader, stream, start);
    case KS_TAG_IMPORT:
    case KS_TAG_INCLUDE:
    case KS_TAG_REDEFINE:
        return start_reference(reader, stream, start);
    default:
        return KS_OK;
    }
}

/* restriction or extension: what the type at hand, named or of the element at hand, comes from. */
static ks_status take_base(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    const ks_qname *base = NULL;
    ks_status status = ks_dts_qname(stream, ks_dts_get(start->attrs, KS_A_DERIVATION_BASE), &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    /* element (1), complexType (2), simpleContent (3), restriction (4); no content in simpleType */
    if (reader->element != NULL) {
        if (reader->depth <= 4 && reader->element->type == NULL) {
            reader->element->type = base;
        }
        return KS_OK;
    }
    if (reader->type == NULL || reader->depth > 3) {
        return KS_OK;
    }
    return add_type(dts, &dts->type_base, reader->type, base, reader->is_simple_content);
}

/* 5.1: XML Schema allows elements and attributes of others nearly everywhere, and asks that they be
 * valid where they are declared. */
static ks_status note_foreign(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start)
{
    const ks_dts_words *words = &reader->dts->words;
    ks_dts_custom custom = {.name = start->name, .document = reader->document};
    ks_status status = KS_OK;
    if (start->name->ns != words->xsd_ns) {
        status = ks_dts_note_custom(reader, stream, &custom);
    }
    custom.is_attribute = true;
    for (size_t i = 0; i < start->attrs->count && status == KS_OK; i++) {
        custom.name = start->attrs->list[i].name;
        const char *ns = custom.name->ns;
        if (ns != words->no_ns && ns != words->xml_ns && ns != words->xsi_ns &&
            !ks_dts_is_numbered(words, custom.name)) {
            status = ks_dts_note_custom(reader, stream, &custom);
        }
    }
    return status;
}

/* What stands in schema/annotation/appinfo is XBRL's (3.2, 5.1.3); what stands deeper is not. */
static ks_status start_inside(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start)
{
    if (reader->depth == 2) {
        reader->is_in_appinfo = reader->top == KS_TAG_ANNOTATION && start->tag == KS_TAG_APPINFO;
    } else if (reader->depth == 3 && reader->is_in_appinfo && !reader->document->is_hint &&
               !reader->document->is_alias) {
        return ks_dts_link_start(reader, stream, start);
    }
    switch (start->tag) {
    case KS_TAG_SIMPLE_CONTENT:
    case KS_TAG_SIMPLE_TYPE:
    case KS_TAG_COMPLEX_TYPE:
        if (reader->element != NULL && reader->depth == 2) {
            reader->element->has_anonymous_type = true;
        }
        reader->is_simple_content |= start->tag == KS_TAG_SIMPLE_CONTENT && reader->depth == 2;
        return KS_OK;
    case KS_TAG_DERIVATION:
        return take_base(reader, stream, start);
    default:
        return KS_OK;
    }
}

ks_status ks_dts_schema_start(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start)
{
    ks_status status = KS_OK;
    if (reader->depth == 0) {
        return start_schema(reader, stream, start);
    }
    if (start->name->ns != reader->dts->words.xsd_ns || start->attrs->other_count > 0) {
        bool is_linked = reader->depth == 3 && reader->is_in_appinfo;
        status = is_linked ? KS_OK : note_foreign(reader, stream, start);
    }
    if (status != KS_OK) {
        return status;
    }
    return reader->depth == 1 ? start_child(reader, stream, start)
                              : start_inside(reader, stream, start);
}

ks_status ks_dts_schema_end(ks_dts_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            ks_dts_tag tag)
{
    (void)stream;
    (void)name;
    if (tag == KS_TAG_APPINFO && reader->depth == 2) {
        reader->is_in_appinfo = false;
    }
    if (reader->depth != 1 || reader->type == NULL) {
        return KS_OK;
    }
    /* One that is derived from nothing. */
    const ks_qname *type = reader->type;
    reader->type = NULL;
    return add_type(reader->dts, &reader->dts->type_base, type, NULL, reader->is_simple_content);
}

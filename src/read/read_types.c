#include "read_types.h"

#include <string.h>

#include "io_builtin.h"
#include "io_resolve.h"
#include "model_taxonomy.h"
#include "read_types_parts.h"

/* The schemas of XBRL 2.1 itself: always ours. */
static const struct {
    const char *ns;
    const char *url;
} FOUNDATION[] = {
    {KS_NS_XML, "http://www.w3.org/2001/xml.xsd"},
    {KS_NS_XLINK, "http://www.xbrl.org/2003/xlink-2003-12-31.xsd"},
    {KS_NS_XL, "http://www.xbrl.org/2003/xl-2003-12-31.xsd"},
    {KS_NS_LINK, "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"},
    {KS_NS_XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"},
};

static const struct {
    const char *name;
    ks_xsd_tag tag;
} TAGS[] = {
    {"schema", KS_XSD_SCHEMA},
    {"annotation", KS_XSD_ANNOTATION},
    {"element", KS_XSD_ELEMENT},
    {"attribute", KS_XSD_ATTRIBUTE},
    {"complexType", KS_XSD_COMPLEX_TYPE},
    {"simpleType", KS_XSD_SIMPLE_TYPE},
    {"group", KS_XSD_GROUP},
    {"attributeGroup", KS_XSD_ATTRIBUTE_GROUP},
    {"complexContent", KS_XSD_COMPLEX_CONTENT},
    {"simpleContent", KS_XSD_SIMPLE_CONTENT},
    {"restriction", KS_XSD_RESTRICTION},
    {"extension", KS_XSD_EXTENSION},
    {"list", KS_XSD_LIST},
    {"union", KS_XSD_UNION},
    {"sequence", KS_XSD_SEQUENCE},
    {"choice", KS_XSD_CHOICE},
    {"all", KS_XSD_ALL},
    {"any", KS_XSD_ANY},
    {"anyAttribute", KS_XSD_ANY_ATTRIBUTE},
    {"unique", KS_XSD_IDENTITY},
    {"key", KS_XSD_IDENTITY},
    {"keyref", KS_XSD_IDENTITY},
    {"whiteSpace", KS_XSD_WHITE_SPACE},
    {"length", KS_XSD_FACET + KS_FACET_LENGTH},
    {"minLength", KS_XSD_FACET + KS_FACET_MIN_LENGTH},
    {"maxLength", KS_XSD_FACET + KS_FACET_MAX_LENGTH},
    {"minInclusive", KS_XSD_FACET + KS_FACET_MIN_INCLUSIVE},
    {"maxInclusive", KS_XSD_FACET + KS_FACET_MAX_INCLUSIVE},
    {"minExclusive", KS_XSD_FACET + KS_FACET_MIN_EXCLUSIVE},
    {"maxExclusive", KS_XSD_FACET + KS_FACET_MAX_EXCLUSIVE},
    {"totalDigits", KS_XSD_FACET + KS_FACET_TOTAL_DIGITS},
    {"fractionDigits", KS_XSD_FACET + KS_FACET_FRACTION_DIGITS},
    {"pattern", KS_XSD_FACET + KS_FACET_PATTERN},
    {"enumeration", KS_XSD_FACET + KS_FACET_ENUMERATION},
};

static const struct {
    const char *name;
    ks_xsd_key key;
} KEYS[] = {
    {"name", KS_KEY_NAME},
    {"ref", KS_KEY_REF},
    {"type", KS_KEY_TYPE},
    {"base", KS_KEY_TYPE},
    {"itemType", KS_KEY_TYPE},
    {"substitutionGroup", KS_KEY_HEAD},
    {"memberTypes", KS_KEY_MEMBERS},
    {"nillable", KS_KEY_NILLABLE},
    {"abstract", KS_KEY_ABSTRACT},
    {"mixed", KS_KEY_MIXED},
    {"minOccurs", KS_KEY_MIN},
    {"maxOccurs", KS_KEY_MAX},
    {"use", KS_KEY_USE},
    {"form", KS_KEY_FORM},
    {"block", KS_KEY_BLOCK},
    {"default", KS_KEY_DEFAULT},
    {"fixed", KS_KEY_FIXED},
    {"value", KS_KEY_VALUE},
    {"namespace", KS_KEY_NAMESPACE},
    {"processContents", KS_KEY_PROCESS},
    {"elementFormDefault", KS_KEY_ELEMENT_FORM},
    {"attributeFormDefault", KS_KEY_ATTRIBUTE_FORM},
    {"blockDefault", KS_KEY_BLOCK_DEFAULT},
    {"id", KS_KEY_ID},
    {"targetNamespace", KS_KEY_TARGET},
    {"version", KS_KEY_VERSION},
};

const char *ks_part_text_of(const ks_schema_part *part, ks_xsd_key key)
{
    const ks_part_text *text = part->texts;
    while (text != NULL && text->key != key) {
        text = text->next;
    }
    return text == NULL ? NULL : text->value;
}

ks_schema_part *ks_part_child(const ks_schema_part *part, ks_xsd_tag tag)
{
    ks_schema_part *child = part->first_child;
    while (child != NULL && child->tag != tag) {
        child = child->next;
    }
    return child;
}

static bool is_true(ks_sv text)
{
    text = ks_sv_trim(text);
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

/* A name that leads nowhere leaves *out as it is: the schema's own check tells. */
static ks_status take_qname(ks_xml_stream *stream, ks_sv text, const ks_qname **out)
{
    ks_status status = ks_xml_resolve_qname(stream, text, out);
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status take_members(ks_type_reader *reader, ks_xml_stream *stream, ks_sv text,
                              ks_schema_part *part)
{
    size_t count = 0;
    for (ks_sv rest = text; ks_sv_next_token(&rest).len > 0;) {
        count++;
    }
    part->members = ks_arena_zero(&reader->arena, count, sizeof *part->members);
    for (size_t i = 0; i < count && part->members != NULL; i++) {
        ks_status status = take_qname(stream, ks_sv_next_token(&text), &part->members[i]);
        if (status != KS_OK) {
            return status;
        }
    }
    part->member_count = count;
    return part->members == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* In the arena of the types: values stay when the parts go. */
static ks_status keep_text(ks_type_reader *reader, ks_xsd_key key, ks_sv value,
                           ks_schema_part *part)
{
    ks_part_text *text = ks_arena_zero(&reader->arena, 1, sizeof *text);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    *text = (ks_part_text){key, ks_arena_text(&reader->types->arena, value), part->texts};
    part->texts = text;
    return text->value == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status take_attribute(ks_type_reader *reader, ks_xml_stream *stream, ks_xsd_key key,
                                ks_sv value, ks_schema_part *part)
{
    ks_status status;
    switch (key) {
    case KS_KEY_NAME:
        part->name =
            ks_names_qname(reader->types->names, ks_sv_from(part->home->ns), ks_sv_trim(value));
        return part->name == NULL ? KS_ERR_MEMORY : KS_OK;
    case KS_KEY_REF:
        part->is_ref = true;
        return take_qname(stream, value, &part->type);
    case KS_KEY_TYPE:
        return take_qname(stream, value, &part->type);
    case KS_KEY_HEAD:
        return take_qname(stream, value, &part->head);
    case KS_KEY_MEMBERS:
        return take_members(reader, stream, value, part);
    case KS_KEY_NILLABLE:
        part->is_nillable = is_true(value);
        return KS_OK;
    case KS_KEY_ABSTRACT:
        part->is_abstract = is_true(value);
        return KS_OK;
    case KS_KEY_MIXED:
        part->is_mixed = is_true(value);
        part->says_mixed = true;
        return KS_OK;
    case KS_KEY_ID:
    case KS_KEY_TARGET:
    case KS_KEY_VERSION:
        return KS_OK;
    case KS_KEY_VALUE:
        status = part->tag == KS_XSD_FACET + KS_FACET_ENUMERATION
                     ? take_qname(stream, value, &part->value)
                     : KS_OK;
        return status == KS_OK ? keep_text(reader, key, value, part) : status;
    default:
        return keep_text(reader, key, value, part);
    }
}

static ks_status take_attributes(ks_type_reader *reader, ks_xml_stream *stream,
                                 const ks_xml_attr *attrs, size_t count, ks_schema_part *part)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (*attrs[i].name->ns == '\0') {
            const ks_xsd_key *key = ks_map_get_ptr(&reader->keys, attrs[i].name);
            status =
                key == NULL ? KS_OK : take_attribute(reader, stream, *key, attrs[i].value, part);
        }
    }
    return status;
}

static void hang_in(ks_schema_part *parent, ks_schema_part *part)
{
    if (parent->last_child == NULL) {
        parent->first_child = part;
    } else {
        parent->last_child->next = part;
    }
    parent->last_child = part;
}

static bool is_qualified(const ks_schema_part *root, ks_xsd_key key)
{
    const char *form = ks_part_text_of(root, key);
    return form != NULL && strcmp(form, "qualified") == 0;
}

/* The first of a name counts; that there are two is for others to tell. */
static ks_status index_part(ks_type_reader *reader, ks_schema_part *part)
{
    ks_map *map = part->tag == KS_XSD_ELEMENT           ? &reader->elements
                  : part->tag == KS_XSD_ATTRIBUTE       ? &reader->attributes
                  : part->tag == KS_XSD_GROUP           ? &reader->groups
                  : part->tag == KS_XSD_ATTRIBUTE_GROUP ? &reader->attribute_groups
                  : part->tag == KS_XSD_COMPLEX_TYPE || part->tag == KS_XSD_SIMPLE_TYPE
                      ? &reader->type_parts
                      : NULL;
    if (map == NULL || part->name == NULL) {
        return KS_OK;
    }
    if (ks_map_get_ptr(map, part->name) != NULL) {
        reader->is_plain = false;
        return KS_OK;
    }
    return ks_map_set_ptr(map, part->name, part);
}

static ks_status open_part(ks_type_reader *reader, ks_schema_part *part)
{
    ks_schema_part **slot = ks_vec_add(&reader->open);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = part;
    if (part->tag == KS_XSD_SCHEMA) {
        reader->home->are_elements_qualified = is_qualified(part, KS_KEY_ELEMENT_FORM);
        reader->home->are_attributes_qualified = is_qualified(part, KS_KEY_ATTRIBUTE_FORM);
        reader->home->block = ks_part_text_of(part, KS_KEY_BLOCK_DEFAULT);
        return KS_OK;
    }
    if (reader->open.count == 2) {
        return index_part(reader, part);
    }
    hang_in(reader->open.items[reader->open.count - 2], part);
    return KS_OK;
}

ks_status ks_type_reader_start(ks_type_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                               const ks_xml_attr *attrs, size_t count)
{
    reader->depth++;
    if (reader->skipped_depth > 0) {
        if (reader->depth == reader->skipped_depth + 1) {
            ks_plain_inside(reader, name, attrs, count);
        }
        return KS_OK;
    }
    const ks_xsd_tag *tag = ks_map_get_ptr(&reader->tags, name);
    if (tag == NULL || *tag == KS_XSD_ANNOTATION) {
        reader->skipped_depth = reader->depth;
        return ks_plain_skipped(reader, name, attrs, count);
    }
    ks_schema_part *part = ks_arena_zero(&reader->arena, 1, sizeof *part);
    if (part == NULL) {
        return KS_ERR_MEMORY;
    }
    part->tag = *tag;
    part->home = reader->home;
    ks_status status = take_attributes(reader, stream, attrs, count, part);
    if (status == KS_OK) {
        status = open_part(reader, part);
    }
    if (status == KS_OK) {
        ks_plain_part(reader, part, attrs, count);
    }
    return status;
}

void ks_type_reader_end(ks_type_reader *reader)
{
    if (reader->skipped_depth == 0 && reader->open.count > 0) {
        reader->open.count--;
    }
    if (reader->skipped_depth == reader->depth) {
        reader->skipped_depth = 0;
    }
    reader->depth--;
}

ks_status ks_type_reader_begin(ks_type_reader *reader, const char *ns, bool is_ours)
{
    reader->open.count = 0;
    reader->depth = 0;
    reader->skipped_depth = 0;
    reader->home = ks_arena_zero(&reader->arena, 1, sizeof *reader->home);
    if (reader->home == NULL) {
        return KS_ERR_MEMORY;
    }
    reader->home->is_held = !is_ours;
    reader->home->ns = ks_names_text(reader->types->names, ks_sv_from(ns));
    return reader->home->ns == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    return ks_type_reader_start(user, stream, name, attrs, count);
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)name;
    ks_type_reader_end(user);
    return KS_OK;
}

static ks_status read_foundation(ks_type_reader *reader, ks_sink *sink)
{
    static const ks_xml_handler handler = {on_start, NULL, on_end};
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof FOUNDATION / sizeof *FOUNDATION && status == KS_OK; i++) {
        ks_xml_source source = {
            .file = FOUNDATION[i].url, .names = reader->types->names, .sink = sink};
        if (!ks_io_builtin_find_url(ks_sv_from(FOUNDATION[i].url), &source.text)) {
            return KS_ERR_INTERNAL;
        }
        status = ks_type_reader_begin(reader, FOUNDATION[i].ns, true);
        if (status == KS_OK) {
            status = ks_xml_parse(&source, &handler, reader);
        }
    }
    return status;
}

static ks_status add_word(ks_type_reader *reader, ks_map *map, const char *ns, const char *name,
                          int meaning)
{
    const ks_qname *key = ks_names_qname(reader->types->names, ks_sv_from(ns), ks_sv_from(name));
    int *kept = ks_arena_zero(&reader->arena, 1, sizeof *kept);
    if (key == NULL || kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = meaning;
    return ks_map_set_ptr(map, key, kept);
}

static ks_status add_words(ks_type_reader *reader)
{
    _Static_assert(sizeof(ks_xsd_tag) == sizeof(int) && sizeof(ks_xsd_key) == sizeof(int),
                   "enums are ints");
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS && status == KS_OK; i++) {
        status = add_word(reader, &reader->tags, KS_NS_XSD, TAGS[i].name, (int)TAGS[i].tag);
    }
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS && status == KS_OK; i++) {
        status = add_word(reader, &reader->keys, "", KEYS[i].name, (int)KEYS[i].key);
    }
    return status;
}

ks_status ks_type_reader_init(ks_type_reader *reader, ks_types *types, ks_sink *sink)
{
    *reader = (ks_type_reader){.types = types, .is_plain = true};
    ks_arena_init(&reader->arena);
    ks_map *const maps[] = {
        &reader->tags,       &reader->keys,   &reader->elements,        &reader->type_parts,
        &reader->attributes, &reader->groups, &reader->attribute_groups};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        ks_map_init(maps[i]);
    }
    ks_status status = add_words(reader);
    if (status == KS_OK) {
        status = read_foundation(reader, sink);
    }
    if (status != KS_OK) {
        ks_type_reader_release(reader);
    }
    return status;
}

void ks_type_reader_release(ks_type_reader *reader)
{
    ks_map *const maps[] = {
        &reader->tags,       &reader->keys,   &reader->elements,        &reader->type_parts,
        &reader->attributes, &reader->groups, &reader->attribute_groups};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        ks_map_release(maps[i]);
    }
    ks_vec_release(&reader->open);
    ks_vec_release(&reader->waiting);
    ks_arena_release(&reader->arena);
}

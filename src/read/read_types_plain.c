/* Schemas that are in order beyond doubt. libxml2 takes as long to compile the schemas of a
 * taxonomy as it takes to read all else, and mostly to say that nothing is wrong. So the usual
 * parts of schemas (imports, items, types that only name or enumerate) are held here against what
 * XML Schema part 1, chapter 3, asks of them. Whatever is not usual, or not right, makes the
 * schemas no plain ones, and libxml2 has the word. */
#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "model_taxonomy.h"
#include "read_types_parts.h"

enum { HEAD_LIMIT = 20, SIZE_DIGITS = 9 };

#define KEY(key)   (1u << (key))
#define ENUMERATOR (KS_XSD_FACET + KS_FACET_ENUMERATION)
#define IS_SIZE(tag)                                                                               \
    ((tag) >= KS_XSD_FACET + KS_FACET_LENGTH && (tag) <= KS_XSD_FACET + KS_FACET_MAX_LENGTH)

static const char *const FORMS[] = {"qualified", "unqualified", NULL};
static const char *const BOOLEANS[] = {"true", "false", "1", "0", NULL};

static bool is_one_of(ks_sv text, const char *const *words)
{
    while (*words != NULL && !ks_sv_is(text, *words)) {
        words++;
    }
    return *words != NULL;
}

/* Nothing that would have to be escaped, and no colon but that of a scheme. */
static bool is_plain_uri(ks_sv text)
{
    static const char SIGNS[] = "-._~!$&'()*+,;=@/?";
    const bool has_scheme = ks_uri_is_absolute(text);
    size_t colons = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && !(c >= '0' && c <= '9') && c != ':' &&
            (c == '\0' || strchr(SIGNS, c) == NULL)) {
            return false;
        }
        colons += c == ':';
    }
    return text.len > 0 && (colons == 0 || has_scheme);
}

/* Which attributes, of those that are understood, may stand in an element. */
static unsigned keys_of(ks_xsd_tag tag)
{
    switch (tag) {
    case KS_XSD_SCHEMA:
        return KEY(KS_KEY_ID) | KEY(KS_KEY_TARGET) | KEY(KS_KEY_VERSION) |
               KEY(KS_KEY_ELEMENT_FORM) | KEY(KS_KEY_ATTRIBUTE_FORM);
    case KS_XSD_ELEMENT:
        return KEY(KS_KEY_ID) | KEY(KS_KEY_NAME) | KEY(KS_KEY_TYPE) | KEY(KS_KEY_HEAD) |
               KEY(KS_KEY_NILLABLE) | KEY(KS_KEY_ABSTRACT);
    case KS_XSD_COMPLEX_TYPE:
    case KS_XSD_SIMPLE_TYPE:
        return KEY(KS_KEY_ID) | KEY(KS_KEY_NAME);
    case KS_XSD_SIMPLE_CONTENT:
        return KEY(KS_KEY_ID);
    case KS_XSD_RESTRICTION:
        return KEY(KS_KEY_ID) | KEY(KS_KEY_TYPE);
    default:
        return tag == ENUMERATOR || IS_SIZE(tag) ? KEY(KS_KEY_ID) | KEY(KS_KEY_VALUE) : 0;
    }
}

static bool is_number(ks_sv text)
{
    bool is_digits = text.len > 0 && text.len <= SIZE_DIGITS;
    for (size_t i = 0; i < text.len; i++) {
        is_digits = is_digits && text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return is_digits;
}

/* Names of types and heads were looked up: where they lead nowhere, the part says so. */
static bool is_plain_value(const ks_schema_part *part, ks_xsd_key key, const ks_xml_attr *attr)
{
    switch (key) {
    case KS_KEY_ID:
    case KS_KEY_NAME:
        return ks_text_is_ncname(attr->value);
    case KS_KEY_TYPE:
        return part->type != NULL &&
               strcmp(attr->name->local, part->tag == KS_XSD_ELEMENT ? "type" : "base") == 0;
    case KS_KEY_HEAD:
        return part->head != NULL;
    case KS_KEY_NILLABLE:
    case KS_KEY_ABSTRACT:
        return is_one_of(attr->value, BOOLEANS);
    case KS_KEY_ELEMENT_FORM:
    case KS_KEY_ATTRIBUTE_FORM:
        return is_one_of(attr->value, FORMS);
    case KS_KEY_TARGET:
        return is_plain_uri(attr->value);
    case KS_KEY_VALUE:
        return !IS_SIZE(part->tag) || is_number(attr->value);
    default:
        return true;
    }
}

static bool is_foreign(const ks_qname *name)
{
    return *name->ns != '\0' && strcmp(name->ns, KS_NS_XSD) != 0;
}

static bool are_plain_attributes(const ks_type_reader *reader, const ks_schema_part *part,
                                 const ks_xml_attr *attrs, size_t count)
{
    const unsigned allowed = keys_of(part->tag);
    for (size_t i = 0; i < count; i++) {
        if (is_foreign(attrs[i].name)) {
            continue;
        }
        const ks_xsd_key *key = ks_map_get_ptr(&reader->keys, attrs[i].name);
        if (key == NULL || (allowed & KEY(*key)) == 0 || !is_plain_value(part, *key, &attrs[i])) {
            return false;
        }
    }
    return true;
}

/* Whether `part` may stand in `parent`, whose last child it is by now. */
static bool is_plain_child(const ks_schema_part *parent, const ks_schema_part *part)
{
    const ks_xsd_tag tag = part->tag;
    const bool is_alone = parent->first_child == part && part->name == NULL;
    switch (parent->tag) {
    case KS_XSD_SCHEMA:
        return part->name != NULL &&
               (tag == KS_XSD_ELEMENT || tag == KS_XSD_COMPLEX_TYPE || tag == KS_XSD_SIMPLE_TYPE);
    case KS_XSD_ELEMENT:
        return is_alone && parent->type == NULL &&
               (tag == KS_XSD_COMPLEX_TYPE || tag == KS_XSD_SIMPLE_TYPE);
    case KS_XSD_COMPLEX_TYPE:
        return is_alone && tag == KS_XSD_SIMPLE_CONTENT;
    case KS_XSD_SIMPLE_CONTENT:
    case KS_XSD_SIMPLE_TYPE:
        return is_alone && tag == KS_XSD_RESTRICTION && part->type != NULL;
    case KS_XSD_RESTRICTION:
        return (tag == ENUMERATOR || IS_SIZE(tag)) && ks_part_text_of(part, KS_KEY_VALUE) != NULL;
    default:
        return false;
    }
}

void ks_plain_part(ks_type_reader *reader, const ks_schema_part *part, const ks_xml_attr *attrs,
                   size_t count)
{
    if (!reader->home->is_held) {
        return;
    }
    const ks_schema_part *parent =
        reader->open.count < 2 ? NULL : reader->open.items[reader->open.count - 2];
    const bool is_placed = parent == NULL ? part->tag == KS_XSD_SCHEMA && *reader->home->ns != '\0'
                                          : is_plain_child(parent, part);
    reader->home->has_components = parent != NULL;
    reader->is_plain =
        reader->is_plain && is_placed && are_plain_attributes(reader, part, attrs, count);
}

/* 3.13: in front of everything else, once; in a schema anywhere. */
static bool take_annotation(ks_type_reader *reader)
{
    ks_schema_part *parent =
        reader->open.count == 0 ? NULL : reader->open.items[reader->open.count - 1];
    if (parent == NULL ||
        (parent->tag != KS_XSD_SCHEMA && (parent->has_annotation || parent->first_child != NULL))) {
        return false;
    }
    parent->has_annotation = true;
    return true;
}

/* What may be found in an annotation and in an import: only the names that are asked for. */
static bool has_only(const ks_xml_attr *attrs, size_t count, const char *const *names)
{
    for (size_t i = 0; i < count; i++) {
        const ks_qname *name = attrs[i].name;
        const bool is_lang =
            ks_sv_is(ks_sv_from(name->local), "lang") && strcmp(name->ns, KS_NS_XML) == 0;
        if (is_lang ? !ks_text_is_language(attrs[i].value)
                    : !is_foreign(name) &&
                          (*name->ns != '\0' || !is_one_of(ks_sv_from(name->local), names))) {
            return false;
        }
    }
    return true;
}

static ks_sv value_of(const ks_xml_attr *attrs, size_t count, const char *local)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, "", local);
    return attr == NULL ? (ks_sv){NULL, 0} : attr->value;
}

static bool has_plain_id(const ks_xml_attr *attrs, size_t count)
{
    const ks_sv id = value_of(attrs, count, "id");
    return id.ptr == NULL || ks_text_is_ncname(id);
}

/* 4.2.3: what an import brings may be referred to in its document. */
static ks_status take_import(ks_type_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    static const char *const NAMES[] = {"id", "namespace", "schemaLocation", NULL};
    const ks_sv ns = value_of(attrs, count, "namespace");
    const ks_sv location = value_of(attrs, count, "schemaLocation");
    const bool is_placed = reader->open.count == 1 && !reader->home->has_components;
    ks_seen_namespace *seen = ks_arena_zero(&reader->arena, 1, sizeof *seen);
    if (seen == NULL) {
        return KS_ERR_MEMORY;
    }
    *seen = (ks_seen_namespace){ks_names_text(reader->types->names, ns), reader->home->seen};
    reader->home->seen = seen;
    reader->is_plain = reader->is_plain && is_placed && has_only(attrs, count, NAMES) &&
                       has_plain_id(attrs, count) && is_plain_uri(ns) && is_plain_uri(location) &&
                       seen->ns != reader->home->ns;
    return seen->ns == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_plain_skipped(ks_type_reader *reader, const ks_qname *name, const ks_xml_attr *attrs,
                           size_t count)
{
    static const char *const ID[] = {"id", NULL};
    const ks_sv local = ks_sv_from(name->local);
    const bool is_xsd = strcmp(name->ns, KS_NS_XSD) == 0;
    if (!reader->home->is_held) {
        return KS_OK;
    }
    reader->home->is_in_annotation = is_xsd && ks_sv_is(local, "annotation");
    if (reader->home->is_in_annotation) {
        reader->is_plain = take_annotation(reader) && reader->is_plain &&
                           has_only(attrs, count, ID) && has_plain_id(attrs, count);
        return KS_OK;
    }
    if (is_xsd && ks_sv_is(local, "import")) {
        return take_import(reader, attrs, count);
    }
    reader->is_plain = false;
    return KS_OK;
}

void ks_plain_inside(ks_type_reader *reader, const ks_qname *name, const ks_xml_attr *attrs,
                     size_t count)
{
    static const char *const PARTS[] = {"appinfo", "documentation", NULL};
    static const char *const SOURCE[] = {"source", NULL};
    const ks_sv source = value_of(attrs, count, "source");
    if (!reader->home->is_held) {
        return;
    }
    reader->is_plain =
        reader->is_plain && reader->home->is_in_annotation && strcmp(name->ns, KS_NS_XSD) == 0 &&
        is_one_of(ks_sv_from(name->local), PARTS) && has_only(attrs, count, SOURCE) &&
        (source.ptr == NULL || is_plain_uri(source));
}

void ks_type_reader_text(ks_type_reader *reader, ks_sv text)
{
    /* In appinfo and documentation there may be any. */
    if (reader->skipped_depth > 0 && reader->depth > reader->skipped_depth) {
        return;
    }
    for (size_t i = 0; i < text.len && reader->is_plain; i++) {
        const char c = text.ptr[i];
        reader->is_plain =
            c == ' ' || c == '\n' || c == '\t' || c == '\r' || !reader->home->is_held;
    }
}

/* src-resolve: a name may be used where its namespace is the schema's own or imported. */
static bool is_seen(const ks_schema_home *home, const ks_qname *name)
{
    if (name->ns == home->ns || strcmp(name->ns, KS_NS_XSD) == 0) {
        return true;
    }
    const ks_seen_namespace *seen = home->seen;
    while (seen != NULL && seen->ns != name->ns) {
        seen = seen->next;
    }
    return seen != NULL;
}

/* Facets are understood where any text is a value of the base. */
static bool are_plain_facets(const ks_schema_part *how, const ks_simple_type *base)
{
    uint64_t size[KS_FACET_COUNT] = {[KS_FACET_MAX_LENGTH] = UINT64_MAX};
    unsigned sizes = 0;
    const bool is_text = base != NULL && base->variety == KS_VARIETY_ATOMIC &&
                         base->form == KS_XS_STRING && base->facets == 0;
    for (const ks_schema_part *child = how->first_child; child != NULL; child = child->next) {
        const ks_facet facet = (ks_facet)(child->tag - KS_XSD_FACET);
        if (!is_text || (sizes & 1u << facet) != 0) {
            return false;
        }
        if (IS_SIZE(child->tag)) {
            sizes |= 1u << facet;
            size[facet] = ks_part_size(ks_part_text_of(child, KS_KEY_VALUE));
        }
    }
    const bool has_length = (sizes & 1u << KS_FACET_LENGTH) != 0;
    return (!has_length || sizes == 1u << KS_FACET_LENGTH) &&
           size[KS_FACET_MIN_LENGTH] <= size[KS_FACET_MAX_LENGTH];
}

/* A restriction of a type that has been made: of simple content, or a simple type. */
static bool is_plain_type(const ks_type_reader *reader, const ks_schema_part *part)
{
    const bool is_complex = part->tag == KS_XSD_COMPLEX_TYPE;
    const ks_schema_part *around = is_complex ? part->first_child : part;
    const ks_schema_part *how = around == NULL ? NULL : around->first_child;
    const ks_type *base =
        how == NULL || how->type == NULL ? NULL : ks_types_type(reader->types, how->type);
    return base != NULL && is_seen(part->home, how->type) && !base->is_undecided &&
           base->is_complex == is_complex && base->content == KS_CONTENT_SIMPLE &&
           base->simple != NULL &&
           (base->simple->form != KS_XS_ANY || base->simple->variety != KS_VARIETY_ATOMIC) &&
           are_plain_facets(how, base->simple);
}

/* e-props-correct: derived from the head's type, and no ring of heads. */
static bool is_plain_head(const ks_schema_part *part, const ks_element *element)
{
    const ks_element *head = element->head;
    size_t steps = 0;
    if (part->head == NULL) {
        return true;
    }
    if (head == NULL || head->type == NULL || !is_seen(part->home, part->head) ||
        !ks_type_derives(element->type, head->type, 0)) {
        return false;
    }
    while (head != NULL && steps < HEAD_LIMIT) {
        head = head->head;
        steps++;
    }
    return head == NULL;
}

static bool is_plain_element(const ks_type_reader *reader, const ks_schema_part *part)
{
    const ks_element *element = ks_types_element(reader->types, part->name);
    if (element == NULL || element->type == NULL ||
        (part->type != NULL && !is_seen(part->home, part->type))) {
        return false;
    }
    return is_plain_head(part, element) &&
           (part->first_child == NULL || is_plain_type(reader, part->first_child));
}

bool ks_are_plain(const ks_type_reader *reader)
{
    bool is_plain = reader->is_plain;
    for (const ks_map_entry *e = ks_map_first(&reader->elements); e != NULL && is_plain;
         e = ks_map_next(e)) {
        const ks_schema_part *part = ks_map_entry_value(e);
        is_plain = !part->home->is_held || is_plain_element(reader, part);
    }
    for (const ks_map_entry *e = ks_map_first(&reader->type_parts); e != NULL && is_plain;
         e = ks_map_next(e)) {
        const ks_schema_part *part = ks_map_entry_value(e);
        is_plain = !part->home->is_held || is_plain_type(reader, part);
    }
    return is_plain;
}

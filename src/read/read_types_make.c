/* Declarations, made when they are asked for. */
#include <string.h>

#include "read_types_parts.h"

enum { STATE_NEW, STATE_BEGUN, STATE_DONE };

unsigned ks_parse_block(const char *text)
{
    unsigned block = 0;
    ks_sv rest = ks_sv_from(text);
    for (ks_sv word = ks_sv_next_token(&rest); word.len > 0; word = ks_sv_next_token(&rest)) {
        block |= ks_sv_is(word, "#all") ? KS_BY_EXTENSION | KS_BY_RESTRICTION | KS_BY_SUBSTITUTION
                 : ks_sv_is(word, "extension")    ? KS_BY_EXTENSION
                 : ks_sv_is(word, "restriction")  ? KS_BY_RESTRICTION
                 : ks_sv_is(word, "substitution") ? KS_BY_SUBSTITUTION
                                                  : 0;
    }
    return block;
}

static unsigned block_of(const ks_schema_part *part)
{
    const char *block = ks_part_text_of(part, KS_KEY_BLOCK);
    return ks_parse_block(block == NULL ? part->home->block : block);
}

/* A type that will be completed later; `name` is NULL for one that has none. */
static ks_status add_type(ks_type_reader *reader, ks_schema_part *part, const ks_qname *name,
                          ks_type **out)
{
    ks_type *type = ks_arena_zero(&reader->types->arena, 1, sizeof *type);
    ks_type **slot = type == NULL ? NULL : ks_vec_add(&reader->waiting);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *type = (ks_type){.name = name, .part = part, .is_complex = part->tag == KS_XSD_COMPLEX_TYPE};
    *slot = type;
    *out = type;
    return name == NULL ? KS_OK : ks_map_set_ptr(&reader->types->types, name, type);
}

ks_status ks_get_type(ks_type_reader *reader, const ks_qname *name, ks_type **out)
{
    *out = ks_map_get_ptr(&reader->types->types, name);
    if (*out != NULL) {
        return KS_OK;
    }
    ks_schema_part *part = ks_map_get_ptr(&reader->type_parts, name);
    return part == NULL ? KS_OK : add_type(reader, part, name, out);
}

/* A simple type as a base: its value is the content. */
static void take_simple_base(ks_type *type, const ks_type *base)
{
    type->base = base;
    type->simple = base->simple;
    type->is_undecided = type->is_undecided || base->is_undecided;
}

/* 3.4.2: a restriction may begin with a simple type of its own to restrict. */
static ks_status restrict_simple(ks_type_reader *reader, const ks_schema_part *how, ks_type *type)
{
    const ks_schema_part *inside = ks_part_child(how, KS_XSD_SIMPLE_TYPE);
    const ks_simple_type *from = type->simple;
    ks_status status = inside == NULL ? KS_OK : ks_make_simple(reader, inside, &from);
    if (status != KS_OK || from == NULL) {
        return status;
    }
    return ks_make_restricted(reader, how, from, NULL, &type->simple);
}

static ks_status make_simple_content(ks_type_reader *reader, const ks_schema_part *how,
                                     ks_type *type)
{
    const ks_type *base = NULL;
    ks_status status = how->type == NULL ? KS_OK : ks_get_completed(reader, how->type, &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    take_simple_base(type, base);
    type->content = KS_CONTENT_SIMPLE;
    if (type->derived == KS_BY_RESTRICTION) {
        status = restrict_simple(reader, how, type);
    }
    type->is_undecided = type->is_undecided || type->simple == NULL;
    return status == KS_OK ? ks_make_attributes(reader, how, type) : status;
}

static void set_content(ks_type *type, const ks_schema_part *how, bool is_mixed)
{
    bool is_extension = type->derived == KS_BY_EXTENSION;
    if (is_extension && ks_part_particle(how) == NULL && type->base->content != KS_CONTENT_EMPTY) {
        type->content = type->base->content;
        type->simple = type->base->simple;
    } else {
        type->content = is_mixed              ? KS_CONTENT_MIXED
                        : type->model == NULL ? KS_CONTENT_EMPTY
                                              : KS_CONTENT_ELEMENTS;
    }
}

/* `how` holds the particle and the attributes. */
static ks_status make_complex_content(ks_type_reader *reader, const ks_schema_part *how,
                                      bool is_mixed, ks_type *type)
{
    type->is_undecided = type->is_undecided || type->base->is_undecided;
    ks_status status = ks_make_content(reader, how, type);
    if (status == KS_OK) {
        set_content(type, how, is_mixed);
        status = ks_make_attributes(reader, how, type);
    }
    return status;
}

static const ks_schema_part *derivation_of(const ks_schema_part *content, ks_type *type)
{
    const ks_schema_part *how = ks_part_child(content, KS_XSD_EXTENSION);
    type->derived = how != NULL ? KS_BY_EXTENSION : KS_BY_RESTRICTION;
    return how != NULL ? how : ks_part_child(content, KS_XSD_RESTRICTION);
}

static ks_status make_derived(ks_type_reader *reader, const ks_schema_part *part,
                              const ks_schema_part *content, ks_type *type)
{
    const ks_schema_part *how = derivation_of(content, type);
    const ks_type *base = NULL;
    if (how == NULL) {
        return KS_OK;
    }
    if (content->tag == KS_XSD_SIMPLE_CONTENT) {
        return make_simple_content(reader, how, type);
    }
    ks_status status = how->type == NULL ? KS_OK : ks_get_completed(reader, how->type, &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    type->base = base;
    bool is_mixed = content->says_mixed ? content->is_mixed : part->is_mixed;
    return make_complex_content(reader, how, is_mixed, type);
}

static ks_status complete_complex(ks_type_reader *reader, const ks_schema_part *part, ks_type *type)
{
    const ks_schema_part *content = ks_part_child(part, KS_XSD_SIMPLE_CONTENT);
    content = content != NULL ? content : ks_part_child(part, KS_XSD_COMPLEX_CONTENT);
    type->is_abstract = part->is_abstract;
    type->block = block_of(part) & (KS_BY_EXTENSION | KS_BY_RESTRICTION);
    if (content != NULL) {
        ks_status status = make_derived(reader, part, content, type);
        type->is_undecided = type->is_undecided || type->base == NULL;
        return status;
    }
    ks_type plain = {0}; /* attributes of anyType are not inherited */
    type->derived = KS_BY_RESTRICTION;
    type->base = &plain;
    ks_status status = make_complex_content(reader, part, part->is_mixed, type);
    type->base = reader->types->any_type;
    return status;
}

static ks_status complete_simple(ks_type_reader *reader, const ks_schema_part *part, ks_type *type)
{
    ks_status status = ks_make_simple(reader, part, &type->simple);
    type->content = KS_CONTENT_SIMPLE;
    type->is_undecided = type->simple == NULL;
    return status;
}

static ks_status complete(ks_type_reader *reader, ks_type *type)
{
    const ks_schema_part *part = type->part;
    if (part == NULL || type->state != STATE_NEW) {
        return KS_OK;
    }
    if (reader->nesting == KS_NESTING_LIMIT) {
        type->is_undecided = true;
        return KS_OK;
    }
    type->state = STATE_BEGUN;
    reader->nesting++;
    ks_status status = type->is_complex ? complete_complex(reader, part, type)
                                        : complete_simple(reader, part, type);
    reader->nesting--;
    type->state = STATE_DONE;
    return status;
}

ks_status ks_get_completed(ks_type_reader *reader, const ks_qname *name, const ks_type **out)
{
    ks_type *type = NULL;
    ks_status status = ks_get_type(reader, name, &type);
    if (status == KS_OK && type != NULL) {
        status = complete(reader, type);
        /* A ring of types is an error of the schema. */
        bool is_done = type->part == NULL || type->state == STATE_DONE;
        type = is_done ? type : NULL;
    }
    *out = type;
    return status;
}

static ks_status get_element_type(ks_type_reader *reader, const ks_schema_part *part,
                                  ks_element *element)
{
    ks_type *type = NULL;
    ks_schema_part *inside = ks_part_child(part, KS_XSD_COMPLEX_TYPE);
    inside = inside != NULL ? inside : ks_part_child(part, KS_XSD_SIMPLE_TYPE);
    ks_status status = KS_OK;
    if (part->type != NULL) {
        status = ks_get_type(reader, part->type, &type);
        element->type = type;
    } else if (inside != NULL) {
        status = add_type(reader, inside, NULL, &type);
        element->type = type;
    } else if (part->head != NULL) {
        element->type = element->head == NULL ? NULL : element->head->type;
    } else {
        element->type = reader->types->any_type;
    }
    return status;
}

ks_status ks_make_element(ks_type_reader *reader, const ks_schema_part *part, ks_element *out)
{
    const char *form = ks_part_text_of(part, KS_KEY_FORM);
    bool is_qualified = out->is_global || (form != NULL ? strcmp(form, "qualified") == 0
                                                        : part->home->are_elements_qualified);
    out->name = part->name;
    if (!is_qualified && part->name != NULL) {
        out->name = ks_names_qname(reader->types->names, KS_SV(""), ks_sv_from(part->name->local));
    }
    out->is_nillable = part->is_nillable;
    out->is_abstract = part->is_abstract;
    out->is_undecided = ks_part_child(part, KS_XSD_IDENTITY) != NULL;
    reader->types->is_undecided = reader->types->is_undecided || out->is_undecided;
    out->block = block_of(part);
    out->fixed = ks_part_text_of(part, KS_KEY_FIXED);
    out->preset = ks_part_text_of(part, KS_KEY_DEFAULT);
    return out->name == NULL ? KS_ERR_MEMORY : get_element_type(reader, part, out);
}

ks_status ks_get_element(ks_type_reader *reader, const ks_qname *name, const ks_element **out)
{
    *out = ks_map_get_ptr(&reader->types->elements, name);
    const ks_schema_part *part = *out != NULL ? NULL : ks_map_get_ptr(&reader->elements, name);
    if (part == NULL) {
        return KS_OK;
    }
    ks_element *element = ks_arena_zero(&reader->types->arena, 1, sizeof *element);
    if (element == NULL) {
        return KS_ERR_MEMORY;
    }
    element->is_global = true;
    *out = element;
    ks_status status = ks_map_set_ptr(&reader->types->elements, name, element);
    if (status == KS_OK && part->head != NULL && reader->nesting < KS_NESTING_LIMIT) {
        reader->nesting++;
        status = ks_get_element(reader, part->head, &element->head);
        reader->nesting--;
    } else if (part->head != NULL) {
        reader->types->is_undecided = true;
    }
    return status == KS_OK ? ks_make_element(reader, part, element) : status;
}

ks_status ks_get_attribute(ks_type_reader *reader, const ks_qname *name, const ks_attribute **out)
{
    *out = ks_map_get_ptr(&reader->types->attributes, name);
    const ks_schema_part *part = *out != NULL ? NULL : ks_map_get_ptr(&reader->attributes, name);
    if (part == NULL) {
        return KS_OK;
    }
    ks_attribute *attribute = ks_arena_zero(&reader->types->arena, 1, sizeof *attribute);
    if (attribute == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_make_attribute(reader, part, attribute);
    if (status == KS_OK) {
        status = ks_map_set_ptr(&reader->types->attributes, name, attribute);
    }
    *out = attribute;
    return status;
}

static ks_status make_elements(ks_type_reader *reader)
{
    ks_status status = KS_OK;
    for (ks_map_entry *e = ks_map_first(&reader->elements); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_schema_part *part = ks_map_entry_value(e);
        const ks_element *element = NULL;
        status = ks_get_element(reader, part->name, &element);
    }
    for (ks_map_entry *e = ks_map_first(&reader->attributes); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_schema_part *part = ks_map_entry_value(e);
        const ks_attribute *attribute = NULL;
        status = ks_get_attribute(reader, part->name, &attribute);
    }
    for (ks_map_entry *e = ks_map_first(&reader->type_parts); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_schema_part *part = ks_map_entry_value(e);
        ks_type *type = NULL;
        status = ks_get_type(reader, part->name, &type);
    }
    return status;
}

ks_status ks_type_reader_finish(ks_type_reader *reader)
{
    ks_status status = make_elements(reader);
    for (size_t i = 0; i < reader->waiting.count && status == KS_OK; i++) {
        status = complete(reader, reader->waiting.items[i]);
    }
    for (size_t i = 0; i < reader->waiting.count; i++) {
        ks_type *type = reader->waiting.items[i];
        reader->types->is_undecided = reader->types->is_undecided || type->is_undecided;
        type->part = NULL;
    }
    reader->waiting.count = 0;
    reader->types->is_plain = status == KS_OK && ks_are_plain(reader);
    return status;
}

/* Segment and scenario of a context (XBRL 2.1 4.7.3.2, 4.7.4): put down as text that is the same
 * for s-equal content (4.10), and the values of dimensions in it (Dimensions 1.0 3.1.4). */
#include <stdlib.h>
#include <string.h>

#include "read_instance_parts.h"

static void add_name(ks_str *out, const ks_qname *name)
{
    ks_str_add_char(out, '{');
    ks_str_add(out, name->ns);
    ks_str_add_char(out, '}');
    ks_str_add(out, name->local);
}

/* An attribute that is there, or that its declaration puts there. */
typedef struct ks_typed_value {
    const ks_qname *name;
    ks_sv text;
    const ks_simple_type *type; /* or NULL */
} ks_typed_value;

static int compare_names(const void *a, const void *b)
{
    const ks_qname *left = ((const ks_typed_value *)a)->name;
    const ks_qname *right = ((const ks_typed_value *)b)->name;
    int order = strcmp(left->ns, right->ns);
    return order != 0 ? order : strcmp(left->local, right->local);
}

/* NaN is not even itself, so each place has a number of its own. */
static ks_status add_value(ks_instance_reader *reader, const ks_simple_type *type, ks_sv text)
{
    ks_str *out = &reader->content.text;
    return ks_typed_add(out, &reader->arena, type, text, ++reader->content.place_count);
}

static ks_status note_id(ks_instance_reader *reader, ks_xml_stream *stream,
                         const ks_typed_value *attr)
{
    return ks_typed_is_id(attr->type)
               ? ks_read_add_id(reader, ks_sv_trim(attr->text), false,
                                &(ks_id_target){.place = ks_xml_place(stream)})
               : KS_OK;
}

/* As in read_typed.c: more is not met. */
enum { DEFAULT_LIMIT = 2000 };

static size_t add_defaults(const ks_type *type, const ks_xml_attr *attrs, size_t count,
                           ks_typed_value *out)
{
    size_t added = 0;
    for (size_t i = 0; type != NULL && i < type->attribute_count; i++) {
        const char *text = ks_typed_attribute_default(&type->attributes[i]);
        if (text != NULL && i < DEFAULT_LIMIT &&
            ks_read_find(attrs, count, type->attributes[i].name) == NULL) {
            out[added++] = (ks_typed_value){type->attributes[i].name, ks_sv_from(text),
                                            type->attributes[i].type};
        }
    }
    return added;
}

/* In any order, with those that have a default. */
static ks_status add_attributes(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_type *type, const ks_xml_attr *attrs, size_t count)
{
    enum { USUAL = 16 };
    const ks_types *types = reader->instance->taxonomy->types;
    size_t most = count + (type == NULL ? 0 : type->attribute_count);
    ks_typed_value usual[USUAL];
    ks_typed_value *all = most <= USUAL ? usual : ks_arena_zero(&reader->arena, most, sizeof *all);
    if (all == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const ks_attribute *declared = ks_typed_attribute(types, type, attrs[i].name);
        all[i] = (ks_typed_value){attrs[i].name, attrs[i].value,
                                  declared == NULL ? NULL : declared->type};
    }
    size_t total = count + add_defaults(type, attrs, count, all + count);
    if (total > 1) {
        qsort(all, total, sizeof *all, compare_names);
    }
    ks_status status = KS_OK;
    for (size_t i = 0; i < total && status == KS_OK; i++) {
        ks_str_add_char(&reader->content.text, ' ');
        add_name(&reader->content.text, all[i].name);
        status = add_value(reader, all[i].type, all[i].text);
        if (status == KS_OK) {
            status = note_id(reader, stream, &all[i]);
        }
    }
    return status;
}

/* Text between elements counts where it is more than white space. */
static ks_status flush_text(ks_instance_reader *reader)
{
    ks_sv text = ks_str_view(&reader->text);
    ks_status status = ks_sv_trim(text).len > 0 ? add_value(reader, NULL, text) : KS_OK;
    ks_str_clear(&reader->text);
    return status;
}

/* 4.7.3.2, 4.7.4: nothing of XBRL itself may stand inside. Of the outermost elements the schema
 * says so too. */
static void check_element(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    bool is_outermost = reader->depth == reader->content.depth + 1;
    bool is_wrong = strcmp(name->ns, KS_NS_XBRLI) == 0
                        ? !(reader->is_checked && is_outermost)
                        : ks_taxonomy_find(reader->instance->taxonomy, name) != NULL;
    if (!is_wrong) {
        return;
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_XBRL_IN_CONTEXT, ks_xml_place(stream), name->local,
              reader->content.is_scenario ? "scenario" : "segment", reader->context.id);
}

/* Dimensions 1.0 3.1.4.4, 3.1.4.5: a member names a dimension. Where the schema of members is a
 * part of the taxonomy, it is asked. */
static ks_status tell_nameless(ks_instance_reader *reader, ks_xml_stream *stream,
                               const ks_qname *name, const ks_xml_attr *axis)
{
    const ks_types *types = reader->instance->taxonomy->types;
    reader->context.has_nameless_member = true;
    if (reader->is_checked && types != NULL && ks_types_element(types, name) != NULL) {
        return KS_OK;
    }
    if (axis == NULL) {
        KS_REPORT(reader->sink, KS_F_XML_MISSING_ATTRIBUTE, ks_xml_place(stream), name->local,
                  "dimension");
        return KS_OK;
    }
    const char *text = ks_arena_text(&reader->arena, axis->value);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(reader->sink,
              name == reader->names.typed_member ? KS_F_DIMENSION_NOT_TYPED
                                                 : KS_F_DIMENSION_NOT_EXPLICIT,
              ks_xml_place(stream), reader->context.id, text);
    return KS_OK;
}

static ks_status begin_member(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_segment *content = &reader->content;
    const ks_xml_attr *axis = ks_read_find(attrs, count, reader->names.dimension);
    content->dimension = (ks_dimension){.is_scenario = content->is_scenario};
    content->has_second = false;
    bool is_member = name == reader->names.explicit_member || name == reader->names.typed_member;
    ks_status status =
        is_member && axis != NULL
            ? ks_xml_resolve_qname(stream, axis->value, &content->dimension.dimension)
            : KS_REFUSED;
    if (status == KS_REFUSED) {
        *(content->is_scenario ? &reader->context.has_other_scenario
                               : &reader->context.has_other_segment) = true;
        return is_member ? tell_nameless(reader, stream, name, axis) : KS_OK;
    }
    content->dimension.place = ks_xml_place(stream);
    content->dimension.value = name == reader->names.typed_member ? "" : NULL;
    content->error_count = reader->sink == NULL ? 0 : ks_sink_errors(reader->sink);
    ks_str_clear(&content->characters);
    return status;
}

static ks_status open_inside(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_segment *content = &reader->content;
    check_element(reader, stream, name);
    if (reader->depth == content->depth + 1) {
        return begin_member(reader, stream, name, attrs, count);
    }
    if (reader->depth == content->depth + 2 && content->dimension.value != NULL) {
        if (content->dimension.domain != NULL) {
            content->has_second = true;
            return KS_OK;
        }
        const ks_xml_attr *nil = ks_read_find(attrs, count, reader->names.nil);
        content->dimension.domain = name;
        content->dimension.is_nil = nil != NULL && (ks_sv_is(ks_sv_trim(nil->value), "true") ||
                                                    ks_sv_is(ks_sv_trim(nil->value), "1"));
        content->element_begin = content->text.len;
    }
    return KS_OK;
}

/* What the schemas say of an element; xsi:type goes before what is declared. */
static ks_status declare(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                         const ks_xml_attr *attrs, size_t count, ks_declared *out)
{
    const ks_types *types = reader->instance->taxonomy->types;
    const ks_segment *content = &reader->content;
    const ks_xml_attr *type = ks_read_find(attrs, count, reader->names.type);
    const ks_qname *type_name = NULL;
    bool is_inside = content->open.count > 0;
    *out = ks_typed_child(
        types, is_inside ? content->open.items[content->open.count - 1].type : NULL, name);
    if (types == NULL || type == NULL) {
        return KS_OK;
    }
    ks_status status = ks_xml_resolve_qname(stream, type->value, &type_name);
    if (status == KS_OK) {
        out->type = ks_types_type(types, type_name);
    }
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status push(ks_segment *content, ks_declared declared)
{
    ks_declared *slot = ks_vec_add(&content->open);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = declared;
    return KS_OK;
}

ks_status ks_read_content_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_segment *content = &reader->content;
    ks_declared declared;
    ks_status status = declare(reader, stream, name, attrs, count, &declared);
    if (status == KS_OK) {
        status = push(content, declared);
    }
    if (status != KS_OK) {
        return status;
    }
    if (content->depth == 0) {
        content->depth = reader->depth;
        content->is_scenario = name == reader->names.scenario;
        ks_str_clear(&reader->text);
    } else {
        status = flush_text(reader);
        if (status == KS_OK) {
            status = open_inside(reader, stream, name, attrs, count);
        }
    }
    ks_str_add_char(&content->text, '<');
    add_name(&content->text, name);
    content->has_children = false;
    reader->is_collecting = true;
    return status == KS_OK ? add_attributes(reader, stream, declared.type, attrs, count) : status;
}

static ks_status keep_member(ks_instance_reader *reader)
{
    ks_segment *content = &reader->content;
    ks_dimension *slot = ks_vec_add(&content->dimensions);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = content->dimension;
    content->dimension.dimension = NULL;
    slot->is_invalid =
        content->has_second || (reader->is_checked && slot->value != NULL && reader->sink != NULL &&
                                ks_sink_errors(reader->sink) > content->error_count);
    if (slot->domain == NULL) {
        return KS_OK;
    }
    slot->text = ks_arena_text(&reader->arena, ks_str_view(&content->characters));
    return slot->text == NULL ? KS_ERR_MEMORY : ks_str_status(&content->characters);
}

/* The name in an explicit member; one that is none is for its type to tell. */
static ks_status take_name(ks_instance_reader *reader, ks_xml_stream *stream)
{
    ks_status status = ks_str_status(&reader->text);
    if (status == KS_OK) {
        status = ks_xml_resolve_qname(stream, ks_str_view(&reader->text),
                                      &reader->content.dimension.member);
    }
    return status == KS_REFUSED ? KS_OK : status;
}

/* What stands in a typed member, from the element inside on. */
static ks_status take_typed(ks_instance_reader *reader)
{
    ks_segment *content = &reader->content;
    ks_sv value = {content->text.ptr + content->element_begin,
                   content->text.len - content->element_begin};
    content->dimension.value = ks_names_text(reader->instance->names, value);
    return content->dimension.value == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* 4.10: what is empty has the default, if there is one. */
static ks_status add_content(ks_instance_reader *reader, ks_declared declared)
{
    ks_sv text = ks_str_view(&reader->text);
    const char *preset = text.len > 0 ? NULL : ks_typed_content_default(declared.element);
    return add_value(reader, ks_typed_content(declared.type),
                     preset == NULL ? text : ks_sv_from(preset));
}

static ks_status close_text(ks_instance_reader *reader)
{
    ks_segment *content = &reader->content;
    const ks_declared declared = content->open.items[--content->open.count];
    ks_status status = content->has_children ? flush_text(reader) : add_content(reader, declared);
    ks_str_clear(&reader->text);
    ks_str_add_char(&content->text, '>');
    content->has_children = true;
    return status;
}

/* The end of something in a member, or of a member itself. */
static ks_status close_inside(ks_instance_reader *reader, size_t inside)
{
    const ks_dimension *dimension = &reader->content.dimension;
    if (dimension->dimension == NULL) {
        return KS_OK;
    }
    if (inside == 2 && dimension->domain != NULL) {
        return take_typed(reader);
    }
    return inside == 1 ? keep_member(reader) : KS_OK;
}

ks_status ks_read_content_end(ks_instance_reader *reader, ks_xml_stream *stream)
{
    ks_segment *content = &reader->content;
    ks_status status = KS_OK;
    size_t inside = reader->depth - content->depth;
    if (inside == 1 && content->dimension.dimension != NULL && content->dimension.value == NULL) {
        status = take_name(reader, stream);
    }
    if (inside >= 2 && content->dimension.value != NULL) {
        ks_str_add_sv(&content->characters, ks_str_view(&reader->text));
    }
    if (status == KS_OK) {
        status = close_text(reader);
    }
    if (status == KS_OK) {
        status = close_inside(reader, inside);
    }
    if (inside == 0) {
        content->depth = 0;
        reader->is_collecting = false;
    }
    return status;
}

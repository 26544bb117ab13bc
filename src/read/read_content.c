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

/* The length in front keeps values apart from what surrounds them. */
static void add_value(ks_str *out, ks_sv value)
{
    ks_str_add_u64(out, value.len);
    ks_str_add_char(out, ':');
    ks_str_add_sv(out, value);
}

static int compare_attributes(const void *a, const void *b)
{
    const ks_qname *left = (*(const ks_xml_attr *const *)a)->name;
    const ks_qname *right = (*(const ks_xml_attr *const *)b)->name;
    int order = strcmp(left->ns, right->ns);
    return order != 0 ? order : strcmp(left->local, right->local);
}

/* The order of attributes does not matter. */
static ks_status add_attributes(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    enum { USUAL = 16 };
    const ks_xml_attr *usual[USUAL];
    const ks_xml_attr **sorted =
        count <= USUAL ? usual : ks_arena_zero(&reader->arena, count, sizeof *sorted);
    if (sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &attrs[i];
    }
    if (count > 1) {
        qsort(sorted, count, sizeof *sorted, compare_attributes);
    }
    for (size_t i = 0; i < count; i++) {
        ks_str_add_char(&reader->content.text, ' ');
        add_name(&reader->content.text, sorted[i]->name);
        ks_str_add_char(&reader->content.text, '=');
        add_value(&reader->content.text, sorted[i]->value);
    }
    return KS_OK;
}

/* Text between elements counts where it is more than white space. */
static void flush_text(ks_instance_reader *reader)
{
    ks_sv text = ks_str_view(&reader->text);
    if (ks_sv_trim(text).len > 0) {
        ks_str_add_char(&reader->content.text, '"');
        add_value(&reader->content.text, text);
    }
    ks_str_clear(&reader->text);
}

/* 4.7.3.2, 4.7.4: nothing of XBRL itself may stand inside. */
static void check_element(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    if (strcmp(name->ns, KS_NS_XBRLI) != 0 &&
        ks_taxonomy_find(reader->instance->taxonomy, name) == NULL) {
        return;
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_XBRL_IN_CONTEXT, ks_xml_place(stream), name->local,
              reader->content.is_scenario ? "scenario" : "segment", reader->context.id);
}

static ks_status begin_member(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_segment *content = &reader->content;
    const ks_xml_attr *axis = ks_read_find(attrs, count, reader->names.dimension);
    content->dimension = (ks_dimension){.is_scenario = content->is_scenario};
    bool is_member = name == reader->names.explicit_member || name == reader->names.typed_member;
    ks_status status =
        is_member && axis != NULL
            ? ks_xml_resolve_qname(stream, axis->value, &content->dimension.dimension)
            : KS_REFUSED;
    if (status == KS_REFUSED) {
        *(content->is_scenario ? &reader->context.has_other_scenario
                               : &reader->context.has_other_segment) = true;
        return KS_OK;
    }
    content->dimension.place = ks_xml_place(stream);
    content->dimension.value = name == reader->names.typed_member ? "" : NULL;
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
    if (reader->depth == content->depth + 2 && content->dimension.value != NULL &&
        content->dimension.domain == NULL) {
        content->dimension.domain = name;
        content->element_begin = content->text.len;
    }
    return KS_OK;
}

ks_status ks_read_content_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_segment *content = &reader->content;
    ks_status status = KS_OK;
    if (content->depth == 0) {
        content->depth = reader->depth;
        content->is_scenario = name == reader->names.scenario;
        ks_str_clear(&reader->text);
    } else {
        flush_text(reader);
        status = open_inside(reader, stream, name, attrs, count);
    }
    ks_str_add_char(&content->text, '<');
    add_name(&content->text, name);
    content->has_children = false;
    reader->is_collecting = true;
    return status == KS_OK ? add_attributes(reader, attrs, count) : status;
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
    if (slot->domain != NULL) {
        slot->text = ks_arena_text(&reader->arena, ks_str_view(&content->characters));
        return slot->text == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return KS_OK;
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

static ks_status close_member(ks_instance_reader *reader)
{
    return reader->content.dimension.dimension == NULL ? KS_OK : keep_member(reader);
}

static void close_text(ks_instance_reader *reader)
{
    ks_segment *content = &reader->content;
    if (content->has_children) {
        flush_text(reader);
    } else {
        ks_str_add_char(&content->text, '"');
        add_value(&content->text, ks_str_view(&reader->text));
        ks_str_clear(&reader->text);
    }
    ks_str_add_char(&content->text, '>');
    content->has_children = true;
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
    close_text(reader);
    if (inside == 2 && content->dimension.dimension != NULL && content->dimension.domain != NULL) {
        status = take_typed(reader);
    } else if (inside == 1 && status == KS_OK) {
        status = close_member(reader);
    } else if (inside == 0) {
        content->depth = 0;
        reader->is_collecting = false;
    }
    return status;
}

#include "xml_feed.h"

#include "xml_stream_parts.h"

static const xmlChar *name_or_null(const char *text)
{
    return text == NULL || *text == '\0' ? NULL : (const xmlChar *)text;
}

/* What libxml2's parser would hand to its validator: two names a binding, five an attribute. */
static bool add_name(ks_xml_stream *stream, const xmlChar *name)
{
    const xmlChar **slot = ks_vec_add(&stream->fed_names);
    if (slot != NULL) {
        *slot = name;
    }
    return slot != NULL;
}

static bool add_attribute(ks_xml_stream *stream, const ks_xml_attr *attr)
{
    const char *prefix =
        attr->name->ns[0] == '\0' ? NULL : ks_xml_prefix(stream, attr->name->ns, true);
    const xmlChar *begin = (const xmlChar *)attr->value.ptr;
    return add_name(stream, (const xmlChar *)attr->name->local) &&
           add_name(stream, name_or_null(prefix)) &&
           add_name(stream, name_or_null(attr->name->ns)) && add_name(stream, begin) &&
           add_name(stream, begin + attr->value.len);
}

static ks_status show_validator(ks_xml_stream *stream, const ks_xml_fed_start *start)
{
    bool is_complete = true;
    if (!stream->validator.is_active) {
        return KS_OK;
    }
    stream->fed_names.count = 0;
    for (size_t i = 0; i < start->binding_count && is_complete; i++) {
        is_complete = add_name(stream, name_or_null(start->bindings[i].prefix)) &&
                      add_name(stream, (const xmlChar *)start->bindings[i].ns);
    }
    for (size_t i = 0; i < start->attr_count && is_complete; i++) {
        is_complete = add_attribute(stream, &start->attrs[i]);
    }
    if (!is_complete) {
        return KS_ERR_MEMORY;
    }
    const char *prefix = ks_xml_prefix(stream, start->name->ns, false);
    const ks_xml_start shown = {
        .name = {(const xmlChar *)start->name->local, name_or_null(prefix),
                 name_or_null(start->name->ns)},
        .namespaces = stream->fed_names.items,
        .namespace_count = (int)start->binding_count,
        .attributes = stream->fed_names.items + 2 * start->binding_count,
        .attribute_count = (int)start->attr_count,
    };
    return ks_xml_validator_start(&stream->validator, &shown);
}

ks_status ks_xml_feed_start(ks_xml_stream *stream, const ks_xml_fed_start *start)
{
    for (size_t i = 0; i < start->binding_count; i++) {
        ks_xml_binding *bound = ks_vec_add(&stream->bindings);
        if (bound == NULL) {
            return KS_ERR_MEMORY;
        }
        *bound = start->bindings[i];
    }
    stream->fed_place = start->place;
    stream->element_place = start->place;
    ks_status status = ks_xml_stream_push(stream, start->binding_count);
    if (status == KS_OK) {
        status = show_validator(stream, start);
    }
    if (status != KS_OK) {
        return status;
    }
    return stream->handler->start(stream, stream->user, start->name, start->attrs,
                                  start->attr_count);
}

ks_status ks_xml_feed_text(ks_xml_stream *stream, ks_place place, ks_sv text)
{
    stream->fed_place = place;
    if (stream->validator.is_active && text.len > 0) {
        stream->validator.events->characters(stream->validator.events_user,
                                             (const xmlChar *)text.ptr, (int)text.len);
    }
    return stream->handler->text == NULL ? KS_OK
                                         : stream->handler->text(stream, stream->user, text);
}

ks_status ks_xml_feed_end(ks_xml_stream *stream, ks_place place, const ks_qname *name)
{
    stream->fed_place = place;
    ks_xml_validator_end(&stream->validator);
    ks_status status = stream->handler->end(stream, stream->user, name);
    ks_xml_stream_pop(stream);
    return status;
}

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

static ks_status show_validator(ks_xml_stream *stream, const ks_xml_fed_start *start,
                                const ks_qname *name)
{
    const ks_xml_binding *own =
        stream->bindings.items + stream->bindings.count - start->binding_count;
    bool is_complete = true;
    if (!stream->validator.is_active) {
        return KS_OK;
    }
    stream->fed_names.count = 0;
    for (size_t i = 0; i < start->binding_count && is_complete; i++) {
        is_complete = add_name(stream, name_or_null(own[i].prefix)) &&
                      add_name(stream, (const xmlChar *)own[i].ns);
    }
    for (size_t i = 0; i < start->attr_count && is_complete; i++) {
        is_complete = add_attribute(stream, &stream->attrs.items[i]);
    }
    if (!is_complete) {
        return KS_ERR_MEMORY;
    }
    const char *prefix = ks_xml_prefix(stream, name->ns, false);
    const ks_xml_start shown = {
        .name = {(const xmlChar *)name->local, name_or_null(prefix), name_or_null(name->ns)},
        .namespaces = stream->fed_names.items,
        .namespace_count = (int)start->binding_count,
        .attributes = stream->fed_names.items + 2 * start->binding_count,
        .attribute_count = (int)start->attr_count,
    };
    return ks_xml_validator_start(&stream->validator, &shown);
}

/* The same name in the stream's own table, which may be another than the producer's. */
static const ks_qname *own_name(ks_xml_stream *stream, const ks_qname *name)
{
    return ks_xml_names_find(&stream->names, name->local, name->ns[0] == '\0' ? NULL : name->ns);
}

static ks_status take_fed_bindings(ks_xml_stream *stream, const ks_xml_fed_start *start)
{
    ks_names *names = stream->source->names;
    for (size_t i = 0; i < start->binding_count; i++) {
        const ks_xml_binding own = {ks_names_text(names, ks_sv_from(start->bindings[i].prefix)),
                                    ks_names_text(names, ks_sv_from(start->bindings[i].ns))};
        ks_xml_binding *bound =
            own.prefix == NULL || own.ns == NULL ? NULL : ks_vec_add(&stream->bindings);
        if (bound == NULL) {
            return KS_ERR_MEMORY;
        }
        *bound = own;
    }
    return KS_OK;
}

static ks_status take_fed_attributes(ks_xml_stream *stream, const ks_xml_fed_start *start)
{
    stream->attrs.count = 0;
    for (size_t i = 0; i < start->attr_count; i++) {
        const ks_qname *name = own_name(stream, start->attrs[i].name);
        ks_xml_attr *attr = name == NULL ? NULL : ks_vec_add(&stream->attrs);
        if (attr == NULL) {
            return KS_ERR_MEMORY;
        }
        *attr = (ks_xml_attr){name, start->attrs[i].value};
    }
    return KS_OK;
}

const ks_xml_source *ks_xml_feed_source(const ks_xml_stream *stream)
{
    return stream->source;
}

ks_status ks_xml_feed_start(ks_xml_stream *stream, const ks_xml_fed_start *start)
{
    const ks_qname *name = own_name(stream, start->name);
    ks_status status = name == NULL ? KS_ERR_MEMORY : take_fed_bindings(stream, start);
    if (status == KS_OK) {
        status = take_fed_attributes(stream, start);
    }
    if (status != KS_OK) {
        return status;
    }
    if ((++stream->element_count & KS_XML_CANCEL_MASK) == 0) {
        ks_status wanted = ks_sink_check_cancelled(stream->source->sink);
        if (wanted != KS_OK) {
            return wanted;
        }
    }
    stream->fed_place = start->place;
    stream->element_place = start->place;
    status = ks_xml_stream_push(stream, start->binding_count);
    if (status == KS_OK) {
        status = show_validator(stream, start, name);
    }
    if (status != KS_OK) {
        return status;
    }
    return stream->handler->start(stream, stream->user, name, stream->attrs.items,
                                  stream->attrs.count);
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
    const ks_qname *own = own_name(stream, name);
    ks_status status =
        own == NULL ? KS_ERR_MEMORY : stream->handler->end(stream, stream->user, own);
    ks_xml_stream_pop(stream);
    return status;
}

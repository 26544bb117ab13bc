#include "xml_copy.h"

#include <string.h>

#include "base_namespaces.h"
#include "xml_stream_parts.h"

/* A name with its prefix. */
typedef struct written_name {
    const char *prefix; /* interned */
    const char *text;
} written_name;

void ks_xml_copy_init(ks_xml_copy *copy, ks_str *out)
{
    ks_xml_writer_init(&copy->writer, out);
    copy->mixed_depth = 0;
    copy->is_part = false;
    copy->outer = 0;
    copy->way = (ks_uri_way){NULL, NULL};
    copy->base_depth = 0;
    ks_arena_init(&copy->arena);
    ks_map_init(&copy->written);
}

void ks_xml_copy_release(ks_xml_copy *copy)
{
    ks_xml_writer_release(&copy->writer);
    ks_map_release(&copy->written);
    ks_arena_release(&copy->arena);
}

static const char *write_name(ks_xml_copy *copy, const ks_qname *name, const char *prefix)
{
    written_name *last = ks_map_get_ptr(&copy->written, name);
    if (last != NULL && last->prefix == prefix) {
        return last->text;
    }
    last = ks_arena_alloc(&copy->arena, sizeof *last);
    if (last == NULL) {
        return NULL;
    }
    last->prefix = prefix;
    last->text = ks_arena_format(&copy->arena, "%s:%s", prefix, name->local);
    if (last->text == NULL || ks_map_set_ptr(&copy->written, name, last) != KS_OK) {
        return NULL;
    }
    return last->text;
}

static const char *prefixed(ks_xml_copy *copy, ks_xml_stream *stream, const ks_qname *name,
                            bool is_attr)
{
    const char *prefix =
        is_attr && name->ns[0] == '\0' ? "" : ks_xml_prefix(stream, name->ns, is_attr);
    return prefix == NULL || *prefix == '\0' ? name->local : write_name(copy, name, prefix);
}

static void write_binding(ks_xml_writer *writer, const char *prefix, const char *ns)
{
    ks_str_add(writer->out, prefix[0] == '\0' ? " xmlns" : " xmlns:");
    ks_str_add(writer->out, prefix);
    ks_str_add(writer->out, "=\"");
    ks_xml_write_attr_text(writer, ks_sv_from(ns));
    ks_str_add_char(writer->out, '"');
}

/* The default namespace that is in force here, where the other document may have another. */
static void write_default(ks_xml_copy *copy, ks_xml_stream *stream, const ks_qname *name,
                          bool is_first)
{
    const char *ns = ks_xml_namespace(stream, KS_SV(""));
    const bool has_ns = ns != NULL && ns[0] != '\0';
    if (copy->is_part && (has_ns ? is_first : name->ns[0] == '\0')) {
        write_binding(&copy->writer, "", has_ns ? ns : "");
    }
}

/* References under an xml:base follow that. */
static ks_status move(ks_xml_copy *copy, const ks_xml_attr *attr, ks_sv *value)
{
    const ks_qname *name = attr->name;
    const bool is_base = strcmp(name->ns, KS_NS_XML) == 0 && strcmp(name->local, "base") == 0;
    const bool is_href = strcmp(name->ns, KS_NS_XLINK) == 0 && strcmp(name->local, "href") == 0;
    if (copy->way.to == NULL || copy->base_depth != 0 || !(is_base || is_href)) {
        return KS_OK;
    }
    copy->base_depth = is_base ? copy->writer.depth : 0;
    *value = ks_sv_from(ks_uri_move(&copy->arena, copy->way, NULL, ks_sv_trim(*value)));
    return value->ptr == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status write_attrs(ks_xml_copy *copy, ks_xml_stream *stream, const ks_xml_attr *attrs,
                             size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const char *text = prefixed(copy, stream, attrs[i].name, true);
        ks_sv value = attrs[i].value;
        status = text == NULL ? KS_ERR_MEMORY : move(copy, &attrs[i], &value);
        if (status == KS_OK) {
            ks_xml_write_attr_sv(&copy->writer, text, value);
        }
    }
    return status == KS_OK ? ks_str_status(copy->writer.out) : status;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_xml_copy *copy = user;
    ks_xml_writer *writer = &copy->writer;
    size_t binding_count = 0;
    const ks_xml_binding *bindings = ks_xml_own_bindings(stream, &binding_count);
    const char *text = prefixed(copy, stream, name, false);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    if (copy->mixed_depth != 0) {
        ks_xml_write_text_sv(writer, KS_SV("")); /* white space would be content */
    }
    const bool is_first = writer->depth == copy->outer;
    bool has_default = false;
    ks_xml_write_start(writer, text);
    for (size_t i = 0; i < binding_count; i++) {
        has_default = has_default || bindings[i].prefix[0] == '\0';
        write_binding(writer, bindings[i].prefix, bindings[i].ns);
    }
    if (!has_default) {
        write_default(copy, stream, name, is_first);
    }
    return write_attrs(copy, stream, attrs, count);
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_xml_copy *copy = user;
    (void)stream;
    ks_xml_write_text_sv(&copy->writer, text);
    copy->mixed_depth = copy->mixed_depth != 0 ? copy->mixed_depth : copy->writer.depth;
    return ks_str_status(copy->writer.out);
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_xml_copy *copy = user;
    (void)stream;
    (void)name;
    ks_xml_write_end(&copy->writer);
    copy->mixed_depth = copy->writer.depth < copy->mixed_depth ? 0 : copy->mixed_depth;
    copy->base_depth = copy->writer.depth < copy->base_depth ? 0 : copy->base_depth;
    return ks_str_status(copy->writer.out);
}

const ks_xml_handler KS_XML_COPY_HANDLER = {on_start, on_text, on_end};

#include "xml_stream.h"

#include "base_text.h"
#include "xml_error.h"
#include "xml_init.h"
#include "xml_stream_parts.h"

enum {
    DEPTH_LIMIT = 10000,
    LENGTH_LIMIT = 268435456, /* of an attribute's value */
};
#define LENGTH_LIMIT_TEXT "268435456"

static void stop(ks_xml_stream *stream, ks_status status)
{
    if (stream->status == KS_OK) {
        stream->status = status;
    }
    xmlStopParser(stream->parser);
}

static size_t parser_offset(const ks_xml_stream *stream)
{
    const xmlParserInput *input = stream->parser->input;
    size_t offset;

    if (input == NULL) {
        return stream->event_offset;
    }
    offset = (size_t)input->consumed + (size_t)(input->cur - input->base);
    return offset > stream->source->text.len ? stream->source->text.len : offset;
}

/* The parser stands behind the attributes of a start tag, or behind an end tag. No '<' may stand
 * inside a tag, so the last one in front is where the tag begins. */
static size_t tag_offset(const ks_xml_stream *stream, size_t end)
{
    const char *text = stream->source->text.ptr;

    while (end > 0 && text[end - 1] != '<') {
        end--;
    }
    return end > 0 ? end - 1 : 0;
}

static ks_place place_at(ks_xml_stream *stream, size_t offset)
{
    ks_xml_cursor_go(&stream->cursor, offset);
    return (ks_place){stream->source->file, stream->cursor.line, stream->cursor.column};
}

ks_place ks_xml_place(ks_xml_stream *stream)
{
    return stream->parser == NULL ? stream->fed_place : place_at(stream, stream->event_offset);
}

static bool equals(const char *a, const char *b)
{
    return a == b || strcmp(a, b) == 0;
}

const char *ks_xml_namespace(ks_xml_stream *stream, ks_sv prefix)
{
    if (ks_sv_is(prefix, "xml")) {
        return ks_names_text(stream->source->names, KS_SV(KS_NS_XML));
    }
    for (size_t i = stream->bindings.count; i > 0; i--) {
        const ks_xml_binding *bound = &stream->bindings.items[i - 1];
        if (ks_sv_is(prefix, bound->prefix)) {
            return bound->ns[0] == '\0' ? NULL : bound->ns;
        }
    }
    return NULL;
}

ks_status ks_xml_resolve_qname(ks_xml_stream *stream, ks_sv text, const ks_qname **out)
{
    ks_sv local = ks_sv_trim(text);
    ks_sv prefix = ks_sv_cut(&local, ':');
    const char *ns;
    const ks_qname *name;

    if (local.ptr == NULL) {
        local = prefix;
        prefix = KS_SV("");
    } else if (!ks_text_is_ncname(prefix)) {
        return KS_REFUSED;
    }
    ns = ks_xml_namespace(stream, prefix);
    if (!ks_text_is_ncname(local) || (ns == NULL && prefix.len > 0)) {
        return KS_REFUSED;
    }
    name = ks_names_qname(stream->source->names, ks_sv_from(ns), local);
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = name;
    return KS_OK;
}

const ks_xml_attr *ks_xml_attr_find(const ks_xml_attr *attrs, size_t count, const char *ns,
                                    const char *local)
{
    for (size_t i = 0; i < count; i++) {
        if (equals(attrs[i].name->local, local) && equals(attrs[i].name->ns, ns)) {
            return &attrs[i];
        }
    }
    return NULL;
}

/* While entities are not substituted, the parser hands over "&" as "&#38;", and entities of the
 * document type declaration as they stand. */
static ks_sv unescape(ks_str *store, ks_sv value)
{
    size_t begin = store->len;

    while (value.len > 0) {
        ks_sv rest = value;
        ks_sv plain = ks_sv_cut(&rest, '&');
        ks_str_add_sv(store, plain);
        if (rest.ptr == NULL) {
            break;
        }
        ks_sv behind = rest;
        ks_sv name = ks_sv_cut(&behind, ';');
        uint32_t character = behind.ptr == NULL      ? 0
                             : ks_sv_is(name, "#38") ? '&'
                                                     : ks_xml_entity_character(name);
        ks_str_add_codepoint(store, character == 0 ? '&' : character);
        value = character == 0 ? rest : behind;
    }
    return (ks_sv){store->ptr + begin, store->len - begin};
}

/* The builder must not move once values point into it, so room for all of them is made before. */
static bool has_escapes(const xmlChar **attributes, size_t count, size_t *out_size)
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++) {
        size_t length = (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]);
        if (memchr(attributes[5 * i + 3], '&', length) != NULL) {
            size += length;
        }
    }
    *out_size = size;
    return size > 0;
}

static void reserve(ks_str *store, size_t size)
{
    ks_str_clear(store);
    for (size_t i = 0; i < size; i++) {
        ks_str_add_char(store, ' ');
    }
    if (!store->is_failed) {
        ks_str_clear(store);
    }
}

static ks_status refuse_length(ks_xml_stream *stream)
{
    KS_REPORT(stream->source->sink, KS_F_XML_TOO_LONG, stream->element_place, LENGTH_LIMIT_TEXT);
    return KS_REFUSED;
}

static ks_status take_attributes(ks_xml_stream *stream, const xmlChar **attributes, size_t count)
{
    size_t size;

    stream->attrs.count = 0;
    if (has_escapes(attributes, count, &size)) {
        reserve(&stream->unescaped, size);
    }
    for (size_t i = 0; i < count; i++) {
        const xmlChar **source = &attributes[5 * i];
        ks_xml_attr *attr = ks_vec_add(&stream->attrs);
        if (attr == NULL) {
            return KS_ERR_MEMORY;
        }
        attr->name =
            ks_xml_names_find(&stream->names, (const char *)source[0], (const char *)source[2]);
        if (attr->name == NULL) {
            return KS_ERR_MEMORY;
        }
        attr->value = (ks_sv){(const char *)source[3], (size_t)(source[4] - source[3])};
        if (attr->value.len > LENGTH_LIMIT) {
            return refuse_length(stream);
        }
        if (memchr(attr->value.ptr, '&', attr->value.len) != NULL) {
            attr->value = unescape(&stream->unescaped, attr->value);
        }
    }
    return ks_str_status(&stream->unescaped);
}

static ks_status take_bindings(ks_xml_stream *stream, const xmlChar **namespaces, int count)
{
    for (int i = 0; i < count; i++) {
        ks_xml_binding *bound = ks_vec_add(&stream->bindings);
        if (bound == NULL) {
            return KS_ERR_MEMORY;
        }
        bound->prefix =
            ks_names_text(stream->source->names, ks_sv_from((const char *)namespaces[2 * i]));
        bound->ns =
            ks_names_text(stream->source->names, ks_sv_from((const char *)namespaces[2 * i + 1]));
        if (bound->prefix == NULL || bound->ns == NULL) {
            stream->bindings.count--;
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

ks_status ks_xml_stream_push(ks_xml_stream *stream, size_t binding_count)
{
    ks_xml_level *opened = ks_vec_add(&stream->levels);
    if (opened == NULL) {
        return KS_ERR_MEMORY;
    }
    *opened = (ks_xml_level){stream->element_place, stream->bindings.count - binding_count};
    return KS_OK;
}

void ks_xml_stream_pop(ks_xml_stream *stream)
{
    stream->levels.count--;
    stream->bindings.count = stream->levels.items[stream->levels.count].binding_count;
    if (stream->levels.count > 0) {
        stream->element_place = stream->levels.items[stream->levels.count - 1].place;
    }
}

static bool is_cancelled(ks_xml_stream *stream)
{
    ks_status status = ks_sink_check_cancelled(stream->source->sink);
    if (status != KS_OK) {
        stop(stream, status);
    }
    return status != KS_OK;
}

const ks_xml_binding *ks_xml_own_bindings(ks_xml_stream *stream, size_t *out_count)
{
    const ks_xml_level *level = &stream->levels.items[stream->levels.count - 1];
    *out_count = stream->bindings.count - level->binding_count;
    return stream->bindings.items + level->binding_count;
}

const char *ks_xml_prefix(ks_xml_stream *stream, const char *ns, bool is_attr)
{
    for (size_t i = stream->bindings.count; i > 0; i--) {
        const ks_xml_binding *bound = &stream->bindings.items[i - 1];
        if (equals(bound->ns, ns) && !(is_attr && bound->prefix[0] == '\0') &&
            ks_xml_namespace(stream, ks_sv_from(bound->prefix)) == bound->ns) {
            return bound->prefix;
        }
    }
    return ks_sv_is(ks_sv_from(ns), KS_NS_XML) ? "xml" : NULL;
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int default_count, const xmlChar **attributes)
{
    ks_xml_stream *stream = user;
    const ks_qname *name;
    ks_status status;

    if (stream->status != KS_OK) {
        stop(stream, stream->status);
        return;
    }
    if ((stream->element_count++ & KS_XML_CANCEL_MASK) == 0 && is_cancelled(stream)) {
        return;
    }
    stream->text_offset = parser_offset(stream);
    stream->event_offset = tag_offset(stream, stream->text_offset);
    stream->element_place = ks_xml_place(stream);
    if (stream->levels.count == DEPTH_LIMIT) {
        KS_REPORT(stream->source->sink, KS_F_XML_TOO_DEEP, stream->element_place, "10000");
        stop(stream, KS_REFUSED);
        return;
    }
    status = take_bindings(stream, namespaces, namespace_count);
    if (status == KS_OK) {
        status = ks_xml_stream_push(stream, (size_t)namespace_count);
    }
    name = ks_xml_names_find(&stream->names, (const char *)local, (const char *)ns);
    if (status == KS_OK) {
        status = name == NULL ? KS_ERR_MEMORY
                              : take_attributes(stream, attributes, (size_t)attribute_count);
    }
    if (status == KS_OK) {
        const ks_xml_start start = {{local, prefix, ns}, namespaces,      namespace_count,
                                    attributes,          attribute_count, default_count};
        status = ks_xml_validator_start(&stream->validator, &start);
    }
    if (status == KS_OK) {
        status = stream->handler->start(stream, stream->user, name, stream->attrs.items,
                                        stream->attrs.count);
    }
    if (status != KS_OK) {
        stop(stream, status);
    }
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    ks_xml_stream *stream = user;
    const ks_qname *name;
    ks_status status = KS_ERR_MEMORY;

    (void)prefix;
    if (stream->status != KS_OK) {
        stop(stream, stream->status);
        return;
    }
    stream->text_offset = parser_offset(stream);
    stream->event_offset = tag_offset(stream, stream->text_offset);
    ks_xml_validator_end(&stream->validator);
    name = ks_xml_names_find(&stream->names, (const char *)local, (const char *)ns);
    if (name != NULL) {
        status = stream->handler->end(stream, stream->user, name);
    }
    ks_xml_stream_pop(stream);
    if (status != KS_OK) {
        stop(stream, status);
    }
}

static void take_text(ks_xml_stream *stream, const xmlChar *text, int size)
{
    ks_status status = KS_OK;

    stream->event_offset = stream->text_offset;
    if (stream->handler->text != NULL) {
        status =
            stream->handler->text(stream, stream->user, (ks_sv){(const char *)text, (size_t)size});
    }
    if (status != KS_OK) {
        stop(stream, status);
    }
}

static void on_text(void *user, const xmlChar *text, int size)
{
    ks_xml_stream *stream = user;

    if (stream->status != KS_OK) {
        return;
    }
    if (stream->validator.is_active) {
        stream->validator.events->characters(stream->validator.events_user, text, size);
    }
    take_text(stream, text, size);
}

static void on_cdata(void *user, const xmlChar *text, int size)
{
    ks_xml_stream *stream = user;

    if (stream->status != KS_OK) {
        return;
    }
    if (stream->validator.is_active) {
        stream->validator.events->cdataBlock(stream->validator.events_user, text, size);
    }
    take_text(stream, text, size);
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    ks_xml_stream *stream = user;
    size_t offset = tag_offset(stream, parser_offset(stream));

    (void)name;
    stream->has_entities = ks_xml_entity_is_known(id);
    if (stream->status == KS_OK && !stream->has_entities && (id != NULL || system != NULL)) {
        KS_REPORT(stream->source->sink, KS_F_XML_EXTERNAL_DTD, place_at(stream, offset),
                  (const char *)(system != NULL ? system : id));
    }
}

static void refuse_declaration(ks_xml_stream *stream, const xmlChar *name)
{
    size_t offset = tag_offset(stream, parser_offset(stream));

    if (stream->status == KS_OK) {
        KS_REPORT(stream->source->sink, KS_F_XML_DTD_DECLARATION, place_at(stream, offset),
                  (const char *)name);
        stop(stream, KS_REFUSED);
    }
}

static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *id,
                      const xmlChar *system, xmlChar *content)
{
    (void)type;
    (void)id;
    (void)system;
    (void)content;
    refuse_declaration(user, name);
}

static xmlEntityPtr on_entity_use(void *user, const xmlChar *name)
{
    ks_xml_stream *stream = user;
    xmlEntityPtr found = ks_xml_entity_find(stream, name);

    /* With a document type declaration, the parser takes an unknown entity for one of the part that
     * it was not shown. */
    if (found == NULL && stream->has_entities && stream->status == KS_OK) {
        KS_REPORT(stream->source->sink, KS_F_XML_UNKNOWN_ENTITY,
                  place_at(stream, parser_offset(stream)), (const char *)name);
        stop(stream, KS_REFUSED);
    }
    return found;
}

static void on_unparsed_entity(void *user, const xmlChar *name, const xmlChar *id,
                               const xmlChar *system, const xmlChar *notation)
{
    (void)id;
    (void)system;
    (void)notation;
    refuse_declaration(user, name);
}

static void on_attribute(void *user, const xmlChar *element, const xmlChar *name, int type,
                         int kind, const xmlChar *value, xmlEnumerationPtr tree)
{
    (void)element;
    (void)type;
    (void)kind;
    xmlFreeEnumeration(tree);
    if (value != NULL) {
        refuse_declaration(user, name);
    }
}

/* Namespaces in XML 1.0 asks for URIs, and lets no document fall for it. */
static bool is_harmless(ks_xml_error_ptr error)
{
    return error->level < XML_ERR_ERROR || error->code == XML_ERR_USER_STOP ||
           error->code == XML_WAR_NS_URI || error->code == XML_WAR_NS_URI_RELATIVE;
}

static void on_error(void *user, ks_xml_error_ptr error)
{
    ks_xml_stream *stream = user;
    ks_place open = stream->levels.count > 0 ? stream->element_place : KS_NOWHERE;

    if (stream->status != KS_OK || is_harmless(error)) {
        return;
    }
    if (error->code == XML_ERR_NO_MEMORY) {
        stream->status = KS_ERR_MEMORY;
        return;
    }
    if (ks_xml_error_is_length(error)) {
        KS_REPORT(stream->source->sink, KS_F_XML_TOO_LONG, place_at(stream, parser_offset(stream)),
                  LENGTH_LIMIT_TEXT);
    } else {
        ks_xml_report_malformed(stream->source->sink, place_at(stream, parser_offset(stream)), open,
                                error);
    }
    stream->status = KS_REFUSED;
}

static void set_handlers(xmlSAXHandlerPtr sax)
{
    *sax = (xmlSAXHandler){
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_cdata,
        .internalSubset = on_doctype,
        .entityDecl = on_entity,
        .getEntity = on_entity_use,
        .unparsedEntityDecl = on_unparsed_entity,
        .attributeDecl = on_attribute,
    };
}

/* libxml2 says now this and now that of no bytes at all. */
static void refuse_empty(ks_xml_stream *stream)
{
    char message[] = "";
    xmlError empty = {.domain = XML_FROM_PARSER,
                      .code = XML_ERR_DOCUMENT_EMPTY,
                      .level = XML_ERR_FATAL,
                      .message = message};
    on_error(stream, &empty);
}

static void run_parser(ks_xml_stream *stream)
{
    const ks_sv text = stream->source->text;
    ks_xml_resolver nothing;
    xmlDocPtr document;

    ks_xml_resolver_enter(&nothing, NULL, NULL);
    set_handlers(stream->parser->sax);
    stream->parser->userData = stream;
    ks_xml_compat_set_errors(stream->parser, on_error, stream);
    document = xmlCtxtReadMemory(stream->parser, text.ptr, (int)text.len, NULL, NULL,
                                 KS_XML_PARSE_OPTIONS);
    xmlFreeDoc(document);
    if (stream->status == KS_OK && !stream->parser->wellFormed) {
        stream->status = KS_ERR_INTERNAL;
    }
    ks_xml_resolver_leave(&nothing);
}

static ks_status run(ks_xml_stream *stream)
{
    const ks_xml_producer *producer = stream->source->producer;
    if (producer != NULL) {
        return producer->produce(stream, producer->user);
    }
    stream->parser = xmlNewParserCtxt();
    if (stream->parser == NULL) {
        return KS_ERR_MEMORY;
    }
    if (stream->source->text.len == 0) {
        refuse_empty(stream);
    } else {
        run_parser(stream);
    }
    return stream->status;
}

static void release(ks_xml_stream *stream)
{
    ks_xml_validator_release(&stream->validator);
    if (stream->parser != NULL) {
        xmlFreeParserCtxt(stream->parser);
    }
    ks_xml_names_release(&stream->names);
    ks_vec_release(&stream->levels);
    ks_vec_release(&stream->bindings);
    ks_vec_release(&stream->attrs);
    ks_vec_release(&stream->fed_names);
    ks_str_release(&stream->unescaped);
}

ks_status ks_xml_parse(const ks_xml_source *source, const ks_xml_handler *handler, void *user)
{
    ks_xml_stream stream = {.source = source, .handler = handler, .user = user};
    ks_status status = ks_xml_init();

    if (status != KS_OK) {
        return status;
    }
    if (source->text.len > INT_MAX) {
        KS_REPORT(source->sink, KS_F_XML_TOO_LARGE, ((ks_place){source->file, 0, 0}), "2147483647");
        return KS_REFUSED;
    }
    ks_xml_names_init(&stream.names, source->names);
    ks_xml_cursor_init(&stream.cursor, source->text);
    ks_str_init(&stream.unescaped);
    status = ks_xml_validator_init(&stream.validator, source->schema, &stream.element_place,
                                   source->sink);
    if (status == KS_OK) {
        status = run(&stream);
    }
    if (status == KS_OK && stream.validator.is_failed) {
        status = KS_ERR_MEMORY;
    }
    release(&stream);
    return status;
}

static ks_status hear_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    (void)stream;
    (void)user;
    (void)name;
    (void)attrs;
    (void)count;
    return KS_OK;
}

static ks_status hear_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)user;
    (void)name;
    return KS_OK;
}

const ks_xml_handler KS_XML_DEAF = {hear_start, NULL, hear_end};

#include "render_inline_reader.h"

#include <string.h>

#include "base_decimal.h"
#include "base_namespaces.h"

void ks_tags_reader_init(ks_tags_reader *reader, const ks_tags_source *source, ks_tags *tags)
{
    memset(reader, 0, sizeof *reader);
    reader->tags = tags;
    reader->source = source;
    ks_xml_copy_init(&reader->resources, &tags->resources);
    reader->resources.is_part = true;
    ks_str_init(&reader->text);
    ks_str_init(&reader->markup);
    ks_xml_copy_init(&reader->note, &reader->markup);
    reader->note.is_part = true;
    reader->note.outer = 1;
    reader->note.mixed_depth = 1;
    ks_str_init(&reader->attrs);
    ks_xml_writer_init(&reader->writer, &reader->attrs);
    ks_map_init(&reader->ends);
    ks_map_init(&reader->arcs);
}

void ks_tags_reader_release(ks_tags_reader *reader)
{
    ks_xml_copy_release(&reader->resources);
    ks_xml_copy_release(&reader->note);
    ks_vec_release(&reader->levels);
    ks_str_release(&reader->text);
    ks_str_release(&reader->markup);
    ks_str_release(&reader->attrs);
    ks_xml_writer_release(&reader->writer);
    ks_map_release(&reader->ends);
    ks_map_release(&reader->arcs);
    for (size_t i = 0; i < reader->arc_list.count; i++) {
        ks_vec_release(&reader->arc_list.items[i]->from);
    }
    ks_vec_release(&reader->arc_list);
}

void ks_tags_attr(ks_tags_reader *reader, const char *name, const char *value)
{
    ks_xml_write_attr(&reader->writer, name, value);
}

const char *ks_tags_take_text(ks_tags_reader *reader, ks_str *text)
{
    const char *copy =
        text->is_failed ? NULL : ks_arena_text(&reader->tags->arena, ks_str_view(text));
    ks_str_clear(text);
    return copy;
}

ks_status ks_tags_get(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count,
                      const char *ns, const char *local, const char **out)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, ns, local);
    *out = attr != NULL ? ks_arena_text(&reader->tags->arena, attr->value) : NULL;
    return attr != NULL && *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static bool is(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0;
}

static ks_tags_level *get_level(ks_tags_reader *reader)
{
    return &reader->levels.items[reader->levels.count - 1];
}

/* ---- facts */

/* What inline XBRL says with an attribute of its own, or does not say. */
static bool is_own(const ks_qname *name)
{
    static const char *const OWN[] = {"id",    "contextRef", "unitRef", "decimals", "precision",
                                      "order", "tupleRef",   "name",    "target"};
    bool is_known = strcmp(name->ns, KS_NS_XSI) == 0 || is(name, KS_NS_XML, "lang") ||
                    is(name, KS_NS_XML, "base");
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN && !is_known; i++) {
        is_known = is(name, "", OWN[i]);
    }
    return is_known;
}

static ks_status add_others(ks_tags_reader *reader, ks_xml_stream *stream, const ks_xml_attr *attrs,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ks_qname *name = attrs[i].name;
        const char *prefix = "xml";
        if (is_own(name) || name->ns[0] == '\0') {
            continue;
        }
        if (strcmp(name->ns, KS_NS_XML) != 0) {
            const char *wish = ks_xml_prefix(stream, name->ns, true);
            ks_status status =
                ks_tags_add_prefix(reader->tags, wish != NULL ? wish : "ns", name->ns, &prefix);
            if (status != KS_OK) {
                return status;
            }
        }
        ks_str_addf(&reader->attrs, " %s:%s=\"", prefix, name->local);
        ks_xml_write_attr_text(&reader->writer, attrs[i].value);
        ks_str_add_char(&reader->attrs, '"');
    }
    return ks_str_status(&reader->attrs);
}

static ks_status add_name(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    const char *wish = ks_xml_prefix(stream, name->ns, true);
    const char *prefix = NULL;
    ks_status status =
        ks_tags_add_prefix(reader->tags, wish != NULL ? wish : "ns", name->ns, &prefix);
    ks_str_addf(&reader->attrs, " name=\"%s:%s\"", prefix != NULL ? prefix : "", name->local);
    return status;
}

/* Whether the tag itself is written with the prefix. */
static bool is_in_tag(const ks_tags *tags, const char *prefix, const ks_qname *name)
{
    const ks_tag_prefix *own = ks_map_get(&tags->prefix_of, ks_sv_from(name->ns));
    return strcmp(prefix, tags->ix) == 0 || strcmp(prefix, tags->ixt) == 0 ||
           strcmp(prefix, "xsi") == 0 || (own != NULL && strcmp(prefix, own->prefix) == 0);
}

/* Names in content stay names: the page declares what an element of the instance does, and the tag
 * what is something else elsewhere. */
static ks_status bind_own(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    size_t count = 0;
    const ks_xml_binding *bindings = ks_xml_own_bindings(stream, &count);
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const char *prefix = bindings[i].prefix;
        const ks_tag_prefix *known = ks_map_get(&reader->tags->ns_of, ks_sv_from(prefix));
        status = ks_tags_bind(reader->tags, prefix, bindings[i].ns);
        if (known != NULL && strcmp(known->ns, bindings[i].ns) != 0 &&
            !is_in_tag(reader->tags, prefix, name)) {
            ks_str_addf(&reader->attrs, " xmlns:%s=\"", prefix);
            ks_xml_write_attr_text(&reader->writer, ks_sv_from(bindings[i].ns));
            ks_str_add_char(&reader->attrs, '"');
        }
    }
    return status;
}

static void copy_attr(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count,
                      const char *local)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, "", local);
    if (attr != NULL) {
        ks_xml_write_attr_sv(&reader->writer, local, ks_sv_trim(attr->value));
    }
}

static ks_status add_id(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    ks_status status = ks_tags_get(reader, attrs, count, "", "id", &reader->id);
    if (status == KS_OK && reader->id != NULL) {
        ks_tags_attr(reader, "id", reader->id);
        status = ks_map_set_borrowed(&reader->tags->ids, ks_sv_from(reader->id), reader->tags);
    }
    return status;
}

/* 9.1: what stands in a tuple says in which and as which of its parts. */
static void add_place(ks_tags_reader *reader)
{
    ks_tags_level *level = get_level(reader);
    level->count++;
    if (level->tuple_id != NULL) {
        ks_tags_attr(reader, "tupleRef", level->tuple_id);
        ks_str_addf(&reader->attrs, " order=\"%zu\"", level->count);
    }
}

static bool is_true(const ks_xml_attr *attr)
{
    const ks_sv value = attr != NULL ? ks_sv_trim(attr->value) : KS_SV("");
    return ks_sv_is(value, "true") || ks_sv_is(value, "1");
}

static ks_sv get(const ks_xml_attr *attrs, size_t count, const char *local)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, "", local);
    return attr != NULL ? ks_sv_trim(attr->value) : KS_SV("");
}

static ks_status start_item(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    const ks_tag_name by = {ks_sv_from(name->local), get(attrs, count, "contextRef"),
                            get(attrs, count, "unitRef"), get(attrs, count, "id")};
    const bool is_nil = is_true(ks_xml_attr_find(attrs, count, KS_NS_XSI, "nil"));
    const bool has_unit = by.unit.len > 0;
    const char *lang = NULL;
    reader->tag = (ks_tag){.kind = is_nil ? KS_TAG_NIL : (has_unit ? KS_TAG_NUMBER : KS_TAG_TEXT),
                           .element = has_unit ? "nonFraction" : "nonNumeric"};
    reader->local = name->local;
    reader->item_depth = reader->depth;
    reader->name = ks_tag_name_fact(&reader->tags->arena, &by);
    ks_status status = reader->name != NULL ? add_id(reader, attrs, count) : KS_ERR_MEMORY;
    if (status == KS_OK) {
        status = add_name(reader, stream, name);
    }
    if (status == KS_OK) {
        status = bind_own(reader, stream, name);
    }
    copy_attr(reader, attrs, count, "contextRef");
    copy_attr(reader, attrs, count, "unitRef");
    if (!is_nil) {
        copy_attr(reader, attrs, count, "decimals");
        copy_attr(reader, attrs, count, "precision");
    }
    ks_tags_attr(reader, "xsi:nil", is_nil ? "true" : NULL);
    add_place(reader);
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XML, "lang", &lang);
    }
    ks_tags_attr(reader, "xml:lang", lang);
    reader->tag.lang = lang == NULL ? get_level(reader)->lang : NULL;
    return status == KS_OK ? add_others(reader, stream, attrs, count) : status;
}

/* 7.2: a fraction is told by its parts. */
static ks_status start_part(ks_tags_reader *reader, const ks_qname *name)
{
    if (reader->depth == reader->item_depth + 1 && strcmp(name->ns, KS_NS_XBRLI) == 0) {
        reader->tag.kind = KS_TAG_HIDDEN;
        reader->tag.element = "fraction";
        ks_str_clear(&reader->text);
    }
    return KS_OK;
}

static void end_part(ks_tags_reader *reader, const ks_qname *name)
{
    const ks_sv number = ks_sv_trim(ks_str_view(&reader->text));
    const bool is_negative = ks_sv_starts(number, KS_SV("-"));
    const bool is_signed = is_negative || ks_sv_starts(number, KS_SV("+"));
    ks_str_addf(&reader->markup, "<%s:%s%s>%.*s</%s:%s>", reader->tags->ix, name->local,
                is_negative ? " sign=\"-\"" : "", (int)number.len - is_signed,
                number.ptr + is_signed, reader->tags->ix, name->local);
    ks_str_clear(&reader->text);
}

static bool is_plain(ks_sv number)
{
    size_t digits = 0;
    size_t points = 0;
    for (size_t i = 0; i < number.len; i++) {
        points += number.ptr[i] == '.';
        digits += number.ptr[i] >= '0' && number.ptr[i] <= '9';
    }
    return digits > 0 && points <= 1 && digits + points == number.len;
}

/* 10.1: digits, with the sign in an attribute; what is no decimal number has no place there. */
static ks_status settle_number(ks_tags_reader *reader, ks_xml_stream *stream, bool *out_is_said)
{
    ks_tags *tags = reader->tags;
    ks_sv number = ks_sv_from(reader->tag.value);
    ks_str written;
    ks_str_init(&written);
    ks_status status = KS_OK;
    *out_is_said = true;
    if (!is_plain((ks_sv){number.ptr + (number.ptr[0] == '-' || number.ptr[0] == '+'),
                          number.len - (number.ptr[0] == '-' || number.ptr[0] == '+')})) {
        ks_decimal value = KS_DECIMAL_ZERO;
        status = ks_decimal_parse(&tags->arena, number, true, out_is_said, &value);
        ks_decimal_write(&written, &value, 0, "");
        number = ks_str_view(&written);
    }
    if (status == KS_OK && !*out_is_said) {
        KS_REPORT(reader->source->instance->sink, KS_F_RENDER_NOT_INLINE, ks_xml_place(stream),
                  reader->local, reader->tag.value);
    }
    const bool is_negative = ks_sv_starts(number, KS_SV("-"));
    const bool is_signed = is_negative || ks_sv_starts(number, KS_SV("+"));
    ks_tags_attr(reader, "sign", is_negative ? "-" : NULL);
    reader->tag.hidden =
        ks_arena_text(&tags->arena, (ks_sv){number.ptr + is_signed, number.len - is_signed});
    status = status == KS_OK ? ks_str_status(&written) : status;
    ks_str_release(&written);
    return status == KS_OK && reader->tag.hidden == NULL ? KS_ERR_MEMORY : status;
}

static ks_status end_item(ks_tags_reader *reader, ks_xml_stream *stream)
{
    ks_tag *tag = &reader->tag;
    const ks_sv text = ks_str_view(&reader->text);
    const bool is_text = tag->kind == KS_TAG_TEXT;
    bool is_said = true;
    ks_status status = ks_str_status(&reader->text);
    tag->value = ks_arena_text(&reader->tags->arena, is_text ? text : ks_sv_trim(text));
    if (status != KS_OK || tag->value == NULL) {
        return KS_ERR_MEMORY;
    }
    if (tag->kind == KS_TAG_NUMBER) {
        status = settle_number(reader, stream, &is_said);
    } else if (tag->kind == KS_TAG_HIDDEN) {
        tag->hidden = ks_tags_take_text(reader, &reader->markup);
    } else if (tag->kind == KS_TAG_NIL) {
        tag->value = "";
    }
    tag->attrs = ks_tags_take_text(reader, &reader->attrs);
    ks_str_clear(&reader->text);
    reader->item_depth = 0;
    if (status != KS_OK || tag->attrs == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    return is_said ? ks_tags_add(reader->tags, tag, reader->name) : KS_OK;
}

/* 14.1: an empty tuple with an id, which its parts name. */
static ks_status start_tuple(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                             const ks_xml_attr *attrs, size_t count)
{
    const bool is_nil = is_true(ks_xml_attr_find(attrs, count, KS_NS_XSI, "nil"));
    const char *tuple_id = ks_arena_format(&reader->tags->arena, "t%zu", ++reader->tuple_count);
    const char *lang = NULL;
    ks_status status = tuple_id != NULL ? add_id(reader, attrs, count) : KS_ERR_MEMORY;
    if (status == KS_OK) {
        status = add_name(reader, stream, name);
    }
    if (status == KS_OK) {
        status = bind_own(reader, stream, name);
    }
    ks_tags_attr(reader, "tupleID", is_nil ? NULL : tuple_id);
    ks_tags_attr(reader, "xsi:nil", is_nil ? "true" : NULL);
    add_place(reader);
    if (status == KS_OK) {
        status = add_others(reader, stream, attrs, count);
    }
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XML, "lang", &lang);
    }
    lang = lang != NULL ? lang : get_level(reader)->lang;
    ks_tag tag = {.kind = KS_TAG_HIDDEN,
                  .element = "tuple",
                  .attrs = ks_tags_take_text(reader, &reader->attrs),
                  .value = "",
                  .hidden = ""};
    ks_tags_level *level = status == KS_OK ? ks_vec_add(&reader->levels) : NULL;
    if (level == NULL || tag.attrs == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    *level = (ks_tags_level){.tuple_id = tuple_id, .lang = lang};
    return ks_tags_add(reader->tags, &tag, NULL);
}

/* ---- the document */

static ks_status start_root(ks_tags_reader *reader, ks_xml_stream *stream, const ks_xml_attr *attrs,
                            size_t count)
{
    ks_tags *tags = reader->tags;
    size_t bound = 0;
    const ks_xml_binding *bindings = ks_xml_own_bindings(stream, &bound);
    const char *lang = NULL;
    ks_status status = ks_tags_bind(tags, "xsi", KS_NS_XSI);
    for (size_t i = 0; i < bound && status == KS_OK; i++) {
        status = ks_tags_bind(tags, bindings[i].prefix, bindings[i].ns);
    }
    if (status == KS_OK) {
        status = ks_tags_add_prefix(tags, "ix", KS_NS_IX, &tags->ix);
    }
    if (status == KS_OK) {
        status = ks_tags_add_prefix(tags, "ixt", KS_NS_IXT, &tags->ixt);
    }
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XML, "lang", &lang);
    }
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XML, "base", &reader->base);
    }
    ks_tags_level *level = status == KS_OK ? ks_vec_add(&reader->levels) : NULL;
    if (level == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    *level = (ks_tags_level){.lang = lang};
    return KS_OK;
}

static bool is_reference(const ks_qname *name)
{
    static const char *const NAMES[] = {"schemaRef", "linkbaseRef", "roleRef", "arcroleRef"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !is_one; i++) {
        is_one = strcmp(name->local, NAMES[i]) == 0;
    }
    return is_one && strcmp(name->ns, KS_NS_LINK) == 0;
}

static ks_status start_child(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                             const ks_xml_attr *attrs, size_t count)
{
    if (is(name, KS_NS_XBRLI, "context") || is(name, KS_NS_XBRLI, "unit")) {
        reader->copy_depth = reader->depth;
        ks_status status = ks_tags_get(reader, attrs, count, "", "id", &reader->id);
        if (status == KS_OK && reader->id != NULL) {
            status = ks_map_set_borrowed(&reader->tags->ids, ks_sv_from(reader->id), reader->tags);
        }
        return status != KS_OK
                   ? status
                   : KS_XML_COPY_HANDLER.start(stream, &reader->resources, name, attrs, count);
    }
    if (is_reference(name)) {
        return ks_tags_add_reference(reader, name, attrs, count);
    }
    if (is(name, KS_NS_LINK, "footnoteLink")) {
        reader->link_depth = reader->depth;
        return ks_tags_start_link(reader, attrs, count);
    }
    if (strcmp(name->ns, KS_NS_LINK) == 0 || strcmp(name->ns, KS_NS_XBRLI) == 0) {
        return KS_OK;
    }
    return ks_xml_attr_find(attrs, count, "", "contextRef") != NULL
               ? start_item(reader, stream, name, attrs, count)
               : start_tuple(reader, stream, name, attrs, count);
}

/* A browser reads the header too: what stands in a context as a page's element would be one. */
static ks_status copy_start(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    if (strcmp(name->ns, KS_NS_XHTML) == 0 || strcmp(name->ns, "http://www.w3.org/2000/svg") == 0) {
        KS_REPORT(reader->source->instance->sink, KS_F_RENDER_UNSAFE_CONTEXT, ks_xml_place(stream),
                  name->local);
        return KS_REFUSED;
    }
    return KS_XML_COPY_HANDLER.start(stream, &reader->resources, name, attrs, count);
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_tags_reader *reader = user;
    reader->depth++;
    if (reader->depth == 1) {
        return start_root(reader, stream, attrs, count);
    }
    if (reader->copy_depth > 0) {
        return copy_start(reader, stream, name, attrs, count);
    }
    if (reader->link_depth > 0) {
        return ks_tags_start_in_link(reader, stream, name, attrs, count);
    }
    return reader->item_depth > 0 ? start_part(reader, name)
                                  : start_child(reader, stream, name, attrs, count);
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_tags_reader *reader = user;
    if (reader->copy_depth > 0) {
        return KS_XML_COPY_HANDLER.text(stream, &reader->resources, text);
    }
    if (reader->item_depth == 0) {
        return KS_OK;
    }
    ks_str_add_sv(&reader->text, text);
    return reader->link_depth > 0 ? KS_XML_COPY_HANDLER.text(stream, &reader->note, text)
                                  : ks_str_status(&reader->text);
}

static ks_status end_in_link(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    if (reader->depth == reader->item_depth) {
        return ks_tags_end_note(reader, stream);
    }
    if (reader->item_depth > 0) {
        return KS_XML_COPY_HANDLER.end(stream, &reader->note, name);
    }
    return reader->depth == reader->link_depth ? ks_tags_end_link(reader) : KS_OK;
}

static ks_status end_element(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    if (reader->copy_depth > 0) {
        reader->copy_depth = reader->depth == reader->copy_depth ? 0 : reader->copy_depth;
        return KS_XML_COPY_HANDLER.end(stream, &reader->resources, name);
    }
    if (reader->link_depth > 0) {
        return end_in_link(reader, stream, name);
    }
    if (reader->depth == reader->item_depth) {
        return end_item(reader, stream);
    }
    if (reader->item_depth > 0 && reader->tag.kind == KS_TAG_HIDDEN) {
        end_part(reader, name);
    } else if (reader->item_depth == 0 && reader->depth == reader->levels.count) {
        reader->levels.count--;
    }
    return KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_tags_reader *reader = user;
    ks_status status = end_element(reader, stream, name);
    reader->depth--;
    return status;
}

const ks_xml_handler KS_TAGS_HANDLER = {on_start, on_text, on_end};

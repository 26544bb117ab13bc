/* Footnotes and what they are tied to: 6.1 and 13.1 of inline XBRL 1.1. */
#include <string.h>

#include "base_namespaces.h"
#include "base_uri.h"
#include "render_inline_reader.h"
#include "render_markup_parts.h"
#include "render_xhtml.h"

#define ROLE_LINK    "http://www.xbrl.org/2003/role/link"
#define ROLE_NOTE    "http://www.xbrl.org/2003/role/footnote"
#define ARCROLE_NOTE "http://www.xbrl.org/2003/arcrole/fact-footnote"

/* NULL for what inline XBRL takes for granted. */
static const char *unless(const char *value, const char *usual)
{
    return value != NULL && strcmp(value, usual) == 0 ? NULL : value;
}

/* ---- references */

/* From where the page stands, the document is elsewhere. */
static const char *move(ks_tags_reader *reader, const char *href)
{
    const ks_uri_way way = {reader->source->from, reader->source->to};
    return href == NULL ? NULL
                        : ks_uri_move(&reader->tags->arena, way, reader->base, ks_sv_from(href));
}

ks_status ks_tags_add_reference(ks_tags_reader *reader, const ks_qname *name,
                                const ks_xml_attr *attrs, size_t count)
{
    const bool is_role = strstr(name->local, "oleRef") != NULL;
    ks_str *out = is_role ? &reader->tags->resources : &reader->tags->references;
    const char *link = NULL;
    const char *xlink = NULL;
    ks_status status = ks_tags_add_prefix(reader->tags, "link", name->ns, &link);
    if (status == KS_OK) {
        status = ks_tags_add_prefix(reader->tags, "xlink", KS_NS_XLINK, &xlink);
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const char *local = attrs[i].name->local;
        const char *value = NULL;
        const bool is_xlink = strcmp(attrs[i].name->ns, KS_NS_XLINK) == 0;
        status = ks_tags_get(reader, &attrs[i], 1, attrs[i].name->ns, local, &value);
        if (status == KS_OK && is_xlink && strcmp(local, "href") == 0) {
            value = move(reader, value);
        }
        if (status == KS_OK && value != NULL && (is_xlink || attrs[i].name->ns[0] == '\0')) {
            ks_str_addf(&reader->attrs, " %s%s%s=\"", is_xlink ? xlink : "", is_xlink ? ":" : "",
                        local);
            ks_xml_write_attr_text(&reader->writer, ks_sv_from(value));
            ks_str_add_char(&reader->attrs, '"');
        }
    }
    ks_str_addf(out, "\n<%s:%s", link, name->local);
    ks_str_add_sv(out, ks_str_view(&reader->attrs));
    ks_str_add(out, "/>");
    ks_str_clear(&reader->attrs);
    return status == KS_OK ? ks_str_status(out) : status;
}

/* ---- a footnote link */

ks_status ks_tags_start_link(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    return ks_tags_get(reader, attrs, count, KS_NS_XLINK, "role", &reader->link_role);
}

static ks_status add_end(ks_tags_reader *reader, const char *label, const char *id, bool is_note)
{
    ks_tags_end *end = ks_arena_alloc(&reader->tags->arena, sizeof *end);
    if (end == NULL) {
        return KS_ERR_MEMORY;
    }
    *end = (ks_tags_end){id, is_note, ks_map_get(&reader->ends, ks_sv_from(label))};
    return ks_map_set_borrowed(&reader->ends, ks_sv_from(label), end);
}

/* The id that "#f1", "a.xbrl#f1" and "#element(f1)" lead to. */
static ks_status find_target(ks_tags_reader *reader, const char *href, const char **out)
{
    ks_sv path;
    ks_sv id;
    ks_uri_split(ks_sv_trim(ks_sv_from(href)), &path, &id);
    if (ks_sv_starts(id, KS_SV("element(")) && ks_sv_ends(id, KS_SV(")"))) {
        id = (ks_sv){id.ptr + strlen("element("), id.len - strlen("element()")};
    }
    *out = ks_arena_text(&reader->tags->arena, id);
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status add_locator(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    const char *href = NULL;
    const char *label = NULL;
    const char *id = NULL;
    ks_status status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, "href", &href);
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, "label", &label);
    }
    if (status != KS_OK || href == NULL || label == NULL) {
        return status;
    }
    status = find_target(reader, href, &id);
    return status == KS_OK && *id != '\0' ? add_end(reader, label, id, false) : status;
}

static ks_tags_arcs *new_arcs(ks_tags_reader *reader, const char *key, const ks_tags_arcs *arcs)
{
    ks_tags_arcs *copy = ks_arena_alloc(&reader->tags->arena, sizeof *copy);
    ks_tags_arcs **slot = copy != NULL ? ks_vec_add(&reader->arc_list) : NULL;
    if (slot == NULL) {
        return NULL;
    }
    *copy = *arcs;
    *slot = copy;
    return ks_map_set_borrowed(&reader->arcs, ks_sv_from(key), copy) == KS_OK ? copy : NULL;
}

static ks_status add_arc(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    static const char *const NAMES[] = {"from", "to", "arcrole"};
    const char *values[3] = {NULL};
    const char *order = NULL;
    ks_status status = ks_tags_get(reader, attrs, count, "", "order", &order);
    for (size_t i = 0; i < 3 && status == KS_OK; i++) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, NAMES[i], &values[i]);
    }
    if (status != KS_OK || values[0] == NULL || values[1] == NULL) {
        return status;
    }
    const ks_tags_arcs arcs = {.arcrole = values[2], .order = order, .to = values[1]};
    const char *key =
        ks_arena_format(&reader->tags->arena, "%s %s %s", arcs.to,
                        arcs.arcrole != NULL ? arcs.arcrole : "", order != NULL ? order : "");
    ks_tags_arcs *known = key != NULL ? ks_map_get(&reader->arcs, ks_sv_from(key)) : NULL;
    if (known == NULL && key != NULL) {
        known = new_arcs(reader, key, &arcs);
    }
    const char **slot = known != NULL ? ks_vec_add(&known->from) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = values[0];
    return KS_OK;
}

/* The text of a note is kept twice: plain, and with its markup inside of an element that keeps it
 * from being laid out anew. */
static ks_status start_note(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    const char *role = NULL;
    const char *title = NULL;
    const char *lang = NULL;
    ks_status status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, "label", &reader->label);
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, "role", &role);
    }
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XLINK, "title", &title);
    }
    if (status == KS_OK) {
        status = ks_tags_get(reader, attrs, count, KS_NS_XML, "lang", &lang);
    }
    reader->item_depth = reader->depth;
    reader->has_markup = false;
    reader->is_unsafe = false;
    reader->tag = (ks_tag){.kind = KS_TAG_NOTE, .element = "footnote"};
    reader->lang = lang;
    ks_tags_attr(reader, "footnoteRole", unless(role, ROLE_NOTE));
    ks_tags_attr(reader, "title", title);
    ks_tags_attr(reader, "xml:lang", lang);
    ks_xml_write_start(&reader->note.writer, "x");
    ks_xml_write_text(&reader->note.writer, "");
    return status;
}

/* A page shows the markup of a note: nothing in it may be run or fetched. */
static ks_status check_markup(ks_tags_reader *reader, const ks_qname *name,
                              const ks_xml_attr *attrs, size_t count)
{
    const ks_markup_element *element =
        strcmp(name->ns, KS_NS_XHTML) == 0 ? ks_markup_find(ks_sv_from(name->local)) : NULL;
    ks_status status = KS_OK;
    reader->has_markup = true;
    reader->is_unsafe = reader->is_unsafe || element == NULL;
    for (size_t i = 0; i < count && !reader->is_unsafe && status == KS_OK; i++) {
        const char *local = attrs[i].name->local;
        if (strcmp(attrs[i].name->ns, KS_NS_XML) == 0) {
            continue;
        }
        if (strcmp(local, "id") == 0) {
            status = ks_map_set(&reader->tags->ids, attrs[i].value, reader->tags);
        } else {
            reader->is_unsafe = attrs[i].name->ns[0] != '\0' ||
                                !ks_markup_is_safe_attr(element, ks_sv_from(local), attrs[i].value);
        }
    }
    return status;
}

ks_status ks_tags_start_in_link(ks_tags_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                                const ks_xml_attr *attrs, size_t count)
{
    if (reader->item_depth > 0) {
        ks_status status = check_markup(reader, name, attrs, count);
        return status == KS_OK
                   ? KS_XML_COPY_HANDLER.start(stream, &reader->note, name, attrs, count)
                   : status;
    }
    const ks_xml_attr *type = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "type");
    const ks_sv kind = type != NULL ? ks_sv_trim(type->value) : KS_SV("");
    if (ks_sv_is(kind, "locator")) {
        return add_locator(reader, attrs, count);
    }
    if (ks_sv_is(kind, "arc")) {
        return add_arc(reader, attrs, count);
    }
    return ks_sv_is(kind, "resource") ? start_note(reader, attrs, count) : KS_OK;
}

/* Markup of HTML alone becomes that of XHTML. */
static ks_status fit_note(ks_tags_reader *reader, ks_xml_stream *stream)
{
    enum { OPENED = sizeof "<x>" - 1, CLOSED = sizeof "</x>\n" - 1 };
    ks_tags *tags = reader->tags;
    bool is_changed = false;
    ks_str names;
    ks_str markup;
    ks_str_init(&names);
    ks_str_init(&markup);
    ks_tags_write_names(tags, &names);
    ks_str_add_sv(&markup,
                  (ks_sv){reader->markup.ptr + OPENED, reader->markup.len - OPENED - CLOSED});
    ks_status status = ks_str_status(&names);
    if (status == KS_OK) {
        status = ks_xhtml_fit_markup(&markup, ks_str_view(&names), &is_changed);
    }
    if (is_changed) {
        KS_REPORT(reader->source->instance->sink, KS_F_RENDER_CHANGED_FOOTNOTE,
                  ks_xml_place(stream), NULL);
    }
    if (status == KS_OK) {
        reader->tag.kind = KS_TAG_HIDDEN;
        reader->tag.hidden = ks_arena_text(&tags->arena, ks_str_view(&markup));
    }
    ks_str_release(&names);
    ks_str_release(&markup);
    return status;
}

/* Its id follows when all others are known. */
ks_status ks_tags_end_note(ks_tags_reader *reader, ks_xml_stream *stream)
{
    ks_tags *tags = reader->tags;
    ks_tag *tag = &reader->tag;
    const ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
    const char *id = ks_tags_new_id(tags, "footnote");
    ks_tags_attr(reader, "id", id);
    ks_xml_write_end(&reader->note.writer);
    tag->value = ks_arena_text(&tags->arena, ks_str_view(&reader->text));
    tag->attrs = ks_tags_take_text(reader, &reader->attrs);
    ks_status status = ks_str_status(&reader->markup);
    if (reader->is_unsafe) {
        KS_REPORT(reader->source->instance->sink, KS_F_RENDER_UNSAFE_FOOTNOTE, ks_xml_place(stream),
                  NULL);
        reader->has_markup = false;
    }
    if (reader->has_markup && status == KS_OK) {
        status = fit_note(reader, stream);
    }
    const char *name = ks_tag_name_note(&tags->arena, ks_sv_from(reader->lang), text);
    ks_str_clear(&reader->text);
    ks_str_clear(&reader->markup);
    reader->item_depth = 0;
    if (status != KS_OK || id == NULL || tag->value == NULL || tag->attrs == NULL || name == NULL ||
        (reader->has_markup && tag->hidden == NULL)) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    status = ks_tags_add(tags, tag, name);
    return status == KS_OK && reader->label != NULL ? add_end(reader, reader->label, id, true)
                                                    : status;
}

/* Adds the ids of a label, those of notes or those of facts. */
static void add_ids(const ks_tags_reader *reader, const char *label, bool is_note, ks_str *out)
{
    for (const ks_tags_end *end = ks_map_get(&reader->ends, ks_sv_from(label)); end != NULL;
         end = end->next) {
        if (end->is_note == is_note) {
            ks_str_add(out, out->len > 0 ? " " : "");
            ks_str_add(out, end->id);
        }
    }
}

/* 13.1.2: a relationship leads to facts or to notes. */
static ks_status write_relationship(ks_tags_reader *reader, const ks_tags_arcs *arcs,
                                    const char *from, bool is_note)
{
    ks_str_clear(&reader->text);
    add_ids(reader, arcs->to, is_note, &reader->text);
    const char *to = ks_tags_take_text(reader, &reader->text);
    if (to == NULL || *to == '\0') {
        return to == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_tags_attr(reader, "arcrole", unless(arcs->arcrole, ARCROLE_NOTE));
    ks_tags_attr(reader, "linkRole", unless(reader->link_role, ROLE_LINK));
    ks_tags_attr(reader, "order", arcs->order);
    ks_tags_attr(reader, "fromRefs", from);
    ks_tags_attr(reader, "toRefs", to);
    ks_str_addf(&reader->tags->resources, "\n<%s:relationship", reader->tags->ix);
    ks_str_add_sv(&reader->tags->resources, ks_str_view(&reader->attrs));
    ks_str_add(&reader->tags->resources, "/>");
    ks_str_clear(&reader->attrs);
    return ks_str_status(&reader->tags->resources);
}

static ks_status write_arcs(ks_tags_reader *reader, const ks_tags_arcs *arcs)
{
    ks_str_clear(&reader->text);
    for (size_t i = 0; i < arcs->from.count; i++) {
        add_ids(reader, arcs->from.items[i], false, &reader->text);
    }
    const char *from = ks_tags_take_text(reader, &reader->text);
    if (from == NULL || *from == '\0') {
        return from == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_status status = write_relationship(reader, arcs, from, true);
    return status == KS_OK ? write_relationship(reader, arcs, from, false) : status;
}

ks_status ks_tags_end_link(ks_tags_reader *reader)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < reader->arc_list.count; i++) {
        ks_tags_arcs *arcs = reader->arc_list.items[i];
        status = status == KS_OK ? write_arcs(reader, arcs) : status;
        ks_vec_release(&arcs->from);
    }
    reader->arc_list.count = 0;
    ks_map_release(&reader->ends);
    ks_map_release(&reader->arcs);
    ks_map_init(&reader->ends);
    ks_map_init(&reader->arcs);
    reader->link_depth = 0;
    return status;
}

/* The footnote links of an instance as they stand (XBRL 2.1 4.11). */
#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "read_instance_parts.h"

static ks_status intern(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count,
                        const char *local, const char **out)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, KS_NS_XLINK, local);
    *out =
        ks_names_text(reader->instance->names, attr == NULL ? KS_SV("") : ks_sv_trim(attr->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* The base in force inside an element: its xml:base, resolved against that around it. */
static ks_status take_base(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count,
                           const char *around, const char **out)
{
    const ks_xml_attr *base = ks_xml_attr_find(attrs, count, KS_NS_XML, "base");
    *out = base == NULL
               ? around
               : ks_uri_resolve(&reader->arena, ks_sv_from(around), ks_sv_trim(base->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* A role that is there is used on that element; what is written is the caller's too. */
static ks_status use_role(ks_instance_reader *reader, ks_xml_stream *stream,
                          const ks_qname *element, bool is_arcrole, const char *uri)
{
    if (uri == NULL || uri[0] == '\0') {
        return KS_OK;
    }
    ks_raw_role_use *use = ks_vec_add(&reader->role_uses);
    if (use == NULL) {
        return KS_ERR_MEMORY;
    }
    *use = (ks_raw_role_use){uri, element, is_arcrole, ks_xml_place(stream)};
    return KS_OK;
}

static ks_status begin_link(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    ks_raw_footnote_link *link = ks_arena_zero(&reader->arena, 1, sizeof *link);
    ks_raw_footnote_link **slot = link == NULL ? NULL : ks_vec_add(&reader->links);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = link;
    reader->link = link;
    link->lang = reader->lang;
    ks_status status = take_base(reader, attrs, count, reader->base, &link->base);
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, KS_NS_XML, "lang", &link->lang);
    }
    if (status == KS_OK) {
        status = intern(reader, attrs, count, "role", &link->role);
    }
    return status == KS_OK ? use_role(reader, stream, name, false, link->role) : status;
}

static ks_raw_end *add_end(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                           ks_footnote_kind kind)
{
    ks_raw_end *end = ks_vec_add(&reader->link->ends);
    if (end != NULL) {
        end->kind = kind;
        end->name = name;
        end->place = ks_xml_place(stream);
    }
    return end;
}

static bool is_loc(const ks_qname *name)
{
    return ks_read_is(name, KS_NS_LINK, "loc");
}

static ks_status take_locator(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_raw_end *locator = add_end(reader, stream, name, KS_FOOTNOTE_LOCATOR);
    const char *base = NULL;
    if (locator == NULL) {
        return KS_ERR_MEMORY;
    }
    if (!is_loc(name)) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_FOOTNOTE_LOCATOR, locator->place, name->local);
    }
    ks_status status = intern(reader, attrs, count, "label", &locator->label);
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, KS_NS_XLINK, "href", &locator->written);
    }
    if (status == KS_OK) {
        status = take_base(reader, attrs, count, reader->link->base, &base);
    }
    if (status != KS_OK || locator->written == NULL || locator->written[0] == '#') {
        return status;
    }
    locator->href = ks_uri_resolve(&reader->arena, ks_sv_from(base), ks_sv_from(locator->written));
    return locator->href == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status take_footnote(ks_instance_reader *reader, ks_xml_stream *stream,
                               const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    ks_raw_end *footnote = add_end(reader, stream, name, KS_FOOTNOTE_RESOURCE);
    if (footnote == NULL) {
        return KS_ERR_MEMORY;
    }
    footnote->text = "";
    footnote->lang = reader->link->lang;
    reader->end_at_hand = reader->link->ends.count;
    reader->is_collecting = true;
    reader->has_markup = false;
    ks_str_clear(&reader->text);
    ks_str_clear(&reader->markup);
    const struct {
        const char *ns;
        const char *local;
        const char **out;
    } wanted[] = {{"", "id", &footnote->id},
                  {KS_NS_XLINK, "role", &footnote->role},
                  {KS_NS_XLINK, "title", &footnote->mark},
                  {KS_NS_XML, "lang", &footnote->lang}};
    ks_status status = intern(reader, attrs, count, "label", &footnote->label);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == KS_OK; i++) {
        status = ks_read_attr(reader, attrs, count, wanted[i].ns, wanted[i].local, wanted[i].out);
    }
    if (status == KS_OK && footnote->lang == NULL && ks_read_is(name, KS_NS_LINK, "footnote")) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_FOOTNOTE_NO_LANG, footnote->place, footnote->label);
    }
    return status == KS_OK ? use_role(reader, stream, name, false, footnote->role) : status;
}

static ks_status take_arc(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *use = ks_xml_attr_find(attrs, count, "", "use");
    ks_raw_arc *arc = ks_vec_add(&reader->link->arcs);
    if (arc == NULL) {
        return KS_ERR_MEMORY;
    }
    arc->place = ks_xml_place(stream);
    arc->is_prohibited = use != NULL && ks_sv_is(ks_sv_trim(use->value), "prohibited");
    ks_status status = intern(reader, attrs, count, "from", &arc->from);
    if (status == KS_OK) {
        status = intern(reader, attrs, count, "to", &arc->to);
    }
    if (status == KS_OK) {
        status = intern(reader, attrs, count, "arcrole", &arc->arcrole);
    }
    return status == KS_OK ? use_role(reader, stream, name, true, arc->arcrole) : status;
}

/* ---- XHTML in footnotes (4.11.1.2) ---------------------------------------------------------- */

void ks_read_footnote_text(ks_instance_reader *reader, ks_sv text)
{
    ks_text_add_escaped(&reader->markup, text, true);
}

/* Elements of other namespaces go; what they hold stays. */
static void begin_markup(ks_instance_reader *reader, const ks_qname *name, const ks_xml_attr *attrs,
                         size_t count)
{
    if (strcmp(name->ns, KS_NS_XHTML) != 0) {
        return;
    }
    reader->has_markup = true;
    ks_str_addf(&reader->markup, "<%s", name->local);
    for (size_t i = 0; i < count; i++) {
        const bool is_xml = strcmp(attrs[i].name->ns, KS_NS_XML) == 0;
        if (is_xml || attrs[i].name->ns[0] == '\0') {
            ks_str_addf(&reader->markup, " %s%s=\"", is_xml ? "xml:" : "", attrs[i].name->local);
            ks_text_add_escaped(&reader->markup, attrs[i].value, true);
            ks_str_add_char(&reader->markup, '"');
        }
    }
    ks_str_add_char(&reader->markup, '>');
}

static void end_markup(ks_instance_reader *reader, const ks_qname *name)
{
    if (strcmp(name->ns, KS_NS_XHTML) == 0) {
        ks_str_addf(&reader->markup, "</%s>", name->local);
    }
}

/* An id of something else than a footnote, whose own is noted when its text is known. */
static ks_status take_id(ks_instance_reader *reader, ks_xml_stream *stream,
                         const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *id = ks_read_find(attrs, count, reader->names.id);
    return id == NULL ? KS_OK
                      : ks_read_add_id(reader, ks_sv_trim(id->value), false,
                                       &(ks_id_target){.place = ks_xml_place(stream)});
}

ks_status ks_read_footnote_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                 const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *type = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "type");
    if (reader->depth > reader->part_depth + 1) {
        if (reader->end_at_hand != 0) {
            begin_markup(reader, name, attrs, count);
        }
        return KS_OK;
    }
    ks_status status = take_id(reader, stream, attrs, count);
    if (status != KS_OK) {
        return status;
    }
    if (reader->depth == reader->part_depth) {
        return begin_link(reader, stream, name, attrs, count);
    }
    if (type == NULL) {
        return KS_OK;
    }
    if (ks_sv_is(type->value, "locator")) {
        return take_locator(reader, stream, name, attrs, count);
    }
    if (ks_sv_is(type->value, "resource")) {
        return take_footnote(reader, stream, name, attrs, count);
    }
    return ks_sv_is(type->value, "arc") ? take_arc(reader, stream, name, attrs, count) : KS_OK;
}

ks_status ks_read_footnote_end(ks_instance_reader *reader, const ks_qname *name)
{
    if (reader->end_at_hand == 0 || reader->depth != reader->part_depth + 1) {
        if (reader->end_at_hand != 0) {
            end_markup(reader, name);
        }
        return KS_OK;
    }
    ks_raw_end *footnote = &reader->link->ends.items[reader->end_at_hand - 1];
    reader->end_at_hand = 0;
    reader->is_collecting = false;
    footnote->text = ks_arena_text(&reader->arena, ks_str_view(&reader->text));
    if (reader->has_markup) {
        footnote->markup = ks_arena_text(&reader->arena, ks_str_view(&reader->markup));
    }
    return footnote->text == NULL || (reader->has_markup && footnote->markup == NULL)
               ? KS_ERR_MEMORY
               : ks_str_status(&reader->markup);
}

/* The parts of a linkbase (XBRL 2.1 3.5 and 5.2), also of one that stands inside a schema: role
 * references, and extended links with their locators, resources and arcs. */
#include <stdlib.h>
#include <string.h>

#include "base_uri.h"
#include "read_dts.h"

/* Notes that `uri` stands on an element of that name, the first time it does. */
static ks_status note_use(ks_dts_reader *reader, ks_dts_use_kind kind, const char *uri,
                          const ks_qname *name, const ks_qname *link, ks_place place)
{
    ks_dts_linkbase *linkbase = reader->linkbase;
    if (uri == NULL || (reader->last_use[kind].uri == uri && reader->last_use[kind].name == name &&
                        reader->last_use[kind].link == link)) {
        return KS_OK;
    }
    reader->last_use[kind].uri = uri;
    reader->last_use[kind].name = name;
    reader->last_use[kind].link = link;
    const void *const parts[] = {uri, name, link, kind == KS_USE_OF_ARC ? linkbase : NULL};
    ks_sv key = {(const char *)parts, sizeof parts};
    if (ks_map_get(&linkbase->use_index, key) != NULL) {
        return KS_OK;
    }
    ks_dts_use *use = ks_vec_add(&linkbase->uses);
    if (use == NULL) {
        return KS_ERR_MEMORY;
    }
    *use = (ks_dts_use){uri, name, link, kind, kind == KS_USE_OF_ARC, place};
    return ks_map_set(&linkbase->use_index, key, linkbase);
}

static ks_status open_linkbase(ks_dts_reader *reader, ks_xml_stream *stream,
                               const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *node = NULL;
    ks_dts_linkbase *linkbase = ks_arena_zero(&dts->arena, 1, sizeof *linkbase);
    ks_dts_linkbase **slot = linkbase == NULL ? NULL : ks_vec_add(&dts->linkbases);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_map_init(&linkbase->refs);
    ks_map_init(&linkbase->use_index);
    *slot = linkbase;
    ks_status status =
        ks_dts_add_node(reader, stream, KS_NODE_LINKBASE, ks_dts_get(start->attrs, KS_A_ID), &node);
    if (status != KS_OK) {
        return status;
    }
    node->linkbase = linkbase;
    node->name = start->name;
    linkbase->document = reader->document;
    linkbase->place = node->place;
    if (reader->depth == 0) {
        reader->document->linkbase = linkbase;
    }
    reader->linkbase = linkbase;
    reader->linkbase_depth = reader->depth;
    memset(reader->last_use, 0, sizeof reader->last_use);
    return KS_OK;
}

/* 3.5.2.4.5, 3.5.2.5.5: each URI once in a linkbase. */
static ks_status take_role_ref(ks_dts_reader *reader, ks_xml_stream *stream,
                               const ks_dts_start *start)
{
    ks_dts_linkbase *linkbase = reader->linkbase;
    const char *uri = NULL;
    bool is_arcrole = start->tag == KS_TAG_ARCROLE_REF;
    ks_dts_attr attr = is_arcrole ? KS_A_ARCROLE_URI : KS_A_ROLE_URI;
    ks_status status = ks_dts_intern(reader->dts, ks_dts_get(start->attrs, attr), &uri);
    if (status != KS_OK || uri == NULL) {
        return status;
    }
    if (ks_dts_has_ref(linkbase, uri, is_arcrole)) {
        KS_REPORT(reader->dts->sink,
                  is_arcrole ? KS_F_TAXONOMY_DUPLICATE_ARCROLE_REF
                             : KS_F_TAXONOMY_DUPLICATE_ROLE_REF,
                  ks_xml_place(stream), uri);
    }
    const void *const key[] = {uri, is_arcrole ? linkbase : NULL};
    status = ks_map_set(&linkbase->refs, (ks_sv){(const char *)key, sizeof key}, linkbase);
    return status == KS_OK ? ks_dts_take_ref(reader, stream, start, uri) : status;
}

static ks_status open_link(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_linkbase *linkbase = reader->linkbase;
    ks_place place = ks_xml_place(stream);
    ks_dts_link *link = ks_arena_zero(&dts->arena, 1, sizeof *link);
    ks_dts_link **slot = link == NULL ? NULL : ks_vec_add(&dts->links);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = link;
    ks_map_init(&link->labels);
    link->name = start->name;
    link->tag = start->tag;
    link->linkbase = linkbase;
    reader->link = link;
    if (start->tag == KS_TAG_OTHER && linkbase->custom_link == NULL) {
        linkbase->custom_link = start->name;
        linkbase->custom_place = place;
    } else if ((linkbase->link_tags & KS_A_BIT(start->tag)) == 0) {
        linkbase->link_tags |= KS_A_BIT(start->tag);
        linkbase->link_places[start->tag] = place;
    }
    ks_status status = ks_dts_intern(dts, ks_dts_get(start->attrs, KS_A_ROLE), &link->role);
    if (status == KS_OK && link->role == NULL) {
        status = ks_dts_intern(dts, KS_SV(KS_ROLE_LINK), &link->role);
    }
    return status == KS_OK ? note_use(reader, KS_USE_OF_LINK, link->role, start->name, NULL, place)
                           : status;
}

/* The label of that text within the link; *out is NULL where `value` has a NULL pointer. */
static ks_status take_label(ks_dts_reader *reader, ks_sv value, ks_dts_label **out)
{
    ks_arena *arena = &reader->dts->arena;
    ks_map *labels = &reader->link->labels;
    ks_sv text = ks_sv_trim(value);
    *out = value.ptr == NULL ? NULL : ks_map_get(labels, text);
    if (value.ptr == NULL || *out != NULL) {
        return KS_OK;
    }
    ks_dts_label *label = ks_arena_zero(arena, 1, sizeof *label);
    if (label == NULL) {
        return KS_ERR_MEMORY;
    }
    label->text = ks_arena_text(arena, text);
    if (label->text == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = label;
    return ks_map_set_borrowed(labels, (ks_sv){label->text, text.len}, label);
}

static ks_status add_end(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                         ks_dts_end **out)
{
    ks_dts_label *label = NULL;
    ks_dts_end *end = ks_arena_zero(&reader->dts->arena, 1, sizeof *end);
    ks_dts_end **slot = end == NULL ? NULL : ks_vec_add(&reader->link->ends);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = end;
    *out = end;
    end->place = ks_xml_place(stream);
    ks_status status = take_label(reader, ks_dts_get(start->attrs, KS_A_LABEL), &label);
    if (status != KS_OK || label == NULL) {
        return status;
    }
    if (label->first == NULL) {
        label->first = end;
    } else {
        label->last->next = end;
    }
    label->last = end;
    return KS_OK;
}

/* Locators that follow each other mostly lead into one document. */
static ks_status find_document(ks_dts_reader *reader, ks_sv href, ks_place place,
                               ks_dts_document **out)
{
    ks_dts *dts = reader->dts;
    const char *base = ks_dts_base(reader);
    if (reader->last_href == NULL || reader->last_base != base ||
        !ks_sv_is(href, reader->last_href)) {
        ks_status status = ks_dts_discover(dts, base, href, place, &reader->last_document);
        if (status != KS_OK) {
            return status;
        }
        reader->last_base = base;
        reader->last_href = ks_arena_text(&dts->arena, href);
        if (reader->last_href == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    *out = reader->last_document;
    return KS_OK;
}

static ks_status take_locator(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_sv href = ks_sv_trim(ks_dts_get(start->attrs, KS_A_HREF));
    ks_sv path;
    ks_sv fragment;
    ks_dts_end *end = NULL;
    if (href.ptr == NULL) {
        return KS_OK;
    }
    ks_uri_split(href, &path, &fragment);
    ks_status status = add_end(reader, stream, start, &end);
    if (status != KS_OK) {
        return status;
    }
    end->is_standard = start->tag == KS_TAG_LOC;
    if (end->is_standard) {
        status = find_document(reader, path, end->place, &end->document);
    } else {
        end->url = ks_uri_resolve(&dts->arena, ks_sv_from(ks_dts_base(reader)), path);
        status = end->url == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status == KS_OK ? ks_dts_text(dts, fragment, &end->fragment) : status;
}

static ks_status take_resource(ks_dts_reader *reader, ks_xml_stream *stream,
                               const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_end *end = NULL;
    ks_dts_node *node = NULL;
    ks_status status = add_end(reader, stream, start, &end);
    if (status == KS_OK) {
        status = ks_dts_add_node(reader, stream, KS_NODE_RESOURCE,
                                 ks_dts_get(start->attrs, KS_A_ID), &node);
    }
    if (status == KS_OK) {
        status = ks_dts_intern(dts, ks_dts_get(start->attrs, KS_A_ROLE), &node->role);
    }
    if (status != KS_OK) {
        return status;
    }
    node->name = start->name;
    node->text = "";
    node->lang = ks_dts_lang(reader);
    end->node = node;
    end->is_resolved = true;
    if (start->tag == KS_TAG_LABEL && node->lang == NULL) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_LABEL_NO_LANG, node->place, NULL);
    }
    reader->resource = node;
    reader->resource_depth = reader->depth;
    reader->is_collecting = true;
    reader->parts.count = 0;
    ks_str_clear(&reader->text);
    const ks_qname *link = start->tag == KS_TAG_OTHER ? reader->link->name : NULL;
    return note_use(reader, KS_USE_OF_RESOURCE, node->role, start->name, link, node->place);
}

/* A number that is none is told with the structure; it then is as if it were not there. */
static ks_status take_number(ks_dts *dts, ks_sv value, ks_decimal *number)
{
    bool is_valid = false;
    if (value.ptr == NULL) {
        return KS_OK;
    }
    return ks_decimal_parse(&dts->arena, ks_sv_trim(value), false, &is_valid, number);
}

static int compare_attrs(const void *a, const void *b)
{
    const ks_qname *left = ((const ks_named_text *)a)->name;
    const ks_qname *right = ((const ks_named_text *)b)->name;
    int order = strcmp(left->ns, right->ns);
    return order != 0 ? order : strcmp(left->local, right->local);
}

/* 3.5.3.9.7.4: attributes of XLink, use and priority say nothing about what the relationship is. */
static bool is_plain(const ks_dts_words *words, const ks_qname *name)
{
    static const char *const PLAIN[] = {"order", "use", "priority", "weight", "preferredLabel"};
    if (name->ns == words->xlink_ns || name->ns == words->xsi_ns) {
        return true;
    }
    for (size_t i = 0; name->ns == words->no_ns && i < sizeof PLAIN / sizeof *PLAIN; i++) {
        if (strcmp(name->local, PLAIN[i]) == 0) {
            return true;
        }
    }
    return false;
}

static ks_status take_arc_attrs(ks_dts_reader *reader, const ks_dts_attrs *attrs, ks_dts_arc *arc)
{
    const uint64_t plain = KS_A_BIT(KS_A_BASE) - 1;
    const uint64_t usual = plain | KS_A_BIT(KS_A_ORDER) | KS_A_BIT(KS_A_USE) |
                           KS_A_BIT(KS_A_PRIORITY) | KS_A_BIT(KS_A_WEIGHT) |
                           KS_A_BIT(KS_A_PREFERRED_LABEL);
    if (attrs->other_count == 0 && (attrs->present & ~usual) == 0) {
        return KS_OK;
    }
    ks_named_text *list = ks_arena_zero(&reader->dts->arena, attrs->count, sizeof *list);
    if (list == NULL) {
        return KS_ERR_MEMORY;
    }
    size_t count = 0;
    for (size_t i = 0; i < attrs->count; i++) {
        if (is_plain(&reader->dts->words, attrs->list[i].name)) {
            continue;
        }
        list[count].name = attrs->list[i].name;
        list[count].text = ks_arena_text(&reader->dts->arena, attrs->list[i].value);
        if (list[count++].text == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    qsort(list, count, sizeof *list, compare_attrs);
    arc->attrs = list;
    arc->attr_count = count;
    return KS_OK;
}

/* What cannot fail. */
static void begin_arc(ks_xml_stream *stream, const ks_dts_start *start, ks_dts_arc *arc)
{
    const ks_dts_attrs *attrs = start->attrs;
    arc->name = start->name;
    arc->tag = start->tag;
    arc->place = ks_xml_place(stream);
    arc->order = ks_decimal_from_i64(1); /* XBRL 2.1 3.5.3.9.5 */
    /* One that is missing is told with the structure, and not once more for being none. */
    arc->weight = arc->tag == KS_TAG_CALCULATION_ARC ? ks_decimal_from_i64(1) : KS_DECIMAL_ZERO;
    arc->is_prohibited = ks_sv_is(ks_sv_trim(ks_dts_get(attrs, KS_A_USE)), "prohibited");
    if (!ks_sv_to_i64(ks_sv_trim(ks_dts_get(attrs, KS_A_PRIORITY)), &arc->priority)) {
        arc->priority = 0;
    }
}

static ks_status take_arc(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    const ks_dts_attrs *attrs = start->attrs;
    ks_dts_label *from = NULL;
    ks_dts_label *to = NULL;
    ks_dts_arc *arc = ks_vec_add(&reader->link->arcs);
    if (arc == NULL) {
        return KS_ERR_MEMORY;
    }
    begin_arc(stream, start, arc);
    ks_status status = ks_dts_intern(dts, ks_dts_get(attrs, KS_A_ARCROLE), &arc->arcrole);
    if (status == KS_OK) {
        status = take_label(reader, ks_dts_get(attrs, KS_A_FROM), &from);
    }
    if (status == KS_OK) {
        status = take_label(reader, ks_dts_get(attrs, KS_A_TO), &to);
    }
    arc->from = from;
    arc->to = to;
    if (status == KS_OK) {
        status = ks_dts_intern(dts, ks_dts_get(attrs, KS_A_PREFERRED_LABEL), &arc->preferred_label);
    }
    if (status == KS_OK) {
        status = take_number(dts, ks_dts_get(attrs, KS_A_ORDER), &arc->order);
    }
    if (status == KS_OK) {
        status = take_number(dts, ks_dts_get(attrs, KS_A_WEIGHT), &arc->weight);
    }
    if (status == KS_OK) {
        status = take_arc_attrs(reader, attrs, arc);
    }
    return status == KS_OK
               ? note_use(reader, KS_USE_OF_ARC, arc->arcrole, arc->name, NULL, arc->place)
               : status;
}

/* What an element is to XLink: those of the standard are what they are, whatever they say. */
static ks_dts_xlink xlink_of(const ks_dts_start *start)
{
    if (start->tag == KS_TAG_OTHER) {
        return ks_dts_xlink_of(ks_dts_get(start->attrs, KS_A_XLINK_TYPE));
    }
    if (start->tag >= KS_TAG_LABEL_LINK && start->tag <= KS_TAG_FOOTNOTE_LINK) {
        return KS_XLINK_EXTENDED;
    }
    return start->tag >= KS_TAG_LABEL_ARC && start->tag <= KS_TAG_FOOTNOTE_ARC
               ? KS_XLINK_ARC
               : ks_dts_xlink_of_tag(start->tag);
}

static ks_status start_in_link(ks_dts_reader *reader, ks_xml_stream *stream,
                               const ks_dts_start *start)
{
    switch (xlink_of(start)) {
    case KS_XLINK_LOCATOR:
        return take_locator(reader, stream, start);
    case KS_XLINK_RESOURCE:
        return take_resource(reader, stream, start);
    case KS_XLINK_ARC:
        return take_arc(reader, stream, start);
    default:
        return KS_OK;
    }
}

/* A child of a resource: the part of a reference. */
static ks_status start_part(ks_dts_reader *reader, const ks_dts_start *start)
{
    ks_named_text *part = ks_vec_add(&reader->parts);
    if (part == NULL) {
        return KS_ERR_MEMORY;
    }
    *part = (ks_named_text){start->name, ""};
    reader->part_begin = reader->text.len;
    return KS_OK;
}

static ks_status start_in_linkbase(ks_dts_reader *reader, ks_xml_stream *stream,
                                   const ks_dts_start *start)
{
    const size_t level = reader->depth - reader->linkbase_depth;
    if (level == 1 && (start->tag == KS_TAG_ROLE_REF || start->tag == KS_TAG_ARCROLE_REF)) {
        return take_role_ref(reader, stream, start);
    }
    if (level == 1) {
        return xlink_of(start) == KS_XLINK_EXTENDED ? open_link(reader, stream, start) : KS_OK;
    }
    if (level == 2 && reader->link != NULL) {
        return start_in_link(reader, stream, start);
    }
    return level == 3 && reader->resource != NULL ? start_part(reader, start) : KS_OK;
}

/* 4.3.3 */
static void check_linkbase_arcrole(ks_dts_reader *reader, ks_xml_stream *stream,
                                   const ks_dts_start *start)
{
    ks_sv arcrole = ks_sv_trim(ks_dts_get(start->attrs, KS_A_ARCROLE));
    if (arcrole.ptr != NULL &&
        !ks_sv_is(arcrole, "http://www.w3.org/1999/xlink/properties/linkbase")) {
        KS_REPORT(reader->dts->sink, KS_F_TAXONOMY_LINKBASE_ARCROLE, ks_xml_place(stream), NULL);
    }
}

ks_status ks_dts_link_start(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    const char *role = NULL;
    ks_status status = ks_dts_check_start(reader, stream, start);
    if (status != KS_OK) {
        return status;
    }
    if (reader->linkbase != NULL) {
        return start_in_linkbase(reader, stream, start);
    }
    if (reader->role_type != NULL) {
        return ks_dts_role_start(reader, stream, start);
    }
    /* What stands directly in appinfo, or the root of a linkbase. */
    if (reader->frames.count > 1) {
        return KS_OK;
    }
    switch (start->tag) {
    case KS_TAG_LINKBASE:
        return open_linkbase(reader, stream, start);
    case KS_TAG_LINKBASE_REF:
        check_linkbase_arcrole(reader, stream, start);
        status = ks_dts_intern(reader->dts, ks_dts_get(start->attrs, KS_A_ROLE), &role);
        return status == KS_OK ? ks_dts_take_ref(reader, stream, start, role) : status;
    case KS_TAG_ROLE_TYPE:
    case KS_TAG_ARCROLE_TYPE:
        return ks_dts_role_start(reader, stream, start);
    default:
        return KS_OK;
    }
}

static ks_status end_part(ks_dts_reader *reader)
{
    ks_sv text = ks_str_view(&reader->text);
    ks_sv own = {text.ptr + reader->part_begin, text.len - reader->part_begin};
    return ks_dts_text(reader->dts, own, &reader->parts.items[reader->parts.count - 1].text);
}

static ks_status end_resource(ks_dts_reader *reader)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *node = reader->resource;
    reader->resource = NULL;
    reader->is_collecting = false;
    if (reader->parts.count > 0) {
        const size_t size = reader->parts.count * sizeof *reader->parts.items;
        ks_named_text *parts = ks_arena_alloc(&dts->arena, size);
        if (parts == NULL) {
            return KS_ERR_MEMORY;
        }
        memcpy(parts, reader->parts.items, size);
        node->parts = parts;
        node->part_count = reader->parts.count;
    }
    return ks_dts_text(dts, ks_str_view(&reader->text), &node->text);
}

ks_status ks_dts_link_end(ks_dts_reader *reader, const ks_qname *name)
{
    (void)name;
    if (reader->resource != NULL) {
        if (reader->depth == reader->resource_depth + 1) {
            return end_part(reader);
        }
        return reader->depth == reader->resource_depth ? end_resource(reader) : KS_OK;
    }
    if (reader->depth == reader->linkbase_depth + 1 && reader->link != NULL) {
        ks_map_release(&reader->link->labels);
        reader->link = NULL;
    } else if (reader->depth == reader->linkbase_depth) {
        reader->linkbase = NULL;
    }
    return KS_OK;
}

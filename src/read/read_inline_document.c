/* One pass over an inline document: its elements of inline XBRL, and on the tape what they hold. */
#include <string.h>

#include "base_alloc.h"
#include "base_uri.h"
#include "model_taxonomy.h"
#include "read_inline_parts.h"

#define TEXT_HOLDERS                                                                               \
    (KS_IX_BIT(KS_IX_CONTINUATION) | KS_IX_BIT(KS_IX_FOOTNOTE) | KS_IX_BIT(KS_IX_NON_NUMERIC))

/* An open element. */
typedef struct frame {
    const ks_qname *name;
    ks_ix *around; /* itself, where it is one of inline XBRL, or the innermost around it */
    const ks_ix_scope *scope;
    const char *lang;
    const ks_ix_tag *tag; /* on the tape; NULL where it is not there */
    size_t skip;          /* place on the tape, from 1, of the KS_IX_SKIP of an ix:exclude */
    size_t resource;      /* number, from 1, of the resource that it is */
    bool is_ix;
} frame;

typedef struct reader {
    ks_inline *set;
    ks_ix_document *document;
    KS_VEC(frame) frames;
    KS_VEC(ks_xml_attr) attrs;
    size_t kept; /* open elements whose content goes on the tape */
} reader;

static frame *top(reader *r)
{
    return r->frames.count == 0 ? NULL : &r->frames.items[r->frames.count - 1];
}

static ks_status add_scope(reader *r, ks_xml_stream *stream, frame *opened)
{
    size_t count = 0;
    const ks_xml_binding *bindings = ks_xml_own_bindings(stream, &count);
    for (size_t i = 0; i < count; i++) {
        ks_ix_scope *scope = ks_arena_alloc(&r->set->arena, sizeof *scope);
        if (scope == NULL) {
            return KS_ERR_MEMORY;
        }
        *scope = (ks_ix_scope){opened->scope, bindings[i]};
        opened->scope = scope;
    }
    return KS_OK;
}

static bool stands_before(const ks_qname *a, const ks_qname *b)
{
    int order = a->ns == b->ns ? 0 : strcmp(a->ns, b->ns);
    return order != 0 ? order < 0 : strcmp(a->local, b->local) < 0;
}

/* Attributes have no order; by name, the same content is the same text. They are few. */
static void sort_attributes(ks_xml_attr *attrs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const ks_xml_attr moved = attrs[i];
        size_t k = i;
        for (; k > 0 && stands_before(moved.name, attrs[k - 1].name); k--) {
            attrs[k] = attrs[k - 1];
        }
        attrs[k] = moved;
    }
}

/* Copies of attributes, by name; `is_foreign`: only of those that have a namespace. */
static ks_status copy_attributes(reader *r, const ks_xml_attr *attrs, size_t count, bool is_foreign,
                                 const ks_xml_attr **out, size_t *out_count)
{
    r->attrs.count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_foreign && attrs[i].name->ns[0] == '\0') {
            continue;
        }
        ks_xml_attr *slot = ks_vec_add(&r->attrs);
        const char *text = ks_arena_text(&r->set->arena, attrs[i].value);
        if (slot == NULL || text == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (ks_xml_attr){attrs[i].name, {text, attrs[i].value.len}};
    }
    *out = NULL;
    *out_count = r->attrs.count;
    if (r->attrs.count > 0) {
        size_t size = r->attrs.count * sizeof *r->attrs.items;
        ks_xml_attr *copies = ks_arena_alloc(&r->set->arena, size);
        if (copies == NULL) {
            return KS_ERR_MEMORY;
        }
        memcpy(copies, r->attrs.items, size);
        sort_attributes(copies, r->attrs.count);
        *out = copies;
    }
    return KS_OK;
}

static ks_ix_event *add_event(reader *r, ks_ix_event_kind kind, ks_place place)
{
    ks_ix_event *event = ks_vec_add(&r->set->tape);
    if (event != NULL) {
        *event = (ks_ix_event){.kind = kind, .line = place.line, .column = place.column};
    }
    return event;
}

/* Ids are unique in a document (XML 1.0 3.3.1), and those of inline XBRL in the whole set. */
static ks_status add_id(reader *r, ks_sv id, ks_place place, const ks_qname *name, ks_ix *element)
{
    const char *text = ks_names_text(r->set->names, ks_sv_trim(id));
    ks_ix_id *added = ks_arena_alloc(&r->set->arena, sizeof *added);
    void *found = NULL;
    if (text == NULL || added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (ks_ix_id){place, name->local, element};
    ks_status status = ks_map_add_borrowed(&r->document->ids, ks_sv_from(text), added, &found);
    if (status != KS_OK) {
        return status;
    }
    if (found != NULL) {
        const ks_related first = {((const ks_ix_id *)found)->place, text};
        KS_REPORT_RELATED(r->set->sink, KS_F_INLINE_DUPLICATE_ID, place, &first, 1, text);
        return KS_OK;
    }
    if (element == NULL) {
        return KS_OK;
    }
    status = ks_map_add_borrowed(&r->set->elements_by_id, ks_sv_from(text), element, &found);
    if (status == KS_OK && found != NULL) {
        const ks_related first = {((const ks_ix *)found)->place, text};
        KS_REPORT_RELATED(r->set->sink, KS_F_INLINE_DUPLICATE_SET_ID, place, &first, 1, text);
    }
    return status;
}

static bool is_true(ks_sv value)
{
    ks_sv text = ks_sv_trim(value);
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

static ks_status take_values(reader *r, ks_ix *element, const ks_xml_attr *attrs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const ks_ix_attr_word *word = attrs[i].name->ns[0] != '\0'
                                          ? NULL
                                          : ks_map_get_ptr(&r->set->attr_by_name, attrs[i].name);
        if (attrs[i].name == r->set->known.nil) {
            element->is_nil = is_true(attrs[i].value);
        }
        if (word == NULL) {
            continue;
        }
        const char *text = ks_names_text(r->set->names, ks_sv_trim(attrs[i].value));
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        element->values[word - KS_IX_ATTRS] = text;
    }
    return copy_attributes(r, attrs, count, true, &element->others, &element->other_count);
}

/* The concept, and the transformation; names that are none are told by check_attributes. */
static ks_status resolve_names(reader *r, ks_xml_stream *stream, ks_ix *element)
{
    const char *name = element->values[KS_IX_NAME];
    const char *format = element->values[KS_IX_FORMAT];
    const ks_qname *found = NULL;
    ks_status status = KS_OK;
    if (name != NULL && ks_ix_form_fits(KS_IX_FORM_QNAME, ks_sv_from(name))) {
        status = ks_xml_resolve_qname(stream, ks_sv_from(name), &element->name);
        if (status == KS_REFUSED) {
            KS_REPORT(r->set->sink, KS_F_INLINE_UNBOUND_PREFIX, element->place, name, "name");
        }
    }
    if ((status == KS_OK || status == KS_REFUSED) && format != NULL &&
        ks_ix_form_fits(KS_IX_FORM_QNAME, ks_sv_from(format))) {
        status = ks_xml_resolve_qname(stream, ks_sv_from(format), &found);
        if (status == KS_REFUSED) {
            KS_REPORT(r->set->sink, KS_F_INLINE_UNBOUND_PREFIX, element->place, format, "format");
            element->has_bad_format = true;
        }
    }
    if (found == NULL) {
        return status == KS_REFUSED ? KS_OK : status;
    }
    element->transform = ks_transform_find(ks_sv_from(found->ns), ks_sv_from(found->local));
    if (element->transform == NULL) {
        const char *nearest = ks_transform_nearest(ks_sv_from(found->ns), ks_sv_from(found->local));
        element->has_bad_format = true;
        KS_REPORT(r->set->sink, KS_F_INLINE_UNKNOWN_TRANSFORM, element->place, found->local,
                  ks_transform_is_registry(ks_sv_from(found->ns)) ? NULL : found->ns, nearest);
    }
    return status == KS_REFUSED ? KS_OK : status;
}

/* 3.4: there is a schema of each version, and none of both. */
static void take_version(reader *r, const ks_ix *element, bool is_11)
{
    ks_ix_document *document = r->document;
    if (document->has_version && document->is_11 != is_11 && !document->is_mixed) {
        document->is_mixed = true;
        KS_REPORT(r->set->sink, KS_F_INLINE_MIXED_VERSIONS, element->place, ks_ix_title(element),
                  is_11 ? "1.1" : "1.0", is_11 ? "1.0" : "1.1");
    }
    document->has_version = true;
    document->is_11 = is_11;
}

static ks_status begin_element(reader *r, ks_xml_stream *stream, frame *opened,
                               const ks_ix_word *word, const ks_xml_attr *attrs, size_t count)
{
    ks_inline *set = r->set;
    const frame *around = top(r);
    ks_ix *element = ks_arena_zero(&set->arena, 1, sizeof *element);
    ks_ix **slot = ks_vec_add(&set->elements);
    if (element == NULL || slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = element;
    element->word = word;
    element->document = r->document;
    element->place = ks_xml_place(stream);
    take_version(r, element, opened->name->ns == set->known.ix[1]);
    element->parent = opened->around;
    element->around = ks_ix_is(element->parent, KS_IX_BIT(KS_IX_TUPLE)) ? element->parent
                      : element->parent != NULL                         ? element->parent->around
                                                                        : NULL;
    element->scope = opened->scope;
    element->lang = opened->lang;
    element->is_hidden =
        word->kind == KS_IX_HIDDEN || (element->parent != NULL && element->parent->is_hidden);
    element->is_in_text = element->parent != NULL &&
                          (element->parent->is_in_text || ks_ix_is(element->parent, TEXT_HOLDERS));
    ks_status status = take_values(r, element, attrs, count);
    if (status == KS_OK) {
        status = resolve_names(r, stream, element);
    }
    if (status != KS_OK) {
        return status;
    }
    ks_ix_check_attributes(set, element, attrs, count);
    ks_ix_check_place(set, element, around == NULL ? NULL : around->name);
    if (element->parent != NULL && around->is_ix && element->parent->only_child == NULL) {
        element->parent->only_child = element;
    }
    set->has_header = set->has_header || word->kind == KS_IX_HEADER;
    set->has_resources = set->has_resources || word->kind == KS_IX_RESOURCES;
    opened->around = element;
    opened->is_ix = true;
    if (word->kind == KS_IX_EXCLUDE && r->kept > 0) {
        opened->skip = set->tape.count + 1;
        status = add_event(r, KS_IX_SKIP, element->place) == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    element->begin = set->tape.count;
    r->kept += word->is_kept ? 1 : 0;
    const char *id = element->values[KS_IX_ID];
    if (status == KS_OK && id != NULL) {
        status = add_id(r, ks_sv_from(id), element->place, opened->name, element);
    }
    return status;
}

/* XHTML, or a resource of XBRL. */
static ks_status begin_other(reader *r, ks_xml_stream *stream, frame *opened,
                             const ks_xml_attr *attrs, size_t count)
{
    const ks_ix_names *known = &r->set->known;
    ks_status status = KS_OK;
    const frame *around = top(r);
    ks_ix_check_page_element(r->set, ks_xml_place(stream), opened->name, opened->around,
                             around != NULL && around->is_ix);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (attrs[i].name == known->attrs[KS_IX_ID]) {
            status = add_id(r, attrs[i].value, ks_xml_place(stream), opened->name, NULL);
        } else if (opened->name->ns == known->xhtml) {
            ks_ix_check_page_attribute(r->set, ks_xml_place(stream), opened->name, &attrs[i]);
        }
    }
    if (status != KS_OK || r->kept == 0) {
        return status;
    }
    ks_ix_tag *tag = ks_arena_alloc(&r->set->arena, sizeof *tag);
    ks_ix_event *event = add_event(r, KS_IX_START, ks_xml_place(stream));
    if (tag == NULL || event == NULL) {
        return KS_ERR_MEMORY;
    }
    *tag = (ks_ix_tag){.name = opened->name, .scope = opened->scope};
    event->tag = tag;
    opened->tag = tag;
    return copy_attributes(r, attrs, count, false, &tag->attrs, &tag->attr_count);
}

/* The document's own base: that of html's head. */
static ks_status take_base(reader *r, const frame *opened, const ks_xml_attr *attrs, size_t count)
{
    const frame *around = top(r);
    if (opened->name != r->set->known.html_base || around == NULL ||
        around->name != r->set->known.head || r->document->base != NULL) {
        return KS_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (attrs[i].name == r->set->known.href) {
            r->document->base = ks_arena_text(&r->set->arena, ks_sv_trim(attrs[i].value));
            return r->document->base == NULL ? KS_ERR_MEMORY : KS_OK;
        }
    }
    return KS_OK;
}

static bool is_resource(const ks_ix_names *known, const ks_ix *holder, const ks_qname *name)
{
    if (ks_ix_is(holder, KS_IX_BIT(KS_IX_REFERENCES))) {
        return name == known->schema_ref || name == known->linkbase_ref;
    }
    return name == known->context || name == known->unit || name == known->role_ref ||
           name == known->arcrole_ref;
}

static ks_status index_resource(reader *r, const ks_ix_resource *resource)
{
    const ks_ix_names *known = &r->set->known;
    ks_map *map = resource->name == known->context ? &r->set->contexts
                  : resource->name == known->unit  ? &r->set->units
                                                   : NULL;
    if (map == NULL) {
        return KS_OK;
    }
    if (resource->id == NULL) {
        KS_REPORT(r->set->sink, KS_F_INLINE_RESOURCE_WITHOUT_ID, resource->place,
                  resource->name->local);
        return KS_OK;
    }
    ks_sv id = ks_sv_from(resource->id);
    size_t other = (size_t)(uintptr_t)ks_map_get(map, id);
    if (other != 0) {
        const ks_ix_resource *first = &r->set->resources.items[other - 1];
        /* In one document the id itself is a duplicate already. */
        if (first->document != resource->document) {
            const ks_related related = {first->place, resource->id};
            KS_REPORT_RELATED(r->set->sink, KS_F_INLINE_DUPLICATE_RESOURCE, resource->place,
                              &related, 1, resource->name->local, resource->id);
        }
        return KS_OK;
    }
    return ks_map_set_borrowed(map, id, (void *)(uintptr_t)r->set->resources.count);
}

/* A child of ix:references or ix:resources. */
static ks_status begin_resource(reader *r, frame *opened, ks_place place, const ks_xml_attr *attrs,
                                size_t count)
{
    const ks_ix_names *known = &r->set->known;
    const ks_qname *key = opened->name == known->role_ref      ? known->role_uri
                          : opened->name == known->arcrole_ref ? known->arcrole_uri
                                                               : known->attrs[KS_IX_ID];
    const bool is_reference = ks_ix_is(opened->around, KS_IX_BIT(KS_IX_REFERENCES));
    ks_ix_resource *resource =
        is_reference ? ks_vec_add(&r->set->references) : ks_vec_add(&r->set->resources);
    if (resource == NULL) {
        return KS_ERR_MEMORY;
    }
    *resource = (ks_ix_resource){.document = r->document,
                                 .holder = opened->around,
                                 .place = place,
                                 .name = opened->name,
                                 .begin = r->set->tape.count - 1};
    if (is_reference) {
        return KS_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (attrs[i].name == key) {
            resource->id = ks_names_text(r->set->names, ks_sv_trim(attrs[i].value));
            if (resource->id == NULL) {
                return KS_ERR_MEMORY;
            }
        }
    }
    opened->resource = r->set->resources.count;
    return index_resource(r, resource);
}

/* NULL where the version has no such element. */
static const ks_ix_word *word_of(reader *r, const ks_qname *name)
{
    const ks_ix_word *word = ks_map_get_ptr(&r->set->word_by_name, name);
    return word != NULL && word->attrs[name->ns == r->set->known.ix[1]] != 0 ? word : NULL;
}

static bool is_ix_name(const reader *r, const ks_qname *name)
{
    return name->ns == r->set->known.ix[0] || name->ns == r->set->known.ix[1];
}

static void check_child(reader *r, ks_place place, const ks_qname *name)
{
    const frame *around = top(r);
    if (around == NULL || !around->is_ix) {
        return;
    }
    const ks_ix *parent = around->around;
    if (parent->word->is_structure && !is_ix_name(r, name) &&
        !(ks_ix_is(parent, KS_IX_BIT(KS_IX_REFERENCES) | KS_IX_BIT(KS_IX_RESOURCES)) &&
          is_resource(&r->set->known, parent, name))) {
        KS_REPORT(r->set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, place, ks_ix_title(parent),
                  name->local);
    }
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    reader *r = user;
    const frame *around = top(r);
    const bool is_in_ix = around != NULL && around->is_ix;
    frame opened = {.name = name};
    if (around != NULL) {
        opened.around = around->around;
        opened.scope = around->scope;
        opened.lang = around->lang;
    }
    if (is_in_ix) {
        opened.around->child_count++;
    }
    ks_status status = add_scope(r, stream, &opened);
    const ks_xml_attr *lang = NULL;
    for (size_t i = 0; i < count; i++) {
        lang = attrs[i].name == r->set->known.lang ? &attrs[i] : lang;
    }
    if (status == KS_OK && lang != NULL) {
        opened.lang = ks_names_text(r->set->names, ks_sv_trim(lang->value));
        status = opened.lang == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    const ks_ix_word *word = is_ix_name(r, name) ? word_of(r, name) : NULL;
    if (status == KS_OK) {
        check_child(r, ks_xml_place(stream), name);
        if (word != NULL) {
            status = begin_element(r, stream, &opened, word, attrs, count);
        } else if (is_ix_name(r, name)) {
            KS_REPORT(r->set->sink, KS_F_INLINE_UNKNOWN_ELEMENT, ks_xml_place(stream), name->local);
        } else {
            status = take_base(r, &opened, attrs, count);
            if (status == KS_OK) {
                status = begin_other(r, stream, &opened, attrs, count);
            }
        }
    }
    if (status == KS_OK && word == NULL && is_in_ix && opened.tag != NULL &&
        ks_ix_is(opened.around, KS_IX_BIT(KS_IX_REFERENCES) | KS_IX_BIT(KS_IX_RESOURCES)) &&
        is_resource(&r->set->known, opened.around, name)) {
        status = begin_resource(r, &opened, ks_xml_place(stream), attrs, count);
    }
    frame *slot = status == KS_OK ? ks_vec_add(&r->frames) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = opened;
    return KS_OK;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    reader *r = user;
    const frame *around = top(r);
    if (around == NULL || (r->kept == 0 && !around->is_ix)) {
        return KS_OK;
    }
    if (around->is_ix) {
        around->around->has_space = true;
    }
    if (around->is_ix && !around->around->has_text && ks_sv_trim(text).len > 0) {
        around->around->has_text = true;
        if (around->around->word->is_structure) {
            KS_REPORT(r->set->sink, KS_F_INLINE_TEXT_NOT_ALLOWED, ks_xml_place(stream),
                      ks_ix_title(around->around));
        }
    }
    if (r->kept == 0 || text.len == 0) {
        return KS_OK;
    }
    ks_ix_event *event = add_event(r, KS_IX_TEXT, KS_NOWHERE);
    const char *copy = ks_arena_text(&r->set->arena, text);
    if (event == NULL || copy == NULL) {
        return KS_ERR_MEMORY;
    }
    event->text = (ks_sv){copy, text.len};
    return KS_OK;
}

static void end_element(reader *r, const frame *closed)
{
    ks_ix *element = closed->around;
    element->end = r->set->tape.count;
    r->kept -= element->word->is_kept ? 1 : 0;
    if (closed->skip != 0) {
        r->set->tape.items[closed->skip - 1].next = r->set->tape.count;
    }
    ks_ix_check_end(r->set, element);
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    reader *r = user;
    const frame closed = r->frames.items[--r->frames.count];
    (void)stream;
    (void)name;
    if (closed.is_ix) {
        end_element(r, &closed);
    } else if (closed.tag != NULL) {
        ks_ix_event *event = add_event(r, KS_IX_END, KS_NOWHERE);
        if (event == NULL) {
            return KS_ERR_MEMORY;
        }
        event->tag = closed.tag;
    }
    if (closed.resource != 0) {
        r->set->resources.items[closed.resource - 1].end = r->set->tape.count;
    }
    return KS_OK;
}

ks_status ks_ix_read_document(ks_inline *set, ks_ix_document *document,
                              const ks_io_document *source)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    reader r = {.set = set, .document = document};
    const ks_xml_source xml = {
        .file = source->file, .text = source->text, .names = set->names, .sink = set->sink};
    ks_status status = ks_xml_parse(&xml, &handler, &r);
    ks_vec_release(&r.frames);
    ks_vec_release(&r.attrs);
    return status;
}

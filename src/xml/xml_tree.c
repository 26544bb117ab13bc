#include "xml_tree.h"

#include "base_namespaces.h"
#include "base_uri.h"
#include "base_vec.h"

typedef struct open_element {
    ks_xml_element *element;
    ks_xml_element *last_child;
    ks_str text; /* its storage is used again by later elements of the same depth */
} open_element;

typedef struct builder {
    ks_arena *arena;
    ks_xml_element *root;
    KS_VEC(open_element) open;
    size_t depth;
} builder;

static ks_status copy_attrs(builder *b, ks_xml_element *element, const ks_xml_attr *attrs,
                            size_t count)
{
    ks_xml_attr_node *nodes = count == 0 ? NULL : ks_arena_zero(b->arena, count, sizeof *nodes);

    for (size_t i = 0; i < count && nodes != NULL; i++) {
        nodes[i].name = attrs[i].name;
        nodes[i].value = ks_arena_text(b->arena, attrs[i].value);
        if (nodes[i].value == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    element->attrs = nodes;
    element->attr_count = count;
    return count > 0 && nodes == NULL ? KS_ERR_MEMORY : KS_OK;
}

static void hang_in(builder *b, ks_xml_element *element)
{
    open_element *parent;

    if (b->depth == 0) {
        b->root = element;
        return;
    }
    parent = &b->open.items[b->depth - 1];
    element->parent = parent->element;
    if (parent->last_child == NULL) {
        parent->element->first_child = element;
    } else {
        parent->last_child->next = element;
    }
    parent->last_child = element;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t attr_count)
{
    builder *b = user;
    ks_xml_element *element = ks_arena_zero(b->arena, 1, sizeof *element);
    ks_status status;

    if (element == NULL || (b->depth == b->open.count && ks_vec_add(&b->open) == NULL)) {
        return KS_ERR_MEMORY;
    }
    element->name = name;
    element->place = ks_xml_place(stream);
    element->text = "";
    status = copy_attrs(b, element, attrs, attr_count);
    if (status != KS_OK) {
        return status;
    }
    hang_in(b, element);
    if (b->open.items[b->depth].text.ptr == NULL) {
        ks_str_init(&b->open.items[b->depth].text);
    }
    ks_str_clear(&b->open.items[b->depth].text);
    b->open.items[b->depth].element = element;
    b->open.items[b->depth].last_child = NULL;
    b->depth++;
    return KS_OK;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    builder *b = user;

    (void)stream;
    ks_str_add_sv(&b->open.items[b->depth - 1].text, text);
    return KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    builder *b = user;
    open_element *open = &b->open.items[b->depth - 1];

    (void)stream;
    (void)name;
    if (ks_str_status(&open->text) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    if (open->text.len > 0) {
        open->element->text = ks_arena_text(b->arena, ks_str_view(&open->text));
    }
    b->depth--;
    return open->element->text == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_xml_tree_read(const ks_xml_source *source, ks_arena *arena, ks_xml_element **out_root)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    builder b = {.arena = arena};
    ks_status status = ks_xml_parse(source, &handler, &b);

    for (size_t i = 0; i < b.open.count; i++) {
        if (b.open.items[i].text.ptr != NULL) {
            ks_str_release(&b.open.items[i].text);
        }
    }
    ks_vec_release(&b.open);
    if (status == KS_OK) {
        *out_root = b.root;
    }
    return status;
}

bool ks_xml_is(const ks_xml_element *element, const char *ns, const char *local)
{
    return strcmp(element->name->local, local) == 0 && strcmp(element->name->ns, ns) == 0;
}

const char *ks_xml_get_ns(const ks_xml_element *element, const char *ns, const char *local)
{
    for (size_t i = 0; i < element->attr_count; i++) {
        const ks_qname *name = element->attrs[i].name;
        if (strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0) {
            return element->attrs[i].value;
        }
    }
    return NULL;
}

const char *ks_xml_get(const ks_xml_element *element, const char *local)
{
    return ks_xml_get_ns(element, "", local);
}

static ks_xml_element *first_named(ks_xml_element *from, const char *ns, const char *local)
{
    while (from != NULL && !ks_xml_is(from, ns, local)) {
        from = from->next;
    }
    return from;
}

ks_xml_element *ks_xml_child(const ks_xml_element *parent, const char *ns, const char *local)
{
    return first_named(parent->first_child, ns, local);
}

ks_xml_element *ks_xml_sibling(const ks_xml_element *after, const char *ns, const char *local)
{
    return first_named(after->next, ns, local);
}

const char *ks_xml_base(const ks_xml_element *element, const char *base, ks_arena *arena)
{
    if (element == NULL) {
        return base;
    }
    base = ks_xml_base(element->parent, base, arena);
    const char *own = ks_xml_get_ns(element, KS_NS_XML, "base");
    return own == NULL || base == NULL
               ? base
               : ks_uri_resolve(arena, ks_sv_from(base), ks_sv_trim(ks_sv_from(own)));
}

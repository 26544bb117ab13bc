#include "xml_attributes.h"

#include "base_namespaces.h"
#include "base_text.h"
#include "base_vec.h"

typedef struct gathering {
    const ks_xml_element *root;
    KS_VEC(ks_sv) found; /* each ends in NUL */
    bool is_failed;
} gathering;

static const char *local_part(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void gather(gathering *g, const ks_xml_element *parent);

/* What stands at the top of the schema under that name. */
static void gather_named(gathering *g, const char *kind, const char *name)
{
    const ks_xml_element *e = name == NULL ? NULL : ks_xml_child(g->root, KS_NS_XSD, kind);
    for (; e != NULL; e = ks_xml_sibling(e, KS_NS_XSD, kind)) {
        const char *own = ks_xml_get(e, "name");
        if (own != NULL && strcmp(own, local_part(name)) == 0) {
            gather(g, e);
        }
    }
}

static void add_attribute(gathering *g, const ks_xml_element *attribute)
{
    const char *name = ks_xml_get(attribute, "name");
    ks_sv *slot = name == NULL ? NULL : ks_vec_add(&g->found);
    if (slot != NULL) {
        *slot = ks_sv_from(name);
    }
    g->is_failed |= name != NULL && slot == NULL;
}

/* Elements within have attributes of their own. */
static void gather(gathering *g, const ks_xml_element *parent)
{
    static const char *const BETWEEN[] = {"complexType", "complexContent", "simpleContent",
                                          "extension", "restriction"};
    for (const ks_xml_element *e = parent->first_child; e != NULL; e = e->next) {
        if (ks_xml_is(e, KS_NS_XSD, "attribute")) {
            add_attribute(g, e);
        } else if (ks_xml_is(e, KS_NS_XSD, "attributeGroup")) {
            gather_named(g, "attributeGroup", ks_xml_get(e, "ref"));
        }
        for (size_t i = 0; i < sizeof BETWEEN / sizeof *BETWEEN; i++) {
            if (ks_xml_is(e, KS_NS_XSD, BETWEEN[i])) {
                gather_named(g, "complexType", ks_xml_get(e, "base"));
                gather(g, e);
            }
        }
    }
}

static const ks_xml_element *next_in_order(const ks_xml_element *e)
{
    if (e->first_child != NULL) {
        return e->first_child;
    }
    while (e != NULL && e->next == NULL) {
        e = e->parent;
    }
    return e == NULL ? NULL : e->next;
}

static void gather_of(gathering *g, ks_sv element)
{
    for (const ks_xml_element *e = g->root; e != NULL; e = next_in_order(e)) {
        const char *name = ks_xml_is(e, KS_NS_XSD, "element") ? ks_xml_get(e, "name") : NULL;
        if (name != NULL && ks_sv_is(element, name)) {
            gather_named(g, "complexType", ks_xml_get(e, "type"));
            gather(g, e);
        }
    }
}

static void read_schema(ks_xml_attributes *attributes)
{
    const ks_xml_source source = {
        .file = "", .text = attributes->text, .names = &attributes->names};
    attributes->is_read = true;
    if (attributes->text.len == 0 ||
        ks_xml_tree_read(&source, &attributes->arena, &attributes->root) != KS_OK) {
        attributes->root = NULL;
    }
}

void ks_xml_attributes_init(ks_xml_attributes *attributes, ks_sv text)
{
    *attributes = (ks_xml_attributes){.text = text};
    ks_arena_init(&attributes->arena);
    ks_names_init(&attributes->names);
}

void ks_xml_attributes_release(ks_xml_attributes *attributes)
{
    ks_arena_release(&attributes->arena);
    ks_names_release(&attributes->names);
}

const char *ks_xml_attributes_nearest(ks_xml_attributes *attributes, ks_sv element, ks_sv name)
{
    if (!attributes->is_read) {
        read_schema(attributes);
    }
    if (attributes->root == NULL) {
        return NULL;
    }
    gathering g = {.root = attributes->root};
    gather_of(&g, element);
    const size_t nearest = ks_text_nearest(name, g.found.items, g.found.count);
    const char *text = nearest == SIZE_MAX || g.is_failed ? NULL : g.found.items[nearest].ptr;
    ks_vec_release(&g.found);
    return text;
}

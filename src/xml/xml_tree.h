/* A small read-only tree of ours, for documents that are looked at from many sides (a plan, a
 * catalogue). Built from one pass; lives in the caller's arena; keeps nothing of libxml2. */
#ifndef KS_XML_TREE_H
#define KS_XML_TREE_H

#include "base_arena.h"
#include "xml_stream.h"

typedef struct ks_xml_element {
    const ks_qname *name;
    ks_place place;
    const struct ks_xml_attr_node *attrs;
    size_t attr_count;
    const char *text; /* its own text, pieces joined, NUL-terminated, never NULL */
    struct ks_xml_element *parent;
    struct ks_xml_element *first_child;
    struct ks_xml_element *next;
} ks_xml_element;

typedef struct ks_xml_attr_node {
    const ks_qname *name;
    const char *value; /* NUL-terminated */
} ks_xml_attr_node;

KS_MUST_USE ks_status ks_xml_tree_read(const ks_xml_source *source, ks_arena *arena,
                                       ks_xml_element **out_root);

bool ks_xml_is(const ks_xml_element *element, const char *ns, const char *local);
/* The value of the attribute without namespace, or NULL. */
const char *ks_xml_get(const ks_xml_element *element, const char *local);
const char *ks_xml_get_ns(const ks_xml_element *element, const char *ns, const char *local);
/* The first child, or the next sibling behind `after`, of that name; NULL where there is none. */
ks_xml_element *ks_xml_child(const ks_xml_element *parent, const char *ns, const char *local);
ks_xml_element *ks_xml_sibling(const ks_xml_element *after, const char *ns, const char *local);
/* XML Base: what relative references of the element are relative to, in a document at `base`. NULL
 * when memory is short. */
const char *ks_xml_base(const ks_xml_element *element, const char *base, ks_arena *arena);

#endif

/* A taxonomy while it is read: documents as they are discovered, what they declare, and the links
 * between that, before it is known what they lead to. For the room's own use. */
#ifndef KS_READ_DTS_H
#define KS_READ_DTS_H

#include "base_map.h"
#include "base_vec.h"
#include "io_resolve.h"
#include "model_taxonomy.h"
#include "xml_stream.h"

#define KS_NS_XL "http://www.xbrl.org/2003/XLink"

/* Something that a locator can lead to. */
typedef enum ks_dts_node_kind {
    KS_NODE_ELEMENT,  /* an element declared at the top of a schema */
    KS_NODE_RESOURCE, /* in a linkbase */
    KS_NODE_OTHER     /* role types and the like */
} ks_dts_node_kind;

typedef struct ks_dts_node {
    ks_dts_node_kind kind;
    const char *id; /* or NULL */
    ks_place place;
    /* of an element */
    const ks_qname *name;
    const ks_qname *type; /* declared, or what its anonymous type is derived from; or NULL */
    const ks_qname *head; /* of the substitution group, or NULL */
    ks_period_type period;
    ks_balance balance;
    bool is_abstract;
    bool is_nillable;
    const ks_concept *concept; /* once it is known to be one */
    /* of a resource */
    const char *role;
    const char *lang;
    const char *text;
} ks_dts_node;

typedef struct ks_dts_document {
    const ks_io_document *source; /* NULL: it is not at hand, or not readable */
    const char *url;
    const char *ns;                 /* target namespace of a schema, else NULL */
    ks_map by_id;                   /* -> ks_dts_node */
    KS_VEC(ks_dts_node *) children; /* of the root of a schema; NULL for what is no element */
} ks_dts_document;

/* A locator or a resource, by its xlink:label. */
typedef struct ks_dts_end {
    const char *label;         /* interned */
    ks_dts_document *document; /* of a locator */
    const char *fragment;      /* of a locator, or NULL */
    ks_dts_node *node;         /* of a resource; of a locator once it is resolved */
    bool is_resolved;
    ks_place place;
    struct ks_dts_end *next; /* of the same label */
} ks_dts_end;

typedef struct ks_dts_arc {
    const char *arcrole; /* interned */
    const char *from;    /* interned labels */
    const char *to;
    ks_decimal order;
    ks_decimal weight;
    const char *preferred_label;
    int64_t priority;
    bool is_prohibited;
    ks_place place;
} ks_dts_arc;

typedef struct ks_dts_link {
    const char *role; /* interned */
    KS_VEC(ks_dts_end *) ends;
    KS_VEC(ks_dts_arc) arcs;
} ks_dts_link;

typedef struct ks_dts_role_ref {
    const char *uri; /* interned */
    ks_place place;
    bool is_arcrole;
} ks_dts_role_ref;

typedef struct ks_dts {
    ks_names *names;
    ks_io_resolver *resolver;
    ks_sink *sink;
    ks_taxonomy *taxonomy;
    ks_arena arena;
    KS_VEC(ks_dts_document *) documents; /* in order of discovery; read one after the other */
    ks_map document_by_url;
    ks_map element_by_name;         /* address of a ks_qname -> ks_dts_node */
    ks_map type_base;               /* address of a ks_qname -> ks_dts_type */
    ks_map role_by_uri;             /* address of the interned URI -> anything */
    ks_map tags;                    /* address of a ks_qname -> ks_dts_tag */
    KS_VEC(ks_dts_node *) elements; /* of all schemas, in order */
    KS_VEC(ks_dts_link *) links;
    KS_VEC(ks_dts_role_ref) role_refs;
    size_t guesses; /* how often a nearest name was looked for: that is not linear, so not often */
} ks_dts;

/* What the type `name` is derived from. */
typedef struct ks_dts_type {
    const ks_qname *base;
} ks_dts_type;

/* Elements that readers tell apart. */
typedef enum ks_dts_tag {
    KS_TAG_OTHER,
    KS_TAG_SCHEMA,
    KS_TAG_IMPORT, /* include and redefine too */
    KS_TAG_ELEMENT,
    KS_TAG_TYPE,       /* complex or simple */
    KS_TAG_DERIVATION, /* restriction or extension */
    KS_TAG_LINKBASE_REF,
    KS_TAG_ROLE_TYPE,
    KS_TAG_ARCROLE_TYPE,
    KS_TAG_DEFINITION,
    KS_TAG_USED_ON,
    KS_TAG_LINKBASE,
    KS_TAG_ROLE_REF,
    KS_TAG_ARCROLE_REF
} ks_dts_tag;

/* One document while it is read. */
typedef struct ks_dts_reader {
    ks_dts *dts;
    ks_dts_document *document;
    size_t depth; /* elements open around the current event */
    ks_str text;
    bool is_collecting;   /* text is wanted */
    bool is_foundation;   /* of XBRL 2.1 itself: nothing in it is wanted */
    ks_dts_node *element; /* the declaration at hand */
    const ks_qname *type; /* the type definition at hand */
    ks_role role;         /* the role type at hand; its URI is NULL where there is none */
    ks_str used_on;
    ks_dts_link *link; /* the extended link at hand */
    size_t link_depth;
    ks_dts_node *resource;
    size_t resource_depth;
    const char *last_href; /* the document part of the locator before, and where it led */
    ks_dts_document *last_document;
} ks_dts_reader;

typedef struct ks_dts_attrs {
    const ks_xml_attr *list;
    size_t count;
} ks_dts_attrs;

/* The value of an attribute, or a view with a NULL pointer. */
ks_sv ks_dts_attr(ks_dts_attrs attrs, const char *ns, const char *local);

/* The document that `href` leads to from `base`, put at the end of those to be read if it is new.
 * *out is set also where it is not at hand; that is reported the first time. */
KS_MUST_USE ks_status ks_dts_discover(ks_dts *dts, const char *base, ks_sv href, ks_place place,
                                      ks_dts_document **out);
KS_MUST_USE ks_status ks_dts_add_id(ks_dts_document *document, ks_dts_node *node);
/* The thing at that fragment, or NULL. */
ks_dts_node *ks_dts_find(const ks_dts_document *document, const char *fragment);

/* read_schema.c and read_linkbase.c: the parts of a document, from its events. */
KS_MUST_USE ks_status ks_dts_schema_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                          ks_dts_tag tag, ks_dts_attrs attrs);
KS_MUST_USE ks_status ks_dts_schema_end(ks_dts_reader *reader, ks_xml_stream *stream,
                                        ks_dts_tag tag);
KS_MUST_USE ks_status ks_dts_link_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                        ks_dts_tag tag, ks_dts_attrs attrs);
KS_MUST_USE ks_status ks_dts_link_end(ks_dts_reader *reader);

/* read_concepts.c: elements that are items or tuples become concepts. */
KS_MUST_USE ks_status ks_dts_make_concepts(ks_dts *dts);
/* read_relations.c: arcs become labels and relationships. */
KS_MUST_USE ks_status ks_dts_make_relations(ks_dts *dts);

#endif

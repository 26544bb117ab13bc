/* A taxonomy while it is read: documents as they are discovered, what they declare, and the links
 * between that, before it is known what they lead to. For the room's own use.
 *
 * Documents are read one after the other, each once (read_dts.c). Everything that needs more than
 * one document is settled when all are read: what role references, locators and arcs lead to, which
 * relationships are left, whether custom elements are declared. */
#ifndef KS_READ_DTS_H
#define KS_READ_DTS_H

#include "base_map.h"
#include "base_vec.h"
#include "io_resolve.h"
#include "model_taxonomy.h"
#include "read_taxonomy.h"
#include "read_types.h"
#include "read_words.h"
#include "xml_stream.h"

typedef struct ks_dts_document ks_dts_document;
typedef struct ks_dts_linkbase ks_dts_linkbase;

/* XBRL 2.1 5.1.3, 5.1.4 */
typedef struct ks_dts_role_type {
    const char *uri; /* interned */
    const char *id;
    const char *definition;
    bool is_arcrole;
    ks_cycles cycles;
    const ks_qname **used_on;
    size_t used_on_count;
    const ks_dts_document *document;
    ks_place place;
    struct ks_dts_role_type *next; /* another declaration of the same URI */
} ks_dts_role_type;

/* Something that a locator can lead to. */
typedef enum ks_dts_node_kind {
    KS_NODE_ELEMENT,  /* an element declared at the top of a schema */
    KS_NODE_RESOURCE, /* in a linkbase */
    KS_NODE_ROLE_TYPE,
    KS_NODE_LINKBASE,
    KS_NODE_OTHER /* any other element with an id, or a document itself */
} ks_dts_node_kind;

typedef struct ks_dts_node {
    ks_dts_node_kind kind;
    const char *id;   /* or NULL */
    uint32_t ordinal; /* number of the element in its document, from 0 */
    ks_place place;
    const ks_qname *name; /* that an element declares, or of a resource */
    /* of an element */
    const ks_qname *type;    /* declared, or what its anonymous type is derived from; or NULL */
    const ks_qname *head;    /* of the substitution group, or NULL */
    const char *period_text; /* as written, for findings; or NULL */
    ks_period_type period;
    ks_balance balance;
    bool is_abstract;
    bool is_nillable;
    bool has_anonymous_type;
    bool has_no_prefix;                /* the prefix of its type is not declared, which XSD tells */
    const char *typed_domain;          /* xbrldt:typedDomainRef as written, or NULL */
    const char *typed_domain_url;      /* of its document */
    const char *typed_domain_fragment; /* or NULL */
    const ks_enum_domain *enumerations[2]; /* what it says by 1.0 and by 2.0, or NULL */
    const ks_concept *concept;             /* once it is known to be one */
    /* of a resource */
    const char *role;
    const char *lang;
    const char *text;
    const ks_named_text *parts;
    size_t part_count;
    /* of a role type, of a linkbase */
    ks_dts_role_type *role_type;
    ks_dts_linkbase *linkbase;
    /* while cycles are looked for */
    size_t vertex_set;
    size_t vertex;
} ks_dts_node;

typedef enum ks_dts_use_kind { KS_USE_OF_LINK, KS_USE_OF_RESOURCE, KS_USE_OF_ARC } ks_dts_use_kind;

/* Where a kind of thing was met first. */
typedef struct ks_dts_use {
    const char *uri;      /* interned: of a role or an arcrole */
    const ks_qname *name; /* of the element that has it */
    const ks_qname *link; /* of the extended link that a custom resource stands in; or NULL */
    ks_dts_use_kind kind;
    bool is_arcrole;
    ks_place place;
} ks_dts_use;

/* A role or arcrole reference of a linkbase (3.5.2.4, 3.5.2.5). */
struct ks_dts_linkbase {
    ks_dts_document *document;
    ks_place place;
    ks_map refs; /* [is_arcrole, address of the interned URI] -> the linkbase */
    ks_map use_index;
    KS_VEC(ks_dts_use) uses;
    uint64_t link_tags;                 /* kinds of extended links in it */
    ks_place link_places[KS_TAG_COUNT]; /* the first of each */
    const ks_qname *custom_link;        /* the first custom one, or NULL */
    ks_place custom_place;
};

typedef enum ks_dts_document_kind {
    KS_DOCUMENT_UNREAD,
    KS_DOCUMENT_SCHEMA,
    KS_DOCUMENT_LINKBASE,
    KS_DOCUMENT_OTHER,
    KS_DOCUMENT_BROKEN /* it is there, and not readable */
} ks_dts_document_kind;

/* A finding about the structure of a document: kept back until it is known whether the XSD
 * validator looks at the document anyway. */
typedef struct ks_dts_held {
    ks_finding_id id;
    ks_place place;
    const char *args[4];
} ks_dts_held;

struct ks_dts_document {
    const ks_io_document *source; /* NULL: it is not at hand, or not readable */
    const char *url;
    ks_dts_document_kind kind;
    const char *ns;         /* target namespace of a schema, else NULL */
    const char *include_ns; /* of the first schema that includes it, or NULL */
    bool is_chameleon;      /* it has no namespace of its own */
    bool is_alias;          /* read once more, for another namespace that includes it */
    bool is_hint;           /* no part of the taxonomy: only elements and attributes are wanted */
    bool is_distant;        /* only a roleRef or arcroleRef of the instance leads to it */
    bool is_told;           /* that it is neither a schema nor a linkbase */
    bool needs_schema;
    ks_map by_id;                /* -> ks_dts_node */
    KS_VEC(ks_dts_node *) nodes; /* in order of the document */
    ks_dts_node *self;           /* the document as a whole */
    ks_dts_linkbase *linkbase;   /* where it is one */
    struct ks_dts_tree *tree;    /* once a child sequence was asked for */
    KS_VEC(ks_dts_held) held;
};

/* An xlink:label of a link, and what has it. */
typedef struct ks_dts_label {
    const char *text;
    struct ks_dts_end *first; /* in order of the document; NULL where nothing has it */
    struct ks_dts_end *last;
} ks_dts_label;

/* A locator or a resource. */
typedef struct ks_dts_end {
    ks_dts_document *document; /* of a locator; NULL where it is a custom one */
    const char *url;           /* of a custom locator: it does not add to the taxonomy */
    const char *fragment;      /* of a locator, or NULL */
    bool is_standard;          /* link:loc */
    ks_dts_node *node;         /* of a resource; of a locator once it is resolved */
    bool is_resolved;
    ks_place place;
    struct ks_dts_end *next; /* of the same label */
} ks_dts_end;

typedef struct ks_dts_arc {
    const ks_qname *name; /* of its element */
    ks_dts_tag tag;
    const char *arcrole;      /* interned */
    const ks_dts_label *from; /* NULL where the attribute is missing */
    const ks_dts_label *to;
    ks_decimal order;
    ks_decimal weight;
    const char *preferred_label;
    int64_t priority;
    bool is_prohibited;
    const ks_named_text *attrs; /* besides the standard ones, by name */
    size_t attr_count;
    ks_place place;
} ks_dts_arc;

typedef struct ks_dts_link {
    const char *role; /* interned */
    const ks_qname *name;
    ks_dts_tag tag;
    ks_dts_linkbase *linkbase;
    ks_map labels; /* by text, until the link ends */
    KS_VEC(ks_dts_end *) ends;
    KS_VEC(ks_dts_arc) arcs;
} ks_dts_link;

/* A reference to a document, to be checked when all are read. */
typedef struct ks_dts_ref {
    ks_dts_tag tag; /* KS_TAG_IMPORT and so on */
    ks_dts_document *document;
    const char *fragment; /* or NULL */
    const char *uri;      /* xlink:role of a linkbaseRef, the URI of a roleRef, namespace */
    ks_place place;
} ks_dts_ref;

/* What the type `name` is derived from. */
typedef struct ks_dts_type {
    const ks_qname *base;
    bool is_simple; /* content */
} ks_dts_type;

/* An element or attribute that is not of the standard, as it is used: by name and xlink:type. */
typedef struct ks_dts_custom {
    const ks_qname *name;
    ks_dts_xlink xlink;
    bool is_attribute;
    bool is_part; /* stands in a link:reference */
    ks_dts_document *document;
    ks_place place;
} ks_dts_custom;

typedef struct ks_dts {
    ks_type_reader types; /* what the taxonomy's schemas declare */
    ks_names *names;
    ks_io_resolver *resolver;
    ks_sink *sink;
    ks_taxonomy *taxonomy;
    ks_arena arena;
    ks_dts_words words;
    KS_VEC(ks_dts_document *) documents; /* in order of discovery; read one after the other */
    ks_map document_by_url;              /* by canonical form */
    ks_map element_by_name;              /* address of a ks_qname -> ks_dts_node */
    ks_map hint_by_name;                 /* the same, of schemas that are no part of the taxonomy */
    ks_map attribute_by_name; /* address of a ks_qname -> ks_dts_type: global attributes */
    ks_map type_base;         /* address of a ks_qname -> ks_dts_type */
    ks_map role_by_uri;       /* address of the interned URI -> ks_dts_role_type */
    ks_map arcrole_by_uri;    /* the same */
    KS_VEC(ks_dts_role_type *) role_types; /* in order */
    KS_VEC(ks_dts_node *) elements;        /* of all schemas, in order */
    KS_VEC(ks_dts_link *) links;
    KS_VEC(ks_dts_linkbase *) linkbases;
    KS_VEC(ks_dts_ref) refs;
    size_t looked_up; /* how many of them were looked up for linkbases inside of schemas */
    ks_map custom_index;
    KS_VEC(ks_dts_custom) customs;
    KS_VEC(ks_schema_hint) hints;
    ks_map hint_index;
    bool are_hints_read;
    bool are_roles_read; /* what roleRefs and arcroleRefs of the instance lead to, and is not there
                          */
    size_t guesses; /* how often a nearest name was looked for: that is not linear, so not often */
} ks_dts;

/* xml:base and xml:lang as they hold from some depth on. */
typedef struct ks_dts_scope {
    size_t depth;
    const char *base;
    const char *lang; /* or NULL */
} ks_dts_scope;

/* What may stand in an open element (read_structure.c). */
typedef struct ks_dts_frame {
    const struct ks_dts_rule *rule; /* NULL: nothing is known, or nothing is checked */
    const ks_qname *name;
    bool is_custom;
    bool has_text_finding;
    uint8_t definition_count; /* of a role type */
    uint8_t used_on_count;
} ks_dts_frame;

/* One document while it is read. */
typedef struct ks_dts_reader {
    ks_dts *dts;
    ks_dts_document *document;
    size_t depth;     /* elements open around the current event */
    uint32_t ordinal; /* of the next element */
    KS_VEC(ks_dts_scope) scopes;
    ks_str text;
    bool is_collecting;      /* text is wanted */
    const ks_dts_node *only; /* what is read of a document that was read before; or NULL */
    size_t known;            /* how many nodes the document had then */
    /* schemas */
    bool is_foundation;   /* of XBRL 2.1 itself: nothing in it is wanted */
    bool is_in_appinfo;   /* schema, annotation, appinfo */
    ks_dts_tag top;       /* the child of the schema at hand */
    ks_dts_node *element; /* the declaration at hand */
    const ks_qname *type; /* the type definition at hand */
    const ks_qname *attribute;
    bool is_simple_content;
    ks_dts_role_type *role_type; /* at hand */
    KS_VEC(const ks_qname *) used_on;
    /* linkbases */
    KS_VEC(ks_dts_frame) frames; /* open elements whose structure is checked here */
    size_t frame_depth;          /* of the first of them */
    ks_dts_linkbase *linkbase;
    size_t linkbase_depth;
    ks_dts_link *link; /* the extended link at hand */
    ks_dts_node *resource;
    size_t resource_depth;
    KS_VEC(ks_named_text) parts;
    size_t part_begin;     /* in the text */
    const char *last_href; /* the document part of the locator before, and where it led */
    const char *last_base;
    ks_dts_document *last_document;
    struct {
        const char *uri;
        const ks_qname *name;
        const ks_qname *link;
    } last_use[3]; /* of a link, a resource, an arc */
} ks_dts_reader;

/* An element as it starts. */
typedef struct ks_dts_start {
    const ks_qname *name;
    ks_dts_tag tag;
    const ks_dts_attrs *attrs;
} ks_dts_start;

/* read_discover.c */

/* The document that `href` leads to from `base`, put at the end of those to be read if it is new.
 * *out is set also where it is not at hand; that is reported the first time. */
KS_MUST_USE ks_status ks_dts_discover(ks_dts *dts, const char *base, ks_sv href, ks_place place,
                                      ks_dts_document **out);
/* The same for a URL that is resolved. */
KS_MUST_USE ks_status ks_dts_discover_resolved(ks_dts *dts, ks_sv url, ks_place place,
                                               ks_dts_document **out);
/* A document that is known already, or NULL. */
KS_MUST_USE ks_status ks_dts_known(ks_dts *dts, const char *url, ks_dts_document **out);
/* As ks_dts_discover for a schema that is included by one of namespace `ns`. */
KS_MUST_USE ks_status ks_dts_include(ks_dts *dts, const char *base, ks_sv href, const char *ns,
                                     ks_place place, ks_dts_document **out);
const char *ks_dts_base(const ks_dts_reader *reader);
const char *ks_dts_lang(const ks_dts_reader *reader); /* NULL where there is none */
/* Interned and without white space around it; *out is NULL where `value` has a NULL pointer. */
KS_MUST_USE ks_status ks_dts_intern(ks_dts *dts, ks_sv value, const char **out);
KS_MUST_USE ks_status ks_dts_text(ks_dts *dts, ks_sv value, const char **out);
/* The value of an attribute as a QName; NULL where there is none, or none that is declared. */
KS_MUST_USE ks_status ks_dts_qname(ks_xml_stream *stream, ks_sv value, const ks_qname **out);
/* What `href` of a simple link leads to, noted to be checked. An href that is missing is told as
 * part of the structure, and *out stays NULL then. */
KS_MUST_USE ks_status ks_dts_take_ref(ks_dts_reader *reader, ks_xml_stream *stream,
                                      const ks_dts_start *start, const char *uri);

/* read_document.c: reads what was discovered. A document that cannot be read is a finding. */
KS_MUST_USE ks_status ks_dts_read_document(ks_dts *dts, ks_dts_document *document);
/* The linkbases inside of schemas that references lead to, where nothing else makes them part of
 * the taxonomy; once all documents are read. More documents may be discovered. */
KS_MUST_USE ks_status ks_dts_read_embedded(ks_dts *dts);

/* read_pointer.c: nodes and the fragments that lead to them (XBRL 2.1 3.5.4). */
KS_MUST_USE ks_status ks_dts_add_node(ks_dts_reader *reader, ks_xml_stream *stream,
                                      ks_dts_node_kind kind, ks_sv id, ks_dts_node **out);
/* *out is NULL where the fragment leads nowhere, or is none that XBRL allows: *out_is_allowed. */
KS_MUST_USE ks_status ks_dts_find(ks_dts *dts, ks_dts_document *document, const char *fragment,
                                  bool *out_is_allowed, ks_dts_node **out);
/* The same with findings at `place`; a NULL fragment leads to the document itself. */
KS_MUST_USE ks_status ks_dts_follow(ks_dts *dts, ks_dts_document *document, const char *fragment,
                                    ks_place place, ks_dts_node **out);
void ks_dts_release_tree(ks_dts_document *document);

/* read_schema.c, read_role.c and read_linkbase.c: the parts of a document, from its events. */
KS_MUST_USE ks_status ks_dts_schema_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                          const ks_dts_start *start);
KS_MUST_USE ks_status ks_dts_schema_end(ks_dts_reader *reader, ks_xml_stream *stream,
                                        const ks_qname *name, ks_dts_tag tag);
KS_MUST_USE ks_status ks_dts_role_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                        const ks_dts_start *start);
KS_MUST_USE ks_status ks_dts_role_end(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag);
KS_MUST_USE ks_status ks_dts_link_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                        const ks_dts_start *start);
KS_MUST_USE ks_status ks_dts_link_end(ks_dts_reader *reader, const ks_qname *name);

/* read_structure.c: what XSD would say about the elements of a linkbase, and about those of XBRL in
 * a schema's appinfo. */
KS_MUST_USE ks_status ks_dts_check_start(ks_dts_reader *reader, ks_xml_stream *stream,
                                         const ks_dts_start *start);
KS_MUST_USE ks_status ks_dts_check_text(ks_dts_reader *reader, ks_xml_stream *stream, ks_sv text);
KS_MUST_USE ks_status ks_dts_check_end(ks_dts_reader *reader, ks_xml_stream *stream);
/* read_structure_values.c: what was expected, or NULL where the value is one of the attribute's
 * type. */
const char *ks_dts_check_value(ks_dts_attr attr, ks_sv raw);
KS_MUST_USE ks_status ks_dts_hold(ks_dts_reader *reader, ks_finding_id id, ks_place place,
                                  const char *const *args, size_t arg_count);
/* Notes the use of something that is not of the standard. */
KS_MUST_USE ks_status ks_dts_note_custom(ks_dts_reader *reader, ks_xml_stream *stream,
                                         const ks_dts_custom *custom);
/* Collects xsi:schemaLocation. */
KS_MUST_USE ks_status ks_dts_take_hints(ks_dts_reader *reader, ks_sv pairs);

/* When all is read. */

/* read_custom.c: whether customs are declared, and as what; tells what was held back. */
KS_MUST_USE ks_status ks_dts_settle_customs(ks_dts *dts);
/* The declaration of `name` in the taxonomy, or in a schema it hints at; or NULL. */
const ks_dts_node *ks_dts_find_declaration(const ks_dts *dts, const ks_qname *name);
/* Whether the element stands for the arc of Generic Links 1.0. */
bool ks_dts_is_generic_arc(const ks_dts *dts, const ks_qname *name);
bool ks_dts_is_generic_link(const ks_dts *dts, const ks_qname *name);
/* Generic Labels 1.0 and Generic References 1.0, 2.1.1: an element-label arc leads to a generic
 * label, an element-reference arc to a generic reference. */
void ks_dts_check_generic_target(const ks_dts *dts, const ks_dts_arc *arc, const ks_dts_node *to);
/* read_refs.c: what references to documents, schemas, linkbases and roles lead to. */
KS_MUST_USE ks_status ks_dts_check_refs(ks_dts *dts);
/* read_role.c: declarations against each other, uses against declarations. */
KS_MUST_USE ks_status ks_dts_keep_roles(ks_dts *dts);
KS_MUST_USE ks_status ks_dts_check_uses(ks_dts *dts);
/* Which cycles relationships of the arcrole may form. */
ks_cycles ks_dts_cycles(const ks_dts *dts, const char *arcrole);
bool ks_dts_has_ref(const ks_dts_linkbase *linkbase, const char *uri, bool is_arcrole);
/* read_concepts.c: elements that are items or tuples become concepts. */
KS_MUST_USE ks_status ks_dts_make_concepts(ks_dts *dts);
/* read_relations.c: arcs become labels and relationships. */
KS_MUST_USE ks_status ks_dts_make_relations(ks_dts *dts);

/* read_arc_attrs.c: what else the arc says; *out stays as it is where that is nothing. */
KS_MUST_USE ks_status ks_dts_write_attrs(ks_dts *dts, const ks_dts_arc *arc, const char **out);

/* A relationship that is left, as far as cycles go. */
typedef struct ks_dts_edge {
    ks_dts_node *from;
    ks_dts_node *to;
    size_t set; /* number of its base set */
    const ks_dts_arc *arc;
    const char *role;
} ks_dts_edge;
/* read_cycles.c: tells of cycles in each base set that may have none. Edges come sorted by set. */
KS_MUST_USE ks_status ks_dts_check_cycles(ks_dts *dts, const ks_dts_edge *edges, size_t count);

#endif

/* A taxonomy as data: concepts, roles, labels, arcs and the networks they form (XBRL 2.1 chapter
 * 5).
 *
 * Built by a reader or by the model builder through the _add functions, finished once, and never
 * changed after that: a finished taxonomy may be read from many threads. All strings are interned
 * or live in the taxonomy's arena. */
#ifndef KS_MODEL_TAXONOMY_H
#define KS_MODEL_TAXONOMY_H

#include "base_arena.h"
#include "base_decimal.h"
#include "base_map.h"
#include "base_names.h"
#include "base_namespaces.h"
#include "base_vec.h"
#include "diag.h"

#define KS_ROLE_LABEL            "http://www.xbrl.org/2003/role/label"
#define KS_ROLE_TOTAL            "http://www.xbrl.org/2003/role/totalLabel"
#define KS_ROLE_PERIOD_START     "http://www.xbrl.org/2003/role/periodStartLabel"
#define KS_ROLE_PERIOD_END       "http://www.xbrl.org/2003/role/periodEndLabel"
#define KS_ROLE_DOCUMENTATION    "http://www.xbrl.org/2003/role/documentation"
#define KS_ROLE_NEGATED          "http://www.xbrl.org/2009/role/negatedLabel"
#define KS_ROLE_NEGATED_TOTAL    "http://www.xbrl.org/2009/role/negatedTotalLabel"
#define KS_ROLE_FOOTNOTE         "http://www.xbrl.org/2003/role/footnote"
#define KS_ROLE_LINK             "http://www.xbrl.org/2003/role/link"
#define KS_ARCROLE_PARENT_CHILD  "http://www.xbrl.org/2003/arcrole/parent-child"
#define KS_ARCROLE_SUMMATION     "http://www.xbrl.org/2003/arcrole/summation-item"
#define KS_ARCROLE_SUMMATION_11  "https://xbrl.org/2023/arcrole/summation-item"
#define KS_ARCROLE_CONCEPT_LABEL "http://www.xbrl.org/2003/arcrole/concept-label"
#define KS_ARCROLE_REFERENCE     "http://www.xbrl.org/2003/arcrole/concept-reference"
#define KS_ARCROLE_FACT_FOOTNOTE "http://www.xbrl.org/2003/arcrole/fact-footnote"
#define KS_ARCROLE_GENERAL       "http://www.xbrl.org/2003/arcrole/general-special"
#define KS_ARCROLE_ESSENCE_ALIAS "http://www.xbrl.org/2003/arcrole/essence-alias"
#define KS_ARCROLE_SIMILAR       "http://www.xbrl.org/2003/arcrole/similar-tuples"
#define KS_ARCROLE_REQUIRES      "http://www.xbrl.org/2003/arcrole/requires-element"

#define KS_NS_ENUM_1 "http://xbrl.org/2014/extensible-enumerations"
#define KS_NS_ENUM_2 "http://xbrl.org/2020/extensible-enumerations-2.0"

typedef enum ks_period_type {
    KS_PERIOD_NONE,
    KS_PERIOD_INSTANT,
    KS_PERIOD_DURATION
} ks_period_type;
typedef enum ks_balance { KS_BALANCE_NONE, KS_BALANCE_DEBIT, KS_BALANCE_CREDIT } ks_balance;

/* What an item's type comes down to, as far as units and values go (XBRL 2.1 4.8.2, 5.1.1.3). */
typedef enum ks_item_kind {
    KS_ITEM_OTHER, /* not numeric, or not known */
    KS_ITEM_STRING,
    KS_ITEM_MONETARY,
    KS_ITEM_SHARES,
    KS_ITEM_PURE,
    KS_ITEM_PER_SHARE, /* num:perShareItemType */
    KS_ITEM_DECIMAL,   /* any other decimal */
    KS_ITEM_INTEGER,
    KS_ITEM_DOUBLE, /* any binary floating-point number */
    KS_ITEM_FRACTION
} ks_item_kind;
bool ks_item_kind_is_numeric(ks_item_kind kind);

typedef struct ks_concept {
    const ks_qname *name;
    const char *id;       /* of the element in its schema, or NULL */
    const ks_qname *type; /* as declared */
    ks_item_kind kind;
    ks_period_type period;
    ks_balance balance;
    bool is_abstract;
    bool is_nillable;
    bool is_item;  /* in the substitution group of xbrli:item */
    bool is_tuple; /* in that of xbrli:tuple */
    size_t index;  /* in the taxonomy's order */
    ks_place place;
    const ks_qname *group;     /* head of its substitution group; or NULL */
    const ks_qname *item_type; /* the XBRL item type that `type` is or is derived from; or NULL */
} ks_concept;

/* Which cycles the relationships of an arcrole may form (XBRL 2.1 5.1.4.3). */
typedef enum ks_cycles { KS_CYCLES_ANY, KS_CYCLES_UNDIRECTED, KS_CYCLES_NONE } ks_cycles;

typedef struct ks_role {
    const char *uri; /* interned */
    const char *id;
    const char *definition; /* or NULL */
    const char *used_on;    /* names of elements, prefixed with "link:", space-separated */
    ks_place place;
    const ks_qname *const *used_on_names; /* the same as names, or NULL */
    size_t used_on_count;
    ks_cycles cycles; /* of an arcrole */
    bool is_distant;  /* only a roleRef or arcroleRef of the instance leads to its document */
} ks_role;

typedef struct ks_label {
    const ks_concept *concept;
    const char *role; /* interned */
    const char *lang; /* interned, as written */
    const char *text;
    ks_place place;
    const char *link_role; /* of the extended link; interned; or NULL */
    ks_decimal order;      /* of the arc */
} ks_label;

/* An attribute of an arc besides those that all arcs have, or a part of a reference. */
typedef struct ks_named_text {
    const ks_qname *name;
    const char *text;
} ks_named_text;

/* XBRL 2.1 5.2.3 */
typedef struct ks_reference {
    const ks_concept *concept;
    const char *role;           /* interned */
    const char *link_role;      /* interned */
    const ks_named_text *parts; /* in order of the document */
    size_t part_count;
    ks_decimal order;
    ks_place place;
} ks_reference;

/* One relationship between concepts. */
typedef struct ks_arc {
    const char *role;    /* of the extended link; interned */
    const char *arcrole; /* interned */
    const ks_concept *from;
    const ks_concept *to;
    ks_decimal order;
    ks_decimal weight;           /* summation-item */
    const char *preferred_label; /* parent-child; interned, or NULL */
    size_t index;                /* in the taxonomy's order; set when it is added */
    ks_place place;
    const ks_qname
        *link; /* elements of the extended link and of the arc; NULL: the standard ones */
    const ks_qname *arc;
    const ks_named_text *attrs; /* xbrldt:contextElement and the like */
    size_t attr_count;
    /* Its xbrldt:targetRole is named by no roleRef of the linkbase (Dimensions 1.0 2.4.3). */
    bool is_target_unknown;
} ks_arc;

/* One end of a relationship that is not between two concepts. */
typedef struct ks_end {
    const ks_concept *concept; /* or NULL: a resource, a role type or something else */
    const ks_qname *name;      /* of the element; or NULL */
    const char *id;            /* or NULL */
    const char *role;          /* of a resource, or the URI that a role type declares; or NULL */
    const char *lang;          /* of a resource; or NULL */
    const char *text;          /* of a resource; or NULL */
    ks_place place;
} ks_end;

/* A relationship of generic and custom links: from or to something that is no concept. */
typedef struct ks_relation {
    const char *role;
    const char *arcrole;
    const ks_qname *link;
    const ks_qname *arc;
    ks_end from;
    ks_end to;
    ks_decimal order;
    const ks_named_text *attrs;
    size_t attr_count;
    ks_place place;
} ks_relation;

/* All arcs of one role, arcrole, and element names of link and arc: what is left of a base set
 * after prohibition and overriding (XBRL 2.1 3.5.3.9.7). */
typedef struct ks_network {
    const char *role;
    const char *arcrole;
    const ks_qname *link; /* as in the arcs */
    const ks_qname *arc;
    const ks_arc **arcs; /* by order of discovery of `from`, then by order attribute */
    size_t arc_count;
    const ks_concept **roots; /* in order of discovery */
    size_t root_count;
    ks_map children;                 /* concept address -> ks_arc_list * */
    struct ks_network *next_of_role; /* another arcrole's, or NULL */
} ks_network;

typedef struct ks_arc_list {
    const ks_arc **arcs; /* sorted by order */
    size_t count;
} ks_arc_list;

/* A document that belongs to the taxonomy. */
typedef struct ks_document {
    const char *url;  /* absolute URL or path; interned */
    const char *file; /* the name in findings */
    const char *ns;   /* target namespace of a schema, else NULL */
    /* Holds what the reader leaves to XSD: elements and attributes that other standards, or the
     * taxonomy itself, declare. The structure of all others is checked as they are read. */
    bool needs_schema;
    bool is_broken; /* it is not readable, which was told */
} ks_document;

/* xbrldt:typedDomainRef of an element declaration (Dimensions 1.0 2.5.2.1.1). */
typedef struct ks_typed_domain_ref {
    const ks_qname *element;
    const char *href;          /* as written */
    bool has_fragment;         /* it names an element, and not just a document */
    bool is_outside;           /* the document is no schema of the taxonomy */
    const ks_qname *domain;    /* the element declared where it leads to, at the top; or NULL */
    bool is_abstract;          /* that element is */
    const char *type;          /* the XSD type of what is built, such as "string"; or NULL */
    const ks_concept *concept; /* that `element` declares; set when it is added, or NULL */
    ks_place place;
} ks_typed_domain_ref;

/* Which values a declaration gives to an enumeration (Extensible Enumerations 1.0 2, 2.0 4): its
 * attributes domain, linkrole and headUsable of one of both namespaces. */
typedef struct ks_enum_domain {
    const ks_qname *element;
    bool is_2;             /* of the namespace of 2.0 */
    const ks_qname *head;  /* NULL: not said, or no name */
    const char *head_text; /* as written, or NULL */
    const char *role;      /* interned; or NULL */
    bool is_head_usable;
} ks_enum_domain;

/* A schema that is no part of the taxonomy, but that a document names for its own validation
 * (xsi:schemaLocation). */
typedef struct ks_schema_hint {
    const char *ns;  /* interned */
    const char *url; /* interned */
} ks_schema_hint;

typedef struct ks_taxonomy {
    ks_names *names; /* borrowed; of the session */
    ks_arena arena;
    struct ks_types *types; /* what its schemas declare (model_type.h); owned; NULL: not known */
    KS_VEC(ks_concept *) concepts;
    KS_VEC(ks_role) roles;
    KS_VEC(ks_label) labels;
    KS_VEC(ks_arc *) arcs;
    KS_VEC(ks_role) arcroles;
    KS_VEC(ks_reference) references;
    KS_VEC(ks_relation) relations;
    KS_VEC(ks_document) documents; /* in order of discovery */
    KS_VEC(ks_schema_hint) schema_hints;
    KS_VEC(ks_typed_domain_ref) typed_domain_refs;
    KS_VEC(ks_enum_domain) enum_domains;
    bool is_incomplete;     /* a document is missing or broken, which was told */
    ks_map concept_by_name; /* by address of the ks_qname */
    ks_map other_elements;  /* the same, of elements that schemas declare and are no concepts */
    ks_map type_bases;      /* address of a type's name -> name of what it is derived from */
    ks_map role_by_uri;     /* to the number of the role in `roles`, from 1 */
    ks_map arcrole_by_uri;  /* the same for `arcroles` */
    const ks_label **label_order; /* after finish: by concept, then role, then language */
    size_t *label_starts;         /* where the labels of concept number i begin in label_order */
    ks_network *networks;         /* after finish, in order of discovery */
    size_t network_count;
    ks_map network_by_role;           /* to the first network of the role */
    struct ks_dimensions *dimensions; /* after finish (model_dimensions.h) */
} ks_taxonomy;

KS_MUST_USE ks_status ks_taxonomy_new(ks_names *names, ks_taxonomy **out);
void ks_taxonomy_free(ks_taxonomy *taxonomy);

/* Add a copy of *concept (and so on), strings and large decimals too (but for the file of a place);
 * roles, arcroles and languages are interned here if they are not yet. *out borrows from the
 * taxonomy and may be NULL. Adding a concept of a name, or a role of a URI, that is there already
 * is KS_ERR_MISUSE. */
KS_MUST_USE ks_status ks_taxonomy_add_concept(ks_taxonomy *taxonomy, const ks_concept *concept,
                                              const ks_concept **out);
/* Notes that the type named `type` is derived from the one named `base`. */
KS_MUST_USE ks_status ks_taxonomy_add_type(ks_taxonomy *taxonomy, const ks_qname *type,
                                           const ks_qname *base);
KS_MUST_USE ks_status ks_taxonomy_add_role(ks_taxonomy *taxonomy, const ks_role *role);
KS_MUST_USE ks_status ks_taxonomy_add_label(ks_taxonomy *taxonomy, const ks_label *label);
KS_MUST_USE ks_status ks_taxonomy_add_arc(ks_taxonomy *taxonomy, const ks_arc *arc);
KS_MUST_USE ks_status ks_taxonomy_add_arcrole(ks_taxonomy *taxonomy, const ks_role *arcrole);
KS_MUST_USE ks_status ks_taxonomy_add_reference(ks_taxonomy *taxonomy, const ks_reference *added);
KS_MUST_USE ks_status ks_taxonomy_add_relation(ks_taxonomy *taxonomy, const ks_relation *relation);
KS_MUST_USE ks_status ks_taxonomy_add_document(ks_taxonomy *taxonomy, const ks_document *document);
KS_MUST_USE ks_status ks_taxonomy_add_schema_hint(ks_taxonomy *taxonomy,
                                                  const ks_schema_hint *hint);
/* After the concepts. */
KS_MUST_USE ks_status ks_taxonomy_add_typed_domain_ref(ks_taxonomy *taxonomy,
                                                       const ks_typed_domain_ref *ref);
KS_MUST_USE ks_status ks_taxonomy_add_enum_domain(ks_taxonomy *taxonomy,
                                                  const ks_enum_domain *domain);
/* An element that a schema declares at its top and that is no concept; twice does no harm. */
KS_MUST_USE ks_status ks_taxonomy_add_element(ks_taxonomy *taxonomy, const ks_qname *name);
/* Indexes labels, makes the networks and what dimensions they define. Call once; after it only the
 * queries. */
KS_MUST_USE ks_status ks_taxonomy_finish(ks_taxonomy *taxonomy);

const ks_concept *ks_taxonomy_find(const ks_taxonomy *taxonomy, const ks_qname *name);
/* The concept whose local name is most like `local`; NULL where none is near, or memory is short.
 * Takes as long as there are concepts. */
const ks_concept *ks_taxonomy_nearest(const ks_taxonomy *taxonomy, const char *local);
/* Whether a schema of the taxonomy declares an element of that name, a concept or not. */
bool ks_taxonomy_declares(const ks_taxonomy *taxonomy, const ks_qname *name);
/* Whether elements of that namespace may be declared by a document that is missing: none that is
 * there has it. */
bool ks_taxonomy_lacks(const ks_taxonomy *taxonomy, const char *ns);
/* What a type of items is derived from; NULL where that is not known, or nothing. */
const ks_qname *ks_taxonomy_type_base(const ks_taxonomy *taxonomy, const ks_qname *type);
/* Whether the type, or one that it is derived from, is one of those of the data types registry
 * (local names, NULL behind the last). */
bool ks_taxonomy_is_registered(const ks_taxonomy *taxonomy, const ks_qname *type,
                               const char *const *names);
const ks_role *ks_taxonomy_find_role(const ks_taxonomy *taxonomy, const char *uri);
const ks_role *ks_taxonomy_find_arcrole(const ks_taxonomy *taxonomy, const char *uri);
/* NULL where the taxonomy has no such network; the first where links or arcs of several elements
 * make more than one. */
const ks_network *ks_taxonomy_find_network(const ks_taxonomy *taxonomy, const char *role,
                                           const char *arcrole);
/* Children of `parent` in order; count 0 where it has none. */
ks_arc_list ks_network_children(const ks_network *network, const ks_concept *parent);

/* The label text of that role and language ("en" finds "en-US" too), else NULL. Of two such labels
 * the first one added. */
const char *ks_taxonomy_label(const ks_taxonomy *taxonomy, const ks_concept *concept,
                              const char *role, const char *lang);
/* The same, falling back to the role without negation, to the standard label, then to another
 * language, then to the local name: never NULL. *out_lang (or NULL) is the language of what was
 * found. */
const char *ks_taxonomy_label_best(const ks_taxonomy *taxonomy, const ks_concept *concept,
                                   const char *role, const char *lang, const char **out_lang);
/* Whether a role or arcrole is one of XBRL 2.1 itself (3.5.2.4, 3.5.2.5): nothing need refer to it.
 */
bool ks_role_is_standard(const char *uri);
/* Whether `role` shows a value with its sign turned (the 2009 negated roles and the old US ones).
 */
bool ks_role_is_negated(const char *role);
/* The role that names the same label without the turned sign: the role itself where it does not. */
const char *ks_role_plain(const char *role);
bool ks_role_is_total(const char *role);
bool ks_role_is_period_start(const char *role);
bool ks_role_is_period_end(const char *role);
/* Whether it is the summation-item of XBRL 2.1 or of Calculations 1.1. */
bool ks_arcrole_is_summation(const char *arcrole);

#endif

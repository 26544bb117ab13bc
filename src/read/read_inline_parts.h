/* A set of inline documents as it is kept. For the room's own use.
 *
 * Content is kept once, as a tape of events; an element of inline XBRL knows where on the tape its
 * content begins and ends, so that nested ones cost nothing twice. */
#ifndef KS_READ_INLINE_PARTS_H
#define KS_READ_INLINE_PARTS_H

#include "base_arena.h"
#include "base_map.h"
#include "base_vec.h"
#include "model_transform.h"
#include "read_inline.h"
#include "xml_feed.h"

#define KS_NS_IX10 "http://www.xbrl.org/2008/inlineXBRL"
#define KS_NS_IX11 "http://www.xbrl.org/2013/inlineXBRL"

typedef enum ks_ix_kind {
    KS_IX_CONTINUATION,
    KS_IX_DENOMINATOR,
    KS_IX_EXCLUDE,
    KS_IX_FOOTNOTE,
    KS_IX_FRACTION,
    KS_IX_HEADER,
    KS_IX_HIDDEN,
    KS_IX_NON_FRACTION,
    KS_IX_NON_NUMERIC,
    KS_IX_NUMERATOR,
    KS_IX_REFERENCES,
    KS_IX_RELATIONSHIP,
    KS_IX_RESOURCES,
    KS_IX_TUPLE,
    KS_IX_KIND_COUNT
} ks_ix_kind;

#define KS_IX_BIT(kind) (1U << (kind))
#define KS_IX_FACTS                                                                                \
    (KS_IX_BIT(KS_IX_FRACTION) | KS_IX_BIT(KS_IX_NON_FRACTION) | KS_IX_BIT(KS_IX_NON_NUMERIC) |    \
     KS_IX_BIT(KS_IX_TUPLE))

/* Attributes without a namespace. */
typedef enum ks_ix_attr_id {
    KS_IX_ARCROLE,
    KS_IX_CONTEXT_REF,
    KS_IX_CONTINUED_AT,
    KS_IX_DECIMALS,
    KS_IX_ESCAPE,
    KS_IX_FOOTNOTE_ID,
    KS_IX_FOOTNOTE_LINK_ROLE,
    KS_IX_FOOTNOTE_REFS,
    KS_IX_FOOTNOTE_ROLE,
    KS_IX_FORMAT,
    KS_IX_FROM_REFS,
    KS_IX_ID,
    KS_IX_LINK_ROLE,
    KS_IX_NAME,
    KS_IX_ORDER,
    KS_IX_PRECISION,
    KS_IX_SCALE,
    KS_IX_SIGN,
    KS_IX_TARGET,
    KS_IX_TITLE,
    KS_IX_TO_REFS,
    KS_IX_TUPLE_ID,
    KS_IX_TUPLE_REF,
    KS_IX_UNIT_REF,
    KS_IX_ATTR_COUNT
} ks_ix_attr_id;

/* Which attributes of other namespaces an element may have. */
typedef enum ks_ix_others { KS_IX_NO_OTHERS, KS_IX_XML_ONLY, KS_IX_ANY_OTHERS } ks_ix_others;

/* What the specification says of an element (read_inline_words.c). Sets are of bits. */
typedef struct ks_ix_word {
    const char *local;
    ks_ix_kind kind;
    uint32_t attrs[2]; /* of version 1.0 and of 1.1; none: the version has no such element */
    uint32_t required[2];
    ks_ix_others others;
    uint32_t parents;  /* one of them must be the parent; 0: anything may */
    uint32_t children; /* only these elements of inline XBRL may be children, and no others */
    bool is_structure; /* holds elements only, and neither text nor XHTML */
    bool is_flow;      /* holds what XHTML has in a text */
    bool is_kept;      /* what is in it goes on the tape */
} ks_ix_word;

typedef enum ks_ix_form {
    KS_IX_FORM_ANY,
    KS_IX_FORM_NCNAME,
    KS_IX_FORM_NCNAMES, /* one or more */
    KS_IX_FORM_QNAME,
    KS_IX_FORM_INTEGER,
    KS_IX_FORM_DECIMAL,
    KS_IX_FORM_BOOLEAN,
    KS_IX_FORM_MINUS,
    KS_IX_FORM_ACCURACY
} ks_ix_form;

typedef struct ks_ix_attr_word {
    const char *local;
    ks_ix_form form;
    const char *expected; /* in words */
} ks_ix_attr_word;

extern const ks_ix_word KS_IX_WORDS[KS_IX_KIND_COUNT];
extern const ks_ix_attr_word KS_IX_ATTRS[KS_IX_ATTR_COUNT];
bool ks_ix_form_fits(ks_ix_form form, ks_sv value);

/* A namespace in scope, and those around it. */
typedef struct ks_ix_scope {
    const struct ks_ix_scope *around;
    ks_xml_binding binding;
} ks_ix_scope;

/* A start tag on the tape. */
typedef struct ks_ix_tag {
    const ks_qname *name;
    const ks_xml_attr *attrs;
    size_t attr_count;
    const ks_ix_scope *scope;
} ks_ix_tag;

typedef enum ks_ix_event_kind { KS_IX_TEXT, KS_IX_START, KS_IX_END, KS_IX_SKIP } ks_ix_event_kind;

typedef struct ks_ix_event {
    ks_ix_event_kind kind;
    uint32_t line;
    uint32_t column;
    union {
        ks_sv text;
        const ks_ix_tag *tag; /* of KS_IX_START and of its KS_IX_END */
        size_t next;          /* of KS_IX_SKIP: the first event behind an ix:exclude */
    };
} ks_ix_event;

typedef struct ks_ix_document {
    const char *url;
    const char *file;
    const char *base; /* of html's head, absolute; or NULL */
    bool has_version;
    bool is_11;
    bool is_mixed; /* it has both, which is told */
    ks_map ids;    /* -> ks_ix_id */
} ks_ix_document;

typedef struct ks_ix ks_ix;

typedef struct ks_ix_id {
    ks_place place;
    const char *name; /* of the element */
    ks_ix *element;   /* or NULL */
} ks_ix_id;

/* An element of inline XBRL. */
struct ks_ix {
    const ks_ix_word *word;
    const ks_ix_document *document;
    ks_place place;
    ks_ix *parent; /* the innermost element of inline XBRL around it */
    const ks_ix_scope *scope;
    const char *lang;                     /* in force, or NULL */
    const char *values[KS_IX_ATTR_COUNT]; /* without white space around them; or NULL */
    const ks_xml_attr *others;            /* attributes that have a namespace */
    size_t other_count;
    size_t begin; /* content on the tape */
    size_t end;
    const ks_qname *name; /* of the concept */
    const char *made_id;  /* of a fact without one that a relationship leads to, and with version
                             1.0 the label of a footnote; or NULL */
    const ks_transform *transform;
    bool has_bad_format;
    bool is_nil;
    bool is_wrong;  /* no fact comes of it */
    bool has_text;  /* more than white space, as a child */
    bool has_space; /* any text as a child, be it white space */
    bool is_hidden;
    bool is_misplaced;   /* in the page, which is told */
    bool is_in_text;     /* something around it holds text that may leave parts out */
    bool has_many_parts; /* of a fraction: two numerators, or two denominators */
    size_t child_count;  /* elements, of any kind */
    ks_ix *only_child;   /* the first child of inline XBRL */
    ks_ix *numerator;    /* of a fraction */
    ks_ix *denominator;
    ks_ix *next;         /* that goes on with its content, once it is known */
    ks_ix *referrer;     /* of a continuation: what goes on in it */
    ks_ix *chain;        /* where the chain begins that it is in */
    ks_ix *around;       /* the innermost tuple around it, or NULL */
    ks_ix *tuple;        /* that it is a member of */
    ks_ix *first_member; /* of a tuple, by order once that is settled */
    ks_ix *last_member;
    ks_ix *next_member;
    uint32_t mark; /* while cycles are looked for */
};

/* A context, unit, roleRef or arcroleRef of ix:resources, or a child of ix:references, which are
 * kept apart. */
typedef struct ks_ix_resource {
    const ks_ix_document *document;
    const ks_ix *holder;
    ks_place place;
    const ks_qname *name;
    const char *id; /* or roleURI, or arcroleURI; or NULL */
    size_t begin;   /* its own start tag on the tape */
    size_t end;     /* not of a child of ix:references */
} ks_ix_resource;

/* A relationship; what says of what kind it is, is an ix:relationship, or with version 1.0 the
 * footnote itself. */
typedef struct ks_ix_arc {
    const ks_ix *source;
    const ks_ix *from;
    const ks_ix *to;
    const struct ks_ix_arc *next; /* of the same role */
} ks_ix_arc;

typedef KS_VEC(ks_ix *) ks_ix_list;

typedef struct ks_ix_target {
    const ks_inline *set;
    const char *name; /* interned; "" */
    ks_place place;   /* of what asked for it first */
    bool has_references;
    const ks_ix *with_id;           /* its ix:references with an id, or NULL */
    KS_VEC(const ks_ix *) elements; /* its facts and ix:references, in the order of the documents */
    KS_VEC(const ks_ix_resource *) references; /* what the latter hold */
    ks_xml_producer producer;
} ks_ix_target;

/* Names that are met often. */
typedef struct ks_ix_names {
    const char *ix[2]; /* namespaces of version 1.0 and 1.1 */
    const char *xhtml;
    const char *xml;
    const char *no_target; /* "" */
    const ks_qname *attrs[KS_IX_ATTR_COUNT];
    const ks_qname *lang;
    const ks_qname *base;
    const ks_qname *nil;
    const ks_qname *head;
    const ks_qname *html_base;
    const ks_qname *href;
    const ks_qname *html_class;
    const ks_qname *xbrl;
    const ks_qname *context;
    const ks_qname *unit;
    const ks_qname *role_ref;
    const ks_qname *arcrole_ref;
    const ks_qname *schema_ref;
    const ks_qname *linkbase_ref;
    const ks_qname *numerator;
    const ks_qname *denominator;
    const ks_qname *role_uri;
    const ks_qname *arcrole_uri;
    const ks_qname *footnote_link;
    const ks_qname *loc;
    const ks_qname *footnote;
    const ks_qname *footnote_arc;
    const ks_qname *xlink_type;
    const ks_qname *xlink_href;
    const ks_qname *xlink_role;
    const ks_qname *xlink_arcrole;
    const ks_qname *xlink_label;
    const ks_qname *xlink_from;
    const ks_qname *xlink_to;
    const ks_qname *xlink_title;
} ks_ix_names;

struct ks_inline {
    ks_arena arena;
    ks_names *names;
    ks_sink *sink;
    ks_ix_names known;
    ks_map word_by_name; /* address of a ks_qname -> ks_ix_word */
    ks_map attr_by_name; /* address of a ks_qname -> its place in KS_IX_ATTRS */
    ks_map page_words;   /* address of a ks_qname of HTML -> its kind */
    KS_VEC(ks_ix_document *) documents;
    KS_VEC(ks_ix *) elements; /* in order */
    KS_VEC(ks_ix_event) tape;
    KS_VEC(ks_ix_resource) references;
    KS_VEC(ks_ix_resource) resources;
    KS_VEC(ks_ix_target *) targets;
    ks_map target_by_name;     /* address of the interned name -> ks_ix_target */
    ks_map reference_attrs;    /* target, name: those that stand on some ix:references */
    ks_map reference_prefixes; /* target, prefix: what they bind */
    ks_map elements_by_id;     /* of the whole set: id -> ks_ix */
    ks_map contexts;           /* id -> place in `resources` + 1 */
    ks_map units;
    ks_map tuples;        /* tupleID -> ks_ix */
    bool has_lost_member; /* something refers to a tuple that is not there */
    ks_map footnotes;     /* footnoteID -> ks_ix */
    ks_map used_contexts; /* ids that facts of any target refer to */
    ks_map used_units;
    ks_map used_roles; /* and arcroles that any relationship uses */
    ks_map told_store;
    ks_map *told; /* that: elements whose value was told to be wrong, when targets are made again */
    KS_VEC(ks_ix_arc) arcs;
    size_t made_ids;
    bool has_header;
    bool has_resources;
    size_t guesses; /* how often a nearest name was looked for: not linear, so not often */
};

static inline bool ks_ix_is(const ks_ix *element, uint32_t kinds)
{
    return element != NULL && (KS_IX_BIT(element->word->kind) & kinds) != 0;
}

/* The tag as people write it, "ix:nonFraction". */
const char *ks_ix_title(const ks_ix *element);
/* What `prefix` is bound to, or NULL. */
const char *ks_ix_namespace(const ks_ix_scope *scope, const char *prefix);
/* A prefix that is bound to `ns`, for an attribute not the default one; or NULL. */
const char *ks_ix_prefix(const ks_ix_scope *scope, const char *ns, bool is_attr);
/* The name of the target that it belongs to, interned. */
const char *ks_ix_target_of(const ks_inline *set, const ks_ix *element);
const ks_xml_attr *ks_ix_other(const ks_ix *element, const ks_qname *name);

/* read_inline_document.c: one pass over a document. */
KS_MUST_USE ks_status ks_ix_read_document(ks_inline *set, ks_ix_document *document,
                                          const ks_io_document *source);
/* read_inline_structure.c: what the schema of inline XBRL says; as elements begin and end. */
void ks_ix_check_attributes(ks_inline *set, ks_ix *element, const ks_xml_attr *attrs, size_t count);
void ks_ix_check_place(ks_inline *set, ks_ix *element, const ks_qname *parent);
void ks_ix_check_end(ks_inline *set, ks_ix *element);
/* read_inline_page.c: what stands around inline XBRL; `is_child`: of `around` itself. */
KS_MUST_USE ks_status ks_ix_learn_page(ks_inline *set);
void ks_ix_check_page_element(ks_inline *set, ks_place place, const ks_qname *name,
                              const ks_ix *around, bool is_child);
void ks_ix_check_page_attribute(ks_inline *set, ks_place place, const ks_qname *element,
                                const ks_xml_attr *attr);
void ks_ix_check_page_parent(ks_inline *set, ks_ix *element, const ks_qname *parent);
/* When all documents are read: chains and references (read_inline_settle.c), tuples
 * (read_inline_tuple.c), relationships (read_inline_links.c). */
KS_MUST_USE ks_status ks_ix_settle(ks_inline *set);
/* The key of `map` most like `text`, for messages; or NULL. */
const char *ks_ix_guess(ks_inline *set, const ks_map *map, const char *text);
KS_MUST_USE ks_status ks_ix_settle_tuples(ks_inline *set);
KS_MUST_USE ks_status ks_ix_settle_relationships(ks_inline *set);
/* Adds the roles and the arcrole that a relationship uses. */
KS_MUST_USE ks_status ks_ix_note_roles(const ks_ix_arc *arc, ks_map *roles);
/* read_inline_value.c: the value of a fact, added to *out; *out_is_valid false with a finding. */
KS_MUST_USE ks_status ks_ix_value(const ks_inline *set, const ks_ix *fact, ks_str *out,
                                  bool *out_is_valid);
/* read_inline_escape.c: the content of an element and of what goes on with it, as text, or as
 * escaped XHTML. */
KS_MUST_USE ks_status ks_ix_add_text(const ks_inline *set, const ks_ix *element, ks_str *out);
KS_MUST_USE ks_status ks_ix_add_markup(const ks_inline *set, const ks_ix *element, ks_str *out);
/* The value of an attribute of XHTML, with a relative URL in it made absolute. */
KS_MUST_USE ks_status ks_ix_resolve_attr(const ks_ix_document *document, const ks_ix_tag *tag,
                                         const ks_xml_attr *attr, ks_arena *arena, ks_sv *out);
/* read_inline_target.c */
ks_status ks_ix_produce(ks_xml_stream *stream, const void *target);

#endif

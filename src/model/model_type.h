/* Types and declarations of XML Schema 1.0, as far as reports need them: what a value, an attribute
 * and an element may be. Plain data, made by a reader (read_types.h) and not changed once a
 * document is checked against it from more than one thread. */
#ifndef KS_MODEL_TYPE_H
#define KS_MODEL_TYPE_H

#include "base_arena.h"
#include "base_map.h"
#include "base_names.h"
#include "base_vec.h"

/* How the text of an atomic value is written (XML Schema part 2, chapter 3): the primitive types,
 * and those of the derived ones that are no mere restriction by a range. */
typedef enum ks_value_form {
    KS_XS_ANY, /* anySimpleType */
    KS_XS_STRING,
    KS_XS_LANGUAGE,
    KS_XS_NMTOKEN,
    KS_XS_NAME,
    KS_XS_NCNAME, /* ID, IDREF and ENTITY too */
    KS_XS_BOOLEAN,
    KS_XS_DECIMAL,
    KS_XS_INTEGER,
    KS_XS_DIGITS, /* the unsigned integers */
    KS_XS_FLOAT,  /* double too */
    KS_XS_DURATION,
    KS_XS_DATE_TIME,
    KS_XS_TIME,
    KS_XS_DATE,
    KS_XS_YEAR_MONTH,
    KS_XS_YEAR,
    KS_XS_MONTH_DAY,
    KS_XS_DAY,
    KS_XS_MONTH,
    KS_XS_HEX,
    KS_XS_BASE64,
    KS_XS_URI,
    KS_XS_QNAME,
    KS_XS_NOTATION
} ks_value_form;

typedef enum ks_variety { KS_VARIETY_ATOMIC, KS_VARIETY_LIST, KS_VARIETY_UNION } ks_variety;
typedef enum ks_space { KS_SPACE_PRESERVE, KS_SPACE_REPLACE, KS_SPACE_COLLAPSE } ks_space;

/* Facets: what is wrong with a value, and which bounds a type has (as bits, 1u << facet). */
typedef enum ks_facet {
    KS_FACET_NONE,
    KS_FACET_FORM, /* the text is no value of the type at all */
    KS_FACET_LENGTH,
    KS_FACET_MIN_LENGTH,
    KS_FACET_MAX_LENGTH,
    KS_FACET_MIN_INCLUSIVE,
    KS_FACET_MAX_INCLUSIVE,
    KS_FACET_MIN_EXCLUSIVE,
    KS_FACET_MAX_EXCLUSIVE,
    KS_FACET_TOTAL_DIGITS,
    KS_FACET_FRACTION_DIGITS,
    KS_FACET_PATTERN,
    KS_FACET_ENUMERATION,
    KS_FACET_COUNT
} ks_facet;

/* A regular expression, compiled by whoever can. `match` may be called from any thread. */
typedef struct ks_pattern {
    const char *text; /* as written */
    void *compiled;   /* NULL: it could not be compiled, and matches all */
    bool (*match)(const void *compiled, const char *text);
    void (*release)(void *compiled);
} ks_pattern;

/* The patterns of one step of derivation, of which one must match; all steps must. */
typedef struct ks_pattern_step {
    ks_pattern **patterns;
    size_t count;
    const struct ks_pattern_step *next;
} ks_pattern_step;

typedef struct ks_enumerator {
    ks_sv text;           /* white space as the type has it */
    const ks_qname *name; /* of QName and NOTATION; or NULL */
} ks_enumerator;

typedef struct ks_simple_type {
    const ks_qname *name;                  /* NULL: it has none */
    const struct ks_simple_type *base;     /* NULL: anySimpleType */
    const struct ks_simple_type *built_in; /* the nearest that XML Schema itself defines */
    ks_variety variety;
    ks_value_form form;
    ks_space space;
    const struct ks_simple_type *item;     /* of a list */
    const struct ks_simple_type **members; /* of a union */
    size_t member_count;
    uint32_t facets;                  /* those below that hold, inherited ones too */
    uint64_t size[KS_FACET_COUNT];    /* lengths and digits */
    ks_sv bound[KS_FACET_COUNT];      /* smallest and greatest */
    const ks_enumerator *enumeration; /* the innermost; sorted by text */
    size_t enumeration_count;
    const ks_pattern_step *patterns;
} ks_simple_type;

/* A set of namespaces and what is asked of what comes from there. */
typedef enum ks_process { KS_PROCESS_STRICT, KS_PROCESS_LAX, KS_PROCESS_SKIP } ks_process;
typedef struct ks_wildcard {
    ks_process process;
    bool is_any;
    bool is_other;           /* any but namespaces[0] and none at all */
    const char **namespaces; /* interned; "" for none */
    size_t count;
} ks_wildcard;
bool ks_wildcard_allows(const ks_wildcard *wildcard, const char *ns);

typedef struct ks_attribute {
    const ks_qname *name;
    const ks_simple_type *type; /* NULL: not known */
    bool is_required;
    bool is_prohibited;
    const char *fixed;  /* or NULL */
    const char *preset; /* the default value, or NULL */
} ks_attribute;

#define KS_BY_EXTENSION    1u
#define KS_BY_RESTRICTION  2u
#define KS_BY_SUBSTITUTION 4u

typedef enum ks_content {
    KS_CONTENT_EMPTY,
    KS_CONTENT_SIMPLE,
    KS_CONTENT_ELEMENTS,
    KS_CONTENT_MIXED
} ks_content;

typedef struct ks_type ks_type;

typedef struct ks_element {
    const ks_qname *name;
    const ks_type *type; /* NULL: not known */
    const struct ks_element *head;
    bool is_global;
    bool is_nillable;
    bool is_abstract;
    bool is_undecided; /* it says more than is understood here (identity constraints) */
    unsigned block;
    const char *fixed;  /* or NULL */
    const char *preset; /* the default value, or NULL */
} ks_element;

/* Content models are small automata: going along `next` and `other` of the splits from a state
 * leads to the elements that may come. */
typedef enum ks_content_kind {
    KS_STEP_SPLIT,
    KS_STEP_ELEMENT,
    KS_STEP_ANY,
    KS_STEP_END
} ks_content_kind;
typedef struct ks_content_step {
    ks_content_kind kind;
    uint32_t next;
    uint32_t other; /* of a split */
    const ks_element *element;
    const ks_wildcard *any;
} ks_content_step;

typedef struct ks_content_model {
    ks_content_step *steps;
    uint32_t count;
    uint32_t start;
    bool is_all;          /* each of its steps once, in any order (xs:all) */
    uint64_t all_needed;  /* bits of the steps that must come */
    bool all_may_be_none; /* minOccurs of the group is 0 */
} ks_content_model;

/* A complex type, or a simple one as the type of an element. */
struct ks_type {
    const ks_qname *name;
    const ks_type *base; /* NULL: anyType; of a simple type NULL too */
    bool is_complex;
    bool is_abstract;
    bool is_undecided; /* more than is understood here, or broken */
    unsigned derived;  /* KS_BY_EXTENSION or KS_BY_RESTRICTION */
    unsigned block;
    ks_content content;
    const ks_simple_type *simple;
    const ks_attribute *attributes; /* prohibited ones are not there */
    size_t attribute_count;
    const ks_wildcard *any_attribute; /* or NULL */
    const ks_content_model *model;    /* NULL: no element may stand in it */
    struct ks_schema_part *part;      /* of the reader */
    int state;                        /* of the reader */
};

typedef struct ks_types {
    ks_names *names; /* borrowed */
    ks_arena arena;
    ks_map elements;   /* address of a ks_qname -> ks_element, global */
    ks_map types;      /* -> ks_type */
    ks_map attributes; /* -> ks_attribute, global */
    const ks_type *any_type;
    bool is_undecided; /* something is declared that is not understood here */
    bool is_plain;     /* the schemas are in order: XML Schema has nothing to say about them */
    KS_VEC(ks_pattern *) patterns;
} ks_types;

/* `types` starts as zeros where init fails. Built-in types are there from the beginning. */
KS_MUST_USE ks_status ks_types_init(ks_types *types, ks_names *names);
void ks_types_release(ks_types *types);

const ks_element *ks_types_element(const ks_types *types, const ks_qname *name);
const ks_attribute *ks_types_attribute(const ks_types *types, const ks_qname *name);
const ks_type *ks_types_type(const ks_types *types, const ks_qname *name);

/* Whether `actual` may stand where `declared` is asked for (XML Schema part 1 3.3.6). */
bool ks_element_stands_for(const ks_element *actual, const ks_element *declared);
/* Whether `type` is `base` or derived from it, by none of the ways in `blocked`. */
bool ks_type_derives(const ks_type *type, const ks_type *base, unsigned blocked);

/* Where a value stands: prefixes of names are looked up. KS_REFUSED where that leads nowhere. */
typedef struct ks_value_scope {
    ks_status (*resolve)(void *user, ks_sv text, const ks_qname **out);
    void *user;
} ks_value_scope;

/* What is wrong with a value; `facet` is KS_FACET_NONE where nothing is. */
typedef struct ks_value_fault {
    ks_facet facet;
    const ks_simple_type *type; /* whose facet it is */
} ks_value_fault;

/* Holds `text`, as it stands in the document, against `type` (XML Schema part 2, 1.0). `scratch` is
 * overwritten. KS_ERR_MEMORY only. Any thread, with a scratch of its own. */
KS_MUST_USE ks_status ks_value_check(const ks_simple_type *type, ks_sv text,
                                     const ks_value_scope *scope, ks_str *scratch,
                                     ks_value_fault *out);
/* Whether both texts, values of that type, are the same one. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_value_same(const ks_simple_type *type, ks_sv a, ks_sv b,
                                    const ks_value_scope *scope, bool *out);
/* Appends the text with white space as the type has it. */
void ks_value_normalize(ks_str *out, ks_space space, ks_sv text);

#endif

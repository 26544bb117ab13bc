/* Schema documents as the room keeps them until types are made. For read_types*.c alone. */
#ifndef KS_READ_TYPES_PARTS_H
#define KS_READ_TYPES_PARTS_H

#include "read_types.h"

#define KS_UNBOUNDED     UINT64_MAX
#define KS_NESTING_LIMIT 500 /* chains of declarations that are longer stay undecided */

typedef enum ks_xsd_tag {
    KS_XSD_OTHER,
    KS_XSD_SCHEMA,
    KS_XSD_ANNOTATION,
    KS_XSD_ELEMENT,
    KS_XSD_ATTRIBUTE,
    KS_XSD_COMPLEX_TYPE,
    KS_XSD_SIMPLE_TYPE,
    KS_XSD_GROUP,
    KS_XSD_ATTRIBUTE_GROUP,
    KS_XSD_COMPLEX_CONTENT,
    KS_XSD_SIMPLE_CONTENT,
    KS_XSD_RESTRICTION,
    KS_XSD_EXTENSION,
    KS_XSD_LIST,
    KS_XSD_UNION,
    KS_XSD_SEQUENCE,
    KS_XSD_CHOICE,
    KS_XSD_ALL,
    KS_XSD_ANY,
    KS_XSD_ANY_ATTRIBUTE,
    KS_XSD_IDENTITY, /* unique, key, keyref */
    KS_XSD_WHITE_SPACE,
    KS_XSD_FACET /* and behind it, one for each ks_facet */
} ks_xsd_tag;

typedef enum ks_xsd_key {
    KS_KEY_NONE,
    KS_KEY_NAME,
    KS_KEY_REF,
    KS_KEY_TYPE, /* type, base, itemType */
    KS_KEY_HEAD,
    KS_KEY_MEMBERS,
    KS_KEY_NILLABLE,
    KS_KEY_ABSTRACT,
    KS_KEY_MIXED,
    KS_KEY_ID, /* this one and the next ones are looked at and not kept */
    KS_KEY_TARGET,
    KS_KEY_VERSION,
    KS_KEY_TEXTS, /* and behind it those that are kept as they stand */
    KS_KEY_MIN = KS_KEY_TEXTS,
    KS_KEY_MAX,
    KS_KEY_USE,
    KS_KEY_FORM,
    KS_KEY_BLOCK,
    KS_KEY_DEFAULT,
    KS_KEY_FIXED,
    KS_KEY_VALUE,
    KS_KEY_NAMESPACE,
    KS_KEY_PROCESS,
    KS_KEY_ELEMENT_FORM,
    KS_KEY_ATTRIBUTE_FORM,
    KS_KEY_BLOCK_DEFAULT
} ks_xsd_key;

typedef struct ks_seen_namespace {
    const char *ns; /* interned */
    const struct ks_seen_namespace *next;
} ks_seen_namespace;

struct ks_schema_home {
    const char *ns; /* interned */
    bool is_held;   /* against what a plain schema may be */
    bool has_components;
    bool is_in_annotation;         /* what is skipped at hand is one */
    const ks_seen_namespace *seen; /* that are imported */
    bool are_elements_qualified;
    bool are_attributes_qualified;
    const char *block; /* blockDefault, or NULL */
};

typedef struct ks_part_text {
    ks_xsd_key key;
    const char *value;
    const struct ks_part_text *next;
} ks_part_text;

struct ks_schema_part {
    ks_xsd_tag tag;
    bool is_ref;
    bool is_nillable;
    bool is_abstract;
    bool is_mixed;
    bool says_mixed;
    bool has_annotation;
    const ks_schema_home *home;
    const ks_qname *name; /* in the target namespace */
    const ks_qname *type; /* what type, base, itemType or ref names */
    const ks_qname *head;
    const ks_qname *value; /* of an enumerator that is the name of something */
    const ks_qname **members;
    size_t member_count;
    const ks_part_text *texts;
    ks_schema_part *first_child;
    ks_schema_part *last_child;
    ks_schema_part *next;
};

/* The attribute as it stands, or NULL. */
const char *ks_part_text_of(const ks_schema_part *part, ks_xsd_key key);
/* The first child of that kind, or NULL. */
ks_schema_part *ks_part_child(const ks_schema_part *part, ks_xsd_tag tag);

/* read_types_simple.c. *out is NULL where the type cannot be made. */
uint64_t ks_part_size(const char *text); /* of a facet */
KS_MUST_USE ks_status ks_make_simple(ks_type_reader *reader, const ks_schema_part *part,
                                     const ks_simple_type **out);
/* The restriction of `base` by the facets that stand in `part`. */
KS_MUST_USE ks_status ks_make_restricted(ks_type_reader *reader, const ks_schema_part *part,
                                         const ks_simple_type *base, const ks_qname *name,
                                         const ks_simple_type **out);
/* read_types_attributes.c: those of `part`, on top of the base's in `type`. */
KS_MUST_USE ks_status ks_make_attributes(ks_type_reader *reader, const ks_schema_part *part,
                                         ks_type *type);
KS_MUST_USE ks_status ks_make_attribute(ks_type_reader *reader, const ks_schema_part *part,
                                        ks_attribute *out);
KS_MUST_USE ks_status ks_make_wildcard(ks_type_reader *reader, const ks_schema_part *part,
                                       ks_wildcard **out);
/* read_types_content.c: the content model of `type`, behind that of its base where it extends one.
 */
KS_MUST_USE ks_status ks_make_content(ks_type_reader *reader, const ks_schema_part *part,
                                      ks_type *type);
/* The particle in `part`, or NULL. */
const ks_schema_part *ks_part_particle(const ks_schema_part *part);

/* read_types_make.c. *out is NULL where nothing of that name is declared. A type may not be
 * complete yet; _completed sees to it. */
KS_MUST_USE ks_status ks_get_type(ks_type_reader *reader, const ks_qname *name, ks_type **out);
KS_MUST_USE ks_status ks_get_completed(ks_type_reader *reader, const ks_qname *name,
                                       const ks_type **out);
KS_MUST_USE ks_status ks_get_element(ks_type_reader *reader, const ks_qname *name,
                                     const ks_element **out);
KS_MUST_USE ks_status ks_get_attribute(ks_type_reader *reader, const ks_qname *name,
                                       const ks_attribute **out);
/* An element declaration, global or local. */
KS_MUST_USE ks_status ks_make_element(ks_type_reader *reader, const ks_schema_part *part,
                                      ks_element *out);
unsigned ks_parse_block(const char *text);

/* read_types_plain.c. A part that was just opened; an element that is skipped with all that is in
 * it; one that stands directly in such a one; and when all types are made, the verdict. */
void ks_plain_part(ks_type_reader *reader, const ks_schema_part *part, const ks_xml_attr *attrs,
                   size_t count);
KS_MUST_USE ks_status ks_plain_skipped(ks_type_reader *reader, const ks_qname *name,
                                       const ks_xml_attr *attrs, size_t count);
void ks_plain_inside(ks_type_reader *reader, const ks_qname *name, const ks_xml_attr *attrs,
                     size_t count);
bool ks_are_plain(const ks_type_reader *reader);

#endif

/* Collects the declarations of schema documents while they are read, and makes types of them.
 *
 * A document's events go to _start and _end. Declarations are made when they are first asked for,
 * or all of them by _finish. What XML Schema allows and this room does not understand leaves the
 * type or the element marked as undecided. One reader belongs to one thread. */
#ifndef KS_READ_TYPES_H
#define KS_READ_TYPES_H

#include "model_type.h"
#include "xml_stream.h"

/* A declaration as it stands in its schema, and what stands in it. */
typedef struct ks_schema_part ks_schema_part;

typedef struct ks_schema_home ks_schema_home;

typedef struct ks_type_reader {
    ks_types *types;
    ks_arena arena;
    ks_map tags;     /* address of a ks_qname -> what the element is */
    ks_map keys;     /* address of a ks_qname -> which attribute it is */
    ks_map elements; /* address of a ks_qname -> ks_schema_part; and so on */
    ks_map type_parts;
    ks_map attributes;
    ks_map groups;
    ks_map attribute_groups;
    KS_VEC(ks_schema_part *) open;
    KS_VEC(ks_type *) waiting; /* types to be completed */
    ks_schema_home *home;      /* of the document at hand */
    size_t depth;
    size_t nesting;       /* of declarations that are made because another one needs them */
    size_t skipped_depth; /* of the annotation at hand, from 1; 0: none */
    bool is_plain;        /* nothing was met that XML Schema might not allow */
} ks_type_reader;

/* Reads what XBRL 2.1 itself is made of from the built-in schemas. `types` must outlive the reader.
 */
KS_MUST_USE ks_status ks_type_reader_init(ks_type_reader *reader, ks_types *types, ks_sink *sink);
void ks_type_reader_release(ks_type_reader *reader);

/* Before the root of a schema document; `ns` is its target namespace, also of one that is included
 * and has none of its own. One that `is_ours` needs no check. */
KS_MUST_USE ks_status ks_type_reader_begin(ks_type_reader *reader, const char *ns, bool is_ours);
KS_MUST_USE ks_status ks_type_reader_start(ks_type_reader *reader, ks_xml_stream *stream,
                                           const ks_qname *name, const ks_xml_attr *attrs,
                                           size_t count);
void ks_type_reader_text(ks_type_reader *reader, ks_sv text);
void ks_type_reader_end(ks_type_reader *reader);

/* When all documents are read. */
KS_MUST_USE ks_status ks_type_reader_finish(ks_type_reader *reader);

#endif

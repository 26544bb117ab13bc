/* An instance while it is read: facts go into the model at once, footnotes when all facts are
 * known. For the room's own use. */
#ifndef KS_READ_INSTANCE_PARTS_H
#define KS_READ_INSTANCE_PARTS_H

#include "io_resolve.h"
#include "model_instance.h"
#include "read_typed.h"
#include "xml_stream.h"

/* A fact whose context or unit has not been met yet. */
typedef struct ks_pending_fact {
    ks_fact *fact;
    const char *context; /* contextRef, or NULL */
    const char *unit;    /* unitRef, or NULL */
} ks_pending_fact;

/* What an id stands for. */
typedef struct ks_id_target {
    ks_place place;
    bool is_fact;        /* an item or a tuple */
    const ks_fact *fact; /* NULL where it is none, or none that the model holds */
    const ks_tuple *tuple;
} ks_id_target;

typedef struct ks_open_tuple {
    ks_tuple *tuple;
    size_t depth;      /* elements open around it */
    const char *lang;  /* in force inside, or NULL */
    uint32_t children; /* elements met inside */
} ks_open_tuple;

/* What a label of a footnote link stands for. */
typedef enum ks_footnote_kind { KS_FOOTNOTE_LOCATOR, KS_FOOTNOTE_RESOURCE } ks_footnote_kind;

typedef struct ks_raw_end {
    ks_footnote_kind kind;
    const char *label;    /* interned, as all labels */
    const ks_qname *name; /* of the element */
    const char *href;     /* of a locator, made absolute */
    const char *written;  /* the same as it stands */
    const char *id;       /* the rest of a resource */
    const char *role;
    const char *lang;
    const char *mark;
    const char *text;
    const char *markup; /* of a resource with elements; else NULL */
    ks_place place;
    size_t next; /* number, from 1, of the next of the same label; 0 where there is none */
    bool is_resolved;
    const ks_id_target *target; /* of a locator: what it leads to, or NULL */
} ks_raw_end;

typedef struct ks_raw_arc {
    const char *from;
    const char *to;
    const char *arcrole;
    bool is_prohibited;
    ks_place place;
} ks_raw_arc;

typedef struct ks_raw_footnote_link {
    const char *role; /* interned */
    const char *lang; /* in force for what is inside, or NULL */
    const char *base; /* the same */
    KS_VEC(ks_raw_end) ends;
    KS_VEC(ks_raw_arc) arcs;
} ks_raw_footnote_link;

/* A roleRef or an arcroleRef (3.5.2.4, 3.5.2.5). */
typedef struct ks_raw_role_ref {
    const char *uri;
    bool is_arcrole;
    ks_place place;
} ks_raw_role_ref;

/* Where a role or arcrole is used, by the name of the element that has it. */
typedef struct ks_raw_role_use {
    const char *uri;
    const ks_qname *element;
    bool is_arcrole;
    ks_place place;
} ks_raw_role_use;

typedef enum ks_instance_part {
    KS_PART_ROOT, /* and tuples: what comes is a fact, or one of the others */
    KS_PART_CONTEXT,
    KS_PART_UNIT,
    KS_PART_FACT,
    KS_PART_FOOTNOTES,
    KS_PART_SKIPPED
} ks_instance_part;

/* Names that are met often, so that they are told apart by address. */
typedef struct ks_instance_names {
    const ks_qname *context;
    const ks_qname *unit;
    const ks_qname *footnote_link;
    const ks_qname *segment;
    const ks_qname *scenario;
    const ks_qname *identifier;
    const ks_qname *instant;
    const ks_qname *start_date;
    const ks_qname *end_date;
    const ks_qname *forever;
    const ks_qname *measure;
    const ks_qname *unit_denominator;
    const ks_qname *numerator;
    const ks_qname *denominator;
    const ks_qname *explicit_member;
    const ks_qname *typed_member;
    const ks_qname *id;
    const ks_qname *context_ref;
    const ks_qname *unit_ref;
    const ks_qname *decimals;
    const ks_qname *precision;
    const ks_qname *lang;
    const ks_qname *base;
    const ks_qname *nil;
    const ks_qname *type;
    const ks_qname *dimension;
} ks_instance_names;

/* Segment and scenario of the context at hand (read_content.c). */
typedef struct ks_segment {
    ks_str text;  /* both, as canonical text */
    size_t depth; /* elements open around the segment or scenario; 0 outside */
    bool is_scenario;
    bool has_children;      /* the innermost open element has */
    size_t element_begin;   /* in `text`: of the child of the typed member at hand */
    ks_dimension dimension; /* the member at hand; its axis is NULL where there is none */
    bool has_second;        /* more than one element stands in the typed member at hand */
    ks_str characters;      /* of a typed member */
    size_t error_count;     /* of the sink, before the content of the typed member at hand */
    KS_VEC(ks_dimension) dimensions;
    KS_VEC(ks_declared) open; /* elements */
    size_t place_count;       /* values met so far */
} ks_segment;

typedef struct ks_instance_reader {
    ks_instance *instance;
    ks_sink *sink;
    ks_sink *value_sink; /* for what the schemas tell too; NULL where they have been asked */
    const char *url;     /* of the document */
    const char *base;    /* xml:base of the root, or the url */
    const char *lang;    /* xml:lang of the root, or NULL */
    ks_arena arena;
    ks_instance_names names;
    size_t depth; /* elements open around the current event */
    ks_instance_part part;
    size_t part_depth; /* of the element that began the part */
    uint32_t children; /* elements met in the root */
    ks_str text;
    bool is_collecting;
    ks_map ids;               /* -> ks_id_target */
    ks_map told_namespaces;   /* of elements that no schema declares */
    ks_map dangling_contexts; /* ids that facts refer to in vain, to how many do */
    ks_map dangling_units;

    ks_context context;
    ks_str start_text; /* as it stands, for findings */
    bool has_start;
    ks_segment content;

    ks_unit unit;
    KS_VEC(const ks_qname *) numerators;
    KS_VEC(const ks_qname *) denominators;
    bool is_in_denominator;

    ks_fact fact;
    ks_str fact_id;
    ks_str context_ref;
    ks_str unit_ref;
    ks_str fact_lang;
    bool has_fact_id;
    bool has_context_ref;
    bool has_unit_ref;
    bool has_fact_lang;
    size_t numerator_size; /* of a fraction: where in `text` the numerator ends */
    KS_VEC(ks_pending_fact) pending;
    KS_VEC(ks_open_tuple) tuples;

    ks_raw_footnote_link *link;
    size_t end_at_hand; /* number, from 1, of the resource whose text is read */
    ks_str markup;      /* of it, as a fragment of XHTML */
    bool has_markup;
    KS_VEC(ks_raw_footnote_link *) links;
    KS_VEC(ks_raw_role_ref) role_refs;
    KS_VEC(ks_raw_role_use) role_uses;
    ks_map by_position; /* parent tuple, position -> ks_id_target; made when it is wanted */
    bool has_positions;
    bool is_made;    /* inline documents stand for the instance */
    bool is_checked; /* the document is held against the taxonomy's types as it is read */
    const ks_xml_handler *also; /* has each event first; or NULL */
    void *also_user;
    size_t guesses; /* how often a nearest name was looked for: not linear, so not often */
} ks_instance_reader;

#define KS_GUESS_LIMIT 20

void ks_read_note_oddity(ks_oddity *oddity, ks_place place, const char *what); /* borrowed */
bool ks_read_is(const ks_qname *name, const char *ns, const char *local);
/* The value of an attribute as a trimmed copy in the reader's arena; NULL where there is none. */
KS_MUST_USE ks_status ks_read_attr(ks_instance_reader *reader, const ks_xml_attr *attrs,
                                   size_t count, const char *ns, const char *local,
                                   const char **out);
/* The attribute of that interned name, or NULL. */
const ks_xml_attr *ks_read_find(const ks_xml_attr *attrs, size_t count, const ks_qname *name);
/* Notes what an id stands for; a second one is a finding. `target` is copied, the id where it does
 * not live as long as the reader. */
KS_MUST_USE ks_status ks_read_add_id(ks_instance_reader *reader, ks_sv id, bool is_lasting,
                                     const ks_id_target *target);

/* Each takes the events of its part: the element that begins it, what is inside, and its end. */
KS_MUST_USE ks_status ks_read_context_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                            const ks_qname *name, const ks_xml_attr *attrs,
                                            size_t count);
KS_MUST_USE ks_status ks_read_context_end(ks_instance_reader *reader, ks_xml_stream *stream,
                                          const ks_qname *name);
KS_MUST_USE ks_status ks_read_unit_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                         const ks_qname *name, const ks_xml_attr *attrs,
                                         size_t count);
KS_MUST_USE ks_status ks_read_unit_end(ks_instance_reader *reader, ks_xml_stream *stream,
                                       const ks_qname *name);
KS_MUST_USE ks_status ks_read_fact_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                         const ks_qname *name, const ks_xml_attr *attrs,
                                         size_t count);
KS_MUST_USE ks_status ks_read_fact_end(ks_instance_reader *reader, ks_xml_stream *stream);
void ks_read_tuple_end(ks_instance_reader *reader); /* of any element: ends a tuple if it is one */
KS_MUST_USE ks_status ks_read_footnote_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                             const ks_qname *name, const ks_xml_attr *attrs,
                                             size_t count);
KS_MUST_USE ks_status ks_read_footnote_end(ks_instance_reader *reader, const ks_qname *name);
void ks_read_footnote_text(ks_instance_reader *reader, ks_sv text);
KS_MUST_USE ks_status ks_read_role_ref(ks_instance_reader *reader, ks_xml_stream *stream,
                                       const ks_qname *name, const ks_xml_attr *attrs,
                                       size_t count);

/* Segment and scenario: their elements, from their own start to their own end. */
KS_MUST_USE ks_status ks_read_content_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                            const ks_qname *name, const ks_xml_attr *attrs,
                                            size_t count);
KS_MUST_USE ks_status ks_read_content_end(ks_instance_reader *reader, ks_xml_stream *stream);

/* When all is read: what was pending, then footnotes, then the roles they use. */
KS_MUST_USE ks_status ks_read_settle_facts(ks_instance_reader *reader);
KS_MUST_USE ks_status ks_read_settle_footnotes(ks_instance_reader *reader);
KS_MUST_USE ks_status ks_read_check_roles(ks_instance_reader *reader);

/* KS_REFUSED with a finding where the root element is not that of an instance. */
KS_MUST_USE ks_status ks_read_check_root(ks_sink *sink, ks_xml_stream *stream,
                                         const ks_qname *name);

#endif

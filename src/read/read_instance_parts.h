/* An instance while it is read: facts are kept as they stand until all contexts and units are
 * known. For the room's own use. */
#ifndef KS_READ_INSTANCE_PARTS_H
#define KS_READ_INSTANCE_PARTS_H

#include "model_instance.h"
#include "xml_stream.h"

/* A fact as the document has it. */
typedef struct ks_raw_fact {
    const ks_concept *concept;
    const char *context; /* contextRef, or NULL */
    const char *unit;    /* unitRef, or NULL */
    const char *id;
    const char *lang;
    const char *decimals; /* as written, or NULL */
    const char *precision;
    const char *text;
    bool is_nil;
    ks_place place;
    const ks_fact *fact; /* once it is in the model; stays NULL where it is left out */
} ks_raw_fact;

/* A locator, a footnote or an arc of a footnote link. */
typedef struct ks_raw_locator {
    const char *label; /* interned, as all labels */
    const char *href;
    ks_place place;
    size_t next; /* number, from 1, of the next of the same label; 0 where there is none */
} ks_raw_locator;

typedef struct ks_raw_footnote {
    const char *label;
    const char *id;
    const char *role;
    const char *lang;
    const char *mark;
    const char *text;
    ks_place place;
    size_t next; /* as above */
} ks_raw_footnote;

typedef struct ks_raw_arc {
    const char *from;
    const char *to;
} ks_raw_arc;

typedef struct ks_raw_footnote_link {
    KS_VEC(ks_raw_locator) locators;
    KS_VEC(ks_raw_footnote) footnotes;
    KS_VEC(ks_raw_arc) arcs;
} ks_raw_footnote_link;

typedef enum ks_instance_part {
    KS_PART_ROOT, /* and tuples: what comes is a fact, or one of the others */
    KS_PART_CONTEXT,
    KS_PART_UNIT,
    KS_PART_FACT,
    KS_PART_FOOTNOTES,
    KS_PART_SKIPPED
} ks_instance_part;

typedef struct ks_instance_reader {
    ks_instance *instance;
    ks_sink *sink;
    ks_sink *value_sink; /* for what the schemas tell too; NULL where they have been asked */
    ks_arena arena;
    size_t depth; /* elements open around the current event */
    ks_instance_part part;
    size_t part_depth; /* of the element that began the part */
    ks_str text;
    bool is_collecting;
    ks_context context;
    ks_str besides; /* of the context at hand */
    size_t besides_depth;
    ks_unit unit;
    KS_VEC(const ks_qname *) numerators;
    KS_VEC(const ks_qname *) denominators;
    bool is_in_denominator;
    ks_raw_fact *fact;
    KS_VEC(ks_raw_fact *) facts;
    ks_raw_footnote_link *link;
    bool is_in_footnote;
    KS_VEC(ks_raw_footnote_link *) links;
    size_t guesses; /* how often a nearest name was looked for: not linear, so not often */
} ks_instance_reader;

#define KS_GUESS_LIMIT 20

bool ks_read_is(const ks_qname *name, const char *ns, const char *local);
/* A copy of an attribute's value in the reader's arena; NULL where there is none. */
KS_MUST_USE ks_status ks_read_attr(ks_instance_reader *reader, const ks_xml_attr *attrs,
                                   size_t count, const char *ns, const char *local,
                                   const char **out);

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
KS_MUST_USE ks_status ks_read_fact_end(ks_instance_reader *reader);
KS_MUST_USE ks_status ks_read_footnote_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                             const ks_xml_attr *attrs, size_t count);
KS_MUST_USE ks_status ks_read_footnote_end(ks_instance_reader *reader);

/* When all is read: the facts, then the footnotes, go into the model. */
KS_MUST_USE ks_status ks_read_settle_facts(ks_instance_reader *reader);
KS_MUST_USE ks_status ks_read_settle_footnotes(ks_instance_reader *reader);

#endif

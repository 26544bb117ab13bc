/* A report of the Open Information Model while its instance is made. For the room's own use. */
#ifndef KS_READ_OIM_PARTS_H
#define KS_READ_OIM_PARTS_H

#include "base_json.h"
#include "model_instance.h"
#include "read_oim.h"
#include "xml_feed.h"

typedef enum ks_oim_core {
    KS_OIM_CONCEPT,
    KS_OIM_ENTITY,
    KS_OIM_PERIOD,
    KS_OIM_UNIT,
    KS_OIM_LANGUAGE,
    KS_OIM_NOTE_ID,
    KS_OIM_CORE_COUNT /* none of them */
} ks_oim_core;
ks_oim_core ks_oim_core_of(ks_sv name);
/* The core dimension most like a name, or NULL. */
const char *ks_oim_nearest_core(ks_sv name);

/* A taxonomy-defined dimension of a context. */
typedef struct ks_oim_axis {
    const ks_oim_dimension *said;
    const ks_concept *concept;
    const ks_qname *domain; /* of a typed one: the element that holds the value; else NULL */
} ks_oim_axis;

typedef struct ks_oim_context {
    const char *id;
    const char *scheme;
    const char *identifier;
    const char *start; /* as XBRL 2.1 writes it; NULL: an instant, or forever */
    const char *end;   /* NULL: forever */
    const ks_oim_axis *axes;
    size_t axis_count;
    bool is_segment;
    ks_place place;
} ks_oim_context;

typedef struct ks_oim_unit {
    const char *id;
    const char **measures; /* as they are written; numerators first */
    size_t numerator_count;
    size_t count;
    bool is_wrong; /* which was told: its facts are left out */
    ks_place place;
} ks_oim_unit;

/* A fact as the instance has it. */
typedef struct ks_oim_made {
    const ks_oim_fact *fact;
    const ks_concept *concept; /* NULL: a note */
    const ks_oim_context *context;
    const ks_oim_unit *unit;
    const char *id;    /* in the instance */
    const char *value; /* as XBRL 2.1 writes it; NULL: nil */
    const char *lang;  /* or NULL */
    bool is_left;      /* it is left out: what is wrong with it was told */
    bool is_note;
    bool is_linked; /* of a note: something leads to it */
} ks_oim_made;

/* A link as the instance has it. */
typedef struct ks_oim_arc {
    const char *role;
    size_t role_number; /* in the order they are met */
    const char *arcrole;
    ks_oim_made *from;
    ks_oim_made *to;
    size_t number;
    ks_place place;
} ks_oim_arc;

typedef struct ks_oim_known ks_oim_known; /* what a name in the report stands for */

typedef struct ks_oim_maker {
    ks_oim_report *report;
    const ks_taxonomy *taxonomy; /* NULL while only what stands in front of facts is asked for */
    ks_xml_stream *stream;
    ks_names *names; /* of the stream */
    ks_sink *sink;   /* NULL once all was told */
    ks_arena arena;
    ks_str text;
    ks_str key;
    ks_map known;          /* names as they are written -> ks_oim_known */
    ks_map context_by_key; /* -> ks_oim_context */
    ks_map unit_by_text;   /* -> ks_oim_unit */
    ks_map period_by_text; /* -> ks_oim_period */
    ks_map made_by_id;     /* ids of the report -> ks_oim_made */
    ks_map taken;          /* ids of the instance */
    ks_map lost;           /* of xBRL-CSV: names and places of which it was told what is wrong */
    ks_map numbers;        /* how many ids begin with a text: so that each is found at once */
    ks_map wanted;         /* aliases that the instance must declare */
    KS_VEC(ks_oim_context *) contexts;
    KS_VEC(ks_oim_unit *) units;
    KS_VEC(ks_oim_axis) axes;   /* of the fact at hand */
    KS_VEC(ks_oim_axis) sorted; /* the same by name */
    ks_oim_made *made;          /* one for each fact of the report */
    size_t guesses;
    bool is_unbound;                 /* a name in the value at hand has an unknown prefix */
    KS_VEC(ks_oim_arc) arcs;         /* of links, those of one role together */
    KS_VEC(ks_xml_attr) attrs;       /* of the start tag at hand */
    KS_VEC(ks_xml_binding) bindings; /* that it declares */
    const char *xhtml_prefix;
} ks_oim_maker;

/* Whether there is no white space around the text, and no other in it than single spaces. */
bool ks_oim_is_collapsed(ks_sv text);
/* Fills the report from the tree, whose texts go when this returns. */
KS_MUST_USE ks_status ks_oim_fill_json(ks_oim_report *report, const ks_json *root);
/* The same from metadata of xBRL-CSV. What is wrong is told; then it is not to be used. */
KS_MUST_USE ks_status ks_oim_fill_csv(ks_oim_report *report, ks_io_resolver *resolver,
                                      const ks_json *root);

/* read_oim_csv_fact.c. A number of xBRL-CSV may have its decimals behind it. */
KS_MUST_USE ks_status ks_oim_settle_csv_number(ks_oim_maker *maker, ks_oim_fact *fact,
                                               bool *out_is_good);
bool ks_oim_check_csv_language(ks_oim_maker *maker, const ks_oim_dimension *said);
/* When facts are made: cells that none of them used. */
void ks_oim_tell_unmapped(ks_oim_maker *maker);

/* The instance, as a producer has it (xml_stream.h); `user` is the report. */
KS_MUST_USE ks_status ks_oim_produce(ks_xml_stream *stream, const void *user);

/* What else the report says of the instance that the producer makes, if it is one of reports. */
void ks_oim_tell_features(const ks_xml_producer *producer, ks_instance *instance);

/* read_oim_fact.c: what each fact comes down to. */
KS_MUST_USE ks_status ks_oim_make_facts(ks_oim_maker *maker);
/* The expanded name of a text; NULL where it is none, which is told of an unbound prefix. */
KS_MUST_USE ks_status ks_oim_maker_name(ks_oim_maker *maker, const char *text, ks_place place,
                                        const ks_qname **out);

/* read_oim_aspects.c: contexts and units, each once. NULL where it was told that there is none. */
KS_MUST_USE ks_status ks_oim_find_context(ks_oim_maker *maker, const ks_oim_made *made,
                                          const ks_oim_dimension *const *core,
                                          const ks_oim_context **out);
KS_MUST_USE ks_status ks_oim_find_unit(ks_oim_maker *maker, const ks_oim_dimension *said,
                                       const ks_oim_unit **out);

/* read_oim_content.c: values. `*out` is NULL where the value is none, which was told. */
KS_MUST_USE ks_status ks_oim_make_value(ks_oim_maker *maker, const ks_oim_made *made,
                                        const char **out);
KS_MUST_USE ks_status ks_oim_check_axis(ks_oim_maker *maker, const ks_oim_fact *fact,
                                        const ks_oim_dimension *said, ks_oim_axis *out_axis,
                                        bool *out_is_good);

/* read_oim_tags.c: start tags and the like. */
KS_MUST_USE ks_status ks_oim_want(ks_oim_maker *maker, ks_sv prefix); /* the instance uses it */
KS_MUST_USE ks_status ks_oim_feed_attr(ks_oim_maker *maker, const char *ns, const char *local,
                                       const char *value); /* of the next start tag */
/* The same of a name that is interned. */
KS_MUST_USE ks_status ks_oim_feed_named_attr(ks_oim_maker *maker, const ks_qname *name,
                                             const char *value);
KS_MUST_USE ks_status ks_oim_feed_named(ks_oim_maker *maker, ks_place place, const ks_qname *name,
                                        const char *text);
KS_MUST_USE ks_status ks_oim_feed_start(ks_oim_maker *maker, ks_place place, const char *ns,
                                        const char *local);
KS_MUST_USE ks_status ks_oim_feed_end(ks_oim_maker *maker, ks_place place, const char *ns,
                                      const char *local);
/* A whole element. */
KS_MUST_USE ks_status ks_oim_feed_text(ks_oim_maker *maker, ks_place place, const char *ns,
                                       const char *local, const char *text);
/* The root's start tag with the namespaces of the report. */
KS_MUST_USE ks_status ks_oim_feed_root(ks_oim_maker *maker);

/* read_oim_note.c: XHTML in notes (OIM 3.5.1.1). */
KS_MUST_USE ks_status ks_oim_check_note(ks_oim_maker *maker, const ks_oim_fact *fact,
                                        bool *out_is_good); /* written where it is not */
KS_MUST_USE ks_status ks_oim_feed_note(ks_oim_maker *maker, const ks_oim_made *note);
bool ks_oim_has_markup(const char *text);

/* read_oim_links.c: links as footnote links. */
KS_MUST_USE ks_status ks_oim_make_links(ks_oim_maker *maker);
KS_MUST_USE ks_status ks_oim_feed_role_refs(ks_oim_maker *maker);
KS_MUST_USE ks_status ks_oim_feed_links(ks_oim_maker *maker);

#endif

/* An instance as data: contexts, units, facts, footnotes (XBRL 2.1 chapter 4). All strings are
 * interned or live in the instance's arena. Belongs to one thread while it is built. */
#ifndef KS_MODEL_INSTANCE_H
#define KS_MODEL_INSTANCE_H

#include "base_arena.h"
#include "base_date.h"
#include "base_decimal.h"
#include "base_map.h"
#include "base_names.h"
#include "base_vec.h"
#include "diag.h"
#include "model_oim.h"
#include "model_taxonomy.h"

/* Text in one language; a list of them ends with NULL. */
typedef struct ks_lang_text {
    const char *lang; /* interned */
    const char *text;
    const char *markup; /* of a note that holds elements: as a fragment of XHTML; else NULL */
    struct ks_lang_text *next;
} ks_lang_text;
const char *ks_lang_text_find(const ks_lang_text *list, const char *lang); /* or NULL */
/* A copy of the whole list, texts in `arena`, languages interned. */
KS_MUST_USE ks_status ks_lang_text_copy(ks_arena *arena, ks_names *names, const ks_lang_text *list,
                                        const ks_lang_text **out);

typedef struct ks_entity {
    const char *scheme;
    const char *identifier;
    const ks_lang_text *names; /* from the plan; NULL where nothing is known */
} ks_entity;

/* A value of a dimension in segment or scenario (Dimensions 1.0 3.1.4), as it stands there. */
typedef struct ks_dimension {
    const ks_qname *dimension; /* of the axis */
    const ks_qname *member;    /* of an explicit one, else NULL */
    const ks_qname *domain;    /* the element that holds the value of a typed one, else NULL */
    const char *value;         /* of a typed one: canonical text, interned, equal where it is */
    const char *text;          /* of a typed one: its characters */
    bool is_nil;               /* of a typed one: there is no value */
    bool is_scenario;          /* else in the segment */
    bool is_invalid;           /* of a typed one: what it holds is not as its schema says */
    ks_place place;
} ks_dimension;

typedef struct ks_context {
    const char *id;
    const char *scheme;
    const char *identifier;
    ks_period_type period; /* KS_PERIOD_NONE: forever */
    int64_t start;         /* first day, for durations (days since 1970-01-01) */
    int64_t end;           /* last day of a duration; day of an instant (its end) */
    bool is_exact;       /* begin and finish are given; else they follow from start and end when it
                          * is added to an instance, where they are always there */
    ks_moment begin;     /* of a duration: the moment it starts (4.7.2: midnight, for a date) */
    ks_moment finish;    /* of an instant or a duration: the moment it is over */
    const char *besides; /* segment and scenario as canonical text, interned, or NULL: of contexts
                          * whose segments and scenarios are s-equal it is one pointer */
    const ks_dimension *dimensions; /* in the order of the document */
    size_t dimension_count;
    bool has_bad_period;    /* a date that is none: `period` says nothing */
    bool has_other_segment; /* something that is no value of a dimension */
    bool has_other_scenario;
    bool has_nameless_member;   /* a member of no dimension that has a name, which is told */
    const ks_lang_text *labels; /* headings given by the plan, or NULL */
    const struct ks_context
        *same; /* the first context that is s-equal to it (4.10); maybe itself */
    size_t index;
    ks_place place;
} ks_context;

typedef struct ks_unit {
    const char *id;
    const ks_qname **numerators;
    size_t numerator_count;
    const ks_qname **denominators;
    size_t denominator_count;
    bool is_broken;             /* it lacks a measure, which was told */
    const ks_lang_text *labels; /* from the plan, or NULL */
    const struct ks_unit *same; /* the first unit that is s-equal to it (4.10); maybe itself */
    size_t index;
    ks_place place;
} ks_unit;

/* A printed cell that a fact was read from. */
typedef struct ks_cell_ref {
    ks_place place;      /* file, line, cell number */
    const char *printed; /* as it stands there */
    struct ks_cell_ref *next;
} ks_cell_ref;

#define KS_DECIMALS_NONE INT32_MIN /* no attribute */
#define KS_DECIMALS_INF  INT32_MAX

/* Which attributes tell how exact a number is (4.6.3). */
typedef enum ks_accuracy {
    KS_STATED_DECIMALS, /* or none: then `decimals` is KS_DECIMALS_NONE */
    KS_STATED_PRECISION,
    KS_STATED_BOTH
} ks_accuracy;

/* A tuple (4.9). The facts inside, at any depth, are those of numbers `first` to `end` - 1. */
typedef struct ks_tuple {
    const ks_concept *concept;
    const struct ks_tuple *parent; /* or NULL */
    const char *id;                /* or NULL */
    bool is_nil;
    uint32_t position; /* among the elements of its parent, from 1 */
    size_t first;
    size_t end;
    size_t index;
    ks_place place;
} ks_tuple;

typedef struct ks_fact {
    const ks_concept *concept;
    const ks_tuple *tuple; /* that it stands in, or NULL */
    const ks_context *context;
    const ks_unit *unit; /* NULL for what is not numeric */
    const char *id;      /* or NULL */
    const char *lexical; /* the value as it stands in the document; "" where nil */
    ks_decimal number;   /* of a numeric fact that is not nil; of a fraction its numerator */
    const ks_decimal *denominator; /* of a fraction, else NULL */
    int32_t decimals;              /* as stated, or what precision comes down to (4.6.6) */
    int32_t precision;             /* as stated; KS_DECIMALS_INF too */
    ks_accuracy accuracy;
    uint32_t position; /* among the elements of its parent, from 1 */
    bool is_nil;
    bool is_special;       /* INF, -INF or NaN: there is no number */
    const char *lang;      /* xml:lang of a string fact, or NULL */
    const ks_qname *named; /* by the value of a QName fact; NULL: it is no such fact, or no name */
    size_t index;
    ks_cell_ref *cells; /* of a built fact: the cell it was filed from, then those tied to it */
    ks_cell_ref *last_cell;
    ks_place place; /* where it was read; of a built fact, its first cell */
} ks_fact;

/* A note, with its text in each language, tied to facts. */
typedef struct ks_footnote {
    const char *id;   /* unique in the instance */
    const char *mark; /* as printed, "(2)", or NULL */
    const char *role;
    const ks_lang_text *texts;
    KS_VEC(const ks_fact *) facts;
    size_t index;
    ks_place place;
} ks_footnote;

/* What an instance has that the Open Information Model cannot tell: the first of its kind, and how
 * many there are. */
typedef struct ks_oddity {
    ks_place place;
    const char *what;
    size_t count;
} ks_oddity;

/* A relationship from a fact to another, or to a note: an arc of a footnote link (4.11). */
typedef struct ks_fact_link {
    const char *role; /* of the link; interned */
    const char *arcrole;
    const ks_fact *from;
    const ks_fact *to;       /* or NULL: */
    const ks_footnote *note; /* then this one */
    ks_place place;
} ks_fact_link;

typedef struct ks_instance {
    ks_names *names;             /* borrowed; of the session */
    const ks_taxonomy *taxonomy; /* borrowed */
    ks_arena arena;
    const char *schema_ref;                /* href */
    KS_VEC(const char *) more_schema_refs; /* of further ones, in the arena */
    /* xBRL-XML 1.0 2.1.8, 2.1.9, 2.1.11: linkbaseRefs; roles and arcroles that are declared only
     * where a roleRef or arcroleRef of the instance leads; attributes xml:base */
    ks_oddity linkbase_refs, distant_roles, bases;
    ks_entity entity;
    const ks_lang_text *titles; /* of the report; NULL where nothing is known */
    KS_VEC(ks_context *) contexts;
    KS_VEC(ks_unit *) units;
    KS_VEC(ks_fact *) facts; /* items, in the order of the document */
    KS_VEC(ks_tuple *) tuples;
    KS_VEC(ks_footnote *) footnotes;
    KS_VEC(ks_fact_link) links; /* as they were read */
    ks_map context_by_id;
    ks_map unit_by_id;
    ks_map context_by_value; /* to the first of those that are s-equal */
    ks_map unit_by_value;
    const char *recent_lang; /* interned: that of one fact is most often that of the next */
    ks_oim_duplicates allowed_duplicates; /* as the report says, where it is one of that model */
    ks_map footnote_ties;                 /* footnote, fact: those that are tied already */
    ks_map doubts;                        /* concept, context: of ks_instance_doubt */
} ks_instance;

KS_MUST_USE ks_status ks_instance_new(ks_names *names, const ks_taxonomy *taxonomy,
                                      ks_instance **out);
void ks_instance_free(ks_instance *instance);

/* Add a copy, strings and lists too (but for the file of a place); *out borrows and may be NULL. An
 * id of a context or unit that is there already is KS_ERR_MISUSE (look it up first). */
KS_MUST_USE ks_status ks_instance_add_context(ks_instance *instance, const ks_context *context,
                                              ks_context **out);
KS_MUST_USE ks_status ks_instance_add_unit(ks_instance *instance, const ks_unit *unit,
                                           ks_unit **out);
KS_MUST_USE ks_status ks_instance_add_fact(ks_instance *instance, const ks_fact *fact,
                                           ks_fact **out);
/* Takes out the facts that were added without a context and got none since. */
void ks_instance_drop_facts(ks_instance *instance);
/* Remembers that a fact of the concept was told to be wrong and is not there, or not whole: what it
 * would have been part of is not to be told as well. A context of NULL: it may be any. */
KS_MUST_USE ks_status ks_instance_doubt(ks_instance *instance, const ks_concept *concept,
                                        const ks_context *context);
/* Whether there is such a fact in the context, or in one that is s-equal to it. */
bool ks_instance_is_doubted(const ks_instance *instance, const ks_concept *concept,
                            const ks_context *context);
/* Opens a tuple: facts added until ks_instance_end_tuple stand inside. */
KS_MUST_USE ks_status ks_instance_add_tuple(ks_instance *instance, const ks_tuple *tuple,
                                            ks_tuple **out);
void ks_instance_end_tuple(ks_instance *instance, ks_tuple *tuple);
KS_MUST_USE ks_status ks_instance_add_footnote(ks_instance *instance, const ks_footnote *footnote,
                                               ks_footnote **out);
KS_MUST_USE ks_status ks_fact_add_cell(ks_instance *instance, ks_fact *fact, ks_place place,
                                       const char *printed);
KS_MUST_USE ks_status ks_footnote_add_fact(ks_instance *instance, ks_footnote *footnote,
                                           const ks_fact *fact); /* once each */

ks_context *ks_instance_context(const ks_instance *instance, const char *id); /* or NULL */
ks_unit *ks_instance_unit(const ks_instance *instance, const char *id);       /* or NULL */
/* As decimals and precision are written: a number, "INF", nothing for KS_DECIMALS_NONE. */
void ks_decimals_write(ks_str *out, int32_t decimals);
/* Whether a number's accuracy is unknown: its precision is 0 (4.6.6). */
bool ks_fact_is_vague(const ks_fact *fact);
/* The currency (local name of the ISO 4217 measure) in a unit's numerator, or NULL. */
const char *ks_unit_currency(const ks_unit *unit);

#endif

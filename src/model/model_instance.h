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
#include "model_taxonomy.h"

/* Text in one language; a list of them ends with NULL. */
typedef struct ks_lang_text {
    const char *lang; /* interned */
    const char *text;
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

typedef struct ks_context {
    const char *id;
    const char *scheme;
    const char *identifier;
    ks_period_type period;      /* KS_PERIOD_NONE: forever */
    int64_t start;              /* first day, for durations (days since 1970-01-01) */
    int64_t end;                /* last day of a duration; day of an instant (its end) */
    const char *besides;        /* segment and scenario as canonical text, interned; or NULL */
    const ks_lang_text *labels; /* headings given by the plan, or NULL */
    size_t index;
    ks_place place;
} ks_context;

typedef struct ks_unit {
    const char *id;
    const ks_qname **numerators;
    size_t numerator_count;
    const ks_qname **denominators;
    size_t denominator_count;
    const ks_lang_text *labels; /* from the plan, or NULL */
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

typedef struct ks_fact {
    const ks_concept *concept;
    const ks_context *context;
    const ks_unit *unit; /* NULL for what is not numeric */
    const char *id;      /* or NULL */
    const char *lexical; /* the value as it stands in the document; "" where nil */
    ks_decimal number;   /* of a numeric fact that is not nil */
    int32_t decimals;
    bool is_nil;
    const char *lang; /* xml:lang of a string fact, or NULL */
    size_t index;
    ks_cell_ref *cells; /* of a built fact: the cell it was filed from, then those tied to it */
    ks_cell_ref *last_cell;
    struct ks_fact *next_lang; /* the fact of the same aspects in another language, or NULL */
    ks_place place;            /* where it was read; of a built fact, its first cell */
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

typedef struct ks_instance {
    ks_names *names;             /* borrowed; of the session */
    const ks_taxonomy *taxonomy; /* borrowed */
    ks_arena arena;
    const char *schema_ref; /* href */
    ks_entity entity;
    const ks_lang_text *titles; /* of the report; NULL where nothing is known */
    KS_VEC(ks_context *) contexts;
    KS_VEC(ks_unit *) units;
    KS_VEC(ks_fact *) facts;
    KS_VEC(ks_footnote *) footnotes;
    ks_map context_by_id;
    ks_map unit_by_id;
    ks_map fact_by_aspects; /* concept, context, unit -> first such ks_fact, then its next_lang */
    ks_map footnote_ties;   /* footnote, fact: those that are tied already */
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
KS_MUST_USE ks_status ks_instance_add_footnote(ks_instance *instance, const ks_footnote *footnote,
                                               ks_footnote **out);
KS_MUST_USE ks_status ks_fact_add_cell(ks_instance *instance, ks_fact *fact, ks_place place,
                                       const char *printed);
KS_MUST_USE ks_status ks_footnote_add_fact(ks_instance *instance, ks_footnote *footnote,
                                           const ks_fact *fact); /* once each */

ks_context *ks_instance_context(const ks_instance *instance, const char *id); /* or NULL */
ks_unit *ks_instance_unit(const ks_instance *instance, const char *id);       /* or NULL */
/* The first fact of those aspects, or NULL. */
ks_fact *ks_instance_fact(const ks_instance *instance, const ks_concept *concept,
                          const ks_context *context, const ks_unit *unit, const char *lang);
/* The currency (local name of the ISO 4217 measure) in a unit's numerator, or NULL. */
const char *ks_unit_currency(const ks_unit *unit);

#endif

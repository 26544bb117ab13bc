/* What the view looks up in an instance, made in one pass each: the facts of a concept, the
 * footnotes of a fact, the periods of the contexts, the currencies of the units. For the room's own
 * use. */
#ifndef KS_WRITE_VIEW_INDEX_H
#define KS_WRITE_VIEW_INDEX_H

#include "write_prefix.h"
#include "write_view.h"

/* A period that contexts have, in the order of the first such context. */
typedef struct ks_view_period {
    ks_period_type type;
    int64_t start;
    int64_t end;
    const ks_lang_text *labels; /* of the first context that has any */
} ks_view_period;

/* A currency that units have, in the order of the first such unit. */
typedef struct ks_view_currency {
    const char *code;
    const ks_unit *unit; /* that of plain amounts, where there is one */
    size_t fact_count;
} ks_view_currency;

#define KS_VIEW_NO_CURRENCY SIZE_MAX

/* What contexts differ by besides periods and dimensions, each treated as a dimension: the entity,
 * and what else segment and scenario hold. */
enum { KS_VIEW_ENTITY, KS_VIEW_CONTENT, KS_VIEW_ASPECTS };

/* A value of a dimension. */
typedef struct ks_view_value {
    const ks_concept *dimension;
    const ks_concept *member; /* NULL: a typed one, or an aspect */
    const char *text;         /* of these */
    const void *key;          /* equal where the values of the dimension are */
} ks_view_value;

/* The values that contexts have, sorted by dimension; the first combination is the empty one. */
typedef struct ks_view_combo {
    const ks_view_value *values;
    size_t count;
    bool is_typed; /* one of them is, and no aspect */
} ks_view_combo;

/* Of contexts that no table can show: with dimensions or members that the taxonomy lacks. */
#define KS_VIEW_FOREIGN SIZE_MAX

typedef struct ks_view_index {
    const ks_instance *instance;
    const ks_write_view_options *options;
    ks_arena arena;
    ks_prefixes prefixes;
    const ks_fact **fact_order; /* by concept; those of concept i from fact_starts[i] */
    size_t *fact_starts;
    const ks_footnote **note_order; /* by fact, likewise */
    size_t *note_starts;
    ks_view_period *periods;
    size_t period_count;
    size_t *period_of_context;
    size_t *period_rank; /* by number: its place in the order of columns */
    ks_concept aspects[KS_VIEW_ASPECTS];
    const ks_context *main; /* of the entity that most facts are of; NULL without contexts */
    KS_VEC(ks_view_combo) combos;
    size_t *combo_of_context; /* or KS_VIEW_FOREIGN */
    size_t *by_end;           /* numbers of the durations, sorted by last day */
    size_t *by_start;
    size_t duration_count;
    ks_view_currency *currencies;
    size_t currency_count;
    size_t *currency_of_unit; /* or KS_VIEW_NO_CURRENCY */
    size_t *shown;            /* by fact: the number of cells that show it */
    const char **fact_ids;    /* by fact: its id in the view, once it is known */
    size_t *block_host;       /* by fact: the statement that its long text stands with, from 1 */
    /* Marks that need no clearing: a thing is marked where its entry is the stamp of the time. */
    size_t stamp;
    size_t *period_stamp;
    size_t *concept_stamp;
    size_t *combo_stamp;
    size_t *note_stamp;
    size_t *fact_stamp;
    size_t *context_stamp;
    size_t *unit_stamp;
    size_t *note_count; /* of facts, while column marks are found */
} ks_view_index;

KS_MUST_USE ks_status ks_view_index_init(ks_view_index *index, const ks_instance *instance,
                                         const ks_write_view_options *options);
void ks_view_index_release(ks_view_index *index); /* also after a failed init */

/* A part of one of the arrays; borrowed. */
typedef struct ks_view_facts {
    const ks_fact **items;
    size_t count;
} ks_view_facts;
typedef struct ks_view_notes {
    const ks_footnote **items;
    size_t count;
} ks_view_notes;
typedef struct ks_view_numbers {
    const size_t *items;
    size_t count;
} ks_view_numbers;

ks_view_facts ks_view_facts_of(const ks_view_index *index, const ks_concept *concept);
ks_view_notes ks_view_notes_of(const ks_view_index *index, const ks_fact *fact);
/* The durations that end on that day, or that begin on it. */
ks_view_numbers ks_view_durations_to(const ks_view_index *index, int64_t day);
ks_view_numbers ks_view_durations_from(const ks_view_index *index, int64_t day);
size_t ks_view_period_of(const ks_view_index *index, const ks_fact *fact);
size_t ks_view_currency_of(const ks_view_index *index, const ks_fact *fact);
size_t ks_view_combo_of(const ks_view_index *index, const ks_fact *fact);
bool ks_view_is_aspect(const ks_view_index *index, const ks_concept *dimension);
/* The default of a dimension, or NULL. */
const ks_concept *ks_view_default(const ks_view_index *index, const ks_concept *dimension);
/* How many of the values are of dimensions; aspects stand behind them. */
size_t ks_view_dimension_count(const ks_view_index *index, const ks_view_combo *combo);
/* What else segment and scenario hold, for people: "Planet: Mars". */
void ks_view_say_content(ks_str *out, const char *text);
/* Steps of ks_view_index_init. */
void ks_view_index_aspects(ks_view_index *index);
KS_MUST_USE ks_status ks_view_index_periods(ks_view_index *index);
KS_MUST_USE ks_status ks_view_index_combos(ks_view_index *index);

/* Every kind of mark begins with a new stamp. */
size_t ks_view_next_stamp(ks_view_index *index);

#endif

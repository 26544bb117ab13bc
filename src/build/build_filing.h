/* What the steps of the model builder hand on to each other. For this room only; build.h is the
 * door. Everything here lives in the filing's arena and dies with it. */
#ifndef KS_BUILD_FILING_H
#define KS_BUILD_FILING_H

#include "base_arena.h"
#include "base_map.h"
#include "base_vec.h"
#include "build_figure.h"
#include "build_ledger.h"
#include "diag.h"
#include "model_instance.h"
#include "model_taxonomy.h"
#include "read_plan.h"
#include "read_table.h"

#define KS_NO_INDEX SIZE_MAX

typedef struct ks_build_print ks_build_print;
typedef struct ks_build_row ks_build_row;

/* A member, or a value, that a fact is about. */
typedef struct ks_build_dimension {
    const ks_plan_axis *axis;
    const ks_plan_member *member; /* NULL on a typed axis */
    const char *value;            /* on a typed axis */
} ks_build_dimension;

/* Without the default members (Dimensions 1.0 3.1.4.1.4), in the order of the axes. */
typedef struct ks_build_dimensions {
    ks_build_dimension *items;
    size_t count;
} ks_build_dimensions;

/* A period or an instant, with members, that a fact may be about, before it is a context. */
typedef struct ks_build_context {
    const char *id;
    ks_period_type type;
    int64_t start;
    int64_t end;
    const ks_plan_period *period; /* whose labels it bears, or NULL */
    ks_build_dimensions dimensions;
    ks_context *made;
    bool is_used;
} ks_build_context;

typedef struct ks_build_unit {
    const ks_plan_unit *plan;
    ks_unit *made;
    bool is_used;
} ks_build_unit;

typedef enum ks_cell_state {
    KS_CELL_OPEN, /* not accounted for yet; left over where it stays so */
    KS_CELL_FILED,
    KS_CELL_TIED,
    KS_CELL_CHECKED,
    KS_CELL_SET_ASIDE
} ks_cell_state;

struct ks_build_group;

/* One cell of a print, the label not counted. */
typedef struct ks_build_cell {
    ks_build_row *row;
    uint32_t number;              /* of the cell in the file: the label is 1 */
    const ks_plan_column *column; /* NULL: behind the last column of the plan */
    const char *printed;
    ks_figure figure;
    ks_cell_state state;
    bool is_flawed; /* a mistake in it, or in its row, has been reported: nothing is computed of it
                     */
    const char *reason; /* of one set aside */
    /* Of a cell that holds a fact: */
    int32_t scale;
    int32_t decimals;
    ks_decimal value; /* of the concept: scaled, its sign as the line says */
    ks_build_context *context;
    ks_build_unit *unit;
    struct ks_build_group *group;
    struct ks_build_cell *next_in_group;
    /* Of a cell that prints a range: a copy that holds the fact of its upper end, and this one that
     * of the lower end. */
    struct ks_build_cell *upper;
} ks_build_cell;

/* The cells that print one fact. */
typedef struct ks_build_group {
    const ks_concept *concept;
    ks_build_context *context;
    ks_build_unit *unit;
    const char *lang; /* of a text */
    ks_build_cell *first;
    ks_build_cell *last;
    size_t count;
    ks_build_cell *filed;
    ks_fact *fact;
    bool is_translation_checked;
} ks_build_group;

/* A row that the plan expects in a print. */
typedef struct ks_build_entry {
    const ks_plan_line *line;
    const ks_concept *concept; /* NULL for a heading */
    const char *label;         /* as the plan has it */
    const char *key;           /* folded */
    bool is_heading;
    size_t section; /* the entry of the latest heading, or KS_NO_INDEX */
    size_t row;     /* the row that it stands in, or KS_NO_INDEX */
} ks_build_entry;

/* Where a note of the table stands in a print. */
typedef struct ks_build_note {
    const ks_plan_note *note;
    const char *text; /* NULL: the print has no such note */
    ks_place place;
    bool is_used; /* a label of the print bears its mark */
    ks_place used;
} ks_build_note;

/* A row below the header that is no note: of figures, or a heading. */
struct ks_build_row {
    ks_build_print *print;
    ks_place place;
    const char *label; /* as printed, without marks */
    const char *key;   /* folded */
    bool is_label_only;
    size_t entry; /* what it is in the plan, or KS_NO_INDEX */
    size_t section;
    KS_VEC(size_t) notes; /* numbers of the notes whose marks its label bears */
    size_t printed_cells; /* in the file, the label and empty ones at the end counted */
    ks_build_cell *cells;
    size_t cell_count;
    bool is_reported; /* something is wrong with the row as a whole, and was said */
};

struct ks_build_print {
    const ks_plan_table *table;
    const ks_plan_print *print;
    const char *file;
    ks_table *source;
    ks_build_entry *entries;
    size_t entry_count;
    ks_map entry_by_line; /* line -> its ks_build_entry, headings not counted */
    ks_build_row *rows;
    size_t row_count;
    ks_build_note *notes; /* as many as the table declares */
};

struct ks_filing {
    const ks_plan *plan;
    ks_names *names;
    ks_sink *sink;
    ks_arena arena;
    ks_taxonomy *taxonomy;
    ks_instance *instance;
    KS_VEC(ks_build_print *) prints;
    KS_VEC(ks_build_context *)
    contexts; /* the plan's periods, then the moments they begin and end */
    ks_map context_by_id;
    ks_map context_by_aspects;     /* period and members */
    KS_VEC(ks_build_unit *) units; /* in the plan's order */
    ks_map unit_by_plan;
    KS_VEC(ks_build_group *) groups; /* in order of their first cells */
    ks_map group_by_aspects;
    ks_map label_by_aspects; /* concept, role, language: the labels there are */
    ks_map reported;         /* what has been said once and is not to be said again */
    ks_ledger ledger;
    bool is_short; /* a text for a finding was lost for want of memory */
};
typedef struct ks_filing ks_filing;

#define KS_ITEM(vec, i) ((vec).items[i])

ks_place ks_build_cell_place(const ks_build_cell *cell);
const ks_build_entry *ks_build_cell_entry(const ks_build_cell *cell); /* of a matched row */

/* The cell of `line` in `column` of the print; NULL where the print has no such row or its row has
 * another number of cells. */
ks_build_cell *ks_build_print_cell(const ks_build_print *print, const ks_plan_line *line,
                                   const ks_plan_column *column);
/* Whether what `line` prints is not known because of a mistake that was reported. */
bool ks_build_line_is_lost(const ks_build_print *print, const ks_plan_line *line);

/* True the first time it is asked about the three (any may be NULL), false from then on. */
KS_MUST_USE ks_status ks_build_say_once(ks_filing *filing, const void *a, const void *b,
                                        const void *c, bool *out);

bool ks_build_is_said(const ks_filing *filing, const void *a, const void *b, const void *c);

/* Texts for findings, in the filing's arena; "" with is_short set where memory is short. */
__attribute__((format(printf, 2, 3))) const char *ks_build_text(ks_filing *filing,
                                                                const char *format, ...);
const char *ks_build_decimal(ks_filing *filing, const ks_decimal *number, int32_t places);
const char *ks_build_view(ks_filing *filing, const ks_str *text);

/* What stands at a related place, in the language of the sink. */
typedef enum ks_build_say {
    KS_SAY_PLAN_LINE,
    KS_SAY_PLAN_COLUMN,
    KS_SAY_PLAN_NOTE,
    KS_SAY_TABLE_ROW,
    KS_SAY_OTHER_CELL,
    KS_SAY_USED_HERE,
    KS_SAY_PLAN_AXIS,
    KS_SAY_PLAN_RANGE,
    KS_SAY_COUNT
} ks_build_say;
ks_related ks_build_related(const ks_filing *filing, ks_place place, ks_build_say what);

/* A label of the list in `lang`, else in any other language; "" where there is none. */
const char *ks_build_label(const ks_lang_text *labels, const char *lang);

#endif

/* The filing plan as data: what a preparer wrote in plan.xml, every part with its place.
 *
 * References are resolved: a plan that was read names only periods, units, lines and notes that
 * exist. Defaults have been carried down filing -> table -> column; the line's and the cell's own
 * words are kept apart and override those (see ks_plan_cell_settings). */
#ifndef KS_READ_PLAN_H
#define KS_READ_PLAN_H

#include "base_arena.h"
#include "base_decimal.h"
#include "base_map.h"
#include "base_names.h"
#include "base_vec.h"
#include "diag.h"
#include "model_instance.h"
#include "model_taxonomy.h"

#define KS_NS_PLAN          "urn:kessan:plan:1"
#define KS_PLAN_SCALE_UNSET INT32_MIN

typedef struct ks_plan_period {
    const char *id;
    ks_period_type type;
    int64_t start; /* first day of a duration */
    int64_t end;   /* last day; the day of an instant */
    const ks_lang_text *labels;
    ks_place place;
} ks_plan_period;

typedef struct ks_plan_unit {
    const char *id;
    const ks_qname **numerators; /* a measure without a known prefix is in the filing's namespace */
    size_t numerator_count;
    const ks_qname **denominators;
    size_t denominator_count;
    const ks_lang_text *labels;
    ks_place place;
} ks_plan_unit;

/* A translation for the reader's convenience: amount in `to` = amount in `from` / rate. */
typedef struct ks_plan_translation {
    const char *id;
    const ks_plan_unit *from;
    const ks_plan_unit *to;
    ks_decimal rate; /* units of `from` for one of `to` */
    ks_place place;
} ks_plan_translation;

/* What may be said at any level; NULL, KS_PLAN_SCALE_UNSET, KS_DECIMALS_NONE where it is not. */
typedef struct ks_plan_settings {
    const ks_plan_unit *unit;
    const ks_plan_period *period;
    int32_t scale;    /* printed figure times 10^scale is the amount */
    int32_t decimals; /* of the fact; unset: the digits printed behind the point, less the scale */
} ks_plan_settings;

typedef struct ks_plan_note {
    const char *id;
    const char *mark; /* as in the plan: "1", "2", "*3"; compared without brackets */
    ks_place place;
} ks_plan_note;

/* A member of an axis; those inside it are its parts. All names of axes, domains, members and
 * concepts differ. */
typedef struct ks_plan_member {
    const char *name; /* local name; in the filing's namespace */
    const ks_lang_text *labels;
    const ks_lang_text *documentation;
    const struct ks_plan_axis *axis;
    struct ks_plan_member *first_child;
    struct ks_plan_member *next;
    bool is_default; /* of its axis */
    ks_place place;
} ks_plan_member;

/* What figures are broken down by: a dimension (Dimensions 1.0 2.5). */
typedef struct ks_plan_axis {
    const char *name;
    /* The concept above the members, where there are several at the top, or the element that holds
     * the values of a typed axis. */
    const char *domain;
    const char *typed; /* the XSD type of its values, such as "string"; NULL: it has members */
    const ks_lang_text *labels;
    const ks_lang_text *documentation;
    ks_plan_member *first_member;
    const ks_plan_member *default_member; /* or NULL */
    size_t index;                         /* in the plan */
    ks_place place;
} ks_plan_axis;

/* What ties figures to an axis: a member, a value, or the members for the two ends of a range. */
typedef struct ks_plan_tie {
    const ks_plan_axis *axis;
    const ks_plan_member *member; /* NULL in a range, and on a typed axis */
    const char *value;            /* on a typed axis */
    const ks_plan_member *lower;  /* of a range, as is `upper`; else NULL */
    const ks_plan_member *upper;
    ks_place place;
    const struct ks_plan_tie *next;
} ks_plan_tie;

typedef struct ks_plan_concept {
    const char *name; /* local name; in the filing's namespace */
    ks_item_kind kind;
    ks_period_type period;
    ks_balance balance;
    const ks_lang_text *labels; /* where it is defined */
    const ks_lang_text *documentation;
    ks_place place;
} ks_plan_concept;

/* How a line shows its concept's value. */
typedef enum ks_plan_moment { KS_MOMENT_END, KS_MOMENT_START } ks_plan_moment;

/* A line of a statement. Its children stand above it and add up to it, with their weights. A group
 * has its text in `heading` (and `labels`) and its concept's name in `heading_concept` (and `id`).
 * A line without a label in a language has the one that another line gives its concept. */
typedef struct ks_plan_line {
    const char *id;              /* what a cell's `line` names; the concept's name by default */
    ks_plan_concept *concept;    /* NULL for a group */
    const ks_lang_text *labels;  /* as printed, by language, without footnote marks */
    const ks_lang_text *heading; /* printed above the children, or NULL */
    const char *heading_concept; /* local name of the abstract concept, where there is a heading */
    struct ks_plan_line *parent;
    struct ks_plan_line *first_child;
    struct ks_plan_line *next;
    ks_decimal weight;       /* in the parent's sum: usually 1 or -1; 0: no part of the sum */
    bool is_reversed;        /* printed with its sign turned: a negated label */
    bool is_heading_only;    /* a group: a heading with lines below and no row of its own */
    ks_plan_moment moment;   /* of an instant concept in a column that is a duration */
    bool is_total;           /* has children that add up to it */
    const char *label_role;  /* the role its labels have in the label linkbase */
    const ks_plan_tie *ties; /* its own and those of the lines and groups around it */
    /* The row is that of a member: its labels are the row's, and not its concept's. */
    bool is_member_row;
    bool is_elsewhere;   /* its figures are printed in another table; no row of this statement's */
    const char *aspects; /* interned: equal where lines are tied to the same members; or NULL */
    bool has_bad_tie;    /* a mistake in what it is tied to has been reported */
    ks_plan_settings settings;
    ks_place place;
} ks_plan_line;

typedef struct ks_plan_statement {
    const char *id;
    const char *role_uri;
    const char *root_concept; /* local name of the abstract concept that the title labels */
    const ks_lang_text *titles;
    ks_plan_line *first_line;
    bool *uses_axis;       /* by number of the axis: some of its figures are tied to it */
    const char *hypercube; /* local name of the concept that joins those axes; NULL: none */
    ks_place place;
} ks_plan_statement;

typedef enum ks_plan_column_kind {
    KS_COLUMN_FACTS,      /* amounts that are filed */
    KS_COLUMN_TRANSLATED, /* filed too, and checked against `of` at the translation's rate */
    KS_COLUMN_PERCENT,    /* checked: this row's cell in column `of` in percent of `base_line`'s */
    KS_COLUMN_CHANGE,     /* checked: change in percent from column `from` to column `of` */
    KS_COLUMN_SET_ASIDE   /* not filed and not checked, for the reason in `set_aside` */
} ks_plan_column_kind;

typedef struct ks_plan_column {
    const char *id;
    ks_plan_column_kind kind;
    size_t number; /* of the cell in its row, from 1; the label is cell 1, so >= 2 */
    const struct ks_plan_column *of;
    const struct ks_plan_column *from;
    const ks_plan_line *base_line;
    const ks_plan_translation *translation;
    const ks_plan_note *note;  /* a mark in the column's heading, or NULL */
    const char *set_aside;     /* the reason, or NULL */
    ks_plan_settings settings; /* with the table's and the filing's carried down */
    const ks_plan_tie *ties;   /* with the table's */
    ks_place place;
} ks_plan_column;

/* One printing of a table: a file in one language. */
typedef struct ks_plan_print {
    const char *lang;
    const char *file; /* as the plan writes it */
    const char *path; /* relative to the plan's folder, resolved */
    const char *encoding;
    uint32_t header_rows; /* rows, not counting blank ones, above the first line of the statement */
    ks_place place;
} ks_plan_print;

/* A word on one cell (or row of cells) of a table: other settings, or set aside with a reason. */
typedef struct ks_plan_cell {
    const ks_plan_line *line;
    const ks_plan_column *column; /* NULL: the whole row */
    const char *lang;             /* of the print; NULL: all prints */
    const char *set_aside;        /* the reason, or NULL */
    ks_plan_settings settings;
    const ks_plan_tie *ties;
    ks_place place;
} ks_plan_cell;

typedef struct ks_plan_table {
    const char *id;
    ks_plan_statement *statement;
    KS_VEC(ks_plan_print) prints;
    KS_VEC(ks_plan_column *) columns;
    KS_VEC(ks_plan_cell) cells;
    KS_VEC(ks_plan_note *) notes;
    ks_place place;
} ks_plan_table;

/* A picture of a few lines over the periods. */
typedef struct ks_plan_chart {
    const char *id;
    const ks_plan_statement *statement; /* it stands with */
    const ks_lang_text *titles;
    const ks_plan_unit *unit;
    KS_VEC(const ks_plan_concept *) series;
    ks_place place;
} ks_plan_chart;

typedef struct ks_plan {
    ks_arena arena;
    ks_names *names; /* borrowed */
    const char *file;
    const char *id; /* names the outputs */
    const char *ns; /* of the extension taxonomy */
    const char *prefix;
    const char *version; /* of the taxonomy */
    const ks_lang_text *titles;
    ks_entity entity;
    KS_VEC(const char *) languages; /* interned, in the plan's order */
    KS_VEC(ks_plan_period *) periods;
    KS_VEC(ks_plan_unit *) units;
    KS_VEC(ks_plan_translation *) translations;
    KS_VEC(ks_plan_axis *) axes;
    KS_VEC(ks_plan_concept *) concepts; /* in order of definition */
    KS_VEC(ks_plan_statement *) statements;
    KS_VEC(ks_plan_table *) tables;
    KS_VEC(ks_plan_chart *) charts;
} ks_plan;

/* Of a list: the range, or else the dimension, that it has on the axis; or NULL. */
const ks_plan_tie *ks_plan_tie_find(const ks_plan_tie *ties, const ks_plan_axis *axis,
                                    bool is_range);

/* Reads and checks the plan in `path`: schema first, then the references. KS_REFUSED with findings
 * where it is not usable as a whole. */
KS_MUST_USE ks_status ks_read_plan(const char *path, ks_names *names, ks_sink *sink, ks_plan **out);
void ks_plan_free(ks_plan *plan);

#endif

/* One table of the view, laid out: rows, columns, the facts in their cells, the footnote marks. For
 * the room's own use. */
#ifndef KS_WRITE_VIEW_STATEMENT_H
#define KS_WRITE_VIEW_STATEMENT_H

#include "write_view_index.h"

typedef enum ks_view_row_kind { KS_ROW_HEADING, KS_ROW_ITEM, KS_ROW_TOTAL } ks_view_row_kind;

/* Whether the instants of a row are where a duration begins, or where it ends. */
typedef enum ks_view_balance {
    KS_BALANCE_PLAIN,
    KS_BALANCE_OPENING,
    KS_BALANCE_CLOSING
} ks_view_balance;

/* A footnote mark on a row; the list is in the order of the footnotes. */
typedef KS_VEC(const ks_footnote *) ks_view_marks;

#define KS_VIEW_NO_CELLS SIZE_MAX

typedef struct ks_view_row {
    const ks_concept *concept;
    const char *role; /* preferred label, or NULL */
    size_t level;
    ks_view_row_kind kind;
    ks_view_balance balance;
    size_t number;   /* of the row's cells, or KS_VIEW_NO_CELLS */
    size_t parent;   /* of a row of the network: the number of the row above it from 1, or 0 */
    size_t required; /* how many of its dimensions a fact must have a value for */
    size_t combo;    /* of a row of members: which; 0: it is the concept's */
    ks_view_marks marks;
} ks_view_row;

typedef struct ks_view_column {
    size_t period;
    size_t currency; /* or KS_VIEW_NO_CURRENCY */
    size_t combo;
    size_t period_rank; /* columns are sorted by these two, then by currency */
    size_t combo_rank;
    ks_view_marks marks;
} ks_view_column;

/* The periods that a statement shows: those whose stamp in the index is this one. */
typedef struct ks_view_span {
    size_t stamp;
    bool has_durations;
    bool has_openings; /* a row shows opening balances: so do others that nothing else explains */
    bool is_of_stocks; /* instants have columns of their own, but for opening and closing rows */
} ks_view_span;

typedef enum ks_view_shape {
    KS_SHAPE_TABLE,   /* a row a concept */
    KS_SHAPE_RECORDS, /* a row a combination of members, a column a concept */
    KS_SHAPE_TEXTS,   /* nothing but texts */
    KS_SHAPE_LIST     /* a row a fact */
} ks_view_shape;

typedef struct ks_view_statement {
    const char *role;
    const ks_network *network; /* NULL: all facts */
    const ks_concept *title;   /* the abstract root whose labels are the title, or NULL */
    size_t number;             /* of the statement; the same for all its parts */
    size_t again;              /* which of those that follow each other under one title, from 1 */
    size_t part;               /* from 1 */
    bool has_one_period;       /* that is said above the table */
    ks_view_shape shape;
    const char *id; /* set when it is numbered */
    KS_VEC(ks_view_row) rows;
    KS_VEC(ks_view_column) columns; /* by period, members, currency */
    const ks_fact **cells;          /* by row number, then column; NULL where there is none */
    size_t cell_rows;               /* row numbers are below it */
    bool *shared; /* by value of the first column's members: all columns have it; owned */
    KS_VEC(const ks_fact *) facts; /* of a list */
    ks_view_span span;
    size_t host;         /* the currency in whose column facts without one stand */
    int32_t scale;       /* of amounts: 3 for thousands */
    ks_view_marks notes; /* all that are marked, in the order of the footnotes */
} ks_view_statement;

typedef KS_VEC(ks_view_statement) ks_view_statements;

/* Starts as {0}. */
void ks_view_statement_release(ks_view_statement *statement);

/* Of all statements: drops the columns that are less than half as full as the fullest one and show
 * nothing that is not shown elsewhere. Such columns come of facts that have their place in another
 * statement: cash at the dates of the cash flows, on a balance sheet. No row loses its last fact.
 */
KS_MUST_USE ks_status ks_view_drop_columns(ks_view_index *index, ks_view_statement *statements,
                                           size_t count);
/* Finds the scale, and makes the periods of this statement those that ks_view_find_places knows. */
void ks_view_settle(ks_view_index *index, ks_view_statement *statement);
KS_MUST_USE ks_status ks_view_make_marks(ks_view_index *index, ks_view_statement *statement);

/* Negative, zero or positive: the order of columns. */
int ks_view_compare_columns(const ks_view_column *a, const ks_view_column *b);
const ks_fact *ks_view_cell(const ks_view_statement *statement, const ks_view_row *row,
                            size_t column);
/* Adds the numbers of the span's periods in which a fact stands, in a row of that balance. An
 * instant in a statement of durations stands in those that end on its day, or as an opening balance
 * in those that begin on the day after. */
typedef KS_VEC(size_t) ks_view_places;
KS_MUST_USE ks_status ks_view_find_places(const ks_view_index *index, const ks_view_span *span,
                                          ks_view_balance balance, const ks_fact *fact,
                                          ks_view_places *out);

#endif

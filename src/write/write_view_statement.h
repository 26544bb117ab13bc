/* One statement of the view, laid out: rows, columns, the facts in their cells, the footnote marks.
 * Made by the steps below, in this order. For the room's own use. */
#ifndef KS_WRITE_VIEW_STATEMENT_H
#define KS_WRITE_VIEW_STATEMENT_H

#include "write_view_index.h"

typedef enum ks_view_row_kind { KS_ROW_HEADING, KS_ROW_ITEM, KS_ROW_TOTAL } ks_view_row_kind;

/* A footnote mark on a row; the list is in the order of the footnotes. */
typedef KS_VEC(const ks_footnote *) ks_view_marks;

typedef struct ks_view_row {
    const ks_concept *concept;
    const char *role; /* preferred label, or NULL */
    size_t level;
    ks_view_row_kind kind;
    size_t number; /* of the row's cells; of no meaning in a heading */
    ks_view_marks marks;
} ks_view_row;

typedef struct ks_view_column {
    size_t period;
    size_t currency; /* or KS_VIEW_NO_CURRENCY */
    ks_view_marks marks;
} ks_view_column;

typedef struct ks_view_statement {
    const char *role;
    const ks_network *network; /* NULL: all facts */
    const ks_concept *title;   /* the abstract root whose labels are the title, or NULL */
    KS_VEC(ks_view_row) rows;
    KS_VEC(ks_view_column) columns; /* by period, then currency */
    const ks_fact **cells;          /* by row number, then column; NULL where there is none */
    size_t cell_rows;               /* row numbers are below it */
    bool has_durations;
    size_t period_stamp; /* of the periods that are shown */
    size_t host;         /* the currency in whose column facts without one stand */
    int32_t scale;       /* of amounts: 3 for thousands */
    ks_view_marks notes; /* all that are marked, in the order of the footnotes */
} ks_view_statement;

/* Starts as {0}. */
void ks_view_statement_release(ks_view_statement *statement);

/* The rows of a network, or one for each concept with facts where `network` is NULL. */
KS_MUST_USE ks_status ks_view_make_rows(ks_view_index *index, ks_view_statement *statement);
/* Columns and cells; rows that show nothing are dropped. Without columns there is no statement. */
KS_MUST_USE ks_status ks_view_make_columns(ks_view_index *index, ks_view_statement *statement);
/* Of all statements: drops the columns that are less than half as full as the fullest one and show
 * nothing that is not shown elsewhere. Such columns come of facts that have their place in another
 * statement: cash at the dates of the cash flows, on a balance sheet. No row loses its last fact.
 */
KS_MUST_USE ks_status ks_view_drop_columns(ks_view_index *index, ks_view_statement *statements,
                                           size_t count);
/* Finds the scale, and makes the periods of this statement those that ks_view_find_places knows. */
void ks_view_settle(ks_view_index *index, ks_view_statement *statement);
KS_MUST_USE ks_status ks_view_make_marks(ks_view_index *index, ks_view_statement *statement);

const ks_fact *ks_view_cell(const ks_view_statement *statement, const ks_view_row *row,
                            size_t column);
/* Adds the numbers of the statement's periods in which a fact stands, in a row of that role. An
 * instant in a statement of durations stands in those that end on its day, or with a period start
 * label in those that begin on the day after. */
typedef KS_VEC(size_t) ks_view_places;
KS_MUST_USE ks_status ks_view_find_places(const ks_view_index *index,
                                          const ks_view_statement *statement, const char *role,
                                          const ks_fact *fact, ks_view_places *out);

#endif

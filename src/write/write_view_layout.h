/* One presentation network before it is cut into tables: its rows, the dimensions that hold for
 * them, and the place of each fact. Made by the steps below, in this order. For the room's own use.
 */
#ifndef KS_WRITE_VIEW_LAYOUT_H
#define KS_WRITE_VIEW_LAYOUT_H

#include "write_view_statement.h"

/* A dimension of a table, for a run of rows. */
typedef struct ks_view_axis {
    const ks_concept *dimension;
    size_t first; /* row */
    size_t end;
    size_t depth;        /* of the branch that the table belongs to, while rows are made */
    size_t list;         /* the number of the one that has its members, from 1 */
    size_t member_count; /* listed; none: any will do */
    bool may_lack;       /* facts without a value for it stand in the table too */
    size_t next;         /* another one of the same dimension, from 1; or 0 */
} ks_view_axis;

/* A fact in a row. */
typedef struct ks_view_candidate {
    size_t row;
    const ks_fact *fact;
    size_t combo;
} ks_view_candidate;

typedef struct ks_view_placement {
    size_t row;
    const ks_fact *fact;
    size_t part;
    ks_view_column column;
} ks_view_placement;

typedef struct ks_view_layout {
    const char *role;
    const ks_network *network; /* NULL: all facts */
    const ks_concept *title;   /* the abstract root whose labels are the title, or NULL */
    KS_VEC(ks_view_row) rows;
    KS_VEC(ks_view_axis) axes;
    ks_map axis_by_dimension; /* to the number of the first, from 1 */
    ks_map members;           /* axis number and concept -> place in the order, from 1 */
    KS_VEC(ks_view_candidate) candidates; /* by row */
    KS_VEC(ks_view_placement) placements;
    ks_view_span span;
    size_t host; /* the currency in whose column facts without one stand */
} ks_view_layout;

void ks_view_layout_init(ks_view_layout *layout);
void ks_view_layout_release(ks_view_layout *layout);

/* The rows of the network, or one for each concept with facts where there is none. */
KS_MUST_USE ks_status ks_view_make_rows(ks_view_index *index, ks_view_layout *layout);
/* The facts that the network speaks of: those whose dimensions are in its tables. */
KS_MUST_USE ks_status ks_view_make_candidates(ks_view_index *index, ks_view_layout *layout);
/* Where they stand: the columns. */
KS_MUST_USE ks_status ks_view_make_placements(ks_view_index *index, ks_view_layout *layout);
/* Sorts the members of each dimension: sets the rank of the placements' columns. */
KS_MUST_USE ks_status ks_view_rank_combos(ks_view_index *index, ks_view_layout *layout);
/* Cuts it into tables, which are added to `out`. */
KS_MUST_USE ks_status ks_view_make_parts(ks_view_index *index, ks_view_layout *layout,
                                         ks_view_statements *out);
/* Turns a table of one line and several members: a row a combination, a column a period. */
KS_MUST_USE ks_status ks_view_pivot(const ks_view_index *index, ks_view_statement *statement);

#endif

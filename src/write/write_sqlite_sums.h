/* The tables of totals and their items of a database. For the room's own use. */
#ifndef KS_WRITE_SQLITE_SUMS_H
#define KS_WRITE_SQLITE_SUMS_H

#include "write_sqlite_rows.h"

extern const char KS_DB_SUMS[];        /* what creates the tables */
extern const char KS_DB_SUM_INDEXES[]; /* run when all rows are there */

/* What the items of each total come to, with all digits; a total that a calculation network has and
 * that has items. Figures that are told twice with different values bind nothing. Takes time in
 * proportion to facts, and to relationships for each fact of their total. */
KS_MUST_USE ks_status ks_db_put_sums(ks_db *db);

#endif

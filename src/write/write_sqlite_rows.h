/* Rows of a database, put in one by one: begin a table, bind each column in its order, end the
 * row. For the room's own use. */
#ifndef KS_WRITE_SQLITE_ROWS_H
#define KS_WRITE_SQLITE_ROWS_H

#include <sqlite3.h>

#include "model_instance.h"
#include "write_prefix.h"

typedef struct ks_db {
    const ks_instance *instance;
    const char *lang;
    sqlite3 *db;
    sqlite3_stmt *row; /* of the table at hand */
    int column;        /* the last that was bound */
    bool is_failed;    /* one of them could not be */
    ks_prefixes prefixes;
    ks_map entities; /* scheme and identifier -> number */
    ks_str text;
} ks_db;

ks_status ks_db_status(int code); /* of a code of SQLite */
/* `sql` is the statement that inserts a row. */
KS_MUST_USE ks_status ks_db_begin_table(ks_db *job, const char *sql);
/* The next column; NULL is NULL. A failure is told at the end of the row. */
void ks_db_bind_text(ks_db *job, const char *text);
void ks_db_bind_number(ks_db *job, int64_t number);
/* The number of a thing from 1; NULL where there is no thing. */
void ks_db_bind_id(ks_db *job, const void *thing, size_t index);
/* What was put together in job->text; NULL where that is nothing. */
void ks_db_bind_built(ks_db *job);
/* As a text with all its digits. */
void ks_db_bind_decimal(ks_db *job, const ks_decimal *number);
KS_MUST_USE ks_status ks_db_bind_name(ks_db *job, const ks_qname *name); /* or NULL */
KS_MUST_USE ks_status ks_db_end_row(ks_db *job);

#endif

/* Rows of comma-separated values as they stand (RFC 4180): nothing is trimmed, blank lines are rows
 * without cells. Lines end in LF, CR LF or CR; quotes stand around a whole cell. For the room's own
 * use; belongs to one thread. */
#ifndef KS_READ_CSV_H
#define KS_READ_CSV_H

#include "base_arena.h"
#include "base_vec.h"

typedef enum ks_csv_fault {
    KS_CSV_FINE,
    KS_CSV_OPEN_QUOTE,  /* a cell begins with a quote that is not closed */
    KS_CSV_BEHIND_QUOTE /* something stands between the closing quote and the comma */
} ks_csv_fault;

typedef struct ks_csv_rows {
    ks_sv rest;
    uint32_t next_line;
    uint32_t line;       /* where the row at hand begins */
    KS_VEC(ks_sv) cells; /* of the row at hand; good until the next one */
    ks_arena arena;      /* cells that hold quotes */
    ks_csv_fault fault;  /* at the last of the cells, counted from 1: then there is no row */
} ks_csv_rows;

/* `text` is UTF-8 and borrowed; a byte order mark is passed over. */
void ks_csv_rows_init(ks_csv_rows *rows, ks_sv text);
void ks_csv_rows_release(ks_csv_rows *rows);
/* *out is false behind the last row, and where there is a fault. */
KS_MUST_USE ks_status ks_csv_next(ks_csv_rows *rows, bool *out);
/* The cell of the row at hand; empty where the row is too short. */
ks_sv ks_csv_cell(const ks_csv_rows *rows, size_t column);

#endif

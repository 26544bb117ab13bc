/* A printed table as text cells: TSV or CSV (by the file's ending), decoded, every cell with its
 * place. Nothing is interpreted here and nothing is left out. */
#ifndef KS_READ_TABLE_H
#define KS_READ_TABLE_H

#include "base_arena.h"
#include "base_vec.h"
#include "diag.h"

typedef struct ks_table_row {
    uint32_t line;      /* in the file, from 1 */
    const char **cells; /* trimmed, NUL-terminated; "" where empty */
    size_t cell_count;
} ks_table_row;

typedef struct ks_table {
    ks_arena arena;
    const char *file;          /* the name in findings */
    KS_VEC(ks_table_row) rows; /* blank lines are left out */
} ks_table;

/* `file` must outlive the sink. A missing or empty file, an unknown encoding, broken bytes, a quote
 * that does not end: findings, and KS_REFUSED. */
KS_MUST_USE ks_status ks_read_table(const char *file, const char *encoding, ks_place asked_from,
                                    ks_sink *sink, ks_table **out);
void ks_table_free(ks_table *table);

#endif

/* A table of xBRL-CSV while its rows are read. For the room's own use. */
#ifndef KS_READ_OIM_CSV_ROW_H
#define KS_READ_OIM_CSV_ROW_H

#include "read_oim_csv.h"

#define KS_CSV_NOWHERE SIZE_MAX

typedef struct ks_csv_table ks_csv_table;

/* A column of the file. */
typedef struct ks_csv_head {
    const ks_csv_column *column; /* NULL: nothing stands over it */
    ks_sv recent;                /* the cell that was looked at last, and what it is */
    ks_csv_value value;
    size_t used_in;   /* number of the row in which a fact used it */
    size_t first_use; /* of those that hang on the concept, in the row at hand; from 1 */
} ks_csv_head;

/* What a name stands for in the table at hand. */
typedef struct ks_csv_reference {
    size_t table;                  /* number of the table that this is known of, from 1 */
    size_t at;                     /* the column of the file, or KS_CSV_NOWHERE */
    const ks_csv_value *parameter; /* or NULL */
    bool is_known;                 /* there is such a column, or parameter */
    bool is_told;                  /* that there is none */
} ks_csv_reference;

/* A cell of which it hangs on the concept of a fact whether it is used. */
typedef struct ks_csv_use {
    size_t at;
    ks_oim_use use;
    size_t next; /* of the same cell, from 1; 0: none */
} ks_csv_use;

/* A dimension of the fact at hand; `is_none`: it has none, whatever stands further out. */
typedef struct ks_csv_dimension {
    ks_oim_dimension said;
    bool is_none;
} ks_csv_dimension;

struct ks_csv_table {
    ks_csv_job *job;
    const ks_csv_templates *templates;
    const ks_csv_template *template;
    ks_csv_reference *references; /* by number of the name */
    size_t table_number;          /* from 1 */
    const char *name;
    const char *file;
    ks_map parameters; /* name -> ks_csv_value */
    ks_csv_rows rows;
    size_t number; /* of the row at hand, from 1 */
    ks_csv_head *heads;
    size_t head_count;
    size_t *at_column; /* by number of the column in the template: where it is in the file */
    ks_map row_ids;
    KS_VEC(ks_csv_dimension) said; /* of the fact at hand */
    KS_VEC(ks_csv_use) uses;       /* of the row at hand */
};

/* Of a cell of the row at hand. */
static inline ks_place ks_csv_cell_place(const ks_csv_table *table, size_t at)
{
    return (ks_place){table->file, table->rows.line, (uint32_t)at + 1};
}

KS_MUST_USE ks_status ks_csv_read_row(ks_csv_table *table);

#endif

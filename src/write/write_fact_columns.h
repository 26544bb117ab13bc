/* What the tables of facts have in common: the columns. For the room's own use. */
#ifndef KS_WRITE_FACT_COLUMNS_H
#define KS_WRITE_FACT_COLUMNS_H

#include "model_instance.h"
#include "write_prefix.h"

/* A run over the facts of an instance. */
typedef struct ks_fact_table {
    const ks_instance *instance;
    const char *lang;
    ks_prefixes prefixes;
    KS_VEC(const ks_tuple *) path; /* the tuples around a fact, from the innermost */
} ks_fact_table;

typedef enum ks_column_kind {
    KS_COLUMN_TEXT,
    KS_COLUMN_NUMBER,    /* digits, or a word */
    KS_COLUMN_FLAG,      /* "true", or left out */
    KS_COLUMN_VALUE,     /* a text, or null */
    KS_COLUMN_DIMENSIONS /* a list of pairs */
} ks_column_kind;

typedef struct ks_fact_column {
    const char *name;
    ks_column_kind kind;
    /* Appends the column's text; nothing where the fact has none. */
    ks_status (*write)(ks_fact_table *table, const ks_fact *fact, ks_str *out);
} ks_fact_column;

extern const ks_fact_column KS_FACT_COLUMNS[]; /* ends with a NULL name */

KS_MUST_USE ks_status ks_fact_table_init(ks_fact_table *table, const ks_instance *instance,
                                         const char *lang);
void ks_fact_table_release(ks_fact_table *table);
/* Appends the axis of a dimension, and its member or text. */
KS_MUST_USE ks_status ks_fact_write_axis(ks_fact_table *table, const ks_dimension *dimension,
                                         ks_str *out);
KS_MUST_USE ks_status ks_fact_write_member(ks_fact_table *table, const ks_dimension *dimension,
                                           ks_str *out);

#endif

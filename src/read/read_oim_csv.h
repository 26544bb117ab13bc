/* xBRL-CSV 1.0 (2021-10-13) while it is read into the plain report: the metadata documents, what
 * they come to together, the templates that tables follow, the tables. For the room's own use. */
#ifndef KS_READ_OIM_CSV_H
#define KS_READ_OIM_CSV_H

#include "base_json.h"
#include "read_csv.h"
#include "read_oim.h"

/* A value of the metadata with the document it stands in. */
typedef struct ks_csv_member {
    const ks_json *json; /* NULL: there is none */
    const char *file;
} ks_csv_member;
ks_place ks_csv_place(ks_csv_member member);

/* The members of an object, from all documents that add to it, in their order. */
typedef struct ks_csv_object {
    KS_VEC(ks_csv_member) members;
    ks_map by_name; /* to the number in the list, from 1 */
} ks_csv_object;
/* .json is NULL where there is none. */
ks_csv_member ks_csv_object_get(const ks_csv_object *object, ks_sv name);

/* Objects to which a document can add. */
typedef enum ks_csv_part {
    KS_CSV_NAMESPACES,
    KS_CSV_LINK_TYPES,
    KS_CSV_LINK_GROUPS,
    KS_CSV_FEATURES,
    KS_CSV_FINALS,
    KS_CSV_TEMPLATES,
    KS_CSV_TABLES,
    KS_CSV_DIMENSIONS,
    KS_CSV_PARAMETERS,
    KS_CSV_PART_COUNT
} ks_csv_part;

/* Properties that are said once. */
typedef enum ks_csv_single {
    KS_CSV_DECIMALS,
    KS_CSV_PARAMETER_URL,
    KS_CSV_LINKS,
    KS_CSV_BASE_URL,
    KS_CSV_SINGLE_COUNT
} ks_csv_single;

/* What a document says together with those that it extends. */
typedef struct ks_csv_metadata {
    const char *url;
    const char *file;
    ks_csv_object parts[KS_CSV_PART_COUNT];
    bool is_final[KS_CSV_PART_COUNT];
    ks_csv_member singles[KS_CSV_SINGLE_COUNT];
    bool is_single_final[KS_CSV_SINGLE_COUNT];
    ks_csv_object extras[2]; /* with prefixes: of the document, of its documentInfo */
    KS_VEC(ks_oim_entry) taxonomy;
    bool is_taxonomy_final;
    ks_place place; /* of documentInfo */
    bool is_open;   /* it is being read */
} ks_csv_metadata;

typedef struct ks_csv_job {
    ks_oim_report *report;
    ks_io_resolver *resolver;
    ks_sink *sink;
    ks_arena arena;   /* trees and all that is made of them */
    ks_map documents; /* URL -> ks_csv_metadata */
    KS_VEC(ks_csv_metadata *) opened;
    KS_VEC(ks_csv_member) prefixed; /* members with prefixes that no namespace was looked up for */
    ks_csv_metadata *metadata;      /* of the report */
    ks_map periods;                 /* text -> what it stands for */
    ks_map references;              /* all names that values refer to -> number, from 1 */
    ks_map report_references;       /* those of values that the report has for all tables */
    ks_map parameters;              /* of the report: name -> ks_csv_value */
    ks_str text;
} ks_csv_job;

/* Texts that stay as long as the report. */
KS_MUST_USE ks_status ks_csv_keep(const ks_csv_job *job, ks_sv text, const char **out);
/* An identifier: a name without points and colons. */
bool ks_csv_is_identifier(ks_sv text);
/* Tells of one that is none. `what` it is of, in words; false then. */
bool ks_csv_check_identifier(const ks_csv_job *job, ks_csv_member member, ks_sv text);

/* read_oim_csv_shape.c: whether the document is built as it should be; what is not is told.
 */
KS_MUST_USE ks_status ks_csv_check_shape(ks_csv_job *job, const char *file, const ks_json *root,
                                         bool *out_is_good);

/* read_oim_csv_metadata.c: the document and all that it extends. */
KS_MUST_USE ks_status ks_csv_read_metadata(ks_csv_job *job, const ks_json *root);
/* An address in a document at `base`, as ks_io_refer has it, for as long as the report stays. */
KS_MUST_USE ks_status ks_csv_refer(ks_csv_job *job, const char *base, ks_sv url, const char **out);
/* A file that the metadata names, in UTF-8; *out is NULL where there is none. KS_REFUSED where it
 * was told that it may not be read, or is no UTF-8. */
KS_MUST_USE ks_status ks_csv_open(ks_csv_job *job, const char *url, ks_place asked_from,
                                  const ks_io_document **out);
/* The next row, as ks_csv_next; what is wrong with the file is told. */
KS_MUST_USE ks_status ks_csv_next_row(const ks_csv_job *job, const char *file, ks_csv_rows *rows,
                                      bool *out);

/* read_oim_csv_period.c: what a period stands for, "2025-01-01T00:00:00/..."; *out is NULL
 * where the text is none. `specifier` is "start", "end" or NULL; *out_is_instant: it was asked for
 * of what has none. */
KS_MUST_USE ks_status ks_csv_period(ks_csv_job *job, const char *text, const char *specifier,
                                    const char **out, bool *out_is_instant);

/* ---- templates ------------------------------------------------------------------------------ */

typedef enum ks_csv_kind {
    KS_CSV_NONE, /* nothing is said: #none */
    KS_CSV_NIL,
    KS_CSV_TEXT,
    KS_CSV_ROW_NUMBER,
    KS_CSV_REFERENCE /* to a column of the row, or a parameter */
} ks_csv_kind;

typedef struct ks_csv_value {
    ks_csv_kind kind;
    const char *text;      /* or the name that is referred to */
    const char *specifier; /* "start", "end", or NULL */
    size_t reference;      /* the number of the name, from 0 */
    ks_place place;
} ks_csv_value;

/* A dimension, or the decimals: then the name is NULL. */
typedef struct ks_csv_said {
    const char *name; /* interned */
    ks_csv_value value;
} ks_csv_said;

typedef struct ks_csv_properties {
    const ks_csv_said *said;
    size_t count;
    const ks_csv_value *decimals; /* or NULL */
} ks_csv_properties;

typedef enum ks_csv_column_kind {
    KS_CSV_COLUMN_PLAIN,
    KS_CSV_COLUMN_FACT,
    KS_CSV_COLUMN_GROUP,
    KS_CSV_COLUMN_COMMENT
} ks_csv_column_kind;

typedef struct ks_csv_column {
    const char *name;
    ks_csv_column_kind kind;
    ks_csv_properties own;
    const size_t *from; /* numbers of columns of property groups */
    size_t from_count;
    ks_map groups; /* of a column of property groups: name -> ks_csv_properties */
    ks_place place;
} ks_csv_column;

typedef struct ks_csv_template {
    const char *name;
    ks_csv_column *columns;
    size_t column_count;
    ks_map by_name; /* to the number of the column, from 1 */
    size_t row_id;  /* number of the column, from 1; 0: none */
    ks_csv_properties own;
    ks_map references; /* names that its values refer to */
} ks_csv_template;

typedef struct ks_csv_templates {
    ks_map by_name; /* -> ks_csv_template */
    KS_VEC(ks_csv_template *) list;
    ks_csv_properties report; /* what the report says for all */
} ks_csv_templates;

/* read_oim_csv_values.c: a text of the metadata, a cell or a parameter. KS_CSV_TEXT
 * and so on; what is no special value is told. */
KS_MUST_USE ks_status ks_csv_special(const ks_csv_job *job, ks_sv text, ks_place place,
                                     ks_csv_value *out);
/* A value of the metadata of the dimension `name` (NULL: of decimals), with its references noted in
 * `template` (or NULL). */
KS_MUST_USE ks_status ks_csv_take_value(ks_csv_job *job, ks_csv_template *template,
                                        const char *name, ks_csv_member member, ks_csv_value *out);
KS_MUST_USE ks_status ks_csv_take_properties(ks_csv_job *job, ks_csv_template *template,
                                             const ks_json *dimensions, const ks_json *decimals,
                                             const char *file, ks_csv_properties *out);

/* read_oim_csv_template.c */
KS_MUST_USE ks_status ks_csv_read_templates(ks_csv_job *job, ks_csv_templates *out);
/* The column whose name is most like that, in *out; or NULL. */
KS_MUST_USE ks_status ks_csv_nearest_column(ks_csv_job *job, const ks_csv_template *template,
                                            ks_sv name, const char **out);
void ks_csv_templates_release(ks_csv_templates *templates);

/* read_oim_csv_parameters.c: parameters of an object, and those of the report with its file. */
KS_MUST_USE ks_status ks_csv_take_parameter(ks_csv_job *job, ks_map *parameters, const char *name,
                                            ks_sv text, ks_place place);
KS_MUST_USE ks_status ks_csv_read_parameters(ks_csv_job *job);

/* read_oim_csv_table.c */
KS_MUST_USE ks_status ks_csv_read_tables(ks_csv_job *job, const ks_csv_templates *templates);

/* read_oim_csv_links.c */
KS_MUST_USE ks_status ks_csv_read_links(ks_csv_job *job);

#endif

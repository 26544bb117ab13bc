/* A suite while it is read: for suite_read.c and suite_variation.c. */
#ifndef CONF_SUITE_READER_H
#define CONF_SUITE_READER_H

#include "suite.h"
#include "xml_tree.h"

/* Where in the format an element stands. */
typedef enum conf_level {
    CONF_IN_INDEX,
    CONF_IN_TESTCASE,
    CONF_IN_TRANSFORM,
    CONF_IN_VARIATION,
    CONF_IN_DATA,
    CONF_IN_RESULT,
    CONF_IN_REGISTRY
} conf_level;

typedef struct conf_reader {
    conf_suite *suite;
    ks_sink *sink;
    const char *path;  /* of the document at hand */
    const char *shown; /* the same from the folder of the first index */
    size_t depth;      /* of indexes within indexes */
    const conf_dialect *dialect;
    const ks_xml_element *testcase;
    const ks_xml_element *transform; /* or NULL */
    conf_variation *variation;
} conf_reader;

typedef struct conf_rule {
    conf_level level;
    const char *name; /* local; NULL ends a table */
    /* NULL: it says nothing that a run needs to know */
    ks_status (*read)(conf_reader *reader, const ks_xml_element *element);
} conf_rule;

/* Reads the children of `parent` by the rules of `level`; what has none is a remark, and
 * *out_is_known false (it may be NULL). */
KS_MUST_USE ks_status conf_read_children(conf_reader *reader, const ks_xml_element *parent,
                                         const conf_rule *rules, conf_level level,
                                         bool *out_is_known);
KS_MUST_USE ks_status conf_remark_add(conf_suite *suite, ks_place place, const char *text);
/* The element's text without white space around it; in the suite's arena, NULL without memory. */
const char *conf_text(conf_reader *reader, const ks_xml_element *element);
/* The path of the file that the document at hand calls `name`, in `folder` below it ("" for none).
 */
const char *conf_path(conf_reader *reader, const char *folder, const char *name);

/* The same, with xml:base of `element` and above. */
const char *conf_path_at(conf_reader *reader, const ks_xml_element *element, const char *folder,
                         const char *name);
/* xs:boolean; NULL is false */
bool conf_is_true(const char *value);
/* Begins a variation: reader->variation. */
KS_MUST_USE ks_status conf_add_variation(conf_reader *reader, const char *id, const char *name);
/* A variation that fails for that reason, in place of what cannot be read. */
KS_MUST_USE ks_status conf_add_trouble(conf_reader *reader, const char *id, const char *trouble);

/* suite_result.c */
KS_MUST_USE ks_status conf_add_code(conf_reader *reader, const char *text, bool is_warning);
/* What `expected` says; NULL: the codes say it. */
void conf_settle_expectation(conf_variation *variation, const char *expected);
KS_MUST_USE ks_status conf_read_result(conf_reader *reader, const ks_xml_element *element);

/* suite_table.c: an index that is a table (CSV), as that of report packages. */
KS_MUST_USE ks_status conf_read_table(conf_reader *reader);

/* suite_variation.c */
KS_MUST_USE ks_status conf_read_variation(conf_reader *reader, const ks_xml_element *element);
KS_MUST_USE ks_status conf_read_transform(conf_reader *reader, const ks_xml_element *element);

#endif

/* The output that a variation expects, against what the library reads from its files.
 *
 * What kind of output it is, the root of the document says, or its name where that is of a report
 * in xBRL-JSON or xBRL-CSV; each kind has its row in output.c, and a function of this form. Of
 * another kind the output is left uncompared, which is counted and said. */
#ifndef CONF_OUTPUT_H
#define CONF_OUTPUT_H

#include "run.h"

struct ks_report_pair;
struct ks_xml_element;

typedef struct conf_comparison {
    const conf_variation *variation;
    const conf_settings *settings;
    ks_arena *arena;
    const conf_output *output;           /* as expected */
    const struct ks_report_pair *actual; /* what was read from the first file; NULL: read it */
    const char *differences;             /* a line each, indented; NULL: none */
    const char *uncompared;              /* why (parts of) it could not be compared; or NULL */
} conf_comparison;

/* Compares the document `expected` with what was read, and sets differences or uncompared. `names`
 * are those of `expected`. Statuses are failures of the machine: what is wrong with the documents
 * is a difference. */
typedef ks_status (*conf_compare_fn)(conf_comparison *comparison,
                                     const struct ks_xml_element *expected, ks_names *names);

KS_MUST_USE ks_status conf_compare_output(conf_comparison *comparison);

/* output_instance.c: an instance, fact by fact. `expected` is NULL where the output is a report in
 * another format: by its name, xBRL-JSON or the metadata of xBRL-CSV. */
ks_status conf_compare_instance(conf_comparison *comparison, const struct ks_xml_element *expected,
                                ks_names *names);
/* output_relations.c: a list of relationships (ptvl of the suite of XBRL 2.1). */
ks_status conf_compare_relations(conf_comparison *comparison, const struct ks_xml_element *expected,
                                 ks_names *names);

/* output_facts.c: a list of items with their dimensions (suite of Dimensions 1.0). */
ks_status conf_compare_facts(conf_comparison *comparison, const struct ks_xml_element *expected,
                             ks_names *names);

/* Whether a file is an inline document, by its name. */
bool conf_is_page(const char *path);

/* Lines to be compared in any order. */
typedef struct conf_lines {
    KS_VEC(const char *) list;
} conf_lines;

/* Adds the text of `line`, and clears it. */
KS_MUST_USE ks_status conf_lines_add(conf_lines *lines, ks_arena *arena, ks_str *line);
void conf_lines_release(conf_lines *lines);
/* What is in one and not in the other, as the differences of `comparison`. Sorts both. */
KS_MUST_USE ks_status conf_lines_compare(conf_lines *expected, conf_lines *actual,
                                         conf_comparison *comparison);

#endif

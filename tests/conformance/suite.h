/* A conformance suite as data, whatever dialect of XBRL's conformance format it is written in.
 *
 * An index (testcases) names testcases and other indexes; a testcase holds variations; a variation
 * says which files are read first and what must come of it. Elements that a dialect does not have
 * are remarks, and where they stand in the data or the result of a variation, it cannot be run. */
#ifndef CONF_SUITE_H
#define CONF_SUITE_H

#include "base_arena.h"
#include "base_names.h"
#include "base_vec.h"
#include "diag.h"

/* What a namespace of the format means for the verdict. */
typedef struct conf_dialect {
    const char *ns;
    /* XBRL 2.1 5.2.5.2: an inconsistency leaves the instance valid, but the suite of XBRL 2.1 has
     * only "valid" and "invalid" to say, and files it under "invalid". */
    bool counts_calculations;
    /* The codes are those of one processor and not of a standard: any error will do. */
    bool has_foreign_codes;
    /* Of several codes one is enough, unless a result says match="all". */
    bool takes_any_code;
    /* The expected output of a valid variation stands beside its schema: NAME.xsd, NAME + this.
     * NULL: outputs are named in the result. */
    const char *output_ending;
    /* Expected outputs are older than the documents, and name taxonomies of another year: how their
     * namespaces begin, up to the year; the first is that of cover pages. {NULL}: they are not. */
    const char *moving_ns[3];
} conf_dialect;

/* The dialect of that namespace; one that is not known gets the common rules, and *out_is_known. */
const conf_dialect *conf_dialect_find(const char *ns, bool *out_is_known);

/* A code of an error, or of a warning, that must be found. */
typedef struct conf_code {
    const char *text; /* as printed in the suite, usually with a prefix */
    bool is_warning;
} conf_code;

/* A value to be transformed (transformation registries), instead of files. */
typedef struct conf_transform {
    const char *registry; /* namespace */
    const char *name;
    const char *input;
    const char *output;
} conf_transform;

/* What must come out. */
typedef struct conf_output {
    const char *path;
    const char *target; /* of the target document of inline documents; NULL: the default one */
} conf_output;

typedef struct conf_variation {
    const conf_dialect *dialect;
    const char *testcase; /* its file, as the indexes name it from the first one's folder */
    const char *id;
    const char *name;
    KS_VEC(const char *) entries; /* paths of what is read first; together they are one DTS */
    KS_VEC(const char *) packages;
    bool is_package;    /* the one entry is a package: that is judged, and not what it holds */
    const char *schema; /* the first schema among the data, or NULL */
    bool is_invalid;    /* as expected */
    KS_VEC(conf_code) codes;
    bool takes_any_code;    /* one of the codes is enough */
    bool has_foreign_codes; /* the codes are those of one processor */
    const char *blocked;    /* a pattern of codes that do not count (POSIX, extended), or NULL */
    const char *mode;       /* of Calculations 1.1: "truncate" or another word; or NULL */
    int report_count;       /* how many reports a package has, where that is said; or -1 */
    KS_VEC(conf_output) outputs;
    const conf_transform *transform; /* or NULL */
    const char *trouble;             /* why it cannot be run, or NULL */
} conf_variation;

/* Something about the suite itself. */
typedef struct conf_remark {
    ks_place place;
    const char *text;
} conf_remark;

typedef struct conf_suite {
    ks_arena arena;
    ks_names names;
    KS_VEC(conf_variation *) variations; /* in the order of the suite */
    KS_VEC(conf_remark) remarks;
} conf_suite;

void conf_suite_init(conf_suite *suite);
void conf_suite_release(conf_suite *suite);
/* Reads an index, or a single testcase, and all it leads to. KS_REFUSED where a document of the
 * suite is missing, malformed, or none of the format: findings in `sink`, or remarks. `path` must
 * outlive the suite. */
KS_MUST_USE ks_status conf_suite_read(conf_suite *suite, const char *path, ks_sink *sink);

/* Reads any document as a tree that lives in `arena`. */
struct ks_xml_element;
KS_MUST_USE ks_status conf_read_tree(const char *path, ks_arena *arena, ks_names *names,
                                     ks_sink *sink, struct ks_xml_element **out_root);

#endif

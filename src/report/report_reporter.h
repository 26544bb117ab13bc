/* Reporters: findings as text, JSON, SARIF, JUnit or GitHub annotations.
 *
 * A reporter is made, told of each input and finding in their order, ended and freed. It holds no
 * more than its format needs: JUnit the findings of one input, the others a few lines. Belongs to
 * one thread at a time. */
#ifndef KS_REPORT_REPORTER_H
#define KS_REPORT_REPORTER_H

#include "base_str.h"
#include "diag.h"

typedef struct ks_reporter ks_reporter;

/* A line of a source file. */
typedef struct ks_report_line {
    ks_sv text;
    bool is_table; /* the columns of places are the numbers of cells */
} ks_report_line;

typedef struct ks_report_setup {
    ks_lang lang;
    int fail_on;      /* the ks_severity from which a finding fails; 3: none does */
    const char *root; /* the folder that the names of files are told from, or NULL */
    bool is_coloured;
    bool has_excerpts; /* of text: the line of the source, and a caret */
    size_t width;      /* of these lines; 0: 80 */
    /* Gets the line of a place; false where there is none. May be NULL. */
    bool (*find_line)(ks_place place, ks_report_line *out, void *user);
    void *find_user;
    ks_status (*put)(ks_sv piece, void *user); /* where the text goes */
    void *put_user;
} ks_report_setup;

/* How a run ended. */
typedef struct ks_report_end {
    const size_t *counts; /* by ks_severity */
    size_t known;         /* findings that a baseline knows */
    int exit_code;
} ks_report_end;

/* Makes one of the formats "text", "json", "sarif", "junit", "github" and writes what it begins
 * with. What the setup points to is borrowed. KS_ERR_NOT_FOUND where there is no such format. */
KS_MUST_USE ks_status ks_reporter_new(const char *format, const ks_report_setup *setup,
                                      ks_reporter **out);
/* The names of the formats, in their order; NULL past the end. */
const char *ks_reporter_name(size_t index);
/* What is told from here on comes from checking `file`. */
KS_MUST_USE ks_status ks_reporter_input(ks_reporter *reporter, const char *file);
KS_MUST_USE ks_status ks_reporter_tell(ks_reporter *reporter, const ks_finding *finding);
/* Writes what it ends with. */
KS_MUST_USE ks_status ks_reporter_end(ks_reporter *reporter, const ks_report_end *end);
void ks_reporter_free(ks_reporter *reporter); /* NULL is fine */

#endif

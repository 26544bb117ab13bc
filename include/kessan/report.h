/* Reports of findings, and what a session makes of its findings.
 *
 *     ks_report_options sarif = KS_REPORT_OPTIONS_INIT;
 *     sarif.format = "sarif";
 *     sarif.file = "out.sarif";
 *     ks_status status = ks_session_add_report(session, &sarif);
 *     ... ks_validate(session, "report.xbrl") ...
 *     status = ks_session_end_reports(session, exit_code);
 *
 * A session may write several reports at once. They are added before anything is checked. */
#ifndef KESSAN_REPORT_H
#define KESSAN_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include <kessan/export.h>
#include <kessan/finding.h>
#include <kessan/status.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KS_FAIL_NEVER 3 /* behind every ks_severity */

typedef struct ks_report_options {
    const char *format; /* "text", "json", "sarif", "junit", "github" */
    const char *file;   /* written whole or not at all; NULL: the text is handed to `write` */
    ks_write_fn write;
    void *user;
    int fail_on;       /* the ks_severity from which a finding fails a run, or KS_FAIL_NEVER */
    const char *root;  /* the folder that the names of files are told from; NULL: as they are */
    bool is_coloured;  /* of text: for a terminal that knows colours */
    bool has_excerpts; /* of text: the line of the source with a caret */
    unsigned width;    /* of these lines in columns; 0: 80 */
} ks_report_options;

#define KS_REPORT_OPTIONS_INIT                                                                     \
    {                                                                                              \
        "text", NULL, NULL, NULL, KS_ERROR, NULL, false, false, 0                                  \
    }

/* The names of the formats, in a fixed order; NULL past the end. Static storage. Any thread. */
KS_PUBLIC const char *ks_report_format_name(size_t index);

/* Adds a report of what the session finds from here on. The options are copied, what they point to
 * must outlive the session. A place that cannot be written to is a finding and KS_REFUSED;
 * KS_ERR_NOT_FOUND where there is no such format. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_add_report(ks_session *session,
                                                      const ks_report_options *options);
/* Writes what each report ends with and puts the files into their places; `exit_code` is told in
 * them. No report hears of anything after that. A file that cannot be written is a finding, which
 * on_finding alone still gets, and KS_REFUSED. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_end_reports(ks_session *session, int exit_code);

/* ---- which findings count -------------------------------------------------------------------- */

/* What to do with the findings of a rule. A finding at KS_ERROR that says that something could not
 * be read, resolved or done (any outcome but KS_OUTCOME_INVALID) is always told and counted: what
 * was not checked must not look as if it were valid. */
typedef enum ks_choice {
    KS_CHOICE_ONLY, /* nothing but these (and those of other such choices) */
    KS_CHOICE_SKIP, /* none of these: neither told nor counted */
    KS_CHOICE_NOTE, /* as if the rule were a note */
    KS_CHOICE_WARNING,
    KS_CHOICE_ERROR
} ks_choice;

/* Makes the choice for the rule `id`, or for all whose ids begin with it: "units" or
 * "instance.footnote". KS_ERR_NOT_FOUND where there is none; KS_ERR_MISUSE where the one rule that
 * is named must be told. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_choose(ks_session *session, const char *id,
                                                  ks_choice choice);

/* Findings that stand in the baseline `file` are known: they are told as such to on_finding and to
 * JSON and SARIF, to nobody else, and they do not count. An entry of the baseline that a checked
 * file no longer has is a note, told by ks_session_end_reports. A file that is no baseline is a
 * finding and KS_REFUSED. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_use_baseline(ks_session *session, const char *file,
                                                        const char *root);
/* Writes what is found from here on to `file` as a baseline, when the reports end. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_keep_baseline(ks_session *session, const char *file,
                                                         const char *root);
/* How many findings the baseline knew so far. */
KS_PUBLIC size_t ks_session_known(const ks_session *session);

#define KS_FINGERPRINT_SIZE 33
/* What makes a finding the same one in another run, wherever its line has gone: 32 hexadecimal
 * digits and NUL, of its id and of what fills its message. Any thread. */
KS_PUBLIC void ks_finding_fingerprint(const ks_finding *finding, char out[KS_FINGERPRINT_SIZE]);

#ifdef __cplusplus
}
#endif
#endif

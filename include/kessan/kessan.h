/* kessan: from the figures of a company's accounts to a filed, validated, readable XBRL report.
 *
 *     ks_options options = KS_OPTIONS_INIT;
 *     options.on_finding = print_it;
 *     ks_session *session = NULL;
 *     if (ks_session_new(&options, &session) == KS_OK) {
 *         ks_status status = ks_validate(session, "report.xbrl");
 *         ...
 *         ks_session_free(session);
 *     }
 *
 * Errors take two channels. A status says that the operation failed; a finding says that a document
 * is wrong, and goes to the callback. A call may return KS_OK and have reported errors: ask
 * ks_session_count. Besides what is said of each, a call that reads or writes may return
 * KS_ERR_MEMORY, KS_ERR_LIMIT or KS_ERR_CANCELLED; then there is no result, and the session can be
 * used on. Options of all zeros are the defaults but where an INIT macro is given. The library
 * never prints, exits, or reads the environment, the locale or the network.
 *
 * Threads: a session belongs to one thread at a time; different sessions are independent. */
#ifndef KESSAN_KESSAN_H
#define KESSAN_KESSAN_H

#include <stdbool.h>
#include <stddef.h>

#include <kessan/builder.h>
#include <kessan/export.h>
#include <kessan/facts.h>
#include <kessan/finding.h>
#include <kessan/memory.h>
#include <kessan/report.h>
#include <kessan/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The library's version, "MAJOR.MINOR.PATCH". Static storage. Any thread. */
KS_PUBLIC const char *ks_version(void);

/* The language of messages. */
typedef enum ks_language { KS_LANGUAGE_EN, KS_LANGUAGE_JA } ks_language;

/* By which rules sums are checked. */
typedef enum ks_calculation {
    KS_CALCULATION_21, /* XBRL 2.1; relationships of Calculations 1.1's own arcrole as the next */
    KS_CALCULATION_11, /* Calculations 1.1 for both arcroles, figures being rounded */
    KS_CALCULATION_11_TRUNCATED, /* the same, figures being cut off */
    KS_CALCULATION_NONE
} ks_calculation;

/* Which facts that are filed more than once are findings. */
typedef enum ks_duplicates {
    KS_DUPLICATES_INCONSISTENT, /* those that contradict each other, as warnings */
    KS_DUPLICATES_ALL,          /* all others too, as notes */
    KS_DUPLICATES_NONE
} ks_duplicates;

/* What a resolver answers: the bytes of a document, in any encoding that XML declares. */
typedef struct ks_reply ks_reply;
/* Adds `size` bytes to the answer; they are copied. KS_ERR_MEMORY. */
KS_PUBLIC KS_MUST_USE ks_status ks_reply_put(ks_reply *reply, const void *data, size_t size);
/* Answers the document at `url`, an absolute URL or a path: KS_OK and its bytes, KS_ERR_NOT_FOUND
 * to leave it to catalogs, packages, mirrors and files, or another status, which ends the
 * operation. Called on the thread that runs the operation, at most once for each document of it. */
typedef ks_status (*ks_resolve_fn)(const char *url, ks_reply *reply, void *user);

/* How far ks_validate_files has come. */
typedef struct ks_progress {
    size_t done; /* reports that are validated and told */
    size_t total;
    size_t findings; /* told so far */
} ks_progress;

typedef struct ks_options {
    ks_finding_fn on_finding;   /* or NULL: findings are only counted */
    void *user;                 /* handed to on_finding */
    ks_language language;       /* of the messages */
    const char *const *mirrors; /* folders: http(s)://host/path is looked for at FOLDER/host/path */
    size_t mirror_count;
    const char *const *packages; /* taxonomy packages (zip files), looked into before mirrors */
    size_t package_count;
    ks_calculation calculation;
    ks_duplicates duplicates;
    const char *target; /* the target of inline documents that calls take which take one instance:
                         * to list, convert, render, extract it. NULL: the default one, or else the
                         * first, and a note where there are others */
    const char *utr;  /* a file with a units registry, or "none"; NULL: the one that is built in */
    bool skips_scale; /* values 1,000 or 1,000,000 times what they should be are not looked for */
    bool skips_dimensions;       /* the rules of XBRL Dimensions 1.0 are not asked */
    const char *const *catalogs; /* XML catalogs, asked before packages */
    size_t catalog_count;
    const char *lock;       /* a file with the documents that taxonomies may be made of, or NULL */
    const char *write_lock; /* a file to write those to that they were made of, or NULL */
    ks_resolve_fn resolve;  /* asked for each document that is not built in; or NULL */
    void *resolve_user;
    bool (*is_cancelled)(void *user); /* asked often while documents are read; true: the operation
                                       * ends with KS_ERR_CANCELLED, without a result. Or NULL */
    void *cancel_user;
    unsigned jobs; /* how many threads ks_validate_files may use; 0: 1. With more than one,
                    * `resolve` and `is_cancelled` are called from all of them; findings come on the
                    * thread of the caller, in the same order as with one */
    void (*on_progress)(const ks_progress *progress, void *user); /* after each report; or NULL */
    void *progress_user;
} ks_options;

#define KS_OPTIONS_INIT                                                                            \
    {                                                                                              \
        NULL, NULL, KS_LANGUAGE_EN, NULL, 0, NULL, 0, KS_CALCULATION_21,                           \
            KS_DUPLICATES_INCONSISTENT, NULL, NULL, false, false, NULL, 0, NULL, NULL, NULL, NULL, \
            NULL, NULL, 0, NULL, NULL                                                              \
    }

/* Makes a session; *out is owned by the caller. The options are copied, what they point to is not
 * and must outlive the session. KS_ERR_MEMORY. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_new(const ks_options *options, ks_session **out);
KS_PUBLIC void ks_session_free(ks_session *session); /* NULL is fine */

/* How many findings of `severity` there were so far that count (report.h says what does not). */
KS_PUBLIC size_t ks_session_count(const ks_session *session, ks_severity severity);
/* How many of the errors so far mean `outcome`. */
KS_PUBLIC size_t ks_session_errors(const ks_session *session, ks_outcome outcome);

/* From now on `data` (copied) stands at `url`, a path or an absolute URL, for all operations of the
 * session, whatever there is in files: so reports and taxonomies are validated from memory. The
 * last one given for a URL counts. KS_ERR_MEMORY. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_put(ks_session *session, const char *url,
                                               const void *data, size_t size);
/* Holds the documents that taxonomies were made of so far against options.lock: one that differs,
 * one that is not in it, and one that is in it and was not read are findings, and KS_REFUSED. Then
 * writes them to options.write_lock, unless some could not be read. To be called once, when all is
 * read. */
KS_PUBLIC KS_MUST_USE ks_status ks_session_check_lock(ks_session *session);

/* ---- the main job ---------------------------------------------------------------------------- */

typedef struct ks_make_options {
    const char *folder;   /* where outputs go; made where it is missing */
    const char *encoding; /* of the XML outputs, an IANA name; NULL is UTF-8 */
    bool is_rendered;     /* readable filings too (kessan make), else the report alone (build) */
    /* A report package to write as well, with the taxonomy, which is a taxonomy package in it:
     * FILE.xbri with the inline document, where is_rendered, or FILE.xbr with the instance. Another
     * ending is a finding. NULL: none. */
    const char *package;
} ks_make_options;

/* What a run of ks_make made. */
typedef struct ks_made ks_made;

/* Reads the filing plan and its tables, builds the taxonomy and the instance, validates what was
 * written, renders it, and puts all of it into the folder and the package: whole, or, where an
 * error was found, not at all (KS_REFUSED; what stood there before stays). *out is owned by the
 * caller; on KS_REFUSED it may be NULL or hold the ledger of what could be built, and no files. */
KS_PUBLIC KS_MUST_USE ks_status ks_make(ks_session *session, const char *plan,
                                        const ks_make_options *options, ks_made **out);
KS_PUBLIC void ks_made_free(ks_made *made);
/* The outputs' names in the folder, in the order they were made. Borrowed. */
KS_PUBLIC size_t ks_made_file_count(const ks_made *made);
KS_PUBLIC const char *ks_made_file(const ks_made *made, size_t index);
/* The ledger as a text table in the session's language: where every printed figure went. Borrowed.
 */
KS_PUBLIC const char *ks_made_ledger(const ks_made *made);
KS_PUBLIC size_t ks_made_concept_count(const ks_made *made);
KS_PUBLIC size_t ks_made_context_count(const ks_made *made);
KS_PUBLIC size_t ks_made_fact_count(const ks_made *made);

/* ---- the steps ------------------------------------------------------------------------------- */

/* Validates `file`: an instance in XML, JSON or CSV with its taxonomy, a taxonomy, an inline
 * document, a report or taxonomy package, or a folder with any of them. What is wrong is a finding;
 * KS_REFUSED where it could not be read to the end. */
KS_PUBLIC KS_MUST_USE ks_status ks_validate(ks_session *session, const char *file);

/* Validates several files as one: schemas and linkbases are starting points of one DTS (XBRL 2.1
 * 3.2), inline documents are one document set, and instances are checked one after the other, each
 * with the DTS of all. A document that several of them lead to is read once and its findings come
 * once. One file: as ks_validate; none: KS_ERR_MISUSE. */
KS_PUBLIC KS_MUST_USE ks_status ks_validate_files(ks_session *session, const char *const *files,
                                                  size_t count);

typedef struct ks_render_options {
    const char *languages; /* "en", "ja", or "en ja" for both side by side; NULL: all there are */
    /* "html" (NULL too), "text", "csv"; "inline" for an inline XBRL document, one file, that says
     * all that the instance says; or "view" for the statement view itself. */
    const char *style;
    const char *role; /* one statement alone: its role, the last part of that, or the role's
                       * definition; NULL: all */
    /* A file; or a folder, which is made: one page a statement, and a list of them. A folder is
     * what ends in a slash, is one, or has a name without ending. NULL: the text is handed to
     * `write`. */
    const char *output;
    ks_write_fn write;
    void *user;
} ks_render_options;

/* Renders a statement view, or an instance with its taxonomy, into a readable filing. Every fact of
 * an instance is in it: what no presentation shows is listed at the end. Long texts are shown as
 * their own HTML, made safe; nothing in what is written has a script or makes a browser fetch
 * anything. A folder appears whole or not at all, file by file. */
KS_PUBLIC KS_MUST_USE ks_status ks_render_file(ks_session *session, const char *file,
                                               const ks_render_options *options);

/* ---- looking into documents ------------------------------------------------------------------ */

/* What to tell of a taxonomy. */
typedef enum ks_taxonomy_part {
    KS_TAXONOMY_SUMMARY,   /* how much there is of everything, in the session's language */
    KS_TAXONOMY_DOCUMENTS, /* the file of each document, a line each, in order of discovery; what is
                            * built in by its URL */
    KS_TAXONOMY_CONCEPTS,  /* a line of headings, then one a concept, with tabs between: name, type,
                            * period, balance, abstract, substitution, label */
    KS_TAXONOMY_NETWORKS,  /* the networks of a role or arcrole as indented trees */
    KS_TAXONOMY_ENTRIES    /* the entry points of taxonomy packages, with the documents of each */
} ks_taxonomy_part;

typedef struct ks_taxonomy_options {
    ks_taxonomy_part part;
    const char *role;   /* of KS_TAXONOMY_NETWORKS: the URI of a role or an arcrole, or what stands
                         * behind its last slash */
    const char *labels; /* the language of labels, like "ja"; NULL: "en". Where a concept has no
                         * label in it, another stands in its place; one that no concept has is
                         * render.unknown-language, and KS_REFUSED */
    ks_write_fn write;
    void *user;
} ks_taxonomy_options;

/* Discovers the taxonomy that begins with `file`, a path or URL of a schema or linkbase, or that
 * the instance `file` refers to, or whose entry point in a package has that name, and tells what is
 * in it. A package is one too, where it holds one report or entry point. NULL: KS_TAXONOMY_ENTRIES
 * of the packages that the session names. Findings of reading go to the session;
 * KS_REFUSED where there were errors (what could be read is told all the same, unless nothing
 * could), or where there is no such role. */
KS_PUBLIC KS_MUST_USE ks_status ks_list_taxonomy(ks_session *session, const char *file,
                                                 const ks_taxonomy_options *options);

typedef enum ks_facts_format {
    KS_FACTS_CSV, /* a line of headings, then a line a fact; quoted as RFC 4180 says */
    KS_FACTS_JSON /* an array with an object a line */
} ks_facts_format;

typedef struct ks_facts_options {
    ks_facts_format format;
    const char *labels; /* as in ks_taxonomy_options */
    const char *output; /* a file, or NULL: the text is handed to `write` */
    ks_write_fn write;
    void *user;
} ks_facts_options;

/* Lists every fact of the instance `file` in the order of the document: concept, label, entity,
 * scheme, period, start, end, dimensions, segment, unit, decimals, precision, value, nil, language,
 * tuple, id, line. A fact that could not be understood is a finding, and is left out; KS_REFUSED
 * where there were errors (the other facts are listed all the same, unless the instance could not
 * be read). The text is written as it is made, in time and pieces that do not grow with what went
 * before. */
KS_PUBLIC KS_MUST_USE ks_status ks_list_facts(ks_session *session, const char *file,
                                              const ks_facts_options *options);

typedef enum ks_convert_format {
    KS_CONVERT_JSON,   /* xBRL-JSON (Open Information Model 1.0) */
    KS_CONVERT_SQLITE, /* a database of SQLite 3; docs/convert.md has its tables */
    KS_CONVERT_CSV,    /* xBRL-CSV: a table NAME.csv and NAME-metadata.json beside it */
    KS_CONVERT_VIEW,   /* the statement view; docs/view.md has its elements */
    KS_CONVERT_XBRL    /* an instance of XBRL 2.1 */
} ks_convert_format;

typedef struct ks_convert_options {
    ks_convert_format format;
    const char *labels; /* as in ks_taxonomy_options: of the database's views; of a statement view
                         * as the languages of ks_render_options */
    const char *output; /* a file, or NULL: the bytes are handed to `write`; of KS_CONVERT_CSV the
                         * table, which must be a file */
    ks_write_fn write;
    void *user;
} ks_convert_options;

/* Writes the facts of the instance `file`, or of whatever ks_list_facts takes, in another format.
 * What the format cannot say is a finding, and is left out; KS_REFUSED where there were errors (all
 * else is written all the same, unless the instance could not be read). */
KS_PUBLIC KS_MUST_USE ks_status ks_convert(ks_session *session, const char *file,
                                           const ks_convert_options *options);

typedef struct ks_extract_options {
    const char *target; /* of the target document; NULL: as ks_options has it */
    const char *output; /* a file, or NULL: the text is handed to `write` */
    ks_write_fn write;
    void *user;
} ks_extract_options;

/* Extracts the instance that inline XBRL documents stand for: `files` are one document set (Inline
 * XBRL 1.1 3.1), or each may be a folder or report package that holds one. KS_REFUSED, and nothing
 * is written, where they break a rule of inline XBRL. The instance is not validated: the documents
 * can be given to ks_validate_files for that. */
KS_PUBLIC KS_MUST_USE ks_status ks_extract(ks_session *session, const char *const *files,
                                           size_t count, const ks_extract_options *options);

/* ---- mirrors --------------------------------------------------------------------------------- */

/* What became of asking for a document. */
typedef struct ks_fetched {
    int http_status;    /* where the server refused, else 0 */
    const char *reason; /* why it failed, for people; lives until the next call; or NULL */
} ks_fetched;

/* Asks for `url`, of http: or https:, and writes the whole of what it gives to the file `path`,
 * whose folder is there; where the file is there, it has what an earlier try received. KS_REFUSED,
 * after filling *fetched, where it could not be had. The library itself has no network. */
typedef ks_status (*ks_fetch_fn)(const char *url, const char *path, ks_fetched *fetched,
                                 void *user);

typedef struct ks_fetch_options {
    const char *into; /* a folder: http(s)://host/path is put at FOLDER/host/path */
    ks_fetch_fn fetch;
    void *user;
} ks_fetch_options;

/* Fetches each of `names` - URLs, files, packages - and all documents of the taxonomies that begin
 * there, unless they are built in or among the session's sources, the folder itself included. What
 * cannot be had is a finding at the place that refers to it, and KS_REFUSED. */
KS_PUBLIC KS_MUST_USE ks_status ks_fetch(ks_session *session, const char *const *names,
                                         size_t count, const ks_fetch_options *options);

/* ---- findings -------------------------------------------------------------------------------- */

/* A row of the catalogue. All strings are static. */
typedef struct ks_rule {
    const char *id;
    ks_severity severity;
    ks_outcome outcome;
    const char *code;    /* the standard's own, or "" */
    const char *section; /* of the standard, or "" */
    const char *message; /* with {0}, {1} for what the finding fills in */
    const char *help;
} ks_rule;

KS_PUBLIC size_t ks_rule_count(void);
/* Fills *out with rule `index` in that language; false past the end. Any thread. */
KS_PUBLIC bool ks_rule_get(size_t index, ks_language language, ks_rule *out);
/* The same by id, like "tie.disagree"; false where there is none. Any thread. */
KS_PUBLIC bool ks_rule_find(const char *id, ks_language language, ks_rule *out);
/* The message of rule `index` with "..." for what a finding fills in. Owned by the caller
 * (ks_text_free); NULL past the end or when memory is short. Any thread. */
KS_PUBLIC char *ks_rule_text(size_t index, ks_language language);
/* An example of the rule `id`, in lines: "- " what is wrong, "+ " what is right, "  " what is the
 * same in both; other lines are remarks. Owned by the caller (ks_text_free); NULL where there is
 * none or when memory is short. Any thread. */
KS_PUBLIC char *ks_rule_example(const char *id, ks_language language);
/* The id of a rule most like `id`, or NULL. Static storage. Any thread. */
KS_PUBLIC const char *ks_rule_nearest(const char *id);

/* The finding as text, "file:line:column: severity: message [id]" and a line for each related
 * place, ending in a newline. Owned by the caller (ks_text_free); NULL when memory is short. */
KS_PUBLIC char *ks_finding_text(const ks_finding *finding, ks_language language);
/* "2 errors, 1 warning": the closing line, without newline. As above. */
KS_PUBLIC char *ks_session_summary(const ks_session *session, ks_language language);
KS_PUBLIC void ks_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif

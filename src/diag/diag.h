/* Findings: the catalogue and the sink.
 *
 * A step that sees something wrong in a document calls ks_report and goes on; the sink counts,
 * keeps what memory problems occurred, and hands the finding to whoever listens. */
#ifndef KS_DIAG_H
#define KS_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include <kessan/finding.h>
#include <kessan/status.h>

#include "base_arena.h"
#include "base_str.h"

typedef enum ks_finding_id {
#define KS_FINDING(name, id, severity, outcome, code, section, en, ja, help_en, help_ja)           \
    KS_F_##name,
#include "diag_catalog.def"
#undef KS_FINDING
    KS_FINDING_COUNT
} ks_finding_id;

typedef enum ks_lang { KS_LANG_EN, KS_LANG_JA, KS_LANG_COUNT } ks_lang;

/* A row of the catalogue. Static storage. */
typedef struct ks_finding_info {
    const char *name; /* of the enum, without KS_F_ */
    const char *id;
    ks_severity severity;
    ks_outcome outcome;
    const char *code;
    const char *section;
    const char *message[KS_LANG_COUNT];
    const char *help[KS_LANG_COUNT];
} ks_finding_info;

const ks_finding_info *ks_finding_info_get(ks_finding_id id);
/* By its id text, like "tie.disagree"; NULL where there is none. */
const ks_finding_info *ks_finding_info_find(const char *id);

/* Appends the message of the row with "..." for each argument, and without what is told of some. */
void ks_finding_info_text(const ks_finding_info *info, ks_lang lang, ks_str *out);

/* Where findings go. Belongs to one run and one thread. Copying places is not needed: the strings
 * of a place must live as long as the sink (they are interned or in the run's arena).
 *
 * The steps ask `counts`, by the severities of the catalogue, whether they may go on: what a user
 * chose not to hear of is no less wrong. Who listens is told what `judge` lets pass. */
typedef struct ks_sink {
    ks_finding_fn callback; /* NULL: count only */
    void *user;
    ks_lang lang;
    /* May change the severity of a finding and whether it is known; false: nobody hears of it.
     * NULL: all pass as they are. */
    bool (*judge)(ks_finding *finding, void *user);
    void *judge_user;
    size_t counts[3];                 /* by ks_severity */
    size_t error_outcomes[4];         /* findings at KS_ERROR, by ks_outcome */
    size_t heard[3];                  /* those that passed and are not known, by ks_severity */
    size_t heard_outcomes[4];         /* of these the errors, by ks_outcome */
    bool is_failed;                   /* memory ran short while reporting */
    bool (*is_cancelled)(void *user); /* whether the run is to end; or NULL */
    void *cancel_user;
} ks_sink;

void ks_sink_init(ks_sink *sink, ks_finding_fn callback, void *user, ks_lang lang);
/* KS_OK, or KS_ERR_MEMORY where a finding was lost: ask at the end of each step. */
KS_MUST_USE ks_status ks_sink_status(const ks_sink *sink);
size_t ks_sink_errors(const ks_sink *sink);
/* KS_ERR_CANCELLED where the run is to end: asked by what takes long. `sink` may be NULL. */
KS_MUST_USE ks_status ks_sink_check_cancelled(const ks_sink *sink);

#define KS_NOWHERE ((ks_place){NULL, 0, 0})

/* Reports finding `id` at `place`. The arguments fill {0}, {1}, ... of the message:
 *     KS_REPORT(sink, KS_F_PLAN_UNKNOWN_PERIOD, place, id, nearest);
 * A NULL argument reads as "". `sink` may be NULL: nothing is reported. */
#define KS_REPORT(sink, id, place, ...)                                                            \
    ks_report((sink), (id), (place), (const char *const[]){__VA_ARGS__},                           \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), NULL, 0)
#define KS_REPORT_RELATED(sink, id, place, related, related_count, ...)                            \
    ks_report((sink), (id), (place), (const char *const[]){__VA_ARGS__},                           \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), (related),              \
              (related_count))

void ks_report(ks_sink *sink, ks_finding_id id, ks_place place, const char *const *args,
               size_t arg_count, const ks_related *related, size_t related_count);

/* Hands a finding on that another sink heard, as the catalogue has it: it is counted, judged and
 * told as if it were reported here. */
void ks_sink_hand(ks_sink *sink, const ks_finding *finding);

#endif

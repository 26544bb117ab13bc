/* The facts of an instance, one by one.
 *
 *     ks_facts *facts = NULL;
 *     if (ks_facts_open(session, "report.xbrl", "en", &facts) == KS_OK) {
 *         ks_fact_info fact;
 *         for (size_t i = 0; ks_facts_get(facts, i, &fact); i++) {
 *             printf("%s\t%s\n", fact.label, fact.value);
 *         }
 *     }
 *     ks_facts_free(facts);
 *
 * Threads: opening belongs to the session's thread; what is open is not changed any more, and any
 * number of threads may look into it at once. */
#ifndef KESSAN_FACTS_H
#define KESSAN_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kessan/export.h>
#include <kessan/finding.h>
#include <kessan/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ks_facts ks_facts;

typedef enum ks_period_kind { KS_INSTANT, KS_DURATION, KS_FOREVER } ks_period_kind;

/* A value of a dimension (Dimensions 1.0). */
typedef struct ks_dimension_info {
    const char *axis_ns;
    const char *axis;
    const char *member_ns; /* NULL where the dimension is typed */
    const char *member;    /* the member's local name, or the text of a typed dimension */
} ks_dimension_info;

/* A fact (XBRL 2.1 4.6). All strings are UTF-8, borrowed, and live until ks_facts_free. */
typedef struct ks_fact_info {
    const char *concept_ns;
    const char *concept_name; /* the local name */
    const char *label;        /* the standard label in the language asked for, or in another, or the
                               * local name */
    const char *value;        /* as in the document: all digits as they stand there; "" where nil */
    bool is_nil;
    bool is_numeric;
    const char *decimals; /* "-3", "INF"; "" where none is stated and none follows (4.6.6) */
    const char *unit;     /* measures, "iso4217:JPY/xbrli:shares"; "" where there is none */
    const char *language; /* xml:lang, or "" */
    const char *scheme;   /* of the entity, and its identifier */
    const char *entity;
    ks_period_kind period;
    const char *start; /* first day, "2002-04-01"; "" but for durations */
    const char *end;   /* last day of a duration, day of an instant; a moment where the document has
                        * a time of day */
    const ks_dimension_info *dimensions;
    size_t dimension_count;
    const char *id; /* or "" */
    const char *context_id;
    ks_place place;
} ks_fact_info;

/* Reads the instance `file` with its taxonomy; labels in `language` ("en", "ja"; NULL: "en"). *out
 * is owned by the caller and must be freed before the session. What is wrong is a finding;
 * KS_REFUSED where there were errors: *out is set all the same where the instance could be read,
 * and lacks the facts that could not be understood; else it is NULL. */
KS_PUBLIC KS_MUST_USE ks_status ks_facts_open(ks_session *session, const char *file,
                                              const char *language, ks_facts **out);
KS_PUBLIC void ks_facts_free(ks_facts *facts); /* NULL is fine */
KS_PUBLIC size_t ks_facts_count(const ks_facts *facts);
/* Fills *out with fact `index`, in the order of the document; false past the end. */
KS_PUBLIC bool ks_facts_get(const ks_facts *facts, size_t index, ks_fact_info *out);

#ifdef __cplusplus
}
#endif
#endif

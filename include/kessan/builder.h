/* Builds an instance from figures that a program has, without a filing plan.
 *
 *     ks_builder *builder = NULL;
 *     ks_builder_new(session, "http://example.com/taxonomy.xsd", &builder);
 *     ks_figure figure = KS_FIGURE_INIT;
 *     figure.concept_name = "ex:Revenue";
 *     figure.end = "2002-06-30", figure.start = "2002-04-01";
 *     figure.unit = "iso4217:JPY", figure.decimals = "-3", figure.value = "10083471000";
 *     ks_builder_add(builder, &figure);
 *     ks_builder_write(builder, "report.xbrl");
 *     ks_builder_free(builder);
 *
 * Contexts and units are made as they are needed, each once. Belongs to the session's thread. */
#ifndef KESSAN_BUILDER_H
#define KESSAN_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include <kessan/export.h>
#include <kessan/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ks_builder ks_builder;

/* A member of an explicit dimension, or the text of a typed one. */
typedef struct ks_figure_dimension {
    const char *axis;   /* as concepts are named */
    const char *member; /* likewise, or the text of a typed dimension */
} ks_figure_dimension;

/* A figure to be filed. Names are "prefix:local" with the prefixes that the taxonomy's own ids show
 * (as `kessan taxonomy --concepts` prints them), or "{namespace}local". Borrowed during the call.
 */
typedef struct ks_figure {
    const char *concept_name;
    const char *scheme; /* of the entity */
    const char *entity;
    const char *start; /* first day, "YYYY-MM-DD"; NULL: `end` is an instant; both NULL: forever */
    const char *end;
    const char *unit; /* "iso4217:JPY", "xbrli:shares", "iso4217:JPY/xbrli:shares"; NULL: none */
    const char *decimals; /* "-3", "0", "INF"; NULL: none */
    const char *value;    /* as its type writes it; NULL: nil */
    const char *language; /* of a text; or NULL */
    const ks_figure_dimension *dimensions;
    size_t dimension_count;
} ks_figure;

#define KS_FIGURE_INIT                                                                             \
    {                                                                                              \
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0                              \
    }

/* Reads the taxonomy that begins with `entry`, a path or URL of a schema, which the instance will
 * refer to as it is written here. *out is owned by the caller and must be freed before the session.
 * KS_REFUSED where the taxonomy could not be read: findings say why. */
KS_PUBLIC KS_MUST_USE ks_status ks_builder_new(ks_session *session, const char *entry,
                                               ks_builder **out);
KS_PUBLIC void ks_builder_free(ks_builder *builder); /* NULL is fine */
/* Adds a figure. What is wrong with it (a concept that is not there, a date that is none, a number
 * that is none) is a finding and KS_REFUSED, and nothing is added. */
KS_PUBLIC KS_MUST_USE ks_status ks_builder_add(ks_builder *builder, const ks_figure *figure);
/* Validates the instance as ks_validate does, and writes it to `file`: whole, or, where an error
 * was found, not at all (KS_REFUSED). The taxonomy must be found from where `file` stands. */
KS_PUBLIC KS_MUST_USE ks_status ks_builder_write(ks_builder *builder, const char *file);

#ifdef __cplusplus
}
#endif
#endif

/* Places as reports name them. */
#ifndef KS_REPORT_PLACE_H
#define KS_REPORT_PLACE_H

#include "base_arena.h"
#include "report_reporter.h"

/* The name of a file from the folder `root` on (NULL: as it is), without "./". Part of `file`. */
const char *ks_report_file(const char *root, const char *file);
/* The same as a URI reference: percent-encoded, an absolute path as a file: URL, a URL as it is.
 * Borrowed from the arena; NULL when memory is short. */
const char *ks_report_uri(ks_arena *arena, const char *root, const char *file);

/* Columns of a line in characters, from 1. */
typedef struct ks_report_span {
    uint32_t start;
    uint32_t end; /* behind the last one; 0 is unknown */
} ks_report_span;

/* Which characters the place means: its column, or those of the cell in a table, whose line is
 * looked for; start is 0 where it is unknown. */
ks_report_span ks_report_find_span(const ks_report_setup *setup, ks_place place);
/* The same where the line is known. */
ks_report_span ks_report_span_in(const ks_report_line *line, uint32_t column);

#endif

/* A line of a source with a caret below the place in it, for terminals. */
#ifndef KS_REPORT_EXCERPT_H
#define KS_REPORT_EXCERPT_H

#include "report_place.h"

typedef struct ks_report_excerpt {
    ks_sv line;
    ks_report_span span; /* start 0: no caret */
    size_t width;        /* columns of the terminal; 0: 80 */
    const char *colour;  /* what sets the colour of the caret, or "" */
    const char *plain;   /* what ends it */
} ks_report_excerpt;

/* Appends two lines. A line too long for the width is cut around the place; tabs take as many
 * columns as they have spaces, full-width characters two, combining ones none. */
void ks_report_excerpt_add(ks_str *out, const ks_report_excerpt *excerpt);

#endif

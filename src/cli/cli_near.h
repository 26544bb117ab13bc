/* The known name that was most likely meant: for "did you mean". */
#ifndef KS_CLI_NEAR_H
#define KS_CLI_NEAR_H

#include <stddef.h>

typedef struct cli_near {
    const char *word; /* what was written, `length` bytes of it */
    size_t length;
    const char *name; /* the nearest so far, or NULL */
    size_t distance;
} cli_near;

/* Names that begin with the word, and those that differ in a third of its letters at most. */
void cli_near_offer(cli_near *near, const char *name);

#endif

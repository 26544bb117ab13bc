/* One change to the text of a document: a byte, an attribute or an element, or what is like them in
 * JSON. */
#ifndef MUTATE_H
#define MUTATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct mutant {
    char *text; /* free() */
    size_t size;
    char what[160]; /* for people: "attribute 12 (contextRef): value cut" */
} mutant;

/* The next number of a sequence that begins with *state: the same one on every machine. */
uint64_t next_number(uint64_t *state);
/* Changes the document, which ends in a NUL, in a way that the sequence chooses. */
mutant mutate(const char *text, size_t size, uint64_t *state);

#endif

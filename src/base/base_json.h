/* JSON (RFC 8259) as a small tree: for descriptions of packages and the like, not for figures, so
 * numbers stay as they are written. */
#ifndef KS_BASE_JSON_H
#define KS_BASE_JSON_H

#include <kessan/status.h>

#include "base_arena.h"
#include "base_str.h"

typedef enum ks_json_kind {
    KS_JSON_NULL,
    KS_JSON_FALSE,
    KS_JSON_TRUE,
    KS_JSON_NUMBER,
    KS_JSON_STRING,
    KS_JSON_ARRAY,
    KS_JSON_OBJECT
} ks_json_kind;

typedef struct ks_json {
    ks_json_kind kind;
    ks_sv name; /* of a member of an object */
    ks_sv text; /* of a string, with escapes resolved (UTF-8; it may hold NUL); of a number */
    uint32_t line, column;
    const struct ks_json *first; /* of an array or object, in order */
    const struct ks_json *next;
} ks_json;

typedef enum ks_json_fault {
    KS_JSON_FINE,
    KS_JSON_NO_UTF8,
    KS_JSON_CUT,        /* the text ends too early */
    KS_JSON_UNEXPECTED, /* a character that cannot stand there */
    KS_JSON_BAD_STRING, /* a control character, or an escape that is none */
    KS_JSON_BAD_NUMBER,
    KS_JSON_TOO_DEEP, /* KS_JSON_DEPTH */
    KS_JSON_NAME_TWICE,
    KS_JSON_REST /* something stands behind the value */
} ks_json_fault;

#define KS_JSON_DEPTH 256

typedef struct ks_json_error {
    ks_json_fault fault;
    uint32_t line, column;
    ks_sv name; /* the one that is there twice */
} ks_json_error;

/* Reads `text`; a byte order mark is passed over. *out_error says what is wrong with it, and *out
 * is NULL then. All is the arena's, or points into `text`. KS_OK or KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_json_read(ks_sv text, ks_arena *arena, const ks_json **out,
                                   ks_json_error *out_error);
/* The member of the object; NULL where there is none, or `value` is NULL or no object. */
const ks_json *ks_json_get(const ks_json *value, const char *name);
/* How many members or items the value has; 0 of NULL. */
size_t ks_json_count(const ks_json *value);
/* A fault in words, for messages: "it ends too early". Static storage. */
const char *ks_json_fault_text(ks_json_fault fault, bool is_japanese);

#endif

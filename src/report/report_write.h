/* JSON values for reports, by jansson. */
#ifndef KS_REPORT_WRITE_H
#define KS_REPORT_WRITE_H

#include <jansson.h>

#include "base_str.h"

/* Sets `name` of the object to a text, whatever bytes are in it (what is no UTF-8 becomes U+FFFD).
 * An empty or NULL one is left out. The functions say in `*is_failed` where memory was short. */
void ks_json_set_text(json_t *object, const char *name, const char *text, bool *is_failed);
/* Sets it to a number; 0 is left out. */
void ks_json_set_count(json_t *object, const char *name, size_t number, bool *is_failed);
/* Sets it to a value, which it takes. */
void ks_json_set(json_t *object, const char *name, json_t *value, bool *is_failed);
void ks_json_append(json_t *array, json_t *value, bool *is_failed);
/* The text as a value, repaired likewise; NULL when memory is short. */
json_t *ks_json_text(const char *text);
/* {"text": text}, which SARIF has for every message. */
json_t *ks_json_message(const char *text, bool *is_failed);
/* Appends the value in one line and drops it; what failed before makes `out` fail. */
void ks_json_write(ks_str *out, json_t *value, bool is_failed);

#endif

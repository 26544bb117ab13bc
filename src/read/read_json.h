/* JSON in messages. For the room's own use. */
#ifndef KS_READ_JSON_H
#define KS_READ_JSON_H

#include "base_json.h"
#include "diag.h"

/* What a value is, but for a string and NULL: "an object". Static storage. */
const char *ks_read_json_words(const ks_json *value, ks_lang lang);

/* A string that is a URI reference (ks_oim_is_reference), as a kind of its own. */
#define KS_READ_JSON_URI (1u << 16 | 1u << KS_JSON_STRING)

/* What a value should be: one of several kinds, each the bit 1u << ks_json_kind: "a string or
 * null". Static storage; "" of a set that no property has. */
const char *ks_read_json_expected(unsigned kinds, ks_lang lang);

#endif

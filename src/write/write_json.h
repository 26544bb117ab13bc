/* Strings of JSON. For the room's own use. */
#ifndef KS_WRITE_JSON_H
#define KS_WRITE_JSON_H

#include "base_str.h"

/* Appends the text in quotes (RFC 8259 7): quotes, backslashes and control characters are escaped;
 * all else stands as it is. */
void ks_write_json_string(ks_str *out, const char *text);

#endif

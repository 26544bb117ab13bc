/* Cells of CSV. For the room's own use. */
#ifndef KS_WRITE_CSV_H
#define KS_WRITE_CSV_H

#include "base_str.h"

/* Appends the text as a field (RFC 4180 2): in quotes where it holds a comma, a quote or an end of
 * line; a quote is written twice. */
void ks_write_csv_field(ks_str *out, const char *text);
/* The same in quotes in any case, with `before` (without quotes) in front. */
void ks_write_csv_quoted(ks_str *out, const char *before, const char *text);

#endif

/* What a document is, for messages about one that is not what was asked for. */
#ifndef KS_READ_KIND_H
#define KS_READ_KIND_H

#include "base_names.h"
#include "diag.h"

/* "a filing plan (see kessan make)" for the root element of one; NULL where it is not known.
 * Static storage. */
const char *ks_read_kind_of(const ks_qname *root, ks_lang lang);

#endif

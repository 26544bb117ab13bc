/* Validation against XSD by libxml2: of the schemas of a taxonomy, which it compiles, and of what
 * our own types leave undecided (read_validate.h): such documents are read once more, and what
 * stands directly in the root of the instance is checked on the way (XBRL 2.1 4.1): our schema of
 * it holds any declared elements, and code tells which. */
#ifndef KS_CHECK_SCHEMA_H
#define KS_CHECK_SCHEMA_H

#include "diag.h"
#include "io_resolve.h"
#include "model_taxonomy.h"

/* `url` is the instance's, or NULL where that is held against our own types, or for the taxonomy
 * alone; `taxonomy` is what was read from its
 * references. Findings name line and column. KS_REFUSED where the instance is missing or malformed,
 * or where the schemas do not hold together so that nothing could be validated. */
KS_MUST_USE ks_status ks_check_schema(const char *url, const ks_taxonomy *taxonomy,
                                      ks_io_resolver *resolver, ks_names *names, ks_sink *sink);

/* Validates one document against one schema, both by URL (a built-in schema by the URL it is known
 * by, or "xsd/..." as in the tree). Statuses as above. */
KS_MUST_USE ks_status ks_check_document(const char *url, const char *schema_ns,
                                        const char *schema_path, ks_io_resolver *resolver,
                                        ks_names *names, ks_sink *sink);

#endif

/* Reads the taxonomy behind a report: the documents that are discovered from where it enters
 * (XBRL 2.1 3.2), schemas and linkbases, into a finished model.
 *
 * All that XBRL 2.1 demands of taxonomies is checked on the way, but for the values of attributes
 * and elements that taxonomies declare themselves (ks_document.needs_schema), and for the rules of
 * check_taxonomy.h. A document that is not at hand, a locator that leads nowhere, a concept without
 * period type are findings, and what is there is read all the same: *out is set unless the status
 * says otherwise. */
#ifndef KS_READ_TAXONOMY_H
#define KS_READ_TAXONOMY_H

#include "diag.h"
#include "io_resolve.h"
#include "model_taxonomy.h"

/* How a document is asked for. */
typedef enum ks_entry_kind {
    KS_ENTRY_ANY, /* a schema or a linkbase */
    KS_ENTRY_SCHEMA_REF,
    KS_ENTRY_LINKBASE_REF,
    KS_ENTRY_ROLE_REF,
    KS_ENTRY_ARCROLE_REF,
    KS_ENTRY_LOCATOR,
    KS_ENTRY_HINT /* xsi:schemaLocation of an instance: no part of the taxonomy, asked for types of
                   * a namespace that the taxonomy lacks */
} ks_entry_kind;

/* A document that the taxonomy begins with, and who asks for it. */
typedef struct ks_taxonomy_entry {
    const char *url; /* absolute URL, or path; may have a fragment */
    ks_place place;
    ks_entry_kind kind;
    const char *uri; /* xlink:role of a linkbaseRef, URI of a role reference, namespace of a hint */
} ks_taxonomy_entry;

/* The documents' texts stay with the resolver, which must outlive the taxonomy. */
KS_MUST_USE ks_status ks_read_taxonomy(const ks_taxonomy_entry *entries, size_t entry_count,
                                       ks_names *names, ks_io_resolver *resolver, ks_sink *sink,
                                       ks_taxonomy **out);

#endif

/* The documents of an extension taxonomy, one function each. For the room's own use. */
#ifndef KS_WRITE_LINKBASE_H
#define KS_WRITE_LINKBASE_H

#include "write_extension.h"

typedef enum ks_linkbase_kind {
    KS_LINKBASE_PRESENTATION,
    KS_LINKBASE_CALCULATION,
    KS_LINKBASE_DEFINITION
} ks_linkbase_kind;

/* A file that the schema refers to. */
typedef struct ks_linkbase_ref {
    const char *name;
    const char *role; /* of the linkbaseRef */
} ks_linkbase_ref;

KS_MUST_USE ks_status ks_write_schema(ks_extension *extension, const ks_linkbase_ref *linkbases,
                                      size_t linkbase_count, ks_str *out);
/* Each sets *out_is_empty where there is nothing to write; *out then holds nothing of use. */
KS_MUST_USE ks_status ks_write_label_linkbase(ks_extension *extension, const char *lang,
                                              ks_str *out, bool *out_is_empty);
KS_MUST_USE ks_status ks_write_relations(ks_extension *extension, ks_linkbase_kind kind,
                                         ks_str *out, bool *out_is_empty);

#endif

/* What an instance refers to in front of its facts: where its taxonomy begins. */
#ifndef KS_READ_ENTRIES_H
#define KS_READ_ENTRIES_H

#include "base_vec.h"
#include "read_taxonomy.h"

typedef struct ks_report_entries {
    KS_VEC(ks_taxonomy_entry) list; /* in the order of the document; hints first */
    ks_arena arena;                 /* holds their texts */
} ks_report_entries;

/* `url` is a path or an absolute URL of an instance. KS_REFUSED where it is missing, malformed in
 * front of its facts, or no instance. Release *out whatever is returned. */
KS_MUST_USE ks_status ks_read_report_entries(const char *url, ks_names *names,
                                             ks_io_resolver *resolver, ks_sink *sink,
                                             ks_report_entries *out);
void ks_report_entries_release(ks_report_entries *entries);

#endif

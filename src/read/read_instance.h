/* Reads an XBRL instance (XBRL 2.1 chapter 4) into the model, with the taxonomy it names.
 *
 * What the model cannot hold is a finding and is left out: a fact whose concept, context or unit is
 * not there, a number that is none, a period that is none. */
#ifndef KS_READ_INSTANCE_H
#define KS_READ_INSTANCE_H

#include "diag.h"
#include "io_resolve.h"
#include "model_instance.h"
#include "model_taxonomy.h"
#include "xml_stream.h"

/* An instance and the taxonomy it was read with. The texts stay with the resolver, which must
 * outlive both. */
typedef struct ks_report_pair {
    ks_taxonomy *taxonomy; /* owned */
    ks_instance *instance; /* owned; borrows the taxonomy */
} ks_report_pair;

/* Starts as {0}. */
void ks_report_pair_release(ks_report_pair *report);

/* `url` is a path or an absolute URL. KS_REFUSED where it is missing, malformed or no instance. */
KS_MUST_USE ks_status ks_read_report(const char *url, ks_names *names, ks_io_resolver *resolver,
                                     ks_sink *sink, ks_report_pair *out);
/* The same; `also` has each event of the document too, before it is read. */
KS_MUST_USE ks_status ks_read_report_with(const char *url, ks_names *names,
                                          ks_io_resolver *resolver, const ks_xml_handler *also,
                                          void *also_user, ks_sink *sink, ks_report_pair *out);
/* The taxonomy alone, from what the instance refers to in front of its facts. */
KS_MUST_USE ks_status ks_read_report_taxonomy(const char *url, ks_names *names,
                                              ks_io_resolver *resolver, ks_sink *sink,
                                              ks_taxonomy **out);
/* The instance alone, with a taxonomy that is read already. `is_validated`: its schemas have been
 * asked, and what they tell is not told again. */
KS_MUST_USE ks_status ks_read_instance(const char *url, ks_names *names, ks_io_resolver *resolver,
                                       const ks_taxonomy *taxonomy, bool is_validated,
                                       ks_sink *sink, ks_instance **out);
/* The same, with the document held against the schemas of the taxonomy as it is read: its types
 * must be there and not be undecided. `also` (or NULL) has each event of the document too, before
 * it is read. */
KS_MUST_USE ks_status ks_read_instance_checked(const char *url, ks_names *names,
                                               ks_io_resolver *resolver,
                                               const ks_taxonomy *taxonomy,
                                               const ks_xml_handler *also, void *also_user,
                                               ks_sink *sink, ks_instance **out);

#endif

/* An instance as an XBRL document (XBRL 2.1 chapter 4).
 *
 * Contexts, units, facts and footnotes stand in the order of the model, namespaces on the root
 * sorted by prefix; the same model gives the same bytes. All footnotes are in one extended link,
 * their texts as one resource per language that share an xlink:label; a printed mark is kept as
 * xlink:title. */
#ifndef KS_WRITE_INSTANCE_H
#define KS_WRITE_INSTANCE_H

#include "model_instance.h"

typedef struct ks_write_instance_options {
    const char *ns; /* of the extension taxonomy, and its prefix; or NULL */
    const char *prefix;
    const char *encoding; /* named in the XML declaration; the text is UTF-8 */
} ks_write_instance_options;

/* Appends the document to *out, which is empty again after a failure. A fact that a footnote refers
 * to and that has no id gets one (ks_write_fact_id). */
KS_MUST_USE ks_status ks_write_instance(const ks_instance *instance,
                                        const ks_write_instance_options *options, ks_str *out);

/* The id of a fact, or one made from its place in the instance. Borrowed from the arena or from the
 * fact; NULL when memory is short. */
const char *ks_write_fact_id(ks_arena *arena, const ks_fact *fact);

#endif

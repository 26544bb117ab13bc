/* What a taxonomy holds, as text for people and for pipes: its documents, its concepts, its
 * networks, and how much there is of each. UTF-8; all of it is in the taxonomy's order.
 *
 * Names are written with the prefixes that the ids of concepts show, which need not be those of a
 * document; the summary says which namespace each one stands for. */
#ifndef KS_WRITE_LISTING_H
#define KS_WRITE_LISTING_H

#include "diag.h"
#include "model_instance.h"
#include "write_out.h"
#include "write_prefix.h"

/* Gives a prefix to the namespace of every concept. */
KS_MUST_USE ks_status ks_prefixes_add_taxonomy(ks_prefixes *prefixes, const ks_taxonomy *taxonomy);
/* Appends "prefix:local", giving the namespace a prefix where it has none. */
KS_MUST_USE ks_status ks_prefixes_write_name(ks_prefixes *prefixes, const ks_qname *name,
                                             ks_str *out);
/* A unit by its measures: "iso4217:JPY", "a*b/c". */
KS_MUST_USE ks_status ks_prefixes_write_unit(ks_prefixes *prefixes, const ks_unit *unit,
                                             ks_str *out);

/* The files of the documents, one a line. */
KS_MUST_USE ks_status ks_write_documents(const ks_taxonomy *taxonomy, ks_write_out *out);
/* A line of headings, then one for each concept, with tabs between. `lang` is of the labels. */
KS_MUST_USE ks_status ks_write_concepts(const ks_taxonomy *taxonomy, const char *lang,
                                        ks_write_out *out);
/* Counts, one a line; `words` is the language of what is counted. */
KS_MUST_USE ks_status ks_write_summary(const ks_taxonomy *taxonomy, ks_lang words,
                                       ks_write_out *out);

/* The networks of a role or arcrole as trees. `uri` is the whole URI, or what stands behind its
 * last '/', '#' or ':'. A concept whose children have been shown is not opened again in the same
 * network. *out_found is false, and nothing written, where there is no such network. */
KS_MUST_USE ks_status ks_write_networks(const ks_taxonomy *taxonomy, const char *uri,
                                        const char *lang, ks_write_out *out, bool *out_found);
/* The role or arcrole with a network that is most like `uri`, or NULL. */
KS_MUST_USE ks_status ks_write_nearest_network(const ks_taxonomy *taxonomy, const char *uri,
                                               const char **out);

#endif

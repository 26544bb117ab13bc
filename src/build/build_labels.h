/* The labels of the extension taxonomy. */
#ifndef KS_BUILD_LABELS_H
#define KS_BUILD_LABELS_H

#include "build_filing.h"

/* Adds the texts as labels of the role, where the concept has none of that role and language yet.
 * A role of the plan's own is declared. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_add_labels(ks_filing *filing, const ks_concept *concept,
                                          const char *role, const ks_lang_text *texts,
                                          ks_place place);

/* Gives each concept that has none a standard label, from the line that defines it. */
KS_MUST_USE ks_status ks_build_complete_labels(ks_filing *filing);

#endif

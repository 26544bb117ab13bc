/* The concepts of the taxonomy that is being built. */
#ifndef KS_BUILD_CONCEPTS_H
#define KS_BUILD_CONCEPTS_H

#include "build_filing.h"

/* Finds the concept of that local name in the filing's namespace, or adds it as `model` says: its
 * type follows from the kind where the model has none. */
KS_MUST_USE ks_status ks_build_need_concept(ks_filing *filing, const char *local,
                                            const ks_concept *model, const ks_concept **out);
/* The same for one without figures, which bears the labels. */
KS_MUST_USE ks_status ks_build_need_abstract(ks_filing *filing, const char *local, ks_place place,
                                             const ks_lang_text *labels, const ks_concept **out);

#endif

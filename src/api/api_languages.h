/* The languages that the labels of a taxonomy are in. */
#ifndef KS_API_LANGUAGES_H
#define KS_API_LANGUAGES_H

#include "api_session.h"
#include "base_vec.h"
#include "model_taxonomy.h"

typedef KS_VEC(const char *) ks_api_languages; /* starts as {0}; ks_vec_release */

/* Adds one that is there, or that a broader one stands for ("en" for "en-US"), no second time. */
KS_MUST_USE ks_status ks_api_languages_add(ks_api_languages *languages, const char *lang);
/* In order of discovery; "en" where there are no labels. The texts are the taxonomy's. */
KS_MUST_USE ks_status ks_api_languages_find(const ks_taxonomy *taxonomy, ks_api_languages *out);
/* Whether there are labels of that language: "en-US" is of "en" too. */
bool ks_api_languages_has(const ks_taxonomy *taxonomy, ks_sv lang);
/* render.unknown-language with those that there are, and KS_REFUSED; or KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_api_languages_refuse(ks_session *session, const ks_taxonomy *taxonomy,
                                              const char *file, ks_sv lang);
/* The same where a language of labels is asked for that is not there. `labels` NULL asks for none,
 * and "en", which is the default, may be lacking. */
KS_MUST_USE ks_status ks_api_languages_require(ks_session *session, const ks_taxonomy *taxonomy,
                                               const char *file, const char *labels);

#endif

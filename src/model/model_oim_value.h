/* Values in the canonical form that the Open Information Model asks for: that of XML Schema part 2
 * (1.0), where it has one. */
#ifndef KS_MODEL_OIM_VALUE_H
#define KS_MODEL_OIM_VALUE_H

#include "model_instance.h"

/* How values of a concept are written. */
typedef enum ks_oim_form {
    KS_OIM_TEXT,  /* as it stands */
    KS_OIM_TOKEN, /* without white space at the ends */
    KS_OIM_REPLACED,
    KS_OIM_COLLAPSED, /* white space as xs:normalizedString and xs:token have it */
    KS_OIM_BOOLEAN,
    KS_OIM_DECIMAL,
    KS_OIM_INTEGER,
    KS_OIM_DOUBLE,
    KS_OIM_MOMENT, /* a date, or a date and a time */
    KS_OIM_HEX,
    KS_OIM_BASE64,
    KS_OIM_LOWER /* a language */
} ks_oim_form;

/* From the item type of the concept. */
ks_oim_form ks_oim_form_of(const ks_concept *concept);
/* From the simple type of the element that holds a typed dimension's value; KS_OIM_TEXT where it is
 * not known. *out_is_complex: it holds elements. */
ks_oim_form ks_oim_form_of_domain(const ks_taxonomy *taxonomy, const ks_qname *domain,
                                  bool *out_is_complex);
/* Appends the value. `scratch` holds digits of large numbers. A text that is no value of the form
 * is appended as it stands, without white space at its ends. */
KS_MUST_USE ks_status ks_oim_write_value(ks_arena *scratch, ks_oim_form form, const char *text,
                                         ks_str *out);
/* Whether facts of the concept are texts, which have a language: strings, but for those of the data
 * types registry that have none (OIM 3.3). */
bool ks_oim_is_text(const ks_taxonomy *taxonomy, const ks_concept *concept);
/* Whether facts of the concept may have a unit: numbers, and what has a type that is not known. */
bool ks_oim_takes_unit(const ks_concept *concept);
/* Whether the model has no facts of the type (OIM 3.1): fractions, and content with prefixes other
 * than the names of the data types registry. `type` may be NULL. */
bool ks_oim_is_unsupported(const ks_taxonomy *taxonomy, const ks_qname *type);
/* Whether the model has values of a typed dimension that the element `domain` holds: true where its
 * type is not known. */
bool ks_oim_is_domain(const ks_taxonomy *taxonomy, const ks_qname *domain);

#endif

/* The transformation functions of inline XBRL: text as people read it to text as its type writes it
 * (Transformation Registries 1 to 5, and the SEC's). Pure text to text, exact, one table; the
 * functions may be asked from any thread. */
#ifndef KS_MODEL_TRANSFORM_H
#define KS_MODEL_TRANSFORM_H

#include "base_str.h"

/* A function of a registry. Static storage. */
typedef struct ks_transform ks_transform;

/* The function of that expanded name, interned or not; NULL where no registry defines it. */
const ks_transform *ks_transform_find(ks_sv ns, ks_sv local);
/* Whether `ns` is a registry that is known: then a name in it that is not found is a mistake. */
bool ks_transform_is_registry(ks_sv ns);
/* The name in registry `ns` most like `local`, for messages; NULL where there is none like it. */
const char *ks_transform_nearest(ks_sv ns, ks_sv local);
/* What the function takes, by example, like "1,234.56"; never NULL. */
const char *ks_transform_example(const ks_transform *transform);

/* Adds the value that stands for `in` to *out. KS_REFUSED where `in` is not in the form that the
 * function demands, with *out as it was; memory that runs short is told by *out. White space is
 * treated as the function's registry says. */
KS_MUST_USE ks_status ks_transform_apply(const ks_transform *transform, ks_sv in, ks_str *out);

#endif

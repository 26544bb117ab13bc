/* What schemas say of the elements and attributes of an instance, where it is known: defaults, and
 * when two texts are one value (XBRL 2.1 4.10, x-equal). For the room's own use. */
#ifndef KS_READ_TYPED_H
#define KS_READ_TYPED_H

#include "model_type.h"

/* An open element: NULL where there is no declaration, or no type. */
typedef struct ks_declared {
    const ks_element *element;
    const ks_type *type;
} ks_declared;

/* The declaration of element `name` in one of type `parent`: that of its content model, or the
 * global one. What xsi:type says is not looked at. */
ks_declared ks_typed_child(const ks_types *types, const ks_type *parent, const ks_qname *name);
/* The declaration of an attribute of such an element: its own, or a global one that a wildcard lets
 * in; or NULL. `types` and `type` may be NULL. */
const ks_attribute *ks_typed_attribute(const ks_types *types, const ks_type *type,
                                       const ks_qname *name);
/* The value that stands for an attribute, or for the content, that is not there; or NULL. */
const char *ks_typed_attribute_default(const ks_attribute *attribute);
const char *ks_typed_content_default(const ks_element *element);
/* The type of an element's characters, or NULL. */
const ks_simple_type *ks_typed_content(const ks_type *type);
bool ks_typed_is_id(const ks_simple_type *type);

/* Appends `value` so that x-equal values give equal texts: numbers and booleans by what they mean,
 * others with white space as their type has it. `nan` is a number of this place alone, since NaN
 * equals nothing. `arena` is for what is needed on the way. */
KS_MUST_USE ks_status ks_typed_add(ks_str *out, ks_arena *arena, const ks_simple_type *type,
                                   ks_sv value, size_t nan);

#endif

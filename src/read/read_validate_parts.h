/* For read_validate*.c alone. */
#ifndef KS_READ_VALIDATE_PARTS_H
#define KS_READ_VALIDATE_PARTS_H

#include "read_validate.h"

struct ks_valid_frame {
    const ks_qname *name;
    const ks_element *element; /* or NULL: it is not declared */
    const ks_type *type;       /* NULL: nothing is asked of it or of what stands in it */
    ks_content_state state;
    ks_place place;
    bool is_nil;
    bool has_text;
    bool has_child;
    bool is_wrong; /* its content is, and that was said */
    bool is_collecting;
};

/* read_validate_words.c: what is wrong, in words. `attribute` is NULL for the value of the element.
 */
void ks_say_value(ks_validator *validator, ks_place place, const ks_qname *element,
                  const ks_qname *attribute, ks_sv value, const ks_value_fault *fault);
/* The value of an element: of a fact in the words of its concept. */
void ks_say_content(ks_validator *validator, const ks_valid_frame *frame, ks_sv value,
                    const ks_value_fault *fault);
void ks_say_fixed(ks_validator *validator, ks_place place, const ks_qname *element,
                  const ks_qname *attribute, ks_sv value, const char *fixed);
/* An attribute that the element has not; `meant` is the one it may stand for, or NULL. */
void ks_say_attribute(ks_validator *validator, const ks_valid_frame *frame,
                      const ks_qname *attribute, const char *meant);
void ks_say_unknown(ks_validator *validator, ks_place place, const ks_qname *element);
void ks_say_unexpected(ks_validator *validator, ks_place place, const ks_qname *element,
                       const char *expected);
/* Findings that name the element, and perhaps a second thing. */
void ks_say(ks_validator *validator, ks_finding_id id, ks_place place, const ks_qname *element,
            const char *second);

#endif

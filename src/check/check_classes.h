/* Contexts by their aspects: those that are equal are a class. A series is what classes have in
 * common that differ in nothing but their period. For the room's own use. */
#ifndef KS_CHECK_CLASSES_H
#define KS_CHECK_CLASSES_H

#include "model_instance.h"

/* When contexts are one. */
typedef enum ks_class_rule {
    KS_CLASS_ASPECTS, /* equal period, entity and dimensions, in whatever order and in whichever of
                         segment and scenario they stand (Dimensions 1.0 3.1.4.3) */
    KS_CLASS_S_EQUAL  /* as XBRL 2.1 4.10 has it */
} ks_class_rule;

typedef struct ks_class {
    const ks_context *context; /* the first of them */
    uint32_t series;           /* the number of the first context of the series */
    int64_t months;            /* of its period; 0: an instant */
    int64_t day;               /* that its period ends on */
} ks_class;

typedef struct ks_classes {
    KS_VEC(ks_class) list; /* by series, months and day */
    uint32_t *number;      /* of a context's index: that of its class */
    bool is_s_equal;       /* by both rules, classes are the same */
} ks_classes;

/* KS_ERR_MEMORY, KS_ERR_LIMIT; release it in any case. n log n in the contexts. */
KS_MUST_USE ks_status ks_classes_init(ks_classes *classes, const ks_instance *instance,
                                      ks_class_rule rule);
void ks_classes_release(ks_classes *classes);

#endif

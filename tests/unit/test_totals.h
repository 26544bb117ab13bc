/* The facts of an instance sorted by their aspects, as rules on figures want them. */
#ifndef KS_TEST_TOTALS_H
#define KS_TEST_TOTALS_H

#include "base_alloc.h"
#include "check_totals.h"

/* Runs `call`, which sees `aspects` and `totals` of the instance; its status is left in `status`.
 * Scales are asked if `with_scales`. */
#define WITH_TOTALS(status, instance, with_scales, call)                                           \
    do {                                                                                           \
        ks_totals totals = {.aspects = NULL};                                                      \
        ks_aspects aspects;                                                                        \
        (status) = ks_aspects_init(&aspects, (instance), KS_CLASS_ASPECTS);                        \
        if ((status) == KS_OK) {                                                                   \
            (status) = ks_totals_init(&totals, &aspects);                                          \
        }                                                                                          \
        if ((status) == KS_OK && (with_scales)) {                                                  \
            totals.is_scaled = ks_alloc_zero((instance)->facts.count + 1, sizeof(bool));           \
            (status) = totals.is_scaled != NULL ? KS_OK : KS_ERR_MEMORY;                           \
        }                                                                                          \
        if ((status) == KS_OK) {                                                                   \
            (status) = (call);                                                                     \
        }                                                                                          \
        ks_alloc_free(totals.is_scaled);                                                           \
        ks_totals_release(&totals);                                                                \
        ks_aspects_release(&aspects);                                                              \
    } while (0)

#endif

/* A sum as an accountant writes it: the lines under each other, with their signs, what they come to
 * and what was reported. Related places of a finding. */
#ifndef KS_CHECK_SUM_H
#define KS_CHECK_SUM_H

#include "model_instance.h"

typedef struct ks_sum_line {
    const ks_fact *fact;
    const ks_decimal *weight; /* NULL: the total that was reported */
} ks_sum_line;

/* Starts as zeros. */
typedef struct ks_sum {
    KS_VEC(ks_sum_line) lines;
    KS_VEC(const ks_concept *) missing; /* items that were not reported */
    KS_VEC(ks_related) related;         /* of the finding, once written */
} ks_sum;

/* What stands below the items. */
typedef struct ks_sum_result {
    ks_decimal comes_to;
    ks_decimal difference;
    const char *comes_to_range; /* what the items may have come to before rounding; or NULL */
    const char *total_range;    /* the same for the total; or NULL */
    const char *hint;           /* what would do, for the last line; or NULL */
} ks_sum_result;

void ks_sum_release(ks_sum *sum);
void ks_sum_clear(ks_sum *sum);
KS_MUST_USE ks_status ks_sum_add(ks_sum *sum, const ks_fact *fact, const ks_decimal *weight);
KS_MUST_USE ks_status ks_sum_add_missing(ks_sum *sum, const ks_concept *concept);

/* Makes `related` of the lines, at each fact's place (its cells too) "+ 1,200  Sales (Revenue),
 * decimals -3"; where `result` is not NULL, in front of the total what the items come to, and below
 * it the difference and the items that were not reported. Texts are in `arena`. */
KS_MUST_USE ks_status ks_sum_write(ks_sum *sum, const ks_taxonomy *taxonomy, ks_lang lang,
                                   const ks_sum_result *result, ks_arena *arena);

/* "Sales (Revenue)": the label in that language and the name, or the name alone; in `arena`. */
const char *ks_sum_name(const ks_taxonomy *taxonomy, const ks_concept *concept, ks_lang lang,
                        ks_arena *arena);
/* "1,234" in `arena`. */
const char *ks_sum_number(const ks_decimal *number, ks_arena *arena);
/* What is known of how exact the fact is: "decimals -3", in `arena`. */
const char *ks_sum_accuracy(const ks_fact *fact, ks_arena *arena);

#endif

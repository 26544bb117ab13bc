/* What a filed number may have been before it was rounded or cut off: all numbers between two ends
 * (Calculations 1.1 5.2). Exact. */
#ifndef KS_CHECK_INTERVAL_H
#define KS_CHECK_INTERVAL_H

#include "model_instance.h"

typedef enum ks_cut { KS_CUT_ROUND, KS_CUT_TRUNCATE } ks_cut;

typedef struct ks_interval {
    ks_decimal low;
    ks_decimal high;
    bool is_low_open; /* the end itself does not belong to it */
    bool is_high_open;
} ks_interval;

extern const ks_interval KS_INTERVAL_ZERO;

/* Of a number filed with `decimals`; KS_DECIMALS_INF and KS_DECIMALS_NONE: the number alone. All of
 * these give KS_ERR_MEMORY and KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_interval_of(ks_arena *arena, const ks_decimal *number, int32_t decimals,
                                     ks_cut cut, ks_interval *out);
/* sum + weight * part */
KS_MUST_USE ks_status ks_interval_add(ks_arena *arena, const ks_interval *sum,
                                      const ks_interval *part, const ks_decimal *weight,
                                      ks_interval *out);
/* What lies in both; false where nothing does. */
bool ks_interval_meet(const ks_interval *a, const ks_interval *b, ks_interval *out);
bool ks_interval_overlap(const ks_interval *a, const ks_interval *b);
/* Whether the number has digits behind the place that its decimals name. */
KS_MUST_USE ks_status ks_interval_has_excess(ks_arena *arena, const ks_decimal *number,
                                             int32_t decimals, bool *out);
/* Appends "1,999.5 ≤ x < 2,000.5", or "x = 2,000". */
void ks_interval_write(ks_str *out, const ks_interval *interval);

#endif

/* Sums that would be right if one of their figures were 1,000 or 1,000,000 times as large or as
 * small. For the room's own use. */
#ifndef KS_CHECK_SCALE_SUM_H
#define KS_CHECK_SCALE_SUM_H

#include "check_sum.h"
#include "check_totals.h"

/* The figure that is probably wrong; `fact` is NULL where none is. */
typedef struct ks_scale_guess {
    const ks_fact *fact;
    int32_t power;        /* 10 to this power times the fact would do */
    const ks_fact *total; /* the most exact of its set; maybe `fact` */
} ks_scale_guess;

/* Looks at the sum of which `first` begins the set of the total; its items that are filed become
 * the lines of `sum`. Nothing is found where it is right as it is. KS_ERR_MEMORY, KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_scale_guess_sum(const ks_aspects *aspects, const ks_summation *summation,
                                         uint32_t first, ks_arena *arena, ks_sum *sum,
                                         ks_scale_guess *out);
/* For a finding on such a sum, of which the first of its set is in the list: *out is what would do,
 * as text in `arena`, and is told by it; NULL where nothing would, or where scales are not asked.
 * KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_scale_hint(ks_totals *totals, ks_total *total, ks_lang lang,
                                    ks_arena *arena, const char **out);

/* Money or shares, known as to how exact they are. */
bool ks_scale_is_amount(const ks_fact *fact);
/* Whether there are that many digits in front of the last place that the accuracy tells of: of an
 * exact amount, in front of the point. */
bool ks_scale_has_digits(const ks_fact *fact, int32_t count);
/* "1,000", "1/1,000,000": of the powers 3, 6, -3, -6. */
const char *ks_scale_times(int32_t power);

#endif

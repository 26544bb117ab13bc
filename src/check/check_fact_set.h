/* What a set of facts with equal aspects tells as one: Calculations 1.1 5.1, and the same for
 * duplicates in general. */
#ifndef KS_CHECK_FACT_SET_H
#define KS_CHECK_FACT_SET_H

#include "check_aspects.h"
#include "check_interval.h"

typedef enum ks_set_state {
    KS_SET_NUMBER,        /* `interval` is what all of them allow */
    KS_SET_NIL,           /* all are nil */
    KS_SET_DIFFERS,       /* no number could have been filed as all of them */
    KS_SET_EXCESS_DIGITS, /* one has digits behind its last place */
    KS_SET_UNKNOWN        /* one is no finite number, or nothing is known of how exact it is */
} ks_set_state;

typedef struct ks_fact_set {
    ks_set_state state;
    ks_interval interval;
    const ks_fact *exact; /* the most exact of them; the first of several */
    const ks_fact *fault; /* that has excess digits, or differs */
} ks_fact_set;

/* Reads the set of numbers that begins with the fact `first`. KS_ERR_MEMORY, KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_fact_set_read(const ks_aspects *aspects, uint32_t first, ks_cut cut,
                                       ks_arena *arena, ks_fact_set *out);

#endif

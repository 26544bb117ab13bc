/* Dates and moments as XBRL means them, in the proleptic Gregorian calendar. */
#ifndef KS_BASE_DATE_H
#define KS_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base_str.h"

/* A moment: whole days since 1970-01-01 and nanoseconds within the day, in UTC where there is an
 * offset, in local time where there is none. */
typedef struct ks_moment {
    int64_t day;
    int64_t nanosecond;
    bool has_offset;
} ks_moment;

/* xs:date (YYYY-MM-DD, years of more digits or negative too, an offset too) or xs:dateTime. */
bool ks_moment_parse(ks_sv text, ks_moment *out, bool *out_is_date);
int ks_moment_compare(ks_moment a, ks_moment b);
/* Days since 1970-01-01. Years are astronomical: 0 is the year before 1, which XML Schema 1.0
 * writes as -0001. ks_moment_parse and ks_day_write know. */
int64_t ks_day_from_civil(int64_t year, uint32_t month, uint32_t day);
void ks_day_to_civil(int64_t day, int64_t *year, uint32_t *month, uint32_t *day_of_month);
void ks_day_write(ks_str *out, int64_t day); /* YYYY-MM-DD */
/* Whether it is the midnight that a date without an offset stands for. */
static inline bool ks_moment_is_midnight(ks_moment moment)
{
    return moment.nanosecond == 0 && !moment.has_offset;
}
/* xs:dateTime, with "Z" where the moment is one of UTC. */
void ks_moment_write(ks_str *out, ks_moment moment);

#endif

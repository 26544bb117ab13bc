/* Dates, times and durations, and their order, which is only a partial one (XML Schema part
 * 2, 3.2.6 to 3.2.14). */
#include "model_value.h"

#include <string.h>

#include "base_date.h"

#define DAY_SECONDS   INT64_C(86400)
#define ZONE_LIMIT    INT64_C(50400)      /* 14 hours */
#define YEAR_LIMIT    INT64_C(1000000000) /* what is beyond counts as this */
#define FRACTION_SIZE 18

/* A span or a point of time: seconds, and a fraction in units of 10^-18. */
typedef struct span {
    int64_t months;
    int64_t seconds;
    int64_t fraction;
    bool has_zone;
} span;

typedef struct scanner {
    const char *at;
    const char *end;
} scanner;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_char(scanner *in, char c)
{
    if (in->at < in->end && *in->at == c) {
        in->at++;
        return true;
    }
    return false;
}

static bool take_two(scanner *in, int64_t least, int64_t most, int64_t *out)
{
    if (in->end - in->at < 2 || !is_digit(in->at[0]) || !is_digit(in->at[1])) {
        return false;
    }
    *out = (in->at[0] - '0') * 10 + (in->at[1] - '0');
    in->at += 2;
    return *out >= least && *out <= most;
}

static bool take_number(scanner *in, int64_t *out)
{
    const char *begin = in->at;
    int64_t number = 0;
    for (; in->at < in->end && is_digit(*in->at); in->at++) {
        number = number > YEAR_LIMIT ? number : number * 10 + (*in->at - '0');
    }
    *out = number;
    return in->at > begin;
}

/* Four digits or more, no zero in front of more, and no year 0. */
static bool take_year(scanner *in, int64_t *out)
{
    bool is_negative = take_char(in, '-');
    const char *begin = in->at;
    if (!take_number(in, out) || in->at - begin < 4 || (in->at - begin > 4 && *begin == '0') ||
        *out == 0) {
        return false;
    }
    *out = is_negative ? 1 - *out : *out; /* the year before 1 is -0001 */
    return true;
}

static bool take_fraction(scanner *in, int64_t *out)
{
    int64_t fraction = 0;
    int count = 0;
    if (!take_char(in, '.')) {
        return true;
    }
    const char *begin = in->at;
    for (; in->at < in->end && is_digit(*in->at); in->at++) {
        if (count < FRACTION_SIZE) {
            fraction = fraction * 10 + (*in->at - '0');
            count++;
        }
    }
    bool is_there = in->at > begin;
    for (; count < FRACTION_SIZE; count++) {
        fraction *= 10;
    }
    *out = fraction;
    return is_there;
}

static bool take_clock(scanner *in, span *out)
{
    int64_t hour, minute, second;
    if (!take_two(in, 0, 24, &hour) || !take_char(in, ':') || !take_two(in, 0, 59, &minute) ||
        !take_char(in, ':') || !take_two(in, 0, 59, &second) ||
        !take_fraction(in, &out->fraction)) {
        return false;
    }
    out->seconds += hour * 3600 + minute * 60 + second;
    return hour < 24 || (minute == 0 && second == 0 && out->fraction == 0);
}

static bool take_zone(scanner *in, span *out)
{
    int64_t hour, minute;
    if (in->at == in->end) {
        return true;
    }
    out->has_zone = true;
    if (take_char(in, 'Z')) {
        return in->at == in->end;
    }
    bool is_negative = take_char(in, '-');
    if ((!is_negative && !take_char(in, '+')) || !take_two(in, 0, 14, &hour) ||
        !take_char(in, ':') || !take_two(in, 0, 59, &minute) || (hour == 14 && minute > 0)) {
        return false;
    }
    int64_t offset = hour * 3600 + minute * 60;
    out->seconds += is_negative ? offset : -offset;
    return in->at == in->end;
}

static bool has_year(ks_value_form form)
{
    return form == KS_XS_DATE_TIME || form == KS_XS_DATE || form == KS_XS_YEAR_MONTH ||
           form == KS_XS_YEAR;
}

static bool has_month(ks_value_form form)
{
    return form != KS_XS_YEAR && form != KS_XS_DAY;
}

static bool has_day(ks_value_form form)
{
    return form == KS_XS_DATE_TIME || form == KS_XS_DATE || form == KS_XS_MONTH_DAY ||
           form == KS_XS_DAY;
}

/* Year, month and day as far as the form has them, a hyphen for what it has not. */
static bool take_day(scanner *in, ks_value_form form, span *out)
{
    int64_t year = 1972, month = 1, day = 1; /* a leap year: --02-29 is a day */
    if (has_year(form) ? !take_year(in, &year) : !take_char(in, '-')) {
        return false;
    }
    if (form != KS_XS_YEAR && !take_char(in, '-')) {
        return false;
    }
    if (form == KS_XS_DAY ? !take_char(in, '-') : has_month(form) && !take_two(in, 1, 12, &month)) {
        return false;
    }
    if (has_day(form) &&
        ((form != KS_XS_DAY && !take_char(in, '-')) || !take_two(in, 1, 31, &day))) {
        return false;
    }
    int64_t number = ks_day_from_civil(year, (uint32_t)month, (uint32_t)day);
    int64_t same_year = 0;
    uint32_t same_month = 0, same_day = 0;
    ks_day_to_civil(number, &same_year, &same_month, &same_day);
    out->seconds = number * DAY_SECONDS;
    return same_day == day && same_month == month;
}

static bool take_moment(ks_value_form form, ks_sv text, span *out)
{
    scanner in = {text.ptr, text.ptr + text.len};
    *out = (span){0};
    if (form != KS_XS_TIME && !take_day(&in, form, out)) {
        return false;
    }
    if (form == KS_XS_DATE_TIME && !take_char(&in, 'T')) {
        return false;
    }
    if ((form == KS_XS_DATE_TIME || form == KS_XS_TIME) && !take_clock(&in, out)) {
        return false;
    }
    return take_zone(&in, out);
}

/* One part of a duration, "12M", if it is there; parts come in the order of `units`. */
static bool take_part(scanner *in, const char **units, span *out)
{
    static const char ALL[] = "YMDhms"; /* of the time in small letters */
    static const int64_t SECONDS[] = {0, 0, DAY_SECONDS, 3600, 60, 1};
    int64_t number = 0;
    if (!take_number(in, &number)) {
        return false;
    }
    bool has_point = in->at < in->end && *in->at == '.';
    if (has_point && !take_fraction(in, &out->fraction)) {
        return false;
    }
    char unit = in->at < in->end ? *in->at : '\0';
    bool is_time = **units == 'h' || **units == 'm' || **units == 's';
    unit = is_time && unit >= 'A' && unit <= 'Z' ? (char)(unit - 'A' + 'a') : unit;
    const char *found = unit == '\0' ? NULL : strchr(*units, unit);
    if (found == NULL || (has_point && unit != 's')) {
        return false;
    }
    in->at++;
    *units = found + 1;
    size_t index = (size_t)(strchr(ALL, unit) - ALL);
    out->months += unit == 'Y' ? number * 12 : unit == 'M' ? number : 0;
    out->seconds += number * SECONDS[index];
    return true;
}

static bool take_parts(scanner *in, const char *units, span *out)
{
    while (in->at < in->end && *in->at != 'T') {
        if (*units == '\0' || !take_part(in, &units, out)) {
            return false;
        }
    }
    return true;
}

static bool take_duration(ks_sv text, span *out)
{
    scanner in = {text.ptr, text.ptr + text.len};
    *out = (span){0};
    bool is_negative = take_char(&in, '-');
    if (!take_char(&in, 'P') || in.at == in.end || !take_parts(&in, "YMD", out)) {
        return false;
    }
    if (take_char(&in, 'T') && (in.at == in.end || !take_parts(&in, "hms", out))) {
        return false;
    }
    if (is_negative) {
        *out = (span){-out->months, -out->seconds, -out->fraction, false};
    }
    return in.at == in.end;
}

bool ks_value_is_time(ks_value_form form, ks_sv text)
{
    span ignored;
    return form == KS_XS_DURATION ? take_duration(text, &ignored)
                                  : take_moment(form, text, &ignored);
}

static int compare_points(span a, span b)
{
    if (a.seconds != b.seconds) {
        return a.seconds < b.seconds ? -1 : 1;
    }
    return a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0;
}

static ks_order order_of(int comparison)
{
    return comparison < 0 ? KS_ORDER_LESS : comparison > 0 ? KS_ORDER_GREATER : KS_ORDER_EQUAL;
}

/* 3.2.7.4: a time without zone may be up to 14 hours to either side of UTC. */
static ks_order compare_moments(span a, span b)
{
    if (a.has_zone == b.has_zone) {
        return order_of(compare_points(a, b));
    }
    span early = a.has_zone ? b : a;
    span late = early;
    span fixed = a.has_zone ? a : b;
    early.seconds -= ZONE_LIMIT;
    late.seconds += ZONE_LIMIT;
    if (compare_points(fixed, early) < 0) {
        return a.has_zone ? KS_ORDER_LESS : KS_ORDER_GREATER;
    }
    if (compare_points(fixed, late) > 0) {
        return a.has_zone ? KS_ORDER_GREATER : KS_ORDER_LESS;
    }
    return KS_ORDER_NONE;
}

/* The moment that a duration leads to from the first of a month; its fraction may be negative. */
static span add_to(int64_t year, int64_t month, span duration)
{
    int64_t months = year * 12 + month - 1 + duration.months;
    int64_t to_year = months / 12;
    int64_t to_month = months % 12;
    if (to_month < 0) {
        to_month += 12;
        to_year--;
    }
    int64_t day = ks_day_from_civil(to_year, (uint32_t)to_month + 1, 1);
    span point = {0, day * DAY_SECONDS + duration.seconds, duration.fraction, true};
    if (point.fraction < 0) {
        point.fraction += INT64_C(1000000000000000000);
        point.seconds--;
    }
    return point;
}

/* 3.2.6.2: a duration is shorter than another only if it is so from each of these moments. */
static ks_order compare_durations(span a, span b)
{
    static const int64_t STARTS[][2] = {{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}};
    int first = compare_points(add_to(STARTS[0][0], STARTS[0][1], a),
                               add_to(STARTS[0][0], STARTS[0][1], b));
    for (size_t i = 1; i < sizeof STARTS / sizeof *STARTS; i++) {
        int order = compare_points(add_to(STARTS[i][0], STARTS[i][1], a),
                                   add_to(STARTS[i][0], STARTS[i][1], b));
        if (order != first) {
            return KS_ORDER_NONE;
        }
    }
    return order_of(first);
}

ks_order ks_value_compare_times(ks_value_form form, ks_sv a, ks_sv b)
{
    span first, second;
    if (form == KS_XS_DURATION) {
        return take_duration(a, &first) && take_duration(b, &second)
                   ? compare_durations(first, second)
                   : KS_ORDER_NONE;
    }
    return take_moment(form, a, &first) && take_moment(form, b, &second)
               ? compare_moments(first, second)
               : KS_ORDER_NONE;
}

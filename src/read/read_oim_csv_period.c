/* Periods of xBRL-CSV: moments as in xBRL-JSON, two days, or a day, week, month, quarter,
 * half or year, with "@start" or "@end" behind it for one of its ends. */
#include <string.h>

#include "base_date.h"
#include "read_oim_csv.h"

/* Days from the first on, to the first that is no more of it. */
typedef struct span {
    int64_t first;
    int64_t behind;
} span;

static bool take_digits(ks_sv *rest, size_t count, int64_t *out)
{
    ks_sv digits = {rest->ptr, count};
    if (rest->len < count || digits.ptr[0] == '-' || digits.ptr[0] == '+' ||
        !ks_sv_to_i64(digits, out)) {
        return false;
    }
    *rest = (ks_sv){rest->ptr + count, rest->len - count};
    return true;
}

static bool take_char(ks_sv *rest, char c)
{
    if (rest->len == 0 || rest->ptr[0] != c) {
        return false;
    }
    *rest = (ks_sv){rest->ptr + 1, rest->len - 1};
    return true;
}

static int64_t month_start(int64_t year, int64_t month)
{
    return ks_day_from_civil(year + (month - 1) / 12, (uint32_t)((month - 1) % 12 + 1), 1);
}

static bool set_months(int64_t year, int64_t month, int64_t count, span *out)
{
    *out = (span){month_start(year, month), month_start(year, month + count)};
    return true;
}

static bool take_date(ks_sv text, int64_t *out_day)
{
    ks_moment moment;
    bool is_date = false;
    const bool is_plain = text.len == 10 && text.ptr[0] != '-';
    if (!is_plain || !ks_moment_parse(text, &moment, &is_date) || !is_date) {
        return false;
    }
    *out_day = moment.day;
    return !moment.has_offset;
}

/* ISO 8601: the first week of a year is that of 4 January; weeks begin on Monday. */
static bool set_week(int64_t year, int64_t week, span *out)
{
    const int64_t january = ks_day_from_civil(year, 1, 4);
    const int64_t next = ks_day_from_civil(year + 1, 1, 4);
    /* Day 0, 1970-01-01, is a Thursday. */
    const int64_t monday = january - ((january + 3) % 7 + 7) % 7;
    const int64_t next_monday = next - ((next + 3) % 7 + 7) % 7;
    *out = (span){monday + (week - 1) * 7, monday + week * 7};
    return week >= 1 && out->behind <= next_monday;
}

static bool take_part(ks_sv rest, int64_t year, span *out)
{
    static const struct {
        char letter;
        int64_t count;
        int64_t months;
    } PARTS[] = {{'Q', 4, 3}, {'H', 2, 6}};
    int64_t number = 0;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        ks_sv at = rest;
        if (take_char(&at, PARTS[i].letter)) {
            return at.len == 1 && take_digits(&at, 1, &number) && number >= 1 &&
                   number <= PARTS[i].count &&
                   set_months(year, (number - 1) * PARTS[i].months + 1, PARTS[i].months, out);
        }
    }
    if (take_char(&rest, 'W')) {
        return rest.len >= 1 && rest.len <= 2 && take_digits(&rest, rest.len, &number) &&
               set_week(year, number, out);
    }
    return take_char(&rest, '-') && rest.len == 2 && take_digits(&rest, 2, &number) &&
           number >= 1 && number <= 12 && set_months(year, number, 1, out);
}

/* "2025", "2025-04", "2025Q2", "2025H1", "2025W14", "2025-04-01". */
static bool take_abbreviated(ks_sv text, span *out)
{
    ks_sv rest = text;
    int64_t year = 0;
    int64_t day = 0;
    if (take_date(text, &day)) {
        *out = (span){day, day + 1};
        return true;
    }
    if (!take_digits(&rest, 4, &year)) {
        return false;
    }
    return rest.len == 0 ? set_months(year, 1, 12, out) : take_part(rest, year, out);
}

/* "2024-04-01..2025-03-31", both included. */
static bool take_days(ks_sv text, span *out)
{
    const bool is_pair = text.len == 22 && text.ptr[10] == '.' && text.ptr[11] == '.';
    int64_t last = 0;
    if (!is_pair || !take_date((ks_sv){text.ptr, 10}, &out->first) ||
        !take_date((ks_sv){text.ptr + 12, 10}, &last)) {
        return false;
    }
    out->behind = last + 1;
    return true;
}

static void write_day(int64_t day, ks_str *out)
{
    ks_day_write(out, day);
    ks_str_add(out, "T00:00:00");
}

/* One end of it, or all. */
static void write_span(span s, const char *specifier, ks_str *out)
{
    if (specifier == NULL || strcmp(specifier, "start") == 0) {
        write_day(s.first, out);
    }
    ks_str_add(out, specifier == NULL ? "/" : "");
    if (specifier == NULL || strcmp(specifier, "end") == 0) {
        write_day(s.behind, out);
    }
}

static bool is_moment(ks_sv text)
{
    ks_moment moment;
    bool is_date = false;
    return ks_moment_parse(text, &moment, &is_date) && !is_date;
}

/* As they stand: whoever asks for the period looks at them again. */
static bool take_moments(ks_sv text, const char *specifier, ks_str *out, bool *out_is_instant)
{
    ks_sv end = text;
    const ks_sv start = ks_sv_cut(&end, '/');
    if (!is_moment(start) || (end.ptr != NULL && !is_moment(end))) {
        return false;
    }
    *out_is_instant = specifier != NULL && end.ptr == NULL;
    ks_str_add_sv(out, specifier == NULL ? text : strcmp(specifier, "start") == 0 ? start : end);
    return true;
}

static bool resolve(ks_sv text, const char *specifier, ks_str *out, bool *out_is_instant)
{
    span s;
    ks_sv end = text;
    const ks_sv front = ks_sv_cut(&end, '@');
    if (end.ptr != NULL) {
        const bool is_known = ks_sv_is(end, "start") || ks_sv_is(end, "end");
        if (!is_known || !take_abbreviated(front, &s)) {
            return false;
        }
        *out_is_instant = specifier != NULL;
        write_span(s, ks_sv_is(end, "start") ? "start" : "end", out);
        return true;
    }
    if (take_days(text, &s) || take_abbreviated(text, &s)) {
        write_span(s, specifier, out);
        return true;
    }
    return take_moments(text, specifier, out, out_is_instant);
}

ks_status ks_csv_period(ks_csv_job *job, const char *text, const char *specifier, const char **out,
                        bool *out_is_instant)
{
    ks_str *built = &job->text;
    *out_is_instant = false;
    *out = specifier == NULL ? ks_map_get(&job->periods, ks_sv_from(text)) : NULL;
    ks_str_clear(built);
    if (*out != NULL || !resolve(ks_sv_from(text), specifier, built, out_is_instant)) {
        return KS_OK;
    }
    ks_status status = ks_str_status(built);
    if (status == KS_OK) {
        status = ks_csv_keep(job, ks_str_view(built), out);
    }
    return status == KS_OK && specifier == NULL
               ? ks_map_set_borrowed(&job->periods, ks_sv_from(text), (void *)(uintptr_t)*out)
               : status;
}

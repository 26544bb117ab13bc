#include "base_date.h"

#define NANOSECONDS_PER_SECOND INT64_C(1000000000)
#define NANOSECONDS_PER_DAY    (86400 * NANOSECONDS_PER_SECOND)

enum {
    YEAR_DIGITS_MAX = 15, /* so that days fit in 64 bits */
    DAYS_PER_ERA = 146097,
    DAYS_TO_1970 = 719468, /* from 0000-03-01 */
    OFFSET_MINUTES_MAX = 14 * 60
};

static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Years are counted from March, so that the leap day is the last of its year. */
int64_t ks_day_from_civil(int64_t year, uint32_t month, uint32_t day)
{
    int64_t from_march = month > 2 ? (int64_t)month - 3 : (int64_t)month + 9;
    year -= month <= 2;
    int64_t era = divide_down(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * from_march + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

void ks_day_to_civil(int64_t day, int64_t *year, uint32_t *month, uint32_t *day_of_month)
{
    int64_t shifted = day + DAYS_TO_1970;
    int64_t era = divide_down(shifted, DAYS_PER_ERA);
    int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = (uint32_t)(day_of_year - (153 * from_march + 2) / 5 + 1);
    *month = (uint32_t)(from_march < 10 ? from_march + 3 : from_march - 9);
    *year = era * 400 + year_of_era + (*month <= 2);
}

static void write_padded(ks_str *out, uint64_t number, uint64_t width)
{
    for (uint64_t power = width; power > 1 && number < power; power /= 10) {
        ks_str_add_char(out, '0');
    }
    ks_str_add_u64(out, number);
}

void ks_day_write(ks_str *out, int64_t day)
{
    int64_t year;
    uint32_t month, day_of_month;
    ks_day_to_civil(day, &year, &month, &day_of_month);
    if (year <= 0) {
        /* XML Schema 1.0 has no year 0: -0001 is the year before 0001. */
        ks_str_add_char(out, '-');
        year = 1 - year;
    }
    write_padded(out, (uint64_t)year, 1000);
    ks_str_add_char(out, '-');
    write_padded(out, month, 10);
    ks_str_add_char(out, '-');
    write_padded(out, day_of_month, 10);
}

int ks_moment_compare(ks_moment a, ks_moment b)
{
    if (a.day != b.day) {
        return a.day < b.day ? -1 : 1;
    }
    return (a.nanosecond > b.nanosecond) - (a.nanosecond < b.nanosecond);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_char(ks_sv *text, char c)
{
    if (text->len == 0 || text->ptr[0] != c) {
        return false;
    }
    *text = (ks_sv){text->ptr + 1, text->len - 1};
    return true;
}

static bool take_two_digits(ks_sv *text, uint32_t *out)
{
    if (text->len < 2 || !is_digit(text->ptr[0]) || !is_digit(text->ptr[1])) {
        return false;
    }
    *out = (uint32_t)(text->ptr[0] - '0') * 10 + (uint32_t)(text->ptr[1] - '0');
    *text = (ks_sv){text->ptr + 2, text->len - 2};
    return true;
}

/* As XML Schema 1.0 counts: at least four digits, no superfluous zeros, no year 0. */
static bool take_year(ks_sv *text, int64_t *out)
{
    bool is_negative = take_char(text, '-');
    size_t count = 0;
    int64_t year = 0;
    while (count < text->len && is_digit(text->ptr[count])) {
        if (++count > YEAR_DIGITS_MAX) {
            return false;
        }
        year = year * 10 + (text->ptr[count - 1] - '0');
    }
    if (count < 4 || (count > 4 && text->ptr[0] == '0') || year == 0) {
        return false;
    }
    *text = (ks_sv){text->ptr + count, text->len - count};
    *out = is_negative ? 1 - year : year;
    return true;
}

static uint32_t days_of_month(int64_t year, uint32_t month)
{
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : DAYS[month - 1];
}

static bool take_date(ks_sv *text, int64_t *out_day)
{
    int64_t year;
    uint32_t month, day;
    if (!take_year(text, &year) || !take_char(text, '-') || !take_two_digits(text, &month) ||
        !take_char(text, '-') || !take_two_digits(text, &day)) {
        return false;
    }
    if (month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) {
        return false;
    }
    *out_day = ks_day_from_civil(year, month, day);
    return true;
}

/* Digits behind the ninth are checked and dropped. */
static bool take_fraction(ks_sv *text, int64_t *out)
{
    int64_t unit = NANOSECONDS_PER_SECOND / 10;
    int64_t nanosecond = 0;
    size_t count = 0;
    while (count < text->len && is_digit(text->ptr[count])) {
        nanosecond += (text->ptr[count] - '0') * unit;
        unit /= 10;
        count++;
    }
    *text = (ks_sv){text->ptr + count, text->len - count};
    *out = nanosecond;
    return count > 0;
}

static bool take_time(ks_sv *text, int64_t *out)
{
    uint32_t hour, minute, second;
    int64_t fraction = 0;
    if (!take_two_digits(text, &hour) || !take_char(text, ':') || !take_two_digits(text, &minute) ||
        !take_char(text, ':') || !take_two_digits(text, &second)) {
        return false;
    }
    if (take_char(text, '.') && !take_fraction(text, &fraction)) {
        return false;
    }
    if (hour > 24 || minute > 59 || second > 59) {
        return false;
    }
    int64_t seconds = ((int64_t)hour * 60 + minute) * 60 + second;
    *out = seconds * NANOSECONDS_PER_SECOND + fraction;
    return *out <= NANOSECONDS_PER_DAY;
}

static bool take_offset(ks_sv *text, bool *out_has_offset, int64_t *out_minutes)
{
    *out_minutes = 0;
    *out_has_offset = text->len > 0;
    if (text->len == 0 || take_char(text, 'Z')) {
        return true;
    }
    bool is_negative = take_char(text, '-');
    uint32_t hour, minute;
    if ((!is_negative && !take_char(text, '+')) || !take_two_digits(text, &hour) ||
        !take_char(text, ':') || !take_two_digits(text, &minute)) {
        return false;
    }
    int64_t minutes = (int64_t)hour * 60 + minute;
    *out_minutes = is_negative ? -minutes : minutes;
    return minute <= 59 && minutes <= OFFSET_MINUTES_MAX;
}

bool ks_moment_parse(ks_sv text, ks_moment *out, bool *out_is_date)
{
    ks_moment moment = {0};
    int64_t minutes;
    if (!take_date(&text, &moment.day)) {
        return false;
    }
    bool is_date = !take_char(&text, 'T');
    if (!is_date && !take_time(&text, &moment.nanosecond)) {
        return false;
    }
    if (!take_offset(&text, &moment.has_offset, &minutes) || text.len > 0) {
        return false;
    }
    moment.nanosecond -= minutes * 60 * NANOSECONDS_PER_SECOND;
    int64_t days = divide_down(moment.nanosecond, NANOSECONDS_PER_DAY); /* 24:00:00 is a day on */
    moment.day += days;
    moment.nanosecond -= days * NANOSECONDS_PER_DAY;
    *out = moment;
    *out_is_date = is_date;
    return true;
}

void ks_moment_write(ks_str *out, ks_moment moment)
{
    int64_t second = moment.nanosecond / NANOSECONDS_PER_SECOND;
    int64_t fraction = moment.nanosecond % NANOSECONDS_PER_SECOND;
    ks_day_write(out, moment.day);
    ks_str_addf(out, "T%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
                (int)(second % 60));
    if (fraction != 0) {
        int places = 9;
        for (; fraction % 10 == 0; fraction /= 10) {
            places--;
        }
        ks_str_addf(out, ".%0*d", places, (int)fraction);
    }
    ks_str_add(out, moment.has_offset ? "Z" : "");
}

/* Dates as people write them. A function's program says what stands where, a letter a part; white
 * space at the ends is gone before.
 *
 *     D M    day, month: one or two digits        Y y Z  year: 4, 2 or 1 digits; 4 or 2; 4
 *     N      the name of a month                  I      the same, or a month in Indian digits
 *     R      the month in Roman numerals          Q      a quarter: 1 to 4, "first", ... "last"
 *     C      a month of the Indian calendar       E e    a Japanese era; a year in it
 *     s S    anything but digits; or nothing      T      at most two letters
 *     q r    as s; q ends, r begins with          t      what may follow the name at the end
 *            neither digit nor letter             k      the rest of a name, or a point
 *     p v    as s; p ends, v begins with          x      anything that begins with no digit
 *            no Roman numeral                     o      a point, or nothing
 *     j      white space, or nothing              n g d  the characters for year, month, day
 *     w      white space                          others stand for themselves
 */
#include <stdint.h>
#include <string.h>

#include "base_date.h"
#include "base_text.h"
#include "model_transform_parts.h"

/* No date is longer, and the search for a month's name in it takes the square of its length. */
#define LONGEST 2048

typedef struct matcher {
    const ks_transform *transform;
    const char *end;
    int64_t year;
    uint32_t month, day;
} matcher;

static bool match(matcher *m, const char *program, const char *at);

/* The value of the digit at *at, moving behind it; -1, staying, where there is none. *script tells
 * digits of one script from those of another. */
static int take_digit(const matcher *m, const char **at, uint32_t *script)
{
    const char *next = *at;
    uint32_t c = next < m->end ? ks_utf8_next(&next, m->end) : UINT32_MAX;
    uint32_t zero = '0';
    if ((m->transform->digits & TRANSFORM_DEVANAGARI) != 0 && c >= 0x966) {
        zero = 0x966;
    }
    if ((m->transform->digits & TRANSFORM_FULL_WIDTH) != 0 && c >= 0xFF10) {
        zero = 0xFF10;
    }
    if (c < zero || c > zero + 9) {
        return -1;
    }
    *at = next;
    *script = zero;
    return (int)(c - zero);
}

/* Reads just `count` digits; false where there are fewer. */
static bool take_number(const matcher *m, const char **at, int count, uint32_t *out)
{
    uint32_t number = 0, script = 0, first_script = 0;
    for (int i = 0; i < count; i++) {
        int digit = take_digit(m, at, &script);
        bool is_mixed = i > 0 && script != first_script && m->transform->kind == TRANSFORM_INDIAN;
        if (digit < 0 || is_mixed) {
            return false;
        }
        first_script = script;
        number = number * 10 + (uint32_t)digit;
    }
    *out = number;
    return true;
}

static bool match_day_or_month(matcher *m, const char *program, const char *at)
{
    for (int count = 2; count > 0; count--) {
        const char *next = at;
        uint32_t number;
        if (take_number(m, &next, count, &number)) {
            *(program[0] == 'D' ? &m->day : &m->month) = number;
            if (match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return false;
}

static bool match_year(matcher *m, const char *program, const char *at)
{
    static const int counts[] = {4, 2, 1};
    const int tries = program[0] == 'Z' ? 1 : program[0] == 'y' ? 2 : 3;
    const bool is_indian = m->transform->kind == TRANSFORM_INDIAN;
    for (int i = 0; i < tries; i++) {
        const char *next = at;
        uint32_t number;
        if (take_number(m, &next, counts[i], &number)) {
            m->year = counts[i] == 4 || is_indian ? (int64_t)number : 2000 + (int64_t)number;
            if (is_indian && counts[i] != 4) {
                /* The years whose days fall into 2000 to 2099: 1921-10-11 to 2021-10-10. */
                bool is_late = number > 21 || (number == 21 &&
                                               (m->month > 10 || (m->month == 10 && m->day >= 11)));
                m->year += is_late ? 1900 : 2000;
            }
            if (match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_roman(char c)
{
    return c != 0 && strchr("XVIxvi", c) != NULL;
}

/* Whether the character from `at` on may end (or begin) a separator of this kind. */
static bool is_edge(char part, char c)
{
    return part == 'q' || part == 'r'   ? !is_ascii_letter(c)
           : part == 'p' || part == 'v' ? !is_roman(c)
                                        : true;
}

static const char *previous(const char *at)
{
    do {
        at--;
    } while (((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

/* A run without digits, the longest that lets the rest match. */
static bool match_separator(matcher *m, const char *program, const char *at)
{
    const char part = program[0];
    const char *next = at;
    uint32_t script;
    while (next < m->end) {
        const char *ahead = next;
        if (take_digit(m, &ahead, &script) >= 0) {
            break;
        }
        ks_utf8_next(&next, m->end);
    }
    bool is_first = next > at && (part == 'r' || part == 'v');
    if ((is_first && !is_edge(part, *at)) || (next == at && part != 'S')) {
        return false;
    }
    const bool is_name_next = strchr("NIRCQ", program[1]) != NULL && program[1] != 0;
    for (; next > at || part == 'S'; next = previous(next)) {
        const char *last = next > at ? previous(next) : NULL;
        bool is_good = last == NULL || part == 'r' || part == 'v' || is_edge(part, *last);
        if (is_good && match(m, program + 1, next)) {
            return true;
        }
        if (next == at || (!is_name_next && part != 'S')) {
            return false; /* a digit or the end comes next, and only behind the whole run */
        }
    }
    return false;
}

/* Lower case of the letters that names of months have. */
static uint32_t lower(uint32_t c)
{
    static const uint16_t greek[][2] = {{0x386, 0x3AC}, {0x388, 0x3AD}, {0x389, 0x3AE},
                                        {0x38A, 0x3AF}, {0x38C, 0x3CC}, {0x38E, 0x3CD},
                                        {0x38F, 0x3CE}};
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x391 && c <= 0x3AB) || (c >= 0x410 && c <= 0x42F)) {
        return c + 32;
    }
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) {
        return c | 1;
    }
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) {
        return c + (c & 1);
    }
    for (size_t i = 0; i < sizeof greek / sizeof *greek; i++) {
        if (c == greek[i][0]) {
            return greek[i][1];
        }
    }
    return c;
}

static bool is_written_so(transform_letters form, int letters, int capitals, bool is_first_capital)
{
    const bool is_title = is_first_capital && capitals == 1;
    switch (form) {
    case TRANSFORM_TITLE:
        return is_title;
    case TRANSFORM_CAPITALS:
        return is_title || capitals == letters;
    case TRANSFORM_THREE_FORMS:
        return is_title || capitals == letters || capitals == 0;
    case TRANSFORM_ANY_LETTERS:
        break;
    }
    return true;
}

/* Where `name` (in lower case) ends in the text at `at`, or NULL where it is not there. */
static const char *find_name_end(const matcher *m, ks_sv name, const char *at)
{
    const char *wanted = name.ptr;
    const char *wanted_end = name.ptr + name.len;
    int letters = 0, capitals = 0;
    bool is_first_capital = false;
    while (wanted < wanted_end) {
        if (at >= m->end) {
            return NULL;
        }
        uint32_t expected = ks_utf8_next(&wanted, wanted_end);
        uint32_t c = ks_utf8_next(&at, m->end);
        if (lower(c) != expected) {
            return NULL;
        }
        is_first_capital |= letters == 0 && c != expected;
        capitals += c != expected;
        letters++;
    }
    return is_written_so(m->transform->months->letters, letters, capitals, is_first_capital) ? at
                                                                                             : NULL;
}

static bool match_name(matcher *m, const char *program, const char *at)
{
    for (uint32_t month = 0; month < 12; month++) {
        ks_sv rest = ks_sv_from(m->transform->months->names[month]);
        while (rest.len > 0) {
            const char *next = find_name_end(m, ks_sv_cut(&rest, '|'), at);
            m->month = month + 1;
            if (next != NULL && match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return false;
}

/* A month of one or two Indian digits. */
static bool match_indian_month(matcher *m, const char *program, const char *at)
{
    for (int count = 2; count > 0; count--) {
        const char *next = at;
        uint32_t number;
        bool is_ascii = at < m->end && *at >= '0' && *at <= '9';
        if (!is_ascii && take_number(m, &next, count, &number)) {
            m->month = number;
            if (match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return match_name(m, program, at);
}

static bool match_roman(matcher *m, const char *program, const char *at)
{
    static const char *const numerals[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                           "vii", "viii", "ix",  "x",  "xi", "xii"};
    size_t length = 0;
    while (at + length < m->end && is_roman(at[length])) {
        length++;
    }
    for (uint32_t i = 0; i < 12; i++) {
        size_t same = 0;
        const bool is_capital = length > 0 && at[0] < 'a';
        while (same < length && numerals[i][same] != 0 &&
               at[same] == (is_capital ? numerals[i][same] - 32 : numerals[i][same])) {
            same++;
        }
        if (length > 0 && same == length && numerals[i][same] == 0) {
            m->month = i + 1;
            return match(m, program + 1, at + length);
        }
    }
    return false;
}

static bool match_quarter(matcher *m, const char *program, const char *at)
{
    static const struct {
        const char *word;
        uint32_t quarter;
    } words[] = {{"1", 1},      {"first", 1},  {"First", 1}, {"2", 2},     {"second", 2},
                 {"Second", 2}, {"3", 3},      {"third", 3}, {"Third", 3}, {"4", 4},
                 {"fourth", 4}, {"Fourth", 4}, {"last", 4},  {"Last", 4}};
    ks_sv rest = {at, (size_t)(m->end - at)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        m->month = words[i].quarter * 3;
        if (ks_sv_starts(rest, ks_sv_from(words[i].word)) &&
            match(m, program + 1, at + strlen(words[i].word))) {
            return true;
        }
    }
    return false;
}

/* The months of the Indian calendar by what their spellings have in common; `+` stands for one or
 * more characters that are no white space, `*` for any number of them. */
static const char *const INDIAN_MONTHS[] = {
    "C*ait|चैत्र",
    "Vai|वैशाख|बैसाख",
    "Jy|ज्येष्ठ",
    "dha|ḍha|आषाढ|आषाढ़",
    "vana|Śrāvaṇa|श्रावण|सावन",
    "Bh+dra|Proṣṭhapada|भाद्रपद|भादो",
    "in|आश्विन",
    "K+rti|कार्तिक",
    "M+rga|Agra|मार्गशीर्ष|अगहन",
    "Pau|पौष",
    "M+gh|माघ",
    "Ph+lg|फाल्गुन",
};

/* Where the first match of `pattern` at `at` ends, or NULL. */
static const char *find_pattern_end(const matcher *m, ks_sv pattern, const char *at)
{
    size_t head = 0;
    while (head < pattern.len && pattern.ptr[head] != '+' && pattern.ptr[head] != '*') {
        head++;
    }
    ks_sv rest = {at, (size_t)(m->end - at)};
    if (!ks_sv_starts(rest, (ks_sv){pattern.ptr, head})) {
        return NULL;
    }
    at += head;
    if (head == pattern.len) {
        return at;
    }
    const ks_sv tail = {pattern.ptr + head + 1, pattern.len - head - 1};
    if (pattern.ptr[head] == '+' && at < m->end) {
        ks_utf8_next(&at, m->end);
    }
    for (; at < m->end && !strchr(" \t\n\r", *at); at++) {
        rest = (ks_sv){at, (size_t)(m->end - at)};
        if (ks_sv_starts(rest, tail)) {
            return at + tail.len;
        }
    }
    return NULL;
}

static bool match_indian_name(matcher *m, const char *program, const char *at)
{
    for (uint32_t month = 0; month < 12; month++) {
        ks_sv rest = ks_sv_from(INDIAN_MONTHS[month]);
        while (rest.len > 0) {
            const char *next = find_pattern_end(m, ks_sv_cut(&rest, '|'), at);
            m->month = month + 1;
            if (next != NULL && match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return false;
}

static bool match_era(matcher *m, const char *program, const char *at)
{
    static const struct {
        const char *name;
        int64_t before; /* the year before the era's first */
    } eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"明治", 1867},
                {"令", 2018},   {"平", 1988},   {"昭", 1925},   {"大", 1911},   {"明", 1867}};
    ks_sv rest = {at, (size_t)(m->end - at)};
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        m->year = eras[i].before;
        if (ks_sv_starts(rest, ks_sv_from(eras[i].name)) &&
            match(m, program + 1, at + strlen(eras[i].name))) {
            return true;
        }
    }
    return false;
}

static bool match_era_year(matcher *m, const char *program, const char *at)
{
    const int64_t before = m->year;
    ks_sv rest = {at, (size_t)(m->end - at)};
    if (ks_sv_starts(rest, KS_SV("元"))) {
        m->year = before + 1;
        return match(m, program + 1, at + strlen("元"));
    }
    for (int count = 2; count > 0; count--) {
        const char *next = at;
        uint32_t number;
        if (take_number(m, &next, count, &number)) {
            m->year = before + number;
            if (match(m, program + 1, next)) {
                return true;
            }
        }
    }
    return false;
}

static const char *skip_spaces(const matcher *m, const char *at)
{
    while (at < m->end) {
        const char *next = at;
        if (!ks_char_is_space(ks_utf8_next(&next, m->end))) {
            break;
        }
        at = next;
    }
    return at;
}

/* What may stand behind a name: letters, or points, not both. */
static bool match_rest_of_name(matcher *m, const char *program, const char *at)
{
    const char *letters = at;
    while (letters < m->end && is_ascii_letter(*letters)) {
        letters++;
    }
    const char *points = letters;
    while (points < m->end && *points == '.') {
        points++;
    }
    return (letters == at || points == letters) && match(m, program + 1, points);
}

/* At most `most` characters without digits up to the end. */
static bool match_tail(const matcher *m, const char *at, size_t most)
{
    uint32_t script;
    size_t count = 0;
    while (at < m->end && take_digit(m, &at, &script) < 0) {
        ks_utf8_next(&at, m->end);
        count++;
    }
    return at == m->end && count <= most;
}

static bool match_literal(matcher *m, const char *program, const char *at)
{
    static const struct {
        char part;
        const char *text;
    } literals[] = {{'n', "年"}, {'g', "月"}, {'d', "日"}};
    const char own[2] = {program[0], 0};
    const char *text = own;
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        text = literals[i].part == program[0] ? literals[i].text : text;
    }
    ks_sv rest = {at, (size_t)(m->end - at)};
    return ks_sv_starts(rest, ks_sv_from(text)) && match(m, program + 1, at + strlen(text));
}

static bool match_spaces(matcher *m, const char *program, const char *at)
{
    const char *next = skip_spaces(m, at);
    return (next > at || program[0] == 'j') && match(m, program + 1, next);
}

static bool match_point(matcher *m, const char *program, const char *at)
{
    return match(m, program + 1, at < m->end && *at == '.' ? at + 1 : at);
}

static bool match_ordinal(matcher *m, const char *program, const char *at)
{
    const char *next = at;
    while (next < m->end && next < at + 2 && is_ascii_letter(*next)) {
        next++;
    }
    return match(m, program + 1, next);
}

static bool match(matcher *m, const char *program, const char *at)
{
    static const struct {
        const char *parts;
        bool (*match)(matcher *m, const char *program, const char *at);
    } kinds[] = {
        {"DM", match_day_or_month}, {"YyZ", match_year},       {"sSqrpv", match_separator},
        {"N", match_name},          {"I", match_indian_month}, {"R", match_roman},
        {"Q", match_quarter},       {"C", match_indian_name},  {"E", match_era},
        {"e", match_era_year},      {"k", match_rest_of_name}, {"jw", match_spaces},
        {"o", match_point},         {"T", match_ordinal},
    };
    if (program[0] == 0) {
        return at == m->end;
    }
    if (program[0] == 't') {
        return match_tail(m, at, m->transform->months->tail);
    }
    if (program[0] == 'x') {
        return at == m->end || *at < '0' || *at > '9';
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strchr(kinds[i].parts, program[0]) != NULL) {
            return kinds[i].match(m, program, at);
        }
    }
    return match_literal(m, program, at);
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static uint32_t count_days(int64_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* The Indian national calendar: its year begins on 22 March, in leap years on the 21st; the first
 * month has 30 days, or 31, the next five 31, the others 30. */
static bool convert_indian(const matcher *m, int64_t *out_day)
{
    const bool starts_in_leap_year = is_leap(m->year + 78);
    const uint32_t first = starts_in_leap_year ? 31 : 30;
    const uint32_t length = m->month == 1 ? first : m->month <= 6 ? 31 : 30;
    if (m->month < 1 || m->month > 12 || m->day < 1 || m->day > length) {
        return false;
    }
    uint32_t before = m->month == 1 ? 0 : first;
    for (uint32_t month = 2; month < m->month; month++) {
        before += month <= 6 ? 31 : 30;
    }
    *out_day =
        ks_day_from_civil(m->year + 78, 3, starts_in_leap_year ? 21 : 22) + before + m->day - 1;
    return true;
}

static ks_status write_date(const matcher *m, ks_str *out)
{
    int64_t day;
    const uint32_t days = count_days(m->year, m->month);
    switch ((transform_date)m->transform->kind) {
    case TRANSFORM_MONTH_DAY:
        if (m->day < 1 || m->day > count_days(2000, m->month)) {
            return KS_REFUSED;
        }
        ks_str_addf(out, "--%02u-%02u", (unsigned)m->month, (unsigned)m->day);
        return KS_OK;
    case TRANSFORM_YEAR_MONTH:
        if (days == 0 || m->year < 1) {
            return KS_REFUSED;
        }
        ks_str_addf(out, "%04u-%02u", (unsigned)m->year, (unsigned)m->month);
        return KS_OK;
    case TRANSFORM_QUARTER:
        ks_str_addf(out, "%04u-%02u-%02u", (unsigned)m->year, (unsigned)m->month, (unsigned)days);
        return KS_OK;
    case TRANSFORM_INDIAN:
        if (!convert_indian(m, &day)) {
            return KS_REFUSED;
        }
        ks_day_write(out, day);
        return KS_OK;
    case TRANSFORM_DATE:
        break;
    }
    if (m->day < 1 || m->day > days || m->year < 1) {
        return KS_REFUSED;
    }
    ks_str_addf(out, "%04u-%02u-%02u", (unsigned)m->year, (unsigned)m->month, (unsigned)m->day);
    return KS_OK;
}

ks_status ks_transform_date(const ks_transform *transform, ks_sv in, ks_str *out)
{
    if (in.len > LONGEST) {
        return KS_REFUSED;
    }
    /* Two forms, as of the quarter, are told apart by a line break. */
    for (const char *program = transform->program; program != NULL;) {
        char one[32];
        const char *end = strchr(program, '\n');
        size_t length = end != NULL ? (size_t)(end - program) : strlen(program);
        memcpy(one, program, length);
        one[length] = 0;
        matcher m = {.transform = transform, .end = in.ptr + in.len};
        if (match(&m, one, in.ptr)) {
            return write_date(&m, out);
        }
        program = end != NULL ? end + 1 : NULL;
    }
    return KS_REFUSED;
}

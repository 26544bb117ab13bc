#include "write_view_words.h"

#include <string.h>
#include <strings.h>

static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const NUMBERS[] = {"",    "One",   "Two",   "Three", "Four", "Five",
                                      "Six", "Seven", "Eight", "Nine",  "Ten",  "Eleven"};

static const struct currency_words {
    const char *code;
    const char *english;
    const char *japanese;
} CURRENCIES[] = {
    {"AUD", "Australian dollars", "豪ドル"},
    {"CAD", "Canadian dollars", "カナダドル"},
    {"CHF", "Swiss francs", "スイスフラン"},
    {"CNY", "Chinese yuan", "人民元"},
    {"EUR", "euros", "ユーロ"},
    {"GBP", "pounds sterling", "英ポンド"},
    {"HKD", "Hong Kong dollars", "香港ドル"},
    {"INR", "Indian rupees", "インドルピー"},
    {"JPY", "Japanese yen", "円"},
    {"KRW", "Korean won", "ウォン"},
    {"SGD", "Singapore dollars", "シンガポールドル"},
    {"TWD", "New Taiwan dollars", "台湾ドル"},
    {"USD", "U.S. dollars", "米ドル"},
};

static const struct scale_words {
    int32_t scale;
    const char *english;
    const char *japanese;
} SCALES[] = {
    {0, "", ""},
    {3, "thousands of ", "千"},
    {6, "millions of ", "百万"},
    {9, "billions of ", "十億"},
    {12, "trillions of ", "兆"},
};

bool ks_words_are_japanese(const char *lang)
{
    return strncasecmp(lang, "ja", 2) == 0 && (lang[2] == '\0' || lang[2] == '-');
}

/* "Jun 30, 2002", "2002年6月30日" */
static void add_day(ks_str *out, const char *lang, int64_t day)
{
    int64_t year;
    uint32_t month;
    uint32_t day_of_month;
    ks_day_to_civil(day, &year, &month, &day_of_month);
    if (ks_words_are_japanese(lang)) {
        ks_str_addf(out, "%lld年%u月%u日", (long long)year, month, day_of_month);
    } else {
        ks_str_addf(out, "%s %u, %lld", MONTHS[month - 1], day_of_month, (long long)year);
    }
}

/* How many whole months lie between the first and the last day; 0 where they are not whole. */
static int64_t count_months(int64_t start, int64_t end)
{
    int64_t years[2];
    uint32_t months[2];
    uint32_t days[2];
    ks_day_to_civil(start, &years[0], &months[0], &days[0]);
    ks_day_to_civil(end + 1, &years[1], &months[1], &days[1]);
    if (days[0] != days[1] || end < start) {
        return 0;
    }
    return (years[1] - years[0]) * 12 + (int64_t)months[1] - (int64_t)months[0];
}

static void add_months(ks_str *out, const char *lang, int64_t months, int64_t end)
{
    if (ks_words_are_japanese(lang)) {
        add_day(out, lang, end);
        ks_str_addf(out, months % 12 == 0 ? "に終了した%lld年間" : "に終了した%lldヶ月間",
                    (long long)(months % 12 == 0 ? months / 12 : months));
        return;
    }
    if (months == 12) {
        ks_str_add(out, "Year ended ");
    } else if (months < 12) {
        ks_str_addf(out, "%s %s ended ", NUMBERS[months], months == 1 ? "month" : "months");
    } else {
        ks_str_addf(out, "%lld months ended ", (long long)months);
    }
    add_day(out, lang, end);
}

void ks_words_heading(ks_str *out, const char *lang, ks_period_type type, int64_t start,
                      int64_t end)
{
    int64_t months = type == KS_PERIOD_DURATION ? count_months(start, end) : 0;
    if (months > 0) {
        add_months(out, lang, months, end);
    } else {
        ks_words_range(out, lang, type, start, end);
    }
}

void ks_words_range(ks_str *out, const char *lang, ks_period_type type, int64_t start, int64_t end)
{
    bool is_japanese = ks_words_are_japanese(lang);
    if (type == KS_PERIOD_NONE) {
        ks_str_add(out, is_japanese ? "全期間" : "All periods");
        return;
    }
    if (type == KS_PERIOD_DURATION) {
        add_day(out, lang, start);
        ks_str_add(out, is_japanese ? "～" : " – ");
    }
    add_day(out, lang, end);
}

static const struct currency_words *find_currency(const char *code)
{
    for (size_t i = 0; i < sizeof CURRENCIES / sizeof *CURRENCIES; i++) {
        if (strcmp(CURRENCIES[i].code, code) == 0) {
            return &CURRENCIES[i];
        }
    }
    return NULL;
}

const char *ks_words_currency(const char *lang, const char *code)
{
    const struct currency_words *words = find_currency(code);
    return words != NULL && ks_words_are_japanese(lang) ? words->japanese : code;
}

static const struct scale_words *find_scale(int32_t scale)
{
    size_t i = sizeof SCALES / sizeof *SCALES - 1;
    while (i > 0 && SCALES[i].scale > scale) {
        i--;
    }
    return &SCALES[i];
}

/* What stands in front of the i-th of `count` things. */
static const char *get_join(const char *lang, size_t i, size_t count)
{
    if (i == 0) {
        return "";
    }
    if (ks_words_are_japanese(lang)) {
        return "、";
    }
    return i + 1 == count ? (count > 2 ? ", and " : " and ") : ", ";
}

static void add_currencies(ks_str *out, const char *lang, const ks_unit_line *line)
{
    const struct scale_words *scale = find_scale(line->scale);
    bool is_japanese = ks_words_are_japanese(lang);
    ks_str_add(out, is_japanese ? "単位：" : "In ");
    ks_str_add(out, is_japanese ? "" : scale->english);
    for (size_t i = 0; i < line->currency_count; i++) {
        const struct currency_words *words = find_currency(line->currencies[i]);
        ks_str_add(out, get_join(lang, i, line->currency_count));
        if (is_japanese) {
            ks_str_add(out, scale->japanese);
            ks_str_add(out, words == NULL ? line->currencies[i] : words->japanese);
        } else if (words == NULL) {
            ks_str_add(out, line->currencies[i]);
        } else {
            ks_str_addf(out, "%s (%s)", words->english, words->code);
        }
    }
    if (line->other_count > 0) {
        ks_str_add(out, is_japanese ? "（別途記載のあるものを除く）" : ", unless stated otherwise");
    }
}

void ks_words_unit_line(ks_str *out, const char *lang, const ks_unit_line *line)
{
    if (line->currency_count > 0) {
        add_currencies(out, lang, line);
        return;
    }
    for (size_t i = 0; i < line->other_count; i++) {
        if (i == 0) {
            ks_str_add(out, ks_words_are_japanese(lang) ? "単位：" : "Unit: ");
        }
        ks_str_add(out, get_join(lang, i, line->other_count));
        ks_str_add(out, line->others[i]);
    }
}

const char *ks_words_aspect(const char *lang, bool is_entity)
{
    if (ks_words_are_japanese(lang)) {
        return is_entity ? "報告主体" : "セグメント";
    }
    return is_entity ? "Entity" : "Segment";
}

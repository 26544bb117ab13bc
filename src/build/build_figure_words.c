#include "build_figure_words.h"

#include <string.h>

#include "base_text.h"

typedef struct word {
    const char *text;
    int32_t power; /* of a word for a power of ten */
    const char *currency;
} word;

/* A longer word stands in front of one that it ends with. A dollar may be anybody's. */
static const word ENDS[] = {
    {"million", 6, NULL}, {"billion", 9, NULL}, {"trillion", 12, NULL}, {"thousand", 3, NULL},
    {"mil.", 6, NULL},    {"bn", 9, NULL},      {"mn", 6, NULL},        {"十億", 9, NULL},
    {"百万", 6, NULL},    {"百億", 10, NULL},   {"千万", 7, NULL},      {"千億", 11, NULL},
    {"万", 4, NULL},      {"億", 8, NULL},      {"兆", 12, NULL},       {"千", 3, NULL},
    {"yen", 0, "JPY"},    {"円", 0, "JPY"},     {"米ドル", 0, "USD"},   {"ドル", 0, NULL},
    {"dollars", 0, NULL}, {"ユーロ", 0, "EUR"}, {"euros", 0, "EUR"},
};

static const word STARTS[] = {
    {"US$", 0, "USD"}, {"$", 0, NULL},  {"¥", 0, "JPY"},  {"￥", 0, "JPY"},
    {"€", 0, "EUR"},   {"£", 0, "GBP"}, {"\\", 0, "JPY"}, /* the yen sign of Shift_JIS */
};

static const char *const CODES[] = {"JPY", "USD", "EUR", "GBP", "CNY", "KRW", "HKD",
                                    "TWD", "CHF", "AUD", "CAD", "SGD", "INR"};

static void cut_start(ks_sv *rest, size_t length)
{
    *rest = ks_sv_trim((ks_sv){rest->ptr + length, rest->len - length});
}

static void cut_end(ks_sv *rest, size_t length)
{
    *rest = ks_sv_trim((ks_sv){rest->ptr, rest->len - length});
}

static bool cut_code(ks_sv *rest, ks_figure *figure)
{
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        ks_sv code = ks_sv_from(CODES[i]);
        bool is_start = ks_sv_starts(*rest, code);
        if (is_start || ks_sv_ends(*rest, code)) {
            (is_start ? cut_start : cut_end)(rest, code.len);
            figure->currency = CODES[i];
            return true;
        }
    }
    return false;
}

static bool cut_sign(ks_sv *rest, ks_figure *figure)
{
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
        ks_sv text = ks_sv_from(STARTS[i].text);
        if (ks_sv_starts(*rest, text)) {
            cut_start(rest, text.len);
            figure->currency = STARTS[i].currency;
            return true;
        }
    }
    return false;
}

/* A figure is in front of each of these words. */
static bool cut_word(ks_sv *rest, ks_figure *figure)
{
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        ks_sv text = ks_sv_from(ENDS[i].text);
        bool is_power = ENDS[i].power != 0;
        if (rest->len > text.len && ks_sv_ends(*rest, text) && !(is_power && figure->power != 0)) {
            cut_end(rest, text.len);
            figure->power = is_power ? ENDS[i].power : figure->power;
            figure->currency = is_power ? figure->currency : ENDS[i].currency;
            return true;
        }
    }
    return false;
}

void ks_figure_cut_words(ks_sv *rest, ks_figure *figure)
{
    while (rest->len > 0 &&
           (cut_code(rest, figure) || cut_sign(rest, figure) || cut_word(rest, figure))) {
    }
}

static bool has_digit(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* Dashes and waves between figures; the rest of the signs is the minus of one. */
static bool is_parting(uint32_t c)
{
    return c == '-' || c == '~' || c == 0x301C || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
           c == 0x30FC || c == 0x223C;
}

static bool part(ks_sv text, size_t end, size_t start, ks_sv *out_lower, ks_sv *out_upper)
{
    ks_sv lower = ks_sv_trim((ks_sv){text.ptr, end});
    ks_sv upper = ks_sv_trim((ks_sv){text.ptr + start, text.len - start});
    if (!has_digit(lower) || !has_digit(upper)) {
        return false;
    }
    *out_lower = lower;
    *out_upper = upper;
    return true;
}

/* The first place of `wanted` in the text; SIZE_MAX where there is none. */
static size_t find(ks_sv text, const char *wanted)
{
    size_t length = strlen(wanted);
    for (size_t i = 0; i + length <= text.len; i++) {
        if (memcmp(text.ptr + i, wanted, length) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool split_at_word(ks_sv text, ks_sv *out_lower, ks_sv *out_upper)
{
    static const struct {
        const char *before;
        const char *between;
    } forms[] = {
        {"between ", " and "}, {"from ", " to "}, {"", " to "}, {"", "から"}, {"", "ないし"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        ks_sv before = ks_sv_from(forms[i].before);
        if (!ks_sv_starts(text, before)) {
            continue;
        }
        ks_sv body = {text.ptr + before.len, text.len - before.len};
        size_t at = find(body, forms[i].between);
        if (at != SIZE_MAX && part(body, at, at + strlen(forms[i].between), out_lower, out_upper)) {
            return true;
        }
    }
    return false;
}

/* At the first dash or wave that has a figure in front of it. */
static bool split_at_sign(ks_sv text, ks_sv *out_lower, ks_sv *out_upper)
{
    const char *cursor = text.ptr;
    const char *end = text.ptr + text.len;
    while (cursor < end) {
        size_t before = (size_t)(cursor - text.ptr);
        uint32_t c = ks_utf8_next(&cursor, end);
        if (is_parting(c) && has_digit((ks_sv){text.ptr, before})) {
            return part(text, before, (size_t)(cursor - text.ptr), out_lower, out_upper);
        }
    }
    return false;
}

bool ks_figure_split(ks_sv text, ks_sv *out_lower, ks_sv *out_upper)
{
    return split_at_word(text, out_lower, out_upper) || split_at_sign(text, out_lower, out_upper);
}

/* Numbers and durations in English words. */
#include <string.h>

#include "base_text.h"
#include "model_transform_parts.h"

/* A word, or a sign, and whether white space, a dash or nothing stands in front of it. */
typedef struct words {
    ks_sv rest;
    bool is_hyphened; /* dashes may stand for spaces everywhere, not only in "twenty-five" */
} words;

static bool is_dash(uint32_t c)
{
    return c == '-' || c == 0x58A || c == 0x5BE || (c >= 0x2010 && c <= 0x2015) || c == 0xFE58 ||
           c == 0xFE63 || c == 0xFF0D;
}

/* Moves behind the white space, or one dash where that is allowed; false where neither is there. */
static bool skip_gap(ks_sv *text, bool takes_dash)
{
    const char *at = text->ptr;
    const char *end = text->ptr + text->len;
    const char *start = at;
    while (at < end) {
        const char *next = at;
        uint32_t c = ks_utf8_next(&next, end);
        bool is_good = ks_char_is_space(c) || (takes_dash && at == start && is_dash(c));
        if (!is_good) {
            break;
        }
        at = next;
        if (is_dash(c)) {
            break;
        }
    }
    *text = (ks_sv){at, (size_t)(end - at)};
    return at > start;
}

/* Moves behind `word`, whose first letter may be a capital; false where it is not there, or goes on
 * with other letters. */
static bool take_word(ks_sv *text, const char *word)
{
    size_t length = strlen(word);
    if (text->len < length || (text->ptr[0] | 32) != word[0] ||
        memcmp(text->ptr + 1, word + 1, length - 1) != 0) {
        return false;
    }
    char next = text->len > length ? text->ptr[length] : ' ';
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) {
        return false;
    }
    *text = (ks_sv){text->ptr + length, text->len - length};
    return true;
}

/* The index of the word that stands here, or -1. */
static int take_one_of(ks_sv *text, const char *const *list, int count)
{
    for (int i = 0; i < count; i++) {
        if (take_word(text, list[i])) {
            return i;
        }
    }
    return -1;
}

static const char *const UNITS[] = {"one",     "two",       "three",    "four",     "five",
                                    "six",     "seven",     "eight",    "nine",     "ten",
                                    "eleven",  "twelve",    "thirteen", "fourteen", "fifteen",
                                    "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const TENS[] = {"twenty", "thirty",  "forty",  "fifty",
                                   "sixty",  "seventy", "eighty", "ninety"};

/* 1 to 99. */
static bool take_below_100(ks_sv *text, uint64_t *out)
{
    int unit = take_one_of(text, UNITS, 19);
    if (unit >= 0) {
        *out = (uint64_t)unit + 1;
        return true;
    }
    int ten = take_one_of(text, TENS, 8);
    if (ten < 0) {
        return false;
    }
    *out = (uint64_t)(ten + 2) * 10;
    ks_sv ahead = *text;
    if (skip_gap(&ahead, true)) {
        unit = take_one_of(&ahead, UNITS, 9);
        if (unit >= 0) {
            *out += (uint64_t)unit + 1;
            *text = ahead;
        }
    }
    return true;
}

/* 1 to 1,999: a hundred, eleven hundred, two hundred and five, fifty-one. */
static bool take_group(ks_sv *text, bool takes_dash, uint64_t *out)
{
    if (!take_below_100(text, out)) {
        return false;
    }
    ks_sv ahead = *text;
    if (*out >= 20 || !skip_gap(&ahead, takes_dash) || !take_word(&ahead, "hundred")) {
        return true;
    }
    *out *= 100;
    *text = ahead;
    uint64_t rest;
    if (skip_gap(&ahead, takes_dash)) {
        ks_sv behind_and = ahead;
        if (take_word(&behind_and, "and") && skip_gap(&behind_and, false)) {
            ahead = behind_and;
        }
        if (take_below_100(&ahead, &rest)) {
            *out += rest;
            *text = ahead;
        }
    }
    return true;
}

/* White space, or a comma with or without it. */
static bool skip_comma(ks_sv *text)
{
    bool is_good = skip_gap(text, false);
    if (text->len > 0 && text->ptr[0] == ',') {
        *text = (ks_sv){text->ptr + 1, text->len - 1};
        skip_gap(text, false);
        is_good = true;
    }
    return is_good;
}

/* What may follow the thousands: "and five". */
static bool take_last(ks_sv *text, uint64_t *out)
{
    ks_sv ahead = *text;
    if (!take_word(&ahead, "and") || !skip_gap(&ahead, false) || !take_below_100(&ahead, out)) {
        return false;
    }
    *text = ahead;
    return true;
}

/* Adds the groups from the greatest to the smallest; false where `text` is no number. */
static bool read_number(ks_sv text, uint64_t *out)
{
    static const char *const scales[] = {"quintillion", "quadrillion", "trillion",
                                         "billion",     "million",     "thousand"};
    static const uint64_t factors[] = {
        UINT64_C(1000000000000000000), UINT64_C(1000000000000000), UINT64_C(1000000000000),
        UINT64_C(1000000000),          UINT64_C(1000000),          UINT64_C(1000)};
    uint64_t total = 0, group;
    int at = 0;
    while (take_group(&text, false, &group)) {
        ks_sv ahead = text;
        int scale = skip_gap(&ahead, false) ? take_one_of(&ahead, scales + at, 6 - at) : -1;
        uint64_t factor = scale < 0 ? 1 : factors[at + scale];
        if (group > (UINT64_MAX - total) / factor) {
            return false;
        }
        total += group * factor;
        if (scale < 0) {
            break;
        }
        text = ahead;
        at += scale + 1;
        if (!skip_comma(&text)) {
            break;
        }
        if (at == 6 && take_last(&text, &group)) {
            total += group;
            break;
        }
    }
    *out = total;
    return text.len == 0 && total > 0;
}

static bool is_nothing(ks_sv text)
{
    static const char *const nothing[] = {"zero", "none", "no", "nil"};
    return take_one_of(&text, nothing, 4) >= 0 && text.len == 0;
}

ks_status ks_transform_number_words(const ks_transform *transform, ks_sv in, ks_str *out)
{
    (void)transform;
    uint64_t number = 0;
    if (!is_nothing(in) && !read_number(in, &number)) {
        return KS_REFUSED;
    }
    ks_str_add_u64(out, number);
    return KS_OK;
}

/* A number in front of "years": words up to the hundreds, up to four digits, or none at all. */
static bool take_count(ks_sv *text, uint64_t *out)
{
    size_t digits = 0;
    *out = 0;
    while (digits < text->len && digits < 5 && text->ptr[digits] >= '0' &&
           text->ptr[digits] <= '9') {
        *out = *out * 10 + (uint64_t)(text->ptr[digits++] - '0');
    }
    if (digits > 0) {
        *text = (ks_sv){text->ptr + digits, text->len - digits};
        return digits <= 4;
    }
    return take_word(text, "zero") || take_word(text, "no") || take_group(text, true, out);
}

/* The gap, comma and "and" between two parts. */
static bool skip_between(ks_sv *text)
{
    if (text->len > 0 && text->ptr[0] == ',') {
        *text = (ks_sv){text->ptr + 1, text->len - 1};
    }
    if (!skip_gap(text, true)) {
        return false;
    }
    ks_sv ahead = *text;
    if (take_word(&ahead, "and") && skip_gap(&ahead, false)) {
        *text = ahead;
    }
    return true;
}

ks_status ks_transform_duration_words(const ks_transform *transform, ks_sv in, ks_str *out)
{
    static const char *const names[][2] = {{"years", "year"}, {"months", "month"}, {"days", "day"}};
    (void)transform;
    uint64_t counts[3] = {0};
    for (int next = 0; in.len > 0;) {
        uint64_t count;
        int part = next;
        if (next == 3 || !take_count(&in, &count) || !skip_gap(&in, true)) {
            return KS_REFUSED;
        }
        while (part < 3 && take_one_of(&in, names[part], 2) < 0) {
            part++;
        }
        if (part == 3 || (in.len > 0 && !skip_between(&in))) {
            return KS_REFUSED;
        }
        counts[part] = count;
        next = part + 1;
    }
    ks_str_add_char(out, 'P');
    for (int i = 0; i < 3; i++) {
        if (counts[i] > 0) {
            ks_str_add_u64(out, counts[i]);
            ks_str_add_char(out, "YMD"[i]);
        }
    }
    if (counts[0] + counts[1] + counts[2] == 0) {
        ks_str_add(out, "0D");
    }
    return KS_OK;
}

/* The functions of the SEC's registry. */
#include <string.h>

#include "base_date.h"
#include "base_text.h"
#include "model_transform_parts.h"

/* ---- places and other names ------------------------------------------------------------------ */

enum place_list { COUNTRY, STATE, EDGAR, EXCHANGE, FILER };

static const struct {
    uint8_t list;
    const char *code;
    const char *names;
} PLACES[] = {
#define KS_PLACE(list, code, names) {list, code, names},
#include "model_transform_places.def"
#undef KS_PLACE
};

/* The bracket that ends the one in front of `at`. */
static const char *find_bracket_end(const char *at)
{
    int depth = 1;
    while (depth > 0) {
        depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
        at += depth > 0;
    }
    return at;
}

/* Whether `text` is the name from `at` up to `end`. */
static bool is_name(const char *at, const char *end, ks_sv text)
{
    while (at < end && *at != '[') {
        if (*at != ']') {
            if (text.len == 0 || text.ptr[0] != *at) {
                return false;
            }
            text = (ks_sv){text.ptr + 1, text.len - 1};
        }
        at++;
    }
    return at == end
               ? text.len == 0
               : is_name(at + 1, end, text) || is_name(find_bracket_end(at + 1) + 1, end, text);
}

static bool is_one_of(const char *names, ks_sv text)
{
    for (ks_sv rest = ks_sv_from(names); rest.len > 0;) {
        ks_sv name = ks_sv_cut(&rest, '|');
        if (is_name(name.ptr, name.ptr + name.len, text)) {
            return true;
        }
    }
    return false;
}

/* How names are compared: one space between words, each word's first letter in lower case (of
 * exchanges, all letters), apostrophes and dashes plain. */
static void fold_name(ks_str *out, ks_sv text, bool is_all)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    bool is_first = true;
    while (at < end) {
        const char *start = at;
        uint32_t c = ks_utf8_next(&at, end);
        if (ks_char_is_space(c)) {
            ks_str_add(out, is_first ? "" : " ");
            is_first = true;
            continue;
        }
        if (c >= 'A' && c <= 'Z' && (is_first || is_all)) {
            ks_str_add_char(out, (char)(c + 32));
        } else if (c == 0xC5 && is_first) {
            ks_str_add_codepoint(out, 0xE5);
        } else if (c == 0x2019) {
            ks_str_add_char(out, '\'');
        } else if (c == 0x2010 || c == 0x2011 || c == 0x2013) {
            ks_str_add_char(out, '-');
        } else {
            ks_str_add_sv(out, (ks_sv){start, (size_t)(at - start)});
        }
        is_first = c == '(' || c == '-';
    }
}

ks_status ks_transform_place(const ks_transform *transform, ks_sv in, ks_str *out)
{
    ks_str folded;
    ks_str_init(&folded);
    fold_name(&folded, in, transform->kind == EXCHANGE);
    ks_status status = folded.is_failed ? KS_ERR_MEMORY : KS_REFUSED;
    for (size_t i = 0; status == KS_REFUSED && i < sizeof PLACES / sizeof *PLACES; i++) {
        if (PLACES[i].list == transform->kind && is_one_of(PLACES[i].names, ks_str_view(&folded))) {
            ks_str_add(out, PLACES[i].code);
            status = KS_OK;
        }
    }
    ks_str_release(&folded);
    return status;
}

/* A box that is empty, ticked, or crossed: the program has the words for no and yes. */
ks_status ks_transform_ballot_box(const ks_transform *transform, ks_sv in, ks_str *out)
{
    ks_sv yes = ks_sv_from(transform->program);
    ks_sv no = ks_sv_cut(&yes, '|');
    if (!ks_sv_is(in, "\u2610") && !ks_sv_is(in, "\u2611") && !ks_sv_is(in, "\u2612")) {
        return KS_REFUSED;
    }
    ks_str_add_sv(out, ks_sv_is(in, "\u2610") ? no : yes);
    return KS_OK;
}

/* ---- durations ------------------------------------------------------------------------------- */

/* A decimal number as whole units and a fraction of 10^-15; digits behind those are cut off. */
typedef struct amount {
    bool is_negative;
    uint64_t whole;
    uint64_t fraction;
} amount;

#define FRACTION_UNIT UINT64_C(1000000000000000)

static bool take_digit(ks_sv *text, uint32_t *out)
{
    if (text->len == 0 || text->ptr[0] < '0' || text->ptr[0] > '9') {
        return false;
    }
    *out = (uint32_t)(text->ptr[0] - '0');
    *text = (ks_sv){text->ptr + 1, text->len - 1};
    return true;
}

static bool read_amount(ks_sv text, amount *out)
{
    amount a = {0};
    uint32_t digit;
    bool has_digits = false;
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
        a.is_negative = text.ptr[0] == '-';
        text = (ks_sv){text.ptr + 1, text.len - 1};
    }
    while (take_digit(&text, &digit)) {
        if (a.whole > UINT64_MAX / 10000) {
            return false; /* and days in weeks must still fit */
        }
        a.whole = a.whole * 10 + digit;
        has_digits = true;
    }
    if (text.len > 0 && text.ptr[0] == '.') {
        text = (ks_sv){text.ptr + 1, text.len - 1};
        for (uint64_t unit = FRACTION_UNIT / 10; take_digit(&text, &digit); unit /= 10) {
            a.fraction += digit * unit;
            has_digits = true;
        }
    }
    *out = a;
    return has_digits && text.len == 0;
}

/* The whole part of fraction * factor / divisor; what is left stays in *fraction. */
static uint64_t take_part(uint64_t *fraction, uint32_t factor, uint32_t divisor)
{
    const uint64_t parts = *fraction * factor / divisor;
    *fraction = parts % FRACTION_UNIT;
    return parts / FRACTION_UNIT;
}

/* Years spill into months and days, months into days, days into hours; a month has 30.4375 days.
 * The first part is always written, the others where they are not zero. */
ks_status ks_transform_duration(const ks_transform *transform, ks_sv in, ks_str *out)
{
    amount a;
    if (!read_amount(in, &a)) {
        return KS_REFUSED;
    }
    const char unit = transform->program[0];
    uint64_t fraction = a.fraction, second = 0, days = 0;
    uint64_t first = a.whole;
    if (unit == 'Y') {
        second = take_part(&fraction, 12, 1);
    }
    if (unit == 'Y' || unit == 'M') {
        days = take_part(&fraction, 487, 16);
    } else if (unit == 'W') {
        first = a.whole * 7 + take_part(&fraction, 7, 1);
    } else if (unit == 'D') {
        second = take_part(&fraction, 24, 1);
    }
    const bool is_zero = first == 0 && second == 0 && days == 0;
    ks_str_addf(out, "%sP%s%llu%c", a.is_negative && !is_zero ? "-" : "", unit == 'H' ? "T" : "",
                (unsigned long long)first, unit == 'W' ? 'D' : unit);
    if (second > 0) {
        ks_str_addf(out, unit == 'Y' ? "%lluM" : "T%lluH", (unsigned long long)second);
    }
    if (days > 0) {
        ks_str_addf(out, "%lluD", (unsigned long long)days);
    }
    return KS_OK;
}

/* ---- the table ------------------------------------------------------------------------------- */

#define PLACE(name, list, example)                                                                 \
    {                                                                                              \
        name, ks_transform_place, "", example, NULL, list, 0, 1                                    \
    }
#define DURATION(name, unit, example)                                                              \
    {                                                                                              \
        name, ks_transform_duration, unit, example, NULL, 0, 0, 1                                  \
    }

const ks_transform KS_TRANSFORMS_SEC[] = {
    {"boolballotbox", ks_transform_ballot_box, "false|true", "\u2612", NULL, 0, 0, 1},
    PLACE("countrynameen", COUNTRY, "Japan"),
    {"datequarterend", ks_transform_date, "SQSZ\nZSQx", "first quarter 2020", NULL,
     TRANSFORM_QUARTER, 0, 1},
    DURATION("durday", "D", "1.5"),
    DURATION("durhour", "H", "36"),
    DURATION("durmonth", "M", "18"),
    DURATION("durweek", "W", "6"),
    {"durwordsen", ks_transform_duration_words, "", "two years, six months", NULL, 0, 0, 1},
    DURATION("duryear", "Y", "2.5"),
    PLACE("edgarprovcountryen", EDGAR, "Japan"),
    PLACE("entityfilercategoryen", FILER, "Large Accelerated Filer"),
    PLACE("exchnameen", EXCHANGE, "New York Stock Exchange"),
    {"numinf", ks_transform_fixed, "INF", "any text", NULL, 0, 0, 1},
    {"numnan", ks_transform_fixed, "NaN", "any text", NULL, 0, 0, 1},
    {"numneginf", ks_transform_fixed, "-INF", "any text", NULL, 0, 0, 1},
    {"numwordsen", ks_transform_number_words, "", "twenty-five", NULL, 0, 0, 1},
    PLACE("stateprovnameen", STATE, "Delaware"),
    {"yesnoballotbox", ks_transform_ballot_box, "No|Yes", "\u2612", NULL, 0, 0, 1},
    {0},
};

#include "build_figure.h"

#include <string.h>
#include <strings.h>

#include "base_text.h"
#include "build_figure_words.h"

/* What is left to read of a figure, and what was seen so far. */
typedef struct reading {
    ks_arena *arena;
    ks_sv whole;
    ks_sv rest;
    bool is_bracketed;
    bool is_negative;
    ks_figure *figure;
} reading;

/* Dashes that printers and encodings put for a minus: hyphens, figure, en and em dash, horizontal
 * bar, minus, the long vowel mark and the box line of Japanese keyboards. */
static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0x2500;
}

static bool is_triangle(uint32_t c)
{
    return c == 0x25B3 || c == 0x25B2;
}

/* Every dash becomes '-', every triangle '^'; a '^' or '~' that was there is taken out of the way.
 */
static void map_signs(ks_str *out, ks_sv folded)
{
    const char *cursor = folded.ptr;
    const char *end = folded.ptr + folded.len;
    while (cursor < end) {
        uint32_t c = ks_utf8_next(&cursor, end);
        if (is_dash(c)) {
            ks_str_add_char(out, '-');
        } else if (is_triangle(c)) {
            ks_str_add_char(out, '^');
        } else if (c == '^') {
            ks_str_add_char(out, '~');
        } else if (c != UINT32_MAX) {
            ks_str_add_codepoint(out, c);
        }
    }
}

static bool is_nothing(ks_sv text)
{
    static const char *const words[] = {"n/a", "n.a.", "n.a", "na"};
    size_t dashes = 0;
    while (dashes < text.len && text.ptr[dashes] == '-') {
        dashes++;
    }
    if (dashes == text.len) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0) {
            return true;
        }
    }
    return false;
}

static ks_status flaw(reading *r, ks_figure_flaw kind, const char *hint)
{
    r->figure->kind = KS_FIGURE_BROKEN;
    r->figure->flaw = kind;
    r->figure->hint = hint;
    return hint != NULL ? KS_OK : KS_ERR_MEMORY;
}

static void cut_percent(reading *r)
{
    if (ks_sv_ends(r->rest, KS_SV("%"))) {
        r->rest.len--;
        r->rest = ks_sv_trim(r->rest);
        r->figure->is_percent = true;
    }
}

static bool holds(ks_sv text, const char *characters)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(characters, text.ptr[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* The digits and the point, without commas. */
static void collect_digits(ks_str *out, ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '.') {
            ks_str_add_char(out, text.ptr[i]);
        }
    }
}

static ks_status flaw_brackets(reading *r)
{
    ks_str digits;
    ks_str_init(&digits);
    for (size_t i = 0; i < r->rest.len; i++) {
        if (strchr("0123456789.,", r->rest.ptr[i]) != NULL) {
            ks_str_add_char(&digits, r->rest.ptr[i]);
        }
    }
    ks_status status = flaw(r, KS_FLAW_BRACKETS, ks_arena_format(r->arena, "(%s)", digits.ptr));
    ks_str_release(&digits);
    return status;
}

/* Takes off words, brackets, sign and percent sign. */
static ks_status read_frame(reading *r)
{
    ks_figure_cut_words(&r->rest, r->figure);
    cut_percent(r);
    if (ks_sv_starts(r->rest, KS_SV("(")) && ks_sv_ends(r->rest, KS_SV(")"))) {
        r->rest = ks_sv_trim((ks_sv){r->rest.ptr + 1, r->rest.len - 2});
        r->is_bracketed = true;
        ks_figure_cut_words(&r->rest, r->figure);
        if (!r->figure->is_percent) {
            cut_percent(r);
        }
    }
    if (holds(r->rest, "()")) {
        return flaw_brackets(r);
    }
    if (r->rest.len > 0 && strchr("-^+", r->rest.ptr[0]) != NULL) {
        if (r->is_bracketed) {
            return flaw(r, KS_FLAW_SIGNS, "");
        }
        r->is_negative = r->rest.ptr[0] != '+';
        r->rest = ks_sv_trim((ks_sv){r->rest.ptr + 1, r->rest.len - 1});
        ks_figure_cut_words(&r->rest, r->figure);
    }
    r->is_negative = r->is_negative || r->is_bracketed;
    return holds(r->rest, "-^+") ? flaw(r, KS_FLAW_SIGNS, "") : KS_OK;
}

static ks_status check_characters(reading *r)
{
    const char *cursor = r->rest.ptr;
    const char *end = r->rest.ptr + r->rest.len;
    bool has_digit = false;
    while (cursor < end) {
        const char *start = cursor;
        uint32_t c = ks_utf8_next(&cursor, end);
        bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && c != ',' && c != '.') {
            size_t size = (size_t)(cursor - start);
            ks_sv shown = c == '~' ? KS_SV("^") : (ks_sv){start, size};
            return flaw(r, KS_FLAW_CHARACTER, ks_arena_text(r->arena, shown));
        }
        has_digit = has_digit || is_digit;
    }
    if (has_digit) {
        return KS_OK;
    }
    if (r->rest.len == 0) { /* only the frame of a figure */
        const char *frame = r->is_bracketed ? "()" : r->is_negative ? "△" : "%";
        bool is_word = r->figure->currency != NULL || r->figure->power != 0;
        return flaw(r, KS_FLAW_CHARACTER, is_word ? ks_arena_text(r->arena, r->whole) : frame);
    }
    return flaw(r, KS_FLAW_CHARACTER, ks_arena_text(r->arena, r->rest));
}

/* Groups of three behind the first comma, one to three in front of it and no leading zero. */
static bool is_well_grouped(ks_sv whole)
{
    if (!holds(whole, ",")) {
        return true;
    }
    ks_sv first = ks_sv_cut(&whole, ',');
    if (first.len == 0 || first.len > 3 || first.ptr[0] == '0') {
        return false;
    }
    while (whole.ptr != NULL) {
        if (ks_sv_cut(&whole, ',').len != 3) {
            return false;
        }
    }
    return true;
}

static ks_status flaw_separators(reading *r, ks_sv whole)
{
    ks_str digits;
    ks_str grouped;
    ks_str_init(&digits);
    ks_str_init(&grouped);
    collect_digits(&digits, whole);
    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0) {
            ks_str_add_char(&grouped, ',');
        }
        ks_str_add_char(&grouped, digits.ptr[i]);
    }
    ks_status status = flaw(r, KS_FLAW_SEPARATORS, ks_arena_text(r->arena, ks_str_view(&grouped)));
    ks_str_release(&digits);
    ks_str_release(&grouped);
    return status;
}

static ks_status check_groups(reading *r)
{
    ks_sv fraction = r->rest;
    ks_sv whole = ks_sv_cut(&fraction, '.');
    bool has_point = fraction.ptr != NULL;
    if (has_point && (fraction.len == 0 || holds(fraction, ".,"))) {
        return flaw(r, KS_FLAW_POINTS, "");
    }
    if (!is_well_grouped(whole)) {
        return flaw_separators(r, whole);
    }
    r->figure->places = (int32_t)(fraction.len < INT32_MAX ? fraction.len : INT32_MAX);
    return KS_OK;
}

static ks_status read_number(reading *r)
{
    ks_str digits;
    ks_str_init(&digits);
    if (r->rest.ptr[0] == '.') {
        ks_str_add_char(&digits, '0');
    }
    collect_digits(&digits, r->rest);
    bool is_valid = false;
    ks_figure *figure = r->figure;
    ks_status status = ks_str_status(&digits);
    if (status == KS_OK) {
        status =
            ks_decimal_parse(r->arena, ks_str_view(&digits), false, &is_valid, &figure->number);
    }
    ks_str_release(&digits);
    if (status == KS_ERR_LIMIT) {
        return flaw(r, KS_FLAW_LENGTH, "");
    }
    if (status == KS_OK) {
        figure->kind = KS_FIGURE_NUMBER;
        if (r->is_negative) {
            figure->number = ks_decimal_negate(&figure->number);
        }
    }
    return status;
}

static ks_status read_plain(ks_arena *arena, ks_sv plain, ks_figure *figure)
{
    static ks_status (*const steps[])(reading *) = {read_frame, check_characters, check_groups,
                                                    read_number};
    reading r = {arena, plain, plain, false, false, figure};
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (status == KS_OK && figure->kind != KS_FIGURE_BROKEN) {
            status = steps[i](&r);
        }
    }
    return status;
}

/* Reads one figure: nothing that parts a range. */
static ks_status read_single(ks_arena *arena, ks_sv folded, ks_figure *out)
{
    ks_figure figure = {.kind = KS_FIGURE_EMPTY, .hint = ""};
    ks_str plain;
    ks_str_init(&plain);
    map_signs(&plain, folded);
    ks_status status = ks_str_status(&plain);
    if (status == KS_OK && plain.len > 0) {
        if (is_nothing(ks_str_view(&plain))) {
            figure.kind = KS_FIGURE_NIL;
        } else {
            status = read_plain(arena, ks_str_view(&plain), &figure);
        }
    }
    ks_str_release(&plain);
    if (status == KS_OK) {
        *out = figure;
    }
    return status;
}

/* "10.5 - 11.0 billion": what is said once, behind the second, is meant of both. */
static void share_words(ks_figure *lower, ks_figure *upper)
{
    lower->power = lower->power != 0 ? lower->power : upper->power;
    lower->is_percent = lower->is_percent || upper->is_percent;
    lower->currency = lower->currency != NULL ? lower->currency : upper->currency;
    upper->currency = upper->currency != NULL ? upper->currency : lower->currency;
}

static ks_status join_range(ks_arena *arena, ks_sv lower_text, ks_sv upper_text, ks_figure *lower,
                            ks_figure *upper)
{
    share_words(lower, upper);
    ks_decimal from = ks_decimal_shift(&lower->number, lower->power);
    ks_decimal to = ks_decimal_shift(&upper->number, upper->power);
    if (ks_decimal_compare(&from, &to) > 0) {
        lower->kind = KS_FIGURE_BROKEN;
        lower->flaw = KS_FLAW_REVERSED;
        lower->hint = ks_arena_format(arena, "%.*s - %.*s", (int)upper_text.len, upper_text.ptr,
                                      (int)lower_text.len, lower_text.ptr);
        return lower->hint != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    ks_figure *kept = ks_arena_alloc(arena, sizeof *kept);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = *upper;
    lower->kind = KS_FIGURE_RANGE;
    lower->upper = kept;
    return KS_OK;
}

/* Both ends, or the end that is broken. */
static ks_status read_range(ks_arena *arena, ks_sv lower_text, ks_sv upper_text, ks_figure *out)
{
    ks_figure lower;
    ks_figure upper;
    ks_status status = read_single(arena, lower_text, &lower);
    if (status == KS_OK) {
        status = read_single(arena, upper_text, &upper);
    }
    if (status != KS_OK) {
        return status;
    }
    if (lower.kind == KS_FIGURE_NUMBER && upper.kind == KS_FIGURE_NUMBER) {
        status = join_range(arena, lower_text, upper_text, &lower, &upper);
    }
    *out = lower.kind == KS_FIGURE_NUMBER ? upper : lower;
    return status;
}

ks_status ks_figure_read(ks_arena *arena, ks_sv text, ks_figure *out)
{
    ks_sv lower;
    ks_sv upper;
    ks_str folded;
    ks_str_init(&folded);
    ks_text_fold(&folded, text);
    ks_status status = ks_str_status(&folded);
    if (status == KS_OK) {
        status = ks_figure_split(ks_str_view(&folded), &lower, &upper)
                     ? read_range(arena, lower, upper, out)
                     : read_single(arena, ks_str_view(&folded), out);
    }
    ks_str_release(&folded);
    return status;
}

void ks_figure_report(const ks_figure *figure, const char *printed, ks_place place, ks_sink *sink)
{
    static const ks_finding_id ids[KS_FLAW_COUNT] = {
        [KS_FLAW_SEPARATORS] = KS_F_FIGURE_SEPARATORS,  [KS_FLAW_POINTS] = KS_F_FIGURE_POINTS,
        [KS_FLAW_BRACKETS] = KS_F_FIGURE_BRACKETS,      [KS_FLAW_SIGNS] = KS_F_FIGURE_SIGNS,
        [KS_FLAW_CHARACTER] = KS_F_FIGURE_CHARACTER,    [KS_FLAW_LENGTH] = KS_F_FIGURE_LENGTH,
        [KS_FLAW_REVERSED] = KS_F_FIGURE_RANGE_REVERSED};
    if (figure->flaw != KS_FLAW_NONE) {
        KS_REPORT(sink, ids[figure->flaw], place, printed, figure->hint);
    }
}

#include "write_view_format.h"

#include <string.h>

#include "write_view_words.h"

enum { LONG_TEXT = 240 }; /* bytes */

static bool is_number(const ks_fact *fact)
{
    ks_item_kind kind = fact->concept->kind;
    return ks_item_kind_is_numeric(kind) && kind != KS_ITEM_FRACTION && fact->unit != NULL;
}

/* The digits behind the point of a value as it is filed; SIZE_MAX where an exponent follows. */
static size_t count_places(const char *lexical)
{
    const char *point = strchr(lexical, '.');
    size_t count = point != NULL ? strspn(point + 1, "0123456789") : 0;
    return strpbrk(lexical, "eE") != NULL ? SIZE_MAX : count;
}

/* An exact number has the digits that it is filed with. */
static int32_t get_places(const ks_fact *fact)
{
    enum { MOST = 9 };
    if (fact->decimals == KS_DECIMALS_INF) {
        const size_t filed = count_places(fact->lexical);
        return filed <= MOST ? (int32_t)filed : 0;
    }
    return fact->decimals != KS_DECIMALS_NONE && fact->decimals > 0 ? fact->decimals : 0;
}

static size_t count_shown_places(const ks_view_figure *figure)
{
    const int32_t needed = ks_decimal_places(&figure->number);
    return (size_t)(needed > figure->places ? needed : figure->places);
}

/* Whether the value can be had from the figure again, with as many digits. */
static bool gives_value(const ks_view_figure *figure, const ks_fact *fact)
{
    const ks_decimal made = ks_decimal_shift(&figure->number, figure->scale);
    const ks_decimal filed = ks_decimal_abs(&fact->number);
    const size_t shown = count_shown_places(figure);
    const size_t scale = (size_t)figure->scale;
    return ks_decimal_equal(&made, &filed) &&
           count_places(fact->lexical) == (shown > scale ? shown - scale : 0) &&
           !(ks_view_figure_format(figure) != NULL && shown > 0 &&
             shown > (size_t)ks_decimal_places(&figure->number));
}

/* Below a thousand there is no comma, and nothing to transform. What the transformation does not
 * keep are zeros at the end of a fraction. */
const char *ks_view_figure_format(const ks_view_figure *figure)
{
    const ks_decimal thousand = ks_decimal_from_i64(1000);
    return ks_decimal_compare(&figure->number, &thousand) < 0 ? NULL : "num-dot-decimal";
}

ks_status ks_view_make_figure(ks_arena *arena, const ks_fact *fact, const char *role, int32_t scale,
                              ks_view_figure *out)
{
    ks_view_figure figure = {.text = fact->lexical};
    if (fact->is_nil || !is_number(fact)) {
        figure.state = fact->is_nil ? KS_VIEW_NIL : KS_VIEW_VALUE;
        *out = figure;
        return KS_OK;
    }
    bool is_scaled = fact->concept->kind == KS_ITEM_MONETARY && scale > 0;
    figure.is_number = true;
    figure.number = fact->number;
    figure.places = is_scaled ? 0 : get_places(fact);
    if (is_scaled) {
        ks_decimal shifted = ks_decimal_shift(&fact->number, -scale);
        ks_status status = ks_decimal_round(arena, &shifted, 0, KS_ROUND_HALF_UP, &figure.number);
        if (status != KS_OK) {
            return status;
        }
    }
    bool is_zero = ks_decimal_is_zero(&figure.number);
    bool is_turned = role != NULL && ks_role_is_negated(role);
    figure.state = is_zero && ks_decimal_is_zero(&fact->number) ? KS_VIEW_ZERO : KS_VIEW_VALUE;
    figure.is_negative = !is_zero && figure.number.is_negative != is_turned;
    figure.number = ks_decimal_abs(&figure.number);
    figure.scale = is_scaled ? scale : 0;
    figure.is_exact = gives_value(&figure, fact);
    *out = figure;
    return KS_OK;
}

/* Whether the text is marked up: something ends, or it has one of the tags that need no end. */
static bool has_tag(const char *text)
{
    static const char *const SIGNS[] = {"</", "/>", "<br>", "<BR>", "<p>", "<P>", "<hr>", "<li>"};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (strstr(text, SIGNS[i]) != NULL) {
            return strchr(text, '<') != NULL;
        }
    }
    return false;
}

bool ks_view_is_block(const ks_fact *fact)
{
    return !fact->is_nil && !ks_item_kind_is_numeric(fact->concept->kind) &&
           (strnlen(fact->lexical, LONG_TEXT) == LONG_TEXT || has_tag(fact->lexical));
}

void ks_view_write_figure(ks_str *out, const char *lang, const ks_view_figure *figure)
{
    bool is_japanese = ks_words_are_japanese(lang);
    if (figure->state == KS_VIEW_NIL) {
        ks_str_add(out, is_japanese ? "－" : "–");
        return;
    }
    if (!figure->is_number) {
        ks_str_add(out, figure->text);
        return;
    }
    if (figure->is_negative) {
        ks_str_add(out, is_japanese ? "△" : "(");
    }
    ks_decimal_write(out, &figure->number, figure->places, ",");
    if (figure->is_negative && !is_japanese) {
        ks_str_add_char(out, ')');
    }
}

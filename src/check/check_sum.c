#include "check_sum.h"

#include <string.h>

enum {
    MAX_ZEROS = 10000, /* what nobody would read */
    MAX_MISSING = 5
};

void ks_sum_release(ks_sum *sum)
{
    ks_vec_release(&sum->lines);
    ks_vec_release(&sum->missing);
    ks_vec_release(&sum->related);
}

void ks_sum_clear(ks_sum *sum)
{
    sum->lines.count = 0;
    sum->missing.count = 0;
    sum->related.count = 0;
}

ks_status ks_sum_add(ks_sum *sum, const ks_fact *fact, const ks_decimal *weight)
{
    ks_sum_line *line = ks_vec_add(&sum->lines);
    if (line == NULL) {
        return KS_ERR_MEMORY;
    }
    *line = (ks_sum_line){fact, weight};
    return KS_OK;
}

ks_status ks_sum_add_missing(ks_sum *sum, const ks_concept *concept)
{
    const ks_concept **slot = ks_vec_add(&sum->missing);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = concept;
    return KS_OK;
}

const char *ks_sum_name(const ks_taxonomy *taxonomy, const ks_concept *concept, ks_lang lang,
                        ks_arena *arena)
{
    const char *label = ks_taxonomy_label_best(taxonomy, concept, KS_ROLE_LABEL,
                                               lang == KS_LANG_JA ? "ja" : "en", NULL);
    if (strcmp(label, concept->name->local) == 0) {
        return label;
    }
    return ks_arena_format(arena, "%s (%s)", label, concept->name->local);
}

static const char *take(ks_str *text, ks_arena *arena)
{
    const char *copy =
        ks_str_status(text) == KS_OK ? ks_arena_text(arena, ks_str_view(text)) : NULL;
    ks_str_release(text);
    return copy;
}

const char *ks_sum_number(const ks_decimal *number, ks_arena *arena)
{
    if (number->exponent > MAX_ZEROS || number->exponent < -MAX_ZEROS) {
        return "…";
    }
    ks_str text;
    ks_str_init(&text);
    ks_decimal_write(&text, number, 0, ",");
    return take(&text, arena);
}

const char *ks_sum_accuracy(const ks_fact *fact, ks_arena *arena)
{
    if (fact->decimals == KS_DECIMALS_NONE) {
        return "";
    }
    return fact->decimals == KS_DECIMALS_INF
               ? "decimals INF"
               : ks_arena_format(arena, "decimals %d", (int)fact->decimals);
}

/* "+", "-", or the weight itself where it is neither 1 nor -1. */
static const char *sign_of(const ks_decimal *weight, ks_arena *arena)
{
    if (weight == NULL) {
        return "";
    }
    ks_decimal one = ks_decimal_from_i64(1);
    ks_decimal size = ks_decimal_abs(weight);
    if (ks_decimal_equal(&size, &one)) {
        return weight->is_negative ? "-" : "+";
    }
    const char *number = ks_sum_number(weight, arena);
    return number == NULL ? NULL : ks_arena_format(arena, "%s x", number);
}

static ks_status relate(ks_sum *sum, ks_place place, const char *text)
{
    ks_related *related = text == NULL ? NULL : ks_vec_add(&sum->related);
    if (related == NULL) {
        return KS_ERR_MEMORY;
    }
    *related = (ks_related){place, text};
    return KS_OK;
}

/* The first cell of a built fact is its place; those tied to it follow. */
static ks_status relate_cells(ks_sum *sum, const ks_fact *fact)
{
    ks_status status = KS_OK;
    for (const ks_cell_ref *cell = fact->cells; cell != NULL && status == KS_OK;
         cell = cell->next) {
        if (cell != fact->cells) {
            status = relate(sum, cell->place, cell->printed);
        }
    }
    return status;
}

/* Columns: the sign, the number, and what it is. */
typedef struct columns {
    int sign;
    int number;
} columns;

typedef struct writer {
    ks_sum *sum;
    const ks_taxonomy *taxonomy;
    ks_lang lang;
    const ks_sum_result *result;
    ks_arena *arena;
    columns widths;
} writer;

static const char *value_of(const ks_fact *fact, ks_arena *arena)
{
    return fact->is_nil       ? "nil"
           : fact->is_special ? fact->lexical
                              : ks_sum_number(&fact->number, arena);
}

static ks_status widen(int *width, const char *text)
{
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    *width = (int)strlen(text) > *width ? (int)strlen(text) : *width;
    return KS_OK;
}

static ks_status measure(writer *w)
{
    ks_status status = KS_OK;
    w->widths = (columns){1, 0};
    for (size_t i = 0; i < w->sum->lines.count && status == KS_OK; i++) {
        const ks_sum_line *line = &w->sum->lines.items[i];
        status = widen(&w->widths.sign, sign_of(line->weight, w->arena));
        if (status == KS_OK) {
            status = widen(&w->widths.number, value_of(line->fact, w->arena));
        }
    }
    if (status == KS_OK && w->result != NULL) {
        status = widen(&w->widths.number, ks_sum_number(&w->result->comes_to, w->arena));
    }
    if (status == KS_OK && w->result != NULL) {
        status = widen(&w->widths.number, ks_sum_number(&w->result->difference, w->arena));
    }
    return status;
}

static const char *const COMMAS[KS_LANG_COUNT] = {", ", "、"};

static ks_status write_line(writer *w, const ks_sum_line *line)
{
    const char *comma = COMMAS[w->lang];
    const ks_fact *fact = line->fact;
    const char *sign = sign_of(line->weight, w->arena);
    const char *value = value_of(fact, w->arena);
    const char *name = ks_sum_name(w->taxonomy, fact->concept, w->lang, w->arena);
    const char *accuracy = ks_sum_accuracy(fact, w->arena);
    const char *range = line->weight == NULL && w->result != NULL ? w->result->total_range : NULL;
    if (sign == NULL || value == NULL || name == NULL || accuracy == NULL) {
        return KS_ERR_MEMORY;
    }
    const char *text =
        ks_arena_format(w->arena, "%*s %*s  %s%s%s%s%s", w->widths.sign, sign, w->widths.number,
                        value, name, *accuracy != '\0' ? comma : "", accuracy,
                        range != NULL ? comma : "", range != NULL ? range : "");
    ks_status status = relate(w->sum, fact->place, text);
    return status == KS_OK ? relate_cells(w->sum, fact) : status;
}

static ks_status write_figure(writer *w, const char *sign, const ks_decimal *number,
                              const char *what, const char *range)
{
    const char *figure = ks_sum_number(number, w->arena);
    return figure == NULL ? KS_ERR_MEMORY
                          : relate(w->sum, KS_NOWHERE,
                                   ks_arena_format(w->arena, "%*s %*s  %s%s%s", w->widths.sign,
                                                   sign, w->widths.number, figure, what,
                                                   range != NULL ? COMMAS[w->lang] : "",
                                                   range != NULL ? range : ""));
}

/* Below the names of the lines. */
static ks_status write_words(writer *w, const char *words)
{
    return relate(
        w->sum, KS_NOWHERE,
        ks_arena_format(w->arena, "%*s %*s  %s", w->widths.sign, "", w->widths.number, "", words));
}

/* "not reported: Taxes, Interest and 3 more" */
static ks_status write_missing(writer *w)
{
    static const char *const HEADS[KS_LANG_COUNT] = {"not reported: ", "報告されていない内訳: "};
    const size_t count = w->sum->missing.count;
    const size_t shown = count > MAX_MISSING ? MAX_MISSING : count;
    if (w->result == NULL || count == 0) {
        return KS_OK;
    }
    bool is_short = false;
    ks_str text;
    ks_str_init(&text);
    ks_str_addf(&text, "%*s %*s  %s", w->widths.sign, "", w->widths.number, "", HEADS[w->lang]);
    for (size_t i = 0; i < shown; i++) {
        const char *name = ks_sum_name(w->taxonomy, w->sum->missing.items[i], w->lang, w->arena);
        ks_str_add(&text, i > 0 ? COMMAS[w->lang] : "");
        is_short = is_short || name == NULL;
        ks_str_add(&text, name != NULL ? name : "");
    }
    if (count > shown) {
        bool is_ja = w->lang == KS_LANG_JA;
        ks_str_addf(&text, "%s%zu%s", is_ja ? "、ほか " : " and ", count - shown,
                    is_ja ? " 件" : " more");
    }
    const char *line = take(&text, w->arena);
    return relate(w->sum, KS_NOWHERE, is_short ? NULL : line);
}

static ks_status write_lines(writer *w)
{
    static const char *const WORDS[KS_LANG_COUNT] = {"sum of the items", "内訳の合計"};
    bool is_told = w->result == NULL;
    ks_status status = KS_OK;
    for (size_t i = 0; i < w->sum->lines.count && status == KS_OK; i++) {
        const ks_sum_line *line = &w->sum->lines.items[i];
        if (line->weight == NULL && !is_told) {
            is_told = true;
            status = write_figure(w, "=", &w->result->comes_to, WORDS[w->lang],
                                  w->result->comes_to_range);
        }
        if (status == KS_OK) {
            status = write_line(w, line);
        }
    }
    return status;
}

ks_status ks_sum_write(ks_sum *sum, const ks_taxonomy *taxonomy, ks_lang lang,
                       const ks_sum_result *result, ks_arena *arena)
{
    static const char *const WORDS[KS_LANG_COUNT] = {"difference", "差"};
    writer w = {.sum = sum, .taxonomy = taxonomy, .lang = lang, .result = result, .arena = arena};
    sum->related.count = 0;
    ks_status status = measure(&w);
    if (status == KS_OK) {
        status = write_lines(&w);
    }
    if (status == KS_OK && result != NULL) {
        status = write_figure(&w, "", &result->difference, WORDS[lang], NULL);
    }
    if (status == KS_OK) {
        status = write_missing(&w);
    }
    return status == KS_OK && result != NULL && result->hint != NULL ? write_words(&w, result->hint)
                                                                     : status;
}

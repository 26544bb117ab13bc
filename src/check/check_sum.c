#include "check_sum.h"

#include <string.h>

enum { MAX_ZEROS = 10000 }; /* what nobody would read */

void ks_sum_release(ks_sum *sum)
{
    ks_vec_release(&sum->lines);
    ks_vec_release(&sum->related);
}

void ks_sum_clear(ks_sum *sum)
{
    sum->lines.count = 0;
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

static const char *value_of(const ks_fact *fact, ks_arena *arena)
{
    return fact->is_nil       ? "nil"
           : fact->is_special ? fact->lexical
                              : ks_sum_number(&fact->number, arena);
}

static ks_status measure(const ks_sum *sum, const char *comes_to, ks_arena *arena, columns *out)
{
    columns widths = {1, (int)strlen(comes_to)};
    for (size_t i = 0; i < sum->lines.count; i++) {
        const char *sign = sign_of(sum->lines.items[i].weight, arena);
        const char *value = value_of(sum->lines.items[i].fact, arena);
        if (sign == NULL || value == NULL) {
            return KS_ERR_MEMORY;
        }
        widths.sign = (int)strlen(sign) > widths.sign ? (int)strlen(sign) : widths.sign;
        widths.number = (int)strlen(value) > widths.number ? (int)strlen(value) : widths.number;
    }
    *out = widths;
    return KS_OK;
}

static ks_status write_line(ks_sum *sum, const ks_sum_line *line, columns widths,
                            const ks_taxonomy *taxonomy, ks_lang lang, ks_arena *arena)
{
    const ks_fact *fact = line->fact;
    const char *sign = sign_of(line->weight, arena);
    const char *value = value_of(fact, arena);
    const char *name = ks_sum_name(taxonomy, fact->concept, lang, arena);
    const char *accuracy = ks_sum_accuracy(fact, arena);
    if (sign == NULL || value == NULL || name == NULL || accuracy == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status =
        relate(sum, fact->place,
               ks_arena_format(arena, "%*s %*s  %s%s%s", widths.sign, sign, widths.number, value,
                               name, *accuracy != '\0' ? ", " : "", accuracy));
    return status == KS_OK ? relate_cells(sum, fact) : status;
}

ks_status ks_sum_write(ks_sum *sum, const ks_taxonomy *taxonomy, ks_lang lang,
                       const ks_decimal *comes_to, ks_arena *arena)
{
    static const char *const WORDS[KS_LANG_COUNT] = {"the items add up to this", "内訳の合計"};
    columns widths;
    bool is_told = comes_to == NULL;
    const char *number = comes_to == NULL ? "" : ks_sum_number(comes_to, arena);
    ks_status status = number == NULL ? KS_ERR_MEMORY : measure(sum, number, arena, &widths);
    sum->related.count = 0;
    for (size_t i = 0; i < sum->lines.count && status == KS_OK; i++) {
        if (sum->lines.items[i].weight == NULL && !is_told) {
            is_told = true;
            status = relate(sum, KS_NOWHERE,
                            ks_arena_format(arena, "%*s %*s  %s", widths.sign, "=", widths.number,
                                            number, WORDS[lang]));
        }
        if (status == KS_OK) {
            status = write_line(sum, &sum->lines.items[i], widths, taxonomy, lang, arena);
        }
    }
    return status;
}

/* What of xBRL-CSV hangs on the concept of a fact: decimals behind or beside a number, languages,
 * and whether cells are used. */
#include <string.h>

#include "base_text.h"
#include "model_oim_value.h"
#include "read_oim_parts.h"

static bool is_decimals(ks_sv text)
{
    const bool is_minus = text.len > 0 && text.ptr[0] == '-';
    const ks_sv digits = is_minus ? (ks_sv){text.ptr + 1, text.len - 1} : text;
    if (ks_sv_is(text, "INF") || ks_sv_is(text, "0")) {
        return true;
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') {
            return false;
        }
    }
    return digits.len > 0 && digits.len <= 9 && digits.ptr[0] != '0';
}

/* "1234d-3": the number, and its decimals. */
static ks_status take_suffix(ks_oim_maker *maker, ks_oim_fact *fact, const char *mark,
                             bool *out_is_good)
{
    const ks_sv number = ks_sv_trim((ks_sv){fact->value, (size_t)(mark - fact->value)});
    const ks_sv decimals = ks_sv_trim(ks_sv_from(mark + 1));
    ks_arena *arena = &maker->report->arena;
    *out_is_good = number.len > 0 && is_decimals(decimals);
    if (!*out_is_good) {
        KS_REPORT(maker->sink, KS_F_CSV_DECIMALS_SUFFIX, fact->value_place, fact->value);
        return KS_OK;
    }
    fact->value = ks_arena_text(arena, number);
    fact->decimals = ks_arena_text(arena, decimals);
    fact->decimals_place = fact->value_place;
    fact->has_suffix = true;
    return fact->value == NULL || fact->decimals == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* Once for each name. */
static ks_status tell_lost(ks_oim_maker *maker, const ks_oim_fact *fact)
{
    ks_sv rest = ks_sv_from(fact->id);
    void *there = NULL;
    const char *table = ks_arena_text(&maker->arena, ks_sv_cut(&rest, '.'));
    ks_status status = table == NULL ? KS_ERR_MEMORY
                                     : ks_map_add_borrowed(&maker->lost, ks_sv_from(fact->decimals),
                                                           maker, &there);
    if (status == KS_OK && there == NULL) {
        KS_REPORT(maker->sink, KS_F_CSV_REFERENCE, fact->decimals_place, fact->decimals + 1, table);
    }
    return status;
}

static ks_status check_decimals(ks_oim_maker *maker, const ks_oim_fact *fact, bool *out_is_good)
{
    int64_t number = 0;
    const ks_sv text = ks_sv_from(fact->decimals);
    *out_is_good = ks_sv_to_i64(text, &number) && number < INT32_MAX / 2 && number > INT32_MIN / 2;
    if (*out_is_good) {
        return KS_OK;
    }
    if (text.len == 0 || text.ptr[0] != '$') {
        KS_REPORT(maker->sink, KS_F_CSV_DECIMALS, fact->decimals_place, fact->decimals);
        return KS_OK;
    }
    return tell_lost(maker, fact);
}

ks_status ks_oim_settle_csv_number(ks_oim_maker *maker, ks_oim_fact *fact, bool *out_is_good)
{
    *out_is_good = true;
    if (fact->value == NULL) {
        fact->decimals = NULL;
        return KS_OK;
    }
    const char *mark = strchr(fact->value, 'd');
    if (fact->has_suffix || (mark == NULL && fact->decimals == NULL)) {
        return KS_OK;
    }
    return mark != NULL ? take_suffix(maker, fact, mark, out_is_good)
                        : check_decimals(maker, fact, out_is_good);
}

bool ks_oim_check_csv_language(ks_oim_maker *maker, const ks_oim_dimension *said)
{
    if (said == NULL || !maker->report->is_csv || ks_text_is_language(ks_sv_from(said->value))) {
        return true;
    }
    KS_REPORT(maker->sink, KS_F_CSV_LANGUAGE, said->place, said->value);
    return false;
}

/* Of what is wrong it is not known what it would have used, nor of a type that is not at hand. */
static bool is_used(const ks_oim_maker *maker, const ks_oim_use *use)
{
    const ks_oim_made *made = &maker->made[use->fact];
    const bool is_numeric = made->concept != NULL && ks_item_kind_is_numeric(made->concept->kind);
    if (made->is_left || (made->concept != NULL && made->concept->item_type == NULL)) {
        return true;
    }
    switch (use->kind) {
    case KS_OIM_USED_BY_NUMBER:
        return is_numeric;
    case KS_OIM_USED_BY_DECIMALS:
        return is_numeric && made->fact->value != NULL && !made->fact->has_suffix;
    case KS_OIM_USED_BY_TEXT:
        return made->is_note ||
               (made->concept != NULL && ks_oim_is_text(maker->taxonomy, made->concept));
    default:
        return true;
    }
}

void ks_oim_tell_unmapped(ks_oim_maker *maker)
{
    const ks_oim_report *report = maker->report;
    for (size_t i = 0; i < report->cells.count && maker->sink != NULL; i++) {
        const ks_oim_cell *cell = &report->cells.items[i];
        bool is_any = false;
        for (size_t u = 0; u < cell->use_count && !is_any; u++) {
            is_any = is_used(maker, &report->uses.items[cell->first_use + u]);
        }
        if (!is_any) {
            KS_REPORT(maker->sink, KS_F_CSV_UNMAPPED, cell->place, cell->column, cell->text);
        }
    }
}

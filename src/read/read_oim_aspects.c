/* Contexts and units of the instance: each distinct one once (xBRL-XML 1.0). */
#include <stdlib.h>
#include <string.h>

#include "base_date.h"
#include "base_text.h"
#include "model_dimensions.h"
#include "model_oim.h"
#include "read_instance_parts.h"
#include "read_oim_parts.h"

/* A period as XBRL 2.1 writes it; `end` NULL: forever. */
typedef struct period {
    const char *start; /* NULL: an instant */
    const char *end;
    bool is_wrong; /* which was told */
} period;

/* ---- periods (Common 3.5) ------------------------------------------------------------------- */

static bool is_digits(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/* xs:dateTime in its canonical form: hours below 24, no needless zeros, Z or no offset. */
static bool parse_moment(ks_sv text, ks_moment *out)
{
    ks_sv rest = text;
    bool is_date = false;
    const ks_sv day = ks_sv_cut(&rest, 'T');
    if (rest.len < 8 || day.len < 10 || !ks_moment_parse(text, out, &is_date) || is_date) {
        return false;
    }
    ks_sv fraction = {rest.ptr + 8, rest.len - 8};
    if (ks_sv_ends(fraction, KS_SV("Z"))) {
        fraction.len--;
    }
    const bool has_digits = fraction.len > 1 && fraction.ptr[0] == '.' &&
                            is_digits((ks_sv){fraction.ptr + 1, fraction.len - 1}) &&
                            (fraction.len == 2 || fraction.ptr[fraction.len - 1] != '0');
    return (fraction.len == 0 || has_digits) && !ks_sv_starts(rest, KS_SV("24"));
}

/* 4.7.2: a date is its midnight; at the end of a period the one that it ends with. */
static const char *write_moment(ks_oim_maker *maker, ks_sv text, const ks_moment *moment,
                                bool is_end)
{
    if (!ks_moment_is_midnight(*moment)) {
        return ks_arena_text(&maker->arena, text);
    }
    ks_str_clear(&maker->text);
    ks_day_write(&maker->text, is_end ? moment->day - 1 : moment->day);
    return maker->text.is_failed ? NULL : ks_arena_text(&maker->arena, ks_str_view(&maker->text));
}

static ks_status make_period(ks_oim_maker *maker, const ks_oim_dimension *said, period *out)
{
    ks_sv end = ks_sv_from(said->value);
    ks_sv start = ks_sv_cut(&end, '/');
    ks_moment from, to;
    const bool is_interval = end.ptr != NULL;
    bool is_good = parse_moment(start, &from);
    if (is_interval) {
        is_good = is_good && parse_moment(end, &to) && ks_moment_compare(from, to) <= 0;
    }
    if (!is_good) {
        KS_REPORT(maker->sink, maker->report->codes->period, said->place, said->value);
        out->is_wrong = true;
        return KS_OK;
    }
    const bool is_duration = is_interval && ks_moment_compare(from, to) < 0;
    if (is_duration) {
        out->start = write_moment(maker, start, &from, false);
    }
    out->end = write_moment(maker, is_interval ? end : start, is_interval ? &to : &from, true);
    return out->end == NULL || (is_duration && out->start == NULL) ? KS_ERR_MEMORY : KS_OK;
}

static ks_status find_period(ks_oim_maker *maker, const ks_oim_dimension *said, const period **out)
{
    const char *text = said != NULL && said->value != NULL ? said->value : "";
    period *found = ks_map_get(&maker->period_by_text, ks_sv_from(text));
    *out = found;
    if (found != NULL) {
        return KS_OK;
    }
    found = ks_arena_zero(&maker->arena, 1, sizeof *found);
    ks_status status = found == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK && said != NULL) {
        status = make_period(maker, said, found);
    }
    *out = found;
    return status == KS_OK ? ks_map_set(&maker->period_by_text, ks_sv_from(text), found) : status;
}

/* OIM 3.4: a concept has facts of instants or of durations; forever is one. */
static bool check_period(ks_oim_maker *maker, const ks_oim_made *made, const period *p,
                         const ks_oim_dimension *said)
{
    const ks_oim_fact *fact = made->fact;
    const bool is_instant = made->concept->period == KS_PERIOD_INSTANT;
    if (p->is_wrong) {
        return false;
    }
    if (p->end == NULL && is_instant) {
        KS_REPORT(maker->sink, KS_F_OIM_NO_PERIOD, fact->place, fact->id,
                  made->concept->name->local);
        return false;
    }
    if (p->end != NULL && is_instant == (p->start != NULL)) {
        if (is_instant) {
            KS_REPORT(maker->sink, KS_F_OIM_INSTANT, said->place, fact->id,
                      made->concept->name->local, said->value);
        } else {
            KS_REPORT(maker->sink, KS_F_OIM_DURATION, said->place, fact->id,
                      made->concept->name->local, said->value);
        }
        return false;
    }
    return true;
}

/* ---- entities (Common 3.1) ------------------------------------------------------------------ */

static ks_status make_entity(ks_oim_maker *maker, const ks_oim_dimension *said,
                             ks_oim_context *context, bool *out_is_good)
{
    *out_is_good = true;
    if (said == NULL || said->value == NULL) {
        context->scheme = KS_OIM_NO_ENTITY_SCHEME;
        context->identifier = KS_OIM_NO_ENTITY;
        return KS_OK;
    }
    ks_sv local = ks_sv_from(said->value);
    const ks_sv prefix = ks_sv_cut(&local, ':');
    ks_sv rest = local;
    const ks_sv token = ks_sv_next_token(&rest);
    *out_is_good = false;
    if (local.len == 0 || token.len != local.len || !ks_text_is_ncname(prefix)) {
        KS_REPORT(maker->sink, KS_F_OIM_SQNAME, said->place, said->value);
        return KS_OK;
    }
    context->scheme = ks_oim_namespace(maker->report, prefix);
    context->identifier = local.ptr; /* the rest of a text that ends */
    if (context->scheme == NULL) {
        KS_REPORT(maker->sink, KS_F_OIM_UNBOUND_PREFIX, said->place, said->value);
        return KS_OK;
    }
    if (strcmp(context->scheme, KS_OIM_NO_ENTITY_SCHEME) == 0 &&
        strcmp(context->identifier, KS_OIM_NO_ENTITY) == 0) {
        KS_REPORT(maker->sink, KS_F_OIM_ENTITY, said->place, said->value);
        return KS_OK;
    }
    *out_is_good = true;
    return KS_OK;
}

/* ---- dimensions ----------------------------------------------------------------------------- */

static int compare_axes(const void *a, const void *b)
{
    return strcmp(((const ks_oim_axis *)a)->said->name, ((const ks_oim_axis *)b)->said->name);
}

static bool has_axes(const ks_cube *cube, const ks_oim_maker *maker)
{
    size_t found = 0;
    for (size_t i = 0; i < maker->axes.count; i++) {
        for (size_t k = 0; k < cube->axes->count; k++) {
            found += cube->axes->items[k].dimension == maker->axes.items[i].concept;
        }
    }
    return found == maker->axes.count;
}

/* xBRL-XML 1.0: the container that the hypercubes of the concept ask for; scenario where both or
 * none do. */
static bool wants_segment(const ks_oim_maker *maker, const ks_concept *concept)
{
    const ks_cube_groups groups = ks_dimensions_cubes(maker->taxonomy->dimensions, concept);
    bool is_segment = false;
    for (size_t i = 0; i < groups.count; i++) {
        for (size_t k = 0; k < groups.items[i]->count; k++) {
            const ks_cube *cube = &groups.items[i]->cubes[k];
            if (cube->is_excluding || !has_axes(cube, maker)) {
                continue;
            }
            if (cube->is_scenario) {
                return false;
            }
            is_segment = true;
        }
    }
    return is_segment;
}

/* The taxonomy-defined dimensions of the fact, in `axes` and `sorted`. */
static ks_status take_axes(ks_oim_maker *maker, const ks_oim_made *made, bool *out_are_good)
{
    const ks_oim_fact *fact = made->fact;
    ks_status status = KS_OK;
    maker->axes.count = 0;
    maker->sorted.count = 0;
    for (size_t i = 0; i < fact->dimension_count && status == KS_OK; i++) {
        const ks_oim_dimension *said = &fact->dimensions[i];
        if (ks_oim_core_of(ks_sv_from(said->name)) != KS_OIM_CORE_COUNT) {
            continue;
        }
        ks_oim_axis axis = {0};
        bool is_good = false;
        status = ks_oim_check_axis(maker, fact, said, &axis, &is_good);
        *out_are_good &= is_good;
        if (status == KS_OK && is_good) {
            ks_oim_axis *slot = ks_vec_add(&maker->axes);
            ks_oim_axis *same = slot == NULL ? NULL : ks_vec_add(&maker->sorted);
            if (same == NULL) {
                return KS_ERR_MEMORY;
            }
            *slot = *same = axis;
        }
    }
    if (maker->sorted.count > 1) {
        qsort(maker->sorted.items, maker->sorted.count, sizeof *maker->sorted.items, compare_axes);
    }
    return status;
}

/* ---- contexts ------------------------------------------------------------------------------- */

static void add_key(ks_str *key, const char *text)
{
    const ks_sv all = text == NULL ? KS_SV("-") : ks_sv_from(text);
    ks_str_add_u64(key, text == NULL ? 0 : all.len);
    ks_str_add_char(key, ':');
    ks_str_add_sv(key, all);
}

/* What makes two contexts one. */
static void write_key(ks_oim_maker *maker, const ks_oim_dimension *const *core, bool is_segment)
{
    ks_str_clear(&maker->key);
    add_key(&maker->key, core[KS_OIM_ENTITY] == NULL ? NULL : core[KS_OIM_ENTITY]->value);
    add_key(&maker->key, core[KS_OIM_PERIOD] == NULL ? NULL : core[KS_OIM_PERIOD]->value);
    ks_str_add_char(&maker->key, is_segment ? 's' : ' ');
    for (size_t i = 0; i < maker->sorted.count; i++) {
        add_key(&maker->key, maker->sorted.items[i].said->name);
        add_key(&maker->key, maker->sorted.items[i].said->value);
    }
}

/* An id that nothing else has: the text that is built, which people see in findings, with a number
 * where it is taken. */
static const char *make_id(ks_oim_maker *maker)
{
    const char *base =
        maker->text.is_failed ? NULL : ks_arena_text(&maker->arena, ks_str_view(&maker->text));
    if (base == NULL) {
        return NULL;
    }
    const char *id = base;
    size_t n = (size_t)(uintptr_t)ks_map_get(&maker->numbers, ks_sv_from(base));
    do {
        n++;
        id = n == 1 ? base : ks_arena_format(&maker->arena, "%s-%zu", base, n);
    } while (id != NULL && ks_map_get(&maker->taken, ks_sv_from(id)) != NULL);
    if (id == NULL || ks_map_set_borrowed(&maker->taken, ks_sv_from(id), maker) != KS_OK ||
        ks_map_set_borrowed(&maker->numbers, ks_sv_from(base), (void *)(uintptr_t)n) != KS_OK) {
        return NULL;
    }
    return id;
}

/* "2024-04-01" of "2024-04-01T12:00:00". */
static void add_day(ks_str *out, const char *before, const char *moment)
{
    ks_sv rest = ks_sv_from(moment);
    ks_str_add(out, before);
    ks_str_add_sv(out, ks_sv_cut(&rest, 'T'));
}

/* "from_2024-04-01_to_2025-03-31_East". */
static const char *make_context_id(ks_oim_maker *maker, const period *p)
{
    ks_str *text = &maker->text;
    ks_str_clear(text);
    if (p->start != NULL) {
        add_day(text, "from_", p->start);
        add_day(text, "_to_", p->end);
    } else if (p->end != NULL) {
        add_day(text, "at_", p->end);
    } else {
        ks_str_add(text, "forever");
    }
    for (size_t i = 0; i < maker->axes.count; i++) {
        const ks_oim_axis *axis = &maker->axes.items[i];
        ks_sv local = ks_sv_from(axis->domain != NULL ? axis->said->name : axis->said->value);
        (void)ks_sv_cut(&local, ':');
        ks_str_add_char(text, '_');
        ks_str_add_sv(text, local);
    }
    return make_id(maker);
}

static ks_status add_context(ks_oim_maker *maker, ks_oim_context *context, const period *p,
                             bool is_segment)
{
    const size_t count = maker->axes.count;
    ks_oim_axis *axes = ks_arena_alloc(&maker->arena, (count + 1) * sizeof *axes);
    ks_oim_context **slot = axes == NULL ? NULL : ks_vec_add(&maker->contexts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = context;
    if (count > 0) {
        memcpy(axes, maker->axes.items, count * sizeof *axes);
    }
    context->id = make_context_id(maker, p);
    context->start = p->start;
    context->end = p->end;
    context->axes = axes;
    context->axis_count = count;
    context->is_segment = is_segment;
    return context->id == NULL
               ? KS_ERR_MEMORY
               : ks_map_set(&maker->context_by_key, ks_str_view(&maker->key), context);
}

ks_status ks_oim_find_context(ks_oim_maker *maker, const ks_oim_made *made,
                              const ks_oim_dimension *const *core, const ks_oim_context **out)
{
    const period *p = NULL;
    bool are_good = true;
    bool is_entity = true;
    *out = NULL;
    ks_status status = take_axes(maker, made, &are_good);
    if (status == KS_OK) {
        status = find_period(maker, core[KS_OIM_PERIOD], &p);
    }
    if (status != KS_OK) {
        return status;
    }
    are_good = check_period(maker, made, p, core[KS_OIM_PERIOD]) && are_good;
    const bool is_segment = maker->axes.count > 0 && wants_segment(maker, made->concept);
    write_key(maker, core, is_segment);
    status = ks_str_status(&maker->key);
    *out = status == KS_OK ? ks_map_get(&maker->context_by_key, ks_str_view(&maker->key)) : NULL;
    if (status != KS_OK || *out != NULL) {
        *out = are_good ? *out : NULL;
        return status;
    }
    ks_oim_context *context = ks_arena_zero(&maker->arena, 1, sizeof *context);
    if (context == NULL) {
        return KS_ERR_MEMORY;
    }
    context->place = made->fact->place;
    status = make_entity(maker, core[KS_OIM_ENTITY], context, &is_entity);
    if (status != KS_OK || !is_entity || !are_good) {
        return status;
    }
    *out = context;
    return add_context(maker, context, p, is_segment);
}

/* ---- units (Common 3.4) --------------------------------------------------------------------- */

/* One side of the quotient: measures with "*" between, in order, in brackets where `may_wrap` and
 * there are several. */
static ks_status take_measures(ks_oim_maker *maker, ks_sv side, bool may_wrap, ks_oim_unit *unit,
                               bool *out_is_good)
{
    const bool is_wrapped =
        ks_sv_starts(side, KS_SV("(")) && ks_sv_ends(side, KS_SV(")")) && side.len > 2;
    ks_sv rest = is_wrapped ? (ks_sv){side.ptr + 1, side.len - 2} : side;
    const size_t first = unit->count;
    while (rest.ptr != NULL) {
        const ks_sv measure = ks_sv_cut(&rest, '*');
        const char *text = ks_arena_text(&maker->arena, measure);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        *out_is_good &= ks_text_is_prefixed(measure);
        *out_is_good &= unit->count == first || strcmp(unit->measures[unit->count - 1], text) <= 0;
        unit->measures[unit->count++] = text;
    }
    *out_is_good &= is_wrapped == (may_wrap && unit->count - first > 1);
    return KS_OK;
}

static ks_status check_measures(ks_oim_maker *maker, const ks_oim_dimension *said,
                                ks_oim_unit *unit)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < unit->count && status == KS_OK; i++) {
        const ks_qname *name = NULL;
        status = ks_oim_maker_name(maker, unit->measures[i], said->place, &name);
        unit->is_wrong |= name == NULL;
    }
    return status;
}

static ks_status parse_unit(ks_oim_maker *maker, const ks_oim_dimension *said, ks_oim_unit *unit)
{
    const ks_sv text = ks_sv_from(said->value);
    ks_sv below = text;
    const ks_sv above = ks_sv_cut(&below, '/');
    const bool is_quotient = below.ptr != NULL;
    bool is_good = true;
    unit->measures = ks_arena_zero(&maker->arena, text.len + 2, sizeof *unit->measures);
    if (unit->measures == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = take_measures(maker, above, is_quotient, unit, &is_good);
    unit->numerator_count = unit->count;
    if (status == KS_OK && is_quotient) {
        status = take_measures(maker, below, true, unit, &is_good);
    }
    if (status != KS_OK) {
        return status;
    }
    unit->is_wrong = !is_good;
    if (!is_good) {
        KS_REPORT(maker->sink, KS_F_OIM_UNIT, said->place, said->value);
        return KS_OK;
    }
    if (ks_sv_is(text, "xbrli:pure")) {
        unit->is_wrong = true;
        KS_REPORT(maker->sink, KS_F_OIM_PURE, said->place, NULL);
        return KS_OK;
    }
    return check_measures(maker, said, unit);
}

static const char *const PURE[] = {"xbrli:pure"};

/* "JPY_per_shares". */
static const char *make_unit_id(ks_oim_maker *maker, const ks_oim_unit *unit)
{
    ks_str_clear(&maker->text);
    for (size_t i = 0; i < unit->count; i++) {
        ks_sv local = ks_sv_from(unit->measures[i]);
        (void)ks_sv_cut(&local, ':');
        ks_str_add(&maker->text, i == 0 ? "" : i == unit->numerator_count ? "_per_" : "_");
        ks_str_add_sv(&maker->text, local);
    }
    return make_id(maker);
}

ks_status ks_oim_find_unit(ks_oim_maker *maker, const ks_oim_dimension *said,
                           const ks_oim_unit **out)
{
    const char *text = said != NULL && said->value != NULL ? said->value : "";
    ks_oim_unit *unit = ks_map_get(&maker->unit_by_text, ks_sv_from(text));
    ks_status status = KS_OK;
    *out = NULL;
    if (unit == NULL) {
        unit = ks_arena_zero(&maker->arena, 1, sizeof *unit);
        ks_oim_unit **slot = unit == NULL ? NULL : ks_vec_add(&maker->units);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = unit;
        unit->place = said == NULL ? maker->report->place : said->place;
        unit->measures = (const char **)(uintptr_t)PURE;
        unit->numerator_count = unit->count = said == NULL ? 1 : 0;
        status = said == NULL ? KS_OK : parse_unit(maker, said, unit);
        if (status == KS_OK && !unit->is_wrong) {
            unit->id = make_unit_id(maker, unit);
            status = unit->id == NULL ? KS_ERR_MEMORY : KS_OK;
        }
        status =
            status == KS_OK ? ks_map_set(&maker->unit_by_text, ks_sv_from(text), unit) : status;
    }
    *out = status == KS_OK && !unit->is_wrong ? unit : NULL;
    return status;
}

#include "check_units.h"

#include <stdio.h>
#include <string.h>

#include "base_text.h"
#include "check_measure.h"

enum { CHAIN_LIMIT = 100, SHOWN_LIMIT = 4, GUESS_LIMIT = 100 };

/* A concept as it is reported in a unit. */
typedef struct use {
    const ks_fact *first;
    size_t count;
} use;

typedef struct checker {
    const ks_instance *instance;
    const ks_units *units;
    ks_sink *sink;
    ks_arena arena;
    ks_map index;       /* [concept, unit] -> use */
    KS_VEC(use *) uses; /* in order of their first facts */
    ks_map told;        /* units that have a finding */
    KS_VEC(ks_sv) ids;  /* of what might have been meant */
    KS_VEC(const ks_units_entry *) guesses;
    size_t guess_count;
    const char *currencies; /* the namespaces of ISO 4217 and of the registry's own measures, */
    const char *listed;     /* interned, where the registry has measures of them */
    ks_str shown;           /* the unit of the fact */
    ks_str allowed;         /* units it might have */
    ks_str nearest;
} checker;

/* ---- how units are shown --------------------------------------------------------------------- */

static const char *usual_prefix(const char *ns)
{
    static const struct {
        const char *ns;
        const char *prefix;
    } PREFIXES[] = {{KS_NS_ISO4217, "iso4217"}, {KS_NS_XBRLI, "xbrli"}, {KS_NS_UTR, "utr"}};
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        if (strcmp(PREFIXES[i].ns, ns) == 0) {
            return PREFIXES[i].prefix;
        }
    }
    return NULL;
}

static void show_name(ks_str *out, const char *ns, const char *local)
{
    const char *prefix = ns == NULL ? NULL : usual_prefix(ns);
    if (prefix != NULL) {
        ks_str_addf(out, "%s:%s", prefix, local);
    } else if (ns != NULL && *ns != '\0') {
        ks_str_addf(out, "{%s}%s", ns, local);
    } else {
        ks_str_add(out, local);
    }
}

static void show_product(ks_str *out, const ks_qname *const *measures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ks_str_add(out, i == 0 ? "" : " * ");
        show_name(out, measures[i]->ns, measures[i]->local);
    }
}

static void show_unit(ks_str *out, const ks_unit *unit)
{
    ks_str_clear(out);
    show_product(out, unit->numerators, unit->numerator_count);
    if (unit->denominator_count > 0) {
        ks_str_add(out, " / ");
        show_product(out, unit->denominators, unit->denominator_count);
    }
}

static void show_part(ks_str *out, const ks_units *units, const ks_units_type *type)
{
    const ks_units_entry *entry = type->local == NULL ? NULL : ks_units_first(units, type);
    if (entry == NULL) {
        ks_str_add(out, "*");
    } else if (ks_units_next(entry, type) == NULL) {
        show_name(out, entry->ns, entry->id);
    } else {
        const bool is_money = strcmp(type->local, "monetaryItemType") == 0;
        ks_str_add(out, is_money ? "iso4217:*" : type->local);
    }
}

static void show_entry(ks_str *out, const ks_units *units, const ks_units_entry *entry)
{
    if (!entry->is_quotient) {
        show_name(out, entry->ns, entry->id);
        return;
    }
    show_part(out, units, &entry->numerator);
    ks_str_add(out, " / ");
    show_part(out, units, &entry->denominator);
}

/* The first few units for items of that type. */
static void show_allowed(checker *c, const ks_units_type *type)
{
    size_t count = 0;
    ks_str_clear(&c->allowed);
    for (const ks_units_entry *e = ks_units_first(c->units, type); e != NULL;
         e = ks_units_next(e, type)) {
        if (count < SHOWN_LIMIT) {
            ks_str_add(&c->allowed, count == 0 ? "" : ", ");
            show_entry(&c->allowed, c->units, e);
        }
        count++;
    }
    if (count > SHOWN_LIMIT) {
        ks_str_addf(&c->allowed, ", ... (%zu)", count);
    }
}

/* ---- did you mean ---------------------------------------------------------------------------- */

static ks_status add_guess(checker *c, const ks_units_entry *entry)
{
    if (c->guess_count == GUESS_LIMIT) {
        return KS_OK;
    }
    ks_sv *id = ks_vec_add(&c->ids);
    const ks_units_entry **slot = id == NULL ? NULL : ks_vec_add(&c->guesses);
    if (slot == NULL) {
        c->ids.count = c->guesses.count;
        return KS_ERR_MEMORY;
    }
    *id = ks_sv_from(entry->id);
    *slot = entry;
    return KS_OK;
}

/* The one most like `measure` of those added, as text. Looking is not linear, so not often. */
static void guess(checker *c, const ks_qname *measure)
{
    ks_str_clear(&c->nearest);
    const size_t nearest = ks_text_nearest(ks_sv_from(measure->local), c->ids.items, c->ids.count);
    c->guess_count += c->ids.count > 0 ? 1 : 0;
    if (nearest != SIZE_MAX) {
        show_name(&c->nearest, c->guesses.items[nearest]->ns, c->guesses.items[nearest]->id);
    }
    c->ids.count = 0;
    c->guesses.count = 0;
}

/* Among the units for items of `type`. */
static ks_status guess_of_type(checker *c, const ks_units_type *type, const ks_qname *measure)
{
    ks_status status = KS_OK;
    for (const ks_units_entry *e = ks_units_first(c->units, type); e != NULL && status == KS_OK;
         e = ks_units_next(e, type)) {
        status = e->is_quotient ? KS_OK : add_guess(c, e);
    }
    guess(c, measure);
    return status;
}

/* Among the measures of the same namespace. */
static ks_status guess_of_namespace(checker *c, const ks_qname *measure)
{
    ks_status status = KS_OK;
    for (const ks_map_entry *e = ks_map_first(&c->units->by_id); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_units_list *list = ks_map_entry_value(e);
        status = list->first->ns == measure->ns ? add_guess(c, list->first) : KS_OK;
    }
    guess(c, measure);
    return status;
}

/* ---- the rules ------------------------------------------------------------------------------- */

static ks_status mark_told(checker *c, const ks_unit *unit)
{
    return ks_map_set_ptr(&c->told, unit, c);
}

/* Texts that were too long for the memory fail here. */
static ks_status texts_status(const checker *c)
{
    ks_status status = ks_str_status(&c->shown);
    if (status == KS_OK) {
        status = ks_str_status(&c->allowed);
    }
    return status == KS_OK ? ks_str_status(&c->nearest) : status;
}

static ks_status report(checker *c, ks_finding_id id, const use *u, const char *const *args,
                        size_t arg_count)
{
    const ks_related related = {u->first->unit->place, u->first->unit->id};
    ks_status status = texts_status(c);
    if (status == KS_OK) {
        ks_report(c->sink, id, u->first->place, args, arg_count, &related, 1);
    }
    return status;
}

static ks_status report_not_allowed(checker *c, const use *u, const ks_qname *type)
{
    const ks_unit *unit = u->first->unit;
    const ks_units_type wanted = {type->local, type->ns};
    show_allowed(c, &wanted);
    ks_str_clear(&c->nearest);
    ks_status status = KS_OK;
    if (unit->numerator_count == 1 && unit->denominator_count == 0) {
        status = guess_of_type(c, &wanted, unit->numerators[0]);
    }
    char more[24] = "";
    if (u->count > 1) {
        snprintf(more, sizeof more, "%zu", u->count - 1);
    }
    if (status == KS_OK) {
        const char *args[] = {u->first->concept->name->local,
                              c->shown.ptr,
                              type->local,
                              c->allowed.ptr,
                              c->nearest.ptr,
                              more};
        status = report(c, KS_F_UNITS_NOT_ALLOWED, u, args, sizeof args / sizeof *args);
    }
    return status == KS_OK ? mark_told(c, unit) : status;
}

/* Units Registry 1.0 4: the most specific type that the registry knows, or NULL. */
static const ks_qname *find_type(const checker *c, const ks_concept *concept)
{
    const ks_qname *type = concept->type;
    for (int i = 0; i < CHAIN_LIMIT && type != NULL; i++) {
        if (ks_units_first(c->units, &(ks_units_type){type->local, type->ns}) != NULL) {
            return type;
        }
        type = ks_taxonomy_type_base(c->instance->taxonomy, type);
    }
    return NULL;
}

/* XBRL 2.1 has its own rules for the types it defines, and this unit keeps to them: a currency that
 * is no more, say. Once for each unit. */
static ks_status report_not_listed(checker *c, const use *u, const ks_qname *type)
{
    const ks_unit *unit = u->first->unit;
    if (ks_map_get_ptr(&c->told, unit) != NULL) {
        return KS_OK;
    }
    const char *args[] = {u->first->concept->name->local, c->shown.ptr, type->local};
    ks_status status = report(c, KS_F_UNITS_NOT_LISTED, u, args, sizeof args / sizeof *args);
    return status == KS_OK ? mark_told(c, unit) : status;
}

static ks_status report_candidate(checker *c, const use *u)
{
    const ks_unit *unit = u->first->unit;
    if (ks_map_get_ptr(&c->told, unit) != NULL) {
        return KS_OK;
    }
    const char *args[] = {c->shown.ptr, u->first->concept->name->local};
    ks_status status = report(c, KS_F_UNITS_CANDIDATE, u, args, sizeof args / sizeof *args);
    return status == KS_OK ? mark_told(c, unit) : status;
}

/* A plain number whose name says that it is per share, in a currency or in shares alone. */
static bool is_undivided(const use *u)
{
    const ks_concept *concept = u->first->concept;
    const ks_unit *unit = u->first->unit;
    if (concept->kind == KS_ITEM_PER_SHARE) {
        return unit->denominator_count == 0;
    }
    return concept->kind == KS_ITEM_DECIMAL && strstr(concept->name->local, "PerShare") != NULL &&
           (ks_measure_suits(unit, KS_ITEM_MONETARY) || ks_measure_suits(unit, KS_ITEM_SHARES));
}

static ks_status check_by_sight(checker *c, const use *u, const ks_units_entry *entry)
{
    const char *args[] = {u->first->concept->name->local, c->shown.ptr};
    const size_t count = sizeof args / sizeof *args;
    if (is_undivided(u)) {
        return report(c, KS_F_UNITS_NOT_PER_SHARE, u, args, count);
    }
    if (entry == NULL && u->first->concept->kind == KS_ITEM_PURE &&
        !ks_measure_suits(u->first->unit, KS_ITEM_PURE)) {
        return report(c, KS_F_UNITS_NOT_PURE, u, args, count);
    }
    return KS_OK;
}

/* XBRL 2.1 4.8.2 is told by check_instance.h. */
static bool is_told_already(const use *u)
{
    const ks_item_kind kind = u->first->concept->kind;
    return (kind == KS_ITEM_MONETARY || kind == KS_ITEM_SHARES) &&
           !ks_measure_suits(u->first->unit, kind);
}

static ks_status check_use(checker *c, const use *u)
{
    const ks_concept *concept = u->first->concept;
    const ks_qname *type = c->units == NULL ? NULL : find_type(c, concept);
    const ks_units_entry *entry =
        type == NULL ? NULL : ks_units_match(c->units, type, u->first->unit);
    if (is_told_already(u)) {
        return mark_told(c, u->first->unit);
    }
    show_unit(&c->shown, u->first->unit);
    if (type != NULL && entry == NULL && strcmp(type->ns, KS_NS_XBRLI) != 0) {
        return report_not_allowed(c, u, type);
    }
    if (type != NULL && entry == NULL && concept->kind != KS_ITEM_PURE) {
        return report_not_listed(c, u, type);
    }
    ks_status status = entry != NULL && entry->is_candidate ? report_candidate(c, u) : KS_OK;
    return status == KS_OK ? check_by_sight(c, u, entry) : status;
}

static void find_namespaces(checker *c)
{
    for (const ks_map_entry *e = ks_map_first(&c->units->by_id); e != NULL; e = ks_map_next(e)) {
        const ks_units_list *list = ks_map_entry_value(e);
        const char *ns = list->first->ns;
        if (ns != NULL && strcmp(ns, KS_NS_ISO4217) == 0) {
            c->currencies = ns;
        } else if (ns != NULL && strcmp(ns, KS_NS_UTR) == 0) {
            c->listed = ns;
        }
    }
}

/* A measure that claims to be of the registry. */
static ks_status check_measure(checker *c, const ks_unit *unit, const ks_qname *measure)
{
    if ((measure->ns != c->currencies && measure->ns != c->listed) ||
        ks_units_measure(c->units, measure) != NULL) {
        return KS_OK;
    }
    ks_str_clear(&c->shown);
    show_name(&c->shown, measure->ns, measure->local);
    ks_status status = guess_of_namespace(c, measure);
    if (status == KS_OK) {
        status = texts_status(c);
    }
    if (status == KS_OK) {
        KS_REPORT(c->sink, KS_F_UNITS_UNKNOWN_MEASURE, unit->place, unit->id, c->shown.ptr,
                  c->nearest.ptr);
    }
    return status;
}

static ks_status check_measures(checker *c, const ks_unit *unit)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < unit->numerator_count && status == KS_OK; i++) {
        status = check_measure(c, unit, unit->numerators[i]);
    }
    for (size_t i = 0; i < unit->denominator_count && status == KS_OK; i++) {
        status = check_measure(c, unit, unit->denominators[i]);
    }
    return status;
}

/* ---------------------------------------------------------------------------------------------- */

static ks_status add_use(checker *c, const ks_fact *fact)
{
    const void *const key[] = {fact->concept, fact->unit};
    const ks_sv view = {(const char *)key, sizeof key};
    use *known = ks_map_get(&c->index, view);
    if (known != NULL) {
        known->count++;
        return KS_OK;
    }
    use *added = ks_arena_alloc(&c->arena, sizeof *added);
    use **slot = added == NULL ? NULL : ks_vec_add(&c->uses);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (use){fact, 1};
    *slot = added;
    return ks_map_set(&c->index, view, added);
}

static ks_status collect_uses(checker *c)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < c->instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = c->instance->facts.items[i];
        if (fact->unit != NULL && ks_item_kind_is_numeric(fact->concept->kind)) {
            status = add_use(c, fact);
        }
    }
    return status;
}

static ks_status check_all(checker *c)
{
    ks_status status = collect_uses(c);
    for (size_t i = 0; i < c->uses.count && status == KS_OK; i++) {
        status = check_use(c, c->uses.items[i]);
    }
    if (c->units == NULL) {
        return status;
    }
    find_namespaces(c);
    for (size_t i = 0; i < c->instance->units.count && status == KS_OK; i++) {
        const ks_unit *unit = c->instance->units.items[i];
        status = ks_map_get_ptr(&c->told, unit) != NULL ? KS_OK : check_measures(c, unit);
    }
    return status;
}

ks_status ks_check_units(const ks_instance *instance, const ks_units *units, ks_sink *sink)
{
    checker c = {.instance = instance, .units = units, .sink = sink};
    ks_arena_init(&c.arena);
    ks_map_init(&c.index);
    ks_map_init(&c.told);
    ks_str_init(&c.shown);
    ks_str_init(&c.allowed);
    ks_str_init(&c.nearest);
    ks_status status = check_all(&c);
    ks_str_release(&c.nearest);
    ks_str_release(&c.allowed);
    ks_str_release(&c.shown);
    ks_vec_release(&c.guesses);
    ks_vec_release(&c.ids);
    ks_vec_release(&c.uses);
    ks_map_release(&c.told);
    ks_map_release(&c.index);
    ks_arena_release(&c.arena);
    return status;
}

#include "check_instance.h"

#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "check_definitions.h"
#include "check_enumerations.h"
#include "check_measure.h"

typedef struct checker {
    ks_sink *sink;
    bool is_validated;
    KS_VEC(ks_related) related; /* the cells of the fact at hand */
    size_t *misfits; /* by unit, for money and for shares: facts whose unit is none of theirs */
} checker;

static ks_status relate_cells(checker *c, const ks_fact *fact)
{
    c->related.count = 0;
    for (const ks_cell_ref *cell = fact->cells; cell != NULL; cell = cell->next) {
        ks_related *related = ks_vec_add(&c->related);
        if (related == NULL) {
            return KS_ERR_MEMORY;
        }
        *related = (ks_related){cell->place, cell->printed};
    }
    return KS_OK;
}

static ks_status report(checker *c, ks_finding_id id, const ks_fact *fact, const char *detail)
{
    ks_status status = relate_cells(c, fact);
    if (status == KS_OK) {
        KS_REPORT_RELATED(c->sink, id, fact->place, c->related.items, c->related.count,
                          fact->concept->name->local, detail);
    }
    return status;
}

static const char *period_word(const ks_sink *sink, ks_period_type type)
{
    static const char *const WORDS[][KS_LANG_COUNT] = {
        [KS_PERIOD_NONE] = {"all time", "無期限"},
        [KS_PERIOD_INSTANT] = {"an instant", "時点"},
        [KS_PERIOD_DURATION] = {"a duration", "期間"},
    };
    return WORDS[type][sink != NULL && sink->lang == KS_LANG_JA ? KS_LANG_JA : KS_LANG_EN];
}

/* 4.7.2: an instant for concepts of an instant, a duration or forever for the others. */
static ks_status check_period(checker *c, const ks_fact *fact)
{
    ks_period_type wanted = fact->concept->period;
    bool is_instant = fact->context->period == KS_PERIOD_INSTANT;
    if (wanted == KS_PERIOD_NONE || fact->context->has_bad_period ||
        (wanted == KS_PERIOD_INSTANT) == is_instant) {
        return KS_OK;
    }
    ks_status status = relate_cells(c, fact);
    if (status == KS_OK) {
        KS_REPORT_RELATED(c->sink, KS_F_INSTANCE_WRONG_PERIOD_TYPE, fact->place, c->related.items,
                          c->related.count, fact->concept->name->local,
                          period_word(c->sink, wanted), fact->context->id,
                          period_word(c->sink, fact->context->period));
    }
    return status;
}

/* 4.8.2: money has a currency, and shares have xbrli:shares. */
static bool has_misfit(const ks_fact *fact)
{
    const ks_item_kind kind = fact->concept->kind;
    return (kind == KS_ITEM_MONETARY || kind == KS_ITEM_SHARES) && fact->unit != NULL &&
           !fact->unit->is_broken && !ks_measure_suits(fact->unit, kind);
}

static size_t *misfits_of(const checker *c, const ks_fact *fact)
{
    return &c->misfits[fact->unit->index * 2 + (fact->concept->kind == KS_ITEM_SHARES)];
}

static ks_status count_misfits(checker *c, const ks_instance *instance)
{
    c->misfits = ks_alloc_zero(instance->units.count * 2 + 1, sizeof *c->misfits);
    if (c->misfits == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < instance->facts.count; i++) {
        if (has_misfit(instance->facts.items[i])) {
            ++*misfits_of(c, instance->facts.items[i]);
        }
    }
    return KS_OK;
}

/* The mistake is the unit's more often than not: it is told with its first fact. */
static ks_status report_misfit(checker *c, const ks_fact *fact)
{
    size_t *count = misfits_of(c, fact);
    char others[24] = "";
    if (*count == 0) {
        return KS_OK;
    }
    if (*count > 1) {
        snprintf(others, sizeof others, "%zu", *count - 1);
    }
    *count = 0;
    ks_status status = relate_cells(c, fact);
    if (status == KS_OK) {
        KS_REPORT_RELATED(c->sink,
                          fact->concept->kind == KS_ITEM_SHARES ? KS_F_INSTANCE_NOT_SHARES
                                                                : KS_F_INSTANCE_NOT_A_CURRENCY,
                          fact->place, c->related.items, c->related.count,
                          fact->concept->name->local, fact->unit->id, others);
    }
    return status;
}

static ks_status check_unit(checker *c, const ks_fact *fact)
{
    if (!ks_item_kind_is_numeric(fact->concept->kind)) {
        /* A type that is not known may be a number all the same. */
        bool is_needless = fact->unit != NULL && fact->concept->kind == KS_ITEM_STRING;
        return is_needless && !c->is_validated ? report(c, KS_F_INSTANCE_NEEDLESS_UNIT, fact, NULL)
                                               : KS_OK;
    }
    if (fact->unit == NULL) {
        return c->is_validated ? KS_OK : report(c, KS_F_INSTANCE_NO_UNIT, fact, NULL);
    }
    return has_misfit(fact) ? report_misfit(c, fact) : KS_OK;
}

static const char *kind_word(const ks_sink *sink, bool is_nil)
{
    bool is_japanese = sink != NULL && sink->lang == KS_LANG_JA;
    if (is_nil) {
        return "nil";
    }
    return is_japanese ? "分数" : "a fraction";
}

/* 4.6.3: a number says how exact it is, in one way, unless it is nil or a fraction. */
static ks_status check_accuracy(checker *c, const ks_fact *fact)
{
    bool is_stated = fact->accuracy != KS_STATED_DECIMALS || fact->decimals != KS_DECIMALS_NONE;
    bool is_fraction = fact->concept->kind == KS_ITEM_FRACTION;
    if (!ks_item_kind_is_numeric(fact->concept->kind)) {
        return KS_OK;
    }
    if (fact->is_nil || is_fraction) {
        /* Fractions do not even have the attributes: the schema tells. */
        is_stated = is_stated && !(is_fraction && c->is_validated);
        return is_stated ? report(c, KS_F_INSTANCE_NEEDLESS_ACCURACY, fact,
                                  kind_word(c->sink, fact->is_nil))
                         : KS_OK;
    }
    if (!is_stated) {
        return report(c, KS_F_INSTANCE_NO_DECIMALS, fact, NULL);
    }
    return fact->accuracy == KS_STATED_BOTH ? report(c, KS_F_INSTANCE_BOTH_ACCURACIES, fact, NULL)
                                            : KS_OK;
}

/* Data Types Registry: money in whole units is not said to be more exact than that. */
static void check_whole(checker *c, const ks_taxonomy *taxonomy, const ks_fact *fact)
{
    static const char *const WHOLE[] = {"noDecimalsMonetaryItemType",
                                        "nonNegativeNoDecimalsMonetaryItemType", NULL};
    if (fact->decimals > 0 && fact->concept->kind == KS_ITEM_MONETARY && !fact->is_nil &&
        ks_taxonomy_is_registered(taxonomy, fact->concept->type, WHOLE)) {
        ks_str decimals;
        ks_str_init(&decimals);
        ks_decimals_write(&decimals, fact->decimals);
        KS_REPORT(c->sink, KS_F_INSTANCE_NOT_WHOLE, fact->place, fact->concept->name->local,
                  ks_str_status(&decimals) == KS_OK ? decimals.ptr : "");
        ks_str_release(&decimals);
    }
}

static ks_status check_facts(checker *c, const ks_instance *instance)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = instance->facts.items[i];
        status = check_period(c, fact);
        if (status == KS_OK) {
            status = check_unit(c, fact);
        }
        if (status == KS_OK) {
            status = check_accuracy(c, fact);
            check_whole(c, instance->taxonomy, fact);
        }
    }
    return status;
}

/* 4.8.2: XBRL itself has two measures. */
static void check_measures(checker *c, const ks_unit *unit, const ks_qname **measures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(measures[i]->ns, KS_NS_XBRLI) == 0 && strcmp(measures[i]->local, "pure") != 0 &&
            strcmp(measures[i]->local, "shares") != 0) {
            KS_REPORT(c->sink, KS_F_INSTANCE_UNKNOWN_MEASURE, unit->place, unit->id,
                      measures[i]->local);
        }
    }
}

/* 4.8.4: what stands above the line does not stand below it. */
static ks_status check_ratio(checker *c, const ks_unit *unit)
{
    ks_map above;
    ks_status status = KS_OK;
    ks_map_init(&above);
    for (size_t i = 0; i < unit->numerator_count && status == KS_OK; i++) {
        status = ks_map_set_ptr(&above, unit->numerators[i], c);
    }
    for (size_t i = 0; i < unit->denominator_count && status == KS_OK; i++) {
        if (ks_map_get_ptr(&above, unit->denominators[i]) != NULL) {
            KS_REPORT(c->sink, KS_F_INSTANCE_CANCELLING_MEASURE, unit->place, unit->id,
                      unit->denominators[i]->local);
            break;
        }
    }
    ks_map_release(&above);
    return status;
}

static ks_status check_units(checker *c, const ks_instance *instance)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        const ks_unit *unit = instance->units.items[i];
        check_measures(c, unit, unit->numerators, unit->numerator_count);
        check_measures(c, unit, unit->denominators, unit->denominator_count);
        status = unit->denominator_count == 0 ? KS_OK : check_ratio(c, unit);
    }
    return status;
}

ks_status ks_check_instance(const ks_instance *instance, bool is_validated, ks_sink *sink)
{
    checker c = {.sink = sink, .is_validated = is_validated};
    ks_status status = check_units(&c, instance);
    if (status == KS_OK) {
        status = count_misfits(&c, instance);
    }
    if (status == KS_OK) {
        status = check_facts(&c, instance);
    }
    if (status == KS_OK) {
        status = ks_check_definitions(instance, sink);
    }
    if (status == KS_OK) {
        status = ks_check_enumerations(instance, sink);
    }
    ks_vec_release(&c.related);
    ks_alloc_free(c.misfits);
    return status;
}

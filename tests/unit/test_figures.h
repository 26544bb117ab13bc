/* A small company for tests of the rules on figures: Total = Sales + Other - Costs, in whatever
 * role and by whatever arcrole, contexts with and without dimensions, facts as they are added. */
#ifndef KS_TEST_FIGURES_H
#define KS_TEST_FIGURES_H

#include "test.h"

#include "model_instance.h"
#include "test_findings.h"
#include "test_totals.h"

#define FIGURES_JPPFS "http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2025-11-01/jppfs_cor"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_taxonomy *taxonomy;
static ks_instance *instance;

static inline const ks_qname *figures_name(const char *ns, const char *local)
{
    return ks_names_qname(&names, ks_sv_from(ns), ks_sv_from(local));
}

static inline void add_concept_of(const char *local, ks_item_kind kind, const char *item_type)
{
    ks_concept added = {.name = figures_name("urn:t", local),
                        .kind = kind,
                        .item_type = figures_name(KS_NS_XBRLI, item_type),
                        .period = KS_PERIOD_DURATION,
                        .is_item = true};
    ck_assert_int_eq(ks_taxonomy_add_concept(taxonomy, &added, NULL), KS_OK);
}

static inline void add_concept(const char *local, ks_item_kind kind)
{
    add_concept_of(local, kind, "itemType");
}

static inline const ks_concept *concept(const char *local)
{
    return ks_taxonomy_find(taxonomy, figures_name("urn:t", local));
}

static inline void add_arc(const char *role, const char *arcrole, const char *from, const char *to,
                           int weight)
{
    static uint32_t line;
    ks_arc arc = {.role = role,
                  .arcrole = arcrole,
                  .from = concept(from),
                  .to = concept(to),
                  .order = ks_decimal_from_i64((int64_t)taxonomy->arcs.count),
                  .weight = ks_decimal_from_i64(weight),
                  .place = {"cal.xml", ++line, 1}};
    ck_assert_int_eq(ks_taxonomy_add_arc(taxonomy, &arc), KS_OK);
}

static inline void add_calculation(const char *role, const char *arcrole)
{
    add_arc(role, arcrole, "Total", "Sales", 1);
    add_arc(role, arcrole, "Total", "Other", 1);
    add_arc(role, arcrole, "Total", "Costs", -1);
}

/* Days from 1970-01-01; `axis` and `member` may be NULL. */
static inline ks_context *add_period(const char *id, int64_t start, int64_t end, const char *axis,
                                     const char *member)
{
    ks_dimension dimension = {.dimension = axis == NULL ? NULL : figures_name(FIGURES_JPPFS, axis),
                              .member =
                                  member == NULL ? NULL : figures_name(FIGURES_JPPFS, member)};
    ks_context context = {.id = id,
                          .scheme = "s",
                          .identifier = "i",
                          .period = KS_PERIOD_DURATION,
                          .start = start,
                          .end = end,
                          .besides = member,
                          .dimensions = &dimension,
                          .dimension_count = axis == NULL ? 0 : 1};
    ks_context *added = NULL;
    ck_assert_int_eq(ks_instance_add_context(instance, &context, &added), KS_OK);
    return added;
}

static inline void add_money(const char *id)
{
    const ks_qname *yen = figures_name(KS_NS_ISO4217, "JPY");
    ks_unit unit = {.id = id, .numerators = &yen, .numerator_count = 1};
    ck_assert_int_eq(ks_instance_add_unit(instance, &unit, NULL), KS_OK);
}

/* Concepts are there; add relationships, then call begin_facts. */
static inline void begin_figures(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ck_assert_int_eq(ks_taxonomy_new(&names, &taxonomy), KS_OK);
    add_concept("Total", KS_ITEM_MONETARY);
    add_concept("Sales", KS_ITEM_MONETARY);
    add_concept("Other", KS_ITEM_MONETARY);
    add_concept("Costs", KS_ITEM_MONETARY);
    add_concept("Speed", KS_ITEM_DOUBLE);
    add_concept("Ratio", KS_ITEM_FRACTION);
    add_concept("Policy", KS_ITEM_STRING);
    add_concept_of("Day", KS_ITEM_OTHER, "dateTimeItemType");
}

static inline void begin_facts(void)
{
    ck_assert_int_eq(ks_taxonomy_finish(taxonomy), KS_OK);
    ck_assert_int_eq(ks_instance_new(&names, taxonomy, &instance), KS_OK);
    add_period("now", 0, 89, NULL, NULL);
    add_period("next", 90, 180, NULL, NULL);
    add_money("JPY");
}

static inline void end_figures(void)
{
    ks_instance_free(instance);
    ks_taxonomy_free(taxonomy);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static inline ks_fact *add_fact_in(const char *context, const char *name, const char *value,
                                   int32_t decimals)
{
    ks_fact *added = NULL;
    const ks_concept *what = concept(name);
    bool is_numeric = ks_item_kind_is_numeric(what->kind);
    bool is_valid = true;
    ks_fact fact = {.concept = what,
                    .context = ks_instance_context(instance, context),
                    .unit = is_numeric ? ks_instance_unit(instance, "JPY") : NULL,
                    .lexical = value == NULL ? "" : value,
                    .decimals = decimals,
                    .is_nil = value == NULL,
                    .place = {"i.xbrl", (uint32_t)instance->facts.count + 1, 1}};
    if (is_numeric && value != NULL) {
        ck_assert_int_eq(
            ks_decimal_parse(&instance->arena, ks_sv_from(value), false, &is_valid, &fact.number),
            KS_OK);
    }
    ck_assert(is_valid);
    ck_assert_int_eq(ks_instance_add_fact(instance, &fact, &added), KS_OK);
    return added;
}

/* A fact of the context "now"; NULL is nil. The line of its place is its number, from 1. */
static inline ks_fact *add_fact(const char *name, const char *value, int32_t decimals)
{
    return add_fact_in("now", name, value, decimals);
}

#endif

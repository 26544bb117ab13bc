/* A small company: two statements and a cash roll-forward, in yen and dollars, with what is
 * awkward: a negated line, a total, nil and zero, a concept that stands twice, per-share figures,
 * two footnotes with the same mark, characters that need escaping. */
#ifndef KS_TEST_WRITE_SAMPLE_H
#define KS_TEST_WRITE_SAMPLE_H

#include <string.h>

#include "model_instance.h"
#include "test.h"

#define SAMPLE_NS   "http://example.com/t"
#define SAMPLE_OPS  SAMPLE_NS "/role/operations"
#define SAMPLE_CASH SAMPLE_NS "/role/cash"

typedef struct sample {
    ks_names names;
    ks_taxonomy *taxonomy;
    ks_instance *instance;
    ks_status status; /* the first that is not KS_OK; steps after it do nothing */
} sample;

static inline bool sample_note(sample *s, ks_status status)
{
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    s->status = s->status == KS_OK ? status : s->status;
    return s->status == KS_OK;
}

static inline const ks_qname *sample_name(sample *s, const char *ns, const char *local)
{
    const ks_qname *name = ks_names_qname(&s->names, ks_sv_from(ns), ks_sv_from(local));
    sample_note(s, name == NULL ? KS_ERR_MEMORY : KS_OK);
    return name;
}

static inline const ks_concept *sample_concept(sample *s, const char *local)
{
    return ks_taxonomy_find(s->taxonomy, sample_name(s, SAMPLE_NS, local));
}

static inline void sample_label(sample *s, const char *local, const char *role, const char *en,
                                const char *ja)
{
    if (s->status != KS_OK) {
        return;
    }
    const ks_concept *concept = sample_concept(s, local);
    ks_label label = {.concept = concept, .role = role, .lang = "en", .text = en};
    if (en != NULL && !sample_note(s, ks_taxonomy_add_label(s->taxonomy, &label))) {
        return;
    }
    label.lang = "ja";
    label.text = ja;
    if (ja != NULL) {
        sample_note(s, ks_taxonomy_add_label(s->taxonomy, &label));
    }
}

static inline void sample_add(sample *s, const char *local, ks_item_kind kind,
                              ks_period_type period, ks_balance balance, const char *en,
                              const char *ja)
{
    ks_concept concept = {.name = sample_name(s, SAMPLE_NS, local),
                          .kind = kind,
                          .period = period,
                          .balance = balance,
                          .is_abstract = kind == KS_ITEM_OTHER,
                          .is_nillable = true,
                          .is_item = true};
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_add_concept(s->taxonomy, &concept, NULL));
    }
    sample_label(s, local, KS_ROLE_LABEL, en, ja);
}

static inline void sample_arc(sample *s, const char *role, const char *arcrole, const char *from,
                              const char *to, int64_t number, const char *preferred)
{
    if (s->status != KS_OK) {
        return;
    }
    bool is_sum = strcmp(arcrole, KS_ARCROLE_SUMMATION) == 0;
    ks_arc arc = {.role = role,
                  .arcrole = arcrole,
                  .from = sample_concept(s, from),
                  .to = sample_concept(s, to),
                  .order = ks_decimal_from_i64(is_sum ? 1 : number),
                  .weight = ks_decimal_from_i64(is_sum ? number : 0),
                  .preferred_label = preferred};
    sample_note(s, ks_taxonomy_add_arc(s->taxonomy, &arc));
}

static inline void sample_make_taxonomy(sample *s)
{
    const ks_period_type during = KS_PERIOD_DURATION;
    if (!sample_note(s, ks_taxonomy_new(&s->names, &s->taxonomy))) {
        return;
    }
    sample_add(s, "OperationsAbstract", KS_ITEM_OTHER, during, KS_BALANCE_NONE,
               "Statements of Operations", "損益計算書");
    sample_add(s, "RevenuesAbstract", KS_ITEM_OTHER, during, KS_BALANCE_NONE,
               "Revenues:", "営業収益:");
    sample_add(s, "Services", KS_ITEM_MONETARY, during, KS_BALANCE_CREDIT, "R&D <services> \"new\"",
               "サービス");
    sample_add(s, "Revenues", KS_ITEM_MONETARY, during, KS_BALANCE_CREDIT, "Revenues", "営業収益");
    sample_label(s, "Revenues", KS_ROLE_TOTAL, "Total revenues", "営業収益合計");
    sample_label(s, "Revenues", KS_ROLE_DOCUMENTATION, "All revenues.", NULL);
    sample_add(s, "Costs", KS_ITEM_MONETARY, during, KS_BALANCE_DEBIT, "Costs", "費用");
    sample_label(s, "Costs", KS_ROLE_NEGATED, "Less: costs", "費用控除");
    sample_add(s, "Income", KS_ITEM_MONETARY, during, KS_BALANCE_CREDIT, "Income", "利益");
    sample_add(s, "PerShare", KS_ITEM_PER_SHARE, during, KS_BALANCE_NONE, "Per share", "1株当たり");
    sample_add(s, "Shares", KS_ITEM_SHARES, during, KS_BALANCE_NONE, "Shares", "株式数");
    sample_add(s, "CashAbstract", KS_ITEM_OTHER, during, KS_BALANCE_NONE, "Cash", "現金");
    sample_add(s, "Cash", KS_ITEM_MONETARY, KS_PERIOD_INSTANT, KS_BALANCE_DEBIT, "Cash", "現金");
    sample_label(s, "Cash", KS_ROLE_PERIOD_START, "Cash, beginning", "期首残高");
    sample_label(s, "Cash", KS_ROLE_PERIOD_END, "Cash, end", "期末残高");
    sample_add(s, "Change", KS_ITEM_MONETARY, during, KS_BALANCE_DEBIT, "Change", "増減");
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "RevenuesAbstract", 1,
               NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "RevenuesAbstract", "Services", 1, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "Revenues", 2,
               KS_ROLE_TOTAL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "Costs", 3,
               KS_ROLE_NEGATED);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "Income", 4, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "PerShare", 5, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_PARENT_CHILD, "OperationsAbstract", "Shares", 6, NULL);
    sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "CashAbstract", "Change", 2, NULL);
    sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "CashAbstract", "Cash", 1,
               KS_ROLE_PERIOD_START);
    sample_arc(s, SAMPLE_CASH, KS_ARCROLE_PARENT_CHILD, "CashAbstract", "Cash", 3,
               KS_ROLE_PERIOD_END);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_SUMMATION, "Income", "Revenues", 1, NULL);
    sample_arc(s, SAMPLE_OPS, KS_ARCROLE_SUMMATION, "Income", "Costs", -1, NULL);
    if (s->status == KS_OK) {
        /* The order of the roles, not that of the networks, is that of the statements. */
        ks_role cash = {.uri = SAMPLE_CASH, .id = "cash", .definition = "Cash & more"};
        ks_role ops = {.uri = SAMPLE_OPS,
                       .id = "operations",
                       .definition = "Operations",
                       .used_on = "link:presentationLink"};
        sample_note(s, ks_taxonomy_add_role(s->taxonomy, &ops));
        sample_note(s, ks_taxonomy_add_role(s->taxonomy, &cash));
    }
    if (s->status == KS_OK) {
        sample_note(s, ks_taxonomy_finish(s->taxonomy));
    }
}

static inline void sample_context(sample *s, const char *id, const char *start, const char *end,
                                  const ks_lang_text *labels)
{
    ks_moment from = {0};
    ks_moment to = {0};
    bool is_date = false;
    ck_assert(start == NULL || ks_moment_parse(ks_sv_from(start), &from, &is_date));
    ck_assert(ks_moment_parse(ks_sv_from(end), &to, &is_date));
    ks_context context = {.id = id,
                          .scheme = "http://www.sec.gov/CIK",
                          .identifier = "0001090633",
                          .period = start == NULL ? KS_PERIOD_INSTANT : KS_PERIOD_DURATION,
                          .start = from.day,
                          .end = to.day,
                          .labels = labels};
    if (s->status == KS_OK) {
        sample_note(s, ks_instance_add_context(s->instance, &context, NULL));
    }
}

static inline void sample_unit(sample *s, const char *id, const char *ns, const char *measure,
                               const char *per)
{
    const ks_qname *numerator = sample_name(s, ns, measure);
    const ks_qname *denominator = per == NULL ? NULL : sample_name(s, KS_NS_XBRLI, per);
    ks_unit unit = {.id = id,
                    .numerators = &numerator,
                    .numerator_count = 1,
                    .denominators = &denominator,
                    .denominator_count = per != NULL};
    if (s->status == KS_OK) {
        sample_note(s, ks_instance_add_unit(s->instance, &unit, NULL));
    }
}

/* `value` NULL: nil. */
static inline ks_fact *sample_fact(sample *s, const char *concept, const char *context,
                                   const char *unit, const char *value, int32_t decimals)
{
    ks_fact *out = NULL;
    bool is_valid = value == NULL;
    if (s->status != KS_OK) {
        return NULL;
    }
    ks_fact fact = {.concept = sample_concept(s, concept),
                    .context = ks_instance_context(s->instance, context),
                    .unit = unit == NULL ? NULL : ks_instance_unit(s->instance, unit),
                    .lexical = value == NULL ? "" : value,
                    .decimals = decimals,
                    .is_nil = value == NULL};
    if (value != NULL && unit != NULL) {
        sample_note(s, ks_decimal_parse(&s->instance->arena, ks_sv_from(value), false, &is_valid,
                                        &fact.number));
        ck_assert(is_valid || s->status != KS_OK);
    }
    if (s->status == KS_OK) {
        sample_note(s, ks_instance_add_fact(s->instance, &fact, &out));
    }
    return out;
}

static inline const ks_fact *sample_find_fact(sample *s, const char *concept, const char *context,
                                              const char *unit)
{
    for (size_t i = 0; i < s->instance->facts.count; i++) {
        const ks_fact *fact = s->instance->facts.items[i];
        if (fact->concept == sample_concept(s, concept) &&
            fact->context == ks_instance_context(s->instance, context) &&
            fact->unit == ks_instance_unit(s->instance, unit) && fact->lang == NULL) {
            return fact;
        }
    }
    return NULL;
}

static inline void sample_tie(sample *s, ks_footnote *note, const char *concept,
                              const char *context, const char *unit)
{
    if (s->status == KS_OK) {
        const ks_fact *fact = sample_find_fact(s, concept, context, unit);
        ck_assert_ptr_nonnull(fact);
        sample_note(s, ks_footnote_add_fact(s->instance, note, fact));
    }
}

static inline ks_footnote *sample_note_text(sample *s, const char *id, const char *mark,
                                            const ks_lang_text *texts)
{
    ks_footnote *out = NULL;
    ks_footnote note = {.id = id, .mark = mark, .role = KS_ROLE_FOOTNOTE, .texts = texts};
    if (s->status == KS_OK) {
        sample_note(s, ks_instance_add_footnote(s->instance, &note, &out));
    }
    return out;
}

static inline void sample_make_facts(sample *s)
{
    sample_fact(s, "Services", "D1", "JPY", "1234567000", -3);
    sample_fact(s, "Services", "D1", "USD", "10301000", -3);
    sample_fact(s, "Services", "D0", "JPY", NULL, KS_DECIMALS_NONE);
    sample_fact(s, "Revenues", "D1", "JPY", "1234567000", -3);
    sample_fact(s, "Revenues", "D1", "USD", "10301000", -3);
    sample_fact(s, "Revenues", "D0", "JPY", "0", -3);
    sample_fact(s, "Costs", "D1", "JPY", "2000000500", -3);
    sample_fact(s, "Costs", "D1", "USD", "-16688000", -3);
    sample_fact(s, "Income", "D1", "JPY", "-765433500", -3);
    sample_fact(s, "Income", "D1", "USD", "-6387000", -3);
    sample_fact(s, "PerShare", "D1", "JPYPerShare", "-57.7", 2);
    sample_fact(s, "Shares", "D1", "shares", "44960000", 0);
    sample_fact(s, "Cash", "I1", "JPY", "6014693000", -3);
    sample_fact(s, "Cash", "I0", "JPY", "11045919000", -3);
    sample_fact(s, "Change", "D1", "JPY", "-5031226000", -3);
    sample_fact(s, "Change", "D1", "USD", "-41980000", -3);
}

static inline void sample_make_instance(sample *s)
{
    static const ks_lang_text TITLE_JA = {.lang = "ja", .text = "2003年3月期 第1四半期"};
    static const ks_lang_text TITLE = {
        .lang = "en", .text = "First quarter", .next = (ks_lang_text *)(uintptr_t)&TITLE_JA};
    static const ks_lang_text LABEL = {.lang = "en", .text = "First quarter 2002"};
    static const ks_lang_text RATE_JA = {.lang = "ja", .text = "換算レート"};
    static const ks_lang_text RATE = {.lang = "en",
                                      .text = "The rate is JPY 119.85 = $1 & no more.",
                                      .next = (ks_lang_text *)(uintptr_t)&RATE_JA};
    static const ks_lang_text OTHER = {.lang = "en", .text = "Reclassified."};
    if (s->status != KS_OK ||
        !sample_note(s, ks_instance_new(&s->names, s->taxonomy, &s->instance))) {
        return;
    }
    s->instance->schema_ref = "t-1.xsd";
    s->instance->titles = &TITLE;
    sample_context(s, "D1", "2002-04-01", "2002-06-30", &LABEL);
    sample_context(s, "D0", "2002-01-01", "2002-03-31", NULL);
    sample_context(s, "I1", NULL, "2002-06-30", NULL);
    sample_context(s, "I0", NULL, "2002-03-31", NULL);
    sample_unit(s, "JPYPerShare", KS_NS_ISO4217, "JPY", "shares");
    sample_unit(s, "JPY", KS_NS_ISO4217, "JPY", NULL);
    sample_unit(s, "USD", KS_NS_ISO4217, "USD", NULL);
    sample_unit(s, "shares", KS_NS_XBRLI, "shares", NULL);
    sample_make_facts(s);
    ks_footnote *rate = sample_note_text(s, "note-rate", "(1)", &RATE);
    ks_footnote *cash = sample_note_text(s, "note-rate-cash", "(1)", &RATE);
    ks_footnote *moved = sample_note_text(s, "note-moved", "(2)", &OTHER);
    sample_tie(s, rate, "Services", "D1", "USD");
    sample_tie(s, rate, "Revenues", "D1", "USD");
    sample_tie(s, rate, "Costs", "D1", "USD");
    sample_tie(s, rate, "Income", "D1", "USD");
    sample_tie(s, cash, "Change", "D1", "USD");
    sample_tie(s, cash, "Income", "D1", "USD");
    sample_tie(s, moved, "Services", "D1", "USD");
    sample_tie(s, moved, "Services", "D1", "JPY");
    if (s->status == KS_OK) {
        ks_fact *fact = s->instance->facts.items[0];
        sample_note(s, ks_fact_add_cell(s->instance, fact, (ks_place){"a.tsv", 5, 3}, "1,234,567"));
    }
}

/* Makes both; `status` is KS_ERR_MEMORY where memory ran short. */
static inline void sample_make(sample *s)
{
    memset(s, 0, sizeof *s);
    ks_names_init(&s->names);
    sample_make_taxonomy(s);
    sample_make_instance(s);
}

static inline void sample_release(sample *s)
{
    ks_instance_free(s->instance);
    ks_taxonomy_free(s->taxonomy);
    ks_names_release(&s->names);
}

#endif

#include "check_duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "check_fact_set.h"
#include "check_sum.h"
#include "model_oim_value.h"

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_lang lang;
    bool with_harmless;
    const ks_aspects *aspects;
    ks_arena arena; /* of the set at hand */
    ks_sum list;
    KS_VEC(ks_related) related;
    KS_VEC(const ks_fact *) by_place; /* of the set at hand */
    ks_str plain[2];                  /* values at hand, as their type spells them */
} checker;

static ks_status same_text(checker *c, const ks_fact *a, const ks_fact *b, bool *out)
{
    const ks_fact *const facts[] = {a, b};
    ks_status status = KS_OK;
    *out = strcmp(a->lexical, b->lexical) == 0;
    for (size_t i = 0; i < 2 && !*out && status == KS_OK; i++) {
        ks_str_clear(&c->plain[i]);
        status = ks_oim_write_value(&c->arena, ks_oim_form_of(facts[i]->concept), facts[i]->lexical,
                                    &c->plain[i]);
        status = status == KS_OK ? ks_str_status(&c->plain[i]) : status;
    }
    if (status == KS_OK && !*out) {
        *out = ks_sv_equal(ks_str_view(&c->plain[0]), ks_str_view(&c->plain[1]));
    }
    return status;
}

static bool is_number(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) && fact->denominator == NULL &&
           !fact->is_special && !fact->is_nil;
}

/* The same value, as exact, in as many words. */
static ks_status is_same(checker *c, const ks_fact *a, const ks_fact *b, bool *out)
{
    if (a->is_nil || b->is_nil) {
        *out = a->is_nil == b->is_nil;
    } else if (a->denominator != NULL && b->denominator != NULL) {
        *out = ks_decimal_equal(&a->number, &b->number) &&
               ks_decimal_equal(a->denominator, b->denominator);
    } else if (is_number(a) && is_number(b)) {
        *out = ks_decimal_equal(&a->number, &b->number) && a->decimals == b->decimals;
    } else if (a->named != NULL && b->named != NULL) {
        *out = a->named == b->named;
    } else {
        return same_text(c, a, b, out);
    }
    return KS_OK;
}

static ks_status is_complete(checker *c, uint32_t first, bool *out)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    ks_status status = KS_OK;
    *out = true;
    for (uint32_t i = c->aspects->next[first]; i != KS_NO_FACT && *out && status == KS_OK;
         i = c->aspects->next[i]) {
        status = is_same(c, fact, ks_aspects_fact(c->aspects, i), out);
    }
    return status;
}

static int compare_places(const void *a, const void *b)
{
    const int32_t left = (*(const ks_fact *const *)a)->decimals;
    const int32_t right = (*(const ks_fact *const *)b)->decimals;
    return (left > right) - (left < right);
}

/* Facts as exact as each other are one number, whatever digits stand behind their last place. */
static ks_status agree_by_place(checker *c, uint32_t first, bool *out)
{
    c->by_place.count = 0;
    for (uint32_t i = first; i != KS_NO_FACT; i = c->aspects->next[i]) {
        const ks_fact **slot = ks_vec_add(&c->by_place);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = ks_aspects_fact(c->aspects, i);
    }
    qsort((void *)c->by_place.items, c->by_place.count, sizeof *c->by_place.items, compare_places);
    *out = true;
    for (size_t i = 1; i < c->by_place.count && *out; i++) {
        const ks_fact *fact = c->by_place.items[i];
        const ks_fact *before = c->by_place.items[i - 1];
        *out =
            fact->decimals != before->decimals || ks_decimal_equal(&fact->number, &before->number);
    }
    return KS_OK;
}

/* Half-way ends count for both sides. Digits behind the last place are another matter than being
 * there twice: such numbers are as they stand, and so are those of unknown accuracy. */
static ks_status join(checker *c, uint32_t index, ks_interval *all, bool *out_meets)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, index);
    ks_interval interval;
    ks_status status =
        ks_interval_of(&c->arena, &fact->number, fact->decimals, KS_CUT_ROUND, &interval);
    if (status == KS_OK) {
        *out_meets = ks_interval_meet(all, &interval, all);
    }
    return status;
}

static ks_status are_consistent(checker *c, uint32_t first, bool *out)
{
    ks_fact_set set;
    ks_status status = ks_fact_set_read(c->aspects, first, KS_CUT_ROUND, &c->arena, &set);
    if (status != KS_OK || set.state != KS_SET_EXCESS_DIGITS) {
        *out = status == KS_OK && set.state == KS_SET_NUMBER;
        return status;
    }
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    ks_interval all;
    status = ks_interval_of(&c->arena, &fact->number, fact->decimals, KS_CUT_ROUND, &all);
    if (status == KS_OK) {
        status = agree_by_place(c, first, out);
    }
    for (uint32_t i = c->aspects->next[first]; i != KS_NO_FACT && *out && status == KS_OK;
         i = c->aspects->next[i]) {
        status = join(c, i, &all, out);
    }
    return status;
}

static ks_status classify(checker *c, uint32_t first, ks_finding_id *out)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    bool is_one = false;
    ks_status status = is_complete(c, first, &is_one);
    *out = is_one ? KS_F_DUPLICATE_COMPLETE : KS_F_DUPLICATE_INCONSISTENT;
    if (status != KS_OK || is_one || !ks_item_kind_is_numeric(fact->concept->kind) ||
        fact->denominator != NULL) {
        return status;
    }
    bool is_consistent = false;
    status = are_consistent(c, first, &is_consistent);
    if (status == KS_ERR_LIMIT) { /* thousands of digits: they are not the same, that is known */
        return KS_OK;
    }
    if (is_consistent) {
        *out = KS_F_DUPLICATE_CONSISTENT;
    }
    return status;
}

static const char *quote(checker *c, const ks_fact *fact)
{
    enum { SHOWN = 60 };
    size_t length = strlen(fact->lexical);
    size_t shown = length < SHOWN ? length : SHOWN;
    while (shown < length && shown > 0 && ((unsigned char)fact->lexical[shown] & 0xC0) == 0x80) {
        shown--; /* not through a character */
    }
    const char *language = fact->lang != NULL ? fact->lang : "";
    return ks_arena_format(&c->arena, "\"%.*s%s\"%s%s", (int)shown, fact->lexical,
                           shown < length ? "…" : "", *language != '\0' ? ", " : "", language);
}

static ks_status list_texts(checker *c, uint32_t first)
{
    c->related.count = 0;
    for (uint32_t i = first; i != KS_NO_FACT; i = c->aspects->next[i]) {
        const ks_fact *fact = ks_aspects_fact(c->aspects, i);
        const char *text = fact->is_nil ? "nil" : quote(c, fact);
        ks_related *related = text == NULL ? NULL : ks_vec_add(&c->related);
        if (related == NULL) {
            return KS_ERR_MEMORY;
        }
        *related = (ks_related){fact->place, text};
    }
    return KS_OK;
}

static ks_status list_numbers(checker *c, uint32_t first)
{
    ks_status status = KS_OK;
    ks_sum_clear(&c->list);
    for (uint32_t i = first; i != KS_NO_FACT && status == KS_OK; i = c->aspects->next[i]) {
        status = ks_sum_add(&c->list, ks_aspects_fact(c->aspects, i), NULL);
    }
    return status == KS_OK ? ks_sum_write(&c->list, c->instance->taxonomy, c->lang, NULL, &c->arena)
                           : status;
}

static size_t count_set(const checker *c, uint32_t first)
{
    size_t count = 0;
    for (uint32_t i = first; i != KS_NO_FACT; i = c->aspects->next[i]) {
        count++;
    }
    return count;
}

static ks_status report(checker *c, ks_finding_id id, uint32_t first)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    bool is_numeric = ks_item_kind_is_numeric(fact->concept->kind) && fact->denominator == NULL;
    ks_status status = is_numeric ? list_numbers(c, first) : list_texts(c, first);
    if (status != KS_OK) {
        return status;
    }
    const char *name = ks_sum_name(c->instance->taxonomy, fact->concept, c->lang, &c->arena);
    const char *count = ks_arena_format(&c->arena, "%zu", count_set(c, first));
    if (name == NULL || count == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_related *related = is_numeric ? c->list.related.items : c->related.items;
    const size_t related_count = is_numeric ? c->list.related.count : c->related.count;
    KS_REPORT_RELATED(c->sink, id, fact->place, related, related_count, name, fact->context->id,
                      count);
    return KS_OK;
}

/* What the report itself promises not to have. */
static bool is_disallowed(const checker *c, ks_finding_id id)
{
    const ks_oim_duplicates allowed = c->instance->allowed_duplicates;
    return id == KS_F_DUPLICATE_COMPLETE     ? allowed >= KS_OIM_NO_DUPLICATES
           : id == KS_F_DUPLICATE_CONSISTENT ? allowed >= KS_OIM_COMPLETE_DUPLICATES
                                             : allowed >= KS_OIM_CONSISTENT_DUPLICATES;
}

static ks_status check_set(checker *c, uint32_t first)
{
    ks_finding_id id;
    ks_status status = classify(c, first, &id);
    if (status == KS_OK && is_disallowed(c, id)) {
        status = report(c, KS_F_OIM_DUPLICATES, first);
    } else if (status == KS_OK && (id == KS_F_DUPLICATE_INCONSISTENT || c->with_harmless)) {
        status = report(c, id, first);
    }
    ks_arena_release(&c->arena);
    return status;
}

ks_status ks_check_duplicates(const ks_aspects *aspects, bool with_harmless, ks_sink *sink)
{
    const ks_instance *instance = aspects->instance;
    checker c = {.instance = instance,
                 .aspects = aspects,
                 .sink = sink,
                 .lang = sink != NULL ? sink->lang : KS_LANG_EN,
                 .with_harmless = with_harmless};
    ks_arena_init(&c.arena);
    ks_str_init(&c.plain[0]);
    ks_str_init(&c.plain[1]);
    ks_status status = KS_OK;
    for (uint32_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (ks_aspects_is_first(aspects, i) && aspects->next[i] != KS_NO_FACT &&
            (!aspects->is_told[i] || instance->allowed_duplicates != KS_OIM_ALL_DUPLICATES)) {
            status = check_set(&c, i);
        }
    }
    ks_str_release(&c.plain[0]);
    ks_str_release(&c.plain[1]);
    ks_vec_release(&c.by_place);
    ks_vec_release(&c.related);
    ks_sum_release(&c.list);
    ks_arena_release(&c.arena);
    return status;
}

#include "check_duplicates.h"

#include <string.h>

#include "check_fact_set.h"
#include "check_sum.h"

typedef struct checker {
    const ks_instance *instance;
    ks_sink *sink;
    ks_lang lang;
    bool with_harmless;
    const ks_aspects *aspects;
    ks_arena arena; /* of the set at hand */
    ks_sum list;
    KS_VEC(ks_related) related;
} checker;

/* Booleans have two spellings each. */
static ks_sv plain_value(const ks_fact *fact)
{
    const ks_qname *type = fact->concept->item_type;
    ks_sv text = ks_sv_from(fact->lexical);
    if (fact->concept->kind == KS_ITEM_STRING) {
        return text;
    }
    text = ks_sv_trim(text);
    if (type != NULL && strcmp(type->local, "booleanItemType") == 0) {
        text = ks_sv_is(text, "1") ? KS_SV("true") : ks_sv_is(text, "0") ? KS_SV("false") : text;
    }
    return text;
}

static bool is_number(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) && fact->denominator == NULL &&
           !fact->is_special && !fact->is_nil;
}

/* The same value, as exact, in as many words. */
static bool is_same(const ks_fact *a, const ks_fact *b)
{
    if (a->is_nil || b->is_nil) {
        return a->is_nil == b->is_nil;
    }
    if (a->denominator != NULL && b->denominator != NULL) {
        return ks_decimal_equal(&a->number, &b->number) &&
               ks_decimal_equal(a->denominator, b->denominator);
    }
    if (is_number(a) && is_number(b)) {
        return ks_decimal_equal(&a->number, &b->number) && a->decimals == b->decimals;
    }
    if (a->named != NULL && b->named != NULL) {
        return a->named == b->named;
    }
    return ks_sv_equal(plain_value(a), plain_value(b));
}

static bool is_complete(const checker *c, uint32_t first)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    for (uint32_t i = c->aspects->next[first]; i != KS_NO_FACT; i = c->aspects->next[i]) {
        if (!is_same(fact, ks_aspects_fact(c->aspects, i))) {
            return false;
        }
    }
    return true;
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
    *out = true;
    for (uint32_t i = c->aspects->next[first]; i != KS_NO_FACT && *out && status == KS_OK;
         i = c->aspects->next[i]) {
        status = join(c, i, &all, out);
    }
    return status;
}

static ks_status classify(checker *c, uint32_t first, ks_finding_id *out)
{
    const ks_fact *fact = ks_aspects_fact(c->aspects, first);
    if (is_complete(c, first)) {
        *out = KS_F_DUPLICATE_COMPLETE;
        return KS_OK;
    }
    *out = KS_F_DUPLICATE_INCONSISTENT;
    if (!ks_item_kind_is_numeric(fact->concept->kind) || fact->denominator != NULL) {
        return KS_OK;
    }
    bool is_consistent = false;
    ks_status status = are_consistent(c, first, &is_consistent);
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
    ks_status status = KS_OK;
    for (uint32_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (ks_aspects_is_first(aspects, i) && aspects->next[i] != KS_NO_FACT &&
            (!aspects->is_told[i] || instance->allowed_duplicates != KS_OIM_ALL_DUPLICATES)) {
            status = check_set(&c, i);
        }
    }
    ks_vec_release(&c.related);
    ks_sum_release(&c.list);
    ks_arena_release(&c.arena);
    return status;
}

#include "check_scale.h"

#include "check_scale_periods.h"
#include "check_scale_sum.h"

typedef struct checker {
    ks_totals *totals;
    ks_sink *sink;
    ks_lang lang;
    ks_arena arena; /* of the total at hand */
    ks_sum sum;
} checker;

static ks_status report(checker *c, const ks_scale_guess *guess)
{
    const ks_taxonomy *taxonomy = c->totals->aspects->instance->taxonomy;
    const ks_fact *fact = guess->fact;
    const ks_fact *total = guess->total;
    const ks_finding_id id = fact == total ? KS_F_SCALE_TOTAL : KS_F_SCALE_ITEM;
    ks_decimal right = ks_decimal_shift(&fact->number, guess->power);
    const char *texts[] = {ks_sum_name(taxonomy, fact->concept, c->lang, &c->arena),
                           ks_sum_number(&fact->number, &c->arena),
                           ks_sum_number(&right, &c->arena),
                           ks_sum_name(taxonomy, total->concept, c->lang, &c->arena)};
    ks_status status = ks_sum_add(&c->sum, total, NULL);
    if (status == KS_OK) {
        status = ks_sum_write(&c->sum, taxonomy, c->lang, NULL, &c->arena);
    }
    if (status != KS_OK || texts[0] == NULL || texts[1] == NULL || texts[2] == NULL ||
        texts[3] == NULL) {
        return status != KS_OK ? status : KS_ERR_MEMORY;
    }
    c->totals->is_scaled[fact->index] = true;
    KS_REPORT_RELATED(c->sink, id, fact->place, c->sum.related.items, c->sum.related.count,
                      texts[0], texts[1], fact->context->id, texts[2], ks_scale_times(guess->power),
                      texts[3]);
    return KS_OK;
}

static ks_status check_sum(checker *c, const ks_summation *summation, uint32_t first)
{
    ks_scale_guess guess;
    ks_status status =
        ks_scale_guess_sum(c->totals->aspects, summation, first, &c->arena, &c->sum, &guess);
    return status == KS_OK && guess.fact != NULL && !c->totals->is_scaled[guess.fact->index]
               ? report(c, &guess)
               : status;
}

static ks_status check_total(checker *c, const ks_summation *s, uint32_t index)
{
    const ks_aspects *aspects = c->totals->aspects;
    const ks_fact *total = ks_aspects_fact(aspects, index);
    if (total->tuple != NULL || !ks_scale_is_amount(total) ||
        !ks_aspects_is_first(aspects, index) || !ks_scope_covers(s->scope, total->context) ||
        ks_items_are_doubted(aspects->instance, s->items, s->count, total->context)) {
        return KS_OK;
    }
    ks_status status = check_sum(c, s, index);
    ks_arena_release(&c->arena);
    return status == KS_ERR_LIMIT ? KS_OK : status; /* no figures, and no scale */
}

ks_status ks_check_scale(ks_totals *totals, ks_sink *sink)
{
    checker c = {.totals = totals, .sink = sink, .lang = sink != NULL ? sink->lang : KS_LANG_EN};
    ks_arena_init(&c.arena);
    ks_status status = KS_OK;
    for (size_t i = 0; i < totals->list.count && status == KS_OK; i++) {
        const ks_total *total = &totals->list.items[i];
        if (!total->is_rounded && !total->is_hinted) {
            status = check_total(&c, ks_total_summation(totals, total), total->fact);
        }
    }
    ks_sum_release(&c.sum);
    ks_arena_release(&c.arena);
    return status == KS_OK ? ks_check_scale_periods(totals, sink) : status;
}

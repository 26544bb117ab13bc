/* Whether the lines of a plan can add up as it says. */
#include "read_plan_reader.h"

/* The line whose sum `line` counts in: groups only stand between. NULL at the top. */
static const ks_plan_line *sum_of(const ks_plan_line *line)
{
    const ks_plan_line *parent = line->parent;
    while (parent != NULL && parent->is_heading_only) {
        parent = parent->parent;
    }
    return parent;
}

static bool counts(const ks_plan_line *line)
{
    return !ks_decimal_is_zero(&line->weight);
}

static const char *balance_word(ks_balance balance, ks_lang lang)
{
    static const char *const words[2][KS_LANG_COUNT] = {{"debit", "借方"}, {"credit", "貸方"}};
    return words[balance != KS_BALANCE_DEBIT][lang];
}

static ks_status report_weight(ks_plan_reader *r, const ks_plan_line *line, const ks_plan_line *sum,
                               bool must_be_positive)
{
    static const char *const words[2][KS_LANG_COUNT] = {{"below", "負"}, {"above", "正"}};
    ks_lang lang = r->sink->lang;
    ks_str weight;
    ks_str_init(&weight);
    ks_decimal_write(&weight, &line->weight, 0, "");
    ks_status status = ks_str_status(&weight);
    if (status == KS_OK) {
        KS_REPORT(r->sink, KS_F_PLAN_WEIGHT_BALANCE, line->place, line->id,
                  balance_word(line->concept->balance, lang), weight.ptr, sum->id,
                  balance_word(sum->concept->balance, lang), words[must_be_positive][lang]);
    }
    ks_str_release(&weight);
    return status;
}

/* XBRL 2.1 5.1.1.2: what is on the same side is added, what is on the other is taken away. */
static ks_status check_weight(ks_plan_reader *r, const ks_plan_line *line, const ks_plan_line *sum)
{
    ks_balance mine = line->concept->balance;
    ks_balance its = sum->concept->balance;
    if (mine == KS_BALANCE_NONE || its == KS_BALANCE_NONE) {
        return KS_OK;
    }
    bool must_be_positive = mine == its;
    return line->weight.is_negative == must_be_positive
               ? report_weight(r, line, sum, must_be_positive)
               : KS_OK;
}

static void check_kinds(ks_plan_reader *r, const ks_plan_line *line, const ks_plan_line *sum)
{
    const ks_plan_concept *mine = line->concept;
    const ks_plan_concept *its = sum->concept;
    if (!ks_item_kind_is_numeric(mine->kind) || !ks_item_kind_is_numeric(its->kind)) {
        KS_REPORT(r->sink, KS_F_PLAN_SUM_NOT_NUMERIC, line->place, line->id, sum->id);
    } else if (mine->period != its->period) {
        KS_REPORT(r->sink, KS_F_PLAN_SUM_PERIODS, line->place, line->id, sum->id);
    }
}

static bool is_within_itself(const ks_plan_line *line)
{
    const ks_plan_line *sum = sum_of(line);
    for (const ks_plan_line *link = line; sum != NULL && counts(link); sum = sum_of(sum)) {
        if (sum->concept == line->concept && sum->aspects == line->aspects) {
            return true;
        }
        link = sum;
    }
    return false;
}

/* A concept counts once in a sum for each of its members. `seen` is keyed by the sum, the concept
 * and the members. */
static ks_status check_once(ks_plan_reader *r, ks_map *seen, ks_plan_line *line,
                            const ks_plan_line *sum)
{
    const void *parts[] = {sum, line->concept, line->aspects};
    ks_sv key = {(const char *)parts, sizeof parts};
    const ks_plan_line *earlier = ks_map_get(seen, key);
    if (earlier == NULL) {
        return ks_map_set(seen, key, line);
    }
    ks_related related = {earlier->place, earlier->id};
    KS_REPORT_RELATED(r->sink, KS_F_PLAN_SUM_TWICE, line->place, &related, 1, line->id, sum->id);
    return KS_OK;
}

static ks_status check_line(ks_plan_reader *r, ks_map *seen, ks_plan_line *line)
{
    const ks_plan_line *sum = sum_of(line);
    if (line->concept == NULL || sum == NULL || sum->concept == NULL || !counts(line) ||
        line->has_bad_tie) {
        return KS_OK;
    }
    if (is_within_itself(line)) {
        KS_REPORT(r->sink, KS_F_PLAN_SUM_OF_ITSELF, line->place, line->id);
        return KS_OK;
    }
    check_kinds(r, line, sum);
    ks_status status = check_weight(r, line, sum);
    return status == KS_OK ? check_once(r, seen, line, sum) : status;
}

ks_status ks_plan_check_sums(ks_plan_reader *r)
{
    ks_map seen;
    ks_map_init(&seen);
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->entries.count && status == KS_OK; i++) {
        status = check_line(r, &seen, r->entries.items[i].line);
    }
    ks_map_release(&seen);
    return status;
}

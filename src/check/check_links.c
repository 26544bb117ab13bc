#include "check_links.h"

#include <string.h>

typedef struct checker {
    const ks_taxonomy *taxonomy;
    bool as_11; /* what is no number in a sum is told by the rules of Calculations 1.1 */
    ks_sink *sink;
} checker;

static const char *balance_word(const ks_sink *sink, ks_balance balance)
{
    bool is_ja = sink != NULL && sink->lang == KS_LANG_JA;
    if (balance == KS_BALANCE_DEBIT) {
        return is_ja ? "借方" : "debit";
    }
    return is_ja ? "貸方" : "credit";
}

/* 5.1.1.2: the same balance adds, opposite balances subtract. */
static ks_status check_balance(const checker *c, const ks_arc *arc)
{
    if (arc->from->balance == KS_BALANCE_NONE || arc->to->balance == KS_BALANCE_NONE ||
        arc->weight.is_negative == (arc->from->balance != arc->to->balance)) {
        return KS_OK;
    }
    ks_str weight;
    ks_str_init(&weight);
    ks_decimal_write(&weight, &arc->weight, 0, "");
    ks_status status = ks_str_status(&weight);
    if (status == KS_OK) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_WEIGHT_AGAINST_BALANCE, arc->place, arc->from->name->local,
                  arc->to->name->local, weight.ptr, balance_word(c->sink, arc->from->balance),
                  balance_word(c->sink, arc->to->balance));
    }
    ks_str_release(&weight);
    return status;
}

static bool is_numeric_item(const ks_concept *concept)
{
    return concept->is_item && ks_item_kind_is_numeric(concept->kind);
}

/* 5.2.5.2 */
static ks_status check_weight(const checker *c, const ks_arc *arc)
{
    if (ks_decimal_is_zero(&arc->weight)) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_WEIGHT_ZERO, arc->place, arc->from->name->local,
                  arc->to->name->local);
        return KS_OK;
    }
    return check_balance(c, arc);
}

static ks_status check_sum(const checker *c, const ks_arc *arc)
{
    /* Where a schema is missing, a type may not be known. */
    const ks_concept *wrong = NULL;
    if (!is_numeric_item(arc->from) && (!arc->from->is_item || arc->from->item_type != NULL)) {
        wrong = arc->from;
    } else if (!is_numeric_item(arc->to) && (!arc->to->is_item || arc->to->item_type != NULL)) {
        wrong = arc->to;
    }
    if (wrong == NULL) {
        return check_weight(c, arc);
    }
    if (!c->as_11) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_CALCULATION_NOT_NUMERIC, arc->place,
                  arc->from->name->local, arc->to->name->local, wrong->name->local);
    }
    return KS_OK;
}

/* Tells which end of the arc is no item. */
static bool are_items(const checker *c, const ks_arc *arc, const char *relationship)
{
    const ks_concept *wrong = !arc->from->is_item ? arc->from : !arc->to->is_item ? arc->to : NULL;
    if (wrong != NULL) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_NOT_AN_ITEM, arc->place, wrong->name->local, relationship);
    }
    return wrong == NULL;
}

/* 5.2.6.2.2 */
static ks_status check_alias(const checker *c, const ks_arc *arc)
{
    bool is_ja = c->sink != NULL && c->sink->lang == KS_LANG_JA;
    const ks_concept *essence = arc->from;
    const ks_concept *alias = arc->to;
    const char *difference = NULL;
    if (!are_items(c, arc, "essence-alias")) {
        return KS_OK;
    }
    if (essence->type != alias->type) {
        difference = is_ja ? "型" : "type";
    } else if (essence->period != alias->period) {
        difference = is_ja ? "期間タイプ" : "period type";
    } else if (essence->balance != KS_BALANCE_NONE && alias->balance != KS_BALANCE_NONE &&
               essence->balance != alias->balance) {
        difference = is_ja ? "貸借区分" : "balance";
    }
    if (difference != NULL) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_ALIAS_DIFFERS, arc->place, essence->name->local,
                  alias->name->local, difference);
    }
    return KS_OK;
}

/* 5.2.6.2.1 */
static ks_status check_special(const checker *c, const ks_arc *arc)
{
    (void)are_items(c, arc, "general-special");
    return KS_OK;
}

/* 5.2.6.2.3 */
static ks_status check_similar(const checker *c, const ks_arc *arc)
{
    const ks_concept *wrong = !arc->from->is_tuple ? arc->from
                              : !arc->to->is_tuple ? arc->to
                                                   : NULL;
    if (wrong != NULL) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_NOT_A_TUPLE, arc->place, wrong->name->local,
                  "similar-tuples");
    }
    return KS_OK;
}

/* In whatever language. */
static bool has_label(const ks_taxonomy *taxonomy, const ks_concept *concept, const char *role)
{
    const size_t end = taxonomy->label_starts[concept->index + 1];
    for (size_t i = taxonomy->label_starts[concept->index]; i < end; i++) {
        if (strcmp(taxonomy->label_order[i]->role, role) == 0) {
            return true;
        }
    }
    return false;
}

/* 5.2.4.2.1 */
static ks_status check_preferred(const checker *c, const ks_arc *arc)
{
    const char *preferred = arc->preferred_label;
    if (preferred != NULL && *preferred != '\0' &&
        !has_label(c->taxonomy, arc->to, arc->preferred_label)) {
        KS_REPORT(c->sink, KS_F_TAXONOMY_NO_PREFERRED_LABEL, arc->place, arc->to->name->local,
                  arc->preferred_label);
    }
    return KS_OK;
}

typedef ks_status (*check_fn)(const checker *c, const ks_arc *arc);

static const struct {
    const char *arcrole;
    check_fn check;
} CHECKS[] = {
    {KS_ARCROLE_PARENT_CHILD, check_preferred}, {KS_ARCROLE_SUMMATION, check_sum},
    {KS_ARCROLE_SUMMATION_11, check_weight},    {KS_ARCROLE_GENERAL, check_special},
    {KS_ARCROLE_ESSENCE_ALIAS, check_alias},    {KS_ARCROLE_SIMILAR, check_similar},
};

static check_fn find_check(const char *arcrole)
{
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++) {
        if (strcmp(CHECKS[i].arcrole, arcrole) == 0) {
            return CHECKS[i].check;
        }
    }
    return NULL;
}

ks_status ks_check_links(const ks_taxonomy *taxonomy, bool as_11, ks_sink *sink)
{
    const checker c = {taxonomy, as_11, sink};
    ks_status status = KS_OK;
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        const ks_network *network = &taxonomy->networks[n];
        check_fn check = find_check(network->arcrole);
        for (size_t i = 0; check != NULL && i < network->arc_count && status == KS_OK; i++) {
            status = check(&c, network->arcs[i]);
        }
    }
    return status;
}

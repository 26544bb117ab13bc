#include "check_taxonomy.h"

#include <string.h>

static const char *balance_word(const ks_sink *sink, ks_balance balance)
{
    bool is_ja = sink != NULL && sink->lang == KS_LANG_JA;
    if (balance == KS_BALANCE_DEBIT) {
        return is_ja ? "借方" : "debit";
    }
    return is_ja ? "貸方" : "credit";
}

/* 5.1.1.2: the same balance adds, opposite balances subtract. */
static ks_status check_weight(const ks_arc *arc, ks_sink *sink)
{
    if (arc->from->balance == KS_BALANCE_NONE || arc->to->balance == KS_BALANCE_NONE ||
        ks_decimal_is_zero(&arc->weight) ||
        arc->weight.is_negative == (arc->from->balance != arc->to->balance)) {
        return KS_OK;
    }
    ks_str weight;
    ks_str_init(&weight);
    ks_decimal_write(&weight, &arc->weight, 0, "");
    ks_status status = ks_str_status(&weight);
    if (status == KS_OK) {
        KS_REPORT(sink, KS_F_TAXONOMY_WEIGHT_AGAINST_BALANCE, arc->place, arc->from->name->local,
                  arc->to->name->local, weight.ptr, balance_word(sink, arc->from->balance),
                  balance_word(sink, arc->to->balance));
    }
    ks_str_release(&weight);
    return status;
}

ks_status ks_check_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->arcs.count && status == KS_OK; i++) {
        const ks_arc *arc = taxonomy->arcs.items[i];
        if (strcmp(arc->arcrole, KS_ARCROLE_SUMMATION) == 0) {
            status = check_weight(arc, sink);
        }
    }
    return status;
}

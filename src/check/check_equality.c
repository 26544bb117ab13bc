#include "check_equality.h"

#include <string.h>

bool ks_facts_u_equal(const ks_fact *a, const ks_fact *b)
{
    const ks_unit *left = a->unit == NULL ? NULL : a->unit->same;
    return left == (b->unit == NULL ? NULL : b->unit->same);
}

/* Decimals that are not known count for what is written. */
static int32_t decimals_of(const ks_fact *fact)
{
    return fact->decimals == KS_DECIMALS_NONE ? KS_DECIMALS_INF : fact->decimals;
}

static ks_status same_number(ks_arena *arena, const ks_fact *a, const ks_fact *b, bool *out)
{
    int32_t decimals = decimals_of(a) < decimals_of(b) ? decimals_of(a) : decimals_of(b);
    ks_decimal left = a->number;
    ks_decimal right = b->number;
    ks_status status = KS_OK;
    if (decimals != KS_DECIMALS_INF) {
        status = ks_decimal_round(arena, &a->number, decimals, KS_ROUND_HALF_EVEN, &left);
        if (status == KS_OK) {
            status = ks_decimal_round(arena, &b->number, decimals, KS_ROUND_HALF_EVEN, &right);
        }
    }
    *out = status == KS_OK && ks_decimal_equal(&left, &right);
    return status;
}

static bool is_type(const ks_concept *concept, const char *local)
{
    const ks_qname *type = concept->item_type != NULL ? concept->item_type : concept->type;
    return type != NULL && strcmp(type->local, local) == 0;
}

static bool is_one(ks_sv text)
{
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

/* Types but string and normalizedString do not care for white space between words. */
static bool same_words(ks_sv a, ks_sv b)
{
    ks_sv left, right;
    do {
        left = ks_sv_next_token(&a);
        right = ks_sv_next_token(&b);
        if (!ks_sv_equal(left, right)) {
            return false;
        }
    } while (left.len > 0);
    return true;
}

static bool same_text(const ks_fact *a, const ks_fact *b)
{
    ks_sv left = ks_sv_from(a->lexical);
    ks_sv right = ks_sv_from(b->lexical);
    if (is_type(a->concept, "booleanItemType")) {
        return is_one(ks_sv_trim(left)) == is_one(ks_sv_trim(right));
    }
    if (a->concept->kind == KS_ITEM_STRING && !is_type(a->concept, "tokenItemType")) {
        return ks_sv_equal(left, right);
    }
    return same_words(left, right);
}

ks_status ks_facts_same_value(ks_arena *arena, const ks_fact *a, const ks_fact *b, bool *out)
{
    if (!ks_item_kind_is_numeric(a->concept->kind) || !ks_item_kind_is_numeric(b->concept->kind)) {
        *out = same_text(a, b);
        return KS_OK;
    }
    if (a->denominator != NULL && b->denominator != NULL) {
        *out = ks_decimal_equal(&a->number, &b->number) &&
               ks_decimal_equal(a->denominator, b->denominator);
        return KS_OK;
    }
    if (a->is_special || b->is_special) {
        *out = a->is_special && b->is_special && strcmp(a->lexical, b->lexical) == 0 &&
               strcmp(a->lexical, "NaN") != 0;
        return KS_OK;
    }
    if (ks_fact_is_vague(a) || ks_fact_is_vague(b)) {
        *out = false;
        return KS_OK;
    }
    return same_number(arena, a, b, out);
}

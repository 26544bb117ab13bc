#include "check_measure.h"

#include <string.h>

static bool is_measure(const ks_qname *measure, const char *ns, const char *local)
{
    return strcmp(measure->local, local) == 0 && strcmp(measure->ns, ns) == 0;
}

/* ISO 4217 has codes of three capital letters. */
static bool is_currency(const ks_qname *measure)
{
    const size_t length = strspn(measure->local, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return length == 3 && measure->local[length] == '\0' && strcmp(measure->ns, KS_NS_ISO4217) == 0;
}

bool ks_measure_suits(const ks_unit *unit, ks_item_kind kind)
{
    const bool is_single = unit->numerator_count == 1 && unit->denominator_count == 0;
    switch (kind) {
    case KS_ITEM_MONETARY:
        return is_single && is_currency(unit->numerators[0]);
    case KS_ITEM_SHARES:
        return is_single && is_measure(unit->numerators[0], KS_NS_XBRLI, "shares");
    case KS_ITEM_PURE:
        return is_single && is_measure(unit->numerators[0], KS_NS_XBRLI, "pure");
    default:
        return true;
    }
}

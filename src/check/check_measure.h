/* What XBRL 2.1 asks of the units of money and shares (4.8.2), and what pure numbers are. For the
 * room's own use. */
#ifndef KS_CHECK_MEASURE_H
#define KS_CHECK_MEASURE_H

#include "model_instance.h"

/* Whether the unit is the one measure that items of that kind have: a currency, shares, pure. Of
 * all other kinds: true. */
bool ks_measure_suits(const ks_unit *unit, ks_item_kind kind);

#endif

/* Which calculation networks speak of which contexts: the rows of check_calculation_scope.def. */
#ifndef KS_CHECK_CALCULATION_SCOPE_H
#define KS_CHECK_CALCULATION_SCOPE_H

#include "model_instance.h"

typedef struct ks_scope ks_scope;

/* The row that holds for networks of `role`, or NULL: they speak of all contexts. Static. */
const ks_scope *ks_scope_of(const char *role);
/* Whether a network of that row (or of none) is to be asked in that context. */
bool ks_scope_covers(const ks_scope *scope, const ks_context *context);

#endif

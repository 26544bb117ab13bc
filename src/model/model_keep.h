/* Making what a caller handed in live as long as the model: copies in its arena. All of them give
 * KS_ERR_MEMORY and nothing else. For the room's own use. */
#ifndef KS_MODEL_KEEP_H
#define KS_MODEL_KEEP_H

#include "base_arena.h"
#include "base_decimal.h"
#include "base_names.h"

/* Each replaces the string at *text by a copy of it, or by the interned one; NULL stays NULL. */
KS_MUST_USE ks_status ks_keep_text(ks_arena *arena, const char **text);
KS_MUST_USE ks_status ks_keep_name(ks_names *names, const char **text);
/* A decimal that borrows its digits from another arena gets them from this one. */
KS_MUST_USE ks_status ks_keep_decimal(ks_arena *arena, ks_decimal *number);

#endif

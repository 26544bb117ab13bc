/* The ledger: what became of every cell that holds a figure or says that there is none. */
#ifndef KS_BUILD_LEDGER_H
#define KS_BUILD_LEDGER_H

#include <stddef.h>

#include "base_str.h"
#include "base_vec.h"
#include "diag.h"

/* The account of one print of a table. figures + dashes = filed + tied + checked + set_aside +
 * left. */
typedef struct ks_ledger_line {
    const char *table; /* id in the plan; NULL in the line of totals */
    const char *lang;
    const char *file;
    size_t figures;
    size_t dashes;    /* dashes and n/a */
    size_t filed;     /* a fact of the instance was read from it */
    size_t tied;      /* the same fact as another cell's, and in agreement with it */
    size_t checked;   /* derived from other cells and recomputed */
    size_t set_aside; /* by the plan, with a reason */
    size_t left;      /* not accounted for: there is an error that says why */
} ks_ledger_line;

/* Why cells of a print were set aside. */
typedef struct ks_ledger_reason {
    ks_place place; /* of the first such cell */
    const char *printed;
    const char *reason;
    size_t count;
} ks_ledger_reason;

/* Lines in the order of the plan. Strings are borrowed from the plan and the filing. */
typedef struct ks_ledger {
    KS_VEC(ks_ledger_line) lines;
    KS_VEC(ks_ledger_reason) reasons;
    ks_ledger_line total;
} ks_ledger;

/* Appends the ledger as a table of plain text, in columns of equal width on a terminal, with the
 * reasons for what was set aside below it. */
void ks_ledger_write(const ks_ledger *ledger, ks_lang lang, ks_str *out);

#endif

/* The last step: every cell is accounted for, or is an error. */
#ifndef KS_BUILD_ACCOUNT_H
#define KS_BUILD_ACCOUNT_H

#include "build_filing.h"

/* Fills the filing's ledger. A figure that nothing has become of, and of which nothing has been
 * said yet, is a finding of its own. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_account(ks_filing *filing);

#endif

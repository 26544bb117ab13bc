/* What makes a finding the same one in the next run, wherever its line has gone. */
#ifndef KS_REPORT_FINGERPRINT_H
#define KS_REPORT_FINGERPRINT_H

#include <kessan/report.h>

#include "diag.h"

/* 32 hexadecimal digits and NUL: of its id and of what fills its message, in no language. Neither
 * its file nor its line is in it. */
void ks_fingerprint(const ks_finding *finding, char out[KS_FINGERPRINT_SIZE]);

#endif

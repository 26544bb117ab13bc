/* Findings written down, one a line, "id file:line:column message [related line:column]", for tests
 * to compare. */
#ifndef KS_TEST_FINDINGS_H
#define KS_TEST_FINDINGS_H

#include "base_str.h"
#include "diag.h"

static inline void note_finding(const ks_finding *finding, void *user)
{
    ks_str *out = user;
    ks_str_addf(out, "%s %s:%u:%u %s", finding->id,
                finding->place.file != NULL ? finding->place.file : "-", finding->place.line,
                finding->place.column, finding->message);
    for (size_t i = 0; i < finding->related_count; i++) {
        ks_str_addf(out, " [%u:%u]", finding->related[i].place.line,
                    finding->related[i].place.column);
    }
    ks_str_add_char(out, '\n');
}

#endif

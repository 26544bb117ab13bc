/* The model builder: filing plan and printed tables -> taxonomy, instance and ledger.
 *
 * Rows are matched with the lines of the plan by their labels, cells become facts, prints of the
 * same fact are tied, what is derived is recomputed, and every cell is accounted for. What does not
 * fit is a finding with its place in the table and in the plan; one mistake is one finding.
 *
 * A filing borrows from the plan and from the plan's names, which must outlive it. It belongs to
 * one thread; what the accessors return is borrowed and lives as long as the filing. */
#ifndef KS_BUILD_H
#define KS_BUILD_H

#include "build_ledger.h"
#include "diag.h"
#include "model_instance.h"
#include "model_taxonomy.h"
#include "read_plan.h"

typedef struct ks_filing ks_filing;

/* Builds what `plan` describes, reading its tables. Where the sink has new errors afterwards, the
 * filing holds what could be made of the input (its ledger says how far that goes) and must not be
 * written out. Findings of the families row, figure, cell, note, tie, percent, change,
 * translation, check, sum. KS_ERR_MEMORY, KS_ERR_LIMIT, KS_ERR_IO: *out is not set. */
KS_MUST_USE ks_status ks_build_filing(const ks_plan *plan, ks_sink *sink, ks_filing **out);
void ks_filing_free(ks_filing *filing); /* NULL is fine */

/* The extension taxonomy, finished: concepts, roles, labels, presentation and calculation. */
const ks_taxonomy *ks_filing_taxonomy(const ks_filing *filing);
/* The instance; its taxonomy is ks_filing_taxonomy. Its schema_ref is the plan's id and ".xsd". */
const ks_instance *ks_filing_instance(const ks_filing *filing);
const ks_ledger *ks_filing_ledger(const ks_filing *filing);

#endif

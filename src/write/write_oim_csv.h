/* A report as xBRL-CSV (Open Information Model 1.0, 2021-10-13): one table, a fact a row, and the
 * metadata that says what its columns are.
 *
 * The columns are id, concept, entity, period, one for each axis, unit, decimals, language, value.
 * Footnotes follow the facts as rows of xbrl:note; the metadata has the links that lead to them.
 * Days stand for moments where midnight begins them ("2024-04-01..2025-03-31", "2025-03-31@end").
 * All else is as in xBRL-JSON. */
#ifndef KS_WRITE_OIM_CSV_H
#define KS_WRITE_OIM_CSV_H

#include "base_uri.h"
#include "diag.h"
#include "model_instance.h"
#include "write_out.h"

/* The addresses of the taxonomy are moved along `way`. The table goes to `table`, the metadata is
 * appended to `metadata`; it finds the table beside it by the file name `table_name`. Takes time in
 * proportion to the facts and the cells. */
KS_MUST_USE ks_status ks_write_oim_csv(const ks_instance *instance, ks_uri_way way,
                                       const char *table_name, ks_sink *sink, ks_write_out *table,
                                       ks_str *metadata);

#endif

/* One print of a table as rows and cells, with its notes read and its marks taken off the labels,
 * and the rows that the plan expects in it. */
#ifndef KS_BUILD_ROWS_H
#define KS_BUILD_ROWS_H

#include "build_filing.h"

/* Adds the print to the filing; none where its file cannot be read (findings say why). Marks and
 * note rows that the table does not declare, notes without text: findings.
 * KS_ERR_MEMORY, KS_ERR_IO. */
KS_MUST_USE ks_status ks_build_read_print(ks_filing *filing, const ks_plan_table *table,
                                          const ks_plan_print *print);
void ks_build_print_release(ks_build_print *print); /* NULL is fine; the struct is the arena's */

/* The rows that the plan expects in a print in `print->lang`, in the order of printing. */
KS_MUST_USE ks_status ks_build_expect(ks_filing *filing, ks_build_print *print);

/* `text` folded for comparing; borrowed from the filing's arena. */
KS_MUST_USE ks_status ks_build_fold(ks_filing *filing, ks_sv text, const char **out);

#endif

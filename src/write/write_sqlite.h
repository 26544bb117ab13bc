/* A report as a database of SQLite 3 (docs/convert.md has its tables). */
#ifndef KS_WRITE_SQLITE_H
#define KS_WRITE_SQLITE_H

#include "model_instance.h"
#include "write_out.h"

/* `lang` is of the labels that stand with concepts. The database is made in memory and handed on
 * whole. Takes time in proportion to taxonomy and facts. */
KS_MUST_USE ks_status ks_write_sqlite(const ks_instance *instance, const char *lang,
                                      ks_write_out *out);

#endif

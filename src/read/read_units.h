/* Reads a units registry (Units Registry 1.0): in the format of kessan (xsd/kessan/units.xsd), or
 * as XBRL International publishes it. */
#ifndef KS_READ_UNITS_H
#define KS_READ_UNITS_H

#include "diag.h"
#include "model_units.h"

/* Reads the registry in file `path`, or, where that is NULL, the one that is built in. Definitions
 * that are not in force (of another status than REC and CR) are left out. KS_REFUSED with findings
 * where the file cannot be read, is no registry, or breaks a rule of registries. Names are interned
 * in `names`, which must outlive *out. */
KS_MUST_USE ks_status ks_read_units(const char *path, ks_names *names, ks_sink *sink,
                                    ks_units **out);

#endif

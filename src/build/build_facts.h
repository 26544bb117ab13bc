/* Facts in the instance, one for each group of cells that print it. */
#ifndef KS_BUILD_FACTS_H
#define KS_BUILD_FACTS_H

#include "build_filing.h"

/* After the cells are tied and the contexts and units made. Facts come in the order of their first
 * cells; each keeps the cell that it was filed from and then those tied to it. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_file_facts(ks_filing *filing);

#endif

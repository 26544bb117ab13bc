/* Hypercubes with their domains and heirs: a step of ks_taxonomy_make_dimensions. For the room's
 * own use. */
#ifndef KS_MODEL_DIMENSIONS_PARTS_H
#define KS_MODEL_DIMENSIONS_PARTS_H

#include "model_dimensions.h"

/* Fills `enumerations`, without the trees. */
KS_MUST_USE ks_status ks_dimensions_find_enumerations(ks_taxonomy *taxonomy,
                                                      ks_dimensions *dimensions);
KS_MUST_USE ks_status ks_dimensions_make_cubes(ks_taxonomy *taxonomy, ks_dimensions *dimensions);

#endif

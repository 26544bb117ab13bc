/* Variations of the transformation registries: a text, and the value it stands for. */
#ifndef CONF_TRANSFORM_H
#define CONF_TRANSFORM_H

#include "verdict.h"

/* As conf_judge, of a variation that has a transform. */
KS_MUST_USE ks_status conf_judge_transform(const conf_variation *variation, ks_arena *arena,
                                           conf_verdict *out);

#endif

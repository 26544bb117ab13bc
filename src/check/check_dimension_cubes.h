/* Whether an item may be reported with the dimensions of a context (Dimensions 1.0 3.1). For the
 * room's own use. */
#ifndef KS_CHECK_DIMENSION_CUBES_H
#define KS_CHECK_DIMENSION_CUBES_H

#include "model_dimensions.h"
#include "model_instance.h"

/* The value of one dimension in a context. */
typedef struct ks_dimension_value {
    const ks_concept *dimension;
    const ks_concept *member; /* NULL: of a typed dimension, or an element that is no concept */
    bool is_scenario;
} ks_dimension_value;

/* The dimensions of contexts that no hypercube can tell apart: values of typed dimensions are all
 * the same to them. */
typedef struct ks_signature {
    const ks_dimension_value *values; /* sorted by number of the dimension, each once */
    size_t count;
    bool has_other[2]; /* in the segment, in the scenario: something that is no dimension */
    uint64_t bits[2];  /* the same: dimensions there (ks_dimension_bit) */
} ks_signature;

typedef enum ks_cube_fault {
    KS_CUBE_FITS,
    /* from the smallest distance to the largest */
    KS_CUBE_EXCLUDES, /* it fits, and it is of notAll */
    KS_CUBE_UNUSABLE_MEMBER,
    KS_CUBE_NO_MEMBER,
    KS_CUBE_ELSEWHERE,
    KS_CUBE_MISSING,
    KS_CUBE_UNEXPECTED,
    KS_CUBE_OTHER_CONTENT
} ks_cube_fault;

typedef struct ks_cube_verdict {
    ks_cube_fault fault;
    const ks_cube *cube;         /* that does not fit, or excludes; NULL where all is well */
    const ks_concept *dimension; /* what the fault is about, or NULL */
    const ks_concept *member;    /* a default that is not usable, or NULL: that of the context */
} ks_cube_verdict;

/* 3.1.1: valid where the hypercubes of at least one role are all satisfied, or where there are none
 * at all. Else the fault of the role that comes nearest. */
ks_cube_verdict ks_cubes_judge(ks_cube_groups groups, const ks_signature *signature);

#endif

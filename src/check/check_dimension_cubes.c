#include "check_dimension_cubes.h"

static bool lacks(uint64_t bits, uint64_t wanted)
{
    return (wanted & ~bits) != 0;
}

static ks_cube_verdict fault(ks_cube_fault what, const ks_concept *dimension)
{
    return (ks_cube_verdict){.fault = what, .dimension = dimension};
}

/* 3.1.3: the value of one dimension of a hypercube, or its default, is one of the domain. */
static ks_cube_verdict judge_axis(const ks_axis *axis, const ks_dimension_value *value,
                                  bool is_scenario)
{
    if (value == NULL && axis->default_member == NULL) {
        return fault(KS_CUBE_MISSING, axis->dimension);
    }
    if (value != NULL && value->is_scenario != is_scenario) {
        return fault(KS_CUBE_ELSEWHERE, axis->dimension);
    }
    if (axis->is_typed) {
        return fault(KS_CUBE_FITS, NULL);
    }
    const ks_concept *member = value == NULL ? axis->default_member : value->member;
    ks_membership asked = member == NULL ? KS_MEMBER_NOT : ks_domain_ask(axis->domain, member);
    ks_cube_verdict verdict = fault(asked == KS_MEMBER_USABLE     ? KS_CUBE_FITS
                                    : asked == KS_MEMBER_UNUSABLE ? KS_CUBE_UNUSABLE_MEMBER
                                                                  : KS_CUBE_NO_MEMBER,
                                    axis->dimension);
    verdict.member = value == NULL ? member : NULL;
    return verdict;
}

/* The first value that a closed hypercube does not have. */
static ks_cube_verdict find_unexpected(const ks_cube *cube, const ks_signature *signature)
{
    const ks_axes *axes = cube->axes;
    size_t k = 0;
    for (size_t i = 0; i < signature->count; i++) {
        const ks_dimension_value *value = &signature->values[i];
        while (k < axes->count && axes->items[k].dimension->index < value->dimension->index) {
            k++;
        }
        bool is_known = k < axes->count && axes->items[k].dimension == value->dimension;
        if (!is_known && value->is_scenario == cube->is_scenario) {
            return fault(KS_CUBE_UNEXPECTED, value->dimension);
        }
    }
    return fault(signature->has_other[cube->is_scenario] ? KS_CUBE_OTHER_CONTENT : KS_CUBE_FITS,
                 NULL);
}

/* Values and axes are sorted alike. */
static ks_cube_verdict match(const ks_cube *cube, const ks_signature *signature)
{
    size_t k = 0;
    for (size_t i = 0; i < cube->axes->count; i++) {
        const ks_axis *axis = &cube->axes->items[i];
        while (k < signature->count &&
               signature->values[k].dimension->index < axis->dimension->index) {
            k++;
        }
        bool is_given = k < signature->count && signature->values[k].dimension == axis->dimension;
        ks_cube_verdict verdict =
            judge_axis(axis, is_given ? &signature->values[k] : NULL, cube->is_scenario);
        if (verdict.fault != KS_CUBE_FITS) {
            return verdict;
        }
    }
    return cube->is_closed ? find_unexpected(cube, signature) : fault(KS_CUBE_FITS, NULL);
}

static bool fits(const ks_cube *cube, const ks_signature *signature)
{
    uint64_t bits = signature->bits[cube->is_scenario];
    if (lacks(bits, cube->axes->needed) || (cube->is_closed && lacks(cube->axes->all, bits))) {
        return false;
    }
    return match(cube, signature).fault == KS_CUBE_FITS;
}

static const ks_cube *find_failing(const ks_cube_group *group, const ks_signature *signature)
{
    for (size_t i = 0; i < group->count; i++) {
        if (fits(&group->cubes[i], signature) == group->cubes[i].is_excluding) {
            return &group->cubes[i];
        }
    }
    return NULL;
}

static ks_cube_verdict explain(const ks_cube *cube, const ks_signature *signature)
{
    ks_cube_verdict verdict =
        cube->is_excluding ? fault(KS_CUBE_EXCLUDES, NULL) : match(cube, signature);
    verdict.cube = cube;
    return verdict;
}

ks_cube_verdict ks_cubes_judge(ks_cube_groups groups, const ks_signature *signature)
{
    ks_cube_verdict best = fault(KS_CUBE_FITS, NULL);
    for (size_t i = 0; i < groups.count;) {
        const ks_drs_role *role = groups.items[i]->role;
        const ks_cube *failing = NULL;
        for (; i < groups.count && groups.items[i]->role == role; i++) {
            failing = failing != NULL ? failing : find_failing(groups.items[i], signature);
        }
        if (failing == NULL) {
            return fault(KS_CUBE_FITS, NULL);
        }
        ks_cube_verdict verdict = explain(failing, signature);
        if (best.cube == NULL || verdict.fault < best.fault) {
            best = verdict;
        }
    }
    return best;
}

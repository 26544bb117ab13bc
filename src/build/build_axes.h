/* The axes of the plan as dimensions of the taxonomy, and the hypercubes of the statements whose
 * figures are tied to them (Dimensions 1.0 chapter 2).
 *
 * A statement has one hypercube: its title has it, closed, in the scenario, and the lines inherit
 * it. It holds the axes that any of the statement's figures is tied to. */
#ifndef KS_BUILD_AXES_H
#define KS_BUILD_AXES_H

#include "build_filing.h"

/* Where the next child of a presentation goes. */
typedef struct ks_build_parent {
    const ks_concept *concept;
    int64_t children;
} ks_build_parent;

KS_MUST_USE ks_status ks_build_present(ks_filing *filing, const ks_plan_statement *statement,
                                       ks_build_parent *parent, const ks_concept *child,
                                       const char *role, ks_place place);

/* The concepts of axes, domains and members, with their labels. */
KS_MUST_USE ks_status ks_build_make_axes(ks_filing *filing);
/* The hypercube of the statement with its axes and members, below the title. */
KS_MUST_USE ks_status ks_build_present_axes(ks_filing *filing, const ks_plan_statement *statement,
                                            ks_build_parent *root);
/* The same as definitions, and the lines that inherit it; after the lines' concepts are there. */
KS_MUST_USE ks_status ks_build_define_hypercube(ks_filing *filing,
                                                const ks_plan_statement *statement,
                                                const ks_concept *root);

#endif

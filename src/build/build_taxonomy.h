/* The extension taxonomy that a plan describes (XBRL 2.1 chapter 5). */
#ifndef KS_BUILD_TAXONOMY_H
#define KS_BUILD_TAXONOMY_H

#include "build_filing.h"

/* Makes filing->taxonomy and finishes it.
 *
 * Concepts in the order of printing, abstract ones for titles and headings; a role for each
 * statement; labels in the role of each line, every concept with a standard label too;
 * presentation as printed: a heading is the parent of what stands below it, a total comes last;
 * calculation with the plan's weights, lines of weight 0 left out. That sums can add up, and that
 * no label has two texts, the reader of the plan has made sure of. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_make_taxonomy(ks_filing *filing);

#endif

/* Expected outputs that are older than the documents they belong to: the SEC has revised the cover
 * pages of its inline tests since, and moved them to a later taxonomy. What the documents no longer
 * say is not asked for, and what stands on a cover page alone is not held against them; all else
 * is compared. */
#ifndef CONF_OUTPUT_REVISED_H
#define CONF_OUTPUT_REVISED_H

#include "base_map.h"
#include "model_instance.h"
#include "suite.h"

typedef struct conf_revised {
    const char *cover; /* how the namespace of cover pages begins */
    ks_str text;       /* of all documents */
    ks_map kept;       /* concept and context of the expected facts that are asked for */
    bool is_failed;
} conf_revised;

void conf_revised_init(conf_revised *revised, const char *cover);
void conf_revised_release(conf_revised *revised);
/* The expected facts first, then the actual ones: whether the fact is compared. */
bool conf_revised_expects(conf_revised *revised, const ks_fact *fact);
bool conf_revised_compares(conf_revised *revised, const ks_fact *fact);

#endif

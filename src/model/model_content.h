/* Walks content models, element by element (XML Schema part 1, 3.8.4). */
#ifndef KS_MODEL_CONTENT_H
#define KS_MODEL_CONTENT_H

#include "model_type.h"

/* Where the children of an element have led so far; starts as {model->start, 0}. */
typedef struct ks_content_state {
    uint32_t at;
    uint64_t seen; /* of xs:all */
} ks_content_state;

/* Scratch of a walk; starts as {0}. One walker serves many models, one thread at a time. */
typedef struct ks_content_walker {
    KS_VEC(uint32_t) stack;
    uint32_t *stamps; /* of steps looked at in this turn */
    size_t stamp_count;
    uint32_t turn;
    struct ks_content_memo *memo;
} ks_content_walker;
void ks_content_walker_release(ks_content_walker *walker);

/* The step that takes an element `name`, whose global declaration is `global` (or NULL); *out is
 * NULL where it must not come. Moves *state on. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_content_take(ks_content_walker *walker, const ks_content_model *model,
                                      const ks_qname *name, const ks_element *global,
                                      ks_content_state *state, const ks_content_step **out);
/* Whether the element may end here. */
KS_MUST_USE ks_status ks_content_may_end(ks_content_walker *walker, const ks_content_model *model,
                                         const ks_content_state *state, bool *out);
/* Appends the local names of what may come here, "a, b, c", no more than a few. */
KS_MUST_USE ks_status ks_content_expected(ks_content_walker *walker, const ks_content_model *model,
                                          const ks_content_state *state, ks_str *out);

#endif

#include "model_content.h"

#include <string.h>

#include "base_alloc.h"

enum { MEMO_SIZE = 512, EXPECTED_LIMIT = 10 };

/* Documents repeat themselves: the last answers, by where the walk stood and what came. */
typedef struct ks_content_memo {
    const ks_content_step *from;
    const ks_qname *name;
    const ks_content_step *to;
} ks_content_memo;

void ks_content_walker_release(ks_content_walker *walker)
{
    ks_vec_release(&walker->stack);
    ks_alloc_free(walker->stamps);
    ks_alloc_free(walker->memo);
    *walker = (ks_content_walker){.stamps = NULL};
}

static ks_status push(ks_content_walker *walker, uint32_t step)
{
    uint32_t *slot = ks_vec_add(&walker->stack);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = step;
    return KS_OK;
}

static ks_status begin(ks_content_walker *walker, const ks_content_model *model, uint32_t at)
{
    if (walker->stamp_count < model->count) {
        uint32_t *stamps = ks_alloc_zero(model->count, sizeof *stamps);
        if (stamps == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_alloc_free(walker->stamps);
        walker->stamps = stamps;
        walker->stamp_count = model->count;
        walker->turn = 0;
    }
    if (++walker->turn == 0) {
        memset(walker->stamps, 0, walker->stamp_count * sizeof *walker->stamps);
        walker->turn = 1;
    }
    walker->stack.count = 0;
    return push(walker, at);
}

/* The next step that is no split, or NULL. */
static ks_status next_step(ks_content_walker *walker, const ks_content_model *model,
                           const ks_content_step **out)
{
    *out = NULL;
    while (walker->stack.count > 0) {
        uint32_t at = walker->stack.items[--walker->stack.count];
        const ks_content_step *step = &model->steps[at];
        if (walker->stamps[at] == walker->turn) {
            continue;
        }
        walker->stamps[at] = walker->turn;
        if (step->kind != KS_STEP_SPLIT) {
            *out = step;
            return KS_OK;
        }
        if (push(walker, step->other) != KS_OK || push(walker, step->next) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

static bool takes(const ks_content_step *step, const ks_qname *name, const ks_element *global)
{
    if (step->kind == KS_STEP_ANY) {
        return ks_wildcard_allows(step->any, name->ns);
    }
    return step->kind == KS_STEP_ELEMENT &&
           (step->element->name == name || (step->element->is_global && global != NULL &&
                                            ks_element_stands_for(global, step->element)));
}

static ks_content_memo *memo_of(ks_content_walker *walker, const ks_content_step *from,
                                const ks_qname *name)
{
    if (walker->memo == NULL) {
        walker->memo = ks_alloc_zero(MEMO_SIZE, sizeof *walker->memo);
        if (walker->memo == NULL) {
            return NULL;
        }
    }
    uint64_t hash = (uint64_t)(uintptr_t)from * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= (uint64_t)(uintptr_t)name * UINT64_C(0xC2B2AE3D27D4EB4F);
    return &walker->memo[(hash >> 32) % MEMO_SIZE];
}

static const ks_content_step *take_of_all(const ks_content_model *model, const ks_qname *name,
                                          const ks_element *global, ks_content_state *state)
{
    for (uint32_t i = 0; i < model->count; i++) {
        uint64_t bit = UINT64_C(1) << i;
        if ((state->seen & bit) == 0 && takes(&model->steps[i], name, global)) {
            state->seen |= bit;
            return &model->steps[i];
        }
    }
    return NULL;
}

ks_status ks_content_take(ks_content_walker *walker, const ks_content_model *model,
                          const ks_qname *name, const ks_element *global, ks_content_state *state,
                          const ks_content_step **out)
{
    if (model->is_all) {
        *out = take_of_all(model, name, global, state);
        return KS_OK;
    }
    ks_content_memo *memo = memo_of(walker, &model->steps[state->at], name);
    if (memo == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_content_step *step = memo->to;
    if (memo->from != &model->steps[state->at] || memo->name != name) {
        ks_status status = begin(walker, model, state->at);
        do {
            status = status == KS_OK ? next_step(walker, model, &step) : status;
            if (status != KS_OK) {
                return status;
            }
        } while (step != NULL && !takes(step, name, global));
        *memo = (ks_content_memo){&model->steps[state->at], name, step};
    }
    if (step != NULL) {
        state->at = step->next;
    }
    *out = step;
    return KS_OK;
}

ks_status ks_content_may_end(ks_content_walker *walker, const ks_content_model *model,
                             const ks_content_state *state, bool *out)
{
    const ks_content_step *step = NULL;
    if (model->is_all) {
        *out = (state->seen & model->all_needed) == model->all_needed ||
               (model->all_may_be_none && state->seen == 0);
        return KS_OK;
    }
    ks_status status = begin(walker, model, state->at);
    do {
        status = status == KS_OK ? next_step(walker, model, &step) : status;
    } while (status == KS_OK && step != NULL && step->kind != KS_STEP_END);
    *out = step != NULL;
    return status;
}

static void add_name(ks_str *out, const ks_content_step *step)
{
    ks_str_add(out, out->len > 0 ? ", " : "");
    ks_str_add(out, step->kind == KS_STEP_ELEMENT ? step->element->name->local : "*");
}

ks_status ks_content_expected(ks_content_walker *walker, const ks_content_model *model,
                              const ks_content_state *state, ks_str *out)
{
    size_t count = 0;
    if (model->is_all) {
        for (uint32_t i = 0; i < model->count && count < EXPECTED_LIMIT; i++) {
            if ((state->seen & UINT64_C(1) << i) == 0) {
                add_name(out, &model->steps[i]);
                count++;
            }
        }
        return KS_OK;
    }
    const ks_content_step *step = NULL;
    ks_status status = begin(walker, model, state->at);
    do {
        status = status == KS_OK ? next_step(walker, model, &step) : status;
        if (status == KS_OK && step != NULL && step->kind != KS_STEP_END) {
            add_name(out, step);
        }
    } while (status == KS_OK && step != NULL && ++count < EXPECTED_LIMIT);
    return status;
}

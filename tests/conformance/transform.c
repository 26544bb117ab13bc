#include "transform.h"

#include <string.h>

#include "model_transform.h"

/* The value, "invalid", or why there is none; NULL when memory is short. */
static const char *transform(const conf_transform *asked, ks_arena *arena)
{
    const char *colon = strchr(asked->name, ':');
    const ks_sv local = ks_sv_from(colon != NULL ? colon + 1 : asked->name);
    const ks_transform *function = ks_transform_find(ks_sv_from(asked->registry), local);
    if (function == NULL) {
        return "no such function";
    }
    ks_str value;
    ks_str_init(&value);
    ks_status status = ks_transform_apply(function, ks_sv_from(asked->input), &value);
    const char *actual = "invalid";
    if (status == KS_OK) {
        actual = ks_arena_format(arena, "\"%s\"", value.ptr);
    }
    ks_str_release(&value);
    return status == KS_OK || status == KS_REFUSED ? actual : NULL;
}

ks_status conf_judge_transform(const conf_variation *variation, ks_arena *arena, conf_verdict *out)
{
    const conf_transform *asked = variation->transform;
    out->expected =
        variation->is_invalid ? "invalid" : ks_arena_format(arena, "\"%s\"", asked->output);
    out->actual = transform(asked, arena);
    if (out->expected == NULL || out->actual == NULL) {
        return KS_ERR_MEMORY;
    }
    out->is_passed = strcmp(out->expected, out->actual) == 0;
    return KS_OK;
}

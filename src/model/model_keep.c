#include "model_keep.h"

#include <string.h>

ks_status ks_keep_text(ks_arena *arena, const char **text)
{
    if (*text == NULL) {
        return KS_OK;
    }
    const char *copy = ks_arena_textz(arena, *text);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *text = copy;
    return KS_OK;
}

ks_status ks_keep_name(ks_names *names, const char **text)
{
    if (*text == NULL) {
        return KS_OK;
    }
    const char *name = ks_names_text(names, ks_sv_from(*text));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    *text = name;
    return KS_OK;
}

ks_status ks_keep_decimal(ks_arena *arena, ks_decimal *number)
{
    if (number->size <= KS_DECIMAL_INLINE) {
        return KS_OK;
    }
    size_t size = (size_t)number->size * sizeof *number->limbs.large;
    uint64_t *limbs = ks_arena_alloc(arena, size);
    if (limbs == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(limbs, number->limbs.large, size);
    number->limbs.large = limbs;
    return KS_OK;
}

#include "check_calculation_scope.h"

#include <string.h>

struct ks_scope {
    const char *role; /* how it begins */
    const char *word; /* what stands in the rest of it */
    const char *ns;   /* how the axis' namespace begins */
    const char *axis;
    const char *member;
    bool is_default; /* a context without the axis has that member */
};

static const ks_scope SCOPES[] = {
#define KS_SCOPE(role, word, ns, axis, member, is_default)                                         \
    {role, word, ns, axis, member, is_default},
#include "check_calculation_scope.def"
#undef KS_SCOPE
};

static bool starts(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

const ks_scope *ks_scope_of(const char *role)
{
    for (size_t i = 0; role != NULL && i < sizeof SCOPES / sizeof *SCOPES; i++) {
        const ks_scope *scope = &SCOPES[i];
        if (starts(role, scope->role) && strstr(role + strlen(scope->role), scope->word) != NULL) {
            return scope;
        }
    }
    return NULL;
}

bool ks_scope_covers(const ks_scope *scope, const ks_context *context)
{
    if (scope == NULL) {
        return true;
    }
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        if (strcmp(dimension->dimension->local, scope->axis) == 0 &&
            starts(dimension->dimension->ns, scope->ns)) {
            return dimension->member != NULL &&
                   strcmp(dimension->member->local, scope->member) == 0;
        }
    }
    return scope->is_default;
}

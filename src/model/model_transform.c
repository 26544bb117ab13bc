#include "model_transform.h"

#include <string.h>

#include "base_text.h"
#include "model_transform_parts.h"

#define REGISTRY_ROOT "http://www.xbrl.org/inlineXBRL/transformation/"

static const struct registry {
    const char *ns;
    const ks_transform *functions;
    uint8_t version;
} REGISTRIES[] = {
    {REGISTRY_ROOT "2022-02-16", KS_TRANSFORMS_4_5, 5},
    {REGISTRY_ROOT "2020-02-12", KS_TRANSFORMS_4_5, 4},
    {REGISTRY_ROOT "2015-02-26", KS_TRANSFORMS_2_3, 3},
    {REGISTRY_ROOT "2011-07-31", KS_TRANSFORMS_2_3, 2},
    {REGISTRY_ROOT "2010-04-20", KS_TRANSFORMS_1, 1},
    {"http://www.xbrl.org/2008/inlineXBRL/transformation", KS_TRANSFORMS_1, 1},
    {"http://www.sec.gov/inlineXBRL/transformation/2015-08-31", KS_TRANSFORMS_SEC, 1},
};

static const struct registry *find_registry(ks_sv ns)
{
    for (size_t i = 0; i < sizeof REGISTRIES / sizeof *REGISTRIES; i++) {
        if (ks_sv_is(ns, REGISTRIES[i].ns)) {
            return &REGISTRIES[i];
        }
    }
    return NULL;
}

const ks_transform *ks_transform_find(ks_sv ns, ks_sv local)
{
    const struct registry *registry = find_registry(ns);
    if (registry == NULL) {
        return NULL;
    }
    for (const ks_transform *t = registry->functions; t->name != NULL; t++) {
        if (t->since <= registry->version && ks_sv_is(local, t->name)) {
            return t;
        }
    }
    return NULL;
}

bool ks_transform_is_registry(ks_sv ns)
{
    return find_registry(ns) != NULL;
}

const char *ks_transform_nearest(ks_sv ns, ks_sv local)
{
    enum { MOST = 160 };
    const struct registry *registry = find_registry(ns);
    ks_sv names[MOST];
    size_t count = 0;
    if (registry == NULL) {
        return NULL;
    }
    for (const ks_transform *t = registry->functions; t->name != NULL && count < MOST; t++) {
        if (t->since <= registry->version) {
            names[count++] = ks_sv_from(t->name);
        }
    }
    size_t nearest = ks_text_nearest(local, names, count);
    return nearest == SIZE_MAX ? NULL : names[nearest].ptr;
}

const char *ks_transform_example(const ks_transform *transform)
{
    return transform->example;
}

ks_status ks_transform_apply(const ks_transform *transform, ks_sv in, ks_str *out)
{
    return transform->apply(transform, ks_sv_trim(in), out);
}

ks_status ks_transform_fixed(const ks_transform *transform, ks_sv in, ks_str *out)
{
    (void)in; /* whatever stands there */
    ks_str_add(out, transform->program);
    return KS_OK;
}

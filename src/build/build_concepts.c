#include "build_concepts.h"

#include "build_labels.h"

typedef struct item_type {
    const char *ns;
    const char *local;
} item_type;

static item_type type_of(ks_item_kind kind)
{
    switch (kind) {
    case KS_ITEM_MONETARY:
        return (item_type){KS_NS_XBRLI, "monetaryItemType"};
    case KS_ITEM_SHARES:
        return (item_type){KS_NS_XBRLI, "sharesItemType"};
    case KS_ITEM_PURE:
        return (item_type){KS_NS_XBRLI, "pureItemType"};
    case KS_ITEM_PER_SHARE:
        return (item_type){KS_NS_NUM, "perShareItemType"};
    case KS_ITEM_DECIMAL:
        return (item_type){KS_NS_XBRLI, "decimalItemType"};
    case KS_ITEM_INTEGER:
        return (item_type){KS_NS_XBRLI, "integerItemType"};
    default:
        return (item_type){KS_NS_XBRLI, "stringItemType"};
    }
}

ks_status ks_build_need_concept(ks_filing *filing, const char *local, const ks_concept *model,
                                const ks_concept **out)
{
    const ks_plan *plan = filing->plan;
    const ks_qname *name = ks_names_qname(filing->names, ks_sv_from(plan->ns), ks_sv_from(local));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = ks_taxonomy_find(filing->taxonomy, name);
    if (*out != NULL) {
        return KS_OK;
    }
    item_type type = type_of(model->kind);
    ks_concept concept = *model;
    concept.name = name;
    concept.id = ks_arena_format(&filing->arena, "%s_%s", plan->prefix, local);
    if (model->type == NULL) {
        concept.type = ks_names_qname(filing->names, ks_sv_from(type.ns), ks_sv_from(type.local));
    }
    concept.is_item = true;
    concept.is_nillable = true;
    if (concept.id == NULL || concept.type == NULL) {
        return KS_ERR_MEMORY;
    }
    return ks_taxonomy_add_concept(filing->taxonomy, &concept, out);
}

ks_status ks_build_need_abstract(ks_filing *filing, const char *local, ks_place place,
                                 const ks_lang_text *labels, const ks_concept **out)
{
    ks_concept model = {
        .kind = KS_ITEM_STRING, .period = KS_PERIOD_DURATION, .is_abstract = true, .place = place};
    ks_status status = ks_build_need_concept(filing, local, &model, out);
    if (status == KS_OK) {
        status = ks_build_add_labels(filing, *out, KS_ROLE_LABEL, labels, place);
    }
    return status;
}

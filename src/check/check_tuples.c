#include "check_tuples.h"

#include <string.h>

#include "model_type.h"

static const char *const STANDARD[] = {KS_NS_XBRLI, KS_NS_LINK, KS_NS_XLINK, KS_NS_XL};

static bool is_of_standard(const ks_qname *name)
{
    for (size_t i = 0; i < sizeof STANDARD / sizeof *STANDARD; i++) {
        if (strcmp(STANDARD[i], name->ns) == 0) {
            return true;
        }
    }
    return false;
}

static void check_attributes(const ks_concept *tuple, const ks_type *type, ks_sink *sink)
{
    for (size_t i = 0; i < type->attribute_count; i++) {
        if (is_of_standard(type->attributes[i].name)) {
            KS_REPORT(sink, KS_F_TAXONOMY_TUPLE_TYPE_ATTRIBUTE, tuple->place, tuple->name->local,
                      type->attributes[i].name->local);
        }
    }
}

static void check_children(const ks_taxonomy *taxonomy, const ks_concept *tuple,
                           const ks_content_model *model, ks_sink *sink)
{
    for (uint32_t i = 0; i < model->count; i++) {
        const ks_element *child =
            model->steps[i].kind == KS_STEP_ELEMENT ? model->steps[i].element : NULL;
        if (child == NULL) {
            continue;
        }
        if (!child->is_global || (ks_taxonomy_find(taxonomy, child->name) == NULL &&
                                  strcmp(child->name->ns, KS_NS_XBRLI) != 0)) {
            KS_REPORT(sink, KS_F_TAXONOMY_TUPLE_CHILD, tuple->place, tuple->name->local,
                      child->name->local);
            return;
        }
    }
}

static void check_tuple(const ks_taxonomy *taxonomy, const ks_concept *tuple, ks_sink *sink)
{
    const ks_element *element = ks_types_element(taxonomy->types, tuple->name);
    const ks_type *type = element == NULL ? NULL : element->type;
    /* An abstract tuple may say nothing about its content. */
    if (type == NULL || type == taxonomy->types->any_type || type->is_undecided) {
        return;
    }
    if (type->content == KS_CONTENT_MIXED || type->content == KS_CONTENT_SIMPLE) {
        KS_REPORT(sink, KS_F_TAXONOMY_TUPLE_TEXT, tuple->place, tuple->name->local);
    }
    check_attributes(tuple, type, sink);
    if (type->model != NULL) {
        check_children(taxonomy, tuple, type->model, sink);
    }
}

void ks_check_tuples(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    for (size_t i = 0; taxonomy->types != NULL && i < taxonomy->concepts.count; i++) {
        if (taxonomy->concepts.items[i]->is_tuple) {
            check_tuple(taxonomy, taxonomy->concepts.items[i], sink);
        }
    }
}

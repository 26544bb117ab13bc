#include "build_taxonomy.h"

#include <string.h>

#include "build_labels.h"

/* Going down the lines of one statement. */
typedef struct maker {
    ks_filing *filing;
    const ks_plan_statement *statement;
    bool has_calculation;
} maker;

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

/* Finds the concept of that local name in the filing's namespace, or adds it as `model` says. */
static ks_status need_concept(maker *m, const char *local, const ks_concept *model,
                              const ks_concept **out)
{
    const ks_plan *plan = m->filing->plan;
    const ks_qname *name =
        ks_names_qname(m->filing->names, ks_sv_from(plan->ns), ks_sv_from(local));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = ks_taxonomy_find(m->filing->taxonomy, name);
    if (*out != NULL) {
        return KS_OK;
    }
    item_type type = type_of(model->kind);
    ks_concept concept = *model;
    concept.name = name;
    concept.id = ks_arena_format(&m->filing->arena, "%s_%s", plan->prefix, local);
    concept.type = ks_names_qname(m->filing->names, ks_sv_from(type.ns), ks_sv_from(type.local));
    concept.is_item = true;
    concept.is_nillable = true;
    if (concept.id == NULL || concept.type == NULL) {
        return KS_ERR_MEMORY;
    }
    return ks_taxonomy_add_concept(m->filing->taxonomy, &concept, out);
}

static ks_status need_abstract(maker *m, const char *local, ks_place place,
                               const ks_lang_text *labels, const ks_concept **out)
{
    ks_concept model = {
        .kind = KS_ITEM_STRING, .period = KS_PERIOD_DURATION, .is_abstract = true, .place = place};
    ks_status status = need_concept(m, local, &model, out);
    if (status == KS_OK) {
        status = ks_build_add_labels(m->filing, *out, KS_ROLE_LABEL, labels, place);
    }
    return status;
}

static ks_status need_line(maker *m, const ks_plan_line *line, const ks_concept **out)
{
    const ks_plan_concept *concept = line->concept;
    ks_concept model = {.kind = concept->kind,
                        .period = concept->period,
                        .balance = concept->balance,
                        .place = concept->place};
    ks_status status = need_concept(m, concept->name, &model, out);
    if (status == KS_OK) {
        status = ks_build_add_labels(m->filing, *out, line->label_role, line->labels, line->place);
    }
    if (status == KS_OK && line == concept->definition) {
        status = ks_build_add_labels(m->filing, *out, KS_ROLE_DOCUMENTATION, concept->documentation,
                                     concept->place);
    }
    return status;
}

/* Where the next child goes. */
typedef struct arc_parent {
    const ks_concept *concept;
    int64_t children;
} arc_parent;

static ks_status add_presentation(maker *m, arc_parent *parent, const ks_concept *child,
                                  const char *role, ks_place place)
{
    parent->children++;
    ks_arc arc = {.role = m->statement->role_uri,
                  .arcrole = KS_ARCROLE_PARENT_CHILD,
                  .from = parent->concept,
                  .to = child,
                  .order = ks_decimal_from_i64(parent->children),
                  .weight = ks_decimal_from_i64(1),
                  .place = place};
    if (role != NULL && strcmp(role, KS_ROLE_LABEL) != 0) {
        arc.preferred_label = role;
    }
    return ks_taxonomy_add_arc(m->filing->taxonomy, &arc);
}

/* The abstract concept that the line's children stand below; none where it has no heading. */
static ks_status open_heading(maker *m, const ks_plan_line *line, arc_parent *around,
                              const ks_concept **out)
{
    const ks_lang_text *texts = line->heading;
    if (texts == NULL && line->is_heading_only) {
        texts = line->labels;
    }
    if (texts == NULL || line->heading_concept == NULL) {
        return KS_OK;
    }
    ks_status status = need_abstract(m, line->heading_concept, line->place, texts, out);
    return status == KS_OK ? add_presentation(m, around, *out, NULL, line->place) : status;
}

/* In the order of printing: heading, children, the line itself. */
static ks_status present(maker *m, const ks_plan_line *line, arc_parent *around)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        arc_parent own = {NULL, 0};
        const ks_concept *concept = NULL;
        status = open_heading(m, line, around, &own.concept);
        arc_parent *section = own.concept != NULL ? &own : around;
        if (status == KS_OK) {
            status = present(m, line->first_child, section);
        }
        if (status != KS_OK || line->concept == NULL) {
            continue;
        }
        status = need_line(m, line, &concept);
        if (status == KS_OK) {
            status = add_presentation(m, section, concept, line->label_role, line->place);
        }
    }
    return status;
}

static ks_status find_line(const maker *m, const ks_plan_line *line, const ks_concept **out)
{
    const ks_qname *name = ks_names_qname(m->filing->names, ks_sv_from(m->filing->plan->ns),
                                          ks_sv_from(line->concept->name));
    *out = name != NULL ? ks_taxonomy_find(m->filing->taxonomy, name) : NULL;
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* Where the next item goes. */
typedef struct arc_total {
    const ks_concept *concept;
    int64_t items;
} arc_total;

static ks_status add_calculation(maker *m, arc_total *total, const ks_plan_line *line)
{
    const ks_concept *item = NULL;
    ks_status status = find_line(m, line, &item);
    if (status != KS_OK) {
        return status;
    }
    m->has_calculation = true;
    ks_arc arc = {.role = m->statement->role_uri,
                  .arcrole = KS_ARCROLE_SUMMATION,
                  .from = total->concept,
                  .to = item,
                  .order = ks_decimal_from_i64(++total->items),
                  .weight = line->weight,
                  .place = line->place};
    return ks_taxonomy_add_arc(m->filing->taxonomy, &arc);
}

/* Lines in a group count in the sum of the nearest line around it. */
static ks_status calculate(maker *m, const ks_plan_line *line, arc_total *around)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        if (line->concept == NULL) {
            status = calculate(m, line->first_child, around);
            continue;
        }
        if (around != NULL && !ks_decimal_is_zero(&line->weight)) {
            status = add_calculation(m, around, line);
        }
        arc_total own = {NULL, 0};
        if (status == KS_OK) {
            status = find_line(m, line, &own.concept);
        }
        if (status == KS_OK) {
            status = calculate(m, line->first_child, &own);
        }
    }
    return status;
}

static ks_status add_role(maker *m)
{
    const ks_plan_statement *statement = m->statement;
    ks_role role = {.uri = statement->role_uri,
                    .id = statement->id,
                    .definition = ks_build_label(statement->titles, "en"),
                    .used_on = m->has_calculation ? "link:presentationLink link:calculationLink"
                                                  : "link:presentationLink",
                    .place = statement->place};
    return ks_taxonomy_add_role(m->filing->taxonomy, &role);
}

static ks_status make_statement(ks_filing *filing, const ks_plan_statement *statement)
{
    maker m = {.filing = filing, .statement = statement};
    arc_parent root = {NULL, 0};
    ks_status status = need_abstract(&m, statement->root_concept, statement->place,
                                     statement->titles, &root.concept);
    if (status == KS_OK) {
        status = present(&m, statement->first_line, &root);
    }
    if (status == KS_OK) {
        status = calculate(&m, statement->first_line, NULL);
    }
    return status == KS_OK ? add_role(&m) : status;
}

ks_status ks_build_make_taxonomy(ks_filing *filing)
{
    ks_status status = ks_taxonomy_new(filing->names, &filing->taxonomy);
    for (size_t i = 0; i < filing->plan->statements.count && status == KS_OK; i++) {
        status = make_statement(filing, filing->plan->statements.items[i]);
    }
    if (status == KS_OK) {
        status = ks_build_complete_labels(filing);
    }
    return status == KS_OK ? ks_taxonomy_finish(filing->taxonomy) : status;
}

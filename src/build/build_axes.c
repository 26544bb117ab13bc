#include "build_axes.h"

#include <string.h>

#include "build_concepts.h"
#include "build_labels.h"
#include "model_dimensions.h"

#define NS_NON_NUMERIC "http://www.xbrl.org/dtr/type/non-numeric"

/* Going down the definitions of one statement. */
typedef struct definer {
    ks_filing *filing;
    const ks_plan_statement *statement;
    ks_map heirs; /* concepts of lines that have the hypercube */
    const ks_concept *root;
    int64_t children; /* of the root */
} definer;

ks_status ks_build_present(ks_filing *filing, const ks_plan_statement *statement,
                           ks_build_parent *parent, const ks_concept *child, const char *role,
                           ks_place place)
{
    parent->children++;
    ks_arc arc = {.role = statement->role_uri,
                  .arcrole = KS_ARCROLE_PARENT_CHILD,
                  .from = parent->concept,
                  .to = child,
                  .order = ks_decimal_from_i64(parent->children),
                  .weight = ks_decimal_from_i64(1),
                  .place = place};
    if (role != NULL && strcmp(role, KS_ROLE_LABEL) != 0) {
        arc.preferred_label = role;
    }
    return ks_taxonomy_add_arc(filing->taxonomy, &arc);
}

static ks_status find_concept(const ks_filing *filing, const char *local, const ks_concept **out)
{
    const ks_qname *name =
        ks_names_qname(filing->names, ks_sv_from(filing->plan->ns), ks_sv_from(local));
    *out = name != NULL ? ks_taxonomy_find(filing->taxonomy, name) : NULL;
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* Adds an abstract concept in the substitution group `group` of xbrldt, or a member's where that is
 * NULL, with its texts. */
static ks_status make_concept(ks_filing *filing, const char *local, const char *group,
                              const ks_lang_text *labels, const ks_lang_text *documentation,
                              ks_place place)
{
    ks_concept model = {
        .kind = KS_ITEM_STRING, .period = KS_PERIOD_DURATION, .is_abstract = true, .place = place};
    const ks_concept *made = NULL;
    const ks_qname **slot = group != NULL ? &model.group : &model.type;
    *slot = group != NULL
                ? ks_names_qname(filing->names, KS_SV(KS_NS_XBRLDT), ks_sv_from(group))
                : ks_names_qname(filing->names, KS_SV(NS_NON_NUMERIC), KS_SV("domainItemType"));
    if (*slot == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_build_need_concept(filing, local, &model, &made);
    if (status == KS_OK) {
        status = ks_build_add_labels(filing, made, KS_ROLE_LABEL, labels, place);
    }
    return status == KS_OK
               ? ks_build_add_labels(filing, made, KS_ROLE_DOCUMENTATION, documentation, place)
               : status;
}

static ks_status make_members(ks_filing *filing, const ks_plan_member *member)
{
    ks_status status = KS_OK;
    for (; member != NULL && status == KS_OK; member = member->next) {
        status = make_concept(filing, member->name, NULL, member->labels, member->documentation,
                              member->place);
        if (status == KS_OK) {
            status = make_members(filing, member->first_child);
        }
    }
    return status;
}

/* Dimensions 1.0 2.5.2.1: the element that holds the values of a typed dimension. */
static ks_status make_typed_domain(ks_filing *filing, const ks_plan_axis *axis)
{
    const ks_plan *plan = filing->plan;
    ks_typed_domain_ref ref = {
        .element = ks_names_qname(filing->names, ks_sv_from(plan->ns), ks_sv_from(axis->name)),
        .domain = ks_names_qname(filing->names, ks_sv_from(plan->ns), ks_sv_from(axis->domain)),
        .href = ks_arena_format(&filing->arena, "#%s_%s", plan->prefix, axis->domain),
        .type = axis->typed,
        .has_fragment = true,
        .place = axis->place};
    if (ref.element == NULL || ref.domain == NULL || ref.href == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_taxonomy_add_element(filing->taxonomy, ref.domain);
    return status == KS_OK ? ks_taxonomy_add_typed_domain_ref(filing->taxonomy, &ref) : status;
}

static ks_status make_axis(ks_filing *filing, const ks_plan_axis *axis)
{
    ks_status status = make_concept(filing, axis->name, "dimensionItem", axis->labels,
                                    axis->documentation, axis->place);
    if (status == KS_OK && axis->typed != NULL) {
        return make_typed_domain(filing, axis);
    }
    if (status == KS_OK && axis->domain != NULL) {
        status = make_concept(filing, axis->domain, NULL, axis->labels, NULL, axis->place);
    }
    return status == KS_OK ? make_members(filing, axis->first_member) : status;
}

ks_status ks_build_make_axes(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->plan->axes.count && status == KS_OK; i++) {
        status = make_axis(filing, filing->plan->axes.items[i]);
    }
    return status;
}

static ks_status present_members(ks_filing *filing, const ks_plan_statement *statement,
                                 ks_build_parent *parent, const ks_plan_member *member)
{
    ks_status status = KS_OK;
    for (; member != NULL && status == KS_OK; member = member->next) {
        ks_build_parent own = {NULL, 0};
        status = find_concept(filing, member->name, &own.concept);
        if (status == KS_OK) {
            status = ks_build_present(filing, statement, parent, own.concept, NULL, member->place);
        }
        if (status == KS_OK) {
            status = present_members(filing, statement, &own, member->first_child);
        }
    }
    return status;
}

static ks_status present_axis(ks_filing *filing, const ks_plan_statement *statement,
                              ks_build_parent *hypercube, const ks_plan_axis *axis)
{
    ks_build_parent own = {NULL, 0};
    ks_build_parent domain = {NULL, 0};
    ks_status status = find_concept(filing, axis->name, &own.concept);
    if (status == KS_OK) {
        status = ks_build_present(filing, statement, hypercube, own.concept, NULL, axis->place);
    }
    if (status != KS_OK || axis->typed != NULL) {
        return status;
    }
    if (axis->domain != NULL) {
        status = find_concept(filing, axis->domain, &domain.concept);
        if (status == KS_OK) {
            status = ks_build_present(filing, statement, &own, domain.concept, NULL, axis->place);
        }
    }
    ks_build_parent *above = axis->domain != NULL ? &domain : &own;
    return status == KS_OK ? present_members(filing, statement, above, axis->first_member) : status;
}

/* The title, as what the hypercube is called: "Sales [Table]", as EDINET and the SEC have it. */
static ks_status title_hypercube(ks_filing *filing, const ks_plan_statement *statement,
                                 const ks_lang_text **out)
{
    ks_lang_text *first = NULL;
    ks_lang_text **end = &first;
    for (const ks_lang_text *title = statement->titles; title != NULL; title = title->next) {
        bool is_japanese = ks_sv_starts(ks_sv_from(title->lang), KS_SV("ja"));
        ks_lang_text *text = ks_arena_zero(&filing->arena, 1, sizeof *text);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        text->lang = title->lang;
        text->text =
            ks_arena_format(&filing->arena, "%s %s", title->text, is_japanese ? "[表]" : "[Table]");
        if (text->text == NULL) {
            return KS_ERR_MEMORY;
        }
        *end = text;
        end = &text->next;
    }
    *out = first;
    return KS_OK;
}

ks_status ks_build_present_axes(ks_filing *filing, const ks_plan_statement *statement,
                                ks_build_parent *root)
{
    ks_build_parent hypercube = {NULL, 0};
    const ks_lang_text *titles = NULL;
    if (statement->hypercube == NULL) {
        return KS_OK;
    }
    ks_status status = title_hypercube(filing, statement, &titles);
    if (status == KS_OK) {
        status = make_concept(filing, statement->hypercube, "hypercubeItem", titles, NULL,
                              statement->place);
    }
    if (status == KS_OK) {
        status = find_concept(filing, statement->hypercube, &hypercube.concept);
    }
    if (status == KS_OK) {
        status =
            ks_build_present(filing, statement, root, hypercube.concept, NULL, statement->place);
    }
    for (size_t i = 0; i < filing->plan->axes.count && status == KS_OK; i++) {
        if (statement->uses_axis[i]) {
            status = present_axis(filing, statement, &hypercube, filing->plan->axes.items[i]);
        }
    }
    return status;
}

/* An arc of the statement's role; `attrs` of it may be of xbrldt. */
static ks_status define(const definer *d, const char *arcrole, const ks_concept *from,
                        const ks_concept *to, int64_t order, ks_place place,
                        const ks_named_text *attrs, size_t attr_count)
{
    ks_arc arc = {.role = d->statement->role_uri,
                  .arcrole = arcrole,
                  .from = from,
                  .to = to,
                  .order = ks_decimal_from_i64(order),
                  .weight = ks_decimal_from_i64(1),
                  .place = place,
                  .attrs = attrs,
                  .attr_count = attr_count};
    return ks_taxonomy_add_arc(d->filing->taxonomy, &arc);
}

static ks_status define_members(const definer *d, const ks_concept *above, const char *arcrole,
                                const ks_plan_member *member)
{
    ks_status status = KS_OK;
    for (int64_t order = 1; member != NULL && status == KS_OK; member = member->next, order++) {
        const ks_concept *concept = NULL;
        status = find_concept(d->filing, member->name, &concept);
        if (status == KS_OK) {
            status = define(d, arcrole, above, concept, order, member->place, NULL, 0);
        }
        if (status == KS_OK) {
            status = define_members(d, concept, KS_ARCROLE_DOMAIN_MEMBER, member->first_child);
        }
    }
    return status;
}

/* The concept above several members has no figures of its own. */
static ks_status define_domain(const definer *d, const ks_plan_axis *axis,
                               const ks_concept *dimension)
{
    const ks_qname *usable = ks_names_qname(d->filing->names, KS_SV(KS_NS_XBRLDT), KS_SV("usable"));
    const ks_concept *domain = NULL;
    if (axis->domain == NULL) {
        return define_members(d, dimension, KS_ARCROLE_DIMENSION_DOMAIN, axis->first_member);
    }
    ks_status status =
        usable != NULL ? find_concept(d->filing, axis->domain, &domain) : KS_ERR_MEMORY;
    if (status == KS_OK) {
        const ks_named_text attr = {usable, "false"};
        status =
            define(d, KS_ARCROLE_DIMENSION_DOMAIN, dimension, domain, 1, axis->place, &attr, 1);
    }
    return status == KS_OK ? define_members(d, domain, KS_ARCROLE_DOMAIN_MEMBER, axis->first_member)
                           : status;
}

static ks_status define_axis(const definer *d, const ks_concept *hypercube,
                             const ks_plan_axis *axis, int64_t order)
{
    const ks_concept *dimension = NULL;
    const ks_concept *member = NULL;
    ks_status status = find_concept(d->filing, axis->name, &dimension);
    if (status == KS_OK) {
        status = define(d, KS_ARCROLE_HYPERCUBE_DIMENSION, hypercube, dimension, order, axis->place,
                        NULL, 0);
    }
    if (status == KS_OK && axis->typed == NULL) {
        status = define_domain(d, axis, dimension);
    }
    if (status == KS_OK && axis->default_member != NULL) {
        status = find_concept(d->filing, axis->default_member->name, &member);
        if (status == KS_OK) {
            status = define(d, KS_ARCROLE_DIMENSION_DEFAULT, dimension, member, 1,
                            axis->default_member->place, NULL, 0);
        }
    }
    return status;
}

/* Dimensions 1.0 2.3: closed, and in the scenario, where EDINET has its dimensions too. */
static ks_status define_has_hypercube(definer *d, const ks_concept *hypercube)
{
    ks_names *names = d->filing->names;
    const ks_named_text attrs[] = {
        {ks_names_qname(names, KS_SV(KS_NS_XBRLDT), KS_SV("closed")), "true"},
        {ks_names_qname(names, KS_SV(KS_NS_XBRLDT), KS_SV("contextElement")), "scenario"}};
    if (attrs[0].name == NULL || attrs[1].name == NULL) {
        return KS_ERR_MEMORY;
    }
    return define(d, KS_ARCROLE_ALL, d->root, hypercube, ++d->children, d->statement->place, attrs,
                  2);
}

/* The concepts of the lines, each once. */
static ks_status define_heirs(definer *d, const ks_plan_line *line)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        const ks_concept *concept = NULL;
        if (line->concept != NULL && ks_map_get_ptr(&d->heirs, line->concept) == NULL) {
            status = find_concept(d->filing, line->concept->name, &concept);
            if (status == KS_OK) {
                status = define(d, KS_ARCROLE_DOMAIN_MEMBER, d->root, concept, ++d->children,
                                line->place, NULL, 0);
            }
            if (status == KS_OK) {
                status = ks_map_set_ptr(&d->heirs, line->concept, d);
            }
        }
        if (status == KS_OK) {
            status = define_heirs(d, line->first_child);
        }
    }
    return status;
}

static ks_status define_hypercube(definer *d)
{
    const ks_plan *plan = d->filing->plan;
    const ks_concept *hypercube = NULL;
    int64_t order = 0;
    ks_status status = find_concept(d->filing, d->statement->hypercube, &hypercube);
    if (status == KS_OK) {
        status = define_has_hypercube(d, hypercube);
    }
    for (size_t i = 0; i < plan->axes.count && status == KS_OK; i++) {
        if (d->statement->uses_axis[i]) {
            status = define_axis(d, hypercube, plan->axes.items[i], ++order);
        }
    }
    return status == KS_OK ? define_heirs(d, d->statement->first_line) : status;
}

ks_status ks_build_define_hypercube(ks_filing *filing, const ks_plan_statement *statement,
                                    const ks_concept *root)
{
    definer d = {.filing = filing, .statement = statement, .root = root};
    if (statement->hypercube == NULL) {
        return KS_OK;
    }
    ks_map_init(&d.heirs);
    ks_status status = define_hypercube(&d);
    ks_map_release(&d.heirs);
    return status;
}

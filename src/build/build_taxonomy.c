#include "build_taxonomy.h"

#include <string.h>

#include "build_axes.h"
#include "build_concepts.h"
#include "build_labels.h"

/* Going down the lines of one statement. */
typedef struct maker {
    ks_filing *filing;
    const ks_plan_statement *statement;
    bool has_calculation;
    ks_map shown; /* concept and role of the lines that are tied to members */
    ks_map added; /* total and item */
} maker;

static ks_status need_line(maker *m, const ks_plan_line *line, const ks_concept **out)
{
    const ks_plan_concept *concept = line->concept;
    ks_concept model = {.kind = concept->kind,
                        .period = concept->period,
                        .balance = concept->balance,
                        .place = concept->place};
    const ks_lang_text *labels = line->is_member_row ? concept->labels : line->labels;
    ks_status status = ks_build_need_concept(m->filing, concept->name, &model, out);
    if (status == KS_OK) {
        status = ks_build_add_labels(m->filing, *out, line->label_role, labels, line->place);
    }
    if (status == KS_OK) {
        status = ks_build_add_labels(m->filing, *out, KS_ROLE_DOCUMENTATION, concept->documentation,
                                     concept->place);
    }
    return status;
}

/* The abstract concept that the line's children stand below; none where it has no heading. */
static ks_status open_heading(maker *m, const ks_plan_line *line, ks_build_parent *around,
                              const ks_concept **out)
{
    const ks_lang_text *texts = line->heading;
    if (texts == NULL && line->is_heading_only) {
        texts = line->labels;
    }
    if (texts == NULL || line->heading_concept == NULL) {
        return KS_OK;
    }
    ks_status status =
        ks_build_need_abstract(m->filing, line->heading_concept, line->place, texts, out);
    return status == KS_OK
               ? ks_build_present(m->filing, m->statement, around, *out, NULL, line->place)
               : status;
}

/* A concept whose rows are members' stands once in its statement: the members make the rows. */
static ks_status is_to_present(maker *m, const ks_plan_line *line, bool *out)
{
    const void *parts[] = {line->concept, line->label_role};
    ks_sv key = {(const char *)parts, sizeof parts};
    bool has_members = line->ties != NULL || line->is_elsewhere;
    *out = !has_members || ks_map_get(&m->shown, key) == NULL;
    return ks_map_set(&m->shown, key, m);
}

static ks_status present_line(maker *m, const ks_plan_line *line, ks_build_parent *section)
{
    const ks_concept *concept = NULL;
    bool is_new = false;
    ks_status status = need_line(m, line, &concept);
    if (status == KS_OK) {
        status = is_to_present(m, line, &is_new);
    }
    return status == KS_OK && is_new ? ks_build_present(m->filing, m->statement, section, concept,
                                                        line->label_role, line->place)
                                     : status;
}

/* In the order of printing: heading, children, the line itself. */
static ks_status present(maker *m, const ks_plan_line *line, ks_build_parent *around)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        ks_build_parent own = {NULL, 0};
        status = open_heading(m, line, around, &own.concept);
        ks_build_parent *section = own.concept != NULL ? &own : around;
        if (status == KS_OK) {
            status = present(m, line->first_child, section);
        }
        if (status == KS_OK && line->concept != NULL) {
            status = present_line(m, line, section);
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
    const ks_plan_line *line;
    const ks_concept *concept;
    int64_t items;
} arc_total;

/* XBRL 2.1 5.2.5.2: calculations are of one context, so that sums over members are none; and what
 * adds up for each member is said once. */
static ks_status is_to_add(maker *m, const arc_total *total, const ks_plan_line *line, bool *out)
{
    const void *parts[] = {total->concept, line->concept};
    ks_sv key = {(const char *)parts, sizeof parts};
    *out = false;
    if (total->line->aspects != line->aspects || total->line->concept == line->concept ||
        ks_map_get(&m->added, key) != NULL) {
        return KS_OK;
    }
    *out = true;
    return ks_map_set(&m->added, key, m);
}

static ks_status add_calculation(maker *m, arc_total *total, const ks_plan_line *line)
{
    const ks_concept *item = NULL;
    bool is_new = false;
    ks_status status = is_to_add(m, total, line, &is_new);
    if (status == KS_OK && is_new) {
        status = find_line(m, line, &item);
    }
    if (status != KS_OK || !is_new) {
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
        arc_total own = {line, NULL, 0};
        if (status == KS_OK) {
            status = find_line(m, line, &own.concept);
        }
        if (status == KS_OK) {
            status = calculate(m, line->first_child, &own);
        }
    }
    return status;
}

static const char *list_uses(const maker *m)
{
    static const char *const uses[2][2] = {
        {"link:presentationLink", "link:presentationLink link:definitionLink"},
        {"link:presentationLink link:calculationLink",
         "link:presentationLink link:calculationLink link:definitionLink"}};
    return uses[m->has_calculation][m->statement->hypercube != NULL];
}

static ks_status add_role(maker *m)
{
    const ks_plan_statement *statement = m->statement;
    ks_role role = {.uri = statement->role_uri,
                    .id = statement->id,
                    .definition = ks_build_label(statement->titles, "en"),
                    .used_on = list_uses(m),
                    .place = statement->place};
    return ks_taxonomy_add_role(m->filing->taxonomy, &role);
}

static ks_status fill_statement(maker *m)
{
    const ks_plan_statement *statement = m->statement;
    ks_build_parent root = {NULL, 0};
    ks_status status = ks_build_need_abstract(m->filing, statement->root_concept, statement->place,
                                              statement->titles, &root.concept);
    if (status == KS_OK) {
        status = ks_build_present_axes(m->filing, statement, &root);
    }
    if (status == KS_OK) {
        status = present(m, statement->first_line, &root);
    }
    if (status == KS_OK) {
        status = calculate(m, statement->first_line, NULL);
    }
    if (status == KS_OK) {
        status = ks_build_define_hypercube(m->filing, statement, root.concept);
    }
    return status == KS_OK ? add_role(m) : status;
}

static ks_status make_statement(ks_filing *filing, const ks_plan_statement *statement)
{
    maker m = {.filing = filing, .statement = statement};
    ks_map_init(&m.shown);
    ks_map_init(&m.added);
    ks_status status = fill_statement(&m);
    ks_map_release(&m.shown);
    ks_map_release(&m.added);
    return status;
}

ks_status ks_build_make_taxonomy(ks_filing *filing)
{
    ks_status status = ks_taxonomy_new(filing->names, &filing->taxonomy);
    if (status == KS_OK) {
        status = ks_build_make_axes(filing);
    }
    for (size_t i = 0; i < filing->plan->statements.count && status == KS_OK; i++) {
        status = make_statement(filing, filing->plan->statements.items[i]);
    }
    if (status == KS_OK) {
        status = ks_build_complete_labels(filing);
    }
    return status == KS_OK ? ks_taxonomy_finish(filing->taxonomy) : status;
}

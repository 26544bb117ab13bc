/* The axes of a plan with their members, and what ties figures to them. */
#include "read_plan_reader.h"

#include <string.h>

#include "base_date.h"

void ks_plan_check_name(ks_plan_reader *r, const char *name, ks_place place)
{
    const ks_place *taken = ks_map_get(&r->taken, ks_sv_from(name));
    if (taken != NULL) {
        ks_related related = {*taken, name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_NAME_TAKEN, place, &related, 1, name);
    }
}

/* Notes that the name is that of an axis, a domain or a member. */
static ks_status take_name(ks_plan_reader *r, const char *name, ks_place place)
{
    if (ks_map_get(&r->taken, ks_sv_from(name)) != NULL) {
        ks_plan_check_name(r, name, place);
        return KS_OK;
    }
    ks_place *kept = ks_arena_alloc(&r->plan->arena, sizeof *kept);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = place;
    return ks_map_set(&r->taken, ks_sv_from(name), kept);
}

static bool is_true(const char *word)
{
    return word != NULL && (strcmp(word, "true") == 0 || strcmp(word, "1") == 0);
}

static void claim_default(ks_plan_reader *r, ks_plan_axis *axis, const ks_plan_member *member)
{
    if (axis->default_member != NULL) {
        ks_related related = {axis->default_member->place, axis->default_member->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_TWO_DEFAULTS, member->place, &related, 1, axis->name,
                          axis->default_member->name, member->name);
        return;
    }
    axis->default_member = member;
}

static ks_status read_member(ks_plan_reader *r, ks_plan_axis *axis, const ks_xml_element *element,
                             ks_plan_member **out)
{
    ks_plan_member *member = ks_arena_zero(&r->plan->arena, 1, sizeof *member);
    if (member == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = member;
    member->name = ks_xml_get(element, "concept");
    member->axis = axis;
    member->place = element->place;
    member->is_default = is_true(ks_xml_get(element, "default"));
    if (member->is_default) {
        claim_default(r, axis, member);
    }
    ks_status status = take_name(r, member->name, member->place);
    if (status == KS_OK && ks_map_get(&r->members, ks_sv_from(member->name)) == NULL) {
        status = ks_map_set(&r->members, ks_sv_from(member->name), member);
    }
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, element, "label", &member->labels);
    }
    return status == KS_OK ? ks_plan_read_texts(r, element, "documentation", &member->documentation)
                           : status;
}

static ks_status read_members(ks_plan_reader *r, ks_plan_axis *axis, const ks_xml_element *element,
                              ks_plan_member **slot)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *e = ks_xml_child(element, KS_NS_PLAN, "member");
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_PLAN, "member")) {
        ks_plan_member *member = NULL;
        status = read_member(r, axis, e, &member);
        if (status == KS_OK) {
            *slot = member;
            slot = &member->next;
            status = read_members(r, axis, e, &member->first_child);
        }
    }
    return status;
}

/* ServiceAxis has its members in ServiceDomain. */
static const char *name_domain(ks_plan_reader *r, const char *axis)
{
    ks_sv stem = ks_sv_from(axis);
    if (ks_sv_ends(stem, KS_SV("Axis"))) {
        stem.len -= 4;
    }
    const char *name = ks_arena_format(&r->plan->arena, "%.*sDomain", (int)stem.len, stem.ptr);
    return name != NULL ? ks_names_text(r->plan->names, ks_sv_from(name)) : NULL;
}

static ks_status settle_domain(ks_plan_reader *r, ks_plan_axis *axis, const char *word)
{
    bool has_members = axis->first_member != NULL;
    if (has_members == (axis->typed != NULL)) {
        KS_REPORT(r->sink, has_members ? KS_F_PLAN_TYPED_MEMBERS : KS_F_PLAN_NO_MEMBERS,
                  axis->place, axis->name);
        return KS_OK;
    }
    bool is_single = has_members && axis->first_member->next == NULL;
    if (is_single && word == NULL) {
        return KS_OK; /* the one member at the top is the domain */
    }
    axis->domain = word != NULL ? word : name_domain(r, axis->name);
    return axis->domain != NULL ? take_name(r, axis->domain, axis->place) : KS_ERR_MEMORY;
}

static ks_status read_axis(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_axis *axis = ks_arena_zero(&r->plan->arena, 1, sizeof *axis);
    ks_plan_axis **slot = axis != NULL ? ks_vec_add(&r->plan->axes) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = axis;
    axis->name = ks_xml_get(element, "concept");
    axis->typed = ks_xml_get(element, "typed");
    axis->index = r->plan->axes.count - 1;
    axis->place = element->place;
    ks_status status = take_name(r, axis->name, axis->place);
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, element, "label", &axis->labels);
    }
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, element, "documentation", &axis->documentation);
    }
    if (status == KS_OK) {
        status = read_members(r, axis, element, &axis->first_member);
    }
    if (status == KS_OK) {
        status = settle_domain(r, axis, ks_xml_get(element, "domain"));
    }
    return status == KS_OK ? ks_map_set(&r->axes, ks_sv_from(axis->name), axis) : status;
}

ks_status ks_plan_read_axes(ks_plan_reader *r, const ks_xml_element *element)
{
    return ks_plan_read_each(r, element, read_axis);
}

static ks_status list_members(const ks_plan_member *member, ks_map *map)
{
    ks_status status = KS_OK;
    for (; member != NULL && status == KS_OK; member = member->next) {
        status = ks_map_set(map, ks_sv_from(member->name), (void *)(uintptr_t)member);
        if (status == KS_OK) {
            status = list_members(member->first_child, map);
        }
    }
    return status;
}

static void report_member(ks_plan_reader *r, const ks_plan_axis *axis, const char *name,
                          ks_place place)
{
    ks_related related = {axis->place, axis->name};
    ks_map known;
    ks_map_init(&known);
    const char *nearest =
        list_members(axis->first_member, &known) == KS_OK ? ks_plan_nearest(r, &known, name) : NULL;
    nearest = nearest != NULL && strcmp(nearest, name) == 0 ? NULL : nearest;
    const ks_plan_member *other = ks_map_get(&r->members, ks_sv_from(name));
    if (other != NULL) {
        ks_related elsewhere = {other->place, other->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_MEMBER_OF_OTHER_AXIS, place, &elsewhere, 1, name,
                          other->axis->name, axis->name, nearest);
    } else {
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_UNKNOWN_MEMBER, place, &related, 1, name, axis->name,
                          nearest);
    }
    ks_map_release(&known);
}

/* The member of the axis that the attribute names, or NULL and a finding. */
static const ks_plan_member *resolve_member(ks_plan_reader *r, const ks_plan_axis *axis,
                                            const ks_xml_element *element, const char *attr)
{
    const char *name = ks_xml_get(element, attr);
    const ks_plan_member *member = ks_map_get(&r->members, ks_sv_from(name));
    if (member == NULL || member->axis != axis) {
        report_member(r, axis, name, element->place);
        return NULL;
    }
    return member;
}

/* An optional sign, digits, and for a decimal one point among them. */
static bool is_number(ks_sv text, bool is_decimal)
{
    bool has_digit = false;
    bool has_point = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_digit = c >= '0' && c <= '9';
        bool is_sign = i == 0 && (c == '-' || c == '+');
        bool is_point = c == '.' && is_decimal && !has_point;
        if (!is_digit && !is_sign && !is_point) {
            return false;
        }
        has_digit = has_digit || is_digit;
        has_point = has_point || is_point;
    }
    return has_digit;
}

/* Whether the text is a value of the XSD type. */
static bool is_of_type(const char *type, ks_sv text)
{
    ks_moment moment;
    bool is_date = false;
    if (strcmp(type, "date") == 0) {
        return ks_moment_parse(text, &moment, &is_date) && is_date;
    }
    return strcmp(type, "string") == 0 || is_number(text, strcmp(type, "decimal") == 0);
}

/* True where the tie names what its axis has: members, or values. */
static bool resolve_dimension(ks_plan_reader *r, ks_plan_tie *tie, const ks_xml_element *element)
{
    const char *needed = tie->axis->typed != NULL ? "value" : "member";
    const char *other = tie->axis->typed != NULL ? "member" : "value";
    if (ks_xml_get(element, needed) == NULL || ks_xml_get(element, other) != NULL) {
        ks_related related = {tie->axis->place, tie->axis->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_DIMENSION_NEEDS, tie->place, &related, 1,
                          tie->axis->name, needed);
        return false;
    }
    tie->value = ks_xml_get(element, "value");
    if (tie->axis->typed != NULL && !is_of_type(tie->axis->typed, ks_sv_from(tie->value))) {
        ks_related related = {tie->axis->place, tie->axis->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_BAD_VALUE, tie->place, &related, 1, tie->value,
                          tie->axis->name, tie->axis->typed);
    }
    if (tie->axis->typed == NULL) {
        tie->member = resolve_member(r, tie->axis, element, "member");
    }
    return tie->member != NULL || tie->value != NULL;
}

static bool resolve_range(ks_plan_reader *r, ks_plan_tie *tie, const ks_xml_element *element)
{
    if (tie->axis->typed != NULL) {
        ks_related related = {tie->axis->place, tie->axis->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_RANGE_TYPED, tie->place, &related, 1, tie->axis->name);
        return false;
    }
    tie->lower = resolve_member(r, tie->axis, element, "lower");
    tie->upper = resolve_member(r, tie->axis, element, "upper");
    if (tie->lower != NULL && tie->lower == tie->upper) {
        KS_REPORT(r->sink, KS_F_PLAN_RANGE_SAME, tie->place, tie->lower->name);
        return false;
    }
    return tie->lower != NULL && tie->upper != NULL;
}

const ks_plan_tie *ks_plan_tie_find(const ks_plan_tie *ties, const ks_plan_axis *axis,
                                    bool is_range)
{
    while (ties != NULL && (ties->axis != axis || (ties->lower != NULL) != is_range)) {
        ties = ties->next;
    }
    return ties;
}

/* Puts the element's tie in front of *ties, where it is a good one. */
static ks_status read_tie(ks_plan_reader *r, const ks_xml_element *element,
                          const ks_plan_tie **ties)
{
    bool is_range = ks_xml_is(element, KS_NS_PLAN, "range");
    ks_plan_tie *tie = ks_arena_zero(&r->plan->arena, 1, sizeof *tie);
    if (tie == NULL) {
        return KS_ERR_MEMORY;
    }
    tie->place = element->place;
    tie->axis = ks_plan_resolve(r, &r->axes, element, "axis", KS_F_PLAN_UNKNOWN_AXIS);
    if (tie->axis == NULL ||
        !(is_range ? resolve_range(r, tie, element) : resolve_dimension(r, tie, element))) {
        return KS_OK;
    }
    const ks_plan_tie *earlier = ks_plan_tie_find(*ties, tie->axis, is_range);
    if (earlier != NULL) {
        ks_related related = {earlier->place, tie->axis->name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_DIMENSION_TWICE, tie->place, &related, 1,
                          tie->axis->name);
        return KS_OK;
    }
    tie->next = *ties;
    *ties = tie;
    return KS_OK;
}

/* Copies those of `around` that `own` says nothing of, behind them. */
static ks_status inherit(ks_plan_reader *r, const ks_plan_tie *own, const ks_plan_tie *around,
                         const ks_plan_tie **out)
{
    const ks_plan_tie *merged = own;
    if (own == NULL) {
        *out = around;
        return KS_OK;
    }
    for (; around != NULL; around = around->next) {
        if (ks_plan_tie_find(own, around->axis, around->lower != NULL) != NULL) {
            continue;
        }
        ks_plan_tie *copy = ks_arena_alloc(&r->plan->arena, sizeof *copy);
        if (copy == NULL) {
            return KS_ERR_MEMORY;
        }
        *copy = *around;
        copy->next = merged;
        merged = copy;
    }
    *out = merged;
    return KS_OK;
}

ks_status ks_plan_read_ties(ks_plan_reader *r, const ks_xml_element *element,
                            const ks_plan_tie *around, const ks_plan_tie **out)
{
    const ks_plan_tie *own = NULL;
    ks_status status = KS_OK;
    for (const ks_xml_element *e = element->first_child; e != NULL && status == KS_OK;
         e = e->next) {
        if (ks_xml_is(e, KS_NS_PLAN, "dimension") || ks_xml_is(e, KS_NS_PLAN, "range")) {
            status = read_tie(r, e, &own);
        }
    }
    return status == KS_OK ? inherit(r, own, around, out) : status;
}

ks_status ks_plan_name_ties(ks_plan_reader *r, const ks_plan_tie *ties, const char **out)
{
    ks_str name;
    ks_str_init(&name);
    for (size_t i = 0; i < r->plan->axes.count && ties != NULL; i++) {
        const ks_plan_tie *tie = ks_plan_tie_find(ties, r->plan->axes.items[i], false);
        if (tie != NULL && tie->member != tie->axis->default_member) {
            ks_str_addf(&name, "%s=%s;", tie->axis->name, tie->member->name);
        } else if (tie != NULL && tie->value != NULL) {
            ks_str_addf(&name, "%s=%s\n", tie->axis->name, tie->value);
        }
    }
    const char *interned = NULL;
    ks_status status = ks_str_status(&name);
    if (status == KS_OK && name.len > 0) {
        interned = ks_names_text(r->plan->names, ks_str_view(&name));
        status = interned != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    ks_str_release(&name);
    if (status == KS_OK) {
        *out = interned;
    }
    return status;
}

static void use_axes(ks_plan_statement *statement, const ks_plan_tie *ties)
{
    for (; ties != NULL; ties = ties->next) {
        statement->uses_axis[ties->axis->index] = true;
    }
}

static void use_table_axes(const ks_plan_table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        use_axes(table->statement, table->columns.items[i]->ties);
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        use_axes(table->statement, table->cells.items[i].ties);
    }
}

/* Whether the statement's figures need a member of some axis. */
static bool needs_members(const ks_plan *plan, const ks_plan_statement *statement)
{
    for (size_t i = 0; i < plan->axes.count; i++) {
        if (statement->uses_axis[i] && plan->axes.items[i]->default_member == NULL) {
            return true;
        }
    }
    return false;
}

/* Of a statement that is tied to axes; and of one that shows a concept without members of which
 * another statement's hypercube wants some: figures of a concept with hypercubes are valid in one
 * of them (Dimensions 1.0 3.1.1). */
static ks_status find_hypercubes(ks_plan_reader *r, ks_map *needed)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->entries.count && status == KS_OK; i++) {
        const ks_plan_entry *entry = &r->entries.items[i];
        if (entry->line->concept != NULL && needs_members(r->plan, entry->index->statement)) {
            status = ks_map_set_ptr(needed, entry->line->concept, r);
        }
    }
    for (size_t i = 0; i < r->entries.count && status == KS_OK; i++) {
        const ks_plan_line *line = r->entries.items[i].line;
        if (line->concept != NULL && ks_map_get_ptr(needed, line->concept) != NULL) {
            status = ks_map_set_ptr(needed, r->entries.items[i].index->statement, r);
        }
    }
    for (size_t i = 0; i < r->plan->statements.count && status == KS_OK; i++) {
        const ks_plan_statement *statement = r->plan->statements.items[i];
        for (size_t k = 0; k < r->plan->axes.count && status == KS_OK; k++) {
            if (statement->uses_axis[k]) {
                status = ks_map_set_ptr(needed, statement, r);
            }
        }
    }
    return status;
}

/* The hypercube of the statement `sales` is SalesTable. */
static ks_status name_hypercube(ks_plan_reader *r, ks_plan_statement *statement)
{
    char first = *statement->id;
    first = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
    const char *name = ks_arena_format(&r->plan->arena, "%c%sTable", first, statement->id + 1);
    statement->hypercube = name != NULL ? ks_names_text(r->plan->names, ks_sv_from(name)) : NULL;
    if (statement->hypercube == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_plan_concept *concept = ks_map_get(&r->concepts, ks_sv_from(name));
    if (concept != NULL) {
        ks_related related = {statement->place, statement->id};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_NAME_TAKEN, concept->place, &related, 1, name);
    }
    return take_name(r, statement->hypercube, statement->place);
}

ks_status ks_plan_settle_axes(ks_plan_reader *r)
{
    ks_plan *plan = r->plan;
    ks_status status = KS_OK;
    for (size_t i = 0; i < plan->statements.count; i++) {
        ks_plan_statement *statement = plan->statements.items[i];
        statement->uses_axis = ks_arena_zero(&plan->arena, plan->axes.count + 1, sizeof(bool));
        if (statement->uses_axis == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    for (size_t i = 0; i < r->entries.count; i++) {
        use_axes(r->entries.items[i].index->statement, r->entries.items[i].line->ties);
    }
    for (size_t i = 0; i < plan->tables.count; i++) {
        if (plan->tables.items[i]->statement != NULL) {
            use_table_axes(plan->tables.items[i]);
        }
    }
    ks_map needed;
    ks_map_init(&needed);
    status = find_hypercubes(r, &needed);
    for (size_t i = 0; i < plan->statements.count && status == KS_OK; i++) {
        if (ks_map_get_ptr(&needed, plan->statements.items[i]) != NULL) {
            status = name_hypercube(r, plan->statements.items[i]);
        }
    }
    ks_map_release(&needed);
    return status;
}

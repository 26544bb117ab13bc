#include <string.h>

#include "model_dimensions.h"
#include "write_view_layout.h"

/* The children of a concept that are still to come. */
typedef struct branch {
    ks_arc_list arcs;
    size_t next;
    size_t level;
    size_t row;               /* of the concept, from 1; 0 for a root without one */
    size_t first;             /* row: where the tables among the children begin to hold */
    size_t scope;             /* depth of the branch that tables and dimensions here belong to */
    size_t axis;              /* of members, from 1; 0: these are rows */
    const ks_concept *member; /* whose members these are, or NULL */
    size_t stamp;             /* marks the concepts whose children were taken */
    size_t old_axes;          /* those below that number belong to branches further up */
    bool is_consumed;         /* tables before this row hold no further than to the next table */
} branch;

typedef struct row_job {
    ks_view_index *index;
    ks_view_layout *layout;
    const ks_dimensions *dimensions;
    const ks_network *calculation; /* of the same role, or NULL */
    size_t stamp;                  /* of branches of rows */
    size_t member_count;           /* of all dimensions */
    KS_VEC(branch) branches;
} row_job;

/* A total by its label, or because it is one in the calculation of the same role. */
static ks_view_row_kind get_kind(const row_job *job, const ks_concept *concept, const char *role)
{
    if (concept->is_abstract) {
        return KS_ROW_HEADING;
    }
    bool is_sum =
        job->calculation != NULL && ks_network_children(job->calculation, concept).count > 0;
    return is_sum || (role != NULL && ks_role_is_total(role)) ? KS_ROW_TOTAL : KS_ROW_ITEM;
}

static ks_view_balance get_balance(const char *role)
{
    if (role == NULL) {
        return KS_BALANCE_PLAIN;
    }
    return ks_role_is_period_start(role) ? KS_BALANCE_OPENING
           : ks_role_is_period_end(role) ? KS_BALANCE_CLOSING
                                         : KS_BALANCE_PLAIN;
}

static ks_status add_row(row_job *job, const ks_concept *concept, const char *role,
                         const branch *above)
{
    ks_view_row *row = ks_vec_add(&job->layout->rows);
    if (row == NULL) {
        return KS_ERR_MEMORY;
    }
    row->concept = concept;
    row->role = role;
    row->level = above == NULL ? 0 : above->level;
    row->parent = above == NULL ? 0 : above->row;
    row->kind = get_kind(job, concept, role);
    row->balance = get_balance(role);
    return KS_OK;
}

/* A concept's children are shown where it first stands: so a network costs what it has in arcs, and
 * a cycle ends. */
static ks_status open_branch(row_job *job, const ks_concept *concept, const branch *like)
{
    size_t *stamp = &job->index->concept_stamp[concept->index];
    ks_arc_list arcs = ks_network_children(job->layout->network, concept);
    if (arcs.count == 0 || *stamp == like->stamp) {
        return KS_OK;
    }
    *stamp = like->stamp;
    branch copy = *like;
    branch *added = ks_vec_add(&job->branches);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = copy;
    added->arcs = arcs;
    added->next = 0;
    return KS_OK;
}

/* The branch of what stands in row `row` (from 1), `level` further in. */
static branch below_row(const row_job *job, size_t row, size_t level)
{
    return (branch){.level = level,
                    .stamp = job->stamp,
                    .row = row,
                    .first = job->layout->rows.count,
                    .scope = job->branches.count,
                    .old_axes = job->layout->axes.count};
}

/* Tables often hold for items that stand beside them, and not below. */
static bool has_items(const row_job *job, const ks_concept *table)
{
    ks_arc_list arcs = ks_network_children(job->layout->network, table);
    for (size_t i = 0; i < arcs.count; i++) {
        ks_concept_use use = ks_dimensions_use(job->dimensions, arcs.arcs[i]->to);
        if (use == KS_USE_ITEM) {
            return true;
        }
    }
    return false;
}

/* The dimensions of a table hold up to the next table of the same concept. */
static void end_axes(row_job *job, size_t from, size_t depth)
{
    ks_view_layout *layout = job->layout;
    for (size_t i = from; i < layout->axes.count; i++) {
        ks_view_axis *axis = &layout->axes.items[i];
        if (axis->depth == depth && axis->end == SIZE_MAX) {
            axis->end = layout->rows.count;
        }
    }
}

static ks_status open_table(row_job *job, const ks_concept *table, branch *last)
{
    if (has_items(job, table)) {
        branch below = below_row(job, last->row, last->level);
        return open_branch(job, table, &below);
    }
    if (last->is_consumed && job->layout->rows.count > last->first) {
        end_axes(job, last->old_axes, last->scope);
        last->first = job->layout->rows.count;
    }
    last->is_consumed = true;
    branch below = *last;
    return open_branch(job, table, &below);
}

static ks_status open_axis(row_job *job, const ks_concept *dimension, const branch *last)
{
    ks_view_layout *layout = job->layout;
    size_t number = layout->axes.count + 1;
    ks_view_axis *axis = ks_vec_add(&layout->axes);
    if (axis == NULL) {
        return KS_ERR_MEMORY;
    }
    uintptr_t same = (uintptr_t)ks_map_get_ptr(&layout->axis_by_dimension, dimension);
    *axis = (ks_view_axis){.dimension = dimension,
                           .first = last->first,
                           .end = SIZE_MAX,
                           .depth = last->scope,
                           .list = same > 0 ? layout->axes.items[same - 1].list : number,
                           .next = same};
    ks_status status = ks_map_set_ptr(&layout->axis_by_dimension, dimension, (void *)number);
    if (same > 0 || status != KS_OK) {
        return status;
    }
    branch below = *last;
    below.axis = number;
    below.stamp = ks_view_next_stamp(job->index); /* dimensions may share a domain */
    return open_branch(job, dimension, &below);
}

/* A member stands behind those that it sums up. */
static ks_status number_member(row_job *job, size_t axis, const ks_concept *concept)
{
    const void *const key[2] = {(const void *)axis, concept};
    job->layout->axes.items[axis - 1].member_count++;
    job->member_count++;
    return ks_map_set(&job->layout->members, (ks_sv){(const char *)key, sizeof key},
                      (void *)job->member_count);
}

static ks_status add_member(row_job *job, const ks_concept *concept, const branch *last)
{
    size_t depth = job->branches.count;
    size_t axis = last->axis;
    branch below = *last;
    below.member = concept;
    ks_status status = open_branch(job, concept, &below);
    bool is_leaf = job->branches.count == depth;
    return status == KS_OK && is_leaf ? number_member(job, axis, concept) : status;
}

/* Items of a table that have no name but that of the table are no heading. */
static bool is_line_items(const ks_concept *concept)
{
    const char *name = concept->name->local;
    size_t len = strlen(name);
    return concept->is_abstract && len > 9 && strcmp(name + len - 9, "LineItems") == 0;
}

static ks_status add_child(row_job *job, const ks_arc *arc, branch *last)
{
    ks_concept_use use = ks_dimensions_use(job->dimensions, arc->to);
    if (last->axis > 0) {
        return add_member(job, arc->to, last);
    }
    if (use == KS_USE_HYPERCUBE) {
        return open_table(job, arc->to, last);
    }
    if (ks_concept_use_is_dimension(use)) {
        return open_axis(job, arc->to, last);
    }
    branch above = *last;
    if (is_line_items(arc->to)) {
        branch below = below_row(job, above.row, above.level);
        return open_branch(job, arc->to, &below);
    }
    ks_status status = add_row(job, arc->to, arc->preferred_label, &above);
    branch below = below_row(job, job->layout->rows.count, above.level + 1);
    return status != KS_OK ? status : open_branch(job, arc->to, &below);
}

static ks_status walk(row_job *job)
{
    ks_status status = KS_OK;
    while (job->branches.count > 0 && status == KS_OK) {
        branch *last = &job->branches.items[job->branches.count - 1];
        if (last->next < last->arcs.count) {
            status = add_child(job, last->arcs.arcs[last->next++], last);
            continue;
        }
        if (last->axis == 0 && last->scope == job->branches.count - 1) {
            end_axes(job, last->old_axes, last->scope);
        }
        if (last->member != NULL) {
            status = number_member(job, last->axis, last->member);
        }
        job->branches.count--;
    }
    return status;
}

static ks_status walk_root(row_job *job, const ks_concept *root)
{
    const ks_arc arc = {.to = root};
    branch none = below_row(job, 0, 0);
    ks_status status = add_child(job, &arc, &none);
    return status != KS_OK ? status : walk(job);
}

static ks_status walk_network(row_job *job)
{
    const ks_network *network = job->layout->network;
    ks_status status = KS_OK;
    if (network->root_count == 1 && network->roots[0]->is_abstract &&
        ks_dimensions_use(job->dimensions, network->roots[0]) == KS_USE_ITEM) {
        job->layout->title = network->roots[0];
        branch below = below_row(job, 0, 0);
        status = open_branch(job, network->roots[0], &below);
        return status != KS_OK ? status : walk(job);
    }
    for (size_t i = 0; i < network->root_count && status == KS_OK; i++) {
        status = walk_root(job, network->roots[i]);
    }
    return status;
}

static ks_status list_concepts(row_job *job)
{
    const ks_taxonomy *taxonomy = job->index->instance->taxonomy;
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (ks_view_facts_of(job->index, concept).count > 0) {
            status = add_row(job, concept, NULL, NULL);
        }
    }
    return status;
}

/* Facts without a value for a dimension have its default: they are shown where that is listed, or
 * where nothing is. */
static void settle_axis(const row_job *job, size_t number)
{
    ks_view_axis *axis = &job->layout->axes.items[number];
    const ks_concept *standard = ks_dimensions_default(job->dimensions, axis->dimension);
    const void *const key[2] = {(const void *)axis->list, standard};
    bool is_listed = standard != NULL && ks_map_get(&job->layout->members,
                                                    (ks_sv){(const char *)key, sizeof key}) != NULL;
    axis->member_count = job->layout->axes.items[axis->list - 1].member_count;
    axis->may_lack = is_listed || axis->member_count == 0;
    axis->end = axis->end == SIZE_MAX ? job->layout->rows.count : axis->end;
}

/* How many dimensions each row asks for: marks where they begin and end, then sums up. */
static void settle_axes(row_job *job)
{
    ks_view_layout *layout = job->layout;
    for (size_t i = 0; i < layout->axes.count; i++) {
        settle_axis(job, i);
        const ks_view_axis *axis = &layout->axes.items[i];
        if (!axis->may_lack && axis->first < axis->end) {
            layout->rows.items[axis->first].required++;
            if (axis->end < layout->rows.count) {
                layout->rows.items[axis->end].required--; /* of a size_t: comes right in the sum */
            }
        }
    }
    for (size_t r = 1; r < layout->rows.count; r++) {
        layout->rows.items[r].required += layout->rows.items[r - 1].required;
    }
}

static bool is_own_role(const char *role)
{
    return role != NULL && !ks_role_is_standard(role) && !ks_role_is_negated(role) &&
           !ks_role_is_total(role);
}

static bool frame_flows(const ks_view_row *first, const ks_view_row *second)
{
    return first->balance == KS_BALANCE_PLAIN && second->balance == KS_BALANCE_PLAIN &&
           is_own_role(first->role) && is_own_role(second->role) &&
           strcmp(first->role, second->role) != 0;
}

/* A taxonomy with label roles of its own for opening and closing balances does not say which is
 * which: one instant before and behind what flows between them does. */
static ks_status find_rollforwards(row_job *job)
{
    ks_map seen; /* instant concept -> number of its last row, from 1 */
    size_t last_flow = 0;
    ks_status status = KS_OK;
    ks_map_init(&seen);
    for (size_t r = 0; r < job->layout->rows.count && status == KS_OK; r++) {
        ks_view_row *row = &job->layout->rows.items[r];
        if (row->concept->is_abstract) {
            continue;
        }
        if (row->concept->period != KS_PERIOD_INSTANT) {
            last_flow = r + 1;
            continue;
        }
        size_t before = (uintptr_t)ks_map_get_ptr(&seen, row->concept);
        ks_view_row *first = before > 0 ? &job->layout->rows.items[before - 1] : NULL;
        if (first != NULL && last_flow > before && frame_flows(first, row)) {
            first->balance = KS_BALANCE_OPENING;
            row->balance = KS_BALANCE_CLOSING;
            row->kind = KS_ROW_TOTAL;
        }
        status = ks_map_set_ptr(&seen, row->concept, (void *)(r + 1));
    }
    ks_map_release(&seen);
    return status;
}

ks_status ks_view_make_rows(ks_view_index *index, ks_view_layout *layout)
{
    row_job job = {
        .index = index, .layout = layout, .dimensions = index->instance->taxonomy->dimensions};
    job.stamp = ks_view_next_stamp(index);
    if (layout->network == NULL) {
        return list_concepts(&job);
    }
    job.calculation =
        ks_taxonomy_find_network(index->instance->taxonomy, layout->role, KS_ARCROLE_SUMMATION);
    ks_status status = walk_network(&job);
    if (status == KS_OK) {
        settle_axes(&job);
        status = find_rollforwards(&job);
    }
    ks_vec_release(&job.branches);
    return status;
}

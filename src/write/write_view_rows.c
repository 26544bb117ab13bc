#include "write_view_statement.h"

#include <string.h>

/* The children of a concept that are still to come. */
typedef struct branch {
    ks_arc_list arcs;
    size_t next;
    size_t level;
} branch;

typedef struct row_job {
    ks_view_index *index;
    ks_view_statement *statement;
    const ks_network *calculation; /* of the same role, or NULL */
    size_t stamp;                  /* marks the concepts whose children were shown */
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

static ks_status add_row(row_job *job, const ks_concept *concept, const char *role, size_t level)
{
    ks_view_row *row = ks_vec_add(&job->statement->rows);
    if (row == NULL) {
        return KS_ERR_MEMORY;
    }
    row->concept = concept;
    row->role = role;
    row->level = level;
    row->kind = get_kind(job, concept, role);
    return KS_OK;
}

/* A concept's children are shown where it first stands: so a network costs what it has in arcs, and
 * a cycle ends. */
static ks_status open_branch(row_job *job, const ks_concept *concept, size_t level)
{
    size_t *stamp = &job->index->concept_stamp[concept->index];
    ks_arc_list arcs = ks_network_children(job->statement->network, concept);
    if (arcs.count == 0 || *stamp == job->stamp) {
        return KS_OK;
    }
    *stamp = job->stamp;
    branch *added = ks_vec_add(&job->branches);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (branch){arcs, 0, level};
    return KS_OK;
}

static ks_status walk(row_job *job)
{
    ks_status status = KS_OK;
    while (job->branches.count > 0 && status == KS_OK) {
        branch *last = &job->branches.items[job->branches.count - 1];
        if (last->next == last->arcs.count) {
            job->branches.count--;
            continue;
        }
        const ks_arc *arc = last->arcs.arcs[last->next++];
        size_t level = last->level;
        status = add_row(job, arc->to, arc->preferred_label, level);
        if (status == KS_OK) {
            status = open_branch(job, arc->to, level + 1);
        }
    }
    return status;
}

static ks_status walk_network(row_job *job)
{
    const ks_network *network = job->statement->network;
    if (network->root_count == 1 && network->roots[0]->is_abstract) {
        job->statement->title = network->roots[0];
        ks_status status = open_branch(job, network->roots[0], 0);
        return status != KS_OK ? status : walk(job);
    }
    ks_status status = KS_OK;
    for (size_t i = 0; i < network->root_count && status == KS_OK; i++) {
        status = add_row(job, network->roots[i], NULL, 0);
        if (status == KS_OK) {
            status = open_branch(job, network->roots[i], 1);
        }
        if (status == KS_OK) {
            status = walk(job);
        }
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
            status = add_row(job, concept, NULL, 0);
        }
    }
    return status;
}

ks_status ks_view_make_rows(ks_view_index *index, ks_view_statement *statement)
{
    row_job job = {.index = index, .statement = statement};
    job.stamp = ks_view_next_stamp(index);
    if (statement->network == NULL) {
        return list_concepts(&job);
    }
    job.calculation =
        ks_taxonomy_find_network(index->instance->taxonomy, statement->role, KS_ARCROLE_SUMMATION);
    ks_status status = walk_network(&job);
    ks_vec_release(&job.branches);
    return status;
}

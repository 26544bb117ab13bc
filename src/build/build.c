#include "build.h"

#include "base_alloc.h"
#include "build_account.h"
#include "build_cells.h"
#include "build_checks.h"
#include "build_contexts.h"
#include "build_facts.h"
#include "build_filing.h"
#include "build_match.h"
#include "build_notes.h"
#include "build_rows.h"
#include "build_sums.h"
#include "build_taxonomy.h"
#include "build_ties.h"

static ks_filing *new_filing(const ks_plan *plan, ks_sink *sink)
{
    ks_filing *filing = ks_alloc_zero(1, sizeof *filing);
    if (filing == NULL) {
        return NULL;
    }
    filing->plan = plan;
    filing->names = plan->names;
    filing->sink = sink;
    ks_arena_init(&filing->arena);
    ks_map_init(&filing->context_by_id);
    ks_map_init(&filing->context_by_aspects);
    ks_map_init(&filing->unit_by_plan);
    ks_map_init(&filing->group_by_aspects);
    ks_map_init(&filing->label_by_aspects);
    ks_map_init(&filing->reported);
    return filing;
}

void ks_filing_free(ks_filing *filing)
{
    if (filing == NULL) {
        return;
    }
    for (size_t i = 0; i < filing->prints.count; i++) {
        ks_build_print_release(filing->prints.items[i]);
    }
    ks_vec_release(&filing->prints);
    ks_vec_release(&filing->contexts);
    ks_vec_release(&filing->units);
    ks_vec_release(&filing->groups);
    ks_vec_release(&filing->ledger.lines);
    ks_vec_release(&filing->ledger.reasons);
    ks_map_release(&filing->context_by_id);
    ks_map_release(&filing->context_by_aspects);
    ks_map_release(&filing->unit_by_plan);
    ks_map_release(&filing->group_by_aspects);
    ks_map_release(&filing->label_by_aspects);
    ks_map_release(&filing->reported);
    ks_instance_free(filing->instance);
    ks_taxonomy_free(filing->taxonomy);
    ks_arena_release(&filing->arena);
    ks_alloc_free(filing);
}

static ks_status begin_instance(ks_filing *filing)
{
    const ks_plan *plan = filing->plan;
    ks_status status = ks_instance_new(filing->names, filing->taxonomy, &filing->instance);
    if (status != KS_OK) {
        return status;
    }
    ks_instance *instance = filing->instance;
    instance->schema_ref = ks_arena_format(&instance->arena, "%s.xsd", plan->id);
    instance->entity = plan->entity;
    instance->titles = plan->titles;
    return instance->schema_ref != NULL ? ks_build_begin_contexts(filing) : KS_ERR_MEMORY;
}

static ks_status read_table(ks_filing *filing, const ks_plan_table *table)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < table->prints.count && status == KS_OK; i++) {
        size_t before = filing->prints.count;
        status = ks_build_read_print(filing, table, &table->prints.items[i]);
        if (status != KS_OK || filing->prints.count == before) {
            continue; /* it could not be read: findings */
        }
        ks_build_print *print = filing->prints.items[before];
        status = ks_build_match_rows(filing, print);
        if (status == KS_OK) {
            status = ks_build_read_cells(filing, print);
        }
    }
    return status;
}

static ks_status read_tables(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->plan->tables.count && status == KS_OK; i++) {
        status = read_table(filing, filing->plan->tables.items[i]);
    }
    return status;
}

static ks_status run(ks_filing *filing)
{
    static ks_status (*const steps[])(ks_filing *) = {
        ks_build_make_taxonomy, begin_instance,      read_tables,        ks_build_tie_cells,
        ks_build_make_contexts, ks_build_file_facts, ks_build_tie_notes, ks_build_check_sums,
        ks_build_check_derived, ks_build_account,
    };
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == KS_OK; i++) {
        status = steps[i](filing);
    }
    if (status == KS_OK &&
        (filing->is_short || (filing->sink != NULL && ks_sink_status(filing->sink) != KS_OK))) {
        status = KS_ERR_MEMORY;
    }
    return status;
}

ks_status ks_build_filing(const ks_plan *plan, ks_sink *sink, ks_filing **out)
{
    ks_filing *filing = new_filing(plan, sink);
    if (filing == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = run(filing);
    filing->sink = NULL;
    if (status != KS_OK) {
        ks_filing_free(filing);
        return status;
    }
    *out = filing;
    return KS_OK;
}

const ks_taxonomy *ks_filing_taxonomy(const ks_filing *filing)
{
    return filing->taxonomy;
}

const ks_instance *ks_filing_instance(const ks_filing *filing)
{
    return filing->instance;
}

const ks_ledger *ks_filing_ledger(const ks_filing *filing)
{
    return &filing->ledger;
}

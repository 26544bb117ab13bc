#include "write_sqlite_sums.h"

const char KS_DB_SUMS[] =
    "CREATE TABLE sums(network_id INTEGER NOT NULL REFERENCES networks(id),"
    " total_id INTEGER NOT NULL REFERENCES facts(id), items INTEGER NOT NULL,"
    " sum TEXT NOT NULL, difference TEXT NOT NULL, PRIMARY KEY(network_id, total_id))"
    " WITHOUT ROWID;"
    "CREATE TABLE sum_items(network_id INTEGER NOT NULL, total_id INTEGER NOT NULL,"
    " relationship_id INTEGER NOT NULL REFERENCES relationships(id),"
    " item_id INTEGER NOT NULL REFERENCES facts(id),"
    " PRIMARY KEY(network_id, total_id, relationship_id),"
    " FOREIGN KEY(network_id, total_id) REFERENCES sums(network_id, total_id)) WITHOUT ROWID;";

const char KS_DB_SUM_INDEXES[] = "CREATE INDEX sums_total ON sums(total_id);"
                                 "CREATE INDEX sum_items_item ON sum_items(item_id);";

/* Facts that stand for the same thing. */
typedef struct figure {
    const ks_fact *fact;
    bool is_disputed; /* another one has another value */
} figure;

typedef struct sum_item {
    const ks_fact *fact;
    const ks_arc *arc;
} sum_item;

typedef struct sum_job sum_job;
struct sum_job {
    ks_db *db;
    ks_map figures;        /* by what is equal where facts are items of one total */
    const ks_fact **first; /* by concept: of its facts */
    const ks_fact **next;  /* by fact: of the same concept */
    ks_arena arena;
    ks_status (*put)(sum_job *job, size_t network, const ks_fact *total);
    KS_VEC(sum_item) items; /* of the total at hand */
};

/* Nil facts add nothing, and INF and NaN cannot be added up. */
static bool is_summable(const ks_fact *fact)
{
    return ks_item_kind_is_numeric(fact->concept->kind) && fact->denominator == NULL &&
           !fact->is_nil && !fact->is_special && fact->unit != NULL && fact->context != NULL;
}

/* XBRL 2.1 5.2.5.2: items are in s-equal contexts, in equal units and below the same tuple. */
static figure *find_figure(const sum_job *job, const ks_concept *concept, const ks_fact *like)
{
    const void *const parts[] = {concept, like->context->same, like->unit->same, like->tuple};
    return ks_map_get(&job->figures, (ks_sv){(const char *)parts, sizeof parts});
}

static ks_status add_figure(sum_job *job, const ks_fact *fact)
{
    const void *const parts[] = {fact->concept, fact->context->same, fact->unit->same, fact->tuple};
    figure *known = find_figure(job, fact->concept, fact);
    if (known != NULL) {
        known->is_disputed =
            known->is_disputed || !ks_decimal_equal(&known->fact->number, &fact->number);
        return KS_OK;
    }
    figure *added = ks_arena_zero(&job->arena, 1, sizeof *added);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    added->fact = fact;
    return ks_map_set(&job->figures, (ks_sv){(const char *)parts, sizeof parts}, added);
}

/* From the last on, so that the facts of a concept are listed in the order of the document. */
static ks_status list_facts(sum_job *job)
{
    const ks_instance *instance = job->db->instance;
    ks_status status = KS_OK;
    for (size_t i = instance->facts.count; i > 0; i--) {
        const ks_fact *fact = instance->facts.items[i - 1];
        job->next[i - 1] = job->first[fact->concept->index];
        job->first[fact->concept->index] = fact;
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (is_summable(instance->facts.items[i])) {
            status = add_figure(job, instance->facts.items[i]);
        }
    }
    return status;
}

/* *out_binds is false where nothing goes into the total, or a figure is disputed. */
static ks_status find_items(sum_job *job, const ks_fact *total, ks_arc_list arcs, bool *out_binds)
{
    *out_binds = false;
    job->items.count = 0;
    if (find_figure(job, total->concept, total)->is_disputed) {
        return KS_OK;
    }
    for (size_t i = 0; i < arcs.count; i++) {
        const figure *found = find_figure(job, arcs.arcs[i]->to, total);
        if (found == NULL) {
            continue;
        }
        if (found->is_disputed) {
            return KS_OK;
        }
        sum_item *slot = ks_vec_add(&job->items);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (sum_item){found->fact, arcs.arcs[i]};
    }
    *out_binds = job->items.count > 0;
    return KS_OK;
}

static ks_status add_up(const sum_job *job, ks_arena *arena, ks_decimal *out)
{
    ks_decimal sum = KS_DECIMAL_ZERO;
    ks_status status = KS_OK;
    for (size_t i = 0; i < job->items.count && status == KS_OK; i++) {
        const sum_item *item = &job->items.items[i];
        ks_decimal part;
        status = ks_decimal_multiply(arena, &item->fact->number, &item->arc->weight, &part);
        if (status == KS_OK) {
            status = ks_decimal_add(arena, &sum, &part, &sum);
        }
    }
    *out = sum;
    return status;
}

static ks_status put_sum(sum_job *job, size_t network, const ks_fact *total)
{
    ks_arena arena;
    ks_decimal sum;
    ks_decimal difference;
    ks_arena_init(&arena);
    ks_status status = add_up(job, &arena, &sum);
    if (status == KS_OK) {
        status = ks_decimal_subtract(&arena, &total->number, &sum, &difference);
    }
    if (status == KS_OK) {
        ks_db_bind_number(job->db, (int64_t)network);
        ks_db_bind_id(job->db, total, total->index);
        ks_db_bind_number(job->db, (int64_t)job->items.count);
        ks_db_bind_decimal(job->db, &sum);
        ks_db_bind_decimal(job->db, &difference);
        status = ks_db_end_row(job->db);
    }
    ks_arena_release(&arena);
    return status;
}

static ks_status put_items(sum_job *job, size_t network, const ks_fact *total)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < job->items.count && status == KS_OK; i++) {
        const sum_item *item = &job->items.items[i];
        ks_db_bind_number(job->db, (int64_t)network);
        ks_db_bind_id(job->db, total, total->index);
        ks_db_bind_id(job->db, item->arc, item->arc->index);
        ks_db_bind_id(job->db, item->fact, item->fact->index);
        status = ks_db_end_row(job->db);
    }
    return status;
}

static ks_status put_totals(sum_job *job, size_t network, ks_arc_list arcs)
{
    ks_status status = KS_OK;
    for (const ks_fact *total = job->first[arcs.arcs[0]->from->index];
         total != NULL && status == KS_OK; total = job->next[total->index]) {
        bool binds = false;
        if (is_summable(total)) {
            status = find_items(job, total, arcs, &binds);
        }
        if (status == KS_OK && binds) {
            status = job->put(job, network, total);
        }
    }
    return status;
}

/* The arcs of a total stand together. */
static ks_status put_network(sum_job *job, size_t number)
{
    const ks_network *network = &job->db->instance->taxonomy->networks[number - 1];
    ks_status status = KS_OK;
    size_t at = 0;
    while (at < network->arc_count && status == KS_OK) {
        ks_arc_list arcs = ks_network_children(network, network->arcs[at]->from);
        status = put_totals(job, number, arcs);
        at += arcs.count;
    }
    return status;
}

static ks_status put_networks(sum_job *job)
{
    const ks_taxonomy *taxonomy = job->db->instance->taxonomy;
    ks_status status = KS_OK;
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        if (ks_arcrole_is_summation(taxonomy->networks[n].arcrole)) {
            status = put_network(job, n + 1);
        }
    }
    return status;
}

ks_status ks_db_put_sums(ks_db *db)
{
    static const struct {
        const char *sql;
        ks_status (*put)(sum_job *job, size_t network, const ks_fact *total);
    } TABLES[] = {{"INSERT INTO sums VALUES(?,?,?,?,?)", put_sum},
                  {"INSERT INTO sum_items VALUES(?,?,?,?)", put_items}};
    sum_job job = {.db = db};
    ks_map_init(&job.figures);
    ks_arena_init(&job.arena);
    job.first =
        ks_arena_zero(&job.arena, db->instance->taxonomy->concepts.count + 1, sizeof *job.first);
    job.next = ks_arena_zero(&job.arena, db->instance->facts.count + 1, sizeof *job.next);
    ks_status status = job.first == NULL || job.next == NULL ? KS_ERR_MEMORY : list_facts(&job);
    for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES && status == KS_OK; t++) {
        job.put = TABLES[t].put;
        status = ks_db_begin_table(db, TABLES[t].sql);
        if (status == KS_OK) {
            status = put_networks(&job);
        }
    }
    ks_vec_release(&job.items);
    ks_map_release(&job.figures);
    ks_arena_release(&job.arena);
    return status;
}

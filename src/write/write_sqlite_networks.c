#include "write_sqlite_networks.h"

#include <string.h>

#include "base_alloc.h"
#include "model_dimensions.h"

const char KS_DB_NETWORKS[] =
    "CREATE TABLE roles(id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, definition TEXT);"
    "CREATE TABLE networks(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, arcrole TEXT NOT NULL,"
    " role_id INTEGER NOT NULL REFERENCES roles(id));"
    "CREATE TABLE relationships(id INTEGER PRIMARY KEY, network_id INTEGER NOT NULL"
    " REFERENCES networks(id), parent_id INTEGER NOT NULL REFERENCES concepts(id),"
    " child_id INTEGER NOT NULL REFERENCES concepts(id), arc_order NUMERIC NOT NULL,"
    " weight NUMERIC, preferred_label TEXT);"
    "CREATE TABLE lines(network_id INTEGER NOT NULL REFERENCES networks(id),"
    " position INTEGER NOT NULL, depth INTEGER NOT NULL, last INTEGER NOT NULL,"
    " concept_id INTEGER NOT NULL REFERENCES concepts(id),"
    " relationship_id INTEGER REFERENCES relationships(id),"
    " PRIMARY KEY(network_id, position)) WITHOUT ROWID;"
    "CREATE TABLE line_labels(network_id INTEGER NOT NULL, position INTEGER NOT NULL,"
    " language TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(network_id, position, language),"
    " FOREIGN KEY(network_id, position) REFERENCES lines(network_id, position)) WITHOUT ROWID;"
    "CREATE VIEW statement_lines AS SELECT n.id AS network_id, r.uri AS role,"
    " r.definition AS definition, t.position AS position, t.depth AS depth, t.last AS last,"
    " c.id AS concept_id, c.name AS concept, c.is_abstract AS is_abstract,"
    " s.preferred_label AS preferred_label, l.language AS language,"
    " coalesce(l.text, c.local_name) AS label"
    " FROM networks n JOIN roles r ON r.id = n.role_id JOIN lines t ON t.network_id = n.id"
    " JOIN concepts c ON c.id = t.concept_id"
    " LEFT JOIN relationships s ON s.id = t.relationship_id"
    " LEFT JOIN line_labels l ON l.network_id = t.network_id AND l.position = t.position"
    " WHERE n.kind = 'presentation';";

const char KS_DB_NETWORK_INDEXES[] =
    "CREATE INDEX networks_role ON networks(role_id);"
    "CREATE INDEX relationships_parent ON relationships(parent_id, network_id);"
    "CREATE INDEX relationships_child ON relationships(child_id, network_id);"
    "CREATE INDEX lines_concept ON lines(concept_id);";

/* A row of a network as it is read from top to bottom. */
typedef struct line {
    const ks_concept *concept;
    const ks_arc *arc; /* that leads here; NULL at a root */
    size_t depth;
    size_t last; /* the number of the last line below it, from 1; its own where there is none */
} line;

/* A list of children that is being walked. */
typedef struct level {
    ks_arc_list children;
    size_t next;
    size_t line; /* of the parent, from 1 */
} level;

typedef struct walk {
    ks_db *db;
    const ks_network *network;
    size_t number;  /* of the network, from 1 */
    size_t *opened; /* by concept: the network, from 1, in which its children were listed */
    KS_VEC(line) lines;
    KS_VEC(level) levels;
} walk;

/* ---- roles, networks, relationships --------------------------------------------------------- */

static ks_status put_role(ks_db *job, ks_map *numbers, const char *uri, const char *definition)
{
    uintptr_t number = ks_map_count(numbers) + 1;
    if (ks_map_get(numbers, ks_sv_from(uri)) != NULL) {
        return KS_OK;
    }
    ks_db_bind_number(job, (int64_t)number);
    ks_db_bind_text(job, uri);
    ks_db_bind_text(job, definition);
    ks_status status = ks_db_end_row(job);
    return status == KS_OK ? ks_map_set(numbers, ks_sv_from(uri), (void *)number) : status;
}

/* Those that have networks: first as the taxonomy declares them, then the others. */
static ks_status put_roles(ks_db *job, ks_map *numbers)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    ks_status status = ks_db_begin_table(job, "INSERT INTO roles VALUES(?,?,?)");
    for (size_t i = 0; i < taxonomy->roles.count && status == KS_OK; i++) {
        const ks_role *role = &taxonomy->roles.items[i];
        if (ks_map_get(&taxonomy->network_by_role, ks_sv_from(role->uri)) != NULL) {
            status = put_role(job, numbers, role->uri, role->definition);
        }
    }
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        status = put_role(job, numbers, taxonomy->networks[n].role, NULL);
    }
    return status;
}

static const char *kind_of(const char *arcrole)
{
    static const char *const DEFINITIONS[] = {KS_ARCROLE_GENERAL, KS_ARCROLE_ESSENCE_ALIAS,
                                              KS_ARCROLE_SIMILAR, KS_ARCROLE_REQUIRES};
    bool is_definition = ks_dimension_arcrole_of(arcrole) != KS_DIM_NONE;
    for (size_t i = 0; i < sizeof DEFINITIONS / sizeof *DEFINITIONS; i++) {
        is_definition = is_definition || strcmp(arcrole, DEFINITIONS[i]) == 0;
    }
    return strcmp(arcrole, KS_ARCROLE_PARENT_CHILD) == 0 ? "presentation"
           : ks_arcrole_is_summation(arcrole)            ? "calculation"
           : is_definition                               ? "definition"
                                                         : "other";
}

static ks_status put_network(ks_db *job, const ks_map *roles, size_t number)
{
    const ks_network *network = &job->instance->taxonomy->networks[number];
    ks_db_bind_id(job, network, number);
    ks_db_bind_text(job, kind_of(network->arcrole));
    ks_db_bind_text(job, network->arcrole);
    ks_db_bind_number(job, (int64_t)(uintptr_t)ks_map_get(roles, ks_sv_from(network->role)));
    return ks_db_end_row(job);
}

static ks_status put_networks(ks_db *job)
{
    ks_map roles;
    ks_map_init(&roles);
    ks_status status = put_roles(job, &roles);
    if (status == KS_OK) {
        status = ks_db_begin_table(job, "INSERT INTO networks VALUES(?,?,?,?)");
    }
    for (size_t n = 0; n < job->instance->taxonomy->network_count && status == KS_OK; n++) {
        status = put_network(job, &roles, n);
    }
    ks_map_release(&roles);
    return status;
}

static ks_status put_relationship(ks_db *job, size_t network, const ks_arc *arc)
{
    ks_db_bind_id(job, arc, arc->index);
    ks_db_bind_number(job, (int64_t)network);
    ks_db_bind_id(job, arc->from, arc->from->index);
    ks_db_bind_id(job, arc->to, arc->to->index);
    ks_db_bind_decimal(job, &arc->order);
    if (ks_arcrole_is_summation(arc->arcrole)) {
        ks_db_bind_decimal(job, &arc->weight);
    } else {
        ks_db_bind_text(job, NULL);
    }
    ks_db_bind_text(job, arc->preferred_label);
    return ks_db_end_row(job);
}

static ks_status put_relationships(walk *w)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < w->network->arc_count && status == KS_OK; i++) {
        status = put_relationship(w->db, w->number, w->network->arcs[i]);
    }
    return status;
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* Adds a line, and goes to its children where the concept stands for the first time: so each
 * relationship is one line, and a circle ends. */
static ks_status visit(walk *w, const ks_concept *concept, const ks_arc *arc)
{
    ks_arc_list children = ks_network_children(w->network, concept);
    line *added = ks_vec_add(&w->lines);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (line){concept, arc, w->levels.count, w->lines.count};
    if (children.count == 0 || w->opened[concept->index] == w->number) {
        return KS_OK;
    }
    w->opened[concept->index] = w->number;
    level *slot = ks_vec_add(&w->levels);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (level){children, 0, w->lines.count};
    return KS_OK;
}

static ks_status walk_root(walk *w, const ks_concept *root)
{
    ks_status status = visit(w, root, NULL);
    while (status == KS_OK && w->levels.count > 0) {
        level *top = &w->levels.items[w->levels.count - 1];
        if (top->next == top->children.count) {
            w->lines.items[top->line - 1].last = w->lines.count;
            w->levels.count--;
            continue;
        }
        const ks_arc *arc = top->children.arcs[top->next++];
        status = visit(w, arc->to, arc);
    }
    return status;
}

static ks_status find_lines(walk *w)
{
    const ks_network *network = w->network;
    ks_status status = KS_OK;
    w->lines.count = 0;
    for (size_t i = 0; i < network->root_count && status == KS_OK; i++) {
        status = walk_root(w, network->roots[i]);
    }
    /* Concepts that lead round in a circle have no root. */
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        if (w->opened[network->arcs[i]->from->index] != w->number) {
            status = walk_root(w, network->arcs[i]->from);
        }
    }
    return status;
}

static ks_status put_line(walk *w, size_t position)
{
    const line *at = &w->lines.items[position - 1];
    ks_db_bind_number(w->db, (int64_t)w->number);
    ks_db_bind_number(w->db, (int64_t)position);
    ks_db_bind_number(w->db, (int64_t)at->depth);
    ks_db_bind_number(w->db, (int64_t)at->last);
    ks_db_bind_id(w->db, at->concept, at->concept->index);
    ks_db_bind_id(w->db, at->arc, at->arc != NULL ? at->arc->index : 0);
    return ks_db_end_row(w->db);
}

static ks_status put_lines(walk *w)
{
    ks_status status = find_lines(w);
    for (size_t i = 1; i <= w->lines.count && status == KS_OK; i++) {
        status = put_line(w, i);
    }
    return status;
}

/* The labels of a role. In a language that has one already it is left out. */
static ks_status put_labels_of(walk *w, size_t position, const char *role)
{
    const ks_taxonomy *taxonomy = w->db->instance->taxonomy;
    const size_t concept = w->lines.items[position - 1].concept->index;
    ks_status status = KS_OK;
    for (size_t i = taxonomy->label_starts[concept];
         i < taxonomy->label_starts[concept + 1] && status == KS_OK; i++) {
        const ks_label *label = taxonomy->label_order[i];
        if (strcmp(label->role, role) == 0) {
            ks_db_bind_number(w->db, (int64_t)w->number);
            ks_db_bind_number(w->db, (int64_t)position);
            ks_db_bind_text(w->db, label->lang != NULL ? label->lang : "");
            ks_db_bind_text(w->db, label->text);
            status = ks_db_end_row(w->db);
        }
    }
    return status;
}

static ks_status put_line_labels(walk *w)
{
    ks_status status = KS_OK;
    if (strcmp(w->network->arcrole, KS_ARCROLE_PARENT_CHILD) != 0) {
        return KS_OK;
    }
    status = find_lines(w);
    for (size_t i = 1; i <= w->lines.count && status == KS_OK; i++) {
        const ks_arc *arc = w->lines.items[i - 1].arc;
        const char *preferred = arc != NULL ? arc->preferred_label : NULL;
        const char *plain = preferred != NULL ? ks_role_plain(preferred) : NULL;
        if (preferred != NULL) {
            status = put_labels_of(w, i, preferred);
        }
        if (status == KS_OK && plain != NULL && plain != preferred) {
            status = put_labels_of(w, i, plain);
        }
        if (status == KS_OK) {
            status = put_labels_of(w, i, KS_ROLE_LABEL);
        }
    }
    return status;
}

/* Walked once for each table, so that the statement of one table is prepared once. */
static ks_status put_each(walk *w, const char *sql, ks_status (*put)(walk *w))
{
    const ks_taxonomy *taxonomy = w->db->instance->taxonomy;
    ks_status status = ks_db_begin_table(w->db, sql);
    memset(w->opened, 0, taxonomy->concepts.count * sizeof *w->opened);
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        w->network = &taxonomy->networks[n];
        w->number = n + 1;
        status = put(w);
    }
    return status;
}

ks_status ks_db_put_networks(ks_db *job)
{
    static const struct {
        const char *sql;
        ks_status (*put)(walk *w);
    } TABLES[] = {{"INSERT INTO relationships VALUES(?,?,?,?,?,?,?)", put_relationships},
                  {"INSERT INTO lines VALUES(?,?,?,?,?,?)", put_lines},
                  {"INSERT OR IGNORE INTO line_labels VALUES(?,?,?,?)", put_line_labels}};
    walk w = {.db = job};
    w.opened = ks_alloc_zero(job->instance->taxonomy->concepts.count + 1, sizeof *w.opened);
    ks_status status = w.opened == NULL ? KS_ERR_MEMORY : put_networks(job);
    for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES && status == KS_OK; t++) {
        status = put_each(&w, TABLES[t].sql, TABLES[t].put);
    }
    ks_alloc_free(w.opened);
    ks_vec_release(&w.lines);
    ks_vec_release(&w.levels);
    return status;
}

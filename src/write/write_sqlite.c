#include "write_sqlite.h"

#include "write_listing.h"
#include "write_sqlite_networks.h"
#include "write_sqlite_rows.h"
#include "write_sqlite_sums.h"

/* Periods have first and last days, as people say them; amounts are in NUMERIC columns for sums,
 * and exact as texts. */
static const char SCHEMA[] =
    "CREATE TABLE report(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE concepts(id INTEGER PRIMARY KEY, name TEXT NOT NULL, namespace TEXT NOT NULL,"
    " local_name TEXT NOT NULL, label TEXT NOT NULL, type TEXT, period_type TEXT, balance TEXT,"
    " is_abstract INTEGER NOT NULL, is_nillable INTEGER NOT NULL);"
    "CREATE TABLE labels(concept_id INTEGER NOT NULL REFERENCES concepts(id), role TEXT NOT NULL,"
    " language TEXT NOT NULL, text TEXT NOT NULL);"
    "CREATE TABLE entities(id INTEGER PRIMARY KEY, scheme TEXT NOT NULL, identifier TEXT NOT NULL,"
    " UNIQUE(scheme, identifier));"
    "CREATE TABLE contexts(id INTEGER PRIMARY KEY, xml_id TEXT, entity_id INTEGER NOT NULL"
    " REFERENCES entities(id), period_type TEXT, start_date TEXT, end_date TEXT, segment TEXT);"
    "CREATE TABLE dimensions(context_id INTEGER NOT NULL REFERENCES contexts(id),"
    " axis_id INTEGER REFERENCES concepts(id), axis TEXT NOT NULL,"
    " member_id INTEGER REFERENCES concepts(id), member TEXT, typed_value TEXT,"
    " PRIMARY KEY(context_id, axis)) WITHOUT ROWID;"
    "CREATE TABLE units(id INTEGER PRIMARY KEY, xml_id TEXT, unit TEXT NOT NULL);"
    "CREATE TABLE facts(id INTEGER PRIMARY KEY, xml_id TEXT, concept_id INTEGER NOT NULL"
    " REFERENCES concepts(id), context_id INTEGER NOT NULL REFERENCES contexts(id),"
    " unit_id INTEGER REFERENCES units(id), value TEXT, exact TEXT, number NUMERIC,"
    " decimals TEXT, is_nil INTEGER NOT NULL, language TEXT, tuple TEXT, line INTEGER);"
    "CREATE TABLE footnotes(id INTEGER NOT NULL, xml_id TEXT, mark TEXT, role TEXT,"
    " language TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(id, language)) WITHOUT ROWID;"
    "CREATE TABLE fact_footnotes(fact_id INTEGER NOT NULL REFERENCES facts(id),"
    " footnote_id INTEGER NOT NULL, PRIMARY KEY(fact_id, footnote_id)) WITHOUT ROWID;";

/* Made when all rows are there: that is quicker. */
static const char INDEXES[] =
    "CREATE INDEX concepts_name ON concepts(name);"
    "CREATE INDEX labels_concept ON labels(concept_id);"
    "CREATE INDEX facts_concept ON facts(concept_id);"
    "CREATE INDEX facts_context ON facts(context_id);"
    "CREATE VIEW facts_view AS SELECT f.id AS id, c.name AS concept, c.label AS label,"
    " e.identifier AS entity, x.period_type AS period_type, x.start_date AS start_date,"
    " x.end_date AS end_date,"
    " (SELECT group_concat(d.axis || '=' || coalesce(d.member, d.typed_value), '; ')"
    " FROM dimensions d WHERE d.context_id = x.id) AS dimensions,"
    " (SELECT group_concat(coalesce(m.label, d.typed_value), '; ') FROM dimensions d"
    " LEFT JOIN concepts m ON m.id = d.member_id WHERE d.context_id = x.id) AS members,"
    " u.unit AS unit, f.value AS value, f.number AS number, f.decimals AS decimals,"
    " f.is_nil AS is_nil, f.language AS language, f.line AS line"
    " FROM facts f JOIN concepts c ON c.id = f.concept_id JOIN contexts x ON x.id = f.context_id"
    " JOIN entities e ON e.id = x.entity_id LEFT JOIN units u ON u.id = f.unit_id;";

/* ---- the taxonomy --------------------------------------------------------------------------- */

static const char *period_name(ks_period_type period)
{
    return period == KS_PERIOD_INSTANT    ? "instant"
           : period == KS_PERIOD_DURATION ? "duration"
                                          : NULL;
}

static ks_status put_concept(ks_db *job, const ks_concept *concept)
{
    static const char *const balances[] = {
        [KS_BALANCE_NONE] = NULL, [KS_BALANCE_DEBIT] = "debit", [KS_BALANCE_CREDIT] = "credit"};
    ks_db_bind_id(job, concept, concept->index);
    ks_status status = ks_db_bind_name(job, concept->name);
    ks_db_bind_text(job, concept->name->ns);
    ks_db_bind_text(job, concept->name->local);
    ks_db_bind_text(job, ks_taxonomy_label_best(job->instance->taxonomy, concept, KS_ROLE_LABEL,
                                                job->lang, NULL));
    if (status == KS_OK) {
        status = ks_db_bind_name(job, concept->type);
    }
    ks_db_bind_text(job, period_name(concept->period));
    ks_db_bind_text(job, balances[concept->balance]);
    ks_db_bind_number(job, concept->is_abstract);
    ks_db_bind_number(job, concept->is_nillable);
    return status == KS_OK ? ks_db_end_row(job) : status;
}

static ks_status put_label(ks_db *job, const ks_label *label)
{
    ks_db_bind_id(job, label->concept, label->concept->index);
    ks_db_bind_text(job, label->role);
    ks_db_bind_text(job, label->lang != NULL ? label->lang : "");
    ks_db_bind_text(job, label->text);
    return ks_db_end_row(job);
}

static ks_status put_taxonomy(ks_db *job)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    ks_status status = ks_db_begin_table(job, "INSERT INTO concepts VALUES(?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        status = put_concept(job, taxonomy->concepts.items[i]);
    }
    if (status == KS_OK) {
        status = ks_db_begin_table(job, "INSERT INTO labels VALUES(?,?,?,?)");
    }
    for (size_t i = 0; i < taxonomy->labels.count && status == KS_OK; i++) {
        status = put_label(job, &taxonomy->labels.items[i]);
    }
    return status;
}

/* ---- contexts and units --------------------------------------------------------------------- */

static ks_status find_entity(ks_db *job, const ks_context *context, uintptr_t *out_number,
                             bool *out_is_new)
{
    ks_str_clear(&job->text);
    ks_str_addf(&job->text, "%s\n%s", context->scheme != NULL ? context->scheme : "",
                context->identifier != NULL ? context->identifier : "");
    *out_number = (uintptr_t)ks_map_get(&job->entities, ks_str_view(&job->text));
    *out_is_new = *out_number == 0;
    if (!*out_is_new) {
        return KS_OK;
    }
    *out_number = ks_map_count(&job->entities) + 1;
    ks_status status = ks_str_status(&job->text);
    return status == KS_OK
               ? ks_map_set(&job->entities, ks_str_view(&job->text), (void *)*out_number)
               : status;
}

static ks_status put_entity(ks_db *job, const ks_context *context)
{
    uintptr_t number = 0;
    bool is_new = false;
    ks_status status = find_entity(job, context, &number, &is_new);
    if (status != KS_OK || !is_new) {
        return status;
    }
    ks_db_bind_number(job, (int64_t)number);
    ks_db_bind_text(job, context->scheme != NULL ? context->scheme : "");
    ks_db_bind_text(job, context->identifier != NULL ? context->identifier : "");
    return ks_db_end_row(job);
}

static void bind_day(ks_db *job, bool is_there, int64_t day)
{
    ks_str_clear(&job->text);
    if (is_there) {
        ks_day_write(&job->text, day);
    }
    ks_db_bind_built(job);
}

static ks_status put_context(ks_db *job, const ks_context *context)
{
    uintptr_t entity = 0;
    bool is_new = false;
    const bool has_period = !context->has_bad_period && context->period != KS_PERIOD_NONE;
    const bool has_more = context->has_other_segment || context->has_other_scenario;
    ks_status status = find_entity(job, context, &entity, &is_new);
    ks_db_bind_id(job, context, context->index);
    ks_db_bind_text(job, context->id);
    ks_db_bind_number(job, (int64_t)entity);
    ks_db_bind_text(job, has_period                ? period_name(context->period)
                         : context->has_bad_period ? NULL
                                                   : "forever");
    bind_day(job, has_period && context->period == KS_PERIOD_DURATION, context->start);
    bind_day(job, has_period, context->end);
    ks_db_bind_text(job, has_more ? context->besides : NULL);
    return status == KS_OK ? ks_db_end_row(job) : status;
}

static ks_status put_dimension(ks_db *job, const ks_context *context, const ks_dimension *dimension)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    const ks_concept *axis = ks_taxonomy_find(taxonomy, dimension->dimension);
    const ks_concept *member =
        dimension->member != NULL ? ks_taxonomy_find(taxonomy, dimension->member) : NULL;
    ks_db_bind_id(job, context, context->index);
    ks_db_bind_id(job, axis, axis != NULL ? axis->index : 0);
    ks_status status = ks_db_bind_name(job, dimension->dimension);
    ks_db_bind_id(job, member, member != NULL ? member->index : 0);
    if (status == KS_OK) {
        status = ks_db_bind_name(job, dimension->member);
    }
    const char *typed = dimension->text != NULL ? dimension->text : "";
    ks_db_bind_text(job, dimension->member == NULL ? typed : NULL);
    return status == KS_OK ? ks_db_end_row(job) : status;
}

static ks_status put_dimensions(ks_db *job, const ks_context *context)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        status = put_dimension(job, context, &context->dimensions[i]);
    }
    return status;
}

static ks_status put_contexts(ks_db *job)
{
    static const struct {
        const char *sql;
        ks_status (*put)(ks_db *job, const ks_context *context);
    } TABLES[] = {
        {"INSERT INTO entities VALUES(?,?,?)", put_entity},
        {"INSERT INTO contexts VALUES(?,?,?,?,?,?,?)", put_context},
        /* An axis twice was told when it was checked: the first one counts. */
        {"INSERT OR IGNORE INTO dimensions VALUES(?,?,?,?,?,?)", put_dimensions},
    };
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES && status == KS_OK; t++) {
        status = ks_db_begin_table(job, TABLES[t].sql);
        for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
            status = TABLES[t].put(job, instance->contexts.items[i]);
        }
    }
    return status;
}

static ks_status put_unit(ks_db *job, const ks_unit *unit)
{
    ks_db_bind_id(job, unit, unit->index);
    ks_db_bind_text(job, unit->id);
    ks_str_clear(&job->text);
    ks_status status = ks_prefixes_write_unit(&job->prefixes, unit, &job->text);
    ks_db_bind_text(job, job->text.ptr);
    return status == KS_OK ? ks_db_end_row(job) : status;
}

/* ---- facts ---------------------------------------------------------------------------------- */

/* A number as text: SQLite makes of it what its column NUMERIC can hold. */
static void bind_amount(ks_db *job, const ks_fact *fact)
{
    const bool is_number = ks_item_kind_is_numeric(fact->concept->kind) && !fact->is_nil &&
                           !fact->is_special && fact->denominator == NULL;
    ks_str_clear(&job->text);
    if (is_number) {
        ks_decimal_write(&job->text, &fact->number, 0, "");
    }
    ks_db_bind_built(job);
    ks_db_bind_built(job);
}

static void bind_decimals(ks_db *job, const ks_fact *fact)
{
    ks_str_clear(&job->text);
    ks_decimals_write(&job->text, fact->unit != NULL ? fact->decimals : KS_DECIMALS_NONE);
    ks_db_bind_built(job);
}

/* The tuples around a fact, from the outermost. */
static ks_status write_tuple(ks_db *job, const ks_tuple *tuple)
{
    ks_status status = KS_OK;
    size_t depth = 0;
    for (const ks_tuple *t = tuple; t != NULL; t = t->parent) {
        depth++;
    }
    for (; depth > 0 && status == KS_OK; depth--) {
        const ks_tuple *at = tuple;
        for (size_t i = 1; i < depth; i++) {
            at = at->parent;
        }
        ks_str_add(&job->text, at->parent == NULL ? "" : "/");
        status = ks_prefixes_write_name(&job->prefixes, at->concept->name, &job->text);
        ks_str_addf(&job->text, "[%u]", (unsigned)at->position);
    }
    return status;
}

static ks_status put_fact(ks_db *job, const ks_fact *fact)
{
    if (fact->context == NULL) {
        return KS_OK;
    }
    ks_db_bind_id(job, fact, fact->index);
    ks_db_bind_text(job, fact->id);
    ks_db_bind_id(job, fact->concept, fact->concept->index);
    ks_db_bind_id(job, fact->context, fact->context->index);
    ks_db_bind_id(job, fact->unit, fact->unit != NULL ? fact->unit->index : 0);
    ks_db_bind_text(job, fact->is_nil ? NULL : fact->lexical);
    bind_amount(job, fact);
    bind_decimals(job, fact);
    ks_db_bind_number(job, fact->is_nil);
    ks_db_bind_text(job, fact->concept->kind == KS_ITEM_STRING ? fact->lang : NULL);
    ks_str_clear(&job->text);
    ks_status status = write_tuple(job, fact->tuple);
    ks_db_bind_built(job);
    if (fact->place.line != 0) {
        ks_db_bind_number(job, fact->place.line);
    }
    return status == KS_OK ? ks_db_end_row(job) : status;
}

static ks_status put_facts(ks_db *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = ks_db_begin_table(job, "INSERT INTO units VALUES(?,?,?)");
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        status = put_unit(job, instance->units.items[i]);
    }
    if (status == KS_OK) {
        status = ks_db_begin_table(job, "INSERT INTO facts VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)");
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = put_fact(job, instance->facts.items[i]);
    }
    return status;
}

static ks_status put_footnote(ks_db *job, const ks_footnote *footnote)
{
    ks_status status = KS_OK;
    for (const ks_lang_text *text = footnote->texts; text != NULL && status == KS_OK;
         text = text->next) {
        ks_db_bind_id(job, footnote, footnote->index);
        ks_db_bind_text(job, footnote->id);
        ks_db_bind_text(job, footnote->mark);
        ks_db_bind_text(job, footnote->role);
        ks_db_bind_text(job, text->lang != NULL ? text->lang : "");
        ks_db_bind_text(job, text->text);
        status = ks_db_end_row(job);
    }
    return status;
}

static ks_status put_ties(ks_db *job, const ks_footnote *footnote)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < footnote->facts.count && status == KS_OK; i++) {
        ks_db_bind_id(job, footnote, footnote->facts.items[i]->index);
        ks_db_bind_id(job, footnote, footnote->index);
        status = ks_db_end_row(job);
    }
    return status;
}

static ks_status put_footnotes(ks_db *job)
{
    const ks_instance *instance = job->instance;
    ks_status status =
        ks_db_begin_table(job, "INSERT OR IGNORE INTO footnotes VALUES(?,?,?,?,?,?)");
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        status = put_footnote(job, instance->footnotes.items[i]);
    }
    if (status == KS_OK) {
        status = ks_db_begin_table(job, "INSERT INTO fact_footnotes VALUES(?,?)");
    }
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        status = put_ties(job, instance->footnotes.items[i]);
    }
    return status;
}

/* ---- the database --------------------------------------------------------------------------- */

static ks_status put_report(ks_db *job)
{
    const struct {
        const char *key;
        const char *value;
    } rows[] = {{"format", "kessan-facts"},
                {"version", "1"},
                {"label_language", job->lang},
                {"taxonomy", job->instance->schema_ref}};
    ks_status status = ks_db_begin_table(job, "INSERT INTO report VALUES(?,?)");
    for (size_t i = 0; i < sizeof rows / sizeof *rows && status == KS_OK; i++) {
        ks_db_bind_text(job, rows[i].key);
        ks_db_bind_text(job, rows[i].value);
        status = ks_db_end_row(job);
    }
    return status;
}

static ks_status fill(ks_db *job)
{
    static ks_status (*const STEPS[])(ks_db * job) = {
        put_report, put_taxonomy,  ks_db_put_networks, put_contexts,
        put_facts,  put_footnotes, ks_db_put_sums};
    const char *const SCHEMAS[] = {SCHEMA, KS_DB_NETWORKS, KS_DB_SUMS};
    const char *const ENDS[] = {INDEXES, KS_DB_NETWORK_INDEXES, KS_DB_SUM_INDEXES, "COMMIT"};
    ks_status status = ks_db_status(sqlite3_exec(job->db, "BEGIN", NULL, NULL, NULL));
    for (size_t i = 0; i < sizeof SCHEMAS / sizeof *SCHEMAS && status == KS_OK; i++) {
        status = ks_db_status(sqlite3_exec(job->db, SCHEMAS[i], NULL, NULL, NULL));
    }
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == KS_OK; i++) {
        status = STEPS[i](job);
    }
    sqlite3_finalize(job->row);
    job->row = NULL;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS && status == KS_OK; i++) {
        status = ks_db_status(sqlite3_exec(job->db, ENDS[i], NULL, NULL, NULL));
    }
    return status;
}

static ks_status hand_on(ks_db *job, ks_write_out *out)
{
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(job->db, "main", &size, 0);
    if (bytes == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = out->put((ks_sv){(const char *)bytes, (size_t)size}, out->user);
    sqlite3_free(bytes);
    return status;
}

ks_status ks_write_sqlite(const ks_instance *instance, const char *lang, ks_write_out *out)
{
    ks_db job = {.instance = instance, .lang = lang};
    ks_prefixes_init(&job.prefixes);
    ks_map_init(&job.entities);
    ks_str_init(&job.text);
    ks_status status = ks_prefixes_add_taxonomy(&job.prefixes, instance->taxonomy);
    if (status == KS_OK) {
        status = ks_db_status(sqlite3_open(":memory:", &job.db));
    }
    if (status == KS_OK) {
        status = fill(&job);
    }
    if (status == KS_OK) {
        status = hand_on(&job, out);
    }
    sqlite3_close(job.db);
    ks_str_release(&job.text);
    ks_map_release(&job.entities);
    ks_prefixes_release(&job.prefixes);
    return status;
}

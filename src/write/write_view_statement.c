#include "write_view_statement.h"

#include <string.h>

#include "base_text.h"
#include "write_view_format.h"
#include "write_view_job.h"
#include "write_view_words.h"

ks_status ks_view_each_fact(ks_view_job *job, const ks_view_statement *statement,
                            ks_view_fact_fn see)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < statement->facts.count && status == KS_OK; i++) {
        status = see(job, statement, NULL, statement->facts.items[i]);
    }
    for (size_t r = 0; r < statement->rows.count; r++) {
        const ks_view_row *row = &statement->rows.items[r];
        for (size_t c = 0; c < statement->columns.count && row->kind != KS_ROW_HEADING; c++) {
            const ks_fact *fact = ks_view_cell(statement, row, c);
            if (fact != NULL && status == KS_OK) {
                status = see(job, statement, row, fact);
            }
        }
    }
    return status;
}

/* Fit for an anchor and for the name of a file. */
static bool is_plain_name(const char *word)
{
    for (const char *c = word; *c != '\0'; c++) {
        if ((unsigned char)*c >= 0x80) {
            return false;
        }
    }
    return ks_text_is_ncname(ks_sv_from(word));
}

/* Names that differ in case alone would be one file for some systems. */
static const char *fold(ks_arena *arena, const char *word)
{
    size_t len = strlen(word);
    char *copy = ks_arena_alloc(arena, len + 1);
    for (size_t i = 0; copy != NULL && i <= len; i++) {
        copy[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
    }
    return copy;
}

/* The last word of the role where that is plain and free, else a number behind it. */
static const char *find_id(ks_view_job *job, const char *role)
{
    ks_arena *arena = &job->index.arena;
    const char *end = strrchr(role, '/');
    const char *word = end == NULL ? role : end + 1;
    if (*word >= '0' && *word <= '9') { /* "00003" is no name, "r00003" is */
        word = ks_arena_format(arena, "r%s", word);
    }
    if (word == NULL || !is_plain_name(word)) {
        word = "statement";
    }
    const char *id = ks_arena_textz(arena, word);
    const char *key = id == NULL ? NULL : fold(arena, id);
    if (key == NULL) {
        return NULL;
    }
    /* The number that was last used goes on from there, so that many of one name are quick. */
    const char *base = key;
    size_t number = (uintptr_t)ks_map_get(&job->statement_ids, ks_sv_from(base));
    while (key != NULL && ks_map_get(&job->statement_ids, ks_sv_from(key)) != NULL) {
        id = ks_arena_format(arena, "%s-%zu", word, ++number);
        key = id == NULL ? NULL : fold(arena, id);
    }
    number = number == 0 ? 1 : number;
    bool is_kept =
        key != NULL &&
        ks_map_set(&job->statement_ids, ks_sv_from(key), (void *)(uintptr_t)1) == KS_OK &&
        ks_map_set(&job->statement_ids, ks_sv_from(base), (void *)number) == KS_OK;
    return is_kept ? id : NULL;
}

static bool is_named(const ks_view_job *job, const ks_view_statement *statement, const char *name)
{
    const ks_role *role = ks_taxonomy_find_role(job->instance->taxonomy, statement->role);
    const char *end = strrchr(statement->role, '/');
    if (strcmp(statement->role, name) == 0 || (end != NULL && strcmp(end + 1, name) == 0)) {
        return true;
    }
    ks_sv definition = ks_sv_from(role == NULL ? NULL : role->definition);
    return definition.len > 0 && (ks_sv_is(ks_sv_trim(definition), name) ||
                                  ks_sv_is(ks_words_definition(definition), name));
}

const char *ks_view_nearest_role(const ks_instance *instance, const char *name)
{
    const ks_taxonomy *taxonomy = instance->taxonomy;
    const char *nearest = "";
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        const ks_network *network = &taxonomy->networks[i];
        const char *end = strrchr(network->role, '/');
        if (strcmp(network->arcrole, KS_ARCROLE_PARENT_CHILD) != 0 || end == NULL) {
            continue;
        }
        size_t distance = ks_text_distance(ks_sv_from(name), ks_sv_from(end + 1), 60);
        if (distance < least) {
            least = distance;
            nearest = end + 1;
        }
    }
    return nearest;
}

ks_status ks_view_choose(ks_view_job *job)
{
    size_t kept = 0;
    for (size_t i = 0; i < job->statements.count; i++) {
        ks_view_statement *statement = &job->statements.items[i];
        if (statement->network != NULL && is_named(job, statement, job->options->only)) {
            job->statements.items[kept++] = *statement;
        } else {
            ks_view_statement_release(statement);
        }
    }
    job->statements.count = kept;
    return kept > 0 ? KS_OK : KS_ERR_NOT_FOUND;
}

static ks_status host_block(ks_view_job *job, const ks_view_statement *statement,
                            const ks_view_row *row, const ks_fact *fact)
{
    size_t *host = &job->index.block_host[fact->index];
    (void)row;
    if (*host == 0 && ks_view_is_block(fact)) {
        *host = (size_t)(statement - job->statements.items) + 1;
    }
    return KS_OK;
}

static ks_sv get_title(const ks_view_job *job, const ks_view_statement *statement, const char *lang)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    const ks_role *role = ks_taxonomy_find_role(taxonomy, statement->role);
    if (statement->title != NULL) {
        const char *label =
            ks_taxonomy_label_best(taxonomy, statement->title, KS_ROLE_LABEL, lang, NULL);
        return ks_words_label(ks_sv_from(label));
    }
    if (statement->network == NULL) {
        bool is_list = statement->shape == KS_SHAPE_LIST && job->number_count > 1;
        return ks_sv_from(ks_words_all_facts(lang, is_list));
    }
    return role != NULL && role->definition != NULL
               ? ks_words_definition(ks_sv_from(role->definition))
               : ks_sv_from(statement->id);
}

void ks_view_write_titles(ks_view_job *job, const ks_view_statement *statement)
{
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        ks_str_clear(&job->text);
        ks_str_add_sv(&job->text, get_title(job, statement, lang));
        ks_view_write_built(job, "title", lang);
    }
}

void ks_view_write_again(ks_view_job *job, const ks_view_statement *statement)
{
    if (statement->again > 1) {
        ks_view_write_number(job, "again", statement->again);
    }
}

/* Counts those that follow each other under one title. */
static void count_same(ks_view_job *job)
{
    const char *lang = job->options->language_count > 0 ? job->options->languages[0] : "en";
    const ks_view_statement *last = NULL;
    for (size_t i = 0; i < job->statements.count; i++) {
        ks_view_statement *statement = &job->statements.items[i];
        if (statement->part > 1 && last != NULL) {
            statement->again = last->again;
            continue;
        }
        bool is_same = last != NULL &&
                       ks_sv_equal(get_title(job, last, lang), get_title(job, statement, lang));
        statement->again = is_same ? last->again + 1 : 1;
        last = statement;
    }
}

ks_status ks_view_number_statements(ks_view_job *job)
{
    ks_status status =
        ks_map_set(&job->statement_ids, KS_SV("index"), (void *)(uintptr_t)1); /* index.html */
    for (size_t i = 0; i < job->statements.count && status == KS_OK; i++) {
        ks_view_statement *statement = &job->statements.items[i];
        job->number_count += statement->part == 1;
        statement->number = job->number_count;
        statement->id = find_id(job, statement->role);
        status = statement->id == NULL ? KS_ERR_MEMORY : KS_OK;
        if (status == KS_OK) {
            status = ks_view_each_fact(job, statement, host_block);
        }
    }
    if (status == KS_OK) {
        count_same(job);
    }
    return status;
}

static ks_status write_charts(ks_view_job *job, const ks_view_statement *statement)
{
    const ks_write_view_options *options = job->options;
    ks_status status = KS_OK;
    for (size_t i = 0; i < options->chart_count && status == KS_OK; i++) {
        if (strcmp(options->charts[i].role, statement->role) == 0 && statement->part == 1 &&
            statement->network != NULL) {
            status = ks_view_write_chart(job, statement, &options->charts[i]);
        }
    }
    return status;
}

static ks_status write_heads(ks_view_job *job, const ks_view_statement *statement)
{
    ks_view_write_titles(job, statement);
    if (statement->has_one_period) {
        ks_view_write_heading(job, "part", statement->columns.items[0].period);
    }
    ks_view_write_scope(job, statement);
    return ks_view_write_unit_line(job, statement, KS_VIEW_NO_CURRENCY);
}

static ks_status write_body(ks_view_job *job, const ks_view_statement *statement)
{
    ks_status status = write_heads(job, statement);
    if (status == KS_OK && statement->shape == KS_SHAPE_RECORDS) {
        status = ks_view_write_records(job, statement);
    } else if (status == KS_OK && statement->shape == KS_SHAPE_LIST) {
        status = ks_view_write_list(job, statement);
    } else if (status == KS_OK) {
        status = ks_view_write_table(job, statement);
    }
    if (status == KS_OK) {
        status = ks_view_write_blocks(job, statement);
    }
    for (size_t i = 0; i < statement->notes.count; i++) {
        ks_xml_write_start(&job->writer, "note");
        ks_xml_write_attr(&job->writer, "ref", statement->notes.items[i]->id);
        ks_xml_write_end(&job->writer);
    }
    return status != KS_OK ? status : write_charts(job, statement);
}

ks_status ks_view_write_statement(ks_view_job *job, ks_view_statement *statement)
{
    static const char *const SHAPES[] = {
        [KS_SHAPE_RECORDS] = "records", [KS_SHAPE_TEXTS] = "texts", [KS_SHAPE_LIST] = "list"};
    ks_view_settle(&job->index, statement);
    ks_status status = ks_view_make_marks(&job->index, statement);
    if (status == KS_OK && statement->shared == NULL) {
        status = ks_view_find_shared(job, statement);
    }
    ks_xml_write_start(&job->writer, "statement");
    ks_xml_write_attr(&job->writer, "id", statement->id);
    ks_xml_write_attr(&job->writer, "role", statement->role);
    ks_view_write_number(job, "number", statement->number);
    ks_view_write_again(job, statement);
    if (statement->part > 1) {
        ks_view_write_number(job, "continued", statement->part);
    }
    ks_xml_write_attr(&job->writer, "shape", SHAPES[statement->shape]);
    if (status == KS_OK) {
        status = write_body(job, statement);
    }
    ks_xml_write_end(&job->writer);
    return status;
}

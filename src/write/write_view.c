#include "write_view.h"

#include <string.h>

#include "write_built.h"
#include "write_view_job.h"

#define VIEW_NS "urn:kessan:view:1"

static void write_languages(ks_view_job *job)
{
    ks_str_clear(&job->text);
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_str_add(&job->text, i == 0 ? "" : " ");
        ks_str_add(&job->text, job->options->languages[i]);
    }
    ks_write_built_attr(&job->writer, "languages", &job->text);
}

static void write_title(ks_view_job *job)
{
    if (job->instance->titles != NULL) {
        ks_view_write_texts(job, "title", job->instance->titles);
        return;
    }
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_view_write_text(job, "title", job->options->languages[i], job->options->instance_file);
    }
}

/* The entity that the instance names, or that of its first context. */
static void write_entity(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_entity entity = instance->entity;
    if (entity.scheme == NULL && instance->contexts.count > 0) {
        entity.scheme = instance->contexts.items[0]->scheme;
        entity.identifier = instance->contexts.items[0]->identifier;
    }
    ks_xml_write_start(&job->writer, "entity");
    ks_xml_write_attr(&job->writer, "scheme", entity.scheme);
    ks_xml_write_attr(&job->writer, "identifier", entity.identifier);
    ks_view_write_texts(job, "name", entity.names);
    ks_xml_write_end(&job->writer);
}

/* Lays out a statement; one without columns is none, but for the one of all facts. */
static ks_status add_statement(ks_view_job *job, const char *role, const ks_network *network)
{
    ks_view_statement *statement = ks_vec_add(&job->statements);
    if (statement == NULL) {
        return KS_ERR_MEMORY;
    }
    statement->role = role;
    statement->network = network;
    ks_status status = ks_view_make_rows(&job->index, statement);
    if (status == KS_OK) {
        status = ks_view_make_columns(&job->index, statement);
    }
    if (statement->columns.count == 0 && network != NULL) {
        ks_view_statement_release(statement);
        job->statements.count--;
    }
    return status;
}

/* First the roles that the taxonomy declares, in its order, then what networks there are besides.
 */
static ks_status add_statements(ks_view_job *job)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->roles.count && status == KS_OK; i++) {
        const char *role = taxonomy->roles.items[i].uri;
        const ks_network *network =
            ks_taxonomy_find_network(taxonomy, role, KS_ARCROLE_PARENT_CHILD);
        if (network != NULL) {
            status = add_statement(job, role, network);
        }
    }
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        const ks_network *network = &taxonomy->networks[i];
        if (strcmp(network->arcrole, KS_ARCROLE_PARENT_CHILD) == 0 &&
            ks_taxonomy_find_role(taxonomy, network->role) == NULL) {
            status = add_statement(job, network->role, network);
        }
    }
    if (status == KS_OK && job->statements.count == 0) {
        status = add_statement(job, KS_ROLE_LINK, NULL);
    }
    return status;
}

static ks_status write_statements(ks_view_job *job)
{
    ks_status status = add_statements(job);
    if (status == KS_OK) {
        status = ks_view_drop_columns(&job->index, job->statements.items, job->statements.count);
    }
    for (size_t i = 0; i < job->statements.count && status == KS_OK; i++) {
        status = ks_view_write_statement(job, &job->statements.items[i], i + 1);
    }
    return status;
}

static void release_job(ks_view_job *job)
{
    for (size_t i = 0; i < job->statements.count; i++) {
        ks_view_statement_release(&job->statements.items[i]);
    }
    ks_vec_release(&job->statements);
    ks_view_index_release(&job->index);
    ks_xml_writer_release(&job->writer);
    ks_map_release(&job->statement_ids);
    ks_str_release(&job->text);
}

static ks_status write_document(ks_view_job *job)
{
    ks_xml_write_declaration(&job->writer, "UTF-8");
    ks_xml_write_start(&job->writer, "view");
    ks_xml_write_attr(&job->writer, "xmlns", VIEW_NS);
    ks_xml_write_attr(&job->writer, "id", job->options->id);
    ks_xml_write_attr(&job->writer, "instance", job->options->instance_file);
    write_languages(job);
    write_title(job);
    write_entity(job);
    ks_status status = write_statements(job);
    if (status == KS_OK) {
        status = ks_view_write_details(job);
    }
    ks_xml_write_end(&job->writer);
    return status;
}

ks_status ks_write_view(const ks_instance *instance, const ks_write_view_options *options,
                        ks_str *out)
{
    ks_view_job job = {.instance = instance, .options = options};
    ks_str_init(&job.text);
    ks_map_init(&job.statement_ids);
    ks_xml_writer_init(&job.writer, out);
    ks_status status = ks_view_index_init(&job.index, instance, options);
    if (status == KS_OK) {
        status = write_document(&job);
    }
    if (status == KS_OK) {
        status = ks_str_status(out);
    }
    if (status != KS_OK) {
        ks_str_clear(out);
    }
    release_job(&job);
    return status;
}

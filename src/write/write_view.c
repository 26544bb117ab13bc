#include "write_view.h"

#include <string.h>

#include "write_built.h"
#include "write_view_book.h"

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
    if (job->titles != NULL) {
        ks_view_write_texts(job, "title", job->titles);
        return;
    }
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_view_write_text(job, "title", job->options->languages[i], job->options->instance_file);
    }
}

ks_entity ks_view_entity(const ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_entity entity = instance->entity;
    if (job->index.main != NULL) {
        entity.scheme = job->index.main->scheme;
        entity.identifier = job->index.main->identifier;
    }
    entity.scheme = entity.scheme == NULL ? "-" : entity.scheme;
    entity.identifier = entity.identifier == NULL ? "-" : entity.identifier;
    return entity;
}

static void write_entity(ks_view_job *job)
{
    ks_entity entity = ks_view_entity(job);
    ks_xml_write_start(&job->writer, "entity");
    ks_xml_write_attr(&job->writer, "scheme", entity.scheme);
    ks_xml_write_attr(&job->writer, "identifier", entity.identifier);
    ks_view_write_texts(job, "name", job->names);
    ks_xml_write_end(&job->writer);
}

/* A neighbour of the page, or the contents. */
static void write_link(ks_view_book *book, const char *relation, size_t number)
{
    ks_view_job *job = &book->job;
    const ks_view_statement *first = ks_view_book_first(book, number);
    ks_xml_write_start(&job->writer, "link");
    ks_xml_write_attr(&job->writer, "relation", relation);
    ks_xml_write_attr(&job->writer, "page", first == NULL ? "index" : first->id);
    if (first != NULL) {
        ks_view_write_again(job, first);
        ks_view_write_titles(job, first);
    }
    ks_xml_write_end(&job->writer);
}

static void write_links(ks_view_book *book)
{
    const ks_view_job *job = &book->job;
    write_link(book, "contents", 0);
    if (job->page > 1) {
        write_link(book, "previous", job->page - 1);
    }
    if (job->page < job->number_count) {
        write_link(book, "next", job->page + 1);
    }
}

static void write_heads(ks_view_job *job)
{
    ks_xml_write_declaration(&job->writer, "UTF-8");
    ks_xml_write_start(&job->writer, "view");
    ks_xml_write_attr(&job->writer, "xmlns", KS_NS_VIEW);
    ks_xml_write_attr(&job->writer, "id", job->options->id);
    ks_xml_write_attr(&job->writer, "instance", job->options->instance_file);
    write_languages(job);
    write_title(job);
    write_entity(job);
}

static ks_status finish(ks_view_job *job, ks_status status, ks_str *out)
{
    if (status == KS_OK) {
        ks_xml_write_end(&job->writer);
        status = ks_str_status(out);
    }
    if (status != KS_OK) {
        ks_str_clear(out);
    }
    ks_xml_writer_release(&job->writer);
    return status;
}

static ks_status write_parts(ks_view_job *job, size_t first, size_t end)
{
    ks_status status = KS_OK;
    for (size_t i = first; i < end && status == KS_OK; i++) {
        status = ks_view_write_statement(job, &job->statements.items[i]);
    }
    return status != KS_OK ? status : ks_view_write_details(job);
}

ks_status ks_view_book_write_page(ks_view_book *book, size_t page, ks_str *out)
{
    ks_view_job *job = &book->job;
    const ks_view_statement *first = ks_view_book_first(book, page);
    ks_xml_writer_init(&job->writer, out);
    job->page = page;
    job->page_first = (size_t)(first - job->statements.items);
    job->page_end = job->page_first + 1;
    while (job->page_end < job->statements.count &&
           job->statements.items[job->page_end].number == page) {
        job->page_end++;
    }
    write_heads(job);
    write_links(book);
    return finish(job, write_parts(job, job->page_first, job->page_end), out);
}

ks_status ks_view_book_write_all(ks_view_book *book, ks_str *out)
{
    ks_view_job *job = &book->job;
    ks_xml_writer_init(&job->writer, out);
    job->page = 0;
    write_heads(job);
    return finish(job, write_parts(job, 0, job->statements.count), out);
}

ks_status ks_view_book_write_contents(ks_view_book *book, ks_str *out)
{
    ks_view_job *job = &book->job;
    ks_xml_writer_init(&job->writer, out);
    job->page = 0;
    write_heads(job);
    ks_xml_write_start(&job->writer, "contents");
    for (size_t i = 1; i <= job->number_count; i++) {
        const ks_view_statement *first = ks_view_book_first(book, i);
        ks_xml_write_start(&job->writer, "entry");
        ks_xml_write_attr(&job->writer, "page", first->id);
        ks_view_write_again(job, first);
        ks_view_write_titles(job, first);
        ks_xml_write_end(&job->writer);
    }
    ks_xml_write_end(&job->writer);
    return finish(job, ks_view_write_loose(job), out);
}

ks_status ks_write_view(const ks_instance *instance, const ks_write_view_options *options,
                        ks_str *out)
{
    ks_view_book *book = NULL;
    ks_status status = ks_view_book_new(instance, options, &book);
    if (status == KS_OK) {
        status = ks_view_book_write_all(book, out);
    }
    ks_view_book_free(book);
    return status;
}

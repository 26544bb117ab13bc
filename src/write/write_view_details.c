#include <string.h>

#include "model_type.h"
#include "write_built.h"
#include "write_view_format.h"
#include "write_view_job.h"
#include "write_view_words.h"

static ks_status write_footnote(ks_view_job *job, const ks_footnote *note)
{
    const char *mark = ks_view_mark(job, note);
    if (mark == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&job->writer, "footnote");
    ks_xml_write_attr(&job->writer, "id", note->id);
    ks_xml_write_attr(&job->writer, "mark", mark);
    ks_view_write_texts(job, "text", note->texts);
    ks_xml_write_end(&job->writer);
    return KS_OK;
}

static void write_decimals(ks_view_job *job, const ks_fact *fact)
{
    if (fact->is_nil || fact->decimals == KS_DECIMALS_NONE) {
        return;
    }
    ks_str_clear(&job->text);
    ks_decimals_write(&job->text, fact->decimals);
    ks_write_built_attr(&job->writer, "decimals", &job->text);
}

static void write_documentation(ks_view_job *job, const ks_concept *concept)
{
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        const char *text =
            ks_taxonomy_label(job->instance->taxonomy, concept, KS_ROLE_DOCUMENTATION, lang);
        if (text != NULL) {
            ks_view_write_text(job, "documentation", lang, text);
        }
    }
}

static void write_sources(ks_view_job *job, const ks_fact *fact)
{
    for (const ks_cell_ref *cell = fact->cells; cell != NULL; cell = cell->next) {
        if (cell->place.file == NULL || cell->place.line == 0 || cell->place.column == 0) {
            continue;
        }
        ks_xml_write_start(&job->writer, "source");
        ks_xml_write_attr(&job->writer, "file", cell->place.file);
        ks_view_write_number(job, "line", cell->place.line);
        ks_view_write_number(job, "cell", cell->place.column);
        ks_xml_write_attr(&job->writer, "printed", cell->printed == NULL ? "" : cell->printed);
        ks_xml_write_end(&job->writer);
    }
}

/* A fact that was read stands in a line of its document. */
static void write_line(ks_view_job *job, const ks_fact *fact)
{
    if (fact->cells == NULL && fact->place.line > 0) {
        ks_view_write_number(job, "line", fact->place.line);
    }
}

/* The language of a text; words from a list, whose type leaves no room for one, are none. */
static const char *get_lang(const ks_view_job *job, const ks_fact *fact)
{
    const ks_types *types = job->instance->taxonomy->types;
    const ks_type *type = types != NULL ? ks_types_type(types, fact->concept->type) : NULL;
    const bool has_room = type == NULL || (type->any_attribute != NULL &&
                                           ks_wildcard_allows(type->any_attribute, KS_NS_XML));
    return has_room && fact->lang != NULL && *fact->lang != '\0' ? fact->lang : NULL;
}

static ks_status write_concept(ks_view_job *job, const ks_fact *fact)
{
    ks_xml_write_start(&job->writer, "concept");
    ks_status status = ks_view_write_name(job, "name", fact->concept);
    ks_view_write_labels(job, fact->concept, NULL);
    write_documentation(job, fact->concept);
    ks_xml_write_end(&job->writer);
    return status;
}

static ks_status write_fact(ks_view_job *job, const ks_fact *fact)
{
    const char *id = ks_view_fact_id(job, fact);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&job->writer, "fact");
    ks_xml_write_attr(&job->writer, "id", id);
    if (fact->id != NULL && strcmp(fact->id, id) != 0) {
        ks_xml_write_attr(&job->writer, "filed-id", fact->id);
    }
    ks_status status = ks_view_write_name(job, "concept", fact->concept);
    ks_xml_write_attr(&job->writer, "context", fact->context->id);
    ks_xml_write_attr(&job->writer, "unit", fact->unit == NULL ? NULL : fact->unit->id);
    write_decimals(job, fact);
    bool has_value = !fact->is_nil && !ks_view_is_block(fact);
    ks_xml_write_attr(&job->writer, "value", has_value ? fact->lexical : NULL);
    ks_xml_write_attr(&job->writer, "nil", fact->is_nil ? "true" : NULL);
    ks_xml_write_attr(&job->writer, "lang", get_lang(job, fact));
    write_line(job, fact);
    write_sources(job, fact);
    ks_xml_write_end(&job->writer);
    return status;
}

static size_t *concept_stamp(const ks_view_index *index, const ks_fact *fact)
{
    return &index->concept_stamp[fact->concept->index];
}

static size_t *context_stamp(const ks_view_index *index, const ks_fact *fact)
{
    return &index->context_stamp[fact->context->index];
}

static size_t *unit_stamp(const ks_view_index *index, const ks_fact *fact)
{
    return fact->unit == NULL ? NULL : &index->unit_stamp[fact->unit->index];
}

static size_t *fact_stamp(const ks_view_index *index, const ks_fact *fact)
{
    return &index->fact_stamp[fact->index];
}

/* What is told of facts, in the order of the view: each thing once, for the first fact that is of
 * it. */
static const struct {
    const char *name;
    size_t *(*stamp)(const ks_view_index *index, const ks_fact *fact); /* NULL: there is none */
    ks_status (*write)(ks_view_job *job, const ks_fact *fact);
} LISTS[] = {
    {"concepts", concept_stamp, write_concept},
    {"contexts", context_stamp, ks_view_write_context},
    {"units", unit_stamp, ks_view_write_unit},
    {"facts", fact_stamp, write_fact},
};

enum { LIST_COUNT = sizeof LISTS / sizeof *LISTS };

static ks_status write_once(ks_view_job *job, const ks_view_statement *statement,
                            const ks_view_row *row, const ks_fact *fact)
{
    size_t *stamp = LISTS[job->list].stamp(&job->index, fact);
    (void)statement;
    (void)row;
    if (stamp == NULL || *stamp == job->index.stamp) {
        return KS_OK;
    }
    *stamp = job->index.stamp;
    return LISTS[job->list].write(job, fact);
}

/* Every fact that a cell of the page shows, or of all statements. */
static ks_status write_shown(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t i = job->page_first; job->page > 0 && i < job->page_end && status == KS_OK; i++) {
        status = ks_view_each_fact(job, &job->statements.items[i], write_once);
    }
    for (size_t i = 0; job->page == 0 && i < instance->facts.count && status == KS_OK; i++) {
        if (job->index.shown[i] > 0) {
            status = write_once(job, NULL, NULL, instance->facts.items[i]);
        }
    }
    return status;
}

static ks_status write_lists(ks_view_job *job)
{
    ks_status status = KS_OK;
    (void)ks_view_next_stamp(&job->index);
    for (job->list = 0; job->list < LIST_COUNT && status == KS_OK; job->list++) {
        ks_xml_write_start(&job->writer, LISTS[job->list].name);
        status = write_shown(job);
        ks_xml_write_end(&job->writer);
    }
    return status;
}

ks_status ks_view_write_loose(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    size_t stamp = ks_view_next_stamp(&job->index);
    for (size_t i = 0; i < job->statements.count; i++) {
        const ks_view_marks *notes = &job->statements.items[i].notes;
        for (size_t n = 0; n < notes->count; n++) {
            job->index.note_stamp[notes->items[n]->index] = stamp;
        }
    }
    ks_xml_write_start(&job->writer, "footnotes");
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        if (job->index.note_stamp[i] != stamp) {
            status = write_footnote(job, instance->footnotes.items[i]);
        }
    }
    ks_xml_write_end(&job->writer);
    ks_xml_write_start(&job->writer, "facts");
    ks_xml_write_end(&job->writer);
    return status;
}

static ks_status write_page_notes(ks_view_job *job, const ks_view_statement *statement)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < statement->notes.count && status == KS_OK; i++) {
        size_t *stamp = &job->index.note_stamp[statement->notes.items[i]->index];
        if (*stamp != job->index.stamp) {
            *stamp = job->index.stamp;
            status = write_footnote(job, statement->notes.items[i]);
        }
    }
    return status;
}

ks_status ks_view_write_details(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    (void)ks_view_next_stamp(&job->index);
    ks_xml_write_start(&job->writer, "footnotes");
    for (size_t i = job->page_first; job->page > 0 && i < job->page_end && status == KS_OK; i++) {
        status = write_page_notes(job, &job->statements.items[i]);
    }
    for (size_t i = 0; job->page == 0 && i < instance->footnotes.count && status == KS_OK; i++) {
        status = write_footnote(job, instance->footnotes.items[i]);
    }
    ks_xml_write_end(&job->writer);
    return status == KS_OK ? write_lists(job) : status;
}

#include "write_built.h"
#include "write_instance.h"
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
    if (fact->decimals == KS_DECIMALS_INF) {
        ks_str_add(&job->text, "INF");
    } else {
        ks_str_add_i64(&job->text, fact->decimals);
    }
    ks_write_built_attr(&job->writer, "decimals", &job->text);
}

static void write_ranges(ks_view_job *job, const ks_context *context)
{
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        ks_str_clear(&job->text);
        ks_words_range(&job->text, lang, context->period, context->start, context->end);
        ks_view_write_built(job, "period", lang);
    }
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

static ks_status write_fact(ks_view_job *job, const ks_fact *fact)
{
    const char *id = ks_write_fact_id(&job->index.arena, fact);
    const char *concept =
        ks_prefixes_name(&job->index.prefixes, &job->index.arena, fact->concept->name);
    if (id == NULL || concept == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&job->writer, "fact");
    ks_xml_write_attr(&job->writer, "id", id);
    ks_xml_write_attr(&job->writer, "concept", concept);
    ks_xml_write_attr(&job->writer, "context", fact->context->id);
    ks_xml_write_attr(&job->writer, "unit", fact->unit == NULL ? NULL : fact->unit->id);
    write_decimals(job, fact);
    ks_xml_write_attr(&job->writer, "value", fact->is_nil ? NULL : fact->lexical);
    ks_xml_write_attr(&job->writer, "nil", fact->is_nil ? "true" : NULL);
    ks_view_write_labels(job, fact->concept, NULL);
    write_ranges(job, fact->context);
    write_documentation(job, fact->concept);
    write_sources(job, fact);
    ks_xml_write_end(&job->writer);
    return KS_OK;
}

ks_status ks_view_write_details(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    ks_xml_write_start(&job->writer, "footnotes");
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        status = write_footnote(job, instance->footnotes.items[i]);
    }
    ks_xml_write_end(&job->writer);
    ks_xml_write_start(&job->writer, "facts");
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (job->index.shown[i] > 0) {
            status = write_fact(job, instance->facts.items[i]);
        }
    }
    ks_xml_write_end(&job->writer);
    return status;
}

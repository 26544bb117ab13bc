#include "write_inline.h"

#include "write_built.h"
#include "write_instance_job.h"

/* 10.1: the content of ix:nonFraction has no sign; that stands in an attribute. */
static void write_number(ks_instance_job *job, const ks_fact *fact)
{
    const char *digits = fact->lexical;
    const bool is_negative = *digits == '-';
    if (is_negative || *digits == '+') {
        digits++;
    }
    ks_instance_job_decimals(job, fact);
    ks_xml_write_attr(job->writer, "sign", is_negative ? "-" : NULL);
    ks_xml_write_text(job->writer, digits);
}

static ks_status write_fact(ks_instance_job *job, const ks_fact *fact)
{
    const char *name = ks_instance_job_name(job, fact->concept);
    const char *key = ks_write_fact_id(&job->arena, fact);
    if (name == NULL || key == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(job->writer, fact->unit != NULL ? "ix:nonFraction" : "ix:nonNumeric");
    ks_xml_write_attr(job->writer, "id", job->needs_id[fact->index] ? key : fact->id);
    ks_xml_write_attr(job->writer, "key", key);
    ks_xml_write_attr(job->writer, "name", name);
    ks_xml_write_attr(job->writer, "contextRef", fact->context->id);
    ks_xml_write_attr(job->writer, "unitRef", fact->unit == NULL ? NULL : fact->unit->id);
    ks_xml_write_attr(job->writer, "xml:lang", fact->lang);
    ks_xml_write_attr(job->writer, "xsi:nil", fact->is_nil ? "true" : NULL);
    if (!fact->is_nil && fact->unit != NULL) {
        write_number(job, fact);
    } else if (!fact->is_nil) {
        ks_xml_write_text(job->writer, fact->lexical);
    }
    ks_xml_write_end(job->writer);
    return KS_OK;
}

static const char *name_note(ks_instance_job *job, const ks_footnote *note,
                             const ks_lang_text *text)
{
    return ks_arena_format(&job->arena, "note_%s_%s", note->id, text->lang);
}

static ks_status write_note(ks_instance_job *job, const ks_footnote *note)
{
    for (const ks_lang_text *text = note->texts; text != NULL; text = text->next) {
        const char *id = name_note(job, note, text);
        if (id == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_start(job->writer, "ix:footnote");
        ks_xml_write_attr(job->writer, "id", id);
        ks_xml_write_attr(job->writer, "key", note->id);
        ks_xml_write_attr(job->writer, "footnoteRole", note->role);
        ks_xml_write_attr(job->writer, "title", note->mark);
        ks_xml_write_attr(job->writer, "xml:lang", text->lang);
        ks_xml_write_text(job->writer, text->text);
        ks_xml_write_end(job->writer);
    }
    return KS_OK;
}

static ks_status write_hidden(ks_instance_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    ks_xml_write_start(job->writer, "ix:hidden");
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = write_fact(job, instance->facts.items[i]);
    }
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        status = write_note(job, instance->footnotes.items[i]);
    }
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_fact_refs(ks_instance_job *job, const ks_footnote *note)
{
    ks_str_clear(&job->text);
    for (size_t i = 0; i < note->facts.count; i++) {
        const char *id = ks_write_fact_id(&job->arena, note->facts.items[i]);
        if (id == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_str_addf(&job->text, "%s%s", i > 0 ? " " : "", id);
    }
    ks_write_built_attr(job->writer, "fromRefs", &job->text);
    return KS_OK;
}

static ks_status write_note_refs(ks_instance_job *job, const ks_footnote *note)
{
    ks_str_clear(&job->text);
    for (const ks_lang_text *text = note->texts; text != NULL; text = text->next) {
        const char *id = name_note(job, note, text);
        if (id == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_str_addf(&job->text, "%s%s", text != note->texts ? " " : "", id);
    }
    ks_write_built_attr(job->writer, "toRefs", &job->text);
    return KS_OK;
}

/* Its arcrole and link role are those that the instance has, and the standard's defaults. */
static ks_status write_relationship(ks_instance_job *job, const ks_footnote *note)
{
    ks_xml_write_start(job->writer, "ix:relationship");
    ks_status status = write_fact_refs(job, note);
    if (status == KS_OK) {
        status = write_note_refs(job, note);
    }
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_resources(ks_instance_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    ks_xml_write_start(job->writer, "ix:resources");
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        const ks_footnote *note = instance->footnotes.items[i];
        if (note->texts != NULL && note->facts.count > 0) {
            status = write_relationship(job, note);
        }
    }
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        status = ks_instance_job_context(job, instance->contexts.items[i]);
    }
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        status = ks_instance_job_unit(job, instance->units.items[i]);
    }
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_header(ks_instance_job *job)
{
    ks_xml_write_start(job->writer, "ix:header");
    ks_status status = ks_prefixes_write(&job->prefixes, job->writer);
    if (status == KS_OK) {
        status = write_hidden(job);
    }
    ks_xml_write_start(job->writer, "ix:references");
    ks_instance_job_link_ref(job, "link:schemaRef", job->instance->schema_ref);
    ks_xml_write_end(job->writer);
    if (status == KS_OK) {
        status = write_resources(job);
    }
    ks_xml_write_end(job->writer);
    return status;
}

/* Ours come first: they are written as they are here, and by the renderer. */
static ks_status add_prefixes(ks_instance_job *job, const ks_write_instance_options *options)
{
    ks_status status = ks_prefixes_add(&job->prefixes, "ix", KS_NS_IX);
    if (status == KS_OK) {
        status = ks_prefixes_add(&job->prefixes, "ixt", KS_NS_IXT);
    }
    return status == KS_OK ? ks_instance_job_prefixes(job, options) : status;
}

ks_status ks_write_inline_header(const ks_instance *instance,
                                 const ks_write_instance_options *options, ks_str *out)
{
    ks_xml_writer writer;
    ks_instance_job job;
    ks_xml_writer_init(&writer, out);
    ks_status status = ks_instance_job_init(&job, instance, &writer);
    if (status == KS_OK) {
        status = add_prefixes(&job, options);
    }
    if (status == KS_OK) {
        status = write_header(&job);
    }
    if (status == KS_OK) {
        status = ks_str_status(out);
    }
    if (status != KS_OK) {
        ks_str_clear(out);
    }
    ks_xml_writer_release(&writer);
    ks_instance_job_release(&job);
    return status;
}

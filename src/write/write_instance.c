#include "write_instance.h"

#include <string.h>

#include "base_alloc.h"
#include "write_built.h"
#include "write_prefix.h"
#include "xml_write.h"

typedef struct instance_job {
    const ks_instance *instance;
    ks_xml_writer *writer;
    ks_prefixes prefixes;
    ks_arena arena;
    ks_str text;        /* of a date or a number */
    const char **names; /* of elements, by index of the concept, made when first needed */
    bool *needs_id;     /* by index of the fact: a footnote refers to it */
} instance_job;

const char *ks_write_fact_id(ks_arena *arena, const ks_fact *fact)
{
    return fact->id != NULL ? fact->id : ks_arena_format(arena, "_fact%zu", fact->index + 1);
}

static void release_job(instance_job *job)
{
    ks_prefixes_release(&job->prefixes);
    ks_arena_release(&job->arena);
    ks_str_release(&job->text);
}

static ks_status init_job(instance_job *job, const ks_instance *instance, ks_xml_writer *writer)
{
    memset(job, 0, sizeof *job);
    job->instance = instance;
    job->writer = writer;
    ks_prefixes_init(&job->prefixes);
    ks_arena_init(&job->arena);
    ks_str_init(&job->text);
    size_t concepts = instance->taxonomy->concepts.count;
    job->names = ks_arena_zero(&job->arena, concepts + 1, sizeof *job->names);
    job->needs_id = ks_arena_zero(&job->arena, instance->facts.count + 1, sizeof *job->needs_id);
    if (job->names == NULL || job->needs_id == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < instance->footnotes.count; i++) {
        const ks_footnote *footnote = instance->footnotes.items[i];
        for (size_t f = 0; f < footnote->facts.count; f++) {
            job->needs_id[footnote->facts.items[f]->index] = true;
        }
    }
    return KS_OK;
}

static ks_status add_measure_prefixes(ks_prefixes *prefixes, const ks_qname **measures,
                                      size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = ks_prefixes_add(prefixes, NULL, measures[i]->ns);
    }
    return status;
}

static ks_status add_dimension_prefixes(ks_prefixes *prefixes, const ks_context *context)
{
    ks_status status = KS_OK;
    if (context->dimension_count > 0) {
        status = ks_prefixes_add(prefixes, "xbrldi", KS_NS_XBRLDI);
    }
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        const ks_qname *other = dimension->member != NULL ? dimension->member : dimension->domain;
        status = ks_prefixes_add(prefixes, NULL, dimension->dimension->ns);
        if (status == KS_OK) {
            status = ks_prefixes_add(prefixes, NULL, other->ns);
        }
    }
    return status;
}

/* The usual namespaces first, so that nothing else takes their prefixes. */
static ks_status add_prefixes(instance_job *job, const ks_write_instance_options *options)
{
    static const char *const USUAL[] = {KS_NS_XBRLI, KS_NS_LINK, KS_NS_XLINK, KS_NS_XSI};
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof USUAL / sizeof *USUAL && status == KS_OK; i++) {
        status = ks_prefixes_add(&job->prefixes, NULL, USUAL[i]);
    }
    if (options->ns != NULL && status == KS_OK) {
        status = ks_prefixes_add(&job->prefixes, options->prefix, options->ns);
    }
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        const ks_unit *unit = instance->units.items[i];
        status = add_measure_prefixes(&job->prefixes, unit->numerators, unit->numerator_count);
        if (status == KS_OK) {
            status =
                add_measure_prefixes(&job->prefixes, unit->denominators, unit->denominator_count);
        }
    }
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        status = add_dimension_prefixes(&job->prefixes, instance->contexts.items[i]);
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = ks_prefixes_add_concept(&job->prefixes, instance->facts.items[i]->concept);
    }
    return status;
}

static void write_link_ref(const instance_job *job, const char *element, const char *href)
{
    ks_xml_write_start(job->writer, element);
    ks_xml_write_attr(job->writer, "xlink:type", "simple");
    ks_xml_write_attr(job->writer, "xlink:href", href);
    ks_xml_write_end(job->writer);
}

static void write_day(instance_job *job, const char *element, int64_t day)
{
    ks_str_clear(&job->text);
    ks_day_write(&job->text, day);
    ks_xml_write_start(job->writer, element);
    ks_write_built_text(job->writer, &job->text);
    ks_xml_write_end(job->writer);
}

static void write_period(instance_job *job, const ks_context *context)
{
    ks_xml_write_start(job->writer, "xbrli:period");
    if (context->period == KS_PERIOD_INSTANT) {
        write_day(job, "xbrli:instant", context->end);
    } else if (context->period == KS_PERIOD_DURATION) {
        write_day(job, "xbrli:startDate", context->start);
        write_day(job, "xbrli:endDate", context->end);
    } else {
        ks_xml_write_start(job->writer, "xbrli:forever");
        ks_xml_write_end(job->writer);
    }
    ks_xml_write_end(job->writer);
}

/* Dimensions 1.0 3.1.4: a member by name, a value in the element of its domain. */
static ks_status write_dimension(instance_job *job, const ks_dimension *dimension)
{
    const ks_qname *other = dimension->member != NULL ? dimension->member : dimension->domain;
    const char *axis = ks_prefixes_name(&job->prefixes, &job->arena, dimension->dimension);
    const char *name = ks_prefixes_name(&job->prefixes, &job->arena, other);
    if (axis == NULL || name == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(job->writer,
                       dimension->member != NULL ? "xbrldi:explicitMember" : "xbrldi:typedMember");
    ks_xml_write_attr(job->writer, "dimension", axis);
    if (dimension->member != NULL) {
        ks_xml_write_text(job->writer, name);
    } else {
        ks_xml_write_element(job->writer, name, dimension->text);
    }
    ks_xml_write_end(job->writer);
    return KS_OK;
}

/* Those in the segment or those in the scenario, in `element`; nothing where there are none. */
static ks_status write_dimensions(instance_job *job, const ks_context *context, bool is_scenario,
                                  const char *element)
{
    ks_status status = KS_OK;
    bool is_open = false;
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        if (context->dimensions[i].is_scenario != is_scenario) {
            continue;
        }
        if (!is_open) {
            ks_xml_write_start(job->writer, element);
            is_open = true;
        }
        status = write_dimension(job, &context->dimensions[i]);
    }
    if (is_open) {
        ks_xml_write_end(job->writer);
    }
    return status;
}

static ks_status write_context(instance_job *job, const ks_context *context)
{
    ks_xml_write_start(job->writer, "xbrli:context");
    ks_xml_write_attr(job->writer, "id", context->id);
    ks_xml_write_start(job->writer, "xbrli:entity");
    ks_xml_write_start(job->writer, "xbrli:identifier");
    ks_xml_write_attr(job->writer, "scheme", context->scheme);
    ks_xml_write_text(job->writer, context->identifier);
    ks_xml_write_end(job->writer);
    ks_status status = write_dimensions(job, context, false, "xbrli:segment");
    ks_xml_write_end(job->writer);
    write_period(job, context);
    if (status == KS_OK) {
        status = write_dimensions(job, context, true, "xbrli:scenario");
    }
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_measures(instance_job *job, const ks_qname **measures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = ks_prefixes_name(&job->prefixes, &job->arena, measures[i]);
        if (name == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_element(job->writer, "xbrli:measure", name);
    }
    return KS_OK;
}

static ks_status write_divide(instance_job *job, const ks_unit *unit)
{
    ks_xml_write_start(job->writer, "xbrli:divide");
    ks_xml_write_start(job->writer, "xbrli:unitNumerator");
    ks_status status = write_measures(job, unit->numerators, unit->numerator_count);
    ks_xml_write_end(job->writer);
    ks_xml_write_start(job->writer, "xbrli:unitDenominator");
    if (status == KS_OK) {
        status = write_measures(job, unit->denominators, unit->denominator_count);
    }
    ks_xml_write_end(job->writer);
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_unit(instance_job *job, const ks_unit *unit)
{
    ks_xml_write_start(job->writer, "xbrli:unit");
    ks_xml_write_attr(job->writer, "id", unit->id);
    ks_status status = unit->denominator_count > 0
                           ? write_divide(job, unit)
                           : write_measures(job, unit->numerators, unit->numerator_count);
    ks_xml_write_end(job->writer);
    return status;
}

/* XBRL 2.1 4.6.3: a nil fact has no decimals. */
static void write_decimals(instance_job *job, const ks_fact *fact)
{
    if (fact->is_nil || fact->decimals == KS_DECIMALS_NONE) {
        return;
    }
    ks_str_clear(&job->text);
    ks_decimals_write(&job->text, fact->decimals);
    ks_write_built_attr(job->writer, "decimals", &job->text);
}

static ks_status write_fact(instance_job *job, const ks_fact *fact)
{
    const char **name = &job->names[fact->concept->index];
    if (*name == NULL) {
        *name = ks_prefixes_name(&job->prefixes, &job->arena, fact->concept->name);
    }
    const char *id = job->needs_id[fact->index] ? ks_write_fact_id(&job->arena, fact) : fact->id;
    if (*name == NULL || (id == NULL && job->needs_id[fact->index])) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(job->writer, *name);
    ks_xml_write_attr(job->writer, "id", id);
    ks_xml_write_attr(job->writer, "contextRef", fact->context->id);
    ks_xml_write_attr(job->writer, "unitRef", fact->unit == NULL ? NULL : fact->unit->id);
    write_decimals(job, fact);
    ks_xml_write_attr(job->writer, "xml:lang", fact->lang);
    ks_xml_write_attr(job->writer, "xsi:nil", fact->is_nil ? "true" : NULL);
    if (!fact->is_nil) {
        ks_xml_write_text(job->writer, fact->lexical);
    }
    ks_xml_write_end(job->writer);
    return KS_OK;
}

/* A locator's label is the fact's id; a footnote's differs from it by how it begins. */
static ks_status write_fact_locator(instance_job *job, const ks_fact *fact)
{
    const char *id = ks_write_fact_id(&job->arena, fact);
    const char *href = id == NULL ? NULL : ks_arena_format(&job->arena, "#%s", id);
    const char *label = id == NULL ? NULL : ks_arena_format(&job->arena, "fact_%s", id);
    if (href == NULL || label == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(job->writer, "link:loc");
    ks_xml_write_attr(job->writer, "xlink:type", "locator");
    ks_xml_write_attr(job->writer, "xlink:href", href);
    ks_xml_write_attr(job->writer, "xlink:label", label);
    ks_xml_write_end(job->writer);
    return KS_OK;
}

static void write_footnote_text(const instance_job *job, const ks_footnote *footnote,
                                const char *label, const ks_lang_text *text)
{
    ks_xml_write_start(job->writer, "link:footnote");
    ks_xml_write_attr(job->writer, "xlink:type", "resource");
    ks_xml_write_attr(job->writer, "xlink:label", label);
    ks_xml_write_attr(job->writer, "xlink:role",
                      footnote->role == NULL ? KS_ROLE_FOOTNOTE : footnote->role);
    ks_xml_write_attr(job->writer, "xlink:title", footnote->mark);
    ks_xml_write_attr(job->writer, "xml:lang", text->lang);
    ks_xml_write_text(job->writer, text->text);
    ks_xml_write_end(job->writer);
}

static ks_status write_footnote(instance_job *job, const ks_footnote *footnote)
{
    const char *label = ks_arena_format(&job->arena, "note_%s", footnote->id);
    if (label == NULL) {
        return KS_ERR_MEMORY;
    }
    for (const ks_lang_text *text = footnote->texts; text != NULL; text = text->next) {
        write_footnote_text(job, footnote, label, text);
    }
    for (size_t i = 0; i < footnote->facts.count; i++) {
        const char *id = ks_write_fact_id(&job->arena, footnote->facts.items[i]);
        const char *from = id == NULL ? NULL : ks_arena_format(&job->arena, "fact_%s", id);
        if (from == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_start(job->writer, "link:footnoteArc");
        ks_xml_write_attr(job->writer, "xlink:type", "arc");
        ks_xml_write_attr(job->writer, "xlink:arcrole", KS_ARCROLE_FACT_FOOTNOTE);
        ks_xml_write_attr(job->writer, "xlink:from", from);
        ks_xml_write_attr(job->writer, "xlink:to", label);
        ks_xml_write_end(job->writer);
    }
    return KS_OK;
}

/* A footnote with facts and no text is left out: an arc needs both ends. */
static ks_status write_footnotes(instance_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    if (instance->footnotes.count == 0) {
        return KS_OK;
    }
    ks_xml_write_start(job->writer, "link:footnoteLink");
    ks_xml_write_attr(job->writer, "xlink:type", "extended");
    ks_xml_write_attr(job->writer, "xlink:role", KS_ROLE_LINK);
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (job->needs_id[i]) {
            status = write_fact_locator(job, instance->facts.items[i]);
        }
    }
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        if (instance->footnotes.items[i]->texts != NULL) {
            status = write_footnote(job, instance->footnotes.items[i]);
        }
    }
    ks_xml_write_end(job->writer);
    return status;
}

static ks_status write_root(instance_job *job, const ks_write_instance_options *options)
{
    const ks_instance *instance = job->instance;
    ks_xml_write_declaration(job->writer, options->encoding);
    ks_xml_write_start(job->writer, "xbrli:xbrl");
    ks_status status = ks_prefixes_write(&job->prefixes, job->writer);
    write_link_ref(job, "link:schemaRef", instance->schema_ref);
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        status = write_context(job, instance->contexts.items[i]);
    }
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        status = write_unit(job, instance->units.items[i]);
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = write_fact(job, instance->facts.items[i]);
    }
    if (status == KS_OK) {
        status = write_footnotes(job);
    }
    ks_xml_write_end(job->writer);
    return status;
}

ks_status ks_write_instance(const ks_instance *instance, const ks_write_instance_options *options,
                            ks_str *out)
{
    ks_xml_writer writer;
    instance_job job;
    ks_xml_writer_init(&writer, out);
    ks_status status = init_job(&job, instance, &writer);
    if (status == KS_OK) {
        status = add_prefixes(&job, options);
    }
    if (status == KS_OK) {
        status = write_root(&job, options);
    }
    if (status == KS_OK) {
        status = ks_str_status(out);
    }
    if (status != KS_OK) {
        ks_str_clear(out);
    }
    ks_xml_writer_release(&writer);
    release_job(&job);
    return status;
}

#include "xml_validator.h"

#include "xml_error.h"

/* One mistake is told once: an element that must not be nil is called invalid a second time, for
 * being empty, and one of an unknown xsi:type for the type that it is declared with. */
static bool is_echo(const ks_xml_validator *validator, ks_xml_error_ptr error)
{
    static const struct {
        int code;
        int before;
    } ECHOES[] = {
        {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, XML_SCHEMAV_CVC_ELT_3_1},
        {XML_SCHEMAV_CVC_TYPE_2, XML_SCHEMAV_CVC_ELT_4_1},
        {XML_SCHEMAV_CVC_TYPE_2, XML_SCHEMAV_CVC_ELT_4_2},
        {XML_SCHEMAV_CVC_TYPE_2, XML_SCHEMAV_CVC_ELT_4_3},
    };
    if (validator->last_line != validator->place->line ||
        validator->last_column != validator->place->column) {
        return false;
    }
    for (size_t i = 0; i < sizeof ECHOES / sizeof *ECHOES; i++) {
        if (ECHOES[i].code == error->code && ECHOES[i].before == validator->last_code) {
            return true;
        }
    }
    return false;
}

/* The attribute that an unknown one may stand for, or NULL; kept for what follows. */
static const char *find_meant(ks_xml_validator *validator, ks_xml_error_ptr error)
{
    ks_sv element;
    ks_sv name;
    if (!ks_xml_error_is_attribute(error, KS_F_XML_UNKNOWN_ATTRIBUTE, &element, &name)) {
        return NULL;
    }
    const char *meant = ks_xml_attributes_nearest(&validator->schema->attributes, element, name);
    const char **slot = meant == NULL ? NULL : ks_vec_add(&validator->meant);
    if (slot != NULL) {
        *slot = meant;
    }
    validator->is_failed |= meant != NULL && slot == NULL;
    return meant;
}

/* A misspelt attribute is told once, and not a second time as one that is missing: the validator
 * tells those that are unknown first. */
static bool is_meant(const ks_xml_validator *validator, ks_xml_error_ptr error)
{
    ks_sv element;
    ks_sv name;
    if (!ks_xml_error_is_attribute(error, KS_F_XML_MISSING_ATTRIBUTE, &element, &name)) {
        return false;
    }
    for (size_t i = 0; i < validator->meant.count; i++) {
        if (ks_sv_is(name, validator->meant.items[i])) {
            return true;
        }
    }
    return false;
}

static void take_record(void *user, ks_xml_error_ptr error)
{
    ks_xml_validator *validator = user;

    if (error->code == XML_ERR_NO_MEMORY) {
        validator->is_failed = true;
    }
    if (!validator->is_active || error->level < XML_ERR_ERROR || error->domain == XML_FROM_PARSER ||
        ks_xml_error_is_long_decimal(error) || is_echo(validator, error) ||
        is_meant(validator, error)) {
        return;
    }
    if (validator->record_count == KS_XML_RECORD_LIMIT) {
        KS_REPORT(validator->sink, KS_F_XML_MORE, *validator->place, "1000");
        validator->is_active = false;
        return;
    }
    validator->record_count++;
    validator->last_code = error->code;
    validator->last_line = validator->place->line;
    validator->last_column = validator->place->column;
    ks_xml_report_invalid(validator->sink, *validator->place, error, validator->schema->suggest,
                          validator->schema->suggest_user, find_meant(validator, error));
}

ks_status ks_xml_validator_init(ks_xml_validator *validator, ks_xml_schema *schema,
                                const ks_place *place, ks_sink *sink)
{
    *validator = (ks_xml_validator){.schema = schema, .place = place, .sink = sink};
    if (schema == NULL) {
        return KS_OK;
    }
    validator->context = xmlSchemaNewValidCtxt(schema->compiled);
    if (validator->context == NULL) {
        return KS_ERR_MEMORY;
    }
    xmlSchemaSetValidStructuredErrors(validator->context, take_record, validator);
    validator->inner.initialized = XML_SAX2_MAGIC;
    validator->events = &validator->inner;
    validator->plug =
        xmlSchemaSAXPlug(validator->context, &validator->events, &validator->events_user);
    if (validator->plug == NULL) {
        ks_xml_validator_release(validator);
        return KS_ERR_MEMORY;
    }
    validator->is_active = true;
    return KS_OK;
}

ks_status ks_xml_validator_start(ks_xml_validator *validator, const ks_xml_start *start)
{
    if (!validator->is_active) {
        return KS_OK;
    }
    ks_xml_open *open = ks_vec_add(&validator->open);
    if (open == NULL) {
        return KS_ERR_MEMORY;
    }
    *open = start->name;
    validator->meant.count = 0;
    validator->events->startElementNs(
        validator->events_user, open->local, open->prefix, open->ns, start->namespace_count,
        start->namespaces, start->attribute_count, start->default_count, start->attributes);
    return KS_OK;
}

static void end_last(ks_xml_validator *validator)
{
    const ks_xml_open open = validator->open.items[--validator->open.count];
    validator->events->endElementNs(validator->events_user, open.local, open.prefix, open.ns);
}

void ks_xml_validator_end(ks_xml_validator *validator)
{
    if (validator->is_active) {
        end_last(validator);
    }
}

void ks_xml_validator_release(ks_xml_validator *validator)
{
    validator->is_active = false;
    if (validator->plug != NULL) {
        while (validator->open.count > 0) {
            end_last(validator);
        }
        xmlSchemaSAXUnplug(validator->plug);
    }
    if (validator->context != NULL) {
        xmlSchemaFreeValidCtxt(validator->context);
    }
    ks_vec_release(&validator->open);
    ks_vec_release(&validator->meant);
    validator->plug = NULL;
    validator->context = NULL;
}

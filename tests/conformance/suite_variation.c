#include <string.h>
#include <unistd.h>

#include "suite_reader.h"

#define NS_XLINK "http://www.w3.org/1999/xlink"

static const char *attr_or(const ks_xml_element *element, const char *name, const char *otherwise)
{
    const char *value = ks_xml_get(element, name);
    return value != NULL ? value : otherwise;
}

/* xs:boolean */
static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static ks_status add_path(conf_reader *reader, const ks_xml_element *element, bool is_package)
{
    conf_variation *variation = reader->variation;
    const char *href = ks_xml_get_ns(element, NS_XLINK, "href");
    const char *name = href != NULL ? href : conf_text(reader, element);
    const char *path = name == NULL ? NULL : conf_path(reader, "", name);
    const char **slot = is_package ? ks_vec_add(&variation->packages) : NULL;
    if (is_true(ks_xml_get(element, "readMeFirst")) && !is_package) {
        slot = ks_vec_add(&variation->entries);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    if (path == NULL || (is_package && slot == NULL)) {
        return KS_ERR_MEMORY;
    }
    if (slot != NULL) {
        *slot = path;
    }
    if (variation->schema == NULL &&
        (strcmp(element->name->local, "xsd") == 0 || strcmp(element->name->local, "schema") == 0)) {
        variation->schema = path;
    }
    return KS_OK;
}

/* A file that is not read first is found by discovery, or, where the variation means to test that,
 * is not; validatorExclude and schemavalid speak to who checks the suite. */
static ks_status read_file(conf_reader *reader, const ks_xml_element *element)
{
    return add_path(reader, element, false);
}

static ks_status read_package(conf_reader *reader, const ks_xml_element *element)
{
    return add_path(reader, element, true);
}

static ks_status add_code(conf_reader *reader, const char *text, bool is_warning)
{
    conf_code *code = ks_vec_add(&reader->variation->codes);
    if (code == NULL || text == NULL) {
        return KS_ERR_MEMORY;
    }
    *code = (conf_code){text, is_warning};
    return KS_OK;
}

static ks_status read_error(conf_reader *reader, const ks_xml_element *element)
{
    return add_code(reader, conf_text(reader, element), false);
}

static ks_status read_warning(conf_reader *reader, const ks_xml_element *element)
{
    return add_code(reader, conf_text(reader, element), true);
}

static ks_status read_assert(conf_reader *reader, const ks_xml_element *element)
{
    const char *severity = attr_or(element, "severity", "err");
    return add_code(reader, attr_or(element, "name", ""), strcmp(severity, "wrn") == 0);
}

static ks_status set_output(conf_reader *reader, const char *folder, const char *name)
{
    reader->variation->output = name == NULL ? NULL : conf_path(reader, folder, name);
    return reader->variation->output == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status read_output_file(conf_reader *reader, const ks_xml_element *element)
{
    return set_output(reader, attr_or(reader->testcase, "outpath", ""), conf_text(reader, element));
}

static ks_status read_output_instance(conf_reader *reader, const ks_xml_element *element)
{
    return set_output(reader, "", conf_text(reader, element));
}

static ks_status read_data(conf_reader *reader, const ks_xml_element *element);
static ks_status read_result(conf_reader *reader, const ks_xml_element *element);
static ks_status read_transform_variation(conf_reader *reader, const ks_xml_element *element);

static const conf_rule RULES[] = {
    {CONF_IN_VARIATION, "data", read_data},
    {CONF_IN_VARIATION, "inputs", read_data},
    {CONF_IN_VARIATION, "result", read_result},
    {CONF_IN_VARIATION, "outputs", read_result},
    {CONF_IN_VARIATION, "owners", NULL},
    {CONF_IN_VARIATION, "number", NULL},
    {CONF_IN_VARIATION, "name", NULL},
    {CONF_IN_VARIATION, "description", NULL},
    {CONF_IN_VARIATION, "documentation", NULL},
    {CONF_IN_VARIATION, "reference", NULL},
    {CONF_IN_DATA, "instance", read_file},
    {CONF_IN_DATA, "xsd", read_file},
    {CONF_IN_DATA, "schema", read_file},
    {CONF_IN_DATA, "linkbase", read_file},
    {CONF_IN_DATA, "taxonomyPackage", read_package},
    {CONF_IN_DATA, "image", NULL},
    {CONF_IN_DATA, "parameter", NULL},
    {CONF_IN_RESULT, "error", read_error},
    {CONF_IN_RESULT, "inconsistency", read_error},
    {CONF_IN_RESULT, "warning", read_warning},
    {CONF_IN_RESULT, "assert", read_assert},
    {CONF_IN_RESULT, "file", read_output_file},
    {CONF_IN_RESULT, "instance", read_output_instance},
    {CONF_IN_TRANSFORM, "variation", read_transform_variation},
    {.name = NULL},
};

static ks_status read_data(conf_reader *reader, const ks_xml_element *element)
{
    bool is_known = true;
    ks_status status = conf_read_children(reader, element, RULES, CONF_IN_DATA, &is_known);
    if (!is_known) {
        reader->variation->trouble = "its data holds an element that is not known";
    }
    return status;
}

/* Where `expected` is missing, errors are what makes a result invalid (so the schemas of the suites
 * say). */
static void settle_expectation(conf_variation *variation, const char *expected)
{
    if (expected == NULL) {
        for (size_t i = 0; i < variation->codes.count; i++) {
            variation->is_invalid |= !variation->codes.items[i].is_warning;
        }
        return;
    }
    variation->is_invalid = strcmp(expected, "invalid") == 0;
    if (!variation->is_invalid && strcmp(expected, "valid") != 0) {
        variation->trouble = "it expects neither \"valid\" nor \"invalid\"";
    }
}

static ks_status read_result(conf_reader *reader, const ks_xml_element *element)
{
    bool is_known = true;
    const char *text = conf_text(reader, element);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = conf_read_children(reader, element, RULES, CONF_IN_RESULT, &is_known);
    if (!is_known) {
        reader->variation->trouble = "its result holds an element that is not known";
    }
    settle_expectation(reader->variation, ks_xml_get(element, "expected"));
    /* XBRL 2.1 names the output in the text of the result itself. */
    if (status == KS_OK && *text != '\0') {
        status = set_output(reader, attr_or(reader->testcase, "outpath", ""), text);
    }
    return status;
}

static ks_status find_output_beside(conf_reader *reader)
{
    conf_variation *variation = reader->variation;
    const char *ending = reader->dialect->output_ending;
    if (ending == NULL || variation->is_invalid || variation->output != NULL ||
        variation->schema == NULL) {
        return KS_OK;
    }
    ks_sv stem = ks_sv_from(variation->schema);
    stem.len -= ks_sv_ends(stem, KS_SV(".xsd")) ? strlen(".xsd") : 0;
    const char *path = ks_arena_format(&reader->suite->arena, "%.*s%s", KS_SV_ARG(stem), ending);
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    variation->output = access(path, F_OK) == 0 ? path : NULL;
    return KS_OK;
}

static const char *name_of(conf_reader *reader, const ks_xml_element *element)
{
    const ks_xml_element *child = ks_xml_child(element, element->name->ns, "name");
    return child != NULL ? conf_text(reader, child) : attr_or(element, "name", "");
}

static ks_status add_variation(conf_reader *reader, const ks_xml_element *element)
{
    conf_suite *suite = reader->suite;
    conf_variation *variation = ks_arena_zero(&suite->arena, 1, sizeof *variation);
    conf_variation **slot = variation == NULL ? NULL : ks_vec_add(&suite->variations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = variation;
    variation->dialect = reader->dialect;
    variation->testcase = reader->shown;
    variation->id = attr_or(element, "id", "");
    variation->name = name_of(reader, element);
    reader->variation = variation;
    return variation->name == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status conf_read_variation(conf_reader *reader, const ks_xml_element *element)
{
    ks_status status = add_variation(reader, element);
    if (status == KS_OK) {
        status = conf_read_children(reader, element, RULES, CONF_IN_VARIATION, NULL);
    }
    if (status != KS_OK) {
        return status;
    }
    if (reader->variation->entries.count == 0 && reader->variation->trouble == NULL) {
        reader->variation->trouble = "it names no file to read first";
    }
    return find_output_beside(reader);
}

static ks_status read_transform_variation(conf_reader *reader, const ks_xml_element *element)
{
    conf_transform *transform = ks_arena_zero(&reader->suite->arena, 1, sizeof *transform);
    if (transform == NULL) {
        return KS_ERR_MEMORY;
    }
    transform->registry = attr_or(reader->testcase, "target", "");
    transform->name = attr_or(reader->transform, "name", "");
    transform->input = attr_or(element, "input", "");
    transform->output = attr_or(element, "output", "");
    ks_status status = add_variation(reader, element);
    if (status == KS_OK) {
        reader->variation->id = transform->name;
        reader->variation->name =
            ks_arena_format(&reader->suite->arena, "\"%s\"", transform->input);
        reader->variation->transform = transform;
        settle_expectation(reader->variation, attr_or(element, "result", ""));
    }
    return status == KS_OK && reader->variation->name == NULL ? KS_ERR_MEMORY : status;
}

ks_status conf_read_transform(conf_reader *reader, const ks_xml_element *element)
{
    reader->transform = element;
    return conf_read_children(reader, element, RULES, CONF_IN_TRANSFORM, NULL);
}

#include <string.h>
#include <unistd.h>

#include "suite_reader.h"

#define NS_XLINK "http://www.w3.org/1999/xlink"

static const char *attr_or(const ks_xml_element *element, const char *name, const char *otherwise)
{
    const char *value = ks_xml_get(element, name);
    return value != NULL ? value : otherwise;
}

static bool is_named(const ks_xml_element *element, const char *local)
{
    return strcmp(element->name->local, local) == 0;
}

static ks_status add_text(conf_variation *variation, bool is_package, const char *path)
{
    const char **slot =
        is_package ? ks_vec_add(&variation->packages) : ks_vec_add(&variation->entries);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = path;
    return KS_OK;
}

/* A file that is not read first is found by discovery, or, where the variation means to test that,
 * is not; validatorExclude and schemavalid speak to who checks the suite. A taxonomy package that
 * stands beside what is read first is looked into; alone it is what is to be judged. */
static ks_status read_file(conf_reader *reader, const ks_xml_element *element)
{
    conf_variation *variation = reader->variation;
    const char *href = ks_xml_get_ns(element, NS_XLINK, "href");
    const char *name = href != NULL ? href : conf_text(reader, element);
    const char *path = name == NULL ? NULL : conf_path_at(reader, element, "", name);
    const bool is_package = is_named(element, "taxonomyPackage");
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    if (variation->schema == NULL && (is_named(element, "xsd") || is_named(element, "schema"))) {
        variation->schema = path;
    }
    const bool is_first = conf_is_true(ks_xml_get(element, "readMeFirst"));
    return is_package || is_first ? add_text(variation, is_package, path) : KS_OK;
}

/* What a package is made of, in the suite of taxonomy packages: it stands at tests/NAME.zip. */
static ks_status read_part(conf_reader *reader, const ks_xml_element *element)
{
    conf_variation *variation = reader->variation;
    const ks_xml_element *owner = element->parent;
    owner = is_named(owner, "variation") ? owner : owner->parent;
    const char *name = attr_or(owner, "name", variation->id);
    const char *file = ks_arena_format(&reader->suite->arena, "tests/%s.zip", name);
    const char *path = file == NULL ? NULL : conf_path_at(reader, element, "", file);
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    return variation->packages.count > 0 ? KS_OK : add_text(variation, true, path);
}

static ks_status read_data(conf_reader *reader, const ks_xml_element *element);

static const conf_rule RULES[] = {
    {CONF_IN_VARIATION, "data", read_data},
    {CONF_IN_VARIATION, "input", read_data},
    {CONF_IN_VARIATION, "inputs", read_data},
    {CONF_IN_VARIATION, "result", conf_read_result},
    {CONF_IN_VARIATION, "results", conf_read_result},
    {CONF_IN_VARIATION, "outputs", conf_read_result},
    {CONF_IN_VARIATION, "metadata", read_part},
    {CONF_IN_VARIATION, "catalog", read_part},
    {CONF_IN_VARIATION, "taxonomy", read_part},
    {CONF_IN_VARIATION, "owners", NULL},
    {CONF_IN_VARIATION, "number", NULL},
    {CONF_IN_VARIATION, "name", NULL},
    {CONF_IN_VARIATION, "description", NULL},
    {CONF_IN_VARIATION, "documentation", NULL},
    {CONF_IN_VARIATION, "reference", NULL},
    {CONF_IN_DATA, "instance", read_file},
    {CONF_IN_DATA, "firstInstance", read_file},
    {CONF_IN_DATA, "json", read_file},
    {CONF_IN_DATA, "csv", read_file},
    {CONF_IN_DATA, "zip", read_file},
    {CONF_IN_DATA, "xsd", read_file},
    {CONF_IN_DATA, "schema", read_file},
    {CONF_IN_DATA, "linkbase", read_file},
    {CONF_IN_DATA, "taxonomyPackage", read_file},
    {CONF_IN_DATA, "reportPackage", read_file},
    {CONF_IN_DATA, "metadata", read_part},
    {CONF_IN_DATA, "catalog", read_part},
    {CONF_IN_DATA, "taxonomy", read_part},
    {CONF_IN_DATA, "image", NULL},
    {CONF_IN_DATA, "parameter", NULL},
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

static ks_status find_output_beside(conf_reader *reader)
{
    conf_variation *variation = reader->variation;
    const char *ending = reader->dialect->output_ending;
    if (ending == NULL || variation->is_invalid || variation->outputs.count > 0 ||
        variation->schema == NULL) {
        return KS_OK;
    }
    ks_sv stem = ks_sv_from(variation->schema);
    stem.len -= ks_sv_ends(stem, KS_SV(".xsd")) ? strlen(".xsd") : 0;
    const char *path = ks_arena_format(&reader->suite->arena, "%.*s%s", KS_SV_ARG(stem), ending);
    if (path == NULL) {
        return KS_ERR_MEMORY;
    }
    conf_output *output = access(path, F_OK) == 0 ? ks_vec_add(&variation->outputs) : NULL;
    if (output != NULL) {
        *output = (conf_output){path, NULL};
    }
    return KS_OK;
}

static const char *name_of(conf_reader *reader, const ks_xml_element *element)
{
    const ks_xml_element *child = ks_xml_child(element, element->name->ns, "name");
    return child != NULL ? conf_text(reader, child) : attr_or(element, "name", "");
}

ks_status conf_add_variation(conf_reader *reader, const char *id, const char *name)
{
    conf_suite *suite = reader->suite;
    conf_variation *variation = ks_arena_zero(&suite->arena, 1, sizeof *variation);
    conf_variation **slot = variation == NULL ? NULL : ks_vec_add(&suite->variations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = variation;
    variation->dialect = reader->dialect;
    variation->takes_any_code = reader->dialect->takes_any_code;
    variation->has_foreign_codes = reader->dialect->has_foreign_codes;
    variation->report_count = -1;
    variation->testcase = reader->shown;
    variation->id = id;
    variation->name = name != NULL ? name : "";
    reader->variation = variation;
    return id == NULL || name == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status conf_add_trouble(conf_reader *reader, const char *id, const char *trouble)
{
    ks_status status = conf_add_variation(reader, id, "");
    if (status == KS_OK) {
        reader->variation->trouble = trouble;
    }
    return status == KS_OK && trouble == NULL ? KS_ERR_MEMORY : status;
}

/* A package that stands alone is what is judged. */
static void settle_entries(conf_variation *variation)
{
    if (variation->entries.count == 0 && variation->packages.count == 1 &&
        variation->trouble == NULL) {
        ks_status status = add_text(variation, false, variation->packages.items[0]);
        variation->is_package = true;
        variation->packages.count -= status == KS_OK ? 1 : 0;
    }
    if (variation->entries.count == 0 && variation->trouble == NULL) {
        variation->trouble = "it names no file to read first";
    }
}

ks_status conf_read_variation(conf_reader *reader, const ks_xml_element *element)
{
    ks_status status =
        conf_add_variation(reader, attr_or(element, "id", ""), name_of(reader, element));
    if (status == KS_OK) {
        status = conf_read_children(reader, element, RULES, CONF_IN_VARIATION, NULL);
    }
    if (status != KS_OK) {
        return status;
    }
    settle_entries(reader->variation);
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
    ks_status status =
        conf_add_variation(reader, transform->name,
                           ks_arena_format(&reader->suite->arena, "\"%s\"", transform->input));
    if (status == KS_OK) {
        reader->variation->transform = transform;
        conf_settle_expectation(reader->variation, attr_or(element, "result", ""));
    }
    return status;
}

static const conf_rule TRANSFORM_RULES[] = {
    {CONF_IN_TRANSFORM, "variation", read_transform_variation},
    {.name = NULL},
};

ks_status conf_read_transform(conf_reader *reader, const ks_xml_element *element)
{
    reader->transform = element;
    return conf_read_children(reader, element, TRANSFORM_RULES, CONF_IN_TRANSFORM, NULL);
}

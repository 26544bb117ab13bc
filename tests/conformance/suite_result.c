#include <string.h>

#include "suite_reader.h"

#define NS_MODE "https://xbrl.org/2023/conformance"

static const char *attr_or(const ks_xml_element *element, const char *name, const char *otherwise)
{
    const char *value = ks_xml_get(element, name);
    return value != NULL ? value : otherwise;
}

ks_status conf_add_code(conf_reader *reader, const char *text, bool is_warning)
{
    conf_code *code = text == NULL ? NULL : ks_vec_add(&reader->variation->codes);
    if (code == NULL) {
        return KS_ERR_MEMORY;
    }
    *code = (conf_code){text, is_warning};
    return KS_OK;
}

/* Codes may stand in a list, of which one must come. */
static ks_status add_codes(conf_reader *reader, const ks_xml_element *element, bool is_warning)
{
    const char *text = conf_text(reader, element);
    ks_status status = text == NULL ? KS_ERR_MEMORY : KS_OK;
    ks_sv rest = ks_sv_from(text != NULL ? text : "");
    size_t count = 0;
    for (ks_sv word = ks_sv_next_token(&rest); status == KS_OK && word.len > 0;
         word = ks_sv_next_token(&rest), count++) {
        word.len -= word.ptr[word.len - 1] == ',' ? 1 : 0;
        status = conf_add_code(reader, ks_arena_text(&reader->suite->arena, word), is_warning);
    }
    reader->variation->takes_any_code |= count > 1;
    reader->variation->has_foreign_codes |=
        conf_is_true(ks_xml_get(element, "nonStandardErrorCodes"));
    /* An error that has no name: any will do. */
    return status == KS_OK && count == 0 ? conf_add_code(reader, "", is_warning) : status;
}

static ks_status read_error(conf_reader *reader, const ks_xml_element *element)
{
    return add_codes(reader, element, strcmp(attr_or(element, "severity", ""), "warning") == 0);
}

static ks_status read_warning(conf_reader *reader, const ks_xml_element *element)
{
    return add_codes(reader, element, true);
}

static ks_status read_assert(conf_reader *reader, const ks_xml_element *element)
{
    const char *severity = attr_or(element, "severity", "err");
    return conf_add_code(reader, attr_or(element, "name", ""), strcmp(severity, "wrn") == 0);
}

/* Codes that do not count: each a part of the pattern. */
static ks_status read_ignored(conf_reader *reader, const ks_xml_element *element)
{
    conf_variation *variation = reader->variation;
    const char *code = conf_text(reader, element);
    if (code != NULL) {
        variation->blocked =
            variation->blocked == NULL
                ? ks_arena_format(&reader->suite->arena, ".*%s", code)
                : ks_arena_format(&reader->suite->arena, "%s|.*%s", variation->blocked, code);
    }
    return code == NULL || variation->blocked == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status add_output(conf_reader *reader, const ks_xml_element *element, const char *folder,
                            const char *name)
{
    conf_output *output = ks_vec_add(&reader->variation->outputs);
    if (output == NULL) {
        return KS_ERR_MEMORY;
    }
    *output = (conf_output){name == NULL ? NULL : conf_path_at(reader, element, folder, name),
                            ks_xml_get(element, "target")};
    return output->path == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status read_output_file(conf_reader *reader, const ks_xml_element *element)
{
    return add_output(reader, element, attr_or(reader->testcase, "outpath", ""),
                      conf_text(reader, element));
}

static ks_status read_output_instance(conf_reader *reader, const ks_xml_element *element)
{
    return add_output(reader, element, "", conf_text(reader, element));
}

/* What formulas, tables and versioning reports come to is not judged, and must not pass. */
static ks_status refuse(conf_reader *reader, const ks_xml_element *element)
{
    reader->variation->trouble =
        ks_arena_format(&reader->suite->arena, "its result asks for \"%s\", which is not evaluated",
                        element->name->local);
    return reader->variation->trouble == NULL ? KS_ERR_MEMORY : KS_OK;
}

static const conf_rule RULES[] = {
    {CONF_IN_RESULT, "error", read_error},
    {CONF_IN_RESULT, "inconsistency", read_error},
    {CONF_IN_RESULT, "warning", read_warning},
    {CONF_IN_RESULT, "assert", read_assert},
    {CONF_IN_RESULT, "ignore-error", read_ignored},
    {CONF_IN_RESULT, "file", read_output_file},
    {CONF_IN_RESULT, "instance", read_output_instance},
    {CONF_IN_RESULT, "result", conf_read_result},
    {CONF_IN_RESULT, "assertionTests", refuse},
    {CONF_IN_RESULT, "versioningReport", refuse},
    {CONF_IN_RESULT, "table", refuse},
    {.name = NULL},
};

/* Where `expected` is missing, errors are what makes a result invalid (so the schemas of the suites
 * say). */
void conf_settle_expectation(conf_variation *variation, const char *expected)
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

static void read_settings(conf_variation *variation, const ks_xml_element *element)
{
    const char *match = ks_xml_get(element, "match");
    const char *blocked = ks_xml_get(element, "blockedMessageCodes");
    const char *mode = ks_xml_get_ns(element, NS_MODE, "mode");
    if (match != NULL) {
        variation->takes_any_code = strcmp(match, "all") != 0;
    }
    variation->has_foreign_codes |= conf_is_true(ks_xml_get(element, "nonStandardErrorCodes"));
    variation->blocked = blocked != NULL ? blocked : variation->blocked;
    variation->mode = mode != NULL ? mode : variation->mode;
}

ks_status conf_read_result(conf_reader *reader, const ks_xml_element *element)
{
    bool is_known = true;
    const char *text = conf_text(reader, element);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    read_settings(reader->variation, element);
    ks_status status = conf_read_children(reader, element, RULES, CONF_IN_RESULT, &is_known);
    if (!is_known) {
        reader->variation->trouble = "its result holds an element that is not known";
    }
    conf_settle_expectation(reader->variation, ks_xml_get(element, "expected"));
    /* XBRL 2.1 names the output in the text of the result itself. */
    if (status == KS_OK && *text != '\0') {
        status = add_output(reader, element, attr_or(reader->testcase, "outpath", ""), text);
    }
    return status;
}

/* Validates what was written against the schemas of xsd/, and picks things out of it. */
#ifndef KS_TEST_WRITE_CHECK_H
#define KS_TEST_WRITE_CHECK_H

#include <string.h>

#include "io_file.h"
#include "test.h"
#include "test_findings.h"
#include "write_files.h"
#include "xml_schema.h"

/* A schema of xsd/ by its URL or its path, or one of the files that were written. */
static inline bool check_load(const char *url, void *user, ks_sv *out)
{
    const ks_write_files *files = user;
    for (size_t i = 0; files != NULL && i < files->list.count; i++) {
        if (strcmp(files->list.items[i].name, url) == 0) {
            *out = ks_str_view(&files->list.items[i].text);
            return true;
        }
    }
    return ks_io_builtin_find_url(ks_sv_from(url), out) || ks_io_builtin_find(url, out);
}

/* Asserts that the document is well-formed and, where there are schemas, valid. */
static inline void check_valid(const char *name, ks_sv text, const ks_xml_schema_part *parts,
                               size_t part_count, ks_write_files *files)
{
    ks_xml_schema *schema = NULL;
    ks_names names;
    ks_str findings;
    ks_sink sink;
    ks_names_init(&names);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    if (part_count > 0) {
        ks_status status = ks_xml_schema_new(parts, part_count, check_load, files, &sink, &schema);
        ck_assert_msg(status == KS_OK, "%s: %s", name, findings.ptr);
    }
    ks_xml_source source = {
        .file = name, .text = text, .names = &names, .schema = schema, .sink = &sink};
    ck_assert_msg(ks_xml_parse(&source, &KS_XML_DEAF, NULL) == KS_OK, "%s: %s", name, findings.ptr);
    ck_assert_str_eq(findings.ptr, "");
    ks_xml_schema_free(schema);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static inline size_t count_in(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

#define ck_assert_has(text, part)                                                                  \
    ck_assert_msg(strstr((text), (part)) != NULL, "lacks \"%s\":\n%s", (part), (text))
#define ck_assert_lacks(text, part)                                                                \
    ck_assert_msg(strstr((text), (part)) == NULL, "has \"%s\":\n%s", (part), (text))

#endif

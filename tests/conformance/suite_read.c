#include "suite.h"

#include <string.h>

#include "base_uri.h"
#include "io_encoding.h"
#include "io_file.h"
#include "suite_reader.h"

#define INDEX_DEPTH 16

void conf_suite_init(conf_suite *suite)
{
    *suite = (conf_suite){0};
    ks_arena_init(&suite->arena);
    ks_names_init(&suite->names);
}

void conf_suite_release(conf_suite *suite)
{
    for (size_t i = 0; i < suite->variations.count; i++) {
        conf_variation *variation = suite->variations.items[i];
        ks_vec_release(&variation->entries);
        ks_vec_release(&variation->packages);
        ks_vec_release(&variation->codes);
        ks_vec_release(&variation->outputs);
    }
    ks_vec_release(&suite->variations);
    ks_vec_release(&suite->remarks);
    ks_names_release(&suite->names);
    ks_arena_release(&suite->arena);
}

ks_status conf_remark_add(conf_suite *suite, ks_place place, const char *text)
{
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    conf_remark *remark = ks_vec_add(&suite->remarks);
    if (remark == NULL) {
        return KS_ERR_MEMORY;
    }
    *remark = (conf_remark){place, text};
    return KS_OK;
}

ks_status conf_read_tree(const char *path, ks_arena *arena, ks_names *names, ks_sink *sink,
                         ks_xml_element **out_root)
{
    ks_bytes bytes = {0};
    ks_bytes text = {0};
    ks_status status = ks_io_read_file(path, KS_NOWHERE, sink, &bytes);
    if (status == KS_OK) {
        status = ks_io_decode_xml(path, (ks_sv){bytes.data, bytes.size}, sink, &text);
    }
    if (status == KS_OK) {
        const ks_xml_source source = {
            .file = path, .text = (ks_sv){text.data, text.size}, .names = names, .sink = sink};
        status = ks_xml_tree_read(&source, arena, out_root);
    }
    ks_bytes_release(&text);
    ks_bytes_release(&bytes);
    return status;
}

const char *conf_text(conf_reader *reader, const ks_xml_element *element)
{
    return ks_arena_text(&reader->suite->arena, ks_sv_trim(ks_sv_from(element->text)));
}

bool conf_is_true(const char *value)
{
    return value != NULL && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

const char *conf_path_at(conf_reader *reader, const ks_xml_element *element, const char *folder,
                         const char *name)
{
    ks_arena *arena = &reader->suite->arena;
    const char *base = ks_xml_base(element, reader->path, arena);
    const char *slash = *folder == '\0' || ks_sv_ends(ks_sv_from(folder), KS_SV("/")) ? "" : "/";
    const char *reference = ks_arena_format(arena, "%s%s%s", folder, slash, name);
    if (reference == NULL || base == NULL) {
        return NULL;
    }
    const char *path = ks_uri_resolve(arena, ks_sv_from(base), ks_sv_from(reference));
    if (path == NULL || strchr(path, '%') == NULL) {
        return path;
    }
    return ks_uri_decode(arena, ks_sv_from(path));
}

static const conf_rule *find_rule(const conf_rule *rules, conf_level level, const char *name)
{
    for (const conf_rule *rule = rules; rule->name != NULL; rule++) {
        if (rule->level == level && strcmp(rule->name, name) == 0) {
            return rule;
        }
    }
    return NULL;
}

ks_status conf_read_children(conf_reader *reader, const ks_xml_element *parent,
                             const conf_rule *rules, conf_level level, bool *out_is_known)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *child = parent->first_child; status == KS_OK && child != NULL;
         child = child->next) {
        const conf_rule *rule = child->name->ns != parent->name->ns
                                    ? NULL
                                    : find_rule(rules, level, child->name->local);
        if (rule == NULL) {
            status = conf_remark_add(reader->suite, child->place,
                                     ks_arena_format(&reader->suite->arena,
                                                     "the element \"%s\" in \"%s\" is not known",
                                                     child->name->local, parent->name->local));
            if (out_is_known != NULL) {
                *out_is_known = false;
            }
        } else if (rule->read != NULL) {
            status = rule->read(reader, child);
        }
    }
    return status;
}

static ks_status read_document(conf_reader *reader);

/* What is below the folder of the first index, as it is shown. */
static const char *show(conf_reader *reader, const char *below)
{
    return reader->depth == 0 ? below
                              : ks_uri_resolve(&reader->suite->arena, ks_sv_from(reader->shown),
                                               ks_sv_from(below));
}

/* A document that cannot be read fails, and the others are read all the same. */
static ks_status read_inner(conf_reader *inner)
{
    ks_status status = read_document(inner);
    if (status != KS_REFUSED) {
        return status;
    }
    inner->dialect = inner->dialect != NULL ? inner->dialect : conf_dialect_find("", &(bool){0});
    return conf_add_trouble(inner, "", "its testcase cannot be read");
}

/* An index or a testcase that an index names: its own document, read by a reader of its own. */
static ks_status follow_uri(conf_reader *reader, const ks_xml_element *element, const char *uri)
{
    const char *root = ks_xml_get(element->parent, "root");
    if (reader->depth == INDEX_DEPTH) {
        ks_status status =
            conf_remark_add(reader->suite, element->place, "the indexes are nested too deep");
        return status == KS_OK ? KS_REFUSED : status;
    }
    const char *folder = root != NULL ? root : "";
    conf_reader inner = {
        .suite = reader->suite,
        .sink = reader->sink,
        .path = conf_path_at(reader, element, folder, uri),
        .depth = reader->depth + 1,
    };
    const char *below =
        ks_arena_format(&reader->suite->arena, "%s%s%s", folder, *folder == '\0' ? "" : "/", uri);
    if (inner.path == NULL || below == NULL) {
        return KS_ERR_MEMORY;
    }
    inner.shown = show(reader, below);
    return inner.shown == NULL ? KS_ERR_MEMORY : read_inner(&inner);
}

static ks_status read_index(conf_reader *reader, const ks_xml_element *element);

/* Testcases stand in a document of their own, or, in a group of an index, right there. */
static ks_status follow(conf_reader *reader, const ks_xml_element *element)
{
    const char *uri = ks_xml_get(element, "uri");
    if (uri != NULL) {
        return follow_uri(reader, element, uri);
    }
    if (strcmp(element->name->local, "testcases") == 0) {
        return read_index(reader, element);
    }
    return conf_remark_add(reader->suite, element->place, "a testcase has no uri");
}

/* A registry of functions names their documents, and these their testcases. */
static ks_status follow_link(conf_reader *reader, const ks_xml_element *element)
{
    const char *href = ks_xml_get_ns(element, "http://www.w3.org/1999/xlink", "href");
    return href == NULL ? KS_OK : follow_uri(reader, element, href);
}

static ks_status read_entry(conf_reader *reader, const ks_xml_element *element);

static const conf_rule RULES[] = {
    {CONF_IN_INDEX, "testcase", follow},
    {CONF_IN_INDEX, "testcases", follow},
    {CONF_IN_INDEX, "documentation", NULL},
    {CONF_IN_INDEX, "creator", NULL},
    {CONF_IN_INDEX, "name", NULL},
    {CONF_IN_INDEX, "description", NULL},
    {CONF_IN_REGISTRY, "entry", read_entry},
    {CONF_IN_REGISTRY, "url", follow_link},
    {CONF_IN_REGISTRY, "conformanceTest", follow_link},
    {CONF_IN_TESTCASE, "variation", conf_read_variation},
    {CONF_IN_TESTCASE, "transform", conf_read_transform},
    {CONF_IN_TESTCASE, "creator", NULL},
    {CONF_IN_TESTCASE, "owners", NULL},
    {CONF_IN_TESTCASE, "number", NULL},
    {CONF_IN_TESTCASE, "name", NULL},
    {CONF_IN_TESTCASE, "description", NULL},
    {CONF_IN_TESTCASE, "documentation", NULL},
    {CONF_IN_TESTCASE, "reference", NULL},
    {CONF_IN_TESTCASE, "revisions", NULL},
    {CONF_IN_TESTCASE, "ruleIdentifier", NULL},
    {CONF_IN_TESTCASE, "ruleMessage", NULL},
    {.name = NULL},
};

static ks_status read_index(conf_reader *reader, const ks_xml_element *element)
{
    return conf_read_children(reader, element, RULES, CONF_IN_INDEX, NULL);
}

/* What else an entry says of a function is none of a run's business. */
static ks_status read_entry(conf_reader *reader, const ks_xml_element *element)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *child = element->first_child; status == KS_OK && child != NULL;
         child = child->next) {
        const conf_rule *rule = find_rule(RULES, CONF_IN_REGISTRY, child->name->local);
        status = rule != NULL ? rule->read(reader, child) : KS_OK;
    }
    return status;
}

static ks_status read_testcase(conf_reader *reader, const ks_xml_element *root)
{
    bool is_known = false;
    reader->dialect = conf_dialect_find(root->name->ns, &is_known);
    reader->testcase = root;
    ks_status status = KS_OK;
    if (!is_known) {
        status = conf_remark_add(reader->suite, root->place,
                                 ks_arena_format(&reader->suite->arena,
                                                 "the namespace \"%s\" is not known: read by the "
                                                 "common rules",
                                                 root->name->ns));
    }
    return status != KS_OK ? status
                           : conf_read_children(reader, root, RULES, CONF_IN_TESTCASE, NULL);
}

typedef struct root_kind {
    const char *local;
    ks_status (*read)(conf_reader *reader, const ks_xml_element *root);
} root_kind;

static const root_kind ROOTS[] = {
    {"testcases", read_index},   {"documentation", read_index}, /* groups of testcases (formula,
                                                                   inline XBRL) */
    {"testcase", read_testcase}, {"registry", read_entry},      {"function", read_entry},
};

static bool is_table(const char *path)
{
    return ks_sv_ends(ks_sv_from(path), KS_SV(".csv"));
}

static ks_status read_document(conf_reader *reader)
{
    if (is_table(reader->path)) {
        return conf_read_table(reader);
    }
    ks_xml_element *root = NULL;
    ks_status status = conf_read_tree(reader->path, &reader->suite->arena, &reader->suite->names,
                                      reader->sink, &root);
    if (status != KS_OK) {
        return status;
    }
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++) {
        if (strcmp(root->name->local, ROOTS[i].local) == 0) {
            return ROOTS[i].read(reader, root);
        }
    }
    status = conf_remark_add(reader->suite, root->place,
                             ks_arena_format(&reader->suite->arena,
                                             "the root \"%s\" is neither an index nor a testcase",
                                             root->name->local));
    return status == KS_OK ? KS_REFUSED : status;
}

ks_status conf_suite_read(conf_suite *suite, const char *path, ks_sink *sink)
{
    const char *slash = strrchr(path, '/');
    conf_reader reader = {
        .suite = suite,
        .sink = sink,
        .path = path,
        .shown = slash != NULL ? slash + 1 : path,
    };
    return read_document(&reader);
}

#include "check_schema.h"

#include <string.h>

#include "base_map.h"
#include "base_text.h"
#include "check_root.h"
#include "io_file.h"
#include "model_type.h"
#include "xml_schema.h"

#define XBRL_ORG "http://www.xbrl.org/2003/"

enum { GUESS_LIMIT = 20 };

/* Always ours, whatever copy a taxonomy brings: libxml2 cannot compile the published one together
 * with many concepts (its root refers to the heads of their substitution groups). First in the
 * driver, so that a copy is skipped. */
static const ks_xml_schema_part FOUNDATION[] = {
    {.ns = KS_NS_XML, .url = "http://www.w3.org/2001/xml.xsd"},
    {.ns = KS_NS_XLINK, .url = XBRL_ORG "xlink-2003-12-31.xsd"},
    {.ns = KS_NS_XL, .url = XBRL_ORG "xl-2003-12-31.xsd"},
    {.ns = KS_NS_LINK, .url = XBRL_ORG "xbrl-linkbase-2003-12-31.xsd"},
    {.ns = KS_NS_XBRLI, .url = XBRL_ORG "xbrl-instance-2003-12-31.xsd"},
};
enum { FOUNDATION_COUNT = sizeof FOUNDATION / sizeof *FOUNDATION };

/* A schema document is checked as a schema when it is compiled. What XBRL adds to it, in appinfo
 * and as attributes of declarations, is checked against this: all that is declared must be right.
 */
#define SHELL_URL "urn:kessan:shell"
static const char SHELL[] = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                            " targetNamespace=\"http://www.w3.org/2001/XMLSchema\">"
                            "<xs:element name=\"schema\" type=\"xs:anyType\"/></xs:schema>";

typedef struct job {
    const ks_taxonomy *taxonomy;
    ks_io_resolver *resolver;
    ks_names *names;
    ks_sink *sink;
    ks_arena arena;
    KS_VEC(ks_xml_schema_part) parts;
    ks_map part_by_url;
    const char *left_out; /* a document that was asked for besides */
    size_t guesses;
} job;

/* What is wrong with the documents of a taxonomy was told by who discovered them: where they are
 * missing or broken, they are no parts. */
static ks_status leave_out(job *j, const char *url, ks_sv *out)
{
    j->left_out = ks_arena_textz(&j->arena, url);
    *out = KS_SV("");
    return j->left_out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status load_text(job *j, const char *url, ks_sv *out)
{
    const ks_io_document *document = NULL;
    if (j->taxonomy != NULL && ks_map_get(&j->part_by_url, ks_sv_from(url)) == NULL) {
        return ks_io_builtin_find_url(ks_sv_from(url), out) ? KS_OK : leave_out(j, url, out);
    }
    ks_status status = ks_io_resolve(j->resolver, url, KS_NOWHERE, j->sink, &document);
    if (status == KS_OK) {
        *out = document->text;
    }
    return status;
}

static bool load(const char *url, void *user, ks_sv *out)
{
    job *j = user;
    if (strcmp(url, SHELL_URL) == 0) {
        *out = KS_SV(SHELL);
        return true;
    }
    if (ks_io_builtin_find(url, out)) {
        return true;
    }
    ks_status status = load_text(j, url, out);
    /* The caller hears only that there is no document; the sink remembers why. */
    j->sink->is_failed = j->sink->is_failed || status == KS_ERR_MEMORY;
    return status == KS_OK;
}

static bool is_foundation(const char *ns)
{
    for (size_t i = 0; i < FOUNDATION_COUNT; i++) {
        if (strcmp(FOUNDATION[i].ns, ns) == 0) {
            return true;
        }
    }
    return false;
}

static ks_status add_part(job *j, const char *ns, const char *url)
{
    ks_xml_schema_part *part = ks_vec_add(&j->parts);
    const char *address = ks_io_resolver_address(j->resolver, &j->arena, url);
    if (part == NULL || address == NULL) {
        return KS_ERR_MEMORY;
    }
    *part = (ks_xml_schema_part){.ns = ns, .url = url, .address = address, .is_read = true};
    return ks_map_set_borrowed(&j->part_by_url, ks_sv_from(url), j);
}

static ks_status collect_parts(job *j)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < FOUNDATION_COUNT && status == KS_OK; i++) {
        status = add_part(j, FOUNDATION[i].ns, FOUNDATION[i].url);
    }
    for (size_t i = 0; i < j->taxonomy->documents.count && status == KS_OK; i++) {
        const ks_document *document = &j->taxonomy->documents.items[i];
        if (document->ns != NULL && !document->is_broken && !is_foundation(document->ns)) {
            status = add_part(j, document->ns, document->url);
        }
    }
    return status;
}

/* The concept most like an element that no schema declares. */
static const char *suggest(const char *local, void *user)
{
    job *j = user;
    const ks_concept *nearest =
        j->guesses++ < GUESS_LIMIT ? ks_taxonomy_nearest(j->taxonomy, local) : NULL;
    return nearest != NULL ? nearest->name->local : NULL;
}

static ks_status parse(const job *j, const ks_io_document *document, ks_xml_schema *schema,
                       const ks_xml_handler *handler, void *user)
{
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = j->names,
                                  .schema = schema,
                                  .sink = j->sink,
                                  .producer = document->producer,
                                  .known = j->taxonomy};
    return ks_xml_parse(&source, handler, user);
}

static ks_status validate(job *j, const ks_io_document *document, ks_xml_schema *schema)
{
    ks_status status = parse(j, document, schema, &KS_XML_DEAF, NULL);
    /* The others are checked all the same. */
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status validate_instance(job *j, const char *url, ks_xml_schema *schema)
{
    ks_root_check root = {.taxonomy = j->taxonomy, .sink = j->sink};
    const ks_io_document *document = NULL;
    ks_status status = ks_io_require(j->resolver, url, j->sink, &document);
    root.error_count = ks_sink_errors(j->sink);
    return status == KS_OK ? parse(j, document, schema, &KS_ROOT_HANDLER, &root) : status;
}

/* Linkbases against all schemas, or schemas against what XBRL adds to them. Ours need no check. */
static ks_status validate_documents(job *j, bool are_schemas, ks_xml_schema *schema)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < j->taxonomy->documents.count && status == KS_OK; i++) {
        const ks_document *known = &j->taxonomy->documents.items[i];
        const ks_io_document *document = NULL;
        /* They were checked as they were read, but for some. */
        if ((known->ns != NULL) != are_schemas || !known->needs_schema || known->is_broken) {
            continue;
        }
        status = ks_io_resolve(j->resolver, known->url, KS_NOWHERE, j->sink, &document);
        if (status == KS_OK && !document->is_builtin) {
            status = validate(j, document, schema);
        } else if (status == KS_REFUSED || status == KS_ERR_NOT_FOUND) {
            status = KS_OK;
        }
    }
    return status;
}

static bool needs_schema(const job *j, bool are_schemas)
{
    bool is_needed = false;
    for (size_t i = 0; i < j->taxonomy->documents.count && !is_needed; i++) {
        const ks_document *known = &j->taxonomy->documents.items[i];
        is_needed = known->needs_schema && (known->ns != NULL) == are_schemas;
    }
    return is_needed;
}

/* The reader found nothing that a compilation of the schemas could tell, and nothing is validated
 * against them. */
static bool is_plain(const job *j)
{
    const ks_types *types = j->taxonomy->types;
    return types != NULL && types->is_plain && !needs_schema(j, false);
}

static ks_status check_schemas(job *j)
{
    ks_xml_schema_part parts[FOUNDATION_COUNT + 1];
    ks_xml_schema *schema = NULL;
    if (!needs_schema(j, true)) {
        return KS_OK;
    }
    memcpy(parts, FOUNDATION, sizeof FOUNDATION);
    parts[FOUNDATION_COUNT] = (ks_xml_schema_part){.ns = KS_NS_XSD, .url = SHELL_URL};
    ks_status status = ks_xml_schema_new(parts, FOUNDATION_COUNT + 1, load, j, j->sink, &schema);
    if (status == KS_OK) {
        status = validate_documents(j, true, schema);
    }
    ks_xml_schema_free(schema);
    return status;
}

static ks_status check_instance(job *j, const char *url)
{
    ks_xml_schema *schema = NULL;
    ks_status status = collect_parts(j);
    if (status == KS_OK) {
        status = ks_xml_schema_new(j->parts.items, j->parts.count, load, j, j->sink, &schema);
    }
    if (status == KS_OK) {
        status = validate_documents(j, false, schema);
    }
    if (status == KS_OK && url != NULL) {
        ks_xml_schema_set_suggest(schema, suggest, j);
        status = validate_instance(j, url, schema);
    }
    ks_xml_schema_free(schema);
    return status;
}

ks_status ks_check_schema(const char *url, const ks_taxonomy *taxonomy, ks_io_resolver *resolver,
                          ks_names *names, ks_sink *sink)
{
    job j = {.taxonomy = taxonomy, .resolver = resolver, .names = names, .sink = sink};
    ks_arena_init(&j.arena);
    ks_map_init(&j.part_by_url);
    ks_status status = check_schemas(&j);
    if (status == KS_OK && (url != NULL || !is_plain(&j))) {
        status = check_instance(&j, url);
    }
    if (status == KS_REFUSED && j.left_out != NULL && ks_sink_errors(sink) == 0) {
        KS_REPORT(sink, KS_F_XML_SCHEMA_MISSING, KS_NOWHERE, j.left_out);
    }
    ks_map_release(&j.part_by_url);
    ks_vec_release(&j.parts);
    ks_arena_release(&j.arena);
    return status;
}

ks_status ks_check_document(const char *url, const char *schema_ns, const char *schema_path,
                            ks_io_resolver *resolver, ks_names *names, ks_sink *sink)
{
    job j = {.resolver = resolver, .names = names, .sink = sink};
    const ks_xml_schema_part part = {.ns = schema_ns, .url = schema_path};
    const ks_io_document *document = NULL;
    ks_xml_schema *schema = NULL;
    ks_status status = ks_io_require(resolver, url, sink, &document);
    if (status == KS_OK) {
        status = ks_xml_schema_new(&part, 1, load, &j, sink, &schema);
    }
    if (status == KS_OK) {
        status = parse(&j, document, schema, &KS_XML_DEAF, NULL);
    }
    ks_xml_schema_free(schema);
    return status;
}

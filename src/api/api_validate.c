#include "api_read.h"

#include <string.h>

#include "api_entry.h"
#include "api_figures.h"
#include "api_inline.h"
#include "api_report.h"
#include "api_session.h"
#include "api_sources.h"
#include "api_units.h"
#include "check_dimensions.h"
#include "check_dimensions_taxonomy.h"
#include "check_instance.h"
#include "check_root.h"
#include "check_schema.h"
#include "check_taxonomy.h"
#include "diag_list.h"
#include "io_encoding.h"
#include "io_folder.h"
#include "io_resolve.h"
#include "model_type.h"
#include "read_instance.h"
#include "read_taxonomy.h"

static ks_status check_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    ks_status status = ks_check_taxonomy(taxonomy, sink);
    return status == KS_OK ? ks_check_dimensions_taxonomy(taxonomy, sink) : status;
}

static ks_status check_rules(ks_session *session, const ks_report_pair *report, bool is_validated)
{
    ks_sink *sink = &session->sink;
    ks_status status = check_taxonomy(report->taxonomy, sink);
    if (status == KS_OK) {
        status = ks_check_instance(report->instance, is_validated, sink);
    }
    if (status == KS_OK) {
        status = ks_check_dimensions(report->instance, sink);
    }
    if (status == KS_OK) {
        status = ks_api_check_units(session, report->instance);
    }
    return status == KS_OK ? ks_api_check_figures(session, report->instance) : status;
}

/* The instance, held against the taxonomy's types as it is read. */
static ks_status read_checked(ks_session *session, ks_io_resolver *resolver, const char *url,
                              ks_report_pair *report)
{
    ks_root_check root = {.taxonomy = report->taxonomy, .sink = &session->sink};
    return ks_read_instance_checked(url, &session->names, resolver, report->taxonomy,
                                    &KS_ROOT_HANDLER, &root, &session->sink, &report->instance);
}

/* Schemas first: what they tell of a fact is not told again when it is read. Where they do not hold
 * together, the rules are asked all the same; where the instance cannot be read, nothing is left to
 * ask. */
static ks_status check(ks_session *session, ks_io_resolver *resolver, const char *url,
                       ks_report_pair *report)
{
    ks_sink *sink = &session->sink;
    const size_t unreadable = sink->error_outcomes[KS_OUTCOME_UNREADABLE];
    const bool is_own = report->taxonomy->types != NULL && !report->taxonomy->types->is_undecided;
    ks_status schema =
        ks_check_schema(is_own ? NULL : url, report->taxonomy, resolver, &session->names, sink);
    if ((schema != KS_OK && schema != KS_REFUSED) ||
        (schema == KS_REFUSED && sink->error_outcomes[KS_OUTCOME_UNREADABLE] > unreadable)) {
        return schema;
    }
    /* What the schemas that are there declare can be asked even where they do not hold together. */
    const bool is_checked = report->taxonomy->types != NULL && (is_own || schema == KS_REFUSED);
    ks_status status = is_checked
                           ? read_checked(session, resolver, url, report)
                           : ks_read_instance(url, &session->names, resolver, report->taxonomy,
                                              schema == KS_OK, sink, &report->instance);
    if (status == KS_OK) {
        status = check_rules(session, report, is_checked || schema == KS_OK);
    }
    return status == KS_OK ? schema : status;
}

ks_status ks_api_validate_instance(ks_session *session, ks_io_resolver *resolver, const char *url)
{
    ks_report_pair report = {NULL, NULL};
    ks_status status =
        ks_read_report_taxonomy(url, &session->names, resolver, &session->sink, &report.taxonomy);
    if (status == KS_OK) {
        status = check(session, resolver, url, &report);
    }
    if (session->on_report != NULL && report.instance != NULL) {
        session->on_report(&report, session->options.user);
    }
    ks_report_pair_release(&report);
    return status;
}

/* Validates the one DTS that begins with the schemas and linkbases of `entries`. */
static ks_status validate_taxonomy(ks_session *session, ks_io_resolver *resolver,
                                   const ks_taxonomy_entry *entries, size_t count)
{
    ks_taxonomy *taxonomy = NULL;
    ks_status status =
        ks_read_taxonomy(entries, count, &session->names, resolver, &session->sink, &taxonomy);
    if (status == KS_OK) {
        status = ks_check_schema(NULL, taxonomy, resolver, &session->names, &session->sink);
    }
    if (status == KS_OK || status == KS_REFUSED) {
        ks_status rules = taxonomy == NULL ? status : check_taxonomy(taxonomy, &session->sink);
        status = rules == KS_OK ? status : rules;
    }
    ks_taxonomy_free(taxonomy);
    return status;
}

/* What was asked to be validated together. */
typedef struct inputs {
    ks_api_urls instances; /* in the order given */
    ks_api_urls documents; /* inline documents: one set */
    ks_api_entries entries;
    ks_status worst; /* KS_REFUSED where one could not be read */
} inputs;

static void release_inputs(inputs *in)
{
    ks_vec_release(&in->instances);
    ks_vec_release(&in->documents);
    ks_vec_release(&in->entries);
}

static ks_status take_entry(inputs *in, const char *url)
{
    ks_taxonomy_entry *entry = ks_vec_add(&in->entries);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    *entry = (ks_taxonomy_entry){.url = url, .place = {url, 0, 0}};
    return KS_OK;
}

static ks_status take_url(ks_api_urls *urls, const char *url)
{
    const char **slot = ks_vec_add(urls);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = url;
    return KS_OK;
}

static ks_status take_document(ks_session *session, ks_io_resolver *resolver, const char *url,
                               inputs *in)
{
    ks_api_kind kind = KS_API_INSTANCE;
    ks_status status = ks_api_ask_kind(session, resolver, url, &kind);
    if (status != KS_OK) {
        return status;
    }
    return kind == KS_API_TAXONOMY ? take_entry(in, url)
           : kind == KS_API_INLINE ? take_url(&in->documents, url)
                                   : take_url(&in->instances, url);
}

/* The documents of a packaged report. */
static ks_status take_report(ks_session *session, ks_api_sources *sources,
                             const ks_packaged_report *report, inputs *in)
{
    if (report->kind == KS_PACKAGED_JSON) {
        KS_REPORT(&session->sink, KS_F_REPORT_PACKAGE_UNCHECKED,
                  ((ks_place){report->urls[0], 0, 0}), report->name);
        return KS_OK;
    }
    if (report->kind == KS_PACKAGED_INLINE) {
        return ks_api_take_inline(session, sources, report->urls, report->url_count,
                                  &in->instances);
    }
    ks_status worst = KS_OK;
    for (size_t i = 0; i < report->url_count; i++) {
        ks_status status = take_document(session, &sources->resolver, report->urls[i], in);
        if (status != KS_OK && status != KS_REFUSED) {
            return status;
        }
        worst = status == KS_OK ? worst : status;
    }
    return worst;
}

static ks_status take_package(ks_session *session, ks_api_sources *sources, const char *path,
                              inputs *in)
{
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(session, sources, path, &package);
    if (status != KS_OK) {
        return status;
    }
    if (!package->is_report_package) {
        return ks_api_take_entries(package->taxonomy, &in->entries);
    }
    ks_status worst = KS_OK;
    for (const ks_packaged_report *report = package->reports; report != NULL;
         report = report->next) {
        status = take_report(session, sources, report, in);
        if (status != KS_OK && status != KS_REFUSED) {
            return status;
        }
        worst = status == KS_OK ? worst : status;
    }
    return worst;
}

static ks_status take_file(ks_session *session, ks_api_sources *sources, const char *url,
                           inputs *in)
{
    bool is_entry = false;
    if (ks_io_is_folder(url)) {
        return ks_api_take_folder(session, sources, url, &in->instances);
    }
    if (ks_report_package_is(url)) {
        return take_package(session, sources, url, in);
    }
    ks_status status = ks_api_take_entry(session, sources, url, &in->entries, &is_entry);
    return status == KS_OK && !is_entry ? take_document(session, &sources->resolver, url, in)
                                        : status;
}

/* What is found of a file before it is known what it is has a part of its own in reports. */
static ks_status take_input(ks_session *session, ks_api_sources *sources, const char *url,
                            inputs *in)
{
    ks_finding_list heard = {0};
    const ks_sink outer = session->sink;
    ks_sink_init(&session->sink, ks_finding_list_add, &heard, outer.lang);
    ks_status status = take_file(session, sources, url, in);
    session->sink = outer;
    ks_status begun = heard.items.count > 0 ? ks_api_begin_input(session, url) : KS_OK;
    ks_finding_list_flush(&heard, &session->sink);
    return begun == KS_OK ? status : begun;
}

static ks_status sort_inputs(ks_session *session, ks_api_sources *sources, const char *const *files,
                             size_t count, inputs *in)
{
    for (size_t i = 0; i < count; i++) {
        const char *url = NULL;
        ks_status status = ks_api_sources_name(session, sources, files[i], &url);
        if (status == KS_OK) {
            status = take_input(session, sources, url, in);
        }
        if (status == KS_REFUSED) {
            in->worst = KS_REFUSED;
        } else if (status != KS_OK) {
            return status;
        }
    }
    if (in->documents.count == 0) {
        return KS_OK;
    }
    ks_status begun = ks_api_begin_input(session, in->documents.items[0]);
    if (begun != KS_OK) {
        return begun;
    }
    ks_status status = ks_api_take_inline(session, sources, in->documents.items,
                                          in->documents.count, &in->instances);
    if (status == KS_REFUSED) {
        in->worst = KS_REFUSED;
        return KS_OK;
    }
    return status;
}

/* A target of inline documents is told by the first of them. */
static ks_status begin_instance(ks_session *session, ks_io_resolver *resolver, const char *url)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, NULL, &document);
    const bool is_made = status == KS_OK && document->producer != NULL;
    return ks_api_begin_input(session, is_made ? document->file : url);
}

static ks_status validate_inputs(ks_session *session, ks_io_resolver *resolver, inputs *in)
{
    ks_status status = KS_OK;
    for (size_t i = in->entries.count; i-- > 0 && status == KS_OK;) {
        /* the findings go to the first */
        status = ks_api_begin_input(session, in->entries.items[i].url);
    }
    if (status == KS_OK && in->entries.count > 0) {
        status = validate_taxonomy(session, resolver, in->entries.items, in->entries.count);
    }
    for (size_t i = 0; i < in->instances.count && (status == KS_OK || status == KS_REFUSED); i++) {
        in->worst = status == KS_REFUSED ? status : in->worst;
        status = begin_instance(session, resolver, in->instances.items[i]);
        if (status == KS_OK) {
            status = ks_api_validate_instance(session, resolver, in->instances.items[i]);
        }
    }
    return status == KS_OK ? in->worst : status;
}

/* Puts a written file, back in UTF-8, where a reader will find it by its name. */
static ks_status put_written(ks_session *session, ks_io_resolver *resolver,
                             const ks_write_file *file)
{
    ks_bytes text = {0};
    ks_status status =
        ks_io_decode_xml(file->name, ks_str_view(&file->text), &session->sink, &text);
    if (status == KS_OK) {
        status = ks_io_resolver_put(resolver, file->name, (ks_sv){text.data, text.size});
    }
    ks_bytes_release(&text);
    return status;
}

ks_status ks_api_validate_written(ks_session *session, const ks_write_files *documents,
                                  const ks_write_file *view)
{
    ks_io_resolver resolver;
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < documents->list.count; i++) {
        status = put_written(session, &resolver, &documents->list.items[i]);
    }
    if (status == KS_OK) {
        const size_t last = documents->list.count - 1;
        status = ks_api_validate_instance(session, &resolver, documents->list.items[last].name);
    }
    if (status == KS_OK) {
        status = ks_io_resolver_put(&resolver, view->name, ks_str_view(&view->text));
    }
    if (status == KS_OK) {
        status = ks_check_document(view->name, "urn:kessan:view:1", "xsd/kessan/view.xsd",
                                   &resolver, &session->names, &session->sink);
    }
    ks_io_resolver_release(&resolver);
    return status;
}

ks_status ks_validate_files(ks_session *session, const char *const *files, size_t count)
{
    if (count == 0) {
        return KS_ERR_MISUSE;
    }
    const size_t before = ks_sink_errors(&session->sink);
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    inputs in = {.worst = KS_OK};
    if (status == KS_OK) {
        status = sort_inputs(session, &sources, files, count, &in);
    }
    if (status == KS_OK) {
        status = validate_inputs(session, &sources.resolver, &in);
    }
    release_inputs(&in);
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

ks_status ks_validate(ks_session *session, const char *file)
{
    return ks_validate_files(session, &file, 1);
}

#include <string.h>

#include "api_entry.h"
#include "api_languages.h"
#include "api_output.h"
#include "api_pick.h"
#include "api_read.h"
#include "api_report.h"
#include "api_sources.h"
#include "read_instance.h"
#include "read_taxonomy.h"
#include "write_listing.h"

/* What the package at `path` begins with: its one report, or its one entry point. */
static ks_status enter_package(ks_session *session, ks_api_sources *sources, const char *path,
                               const char **out_url, ks_api_entries *entries)
{
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(session, sources, path, &package);
    if (status != KS_OK) {
        return status;
    }
    if (package->report_count > 0) {
        return ks_api_enter_report(session, sources, package, out_url);
    }
    const ks_package_entry *first = package->taxonomy != NULL ? package->taxonomy->entries : NULL;
    if (first != NULL && first->next != NULL) {
        return ks_api_pick(session, path, "entry point", "エントリーポイント",
                           first->names != NULL ? first->names->text : "");
    }
    return first != NULL ? ks_api_take_entries(package->taxonomy, entries) : KS_OK;
}

static ks_status read_document(ks_session *session, ks_io_resolver *resolver, const char *url,
                               ks_taxonomy **out)
{
    ks_api_kind kind = KS_API_INSTANCE;
    ks_status status = ks_api_ask_kind(session, resolver, url, &kind);
    if (status != KS_OK) {
        return status;
    }
    if (kind != KS_API_TAXONOMY) {
        return ks_read_report_taxonomy(url, &session->names, resolver, &session->sink, out);
    }
    const ks_taxonomy_entry entry = {.url = url, .place = {url, 0, 0}};
    return ks_read_taxonomy(&entry, 1, &session->names, resolver, &session->sink, out);
}

ks_status ks_api_read_taxonomy(ks_session *session, ks_api_sources *sources, const char *file,
                               ks_taxonomy **out)
{
    ks_api_entries entries = {0};
    const char *url = NULL;
    bool is_entry = ks_report_package_is(file);
    ks_status status = is_entry ? enter_package(session, sources, file, &url, &entries)
                                : ks_api_take_entry(session, sources, file, &entries, &is_entry);
    if (status == KS_OK && is_entry && url == NULL) {
        status = ks_read_taxonomy(entries.items, entries.count, &session->names, &sources->resolver,
                                  &session->sink, out);
    } else if (status == KS_OK) {
        status = url != NULL ? KS_OK : ks_api_find_report(session, sources, file, &url);
        status = status == KS_OK ? read_document(session, &sources->resolver, url, out) : status;
    }
    ks_vec_release(&entries);
    return status;
}

static ks_status list_networks(ks_session *session, const ks_taxonomy *taxonomy, const char *file,
                               const ks_taxonomy_options *options, ks_write_out *out)
{
    bool is_found = false;
    const char *nearest = NULL;
    const char *role = options->role != NULL ? options->role : "";
    ks_status status = ks_write_networks(taxonomy, role, options->labels, out, &is_found);
    if (status != KS_OK || is_found) {
        return status;
    }
    status = ks_write_nearest_network(taxonomy, role, &nearest);
    if (status != KS_OK) {
        return status;
    }
    KS_REPORT(&session->sink, KS_F_CLI_UNKNOWN_ROLE, ((ks_place){file, 0, 0}), role, nearest);
    return KS_REFUSED;
}

static ks_status list(ks_session *session, const ks_taxonomy *taxonomy, const char *file,
                      const ks_taxonomy_options *options, ks_write_out *out)
{
    switch (options->part) {
    case KS_TAXONOMY_DOCUMENTS:
        return ks_write_documents(taxonomy, out);
    case KS_TAXONOMY_CONCEPTS:
        return ks_write_concepts(taxonomy, options->labels, out);
    case KS_TAXONOMY_NETWORKS:
        return list_networks(session, taxonomy, file, options, out);
    case KS_TAXONOMY_SUMMARY:
    case KS_TAXONOMY_ENTRIES:
        break;
    }
    return ks_write_summary(taxonomy, session->sink.lang, out);
}

/* The entry points of the packages that the session names, and of `file`, a package or NULL. */
static ks_status list_entries(ks_session *session, ks_api_sources *sources, const char *file,
                              const ks_taxonomy_options *options)
{
    const ks_report_package *package = NULL;
    ks_str text;
    ks_status status =
        file != NULL ? ks_api_sources_add_report(session, sources, file, &package) : KS_OK;
    ks_str_init(&text);
    if (status == KS_OK) {
        status = ks_api_list_entries(session, sources, &text);
    }
    if (status == KS_OK && text.len > 0) {
        options->write(text.ptr, text.len, options->user);
    }
    ks_str_release(&text);
    return status;
}

static ks_status list_file(ks_session *session, ks_api_sources *sources, const char *file,
                           const ks_taxonomy_options *options)
{
    ks_taxonomy *taxonomy = NULL;
    if (file == NULL || options->part == KS_TAXONOMY_ENTRIES) {
        return list_entries(session, sources, file, options);
    }
    ks_api_output output = {.session = session, .write = options->write, .user = options->user};
    ks_write_out out;
    ks_status status = ks_api_read_taxonomy(session, sources, file, &taxonomy);
    ks_write_out_init(&out, ks_api_output_put, &output);
    if (status == KS_OK) {
        status = ks_api_languages_require(session, taxonomy, file, options->labels);
    }
    if (status == KS_OK) {
        status = list(session, taxonomy, file, options, &out);
    }
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    ks_write_out_release(&out);
    ks_taxonomy_free(taxonomy);
    return status;
}

ks_status ks_list_taxonomy(ks_session *session, const char *file,
                           const ks_taxonomy_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = NULL;
    ks_taxonomy_options asked = *options;
    asked.labels = options->labels != NULL ? options->labels : "en";
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK && file != NULL) {
        status = ks_api_sources_name(session, &sources, file, &name);
    }
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name != NULL ? name : "");
    }
    if (status == KS_OK) {
        status = list_file(session, &sources, name, &asked);
    }
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

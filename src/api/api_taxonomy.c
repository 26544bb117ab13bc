#include <string.h>

#include "api_output.h"
#include "api_read.h"
#include "api_report.h"
#include "api_sources.h"
#include "read_instance.h"
#include "read_taxonomy.h"
#include "write_listing.h"

/* The taxonomy that `file` is, or that it refers to. */
static ks_status read_taxonomy(ks_session *session, ks_io_resolver *resolver, const char *file,
                               ks_taxonomy **out)
{
    bool is_taxonomy = false;
    ks_status status = ks_api_ask_kind(session, resolver, file, &is_taxonomy);
    if (status != KS_OK) {
        return status;
    }
    if (!is_taxonomy) {
        return ks_read_report_taxonomy(file, &session->names, resolver, &session->sink, out);
    }
    const ks_taxonomy_entry entry = {.url = file, .place = {file, 0, 0}};
    return ks_read_taxonomy(&entry, 1, &session->names, resolver, &session->sink, out);
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
        break;
    }
    return ks_write_summary(taxonomy, session->sink.lang, out);
}

static ks_status list_file(ks_session *session, ks_io_resolver *resolver, const char *file,
                           const ks_taxonomy_options *options)
{
    ks_taxonomy *taxonomy = NULL;
    ks_api_output output = {.session = session, .write = options->write, .user = options->user};
    ks_write_out out;
    ks_status status = read_taxonomy(session, resolver, file, &taxonomy);
    ks_write_out_init(&out, ks_api_output_put, &output);
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
    const char *name = ks_names_text(&session->names, ks_sv_from(file));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_taxonomy_options asked = *options;
    asked.labels = options->labels != NULL ? options->labels : "en";
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name);
    }
    if (status == KS_OK) {
        status = list_file(session, &sources.resolver, name, &asked);
    }
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

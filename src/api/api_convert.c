#include <string.h>

#include "api_copy.h"
#include "api_languages.h"
#include "api_open.h"
#include "api_output.h"
#include "write_oim_csv.h"
#include "write_oim_json.h"
#include "write_sqlite.h"

typedef struct conversion {
    ks_session *session;
    const ks_convert_options *options;
    ks_api_open open;
    ks_uri_way way;  /* of relative addresses of the taxonomy */
    ks_str copy;     /* as XBRL 2.1 */
    ks_str metadata; /* of xBRL-CSV */
} conversion;

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static ks_status write_report(ks_write_out *out, void *user)
{
    conversion *c = user;
    const ks_instance *instance = c->open.report.instance;
    ks_sink *sink = &c->session->sink;
    const char *lang = c->options->labels != NULL ? c->options->labels : "en";
    switch (c->options->format) {
    case KS_CONVERT_JSON:
        return ks_write_oim_json(instance, c->way, sink, out);
    case KS_CONVERT_CSV:
        return ks_write_oim_csv(instance, c->way, last_part(c->options->output), sink, out,
                                &c->metadata);
    default:
        return ks_write_sqlite(instance, lang, out);
    }
}

/* "report-metadata.json" of "report.csv". */
static ks_status name_metadata(ks_names *names, const char *table, const char **out)
{
    const char *name = last_part(table);
    const char *point = strrchr(name, '.');
    ks_str text;
    ks_str_init(&text);
    ks_str_add_sv(&text, (ks_sv){name, point != NULL ? (size_t)(point - name) : strlen(name)});
    ks_str_add(&text, "-metadata.json");
    ks_status status = ks_str_status(&text);
    *out = status == KS_OK ? ks_names_text(names, ks_str_view(&text)) : NULL;
    ks_str_release(&text);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status write_outputs(conversion *c)
{
    const ks_convert_options *options = c->options;
    ks_api_output output = {.session = c->session,
                            .path = options->output,
                            .write = options->write,
                            .user = options->user,
                            .besides = &c->metadata};
    if (options->format == KS_CONVERT_XBRL) {
        return ks_api_output_text(&output, ks_str_view(&c->copy));
    }
    ks_status status = options->format == KS_CONVERT_CSV
                           ? name_metadata(&c->session->names, options->output, &output.beside)
                           : KS_OK;
    return status == KS_OK ? ks_api_output_stream(&output, write_report, c) : status;
}

static ks_status read_report(conversion *c)
{
    ks_session *session = c->session;
    ks_io_resolver *resolver = &c->open.sources.resolver;
    return c->options->format == KS_CONVERT_XBRL
               ? ks_api_copy_report(session, resolver, c->open.url, c->way, &c->open.report,
                                    &c->copy)
               : ks_read_report(c->open.url, &session->names, resolver, &session->sink,
                                &c->open.report);
}

static ks_status convert_to_view(ks_session *session, const char *file,
                                 const ks_convert_options *options)
{
    const ks_render_options view = {
        .style = "view",
        .languages = options->labels,
        .output = options->output,
        .write = options->write,
        .user = options->user,
    };
    return ks_render_file(session, file, &view);
}

ks_status ks_convert(ks_session *session, const char *file, const ks_convert_options *options)
{
    if (options->format == KS_CONVERT_VIEW) {
        return convert_to_view(session, file, options);
    }
    const size_t before = ks_sink_errors(&session->sink);
    conversion c = {.session = session, .options = options};
    if (options->format == KS_CONVERT_CSV && options->output == NULL) {
        return KS_ERR_MISUSE;
    }
    ks_str_init(&c.copy);
    ks_str_init(&c.metadata);
    ks_status status = ks_api_open_find(session, file, &c.open);
    if (status == KS_OK) {
        status = ks_api_sources_find_way(&c.open.sources.resolver, file, c.open.url,
                                         options->output, &c.way);
    }
    if (status == KS_OK) {
        status = read_report(&c);
    }
    if (status == KS_OK && options->format == KS_CONVERT_SQLITE) {
        status = ks_api_languages_require(session, c.open.report.taxonomy, file, options->labels);
    }
    if (status == KS_OK) {
        status = write_outputs(&c);
    }
    ks_str_release(&c.copy);
    ks_str_release(&c.metadata);
    ks_api_open_release(&c.open);
    return ks_api_settle(session, status, before);
}

#include "api_inline.h"
#include "api_output.h"
#include "api_report.h"
#include "api_sources.h"
#include "read_instance.h"
#include "write_oim_json.h"
#include "write_sqlite.h"

static ks_status write_report(ks_session *session, const ks_instance *instance,
                              const ks_convert_options *options, ks_write_out *out)
{
    const char *lang = options->labels != NULL ? options->labels : "en";
    ks_status status = options->format == KS_CONVERT_JSON
                           ? ks_write_oim_json(instance, &session->sink, out)
                           : ks_write_sqlite(instance, lang, out);
    return status == KS_OK ? ks_write_out_finish(out) : status;
}

static ks_status convert_instance(ks_session *session, const ks_instance *instance,
                                  const ks_convert_options *options)
{
    ks_api_output output = {
        .session = session,
        .path = options->output,
        .write = options->write,
        .user = options->user,
    };
    ks_write_out out;
    ks_write_out_init(&out, ks_api_output_put, &output);
    ks_status status = ks_api_output_open(&output);
    if (status == KS_OK) {
        status = write_report(session, instance, options, &out);
    }
    if (status == KS_OK) {
        status = ks_api_output_commit(&output);
    }
    ks_write_out_release(&out);
    ks_api_output_release(&output);
    return status;
}

ks_status ks_convert(ks_session *session, const char *file, const ks_convert_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = NULL;
    ks_report_pair report = {NULL, NULL};
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK) {
        status = ks_api_sources_name(session, &sources, file, &name);
    }
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name);
    }
    if (status == KS_OK) {
        status = ks_api_find_report(session, &sources, name, &name);
    }
    if (status == KS_OK) {
        status = ks_read_report(name, &session->names, &sources.resolver, &session->sink, &report);
    }
    if (status == KS_OK) {
        status = convert_instance(session, report.instance, options);
    }
    ks_report_pair_release(&report);
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

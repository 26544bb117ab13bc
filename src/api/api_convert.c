#include "api_open.h"
#include "api_output.h"
#include "write_oim_json.h"
#include "write_sqlite.h"

typedef struct conversion {
    ks_session *session;
    const ks_instance *instance;
    const ks_convert_options *options;
} conversion;

static ks_status write_report(ks_write_out *out, void *user)
{
    const conversion *c = user;
    const char *lang = c->options->labels != NULL ? c->options->labels : "en";
    return c->options->format == KS_CONVERT_JSON
               ? ks_write_oim_json(c->instance, &c->session->sink, out)
               : ks_write_sqlite(c->instance, lang, out);
}

ks_status ks_convert(ks_session *session, const char *file, const ks_convert_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    ks_api_open open = {0};
    ks_status status = ks_api_open_report(session, file, &open);
    if (status == KS_OK) {
        conversion c = {session, open.report.instance, options};
        ks_api_output output = {session, options->output, options->write, options->user, NULL};
        status = ks_api_output_stream(&output, write_report, &c);
    }
    ks_api_open_release(&open);
    return ks_api_settle(session, status, before);
}

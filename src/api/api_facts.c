#include "api_languages.h"
#include "api_open.h"
#include "api_output.h"
#include "write_facts.h"

typedef struct listing {
    const ks_instance *instance;
    const ks_facts_options *options;
} listing;

static ks_status write_facts(ks_write_out *out, void *user)
{
    const listing *l = user;
    const char *lang = l->options->labels != NULL ? l->options->labels : "en";
    return l->options->format == KS_FACTS_JSON ? ks_write_facts_json(l->instance, lang, out)
                                               : ks_write_facts_csv(l->instance, lang, out);
}

ks_status ks_list_facts(ks_session *session, const char *file, const ks_facts_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    ks_api_open open = {0};
    ks_status status = ks_api_open_report(session, file, &open);
    if (status == KS_OK) {
        status = ks_api_languages_require(session, open.report.taxonomy, file, options->labels);
    }
    if (status == KS_OK) {
        listing l = {open.report.instance, options};
        ks_api_output output = {.session = session,
                                .path = options->output,
                                .write = options->write,
                                .user = options->user};
        status = ks_api_output_stream(&output, write_facts, &l);
    }
    ks_api_open_release(&open);
    return ks_api_settle(session, status, before);
}

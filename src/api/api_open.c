#include "api_open.h"

#include "api_pick.h"
#include "api_report.h"
#include "api_session.h"

ks_status ks_api_open_find(ks_session *session, const char *file, ks_api_open *out)
{
    const char *name = NULL;
    ks_api_sources *sources = &out->sources;
    ks_status status = ks_api_sources_open(session, sources);
    if (status == KS_OK) {
        status = ks_api_sources_name(session, sources, file, &name);
    }
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name);
    }
    if (status == KS_OK) {
        status = ks_api_find_report(session, sources, name, &name);
    }
    out->url = name;
    return status;
}

ks_status ks_api_open_report(ks_session *session, const char *file, ks_api_open *out)
{
    ks_status status = ks_api_open_find(session, file, out);
    return status == KS_OK ? ks_read_report(out->url, &session->names, &out->sources.resolver,
                                            &session->sink, &out->report)
                           : status;
}

void ks_api_open_release(ks_api_open *open)
{
    ks_report_pair_release(&open->report);
    ks_api_sources_release(&open->sources);
}

#include "api_session.h"

#include "api_documents.h"
#include "api_lock.h"
#include "api_report.h"
#include "base_alloc.h"
#include "xml_init.h"

ks_status ks_session_new(const ks_options *options, ks_session **out)
{
    ks_status status = ks_xml_init();
    if (status != KS_OK) {
        return status;
    }
    ks_session *session = ks_alloc_zero(1, sizeof *session);
    if (session == NULL) {
        return KS_ERR_MEMORY;
    }
    session->options = *options;
    ks_names_init(&session->names);
    ks_map_init(&session->documents);
    ks_sink_init(&session->sink, NULL, NULL, ks_api_lang(options->language));
    session->sink.is_cancelled = options->is_cancelled;
    session->sink.cancel_user = options->cancel_user;
    status = ks_api_reports_new(session);
    if (status != KS_OK) {
        ks_session_free(session);
        return status;
    }
    *out = session;
    return KS_OK;
}

void ks_session_free(ks_session *session)
{
    if (session == NULL) {
        return;
    }
    ks_api_reports_free(session->reports);
    ks_api_lock_free(session->lock);
    ks_units_free(session->units);
    ks_api_documents_release(session);
    ks_names_release(&session->names);
    ks_alloc_free(session);
}

size_t ks_session_count(const ks_session *session, ks_severity severity)
{
    return session->sink.heard[severity];
}

size_t ks_session_errors(const ks_session *session, ks_outcome outcome)
{
    return session->sink.heard_outcomes[outcome];
}

ks_status ks_api_settle(const ks_session *session, ks_status status, size_t errors_before)
{
    if (status != KS_OK && status != KS_REFUSED) {
        return status;
    }
    ks_status heard = ks_sink_status(&session->sink);
    if (heard != KS_OK) {
        return heard;
    }
    return status == KS_OK && ks_sink_errors(&session->sink) > errors_before ? KS_REFUSED : status;
}

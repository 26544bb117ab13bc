#include "api_read.h"

#include "api_session.h"
#include "check_calculation.h"
#include "check_instance.h"
#include "check_schema.h"
#include "check_taxonomy.h"
#include "io_encoding.h"
#include "io_resolve.h"
#include "read_instance.h"

static ks_status check(ks_session *session, ks_io_resolver *resolver, const char *url,
                       const ks_report_pair *report)
{
    ks_sink *sink = &session->sink;
    ks_status status = ks_check_schema(url, report->taxonomy, resolver, &session->names, sink);
    if (status == KS_OK) {
        status = ks_check_taxonomy(report->taxonomy, sink);
    }
    if (status == KS_OK) {
        status = ks_check_instance(report->instance, true, sink);
    }
    return status == KS_OK ? ks_check_calculation(report->instance, sink) : status;
}

/* Validates the instance that `resolver` has at `url`. */
static ks_status validate(ks_session *session, ks_io_resolver *resolver, const char *url)
{
    ks_report_pair report = {NULL, NULL};
    ks_status status = ks_read_report(url, &session->names, resolver, &session->sink, &report);
    if (status == KS_OK) {
        status = check(session, resolver, url, &report);
    }
    ks_report_pair_release(&report);
    return status;
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
        status = validate(session, &resolver, documents->list.items[last].name);
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

ks_status ks_validate(ks_session *session, const char *file)
{
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = ks_names_text(&session->names, ks_sv_from(file));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_io_resolver resolver;
    ks_io_resolver_init(&resolver, session->options.mirrors, session->options.mirror_count);
    ks_status status = validate(session, &resolver, name);
    ks_io_resolver_release(&resolver);
    return ks_api_settle(session, status, before);
}

#include "api_package.h"

#include "api_session.h"

/* The documents of a packaged report. */
static ks_status take_report(ks_session *session, ks_api_sources *sources,
                             const ks_packaged_report *report, ks_api_urls *out)
{
    if (report->kind == KS_PACKAGED_JSON) {
        return ks_api_take_oim(session, sources, report->urls[0], out);
    }
    if (report->kind == KS_PACKAGED_INLINE) {
        return ks_api_take_inline(session, sources, report->urls, report->url_count, out);
    }
    return ks_api_add_urls(report->urls, report->url_count, out);
}

ks_status ks_api_take_package(ks_session *session, ks_api_sources *sources, const char *path,
                              ks_api_urls *urls, ks_api_entries *entries)
{
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(session, sources, path, &package);
    if (status != KS_OK) {
        return status;
    }
    if (!package->is_report_package) {
        return ks_api_take_entries(package->taxonomy, entries);
    }
    ks_status worst = KS_OK;
    for (const ks_packaged_report *report = package->reports; report != NULL;
         report = report->next) {
        status = take_report(session, sources, report, urls);
        if (status != KS_OK && status != KS_REFUSED) {
            return status;
        }
        worst = status == KS_OK ? worst : status;
    }
    return worst;
}

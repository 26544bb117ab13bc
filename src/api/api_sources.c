#include "api_sources.h"

#include "api_session.h"

void ks_api_sources_release(ks_api_sources *sources)
{
    ks_io_resolver_release(&sources->resolver);
    for (size_t i = 0; i < sources->packages.count; i++) {
        ks_package_free(sources->packages.items[i]);
    }
    ks_vec_release(&sources->packages);
    for (size_t i = 0; i < sources->reports.count; i++) {
        ks_report_package_free(sources->reports.items[i]);
    }
    ks_vec_release(&sources->reports);
}

static ks_status open_package(ks_session *session, ks_api_sources *sources, const char *path)
{
    ks_package **package = ks_vec_add(&sources->packages);
    if (package == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_read_package(path, &session->names, &session->sink, package);
    return status == KS_OK ? ks_package_mount(*package, &sources->resolver) : status;
}

/* All of them are opened, so that what is wrong with each is told. */
ks_status ks_api_sources_open(ks_session *session, ks_api_sources *sources)
{
    const ks_options *options = &session->options;
    *sources = (ks_api_sources){0};
    ks_io_resolver_init(&sources->resolver, options->mirrors, options->mirror_count);
    ks_status worst = KS_OK;
    for (size_t i = 0; i < options->package_count; i++) {
        ks_status status = open_package(session, sources, options->packages[i]);
        if (status == KS_REFUSED) {
            worst = status;
        } else if (status != KS_OK) {
            return status;
        }
    }
    return worst;
}

ks_status ks_api_sources_add_report(ks_session *session, ks_api_sources *sources, const char *path,
                                    const ks_report_package **out)
{
    ks_report_package **package = ks_vec_add(&sources->reports);
    if (package == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_read_report_package(path, &session->names, &session->sink, package);
    if (status == KS_OK) {
        status = ks_report_package_mount(*package, &sources->resolver);
    }
    if (status == KS_OK) {
        *out = *package;
    }
    return status;
}

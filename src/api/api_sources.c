#include "api_sources.h"

#include <string.h>

#include "api_documents.h"
#include "api_lock.h"
#include "api_session.h"
#include "base_uri.h"
#include "io_file.h"
#include "io_folder.h"

void ks_api_sources_release(ks_api_sources *sources)
{
    ks_api_lock_note(sources->session, &sources->resolver);
    ks_io_resolver_release(&sources->resolver);
    for (size_t i = 0; i < sources->inlines.count; i++) {
        ks_inline_free(sources->inlines.items[i]);
    }
    ks_vec_release(&sources->inlines);
    for (size_t i = 0; i < sources->oims.count; i++) {
        ks_oim_free(sources->oims.items[i]);
    }
    ks_vec_release(&sources->oims);
    for (size_t i = 0; i < sources->catalogs.count; i++) {
        ks_catalog_files_free(sources->catalogs.items[i]);
    }
    ks_vec_release(&sources->catalogs);
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

static ks_status open_catalog(ks_session *session, ks_api_sources *sources, const char *path)
{
    ks_catalog_files **files = ks_vec_add(&sources->catalogs);
    if (files == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_read_catalog(path, &session->names, &session->sink, files);
    return status == KS_OK
               ? ks_io_resolver_add_catalog(&sources->resolver, ks_catalog_files_first(*files))
               : status;
}

/* All of them are opened, so that what is wrong with each is told. */
static ks_status open_all(ks_session *session, ks_api_sources *sources, const char *const *paths,
                          size_t count,
                          ks_status (*open)(ks_session *, ks_api_sources *, const char *))
{
    ks_status worst = KS_OK;
    for (size_t i = 0; i < count; i++) {
        ks_status status = open(session, sources, paths[i]);
        if (status == KS_REFUSED) {
            worst = status;
        } else if (status != KS_OK) {
            return status;
        }
    }
    return worst;
}

ks_status ks_api_sources_open(ks_session *session, ks_api_sources *sources)
{
    const ks_options *options = &session->options;
    *sources = (ks_api_sources){.session = session};
    ks_io_resolver_init(&sources->resolver, options->mirrors, options->mirror_count);
    ks_api_documents_mount(session, &sources->resolver);
    ks_status status = ks_api_lock_begin(session, &sources->resolver);
    if (status != KS_OK) {
        return status;
    }
    ks_status catalogs =
        open_all(session, sources, options->catalogs, options->catalog_count, open_catalog);
    if (catalogs != KS_OK && catalogs != KS_REFUSED) {
        return catalogs;
    }
    ks_status packages =
        open_all(session, sources, options->packages, options->package_count, open_package);
    return packages == KS_OK ? catalogs : packages;
}

static bool is_open(const ks_api_sources *sources, const char *path)
{
    for (size_t i = 0; i < sources->reports.count; i++) {
        if (sources->reports.items[i] != NULL &&
            strcmp(sources->reports.items[i]->path, path) == 0) {
            return true;
        }
    }
    return false;
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

ks_status ks_api_sources_open_around(ks_session *session, ks_api_sources *sources, const char *name)
{
    const char *file = ks_uri_decode(&sources->resolver.arena, ks_sv_from(name));
    const bool is_path = ks_io_is_local(name);
    if (file == NULL) {
        return KS_ERR_MEMORY;
    }
    for (const char *slash = is_path ? strchr(file, '/') : NULL; slash != NULL;
         slash = strchr(slash + 1, '/')) {
        const ks_report_package *package = NULL;
        const char *path = ks_names_text(&session->names, (ks_sv){file, (size_t)(slash - file)});
        if (path == NULL) {
            return KS_ERR_MEMORY;
        }
        if (ks_io_is_plain_file(path) && ks_report_package_is(path)) {
            return is_open(sources, path)
                       ? KS_OK
                       : ks_api_sources_add_report(session, sources, path, &package);
        }
    }
    return KS_OK;
}

ks_status ks_api_sources_name(ks_session *session, ks_api_sources *sources, const char *file,
                              const char **out)
{
    ks_io_resolver *resolver = &sources->resolver;
    const bool is_opened = ks_io_is_folder(file) || ks_report_package_is(file);
    const char *name = is_opened ? file : ks_io_name(&resolver->arena, file);
    *out = name == NULL ? NULL : ks_names_text(&session->names, ks_sv_from(name));
    if (*out == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = KS_OK;
    if (strcmp(file, "-") == 0) {
        status = ks_api_documents_keep_input(session, resolver);
    }
    if (status == KS_OK && !is_opened) {
        status = ks_api_sources_open_around(session, sources, *out);
    }
    return status == KS_OK ? ks_io_resolver_admit(resolver, *out) : status;
}

ks_status ks_api_sources_find_way(ks_io_resolver *resolver, const char *file, const char *url,
                                  const char *output, ks_uri_way *out)
{
    const size_t len = strlen(file);
    const bool is_there = strncmp(url, file, len) == 0 &&
                          (url[len] == '\0' || url[len] == '?' || ks_io_is_folder(file));
    *out = (ks_uri_way){NULL, NULL};
    if (!is_there || !ks_io_is_local(url) || output == NULL || strcmp(output, "-") == 0) {
        return KS_OK;
    }
    out->from = ks_io_resolver_address(resolver, &resolver->arena, url);
    out->to = ks_io_resolver_address(resolver, &resolver->arena, output);
    return out->from != NULL && out->to != NULL ? KS_OK : KS_ERR_MEMORY;
}

#include "api_inline.h"

#include <string.h>

#include "api_session.h"
#include "io_folder.h"
#include "model_taxonomy.h"
#include "read_inline_folder.h"
#include "xml_root.h"

ks_status ks_api_ask_root(ks_session *session, ks_io_resolver *resolver, const char *url,
                          const ks_qname **out)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_require(resolver, url, &session->sink, &document);
    if (status != KS_OK) {
        return status;
    }
    if (document->producer != NULL) {
        *out = ks_names_qname(&session->names, KS_SV(KS_NS_XBRLI), KS_SV("xbrl"));
        return *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = &session->names,
                                  .sink = &session->sink};
    return ks_xml_root(&source, out);
}

static bool is_named(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->ns, ns) == 0 && strcmp(name->local, local) == 0;
}

ks_status ks_api_ask_kind(ks_session *session, ks_io_resolver *resolver, const char *url,
                          ks_api_kind *out)
{
    const ks_qname *root = NULL;
    ks_status status = ks_api_ask_root(session, resolver, url, &root);
    if (status == KS_OK) {
        const bool is_taxonomy =
            is_named(root, KS_NS_XSD, "schema") || is_named(root, KS_NS_LINK, "linkbase");
        *out = is_taxonomy               ? KS_API_TAXONOMY
               : ks_inline_is_root(root) ? KS_API_INLINE
                                         : KS_API_INSTANCE;
    }
    return status;
}

static ks_status put_targets(ks_api_sources *sources, const ks_inline *set, ks_api_urls *out)
{
    ks_status worst = KS_OK;
    ks_status status = KS_OK;
    for (size_t i = 0; i < ks_inline_target_count(set) && status == KS_OK; i++) {
        const char **url = ks_vec_add(out);
        status = url == NULL
                     ? KS_ERR_MEMORY
                     : ks_inline_put(set, ks_inline_target(set, i), &sources->resolver, url);
        if (status != KS_OK && url != NULL) {
            out->count--;
        }
        if (status == KS_REFUSED) {
            worst = status;
            status = KS_OK;
        }
    }
    return status == KS_OK ? worst : status;
}

ks_status ks_api_take_inline(ks_session *session, ks_api_sources *sources, const char *const *urls,
                             size_t count, ks_api_urls *out)
{
    ks_inline **set = ks_vec_add(&sources->inlines);
    if (set == NULL) {
        return KS_ERR_MEMORY;
    }
    *set = NULL;
    ks_status status =
        ks_inline_read(urls, count, &session->names, &sources->resolver, &session->sink, set);
    return status == KS_OK ? put_targets(sources, *set, out) : status;
}

ks_status ks_api_take_folder(ks_session *session, ks_api_sources *sources, const char *folder,
                             ks_api_urls *out)
{
    ks_inline_groups groups = {0};
    ks_arena arena;
    ks_arena_init(&arena);
    ks_status worst = KS_OK;
    ks_status status = ks_inline_find_groups(folder, &session->names, &sources->resolver, &arena,
                                             &session->sink, &groups);
    for (size_t i = 0; i < groups.list.count && (status == KS_OK || status == KS_REFUSED); i++) {
        const ks_inline_group *group = &groups.list.items[i];
        worst = status == KS_OK ? worst : status;
        status = ks_api_take_inline(session, sources, group->urls, group->count, out);
    }
    ks_vec_release(&groups.list);
    ks_arena_release(&arena);
    return status == KS_OK ? worst : status;
}

ks_status ks_api_pick(ks_session *session, const char *package, const char *what_en,
                      const char *what_ja, const char *like)
{
    const bool is_japanese = session->sink.lang == KS_LANG_JA;
    KS_REPORT(&session->sink, KS_F_PACKAGE_CHOOSE, ((ks_place){package, 0, 0}), package,
              is_japanese ? what_ja : what_en, like);
    return KS_REFUSED;
}

static ks_status take_report(ks_session *session, ks_api_sources *sources,
                             const ks_report_package *package, ks_api_urls *out)
{
    const ks_packaged_report *report = package->reports;
    if (report == NULL || report->kind == KS_PACKAGED_JSON) {
        KS_REPORT(&session->sink, KS_F_INLINE_NO_REPORT, ((ks_place){package->path, 0, 0}), NULL);
        return KS_REFUSED;
    }
    if (report->next != NULL) {
        return ks_api_pick(session, package->path, "report", "報告書", report->name);
    }
    if (report->kind == KS_PACKAGED_INLINE) {
        return ks_api_take_inline(session, sources, report->urls, report->url_count, out);
    }
    const char **url = ks_vec_add(out);
    if (url == NULL) {
        return KS_ERR_MEMORY;
    }
    *url = report->urls[0];
    return KS_OK;
}

ks_status ks_api_enter_report(ks_session *session, ks_api_sources *sources,
                              const ks_report_package *package, const char **out_url)
{
    ks_api_urls urls = {0};
    ks_status status = take_report(session, sources, package, &urls);
    if (status == KS_OK && urls.count > 0) {
        *out_url = urls.items[0];
    }
    ks_vec_release(&urls);
    return status;
}

static ks_status take_package(ks_session *session, ks_api_sources *sources, const char *path,
                              ks_api_urls *out)
{
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(session, sources, path, &package);
    return status == KS_OK ? take_report(session, sources, package, out) : status;
}

static ks_status take_any(ks_session *session, ks_api_sources *sources, const char *file,
                          ks_api_urls *out)
{
    ks_api_kind kind = KS_API_INSTANCE;
    if (ks_io_is_folder(file)) {
        return ks_api_take_folder(session, sources, file, out);
    }
    if (ks_report_package_is(file)) {
        return take_package(session, sources, file, out);
    }
    ks_status status = ks_api_ask_kind(session, &sources->resolver, file, &kind);
    return status == KS_OK && kind == KS_API_INLINE
               ? ks_api_take_inline(session, sources, &file, 1, out)
               : status;
}

ks_status ks_api_find_report(ks_session *session, ks_api_sources *sources, const char *file,
                             const char **out_url)
{
    ks_api_urls urls = {0};
    ks_status status = take_any(session, sources, file, &urls);
    if (status == KS_OK) {
        *out_url = urls.count > 0 ? urls.items[0] : file;
    }
    ks_vec_release(&urls);
    return status;
}

#include "api_inline.h"

#include <string.h>

#include "api_session.h"
#include "io_folder.h"
#include "model_taxonomy.h"
#include "read_inline_folder.h"
#include "xml_root.h"

ks_status ks_api_add_urls(const char *const *urls, size_t count, ks_api_urls *out)
{
    for (size_t i = 0; i < count; i++) {
        const char **slot = ks_vec_add(out);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = urls[i];
    }
    return KS_OK;
}

ks_status ks_api_ask_root(ks_session *session, ks_io_resolver *resolver, const char *url,
                          const ks_qname **out, ks_place *out_place)
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
    return ks_xml_root(&source, out, out_place);
}

static bool is_named(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->ns, ns) == 0 && strcmp(name->local, local) == 0;
}

ks_status ks_api_ask_kind(ks_session *session, ks_io_resolver *resolver, const char *url,
                          ks_api_kind *out)
{
    const ks_qname *root = NULL;
    const ks_io_document *document = NULL;
    /* Whatever is in it: what is wrong with JSON is told of JSON. */
    if (ks_sv_ends(ks_sv_from(url), KS_SV(".json"))) {
        *out = KS_API_OIM;
        return KS_OK;
    }
    ks_status status = ks_io_require(resolver, url, &session->sink, &document);
    if (status == KS_OK && document->producer == NULL && ks_oim_is(document->text)) {
        *out = KS_API_OIM;
        return KS_OK;
    }
    if (status == KS_OK) {
        status = ks_api_ask_root(session, resolver, url, &root, NULL);
    }
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

ks_status ks_api_read_inline(ks_session *session, ks_api_sources *sources, const char *const *urls,
                             size_t count, const ks_inline **out)
{
    ks_inline **set = ks_vec_add(&sources->inlines);
    if (set == NULL) {
        return KS_ERR_MEMORY;
    }
    *set = NULL;
    ks_status status =
        ks_inline_read(urls, count, &session->names, &sources->resolver, &session->sink, set);
    if (status == KS_OK) {
        *out = *set;
    }
    return status;
}

ks_status ks_api_take_inline(ks_session *session, ks_api_sources *sources, const char *const *urls,
                             size_t count, ks_api_urls *out)
{
    const ks_inline *set = NULL;
    ks_status status = ks_api_read_inline(session, sources, urls, count, &set);
    return status == KS_OK ? put_targets(sources, set, out) : status;
}

ks_status ks_api_take_oim(ks_session *session, ks_api_sources *sources, const char *url,
                          ks_api_urls *out)
{
    ks_oim_report **report = ks_vec_add(&sources->oims);
    const char **made = report == NULL ? NULL : ks_vec_add(out);
    if (made == NULL) {
        return KS_ERR_MEMORY;
    }
    *report = NULL;
    ks_status status =
        ks_oim_read(url, &session->names, &sources->resolver, &session->sink, report);
    if (status == KS_OK) {
        status = ks_oim_put(*report, &sources->resolver, made);
    }
    out->count -= status == KS_OK ? 0 : 1;
    return status;
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

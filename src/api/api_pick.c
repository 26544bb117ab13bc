#include "api_pick.h"

#include <string.h>

#include "api_session.h"
#include "io_folder.h"
#include "read_inline_folder.h"

ks_status ks_api_pick(ks_session *session, const char *package, const char *what_en,
                      const char *what_ja, const char *like)
{
    const bool is_japanese = session->sink.lang == KS_LANG_JA;
    KS_REPORT(&session->sink, KS_F_PACKAGE_CHOOSE, ((ks_place){package, 0, 0}), package,
              is_japanese ? what_ja : what_en, like);
    return KS_REFUSED;
}

/* ---- documents ------------------------------------------------------------------------------- */

static ks_status name_folder(ks_session *session, ks_api_sources *sources, const char *folder,
                             ks_api_named *out)
{
    ks_inline_groups groups = {0};
    ks_arena arena;
    ks_arena_init(&arena);
    out->kind = KS_API_INLINE;
    ks_status status = ks_inline_find_groups(folder, &session->names, &sources->resolver, &arena,
                                             &session->sink, &groups);
    if (status == KS_OK && groups.list.count > 1) {
        status =
            ks_api_pick(session, folder, "document set", "文書群", groups.list.items[0].urls[0]);
    }
    if (status == KS_OK) {
        status = ks_api_add_urls(groups.list.items[0].urls, groups.list.items[0].count, &out->urls);
    }
    ks_vec_release(&groups.list);
    ks_arena_release(&arena);
    return status;
}

static ks_status name_packaged(ks_session *session, const ks_report_package *package,
                               ks_api_named *out)
{
    static const ks_api_kind KINDS[] = {[KS_PACKAGED_INLINE] = KS_API_INLINE,
                                        [KS_PACKAGED_XML] = KS_API_INSTANCE,
                                        [KS_PACKAGED_JSON] = KS_API_OIM};
    const ks_packaged_report *report = package->reports;
    if (report == NULL) {
        KS_REPORT(&session->sink, KS_F_INLINE_NO_REPORT, ((ks_place){package->path, 0, 0}), NULL);
        return KS_REFUSED;
    }
    if (report->next != NULL) {
        return ks_api_pick(session, package->path, "report", "報告書", report->name);
    }
    out->is_packaged = true;
    out->kind = KINDS[report->kind];
    return ks_api_add_urls(report->urls, report->url_count, &out->urls);
}

static ks_status name_document(ks_session *session, ks_api_sources *sources, const char *file,
                               ks_api_named *out)
{
    ks_status status = ks_api_ask_kind(session, &sources->resolver, file, &out->kind);
    return status == KS_OK ? ks_api_add_urls(&file, 1, &out->urls) : status;
}

ks_status ks_api_name_report(ks_session *session, ks_api_sources *sources, const char *file,
                             ks_api_named *out)
{
    if (ks_io_is_folder(file)) {
        return name_folder(session, sources, file, out);
    }
    if (!ks_report_package_is(file)) {
        return name_document(session, sources, file, out);
    }
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(session, sources, file, &package);
    return status == KS_OK ? name_packaged(session, package, out) : status;
}

/* ---- targets --------------------------------------------------------------------------------- */

static void add_target(const char *name, ks_str *out)
{
    ks_str_add(out, out->len > 0 ? ", " : "");
    ks_str_addf(out, *name == '\0' ? "(default)" : "\"%s\"", name);
}

/* The set's targets as a list for people, without `left_out`. */
static void list_targets(const ks_inline *set, const char *left_out, ks_str *out)
{
    for (size_t i = 0; i < ks_inline_target_count(set); i++) {
        if (ks_inline_target(set, i) != left_out) {
            add_target(ks_inline_target(set, i), out);
        }
    }
}

static const char *find_target(const ks_inline *set, const char *wanted)
{
    for (size_t i = 0; i < ks_inline_target_count(set); i++) {
        if (strcmp(ks_inline_target(set, i), wanted) == 0) {
            return ks_inline_target(set, i);
        }
    }
    return NULL;
}

static ks_status refuse_target(ks_session *session, const ks_inline *set, const char *file,
                               const char *wanted)
{
    ks_str there;
    ks_str_init(&there);
    list_targets(set, NULL, &there);
    ks_status status = ks_str_status(&there);
    if (status == KS_OK) {
        KS_REPORT(&session->sink, KS_F_INLINE_UNKNOWN_TARGET, ((ks_place){file, 0, 0}),
                  wanted != NULL ? wanted : "", there.ptr);
        status = KS_REFUSED;
    }
    ks_str_release(&there);
    return status;
}

static ks_status tell_others(ks_session *session, const ks_inline *set, const char *file,
                             const char *taken)
{
    ks_str name, others;
    ks_str_init(&name);
    ks_str_init(&others);
    add_target(taken, &name);
    list_targets(set, taken, &others);
    ks_status status = ks_str_status(&name);
    if (status == KS_OK) {
        status = ks_str_status(&others);
    }
    if (status == KS_OK) {
        KS_REPORT(&session->sink, KS_F_INLINE_SEVERAL_TARGETS, ((ks_place){file, 0, 0}), name.ptr,
                  others.ptr);
    }
    ks_str_release(&name);
    ks_str_release(&others);
    return status;
}

ks_status ks_api_pick_target(ks_session *session, ks_api_sources *sources, const ks_inline *set,
                             const char *wanted, const char *file, const char **out_url)
{
    const size_t count = ks_inline_target_count(set);
    wanted = wanted != NULL ? wanted : session->options.target;
    const char *taken = find_target(set, wanted != NULL ? wanted : "");
    if (taken == NULL && wanted == NULL && count > 0) {
        taken = ks_inline_target(set, 0);
    }
    if (taken == NULL) {
        return refuse_target(session, set, file, wanted);
    }
    ks_status status = wanted == NULL && count > 1 ? tell_others(session, set, file, taken) : KS_OK;
    return status == KS_OK ? ks_inline_put(set, taken, &sources->resolver, out_url) : status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static ks_status find_oim(ks_session *session, ks_api_sources *sources, const char *url,
                          const char **out_url)
{
    ks_api_urls made = {0};
    ks_status status = ks_api_take_oim(session, sources, url, &made);
    if (status == KS_OK) {
        *out_url = made.items[0];
    }
    ks_vec_release(&made);
    return status;
}

static ks_status find_instance(ks_session *session, ks_api_sources *sources,
                               const ks_api_named *named, const char **out_url)
{
    const ks_inline *set = NULL;
    if (named->kind == KS_API_OIM) {
        return find_oim(session, sources, named->urls.items[0], out_url);
    }
    if (named->kind != KS_API_INLINE) {
        *out_url = named->urls.items[0];
        return KS_OK;
    }
    ks_status status =
        ks_api_read_inline(session, sources, named->urls.items, named->urls.count, &set);
    return status == KS_OK
               ? ks_api_pick_target(session, sources, set, NULL, named->urls.items[0], out_url)
               : status;
}

ks_status ks_api_enter_report(ks_session *session, ks_api_sources *sources,
                              const ks_report_package *package, const char **out_url)
{
    ks_api_named named = {0};
    ks_status status = name_packaged(session, package, &named);
    if (status == KS_OK) {
        status = find_instance(session, sources, &named, out_url);
    }
    ks_vec_release(&named.urls);
    return status;
}

ks_status ks_api_find_report(ks_session *session, ks_api_sources *sources, const char *file,
                             const char **out_url)
{
    ks_api_named named = {0};
    ks_status status = ks_api_name_report(session, sources, file, &named);
    if (status == KS_OK) {
        status = find_instance(session, sources, &named, out_url);
    }
    ks_vec_release(&named.urls);
    return status;
}

#include <string.h>

#include "api_copy.h"
#include "api_output.h"
#include "api_pick.h"
#include "api_report.h"
#include "read_kind.h"

/* What is extracted, one after the other found out. */
typedef struct extraction {
    ks_session *session;
    ks_api_sources sources;
    const ks_extract_options *options;
    ks_api_urls documents; /* of the one set */
    bool is_packaged;
    ks_str text;
} extraction;

static ks_status refuse_other(extraction *x, const ks_api_named *named)
{
    const char *url = named->urls.items[0];
    const ks_qname *root = NULL;
    ks_place place;
    if (named->kind == KS_API_OIM) {
        const bool is_japanese = x->session->sink.lang == KS_LANG_JA;
        KS_REPORT(&x->session->sink, KS_F_INLINE_NOT_INLINE, ((ks_place){url, 1, 1}), NULL,
                  is_japanese ? "JSON の報告書" : "a report in JSON");
        return KS_REFUSED;
    }
    ks_status status = ks_api_ask_root(x->session, &x->sources.resolver, url, &root, &place);
    if (status == KS_OK) {
        KS_REPORT(&x->session->sink, KS_F_INLINE_NOT_INLINE, place, root->local,
                  ks_read_kind_of(root, x->session->sink.lang));
        status = KS_REFUSED;
    }
    return status;
}

static ks_status add_file(extraction *x, const char *file)
{
    ks_api_named named = {0};
    ks_status status = ks_api_name_report(x->session, &x->sources, file, &named);
    if (status == KS_OK) {
        status = named.kind == KS_API_INLINE
                     ? ks_api_add_urls(named.urls.items, named.urls.count, &x->documents)
                     : refuse_other(x, &named);
    }
    x->is_packaged |= named.is_packaged;
    ks_vec_release(&named.urls);
    return status;
}

static ks_status add_files(extraction *x, const char *const *files, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const char *name = NULL;
        status = ks_api_sources_name(x->session, &x->sources, files[i], &name);
        if (status == KS_OK) {
            status = add_file(x, name);
        }
    }
    return status;
}

static ks_status make_text(extraction *x)
{
    ks_inline *set = NULL;
    const char *url = NULL;
    ks_uri_way way = {NULL, NULL};
    ks_status status = ks_inline_read(x->documents.items, x->documents.count, &x->session->names,
                                      &x->sources.resolver, &x->session->sink, &set);
    if (status == KS_OK) {
        status = ks_api_pick_target(x->session, &x->sources, set, x->options->target,
                                    x->documents.items[0], &url);
    }
    if (status == KS_OK && !x->is_packaged) {
        status = ks_api_sources_find_way(&x->sources.resolver, x->documents.items[0], url,
                                         x->options->output, &way);
    }
    if (status == KS_OK) {
        status = ks_api_copy_document(x->session, &x->sources.resolver, url, way, &x->text);
    }
    ks_inline_free(set);
    return status;
}

static ks_status hand_out(extraction *x)
{
    ks_api_output output = {.session = x->session,
                            .path = x->options->output,
                            .write = x->options->write,
                            .user = x->options->user};
    return ks_api_output_text(&output, ks_str_view(&x->text));
}

ks_status ks_extract(ks_session *session, const char *const *files, size_t count,
                     const ks_extract_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    extraction x = {.session = session, .options = options};
    if (count == 0) {
        return KS_ERR_MISUSE;
    }
    ks_str_init(&x.text);
    ks_status status = ks_api_sources_open(session, &x.sources);
    if (status == KS_OK) {
        status = ks_api_begin_input(session, files[0]);
    }
    if (status == KS_OK) {
        status = add_files(&x, files, count);
    }
    if (status == KS_OK) {
        status = make_text(&x);
    }
    /* Of documents that are wrong nothing is written. */
    status = ks_api_settle(session, status, before);
    if (status == KS_OK) {
        status = hand_out(&x);
    }
    ks_vec_release(&x.documents);
    ks_api_sources_release(&x.sources);
    ks_str_release(&x.text);
    return ks_api_settle(session, status, before);
}

#include <string.h>

#include "api_pick.h"
#include "api_render.h"
#include "api_report.h"
#include "api_sources.h"
#include "io_resolve.h"
#include "render_view.h"
#include "xml_root.h"

/* The text of `file` where that is a statement view; else *out stays empty. */
static ks_status read_view(ks_session *session, ks_io_resolver *resolver, const char *file,
                           ks_str *out)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_require(resolver, file, &session->sink, &document);
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = &session->names,
                                  .sink = &session->sink};
    const ks_qname *root = NULL;
    status = ks_xml_root(&source, &root, NULL);
    if (status != KS_OK) {
        return status;
    }
    if (strcmp(root->ns, KS_NS_VIEW) == 0 && strcmp(root->local, "view") == 0) {
        ks_str_add_sv(out, document->text);
    }
    return ks_str_status(out);
}

static ks_status render_view(ks_session *session, const char *file,
                             const ks_render_options *options, ks_sv view)
{
    const ks_render_request request = {
        .file = file,
        .view = view,
        .style = options->style,
        .languages = options->languages,
    };
    ks_bytes bytes = {0};
    if (strcmp(options->style, "view") == 0) {
        return ks_api_render_out(session, options, view);
    }
    ks_status status = ks_render_view(&request, &session->sink, &bytes);
    if (status == KS_OK) {
        status = ks_api_render_out(session, options, (ks_sv){bytes.data, bytes.size});
    }
    ks_bytes_release(&bytes);
    return status;
}

static ks_status render(ks_session *session, ks_api_sources *sources, const char *file,
                        const ks_render_options *options)
{
    ks_io_resolver *resolver = &sources->resolver;
    const char *url = NULL;
    ks_str view;
    ks_str_init(&view);
    ks_status status = ks_api_find_report(session, sources, file, &url);
    if (status == KS_OK && url == file) {
        status = read_view(session, resolver, file, &view);
    }
    if (status == KS_OK && view.len > 0) {
        status = render_view(session, file, options, ks_str_view(&view));
    } else if (status == KS_OK) {
        status = ks_api_render_instance(session, resolver, url, file, options);
    }
    ks_str_release(&view);
    return status;
}

ks_status ks_render_file(ks_session *session, const char *file, const ks_render_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = NULL;
    ks_render_options settled = *options;
    settled.style = options->style == NULL ? "html" : options->style;
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK) {
        status = ks_api_sources_name(session, &sources, file, &name);
    }
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name);
    }
    if (status == KS_OK) {
        status = render(session, &sources, name, &settled);
    }
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

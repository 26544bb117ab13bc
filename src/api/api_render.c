#include <string.h>

#include "api_output.h"
#include "api_report.h"
#include "api_sources.h"
#include "base_alloc.h"
#include "io_resolve.h"
#include "read_instance.h"
#include "render_view.h"
#include "write_view.h"
#include "xml_root.h"

#define NS_VIEW "urn:kessan:view:1"

/* The languages that the taxonomy has labels in, in order of discovery. */
typedef struct languages {
    KS_VEC(const char *) list;
} languages;

static ks_status add_language(languages *known, const char *lang)
{
    for (size_t i = 0; i < known->list.count; i++) {
        if (strcmp(known->list.items[i], lang) == 0) {
            return KS_OK;
        }
    }
    const char **slot = ks_vec_add(&known->list);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = lang;
    return KS_OK;
}

static ks_status find_languages(const ks_taxonomy *taxonomy, languages *known)
{
    ks_status status = KS_OK;
    const char *last = NULL; /* labels of one language stand together */
    for (size_t i = 0; status == KS_OK && i < taxonomy->labels.count; i++) {
        const char *lang = taxonomy->labels.items[i].lang;
        if (lang != NULL && lang != last) {
            status = add_language(known, lang);
            last = lang;
        }
    }
    return status == KS_OK && known->list.count == 0 ? add_language(known, "en") : status;
}

/* The name of the file without folders and ending. */
static ks_sv name_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    ks_sv name = ks_sv_from(slash != NULL ? slash + 1 : file);
    const char *dot = memchr(name.ptr, '.', name.len);
    if (dot != NULL && dot != name.ptr) {
        name.len = (size_t)(dot - name.ptr);
    }
    return name;
}

static ks_status view_instance(ks_session *session, ks_io_resolver *resolver, const char *file,
                               ks_str *out)
{
    ks_report_pair report = {NULL, NULL};
    languages known = {{0}};
    ks_arena arena;
    ks_arena_init(&arena);
    ks_status status = ks_read_report(file, &session->names, resolver, &session->sink, &report);
    if (status == KS_OK) {
        status = find_languages(report.taxonomy, &known);
    }
    const char *slash = strrchr(file, '/');
    const ks_write_view_options options = {
        .id = ks_arena_text(&arena, name_of(file)),
        .instance_file = slash != NULL ? slash + 1 : file,
        .languages = known.list.items,
        .language_count = known.list.count,
        .sorts_periods = true,
    };
    if (status == KS_OK) {
        status = options.id != NULL ? ks_write_view(report.instance, &options, out) : KS_ERR_MEMORY;
    }
    ks_vec_release(&known.list);
    ks_report_pair_release(&report);
    ks_arena_release(&arena);
    return status;
}

/* The statement view of `file`, which is one, or is an instance. */
static ks_status make_view(ks_session *session, ks_io_resolver *resolver, const char *file,
                           ks_str *out)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, file, KS_NOWHERE, &session->sink, &document);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(&session->sink, KS_F_IO_NOT_FOUND, ((ks_place){file, 0, 0}), file);
        return KS_REFUSED;
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = &session->names,
                                  .sink = &session->sink};
    const ks_qname *root = NULL;
    status = ks_xml_root(&source, &root);
    if (status != KS_OK) {
        return status;
    }
    if (strcmp(root->ns, NS_VIEW) == 0 && strcmp(root->local, "view") == 0) {
        ks_str_add_sv(out, document->text);
        return ks_str_status(out);
    }
    return view_instance(session, resolver, file, out);
}

static ks_status hand_out(ks_session *session, const ks_render_options *options, ks_sv text)
{
    ks_api_output output = {
        .session = session,
        .path = options->output,
        .write = options->write,
        .user = options->user,
    };
    ks_status status = ks_api_output_open(&output);
    if (status == KS_OK) {
        status = ks_api_output_put(text, &output);
    }
    if (status == KS_OK) {
        status = ks_api_output_commit(&output);
    }
    ks_api_output_release(&output);
    return status;
}

static ks_status render(ks_session *session, const char *file, const ks_render_options *options,
                        ks_sv view)
{
    if (options->style != NULL && strcmp(options->style, "view") == 0) {
        return hand_out(session, options, view);
    }
    const ks_render_request request = {
        .file = file,
        .view = view,
        .style = options->style != NULL ? options->style : "html",
        .languages = options->languages,
    };
    ks_bytes bytes = {0};
    ks_status status = ks_render_view(&request, &session->sink, &bytes);
    if (status == KS_OK) {
        status = hand_out(session, options, (ks_sv){bytes.data, bytes.size});
    }
    ks_bytes_release(&bytes);
    return status;
}

ks_status ks_render_file(ks_session *session, const char *file, const ks_render_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = ks_names_text(&session->names, ks_sv_from(file));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str view;
    ks_str_init(&view);
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK) {
        status = ks_api_begin_input(session, name);
    }
    if (status == KS_OK) {
        status = make_view(session, &sources.resolver, name, &view);
    }
    if (status == KS_OK) {
        status = render(session, name, options, ks_str_view(&view));
    }
    ks_str_release(&view);
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

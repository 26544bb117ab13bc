#include <string.h>

#include "api_inline.h"
#include "api_output.h"
#include "api_report.h"
#include "io_folder.h"
#include "read_inline_folder.h"
#include "xml_copy.h"

/* What is extracted, one after the other found out. */
typedef struct extraction {
    ks_session *session;
    ks_api_sources sources;
    const ks_extract_options *options;
    ks_arena arena;
    ks_api_urls documents; /* of the one set */
    bool is_packaged;
    ks_str text;
} extraction;

static ks_status add_document(extraction *x, const char *url)
{
    const char **slot = ks_vec_add(&x->documents);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = url;
    return KS_OK;
}

static ks_status add_documents(extraction *x, const char *const *urls, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = add_document(x, urls[i]);
    }
    return status;
}

static ks_status add_folder(extraction *x, const char *folder)
{
    ks_inline_groups groups = {0};
    ks_status status = ks_inline_find_groups(folder, &x->session->names, &x->sources.resolver,
                                             &x->arena, &x->session->sink, &groups);
    if (status == KS_OK && groups.list.count > 1) {
        status =
            ks_api_pick(x->session, folder, "document set", "文書群", groups.list.items[0].urls[0]);
    }
    if (status == KS_OK) {
        status = add_documents(x, groups.list.items[0].urls, groups.list.items[0].count);
    }
    ks_vec_release(&groups.list);
    return status;
}

static ks_status add_package(extraction *x, const char *path)
{
    const ks_report_package *package = NULL;
    ks_status status = ks_api_sources_add_report(x->session, &x->sources, path, &package);
    if (status != KS_OK) {
        return status;
    }
    const ks_packaged_report *report = package->reports;
    x->is_packaged = true;
    if (report == NULL || report->kind != KS_PACKAGED_INLINE) {
        KS_REPORT(&x->session->sink, KS_F_INLINE_NO_REPORT, ((ks_place){path, 0, 0}), NULL);
        return KS_REFUSED;
    }
    return report->next == NULL ? add_documents(x, report->urls, report->url_count)
                                : ks_api_pick(x->session, path, "report", "報告書", report->name);
}

static ks_status add_file(extraction *x, const char *file)
{
    if (ks_io_is_folder(file)) {
        return add_folder(x, file);
    }
    if (ks_report_package_is(file)) {
        return add_package(x, file);
    }
    const ks_qname *root = NULL;
    ks_status status = ks_api_ask_root(x->session, &x->sources.resolver, file, &root);
    if (status != KS_OK) {
        return status;
    }
    if (!ks_inline_is_root(root)) {
        KS_REPORT(&x->session->sink, KS_F_INLINE_NOT_INLINE, ((ks_place){file, 0, 0}), root->local);
        return KS_REFUSED;
    }
    return add_document(x, file);
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

static ks_status report_target(extraction *x, const ks_inline *set, const char *wanted)
{
    ks_str names;
    ks_str_init(&names);
    for (size_t i = 0; i < ks_inline_target_count(set); i++) {
        const char *name = ks_inline_target(set, i);
        ks_str_add(&names, i > 0 ? ", " : "");
        ks_str_addf(&names, *name == '\0' ? "(default)" : "\"%s\"", name);
    }
    ks_status status = ks_str_status(&names);
    if (status == KS_OK) {
        KS_REPORT(&x->session->sink, KS_F_INLINE_UNKNOWN_TARGET,
                  ((ks_place){x->documents.items[0], 0, 0}), wanted, names.ptr);
    }
    ks_str_release(&names);
    return status == KS_OK ? KS_REFUSED : status;
}

/* The target that was asked for; else the default one, or the first where there is none. */
static ks_status find_target(extraction *x, const ks_inline *set, const char **out_url)
{
    const char *wanted = x->options->target;
    ks_status status =
        ks_inline_put(set, wanted != NULL ? wanted : "", &x->sources.resolver, out_url);
    if (status == KS_ERR_NOT_FOUND && wanted == NULL && ks_inline_target_count(set) > 0) {
        status = ks_inline_put(set, ks_inline_target(set, 0), &x->sources.resolver, out_url);
    }
    return status == KS_ERR_NOT_FOUND ? report_target(x, set, wanted) : status;
}

static ks_status write_target(extraction *x, const char *url)
{
    const ks_io_document *document = NULL;
    ks_xml_copy copy;
    ks_status status =
        ks_io_resolve(&x->sources.resolver, url, KS_NOWHERE, &x->session->sink, &document);
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .names = &x->session->names,
                                  .sink = &x->session->sink,
                                  .producer = document->producer};
    ks_xml_copy_init(&copy, &x->text);
    ks_xml_write_declaration(&copy.writer, "UTF-8");
    status = ks_xml_parse(&source, &KS_XML_COPY_HANDLER, &copy);
    ks_xml_copy_release(&copy);
    return status == KS_OK ? ks_str_status(&x->text) : status;
}

/* Whether relative URLs can lead from the output to where the documents are. */
static bool has_way(const extraction *x)
{
    const char *output = x->options->output;
    return !x->is_packaged && output != NULL && strcmp(output, "-") != 0 &&
           (output[0] == '/') == (x->documents.items[0][0] == '/');
}

static ks_status make_text(extraction *x)
{
    ks_inline *set = NULL;
    const char *url = NULL;
    ks_status status = ks_inline_read(x->documents.items, x->documents.count, &x->session->names,
                                      &x->sources.resolver, &x->session->sink, &set);
    if (status == KS_OK && has_way(x)) {
        ks_inline_move(set, x->options->output);
    }
    if (status == KS_OK) {
        status = find_target(x, set, &url);
    }
    if (status == KS_OK) {
        status = write_target(x, url);
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
    ks_status status = ks_api_output_open(&output);
    if (status == KS_OK) {
        status = ks_api_output_put(ks_str_view(&x->text), &output);
    }
    if (status == KS_OK) {
        status = ks_api_output_commit(&output);
    }
    ks_api_output_release(&output);
    return status;
}

ks_status ks_extract(ks_session *session, const char *const *files, size_t count,
                     const ks_extract_options *options)
{
    const size_t before = ks_sink_errors(&session->sink);
    extraction x = {.session = session, .options = options};
    if (count == 0) {
        return KS_ERR_MISUSE;
    }
    ks_arena_init(&x.arena);
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
    ks_arena_release(&x.arena);
    return ks_api_settle(session, status, before);
}

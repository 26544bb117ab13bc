#include "api_read.h"

#include <string.h>

#include "api_batch.h"
#include "api_check.h"
#include "api_entry.h"
#include "api_inline.h"
#include "api_lock.h"
#include "api_report.h"
#include "api_session.h"
#include "api_sources.h"
#include "check_schema.h"
#include "diag_list.h"
#include "io_encoding.h"
#include "io_folder.h"
#include "io_resolve.h"
#include "read_instance.h"
#include "read_taxonomy.h"

ks_status ks_api_validate_instance(ks_session *session, ks_io_resolver *resolver, const char *url)
{
    ks_api_checked checked = {0};
    const size_t errors = ks_sink_errors(&session->sink);
    ks_status status =
        ks_read_report_taxonomy(url, &session->names, resolver, &session->sink, &checked.taxonomy);
    if (status == KS_OK) {
        status = ks_api_check_taxonomy(session, resolver, &checked);
    }
    if (status == KS_OK) {
        checked.has_errors = ks_sink_errors(&session->sink) > errors;
        status = ks_api_check_report(session, resolver, url, &checked);
    } else if (status == KS_REFUSED) {
        ks_status told = ks_api_tell_taxonomy(session, resolver, url);
        status = told == KS_OK ? status : told;
    }
    ks_taxonomy_free(checked.taxonomy);
    return status;
}

/* Validates the one DTS that begins with the schemas and linkbases of `entries`. */
static ks_status validate_taxonomy(ks_session *session, ks_io_resolver *resolver,
                                   const ks_api_entries *entries)
{
    ks_api_checked checked = {0};
    ks_status status = ks_read_taxonomy(entries->items, entries->count, &session->names, resolver,
                                        &session->sink, &checked.taxonomy);
    if (status == KS_OK) {
        status = ks_api_check_taxonomy(session, resolver, &checked);
    }
    if (status == KS_OK && !checked.is_own) {
        status = ks_check_schema(NULL, checked.taxonomy, resolver, &session->names, &session->sink);
    }
    ks_taxonomy_free(checked.taxonomy);
    return status;
}

/* What was asked to be validated. */
typedef struct inputs {
    KS_VEC(ks_api_unit) units; /* in the order given */
    ks_api_urls documents;     /* inline documents: one set */
    ks_api_entries entries;    /* one DTS */
    ks_arena arena;
    ks_status worst; /* KS_REFUSED where one could not be read */
} inputs;

static void release_inputs(inputs *in)
{
    ks_vec_release(&in->units);
    ks_vec_release(&in->documents);
    ks_vec_release(&in->entries);
    ks_arena_release(&in->arena);
}

static ks_status take_entry(inputs *in, const char *url)
{
    ks_taxonomy_entry *entry = ks_vec_add(&in->entries);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    *entry = (ks_taxonomy_entry){.url = url, .place = {url, 0, 0}};
    return KS_OK;
}

static ks_status take_unit(inputs *in, ks_api_unit_kind kind, const char *url)
{
    const char **urls = ks_arena_zero(&in->arena, 1, sizeof *urls);
    ks_api_unit *unit = urls == NULL ? NULL : ks_vec_add(&in->units);
    if (unit == NULL) {
        return KS_ERR_MEMORY;
    }
    urls[0] = url;
    *unit = (ks_api_unit){kind, urls, 1};
    return KS_OK;
}

static ks_status take_document(ks_session *session, ks_io_resolver *resolver, const char *url,
                               inputs *in)
{
    ks_api_kind kind = KS_API_INSTANCE;
    ks_status status = ks_api_ask_kind(session, resolver, url, &kind);
    if (status != KS_OK) {
        return status;
    }
    return kind == KS_API_TAXONOMY ? take_entry(in, url)
           : kind == KS_API_INLINE ? ks_api_add_urls(&url, 1, &in->documents)
           : kind == KS_API_OIM    ? take_unit(in, KS_UNIT_OIM, url)
                                   : take_unit(in, KS_UNIT_INSTANCE, url);
}

/* Whether the document is an instance, or one that cannot be told. */
static ks_status ask_instance(ks_session *session, ks_io_resolver *resolver, const char *path,
                              bool *out)
{
    const ks_sink heard = session->sink;
    const ks_qname *root = NULL;
    ks_sink_init(&session->sink, NULL, NULL, heard.lang);
    ks_status status = ks_api_ask_root(session, resolver, path, &root, NULL);
    session->sink = heard;
    *out = status == KS_REFUSED ||
           (root != NULL && strcmp(root->ns, KS_NS_XBRLI) == 0 && strcmp(root->local, "xbrl") == 0);
    return status == KS_REFUSED ? KS_OK : status;
}

/* Whether the JSON is a report, and not one of the many other things that it may be. */
static ks_status ask_oim(ks_io_resolver *resolver, const char *path, bool *out)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, path, KS_NOWHERE, NULL, &document);
    *out = status == KS_OK && ks_oim_is_declared(document->text);
    return status == KS_REFUSED || status == KS_ERR_NOT_FOUND ? KS_OK : status;
}

static bool has_ending(const char *name, const char *const *endings)
{
    for (; *endings != NULL; endings++) {
        if (ks_sv_ends(ks_sv_from(name), ks_sv_from(*endings))) {
            return true;
        }
    }
    return false;
}

static ks_status take_folder(ks_session *session, ks_io_resolver *resolver, const char *folder,
                             bool is_inner, inputs *in);

/* A file of a folder; one that is neither an instance nor a package is none of our concern, but
 * where it is an inline document: then *out_has_inline is set. */
static ks_status take_member(ks_session *session, ks_io_resolver *resolver, const char *path,
                             inputs *in, bool *out_has_inline)
{
    static const char *const inlines[] = {".htm", ".html", ".xhtml", NULL};
    static const char *const instances[] = {".xbrl", ".xml", NULL};
    static const char *const packages[] = {".xbri", ".xbr", NULL};
    static const char *const oims[] = {".json", NULL};
    const bool is_json = has_ending(path, oims);
    bool is_report = false;
    if (ks_io_is_folder(path)) {
        return take_folder(session, resolver, path, true, in);
    }
    *out_has_inline = *out_has_inline || has_ending(path, inlines);
    if (has_ending(path, packages)) {
        return take_unit(in, KS_UNIT_PACKAGE, path);
    }
    if (!is_json && !has_ending(path, instances)) {
        return KS_OK;
    }
    const char *name = ks_io_name(&in->arena, path);
    ks_status status = name == NULL ? KS_ERR_MEMORY
                       : is_json    ? ask_oim(resolver, name, &is_report)
                                    : ask_instance(session, resolver, name, &is_report);
    return status == KS_OK && is_report
               ? take_unit(in, is_json ? KS_UNIT_OIM : KS_UNIT_INSTANCE, name)
               : status;
}

/* A folder: its inline documents, its instances and packages, and those of the folders in it, by
 * name. A folder that was asked for and has none of them is told by reading it. */
static ks_status take_folder(ks_session *session, ks_io_resolver *resolver, const char *folder,
                             bool is_inner, inputs *in)
{
    ks_io_folder content;
    const size_t before = in->units.count;
    bool has_inline = false;
    ks_sv path = ks_sv_from(folder);
    while (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    ks_status status = ks_io_list_folder(folder, &in->arena, &session->sink, &content);
    for (size_t i = 0; status == KS_OK && i < content.count; i++) {
        const char *member =
            ks_arena_format(&in->arena, "%.*s/%s", KS_SV_ARG(path), content.names[i]);
        status = member == NULL ? KS_ERR_MEMORY
                                : take_member(session, resolver, member, in, &has_inline);
        if (status == KS_OK && !ks_api_lock_is_wanted(session)) {
            ks_io_resolver_forget(resolver);
        }
    }
    const bool is_empty = !is_inner && in->units.count == before;
    return status == KS_OK && (has_inline || is_empty) ? take_unit(in, KS_UNIT_FOLDER, folder)
                                                       : status;
}

static ks_status take_file(ks_session *session, ks_api_sources *sources, const char *url,
                           inputs *in)
{
    bool is_entry = false;
    if (ks_io_is_folder(url)) {
        return take_folder(session, &sources->resolver, url, false, in);
    }
    if (ks_report_package_is(url)) {
        return take_unit(in, KS_UNIT_PACKAGE, url);
    }
    ks_status status = ks_api_take_entry(session, sources, url, &in->entries, &is_entry);
    return status == KS_OK && !is_entry ? take_document(session, &sources->resolver, url, in)
                                        : status;
}

/* What is found of a file before it is known what it is has a part of its own in reports. */
static ks_status take_input(ks_session *session, ks_api_sources *sources, const char *url,
                            inputs *in)
{
    ks_finding_list heard = {0};
    const ks_sink outer = session->sink;
    ks_sink_init(&session->sink, ks_finding_list_add, &heard, outer.lang);
    ks_status status = take_file(session, sources, url, in);
    session->sink = outer;
    ks_status begun = heard.items.count > 0 ? ks_api_begin_input(session, url) : KS_OK;
    ks_finding_list_flush(&heard, &session->sink);
    return begun == KS_OK ? status : begun;
}

static ks_status sort_inputs(ks_session *session, ks_api_sources *sources, const char *const *files,
                             size_t count, inputs *in)
{
    for (size_t i = 0; i < count; i++) {
        const char *url = NULL;
        ks_status status = ks_api_sources_name(session, sources, files[i], &url);
        if (status == KS_OK) {
            status = take_input(session, sources, url, in);
        }
        if (!ks_api_lock_is_wanted(session)) {
            ks_io_resolver_forget(&sources->resolver);
        }
        if (status == KS_REFUSED) {
            in->worst = KS_REFUSED;
        } else if (status != KS_OK) {
            return status;
        }
    }
    if (in->documents.count == 0) {
        return KS_OK;
    }
    ks_api_unit *unit = ks_vec_add(&in->units);
    if (unit == NULL) {
        return KS_ERR_MEMORY;
    }
    *unit = (ks_api_unit){KS_UNIT_INLINE, in->documents.items, in->documents.count};
    return KS_OK;
}

static ks_status validate_inputs(ks_session *session, ks_io_resolver *resolver, inputs *in)
{
    ks_status status = KS_OK;
    for (size_t i = in->entries.count; i-- > 0 && status == KS_OK;) {
        /* the findings go to the first */
        status = ks_api_begin_input(session, in->entries.items[i].url);
    }
    if (status == KS_OK && in->entries.count > 0) {
        status = validate_taxonomy(session, resolver, &in->entries);
    }
    if (status == KS_REFUSED) {
        in->worst = KS_REFUSED;
    } else if (status != KS_OK) {
        return status;
    }
    status =
        in->units.count == 0 ? KS_OK : ks_api_run_units(session, in->units.items, in->units.count);
    return status == KS_OK ? in->worst : status;
}

/* Puts a written file, back in UTF-8, where a reader will find it by its name. */
static ks_status put_written(ks_session *session, ks_io_resolver *resolver,
                             const ks_write_file *file)
{
    ks_bytes text = {0};
    ks_status status =
        ks_io_decode_xml(file->name, ks_str_view(&file->text), &session->sink, &text);
    if (status == KS_OK) {
        status = ks_io_resolver_put(resolver, file->name, (ks_sv){text.data, text.size});
    }
    ks_bytes_release(&text);
    return status;
}

ks_status ks_api_validate_written(ks_session *session, const ks_write_files *documents,
                                  const ks_write_file *view)
{
    ks_io_resolver resolver;
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < documents->list.count; i++) {
        status = put_written(session, &resolver, &documents->list.items[i]);
    }
    if (status == KS_OK) {
        const size_t last = documents->list.count - 1;
        status = ks_api_validate_instance(session, &resolver, documents->list.items[last].name);
    }
    if (status == KS_OK) {
        status = ks_io_resolver_put(&resolver, view->name, ks_str_view(&view->text));
    }
    if (status == KS_OK) {
        status = ks_check_document(view->name, KS_NS_VIEW, "xsd/kessan/view.xsd", &resolver,
                                   &session->names, &session->sink);
    }
    ks_io_resolver_release(&resolver);
    return status;
}

ks_status ks_validate_files(ks_session *session, const char *const *files, size_t count)
{
    if (count == 0) {
        return KS_ERR_MISUSE;
    }
    const size_t before = ks_sink_errors(&session->sink);
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    inputs in = {.worst = KS_OK};
    ks_arena_init(&in.arena);
    if (status == KS_OK) {
        status = sort_inputs(session, &sources, files, count, &in);
    }
    if (status == KS_OK) {
        status = validate_inputs(session, &sources.resolver, &in);
    }
    release_inputs(&in);
    ks_api_sources_release(&sources);
    return ks_api_settle(session, status, before);
}

ks_status ks_validate(ks_session *session, const char *file)
{
    return ks_validate_files(session, &file, 1);
}

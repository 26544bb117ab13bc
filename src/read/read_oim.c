#include "read_oim.h"

#include <ctype.h>
#include <string.h>

#include "base_alloc.h"
#include "base_json.h"
#include "base_text.h"
#include "base_uri.h"
#include "model_oim.h"
#include "read_oim_parts.h"

bool ks_oim_is(ks_sv text)
{
    if (ks_sv_starts(text, KS_SV("\xEF\xBB\xBF"))) {
        text = (ks_sv){text.ptr + 3, text.len - 3};
    }
    const ks_sv trimmed = ks_sv_trim(text);
    return trimmed.len > 0 && (trimmed.ptr[0] == '{' || trimmed.ptr[0] == '[');
}

bool ks_oim_is_declared(ks_sv text)
{
    return ks_oim_is(text) &&
           (memmem(text.ptr, text.len, KS_OIM_JSON_TYPE, strlen(KS_OIM_JSON_TYPE)) != NULL ||
            memmem(text.ptr, text.len, KS_OIM_CSV_TYPE, strlen(KS_OIM_CSV_TYPE)) != NULL);
}

void ks_oim_free(ks_oim_report *report)
{
    if (report == NULL) {
        return;
    }
    ks_vec_release(&report->namespaces);
    ks_vec_release(&report->link_types);
    ks_vec_release(&report->link_groups);
    ks_vec_release(&report->taxonomy);
    ks_vec_release(&report->facts);
    ks_vec_release(&report->links);
    ks_vec_release(&report->cells);
    ks_vec_release(&report->uses);
    ks_map_release(&report->namespace_by_alias);
    ks_arena_release(&report->arena);
    ks_alloc_free(report);
}

ks_status ks_oim_report_new(const char *url, const char *file, ks_names *names, ks_sink *sink,
                            ks_oim_report **out)
{
    ks_oim_report *report = ks_alloc_zero(1, sizeof *report);
    if (report == NULL) {
        return KS_ERR_MEMORY;
    }
    report->url = url;
    report->file = file;
    report->names = names;
    report->sink = sink;
    report->place = (ks_place){file, 0, 0};
    report->producer = (ks_xml_producer){ks_oim_produce, report};
    ks_arena_init(&report->arena);
    ks_map_init(&report->namespace_by_alias);
    *out = report;
    return KS_OK;
}

/* ---- aliases (Common 3.2, 3.3) -------------------------------------------------------------- */

bool ks_oim_is_collapsed(ks_sv text)
{
    bool is_good = ks_sv_trim(text).len == text.len;
    for (size_t i = 0; i < text.len && is_good; i++) {
        const char c = text.ptr[i];
        is_good = c != '\t' && c != '\r' && c != '\n' && (c != ' ' || text.ptr[i + 1] != ' ');
    }
    return is_good;
}

static bool is_escape(ks_sv text, size_t at)
{
    return at + 2 < text.len && isxdigit((unsigned char)text.ptr[at + 1]) != 0 &&
           isxdigit((unsigned char)text.ptr[at + 2]) != 0;
}

bool ks_oim_is_reference(ks_sv text)
{
    bool is_good = ks_oim_is_collapsed(text);
    size_t fragments = 0;
    for (size_t i = 0; i < text.len && is_good; i++) {
        fragments += text.ptr[i] == '#' ? 1 : 0;
        is_good = text.ptr[i] != '%' || is_escape(text, i);
    }
    return is_good && fragments <= 1;
}

static void check_alias(const ks_oim_report *report, const ks_oim_alias *own,
                        const ks_oim_reserved *reserved, size_t count)
{
    const ks_sv alias = ks_sv_from(own->alias);
    const ks_sv uri = ks_sv_from(own->uri);
    const char *wanted_uri = ks_oim_uri_of(reserved, count, alias);
    const char *wanted_alias = ks_oim_alias_of(reserved, count, uri);
    if (!ks_uri_is_absolute(ks_sv_trim(uri))) {
        KS_REPORT(report->sink, KS_F_OIM_URI, own->place, own->alias, own->uri);
    } else if (wanted_uri != NULL && strcmp(wanted_uri, own->uri) != 0) {
        KS_REPORT(report->sink, KS_F_OIM_RESERVED_ALIAS, own->place, own->alias, own->uri,
                  wanted_uri);
    } else if (wanted_alias != NULL && strcmp(wanted_alias, own->alias) != 0) {
        KS_REPORT(report->sink, KS_F_OIM_RESERVED_URI, own->place, own->alias, own->uri,
                  wanted_alias);
    }
}

static ks_status check_aliases(const ks_oim_report *report, const ks_oim_alias *list, size_t count,
                               const ks_oim_reserved *reserved, size_t reserved_count)
{
    ks_map by_uri;
    ks_status status = KS_OK;
    ks_map_init(&by_uri);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        void *found = NULL;
        check_alias(report, &list[i], reserved, reserved_count);
        status = ks_map_add_borrowed(&by_uri, ks_sv_from(list[i].uri), (void *)(uintptr_t)&list[i],
                                     &found);
        if (status == KS_OK && found != NULL) {
            const ks_oim_alias *first = found;
            const ks_related related = {first->place, first->alias};
            KS_REPORT_RELATED(report->sink, KS_F_OIM_URI_TWICE, list[i].place, &related, 1,
                              list[i].uri, first->alias, list[i].alias);
        }
    }
    ks_map_release(&by_uri);
    return status;
}

ks_status ks_oim_settle_aliases(ks_oim_report *report)
{
    ks_status status = check_aliases(report, report->namespaces.items, report->namespaces.count,
                                     KS_OIM_NAMESPACES, KS_OIM_NAMESPACE_COUNT);
    if (status == KS_OK) {
        status = check_aliases(report, report->link_types.items, report->link_types.count,
                               KS_OIM_LINKS, KS_OIM_LINK_COUNT);
    }
    if (status == KS_OK) {
        status = check_aliases(report, report->link_groups.items, report->link_groups.count,
                               KS_OIM_LINKS, KS_OIM_LINK_COUNT);
    }
    for (size_t i = 0; i < report->namespaces.count && status == KS_OK; i++) {
        ks_oim_alias *own = &report->namespaces.items[i];
        own->uri = ks_names_text(report->names, ks_sv_from(own->uri));
        status = own->uri == NULL ? KS_ERR_MEMORY
                                  : ks_map_set_borrowed(&report->namespace_by_alias,
                                                        ks_sv_from(own->alias), own);
    }
    return status;
}

const char *ks_oim_namespace(const ks_oim_report *report, ks_sv prefix)
{
    const ks_oim_alias *own = ks_map_get(&report->namespace_by_alias, prefix);
    return own == NULL ? NULL : own->uri;
}

ks_status ks_oim_name(const ks_oim_report *report, ks_names *names, ks_sv text,
                      const ks_qname **out, bool *out_is_unbound)
{
    ks_sv local = text;
    const ks_sv prefix = ks_sv_cut(&local, ':');
    *out = NULL;
    *out_is_unbound = false;
    if (!ks_text_is_prefixed(text)) {
        return KS_OK;
    }
    const char *ns = ks_oim_namespace(report, prefix);
    *out_is_unbound = ns == NULL;
    if (ns == NULL) {
        return KS_OK;
    }
    *out = ks_names_qname(names, ks_sv_from(ns), local);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

bool ks_oim_find_duplicates(ks_sv name, ks_oim_duplicates *out)
{
    static const char *const NAMES[] = {
        [KS_OIM_ALL_DUPLICATES] = "all",
        [KS_OIM_CONSISTENT_DUPLICATES] = "consistent",
        [KS_OIM_COMPLETE_DUPLICATES] = "complete",
        [KS_OIM_NO_DUPLICATES] = "none",
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (ks_sv_is(name, NAMES[i])) {
            *out = (ks_oim_duplicates)i;
            return true;
        }
    }
    return false;
}

/* ---- a file --------------------------------------------------------------------------------- */

static ks_status tell_type(ks_sink *sink, const ks_io_document *document, const ks_json *root,
                           ks_arena *arena)
{
    const ks_json *info = ks_json_get(root, "documentInfo");
    const ks_json *type = ks_json_get(info, "documentType");
    const ks_json *near = type != NULL ? type : info != NULL ? info : root;
    const bool is_text = type != NULL && type->kind == KS_JSON_STRING;
    const char *text = is_text ? ks_arena_text(arena, type->text) : "";
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(sink, KS_F_OIM_DOCUMENT_TYPE, ((ks_place){document->file, near->line, near->column}),
              text);
    return KS_REFUSED;
}

static ks_status fill(ks_oim_report *report, ks_io_resolver *resolver,
                      const ks_io_document *document, const ks_json *root)
{
    const ks_json *type = ks_json_get(ks_json_get(root, "documentInfo"), "documentType");
    const bool is_text = type != NULL && type->kind == KS_JSON_STRING;
    if (is_text && ks_sv_is(type->text, KS_OIM_JSON_TYPE)) {
        return ks_oim_fill_json(report, root);
    }
    if (is_text && ks_sv_is(type->text, KS_OIM_CSV_TYPE)) {
        return ks_oim_fill_csv(report, resolver, root);
    }
    return tell_type(report->sink, document, root, &report->arena);
}

/* What cannot be parsed has no type: it is metadata of xBRL-CSV where it says so. */
static ks_status tell_no_json(const ks_io_document *document, const ks_json_error *error,
                              ks_sink *sink, ks_arena *arena)
{
    const ks_sv text = document->text;
    const bool is_csv =
        memmem(text.ptr, text.len, KS_OIM_CSV_TYPE, strlen(KS_OIM_CSV_TYPE)) != NULL;
    const char *name = ks_arena_text(arena, error->name);
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(sink, is_csv ? KS_F_CSV_NO_JSON : KS_F_OIM_NO_JSON,
              ((ks_place){document->file, error->line, error->column}),
              ks_json_fault_text(error->fault, sink->lang == KS_LANG_JA), name);
    return KS_REFUSED;
}

static ks_status parse(const ks_io_document *document, ks_sink *sink, ks_arena *arena,
                       const ks_json **out)
{
    ks_json_error error = {.fault = KS_JSON_NO_UTF8};
    if (document->is_recoded) {
        return tell_no_json(document, &error, sink, arena);
    }
    ks_status status = ks_json_read(document->text, arena, out, &error);
    return status != KS_OK || *out != NULL ? status : tell_no_json(document, &error, sink, arena);
}

static ks_status read_document(const ks_io_document *document, ks_io_resolver *resolver,
                               ks_oim_report *report)
{
    const ks_json *root = NULL;
    const size_t before = ks_sink_errors(report->sink);
    ks_arena arena;
    ks_arena_init(&arena);
    ks_status status = parse(document, report->sink, &arena, &root);
    if (status == KS_OK) {
        status = fill(report, resolver, document, root);
    }
    if (status == KS_OK && ks_sink_errors(report->sink) == before && report->taxonomy.count == 0) {
        KS_REPORT(report->sink, KS_F_OIM_NO_TAXONOMY, report->place, NULL);
    }
    ks_arena_release(&arena);
    /* Of a report that is not built as it should be, nothing can be said. */
    return status == KS_OK && ks_sink_errors(report->sink) > before ? KS_REFUSED : status;
}

/* xBRL-JSON 2.1: what is no UTF-8 is no JSON. */
static void relay(const ks_finding *finding, void *user)
{
    static const char *const ENCODINGS[] = {"io.wrong-encoding", "io.wrong-mark",
                                            "io.broken-sequence", "io.cut-sequence"};
    ks_sink *sink = user;
    for (size_t i = 0; i < sizeof ENCODINGS / sizeof *ENCODINGS; i++) {
        if (strcmp(finding->id, ENCODINGS[i]) == 0) {
            KS_REPORT(sink, KS_F_OIM_NO_JSON, finding->place,
                      ks_json_fault_text(KS_JSON_NO_UTF8, sink->lang == KS_LANG_JA), NULL);
            return;
        }
    }
    ks_sink_hand(sink, finding);
}

static ks_status open_document(const char *url, ks_io_resolver *resolver, ks_sink *sink,
                               const ks_io_document **out)
{
    ks_sink between;
    ks_sink_init(&between, relay, sink, sink->lang);
    ks_status status = ks_io_require(resolver, url, &between, out);
    return between.is_failed ? KS_ERR_MEMORY : status;
}

ks_status ks_oim_read(const char *url, ks_names *names, ks_io_resolver *resolver, ks_sink *sink,
                      ks_oim_report **out)
{
    const ks_io_document *document = NULL;
    ks_oim_report *report = NULL;
    ks_status status = open_document(url, resolver, sink, &document);
    if (status == KS_OK) {
        status = ks_oim_report_new(url, document->file, names, sink, &report);
    }
    if (status == KS_OK) {
        status = read_document(document, resolver, report);
    }
    if (status != KS_OK) {
        ks_oim_free(report);
        return status;
    }
    *out = report;
    return KS_OK;
}

ks_status ks_oim_put(ks_oim_report *report, ks_io_resolver *resolver, const char **out_url)
{
    /* A name that no file has, where relative URLs are what they are for the report. */
    const char *made = ks_arena_format(&report->arena, "%s?instance", report->url);
    const char *kept = made == NULL ? NULL : ks_names_text(report->names, ks_sv_from(made));
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_io_resolver_put_made(resolver, kept, report->file, &report->producer);
    if (status == KS_OK) {
        *out_url = kept;
    }
    return status;
}

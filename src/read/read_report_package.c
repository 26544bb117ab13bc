#include "read_report_package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base_alloc.h"
#include "base_json.h"
#include "base_vec.h"
#include "read_json.h"

#define METADATA         "META-INF/reportPackage.json"
#define TAXONOMY         "META-INF/taxonomyPackage.xml"
#define REPORTS          "reports/"
#define TYPE_ANY         "https://xbrl.org/report-package/2023"
#define ZIP_LOCAL_HEADER "PK\3\4"

static const ks_finding_id ARCHIVE_FAULTS[KS_ZIP_FAULT_COUNT] = {
    [KS_ZIP_NO_ARCHIVE] = KS_F_REPORT_PACKAGE_NO_ARCHIVE,
    [KS_ZIP_BACKSLASH] = KS_F_REPORT_PACKAGE_BACKSLASH,
    [KS_ZIP_ABSOLUTE_NAME] = KS_F_REPORT_PACKAGE_ABSOLUTE_NAME,
    [KS_ZIP_DOT_SEGMENTS] = KS_F_REPORT_PACKAGE_DOT_SEGMENTS,
    [KS_ZIP_EMPTY_SEGMENT] = KS_F_REPORT_PACKAGE_EMPTY_SEGMENT,
    [KS_ZIP_NAME_TWICE] = KS_F_REPORT_PACKAGE_NAME_TWICE,
    [KS_ZIP_FILE_AND_FOLDER] = KS_F_REPORT_PACKAGE_FILE_AND_FOLDER,
    [KS_ZIP_ENCRYPTED] = KS_F_REPORT_PACKAGE_ENCRYPTED,
};

/* What a package may be, by what its name ends in. */
typedef struct package_kind {
    const char *extension;
    const char *document_type;
    bool is_single; /* it holds one report, */
    bool is_inline; /* of Inline XBRL; or of the others */
    const char *content[KS_LANG_COUNT];
} package_kind;

static const package_kind KINDS[] = {
    {".xbri", TYPE_ANY "/xbri", true, true, {"Inline XBRL", "インライン XBRL"}},
    {".xbr",
     TYPE_ANY "/xbr",
     true,
     false,
     {"a report in XBRL, JSON or CSV", "XBRL・JSON・CSV の報告書"}},
    {".zip", TYPE_ANY, false, false, {"", ""}},
};

typedef struct candidate {
    const ks_zip_member *member;
    ks_packaged_kind kind;
    ks_sv folder; /* below "reports"; empty where it lies in that itself */
} candidate;

typedef struct reader {
    ks_report_package *package;
    const package_kind *kind; /* NULL: of another name */
    ks_names *names;
    ks_sink *sink;
    const ks_zip_member *metadata; /* or NULL */
    bool is_future;                /* the metadata lie where this version has none */
    const char *deep;              /* a report that lies too deep to be one; or NULL */
    KS_VEC(candidate) candidates;
} reader;

static ks_place place_of(const reader *r)
{
    return (ks_place){r->package->path, 0, 0};
}

static const char *in_folder(reader *r, const char *name)
{
    return ks_arena_format(&r->package->arena, "%s/%s", r->package->folder, name);
}

/* ---- what kind of file it is ----------------------------------------------------------------- */

static bool ends_in(const char *name, const char *extension)
{
    const size_t len = strlen(name), tail = strlen(extension);
    return len > tail && strcasecmp(name + len - tail, extension) == 0;
}

static const package_kind *kind_of(const char *path)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (ends_in(path, KINDS[i].extension)) {
            return &KINDS[i];
        }
    }
    return NULL;
}

bool ks_report_package_is(const char *path)
{
    char start[4];
    if (kind_of(path) != NULL) {
        return true;
    }
    FILE *file = ks_io_is_plain_file(path) ? fopen(path, "rb") : NULL;
    if (file == NULL) {
        return false;
    }
    const bool is_archive = fread(start, 1, sizeof start, file) == sizeof start &&
                            memcmp(start, ZIP_LOCAL_HEADER, 4) == 0;
    fclose(file);
    return is_archive;
}

/* ---- folders --------------------------------------------------------------------------------- */

static const ks_finding_id TOP_FAULTS[KS_ZIP_TOP_FAULT_COUNT] = {
    [KS_ZIP_NO_FOLDER] = KS_F_REPORT_PACKAGE_EMPTY,
    [KS_ZIP_FILE_AT_TOP] = KS_F_REPORT_PACKAGE_TOP_LEVEL_FILE,
    [KS_ZIP_SECOND_FOLDER] = KS_F_REPORT_PACKAGE_SECOND_FOLDER,
};

static bool is_for_reports(const reader *r)
{
    const ks_zip *zip = r->package->zip;
    for (size_t i = 0; i < ks_zip_count(zip) && !r->kind->is_single; i++) {
        const char *name = ks_zip_member_at(zip, i)->name;
        const char *below = name + strcspn(name, "/");
        if (strcmp(below, "/" METADATA) == 0 ||
            ks_sv_starts(ks_sv_from(below), KS_SV("/" REPORTS))) {
            return true;
        }
    }
    return r->kind->is_single;
}

/* Metadata at the very top are those of a version to come, whose folders may be any. */
static ks_status find_parts(reader *r, bool *out_has_reports)
{
    ks_report_package *package = r->package;
    r->metadata = ks_zip_find(package->zip, KS_SV(METADATA));
    r->is_future = r->metadata != NULL;
    *out_has_reports = false;
    if (r->is_future) {
        return KS_OK;
    }
    /* In the words of the specification that the package seems to follow. */
    const ks_finding_id *faults = is_for_reports(r) ? TOP_FAULTS : KS_PACKAGE_TOP_FAULTS;
    ks_status status = ks_zip_find_top(package->zip, faults, r->sink, &package->folder);
    if (status != KS_OK) {
        return status;
    }
    const char *metadata = in_folder(r, METADATA);
    const char *reports = in_folder(r, REPORTS);
    if (metadata == NULL || reports == NULL) {
        return KS_ERR_MEMORY;
    }
    r->metadata = ks_zip_find(package->zip, ks_sv_from(metadata));
    *out_has_reports = ks_zip_has_folder(package->zip, ks_sv_from(reports));
    return KS_OK;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static const char *name_of(reader *r, const ks_zip_member *member)
{
    const char *file = ks_arena_format(&r->package->arena, "%s/%s", r->package->path, member->name);
    return file == NULL ? NULL : ks_names_text(r->names, ks_sv_from(file));
}

static ks_status report_json(reader *r, const char *file, const ks_json_error *error)
{
    const char *name = ks_arena_text(&r->package->arena, error->name);
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_INVALID_JSON,
              ((ks_place){file, error->line, error->column}),
              ks_json_fault_text(error->fault, r->sink->lang == KS_LANG_JA), name);
    return KS_REFUSED;
}

static ks_status take_type(reader *r, const char *file, const ks_json *root, const char **out)
{
    const ks_json *info = ks_json_get(root, "documentInfo");
    const ks_json *type = ks_json_get(info, "documentType");
    if (type != NULL && type->kind == KS_JSON_STRING) {
        *out = ks_arena_text(&r->package->arena, type->text);
        return *out != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    const ks_json *near = type != NULL ? type : info != NULL ? info : root;
    KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_JSON_STRUCTURE,
              ((ks_place){file, near->line, near->column}),
              ks_read_json_words(type, r->sink->lang));
    return KS_REFUSED;
}

/* What the document says it is; KS_REFUSED with a finding where it does not. */
static ks_status read_type(reader *r, const ks_zip_member *member, const char **out)
{
    ks_bytes bytes = {NULL, 0};
    const ks_json *root = NULL;
    ks_json_error error;
    ks_arena arena;
    const char *file = name_of(r, member);
    if (file == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_zip_read(r->package->zip, member, file, KS_NOWHERE, r->sink, &bytes);
    if (status != KS_OK) {
        return status;
    }
    ks_arena_init(&arena);
    status = ks_json_read((ks_sv){bytes.data, bytes.size}, &arena, &root, &error);
    if (status == KS_OK) {
        status = root != NULL ? take_type(r, file, root, out) : report_json(r, file, &error);
    }
    ks_arena_release(&arena);
    ks_bytes_release(&bytes);
    return status;
}

static ks_status refuse_mismatch(reader *r, const char *why)
{
    if (why == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_MISMATCH, place_of(r), r->package->path,
              r->kind->extension, why);
    return KS_REFUSED;
}

static bool is_japanese(const reader *r)
{
    return r->sink->lang == KS_LANG_JA;
}

static ks_status check_type(reader *r, const char *type)
{
    bool is_known = false;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        is_known |= strcmp(KINDS[i].document_type, type) == 0;
    }
    if (r->is_future || !is_known) {
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_VERSION, place_of(r), type);
        return KS_REFUSED;
    }
    if (strcmp(r->kind->document_type, type) == 0) {
        return KS_OK;
    }
    return refuse_mismatch(
        r, ks_arena_format(&r->package->arena,
                           is_japanese(r) ? "文書の種類は「%s」です" : "says that it is \"%s\"",
                           type));
}

static ks_status check_metadata(reader *r)
{
    const char *type = NULL;
    if (r->metadata == NULL) {
        return r->kind->is_single
                   ? refuse_mismatch(r, is_japanese(r) ? "META-INF/reportPackage.json がありません"
                                                       : "has no META-INF/reportPackage.json")
                   : KS_OK;
    }
    ks_status status = read_type(r, r->metadata, &type);
    return status == KS_OK ? check_type(r, type) : status;
}

/* ---- the reports ----------------------------------------------------------------------------- */

static bool find_kind(const char *name, ks_packaged_kind *out)
{
    static const struct {
        const char *extension;
        ks_packaged_kind kind;
    } kinds[] = {{".xhtml", KS_PACKAGED_INLINE},
                 {".html", KS_PACKAGED_INLINE},
                 {".htm", KS_PACKAGED_INLINE},
                 {".xbrl", KS_PACKAGED_XML},
                 {".json", KS_PACKAGED_JSON}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (ends_in(name, kinds[i].extension)) {
            *out = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* `name` is the member's below "reports/". */
static ks_status take_candidate(reader *r, const ks_zip_member *member, const char *name)
{
    candidate found = {.member = member};
    const char *slash = strchr(name, '/');
    if (!find_kind(name, &found.kind)) {
        return KS_OK;
    }
    if (slash != NULL && strchr(slash + 1, '/') != NULL) {
        r->deep = r->deep != NULL ? r->deep : member->name;
        return KS_OK;
    }
    found.folder = (ks_sv){name, slash != NULL ? (size_t)(slash - name) : 0};
    candidate *added = ks_vec_add(&r->candidates);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = found;
    return KS_OK;
}

/* By folder, then by name; those in no folder first. */
static int compare_candidates(const void *a, const void *b)
{
    const candidate *first = a;
    const candidate *second = b;
    const int order = ks_sv_compare(first->folder, second->folder);
    return order != 0 ? order : strcmp(first->member->name, second->member->name);
}

static ks_status find_candidates(reader *r, const char *folder)
{
    const ks_zip *zip = r->package->zip;
    const size_t len = strlen(folder);
    for (size_t i = 0; i < ks_zip_count(zip); i++) {
        const ks_zip_member *member = ks_zip_member_at(zip, i);
        if (ks_sv_starts(ks_sv_from(member->name), (ks_sv){folder, len})) {
            ks_status status = take_candidate(r, member, member->name + len);
            if (status != KS_OK) {
                return status;
            }
        }
    }
    if (r->candidates.count > 0) {
        qsort(r->candidates.items, r->candidates.count, sizeof *r->candidates.items,
              compare_candidates);
    }
    return KS_OK;
}

static ks_status add_report(reader *r, const candidate *first, size_t count,
                            const ks_packaged_report ***last)
{
    ks_report_package *package = r->package;
    ks_packaged_report *report = ks_arena_zero(&package->arena, 1, sizeof *report);
    const char **urls = ks_arena_zero(&package->arena, count, sizeof *urls);
    if (report == NULL || urls == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = ks_io_member_path(&package->arena, package->path, first[i].member->name);
        urls[i] = path == NULL ? NULL : ks_names_text(r->names, ks_sv_from(path));
        if (urls[i] == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    *report = (ks_packaged_report){first->kind, urls, count, first->member->name, NULL};
    **last = report;
    *last = &report->next;
    package->report_count++;
    return KS_OK;
}

/* Inline documents of one folder are one report; any other file must be alone in it. */
static ks_status take_group(reader *r, const candidate *first, size_t count,
                            const ks_packaged_report ***last)
{
    const candidate *other = NULL;
    for (size_t i = 0; i < count && other == NULL; i++) {
        other = count > 1 && first[i].kind != KS_PACKAGED_INLINE ? &first[i == 0 ? 1 : i] : NULL;
    }
    if (other == NULL) {
        return add_report(r, first, count, last);
    }
    const char *name = first->member->name;
    const ks_sv folder = {name, (size_t)(strrchr(name, '/') - name)};
    const char *text = ks_arena_text(&r->package->arena, folder);
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_MIXED_FOLDER, place_of(r), r->package->path, text,
              name + folder.len + 1, other->member->name + folder.len + 1);
    return KS_OK;
}

/* What lies in "reports" itself hides what lies in folders. */
static ks_status take_reports(reader *r)
{
    const ks_packaged_report **last = &r->package->reports;
    const candidate *all = r->candidates.items;
    const size_t count = r->candidates.count;
    const bool is_direct = count > 0 && all[0].folder.len == 0;
    for (size_t i = 0, next; i < count && (!is_direct || all[i].folder.len == 0); i = next) {
        next = i + 1;
        while (!is_direct && next < count && ks_sv_equal(all[next].folder, all[i].folder)) {
            next++;
        }
        ks_status status = take_group(r, &all[i], next - i, &last);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static void check_reports(reader *r)
{
    const ks_report_package *package = r->package;
    const ks_packaged_report *report = package->reports;
    char count[24];
    if (!r->kind->is_single || report == NULL) {
        return;
    }
    if (report->next != NULL) {
        snprintf(count, sizeof count, "%zu", package->report_count);
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_SEVERAL, place_of(r), package->path, count,
                  r->kind->extension, report->name, report->next->name,
                  package->report_count > 2 ? "..." : "");
        return;
    }
    if ((report->kind == KS_PACKAGED_INLINE) != r->kind->is_inline) {
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_WRONG_KIND, place_of(r), package->path, report->name,
                  r->kind->extension, r->kind->content[r->sink->lang]);
    }
}

/* A report in JSON says what it is, as the package does. */
static ks_status check_json_reports(reader *r)
{
    for (size_t i = 0; i < r->candidates.count; i++) {
        const candidate *found = &r->candidates.items[i];
        const char *type = NULL;
        if (found->kind != KS_PACKAGED_JSON ||
            (r->candidates.items[0].folder.len == 0 && found->folder.len > 0)) {
            continue;
        }
        ks_status status = read_type(r, found->member, &type);
        if (status != KS_OK && (status != KS_REFUSED || r->kind->is_single)) {
            return status; /* what is no report is not read as one */
        }
    }
    return KS_OK;
}

static ks_status find_reports(reader *r, bool has_folder)
{
    const char *path = r->package->path;
    const char *folder = in_folder(r, REPORTS);
    if (folder == NULL) {
        return KS_ERR_MEMORY;
    }
    if (!has_folder) {
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_NO_REPORTS_FOLDER, place_of(r), path, folder);
        return KS_REFUSED;
    }
    const size_t before = ks_sink_errors(r->sink);
    ks_status status = find_candidates(r, folder);
    if (status == KS_OK) {
        status = take_reports(r);
    }
    if (status == KS_OK && r->package->reports == NULL && r->candidates.count == 0) {
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_NO_REPORT, place_of(r), path, folder, r->deep);
        return KS_REFUSED;
    }
    if (status == KS_OK && ks_sink_errors(r->sink) == before) {
        check_reports(r);
        status = ks_sink_errors(r->sink) == before ? check_json_reports(r) : KS_OK;
    }
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* What is wrong with the taxonomy does not keep the reports from being read. */
static ks_status read_taxonomy(reader *r)
{
    ks_report_package *package = r->package;
    const char *metadata = in_folder(r, TAXONOMY);
    if (metadata == NULL) {
        return KS_ERR_MEMORY;
    }
    if (package->is_report_package && ks_zip_find(package->zip, ks_sv_from(metadata)) == NULL) {
        return KS_OK;
    }
    ks_status status =
        ks_read_package_in(package->zip, package->path, r->names, r->sink, &package->taxonomy);
    return package->is_report_package && status == KS_REFUSED ? KS_OK : status;
}

static ks_status read_package(reader *r)
{
    ks_report_package *package = r->package;
    bool has_reports = false;
    const bool may_be_taxonomy = r->kind != NULL && !r->kind->is_single;
    ks_status status =
        ks_zip_open(package->path, may_be_taxonomy ? KS_PACKAGE_FAULTS : ARCHIVE_FAULTS, r->sink,
                    &package->zip);
    if (status == KS_OK && r->kind == NULL) {
        KS_REPORT(r->sink, KS_F_REPORT_PACKAGE_EXTENSION, place_of(r), package->path);
        return KS_REFUSED;
    }
    if (status == KS_OK) {
        status = find_parts(r, &has_reports);
    }
    if (status != KS_OK) {
        return status;
    }
    package->is_report_package = r->kind->is_single || r->metadata != NULL || has_reports;
    if (package->is_report_package) {
        status = check_metadata(r);
        if (status == KS_OK) {
            status = find_reports(r, has_reports);
        }
    }
    return status == KS_OK ? read_taxonomy(r) : status;
}

void ks_report_package_free(ks_report_package *package)
{
    if (package == NULL) {
        return;
    }
    ks_package_free(package->taxonomy);
    ks_zip_free(package->zip);
    ks_arena_release(&package->arena);
    ks_alloc_free(package);
}

ks_status ks_read_report_package(const char *path, ks_names *names, ks_sink *sink,
                                 ks_report_package **out)
{
    ks_report_package *package = ks_alloc_zero(1, sizeof *package);
    if (package == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&package->arena);
    package->path = path;
    reader r = {.package = package, .kind = kind_of(path), .names = names, .sink = sink};
    ks_status status = read_package(&r);
    ks_vec_release(&r.candidates);
    if (status != KS_OK) {
        ks_report_package_free(package);
        return status;
    }
    *out = package;
    return KS_OK;
}

ks_status ks_report_package_mount(const ks_report_package *package, ks_io_resolver *resolver)
{
    const ks_package *taxonomy = package->taxonomy;
    return ks_io_resolver_add_last(resolver, package->zip, package->path,
                                   taxonomy != NULL ? taxonomy->rewrites : NULL,
                                   taxonomy != NULL ? taxonomy->rewrite_count : 0);
}

/* Metadata documents of xBRL-CSV: reading them, and what they come to together. */
#include <string.h>

#include "base_uri.h"
#include "io_address.h"
#include "model_oim.h"
#include "read_oim_csv.h"

static const struct {
    const char *name;
    bool is_in_info;
} PARTS[KS_CSV_PART_COUNT] = {
    [KS_CSV_NAMESPACES] = {"namespaces", true},  [KS_CSV_LINK_TYPES] = {"linkTypes", true},
    [KS_CSV_LINK_GROUPS] = {"linkGroups", true}, [KS_CSV_FEATURES] = {"features", true},
    [KS_CSV_FINALS] = {"final", true},           [KS_CSV_TEMPLATES] = {"tableTemplates", false},
    [KS_CSV_TABLES] = {"tables", false},         [KS_CSV_DIMENSIONS] = {"dimensions", false},
    [KS_CSV_PARAMETERS] = {"parameters", false},
};

static const struct {
    const char *name;
    bool is_in_info;
} SINGLES[KS_CSV_SINGLE_COUNT] = {
    [KS_CSV_DECIMALS] = {"decimals", false},
    [KS_CSV_PARAMETER_URL] = {"parameterURL", false},
    [KS_CSV_LINKS] = {"links", false},
    [KS_CSV_BASE_URL] = {"baseURL", true},
};

ks_place ks_csv_place(ks_csv_member member)
{
    return (ks_place){member.file, member.json != NULL ? member.json->line : 0,
                      member.json != NULL ? member.json->column : 0};
}

ks_csv_member ks_csv_object_get(const ks_csv_object *object, ks_sv name)
{
    const size_t number = (uintptr_t)ks_map_get(&object->by_name, name);
    return number == 0 ? (ks_csv_member){NULL, NULL} : object->members.items[number - 1];
}

ks_status ks_csv_keep(const ks_csv_job *job, ks_sv text, const char **out)
{
    *out = ks_names_text(job->report->names, text);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* ---- equal values ---------------------------------------------------------------------------- */

static bool are_equal(const ks_json *a, const ks_json *b);

/* The member of the object; most often it is the one that stands at the same place. */
static const ks_json *find_member(const ks_json *object, const ks_json *guess, ks_sv name)
{
    if (guess != NULL && ks_sv_equal(guess->name, name)) {
        return guess;
    }
    for (const ks_json *member = object->first; member != NULL; member = member->next) {
        if (ks_sv_equal(member->name, name)) {
            return member;
        }
    }
    return NULL;
}

static bool have_equal_members(const ks_json *a, const ks_json *b)
{
    const ks_json *guess = b->first;
    for (const ks_json *member = a->first; member != NULL; member = member->next) {
        const ks_json *other =
            a->kind == KS_JSON_ARRAY ? guess : find_member(b, guess, member->name);
        if (other == NULL || !are_equal(member, other)) {
            return false;
        }
        guess = guess != NULL ? guess->next : NULL;
    }
    return ks_json_count(a) == ks_json_count(b);
}

static bool are_equal(const ks_json *a, const ks_json *b)
{
    if (a == b) {
        return true;
    }
    if (a->kind != b->kind) {
        return false;
    }
    return a->kind == KS_JSON_OBJECT || a->kind == KS_JSON_ARRAY ? have_equal_members(a, b)
                                                                 : ks_sv_equal(a->text, b->text);
}

/* ---- one document ---------------------------------------------------------------------------- */

static ks_status add_member(ks_csv_object *object, ks_csv_member member)
{
    ks_csv_member *slot = ks_vec_add(&object->members);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = member;
    return ks_map_set_borrowed(&object->by_name, member.json->name,
                               (void *)(uintptr_t)object->members.count);
}

static bool is_final(const ks_json *info, const char *name)
{
    const ks_json *final = ks_json_get(ks_json_get(info, "final"), name);
    return final != NULL && final->kind == KS_JSON_TRUE;
}

static ks_status take_part(ks_csv_metadata *metadata, ks_csv_part part, const ks_json *root,
                           const ks_json *info)
{
    const ks_json *object = ks_json_get(PARTS[part].is_in_info ? info : root, PARTS[part].name);
    ks_status status = KS_OK;
    metadata->is_final[part] = is_final(info, PARTS[part].name);
    for (const ks_json *member = object != NULL ? object->first : NULL;
         member != NULL && status == KS_OK; member = member->next) {
        status = add_member(&metadata->parts[part], (ks_csv_member){member, metadata->file});
    }
    return status;
}

/* Members that the specification does not know. */
static ks_status take_extras(ks_csv_metadata *metadata, ks_csv_object *out, const ks_json *object)
{
    ks_status status = KS_OK;
    for (const ks_json *member = object->first; member != NULL && status == KS_OK;
         member = member->next) {
        if (memchr(member->name.ptr, ':', member->name.len) != NULL) {
            status = add_member(out, (ks_csv_member){member, metadata->file});
        }
    }
    return status;
}

/* Addresses are relative to the document that gives them. */
static ks_status take_taxonomy(ks_csv_job *job, ks_csv_metadata *metadata, const ks_json *info)
{
    const ks_json *list = ks_json_get(info, "taxonomy");
    const bool is_first = job->opened.count == 1;
    ks_status status = KS_OK;
    metadata->is_taxonomy_final = is_final(info, "taxonomy");
    for (const ks_json *item = list != NULL ? list->first : NULL; item != NULL && status == KS_OK;
         item = item->next) {
        ks_oim_entry *entry = ks_vec_add(&metadata->taxonomy);
        if (entry == NULL) {
            return KS_ERR_MEMORY;
        }
        entry->place = (ks_place){metadata->file, item->line, item->column};
        status = is_first ? ks_csv_keep(job, item->text, &entry->url)
                          : ks_csv_refer(job, metadata->url, item->text, &entry->url);
    }
    return status;
}

static ks_status take_document(ks_csv_job *job, ks_csv_metadata *metadata, const ks_json *root)
{
    const ks_json *info = ks_json_get(root, "documentInfo");
    ks_status status = KS_OK;
    metadata->place = (ks_place){metadata->file, info->line, info->column};
    for (int part = 0; part < KS_CSV_PART_COUNT && status == KS_OK; part++) {
        status = take_part(metadata, (ks_csv_part)part, root, info);
    }
    for (int i = 0; i < KS_CSV_SINGLE_COUNT; i++) {
        const ks_json *value = ks_json_get(SINGLES[i].is_in_info ? info : root, SINGLES[i].name);
        metadata->singles[i] = (ks_csv_member){value, metadata->file};
        metadata->is_single_final[i] = is_final(info, SINGLES[i].name);
    }
    if (status == KS_OK) {
        status = take_extras(metadata, &metadata->extras[0], root);
    }
    if (status == KS_OK) {
        status = take_extras(metadata, &metadata->extras[1], info);
    }
    return status == KS_OK ? take_taxonomy(job, metadata, info) : status;
}

/* ---- what a document adds to one that extends it --------------------------------------------- */

static ks_status tell_twice(const ks_csv_job *job, ks_finding_id id, const char *name,
                            ks_csv_member own, ks_csv_member other)
{
    const char *kept = NULL;
    ks_status status = ks_csv_keep(job, own.json->name, &kept);
    if (status == KS_OK) {
        const ks_related related = {ks_csv_place(other), kept};
        KS_REPORT_RELATED(job->sink, id, ks_csv_place(own), &related, other.json != NULL ? 1 : 0,
                          name, kept);
    }
    return status;
}

/* What stands in a part that the extended document calls final must stand there too. */
static ks_status check_final(const ks_csv_job *job, ks_csv_part part, const ks_csv_metadata *own,
                             const ks_csv_metadata *other)
{
    const ks_csv_object *mine = &own->parts[part];
    ks_status status = KS_OK;
    for (size_t i = 0; i < mine->members.count && status == KS_OK; i++) {
        const ks_csv_member member = mine->members.items[i];
        if (ks_csv_object_get(&other->parts[part], member.json->name).json == NULL) {
            status = tell_twice(job, KS_F_CSV_FINAL, PARTS[part].name, member,
                                (ks_csv_member){NULL, other->file});
        }
    }
    return status;
}

static ks_status merge_part(const ks_csv_job *job, ks_csv_part part, ks_csv_metadata *own,
                            const ks_csv_metadata *other)
{
    const ks_csv_object *theirs = &other->parts[part];
    ks_status status = other->is_final[part] ? check_final(job, part, own, other) : KS_OK;
    for (size_t i = 0; i < theirs->members.count && status == KS_OK; i++) {
        const ks_csv_member member = theirs->members.items[i];
        const ks_csv_member mine = ks_csv_object_get(&own->parts[part], member.json->name);
        if (mine.json == NULL) {
            status = add_member(&own->parts[part], member);
        } else if (!are_equal(mine.json, member.json)) {
            status = tell_twice(job, KS_F_CSV_CONFLICT, PARTS[part].name, mine, member);
        }
    }
    own->is_final[part] = own->is_final[part] || other->is_final[part];
    return status;
}

/* The report's own addresses stay as they are written; they lead from its document. */
static ks_status has_entry(ks_csv_job *job, const ks_csv_metadata *metadata, const char *url,
                           bool *out)
{
    const ks_sv base = ks_sv_from(job->opened.items[0]->url);
    const char *wanted = ks_uri_resolve(&job->arena, base, ks_sv_from(url));
    *out = false;
    for (size_t i = 0; i < metadata->taxonomy.count && wanted != NULL && !*out; i++) {
        const char *one =
            ks_uri_resolve(&job->arena, base, ks_sv_from(metadata->taxonomy.items[i].url));
        if (one == NULL) {
            return KS_ERR_MEMORY;
        }
        *out = strcmp(one, wanted) == 0;
    }
    return wanted == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status merge_taxonomy(ks_csv_job *job, ks_csv_metadata *own, const ks_csv_metadata *other)
{
    ks_status status = KS_OK;
    bool is_there = false;
    for (size_t i = 0; i < own->taxonomy.count && other->is_taxonomy_final && status == KS_OK;
         i++) {
        const ks_oim_entry *entry = &own->taxonomy.items[i];
        status = has_entry(job, other, entry->url, &is_there);
        if (status == KS_OK && !is_there) {
            KS_REPORT(job->sink, KS_F_CSV_FINAL, entry->place, "taxonomy", entry->url);
        }
    }
    for (size_t i = 0; i < other->taxonomy.count && status == KS_OK; i++) {
        status = has_entry(job, own, other->taxonomy.items[i].url, &is_there);
        if (status == KS_OK && !is_there) {
            ks_oim_entry *slot = ks_vec_add(&own->taxonomy);
            if (slot == NULL) {
                return KS_ERR_MEMORY;
            }
            *slot = other->taxonomy.items[i];
        }
    }
    own->is_taxonomy_final = own->is_taxonomy_final || other->is_taxonomy_final;
    return status;
}

/* What can be said once. */
static ks_status merge_extras(const ks_csv_job *job, ks_csv_object *own, const ks_csv_object *other)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < other->members.count && status == KS_OK; i++) {
        const ks_csv_member member = other->members.items[i];
        const ks_csv_member mine = ks_csv_object_get(own, member.json->name);
        if (mine.json == NULL) {
            status = add_member(own, member);
        } else if (!are_equal(mine.json, member.json)) {
            const char *name = NULL;
            status = ks_csv_keep(job, member.json->name, &name);
            status =
                status == KS_OK ? tell_twice(job, KS_F_CSV_REDEFINED, name, mine, member) : status;
        }
    }
    return status;
}

static ks_status merge_single(const ks_csv_job *job, ks_csv_single i, ks_csv_metadata *own,
                              const ks_csv_metadata *other)
{
    const ks_csv_member mine = own->singles[i];
    const ks_csv_member theirs = other->singles[i];
    const bool is_closed = other->is_single_final[i];
    own->is_single_final[i] = own->is_single_final[i] || is_closed;
    if (mine.json == NULL) {
        own->singles[i] = theirs;
    } else if (theirs.json == NULL && is_closed) {
        return tell_twice(job, KS_F_CSV_FINAL, SINGLES[i].is_in_info ? "documentInfo" : "report",
                          mine, (ks_csv_member){NULL, other->file});
    } else if (theirs.json != NULL && !are_equal(mine.json, theirs.json)) {
        return tell_twice(job, KS_F_CSV_REDEFINED, SINGLES[i].name, mine, theirs);
    }
    return KS_OK;
}

static ks_status merge(ks_csv_job *job, ks_csv_metadata *own, const ks_csv_metadata *other)
{
    ks_status status = merge_taxonomy(job, own, other);
    for (int part = 0; part < KS_CSV_PART_COUNT && status == KS_OK; part++) {
        status = merge_part(job, (ks_csv_part)part, own, other);
    }
    for (int i = 0; i < KS_CSV_SINGLE_COUNT && status == KS_OK; i++) {
        status = merge_single(job, (ks_csv_single)i, own, other);
    }
    for (size_t i = 0; i < 2 && status == KS_OK; i++) {
        status = merge_extras(job, &own->extras[i], &other->extras[i]);
    }
    return status;
}

/* ---- files ----------------------------------------------------------------------------------- */

/* The first place that a silent sink heard of. */
static void hear(const ks_finding *finding, void *user)
{
    ks_place *place = user;
    if (place->file == NULL) {
        *place = finding->place;
    }
}

ks_status ks_csv_refer(ks_csv_job *job, const char *base, ks_sv url, const char **out)
{
    const char *full = ks_io_refer(&job->arena, ks_sv_from(base), url);
    return full == NULL ? KS_ERR_MEMORY : ks_csv_keep(job, ks_sv_from(full), out);
}

ks_status ks_csv_open(ks_csv_job *job, const char *url, ks_place asked_from,
                      const ks_io_document **out)
{
    ks_sink deaf;
    ks_place heard = {NULL, 0, 0};
    bool may_follow = false;
    *out = NULL;
    ks_sink_init(&deaf, hear, &heard, job->sink->lang);
    ks_status status = ks_io_resolver_may_follow(job->resolver, url, &may_follow);
    if (status == KS_OK && !may_follow) {
        KS_REPORT(job->sink, KS_F_IO_NO_LEAVE, asked_from, url);
        return KS_REFUSED;
    }
    if (status == KS_OK) {
        status = ks_io_resolve(job->resolver, url, asked_from, &deaf, out);
    }
    if (status == KS_OK && (*out)->is_recoded) {
        heard = (ks_place){(*out)->file, 0, 0};
        status = KS_REFUSED;
    }
    if (status == KS_REFUSED) {
        KS_REPORT(job->sink, KS_F_CSV_ENCODING, heard.file != NULL ? heard : asked_from, url);
    }
    return status == KS_ERR_NOT_FOUND ? KS_OK : status;
}

ks_status ks_csv_next_row(const ks_csv_job *job, const char *file, ks_csv_rows *rows, bool *out)
{
    ks_status status = ks_csv_next(rows, out);
    if (status == KS_OK && rows->fault != KS_CSV_FINE) {
        const ks_place place = {file, rows->line, (uint32_t)rows->cells.count};
        KS_REPORT(job->sink,
                  rows->fault == KS_CSV_OPEN_QUOTE ? KS_F_CSV_OPEN_QUOTE : KS_F_CSV_BEHIND_QUOTE,
                  place, NULL);
    }
    return status;
}

static ks_status read_extended(ks_csv_job *job, ks_csv_metadata *own, const ks_json *item);

static ks_status read_all(ks_csv_job *job, ks_csv_metadata *metadata, const ks_json *root)
{
    bool is_good = false;
    ks_status status = ks_csv_check_shape(job, metadata->file, root, &is_good);
    if (status != KS_OK || !is_good) {
        return status;
    }
    status = take_document(job, metadata, root);
    const ks_json *list = ks_json_get(ks_json_get(root, "documentInfo"), "extends");
    for (const ks_json *item = list != NULL ? list->first : NULL; item != NULL && status == KS_OK;
         item = item->next) {
        status = read_extended(job, metadata, item);
    }
    metadata->is_open = false;
    return status;
}

static ks_status add_document(ks_csv_job *job, const char *url, const char *file,
                              ks_csv_metadata **out)
{
    ks_csv_metadata *metadata = ks_arena_zero(&job->arena, 1, sizeof *metadata);
    ks_csv_metadata **slot = metadata != NULL ? ks_vec_add(&job->opened) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = metadata;
    *metadata = (ks_csv_metadata){.url = url, .file = file, .is_open = true};
    for (int part = 0; part < KS_CSV_PART_COUNT; part++) {
        ks_map_init(&metadata->parts[part].by_name);
    }
    ks_map_init(&metadata->extras[0].by_name);
    ks_map_init(&metadata->extras[1].by_name);
    *out = metadata;
    return ks_map_set_borrowed(&job->documents, ks_sv_from(url), metadata);
}

static ks_status parse(ks_csv_job *job, const ks_io_document *document, const ks_json **out)
{
    ks_json_error error;
    const char *name = NULL;
    ks_status status = ks_json_read(document->text, &job->arena, out, &error);
    if (status == KS_OK && *out == NULL) {
        status = ks_csv_keep(job, error.name, &name);
    }
    if (status == KS_OK && *out == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_NO_JSON,
                  ((ks_place){document->file, error.line, error.column}),
                  ks_json_fault_text(error.fault, job->sink->lang == KS_LANG_JA), name);
    }
    return status;
}

static ks_status check_type(ks_csv_job *job, const ks_io_document *document, const ks_json *root,
                            bool *out_is_good)
{
    const ks_json *info = ks_json_get(root, "documentInfo");
    const ks_json *type = ks_json_get(info, "documentType");
    const ks_json *near = type != NULL ? type : info != NULL ? info : root;
    const char *text = NULL;
    *out_is_good =
        type != NULL && type->kind == KS_JSON_STRING && ks_sv_is(type->text, KS_OIM_CSV_TYPE);
    if (*out_is_good) {
        return KS_OK;
    }
    ks_status status = ks_csv_keep(
        job, type != NULL && type->kind == KS_JSON_STRING ? type->text : KS_SV(""), &text);
    if (status == KS_OK) {
        const ks_place place = {document->file, near->line, near->column};
        const bool is_known = strcmp(text, KS_OIM_JSON_TYPE) == 0;
        KS_REPORT(job->sink, is_known ? KS_F_CSV_OTHER_TYPE : KS_F_OIM_DOCUMENT_TYPE, place, text,
                  KS_OIM_CSV_TYPE);
    }
    return status;
}

static ks_status read_new(ks_csv_job *job, const char *url, ks_place place, ks_csv_metadata **out)
{
    const ks_io_document *document = NULL;
    const ks_json *root = NULL;
    bool is_good = false;
    *out = NULL;
    ks_status status = ks_csv_open(job, url, place, &document);
    if (status == KS_REFUSED) {
        return KS_OK;
    }
    if (status == KS_OK && document == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_NO_BASE, place, url);
        return KS_OK;
    }
    if (status == KS_OK) {
        status = parse(job, document, &root);
    }
    if (status == KS_OK && root != NULL) {
        status = check_type(job, document, root, &is_good);
    }
    if (status == KS_OK && is_good) {
        status = add_document(job, url, document->file, out);
    }
    return status == KS_OK && is_good ? read_all(job, *out, root) : status;
}

static ks_status read_extended(ks_csv_job *job, ks_csv_metadata *own, const ks_json *item)
{
    const ks_place place = {own->file, item->line, item->column};
    const char *url = NULL;
    ks_status status = ks_csv_refer(job, own->url, item->text, &url);
    ks_csv_metadata *other = status == KS_OK ? ks_map_get(&job->documents, ks_sv_from(url)) : NULL;
    if (other != NULL && other->is_open) {
        KS_REPORT(job->sink, KS_F_CSV_CYCLE, place, url);
        return KS_OK;
    }
    if (status == KS_OK && other == NULL) {
        status = read_new(job, url, place, &other);
    }
    return status == KS_OK && other != NULL ? merge(job, own, other) : status;
}

ks_status ks_csv_read_metadata(ks_csv_job *job, const ks_json *root)
{
    ks_status status = add_document(job, job->report->url, job->report->file, &job->metadata);
    return status == KS_OK ? read_all(job, job->metadata, root) : status;
}

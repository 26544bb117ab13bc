/* A report of xBRL-CSV: metadata, templates, parameters, tables, links, in this order; what is
 * wrong with one of them keeps the next from being looked at. */
#include "read_oim_csv.h"

#include "base_uri.h"
#include "read_oim_parts.h"

static const ks_oim_codes CODES = {
    .value = KS_F_CSV_VALUE,
    .dimension_value = KS_F_CSV_DIMENSION,
    .period = KS_F_CSV_PERIOD,
    .link_type = KS_F_CSV_LINK_TYPE,
    .link_group = KS_F_CSV_LINK_GROUP,
    .link_target = KS_F_CSV_LINK_TARGET,
};

/* ---- documentInfo ---------------------------------------------------------------------------- */

static ks_status take_alias(const ks_csv_job *job, ks_csv_member member, ks_oim_alias *out)
{
    if (out == NULL) {
        return KS_ERR_MEMORY;
    }
    out->place = ks_csv_place(member);
    ks_status status = ks_csv_keep(job, member.json->name, &out->alias);
    return status == KS_OK ? ks_csv_keep(job, member.json->text, &out->uri) : status;
}

static ks_status take_aliases(const ks_csv_job *job, ks_csv_part part, ks_oim_aliases *out)
{
    const ks_csv_object *object = &job->metadata->parts[part];
    ks_status status = KS_OK;
    for (size_t i = 0; i < object->members.count && status == KS_OK; i++) {
        status = take_alias(job, object->members.items[i], ks_vec_add(out));
    }
    return status;
}

static ks_status take_all_aliases(const ks_csv_job *job)
{
    ks_oim_report *report = job->report;
    ks_status status = take_aliases(job, KS_CSV_NAMESPACES, &report->namespaces);
    if (status == KS_OK) {
        status = take_aliases(job, KS_CSV_LINK_TYPES, &report->link_types);
    }
    if (status == KS_OK) {
        status = take_aliases(job, KS_CSV_LINK_GROUPS, &report->link_groups);
    }
    return status == KS_OK ? ks_oim_settle_aliases(report) : status;
}

static ks_status take_taxonomy(ks_csv_job *job)
{
    const ks_csv_metadata *metadata = job->metadata;
    for (size_t i = 0; i < metadata->taxonomy.count; i++) {
        ks_oim_entry *slot = ks_vec_add(&job->report->taxonomy);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = metadata->taxonomy.items[i];
    }
    return KS_OK;
}

/* A prefix that stands for nothing is told once. */
static ks_status check_prefixes(ks_csv_job *job)
{
    ks_map told;
    ks_status status = KS_OK;
    ks_map_init(&told);
    for (size_t i = 0; i < job->prefixed.count && status == KS_OK; i++) {
        const ks_csv_member member = job->prefixed.items[i];
        ks_sv rest = member.json->name;
        const ks_sv prefix = ks_sv_cut(&rest, ':');
        const char *name = NULL;
        void *there = NULL;
        if (ks_oim_namespace(job->report, prefix) != NULL) {
            continue;
        }
        status = ks_map_add_borrowed(&told, prefix, job, &there);
        if (status == KS_OK && there == NULL) {
            status = ks_csv_keep(job, member.json->name, &name);
        }
        if (status == KS_OK && there == NULL) {
            KS_REPORT(job->sink, KS_F_OIM_UNBOUND_PREFIX, ks_csv_place(member), name);
        }
    }
    ks_map_release(&told);
    return status;
}

static ks_status take_features(ks_csv_job *job)
{
    const ks_csv_member own =
        ks_csv_object_get(&job->metadata->parts[KS_CSV_FEATURES], KS_SV("xbrl:allowedDuplicates"));
    const char *text = NULL;
    if (own.json == NULL ||
        ks_oim_find_duplicates(own.json->text, &job->report->allowed_duplicates)) {
        return KS_OK;
    }
    ks_status status = ks_csv_keep(job, own.json->text, &text);
    if (status == KS_OK) {
        KS_REPORT(job->sink, KS_F_CSV_KIND, ks_csv_place(own),
                  "documentInfo.features.xbrl:allowedDuplicates", "none, complete, consistent, all",
                  text);
    }
    return status;
}

static ks_status take_info(ks_csv_job *job)
{
    const ks_csv_member base = job->metadata->singles[KS_CSV_BASE_URL];
    ks_status status = take_all_aliases(job);
    job->report->place = job->metadata->place;
    if (status == KS_OK) {
        status = check_prefixes(job);
    }
    if (status == KS_OK) {
        status = take_features(job);
    }
    if (status == KS_OK && base.json != NULL) {
        status = ks_csv_keep(job, base.json->text, &job->report->base_url);
        if (status == KS_OK && !ks_uri_is_absolute(base.json->text)) {
            KS_REPORT(job->sink, KS_F_OIM_BASE_URL, ks_csv_place(base), job->report->base_url);
        }
    }
    return status == KS_OK ? take_taxonomy(job) : status;
}

/* ---- the report ------------------------------------------------------------------------------ */

static ks_status fill(ks_csv_job *job, ks_csv_templates *templates, const ks_json *root)
{
    const size_t before = ks_sink_errors(job->sink);
    ks_status status = ks_csv_read_metadata(job, root);
    if (status == KS_OK && ks_sink_errors(job->sink) == before) {
        status = take_info(job);
    }
    if (status == KS_OK && ks_sink_errors(job->sink) == before) {
        status = ks_csv_read_templates(job, templates);
    }
    if (status == KS_OK && ks_sink_errors(job->sink) == before) {
        status = ks_csv_read_parameters(job);
    }
    if (status == KS_OK && ks_sink_errors(job->sink) == before) {
        status = ks_csv_read_tables(job, templates);
    }
    if (status == KS_OK && ks_sink_errors(job->sink) == before) {
        status = ks_csv_read_links(job);
    }
    return status == KS_OK ? ks_sink_status(job->sink) : status;
}

static void release_object(ks_csv_object *object)
{
    ks_vec_release(&object->members);
    ks_map_release(&object->by_name);
}

static void release_metadata(ks_csv_metadata *metadata)
{
    for (int part = 0; part < KS_CSV_PART_COUNT; part++) {
        release_object(&metadata->parts[part]);
    }
    release_object(&metadata->extras[0]);
    release_object(&metadata->extras[1]);
    ks_vec_release(&metadata->taxonomy);
}

static void release(ks_csv_job *job)
{
    for (size_t i = 0; i < job->opened.count; i++) {
        release_metadata(job->opened.items[i]);
    }
    ks_vec_release(&job->opened);
    ks_vec_release(&job->prefixed);
    ks_map_release(&job->documents);
    ks_map_release(&job->periods);
    ks_map_release(&job->references);
    ks_map_release(&job->report_references);
    ks_map_release(&job->parameters);
    ks_str_release(&job->text);
    ks_arena_release(&job->arena);
}

ks_status ks_oim_fill_csv(ks_oim_report *report, ks_io_resolver *resolver, const ks_json *root)
{
    ks_csv_job job = {.report = report, .resolver = resolver, .sink = report->sink};
    ks_csv_templates templates = {0};
    report->codes = &CODES;
    report->is_csv = true;
    ks_arena_init(&job.arena);
    ks_map_init(&job.documents);
    ks_map_init(&job.periods);
    ks_map_init(&job.references);
    ks_map_init(&job.report_references);
    ks_map_init(&job.parameters);
    ks_map_init(&templates.by_name);
    ks_str_init(&job.text);
    ks_status status = fill(&job, &templates, root);
    ks_csv_templates_release(&templates);
    release(&job);
    return status;
}

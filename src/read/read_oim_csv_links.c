/* Links of xBRL-CSV: by type, group and the id of the fact that they lead from. */
#include "read_oim_csv.h"

typedef struct link_job {
    ks_csv_job *job;
    ks_map ids;
    const char *file;
    ks_oim_link link; /* at hand */
} link_job;

/* What leads nowhere: its type and group must be known nonetheless. */
static ks_status take_empty(link_job *l, const ks_json *value)
{
    ks_oim_link *slot = ks_vec_add(&l->job->report->links);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = l->link;
    slot->to = NULL;
    slot->place = (ks_place){l->file, value->line, value->column};
    return KS_OK;
}

static ks_status take_targets(link_job *l, const ks_json *source)
{
    ks_csv_job *job = l->job;
    const ks_place place = {l->file, source->line, source->column};
    ks_status status = ks_csv_keep(job, source->name, &l->link.from);
    if (status == KS_OK && ks_map_get(&l->ids, source->name) == NULL) {
        KS_REPORT(job->sink, KS_F_CSV_LINK_SOURCE, place, l->link.from);
        return KS_OK;
    }
    if (status == KS_OK && source->first == NULL) {
        return take_empty(l, source);
    }
    for (const ks_json *item = source->first; item != NULL && status == KS_OK; item = item->next) {
        ks_oim_link *slot = ks_vec_add(&job->report->links);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        l->link.place = (ks_place){l->file, item->line, item->column};
        status = ks_csv_keep(job, item->text, &l->link.to);
        *slot = l->link;
    }
    return status;
}

static ks_status take_group(link_job *l, const ks_json *group)
{
    ks_status status = ks_csv_keep(l->job, group->name, &l->link.group);
    if (status == KS_OK && group->first == NULL) {
        l->link.from = NULL;
        return take_empty(l, group);
    }
    for (const ks_json *source = group->first; source != NULL && status == KS_OK;
         source = source->next) {
        status = take_targets(l, source);
    }
    return status;
}

static ks_status note_ids(link_job *l)
{
    ks_oim_report *report = l->job->report;
    ks_status status = KS_OK;
    for (size_t i = 0; i < report->facts.count && status == KS_OK; i++) {
        status = ks_map_set_borrowed(&l->ids, ks_sv_from(report->facts.items[i].id), l);
    }
    return status;
}

ks_status ks_csv_read_links(ks_csv_job *job)
{
    const ks_csv_member links = job->metadata->singles[KS_CSV_LINKS];
    link_job l = {.job = job, .file = links.file};
    if (links.json == NULL) {
        return KS_OK;
    }
    ks_map_init(&l.ids);
    ks_status status = note_ids(&l);
    for (const ks_json *type = links.json->first; type != NULL && status == KS_OK;
         type = type->next) {
        status = ks_csv_keep(job, type->name, &l.link.type);
        if (status == KS_OK && type->first == NULL) {
            l.link.group = NULL;
            l.link.from = NULL;
            status = take_empty(&l, type);
        }
        for (const ks_json *group = type->first; group != NULL && status == KS_OK;
             group = group->next) {
            status = take_group(&l, group);
        }
    }
    ks_map_release(&l.ids);
    return status;
}

/* The ids of facts and notes. */
#include <string.h>

#include "write_oim_parts.h"

typedef struct id_job {
    ks_oim_job *job;
    ks_map taken;
    size_t made;
} id_job;

/* An id of XML as the identifier of a row: that holds no point. NULL when memory is short. */
static const char *make_row_id(id_job *ids, const char *id)
{
    const size_t length = strlen(id);
    char *row = ks_arena_zero(&ids->job->arena, length + 1, 1);
    for (size_t i = 0; row != NULL && i < length; i++) {
        row[i] = (char)(id[i] == '.' ? '_' : id[i]);
    }
    return row;
}

/* The id where nothing else has it, else one of ours. */
static ks_status give_id(id_job *ids, const char *wish, const char **out)
{
    void *there = NULL;
    ks_status status = KS_OK;
    if (wish != NULL && ids->job->are_ids_of_rows && strchr(wish, '.') != NULL) {
        wish = make_row_id(ids, wish);
        status = wish == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    *out = wish;
    if (status == KS_OK && wish != NULL) {
        status = ks_map_add_borrowed(&ids->taken, ks_sv_from(wish), ids, &there);
    }
    while (status == KS_OK && (*out == NULL || there != NULL)) {
        *out = ks_arena_format(&ids->job->arena, "f%zu", ++ids->made);
        status = *out == NULL ? KS_ERR_MEMORY
                              : ks_map_add_borrowed(&ids->taken, ks_sv_from(*out), ids, &there);
    }
    return status;
}

/* What has an id keeps it: so those come first. */
static ks_status give_fact_ids(id_job *ids)
{
    const ks_instance *instance = ids->job->instance;
    ks_status status = KS_OK;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
            const ks_fact *fact = instance->facts.items[i];
            if (!ids->job->is_left[i] && (fact->id != NULL) == (round == 0)) {
                status = give_id(ids, fact->id, &ids->job->ids[i]);
            }
        }
    }
    return status;
}

static ks_status add_notes(id_job *ids, const ks_footnote *footnote)
{
    ks_status status = KS_OK;
    for (const ks_lang_text *text = footnote->texts; text != NULL && status == KS_OK;
         text = text->next) {
        ks_oim_note note = {.footnote = footnote, .text = text};
        status = give_id(ids, footnote->id, &note.id);
        ks_oim_note *slot = status == KS_OK ? ks_vec_add(&ids->job->notes) : NULL;
        if (slot == NULL) {
            return status == KS_OK ? KS_ERR_MEMORY : status;
        }
        *slot = note;
    }
    return status;
}

ks_status ks_oim_make_ids(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    id_job ids = {.job = job};
    ks_map_init(&ids.taken);
    ks_status status = give_fact_ids(&ids);
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        const ks_footnote *footnote = instance->footnotes.items[i];
        if (ks_oim_is_noted(job, footnote)) {
            status = add_notes(&ids, footnote);
        }
    }
    ks_map_release(&ids.taken);
    return status;
}

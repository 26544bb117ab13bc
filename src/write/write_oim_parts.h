/* What the writers of xBRL-JSON share. For the room's own use. */
#ifndef KS_WRITE_OIM_PARTS_H
#define KS_WRITE_OIM_PARTS_H

#include "diag.h"
#include "model_instance.h"
#include "write_out.h"
#include "write_prefix.h"

/* A footnote in one language. */
typedef struct ks_oim_note {
    const ks_footnote *footnote;
    const ks_lang_text *text;
    const char *id;
} ks_oim_note;

typedef struct ks_oim_job {
    const ks_instance *instance;
    ks_sink *sink;
    ks_arena arena;
    ks_prefixes names;       /* of namespaces and of the schemes of entities */
    bool *is_left;           /* by number of the fact: it is left out */
    bool *is_context_left;   /* by number of the context */
    const char **ids;        /* by number of the fact */
    const char **dimensions; /* by number of the context: its members of the object, as text */
    const char **units;      /* by number of the unit; "" where nothing is written */
    KS_VEC(ks_oim_note) notes;
    size_t *note_starts; /* by number of the fact, one more: where its notes begin in note_list */
    size_t *note_list;
    ks_str text; /* scratch */
} ks_oim_job;

/* Says what the model cannot, each kind once, and marks it as left out. */
KS_MUST_USE ks_status ks_oim_find_losses(ks_oim_job *job);
/* Gives ids to facts and notes that have none, and finds the notes of each fact. */
KS_MUST_USE ks_status ks_oim_make_ids(ks_oim_job *job);

#endif

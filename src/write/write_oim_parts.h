/* What the writers of xBRL-JSON and xBRL-CSV share. For the room's own use. */
#ifndef KS_WRITE_OIM_PARTS_H
#define KS_WRITE_OIM_PARTS_H

#include "base_uri.h"
#include "diag.h"
#include "model_instance.h"
#include "model_oim.h"
#include "write_out.h"
#include "write_prefix.h"

/* A footnote in one language. */
typedef struct ks_oim_note {
    const ks_footnote *footnote;
    const ks_lang_text *text;
    const char *id;
} ks_oim_note;

/* An arcrole or role, and the alias that stands for it. */
typedef struct ks_oim_role {
    const char *uri;
    const char *alias;
} ks_oim_role;

typedef KS_VEC(ks_oim_role) ks_oim_roles; /* in the order they are met */

/* A link from a fact to a fact or note. */
typedef struct ks_oim_tie {
    size_t fact;  /* numbers */
    size_t type;  /* of link_types */
    size_t group; /* of link_groups */
    size_t number;
    const char *target; /* id */
} ks_oim_tie;

typedef struct ks_oim_job {
    const ks_instance *instance;
    ks_uri_way way;
    ks_sink *sink;
    ks_arena arena;
    ks_prefixes names;     /* of namespaces and of the schemes of entities */
    bool are_ids_of_rows;  /* they hold no '.' */
    bool *is_left;         /* by number of the fact: it is left out */
    bool *is_context_left; /* by number of the context */
    const char **ids;      /* by number of the fact */
    bool *is_noted;        /* by number of the footnote: a link that is written leads to it */
    const char **contexts; /* by number of the context: its part of what a fact says */
    const char **units;    /* by number of the unit, the same; "" where nothing is written */
    KS_VEC(ks_oim_note) notes;
    KS_VEC(ks_oim_tie) ties; /* by fact, then type, then group */
    size_t *tie_starts;      /* by number of the fact, one more: where its ties begin */
    ks_oim_roles link_types;
    ks_oim_roles link_groups;
    ks_str text; /* scratch */
} ks_oim_job;

/* Appends what facts say of the context or unit; the text is kept in the job. */
typedef ks_status (*ks_oim_write_context)(ks_oim_job *job, const ks_context *context, ks_str *out);
typedef ks_status (*ks_oim_write_unit_part)(ks_oim_job *job, const ks_unit *unit, ks_str *out);

/* In this order: begin, which tells what is lost and gives ids; the parts; the names of facts; then
 * write; end, whatever was returned. */
KS_MUST_USE ks_status ks_oim_begin(ks_oim_job *job, const ks_instance *instance, ks_uri_way way,
                                   ks_sink *sink, bool are_ids_of_rows);
KS_MUST_USE ks_status ks_oim_make_parts(ks_oim_job *job, ks_oim_write_context write_context,
                                        ks_oim_write_unit_part write_unit);
/* Gives prefixes to all names that facts and their values hold. */
KS_MUST_USE ks_status ks_oim_name_facts(ks_oim_job *job);
void ks_oim_end(ks_oim_job *job);

/* Each appends a text as it stands in either format, without quotes. */
KS_MUST_USE ks_status ks_oim_write_name(ks_oim_job *job, const ks_qname *name, ks_str *out);
/* Nothing where there is no entity. */
KS_MUST_USE ks_status ks_oim_write_entity(ks_oim_job *job, const ks_context *context, ks_str *out);
KS_MUST_USE ks_status ks_oim_write_member(ks_oim_job *job, const ks_dimension *dimension,
                                          ks_str *out);
/* OIM Common 3.4: measures in order, in brackets where there are several on a side of a quotient;
 * nothing for xbrli:pure. */
KS_MUST_USE ks_status ks_oim_write_unit(ks_oim_job *job, const ks_unit *unit, ks_str *out);
KS_MUST_USE ks_status ks_oim_write_fact_value(ks_oim_job *job, const ks_fact *fact, ks_str *out);
void ks_oim_write_language(const char *lang, ks_str *out); /* in lower case */
bool ks_oim_has_decimals(const ks_fact *fact);
bool ks_oim_has_language(const ks_oim_job *job, const ks_fact *fact);
bool ks_oim_has_unit(const ks_fact *fact);
/* The member documentInfo, and the comma behind it. `type` is the last part of the document type.
 */
KS_MUST_USE ks_status ks_oim_write_info(ks_oim_job *job, const char *type, ks_str *out);

/* Says what the model cannot, each kind once, and marks it as left out. */
KS_MUST_USE ks_status ks_oim_find_losses(ks_oim_job *job);
/* Gives ids to facts and notes that have none. */
KS_MUST_USE ks_status ks_oim_make_ids(ks_oim_job *job);
/* Then: where the links of each fact lead, and aliases for their roles. */
KS_MUST_USE ks_status ks_oim_make_ties(ks_oim_job *job);
KS_MUST_USE ks_status ks_oim_find_noted(ks_oim_job *job);
/* Whether something that is written leads to the note. */
bool ks_oim_is_noted(const ks_oim_job *job, const ks_footnote *footnote);
/* The text of a note as a fragment of XHTML. */
void ks_oim_write_note(const ks_lang_text *text, ks_str *out);

#endif

/* Links between facts, and from facts to notes (OIM 3.5). */
#include <stdlib.h>
#include <string.h>

#include "base_text.h"
#include "write_oim_parts.h"

/* Those that were read; a model that was not read ties its notes to facts only. */
static bool has_links(const ks_instance *instance)
{
    return instance->links.count > 0;
}

static bool is_written(const ks_oim_job *job, const ks_fact *fact)
{
    return !job->is_left[fact->index];
}

bool ks_oim_is_noted(const ks_oim_job *job, const ks_footnote *footnote)
{
    for (size_t i = 0; i < footnote->facts.count; i++) {
        if (is_written(job, footnote->facts.items[i])) {
            return true;
        }
    }
    return job->is_noted != NULL && job->is_noted[footnote->index];
}

ks_status ks_oim_find_noted(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    job->is_noted =
        ks_arena_zero(&job->arena, instance->footnotes.count + 1, sizeof *job->is_noted);
    if (job->is_noted == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < instance->links.count; i++) {
        const ks_fact_link *link = &instance->links.items[i];
        if (link->note != NULL && is_written(job, link->from)) {
            job->is_noted[link->note->index] = true;
        }
    }
    return KS_OK;
}

/* ---- aliases -------------------------------------------------------------------------------- */

static bool is_taken(const ks_oim_roles *roles, const char *alias)
{
    bool is_there = ks_oim_uri_of(KS_OIM_LINKS, KS_OIM_LINK_COUNT, ks_sv_from(alias)) != NULL;
    for (size_t i = 0; i < roles->count && !is_there; i++) {
        is_there = strcmp(roles->items[i].alias, alias) == 0;
    }
    return is_there;
}

/* The reserved one, or the end of the URI where that is a name, with a number where it is taken. */
static const char *make_alias(ks_oim_job *job, const ks_oim_roles *roles, const char *uri)
{
    const char *reserved = ks_oim_alias_of(KS_OIM_LINKS, KS_OIM_LINK_COUNT, ks_sv_from(uri));
    if (reserved != NULL) {
        return reserved;
    }
    const char *end = uri + strlen(uri);
    while (end > uri && strchr("/#:", end[-1]) == NULL) {
        end--;
    }
    const char *wish = ks_text_is_ncname(ks_sv_from(end)) ? end : "link";
    const char *alias = wish;
    for (size_t n = 1; alias != NULL && is_taken(roles, alias); n++) {
        alias = ks_arena_format(&job->arena, "%s%zu", wish, n);
    }
    return alias;
}

/* The number of the role in the list, to which it is added where it is new. */
static ks_status take_role(ks_oim_job *job, ks_oim_roles *roles, const char *uri, size_t *out)
{
    size_t i = 0;
    while (i < roles->count && strcmp(roles->items[i].uri, uri) != 0) {
        i++;
    }
    if (i == roles->count) {
        const char *alias = make_alias(job, roles, uri);
        ks_oim_role *slot = alias == NULL ? NULL : ks_vec_add(roles);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (ks_oim_role){uri, alias};
    }
    *out = i;
    return KS_OK;
}

/* ---- ties ----------------------------------------------------------------------------------- */

static ks_status add_tie(ks_oim_job *job, const ks_fact_link *link, const char *target)
{
    ks_oim_tie tie = {.fact = link->from->index, .number = job->ties.count, .target = target};
    ks_status status = take_role(job, &job->link_types, link->arcrole, &tie.type);
    if (status == KS_OK) {
        status = take_role(job, &job->link_groups, link->role, &tie.group);
    }
    ks_oim_tie *slot = status == KS_OK ? ks_vec_add(&job->ties) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = tie;
    return KS_OK;
}

/* A note is a fact in each language. */
static ks_status add_link(ks_oim_job *job, const size_t *first_notes, const ks_fact_link *link)
{
    ks_status status = KS_OK;
    if (!is_written(job, link->from) || (link->to != NULL && !is_written(job, link->to))) {
        return KS_OK;
    }
    if (link->note == NULL) {
        return add_tie(job, link, job->ids[link->to->index]);
    }
    for (size_t i = first_notes[link->note->index];
         i < job->notes.count && job->notes.items[i].footnote == link->note && status == KS_OK;
         i++) {
        status = add_tie(job, link, job->notes.items[i].id);
    }
    return status;
}

static ks_status add_read_links(ks_oim_job *job, const size_t *first_notes)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->links.count && status == KS_OK; i++) {
        status = add_link(job, first_notes, &instance->links.items[i]);
    }
    return status;
}

static ks_status add_tied_facts(ks_oim_job *job, const size_t *first_notes)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->footnotes.count && status == KS_OK; i++) {
        const ks_footnote *note = instance->footnotes.items[i];
        for (size_t k = 0; k < note->facts.count && status == KS_OK; k++) {
            const ks_fact_link link = {.role = KS_ROLE_LINK,
                                       .arcrole = KS_ARCROLE_FACT_FOOTNOTE,
                                       .from = note->facts.items[k],
                                       .note = note};
            status = add_link(job, first_notes, &link);
        }
    }
    return status;
}

static int compare_numbers(size_t a, size_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

static int compare_ties(const void *a, const void *b)
{
    const ks_oim_tie *first = a;
    const ks_oim_tie *second = b;
    int order = compare_numbers(first->fact, second->fact);
    order = order != 0 ? order : compare_numbers(first->type, second->type);
    order = order != 0 ? order : compare_numbers(first->group, second->group);
    return order != 0 ? order : compare_numbers(first->number, second->number);
}

static void index_ties(ks_oim_job *job, size_t fact_count)
{
    size_t next = 0;
    for (size_t i = 0; i <= fact_count; i++) {
        job->tie_starts[i] = next;
        while (next < job->ties.count && job->ties.items[next].fact == i) {
            next++;
        }
    }
}

ks_status ks_oim_make_ties(ks_oim_job *job)
{
    const size_t fact_count = job->instance->facts.count;
    size_t *first_notes =
        ks_arena_zero(&job->arena, job->instance->footnotes.count + 1, sizeof *first_notes);
    job->tie_starts = ks_arena_zero(&job->arena, fact_count + 2, sizeof *job->tie_starts);
    if (first_notes == NULL || job->tie_starts == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = job->notes.count; i-- > 0;) {
        first_notes[job->notes.items[i].footnote->index] = i;
    }
    ks_status status = has_links(job->instance) ? add_read_links(job, first_notes)
                                                : add_tied_facts(job, first_notes);
    if (job->ties.count > 1) {
        qsort(job->ties.items, job->ties.count, sizeof *job->ties.items, compare_ties);
    }
    index_ties(job, fact_count);
    return status;
}

/* ---- notes (OIM 3.5.1.1) -------------------------------------------------------------------- */

void ks_oim_write_note(const ks_lang_text *text, ks_str *out)
{
    if (text->markup != NULL) {
        ks_str_add(out, text->markup);
    } else {
        ks_text_add_escaped(out, ks_sv_from(text->text), false);
    }
}

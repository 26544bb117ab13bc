/* What a report says in XBRL 2.1 and the Open Information Model cannot (xBRL-XML 1.0). */
#include <stdio.h>
#include <string.h>

#include "write_oim_parts.h"
#include "model_oim_value.h"

/* The first of its kind, and how many there are. */
typedef struct loss {
    ks_place place;
    const char *what;
    const char *more;
    size_t count;
} loss;

typedef struct losses {
    loss tuple, fraction, precision, segment, typed, containers, role, loose;
} losses;

static void note_loss(loss *l, ks_place place, const char *what, const char *more)
{
    if (l->count++ == 0) {
        l->place = place;
        l->what = what != NULL ? what : "";
        l->more = more;
    }
}

static bool has_complex(const ks_oim_job *job, const ks_context *context, const char **out_axis)
{
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        bool is_complex = false;
        if (dimension->member == NULL) {
            (void)ks_oim_form_of_domain(job->instance->taxonomy, dimension->domain, &is_complex);
        }
        if (is_complex) {
            *out_axis = dimension->dimension->local;
            return true;
        }
    }
    return false;
}

static bool has_both_containers(const ks_context *context)
{
    for (size_t i = 1; i < context->dimension_count; i++) {
        if (context->dimensions[i].is_scenario != context->dimensions[0].is_scenario) {
            return true;
        }
    }
    return false;
}

static void look_at_context(ks_oim_job *job, const ks_context *context, losses *all)
{
    const char *axis = NULL;
    bool *is_left = &job->is_context_left[context->index];
    if (context->has_other_segment || context->has_other_scenario) {
        note_loss(&all->segment, context->place, context->id, NULL);
        *is_left = true;
    } else if (has_complex(job, context, &axis)) {
        note_loss(&all->typed, context->place, context->id, axis);
        *is_left = true;
    } else if (has_both_containers(context)) {
        note_loss(&all->containers, context->place, context->id, NULL);
    }
    /* That was told when it was read. */
    *is_left = *is_left || context->has_bad_period || context->has_nameless_member;
}

static void look_at_fact(ks_oim_job *job, const ks_fact *fact, losses *all)
{
    bool *is_left = &job->is_left[fact->index];
    *is_left = true;
    if (fact->tuple != NULL) {
        note_loss(&all->tuple, fact->tuple->place, fact->tuple->concept->name->local, NULL);
    } else if (fact->concept->kind == KS_ITEM_FRACTION) {
        note_loss(&all->fraction, fact->place, fact->concept->name->local, NULL);
    } else if (ks_fact_is_vague(fact)) {
        note_loss(&all->precision, fact->place, fact->concept->name->local, NULL);
    } else {
        *is_left = fact->context == NULL || job->is_context_left[fact->context->index];
    }
}

static bool has_fact(const ks_oim_job *job, const ks_footnote *footnote)
{
    for (size_t i = 0; i < footnote->facts.count; i++) {
        if (!job->is_left[footnote->facts.items[i]->index]) {
            return true;
        }
    }
    return false;
}

static void look_at_footnote(const ks_oim_job *job, const ks_footnote *footnote, losses *all)
{
    if (!has_fact(job, footnote)) {
        note_loss(&all->loose, footnote->place, footnote->id, NULL);
    } else if (footnote->role != NULL && strcmp(footnote->role, KS_ROLE_FOOTNOTE) != 0) {
        note_loss(&all->role, footnote->place, footnote->id, footnote->role);
    }
}

static void tell(ks_oim_job *job, ks_finding_id id, const loss *l)
{
    char more[24] = "";
    if (l->count > 1) {
        snprintf(more, sizeof more, "%zu", l->count - 1);
    }
    if (l->count == 0) {
        return;
    }
    if (id == KS_F_OIM_TYPED) {
        KS_REPORT(job->sink, id, l->place, l->what, l->more, more);
    } else {
        KS_REPORT(job->sink, id, l->place, l->what, more, l->more);
    }
}

static void tell_all(ks_oim_job *job, const losses *all)
{
    char count[24];
    snprintf(count, sizeof count, "%zu", all->tuple.count);
    if (all->tuple.count > 0) {
        KS_REPORT(job->sink, KS_F_OIM_TUPLE, all->tuple.place, count, all->tuple.what);
    }
    tell(job, KS_F_OIM_FRACTION, &all->fraction);
    tell(job, KS_F_OIM_PRECISION, &all->precision);
    tell(job, KS_F_OIM_SEGMENT, &all->segment);
    tell(job, KS_F_OIM_TYPED, &all->typed);
    tell(job, KS_F_OIM_CONTAINERS, &all->containers);
    tell(job, KS_F_OIM_FOOTNOTE_ROLE, &all->role);
    tell(job, KS_F_OIM_FOOTNOTE_LOOSE, &all->loose);
}

ks_status ks_oim_find_losses(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    losses all = {0};
    for (size_t i = 0; i < instance->contexts.count; i++) {
        look_at_context(job, instance->contexts.items[i], &all);
    }
    for (size_t i = 0; i < instance->facts.count; i++) {
        look_at_fact(job, instance->facts.items[i], &all);
    }
    for (size_t i = 0; i < instance->footnotes.count; i++) {
        look_at_footnote(job, instance->footnotes.items[i], &all);
    }
    tell_all(job, &all);
    return ks_sink_status(job->sink);
}

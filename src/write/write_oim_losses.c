/* What a report says in XBRL 2.1 and the Open Information Model cannot (xBRL-XML 1.0). */
#include <stdio.h>
#include <string.h>

#include "base_uri.h"
#include "model_dimensions.h"
#include "model_oim_value.h"
#include "write_oim_parts.h"

/* The first of its kind, and how many there are. */
typedef struct loss {
    ks_place place;
    const char *what;
    const char *more;
    size_t count;
} loss;

/* Which containers the hypercubes of the taxonomy are for. */
typedef struct containers {
    const ks_arc *segment; /* the first, or NULL */
    const ks_arc *scenario;
} containers;

typedef struct losses {
    loss tuple, fraction, precision, measure, segment, typed, domain, containers, identifier,
        scheme, role, mark, loose;
    containers cubes;
} losses;

static void note_loss(loss *l, ks_place place, const char *what, const char *more)
{
    if (l->count++ == 0) {
        l->place = place;
        l->what = what != NULL ? what : "";
        l->more = more;
    }
}

/* A typed dimension whose values cannot be told; NULL: there is none. */
static const ks_dimension *find_odd(const ks_oim_job *job, const ks_context *context,
                                    bool *out_is_complex)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        if (dimension->member == NULL && !ks_oim_is_domain(taxonomy, dimension->domain)) {
            (void)ks_oim_form_of_domain(taxonomy, dimension->domain, out_is_complex);
            return dimension;
        }
    }
    return NULL;
}

static bool has_space(const char *text)
{
    return text != NULL && (text[0] == '\0' || strpbrk(text, " \t\r\n") != NULL);
}

static containers find_containers(const ks_taxonomy *taxonomy)
{
    containers found = {NULL, NULL};
    for (size_t i = 0; i < taxonomy->network_count; i++) {
        const ks_network *network = &taxonomy->networks[i];
        const bool has_cubes = strcmp(network->arcrole, KS_ARCROLE_ALL) == 0 ||
                               strcmp(network->arcrole, KS_ARCROLE_NOT_ALL) == 0;
        for (size_t k = 0; has_cubes && k < network->arc_count; k++) {
            const ks_arc *arc = network->arcs[k];
            const ks_sv element = ks_sv_trim(ks_sv_from(ks_drs_attr(arc, "contextElement")));
            const ks_arc **slot = ks_sv_is(element, "scenario") ? &found.scenario : &found.segment;
            *slot = *slot != NULL ? *slot : arc;
        }
    }
    return found;
}

/* xBRL-XML 1.0 2.1.2: the container that no hypercube is for, or both at once. */
static bool has_other_container(const ks_context *context, const containers *cubes)
{
    const bool is_known = (cubes->segment != NULL) != (cubes->scenario != NULL);
    for (size_t i = 0; i < context->dimension_count; i++) {
        const bool is_scenario = context->dimensions[i].is_scenario;
        if (is_scenario !=
            (is_known ? cubes->scenario != NULL : context->dimensions[0].is_scenario)) {
            return true;
        }
    }
    return false;
}

static void look_at_context(ks_oim_job *job, const ks_context *context, losses *all)
{
    bool is_complex = false;
    const ks_dimension *odd = find_odd(job, context, &is_complex);
    bool *is_left = &job->is_context_left[context->index];
    if (context->has_other_segment || context->has_other_scenario) {
        note_loss(&all->segment, context->place, context->id, NULL);
        *is_left = true;
    } else if (odd != NULL) {
        note_loss(is_complex ? &all->typed : &all->domain, context->place, context->id,
                  odd->dimension->local);
        *is_left = true;
    } else if (has_space(context->identifier)) {
        note_loss(&all->identifier, context->place, context->id, context->identifier);
        *is_left = true;
    } else if (!ks_uri_is_absolute(ks_sv_trim(ks_sv_from(context->scheme)))) {
        note_loss(&all->scheme, context->place, context->id, context->scheme);
        *is_left = true;
    } else if (has_other_container(context, &all->cubes)) {
        note_loss(&all->containers, context->place, context->id, NULL);
    }
    /* That was told when it was read. */
    *is_left = *is_left || context->has_bad_period || context->has_nameless_member;
}

/* OIM Common 3.4: a measure has a prefix. NULL: each of them may have one. */
static const char *find_bare(const ks_unit *unit)
{
    const char *bare = NULL;
    for (size_t i = 0; i < unit->numerator_count && bare == NULL; i++) {
        bare = *unit->numerators[i]->ns == '\0' ? unit->numerators[i]->local : NULL;
    }
    for (size_t i = 0; i < unit->denominator_count && bare == NULL; i++) {
        bare = *unit->denominators[i]->ns == '\0' ? unit->denominators[i]->local : NULL;
    }
    return bare;
}

static void look_at_fact(ks_oim_job *job, const ks_fact *fact, losses *all)
{
    bool *is_left = &job->is_left[fact->index];
    const char *bare = fact->unit != NULL ? find_bare(fact->unit) : NULL;
    *is_left = true;
    if (fact->tuple != NULL) {
        note_loss(&all->tuple, fact->tuple->place, fact->tuple->concept->name->local, NULL);
    } else if (fact->concept->kind == KS_ITEM_FRACTION) {
        note_loss(&all->fraction, fact->place, fact->concept->name->local, NULL);
    } else if (ks_fact_is_vague(fact)) {
        note_loss(&all->precision, fact->place, fact->concept->name->local, NULL);
    } else if (bare != NULL) {
        note_loss(&all->measure, fact->place, fact->concept->name->local, bare);
    } else {
        /* Content with prefixes was told when it was read. */
        *is_left = fact->context == NULL || job->is_context_left[fact->context->index] ||
                   ks_oim_is_unsupported(job->instance->taxonomy, fact->concept->type);
    }
}

static void look_at_footnote(const ks_oim_job *job, const ks_footnote *footnote, losses *all)
{
    if (!ks_oim_is_noted(job, footnote)) {
        note_loss(&all->loose, footnote->place, footnote->id, NULL);
    } else if (footnote->role != NULL && strcmp(footnote->role, KS_ROLE_FOOTNOTE) != 0) {
        note_loss(&all->role, footnote->place, footnote->id, footnote->role);
    }
    if (footnote->mark != NULL && ks_oim_is_noted(job, footnote)) {
        note_loss(&all->mark, footnote->place, footnote->id, footnote->mark);
    }
}

static void tell(ks_oim_job *job, ks_finding_id id, const loss *l)
{
    char more[24] = "";
    if (l->count > 1) {
        snprintf(more, sizeof more, "%zu", l->count - 1);
    }
    if (l->count > 0) {
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
    tell(job, KS_F_OIM_MEASURE, &all->measure);
    tell(job, KS_F_OIM_SEGMENT, &all->segment);
    tell(job, KS_F_OIM_TYPED, &all->typed);
    tell(job, KS_F_OIM_TYPED_KIND, &all->domain);
    tell(job, KS_F_OIM_CONTAINERS, &all->containers);
    tell(job, KS_F_OIM_IDENTIFIER, &all->identifier);
    tell(job, KS_F_OIM_SCHEME, &all->scheme);
    tell(job, KS_F_OIM_FOOTNOTE_ROLE, &all->role);
    tell(job, KS_F_OIM_FOOTNOTE_MARK, &all->mark);
    tell(job, KS_F_OIM_FOOTNOTE_LOOSE, &all->loose);
}

static void tell_oddity(ks_oim_job *job, ks_finding_id id, const ks_oddity *oddity)
{
    char more[24] = "";
    if (oddity->count > 1) {
        snprintf(more, sizeof more, "%zu", oddity->count - 1);
    }
    if (oddity->count > 0) {
        KS_REPORT(job->sink, id, oddity->place, oddity->what, more);
    }
}

/* What is wrong with the report as a whole. */
static void tell_of_report(ks_oim_job *job, const containers *cubes)
{
    const ks_instance *instance = job->instance;
    tell_oddity(job, KS_F_OIM_LINKBASE_REF, &instance->linkbase_refs);
    tell_oddity(job, KS_F_OIM_DISTANT_ROLE, &instance->distant_roles);
    tell_oddity(job, KS_F_OIM_BASE, &instance->bases);
    if (cubes->segment != NULL && cubes->scenario != NULL) {
        const ks_related related = {cubes->scenario->place, "scenario"};
        KS_REPORT_RELATED(job->sink, KS_F_OIM_CUBES, cubes->segment->place, &related, 1,
                          cubes->segment->to->name->local, cubes->scenario->to->name->local);
    }
}

ks_status ks_oim_find_losses(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    losses all = {.cubes = find_containers(instance->taxonomy)};
    tell_of_report(job, &all.cubes);
    for (size_t i = 0; i < instance->contexts.count; i++) {
        look_at_context(job, instance->contexts.items[i], &all);
    }
    for (size_t i = 0; i < instance->facts.count; i++) {
        look_at_fact(job, instance->facts.items[i], &all);
    }
    ks_status status = ks_oim_find_noted(job);
    if (status != KS_OK) {
        return status;
    }
    for (size_t i = 0; i < instance->footnotes.count; i++) {
        look_at_footnote(job, instance->footnotes.items[i], &all);
    }
    tell_all(job, &all);
    return ks_sink_status(job->sink);
}

#include <string.h>

#include "write_view_format.h"
#include "write_view_job.h"

/* Concepts that say what the report is and whose, by their names in the taxonomies in use; the
 * first that has a value counts. */
typedef struct naming {
    const char *name;
    const char *lang; /* that the value is in, or NULL */
} naming;
static const naming ENTITY_NAMES[] = {
    {"FilerNameInJapaneseDEI", "ja"}, {"FundNameInJapaneseDEI", "ja"},
    {"FilerNameInEnglishDEI", "en"},  {"FundNameInEnglishDEI", "en"},
    {"EntityRegistrantName", NULL},   {"NameOfReportingEntityOrOtherMeansOfIdentification", NULL},
    {"RespondentLegalName", NULL},    {"ExactLegalNameOfRespondent", NULL},
    {"CompanyNameCoverPage", NULL},   {"NameOfFilerLargeVolumeHolding", NULL},
};
static const naming TITLES[] = {
    {"DocumentTitleCoverPage", NULL},
    {"DocumentTitle", NULL},
    {"DocumentType", NULL},
    {"DocumentTypeDEI", NULL},
};

static const ks_fact *find_value(const ks_view_job *job, const naming *names)
{
    const ks_taxonomy *taxonomy = job->instance->taxonomy;
    for (size_t i = 0; i < taxonomy->concepts.count; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (strcmp(concept->name->local, names->name) != 0) {
            continue;
        }
        ks_view_facts facts = ks_view_facts_of(&job->index, concept);
        for (size_t f = 0; f < facts.count; f++) {
            if (!facts.items[f]->is_nil && !ks_view_is_block(facts.items[f]) &&
                *facts.items[f]->lexical != '\0') {
                return facts.items[f];
            }
        }
    }
    return NULL;
}

static const char *find_text(const ks_view_job *job, const naming *names, size_t count,
                             const char *lang)
{
    for (size_t pass = 0; pass < 2; pass++) { /* of the language, then of any */
        for (size_t i = 0; i < count; i++) {
            bool is_of = names[i].lang == NULL || strncmp(names[i].lang, lang, 2) == 0;
            const ks_fact *fact = is_of || pass > 0 ? find_value(job, &names[i]) : NULL;
            if (fact != NULL) {
                return fact->lexical;
            }
        }
    }
    return NULL;
}

/* A text for each language of the view; NULL where there is none. */
static ks_status find_texts(ks_view_job *job, const naming *names, size_t count,
                            const ks_lang_text **out)
{
    ks_lang_text *first = NULL;
    ks_lang_text **last = &first;
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        const char *text = find_text(job, names, count, lang);
        if (text == NULL) {
            continue;
        }
        *last = ks_arena_zero(&job->index.arena, 1, sizeof **last);
        if (*last == NULL) {
            return KS_ERR_MEMORY;
        }
        **last = (ks_lang_text){.lang = lang, .text = text};
        last = &(*last)->next;
    }
    *out = first;
    return KS_OK;
}

ks_status ks_view_find_names(ks_view_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    job->titles = instance->titles;
    job->names = instance->entity.names;
    if (instance->titles == NULL) {
        status = find_texts(job, TITLES, sizeof TITLES / sizeof *TITLES, &job->titles);
    }
    if (status == KS_OK && instance->titles == NULL && job->names == NULL) {
        status =
            find_texts(job, ENTITY_NAMES, sizeof ENTITY_NAMES / sizeof *ENTITY_NAMES, &job->names);
    }
    return status;
}

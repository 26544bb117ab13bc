#include "build_labels.h"

/* What a label is looked up by; pointers to interned names only. */
typedef struct label_key {
    const ks_concept *concept;
    const char *role;
    const char *lang;
} label_key;

static ks_status make_key(ks_filing *filing, const ks_concept *concept, const char *role,
                          const char *lang, label_key *out)
{
    label_key key = {concept, ks_names_text(filing->names, ks_sv_from(role)),
                     ks_names_text(filing->names, ks_sv_from(lang))};
    if (key.role == NULL || key.lang == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = key;
    return KS_OK;
}

static ks_status add_label(ks_filing *filing, const label_key *key, const char *text,
                           ks_place place)
{
    ks_sv view = {(const char *)key, sizeof *key};
    if (ks_map_get(&filing->label_by_aspects, view) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set(&filing->label_by_aspects, view, filing);
    ks_label label = {.concept = key->concept,
                      .role = key->role,
                      .lang = key->lang,
                      .text = text,
                      .place = place};
    return status == KS_OK ? ks_taxonomy_add_label(filing->taxonomy, &label) : status;
}

/* XBRL 2.1 5.1.3: a role that no standard declares is declared by the taxonomy that uses it. */
static ks_status declare_role(ks_filing *filing, const char *uri, ks_place place)
{
    if (ks_sv_starts(ks_sv_from(uri), KS_SV("http://www.xbrl.org/")) ||
        ks_taxonomy_find_role(filing->taxonomy, uri) != NULL) {
        return KS_OK;
    }
    ks_role role = {
        .uri = uri,
        .id = ks_arena_format(&filing->arena, "label-role-%zu", filing->taxonomy->roles.count + 1),
        .used_on = "link:label",
        .place = place};
    return role.id != NULL ? ks_taxonomy_add_role(filing->taxonomy, &role) : KS_ERR_MEMORY;
}

ks_status ks_build_add_labels(ks_filing *filing, const ks_concept *concept, const char *role,
                              const ks_lang_text *texts, ks_place place)
{
    ks_status status = texts != NULL ? declare_role(filing, role, place) : KS_OK;
    for (; texts != NULL && status == KS_OK; texts = texts->next) {
        label_key key;
        status = make_key(filing, concept, role, texts->lang, &key);
        if (status == KS_OK) {
            status = add_label(filing, &key, texts->text, place);
        }
    }
    return status;
}

static ks_status complete_concept(ks_filing *filing, const ks_plan_concept *plan)
{
    const ks_qname *name =
        ks_names_qname(filing->names, ks_sv_from(filing->plan->ns), ks_sv_from(plan->name));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_concept *concept = ks_taxonomy_find(filing->taxonomy, name);
    const ks_lang_text *texts = plan->labels;
    ks_status status = KS_OK;
    for (; concept != NULL && texts != NULL && status == KS_OK; texts = texts->next) {
        label_key key;
        status = make_key(filing, concept, KS_ROLE_LABEL, texts->lang, &key);
        if (status == KS_OK) {
            status = add_label(filing, &key, texts->text, plan->place);
        }
    }
    return status;
}

ks_status ks_build_complete_labels(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->plan->concepts.count && status == KS_OK; i++) {
        status = complete_concept(filing, filing->plan->concepts.items[i]);
    }
    return status;
}

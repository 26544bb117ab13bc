#include "api_languages.h"

#include <string.h>
#include <strings.h>

/* "en-US" brings nothing where "en" is. */
static bool has_broader(const ks_api_languages *languages, const char *lang)
{
    for (size_t i = 0; i < languages->count; i++) {
        size_t len = strlen(languages->items[i]);
        if (strncasecmp(languages->items[i], lang, len) == 0 &&
            (lang[len] == '-' || lang[len] == '\0')) {
            return true;
        }
    }
    return false;
}

ks_status ks_api_languages_add(ks_api_languages *languages, const char *lang)
{
    if (has_broader(languages, lang)) {
        return KS_OK;
    }
    const char **slot = ks_vec_add(languages);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = lang;
    return KS_OK;
}

ks_status ks_api_languages_find(const ks_taxonomy *taxonomy, ks_api_languages *out)
{
    ks_status status = KS_OK;
    const char *last = NULL; /* labels of one language stand together */
    for (size_t i = 0; status == KS_OK && i < taxonomy->labels.count; i++) {
        const char *lang = taxonomy->labels.items[i].lang;
        if (lang != NULL && lang != last && *lang != '\0') {
            status = ks_api_languages_add(out, lang);
            last = lang;
        }
    }
    return status == KS_OK && out->count == 0 ? ks_api_languages_add(out, "en") : status;
}

bool ks_api_languages_has(const ks_taxonomy *taxonomy, ks_sv lang)
{
    const char *last = NULL;
    for (size_t i = 0; i < taxonomy->labels.count; i++) {
        const char *known = taxonomy->labels.items[i].lang;
        if (known != NULL && known != last && strncasecmp(known, lang.ptr, lang.len) == 0 &&
            (known[lang.len] == '\0' || known[lang.len] == '-')) {
            return true;
        }
        last = known;
    }
    return false;
}

ks_status ks_api_languages_refuse(ks_session *session, const ks_taxonomy *taxonomy,
                                  const char *file, ks_sv lang)
{
    ks_api_languages languages = {0};
    ks_str known;
    ks_str_init(&known);
    ks_status status = ks_api_languages_find(taxonomy, &languages);
    for (size_t i = 0; i < languages.count; i++) {
        ks_str_add(&known, i > 0 ? " " : "");
        ks_str_add(&known, languages.items[i]);
    }
    const char *text = ks_names_text(&session->names, lang);
    status = text == NULL ? KS_ERR_MEMORY : status;
    status = status == KS_OK ? ks_str_status(&known) : status;
    if (status == KS_OK) {
        KS_REPORT(&session->sink, KS_F_RENDER_UNKNOWN_LANGUAGE, ((ks_place){file, 0, 0}), text,
                  known.ptr);
    }
    ks_vec_release(&languages);
    ks_str_release(&known);
    return status == KS_OK ? KS_REFUSED : status;
}

ks_status ks_api_languages_require(ks_session *session, const ks_taxonomy *taxonomy,
                                   const char *file, const char *labels)
{
    const ks_sv lang = ks_sv_from(labels != NULL ? labels : "en");
    return ks_sv_is(lang, "en") || ks_api_languages_has(taxonomy, lang)
               ? KS_OK
               : ks_api_languages_refuse(session, taxonomy, file, lang);
}

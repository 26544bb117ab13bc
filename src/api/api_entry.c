#include "api_entry.h"

#include <string.h>
#include <strings.h>

#include "api_session.h"
#include "base_alloc.h"
#include "base_text.h"

/* The packages that the user named, then taxonomy packages that were given as files. */
static const ks_package *package_at(const ks_api_sources *sources, size_t index)
{
    if (index < sources->packages.count) {
        return sources->packages.items[index];
    }
    index -= sources->packages.count;
    return index < sources->reports.count ? sources->reports.items[index]->taxonomy : NULL;
}

static size_t package_count(const ks_api_sources *sources)
{
    return sources->packages.count + sources->reports.count;
}

static bool has_name(const ks_package_entry *entry, const char *name)
{
    for (const ks_package_text *text = entry->names; text != NULL; text = text->next) {
        if (strcmp(text->text, name) == 0) {
            return true;
        }
    }
    return false;
}

static const ks_package_entry *find_entry(const ks_api_sources *sources, const char *name)
{
    for (size_t i = 0; i < package_count(sources); i++) {
        const ks_package *package = package_at(sources, i);
        for (const ks_package_entry *e = package != NULL ? package->entries : NULL; e != NULL;
             e = e->next) {
            if (has_name(e, name)) {
                return e;
            }
        }
    }
    return NULL;
}

typedef struct name_list {
    KS_VEC(ks_sv) list;
} name_list;

static ks_status add_names(name_list *names, const ks_package_entry *entry)
{
    for (const ks_package_text *t = entry->names; t != NULL; t = t->next) {
        ks_sv *added = ks_vec_add(&names->list);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = ks_sv_from(t->text);
    }
    return KS_OK;
}

/* The name of an entry point most like `name`, or NULL. */
static ks_status nearest_entry(const ks_api_sources *sources, const char *name, const char **out)
{
    name_list names = {0};
    ks_status status = KS_OK;
    *out = NULL;
    for (size_t i = 0; i < package_count(sources); i++) {
        const ks_package *package = package_at(sources, i);
        const ks_package_entry *entry = package != NULL ? package->entries : NULL;
        for (; entry != NULL && status == KS_OK; entry = entry->next) {
            status = add_names(&names, entry);
        }
    }
    if (status == KS_OK && names.list.count > 0) {
        const size_t nearest =
            ks_text_nearest(ks_sv_from(name), names.list.items, names.list.count);
        *out = nearest != SIZE_MAX ? names.list.items[nearest].ptr : NULL;
    }
    ks_vec_release(&names.list);
    return status;
}

static ks_status take_documents(const ks_package_entry *entry, ks_api_entries *entries)
{
    for (const ks_package_document *d = entry->documents; d != NULL; d = d->next) {
        ks_taxonomy_entry *added = ks_vec_add(entries);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = (ks_taxonomy_entry){.url = d->url, .place = d->place};
    }
    return KS_OK;
}

ks_status ks_api_take_entries(const ks_package *package, ks_api_entries *entries)
{
    ks_status status = KS_OK;
    for (const ks_package_entry *e = package->entries; e != NULL && status == KS_OK; e = e->next) {
        status = take_documents(e, entries);
    }
    return status;
}

ks_status ks_api_take_entry(ks_session *session, ks_api_sources *sources, const char *name,
                            ks_api_entries *entries, bool *out_is_entry)
{
    const ks_io_document *document = NULL;
    const char *nearest = NULL;
    *out_is_entry = false;
    if (package_count(sources) == 0) {
        return KS_OK;
    }
    ks_status status =
        ks_io_resolve(&sources->resolver, name, KS_NOWHERE, &session->sink, &document);
    if (status != KS_ERR_NOT_FOUND) {
        return status;
    }
    const ks_package_entry *entry = find_entry(sources, name);
    if (entry != NULL) {
        *out_is_entry = true;
        return take_documents(entry, entries);
    }
    status = nearest_entry(sources, name, &nearest);
    if (status != KS_OK) {
        return status;
    }
    KS_REPORT(&session->sink, KS_F_PACKAGE_NO_ENTRY, KS_NOWHERE, name, nearest);
    return KS_REFUSED;
}

/* ---- the list -------------------------------------------------------------------------------- */

/* The text in the language of the session, else in English, else the first; NULL: there is none. */
static const char *choose_text(const ks_session *session, const ks_package_text *texts)
{
    const char *wanted[] = {session->options.language == KS_LANGUAGE_JA ? "ja" : "en", "en"};
    for (size_t i = 0; i < 2; i++) {
        for (const ks_package_text *t = texts; t != NULL; t = t->next) {
            if (strncasecmp(t->lang, wanted[i], 2) == 0 &&
                (t->lang[2] == '\0' || t->lang[2] == '-')) {
                return t->text;
            }
        }
    }
    return texts != NULL ? texts->text : NULL;
}

static void list_entry(const ks_session *session, const ks_package_entry *entry, ks_str *out)
{
    const char *name = choose_text(session, entry->names);
    ks_str_addf(out, "  %s\n", name != NULL ? name : "-");
    for (const ks_package_document *d = entry->documents; d != NULL; d = d->next) {
        ks_str_addf(out, "    %s\n", d->url);
    }
}

static void list_package(const ks_session *session, const ks_package *package, ks_str *out)
{
    const char *name = choose_text(session, package->names);
    const bool is_japanese = session->options.language == KS_LANGUAGE_JA;
    ks_str_addf(out, "%s: %s%s%s (%s)\n", package->path, name != NULL ? name : package->folder,
                package->version != NULL ? " " : "",
                package->version != NULL ? package->version : "",
                package->identifier != NULL ? package->identifier : "-");
    if (package->entries == NULL) {
        ks_str_add(out,
                   is_japanese ? "  エントリーポイントはありません。\n" : "  no entry points\n");
    }
    for (const ks_package_entry *e = package->entries; e != NULL; e = e->next) {
        list_entry(session, e, out);
    }
}

ks_status ks_api_list_entries(const ks_session *session, const ks_api_sources *sources, ks_str *out)
{
    for (size_t i = 0; i < package_count(sources); i++) {
        const ks_package *package = package_at(sources, i);
        if (package != NULL) {
            list_package(session, package, out);
        }
    }
    return ks_str_status(out);
}

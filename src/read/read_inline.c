#include "read_inline.h"

#include <string.h>

#include "base_alloc.h"
#include "model_taxonomy.h"
#include "read_inline_parts.h"

bool ks_inline_is_root(const ks_qname *name)
{
    return strcmp(name->local, "html") == 0 && strcmp(name->ns, KS_NS_XHTML) == 0;
}

static ks_status intern_words(ks_inline *set)
{
    ks_ix_names *known = &set->known;
    ks_status status = KS_OK;
    for (size_t i = 0; i < KS_IX_KIND_COUNT && status == KS_OK; i++) {
        for (size_t v = 0; v < 2 && status == KS_OK; v++) {
            const ks_qname *name = ks_names_qname(set->names, ks_sv_from(known->ix[v]),
                                                  ks_sv_from(KS_IX_WORDS[i].local));
            status = name == NULL ? KS_ERR_MEMORY
                                  : ks_map_set_ptr(&set->word_by_name, name,
                                                   (void *)(uintptr_t)&KS_IX_WORDS[i]);
        }
    }
    for (size_t i = 0; i < KS_IX_ATTR_COUNT && status == KS_OK; i++) {
        known->attrs[i] = ks_names_qname(set->names, KS_SV(""), ks_sv_from(KS_IX_ATTRS[i].local));
        status = known->attrs[i] == NULL ? KS_ERR_MEMORY
                                         : ks_map_set_ptr(&set->attr_by_name, known->attrs[i],
                                                          (void *)(uintptr_t)&KS_IX_ATTRS[i]);
    }
    return status;
}

static ks_status intern_names(ks_inline *set)
{
    ks_ix_names *known = &set->known;
    const struct {
        const char **out;
        const char *text;
    } texts[] = {
        {&known->ix[0], KS_NS_IX10}, {&known->ix[1], KS_NS_IX11}, {&known->xhtml, KS_NS_XHTML},
        {&known->xml, KS_NS_XML},    {&known->no_target, ""},
    };
    const struct {
        const ks_qname **out;
        const char *ns;
        const char *local;
    } names[] = {
        {&known->lang, KS_NS_XML, "lang"},
        {&known->base, KS_NS_XML, "base"},
        {&known->nil, KS_NS_XSI, "nil"},
        {&known->head, KS_NS_XHTML, "head"},
        {&known->html_base, KS_NS_XHTML, "base"},
        {&known->href, "", "href"},
        {&known->html_class, "", "class"},
        {&known->xbrl, KS_NS_XBRLI, "xbrl"},
        {&known->context, KS_NS_XBRLI, "context"},
        {&known->unit, KS_NS_XBRLI, "unit"},
        {&known->numerator, KS_NS_XBRLI, "numerator"},
        {&known->denominator, KS_NS_XBRLI, "denominator"},
        {&known->role_ref, KS_NS_LINK, "roleRef"},
        {&known->arcrole_ref, KS_NS_LINK, "arcroleRef"},
        {&known->schema_ref, KS_NS_LINK, "schemaRef"},
        {&known->linkbase_ref, KS_NS_LINK, "linkbaseRef"},
        {&known->role_uri, "", "roleURI"},
        {&known->arcrole_uri, "", "arcroleURI"},
        {&known->footnote_link, KS_NS_LINK, "footnoteLink"},
        {&known->loc, KS_NS_LINK, "loc"},
        {&known->footnote, KS_NS_LINK, "footnote"},
        {&known->footnote_arc, KS_NS_LINK, "footnoteArc"},
        {&known->xlink_type, KS_NS_XLINK, "type"},
        {&known->xlink_href, KS_NS_XLINK, "href"},
        {&known->xlink_role, KS_NS_XLINK, "role"},
        {&known->xlink_arcrole, KS_NS_XLINK, "arcrole"},
        {&known->xlink_label, KS_NS_XLINK, "label"},
        {&known->xlink_from, KS_NS_XLINK, "from"},
        {&known->xlink_to, KS_NS_XLINK, "to"},
        {&known->xlink_title, KS_NS_XLINK, "title"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].out = ks_names_text(set->names, ks_sv_from(texts[i].text));
        if (*texts[i].out == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *names[i].out =
            ks_names_qname(set->names, ks_sv_from(names[i].ns), ks_sv_from(names[i].local));
        if (*names[i].out == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    ks_status status = intern_words(set);
    return status == KS_OK ? ks_ix_learn_page(set) : status;
}

static void for_each_map(ks_inline *set, void (*act)(ks_map *))
{
    ks_map *const maps[] = {&set->word_by_name,    &set->attr_by_name,       &set->page_words,
                            &set->elements_by_id,  &set->contexts,           &set->units,
                            &set->tuples,          &set->footnotes,          &set->used_contexts,
                            &set->used_units,      &set->used_roles,         &set->target_by_name,
                            &set->reference_attrs, &set->reference_prefixes, &set->told_store};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        act(maps[i]);
    }
}

void ks_inline_free(ks_inline *set)
{
    if (set == NULL) {
        return;
    }
    for (size_t i = 0; i < set->documents.count; i++) {
        ks_map_release(&set->documents.items[i]->ids);
    }
    for_each_map(set, ks_map_release);
    ks_vec_release(&set->documents);
    ks_vec_release(&set->elements);
    ks_vec_release(&set->tape);
    ks_vec_release(&set->references);
    ks_vec_release(&set->resources);
    for (size_t i = 0; i < set->targets.count; i++) {
        ks_vec_release(&set->targets.items[i]->elements);
        ks_vec_release(&set->targets.items[i]->references);
    }
    ks_vec_release(&set->targets);
    ks_vec_release(&set->arcs);
    ks_arena_release(&set->arena);
    ks_alloc_free(set);
}

static ks_status new_set(ks_names *names, ks_sink *sink, ks_inline **out)
{
    ks_inline *set = ks_alloc_zero(1, sizeof *set);
    if (set == NULL) {
        return KS_ERR_MEMORY;
    }
    set->names = names;
    set->sink = sink;
    set->told = &set->told_store;
    ks_arena_init(&set->arena);
    for_each_map(set, ks_map_init);
    ks_status status = intern_names(set);
    if (status != KS_OK) {
        ks_inline_free(set);
        return status;
    }
    *out = set;
    return KS_OK;
}

static ks_status read_document(ks_inline *set, const char *url, ks_io_resolver *resolver)
{
    const ks_io_document *source = NULL;
    ks_status status = ks_io_require(resolver, url, set->sink, &source);
    ks_ix_document *document =
        status == KS_OK ? ks_arena_zero(&set->arena, 1, sizeof *document) : NULL;
    ks_ix_document **slot = document == NULL ? NULL : ks_vec_add(&set->documents);
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    document->url = url;
    document->file = source->file;
    ks_map_init(&document->ids);
    *slot = document;
    return ks_ix_read_document(set, document, source);
}

/* The contexts and units that facts of any target use. */
static ks_status note_uses(ks_inline *set)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        const ks_ix *fact = set->elements.items[i];
        const char *context = fact->values[KS_IX_CONTEXT_REF];
        const char *unit = fact->values[KS_IX_UNIT_REF];
        if (context != NULL) {
            status = ks_map_set_borrowed(&set->used_contexts, ks_sv_from(context), set);
        }
        if (status == KS_OK && unit != NULL) {
            status = ks_map_set_borrowed(&set->used_units, ks_sv_from(unit), set);
        }
    }
    for (size_t i = 0; i < set->arcs.count && status == KS_OK; i++) {
        status = ks_ix_note_roles(&set->arcs.items[i], &set->used_roles);
    }
    return status;
}

ks_status ks_inline_read(const char *const *urls, size_t count, ks_names *names,
                         ks_io_resolver *resolver, ks_sink *sink, ks_inline **out)
{
    ks_inline *set = NULL;
    ks_status status = count == 0 ? KS_ERR_MISUSE : new_set(names, sink, &set);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = read_document(set, urls[i], resolver);
    }
    if (status == KS_OK) {
        status = ks_ix_settle(set);
    }
    if (status == KS_OK) {
        status = note_uses(set);
    }
    if (status != KS_OK) {
        ks_inline_free(set);
        return status;
    }
    *out = set;
    return KS_OK;
}

size_t ks_inline_target_count(const ks_inline *set)
{
    return set->targets.count;
}

const char *ks_inline_target(const ks_inline *set, size_t index)
{
    return set->targets.items[index]->name;
}

ks_status ks_inline_put(const ks_inline *set, const char *target, ks_io_resolver *resolver,
                        const char **out_url)
{
    const char *name = ks_names_text(set->names, ks_sv_from(target));
    const ks_ix_target *found = name != NULL ? ks_map_get_ptr(&set->target_by_name, name) : NULL;
    if (found == NULL || !found->has_references) {
        return name == NULL ? KS_ERR_MEMORY : found == NULL ? KS_ERR_NOT_FOUND : KS_REFUSED;
    }
    /* A name that no file has, where relative URLs are what they are for the document. */
    ks_str url;
    ks_str_init(&url);
    ks_str_addf(&url, "%s?target=%s", set->documents.items[0]->url, target);
    const char *kept = url.is_failed ? NULL : ks_names_text(set->names, ks_str_view(&url));
    ks_str_release(&url);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status =
        ks_io_resolver_put_made(resolver, kept, set->documents.items[0]->file, &found->producer);
    if (status == KS_OK) {
        *out_url = kept;
    }
    return status;
}

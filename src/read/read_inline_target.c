/* A target document, event by event (inline XBRL 1.1 3.2): the root, what the references and
 * resources hold, facts, links. */
#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "model_taxonomy.h"
#include "read_inline_feed.h"

void ks_ix_feed_clear(ks_ix_feed *feed)
{
    feed->attrs.count = 0;
}

void ks_ix_feed_attr(ks_ix_feed *feed, const ks_qname *name, ks_sv value)
{
    ks_xml_attr *slot = ks_vec_add(&feed->attrs);
    if (slot == NULL) {
        feed->is_failed = true;
        return;
    }
    *slot = (ks_xml_attr){name, value};
}

static ks_status feed_start(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                            const ks_xml_binding *bindings, size_t binding_count)
{
    const ks_xml_fed_start start = {.place = place,
                                    .name = name,
                                    .attrs = feed->attrs.items,
                                    .attr_count = feed->attrs.count,
                                    .bindings = bindings,
                                    .binding_count = binding_count};
    return feed->is_failed ? KS_ERR_MEMORY : ks_xml_feed_start(feed->stream, &start);
}

ks_status ks_ix_feed_start(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                           const ks_xml_binding *binding)
{
    return feed_start(feed, place, name, binding, binding == NULL ? 0 : 1);
}

ks_status ks_ix_feed_end(ks_ix_feed *feed, ks_place place, const ks_qname *name)
{
    return ks_xml_feed_end(feed->stream, place, name);
}

/* ---- namespaces */

/* Those of the inline documents alone say nothing in the target. */
static bool is_wanted(const ks_inline *set, const ks_xml_binding *binding)
{
    return binding->ns != set->known.xhtml && binding->ns != set->known.ix[0] &&
           binding->ns != set->known.ix[1] && !ks_transform_is_registry(ks_sv_from(binding->ns)) &&
           !(binding->prefix[0] == '\0' && binding->ns[0] == '\0');
}

static const char *root_namespace(const ks_ix_feed *feed, const char *prefix)
{
    for (size_t i = 0; i < feed->root.count; i++) {
        if (feed->root.items[i].prefix == prefix) {
            return feed->root.items[i].ns;
        }
    }
    return NULL;
}

static ks_status declare_in_root(ks_ix_feed *feed, ks_xml_binding binding)
{
    ks_xml_binding *slot = ks_vec_add(&feed->root);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = binding;
    return KS_OK;
}

/* All that is in scope; the default namespace of inline documents is no default in the target. */
static ks_status declare_scope(ks_ix_feed *feed, const ks_ix_scope *scope)
{
    ks_status status = KS_OK;
    for (const ks_ix_scope *s = scope; s != NULL && status == KS_OK; s = s->around) {
        if (is_wanted(feed->set, &s->binding) && s->binding.prefix[0] != '\0' &&
            ks_ix_namespace(scope, s->binding.prefix) == s->binding.ns &&
            root_namespace(feed, s->binding.prefix) == NULL) {
            status = declare_in_root(feed, s->binding);
        }
    }
    return status;
}

/* A namespace that the target cannot do without; the prefix is taken where nothing else has it. */
static ks_status declare_own(ks_ix_feed *feed, const char *prefix, const char *ns)
{
    ks_names *names = feed->set->names;
    const char *bound = ks_names_text(names, ks_sv_from(ns));
    const char *free_prefix = ks_names_text(names, ks_sv_from(prefix));
    for (size_t i = 0; i < feed->root.count; i++) {
        if (feed->root.items[i].ns == bound) {
            return KS_OK;
        }
    }
    for (size_t i = 1; free_prefix != NULL && root_namespace(feed, free_prefix) != NULL; i++) {
        const char *next = ks_arena_format(&feed->arena, "%s%zu", prefix, i);
        free_prefix = next == NULL ? NULL : ks_names_text(names, ks_sv_from(next));
    }
    return bound == NULL || free_prefix == NULL
               ? KS_ERR_MEMORY
               : declare_in_root(feed, (ks_xml_binding){free_prefix, bound});
}

static int compare_bindings(const void *a, const void *b)
{
    return strcmp(((const ks_xml_binding *)a)->prefix, ((const ks_xml_binding *)b)->prefix);
}

static ks_status declare_root(ks_ix_feed *feed)
{
    const ks_inline *set = feed->set;
    ks_status status = KS_OK;
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        const ks_ix *element = set->elements.items[i];
        if (ks_ix_is(element, KS_IX_BIT(KS_IX_REFERENCES)) &&
            ks_ix_target_of(set, element) == feed->target->name) {
            status = declare_scope(feed, element->scope);
        }
    }
    const char *const OWN[][2] = {
        {"xbrli", KS_NS_XBRLI}, {"link", KS_NS_LINK}, {"xlink", KS_NS_XLINK}, {"xsi", KS_NS_XSI}};
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN && status == KS_OK; i++) {
        status = declare_own(feed, OWN[i][0], OWN[i][1]);
    }
    qsort(feed->root.items, feed->root.count, sizeof *feed->root.items, compare_bindings);
    feed->xhtml_prefix = ks_names_text(set->names, KS_SV("xhtml"));
    return status == KS_OK && feed->xhtml_prefix == NULL ? KS_ERR_MEMORY : status;
}

/* What an element of that scope must declare besides what the root does. Most have the scope of the
 * element before. */
static ks_status take_scope(ks_ix_feed *feed, const ks_ix_scope *scope)
{
    if (feed->is_scope_known && feed->scope == scope) {
        return KS_OK;
    }
    feed->is_scope_known = true;
    feed->scope = scope;
    feed->bindings.count = 0;
    for (const ks_ix_scope *s = scope; s != NULL; s = s->around) {
        if (!is_wanted(feed->set, &s->binding) ||
            ks_ix_namespace(scope, s->binding.prefix) != s->binding.ns ||
            root_namespace(feed, s->binding.prefix) == s->binding.ns) {
            continue;
        }
        ks_xml_binding *slot = ks_vec_add(&feed->bindings);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = s->binding;
    }
    return KS_OK;
}

/* ---- content from the tape */

static ks_status feed_tag(ks_ix_feed *feed, const ks_ix_document *document,
                          const ks_ix_event *event, bool is_outermost)
{
    const ks_ix_tag *tag = event->tag;
    const ks_place place = {document->file, event->line, event->column};
    ks_status status = KS_OK;
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < tag->attr_count && status == KS_OK; i++) {
        ks_sv value;
        status = ks_ix_resolve_attr(document, tag, &tag->attrs[i], &feed->arena, &value);
        ks_ix_feed_attr(feed, tag->attrs[i].name, value);
    }
    if (status == KS_OK && is_outermost) {
        status = take_scope(feed, tag->scope);
    }
    if (status != KS_OK) {
        return status;
    }
    return feed_start(feed, place, tag->name, feed->bindings.items,
                      is_outermost ? feed->bindings.count : 0);
}

/* White space that stands between two tags of an element that holds elements. */
static bool is_layout(const ks_ix_feed *feed, size_t i, size_t begin)
{
    const ks_ix_event *events = feed->set->tape.items;
    if (ks_sv_trim(events[i].text).len > 0) {
        return false;
    }
    size_t before = i;
    while (before > begin && events[before].kind == KS_IX_TEXT) {
        before--;
    }
    size_t behind = i;
    while (events[behind].kind == KS_IX_TEXT) {
        behind++;
    }
    return !(events[before].kind == KS_IX_START && events[behind].kind == KS_IX_END);
}

ks_status ks_ix_feed_range(ks_ix_feed *feed, const ks_ix_document *document, size_t begin,
                           size_t end, bool is_data)
{
    const ks_ix_event *events = feed->set->tape.items;
    ks_status status = KS_OK;
    size_t depth = 0;
    size_t i = begin;
    while (i < end && status == KS_OK) {
        const ks_ix_event *event = &events[i];
        const ks_place place = {document->file, event->line, event->column};
        switch (event->kind) {
        case KS_IX_TEXT:
            status = is_data && is_layout(feed, i, begin)
                         ? KS_OK
                         : ks_xml_feed_text(feed->stream, place, event->text);
            break;
        case KS_IX_START:
            status = feed_tag(feed, document, event, depth == 0 || is_data);
            depth++;
            break;
        case KS_IX_END:
            status = ks_xml_feed_end(feed->stream, place, event->tag->name);
            depth--;
            break;
        case KS_IX_SKIP:
            break;
        }
        i = event->kind == KS_IX_SKIP ? event->next : i + 1;
    }
    return status;
}

/* ---- references and resources */

static const ks_ix_tag *tag_of(const ks_inline *set, const ks_ix_resource *resource)
{
    return set->tape.items[resource->begin].tag;
}

static ks_sv attr_value(const ks_ix_tag *tag, const ks_qname *name)
{
    for (size_t i = 0; i < tag->attr_count; i++) {
        if (tag->attrs[i].name == name) {
            return ks_sv_trim(tag->attrs[i].value);
        }
    }
    return (ks_sv){NULL, 0};
}

/* The href of a reference, by xml:base of the element that holds it. */
static ks_status take_href(ks_ix_feed *feed, const ks_ix_resource *resource, ks_sv *out)
{
    const ks_xml_attr *base = ks_ix_other(resource->holder, feed->set->known.base);
    *out = attr_value(tag_of(feed->set, resource), feed->set->known.xlink_href);
    if (base == NULL || out->ptr == NULL) {
        return KS_OK;
    }
    ks_sv path;
    ks_sv fragment;
    ks_uri_split(*out, &path, &fragment);
    const char *url = ks_uri_resolve(&feed->arena, ks_sv_trim(base->value), path);
    if (url != NULL && fragment.ptr != NULL) {
        url = ks_arena_format(&feed->arena, "%s#%.*s", url, KS_SV_ARG(fragment));
    }
    *out = ks_sv_from(url);
    return url == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* What makes two references the same: everything but how they are laid out. */
static const char *key_of(ks_ix_feed *feed, const ks_ix_resource *resource, ks_sv href)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_ix_tag *tag = tag_of(feed->set, resource);
    ks_sv role = attr_value(tag, known->xlink_role);
    return ks_arena_format(&feed->arena, "%s %.*s %.*s", resource->name->local, KS_SV_ARG(href),
                           KS_SV_ARG(role));
}

static ks_status feed_reference(ks_ix_feed *feed, const ks_ix_resource *resource, ks_map *fed)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_ix_tag *tag = tag_of(feed->set, resource);
    ks_sv href;
    ks_status status = take_href(feed, resource, &href);
    const char *key = status == KS_OK ? key_of(feed, resource, href) : NULL;
    if (key == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    if (ks_map_get(fed, ks_sv_from(key)) != NULL) {
        return KS_OK;
    }
    status = ks_map_set_borrowed(fed, ks_sv_from(key), feed);
    if (status != KS_OK) {
        return status;
    }
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < tag->attr_count; i++) {
        const ks_xml_attr *attr = &tag->attrs[i];
        ks_ix_feed_attr(feed, attr->name, attr->name == known->xlink_href ? href : attr->value);
    }
    status = feed_start(feed, resource->place, resource->name, NULL, 0);
    return status == KS_OK ? ks_ix_feed_end(feed, resource->place, resource->name) : status;
}

/* A role that is used nowhere goes to all targets, as contexts do. */
static bool is_of_target(const ks_ix_feed *feed, const ks_ix_resource *resource)
{
    const ks_ix_names *known = &feed->set->known;
    if (resource->name == known->schema_ref || resource->name == known->linkbase_ref) {
        return ks_ix_target_of(feed->set, resource->holder) == feed->target->name;
    }
    ks_sv uri = ks_sv_from(resource->id);
    return ks_map_get(&feed->roles, uri) != NULL || ks_map_get(&feed->set->used_roles, uri) == NULL;
}

/* XBRL 2.1 4.1: in this order. */
static ks_status feed_references(ks_ix_feed *feed)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_qname *const ORDER[] = {known->schema_ref, known->linkbase_ref, known->role_ref,
                                     known->arcrole_ref};
    ks_map fed;
    ks_status status = KS_OK;
    ks_map_init(&fed);
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        for (size_t k = 0; k < feed->set->resources.count && status == KS_OK; k++) {
            const ks_ix_resource *resource = &feed->set->resources.items[k];
            if (resource->name == ORDER[i] && is_of_target(feed, resource)) {
                status = feed_reference(feed, resource, &fed);
            }
        }
    }
    ks_map_release(&fed);
    return status;
}

/* A context or unit that facts of this target use; one that no fact uses goes to all. */
static bool is_used(const ks_ix_feed *feed, const ks_ix_resource *resource)
{
    const bool is_context = resource->name == feed->set->known.context;
    const ks_map *own = is_context ? &feed->contexts : &feed->units;
    const ks_map *all = is_context ? &feed->set->used_contexts : &feed->set->used_units;
    ks_sv id = ks_sv_from(resource->id);
    return resource->id == NULL || ks_map_get(own, id) != NULL || ks_map_get(all, id) == NULL;
}

static ks_status feed_resources(ks_ix_feed *feed, const ks_qname *name)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->set->resources.count && status == KS_OK; i++) {
        const ks_ix_resource *resource = &feed->set->resources.items[i];
        if (resource->name == name && is_used(feed, resource)) {
            status =
                ks_ix_feed_range(feed, resource->document, resource->begin, resource->end, true);
        }
    }
    return status;
}

/* ---- facts */

const char *ks_ix_target_of(const ks_inline *set, const ks_ix *element)
{
    const char *name = element->values[KS_IX_TARGET];
    return name != NULL ? name : set->known.no_target;
}

bool ks_ix_is_emitted(const ks_ix_feed *feed, const ks_ix *fact)
{
    return !fact->is_wrong && ks_ix_target_of(feed->set, fact) == feed->target->name;
}

const char *ks_ix_fact_id(const ks_ix *fact)
{
    return fact->values[KS_IX_ID] != NULL ? fact->values[KS_IX_ID] : fact->made_id;
}

static void add_fact_attributes(ks_ix_feed *feed, const ks_ix *fact)
{
    static const ks_ix_attr_id COPIED[] = {KS_IX_CONTEXT_REF, KS_IX_UNIT_REF, KS_IX_DECIMALS,
                                           KS_IX_PRECISION};
    const ks_ix_names *known = &feed->set->known;
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < sizeof COPIED / sizeof *COPIED; i++) {
        if (fact->values[COPIED[i]] != NULL) {
            ks_ix_feed_attr(feed, known->attrs[COPIED[i]], ks_sv_from(fact->values[COPIED[i]]));
        }
    }
    if (ks_ix_fact_id(fact) != NULL) {
        ks_ix_feed_attr(feed, known->attrs[KS_IX_ID], ks_sv_from(ks_ix_fact_id(fact)));
    }
    bool has_lang = false;
    for (size_t i = 0; i < fact->other_count; i++) {
        const ks_qname *name = fact->others[i].name;
        if (name != known->base && strcmp(name->ns, KS_NS_XBRLI) != 0) {
            ks_ix_feed_attr(feed, name, fact->others[i].value);
            has_lang = has_lang || name == known->lang;
        }
    }
    if (!has_lang && fact->lang != NULL && ks_ix_is(fact, KS_IX_BIT(KS_IX_NON_NUMERIC))) {
        ks_ix_feed_attr(feed, known->lang, ks_sv_from(fact->lang));
    }
}

static ks_status start_fact(ks_ix_feed *feed, const ks_ix *fact)
{
    ks_status status = take_scope(feed, fact->scope);
    if (status != KS_OK) {
        return status;
    }
    add_fact_attributes(feed, fact);
    return feed_start(feed, fact->place, fact->name, feed->bindings.items, feed->bindings.count);
}

static ks_status feed_part(ks_ix_feed *feed, const ks_qname *name, const ks_ix *part, ks_sv value)
{
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < part->other_count; i++) {
        ks_ix_feed_attr(feed, part->others[i].name, part->others[i].value);
    }
    ks_status status = feed_start(feed, part->place, name, NULL, 0);
    if (status == KS_OK) {
        status = ks_xml_feed_text(feed->stream, part->place, value);
    }
    return status == KS_OK ? ks_ix_feed_end(feed, part->place, name) : status;
}

static ks_status feed_fraction(ks_ix_feed *feed, const ks_ix *fact)
{
    const ks_ix_names *known = &feed->set->known;
    bool are_valid[2] = {true, true};
    size_t middle = 0;
    ks_status status = KS_OK;
    ks_str_clear(&feed->text);
    if (!fact->is_nil) {
        status = ks_ix_value(feed->set, fact->numerator, &feed->text, &are_valid[0]);
        middle = feed->text.len;
    }
    if (!fact->is_nil && status == KS_OK) {
        status = ks_ix_value(feed->set, fact->denominator, &feed->text, &are_valid[1]);
    }
    if (status != KS_OK || !are_valid[0] || !are_valid[1]) {
        return status;
    }
    ks_sv all = ks_str_view(&feed->text);
    status = start_fact(feed, fact);
    if (status == KS_OK && !fact->is_nil) {
        status = feed_part(feed, known->numerator, fact->numerator, (ks_sv){all.ptr, middle});
    }
    if (status == KS_OK && !fact->is_nil) {
        status = feed_part(feed, known->denominator, fact->denominator,
                           (ks_sv){all.ptr + middle, all.len - middle});
    }
    return status == KS_OK ? ks_ix_feed_end(feed, fact->place, fact->name) : status;
}

static ks_status feed_item(ks_ix_feed *feed, const ks_ix *fact)
{
    bool is_valid = true;
    ks_str_clear(&feed->text);
    ks_status status = ks_ix_value(feed->set, fact, &feed->text, &is_valid);
    if (status != KS_OK || !is_valid) {
        return status;
    }
    status = start_fact(feed, fact);
    if (status == KS_OK && feed->text.len > 0) {
        status = ks_xml_feed_text(feed->stream, fact->place, ks_str_view(&feed->text));
    }
    return status == KS_OK ? ks_ix_feed_end(feed, fact->place, fact->name) : status;
}

/* Tuples by turns, not by calls: they may be nested deep. */
static ks_status feed_fact(ks_ix_feed *feed, const ks_ix *root)
{
    const ks_ix *fact = root;
    ks_status status = KS_OK;
    while (fact != NULL && status == KS_OK) {
        const bool is_tuple = ks_ix_is(fact, KS_IX_BIT(KS_IX_TUPLE));
        const bool is_there = ks_ix_is_emitted(feed, fact);
        if (is_there) {
            status = is_tuple                                    ? start_fact(feed, fact)
                     : ks_ix_is(fact, KS_IX_BIT(KS_IX_FRACTION)) ? feed_fraction(feed, fact)
                                                                 : feed_item(feed, fact);
        }
        if (is_there && is_tuple && fact->first_member != NULL) {
            fact = fact->first_member;
            continue;
        }
        if (is_there && is_tuple && status == KS_OK) {
            status = ks_ix_feed_end(feed, fact->place, fact->name);
        }
        while (fact != root && fact->next_member == NULL && status == KS_OK) {
            fact = fact->tuple;
            status = ks_ix_feed_end(feed, fact->place, fact->name);
        }
        fact = fact == root ? NULL : fact->next_member;
    }
    return status;
}

static ks_status feed_facts(ks_ix_feed *feed)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->set->elements.count && status == KS_OK; i++) {
        const ks_ix *fact = feed->set->elements.items[i];
        if (ks_ix_is(fact, KS_IX_FACTS) && fact->tuple == NULL && ks_ix_is_emitted(feed, fact)) {
            status = feed_fact(feed, fact);
        }
    }
    return status;
}

/* ---- the document */

static ks_status start_root(ks_ix_feed *feed)
{
    const ks_inline *set = feed->set;
    const ks_ix_names *known = &set->known;
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < set->elements.count; i++) {
        const ks_ix *element = set->elements.items[i];
        if (!ks_ix_is(element, KS_IX_BIT(KS_IX_REFERENCES)) ||
            ks_ix_target_of(set, element) != feed->target->name) {
            continue;
        }
        for (size_t k = 0; k < element->other_count; k++) {
            const ks_qname *name = element->others[k].name;
            /* Others may stand on ix:references, but not on the root that XBRL 2.1 declares. */
            bool is_there =
                name == known->base || (name->ns != known->xml && strcmp(name->ns, KS_NS_XSI) != 0);
            for (size_t n = 0; n < feed->attrs.count; n++) {
                is_there = is_there || feed->attrs.items[n].name == name;
            }
            if (!is_there) {
                ks_ix_feed_attr(feed, name, element->others[k].value);
            }
        }
    }
    if (feed->target->with_id != NULL) {
        ks_ix_feed_attr(feed, known->attrs[KS_IX_ID],
                        ks_sv_from(feed->target->with_id->values[KS_IX_ID]));
    }
    return feed_start(feed, feed->target->place, known->xbrl, feed->root.items, feed->root.count);
}

/* Which contexts and units the target's facts use, and which roles its links. */
static ks_status note_uses(ks_ix_feed *feed)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->set->elements.count && status == KS_OK; i++) {
        const ks_ix *fact = feed->set->elements.items[i];
        const char *context = fact->values[KS_IX_CONTEXT_REF];
        const char *unit = fact->values[KS_IX_UNIT_REF];
        if (!ks_ix_is(fact, KS_IX_FACTS) || !ks_ix_is_emitted(feed, fact)) {
            continue;
        }
        if (context != NULL) {
            status = ks_map_set_borrowed(&feed->contexts, ks_sv_from(context), feed);
        }
        if (status == KS_OK && unit != NULL) {
            status = ks_map_set_borrowed(&feed->units, ks_sv_from(unit), feed);
        }
    }
    for (size_t i = 0; i < feed->set->arcs.count && status == KS_OK; i++) {
        if (ks_ix_arc_is_of(feed, &feed->set->arcs.items[i])) {
            status = ks_ix_note_roles(&feed->set->arcs.items[i], &feed->roles);
        }
    }
    return status;
}

static ks_status feed_document(ks_ix_feed *feed)
{
    const ks_ix_names *known = &feed->set->known;
    ks_status status = note_uses(feed);
    if (status == KS_OK) {
        status = declare_root(feed);
    }
    if (status == KS_OK) {
        status = start_root(feed);
    }
    if (status == KS_OK) {
        status = feed_references(feed);
    }
    if (status == KS_OK) {
        status = feed_resources(feed, known->context);
    }
    if (status == KS_OK) {
        status = feed_resources(feed, known->unit);
    }
    if (status == KS_OK) {
        status = feed_facts(feed);
    }
    if (status == KS_OK) {
        status = ks_ix_feed_links(feed);
    }
    return status == KS_OK ? ks_ix_feed_end(feed, feed->target->place, known->xbrl) : status;
}

ks_status ks_ix_produce(ks_xml_stream *stream, const void *user)
{
    const ks_ix_target *target = user;
    ks_ix_feed feed = {.stream = stream, .set = target->set, .target = target};
    ks_arena_init(&feed.arena);
    ks_str_init(&feed.text);
    ks_map_init(&feed.contexts);
    ks_map_init(&feed.units);
    ks_map_init(&feed.roles);
    ks_status status = feed_document(&feed);
    ks_map_release(&feed.contexts);
    ks_map_release(&feed.units);
    ks_map_release(&feed.roles);
    ks_vec_release(&feed.attrs);
    ks_vec_release(&feed.root);
    ks_vec_release(&feed.bindings);
    ks_str_release(&feed.text);
    ks_arena_release(&feed.arena);
    return status;
}

/* The events of a target document: start tags with the namespaces that they need, and content from
 * the tape. */
#include "read_inline_feed.h"

#include <stdlib.h>
#include <string.h>

#include "model_taxonomy.h"

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

ks_status ks_ix_feed_element(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                             const ks_xml_binding *bindings, size_t binding_count)
{
    feed->declared.count = 0;
    for (size_t i = 0; i < binding_count; i++) {
        /* What is in force already needs no declaration. */
        const char *bound = ks_xml_namespace(feed->stream, ks_sv_from(bindings[i].prefix));
        if (bound != NULL && strcmp(bound, bindings[i].ns) == 0) {
            continue;
        }
        ks_xml_binding *slot = ks_vec_add(&feed->declared);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = bindings[i];
    }
    const ks_xml_fed_start start = {.place = place,
                                    .name = name,
                                    .attrs = feed->attrs.items,
                                    .attr_count = feed->attrs.count,
                                    .bindings = feed->declared.items,
                                    .binding_count = feed->declared.count};
    return feed->is_failed ? KS_ERR_MEMORY : ks_xml_feed_start(feed->stream, &start);
}

ks_status ks_ix_feed_start(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                           const ks_xml_binding *binding)
{
    return ks_ix_feed_element(feed, place, name, binding, binding == NULL ? 0 : 1);
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

ks_status ks_ix_feed_declare(ks_ix_feed *feed)
{
    const ks_inline *set = feed->set;
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->target->elements.count && status == KS_OK; i++) {
        const ks_ix *element = feed->target->elements.items[i];
        if (ks_ix_is(element, KS_IX_BIT(KS_IX_REFERENCES))) {
            status = declare_scope(feed, element->scope);
        }
    }
    const char *const OWN[][2] = {
        {"xbrli", KS_NS_XBRLI}, {"link", KS_NS_LINK}, {"xlink", KS_NS_XLINK}, {"xsi", KS_NS_XSI}};
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN && status == KS_OK; i++) {
        status = declare_own(feed, OWN[i][0], OWN[i][1]);
    }
    if (status != KS_OK) {
        return status;
    }
    qsort(feed->root.items, feed->root.count, sizeof *feed->root.items, compare_bindings);
    feed->xhtml_prefix = ks_names_text(set->names, KS_SV("xhtml"));
    return feed->xhtml_prefix == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* What an element of that scope must declare besides what the root does. Most have the scope of the
 * element before. */
ks_status ks_ix_feed_scope(ks_ix_feed *feed, const ks_ix_scope *scope)
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
                          const ks_ix_event *event)
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
    if (status == KS_OK) {
        status = ks_ix_feed_scope(feed, tag->scope);
    }
    if (status != KS_OK) {
        return status;
    }
    return ks_ix_feed_element(feed, place, tag->name, feed->bindings.items, feed->bindings.count);
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
            status = feed_tag(feed, document, event);
            break;
        case KS_IX_END:
            status = ks_xml_feed_end(feed->stream, place, event->tag->name);
            break;
        case KS_IX_SKIP:
            break;
        }
        i = event->kind == KS_IX_SKIP ? event->next : i + 1;
    }
    return status;
}

/* A target document, event by event (inline XBRL 1.1 3.2): the root, what the references and
 * resources hold, facts, links. */
#include <string.h>

#include "base_uri.h"
#include "model_taxonomy.h"
#include "read_inline_feed.h"

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

/* What xml:base of the element that holds a reference and its own come to; NULL: there is none. */
static ks_status take_base(ks_ix_feed *feed, const ks_ix_resource *resource, const char **out)
{
    const ks_qname *name = feed->set->known.base;
    const ks_xml_attr *around = ks_ix_other(resource->holder, name);
    const ks_sv outer = around == NULL ? (ks_sv){NULL, 0} : ks_sv_trim(around->value);
    const ks_sv inner = attr_value(tag_of(feed->set, resource), name);
    *out = NULL;
    if (outer.ptr == NULL && inner.ptr == NULL) {
        return KS_OK;
    }
    *out = outer.ptr == NULL   ? ks_arena_text(&feed->arena, inner)
           : inner.ptr == NULL ? ks_arena_text(&feed->arena, outer)
                               : ks_uri_resolve(&feed->arena, outer, inner);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* The href of a reference as it is without xml:base. The target stands beside the first document,
 * so that of another folder leads there from another place. */
static ks_status take_href(ks_ix_feed *feed, const ks_ix_resource *resource, ks_sv *out)
{
    const ks_ix_document *first = feed->set->documents.items[0];
    const ks_ix_document *own = resource->document;
    const char *base = NULL;
    ks_status status = take_base(feed, resource, &base);
    *out = attr_value(tag_of(feed->set, resource), feed->set->known.xlink_href);
    if (status != KS_OK || (base == NULL && own == first) || out->ptr == NULL) {
        return status;
    }
    const ks_uri_way way = {own == first ? NULL : own->url, own == first ? NULL : first->url};
    const char *url = ks_uri_move(&feed->arena, way, base, *out);
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
        if (attr->name != known->base) {
            ks_ix_feed_attr(feed, attr->name, attr->name == known->xlink_href ? href : attr->value);
        }
    }
    status = ks_ix_feed_element(feed, resource->place, resource->name, NULL, 0);
    return status == KS_OK ? ks_ix_feed_end(feed, resource->place, resource->name) : status;
}

/* A role that is used nowhere goes to all targets, as contexts do. */
static bool is_of_target(const ks_ix_feed *feed, const ks_ix_resource *resource)
{
    ks_sv uri = ks_sv_from(resource->id);
    return ks_map_get(&feed->roles, uri) != NULL || ks_map_get(&feed->set->used_roles, uri) == NULL;
}

/* XBRL 2.1 4.1: in this order. */
static ks_status feed_references(ks_ix_feed *feed)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_qname *const ORDER[] = {known->schema_ref, known->linkbase_ref};
    const ks_qname *const ROLES[] = {known->role_ref, known->arcrole_ref};
    ks_map fed;
    ks_status status = KS_OK;
    ks_map_init(&fed);
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        for (size_t k = 0; k < feed->target->references.count && status == KS_OK; k++) {
            const ks_ix_resource *reference = feed->target->references.items[k];
            status = reference->name == ORDER[i] ? feed_reference(feed, reference, &fed) : KS_OK;
        }
    }
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        for (size_t k = 0; k < feed->set->resources.count && status == KS_OK; k++) {
            const ks_ix_resource *resource = &feed->set->resources.items[k];
            if (resource->name == ROLES[i] && is_of_target(feed, resource)) {
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

static bool is_own(const ks_ix_feed *feed, const ks_ix *fact)
{
    return ks_ix_target_of(feed->set, fact) == feed->target->name;
}

bool ks_ix_is_emitted(const ks_ix_feed *feed, const ks_ix *fact)
{
    return !fact->is_wrong &&
           (is_own(feed, fact) || ks_map_get_ptr(&feed->is_copied, fact) != NULL) &&
           ks_map_get_ptr(&feed->without_value, fact) == NULL;
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
    ks_status status = ks_ix_feed_scope(feed, fact->scope);
    if (status != KS_OK) {
        return status;
    }
    add_fact_attributes(feed, fact);
    return ks_ix_feed_element(feed, fact->place, fact->name, feed->bindings.items,
                              feed->bindings.count);
}

static ks_status feed_part(ks_ix_feed *feed, const ks_qname *name, const ks_ix *part, ks_sv value)
{
    ks_ix_feed_clear(feed);
    for (size_t i = 0; i < part->other_count; i++) {
        if (strcmp(part->others[i].name->ns, KS_NS_XSI) == 0) { /* it may have no others */
            ks_ix_feed_attr(feed, part->others[i].name, part->others[i].value);
        }
    }
    ks_status status = ks_ix_feed_element(feed, part->place, name, NULL, 0);
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
        return status == KS_OK ? ks_map_set_ptr(&feed->without_value, fact, feed) : status;
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
        return status == KS_OK ? ks_map_set_ptr(&feed->without_value, fact, feed) : status;
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

/* The next fact of the tuple `root`, or NULL: after a tuple its members, if they are wanted. */
static const ks_ix *next_within(const ks_ix *root, const ks_ix *fact, bool wants_members)
{
    if (wants_members && fact->first_member != NULL) {
        return fact->first_member;
    }
    while (fact != root && fact->next_member == NULL) {
        fact = fact->tuple;
    }
    return fact == root ? NULL : fact->next_member;
}

static ks_status copy_fact(ks_ix_feed *feed, const ks_ix *root)
{
    const ks_ix *fact = root;
    ks_status status = KS_OK;
    while (fact != NULL && status == KS_OK) {
        const bool is_new = ks_map_get_ptr(&feed->is_copied, fact) == NULL;
        const ks_ix **slot = is_new ? ks_vec_add(&feed->copies) : NULL;
        if (slot != NULL) {
            *slot = fact;
            status = ks_map_set_ptr(&feed->is_copied, fact, feed);
        } else if (is_new) {
            status = KS_ERR_MEMORY;
        }
        fact = next_within(root, fact, is_new); /* what is copied was with all its members */
    }
    return status;
}

/* 13.1.2: what explains a fact goes where the fact does, whatever its own target is. */
static ks_status copy_facts(ks_ix_feed *feed)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->set->arcs.count && status == KS_OK; i++) {
        const ks_ix_arc *arc = &feed->set->arcs.items[i];
        if (ks_ix_is(arc->to, KS_IX_FACTS) && is_own(feed, arc->from) && !is_own(feed, arc->to)) {
            status = copy_fact(feed, arc->to);
        }
    }
    return status;
}

/* With a copy of its tuple, a copy of a member is there already. */
static bool is_in_copy(const ks_ix_feed *feed, const ks_ix *fact)
{
    return fact->tuple != NULL && ks_map_get_ptr(&feed->is_copied, fact->tuple) != NULL;
}

static ks_status feed_facts(ks_ix_feed *feed)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < feed->target->elements.count && status == KS_OK; i++) {
        const ks_ix *fact = feed->target->elements.items[i];
        if (ks_ix_is(fact, KS_IX_FACTS) && fact->tuple == NULL && ks_ix_is_emitted(feed, fact)) {
            status = feed_fact(feed, fact);
        }
    }
    for (size_t i = 0; i < feed->copies.count && status == KS_OK; i++) {
        if (!is_in_copy(feed, feed->copies.items[i])) {
            status = feed_fact(feed, feed->copies.items[i]);
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
    for (size_t i = 0; i < feed->target->elements.count; i++) {
        const ks_ix *element = feed->target->elements.items[i];
        if (!ks_ix_is(element, KS_IX_BIT(KS_IX_REFERENCES))) {
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
    return ks_ix_feed_element(feed, feed->target->place, known->xbrl, feed->root.items,
                              feed->root.count);
}

static ks_status note_use(ks_ix_feed *feed, const ks_ix *fact)
{
    const char *context = fact->values[KS_IX_CONTEXT_REF];
    const char *unit = fact->values[KS_IX_UNIT_REF];
    ks_status status = KS_OK;
    if (!ks_ix_is(fact, KS_IX_FACTS) || !ks_ix_is_emitted(feed, fact)) {
        return KS_OK;
    }
    if (context != NULL) {
        status = ks_map_set_borrowed(&feed->contexts, ks_sv_from(context), feed);
    }
    if (status == KS_OK && unit != NULL) {
        status = ks_map_set_borrowed(&feed->units, ks_sv_from(unit), feed);
    }
    return status;
}

/* Which contexts and units the target's facts use, and which roles its links. */
static ks_status note_uses(ks_ix_feed *feed)
{
    ks_status status = copy_facts(feed);
    for (size_t i = 0; i < feed->target->elements.count && status == KS_OK; i++) {
        status = note_use(feed, feed->target->elements.items[i]);
    }
    for (size_t i = 0; i < feed->copies.count && status == KS_OK; i++) {
        status = note_use(feed, feed->copies.items[i]);
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
        status = ks_ix_feed_declare(feed);
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
    ks_map_init(&feed.is_copied);
    ks_map_init(&feed.contexts);
    ks_map_init(&feed.units);
    ks_map_init(&feed.roles);
    ks_map_init(&feed.without_value);
    ks_status status = feed_document(&feed);
    ks_map_release(&feed.is_copied);
    ks_map_release(&feed.contexts);
    ks_map_release(&feed.units);
    ks_map_release(&feed.roles);
    ks_map_release(&feed.without_value);
    ks_vec_release(&feed.copies);
    ks_vec_release(&feed.attrs);
    ks_vec_release(&feed.root);
    ks_vec_release(&feed.bindings);
    ks_vec_release(&feed.declared);
    ks_str_release(&feed.text);
    ks_arena_release(&feed.arena);
    return status;
}

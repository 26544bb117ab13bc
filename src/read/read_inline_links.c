/* Footnotes and relationships between facts (inline XBRL 1.1 chapters 6 and 13, 1.0 chapter 5). */
#include <string.h>

#include "model_taxonomy.h"
#include "read_inline_feed.h"

#define DEFAULT_LINK     "http://www.xbrl.org/2003/role/link"
#define DEFAULT_FOOTNOTE "http://www.xbrl.org/2003/role/footnote"
#define DEFAULT_ARC      "http://www.xbrl.org/2003/arcrole/fact-footnote"

#define FOOTNOTE KS_IX_BIT(KS_IX_FOOTNOTE)

static const char *value_or(const ks_ix *element, ks_ix_attr_id attr, const char *otherwise)
{
    return element->values[attr] != NULL ? element->values[attr] : otherwise;
}

static const char *link_role(const ks_ix *source)
{
    return value_or(source, ks_ix_is(source, FOOTNOTE) ? KS_IX_FOOTNOTE_LINK_ROLE : KS_IX_LINK_ROLE,
                    DEFAULT_LINK);
}

static ks_ix *find(const ks_inline *set, ks_sv id)
{
    return ks_map_get(&set->elements_by_id, id);
}

static const char *guess(ks_inline *set, const char *id)
{
    return ks_ix_guess(set, &set->elements_by_id, id);
}

static ks_status add_arc(ks_inline *set, const ks_ix *source, ks_ix *from, ks_ix *to)
{
    ks_ix_arc *arc = ks_vec_add(&set->arcs);
    if (arc == NULL) {
        return KS_ERR_MEMORY;
    }
    *arc = (ks_ix_arc){source, from, to, NULL};
    return KS_OK;
}

/* An id that nothing has that comes into a target. */
static ks_status make_id(ks_inline *set, ks_ix *end, const char *start)
{
    bool is_taken = true;
    while (is_taken) {
        end->made_id = ks_arena_format(&set->arena, "%s-%zu", start, ++set->made_ids);
        if (end->made_id == NULL) {
            return KS_ERR_MEMORY;
        }
        const ks_sv id = ks_sv_from(end->made_id);
        is_taken = find(set, id) != NULL || ks_map_get(&set->contexts, id) != NULL ||
                   ks_map_get(&set->units, id) != NULL || ks_map_get(&set->footnotes, id) != NULL;
    }
    return KS_OK;
}

/* Version 1.0: facts have ids that footnotes may have too. */
static ks_status label_footnote(ks_inline *set, ks_ix *footnote)
{
    const ks_sv id = ks_sv_from(footnote->values[KS_IX_FOOTNOTE_ID]);
    const ks_ix *other = find(set, id);
    if (other != NULL && other != footnote) {
        return make_id(set, footnote, "footnote");
    }
    footnote->made_id = footnote->values[KS_IX_FOOTNOTE_ID];
    return KS_OK;
}

/* A name for an end of a relationship that has no id of its own. */
static ks_status name_fact(ks_inline *set, ks_ix *fact)
{
    if (fact->values[KS_IX_ID] != NULL || fact->made_id != NULL) {
        return KS_OK;
    }
    return make_id(set, fact, "fact");
}

static bool has_token(const char *list, ks_sv token)
{
    ks_sv rest = ks_sv_from(list);
    ks_sv name = ks_sv_next_token(&rest);
    while (name.len > 0 && !ks_sv_equal(name, token)) {
        name = ks_sv_next_token(&rest);
    }
    return name.len > 0;
}

/* The facts and footnotes that a list of ids leads to, but for those that it does not. */
static ks_status resolve(ks_inline *set, const ks_ix *source, ks_ix_attr_id attr, ks_ix_list *out)
{
    const bool is_from = attr == KS_IX_FROM_REFS;
    const uint32_t wanted = KS_IX_FACTS | (is_from ? 0 : FOOTNOTE);
    ks_sv rest = ks_sv_from(source->values[attr]);
    out->count = 0;
    for (ks_sv id = ks_sv_next_token(&rest); id.len > 0; id = ks_sv_next_token(&rest)) {
        ks_ix *end = find(set, id);
        if (ks_ix_is(end, wanted)) {
            ks_ix **slot = ks_vec_add(out);
            if (slot == NULL) {
                return KS_ERR_MEMORY;
            }
            *slot = end;
            continue;
        }
        const char *text = ks_arena_text(&set->arena, id);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        if (is_from) {
            KS_REPORT(set->sink, KS_F_INLINE_FROM_REF, source->place, text, guess(set, text));
        } else {
            KS_REPORT(set->sink, KS_F_INLINE_TO_REF, source->place, text, guess(set, text));
        }
    }
    return KS_OK;
}

static ks_status check_ends(ks_inline *set, const ks_ix *source, const ks_ix_list *to)
{
    size_t footnotes = 0;
    for (size_t i = 0; i < to->count; i++) {
        footnotes += ks_ix_is(to->items[i], FOOTNOTE) ? 1 : 0;
    }
    if (footnotes > 0 && footnotes < to->count) {
        KS_REPORT(set->sink, KS_F_INLINE_MIXED_REFS, source->place, NULL);
    }
    ks_sv rest = ks_sv_from(source->values[KS_IX_TO_REFS]);
    for (ks_sv id = ks_sv_next_token(&rest); id.len > 0; id = ks_sv_next_token(&rest)) {
        if (has_token(source->values[KS_IX_FROM_REFS], id)) {
            const char *text = ks_arena_text(&set->arena, id);
            if (text == NULL) {
                return KS_ERR_MEMORY;
            }
            KS_REPORT(set->sink, KS_F_INLINE_SAME_REFS, source->place, text);
        }
    }
    return KS_OK;
}

static ks_status take_relationship(ks_inline *set, const ks_ix *source, ks_ix_list *from,
                                   ks_ix_list *to)
{
    if (source->values[KS_IX_FROM_REFS] == NULL || source->values[KS_IX_TO_REFS] == NULL) {
        return KS_OK;
    }
    ks_status status = resolve(set, source, KS_IX_FROM_REFS, from);
    if (status == KS_OK) {
        status = resolve(set, source, KS_IX_TO_REFS, to);
    }
    if (status == KS_OK) {
        status = check_ends(set, source, to);
    }
    for (size_t i = 0; i < from->count && status == KS_OK; i++) {
        for (size_t k = 0; k < to->count && status == KS_OK; k++) {
            status = add_arc(set, source, from->items[i], to->items[k]);
        }
    }
    return status;
}

/* Version 1.0: a fact names its footnotes, and they say what relationship it is. */
static ks_status take_footnote_refs(ks_inline *set, ks_ix *fact)
{
    ks_sv rest = ks_sv_from(fact->values[KS_IX_FOOTNOTE_REFS]);
    ks_status status = KS_OK;
    for (ks_sv id = ks_sv_next_token(&rest); id.len > 0 && status == KS_OK;
         id = ks_sv_next_token(&rest)) {
        ks_ix *footnote = ks_map_get(&set->footnotes, id);
        if (footnote != NULL) {
            status = name_fact(set, fact);
            status = status == KS_OK ? add_arc(set, footnote, fact, footnote) : status;
            continue;
        }
        const char *text = ks_arena_text(&set->arena, id);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        KS_REPORT(set->sink, KS_F_INLINE_DANGLING_FOOTNOTE, fact->place, text,
                  ks_ix_guess(set, &set->footnotes, text));
    }
    return status;
}

static ks_status index_footnotes(ks_inline *set)
{
    for (size_t i = 0; i < set->elements.count; i++) {
        ks_ix *footnote = set->elements.items[i];
        const char *id = footnote->values[KS_IX_FOOTNOTE_ID];
        void *found = NULL;
        if (!ks_ix_is(footnote, FOOTNOTE)) {
            continue;
        }
        if (footnote->lang == NULL) {
            KS_REPORT(set->sink, KS_F_INLINE_FOOTNOTE_LANG, footnote->place,
                      id == NULL ? footnote->values[KS_IX_ID] : id);
        }
        if (id == NULL) {
            continue;
        }
        ks_status status = label_footnote(set, footnote);
        if (status == KS_OK) {
            status = ks_map_add_borrowed(&set->footnotes, ks_sv_from(id), footnote, &found);
        }
        if (status != KS_OK) {
            return status;
        }
        if (found != NULL) {
            const ks_ix *other = found;
            const ks_related first = {other->place, id};
            KS_REPORT_RELATED(set->sink,
                              other->document == footnote->document ? KS_F_INLINE_DUPLICATE_ID
                                                                    : KS_F_INLINE_DUPLICATE_SET_ID,
                              footnote->place, &first, 1, id);
        }
    }
    return KS_OK;
}

/* Leads from each arc to the next of its role. */
static ks_status chain_arcs(ks_inline *set)
{
    ks_map last;
    ks_status status = KS_OK;
    ks_map_init(&last);
    for (size_t i = 0; i < set->arcs.count && status == KS_OK; i++) {
        ks_ix_arc *arc = &set->arcs.items[i];
        const ks_sv role = ks_sv_from(link_role(arc->source));
        ks_ix_arc *before = ks_map_get(&last, role);
        if (before != NULL) {
            before->next = arc;
        }
        status = ks_map_set_borrowed(&last, role, arc);
    }
    ks_map_release(&last);
    return status;
}

ks_status ks_ix_settle_relationships(ks_inline *set)
{
    ks_ix_list from = {0};
    ks_ix_list to = {0};
    ks_status status = index_footnotes(set);
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        ks_ix *element = set->elements.items[i];
        if (ks_ix_is(element, KS_IX_BIT(KS_IX_RELATIONSHIP))) {
            status = take_relationship(set, element, &from, &to);
        } else if (element->values[KS_IX_FOOTNOTE_REFS] != NULL && ks_ix_is(element, KS_IX_FACTS)) {
            status = take_footnote_refs(set, element);
        }
    }
    ks_vec_release(&from);
    ks_vec_release(&to);
    return status == KS_OK ? chain_arcs(set) : status;
}

/* ---- into the target */

/* What is wrong with a footnote that says no language is told, and would be told again. A fact that
 * is copied to explain another does not bring what explains it. */
bool ks_ix_arc_is_of(const ks_ix_feed *feed, const ks_ix_arc *arc)
{
    return ks_ix_target_of(feed->set, arc->from) == feed->target->name &&
           ks_ix_is_emitted(feed, arc->from) &&
           (ks_ix_is(arc->to, FOOTNOTE) ? arc->to->lang != NULL : ks_ix_is_emitted(feed, arc->to));
}

ks_status ks_ix_note_roles(const ks_ix_arc *arc, ks_map *roles)
{
    const char *const uris[] = {
        link_role(arc->source), value_or(arc->source, KS_IX_ARCROLE, DEFAULT_ARC),
        ks_ix_is(arc->to, FOOTNOTE) ? arc->to->values[KS_IX_FOOTNOTE_ROLE] : NULL};
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof uris / sizeof *uris && status == KS_OK; i++) {
        if (uris[i] != NULL) {
            status = ks_map_set_borrowed(roles, ks_sv_from(uris[i]), roles);
        }
    }
    return status;
}

static const char *label_of(const ks_ix *end)
{
    return ks_ix_is(end, FOOTNOTE) && end->made_id != NULL ? end->made_id : ks_ix_fact_id(end);
}

static ks_status feed_locator(ks_ix_feed *feed, const ks_ix *fact, const char *label)
{
    const ks_ix_names *known = &feed->set->known;
    const char *href = ks_arena_format(&feed->arena, "#%s", ks_ix_fact_id(fact));
    if (href == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_ix_feed_clear(feed);
    ks_ix_feed_attr(feed, known->xlink_type, KS_SV("locator"));
    ks_ix_feed_attr(feed, known->xlink_href, ks_sv_from(href));
    ks_ix_feed_attr(feed, known->xlink_label, ks_sv_from(label));
    ks_status status = ks_ix_feed_start(feed, fact->place, known->loc, NULL);
    return status == KS_OK ? ks_ix_feed_end(feed, fact->place, known->loc) : status;
}

static ks_status feed_content(ks_ix_feed *feed, const ks_ix *footnote)
{
    ks_status status = KS_OK;
    for (const ks_ix *part = footnote; part != NULL && status == KS_OK; part = part->next) {
        status = ks_ix_feed_range(feed, part->document, part->begin, part->end, false);
    }
    return status;
}

static bool holds_markup(const ks_inline *set, const ks_ix *footnote)
{
    for (const ks_ix *part = footnote; part != NULL; part = part->next) {
        for (size_t i = part->begin; i < part->end; i++) {
            if (set->tape.items[i].kind == KS_IX_START) {
                return true;
            }
        }
    }
    return false;
}

static ks_status feed_footnote(ks_ix_feed *feed, const ks_ix *footnote, const char *label)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_xml_binding xhtml = {feed->xhtml_prefix, known->xhtml};
    const bool has_markup = holds_markup(feed->set, footnote);
    ks_ix_feed_clear(feed);
    ks_ix_feed_attr(feed, known->xlink_type, KS_SV("resource"));
    ks_ix_feed_attr(feed, known->xlink_label, ks_sv_from(label));
    ks_ix_feed_attr(feed, known->xlink_role,
                    ks_sv_from(value_or(footnote, KS_IX_FOOTNOTE_ROLE, DEFAULT_FOOTNOTE)));
    if (footnote->values[KS_IX_TITLE] != NULL) {
        ks_ix_feed_attr(feed, known->xlink_title, ks_sv_from(footnote->values[KS_IX_TITLE]));
    }
    if (footnote->values[KS_IX_ID] != NULL) {
        ks_ix_feed_attr(feed, known->attrs[KS_IX_ID], ks_sv_from(footnote->values[KS_IX_ID]));
    }
    if (footnote->lang != NULL) {
        ks_ix_feed_attr(feed, known->lang, ks_sv_from(footnote->lang));
    }
    for (size_t i = 0; i < footnote->other_count; i++) {
        const ks_qname *name = footnote->others[i].name;
        if (name->ns == known->xml && name != known->lang && name != known->base) {
            ks_ix_feed_attr(feed, name, footnote->others[i].value);
        }
    }
    ks_status status =
        ks_ix_feed_start(feed, footnote->place, known->footnote, has_markup ? &xhtml : NULL);
    if (status == KS_OK) { /* its content is mixed, also where no text comes first */
        status = ks_xml_feed_text(feed->stream, footnote->place, KS_SV(""));
    }
    if (status == KS_OK && !footnote->is_wrong) {
        status = feed_content(feed, footnote);
    }
    return status == KS_OK ? ks_ix_feed_end(feed, footnote->place, known->footnote) : status;
}

/* Each end of the link once, under a label of its own. */
static ks_status feed_end_once(ks_ix_feed *feed, ks_map *fed, const ks_ix *end)
{
    const char *label = label_of(end);
    if (label == NULL || ks_map_get_ptr(fed, end) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_ptr(fed, end, feed);
    if (status != KS_OK) {
        return status;
    }
    return ks_ix_is(end, FOOTNOTE) ? feed_footnote(feed, end, label)
                                   : feed_locator(feed, end, label);
}

static ks_status feed_arc(ks_ix_feed *feed, const ks_ix_arc *arc)
{
    const ks_ix_names *known = &feed->set->known;
    const char *order = arc->source->values[KS_IX_ORDER];
    if (label_of(arc->from) == NULL || label_of(arc->to) == NULL) {
        return KS_OK;
    }
    ks_ix_feed_clear(feed);
    ks_ix_feed_attr(feed, known->xlink_type, KS_SV("arc"));
    ks_ix_feed_attr(feed, known->xlink_arcrole,
                    ks_sv_from(value_or(arc->source, KS_IX_ARCROLE, DEFAULT_ARC)));
    ks_ix_feed_attr(feed, known->xlink_from, ks_sv_from(label_of(arc->from)));
    ks_ix_feed_attr(feed, known->xlink_to, ks_sv_from(label_of(arc->to)));
    if (order != NULL && !ks_ix_is(arc->source, FOOTNOTE)) {
        ks_ix_feed_attr(feed, known->attrs[KS_IX_ORDER], ks_sv_from(order));
    }
    ks_status status = ks_ix_feed_start(feed, arc->source->place, known->footnote_arc, NULL);
    return status == KS_OK ? ks_ix_feed_end(feed, arc->source->place, known->footnote_arc) : status;
}

/* The link of one role: the arcs that stand in it, in their order. */
static ks_status feed_link(ks_ix_feed *feed, const ks_ix_arc *first)
{
    const ks_ix_names *known = &feed->set->known;
    const ks_place place = first->source->place;
    ks_map fed;
    ks_map_init(&fed);
    ks_ix_feed_clear(feed);
    ks_ix_feed_attr(feed, known->xlink_type, KS_SV("extended"));
    ks_ix_feed_attr(feed, known->xlink_role, ks_sv_from(link_role(first->source)));
    ks_status status = ks_ix_feed_start(feed, place, known->footnote_link, NULL);
    for (const ks_ix_arc *arc = first; arc != NULL && status == KS_OK; arc = arc->next) {
        if (!ks_ix_arc_is_of(feed, arc)) {
            continue;
        }
        status = feed_end_once(feed, &fed, arc->from);
        if (status == KS_OK) {
            status = feed_end_once(feed, &fed, arc->to);
        }
        if (status == KS_OK) {
            status = feed_arc(feed, arc);
        }
    }
    ks_map_release(&fed);
    return status == KS_OK ? ks_ix_feed_end(feed, place, known->footnote_link) : status;
}

/* A link stands where the first of its arcs that the target has does. */
ks_status ks_ix_feed_links(ks_ix_feed *feed)
{
    const ks_inline *set = feed->set;
    ks_map done;
    ks_status status = KS_OK;
    ks_map_init(&done);
    for (size_t i = 0; i < set->arcs.count && status == KS_OK; i++) {
        const ks_ix_arc *arc = &set->arcs.items[i];
        const char *role = link_role(arc->source);
        if (!ks_ix_arc_is_of(feed, arc) || ks_map_get(&done, ks_sv_from(role)) != NULL) {
            continue;
        }
        status = ks_map_set_borrowed(&done, ks_sv_from(role), feed);
        if (status == KS_OK) {
            status = feed_link(feed, arc);
        }
    }
    ks_map_release(&done);
    return status;
}

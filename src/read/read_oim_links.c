/* Links of a report as footnote links (xBRL-XML 1.0, XBRL 2.1 4.11). */
#include <stdlib.h>
#include <string.h>

#include "base_uri.h"
#include "model_oim.h"
#include "model_taxonomy.h"
#include "read_instance_parts.h"
#include "read_oim_parts.h"

static const ks_oim_alias *find_alias(const ks_oim_alias *list, size_t count, const char *alias)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].alias, alias) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

static const ks_role *find_role(const ks_oim_maker *maker, const char *uri, bool is_arcrole)
{
    return is_arcrole ? ks_taxonomy_find_arcrole(maker->taxonomy, uri)
                      : ks_taxonomy_find_role(maker->taxonomy, uri);
}

/* xBRL-XML 1.0: a role of one's own must be defined in the taxonomy. */
static bool check_role(ks_oim_maker *maker, const ks_oim_link *link, const char *uri,
                       bool is_arcrole)
{
    if (ks_role_is_standard(uri) || find_role(maker, uri, is_arcrole)) {
        return true;
    }
    KS_REPORT(maker->sink, KS_F_OIM_LINK_ROLE, link->place, uri,
              is_arcrole ? link->type : link->group);
    return false;
}

/* What the link leads from and to; false where it leads nowhere, which is told. */
static bool take_ends(ks_oim_maker *maker, const ks_oim_link *link, const char *arcrole,
                      ks_oim_arc *out)
{
    out->from = ks_map_get(&maker->made_by_id, ks_sv_from(link->from));
    out->to = ks_map_get(&maker->made_by_id, ks_sv_from(link->to));
    if (out->to == NULL) {
        KS_REPORT(maker->sink, maker->report->codes->link_target, link->place, link->from,
                  link->to);
        return false;
    }
    out->to->is_linked = true;
    if (strcmp(arcrole, KS_ARCROLE_FACT_FOOTNOTE) == 0 && !out->to->is_note) {
        KS_REPORT(maker->sink, KS_F_OIM_FOOTNOTE_TARGET, link->place, link->from, link->to);
        return false;
    }
    return out->from != NULL && !out->from->is_left && !out->to->is_left;
}

static ks_status make_link(ks_oim_maker *maker, const ks_oim_link *link, ks_map *roles)
{
    const ks_oim_report *report = maker->report;
    const ks_oim_alias *type =
        find_alias(report->link_types.items, report->link_types.count, link->type);
    const ks_oim_alias *group =
        link->group == NULL
            ? NULL
            : find_alias(report->link_groups.items, report->link_groups.count, link->group);
    const char *from = link->from != NULL ? link->from : "";
    ks_oim_arc arc = {.number = maker->arcs.count, .place = link->place};
    if (type == NULL) {
        KS_REPORT(maker->sink, report->codes->link_type, link->place, from, link->type);
    }
    if (group == NULL && link->group != NULL) {
        KS_REPORT(maker->sink, report->codes->link_group, link->place, from, link->group);
    }
    if (link->to == NULL) {
        return KS_OK;
    }
    const bool is_there = take_ends(maker, link, type == NULL ? "" : type->uri, &arc);
    if (type == NULL || group == NULL || !is_there || !check_role(maker, link, type->uri, true) ||
        !check_role(maker, link, group->uri, false)) {
        return KS_OK;
    }
    arc.arcrole = type->uri;
    arc.role = group->uri;
    arc.role_number = (size_t)(uintptr_t)ks_map_get(roles, ks_sv_from(arc.role));
    if (arc.role_number == 0) {
        arc.role_number = ks_map_count(roles) + 1;
        ks_status status =
            ks_map_set_borrowed(roles, ks_sv_from(arc.role), (void *)(uintptr_t)arc.role_number);
        if (status != KS_OK) {
            return status;
        }
    }
    ks_oim_arc *slot = ks_vec_add(&maker->arcs);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = arc;
    return KS_OK;
}

static int compare_numbers(size_t a, size_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

static int compare_arcs(const void *a, const void *b)
{
    const ks_oim_arc *first = a;
    const ks_oim_arc *second = b;
    const int order = compare_numbers(first->role_number, second->role_number);
    return order != 0 ? order : compare_numbers(first->number, second->number);
}

ks_status ks_oim_make_links(ks_oim_maker *maker)
{
    const ks_oim_report *report = maker->report;
    ks_map roles;
    ks_status status = KS_OK;
    ks_map_init(&roles);
    for (size_t i = 0; i < report->links.count && status == KS_OK; i++) {
        status = make_link(maker, &report->links.items[i], &roles);
    }
    ks_map_release(&roles);
    for (size_t i = 0; i < report->facts.count; i++) {
        const ks_oim_made *made = &maker->made[i];
        if (made->is_note && !made->is_linked) {
            KS_REPORT(maker->sink, KS_F_OIM_NOTE_UNUSED, made->fact->place, made->fact->id);
        }
    }
    if (maker->arcs.count > 1) {
        qsort(maker->arcs.items, maker->arcs.count, sizeof *maker->arcs.items, compare_arcs);
    }
    return status;
}

/* ---- roleRef and arcroleRef (XBRL 2.1 3.5.2.4, 3.5.2.5) ------------------------------------- */

static ks_status feed_role_ref(ks_oim_maker *maker, const char *uri, const char *href,
                               bool is_arcrole)
{
    ks_status status = ks_oim_feed_attr(maker, "", is_arcrole ? "arcroleURI" : "roleURI", uri);
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "type", "simple");
    }
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "href", href);
    }
    return status == KS_OK ? ks_oim_feed_text(maker, maker->report->place, KS_NS_LINK,
                                              is_arcrole ? "arcroleRef" : "roleRef", NULL)
                           : status;
}

/* Where the taxonomy defines the role; by a relative URL where its document is named by a path. */
static const char *href_of(ks_oim_maker *maker, const ks_role *role)
{
    for (size_t i = 0; i < maker->taxonomy->documents.count; i++) {
        const ks_document *document = &maker->taxonomy->documents.items[i];
        if (role->place.file == NULL || strcmp(document->file, role->place.file) != 0) {
            continue;
        }
        const char *url = document->url;
        if (!ks_uri_is_absolute(ks_sv_from(url))) {
            url = ks_uri_relative(&maker->arena, ks_sv_from(maker->report->url), ks_sv_from(url));
        }
        return url == NULL
                   ? NULL
                   : ks_arena_format(&maker->arena, "%s#%s", url, role->id == NULL ? "" : role->id);
    }
    return NULL;
}

static ks_status feed_used_role(ks_oim_maker *maker, ks_map *fed, const char *uri, bool is_arcrole)
{
    if (ks_role_is_standard(uri) || ks_map_get(fed, ks_sv_from(uri)) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_borrowed(fed, ks_sv_from(uri), maker);
    const bool is_known = strcmp(uri, KS_ARCROLE_FACT_EXPLANATORY) == 0;
    const ks_role *role = is_known ? NULL : find_role(maker, uri, is_arcrole);
    const char *href = is_known       ? KS_HREF_FACT_EXPLANATORY
                       : role != NULL ? href_of(maker, role)
                                      : NULL;
    if (status == KS_OK && href != NULL) {
        status = feed_role_ref(maker, uri, href, is_arcrole);
    }
    return status;
}

/* Before the taxonomy is there, the one arcrole that brings a document of its own. */
static ks_status feed_known_role(ks_oim_maker *maker)
{
    const ks_oim_report *report = maker->report;
    for (size_t i = 0; i < report->links.count; i++) {
        const ks_oim_alias *type = find_alias(report->link_types.items, report->link_types.count,
                                              report->links.items[i].type);
        if (type != NULL && report->links.items[i].to != NULL &&
            strcmp(type->uri, KS_ARCROLE_FACT_EXPLANATORY) == 0) {
            return feed_role_ref(maker, type->uri, KS_HREF_FACT_EXPLANATORY, true);
        }
    }
    return KS_OK;
}

ks_status ks_oim_feed_role_refs(ks_oim_maker *maker)
{
    ks_map fed;
    ks_status status = KS_OK;
    if (maker->taxonomy == NULL) {
        return feed_known_role(maker);
    }
    ks_map_init(&fed);
    for (size_t i = 0; i < maker->arcs.count && status == KS_OK; i++) {
        status = feed_used_role(maker, &fed, maker->arcs.items[i].role, false);
    }
    for (size_t i = 0; i < maker->arcs.count && status == KS_OK; i++) {
        status = feed_used_role(maker, &fed, maker->arcs.items[i].arcrole, true);
    }
    ks_map_release(&fed);
    return status;
}

/* ---- footnote links ------------------------------------------------------------------------- */

static ks_status feed_locator(ks_oim_maker *maker, const ks_oim_made *made, const char *label)
{
    const char *href = ks_arena_format(&maker->arena, "#%s", made->id);
    ks_status status =
        href == NULL ? KS_ERR_MEMORY : ks_oim_feed_attr(maker, KS_NS_XLINK, "type", "locator");
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "href", href);
    }
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "label", label);
    }
    return status == KS_OK ? ks_oim_feed_text(maker, made->fact->place, KS_NS_LINK, "loc", NULL)
                           : status;
}

/* The id stands on the first of several copies. */
static ks_status feed_resource(ks_oim_maker *maker, const ks_oim_made *made, bool is_first)
{
    const ks_place place = made->fact->place;
    const struct {
        const char *ns;
        const char *local;
        const char *value;
    } attrs[] = {
        {KS_NS_XLINK, "type", "resource"},       {KS_NS_XLINK, "label", made->id},
        {KS_NS_XLINK, "role", KS_ROLE_FOOTNOTE}, {"", "id", is_first ? made->id : NULL},
        {KS_NS_XML, "lang", made->lang},
    };
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs && status == KS_OK; i++) {
        if (attrs[i].value != NULL) {
            status = ks_oim_feed_attr(maker, attrs[i].ns, attrs[i].local, attrs[i].value);
        }
    }
    if (status == KS_OK && made->value != NULL && ks_oim_has_markup(made->value)) {
        ks_xml_binding *slot = ks_vec_add(&maker->bindings);
        const char *ns = ks_names_text(maker->names, KS_SV(KS_NS_XHTML));
        if (slot == NULL || ns == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (ks_xml_binding){maker->xhtml_prefix, ns};
    }
    if (status == KS_OK) {
        status = ks_oim_feed_start(maker, place, KS_NS_LINK, "footnote");
    }
    if (status == KS_OK) { /* its content is mixed, also where no text comes first */
        status = ks_xml_feed_text(maker->stream, place, KS_SV(""));
    }
    if (status == KS_OK) {
        status = ks_oim_feed_note(maker, made);
    }
    return status == KS_OK ? ks_oim_feed_end(maker, place, KS_NS_LINK, "footnote") : status;
}

/* Each end of a link once. */
static ks_status feed_end(ks_oim_maker *maker, ks_map *fed, ks_map *notes, const ks_oim_made *made)
{
    if (ks_map_get_ptr(fed, made) != NULL) {
        return KS_OK;
    }
    ks_status status = ks_map_set_ptr(fed, made, maker);
    if (status != KS_OK || !made->is_note) {
        return status == KS_OK ? feed_locator(maker, made, made->id) : status;
    }
    const bool is_first = ks_map_get_ptr(notes, made) == NULL;
    status = ks_map_set_ptr(notes, made, maker);
    return status == KS_OK ? feed_resource(maker, made, is_first) : status;
}

/* The label of where the arc leads from: another one where an arc with another arcrole leads to the
 * same end, for no two arcs of a link may have both labels (XBRL 2.1 3.5.3.9). NULL: the same link
 * is there. */
static ks_status find_label(ks_oim_maker *maker, ks_map *pairs, const ks_oim_arc *arc,
                            const char **out)
{
    const char *pair = ks_arena_format(&maker->arena, "%s %s", arc->from->id, arc->to->id);
    const char *all =
        pair == NULL ? NULL : ks_arena_format(&maker->arena, "%s %s", pair, arc->arcrole);
    void *there = NULL;
    *out = NULL;
    ks_status status =
        all == NULL ? KS_ERR_MEMORY : ks_map_add_borrowed(pairs, ks_sv_from(all), maker, &there);
    if (status != KS_OK || there != NULL) {
        return status;
    }
    const size_t number =
        arc->from->is_note ? 0 : (size_t)(uintptr_t)ks_map_get(pairs, ks_sv_from(pair));
    *out = arc->from->id;
    for (size_t n = number; n > 0 && *out != NULL && ks_map_get(&maker->taken, ks_sv_from(*out));
         n++) {
        *out = ks_arena_format(&maker->arena, "%s-%zu", arc->from->id, n + 1);
    }
    return *out == NULL
               ? KS_ERR_MEMORY
               : ks_map_set_borrowed(pairs, ks_sv_from(pair), (void *)(uintptr_t)(number + 1));
}

static ks_status feed_arc(ks_oim_maker *maker, ks_map *pairs, const ks_oim_arc *arc)
{
    const char *label = NULL;
    ks_status status = find_label(maker, pairs, arc, &label);
    if (status != KS_OK || label == NULL) {
        return status;
    }
    if (label != arc->from->id) {
        status = feed_locator(maker, arc->from, label);
    }
    const char *const attrs[][2] = {
        {"type", "arc"}, {"arcrole", arc->arcrole}, {"from", label}, {"to", arc->to->id}};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs && status == KS_OK; i++) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, attrs[i][0], attrs[i][1]);
    }
    return status == KS_OK ? ks_oim_feed_text(maker, arc->place, KS_NS_LINK, "footnoteArc", NULL)
                           : status;
}

/* The link of one role: its arcs from number `first`; *out_next is the first of the next. */
static ks_status feed_link(ks_oim_maker *maker, size_t first, ks_map *notes, size_t *out_next)
{
    const ks_oim_arc *head = &maker->arcs.items[first];
    ks_map fed, pairs;
    size_t i = first;
    ks_map_init(&fed);
    ks_map_init(&pairs);
    ks_status status = ks_oim_feed_attr(maker, KS_NS_XLINK, "type", "extended");
    if (status == KS_OK) {
        status = ks_oim_feed_attr(maker, KS_NS_XLINK, "role", head->role);
    }
    if (status == KS_OK) {
        status = ks_oim_feed_start(maker, head->place, KS_NS_LINK, "footnoteLink");
    }
    for (; i < maker->arcs.count && maker->arcs.items[i].role_number == head->role_number &&
           status == KS_OK;
         i++) {
        const ks_oim_arc *arc = &maker->arcs.items[i];
        status = feed_end(maker, &fed, notes, arc->from);
        if (status == KS_OK) {
            status = feed_end(maker, &fed, notes, arc->to);
        }
        if (status == KS_OK) {
            status = feed_arc(maker, &pairs, arc);
        }
    }
    ks_map_release(&pairs);
    ks_map_release(&fed);
    *out_next = i;
    return status == KS_OK ? ks_oim_feed_end(maker, head->place, KS_NS_LINK, "footnoteLink")
                           : status;
}

ks_status ks_oim_feed_links(ks_oim_maker *maker)
{
    ks_map notes;
    ks_status status = KS_OK;
    ks_map_init(&notes);
    for (size_t i = 0, next; i < maker->arcs.count && status == KS_OK; i = next) {
        status = feed_link(maker, i, &notes, &next);
    }
    ks_map_release(&notes);
    return status;
}

/* From arcs to relationships (XBRL 2.1 3.5.3): what the ends lead to, whether they may lead there,
 * which relationships are prohibited or said twice, and what is left as labels, references, arcs
 * and relations of the model. */
#include <string.h>

#include "base_text.h"
#include "read_dts.h"

/* One arc between many locators of one label is many relationships; so many are no taxonomy. */
enum { RELATION_LIMIT = 20000000, GUESS_LIMIT = 20 };

/* Relationships are equivalent where all of this is equal (3.5.3.9.7.4). Compared byte by byte. */
typedef struct relation_key {
    size_t set;
    const ks_dts_node *from;
    const ks_dts_node *to;
    const char *preferred_label;
    const char *attrs; /* in one text; interned */
    ks_decimal order;
    ks_decimal weight;
} relation_key;

typedef struct relation {
    const ks_dts_link *link;
    const ks_dts_arc *arc;
    ks_dts_node *from;
    ks_dts_node *to;
    size_t set;
    struct relation *winner; /* of the equivalent ones; set in the first of them */
    bool is_first;
} relation;

typedef struct job {
    ks_dts *dts;
    ks_map groups; /* relation_key -> the first relation of that key */
    ks_map sets;   /* role, arcrole, names of link and arc -> number, from 1 */
    size_t set_count;
    const ks_dts_link *last_link; /* the set that was asked for last */
    const ks_qname *last_name;
    const char *last_arcrole;
    size_t last_set;
    KS_VEC(relation *) relations;
    bool is_full;
} job;

/* An element whose substitution group a missing document would tell. */
static bool is_unsure(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < 100 && node != NULL && node->kind == KS_NODE_ELEMENT && node->head != NULL;
         i++) {
        const ks_dts_node *head = ks_map_get_ptr(&dts->element_by_name, node->head);
        if (head == NULL) {
            return strcmp(node->head->ns, KS_NS_XBRLI) != 0 &&
                   node->head->ns != dts->words.link_ns && node->head->ns != dts->words.xl_ns;
        }
        node = head;
    }
    return false;
}

/* 5.2.2.1 to 5.2.6.1: locators of standard links lead to concepts; those of labels and references
 * to such resources too. */
static void check_target(ks_dts *dts, const ks_dts_link *link, const ks_dts_end *end)
{
    const ks_dts_node *node = end->node;
    ks_dts_tag resource = link->tag == KS_TAG_LABEL_LINK       ? KS_TAG_LABEL
                          : link->tag == KS_TAG_REFERENCE_LINK ? KS_TAG_REFERENCE
                                                               : KS_TAG_OTHER;
    if (link->tag == KS_TAG_OTHER || link->tag == KS_TAG_FOOTNOTE_LINK || node->concept != NULL ||
        is_unsure(dts, node)) {
        return;
    }
    if (resource != KS_TAG_OTHER && node->kind == KS_NODE_RESOURCE &&
        ks_dts_tag_of(&dts->words, node->name) == resource) {
        return;
    }
    const bool is_whole = end->fragment == NULL || end->fragment[0] == '\0';
    KS_REPORT(dts->sink, KS_F_TAXONOMY_NOT_A_CONCEPT, end->place,
              !is_whole               ? end->fragment
              : end->document != NULL ? end->document->url
                                      : end->url,
              link->name->local);
}

/* What the end leads to: said once, and not at all where the document is missing. */
static ks_status resolve_end(ks_dts *dts, const ks_dts_link *link, ks_dts_end *end)
{
    if (end->is_resolved) {
        return KS_OK;
    }
    end->is_resolved = true;
    ks_status status = KS_OK;
    if (end->document == NULL) {
        status = ks_dts_known(dts, end->url, &end->document);
    }
    if (status != KS_OK || end->document == NULL) {
        return status;
    }
    status = ks_dts_follow(dts, end->document, end->fragment, end->place, &end->node);
    if (status == KS_OK && end->node != NULL) {
        check_target(dts, link, end);
    }
    return status;
}

static bool overrides(const ks_dts_arc *arc, const ks_dts_arc *other)
{
    if (arc->priority != other->priority) {
        return arc->priority > other->priority;
    }
    return arc->is_prohibited && !other->is_prohibited;
}

/* The base set of an arc (3.5.3.9.7.3). */
static ks_status find_set(job *j, const ks_dts_link *link, const ks_dts_arc *arc, size_t *out)
{
    if (j->last_link != link || j->last_name != arc->name || j->last_arcrole != arc->arcrole) {
        const void *const parts[] = {link->role, arc->arcrole, link->name, arc->name};
        ks_sv key = {(const char *)parts, sizeof parts};
        uintptr_t number = (uintptr_t)ks_map_get(&j->sets, key);
        if (number == 0) {
            number = ++j->set_count;
            ks_status status = ks_map_set(&j->sets, key, (void *)number);
            if (status != KS_OK) {
                return status;
            }
        }
        j->last_link = link;
        j->last_name = arc->name;
        j->last_arcrole = arc->arcrole;
        j->last_set = number;
    }
    *out = j->last_set;
    return KS_OK;
}

/* Member by member: what lies between them must stay zero. A number that does not fit into the
 * struct lies elsewhere each time, and is compared as text. */
static ks_status put_number(ks_dts *dts, const ks_decimal *number, ks_decimal *out)
{
    out->exponent = number->exponent;
    out->size = number->size;
    out->is_negative = number->is_negative;
    if (number->size <= KS_DECIMAL_INLINE) {
        out->limbs = number->limbs;
        return KS_OK;
    }
    ks_sv limbs = {(const char *)number->limbs.large, (size_t)number->size * sizeof(uint64_t)};
    const char *text = ks_names_text(dts->names, limbs);
    out->limbs.small[0] = (uint64_t)(uintptr_t)text;
    out->limbs.small[1] = 0;
    return text == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* 3.5.3.9.7.5: of equivalent relationships the one of the highest priority counts. */
static ks_status join_group(job *j, relation *added)
{
    relation_key key;
    memset(&key, 0, sizeof key);
    key.set = added->set;
    key.from = added->from;
    key.to = added->to;
    key.preferred_label = added->arc->preferred_label;
    ks_status status = ks_dts_write_attrs(j->dts, added->arc, &key.attrs);
    if (status == KS_OK) {
        status = put_number(j->dts, &added->arc->order, &key.order);
    }
    if (status == KS_OK) {
        status = put_number(j->dts, &added->arc->weight, &key.weight);
    }
    if (status != KS_OK) {
        return status;
    }
    ks_sv bytes = {(const char *)&key, sizeof key};
    relation *first = ks_map_get(&j->groups, bytes);
    if (first == NULL) {
        added->is_first = true;
        added->winner = added;
        return ks_map_set(&j->groups, bytes, added);
    }
    if (overrides(added->arc, first->winner->arc)) {
        first->winner = added;
    }
    return KS_OK;
}

static ks_status add_relation(job *j, const ks_dts_link *link, const ks_dts_arc *arc,
                              ks_dts_node *from, ks_dts_node *to)
{
    if (j->relations.count >= RELATION_LIMIT) {
        if (!j->is_full) {
            j->is_full = true;
            KS_REPORT(j->dts->sink, KS_F_TAXONOMY_TOO_MANY_RELATIONS, arc->place, "20,000,000");
        }
        return KS_OK;
    }
    relation *added = ks_arena_zero(&j->dts->arena, 1, sizeof *added);
    relation **slot = added == NULL ? NULL : ks_vec_add(&j->relations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (relation){.link = link, .arc = arc, .from = from, .to = to};
    *slot = added;
    ks_status status = find_set(j, link, arc, &added->set);
    return status == KS_OK ? join_group(j, added) : status;
}

/* 5.2.2.3, 5.2.3.3: a label belongs to the concept by an arc beside it; one that stands elsewhere
 * can only be taken away. False where the arc says nothing that could be kept. */
static bool check_ends(ks_dts *dts, const ks_dts_arc *arc, const ks_dts_end *from,
                       const ks_dts_end *to)
{
    bool is_label = strcmp(arc->arcrole, KS_ARCROLE_CONCEPT_LABEL) == 0;
    bool is_reference = strcmp(arc->arcrole, KS_ARCROLE_REFERENCE) == 0;
    ks_dts_tag wanted = is_label ? KS_TAG_LABEL : KS_TAG_REFERENCE;
    if ((!is_label && !is_reference) || arc->tag == KS_TAG_OTHER) {
        return true;
    }
    bool is_resource =
        to->node->kind == KS_NODE_RESOURCE && ks_dts_tag_of(&dts->words, to->node->name) == wanted;
    if ((from->node->concept == NULL && !is_unsure(dts, from->node)) || !is_resource) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_WRONG_ENDS, arc->place,
                  is_label ? "concept-label" : "concept-reference",
                  is_label ? "label" : "reference");
        return false;
    }
    if (to->document != NULL && !arc->is_prohibited) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_REMOTE_RESOURCE, arc->place,
                  is_label ? "label" : "reference");
        return false;
    }
    return true;
}

static void tell_dangling(job *j, const ks_dts_link *link, const ks_dts_arc *arc, const char *text)
{
    size_t count = 0;
    ks_sv *labels = j->dts->guesses++ < GUESS_LIMIT
                        ? ks_arena_zero(&j->dts->arena, 2 * link->arcs.count + 1, sizeof *labels)
                        : NULL;
    /* The labels that other arcs lead to are those that are meant. */
    for (size_t i = 0; labels != NULL && i < link->arcs.count; i++) {
        const ks_dts_label *ends[] = {link->arcs.items[i].from, link->arcs.items[i].to};
        for (size_t e = 0; e < 2; e++) {
            if (ends[e] != NULL && ends[e]->first != NULL) {
                labels[count++] = ks_sv_from(ends[e]->text);
            }
        }
    }
    size_t nearest = count == 0 ? SIZE_MAX : ks_text_nearest(ks_sv_from(text), labels, count);
    KS_REPORT(j->dts->sink, KS_F_TAXONOMY_DANGLING_ARC, arc->place, text,
              nearest == SIZE_MAX ? NULL : labels[nearest].ptr);
}

static ks_status take_pairs(job *j, const ks_dts_link *link, const ks_dts_arc *arc,
                            ks_dts_end *from, ks_dts_end *to)
{
    ks_status status = KS_OK;
    bool is_told = false;
    for (; from != NULL && status == KS_OK; from = from->next) {
        for (ks_dts_end *end = to; end != NULL && status == KS_OK; end = end->next) {
            if (from->node == NULL || end->node == NULL) {
                continue;
            }
            if (is_told || !check_ends(j->dts, arc, from, end)) {
                is_told = true;
                continue;
            }
            status = add_relation(j, link, arc, from->node, end->node);
        }
        if (j->is_full) {
            break;
        }
    }
    return status;
}

/* XLink 1.0 5.1.3: no two arcs of a link between the same labels. */
static ks_status check_twice(job *j, const ks_dts_link *link, size_t at, ks_map *pairs)
{
    const ks_dts_arc *arc = &link->arcs.items[at];
    const void *const pair[] = {arc->from, arc->to};
    ks_sv key = {(const char *)pair, sizeof pair};
    const uintptr_t number = at + 1;
    const uintptr_t other = (uintptr_t)ks_map_get(pairs, key);
    if (other == 0) {
        return ks_map_set(pairs, key, (void *)number);
    }
    ks_related related = {link->arcs.items[other - 1].place, NULL};
    KS_REPORT_RELATED(j->dts->sink, KS_F_TAXONOMY_DUPLICATE_ARC, arc->place, &related, 1,
                      arc->from->text, arc->to->text);
    return KS_OK;
}

static ks_status take_arc(job *j, const ks_dts_link *link, size_t at, ks_map *pairs)
{
    const ks_dts_arc *arc = &link->arcs.items[at];
    /* What is missing has been told with the structure. */
    if (arc->from == NULL || arc->to == NULL || arc->arcrole == NULL) {
        return KS_OK;
    }
    ks_status status = check_twice(j, link, at, pairs);
    if (arc->from->first == NULL || arc->to->first == NULL) {
        tell_dangling(j, link, arc, arc->from->first == NULL ? arc->from->text : arc->to->text);
        return status;
    }
    return status == KS_OK ? take_pairs(j, link, arc, arc->from->first, arc->to->first) : status;
}

static ks_status take_link(job *j, const ks_dts_link *link)
{
    ks_map pairs;
    ks_status status = KS_OK;
    ks_map_init(&pairs);
    for (size_t i = 0; i < link->ends.count && status == KS_OK; i++) {
        status = resolve_end(j->dts, link, link->ends.items[i]);
    }
    for (size_t i = 0; i < link->arcs.count && status == KS_OK; i++) {
        status = take_arc(j, link, i, &pairs);
    }
    ks_map_release(&pairs);
    return status;
}

static ks_status keep_label(ks_dts *dts, const relation *r)
{
    ks_label label = {
        .concept = r->from->concept,
        .role = r->to->role == NULL ? KS_ROLE_LABEL : r->to->role,
        .lang = r->to->lang == NULL ? "" : r->to->lang,
        .text = r->to->text,
        .place = r->to->place,
        .link_role = r->link->role,
        .order = r->winner->arc->order,
    };
    return ks_taxonomy_add_label(dts->taxonomy, &label);
}

static ks_status keep_reference(ks_dts *dts, const relation *r)
{
    ks_reference reference = {
        .concept = r->from->concept,
        .role = r->to->role,
        .link_role = r->link->role,
        .parts = r->to->parts,
        .part_count = r->to->part_count,
        .order = r->winner->arc->order,
        .place = r->to->place,
    };
    return ks_taxonomy_add_reference(dts->taxonomy, &reference);
}

/* Dimensions 1.0 2.4.3 */
static bool is_target_unknown(const ks_dts *dts, const relation *r)
{
    const ks_dts_arc *arc = r->winner->arc;
    for (size_t i = 0; i < arc->attr_count; i++) {
        if (ks_dts_attr_of(&dts->words, arc->attrs[i].name) != KS_A_TARGET_ROLE) {
            continue;
        }
        const char *role = ks_names_text(dts->names, ks_sv_trim(ks_sv_from(arc->attrs[i].text)));
        return role != NULL && strcmp(role, KS_ROLE_LINK) != 0 &&
               !ks_dts_has_ref(r->winner->link->linkbase, role, false);
    }
    return false;
}

static ks_status keep_arc(ks_dts *dts, const relation *first)
{
    const ks_dts_arc *arc = first->winner->arc;
    ks_arc kept = {
        .role = first->link->role,
        .arcrole = arc->arcrole,
        .from = first->from->concept,
        .to = first->to->concept,
        .order = arc->order,
        .weight = arc->weight,
        .preferred_label = arc->preferred_label,
        .place = arc->place,
        .link = first->link->name,
        .arc = arc->name,
        .attrs = arc->attrs,
        .attr_count = arc->attr_count,
        .is_target_unknown = is_target_unknown(dts, first),
    };
    return ks_taxonomy_add_arc(dts->taxonomy, &kept);
}

static ks_end end_of(const ks_dts_node *node)
{
    return (ks_end){
        .concept = node->concept,
        .name = node->name,
        .id = node->id,
        .role = node->role_type != NULL ? node->role_type->uri : node->role,
        .lang = node->lang,
        .text = node->text,
        .place = node->place,
    };
}

static ks_status keep_other(ks_dts *dts, const relation *first)
{
    const ks_dts_arc *arc = first->winner->arc;
    ks_relation kept = {
        .role = first->link->role,
        .arcrole = arc->arcrole,
        .link = first->link->name,
        .arc = arc->name,
        .from = end_of(first->from),
        .to = end_of(first->to),
        .order = arc->order,
        .attrs = arc->attrs,
        .attr_count = arc->attr_count,
        .place = arc->place,
    };
    return ks_taxonomy_add_relation(dts->taxonomy, &kept);
}

static ks_status keep_relation(ks_dts *dts, const relation *r)
{
    bool is_resource = r->from->concept != NULL && r->to->kind == KS_NODE_RESOURCE;
    if (r->arc->tag == KS_TAG_OTHER) {
        ks_dts_check_generic_target(dts, r->arc, r->to);
    }
    if (r->from->concept != NULL && r->to->concept != NULL) {
        return keep_arc(dts, r);
    }
    if (is_resource && strcmp(r->arc->arcrole, KS_ARCROLE_CONCEPT_LABEL) == 0) {
        return keep_label(dts, r);
    }
    if (is_resource && strcmp(r->arc->arcrole, KS_ARCROLE_REFERENCE) == 0) {
        return keep_reference(dts, r);
    }
    return keep_other(dts, r);
}

static ks_status keep_relations(job *j)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < j->relations.count && status == KS_OK; i++) {
        const relation *r = j->relations.items[i];
        if (r->is_first && !r->winner->arc->is_prohibited) {
            status = keep_relation(j->dts, r);
        }
    }
    return status;
}

/* Whether cycles of the relationship are anybody's concern: XBRL 2.1 speaks of its own arcs only
 * (5.1.4.3), Generic Links 1.0 of those that stand for gen:arc. */
static bool is_watched(const ks_dts *dts, const relation *r)
{
    if (!r->is_first) {
        return false;
    }
    const ks_dts_arc *arc = r->winner->arc;
    return !arc->is_prohibited && ks_dts_cycles(dts, arc->arcrole) != KS_CYCLES_ANY &&
           (arc->tag != KS_TAG_OTHER || ks_dts_is_generic_arc(dts, arc->name));
}

/* The relationships whose cycles count, set by set: dealt out by counting. */
static ks_status check_cycles(job *j)
{
    ks_arena scratch;
    ks_arena_init(&scratch);
    size_t *starts = ks_arena_zero(&scratch, j->set_count + 2, sizeof *starts);
    bool *are_watched = ks_arena_zero(&scratch, j->relations.count + 1, sizeof *are_watched);
    ks_dts_edge *edges = NULL;
    size_t count = 0;
    for (size_t i = 0; starts != NULL && are_watched != NULL && i < j->relations.count; i++) {
        are_watched[i] = is_watched(j->dts, j->relations.items[i]);
        if (are_watched[i]) {
            starts[j->relations.items[i]->set + 1]++;
            count++;
        }
    }
    if (starts != NULL && are_watched != NULL) {
        edges = ks_arena_zero(&scratch, count + 1, sizeof *edges);
    }
    ks_status status = edges == NULL ? KS_ERR_MEMORY : KS_OK;
    for (size_t s = 1; s < j->set_count + 2 && status == KS_OK; s++) {
        starts[s] += starts[s - 1];
    }
    for (size_t i = 0; i < j->relations.count && status == KS_OK; i++) {
        const relation *r = j->relations.items[i];
        if (are_watched[i]) {
            edges[starts[r->set]++] =
                (ks_dts_edge){r->from, r->to, r->set, r->winner->arc, r->link->role};
        }
    }
    if (status == KS_OK) {
        status = ks_dts_check_cycles(j->dts, edges, count);
    }
    ks_arena_release(&scratch);
    return status;
}

ks_status ks_dts_make_relations(ks_dts *dts)
{
    job j = {.dts = dts};
    ks_status status = KS_OK;
    ks_map_init(&j.groups);
    ks_map_init(&j.sets);
    for (size_t i = 0; i < dts->links.count && status == KS_OK; i++) {
        status = take_link(&j, dts->links.items[i]);
    }
    if (status == KS_OK) {
        status = keep_relations(&j);
    }
    if (status == KS_OK) {
        status = check_cycles(&j);
    }
    ks_map_release(&j.groups);
    ks_map_release(&j.sets);
    ks_vec_release(&j.relations);
    return status;
}

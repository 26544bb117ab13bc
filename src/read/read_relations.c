/* From arcs to relationships (XBRL 2.1 3.5.3): what the ends lead to, which relationships are
 * prohibited or said twice, and what is left as labels and arcs of the model. */
#include <string.h>

#include "base_text.h"
#include "read_dts.h"

enum { GUESS_LIMIT = 20 };

/* Relationships are equivalent where all of this is equal (3.5.3.9.7.4). Compared byte by byte. */
typedef struct relation_key {
    const char *role;
    const char *arcrole;
    const ks_dts_node *from;
    const ks_dts_node *to;
    const char *preferred_label;
    ks_decimal order;
    ks_decimal weight;
} relation_key;

typedef struct relation {
    const char *role;
    const ks_dts_arc *arc;
    const ks_dts_node *from;
    const ks_dts_node *to;
    struct relation *winner; /* of the equivalent ones; set in the first of them */
    bool is_first;
} relation;

typedef struct job {
    ks_dts *dts;
    ks_map groups; /* relation_key -> the first relation of that key */
    KS_VEC(relation *) relations;
} job;

/* The id most like `fragment` in the document, or NULL. */
static const char *guess_id(ks_dts *dts, const ks_dts_document *document, const char *fragment)
{
    size_t count = ks_map_count(&document->by_id);
    if (dts->guesses++ >= GUESS_LIMIT || count == 0) {
        return NULL;
    }
    ks_sv *ids = ks_arena_zero(&dts->arena, count, sizeof *ids);
    if (ids == NULL) {
        return NULL;
    }
    size_t i = 0;
    for (ks_map_entry *e = ks_map_first(&document->by_id); e != NULL; e = ks_map_next(e)) {
        ids[i++] = ks_map_entry_key(e);
    }
    size_t nearest = ks_text_nearest(ks_sv_from(fragment), ids, count);
    return nearest == SIZE_MAX ? NULL : ks_arena_text(&dts->arena, ids[nearest]);
}

/* What the end leads to, or NULL: said once, and not at all where the document is missing. */
static const ks_dts_node *resolve_end(ks_dts *dts, ks_dts_end *end)
{
    if (end->is_resolved) {
        return end->node;
    }
    end->is_resolved = true;
    if (end->document->source == NULL) {
        return NULL;
    }
    if (end->fragment != NULL) {
        end->node = ks_dts_find(end->document, end->fragment);
    }
    if (end->node == NULL) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_DANGLING_LOCATOR, end->place,
                  end->fragment == NULL ? "" : end->fragment, end->document->url,
                  end->fragment == NULL ? NULL : guess_id(dts, end->document, end->fragment));
    }
    return end->node;
}

/* Chains the ends of each label. */
static ks_status index_ends(const ks_dts_link *link, ks_map *by_label)
{
    ks_status status = KS_OK;
    /* From the last to the first, so that each chain is in the order of the document. */
    for (size_t i = link->ends.count; i > 0 && status == KS_OK; i--) {
        ks_dts_end *end = link->ends.items[i - 1];
        if (end->label != NULL) {
            end->next = ks_map_get_ptr(by_label, end->label);
            status = ks_map_set_ptr(by_label, end->label, end);
        }
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

/* 3.5.3.9.7.5: of equivalent relationships the one of the highest priority counts. */
static ks_status join_group(job *j, relation *added)
{
    relation_key key;
    memset(&key, 0, sizeof key);
    key.role = added->role;
    key.arcrole = added->arc->arcrole;
    key.from = added->from;
    key.to = added->to;
    key.preferred_label = added->arc->preferred_label;
    /* Member by member: what lies between them must stay zero. */
    key.order.limbs = added->arc->order.limbs;
    key.order.exponent = added->arc->order.exponent;
    key.order.size = added->arc->order.size;
    key.order.is_negative = added->arc->order.is_negative;
    key.weight.limbs = added->arc->weight.limbs;
    key.weight.exponent = added->arc->weight.exponent;
    key.weight.size = added->arc->weight.size;
    key.weight.is_negative = added->arc->weight.is_negative;
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
                              const ks_dts_node *from, const ks_dts_node *to)
{
    relation *added = ks_arena_zero(&j->dts->arena, 1, sizeof *added);
    relation **slot = added == NULL ? NULL : ks_vec_add(&j->relations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (relation){.role = link->role, .arc = arc, .from = from, .to = to};
    *slot = added;
    return join_group(j, added);
}

static ks_status take_arc(job *j, const ks_dts_link *link, const ks_dts_arc *arc,
                          const ks_map *by_label)
{
    ks_dts_end *from = arc->from == NULL ? NULL : ks_map_get_ptr(by_label, arc->from);
    ks_dts_end *to = arc->to == NULL ? NULL : ks_map_get_ptr(by_label, arc->to);
    ks_status status = KS_OK;
    if (from == NULL || to == NULL || arc->arcrole == NULL) {
        KS_REPORT(j->dts->sink, KS_F_TAXONOMY_DANGLING_ARC, arc->place,
                  from == NULL ? arc->from : arc->to);
        return KS_OK;
    }
    for (; from != NULL; from = from->next) {
        const ks_dts_node *source = resolve_end(j->dts, from);
        for (ks_dts_end *end = to; end != NULL && status == KS_OK; end = end->next) {
            const ks_dts_node *target = resolve_end(j->dts, end);
            if (source != NULL && target != NULL) {
                status = add_relation(j, link, arc, source, target);
            }
        }
    }
    return status;
}

static ks_status take_link(job *j, const ks_dts_link *link)
{
    ks_map by_label;
    ks_map_init(&by_label);
    ks_status status = index_ends(link, &by_label);
    for (size_t i = 0; i < link->arcs.count && status == KS_OK; i++) {
        status = take_arc(j, link, &link->arcs.items[i], &by_label);
    }
    ks_map_release(&by_label);
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
    };
    return ks_taxonomy_add_label(dts->taxonomy, &label);
}

static ks_status keep_arc(ks_dts *dts, const relation *first)
{
    const ks_dts_arc *arc = first->winner->arc;
    ks_arc kept = {
        .role = first->role,
        .arcrole = arc->arcrole,
        .from = first->from->concept,
        .to = first->to->concept,
        .order = arc->order,
        .weight = arc->weight,
        .preferred_label = arc->preferred_label,
        .place = arc->place,
    };
    return ks_taxonomy_add_arc(dts->taxonomy, &kept);
}

static ks_status keep_relations(job *j)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < j->relations.count && status == KS_OK; i++) {
        const relation *r = j->relations.items[i];
        if (!r->is_first || r->winner->arc->is_prohibited || r->from->concept == NULL) {
            continue;
        }
        if (r->to->concept != NULL) {
            status = keep_arc(j->dts, r);
        } else if (strcmp(r->arc->arcrole, KS_ARCROLE_CONCEPT_LABEL) == 0 &&
                   r->to->kind == KS_NODE_RESOURCE) {
            status = keep_label(j->dts, r);
        }
    }
    return status;
}

ks_status ks_dts_make_relations(ks_dts *dts)
{
    job j = {.dts = dts};
    ks_status status = KS_OK;
    ks_map_init(&j.groups);
    for (size_t i = 0; i < dts->links.count && status == KS_OK; i++) {
        status = take_link(&j, dts->links.items[i]);
    }
    if (status == KS_OK) {
        status = keep_relations(&j);
    }
    ks_map_release(&j.groups);
    ks_vec_release(&j.relations);
    return status;
}

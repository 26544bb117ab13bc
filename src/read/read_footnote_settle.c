/* What the footnote links of an instance come down to (XBRL 2.1 4.11): notes, tied to facts.
 * Resources that share a label are one note in several languages. */
#include <string.h>

#include "base_uri.h"
#include "read_instance_parts.h"

/* Labels multiply: so many pairs of a fact and a footnote are looked at in one instance. */
enum { TIE_LIMIT = 1000000 };

typedef struct job {
    ks_instance_reader *reader;
    size_t tie_count;
    ks_map ids;      /* of the footnotes in the model */
    const char *own; /* the URL of the instance, normalized */
} job;

/* What the labels of a link stand for. */
typedef struct labels {
    ks_map ends;  /* label -> number of its first end, from 1 */
    ks_map notes; /* label -> ks_footnote */
    ks_map pairs; /* labels of an arc -> the arc */
} labels;

typedef struct position_key {
    const ks_tuple *tuple;
    uint64_t position;
} position_key;

static ks_status add_position(ks_instance_reader *reader, const ks_tuple *around, uint32_t position,
                              const ks_id_target *found)
{
    position_key at = {around, position};
    ks_id_target *target = ks_arena_alloc(&reader->arena, sizeof *target);
    if (target == NULL) {
        return KS_ERR_MEMORY;
    }
    *target = *found;
    return ks_map_set(&reader->by_position, (ks_sv){(const char *)&at, sizeof at}, target);
}

/* Child sequences are rare: only the first one pays for this. */
static ks_status index_positions(ks_instance_reader *reader)
{
    const ks_instance *instance = reader->instance;
    ks_status status = KS_OK;
    if (reader->has_positions) {
        return KS_OK;
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        const ks_fact *fact = instance->facts.items[i];
        status = add_position(reader, fact->tuple, fact->position,
                              &(ks_id_target){.is_fact = true, .fact = fact});
    }
    for (size_t i = 0; i < instance->tuples.count && status == KS_OK; i++) {
        const ks_tuple *tuple = instance->tuples.items[i];
        status = add_position(reader, tuple->parent, tuple->position,
                              &(ks_id_target){.is_fact = true, .tuple = tuple});
    }
    reader->has_positions = true;
    return status;
}

/* Follows "/3/1" from a tuple, or from the root where it is NULL. */
static const ks_id_target *follow_steps(const ks_instance_reader *reader, const ks_tuple *from,
                                        ks_sv steps)
{
    const ks_id_target *target = NULL;
    while (steps.ptr != NULL && steps.len > 0) {
        uint32_t position;
        if (!ks_sv_to_u32(ks_sv_cut(&steps, '/'), &position)) {
            return NULL;
        }
        position_key at = {from, position};
        target = ks_map_get(&reader->by_position, (ks_sv){(const char *)&at, sizeof at});
        from = target == NULL ? NULL : target->tuple;
        if (from == NULL && steps.ptr != NULL) {
            return NULL;
        }
    }
    return target;
}

/* XPointer's element() scheme: an id, a child sequence, or both (3.5.4). */
static ks_status find_element(ks_instance_reader *reader, ks_sv pointer, const ks_id_target **out)
{
    ks_sv id = ks_sv_cut(&pointer, '/');
    *out = id.len == 0 ? NULL : ks_map_get(&reader->ids, id);
    if (pointer.ptr == NULL) {
        return KS_OK;
    }
    ks_status status = index_positions(reader);
    if (status != KS_OK) {
        return status;
    }
    if (id.len > 0) {
        bool is_tuple = *out != NULL && (*out)->tuple != NULL;
        *out = is_tuple ? follow_steps(reader, (*out)->tuple, pointer) : NULL;
        return KS_OK;
    }
    bool is_root = ks_sv_is(ks_sv_cut(&pointer, '/'), "1");
    *out = is_root ? follow_steps(reader, NULL, pointer) : NULL;
    return KS_OK;
}

static ks_status find_target(job *j, ks_sv fragment, const ks_id_target **out)
{
    ks_instance_reader *reader = j->reader;
    const char *decoded = ks_uri_decode(&reader->arena, fragment);
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_sv pointer = ks_sv_from(decoded);
    if (ks_sv_starts(pointer, KS_SV("element(")) && ks_sv_ends(pointer, KS_SV(")"))) {
        return find_element(reader, (ks_sv){pointer.ptr + 8, pointer.len - 9}, out);
    }
    *out = ks_map_get(&reader->ids, pointer);
    return KS_OK;
}

/* 4.11.1.1: a locator leads to a fact of the same instance. */
static ks_status resolve(job *j, ks_raw_end *locator)
{
    ks_sv document;
    ks_sv fragment;
    ks_status status = KS_OK;
    if (locator->written == NULL) {
        return KS_OK;
    }
    ks_uri_split(ks_sv_from(locator->written), &document, &fragment);
    bool is_own = locator->href == NULL || strcmp(locator->href, j->own) == 0;
    if (is_own && fragment.ptr != NULL) {
        status = find_target(j, fragment, &locator->target);
    }
    if (status != KS_OK || (locator->target != NULL && locator->target->is_fact)) {
        return status;
    }
    locator->target = NULL;
    KS_REPORT(j->reader->sink,
              is_own ? KS_F_INSTANCE_DANGLING_FOOTNOTE : KS_F_INSTANCE_FOOTNOTE_OUTSIDE,
              locator->place, locator->written);
    return KS_OK;
}

static bool is_footnote(const ks_raw_end *end)
{
    return end->kind == KS_FOOTNOTE_RESOURCE;
}

/* An id for a footnote: its own, or its label, with a number where another has it. */
static const char *make_id(job *j, const ks_raw_end *raw)
{
    const char *base = raw->id != NULL ? raw->id : raw->label;
    const char *id = base;
    if (raw->id == NULL && strncmp(base, "note_", 5) == 0 && base[5] != '\0') {
        id = base = base + 5;
    }
    for (size_t n = 2; id != NULL && ks_map_get(&j->ids, ks_sv_from(id)) != NULL; n++) {
        id = ks_arena_format(&j->reader->arena, "%s-%zu", base, n);
    }
    if (id == NULL || ks_map_set(&j->ids, ks_sv_from(id), j) != KS_OK) {
        return NULL;
    }
    return id;
}

/* A note from its first resource and those of the same label. */
static ks_status make_footnote(job *j, const ks_raw_footnote_link *link, size_t number,
                               ks_footnote **out)
{
    ks_instance_reader *reader = j->reader;
    const ks_raw_end *head = &link->ends.items[number - 1];
    ks_lang_text *texts = NULL;
    ks_lang_text **tail = &texts;
    ks_footnote footnote = {
        .id = make_id(j, head), .mark = head->mark, .role = head->role, .place = head->place};
    if (footnote.id == NULL) {
        return KS_ERR_MEMORY;
    }
    for (; number != 0; number = link->ends.items[number - 1].next) {
        const ks_raw_end *raw = &link->ends.items[number - 1];
        if (!is_footnote(raw)) {
            continue;
        }
        ks_lang_text *text = ks_arena_zero(&reader->arena, 1, sizeof *text);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        text->lang = raw->lang == NULL ? "" : raw->lang;
        text->text = raw->text;
        text->markup = raw->markup;
        *tail = text;
        tail = &text->next;
    }
    footnote.texts = texts;
    return ks_instance_add_footnote(reader->instance, &footnote, out);
}

/* From the last to the first, so that each chain is in the order of the document. */
static ks_status index_labels(ks_raw_footnote_link *link, labels *by)
{
    ks_status status = KS_OK;
    for (size_t i = link->ends.count; i > 0 && status == KS_OK; i--) {
        ks_raw_end *end = &link->ends.items[i - 1];
        end->next = (size_t)(uintptr_t)ks_map_get_ptr(&by->ends, end->label);
        status = ks_map_set_ptr(&by->ends, end->label, (void *)(uintptr_t)i);
    }
    return status;
}

static ks_status make_notes(job *j, const ks_raw_footnote_link *link, labels *by)
{
    ks_status status = KS_OK;
    for (size_t i = 1; i <= link->ends.count && status == KS_OK; i++) {
        const ks_raw_end *end = &link->ends.items[i - 1];
        ks_footnote *footnote = NULL;
        if (is_footnote(end) && ks_map_get_ptr(&by->notes, end->label) == NULL) {
            status = make_footnote(j, link, i, &footnote);
            if (status == KS_OK) {
                status = ks_map_set_ptr(&by->notes, end->label, footnote);
            }
        }
    }
    return status;
}

static size_t first_of(const labels *by, const char *label)
{
    return (size_t)(uintptr_t)ks_map_get_ptr(&by->ends, label);
}

/* XLink 1.0 5.1.3: no two arcs of a link lead from one label to the other. */
static ks_status check_pair(job *j, const ks_raw_arc *arc, labels *by)
{
    const char *const pair[2] = {arc->from, arc->to};
    ks_sv key = {(const char *)pair, sizeof pair};
    const ks_raw_arc *first = ks_map_get(&by->pairs, key);
    if (first == NULL) {
        return ks_map_set(&by->pairs, key, (void *)(uintptr_t)arc);
    }
    ks_related related = {first->place, arc->from};
    KS_REPORT_RELATED(j->reader->sink, KS_F_INSTANCE_FOOTNOTE_ARC_TWICE, arc->place, &related, 1,
                      arc->from, arc->to);
    return KS_OK;
}

/* 4.11.1.3.1: the standard arcrole leads from facts to footnotes. */
static bool check_ends(const job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                       const labels *by)
{
    for (size_t i = first_of(by, arc->from); i != 0; i = link->ends.items[i - 1].next) {
        if (link->ends.items[i - 1].kind != KS_FOOTNOTE_LOCATOR) {
            KS_REPORT(j->reader->sink, KS_F_INSTANCE_FOOTNOTE_FROM, arc->place, arc->from);
            return false;
        }
    }
    for (size_t i = first_of(by, arc->to); i != 0; i = link->ends.items[i - 1].next) {
        const ks_raw_end *end = &link->ends.items[i - 1];
        /* Inline XBRL 1.1 13.1: relationships between facts have it too, where nothing is said. */
        if (j->reader->is_made && end->kind == KS_FOOTNOTE_LOCATOR) {
            continue;
        }
        if (end->kind != KS_FOOTNOTE_RESOURCE || !ks_read_is(end->name, KS_NS_LINK, "footnote")) {
            KS_REPORT(j->reader->sink, KS_F_INSTANCE_FOOTNOTE_TO, arc->place, arc->to);
            return false;
        }
    }
    return true;
}

static ks_status tie(job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                     const labels *by)
{
    ks_footnote *footnote = ks_map_get_ptr(&by->notes, arc->to);
    ks_status status = KS_OK;
    for (size_t i = first_of(by, arc->from); i != 0 && footnote != NULL && status == KS_OK;
         i = link->ends.items[i - 1].next) {
        const ks_id_target *target = link->ends.items[i - 1].target;
        /* A fact that lacks a context is left out. */
        if (target != NULL && target->fact != NULL && target->fact->context != NULL) {
            status = ks_footnote_add_fact(j->reader->instance, footnote, target->fact);
        }
    }
    return status;
}

static ks_status add_link(job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                          const ks_fact *from, const ks_fact *to, const ks_footnote *note)
{
    ks_fact_link *slot = ks_vec_add(&j->reader->instance->links);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_fact_link){link->role, arc->arcrole, from, to, note, arc->place};
    return KS_OK;
}

static const ks_fact *fact_of(const ks_raw_end *end)
{
    const ks_fact *fact = end->target == NULL ? NULL : end->target->fact;
    return fact != NULL && fact->context != NULL ? fact : NULL;
}

/* Each fact that the arc leads from, to what it leads to: a note once, or facts. */
static ks_status note_links(job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                            const labels *by)
{
    const ks_footnote *note = ks_map_get_ptr(&by->notes, arc->to);
    ks_status status = KS_OK;
    for (size_t i = first_of(by, arc->from); i != 0 && status == KS_OK;
         i = link->ends.items[i - 1].next) {
        const ks_fact *from = fact_of(&link->ends.items[i - 1]);
        if (from != NULL && note != NULL) {
            status = add_link(j, link, arc, from, NULL, note);
        }
        for (size_t k = first_of(by, arc->to); k != 0 && from != NULL && status == KS_OK;
             k = link->ends.items[k - 1].next) {
            const ks_fact *to = fact_of(&link->ends.items[k - 1]);
            status = to == NULL ? KS_OK : add_link(j, link, arc, from, to, NULL);
        }
    }
    return status;
}

/* Counts what an arc joins; false, and a finding the first time, where it is too much. */
static bool may_tie(job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                    const labels *by)
{
    if (j->tie_count > TIE_LIMIT) {
        return false;
    }
    for (size_t i = first_of(by, arc->from); i != 0 && j->tie_count <= TIE_LIMIT;
         i = link->ends.items[i - 1].next) {
        j->tie_count++;
    }
    for (size_t i = first_of(by, arc->to); i != 0 && j->tie_count <= TIE_LIMIT;
         i = link->ends.items[i - 1].next) {
        j->tie_count++;
    }
    if (j->tie_count > TIE_LIMIT) {
        KS_REPORT(j->reader->sink, KS_F_INSTANCE_TOO_MANY_NOTES, arc->place, "1,000,000");
        return false;
    }
    return true;
}

static ks_status settle_arc(job *j, const ks_raw_footnote_link *link, const ks_raw_arc *arc,
                            labels *by)
{
    const char *missing = first_of(by, arc->from) == 0 ? arc->from
                          : first_of(by, arc->to) == 0 ? arc->to
                                                       : NULL;
    if (missing != NULL) {
        KS_REPORT(j->reader->sink, KS_F_INSTANCE_FOOTNOTE_NO_LABEL, arc->place, missing);
        return KS_OK;
    }
    ks_status status = check_pair(j, arc, by);
    bool is_standard = strcmp(arc->arcrole, KS_ARCROLE_FACT_FOOTNOTE) == 0;
    if (status != KS_OK || !may_tie(j, link, arc, by) ||
        (is_standard && !check_ends(j, link, arc, by)) || arc->is_prohibited) {
        return status;
    }
    status = note_links(j, link, arc, by);
    return status == KS_OK && is_standard ? tie(j, link, arc, by) : status;
}

static ks_status settle_ends(job *j, ks_raw_footnote_link *link, labels *by)
{
    ks_status status = index_labels(link, by);
    for (size_t i = 0; i < link->ends.count && status == KS_OK; i++) {
        if (link->ends.items[i].kind == KS_FOOTNOTE_LOCATOR) {
            status = resolve(j, &link->ends.items[i]);
        }
    }
    return status == KS_OK ? make_notes(j, link, by) : status;
}

static ks_status settle_link(job *j, ks_raw_footnote_link *link)
{
    labels by;
    ks_map_init(&by.ends);
    ks_map_init(&by.notes);
    ks_map_init(&by.pairs);
    ks_status status = settle_ends(j, link, &by);
    for (size_t i = 0; i < link->arcs.count && status == KS_OK; i++) {
        status = settle_arc(j, link, &link->arcs.items[i], &by);
    }
    ks_map_release(&by.ends);
    ks_map_release(&by.notes);
    ks_map_release(&by.pairs);
    return status;
}

ks_status ks_read_settle_footnotes(ks_instance_reader *reader)
{
    job j = {.reader = reader};
    ks_status status = KS_OK;
    j.own = ks_uri_resolve(&reader->arena, ks_sv_from(reader->url), KS_SV(""));
    if (j.own == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_map_init(&j.ids);
    for (size_t i = 0; i < reader->links.count && status == KS_OK; i++) {
        status = settle_link(&j, reader->links.items[i]);
    }
    ks_map_release(&j.ids);
    return status;
}

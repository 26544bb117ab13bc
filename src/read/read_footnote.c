/* The footnotes of an instance (XBRL 2.1 4.11): resources that share a label are one note in
 * several languages. */
#include <string.h>

#include "base_uri.h"
#include "read_instance_parts.h"

static ks_status intern(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count,
                        const char *local, const char **out)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, KS_NS_XLINK, local);
    *out =
        ks_names_text(reader->instance->names, attr == NULL ? KS_SV("") : ks_sv_trim(attr->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status begin_link(ks_instance_reader *reader)
{
    ks_raw_footnote_link *link = ks_arena_zero(&reader->arena, 1, sizeof *link);
    ks_raw_footnote_link **slot = link == NULL ? NULL : ks_vec_add(&reader->links);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = link;
    reader->link = link;
    return KS_OK;
}

static ks_status take_locator(ks_instance_reader *reader, ks_xml_stream *stream,
                              const ks_xml_attr *attrs, size_t count)
{
    ks_raw_locator *locator = ks_vec_add(&reader->link->locators);
    if (locator == NULL) {
        return KS_ERR_MEMORY;
    }
    locator->place = ks_xml_place(stream);
    ks_status status = intern(reader, attrs, count, "label", &locator->label);
    return status == KS_OK ? ks_read_attr(reader, attrs, count, KS_NS_XLINK, "href", &locator->href)
                           : status;
}

static ks_status take_footnote(ks_instance_reader *reader, ks_xml_stream *stream,
                               const ks_xml_attr *attrs, size_t count)
{
    ks_raw_footnote *footnote = ks_vec_add(&reader->link->footnotes);
    if (footnote == NULL) {
        return KS_ERR_MEMORY;
    }
    footnote->place = ks_xml_place(stream);
    footnote->text = "";
    reader->is_in_footnote = true;
    reader->is_collecting = true;
    ks_str_clear(&reader->text);
    ks_status status = intern(reader, attrs, count, "label", &footnote->label);
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, "", "id", &footnote->id);
    }
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, KS_NS_XLINK, "role", &footnote->role);
    }
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, KS_NS_XLINK, "title", &footnote->mark);
    }
    return status == KS_OK ? ks_read_attr(reader, attrs, count, KS_NS_XML, "lang", &footnote->lang)
                           : status;
}

static ks_status take_arc(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *arcrole = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "arcrole");
    const ks_xml_attr *use = ks_xml_attr_find(attrs, count, "", "use");
    if (arcrole == NULL || !ks_sv_is(ks_sv_trim(arcrole->value), KS_ARCROLE_FACT_FOOTNOTE) ||
        (use != NULL && ks_sv_is(use->value, "prohibited"))) {
        return KS_OK;
    }
    ks_raw_arc *arc = ks_vec_add(&reader->link->arcs);
    if (arc == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = intern(reader, attrs, count, "from", &arc->from);
    return status == KS_OK ? intern(reader, attrs, count, "to", &arc->to) : status;
}

ks_status ks_read_footnote_start(ks_instance_reader *reader, ks_xml_stream *stream,
                                 const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *type = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "type");
    if (reader->depth == reader->part_depth) {
        return begin_link(reader);
    }
    if (reader->depth > reader->part_depth + 1 || type == NULL) {
        return KS_OK;
    }
    if (ks_sv_is(type->value, "locator")) {
        return take_locator(reader, stream, attrs, count);
    }
    if (ks_sv_is(type->value, "resource")) {
        return take_footnote(reader, stream, attrs, count);
    }
    return ks_sv_is(type->value, "arc") ? take_arc(reader, attrs, count) : KS_OK;
}

ks_status ks_read_footnote_end(ks_instance_reader *reader)
{
    if (!reader->is_in_footnote || reader->depth != reader->part_depth + 1) {
        return KS_OK;
    }
    ks_raw_footnote *footnote = &reader->link->footnotes.items[reader->link->footnotes.count - 1];
    reader->is_in_footnote = false;
    reader->is_collecting = false;
    footnote->text = ks_arena_text(&reader->arena, ks_str_view(&reader->text));
    return footnote->text == NULL ? KS_ERR_MEMORY : KS_OK;
}

typedef struct job {
    ks_instance_reader *reader;
    ks_map fact_by_id; /* -> ks_raw_fact */
    ks_map ids;        /* of the footnotes in the model */
} job;

/* The fact that a locator leads to; NULL where there is none, or none that could be read. */
static const ks_fact *find_fact(const job *j, const ks_raw_locator *locator)
{
    ks_sv document;
    ks_sv fragment;
    ks_uri_split(ks_sv_from(locator->href), &document, &fragment);
    if (ks_sv_starts(fragment, KS_SV("element(")) && ks_sv_ends(fragment, KS_SV(")"))) {
        fragment = (ks_sv){fragment.ptr + 8, fragment.len - 9};
    }
    const ks_raw_fact *raw = fragment.ptr == NULL ? NULL : ks_map_get(&j->fact_by_id, fragment);
    if (raw == NULL) {
        KS_REPORT(j->reader->sink, KS_F_INSTANCE_DANGLING_FOOTNOTE, locator->place, locator->href);
        return NULL;
    }
    return raw->fact;
}

/* An id for a footnote: its own, or its label, with a number where another has it. */
static const char *make_id(job *j, const ks_raw_footnote *raw)
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
    const ks_raw_footnote *head = &link->footnotes.items[number - 1];
    ks_lang_text *texts = NULL;
    ks_lang_text **tail = &texts;
    ks_footnote footnote = {
        .id = make_id(j, head), .mark = head->mark, .role = head->role, .place = head->place};
    if (footnote.id == NULL) {
        return KS_ERR_MEMORY;
    }
    while (number != 0) {
        const ks_raw_footnote *raw = &link->footnotes.items[number - 1];
        ks_lang_text *text = ks_arena_zero(&reader->arena, 1, sizeof *text);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        text->lang = raw->lang == NULL ? "" : raw->lang;
        text->text = raw->text;
        *tail = text;
        tail = &text->next;
        number = raw->next;
    }
    footnote.texts = texts;
    return ks_instance_add_footnote(reader->instance, &footnote, out);
}

/* What the labels of a link stand for. */
typedef struct labels {
    ks_map footnotes; /* label -> number of its first resource, from 1 */
    ks_map locators;  /* the same of locators */
    ks_map notes;     /* label -> ks_footnote */
} labels;

static ks_status chain(ks_map *first, const char *label, size_t number, size_t *next)
{
    *next = (size_t)(uintptr_t)ks_map_get_ptr(first, label);
    return ks_map_set_ptr(first, label, (void *)(uintptr_t)number);
}

/* From the last to the first, so that each chain is in the order of the document. */
static ks_status index_labels(ks_raw_footnote_link *link, labels *by)
{
    ks_status status = KS_OK;
    for (size_t i = link->footnotes.count; i > 0 && status == KS_OK; i--) {
        ks_raw_footnote *raw = &link->footnotes.items[i - 1];
        status = chain(&by->footnotes, raw->label, i, &raw->next);
    }
    for (size_t i = link->locators.count; i > 0 && status == KS_OK; i--) {
        ks_raw_locator *raw = &link->locators.items[i - 1];
        status = chain(&by->locators, raw->label, i, &raw->next);
    }
    return status;
}

static ks_status make_notes(job *j, const ks_raw_footnote_link *link, labels *by)
{
    ks_status status = KS_OK;
    for (size_t i = 1; i <= link->footnotes.count && status == KS_OK; i++) {
        const char *label = link->footnotes.items[i - 1].label;
        ks_footnote *footnote = NULL;
        if (ks_map_get_ptr(&by->notes, label) == NULL) {
            status = make_footnote(j, link, i, &footnote);
            if (status == KS_OK) {
                status = ks_map_set_ptr(&by->notes, label, footnote);
            }
        }
    }
    return status;
}

static ks_status tie_facts(job *j, const ks_raw_footnote_link *link, const labels *by)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < link->arcs.count && status == KS_OK; i++) {
        ks_footnote *footnote = ks_map_get_ptr(&by->notes, link->arcs.items[i].to);
        size_t number = (size_t)(uintptr_t)ks_map_get_ptr(&by->locators, link->arcs.items[i].from);
        while (footnote != NULL && number != 0 && status == KS_OK) {
            const ks_raw_locator *locator = &link->locators.items[number - 1];
            const ks_fact *fact = find_fact(j, locator);
            if (fact != NULL) {
                status = ks_footnote_add_fact(j->reader->instance, footnote, fact);
            }
            number = locator->next;
        }
    }
    return status;
}

static ks_status settle_link(job *j, ks_raw_footnote_link *link)
{
    labels by;
    ks_map_init(&by.footnotes);
    ks_map_init(&by.locators);
    ks_map_init(&by.notes);
    ks_status status = index_labels(link, &by);
    if (status == KS_OK) {
        status = make_notes(j, link, &by);
    }
    if (status == KS_OK) {
        status = tie_facts(j, link, &by);
    }
    ks_map_release(&by.footnotes);
    ks_map_release(&by.locators);
    ks_map_release(&by.notes);
    return status;
}

ks_status ks_read_settle_footnotes(ks_instance_reader *reader)
{
    job j = {.reader = reader};
    ks_status status = KS_OK;
    ks_map_init(&j.fact_by_id);
    ks_map_init(&j.ids);
    for (size_t i = 0; i < reader->facts.count && status == KS_OK && reader->links.count > 0; i++) {
        ks_raw_fact *raw = reader->facts.items[i];
        if (raw->id != NULL) {
            status = ks_map_set(&j.fact_by_id, ks_sv_from(raw->id), raw);
        }
    }
    for (size_t i = 0; i < reader->links.count && status == KS_OK; i++) {
        status = settle_link(&j, reader->links.items[i]);
    }
    ks_map_release(&j.fact_by_id);
    ks_map_release(&j.ids);
    return status;
}

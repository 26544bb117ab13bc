/* What the lines of a plan have to do with each other: names, concepts, labels. */
#include "read_plan_reader.h"

#include <string.h>

#define ROLE_2003 "http://www.xbrl.org/2003/role/"
#define ROLE_2009 "http://www.xbrl.org/2009/role/"

ks_plan_line *ks_plan_resolve_line(ks_plan_reader *r, const ks_plan_index *index,
                                   const ks_xml_element *element, const char *attr)
{
    const char *name = ks_xml_get(element, attr);
    ks_plan_line *line = ks_map_get(&index->by_id, ks_sv_from(name));
    if (line != NULL) {
        return line;
    }
    const ks_plan_shown *shown = ks_map_get(&index->by_concept, ks_sv_from(name));
    if (shown == NULL) {
        const char *nearest = ks_plan_nearest(r, &index->by_id, name);
        nearest = nearest != NULL ? nearest : ks_plan_nearest(r, &index->by_concept, name);
        KS_REPORT(r->sink, KS_F_PLAN_UNKNOWN_LINE, element->place, name, nearest,
                  index->statement->id);
        return NULL;
    }
    bool is_plain = shown->plain_count > 0;
    if ((is_plain ? shown->plain_count : shown->named_count) > 1) {
        KS_REPORT(r->sink, KS_F_PLAN_AMBIGUOUS_LINE, element->place, name, index->statement->id);
        return NULL;
    }
    return is_plain ? shown->plain : shown->named;
}

static ks_status add_shown(ks_plan_reader *r, ks_plan_index *index, ks_plan_line *line,
                           const char *concept, bool is_named)
{
    ks_plan_shown *shown = ks_map_get(&index->by_concept, ks_sv_from(concept));
    if (shown == NULL) {
        shown = ks_arena_zero(&r->plan->arena, 1, sizeof *shown);
        if (shown == NULL || ks_map_set(&index->by_concept, ks_sv_from(concept), shown) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    if (is_named) {
        shown->named = shown->named_count++ == 0 ? line : shown->named;
    } else {
        shown->plain = shown->plain_count++ == 0 ? line : shown->plain;
    }
    return KS_OK;
}

/* Indexes the line by its id and its concept's name; the row of a member, by the member's. */
static ks_status add_to_index(ks_plan_reader *r, const ks_plan_entry *entry)
{
    ks_plan_line *line = entry->line;
    const char *concept = ks_xml_get(entry->element, "concept");
    bool is_named = ks_xml_get(entry->element, "id") != NULL;
    ks_status status = add_shown(r, entry->index, line, concept, is_named || line->is_member_row);
    if (status == KS_OK && line->is_member_row && !is_named) {
        status = add_shown(r, entry->index, line, line->id, false);
    }
    if (status != KS_OK || !is_named) {
        return status;
    }
    const ks_plan_line *other = ks_map_get(&entry->index->by_id, ks_sv_from(line->id));
    if (other != NULL) {
        ks_related related = {other->place, other->id};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_DUPLICATE_LINE, line->place, &related, 1, line->id,
                          entry->index->statement->id);
        return KS_OK;
    }
    return ks_map_set(&entry->index->by_id, ks_sv_from(line->id), line);
}

/* An id of its own must not be what another line is called for its concept. */
static void check_id(ks_plan_reader *r, const ks_plan_entry *entry)
{
    const ks_plan_line *line = entry->line;
    const ks_plan_shown *shown = ks_map_get(&entry->index->by_concept, ks_sv_from(line->id));
    bool is_named = ks_xml_get(entry->element, "id") != NULL;
    if (is_named && shown != NULL && shown->plain_count > 0) {
        ks_related related = {shown->plain->place, shown->plain->id};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_DUPLICATE_LINE, line->place, &related, 1, line->id,
                          entry->index->statement->id);
    }
}

static bool adds_up(const ks_plan_line *child)
{
    for (; child != NULL; child = child->next) {
        bool counts = child->is_heading_only ? adds_up(child->first_child)
                                             : !ks_decimal_is_zero(&child->weight);
        if (counts) {
            return true;
        }
    }
    return false;
}

/* The label role that says how the line shows its concept; the rows of XBRL 2.1 table 8 and of the
 * Link Role Registry. `word` is what the plan says, or NULL. */
static const char *choose_role(const ks_plan_line *line, const char *word, const char *at)
{
    if (line->is_member_row || line->is_elsewhere) {
        return line->is_reversed ? KS_ROLE_NEGATED : KS_ROLE_LABEL;
    }
    if (word != NULL && strcmp(word, "terse") == 0) {
        return line->is_reversed ? ROLE_2009 "negatedTerseLabel" : ROLE_2003 "terseLabel";
    }
    if (word != NULL) {
        return strcmp(word, "verbose") == 0 ? ROLE_2003 "verboseLabel" : word;
    }
    if (at != NULL && line->moment == KS_MOMENT_START) {
        return line->is_reversed ? ROLE_2009 "negatedPeriodStartLabel" : KS_ROLE_PERIOD_START;
    }
    if (at != NULL) {
        return line->is_reversed ? ROLE_2009 "negatedPeriodEndLabel" : KS_ROLE_PERIOD_END;
    }
    if (line->is_reversed) {
        return line->is_total ? KS_ROLE_NEGATED_TOTAL : KS_ROLE_NEGATED;
    }
    return line->is_total ? KS_ROLE_TOTAL : KS_ROLE_LABEL;
}

static ks_status settle_role(ks_plan_reader *r, const ks_plan_entry *entry)
{
    ks_plan_line *line = entry->line;
    const char *word = ks_xml_get(entry->element, "label-role");
    const char *at = ks_xml_get(entry->element, "at");
    line->is_total = adds_up(line->first_child);
    const char *role = choose_role(line, word, at);
    line->label_role = ks_names_text(r->plan->names, ks_sv_from(role));
    if (line->label_role == NULL) {
        return KS_ERR_MEMORY;
    }
    if (line->is_reversed && !ks_role_is_negated(role)) {
        KS_REPORT(r->sink, KS_F_PLAN_ROLE_NOT_NEGATED, line->place, line->id, role);
    }
    if (at != NULL && line->concept != NULL && line->concept->period == KS_PERIOD_DURATION) {
        KS_REPORT(r->sink, KS_F_PLAN_AT_NOT_INSTANT, line->place, line->id, at);
    }
    return KS_OK;
}

/* What two lines with text for the same concept, role and language are known by. */
typedef struct spoken {
    const char *text;
    ks_place place;
} spoken;

static ks_status claim_text(ks_plan_reader *r, ks_str *key, const char *concept, const char *role,
                            const ks_lang_text *text, ks_place place)
{
    ks_str_clear(key);
    ks_str_addf(key, "%s %s %s", concept, role, text->lang);
    const spoken *earlier = ks_map_get(&r->labels, ks_str_view(key));
    if (earlier != NULL && strcmp(earlier->text, text->text) != 0) {
        ks_related related = {earlier->place, earlier->text};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_LABEL_CONFLICT, place, &related, 1, concept,
                          text->text, earlier->text);
    }
    if (earlier != NULL) {
        return ks_str_status(key);
    }
    spoken *now = ks_arena_alloc(&r->plan->arena, sizeof *now);
    if (now == NULL || ks_str_status(key) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    *now = (spoken){text->text, place};
    return ks_map_set(&r->labels, ks_str_view(key), now);
}

static ks_status claim_texts(ks_plan_reader *r, const char *concept, const char *role,
                             const ks_lang_text *texts, ks_place place)
{
    ks_str key;
    ks_str_init(&key);
    ks_status status = KS_OK;
    for (; texts != NULL && status == KS_OK; texts = texts->next) {
        status = claim_text(r, &key, concept, role, texts, place);
    }
    ks_str_release(&key);
    return status;
}

/* A heading is a concept too, without figures. */
static ks_status settle_heading(ks_plan_reader *r, const char *concept, const ks_lang_text *texts,
                                ks_place place)
{
    const ks_plan_concept *other = ks_map_get(&r->concepts, ks_sv_from(concept));
    if (other != NULL) {
        ks_related related = {other->place, concept};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_ABSTRACT_WITH_FIGURES, place, &related, 1, concept);
    }
    ks_plan_check_name(r, concept, place);
    return claim_texts(r, concept, KS_ROLE_LABEL, texts, place);
}

static ks_status settle_documentation(ks_plan_reader *r, const ks_plan_entry *entry)
{
    if (entry->documentation == NULL || entry->line->concept == NULL) {
        return KS_OK;
    }
    ks_plan_concept *concept = entry->line->concept;
    if (concept->documentation == NULL) {
        concept->documentation = entry->documentation;
    }
    return claim_texts(r, concept->name, KS_ROLE_DOCUMENTATION, entry->documentation,
                       entry->line->place);
}

static ks_status settle_line(ks_plan_reader *r, const ks_plan_entry *entry)
{
    ks_plan_line *line = entry->line;
    ks_status status = add_to_index(r, entry);
    line->concept =
        ks_plan_resolve(r, &r->concepts, entry->element, "concept", KS_F_PLAN_UNKNOWN_CONCEPT);
    if (status == KS_OK) {
        status = settle_role(r, entry);
    }
    if (status == KS_OK && line->concept != NULL && !line->is_member_row) {
        status = claim_texts(r, line->concept->name, line->label_role, line->labels, line->place);
    }
    return status == KS_OK ? settle_documentation(r, entry) : status;
}

/* The text that another line gives the concept in that role, or where it is defined. */
static const char *borrow_text(ks_plan_reader *r, ks_str *key, const ks_plan_line *line,
                               const char *lang)
{
    ks_str_clear(key);
    ks_str_addf(key, "%s %s %s", line->concept->name, line->label_role, lang);
    const spoken *found = ks_map_get(&r->labels, ks_str_view(key));
    return found != NULL ? found->text : ks_lang_text_find(line->concept->labels, lang);
}

/* Gives the line the labels it leaves to the other lines of its concept. */
static ks_status complete_labels(ks_plan_reader *r, ks_plan_line *line, ks_str *key)
{
    const ks_lang_text *own = line->labels;
    for (size_t i = r->plan->languages.count; i-- > 0;) {
        const char *lang = r->plan->languages.items[i];
        if (ks_lang_text_find(own, lang) != NULL) {
            continue;
        }
        const char *text = borrow_text(r, key, line, lang);
        if (ks_str_status(key) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        if (text == NULL) {
            continue;
        }
        ks_lang_text *label = ks_arena_zero(&r->plan->arena, 1, sizeof *label);
        if (label == NULL) {
            return KS_ERR_MEMORY;
        }
        *label = (ks_lang_text){
            .lang = lang, .text = text, .next = (ks_lang_text *)(uintptr_t)line->labels};
        line->labels = label;
    }
    if (line->concept->labels == own) {
        line->concept->labels = line->labels;
    }
    return KS_OK;
}

static ks_status settle_entries(ks_plan_reader *r)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->entries.count && status == KS_OK; i++) {
        const ks_plan_entry *entry = &r->entries.items[i];
        if (!entry->line->is_heading_only) {
            status = settle_line(r, entry);
        }
        if (status == KS_OK && entry->line->heading != NULL &&
            entry->line->heading_concept != NULL) {
            status = settle_heading(r, entry->line->heading_concept, entry->line->heading,
                                    entry->line->place);
        }
    }
    return status;
}

static ks_status settle_labels(ks_plan_reader *r)
{
    ks_str key;
    ks_str_init(&key);
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->entries.count && status == KS_OK; i++) {
        const ks_plan_entry *entry = &r->entries.items[i];
        if (!entry->line->is_heading_only) {
            check_id(r, entry);
        }
        if (entry->line->concept != NULL && !entry->line->is_member_row) {
            status = complete_labels(r, entry->line, &key);
        }
    }
    ks_str_release(&key);
    return status;
}

ks_status ks_plan_settle_lines(ks_plan_reader *r)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < r->plan->statements.count && status == KS_OK; i++) {
        const ks_plan_statement *statement = r->plan->statements.items[i];
        status = settle_heading(r, statement->root_concept, statement->titles, statement->place);
    }
    if (status == KS_OK) {
        status = settle_entries(r);
    }
    return status == KS_OK ? settle_labels(r) : status;
}

/* The statements of a plan: the trees of lines and the concepts they define. */
#include "read_plan_reader.h"

#include <string.h>

static const struct kind_row {
    const char *word;
    ks_item_kind kind;
} KINDS[] = {
    {"monetary", KS_ITEM_MONETARY}, {"shares", KS_ITEM_SHARES},   {"perShare", KS_ITEM_PER_SHARE},
    {"pure", KS_ITEM_PURE},         {"decimal", KS_ITEM_DECIMAL}, {"integer", KS_ITEM_INTEGER},
    {"string", KS_ITEM_STRING},
};

static ks_item_kind read_kind(const char *word)
{
    for (size_t i = 0; word != NULL && i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(KINDS[i].word, word) == 0) {
            return KINDS[i].kind;
        }
    }
    return KS_ITEM_OTHER;
}

static ks_period_type read_period_type(const char *word)
{
    if (word == NULL) {
        return KS_PERIOD_NONE;
    }
    return strcmp(word, "instant") == 0 ? KS_PERIOD_INSTANT : KS_PERIOD_DURATION;
}

static ks_balance read_balance(const char *word)
{
    if (word == NULL) {
        return KS_BALANCE_NONE;
    }
    return strcmp(word, "debit") == 0 ? KS_BALANCE_DEBIT : KS_BALANCE_CREDIT;
}

static void check_definition(ks_plan_reader *r, const ks_plan_concept *concept)
{
    const char *missing = concept->kind == KS_ITEM_OTHER      ? "type"
                          : concept->period == KS_PERIOD_NONE ? "period"
                                                              : NULL;
    if (missing != NULL) {
        KS_REPORT(r->sink, KS_F_PLAN_CONCEPT_INCOMPLETE, concept->place, concept->name, missing);
    } else if (concept->balance != KS_BALANCE_NONE && concept->kind != KS_ITEM_MONETARY) {
        KS_REPORT(r->sink, KS_F_PLAN_BALANCE_NOT_MONETARY, concept->place, concept->name);
    }
}

static ks_status define_concept(ks_plan_reader *r, const ks_lang_text *labels,
                                const ks_xml_element *element)
{
    const char *name = ks_xml_get(element, "concept");
    const ks_plan_concept *earlier = ks_map_get(&r->concepts, ks_sv_from(name));
    if (earlier != NULL) {
        ks_related related = {earlier->place, name};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_CONCEPT_TWICE, element->place, &related, 1, name);
        return KS_OK;
    }
    ks_plan_concept *concept = ks_arena_zero(&r->plan->arena, 1, sizeof *concept);
    ks_plan_concept **slot = concept != NULL ? ks_vec_add(&r->plan->concepts) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = concept;
    concept->name = name;
    concept->kind = read_kind(ks_xml_get(element, "type"));
    concept->period = read_period_type(ks_xml_get(element, "period"));
    concept->balance = read_balance(ks_xml_get(element, "balance"));
    concept->labels = labels;
    concept->place = element->place;
    check_definition(r, concept);
    ks_plan_check_name(r, name, concept->place);
    return ks_map_set(&r->concepts, ks_sv_from(name), concept);
}

static ks_status add_entry(ks_plan_reader *r, ks_plan_index *index, ks_plan_line *line,
                           const ks_xml_element *element)
{
    ks_plan_entry *entry = ks_vec_add(&r->entries);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    *entry = (ks_plan_entry){line, element, index, NULL};
    return ks_plan_read_texts(r, element, "documentation", &entry->documentation);
}

static ks_status read_weight(ks_plan_reader *r, const ks_xml_element *element, ks_decimal *out)
{
    bool is_valid = false;
    const char *weight = ks_xml_get(element, "weight");
    *out = ks_decimal_from_i64(1);
    if (weight == NULL) {
        return KS_OK;
    }
    return ks_decimal_parse(&r->plan->arena, ks_sv_from(weight), false, &is_valid, out);
}

static ks_status read_heading(ks_plan_reader *r, ks_plan_line *line, const ks_xml_element *element)
{
    const ks_xml_element *heading = ks_xml_child(element, KS_NS_PLAN, "heading");
    if (heading == NULL) {
        return KS_OK;
    }
    line->heading_concept = ks_xml_get(heading, "concept");
    if (line->heading_concept == NULL) {
        const char *name =
            ks_arena_format(&r->plan->arena, "%sAbstract", ks_xml_get(element, "concept"));
        line->heading_concept =
            name != NULL ? ks_names_text(r->plan->names, ks_sv_from(name)) : NULL;
        if (line->heading_concept == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return ks_plan_read_texts(r, heading, "label", &line->heading);
}

static ks_status read_line_words(ks_plan_reader *r, ks_plan_line *line,
                                 const ks_xml_element *element)
{
    const char *sign = ks_xml_get(element, "sign");
    const char *at = ks_xml_get(element, "at");
    line->id = ks_xml_get(element, "id");
    if (line->id == NULL) {
        line->id = ks_xml_get(element, "concept");
    }
    line->place = element->place;
    line->is_heading_only = ks_xml_is(element, KS_NS_PLAN, "group");
    line->is_reversed = sign != NULL;
    line->moment = at != NULL && strcmp(at, "start") == 0 ? KS_MOMENT_START : KS_MOMENT_END;
    line->settings = ks_plan_no_settings();
    line->is_elsewhere = ks_xml_get(element, "printed") != NULL;
    ks_plan_read_settings(r, element, false, &line->settings);
    ks_status status = read_weight(r, element, &line->weight);
    return status == KS_OK ? ks_plan_read_texts(r, element, "label", &line->labels) : status;
}

/* The text of the list in `lang` goes in front of *labels, where they have none. */
static ks_status borrow_label(ks_plan_reader *r, const ks_lang_text *from, const char *lang,
                              const ks_lang_text **labels)
{
    const char *text = ks_lang_text_find(from, lang);
    if (text == NULL || ks_lang_text_find(*labels, lang) != NULL) {
        return KS_OK;
    }
    ks_lang_text *label = ks_arena_zero(&r->plan->arena, 1, sizeof *label);
    if (label == NULL) {
        return KS_ERR_MEMORY;
    }
    *label = (ks_lang_text){.lang = lang, .text = text, .next = (ks_lang_text *)(uintptr_t)*labels};
    *labels = label;
    return KS_OK;
}

/* A line or group with a dimension of its own is the row of that member: it is called and, where it
 * has no label, printed as the member is. */
static ks_status read_line_ties(ks_plan_reader *r, ks_plan_line *line,
                                const ks_xml_element *element)
{
    const ks_plan_tie *around = line->parent != NULL ? line->parent->ties : NULL;
    const ks_plan_member *member = NULL;
    const size_t errors_before = ks_sink_errors(r->sink);
    ks_status status = ks_plan_read_ties(r, element, around, &line->ties);
    line->has_bad_tie = ks_sink_errors(r->sink) > errors_before ||
                        (line->parent != NULL && line->parent->has_bad_tie);
    for (const ks_xml_element *e = ks_xml_child(element, KS_NS_PLAN, "dimension"); e != NULL;
         e = ks_xml_sibling(e, KS_NS_PLAN, "dimension")) {
        const char *name = ks_xml_get(e, "member");
        line->is_member_row = true;
        member = name != NULL ? ks_map_get(&r->members, ks_sv_from(name)) : NULL;
    }
    if (member != NULL && ks_xml_get(element, "id") == NULL) {
        line->id = member->name;
    }
    if (line->is_heading_only && line->labels != NULL) {
        member = NULL; /* a heading is printed in the languages that it has labels in */
    }
    for (size_t i = r->plan->languages.count; i-- > 0 && member != NULL && status == KS_OK;) {
        status = borrow_label(r, member->labels, r->plan->languages.items[i], &line->labels);
    }
    return status == KS_OK ? ks_plan_name_ties(r, line->ties, &line->aspects) : status;
}

/* A group is a heading over lines: of a concept without figures, or of a member. */
static void check_group(ks_plan_reader *r, const ks_plan_line *line, const ks_xml_element *element)
{
    const char *missing = line->labels == NULL ? "label"
                          : !line->is_member_row && ks_xml_get(element, "concept") == NULL
                              ? "concept"
                              : NULL;
    if (missing != NULL) {
        KS_REPORT(r->sink, KS_F_PLAN_GROUP_LACKS, line->place, missing);
    }
}

static bool is_definition(const ks_xml_element *element)
{
    return ks_xml_get(element, "type") != NULL || ks_xml_get(element, "period") != NULL ||
           ks_xml_get(element, "balance") != NULL;
}

/* The labels of a member's row are no names of the concept, which then has none. */
static void check_named(ks_plan_reader *r, const ks_plan_line *line)
{
    if (line->is_member_row) {
        KS_REPORT(r->sink, KS_F_PLAN_CONCEPT_UNNAMED, line->place, line->id);
    }
}

static ks_status read_line(ks_plan_reader *r, ks_plan_index *index, ks_plan_line *parent,
                           const ks_xml_element *element, ks_plan_line **out)
{
    ks_plan_line *line = ks_arena_zero(&r->plan->arena, 1, sizeof *line);
    if (line == NULL) {
        return KS_ERR_MEMORY;
    }
    line->parent = parent;
    ks_status status = read_line_words(r, line, element);
    if (status == KS_OK) {
        status = read_line_ties(r, line, element);
    }
    if (status == KS_OK && line->is_heading_only) {
        check_group(r, line, element);
        line->heading = line->labels;
        line->heading_concept = ks_xml_get(element, "concept");
    } else if (status == KS_OK) {
        status = read_heading(r, line, element);
    }
    if (status == KS_OK && is_definition(element)) {
        status = define_concept(r, line->is_member_row ? NULL : line->labels, element);
        check_named(r, line);
    }
    *out = line;
    return status == KS_OK ? add_entry(r, index, line, element) : status;
}

static ks_status read_concept(ks_plan_reader *r, const ks_xml_element *element)
{
    const ks_lang_text *labels = NULL;
    const ks_lang_text *documentation = NULL;
    ks_status status = ks_plan_read_texts(r, element, "label", &labels);
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, element, "documentation", &documentation);
    }
    if (status == KS_OK) {
        status = define_concept(r, labels, element);
    }
    ks_plan_concept *concept = ks_map_get(&r->concepts, ks_sv_from(ks_xml_get(element, "concept")));
    if (status == KS_OK && concept->documentation == NULL) {
        concept->documentation = documentation;
    }
    return status;
}

ks_status ks_plan_read_concepts(ks_plan_reader *r, const ks_xml_element *element)
{
    return ks_plan_read_each(r, element, read_concept);
}

static bool is_row(const ks_xml_element *element)
{
    return ks_xml_is(element, KS_NS_PLAN, "line") || ks_xml_is(element, KS_NS_PLAN, "group");
}

/* The lines below `element`, each of them before the lines below it. */
static ks_status read_lines(ks_plan_reader *r, ks_plan_index *index, ks_plan_line *parent,
                            const ks_xml_element *element, ks_plan_line **slot)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *e = element->first_child; e != NULL && status == KS_OK;
         e = e->next) {
        if (!is_row(e)) {
            continue;
        }
        ks_plan_line *line = NULL;
        status = read_line(r, index, parent, e, &line);
        if (status == KS_OK) {
            *slot = line;
            slot = &line->next;
            status = read_lines(r, index, line, e, &line->first_child);
        }
    }
    return status;
}

static ks_status name_statement(ks_plan_reader *r, ks_plan_statement *statement,
                                const ks_xml_element *element)
{
    statement->id = ks_xml_get(element, "id");
    statement->place = element->place;
    statement->role_uri = ks_xml_get(element, "role");
    statement->root_concept = ks_xml_get(element, "concept");
    if (statement->role_uri == NULL) {
        const char *uri =
            ks_arena_format(&r->plan->arena, "%s/role/%s", r->plan->ns, statement->id);
        statement->role_uri = uri != NULL ? ks_names_text(r->plan->names, ks_sv_from(uri)) : NULL;
    }
    if (statement->root_concept == NULL) {
        char first = *statement->id;
        first = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
        const char *name =
            ks_arena_format(&r->plan->arena, "%c%sAbstract", first, statement->id + 1);
        statement->root_concept =
            name != NULL ? ks_names_text(r->plan->names, ks_sv_from(name)) : NULL;
    }
    bool is_named = statement->role_uri != NULL && statement->root_concept != NULL;
    return is_named ? KS_OK : KS_ERR_MEMORY;
}

static ks_status claim_role(ks_plan_reader *r, ks_plan_statement *statement)
{
    ks_sv role = ks_sv_from(statement->role_uri);
    const ks_plan_statement *other = ks_map_get(&r->roles, role);
    if (other != NULL) {
        ks_related related = {other->place, other->id};
        KS_REPORT_RELATED(r->sink, KS_F_PLAN_ROLE_TWICE, statement->place, &related, 1, other->id,
                          statement->id);
        return KS_OK;
    }
    return ks_map_set(&r->roles, role, statement);
}

static ks_status new_index(ks_plan_reader *r, ks_plan_statement *statement, ks_plan_index **out)
{
    ks_plan_index *index = ks_arena_zero(&r->plan->arena, 1, sizeof *index);
    ks_plan_index **slot = index != NULL ? ks_vec_add(&r->indexes) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    index->statement = statement;
    ks_map_init(&index->by_id);
    ks_map_init(&index->by_concept);
    *slot = index;
    *out = index;
    return ks_map_set(&r->statements, ks_sv_from(statement->id), index);
}

static ks_status read_statement(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_index *index = NULL;
    ks_plan_statement *statement = ks_arena_zero(&r->plan->arena, 1, sizeof *statement);
    ks_plan_statement **slot = statement != NULL ? ks_vec_add(&r->plan->statements) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = statement;
    ks_status status = name_statement(r, statement, element);
    if (status == KS_OK) {
        status = claim_role(r, statement);
    }
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, element, "title", &statement->titles);
    }
    if (status == KS_OK) {
        status = new_index(r, statement, &index);
    }
    if (status == KS_OK) {
        index->first_entry = r->entries.count;
        status = read_lines(r, index, NULL, element, &statement->first_line);
        index->entry_count = r->entries.count - index->first_entry;
    }
    return status;
}

ks_status ks_plan_read_statements(ks_plan_reader *r, const ks_xml_element *element)
{
    return ks_plan_read_each(r, element, read_statement);
}

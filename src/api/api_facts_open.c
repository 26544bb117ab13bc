/* The facts of an instance for programs that walk them. */
#include <string.h>

#include <kessan/facts.h>

#include "api_open.h"
#include "api_session.h"
#include "base_alloc.h"
#include "write_fact_columns.h"

/* What the facts of one context share. */
typedef struct context_texts {
    const char *start;
    const char *end;
    const ks_dimension_info *dimensions;
} context_texts;

struct ks_facts {
    ks_api_open open;
    ks_arena arena;
    const char *language;
    context_texts *contexts; /* by index; made for those that facts stand in */
    const char **units;      /* likewise */
    const char **decimals;   /* by index of the fact */
};

void ks_facts_free(ks_facts *facts)
{
    if (facts != NULL) {
        ks_api_open_release(&facts->open);
        ks_arena_release(&facts->arena);
        ks_alloc_free(facts);
    }
}

/* The text of a column for that fact, in the arena. */
static ks_status write_column(ks_facts *facts, ks_fact_table *table, const char *column,
                              const ks_fact *fact, const char **out)
{
    ks_str text;
    ks_str_init(&text);
    const ks_fact_column *found = KS_FACT_COLUMNS;
    while (strcmp(found->name, column) != 0) {
        found++;
    }
    ks_status status = found->write(table, fact, &text);
    if (status == KS_OK) {
        *out = ks_arena_text(&facts->arena, ks_str_view(&text));
        status = *out == NULL ? KS_ERR_MEMORY : ks_str_status(&text);
    }
    ks_str_release(&text);
    return status;
}

static ks_status list_dimensions(ks_facts *facts, const ks_context *context, context_texts *out)
{
    ks_dimension_info *list = ks_arena_zero(&facts->arena, context->dimension_count, sizeof *list);
    if (list == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < context->dimension_count; i++) {
        const ks_dimension *dimension = &context->dimensions[i];
        const ks_qname *member = dimension->member;
        list[i] = (ks_dimension_info){
            .axis_ns = dimension->dimension->ns,
            .axis = dimension->dimension->local,
            .member_ns = member != NULL ? member->ns : NULL,
            .member = member != NULL            ? member->local
                      : dimension->text != NULL ? dimension->text
                                                : "",
        };
    }
    out->dimensions = list;
    return KS_OK;
}

static ks_status describe(ks_facts *facts, ks_fact_table *table, const ks_fact *fact)
{
    context_texts *texts = &facts->contexts[fact->context->index];
    ks_status status = KS_OK;
    if (texts->start == NULL) {
        status = write_column(facts, table, "start", fact, &texts->start);
        if (status == KS_OK) {
            status = write_column(facts, table, "end", fact, &texts->end);
        }
        if (status == KS_OK && fact->context->dimension_count > 0) {
            status = list_dimensions(facts, fact->context, texts);
        }
    }
    if (status == KS_OK && fact->unit != NULL && facts->units[fact->unit->index] == NULL) {
        status = write_column(facts, table, "unit", fact, &facts->units[fact->unit->index]);
    }
    if (status == KS_OK) {
        status = write_column(facts, table, "decimals", fact, &facts->decimals[fact->index]);
    }
    return status;
}

static ks_status describe_all(ks_facts *facts)
{
    const ks_instance *instance = facts->open.report.instance;
    facts->contexts =
        ks_arena_zero(&facts->arena, instance->contexts.count + 1, sizeof *facts->contexts);
    facts->units = ks_arena_zero(&facts->arena, instance->units.count + 1, sizeof *facts->units);
    facts->decimals =
        ks_arena_zero(&facts->arena, instance->facts.count + 1, sizeof *facts->decimals);
    if (facts->contexts == NULL || facts->units == NULL || facts->decimals == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_fact_table table;
    ks_status status = ks_fact_table_init(&table, instance, facts->language);
    if (status != KS_OK) {
        return status;
    }
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = describe(facts, &table, instance->facts.items[i]);
    }
    ks_fact_table_release(&table);
    return status;
}

static ks_status open_facts(ks_session *session, const char *file, ks_facts *facts)
{
    ks_status status = ks_api_open_report(session, file, &facts->open);
    return status == KS_OK ? describe_all(facts) : status;
}

ks_status ks_facts_open(ks_session *session, const char *file, const char *language, ks_facts **out)
{
    const size_t before = ks_sink_errors(&session->sink);
    ks_facts *facts = ks_alloc_zero(1, sizeof *facts);
    *out = NULL;
    if (facts == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&facts->arena);
    facts->language = ks_arena_textz(&facts->arena, language != NULL ? language : "en");
    ks_status status = facts->language == NULL ? KS_ERR_MEMORY : open_facts(session, file, facts);
    if (status != KS_OK) {
        ks_facts_free(facts);
    } else {
        *out = facts;
    }
    return ks_api_settle(session, status, before);
}

size_t ks_facts_count(const ks_facts *facts)
{
    return facts->open.report.instance->facts.count;
}

static const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static void take_context(const ks_facts *facts, const ks_context *context, ks_fact_info *out)
{
    static const ks_period_kind kinds[] = {[KS_PERIOD_NONE] = KS_FOREVER,
                                           [KS_PERIOD_INSTANT] = KS_INSTANT,
                                           [KS_PERIOD_DURATION] = KS_DURATION};
    const context_texts *texts = &facts->contexts[context->index];
    out->scheme = text_or_empty(context->scheme);
    out->entity = text_or_empty(context->identifier);
    out->period = kinds[context->period];
    out->start = texts->start;
    out->end = texts->end;
    out->dimensions = texts->dimensions;
    out->dimension_count = context->dimension_count;
    out->context_id = text_or_empty(context->id);
}

bool ks_facts_get(const ks_facts *facts, size_t index, ks_fact_info *out)
{
    const ks_instance *instance = facts->open.report.instance;
    if (index >= instance->facts.count) {
        return false;
    }
    const ks_fact *fact = instance->facts.items[index];
    const char *label = ks_taxonomy_label_best(instance->taxonomy, fact->concept, KS_ROLE_LABEL,
                                               facts->language, NULL);
    *out = (ks_fact_info){
        .concept_ns = fact->concept->name->ns,
        .concept_name = fact->concept->name->local,
        .label = label != NULL ? label : fact->concept->name->local,
        .value = text_or_empty(fact->lexical),
        .is_nil = fact->is_nil,
        .is_numeric = ks_item_kind_is_numeric(fact->concept->kind),
        .decimals = facts->decimals[index],
        .unit = fact->unit != NULL ? facts->units[fact->unit->index] : "",
        .language = text_or_empty(fact->lang),
        .id = text_or_empty(fact->id),
        .place = fact->place,
    };
    take_context(facts, fact->context, out);
    return true;
}

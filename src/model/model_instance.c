#include "model_instance.h"

#include <string.h>

#include "base_alloc.h"
#include "model_keep.h"

const char *ks_lang_text_find(const ks_lang_text *list, const char *lang)
{
    for (; list != NULL; list = list->next) {
        if (list->lang == lang || strcmp(list->lang, lang) == 0) {
            return list->text;
        }
    }
    return NULL;
}

ks_status ks_lang_text_copy(ks_arena *arena, ks_names *names, const ks_lang_text *list,
                            const ks_lang_text **out)
{
    const ks_lang_text *first = NULL;
    ks_lang_text *last = NULL;
    for (; list != NULL; list = list->next) {
        ks_lang_text *copy = ks_arena_zero(arena, 1, sizeof *copy);
        if (copy == NULL) {
            return KS_ERR_MEMORY;
        }
        copy->lang = list->lang;
        copy->text = list->text;
        copy->markup = list->markup;
        if (ks_keep_name(names, &copy->lang) != KS_OK ||
            ks_keep_text(arena, &copy->text) != KS_OK ||
            (copy->markup != NULL && ks_keep_text(arena, &copy->markup) != KS_OK)) {
            return KS_ERR_MEMORY;
        }
        if (last == NULL) {
            first = copy;
        } else {
            last->next = copy;
        }
        last = copy;
    }
    *out = first;
    return KS_OK;
}

ks_status ks_instance_new(ks_names *names, const ks_taxonomy *taxonomy, ks_instance **out)
{
    ks_instance *instance = ks_alloc_zero(1, sizeof *instance);
    if (instance == NULL) {
        return KS_ERR_MEMORY;
    }
    instance->names = names;
    instance->taxonomy = taxonomy;
    ks_arena_init(&instance->arena);
    ks_map_init(&instance->context_by_id);
    ks_map_init(&instance->unit_by_id);
    ks_map_init(&instance->context_by_value);
    ks_map_init(&instance->unit_by_value);
    ks_map_init(&instance->footnote_ties);
    ks_map_init(&instance->doubts);
    *out = instance;
    return KS_OK;
}

void ks_instance_free(ks_instance *instance)
{
    if (instance == NULL) {
        return;
    }
    for (size_t i = 0; i < instance->footnotes.count; i++) {
        ks_vec_release(&instance->footnotes.items[i]->facts);
    }
    ks_vec_release(&instance->contexts);
    ks_vec_release(&instance->units);
    ks_vec_release(&instance->facts);
    ks_vec_release(&instance->tuples);
    ks_vec_release(&instance->footnotes);
    ks_vec_release(&instance->links);
    ks_vec_release(&instance->more_schema_refs);
    ks_map_release(&instance->context_by_id);
    ks_map_release(&instance->unit_by_id);
    ks_map_release(&instance->context_by_value);
    ks_map_release(&instance->unit_by_value);
    ks_map_release(&instance->footnote_ties);
    ks_map_release(&instance->doubts);
    ks_arena_release(&instance->arena);
    ks_alloc_free(instance);
}

static ks_status keep_lang(ks_instance *instance, const char **lang)
{
    const char *recent = instance->recent_lang;
    if (*lang == NULL) {
        return KS_OK;
    }
    if (recent != NULL && strcmp(*lang, recent) == 0) {
        *lang = recent;
        return KS_OK;
    }
    ks_status status = ks_keep_name(instance->names, lang);
    instance->recent_lang = *lang;
    return status;
}

/* Numbers, which may borrow their digits from another arena. */
static ks_status keep_numbers(ks_instance *instance, ks_fact *fact)
{
    ks_status status = ks_keep_decimal(&instance->arena, &fact->number);
    if (status != KS_OK || fact->denominator == NULL) {
        return status;
    }
    ks_decimal *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *fact->denominator;
    fact->denominator = copy;
    return ks_keep_decimal(&instance->arena, copy);
}

static ks_status keep_cells(ks_instance *instance, ks_fact *fact)
{
    const ks_cell_ref *cells = fact->cells;
    fact->cells = NULL;
    fact->last_cell = NULL;
    for (; cells != NULL; cells = cells->next) {
        ks_status status = ks_fact_add_cell(instance, fact, cells->place, cells->printed);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

ks_status ks_instance_add_fact(ks_instance *instance, const ks_fact *fact, ks_fact **out)
{
    ks_fact *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *fact;
    copy->index = instance->facts.count;
    if (ks_keep_text(&instance->arena, &copy->id) != KS_OK ||
        ks_keep_text(&instance->arena, &copy->lexical) != KS_OK ||
        keep_lang(instance, &copy->lang) != KS_OK || keep_numbers(instance, copy) != KS_OK ||
        keep_cells(instance, copy) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_fact **slot = ks_vec_add(&instance->facts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    if (out != NULL) {
        *out = copy;
    }
    return KS_OK;
}

/* Tuples count the facts in front of their ends, so those move by what is gone in front of them. */
static void move_tuples(ks_instance *instance, const ks_fact *const *facts, size_t count)
{
    for (size_t i = 0; i < instance->tuples.count; i++) {
        ks_tuple *tuple = instance->tuples.items[i];
        tuple->first = tuple->first == count ? instance->facts.count : facts[tuple->first]->index;
        tuple->end = tuple->end == count ? instance->facts.count : facts[tuple->end]->index;
    }
}

void ks_instance_drop_facts(ks_instance *instance)
{
    size_t kept = 0;
    size_t count = instance->facts.count;
    for (size_t i = 0; i < count; i++) {
        ks_fact *fact = instance->facts.items[i];
        fact->index = kept;
        kept += fact->context != NULL;
    }
    if (kept == count) {
        return;
    }
    instance->facts.count = kept;
    move_tuples(instance, (const ks_fact *const *)instance->facts.items, count);
    for (size_t i = 0, next = 0; i < count; i++) {
        ks_fact *fact = instance->facts.items[i];
        if (fact->context != NULL) {
            instance->facts.items[next++] = fact;
        }
    }
}

/* A key of the map of doubts. */
typedef struct doubt {
    const ks_concept *concept;
    const ks_context *context;
} doubt;

static doubt make_doubt(const ks_concept *concept, const ks_context *context)
{
    return (doubt){concept, context != NULL && context->same != NULL ? context->same : context};
}

ks_status ks_instance_doubt(ks_instance *instance, const ks_concept *concept,
                            const ks_context *context)
{
    doubt key = make_doubt(concept, context);
    return ks_map_set(&instance->doubts, (ks_sv){(const char *)&key, sizeof key}, instance);
}

bool ks_instance_is_doubted(const ks_instance *instance, const ks_concept *concept,
                            const ks_context *context)
{
    if (ks_map_count(&instance->doubts) == 0) {
        return false;
    }
    const doubt anywhere = make_doubt(concept, NULL);
    const doubt here = make_doubt(concept, context);
    return ks_map_get(&instance->doubts, (ks_sv){(const char *)&anywhere, sizeof anywhere}) !=
               NULL ||
           ks_map_get(&instance->doubts, (ks_sv){(const char *)&here, sizeof here}) != NULL;
}

ks_status ks_instance_add_tuple(ks_instance *instance, const ks_tuple *tuple, ks_tuple **out)
{
    ks_tuple *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *tuple;
    copy->index = instance->tuples.count;
    copy->first = instance->facts.count;
    copy->end = instance->facts.count;
    ks_tuple **slot =
        ks_keep_text(&instance->arena, &copy->id) == KS_OK ? ks_vec_add(&instance->tuples) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    *out = copy;
    return KS_OK;
}

void ks_instance_end_tuple(ks_instance *instance, ks_tuple *tuple)
{
    tuple->end = instance->facts.count;
}

ks_status ks_instance_add_footnote(ks_instance *instance, const ks_footnote *footnote,
                                   ks_footnote **out)
{
    ks_footnote *copy = ks_arena_alloc(&instance->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *footnote;
    copy->index = instance->footnotes.count;
    memset(&copy->facts, 0, sizeof copy->facts);
    if (ks_keep_text(&instance->arena, &copy->id) != KS_OK ||
        ks_keep_text(&instance->arena, &copy->mark) != KS_OK ||
        ks_keep_name(instance->names, &copy->role) != KS_OK ||
        ks_lang_text_copy(&instance->arena, instance->names, copy->texts, &copy->texts) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_footnote **slot = ks_vec_add(&instance->footnotes);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    for (size_t i = 0; i < footnote->facts.count; i++) {
        ks_status status = ks_footnote_add_fact(instance, copy, footnote->facts.items[i]);
        if (status != KS_OK) {
            return status;
        }
    }
    if (out != NULL) {
        *out = copy;
    }
    return KS_OK;
}

ks_status ks_fact_add_cell(ks_instance *instance, ks_fact *fact, ks_place place,
                           const char *printed)
{
    ks_cell_ref *cell = ks_arena_zero(&instance->arena, 1, sizeof *cell);
    if (cell == NULL) {
        return KS_ERR_MEMORY;
    }
    cell->place = place;
    cell->printed = printed;
    if (ks_keep_text(&instance->arena, &cell->printed) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    if (fact->last_cell == NULL) {
        fact->cells = cell;
    } else {
        fact->last_cell->next = cell;
    }
    fact->last_cell = cell;
    return KS_OK;
}

ks_status ks_footnote_add_fact(ks_instance *instance, ks_footnote *footnote, const ks_fact *fact)
{
    const void *const pair[2] = {footnote, fact};
    ks_sv key = {(const char *)pair, sizeof pair};
    if (ks_map_get(&instance->footnote_ties, key) != NULL) {
        return KS_OK;
    }
    const ks_fact **slot = ks_vec_add(&footnote->facts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = fact;
    if (ks_map_set(&instance->footnote_ties, key, footnote) != KS_OK) {
        footnote->facts.count--;
        return KS_ERR_MEMORY;
    }
    return KS_OK;
}

bool ks_fact_is_vague(const ks_fact *fact)
{
    return fact->accuracy != KS_STATED_DECIMALS && fact->precision == 0;
}

void ks_decimals_write(ks_str *out, int32_t decimals)
{
    if (decimals == KS_DECIMALS_INF) {
        ks_str_add(out, "INF");
    } else if (decimals != KS_DECIMALS_NONE) {
        ks_str_add_i64(out, decimals);
    }
}

#include "write_view_job.h"

#include <string.h>

#include "write_built.h"
#include "write_instance.h"
#include "write_view_words.h"

void ks_view_write_text(ks_view_job *job, const char *element, const char *lang, const char *text)
{
    ks_xml_write_start(&job->writer, element);
    ks_xml_write_attr(&job->writer, "lang", lang);
    ks_xml_write_text(&job->writer, text);
    ks_xml_write_end(&job->writer);
}

void ks_view_write_built(ks_view_job *job, const char *element, const char *lang)
{
    ks_xml_write_start(&job->writer, element);
    ks_xml_write_attr(&job->writer, "lang", lang);
    ks_write_built_text(&job->writer, &job->text);
    ks_xml_write_end(&job->writer);
}

void ks_view_write_texts(ks_view_job *job, const char *element, const ks_lang_text *list)
{
    for (size_t i = 0; i < job->options->language_count && list != NULL; i++) {
        const char *lang = job->options->languages[i];
        const char *text = ks_lang_text_find(list, lang);
        ks_view_write_text(job, element, lang, text == NULL ? list->text : text);
    }
}

void ks_view_say_label(ks_view_job *job, const char *lang, const ks_concept *concept,
                       const char *role)
{
    const char *label = ks_taxonomy_label_best(job->instance->taxonomy, concept,
                                               role == NULL ? KS_ROLE_LABEL : role, lang, NULL);
    ks_str_clear(&job->text);
    ks_str_add_sv(&job->text, ks_words_label(ks_sv_from(label)));
}

void ks_view_write_labels(ks_view_job *job, const ks_concept *concept, const char *role)
{
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_view_say_label(job, job->options->languages[i], concept, role);
        ks_view_write_built(job, "label", job->options->languages[i]);
    }
}

void ks_view_write_heading(ks_view_job *job, const char *element, size_t number)
{
    const ks_view_period *period = &job->index.periods[number];
    for (size_t i = 0; i < job->options->language_count; i++) {
        const char *lang = job->options->languages[i];
        const char *label = ks_lang_text_find(period->labels, lang);
        ks_str_clear(&job->text);
        if (label != NULL) {
            ks_str_add(&job->text, label);
        } else {
            ks_words_heading(&job->text, lang, period->type, period->start, period->end);
        }
        ks_view_write_built(job, element, lang);
    }
}

ks_status ks_view_write_name(ks_view_job *job, const char *attr, const ks_concept *concept)
{
    const char *name = ks_prefixes_name(&job->index.prefixes, &job->index.arena, concept->name);
    ks_xml_write_attr(&job->writer, attr, name);
    return name == NULL ? KS_ERR_MEMORY : KS_OK;
}

void ks_view_write_number(ks_view_job *job, const char *attr, size_t number)
{
    ks_str_clear(&job->text);
    ks_str_add_u64(&job->text, number);
    ks_write_built_attr(&job->writer, attr, &job->text);
}

void ks_view_start_row(ks_view_job *job, const ks_view_statement *statement, size_t number,
                       const char *kind, size_t level)
{
    ks_xml_write_start(&job->writer, "row");
    ks_str_clear(&job->text);
    ks_str_addf(&job->text, "%s-r%zu", statement->id, number);
    ks_write_built_attr(&job->writer, "id", &job->text);
    ks_xml_write_attr(&job->writer, "kind", kind);
    ks_view_write_number(job, "level", level);
}

void ks_view_write_day(ks_view_job *job, const char *attr, int64_t day)
{
    ks_str_clear(&job->text);
    ks_day_write(&job->text, day);
    ks_write_built_attr(&job->writer, attr, &job->text);
}

/* Some filers' ids are hundreds of characters, and a page names each fact many times; some are what
 * a part of the page is called. */
enum { LONG_ID = 40 };

static bool is_part_of_page(const ks_view_job *job, const char *id)
{
    static const char *const NAMES[] = {"main",  "contents",    "contents-title", "facts",
                                        "notes", "notes-title", "show-all"};
    bool is_one = ks_map_get(&job->statement_ids, ks_sv_from(id)) != NULL;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !is_one; i++) {
        is_one = strcmp(NAMES[i], id) == 0;
    }
    return is_one;
}

const char *ks_view_fact_id(ks_view_job *job, const ks_fact *fact)
{
    const char **id = &job->index.fact_ids[fact->index];
    if (*id == NULL) {
        const bool is_other =
            fact->id != NULL && (strlen(fact->id) > LONG_ID || is_part_of_page(job, fact->id));
        *id = is_other ? ks_arena_format(&job->index.arena, "f-%zu", fact->index + 1)
                       : ks_write_fact_id(&job->index.arena, fact);
    }
    return *id;
}

const char *ks_view_mark(ks_view_job *job, const ks_footnote *note)
{
    return note->mark != NULL ? note->mark
                              : ks_arena_format(&job->index.arena, "(%zu)", note->index + 1);
}

/* The units of the statement's figures, each once and in the instance's order. */
typedef struct unit_sets {
    bool *has_currency; /* of amounts */
    bool *has_unit;     /* of what is no amount */
    const char **currencies;
    const char **others;
} unit_sets;

static ks_status init_sets(ks_view_job *job, ks_arena *arena, unit_sets *sets)
{
    size_t currencies = job->index.currency_count + 1;
    size_t units = job->instance->units.count + 1;
    sets->has_currency = ks_arena_zero(arena, currencies, sizeof *sets->has_currency);
    sets->has_unit = ks_arena_zero(arena, units, sizeof *sets->has_unit);
    sets->currencies = ks_arena_zero(arena, currencies, sizeof *sets->currencies);
    sets->others = ks_arena_zero(arena, units, sizeof *sets->others);
    bool is_whole = sets->has_currency != NULL && sets->has_unit != NULL &&
                    sets->currencies != NULL && sets->others != NULL;
    return is_whole ? KS_OK : KS_ERR_MEMORY;
}

static void collect_units(const ks_view_job *job, const ks_view_statement *statement,
                          unit_sets *sets)
{
    for (size_t r = 0; r < statement->rows.count; r++) {
        for (size_t c = 0; c < statement->columns.count; c++) {
            const ks_fact *fact = ks_view_cell(statement, &statement->rows.items[r], c);
            size_t currency =
                fact == NULL ? KS_VIEW_NO_CURRENCY : ks_view_currency_of(&job->index, fact);
            if (fact == NULL || fact->unit == NULL) {
                continue;
            }
            if (fact->concept->kind == KS_ITEM_MONETARY && currency != KS_VIEW_NO_CURRENCY) {
                sets->has_currency[currency] = true;
            } else {
                sets->has_unit[fact->unit->index] = true;
            }
        }
    }
}

/* Of the units that are no amounts; units of one name are named once. */
static ks_status name_others(ks_view_job *job, ks_arena *arena, const unit_sets *sets,
                             const char *lang, size_t *out_count)
{
    size_t count = 0;
    for (size_t i = 0; i < job->instance->units.count; i++) {
        if (!sets->has_unit[i]) {
            continue;
        }
        ks_str_clear(&job->text);
        ks_words_unit(&job->text, lang, job->instance->units.items[i]);
        const char *name = ks_arena_text(arena, ks_str_view(&job->text));
        if (name == NULL || job->text.is_failed) {
            return KS_ERR_MEMORY;
        }
        bool is_new = *name != '\0';
        for (size_t n = 0; n < count && is_new; n++) {
            is_new = strcmp(sets->others[n], name) != 0;
        }
        sets->others[count] = name;
        count += is_new;
    }
    *out_count = count;
    return KS_OK;
}

static ks_status write_unit_lines(ks_view_job *job, ks_arena *arena, const unit_sets *sets,
                                  int32_t scale)
{
    ks_unit_line line = {.currencies = sets->currencies, .scale = scale, .others = sets->others};
    for (size_t i = 0; i < job->index.currency_count; i++) {
        if (sets->has_currency[i]) {
            sets->currencies[line.currency_count++] = job->index.currencies[i].code;
        }
    }
    for (size_t l = 0; l < job->options->language_count; l++) {
        const char *lang = job->options->languages[l];
        ks_status status = name_others(job, arena, sets, lang, &line.other_count);
        if (status != KS_OK) {
            return status;
        }
        ks_str_clear(&job->text);
        ks_words_unit_line(&job->text, lang, &line);
        if (job->text.len > 0 || job->text.is_failed) {
            ks_view_write_built(job, "unit-line", lang);
        }
    }
    return KS_OK;
}

ks_status ks_view_write_unit_line(ks_view_job *job, const ks_view_statement *statement,
                                  size_t currency)
{
    unit_sets sets;
    ks_arena arena;
    ks_arena_init(&arena);
    ks_status status = init_sets(job, &arena, &sets);
    if (status == KS_OK) {
        if (currency == KS_VIEW_NO_CURRENCY) {
            collect_units(job, statement, &sets);
        } else {
            sets.has_currency[currency] = true;
        }
        status = write_unit_lines(job, &arena, &sets, statement->scale);
    }
    ks_arena_release(&arena);
    return status;
}

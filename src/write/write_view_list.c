#include "write_view_job.h"
#include "write_view_words.h"

enum { LIST_COLUMNS = 4 };

/* A list while it is written. */
typedef struct list_job {
    ks_view_job *view;
    const ks_view_statement *statement;
    const char *columns[LIST_COLUMNS]; /* their ids */
    ks_arena arena;
} list_job;

static ks_status write_heads(list_job *job)
{
    ks_view_job *view = job->view;
    ks_xml_write_start(&view->writer, "columns");
    ks_xml_write_start(&view->writer, "group");
    for (size_t i = 0; i < LIST_COLUMNS; i++) {
        job->columns[i] = ks_arena_format(&job->arena, "%s-c%zu", job->statement->id, i + 1);
        if (job->columns[i] == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_start(&view->writer, "column");
        ks_xml_write_attr(&view->writer, "id", job->columns[i]);
        for (size_t l = 0; l < view->options->language_count; l++) {
            const char *lang = view->options->languages[l];
            ks_view_write_text(view, "label", lang, ks_words_list_head(lang, (ks_words_head)i));
        }
        ks_xml_write_end(&view->writer);
    }
    ks_xml_write_end(&view->writer);
    ks_xml_write_end(&view->writer);
    return KS_OK;
}

/* What the fact is of besides its concept; of another entity, or with what is no dimension, the
 * name of its context says most. */
static void say_members(ks_view_job *view, const ks_fact *fact, const char *lang)
{
    size_t number = ks_view_combo_of(&view->index, fact);
    ks_str_clear(&view->text);
    if (number == KS_VIEW_FOREIGN) {
        ks_str_add(&view->text, fact->context->identifier);
        ks_str_add(&view->text, " · ");
        ks_str_add(&view->text, fact->context->id);
        return;
    }
    const ks_view_combo *combo = &view->index.combos.items[number];
    for (size_t i = 0; i < combo->count; i++) {
        ks_str_add(&view->text, i == 0 ? "" : " · ");
        ks_view_say_member(view, lang, &combo->values[i]);
    }
}

static void say_unit(ks_view_job *view, const ks_fact *fact, const char *lang)
{
    ks_str_clear(&view->text);
    ks_words_unit(&view->text, lang, fact->unit);
}

static void say_period(ks_view_job *view, const ks_fact *fact, const char *lang)
{
    const ks_context *context = fact->context;
    ks_str_clear(&view->text);
    ks_words_range(&view->text, lang, context->period, context->start, context->end);
}

static void write_words(list_job *job, size_t column, const ks_fact *fact,
                        void (*say)(ks_view_job *view, const ks_fact *fact, const char *lang))
{
    ks_view_job *view = job->view;
    ks_xml_write_start(&view->writer, "cell");
    ks_xml_write_attr(&view->writer, "column", job->columns[column]);
    ks_xml_write_attr(&view->writer, "state", "value");
    ks_xml_write_attr(&view->writer, "kind", "text");
    for (size_t l = 0; l < view->options->language_count; l++) {
        say(view, fact, view->options->languages[l]);
        ks_view_write_built(view, "text", view->options->languages[l]);
    }
    ks_xml_write_end(&view->writer);
}

static ks_status write_fact(list_job *job, const ks_fact *fact, size_t number)
{
    ks_view_job *view = job->view;
    ks_view_start_row(view, job->statement, number, "item", 0);
    ks_status status = ks_view_write_name(view, "concept", fact->concept);
    ks_view_write_labels(view, fact->concept, NULL);
    ks_view_notes notes = ks_view_notes_of(&view->index, fact);
    const ks_view_marks marks = {.items = notes.items, .count = notes.count};
    if (status == KS_OK) {
        status = ks_view_write_marks(view, &marks);
    }
    write_words(job, 0, fact, say_period);
    bool has_members = ks_view_combo_of(&view->index, fact) != 0;
    if (has_members) {
        write_words(job, 1, fact, say_members);
    } else if (status == KS_OK) {
        status = ks_view_write_cell(view, job->columns[1], NULL, NULL, 0);
    }
    ks_str_clear(&view->text);
    if (fact->unit != NULL) {
        ks_words_unit(&view->text, view->options->languages[0], fact->unit);
    }
    if (view->text.len > 0) {
        write_words(job, 2, fact, say_unit);
    } else if (status == KS_OK) {
        status = ks_view_write_cell(view, job->columns[2], NULL, NULL, 0);
    }
    if (status == KS_OK) {
        status = ks_view_write_cell(view, job->columns[3], fact, NULL, 0);
    }
    ks_xml_write_end(&view->writer);
    return status;
}

ks_status ks_view_write_list(ks_view_job *view, const ks_view_statement *statement)
{
    list_job job = {.view = view, .statement = statement};
    ks_arena_init(&job.arena);
    ks_status status = KS_OK;
    if (statement->facts.count > 0) {
        status = write_heads(&job);
    } else {
        ks_xml_write_start(&view->writer, "columns");
        ks_xml_write_end(&view->writer);
    }
    for (size_t i = 0; i < statement->facts.count && status == KS_OK; i++) {
        status = write_fact(&job, statement->facts.items[i], i + 1);
    }
    ks_arena_release(&job.arena);
    return status;
}

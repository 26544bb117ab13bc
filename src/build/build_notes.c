#include "build_notes.h"

#include <string.h>

/* The notes of one table over all its prints. */
typedef struct tying {
    ks_filing *filing;
    ks_map *footnote_by_id;
    const ks_plan_table *table;
    ks_build_print **prints; /* those of the table that could be read */
    size_t print_count;
    ks_footnote **footnotes; /* by number of the note; NULL until a fact is tied to it */
} tying;

static bool is_of_column(const tying *t, const ks_plan_note *note)
{
    for (size_t i = 0; i < t->table->columns.count; i++) {
        if (t->table->columns.items[i]->note == note) {
            return true;
        }
    }
    return false;
}

/* A print whose labels bear the mark, or whose columns do, must have the note's text. */
static void check_print(const tying *t, const ks_build_print *print, const ks_build_note *note,
                        bool is_of_column)
{
    if (note->text != NULL || (!note->is_used && !is_of_column)) {
        return;
    }
    ks_place place = note->is_used ? note->used : (ks_place){print->file, 0, 0};
    ks_related related = ks_build_related(t->filing, note->note->place, KS_SAY_PLAN_NOTE);
    KS_REPORT_RELATED(t->filing->sink, KS_F_NOTE_NO_TEXT, place, &related, 1, note->note->id,
                      note->note->mark, print->file);
}

/* A print may go without a note that only another one prints, but not all of them. */
static void check_note(const tying *t, size_t number)
{
    const ks_plan_note *note = t->table->notes.items[number];
    bool is_used = is_of_column(t, note);
    bool is_column_note = is_used;
    bool has_text = false;
    for (size_t i = 0; i < t->print_count; i++) {
        const ks_build_note *printed = &t->prints[i]->notes[number];
        check_print(t, t->prints[i], printed, is_column_note);
        has_text = has_text || printed->text != NULL;
        is_used = is_used || printed->is_used;
    }
    if (t->print_count == t->table->prints.count && !is_used) {
        KS_REPORT(t->filing->sink, has_text ? KS_F_NOTE_UNUSED : KS_F_NOTE_ABSENT, note->place,
                  note->id, note->mark, t->table->id);
    }
}

static ks_status collect_texts(const tying *t, size_t number, const ks_lang_text **out)
{
    ks_lang_text *first = NULL;
    ks_lang_text *last = NULL;
    for (size_t i = 0; i < t->print_count; i++) {
        const char *text = t->prints[i]->notes[number].text;
        const char *lang = t->prints[i]->print->lang;
        if (text == NULL || ks_lang_text_find(first, lang) != NULL) {
            continue;
        }
        ks_lang_text *one = ks_arena_zero(&t->filing->arena, 1, sizeof *one);
        if (one == NULL) {
            return KS_ERR_MEMORY;
        }
        one->lang = lang;
        one->text = text;
        if (last == NULL) {
            first = one;
        } else {
            last->next = one;
        }
        last = one;
    }
    *out = first;
    return KS_OK;
}

static bool is_same_texts(const ks_lang_text *a, const ks_lang_text *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next) {
        if (strcmp(a->lang, b->lang) != 0 || strcmp(a->text, b->text) != 0) {
            return false;
        }
    }
    return a == NULL && b == NULL;
}

/* The id of the footnote; *out_same is one of that id and these texts, where there is one. */
static const char *choose_id(const tying *t, const ks_plan_note *note, const ks_lang_text *texts,
                             ks_footnote **out_same)
{
    const char *id = ks_arena_format(&t->filing->arena, "note-%s", note->id);
    ks_footnote *known = id != NULL ? ks_map_get(t->footnote_by_id, ks_sv_from(id)) : NULL;
    if (known == NULL) {
        return id;
    }
    if (is_same_texts(known->texts, texts)) {
        *out_same = known;
        return id;
    }
    return ks_arena_format(&t->filing->arena, "note-%s-%s", note->id, t->table->id);
}

static ks_status make_footnote(tying *t, size_t number)
{
    const ks_plan_note *note = t->table->notes.items[number];
    const ks_lang_text *texts = NULL;
    ks_status status = collect_texts(t, number, &texts);
    if (status != KS_OK || texts == NULL) {
        return status;
    }
    const char *id = choose_id(t, note, texts, &t->footnotes[number]);
    if (id == NULL || t->footnotes[number] != NULL) {
        return id == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_sv marks = ks_sv_from(note->mark);
    ks_sv mark = ks_sv_next_token(&marks);
    ks_footnote footnote = {.id = id,
                            .mark = ks_arena_format(&t->filing->arena, "(%.*s)", KS_SV_ARG(mark)),
                            .role = KS_ROLE_FOOTNOTE,
                            .texts = texts,
                            .place = note->place};
    if (footnote.mark == NULL) {
        return KS_ERR_MEMORY;
    }
    status = ks_instance_add_footnote(t->filing->instance, &footnote, &t->footnotes[number]);
    return status == KS_OK ? ks_map_set(t->footnote_by_id, ks_sv_from(id), t->footnotes[number])
                           : status;
}

static ks_status tie_one(tying *t, const ks_build_cell *cell, size_t number)
{
    if (cell->group == NULL || cell->group->fact == NULL) {
        return KS_OK;
    }
    ks_status status = t->footnotes[number] == NULL ? make_footnote(t, number) : KS_OK;
    if (status == KS_OK && t->footnotes[number] != NULL) {
        status = ks_footnote_add_fact(t->filing->instance, t->footnotes[number], cell->group->fact);
    }
    return status;
}

/* Of a range both ends. */
static ks_status tie_fact(tying *t, const ks_build_cell *cell, size_t number)
{
    ks_status status = tie_one(t, cell, number);
    return status == KS_OK && cell->upper != NULL ? tie_one(t, cell->upper, number) : status;
}

static size_t number_of(const ks_plan_table *table, const ks_plan_note *note)
{
    for (size_t i = 0; i < table->notes.count; i++) {
        if (table->notes.items[i] == note) {
            return i;
        }
    }
    return KS_NO_INDEX;
}

static ks_status tie_row(tying *t, const ks_build_row *row)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < row->cell_count && status == KS_OK; i++) {
        const ks_build_cell *cell = &row->cells[i];
        size_t number = KS_NO_INDEX;
        if (cell->column != NULL && cell->column->note != NULL) {
            number = number_of(t->table, cell->column->note);
        }
        if (number != KS_NO_INDEX) {
            status = tie_fact(t, cell, number);
        }
        for (size_t k = 0; k < row->notes.count && status == KS_OK; k++) {
            status = tie_fact(t, cell, row->notes.items[k]);
        }
    }
    return status;
}

static ks_status tie_table(tying *t)
{
    ks_status status = KS_OK;
    t->footnotes =
        ks_arena_zero(&t->filing->arena, t->table->notes.count + 1, sizeof(ks_footnote *));
    if (t->footnotes == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < t->table->notes.count; i++) {
        check_note(t, i);
    }
    for (size_t i = 0; i < t->print_count; i++) {
        const ks_build_print *print = t->prints[i];
        for (size_t k = 0; k < print->row_count && status == KS_OK; k++) {
            status = tie_row(t, &print->rows[k]);
        }
    }
    return status;
}

ks_status ks_build_tie_notes(ks_filing *filing)
{
    ks_map footnote_by_id;
    ks_map_init(&footnote_by_id);
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->prints.count && status == KS_OK;) {
        tying t = {.filing = filing,
                   .footnote_by_id = &footnote_by_id,
                   .table = filing->prints.items[i]->table,
                   .prints = &filing->prints.items[i]};
        while (i < filing->prints.count && filing->prints.items[i]->table == t.table) {
            t.print_count++;
            i++;
        }
        status = tie_table(&t);
    }
    ks_map_release(&footnote_by_id);
    return status;
}

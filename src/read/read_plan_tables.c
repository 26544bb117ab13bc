/* The tables of a plan: prints, notes, columns, cells; and the charts. */
#include "read_plan_reader.h"

#include <string.h>

#include "io_encoding.h"

/* A table being read, with what its own parts refer to. */
typedef struct table_reader {
    ks_plan_reader *plan;
    ks_plan_table *table;
    const ks_plan_index *index;
    ks_plan_settings settings;
    const ks_plan_tie *ties; /* of the table */
    ks_map notes;
    ks_map columns;
    ks_map langs; /* ks_plan_print has no address to keep: the table itself */
} table_reader;

/* A file name in the plan is relative to the plan's folder. */
static const char *resolve_path(ks_plan_reader *r, const char *file)
{
    const char *slash = strrchr(r->plan->file, '/');
    if (*file == '/' || slash == NULL) {
        return ks_names_text(r->plan->names, ks_sv_from(file));
    }
    ks_str path;
    ks_str_init(&path);
    ks_str_add_sv(&path, (ks_sv){r->plan->file, (size_t)(slash - r->plan->file) + 1});
    ks_str_add(&path, file);
    const char *text =
        ks_str_status(&path) == KS_OK ? ks_names_text(r->plan->names, ks_str_view(&path)) : NULL;
    ks_str_release(&path);
    return text;
}

static ks_status read_print(table_reader *t, const ks_xml_element *element)
{
    ks_plan_reader *r = t->plan;
    ks_plan_print *print = ks_vec_add(&t->table->prints);
    if (print == NULL) {
        return KS_ERR_MEMORY;
    }
    const char *encoding = ks_xml_get(element, "encoding");
    const char *rows = ks_xml_get(element, "header-rows");
    print->lang = ks_xml_get(element, "lang");
    print->file = ks_xml_get(element, "file");
    print->path = resolve_path(r, print->file);
    print->encoding = encoding != NULL ? encoding : "UTF-8";
    print->place = element->place;
    if (print->path == NULL) {
        return KS_ERR_MEMORY;
    }
    if (rows != NULL) {
        (void)ks_sv_to_u32(ks_sv_from(*rows == '+' ? rows + 1 : rows), &print->header_rows);
    }
    (void)ks_plan_resolve(r, &r->languages, element, "lang", KS_F_PLAN_UNKNOWN_LANGUAGE);
    if (!ks_encoding_is_known(print->encoding)) {
        KS_REPORT(r->sink, KS_F_PLAN_UNKNOWN_ENCODING, element->place, encoding,
                  ks_encoding_nearest(encoding));
    }
    return ks_map_set(&t->langs, ks_sv_from(print->lang), t->table);
}

static ks_status read_note(table_reader *t, const ks_xml_element *element)
{
    ks_plan_note *note = ks_arena_zero(&t->plan->plan->arena, 1, sizeof *note);
    ks_plan_note **slot = note != NULL ? ks_vec_add(&t->table->notes) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = note;
    note->id = ks_xml_get(element, "id");
    note->mark = ks_xml_get(element, "mark");
    note->place = element->place;
    return ks_map_set(&t->notes, ks_sv_from(note->id), note);
}

static ks_status read_prints_and_notes(table_reader *t, const ks_xml_element *element)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *e = element->first_child; e != NULL && status == KS_OK;
         e = e->next) {
        if (ks_xml_is(e, KS_NS_PLAN, "print")) {
            status = read_print(t, e);
        } else if (ks_xml_is(e, KS_NS_PLAN, "note")) {
            status = read_note(t, e);
        }
    }
    if (status == KS_OK && t->table->prints.count == 0) {
        KS_REPORT(t->plan->sink, KS_F_PLAN_NO_PRINT, t->table->place, t->table->id);
    }
    return status;
}

static const struct kind_row {
    const char *element;
    ks_plan_column_kind kind;
} KINDS[] = {
    {"facts", KS_COLUMN_FACTS},         {"translated", KS_COLUMN_TRANSLATED},
    {"percent", KS_COLUMN_PERCENT},     {"change", KS_COLUMN_CHANGE},
    {"set-aside", KS_COLUMN_SET_ASIDE},
};

static ks_plan_column_kind read_kind(const ks_xml_element *element)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (ks_xml_is(element, KS_NS_PLAN, KINDS[i].element)) {
            return KINDS[i].kind;
        }
    }
    return KS_COLUMN_SET_ASIDE;
}

/* The column by itself; what it refers to may stand to the right of it. */
static ks_status start_column(table_reader *t, const ks_xml_element *element)
{
    ks_plan_column *column = ks_arena_zero(&t->plan->plan->arena, 1, sizeof *column);
    ks_plan_column **slot = column != NULL ? ks_vec_add(&t->table->columns) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = column;
    column->id = ks_xml_get(element, "id");
    column->kind = read_kind(element);
    column->number = t->table->columns.count + 1;
    column->set_aside = ks_xml_get(element, "reason");
    column->place = element->place;
    column->settings = t->settings;
    ks_plan_read_settings(t->plan, element, true, &column->settings);
    column->note = ks_plan_resolve(t->plan, &t->notes, element, "note", KS_F_PLAN_UNKNOWN_NOTE);
    ks_status status = ks_plan_read_ties(t->plan, element, t->ties, &column->ties);
    return status != KS_OK ? status : ks_map_set(&t->columns, ks_sv_from(column->id), column);
}

static const ks_plan_column *resolve_amounts(table_reader *t, const ks_plan_column *column,
                                             const ks_xml_element *element, const char *attr)
{
    const ks_plan_column *of =
        ks_plan_resolve(t->plan, &t->columns, element, attr, KS_F_PLAN_UNKNOWN_COLUMN);
    if (of == NULL) {
        return NULL;
    }
    bool is_translation = column->kind == KS_COLUMN_TRANSLATED;
    bool is_fit =
        of->kind == KS_COLUMN_FACTS || (of->kind == KS_COLUMN_TRANSLATED && !is_translation);
    if (!is_fit) {
        ks_related related = {of->place, of->id};
        bool is_japanese = t->plan->sink->lang == KS_LANG_JA;
        const char *which = !is_translation ? "" : is_japanese ? "換算前の" : "original ";
        KS_REPORT_RELATED(t->plan->sink, KS_F_PLAN_COLUMN_NO_AMOUNTS, column->place, &related, 1,
                          column->id, of->id, which);
        return NULL;
    }
    return of;
}

/* A translated column is in the unit of its translation and of the period of what it translates,
 * and may say so. */
static void settle_translated(table_reader *t, ks_plan_column *column,
                              const ks_xml_element *element)
{
    ks_sink *sink = t->plan->sink;
    const ks_plan_translation *translation = column->translation;
    const ks_plan_column *of = column->of;
    bool says_unit = ks_xml_get(element, "unit") != NULL;
    if (translation != NULL && !says_unit) {
        column->settings.unit = translation->to;
    } else if (translation != NULL && translation->to != NULL && column->settings.unit != NULL &&
               column->settings.unit != translation->to) {
        KS_REPORT(sink, KS_F_PLAN_TRANSLATED_UNIT, column->place, column->id,
                  column->settings.unit->id, translation->to->id);
    }
    if (of == NULL) {
        return;
    }
    if (ks_xml_child(element, KS_NS_PLAN, "dimension") == NULL &&
        ks_xml_child(element, KS_NS_PLAN, "range") == NULL) {
        column->ties = of->ties;
    }
    if (column->settings.period == NULL) {
        column->settings.period = of->settings.period;
    } else if (of->settings.period != NULL && of->settings.period != column->settings.period) {
        KS_REPORT(sink, KS_F_PLAN_TRANSLATED_PERIOD, column->place, column->id,
                  column->settings.period->id, of->settings.period->id);
    }
    if (translation != NULL && translation->from != NULL && translation->from != translation->to &&
        of->settings.unit != NULL && of->settings.unit != translation->from) {
        KS_REPORT(sink, KS_F_PLAN_TRANSLATED_FROM, of->place, of->id, of->settings.unit->id,
                  translation->from->id);
    }
}

static void finish_column(table_reader *t, ks_plan_column *column, const ks_xml_element *element)
{
    column->of = resolve_amounts(t, column, element, "of");
    column->from = resolve_amounts(t, column, element, "from");
    column->translation = ks_plan_resolve(t->plan, &t->plan->translations, element, "translation",
                                          KS_F_PLAN_UNKNOWN_TRANSLATION);
    if (ks_xml_get(element, "base") != NULL && t->index != NULL) {
        column->base_line = ks_plan_resolve_line(t->plan, t->index, element, "base");
    }
    if (column->kind == KS_COLUMN_TRANSLATED) {
        settle_translated(t, column, element);
    }
    bool says_period = ks_xml_get(element, "period") != NULL ||
                       ks_xml_get(element->parent->parent, "period") != NULL;
    if (column->kind == KS_COLUMN_FACTS && column->settings.period == NULL && !says_period) {
        KS_REPORT(t->plan->sink, KS_F_PLAN_NO_PERIOD, column->place, column->id);
    }
}

static ks_status read_columns(table_reader *t, const ks_xml_element *columns)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *e = columns->first_child; e != NULL && status == KS_OK;
         e = e->next) {
        status = start_column(t, e);
    }
    const ks_xml_element *element = columns->first_child;
    for (size_t i = 0; status == KS_OK && element != NULL; i++, element = element->next) {
        finish_column(t, t->table->columns.items[i], element);
    }
    return status;
}

static bool is_silent(const ks_plan_cell *cell, const ks_xml_element *element)
{
    const ks_plan_settings *s = &cell->settings;
    return cell->set_aside == NULL && s->scale == KS_PLAN_SCALE_UNSET &&
           s->decimals == KS_DECIMALS_NONE && element->first_child == NULL &&
           ks_xml_get(element, "unit") == NULL && ks_xml_get(element, "period") == NULL;
}

static ks_status read_cell(table_reader *t, const ks_xml_element *element)
{
    ks_plan_cell *cell = ks_vec_add(&t->table->cells);
    if (cell == NULL) {
        return KS_ERR_MEMORY;
    }
    cell->place = element->place;
    cell->lang = ks_xml_get(element, "lang");
    cell->set_aside = ks_xml_get(element, "set-aside");
    cell->settings = ks_plan_no_settings();
    ks_plan_read_settings(t->plan, element, true, &cell->settings);
    if (t->index != NULL) {
        cell->line = ks_plan_resolve_line(t->plan, t->index, element, "line");
    }
    cell->column =
        ks_plan_resolve(t->plan, &t->columns, element, "column", KS_F_PLAN_UNKNOWN_COLUMN);
    if (t->table->prints.count > 0) {
        (void)ks_plan_resolve(t->plan, &t->langs, element, "lang", KS_F_PLAN_UNPRINTED_LANGUAGE);
    }
    if (is_silent(cell, element)) {
        KS_REPORT(t->plan->sink, KS_F_PLAN_EMPTY_CELL, cell->place, ks_xml_get(element, "line"));
    }
    return ks_plan_read_ties(t->plan, element, NULL, &cell->ties);
}

static ks_status read_cells(table_reader *t, const ks_xml_element *element)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *e = ks_xml_child(element, KS_NS_PLAN, "cell");
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_PLAN, "cell")) {
        status = read_cell(t, e);
    }
    return status;
}

static ks_status read_table_parts(table_reader *t, const ks_xml_element *element)
{
    ks_plan_reader *r = t->plan;
    t->table->id = ks_xml_get(element, "id");
    t->table->place = element->place;
    t->index =
        ks_plan_resolve(r, &r->statements, element, "statement", KS_F_PLAN_UNKNOWN_STATEMENT);
    t->table->statement = t->index != NULL ? t->index->statement : NULL;
    t->settings = r->settings;
    ks_plan_read_settings(r, element, true, &t->settings);
    ks_status status = ks_plan_read_ties(r, element, NULL, &t->ties);
    if (status == KS_OK) {
        status = read_prints_and_notes(t, element);
    }
    if (status == KS_OK) {
        status = read_columns(t, ks_xml_child(element, KS_NS_PLAN, "columns"));
    }
    return status == KS_OK ? read_cells(t, element) : status;
}

static ks_status read_table(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_table *table = ks_arena_zero(&r->plan->arena, 1, sizeof *table);
    ks_plan_table **slot = table != NULL ? ks_vec_add(&r->plan->tables) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = table;
    table_reader t = {.plan = r, .table = table};
    ks_map_init(&t.notes);
    ks_map_init(&t.columns);
    ks_map_init(&t.langs);
    ks_status status = read_table_parts(&t, element);
    ks_map_release(&t.notes);
    ks_map_release(&t.columns);
    ks_map_release(&t.langs);
    return status;
}

/* A print finds its rows by their labels, so each line needs one in the print's language. */
static void check_print(ks_plan_reader *r, const ks_plan_index *index, const ks_plan_print *print)
{
    for (size_t i = 0; i < index->entry_count; i++) {
        const ks_plan_line *line = r->entries.items[index->first_entry + i].line;
        bool is_printed = line->concept != NULL && !line->is_elsewhere && !line->has_bad_tie;
        if (is_printed && ks_lang_text_find(line->labels, print->lang) == NULL) {
            ks_related related = {print->place, print->file};
            KS_REPORT_RELATED(r->sink, KS_F_PLAN_MISSING_LABEL, line->place, &related, 1, line->id,
                              print->lang, print->file);
        }
    }
}

/* Once for each statement and language. */
static ks_status check_prints(ks_plan_reader *r, const ks_plan_table *table, ks_map *checked)
{
    ks_str key;
    ks_str_init(&key);
    ks_status status = KS_OK;
    for (size_t i = 0; i < table->prints.count && status == KS_OK; i++) {
        const ks_plan_print *print = &table->prints.items[i];
        bool is_known = ks_map_get(&r->languages, ks_sv_from(print->lang)) != NULL;
        ks_str_clear(&key);
        ks_str_addf(&key, "%s %s", table->statement->id, print->lang);
        status = ks_str_status(&key);
        if (status == KS_OK && is_known && ks_map_get(checked, ks_str_view(&key)) == NULL) {
            check_print(r, ks_map_get(&r->statements, ks_sv_from(table->statement->id)), print);
            status = ks_map_set(checked, ks_str_view(&key), r);
        }
    }
    ks_str_release(&key);
    return status;
}

ks_status ks_plan_read_tables(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_map checked;
    ks_map_init(&checked);
    ks_status status = ks_plan_read_each(r, element, read_table);
    for (size_t i = 0; i < r->plan->tables.count && status == KS_OK; i++) {
        const ks_plan_table *table = r->plan->tables.items[i];
        if (table->statement != NULL) {
            status = check_prints(r, table, &checked);
        }
    }
    ks_map_release(&checked);
    return status;
}

static ks_status read_series(ks_plan_reader *r, ks_plan_chart *chart, const ks_plan_index *index,
                             const ks_xml_element *element)
{
    const char *name = ks_xml_get(element, "concept");
    const ks_plan_concept *concept = ks_map_get(&r->concepts, ks_sv_from(name));
    if (index == NULL) {
        return KS_OK;
    }
    if (concept == NULL || ks_map_get(&index->by_concept, ks_sv_from(name)) == NULL) {
        KS_REPORT(r->sink, KS_F_PLAN_UNKNOWN_SERIES, element->place, name,
                  ks_plan_nearest(r, &index->by_concept, name), index->statement->id);
        return KS_OK;
    }
    const ks_plan_concept **slot = ks_vec_add(&chart->series);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = concept;
    return KS_OK;
}

static ks_status read_chart(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_chart *chart = ks_arena_zero(&r->plan->arena, 1, sizeof *chart);
    ks_plan_chart **slot = chart != NULL ? ks_vec_add(&r->plan->charts) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = chart;
    chart->id = ks_xml_get(element, "id");
    chart->place = element->place;
    chart->unit = ks_plan_resolve(r, &r->units, element, "unit", KS_F_PLAN_UNKNOWN_UNIT);
    const ks_plan_index *index =
        ks_plan_resolve(r, &r->statements, element, "statement", KS_F_PLAN_UNKNOWN_STATEMENT);
    chart->statement = index != NULL ? index->statement : NULL;
    ks_status status = ks_plan_read_texts(r, element, "title", &chart->titles);
    for (const ks_xml_element *e = ks_xml_child(element, KS_NS_PLAN, "series");
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_PLAN, "series")) {
        status = read_series(r, chart, index, e);
    }
    return status;
}

ks_status ks_plan_read_charts(ks_plan_reader *r, const ks_xml_element *element)
{
    return ks_plan_read_each(r, element, read_chart);
}

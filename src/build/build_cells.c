#include "build_cells.h"

#include "build_contexts.h"

/* What a cell is looked up by among the plan's words on single cells; pointers only. */
typedef struct word_key {
    const ks_plan_line *line;
    const ks_plan_column *column; /* NULL: the whole row */
    const char *lang;             /* interned; NULL: all prints */
} word_key;

typedef struct cell_reader {
    ks_filing *filing;
    ks_build_print *print;
    ks_map words;
    const char *lang; /* interned */
} cell_reader;

/* What holds for one cell, after the cascade. */
typedef struct cell_ruling {
    ks_plan_settings own;      /* of the line and the cell */
    ks_plan_settings settings; /* of the column, overridden by those */
    const char *set_aside;
} cell_ruling;

static ks_sv key_view(const word_key *key)
{
    return (ks_sv){(const char *)key, sizeof *key};
}

static ks_status list_words(cell_reader *r)
{
    const ks_plan_table *table = r->print->table;
    ks_status status = KS_OK;
    r->lang = ks_names_text(r->filing->names, ks_sv_from(r->print->print->lang));
    for (size_t i = 0; i < table->cells.count && status == KS_OK; i++) {
        ks_plan_cell *word = &table->cells.items[i];
        word_key key = {word->line, word->column, NULL};
        if (word->lang != NULL) {
            key.lang = ks_names_text(r->filing->names, ks_sv_from(word->lang));
            status = key.lang != NULL ? KS_OK : KS_ERR_MEMORY;
        }
        if (status == KS_OK) {
            status = ks_map_set(&r->words, key_view(&key), word);
        }
    }
    return r->lang != NULL ? status : KS_ERR_MEMORY;
}

static void override(ks_plan_settings *settings, const ks_plan_settings *by)
{
    settings->unit = by->unit != NULL ? by->unit : settings->unit;
    settings->period = by->period != NULL ? by->period : settings->period;
    settings->scale = by->scale != KS_PLAN_SCALE_UNSET ? by->scale : settings->scale;
    settings->decimals = by->decimals != KS_DECIMALS_NONE ? by->decimals : settings->decimals;
}

/* The later wins: column, line, then the plan's words on the cell, the more special ones last. */
static cell_ruling rule_on(const cell_reader *r, const ks_plan_line *line,
                           const ks_plan_column *column)
{
    const word_key keys[] = {
        {line, NULL, NULL}, {line, NULL, r->lang}, {line, column, NULL}, {line, column, r->lang}};
    cell_ruling ruling = {.own = line->settings, .settings = column->settings};
    ruling.set_aside = column->kind == KS_COLUMN_SET_ASIDE ? column->set_aside : NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const ks_plan_cell *word = ks_map_get(&r->words, key_view(&keys[i]));
        if (word != NULL) {
            override(&ruling.own, &word->settings);
            ruling.set_aside = word->set_aside != NULL ? word->set_aside : ruling.set_aside;
        }
    }
    override(&ruling.settings, &ruling.own);
    if (column->kind == KS_COLUMN_TRANSLATED &&
        (ruling.own.unit == NULL || ruling.own.unit == column->translation->from)) {
        ruling.settings.unit = column->translation->to;
    }
    return ruling;
}

/* What is wrong with a line or with a column as a whole is said of one of its cells, not of each.
 */
static ks_status report_setting(cell_reader *r, ks_build_cell *cell, ks_finding_id id,
                                const char *other)
{
    const ks_plan_line *line = ks_build_cell_entry(cell)->line;
    cell->is_flawed = true;
    if (ks_build_is_said(r->filing, line, r->print->table, NULL) ||
        ks_build_is_said(r->filing, cell->column, NULL, NULL)) {
        return KS_OK;
    }
    ks_related related = ks_build_related(r->filing, ks_build_cell_place(cell), KS_SAY_USED_HERE);
    KS_REPORT_RELATED(r->filing->sink, id, line->place, &related, 1, line->id, other);
    bool is_new = false;
    ks_status status = ks_build_say_once(r->filing, line, r->print->table, NULL, &is_new);
    if (status == KS_OK) {
        status = ks_build_say_once(r->filing, cell->column, NULL, NULL, &is_new);
    }
    return status;
}

static ks_status find_context(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling)
{
    const ks_plan_line *line = ks_build_cell_entry(cell)->line;
    ks_status status =
        ks_build_use_context(r->filing, line, ruling->settings.period, &cell->context);
    if (status == KS_OK && cell->context == NULL) {
        return report_setting(r, cell, KS_F_CELL_PERIOD_TYPE, ruling->settings.period->id);
    }
    return status;
}

static ks_status find_unit(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling)
{
    const ks_build_entry *entry = ks_build_cell_entry(cell);
    if (!ks_item_kind_is_numeric(entry->concept->kind)) {
        return KS_OK;
    }
    if (ruling->settings.unit == NULL) {
        return report_setting(r, cell, KS_F_CELL_NO_UNIT, cell->column->id);
    }
    cell->unit = ks_build_use_unit(r->filing, ruling->settings.unit);
    return KS_OK;
}

static void find_value(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling)
{
    const ks_build_entry *entry = ks_build_cell_entry(cell);
    const ks_figure *figure = &cell->figure;
    cell->scale = ruling->settings.scale != KS_PLAN_SCALE_UNSET ? ruling->settings.scale : 0;
    if (figure->is_percent) {
        if (entry->concept->kind != KS_ITEM_PURE) {
            KS_REPORT(r->filing->sink, KS_F_FIGURE_PERCENT, ks_build_cell_place(cell),
                      cell->printed, entry->label);
            cell->is_flawed = true;
        } else if (ruling->own.scale == KS_PLAN_SCALE_UNSET) {
            cell->scale = -2; /* whatever the amounts of the table are in */
        }
    }
    cell->decimals = ruling->settings.decimals != KS_DECIMALS_NONE ? ruling->settings.decimals
                                                                   : figure->places - cell->scale;
    cell->value = ks_decimal_shift(&figure->number, cell->scale);
    if (entry->line->is_reversed) {
        cell->value = ks_decimal_negate(&cell->value);
    }
}

/* What facts are the same by; pointers only, so that it has no padding. */
typedef struct fact_aspects {
    const ks_concept *concept;
    const ks_build_context *context;
    const ks_build_unit *unit;
    const char *lang;
} fact_aspects;

static ks_status find_group(cell_reader *r, ks_build_cell *cell, ks_build_group **out)
{
    const ks_concept *concept = ks_build_cell_entry(cell)->concept;
    bool is_text = !ks_item_kind_is_numeric(concept->kind);
    fact_aspects aspects = {concept, cell->context, cell->unit, is_text ? r->lang : NULL};
    ks_sv key = {(const char *)&aspects, sizeof aspects};
    ks_build_group *group = ks_map_get(&r->filing->group_by_aspects, key);
    if (group != NULL) {
        *out = group;
        return KS_OK;
    }
    group = ks_arena_zero(&r->filing->arena, 1, sizeof *group);
    ks_build_group **slot = group != NULL ? ks_vec_add(&r->filing->groups) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = group;
    group->concept = concept;
    group->context = cell->context;
    group->unit = cell->unit;
    group->lang = aspects.lang;
    *out = group;
    return ks_map_set(&r->filing->group_by_aspects, key, group);
}

static ks_status join_group(cell_reader *r, ks_build_cell *cell)
{
    ks_build_group *group = NULL;
    ks_status status = find_group(r, cell, &group);
    if (status != KS_OK) {
        return status;
    }
    cell->group = group;
    if (group->last == NULL) {
        group->first = cell;
    } else {
        group->last->next_in_group = cell;
    }
    group->last = cell;
    group->count++;
    return KS_OK;
}

static ks_status read_fact(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling)
{
    ks_status status = find_context(r, cell, ruling);
    if (status == KS_OK && !cell->is_flawed) {
        status = find_unit(r, cell, ruling);
    }
    if (status != KS_OK || cell->is_flawed) {
        return status;
    }
    if (cell->unit != NULL) {
        find_value(r, cell, ruling);
    } else {
        cell->decimals = KS_DECIMALS_NONE;
    }
    return cell->is_flawed ? KS_OK : join_group(r, cell);
}

static bool holds_fact(const ks_build_cell *cell)
{
    return cell->column->kind == KS_COLUMN_FACTS || cell->column->kind == KS_COLUMN_TRANSLATED;
}

/* A text is no figure, but it counts as one. */
static ks_status read_figure(cell_reader *r, ks_build_cell *cell)
{
    const ks_build_row *row = cell->row;
    bool is_text = cell->column != NULL && holds_fact(cell) && row->entry != KS_NO_INDEX &&
                   !ks_item_kind_is_numeric(r->print->entries[row->entry].concept->kind);
    ks_status status = ks_figure_read(&r->filing->arena, ks_sv_from(cell->printed), &cell->figure);
    if (status == KS_OK && is_text && cell->figure.kind == KS_FIGURE_BROKEN) {
        cell->figure = (ks_figure){.kind = KS_FIGURE_NUMBER, .hint = ""};
    }
    return status;
}

static ks_status read_cell(cell_reader *r, ks_build_cell *cell)
{
    ks_status status = read_figure(r, cell);
    if (status != KS_OK || cell->figure.kind == KS_FIGURE_EMPTY) {
        return status;
    }
    if (cell->column == NULL || cell->row->is_reported) {
        cell->is_flawed = cell->row->is_reported;
        return KS_OK;
    }
    cell_ruling ruling = rule_on(r, ks_build_cell_entry(cell)->line, cell->column);
    if (ruling.set_aside != NULL) {
        cell->state = KS_CELL_SET_ASIDE;
        cell->reason = ruling.set_aside;
        return KS_OK;
    }
    if (cell->figure.kind == KS_FIGURE_BROKEN) {
        ks_figure_report(&cell->figure, cell->printed, ks_build_cell_place(cell), r->filing->sink);
        cell->is_flawed = true;
        return KS_OK;
    }
    return holds_fact(cell) ? read_fact(r, cell, &ruling) : KS_OK;
}

ks_status ks_build_read_cells(ks_filing *filing, ks_build_print *print)
{
    cell_reader r = {.filing = filing, .print = print};
    ks_map_init(&r.words);
    ks_status status = list_words(&r);
    for (size_t i = 0; i < print->row_count && status == KS_OK; i++) {
        ks_build_row *row = &print->rows[i];
        for (size_t k = 0; k < row->cell_count && status == KS_OK; k++) {
            status = read_cell(&r, &row->cells[k]);
        }
    }
    ks_map_release(&r.words);
    return status;
}

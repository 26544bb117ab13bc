#include "build_cells.h"

#include <string.h>

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
    const char *lang;               /* interned */
    ks_build_dimensions dimensions; /* of the cell at hand; room for one of each axis */
} cell_reader;

/* Of which figure of a cell the dimensions are. */
typedef enum figure_end { END_SINGLE, END_LOWER, END_UPPER } figure_end;

/* What holds for one cell, after the cascade. */
typedef struct cell_ruling {
    ks_plan_settings own;      /* of the line and the cell */
    ks_plan_settings settings; /* of the column, overridden by those */
    const char *set_aside;
    const ks_plan_tie *ties[6]; /* the later wins */
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
    cell_ruling ruling = {
        .own = line->settings, .settings = column->settings, .ties = {column->ties, line->ties}};
    ruling.set_aside = column->kind == KS_COLUMN_SET_ASIDE ? column->set_aside : NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const ks_plan_cell *word = ks_map_get(&r->words, key_view(&keys[i]));
        if (word != NULL) {
            override(&ruling.own, &word->settings);
            ruling.ties[i + 2] = word->ties;
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

static const ks_plan_tie *find_tie(const cell_ruling *ruling, const ks_plan_axis *axis,
                                   bool is_range)
{
    const ks_plan_tie *found = NULL;
    for (size_t i = sizeof ruling->ties / sizeof *ruling->ties; i-- > 0 && found == NULL;) {
        found = ks_plan_tie_find(ruling->ties[i], axis, is_range);
    }
    return found;
}

static void report_range(cell_reader *r, ks_build_cell *cell, const ks_plan_tie *range)
{
    ks_related related = ks_build_related(r->filing, range->place, KS_SAY_PLAN_RANGE);
    KS_REPORT_RELATED(r->filing->sink, KS_F_FIGURE_NO_RANGE, ks_build_cell_place(cell), &related, 1,
                      cell->printed, range->axis->name);
    cell->is_flawed = true;
}

/* Adds what the figure has on the axis. */
static ks_status find_dimension(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling,
                                figure_end end, const ks_plan_axis *axis)
{
    const ks_plan_tie *range = find_tie(ruling, axis, true);
    const ks_plan_tie *tie = find_tie(ruling, axis, false);
    ks_build_dimension found = {.axis = axis};
    if (range != NULL && end != END_SINGLE) {
        found.member = end == END_LOWER ? range->lower : range->upper;
    } else if (tie != NULL) {
        found.member = tie->member;
        found.value = tie->value;
    } else if (range != NULL) {
        report_range(r, cell, range);
        return KS_OK;
    } else if (r->print->table->statement->uses_axis[axis->index] && axis->default_member == NULL) {
        return report_setting(r, cell, KS_F_CELL_NO_MEMBER, axis->name);
    }
    bool is_said =
        found.value != NULL || (found.member != NULL && found.member != axis->default_member);
    if (is_said) {
        r->dimensions.items[r->dimensions.count++] = found;
    }
    return KS_OK;
}

static ks_status find_dimensions(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling,
                                 figure_end end)
{
    const ks_plan *plan = r->filing->plan;
    ks_status status = KS_OK;
    r->dimensions.count = 0;
    for (size_t i = 0; i < plan->axes.count && status == KS_OK && !cell->is_flawed; i++) {
        status = find_dimension(r, cell, ruling, end, plan->axes.items[i]);
    }
    return status;
}

static ks_status find_context(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling,
                              figure_end end)
{
    const ks_plan_line *line = ks_build_cell_entry(cell)->line;
    ks_status status = find_dimensions(r, cell, ruling, end);
    if (status != KS_OK || cell->is_flawed) {
        return status;
    }
    status = ks_build_use_context(r->filing, line, ruling->settings.period, &r->dimensions,
                                  &cell->context);
    if (status == KS_OK && cell->context == NULL) {
        return report_setting(r, cell, KS_F_CELL_PERIOD_TYPE, ruling->settings.period->id);
    }
    return status;
}

/* What is printed with the figure must be what it is filed in. */
static void check_currency(cell_reader *r, ks_build_cell *cell)
{
    const ks_plan_unit *unit = cell->unit->plan;
    const char *currency = cell->figure.currency;
    bool is_same = unit->numerator_count == 1 &&
                   strcmp(unit->numerators[0]->ns, KS_NS_ISO4217) == 0 && currency != NULL &&
                   strcmp(unit->numerators[0]->local, currency) == 0;
    if (currency != NULL && !is_same) {
        KS_REPORT(r->filing->sink, KS_F_FIGURE_CURRENCY, ks_build_cell_place(cell), cell->printed,
                  currency, unit->id);
        cell->is_flawed = true;
    }
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
    if (figure->power != 0) {
        cell->scale = figure->power; /* printed with the figure, it is what holds */
    }
    check_currency(r, cell);
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

ks_status ks_build_find_group(ks_filing *filing, const ks_plan_concept *concept,
                              ks_build_context *context, ks_build_unit *unit, ks_build_group **out)
{
    const ks_qname *name =
        ks_names_qname(filing->names, ks_sv_from(filing->plan->ns), ks_sv_from(concept->name));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    fact_aspects aspects = {ks_taxonomy_find(filing->taxonomy, name), context, unit, NULL};
    *out = ks_map_get(&filing->group_by_aspects, (ks_sv){(const char *)&aspects, sizeof aspects});
    return KS_OK;
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

static ks_status read_fact(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling,
                           figure_end end)
{
    ks_status status = find_context(r, cell, ruling, end);
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

static bool has_range(const cell_reader *r, const cell_ruling *ruling)
{
    const ks_plan *plan = r->filing->plan;
    for (size_t i = 0; i < plan->axes.count; i++) {
        if (find_tie(ruling, plan->axes.items[i], true) != NULL) {
            return true;
        }
    }
    return false;
}

/* The two ends are two facts, each with a cell of its own. A reversed sign turns them round. */
static ks_status read_range(cell_reader *r, ks_build_cell *cell, const cell_ruling *ruling)
{
    if (!holds_fact(cell) || !has_range(r, ruling)) {
        KS_REPORT(r->filing->sink, KS_F_FIGURE_RANGE, ks_build_cell_place(cell), cell->printed);
        cell->is_flawed = true;
        return KS_OK;
    }
    ks_build_cell *upper = ks_arena_alloc(&r->filing->arena, sizeof *upper);
    if (upper == NULL) {
        return KS_ERR_MEMORY;
    }
    bool is_reversed = ks_build_cell_entry(cell)->line->is_reversed;
    const ks_figure *end = cell->figure.upper;
    cell->figure.kind = KS_FIGURE_NUMBER;
    *upper = *cell;
    *(is_reversed ? &cell->figure : &upper->figure) = *end;
    cell->upper = upper;
    ks_status status = read_fact(r, cell, ruling, END_LOWER);
    if (status == KS_OK && !cell->is_flawed) {
        status = read_fact(r, upper, ruling, END_UPPER);
    }
    cell->is_flawed = cell->is_flawed || upper->is_flawed;
    return status;
}

/* A text is no figure, but it counts as one. */
static ks_status read_figure(cell_reader *r, ks_build_cell *cell)
{
    const ks_build_row *row = cell->row;
    bool is_text = cell->column != NULL && holds_fact(cell) && row->entry != KS_NO_INDEX &&
                   !ks_item_kind_is_numeric(r->print->entries[row->entry].concept->kind);
    ks_status status = ks_figure_read(&r->filing->arena, ks_sv_from(cell->printed), &cell->figure);
    bool is_number = cell->figure.kind == KS_FIGURE_NUMBER || cell->figure.kind == KS_FIGURE_NIL ||
                     cell->figure.kind == KS_FIGURE_EMPTY;
    if (status == KS_OK && is_text && !is_number) {
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
    if (cell->figure.kind == KS_FIGURE_RANGE) {
        return read_range(r, cell, &ruling);
    }
    return holds_fact(cell) ? read_fact(r, cell, &ruling, END_SINGLE) : KS_OK;
}

ks_status ks_build_read_cells(ks_filing *filing, ks_build_print *print)
{
    cell_reader r = {.filing = filing, .print = print};
    ks_map_init(&r.words);
    r.dimensions.items =
        ks_arena_alloc(&filing->arena, (filing->plan->axes.count + 1) * sizeof *r.dimensions.items);
    ks_status status = r.dimensions.items != NULL ? list_words(&r) : KS_ERR_MEMORY;
    for (size_t i = 0; i < print->row_count && status == KS_OK; i++) {
        ks_build_row *row = &print->rows[i];
        for (size_t k = 0; k < row->cell_count && status == KS_OK; k++) {
            status = read_cell(&r, &row->cells[k]);
        }
    }
    ks_map_release(&r.words);
    return status;
}

#include "build_match.h"

#include <string.h>

#include "build_order.h"
#include "build_unmatched.h"

/* How alike a row and an entry must be in a round; each round takes what the one before left. */
typedef struct match_rule {
    bool with_section;
    bool with_kind; /* a heading for a row without figures */
} match_rule;

/* Entries that share a key, in order: the next to be given away, and the last. */
typedef struct chain_head {
    size_t next;
    size_t last;
} chain_head;

typedef struct matcher {
    ks_filing *filing;
    ks_build_print *print;
    size_t *chain; /* by entry: the next entry of the same key */
    ks_map buckets;
    match_rule rule;
    ks_str key;
} matcher;

static ks_sv make_key(matcher *m, size_t section, bool is_heading, const char *label)
{
    ks_str_clear(&m->key);
    if (m->rule.with_section) {
        ks_str_add_u64(&m->key, section);
    }
    ks_str_add(&m->key, m->rule.with_kind && is_heading ? "\nh\n" : "\nr\n");
    ks_str_add(&m->key, label);
    return ks_str_view(&m->key);
}

static ks_status chain_entry(matcher *m, size_t number)
{
    const ks_build_entry *entry = &m->print->entries[number];
    ks_sv key = make_key(m, entry->section, entry->is_heading, entry->key);
    ks_status status = ks_str_status(&m->key);
    if (status != KS_OK) {
        return status;
    }
    m->chain[number] = KS_NO_INDEX;
    chain_head *head = ks_map_get(&m->buckets, key);
    if (head != NULL) {
        if (head->next == KS_NO_INDEX) {
            head->next = number;
        } else {
            m->chain[head->last] = number;
        }
        head->last = number;
        return KS_OK;
    }
    head = ks_arena_alloc(&m->buckets.arena, sizeof *head);
    if (head == NULL) {
        return KS_ERR_MEMORY;
    }
    *head = (chain_head){number, number};
    return ks_map_set(&m->buckets, key, head);
}

static ks_status take_entry(matcher *m, size_t row_number)
{
    ks_build_row *row = &m->print->rows[row_number];
    chain_head *head =
        ks_map_get(&m->buckets, make_key(m, row->section, row->is_label_only, row->key));
    if (head != NULL && head->next != KS_NO_INDEX) {
        row->entry = head->next;
        m->print->entries[row->entry].row = row_number;
        head->next = m->chain[row->entry];
    }
    return ks_str_status(&m->key);
}

static ks_status match_round(matcher *m, match_rule rule)
{
    ks_status status = KS_OK;
    m->rule = rule;
    ks_map_init(&m->buckets);
    for (size_t i = 0; i < m->print->entry_count && status == KS_OK; i++) {
        if (m->print->entries[i].row == KS_NO_INDEX) {
            status = chain_entry(m, i);
        }
    }
    for (size_t i = 0; i < m->print->row_count && status == KS_OK; i++) {
        if (m->print->rows[i].entry == KS_NO_INDEX) {
            status = take_entry(m, i);
        }
    }
    ks_map_release(&m->buckets);
    return status;
}

/* The section of a row is the entry of the latest heading above it: of headings of one text the
 * next one, as far as there are any. */
static ks_status find_sections(matcher *m)
{
    ks_status status = KS_OK;
    size_t section = KS_NO_INDEX;
    m->rule = (match_rule){false, true};
    ks_map_init(&m->buckets);
    for (size_t i = 0; i < m->print->entry_count && status == KS_OK; i++) {
        if (m->print->entries[i].is_heading) {
            status = chain_entry(m, i);
        }
    }
    for (size_t i = 0; i < m->print->row_count && status == KS_OK; i++) {
        ks_build_row *row = &m->print->rows[i];
        row->section = section;
        if (row->is_label_only) {
            status = take_entry(m, i);
            section = row->entry != KS_NO_INDEX ? row->entry : section;
        }
    }
    ks_map_release(&m->buckets);
    return status;
}

static ks_status match_all(matcher *m)
{
    static const match_rule rounds[] = {{true, true}, {false, true}, {false, false}};
    m->chain = ks_arena_zero(&m->filing->arena, m->print->entry_count + 1, sizeof *m->chain);
    if (m->chain == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = find_sections(m);
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds && status == KS_OK; i++) {
        status = match_round(m, rounds[i]);
    }
    return status;
}

/* A heading has no figures. */
static void check_headings(matcher *m)
{
    for (size_t i = 0; i < m->print->row_count; i++) {
        ks_build_row *row = &m->print->rows[i];
        if (row->entry == KS_NO_INDEX || !m->print->entries[row->entry].is_heading ||
            row->is_label_only) {
            continue;
        }
        ks_related related = ks_build_related(m->filing, m->print->entries[row->entry].line->place,
                                              KS_SAY_PLAN_LINE);
        KS_REPORT_RELATED(m->filing->sink, KS_F_ROW_HEADING, row->place, &related, 1, row->label);
        row->is_reported = true;
    }
}

static bool is_line_row(const ks_build_print *print, const ks_build_row *row)
{
    return row->entry != KS_NO_INDEX && !print->entries[row->entry].is_heading;
}

static void give_columns(const ks_build_print *print, ks_build_row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        row->cells[i].column = print->table->columns.items[i];
    }
}

static bool has_columns(const ks_build_print *print, const ks_build_row *row)
{
    return row->cell_count == print->table->columns.count;
}

/* Whether all rows of figures have the same number of cells, which is not the plan's. */
static bool is_of_other_width(const ks_build_print *print)
{
    const ks_build_row *first = NULL;
    bool is_other = false;
    size_t rows = 0;
    for (size_t i = 0; i < print->row_count; i++) {
        const ks_build_row *row = &print->rows[i];
        if (!is_line_row(print, row)) {
            continue;
        }
        first = first != NULL ? first : row;
        if (row->printed_cells != first->printed_cells) {
            return false;
        }
        is_other = is_other || !has_columns(print, row);
        rows++;
    }
    return is_other && rows > 1;
}

static void report_cells(matcher *m, const ks_build_row *row, ks_finding_id id)
{
    const ks_plan_table *table = m->print->table;
    ks_related related = ks_build_related(m->filing, table->place, KS_SAY_PLAN_COLUMN);
    KS_REPORT_RELATED(m->filing->sink, id, row->place, &related, 1, row->label,
                      ks_build_text(m->filing, "%zu", row->printed_cells),
                      ks_build_text(m->filing, "%zu", table->columns.count + 1));
}

/* A row with too many or too few cells cannot be used: which one is missing is not known. */
static void check_cells(matcher *m)
{
    bool is_whole_table = is_of_other_width(m->print);
    bool is_said = false;
    for (size_t i = 0; i < m->print->row_count; i++) {
        ks_build_row *row = &m->print->rows[i];
        if (!is_line_row(m->print, row)) {
            continue;
        }
        if (has_columns(m->print, row) && !is_whole_table) {
            give_columns(m->print, row);
            continue;
        }
        if (!is_said || !is_whole_table) {
            report_cells(m, row, is_whole_table ? KS_F_ROW_ALL_CELLS : KS_F_ROW_CELLS);
        }
        is_said = true;
        row->is_reported = true;
    }
}

ks_status ks_build_match_rows(ks_filing *filing, ks_build_print *print)
{
    matcher m = {.filing = filing, .print = print};
    ks_str_init(&m.key);
    ks_status status = match_all(&m);
    if (status == KS_OK) {
        status = ks_build_report_unmatched(filing, print);
    }
    if (status == KS_OK) {
        status = ks_build_check_order(filing, print);
    }
    if (status == KS_OK) {
        check_headings(&m);
        check_cells(&m);
    }
    ks_str_release(&m.key);
    return status;
}
